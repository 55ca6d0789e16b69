"""A topic that asks everything of the engine at once."""
