"""The version of the tool and of the engine.

`ENGINE` goes into every cache key and into the manifest: it is raised whenever the same
records would be set on the page in another way.
"""

from typing import Final

VERSION: Final = "0.1.0"
ENGINE: Final = 2
