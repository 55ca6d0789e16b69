"""Notes that count from 1 on each page, and notes that stand behind the text."""

import random
from collections import defaultdict

import pytest
from hypothesis import Phase, given, settings
from hypothesis import strategies as st

from briefgen.diagnostics import NOWHERE
from briefgen.document import nodes as n
from briefgen.document import words
from briefgen.document.walk import find
from briefgen.errors import LayoutError
from briefgen.layout import Pages, lay_out, lay_out_by_page, setting, style_from
from briefgen.layout.frames import TEXT
from briefgen.pdf import write_pdf
from briefgen.pdfread import open_pdf
from briefgen.selection.audience import NoteSettings
from tests.build import faces
from tests.layout.page_rules import Lines, all_rules, notes_run_on_without_gaps
from tests.layout.random_brief import KINDS, compose
from tests.layout.squares import FACES, a_brief, a_note, a_style
from tests.spoken import spoken

# Explaining a failure would trace thousands of layouts.
PHASES = (Phase.explicit, Phase.reuse, Phase.generate)

MANY = st.lists(
    st.tuples(st.sampled_from(KINDS), st.integers(60, 900), st.lists(st.integers(30, 300), max_size=9)),
    min_size=2,
    max_size=5,
)


def a_paragraph(text: str, *inlines: n.Inline) -> n.Paragraph:
    """Make a paragraph that begins with a text."""
    return n.Paragraph((n.Text(text), *inlines))


def leads_nowhere(pages: Pages) -> list[str]:
    """Return what links name and no page has."""
    wanted = [action[1] for action in pages.elements.action if action and action[0] == "goto"]
    return [target for target in wanted if target not in pages.targets]


@given(MANY, st.integers(0, 1000), st.sampled_from([1, 2]))
@settings(max_examples=8, deadline=None, phases=PHASES)
def test_numbers_begin_again_on_each_page(blocks: list[tuple[str, int, list[int]]], seed: int, columns: int) -> None:
    """On each page the notes count 1, 2, 3 … in reading order, marks and notes alike, and every word is in the file."""
    style = style_from({}, "A4", columns)
    brief = compose(blocks, random.Random(seed), rules=NoteSettings(number="page"))
    done, pages = lay_out_by_page(brief, style, faces(), {})
    if columns == 1:
        all_rules(pages, style)
    on_page: dict[int, list[str]] = defaultdict(list)
    for note in find(done, n.Note):
        on_page[pages.targets["note:" + note.ident][0]].append(note.number)
    assert all(numbers == [str(k + 1) for k in range(len(numbers))] for numbers in on_page.values())
    read = open_pdf(write_pdf(pages, (), producer="test"), NOWHERE).structure()
    assert spoken(read) == words(done, marks=True)


def test_numbers_that_do_not_settle_are_an_error(monkeypatch: pytest.MonkeyPatch) -> None:
    """When the pages have been filled as often as is allowed and numbers still change, the error has its code."""
    monkeypatch.setattr(setting, "_ROUNDS", 0)
    two = a_brief(a_paragraph("x", a_note(1, "One."), a_note(2, "Two.")))
    with pytest.raises(LayoutError, match=r"layout\.unsettled"):
        lay_out_by_page(two, a_style(), FACES, {})


def test_a_brief_without_notes_settles_at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    """Where nothing is counted nothing is filled again."""
    monkeypatch.setattr(setting, "_ROUNDS", 0)
    brief = a_brief(a_paragraph("x"))
    assert lay_out_by_page(brief, a_style(), FACES, {})[0] == brief


@given(MANY, st.integers(0, 1000), st.sampled_from(["section", "end"]))
@settings(max_examples=8, deadline=None, phases=PHASES)
def test_moved_notes_are_blocks_like_others(blocks: list[tuple[str, int, list[int]]], seed: int, at: str) -> None:
    """Notes behind the text run on from page to page, two lines or more on either side; every link has its target."""
    brief = compose(blocks, random.Random(seed), rules=NoteSettings(at))
    pages = lay_out(brief, style_from({}, "A5", 1), faces(), {})
    notes_run_on_without_gaps(Lines(pages))
    assert leads_nowhere(pages) == []
    read = open_pdf(write_pdf(pages, (), producer="test"), NOWHERE).structure()
    assert spoken(read) == words(brief, marks=True)


