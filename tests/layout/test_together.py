"""What stays together at a break: entries of one line, a judgment, who denies what was quoted."""

import pytest

from briefgen.document import nodes as n
from briefgen.layout import Pages, lay_out, style_from
from briefgen.layout.frames import TEXT
from tests.build import faces
from tests.layout.page_rules import Lines


def laid_out(*blocks: n.Block, size: str = "A5") -> Pages:
    """Lay blocks out in one column."""
    furniture = n.Furniture("Head", "Draft", "", (("page", "Page {page} of {pages}"),))
    brief = n.Brief("Title", "", "", "en", "ltr", "2026-11-22T00:00:00Z", blocks, furniture)
    return lay_out(brief, style_from({}, size, 1), faces(), {})


def a_paragraph(text: str, role: str = "body") -> n.Paragraph:
    """Make a paragraph."""
    return n.Paragraph((n.Text(text),), role)


def filling(lines: int) -> list[n.Block]:
    """Make paragraphs of one line."""
    return [a_paragraph(f"Line {k}.") for k in range(lines)]


def pages_of(pages: Pages, tag: str) -> list[int]:
    """Return the page of each line in an element of a tag."""
    lines = Lines(pages)
    return [
        page
        for page, sheet in enumerate(pages.pages)
        for item in sheet.items
        if item[0] == TEXT and any(lines.stands_in(item[4][segment[0]], tag) for segment in item[3])
    ]


@pytest.mark.parametrize("before", range(8, 25))
def test_no_single_entry_of_a_list_stands_alone(before: int) -> None:
    """Neither the first nor the last entry of a list, nor of the contents, is parted from its neighbours."""
    entries = n.List(tuple(n.Item((a_paragraph(f"Entry {k}."),)) for k in range(12)))
    found = [pages_of(laid_out(*filling(before), entries), "LBody")]
    sections = [n.Section(f"s{k}", (n.Text(f"Part {k}"),), (a_paragraph("Text."),)) for k in range(12)]
    found.append(pages_of(laid_out(*filling(before), n.Contents((n.Text("Contents"),), 1), *sections), "TOC")[::2])
    for pages in found:
        assert pages[0] == pages[1]
        assert pages[-1] == pages[-2]


@pytest.mark.parametrize("before", range(6, 20))
def test_a_judgment_stays_whole(before: int) -> None:
    """The words of a judgment, how likely it is and what it rests on stand on one page."""
    words = a_paragraph("It is likely that the lamp was dark on all three nights. " * 8)
    item = n.Item(
        (words, a_paragraph("Likelihood: likely.", "relations"), a_paragraph("Rests on a claim.", "relations"))
    )
    box = n.Aside("judgments", (n.Text("Key judgments"),), (n.List((item, item, item), "ordered"),), "box")
    lines = Lines(pages := laid_out(*filling(before), box))
    for body in (element for element, tag in enumerate(pages.elements.tag) if tag == "LBody"):
        assert len({page for e, places in lines.blocks.items() if body in lines.above(e) for page, _ in places}) == 1


@pytest.mark.parametrize("before", range(8, 34))
def test_a_denial_follows_the_quotation_on_its_page(before: int) -> None:
    """The line that says who denies a claim stands with the end of the quotation before it."""
    quote = n.Quote((a_paragraph("The lamp was lit and burned until dawn. " * 4),), attribution=(n.Text("A pilot"),))
    claim = n.Claim(
        "c1", (n.Text("The lamp"),), (a_paragraph("A pilot said so."), quote, a_paragraph("Denied.", "relations"))
    )
    lines = Lines(laid_out(*filling(before), claim, *filling(12)))
    *_, attribution, denied = sorted(lines.blocks)[:-12]
    assert lines.blocks[denied][0][0] == lines.blocks[attribution][-1][0]


@pytest.mark.parametrize("before", range(8, 24))
def test_the_words_that_lead_to_a_table_stand_with_it(before: int) -> None:
    """A section that opens with a sentence and a table has both on one page, with the first row."""
    row = n.Row((n.Cell((a_paragraph("1 May"),), "row"), n.Cell((a_paragraph("The lamp was lit."),))))
    table = n.Table(
        (n.Row((n.Cell((a_paragraph("Day"),), "column"), n.Cell((a_paragraph("Entry"),), "column"))),), (row,) * 9
    )
    section = n.Section("s", (n.Text("Days"),), (a_paragraph("What the ledger says."), table))
    lines = Lines(pages := laid_out(*filling(before), section))
    lead = next(e for e, places in sorted(lines.blocks.items()) if lines.stands_in(e, "Sect") and lines.tags[e] == "P")
    assert lines.blocks[lead][0][0] == pages_of(pages, "Table")[0] == pages_of(pages, "Table")[3]
