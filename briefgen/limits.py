"""Every limit with its value, unit and reason; `briefgen limits` prints this table.

Reaching a limit is exit 3, and the message names it (`limit.NAME`). The workspace's own
configuration may raise one; a pack or a topic never can.
"""

from collections.abc import Mapping
from types import MappingProxyType
from typing import Final, NamedTuple

__all__ = ["LIMITS", "Limit", "raise_limits", "value"]


class Limit(NamedTuple):
    """One limit: `value` in `unit`, and what it bounds."""

    value: int
    unit: str
    bounds: str


KIB: Final = 1024
MIB: Final = 1024 * 1024

LIMITS: Final = MappingProxyType(
    {
        "file": Limit(MIB, "bytes", "one YAML file"),
        "depth": Limit(32, "levels", "nesting in a YAML file"),
        "nodes": Limit(50_000, "nodes", "one YAML file"),
        "scalar": Limit(64_000, "characters", "one value"),
        "records": Limit(20_000, "records", "one topic"),
        "topic": Limit(64 * MIB, "bytes", "all YAML of a topic"),
        "paragraph": Limit(20_000, "characters", "one paragraph"),
        "word": Limit(500, "characters", "a word without a break; addresses have their own rule"),
        "url": Limit(2_000, "characters", "one address"),
        "template": Limit(256 * KIB, "bytes", "one template file"),
        "template-nodes": Limit(20_000, "nodes", "the syntax tree of one template"),
        "template-depth": Limit(32, "levels", "the syntax tree of one template"),
        "template-loops": Limit(4, "levels", "loops inside loops"),
        "passes": Limit(1_000_000, "passes", "all loops of a brief's templates"),
        "output": Limit(4 * MIB, "characters", "what the templates of a brief print"),
        "style": Limit(MIB, "bytes", "one CSL file"),
        "image": Limit(10 * MIB, "bytes", "one image file"),
        "image-pixels": Limit(25_000_000, "pixels", "one image"),
        "image-side": Limit(8_000, "pixels", "one side of an image"),
        "images": Limit(50, "images", "one brief"),
        "snapshot": Limit(50 * MIB, "bytes", "one snapshot file"),
        "snapshot-text": Limit(10 * MIB, "characters", "the text of one snapshot"),
        "entries": Limit(10_000, "files", "one topic, pack or edition"),
        "editions": Limit(10_000, "entries", "the archive of one topic"),
        "pages": Limit(5_000, "pages", "one brief"),
        "pdf": Limit(128 * MIB, "bytes", "one PDF"),
        "memory": Limit(2048 * MIB, "bytes", "address space of a build"),
        "memory-sandbox": Limit(1024 * MIB, "bytes", "address space under --sandbox"),
        "cpu": Limit(120, "seconds", "CPU time for one brief"),
        "cpu-sandbox": Limit(20, "seconds", "CPU time under --sandbox"),
        "wall-sandbox": Limit(30, "seconds", "wall time under --sandbox"),
    }
)


# What the workspace's own configuration raised in this process: set once, when the project is found.
_RAISED: Final[dict[str, int]] = {}


def raise_limits(values: Mapping[str, int]) -> None:
    """Raise limits for this process, as the workspace's configuration says; a lower value than the default counts too."""
    _RAISED.clear()
    _RAISED.update(values)


def value(name: str) -> int:
    """Return the value of a limit by its name."""
    return _RAISED.get(name) or LIMITS[name].value
