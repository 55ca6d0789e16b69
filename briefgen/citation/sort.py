"""Sort keys of cites to an order (CSL 1.0.2, Sorting): empty values last in both directions.

Text compares letter by letter without accents and case, then with accents, then lower case first: an
approximation of the Unicode collation that needs no tables.
"""

from typing import TYPE_CHECKING, Any

from briefgen.citation.dates import sort_text
from briefgen.citation.numbers import padded
from briefgen.citation.text import plain
from briefgen.citation.variables import DATES, NUMBERS, variable_text

if TYPE_CHECKING:
    from collections.abc import Sequence

    from briefgen.citation.cite import Cite
    from briefgen.citation.style import SortKey

__all__ = ["collation_key", "key_value", "sorted_by"]


def collation_key(text: str) -> tuple[str, str, str]:
    """Return a key that sorts text as a reader expects: digits before letters, marks ignored, accents second."""
    if text.isascii():
        base = text.lower()
    else:
        import unicodedata

        spread = unicodedata.normalize("NFKD", text.replace("ł", "l").replace("ø", "o").replace("đ", "d"))
        base = "".join(c for c in spread if not unicodedata.combining(c)).casefold()
    weighed = "".join(
        c if c.isalnum() else " " if c.isspace() or c in "-–—/" else "" for c in base
    ).strip()  # fmt: skip
    return weighed, text.casefold(), text.swapcase()


def key_value(key: "SortKey", cite: "Cite") -> str:
    """Return the text of one sort key for a cite; empty sorts last."""
    cite.sorting = True
    cite.sort_names = key.limits
    cite.nameset = 0
    cite.suppressed = None
    if key.render is not None:
        text = "".join(plain(pieces) for pieces in key.render(cite, 0))
    elif key.variable in DATES:
        text = sort_text(cite.item.get(key.variable))
    else:
        text = plain(cite.fields(variable_text(key.variable, "", cite), 0, ""))
        if key.variable in NUMBERS:
            text = padded(text)
    return text


def sorted_by(keys: "Sequence[SortKey]", rows: "Sequence[tuple[Any, Sequence[str]]]") -> list[Any]:
    """Sort `(thing, texts of its keys)` rows; rows that tie keep their order."""
    order = list(rows)
    for i in range(len(keys) - 1, -1, -1):
        filled = [row for row in order if row[1][i]]
        empty = [row for row in order if not row[1][i]]
        filled.sort(key=lambda row, i=i: collation_key(row[1][i]), reverse=keys[i].descending)  # type: ignore[misc]
        order = filled + empty
    return [row[0] for row in order]
