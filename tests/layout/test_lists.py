"""Lists of every kind inside each other, in notes, in cells: nothing that they hold is lost, and it reads in order."""

from hypothesis import Phase, given, settings
from hypothesis import strategies as st

from briefgen.diagnostics import NOWHERE
from briefgen.document import nodes as n
from briefgen.document import words
from briefgen.document.number import number
from briefgen.layout import lay_out, style_from
from briefgen.layout.frames import TEXT
from briefgen.pdf import write_pdf
from briefgen.pdfread import open_pdf
from briefgen.selection.audience import NoteSettings
from tests.build import faces
from tests.layout.squares import a_brief
from tests.layout.squares import spoken as runs
from tests.spoken import spoken

# Explaining a failure would trace thousands of layouts.
PHASES = (Phase.explicit, Phase.reuse, Phase.generate, Phase.shrink)

TEXTS = st.lists(st.sampled_from(["lamp", "بندر", "harbour", "شب", "notwithstanding"]), min_size=1, max_size=30).map(
    " ".join
)


def lists_of(
    paragraphs: st.SearchStrategy[n.Paragraph], labels: st.SearchStrategy[n.Inlines]
) -> st.SearchStrategy[n.List]:
    """Return lists of all kinds, up to three deep; items begin with a paragraph or with a list."""

    def extend(inner: st.SearchStrategy[n.Block]) -> st.SearchStrategy[n.Block]:
        blocks = st.lists(inner, min_size=1, max_size=2).map(tuple)
        items = st.lists(st.builds(n.Item, blocks, st.just(()) | labels), min_size=1, max_size=3).map(tuple)
        described = st.lists(st.builds(n.Item, blocks, labels), min_size=1, max_size=2).map(tuple)
        return st.builds(n.List, items, st.sampled_from(["bullet", "ordered"])) | st.builds(
            n.List, described, st.just("described")
        )

    return st.recursive(paragraphs, extend, max_leaves=6).map(
        lambda block: block if isinstance(block, n.List) else n.List((n.Item((block,)),))
    )


def marked(text: str, notes: list[n.Note]) -> n.Inlines:
    """Return a text with its notes."""
    return (n.Text(text), *notes)


PLAIN = TEXTS.map(lambda text: n.Paragraph((n.Text(text),)))
PLAIN_LABELS = TEXTS.map(lambda text: (n.Text(text),))
BODIES = st.lists(PLAIN | lists_of(PLAIN, PLAIN_LABELS), min_size=1, max_size=2).map(tuple)
NOTES = st.lists(BODIES.map(n.Note), max_size=2)
PARAGRAPHS = st.builds(marked, TEXTS, NOTES).map(n.Paragraph)
LISTS = lists_of(PARAGRAPHS, st.builds(marked, TEXTS, NOTES))


@given(LISTS, st.sampled_from(["en", "fa"]), st.booleans())
@settings(max_examples=80, deadline=None, phases=PHASES)
def test_what_lists_hold_is_read_back(block: n.List, language: str, in_cell: bool) -> None:
    """Every label, item and note is in the file, in the order of the tree, whatever stands in what."""
    cell = n.Cell((block,))
    blocks = (
        (n.Table((), (n.Row((cell, n.Cell((n.Paragraph((n.Text("x"),)),)))),), (n.Text("T"),)),)
        if in_cell
        else (block,)
    )
    brief = number(a_brief(*blocks, language=language), NoteSettings())
    pages = lay_out(brief, style_from({}, "A5", 1), faces(), {})
    read = open_pdf(write_pdf(pages, (), producer="test"), NOWHERE).structure()
    assert [line.strip() for line in spoken(read)] == words(brief, marks=True)


def test_numbers_of_long_lists_have_room() -> None:
    """The number of the thousandth item is set whole, beside its item."""
    items = tuple(n.Item((n.Paragraph((n.Text("x"),)),)) for _ in range(1001))
    for language, last in (("en", "1001."), ("fa", "۱۰۰۱.")):
        pages = lay_out(a_brief(n.List(items, "ordered"), language=language), style_from({}, "A4", 1), faces(), {})
        assert runs(pages)[-2:] == [("Lbl", last), ("P", "x")]
        label, text = [item for item in pages.pages[-1].items if item[0] == TEXT][-2:]
        ends = [(item[1] + item[3][0][1], item[1] + item[3][0][1] + item[3][0][2]) for item in (label, text)]
        gap = min(ends[0]) - max(ends[1]) if language == "fa" else min(ends[1]) - max(ends[0])
        assert gap > 2
