"""Handling labels and their order: the Traffic Light Protocol, version 2.0 (FIRST, August 2022).

A label is one of LABELS, lowest first. `TLP:CLEAR` is the default of a record that has none.
"""

from collections.abc import Iterable
from typing import Final

from briefgen.records.schema import HANDLING

__all__ = ["DEFAULT_LABEL", "LABELS", "allows", "highest", "level"]

LABELS: Final = HANDLING
DEFAULT_LABEL: Final = LABELS[0]
_LEVELS: Final = {label: level for level, label in enumerate(LABELS)}


def level(label: str) -> int:
    """Return the rank of a label from 0 (clear) to 4 (red); a missing label is clear.

    Raises KeyError for a text that is no label: records and packs are checked before.
    """
    return _LEVELS[label] if label else 0


def highest(labels: Iterable[str]) -> str:
    """Return the highest label, `TLP:CLEAR` when there is none."""
    return LABELS[max(map(level, labels), default=0)]


def allows(ceiling: str, label: str) -> bool:
    """Tell whether a reader with this ceiling may have a record with this label; no ceiling allows all."""
    return not ceiling or level(label) <= level(ceiling)
