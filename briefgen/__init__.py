"""briefgen turns YAML source records into footnoted, tagged PDF briefs.

This module holds the version and nothing else: importing `briefgen` must cost nothing,
because the fast path is reached through it.
"""

from briefgen.version import VERSION as __version__  # noqa: N811  (the name that Python expects)

__all__ = ["__version__"]
