"""Where each cite stands: first, subsequent, ibid, ibid-with-locator, near-note (CSL 1.0.2, Position).

Citations come in printed order; the answer has the same shape. Ibid. never follows a note that cites
more than one work. A repeated cite inside one note is ibid. to the cite before it.
"""

from typing import TYPE_CHECKING, Final

from briefgen.citation.cite import FAR_NOTE, FIRST, IBID, IBID_WITH_LOCATOR, NEAR_NOTE, SUBSEQUENT

if TYPE_CHECKING:
    from collections.abc import Sequence

    from briefgen.citation.citations import Citation, CiteItem

__all__ = ["Place", "places"]

# Position flags and the number of the note that cited the work first (0 in that note itself).
Place = tuple[int, int]
_NEAR: Final = 5


def _same_place(before: "CiteItem", now: "CiteItem") -> int:
    """Compare the locators of two cites of one work: IBID, IBID and IBID_WITH_LOCATOR, or 0."""
    if not before.locator:
        return IBID | IBID_WITH_LOCATOR if now.locator else IBID
    if not now.locator:
        return 0
    if (before.locator, before.label or "page") == (now.locator, now.label or "page"):
        return IBID
    return IBID | IBID_WITH_LOCATOR


def places(orders: "Sequence[tuple[Citation, Sequence[CiteItem]]]", near: int = _NEAR) -> list[list[Place]]:
    """Give every cite its place; `orders` pairs each citation with its items in the order of print."""
    first_note: dict[str, int] = {}
    last_note: dict[str, int] = {}
    out: list[list[Place]] = []
    previous: Sequence[CiteItem] = ()
    previous_note = -1
    shared = False  # the previous note held more than one citation
    for citation, items in orders:
        row: list[Place] = []
        for i, item in enumerate(items):
            name = item.id
            if name not in first_note:
                first_note[name] = last_note[name] = citation.note
                row.append((FIRST, 0))
                continue
            flags = SUBSEQUENT
            if i:
                if items[i - 1].id == name:
                    flags |= _same_place(items[i - 1], item)
            elif (
                previous
                and all(other.id == name for other in previous)
                and not (shared and citation.note != previous_note)
            ):
                flags |= _same_place(previous[-1], item)
            if citation.note and last_note[name] and citation.note - last_note[name] <= near:
                flags |= NEAR_NOTE
            elif citation.note:
                flags |= FAR_NOTE
            row.append((flags, first_note[name]))
            last_note[name] = citation.note
        shared = bool(citation.note) and citation.note == previous_note
        previous = items
        previous_note = citation.note
        out.append(row)
    return out
