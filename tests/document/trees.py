"""Trees for the tests: a short way to make a brief, and strategies for arbitrary ones."""

from random import Random

from hypothesis import strategies as st

from briefgen.document import nodes as n

__all__ = ["a_brief", "a_cite", "a_note", "briefs", "inlines", "p", "t"]

WORDS = (("footnote-heading", "Notes"),)


def t(text: str) -> n.Text:
    """Return plain text."""
    return n.Text(text)


def p(*children: n.Inline | str, role: str = "body") -> n.Paragraph:
    """Return a paragraph of inlines; strings become text."""
    return n.Paragraph(tuple(n.Text(c) if isinstance(c, str) else c for c in children), role)


def a_cite(*sources: str) -> n.Cite:
    """Return a citation of works."""
    return n.Cite(tuple(n.CitedWork(source) for source in sources))


def a_note(text: str) -> n.Note:
    """Return a template's own note."""
    return n.Note((p(text),))


def a_brief(*blocks: n.Block, words: tuple[tuple[str, str], ...] = WORDS) -> n.Brief:
    """Return a brief of these blocks."""
    return n.Brief("Title", "", "", "en", "ltr", "2026-11-22T00:00:00Z", blocks, n.Furniture("", "", "", words))


# Letters that a tree must carry unharmed: quotes, joiners, other scripts, controls of direction, spaces.
_LETTERS = "ab \u00a0.,“”\"\\'&<ʿḥمتن\u200c\u202e漢😀"
_FORMS = ("small-caps", "superscript", "label")


class _Grower:
    """Grows a tree from a seed: as wild as a strategy, a hundred times as fast; `size` bounds depth and width."""

    def __init__(self, seed: int, size: int) -> None:
        self.random = Random(seed)
        self.size = size

    def text(self) -> n.Text:
        return n.Text("".join(self.random.choices(_LETTERS, k=self.random.randint(1, 6))))

    def many(self, least: int = 1) -> range:
        return range(self.random.randint(least, max(least, self.size)))

    def cite(self) -> n.Cite:
        works = []
        for _ in self.many():
            shows = tuple((self.text(),) for _ in range(self.random.randint(0, 2)))
            works.append(n.CitedWork(f"s{self.random.randint(1, 9)}", shows=shows))
        return n.Cite(tuple(works))

    def inline(self, depth: int, *, marks: bool) -> n.Inline:
        pick = self.random.randint(0, 9)
        if marks and pick == 0:
            return self.cite()
        if marks and pick == 1:
            return n.Note(tuple(n.Paragraph(self.inlines(depth, marks=False)) for _ in self.many()))
        if depth <= 0 or pick < 5:
            return self.text()
        inside = self.inlines(depth - 1, marks=marks)
        if pick == 5:
            return n.Emphasis(inside)
        if pick == 6:
            return n.Strong(inside)
        if pick == 7:
            return n.Styled(inside, self.random.choice(_FORMS))
        if pick == 8:
            return n.Span(inside, self.random.choice(["fa", "ar"]))
        return n.Link(inside, "https://example.org/")

    def inlines(self, depth: int = 2, *, marks: bool = True) -> n.Inlines:
        return tuple(self.inline(depth, marks=marks) for _ in self.many())

    def paragraph(self) -> n.Paragraph:
        return n.Paragraph(self.inlines(), self.random.choice(["body", "lede", "details"]))

    def paragraphs(self, least: int = 1) -> tuple[n.Paragraph, ...]:
        return tuple(self.paragraph() for _ in self.many(least))

    def track(self) -> n.Track:
        begin = self.random.randint(-400, 800_000)
        moment = n.Moment(self.random.choice(["event", "statement"]), "interval", begin, begin + 9, "open", "uncertain")
        return n.Track(self.inlines(marks=False), (moment,) * self.random.randint(1, 2))

    def ticks(self) -> tuple[n.Tick, ...]:
        return tuple(n.Tick(day, f"day {day}") for day in range(2))

    def row(self) -> n.Row:
        return n.Row(tuple(n.Cell(self.paragraphs(), self.random.choice(["", "row"])) for _ in self.many()))

    def blocks(self, depth: int, least: int = 1) -> tuple[n.Block, ...]:
        return tuple(self.block(depth) for _ in self.many(least))

    def block(self, depth: int) -> n.Block:
        pick = self.random.randint(-3, 8 if depth > 0 else 4)
        slug = f"x{self.random.randint(1, 20)}"
        match pick:
            case -3:
                return n.Timeline(
                    (self.track(),), tuple(self.track() for _ in self.many()), self.ticks(), (), "A line", "{part}"
                )
            case -2:
                bars = tuple(n.Bar(self.inlines(marks=False), self.random.randint(0, 9)) for _ in self.many())
                return n.Profile((n.Bars(self.inlines(marks=False), bars),), (self.text(),), "Bars", "{part}", slug)
            case -1:
                return n.Marked("denied", self.random.choice(["", "denies"]), self.inlines())
            case 2:
                return n.Quote(self.paragraphs(), "fa", self.paragraphs(0), self.paragraphs(0), self.inlines(), slug)
            case 3:
                rows = tuple(self.row() for _ in self.many())
                return n.Table((self.row(),), rows, self.inlines(), "summary", slug)
            case 4:
                return n.Figure("map.png", "A map", self.paragraphs(0))
            case 5:
                items = tuple(n.Item(self.blocks(depth - 1), self.inlines()) for _ in self.many())
                return n.List(items, self.random.choice(["bullet", "ordered", "described"]))
            case 6:
                return n.Aside("notice", self.inlines(), self.blocks(depth - 1))
            case 7:
                return n.Claim(slug, self.inlines(), self.blocks(depth - 1))
            case 8:
                return n.Section(slug, self.inlines(), self.blocks(depth - 1))
            case _:
                return self.paragraph()


_sizes = st.integers(1, 3)
_seeds = st.integers(0, 2**32)
briefs = st.builds(lambda seed, size: a_brief(*_Grower(seed, size).blocks(2, 0)), _seeds, _sizes)
inlines = st.builds(lambda seed, size: _Grower(seed, size).inlines(), _seeds, _sizes)
