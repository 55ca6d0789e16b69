"""Facing pages, sections that begin pages, balanced columns, and what says that a note or a table goes on."""

import re
from itertools import pairwise

import pytest

from briefgen.document import nodes as n
from briefgen.layout import Pages, Style, lay_out, style_from
from briefgen.layout.frames import ARTIFACT, RULE, TEXT
from briefgen.pdf import write_pdf
from tests.build import faces
from tests.conformance.judge import assert_conforms
from tests.layout.squares import a_note, artifacts, spoken

WORDS = (
    ("page", "Page {page} of {pages}"),
    ("note-continues", "goes on"),
    ("note-continued", "gone on"),
    ("table-continued", "{caption} (again)"),
)
SENTENCE = "The keeper wrote that the lamp was lit at dusk and burned until dawn. "


def a_paragraph(text: str, *inlines: n.Inline) -> n.Paragraph:
    """Make a paragraph."""
    return n.Paragraph((n.Text(text), *inlines))


def a_section(ident: str, paragraphs: int) -> n.Section:
    """Make a section of paragraphs."""
    return n.Section(ident, (n.Text(f"Section {ident}"),), tuple(a_paragraph(SENTENCE * 5) for _ in range(paragraphs)))


def laid_out(style: Style, *blocks: n.Block, language: str = "en", label: str = "") -> Pages:
    """Lay blocks out."""
    furniture = n.Furniture("Running head", "Draft", label, WORDS)
    direction = "rtl" if language == "fa" else "ltr"
    brief = n.Brief("Title", "", "", language, direction, "2026-11-22T00:00:00Z", blocks, furniture)
    return lay_out(brief, style, faces(), {})


def lefts(pages: Pages) -> list[float]:
    """Return where the text of each page begins."""
    return [min(item[1] for item in page.items if item[0] == TEXT) for page in pages.pages]


def furniture_at(pages: Pages, page: int, kind: str) -> list[float]:
    """Return the left ends of the words at the head or foot of a page."""
    return sorted(item[1] for item in pages.pages[page].items if item[0] == ARTIFACT and item[4] == kind)


@pytest.mark.parametrize(("language", "right_hand_first"), [("en", True), ("fa", False)])
def test_facing_pages_are_mirrored(language: str, right_hand_first: bool) -> None:
    """The margin at the fold is the narrower one on both sides; the measure is that of pages that do not face."""
    style = style_from({}, "A5", 1, facing=True)
    pages = laid_out(style, a_section("a", 20), language=language)
    assert style.inner < style.outer
    assert style.measure == pytest.approx(style_from({}, "A5", 1).measure)
    for page in range(len(pages.pages)):
        right_hand = (page % 2 == 0) is right_hand_first
        rules = [item[1] for item in pages.pages[page].items if item[0] == RULE and item[3] > style.measure - 1]
        assert all(x == pytest.approx(style.inner if right_hand else style.outer) for x in rules)
    if language == "en":
        assert lefts(pages)[:2] == pytest.approx([style.inner, style.outer])


@pytest.mark.parametrize("label", ["", "TLP:GREEN"])
def test_running_head_and_folio_stand_outside(label: str) -> None:
    """On left-hand pages running head and folio begin at the outer margin; on right-hand pages they end near it."""
    style = style_from({}, "A5", 1, facing=True)
    pages = laid_out(style, a_section("a", 20), label=label)
    middle = style.width / 2
    assert furniture_at(pages, 1, "Header")[0] == pytest.approx(style.outer)
    assert min(furniture_at(pages, 2, "Header")) > middle
    head, foot = artifacts(pages)[1], artifacts(pages)[2]
    assert "Running head" in head
    assert "Page 3 of" in " ".join(foot)
    folios = {}
    for page in (1, 2):
        words = [item for item in pages.pages[page].items if item[0] == ARTIFACT]
        folios[page] = next(i[1] for i, text in zip(words, artifacts(pages)[page], strict=True) if "Page" in text)
    assert folios[1] == pytest.approx(style.outer)
    assert folios[2] > middle


