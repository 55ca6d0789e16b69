"""How it is worded: templates print a small semantic markup, which is parsed at once into a draft."""
