"""How it is worded: templates print a small semantic markup, which is parsed at once into a draft.

No door re-exports anything here: `environment` (render, check_templates) brings Jinja2 along, which costs 40 ms at
import, so whoever needs it imports it inside a function; `parse` and `vocabulary` are light.
"""
