"""What must hold on laid-out pages, read from the pages alone: each rule is a function that asserts.

A line is a TEXT item; it belongs to the structure elements of its segments, and to all that
stand above them.
"""

from collections import defaultdict
from collections.abc import Iterator
from itertools import pairwise
from typing import Any

from briefgen.layout import Pages, Style
from briefgen.layout.frames import TEXT
from briefgen.layout.protrusion import HEADS, TAILS

__all__ = ["Lines", "all_rules"]

_BLOCKS = frozenset({"P", "H1", "H2", "H3", "H4", "H5", "H6", "Caption", "Title", "TOCI"})
_TOGETHER = 4  # lines that may be tied to each other: the end of a quotation, and who is quoted
_SPLIT = 2  # so many lines stand on either side of a break
_EPSILON = 0.01
_HANGS = max(*TAILS.values(), *HEADS.values()) / 1000 * 10.5 + 0.01  # points: so far signs stand in the margin


class Lines:
    """The lines of all pages by what they belong to.

    `blocks[element]` and `notes[element]` hold (page, y) of the lines of a paragraph and of a note,
    from the top of the first page down; `marks[ident]` is the page of a note's mark, and
    `marked[element, page, y]` the notes that are marked in a line of a paragraph.
    """

    def __init__(self, pages: Pages) -> None:
        """Sort the lines."""
        self.pages = pages
        self.tags = pages.elements.tag
        self.parents = pages.elements.parent
        self.blocks: dict[int, list[tuple[int, float]]] = defaultdict(list)
        self.notes: dict[int, list[tuple[int, float]]] = defaultdict(list)
        self.marks: dict[str, int] = {}
        self.marked: dict[tuple[int, int, float], list[str]] = defaultdict(list)
        for page, sheet in enumerate(pages.pages):
            for item in sheet.items:
                if item[0] == TEXT:
                    self._line(page, item)
        for found in (self.blocks, self.notes):
            for key, places in found.items():
                found[key] = sorted(set(places), key=lambda place: (place[0], -place[1]))

    def _line(self, page: int, item: tuple[Any, ...]) -> None:
        _, _, y, line, elements = item
        for segment in line:
            element = elements[segment[0]]
            above = list(self.above(element))
            note = next((e for e in above if self.tags[e] == "Note"), None)
            block = next((e for e in above if self.tags[e] in _BLOCKS), None)
            if note is not None:
                self.notes[note].append((page, y))
            elif block is not None:
                self.blocks[block].append((page, y))
                if ident := self.leads_to(element):
                    self.marks.setdefault(ident, page)
                    self.marked[block, page, y].append(ident)

    def leads_to(self, element: int) -> str:
        """Return the ident of the note that an element marks, empty if it is no mark."""
        action = self.pages.elements.action[element]
        is_mark = action and action[0] == "goto" and action[1].startswith("note:")
        return action[1].removeprefix("note:") if action and is_mark else ""

    def above(self, element: int) -> Iterator[int]:
        """Yield an element and those above it, the document left out."""
        while element:
            yield element
            element = self.parents[element]

    def stands_in(self, element: int, tag: str) -> bool:
        """Tell whether an element stands in one of a tag."""
        return any(self.tags[e] == tag for e in self.above(element))


def _by_page(places: list[tuple[int, float]]) -> list[int]:
    """Return how many lines stand on each page, from the first page on."""
    counts: dict[int, int] = defaultdict(int)
    for page, _ in places:
        counts[page] += 1
    return [counts[page] for page in sorted(counts)]


def each_note_begins_at_its_mark(lines: Lines) -> None:
    """Assert that every note of the tree is set, and begins on the page of its mark."""
    idents = {lines.pages.elements.ident[note]: places[0][0] for note, places in lines.notes.items()}
    wanted = {ident for tag, ident in zip(lines.tags, lines.pages.elements.ident, strict=True) if tag == "Note"}
    assert idents.keys() == wanted == lines.marks.keys()
    strayed = {ident: (page, lines.marks[ident]) for ident, page in idents.items() if lines.marks[ident] != page}
    assert not strayed, f"note: (its page, the page of its mark): {strayed}"


def notes_run_on_without_gaps(lines: Lines) -> None:
    """Assert that a note that continues does so on the next page, two lines or more on either side."""
    for note, places in lines.notes.items():
        ident = lines.pages.elements.ident[note]
        seen = sorted({page for page, _ in places})
        assert seen == list(range(seen[0], seen[-1] + 1)), f"note {ident} skips a page: {seen}"
        counts = _by_page(places)
        if len(counts) > 1:
            assert counts[0] >= _SPLIT, f"note {ident} leaves one line behind on page {seen[0] + 1}"
            assert counts[-1] >= _SPLIT, f"note {ident} carries one line to page {seen[-1] + 1}"


