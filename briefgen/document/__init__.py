"""What a brief is: a typed tree that knows nothing of YAML, Jinja, CSL or PDF."""
