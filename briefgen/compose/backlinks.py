"""From a bibliography entry to the notes that cite it, and from the notes to the entry.

The entry says the numbers in a quiet line of its own. In the note that cites a work in full it is the
title that leads to the entry, or, where no title is printed, the first words that come from the record, such as a name.
Words and colour stay as they are: the link is there for those who want it.
"""

from collections.abc import Mapping, Sequence
from typing import Final

from briefgen.compose.citations import Citations, Runs
from briefgen.compose.wording import Wording
from briefgen.document import nodes as n

__all__ = ["entry_notes", "title_runs"]

_TITLES: Final = frozenset({"title", "title-short"})
# Words that do not come from a field of the work.
_NAMELESS: Final = frozenset({"", "locator"})


def entry_notes(citations: Citations, source: str, wording: Wording, *, by_section: bool) -> tuple[n.Paragraph, ...]:
    """Return the line that names the notes that cite a source, nothing if none does.

    With `by_section` numbers start again in each section, so that each run of numbers has its section's title.
    """
    parts: dict[int, list[n.Inlines]] = {}
    for part, number, ident in citations.notes.get(source, ()):
        mark = (n.See((n.Text(number),), ident, "note"),)
        parts.setdefault(part if by_section else 0, []).append(mark)
    if not parts:
        return ()
    told = []
    for part, marks in parts.items():
        plural = "s" if len(marks) > 1 else ""
        numbers = wording.joined("list-separator", marks)
        title = citations.titles[part] if by_section else ()
        if title:
            told.append(wording.filled(f"entry-section-note{plural}", section=_unmarked(title), notes=numbers))
        else:
            told.append(wording.filled(f"entry-note{plural}", notes=numbers))
    return (n.Paragraph(wording.joined("detail-separator", told), "small"),)


def _unmarked(title: n.Inlines) -> n.Inlines:
    """Return a title without its notes and marks."""
    return tuple(inline for inline in title if not isinstance(inline, n.Note | n.NoteRef | n.Cite))


def title_runs(runs: Runs, sources: Sequence[str], entries: Mapping[str, str]) -> list[tuple[int, int, str]]:
    """Return from where to where (exclusive) the runs lead to an entry, and its ident, for each work of a citation."""
    found: dict[int, tuple[int, int]] = {}
    named: set[int] = set()
    for place, run in enumerate(runs):
        work = run.cite
        if work < 0 or run.link or work in named:
            continue
        if run.variable in _TITLES:
            named.add(work)
            end = place + 1
            while end < len(runs) and runs[end].cite == work and runs[end].variable == run.variable:
                end += 1
            found[work] = (place, end)
        elif work not in found and run.variable not in _NAMELESS and any(c.isalnum() for c in run.text):
            found[work] = (place, place + 1)
    return sorted((*found[work], entries[sources[work]]) for work in found if sources[work] in entries)