def no_page_is_overfull(lines: Lines, style: Style) -> None:
    """Assert that all text stands within the text area, and that notes stand below the body without touching."""
    low, high = style.bottom, style.height - style.top
    right = style.inner + style.measure
    for number, sheet in enumerate(lines.pages.pages, 1):
        for item in sheet.items:
            if item[0] != TEXT:
                continue
            _, x, y, line, _ = item
            assert low - _EPSILON <= y <= high, f"page {number}: a line at {y:.1f} outside {low:.1f} to {high:.1f}"
            for _, dx, width, *_ in line:
                end = max(x + dx, x + dx + width)
                assert style.inner - _HANGS <= x + dx, f"page {number}: a line begins at {x + dx:.1f}"
                assert end <= right + _HANGS, f"page {number}: a line ends at {end:.1f}, the measure at {right:.1f}"
    body: dict[int, float] = defaultdict(lambda: high)
    for places in lines.blocks.values():
        for page, y in places:
            body[page] = min(body[page], y)
    notes: dict[int, list[float]] = defaultdict(list)
    for places in lines.notes.values():
        for page, y in places:
            notes[page].append(y)
    leading = style.text["note"].leading
    for page, ys in notes.items():
        ys.sort(reverse=True)
        assert ys[0] + leading * 0.7 + style.note_gap <= body[page] + _EPSILON, f"page {page + 1}: notes touch the body"
        steps = [a - b for a, b in pairwise(ys)]
        assert min(steps, default=leading) >= leading - _EPSILON, f"page {page + 1}: note lines overlap"


def _crowded(lines: Lines, style: Style, page: int) -> bool:
    """Tell whether a page holds little but notes, and of the body at most lines that belong together.

    Two or three lines with many long notes can need more than a page: then the rule of widows bends
    before a note is parted from its mark.
    """
    body = {y for places in lines.blocks.values() for at, y in places if at == page}
    notes = sum(at == page for places in lines.notes.values() for at, _ in places)
    return len(body) <= _TOGETHER and notes * style.text["note"].leading > style.depth / 3


def no_widows_and_orphans(lines: Lines, style: Style) -> None:
    """Assert that no paragraph outside tables leaves or carries a single line, and no heading ends a page's body."""
    last: dict[int, float] = {}
    for places in lines.blocks.values():
        for page, y in places:
            last[page] = min(last.get(page, y), y)
    for block, places in lines.blocks.items():
        if lines.stands_in(block, "Table"):
            continue
        counts = _by_page(places)
        where = f"{lines.tags[block]} on page {places[0][0] + 1}"
        if len(counts) > 1:
            before = sorted({page for page, _ in places})
            assert counts[0] >= _SPLIT or _crowded(lines, style, before[0]), f"{where} leaves one line"
            assert counts[-1] >= _SPLIT or _crowded(lines, style, before[-2]), f"{where} carries one line"
        if lines.tags[block].startswith("H"):
            page, y = places[-1]
            assert y > last[page] + _EPSILON, f"{where} is the last line of the page"


def notes_follow_their_marks(lines: Lines) -> None:
    """Assert that in writing order notes come in the order of their marks, each after its mark."""
    order: dict[int, int] = {}
    marked: dict[str, int] = {}
    clock = 0
    for page in lines.pages.pages:
        for item in page.items:
            if item[0] != TEXT:
                continue
            for segment in item[3]:
                clock += 1
                element = item[4][segment[0]]
                if ident := lines.leads_to(element):
                    marked.setdefault(ident, clock)
                for above in lines.above(element):
                    order.setdefault(above, clock)
    begun = {lines.pages.elements.ident[note]: order[note] for note in lines.notes}
    assert sorted(begun, key=begun.__getitem__) == sorted(marked, key=marked.__getitem__)
    assert all(begun[ident] > marked[ident] for ident in begun)


def every_page_takes_something(lines: Lines) -> None:
    """Assert that no page is without text."""
    for number, page in enumerate(lines.pages.pages, 1):
        assert any(item[0] == TEXT for item in page.items), f"page {number} is empty"


def all_rules(pages: Pages, style: Style) -> None:
    """Assert every rule of this module."""
    lines = Lines(pages)
    each_note_begins_at_its_mark(lines)
    notes_run_on_without_gaps(lines)
    no_page_is_overfull(lines, style)
    no_widows_and_orphans(lines, style)
    notes_follow_their_marks(lines)
    every_page_takes_something(lines)
