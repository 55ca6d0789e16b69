"""The type benchmark: how evenly lines are set, beside LuaLaTeX and Typst (`python -m tests.bench.type`)."""
