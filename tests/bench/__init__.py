"""The benchmark against a peer: `python -m tests.bench`."""
