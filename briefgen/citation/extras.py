"""Variables that Zotero users type into the note of an item, one "name: value" a line.

citeproc-js reads them, and so do the fixtures; briefgen's own records never pass here.
"""

import re
from typing import TYPE_CHECKING, Final

from briefgen.citation.variables import DATES, NAMES

if TYPE_CHECKING:
    from collections.abc import Mapping

__all__ = ["with_extras"]

_LINE: Final = r"\{:([-_a-zA-Z]+): *([^}\n]+)\}|^([-_a-zA-Z]+): *([^\n]+)$"


def with_extras(items: "Mapping[str, Mapping[str, object]]") -> "dict[str, Mapping[str, object]]":
    """Return the items with the variables of their notes set."""
    return {name: _unpacked(item) for name, item in items.items()}


def _unpacked(item: "Mapping[str, object]") -> "Mapping[str, object]":
    note = item.get("note")
    if not isinstance(note, str) or ":" not in note:
        return item
    out = dict(item)
    people: dict[str, list[dict[str, str]]] = {}
    for match in re.finditer(_LINE, note, re.MULTILINE):
        key = match.group(1) or match.group(3)
        value = (match.group(2) or match.group(4)).strip()
        if key in NAMES:
            family, bars, given = value.partition("||")
            people.setdefault(key, []).append(
                {"family": family.strip(), "given": given.strip()} if bars else {"literal": value}
            )
        elif key in DATES:
            out[key] = {"raw": value}
        elif key == "type" or not out.get(key):
            out[key] = value
    for key, names in people.items():
        out.setdefault(key, names)
    return out