@pytest.mark.parametrize("facing", [True, False])
def test_a_viewer_shows_facing_pages_in_pairs(facing: bool) -> None:
    """The file asks for two pages side by side, the first on the right, if and only if the pages face; it conforms."""
    data = write_pdf(laid_out(style_from({}, "A5", 1, facing=facing), a_section("a", 20)), (), producer="test")
    assert (b"/PageLayout /TwoPageRight" in b" ".join(_streams(data))) is facing
    assert_conforms(data)


def _streams(data: bytes) -> list[bytes]:
    import zlib

    found = [data]
    for match in re.finditer(rb"stream\r?\n", data):
        try:
            found.append(zlib.decompressobj().decompress(data[match.end() :]))
        except zlib.error:
            continue
    return found


@pytest.mark.parametrize("columns", [1, 2])
@pytest.mark.parametrize(("sections", "step"), [("new-page", 1), ("odd-page", 2)])
def test_sections_begin_pages(columns: int, sections: str, step: int) -> None:
    """Each section begins a page, of odd number if so asked, and nothing else of it or before it stands there."""
    style = style_from({}, "A5", columns, sections=sections)
    pages = laid_out(style, *(a_section(ident, 4 + k) for k, ident in enumerate("abcd")))
    begin = [pages.targets[ident][0] for ident in "abcd"]
    assert begin == sorted(set(begin))
    assert begin[0] == 0
    assert all(page % step == 0 for page in begin)
    assert {pages.targets[ident][2] for ident in "abcd"} == {style.height - style.top}
    run_on = laid_out(style_from({}, "A5", columns), *(a_section(ident, 4 + k) for k, ident in enumerate("abcd")))
    assert [text for _, text in spoken(pages)] == [text for _, text in spoken(run_on)]


@pytest.mark.parametrize("paragraphs", range(1, 24))
def test_columns_end_even(paragraphs: int) -> None:
    """On the last page both columns end within two lines of each other."""
    style = style_from({}, "A4", 2)
    pages = laid_out(style, a_section("a", paragraphs))
    middle = style.inner + style.measure + 1
    feet = [1000.0, 1000.0]
    for item in pages.pages[-1].items:
        if item[0] == TEXT:
            feet[item[1] > middle] = min(feet[item[1] > middle], item[2])
    assert abs(feet[0] - feet[1]) < 2.5 * style.text["body"].leading


def test_a_note_that_goes_on_says_so() -> None:
    """Where a note breaks off and where it goes on a word says so: an artifact, for a listener hears the note whole."""
    style = style_from({}, "A5", 1)
    pages = laid_out(style, a_paragraph("Text", a_note(1, SENTENCE * 120)), a_section("a", 3))
    texts = artifacts(pages)
    on = [page for page, words in enumerate(texts) if "goes on" in words]
    again = [page for page, words in enumerate(texts) if "gone on" in words]
    assert len(on) > 1
    assert again == [page + 1 for page in on]
    assert not any("gone on" in text or "goes on" in text for _, text in spoken(pages))
    assert not any("on" in " ".join(words) for words in artifacts(laid_out(style, a_section("a", 9))))
    for page in on:
        lines = [item for item in pages.pages[page].items if item[0] in {TEXT, ARTIFACT}]
        assert all(a[1:3] != b[1:3] for a, b in pairwise(lines))


def test_a_table_that_goes_on_says_which() -> None:
    """Above each repeated head stands the caption with a word that the table goes on; the first has its caption alone."""
    style = style_from({}, "A5", 1)
    row = n.Row((n.Cell((a_paragraph("1 May"),), "row"), n.Cell((a_paragraph(SENTENCE),))))
    head = n.Row((n.Cell((a_paragraph("Day"),), "column"), n.Cell((a_paragraph("Entry"),), "column")))
    pages = laid_out(style, n.Table((head,), (row,) * 90, (n.Text("Days"),), "Days and entries"))
    assert len(pages.pages) > 2
    for page, words in enumerate(artifacts(pages)):
        assert ("Days (again)" in words) is (page > 0)
    assert not any("again" in text for _, text in spoken(pages))
