"""`new workspace`, `new topic`, `new audience`: files that build at once; and what ships with the package.

What ships (packs, the sample topic) lies beside the package in a checkout and inside this
folder when installed from a wheel.
"""

from briefgen.scaffold.make import new_audience, new_topic, new_workspace

__all__ = ["new_audience", "new_topic", "new_workspace"]
