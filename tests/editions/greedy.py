"""What no reader should do, for the limits of the child."""

from briefgen.diagnostics import NOWHERE, limit
from briefgen.errors import LimitError


def take(_data: bytes) -> bytes:
    """Ask for more memory than the child may have."""
    return bytes(bytearray(4 * 1024**3))


def refuse(_data: bytes) -> bytes:
    """Reach a limit."""
    raise LimitError(limit("pages", NOWHERE, "too many pages"))