def test_a_long_moved_note_breaks_between_pages() -> None:
    """A moved note longer than a page goes on, and its number leads back to the page of its mark."""
    mark = a_paragraph("Text", n.NoteRef("1", "n1"))
    moved = n.Section("notes", (n.Text("Notes"),), (n.Paragraph((a_note(1, "It was said again. " * 2000),), "note"),))
    pages = lay_out(a_brief(mark, moved), a_style(), FACES, {})
    assert len(pages.pages) > 2
    notes_run_on_without_gaps(Lines(pages))
    assert pages.targets["mark:n1"][0] == pages.targets["note:n1"][0] == 0


def test_a_note_leads_back_to_its_first_mark() -> None:
    """Of two marks to a moved note, in text and in a table, the number leads back to the first."""
    cell = n.Cell((a_paragraph("Cell", n.NoteRef("1", "n1")),))
    table = n.Table((), (n.Row((cell, n.Cell((a_paragraph("y"),)))),), (n.Text("T"),))
    moved = n.Section("notes", (n.Text("Notes"),), (n.Paragraph((a_note(1, "Body."),), "note"),))
    for blocks in (
        (table, a_paragraph("Text", n.NoteRef("1", "n1"))),
        (a_paragraph("Text", n.NoteRef("1", "n1")), table),
    ):
        pages = lay_out(a_brief(*blocks, moved), a_style(), FACES, {})
        assert leads_nowhere(pages) == []
        alone = lay_out(a_brief(blocks[0], moved), a_style(), FACES, {})
        assert pages.targets["mark:n1"] == alone.targets["mark:n1"]


def test_a_mark_alone_on_its_line_is_a_target() -> None:
    """A paragraph of nothing but a mark can be led back to."""
    moved = n.Paragraph((a_note(1, "Body."),), "note")
    pages = lay_out(a_brief(n.Paragraph((n.NoteRef("1", "n1"),)), moved), a_style(), FACES, {})
    assert leads_nowhere(pages) == []


def test_numbers_of_notes_stand_where_lines_begin() -> None:
    """Where the brief is read from the right, the numbers of notes stand to the right of the notes, inside the margin."""
    notes = a_paragraph("متن", a_note(1, "یادداشت"))
    for language, right in (("fa", True), ("en", False)):
        style = a_style()
        pages = lay_out(a_brief(notes, language=language), style, FACES, {})
        tags = pages.elements.tag
        found = {}
        for item in pages.pages[0].items:
            if item[0] == TEXT and item[2] < style.bottom + style.text["note"].leading:
                for role, dx, width, *_ in item[3]:
                    label = tags[pages.elements.parent[item[4][role]]] == "Lbl"
                    found[label] = (item[1] + min(dx, dx + width), item[1] + max(dx, dx + width))
        number, text = found[True], found[False]
        assert (number[0] > text[1]) is right
        assert style.inner - 0.1 <= min(number[0], text[0])
        assert max(number[1], text[1]) <= style.inner + style.measure + 0.1


def test_quiet_references_say_where_they_lead() -> None:
    """References to a source or a note have the colour of the text, and words that say what they lead to."""
    entry = n.Bibliography((n.BibliographyEntry("source-a", (n.Text("A book"),)),))
    say = n.See((n.Text("A book"),), "source-a", "source")
    see = n.See((n.Text("1"),), "n1", "note")
    furniture = (("note", "Go to note {number}"), ("link-source", "Go to {title} in the list"))
    brief = a_brief(a_paragraph("x", a_note(1, "Body.")), a_paragraph("y ", say, see), entry)
    head = n.Furniture("", "", "", furniture)
    brief = n.Brief(brief.title, "", "", "en", "ltr", brief.date, brief.blocks, head)
    pages = lay_out(brief, a_style(), FACES, {})
    actions = [action for action in pages.elements.action if action]
    assert ("goto", "source-a", "Go to A book in the list") in actions
    assert actions.count(("goto", "note:n1", "Go to note 1")) == 2
    assert leads_nowhere(pages) == []
