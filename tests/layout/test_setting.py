"""Whole briefs laid out: structure, order of reading, contents, tables, furniture, columns."""

import pytest

from briefgen.document import nodes as n
from briefgen.errors import LimitError
from briefgen.images import Picture
from briefgen.layout import Pages, lay_out
from briefgen.layout.frames import ARTIFACT, IMAGE, RULE, TEXT
from tests.layout.squares import FACES, a_brief, a_note, a_style, artifacts, spoken

WORDS = "The board reported the discharge of the weir and the union denied what it had reported. "


def t(text: str) -> n.Text:
    """Make text."""
    return n.Text(text)


def p(*inlines: n.Inline | str, role: str = "body") -> n.Paragraph:
    """Make a paragraph."""
    return n.Paragraph(tuple(t(i) if isinstance(i, str) else i for i in inlines), role)


def set_blocks(*blocks: n.Block, columns: int = 1, label: str = "", **more: object) -> Pages:
    """Lay out blocks as a brief."""
    return lay_out(a_brief(*blocks, label=label), a_style(columns), FACES, more.get("images", {}))  # type: ignore[arg-type]


def text_of(pages: Pages) -> str:
    """Return all content in writing order."""
    return "".join(text for _, text in spoken(pages))


def test_an_empty_brief_is_one_page() -> None:
    """A brief without blocks still has a page."""
    pages = set_blocks()
    assert len(pages.pages) == 1


def test_notes_follow_the_block_of_their_mark() -> None:
    """In writing order a note comes right after the paragraph that marks it, before the next paragraph."""
    pages = set_blocks(p("First.", a_note(1, "Note one.")), p("Second.", a_note(2, "Note two.")))
    assert text_of(pages) == "First.11Note one.Second.22Note two."


def test_a_note_is_a_sibling_with_label_and_link_back() -> None:
    """A note is a Note element beside its paragraph; mark and number are links to each other."""
    pages = set_blocks(p("Text.", a_note(7, "Body.")))
    tags, parents = pages.elements.tag, pages.elements.parent
    note = tags.index("Note")
    assert tags[parents[note]] == "Document"
    assert pages.elements.ident[note] == "n7"
    targets = [action[1] for action in pages.elements.action if action]
    assert targets == ["note:n7", "mark:n7"]
    assert set(targets) <= set(pages.targets)


def test_notes_stand_at_the_foot() -> None:
    """The last line of the notes stands at the bottom margin, below all text."""
    style = a_style()
    pages = set_blocks(p("Text.", a_note(1, "Body of the note.")))
    ys = [item[2] for item in pages.pages[0].items if item[0] == TEXT]
    assert min(ys) < style.bottom + 12
    assert max(ys) > min(ys) + 300


def test_a_long_note_runs_over_several_pages() -> None:
    """A note longer than a page continues until it ends; the text goes on beside it."""
    pages = set_blocks(p("Text.", a_note(1, WORDS * 120)), *(p(WORDS * 3) for _ in range(30)))
    assert len(pages.pages) > 2
    assert text_of(pages).count("denied") == 120 + 90


def test_contents_name_the_pages_of_their_targets() -> None:
    """A line of the contents carries the number of the page on which its section stands."""
    sections = tuple(n.Section(f"s{i}", (t(f"Part {i}"),), tuple(p(WORDS * 8) for _ in range(6))) for i in range(4))
    pages = set_blocks(n.Contents((t("Contents"),), 1), *sections)
    said = text_of(pages)
    for i in range(4):
        page = pages.targets[f"s{i}"][0] + 1
        assert f"Part {i}\u00a0{page}" in said
    leaders = [text for page in artifacts(pages) for text in page if set(text) == {"."}]
    assert len(leaders) == 4
    assert [entry[2] for entry in pages.outline if entry[0] == 1] == ["s0", "s1", "s2", "s3"]


def test_headings_stay_with_their_text() -> None:
    """No heading is the last line of a page."""
    claims = tuple(
        n.Claim(f"c{i}", (t(f"Heading {i}"),), (p("by the board", role="details"), p(WORDS * (1 + i % 5))))
        for i in range(60)
    )
    pages = set_blocks(n.Section("s", (t("Part"),), claims))
    style = a_style()
    for page in pages.pages:
        lines = [item for item in page.items if item[0] == TEXT and item[2] > style.bottom]
        last = pages.elements.tag[lines[-1][4][0]]
        assert not last.startswith("H")


def test_the_outline_holds_sections_and_claims() -> None:
    """Sections and claims are entries of the outline, one level apart."""
    pages = set_blocks(n.Section("s", (t("Part"),), (n.Claim("c1", (t("Claim"),), (p("Text."),)),)))
    assert pages.outline == [(1, "Part", "s"), (2, "Claim", "c1")]


def a_table(rows: int, *, tall: int = 1) -> n.Table:
    """Make a table with notes in cells."""
    head = (n.Row((n.Cell((p("Name"),), "column"), n.Cell((p("Text"),), "column"))),)
    body = tuple(
        n.Row((n.Cell((p(f"Row {i}"),), "row"), n.Cell((p(WORDS * tall, a_note(i + 1, f"On row {i}.")),))))
        for i in range(rows)
    )
    return n.Table(head, body, (t("A table"),), "What it holds", "t1")


def test_table_heads_repeat_as_artifacts() -> None:
    """On each further page of a table its head stands again, as an artifact."""
    pages = set_blocks(a_table(60))
    assert len(pages.pages) > 1
    for page, texts in zip(pages.pages[1:], artifacts(pages)[1:], strict=True):
        if any(item[0] == TEXT for item in page.items):
            assert "Name" in texts
    assert text_of(pages).count("Name") == 1


def test_notes_of_cells_follow_their_cell() -> None:
    """The note of a cell is written behind the cell, before the next row, and begins on its page."""
    pages = set_blocks(a_table(3))
    said = text_of(pages)
    assert said.index("On row 0.") < said.index("Row 1") < said.index("On row 1.") < said.index("Row 2")


def test_rows_stay_whole_and_tall_rows_split() -> None:
    """A row taller than half a page is cut between lines, and nothing of it is lost."""
    pages = set_blocks(a_table(3, tall=60))
    assert len(pages.pages) > 2
    assert text_of(pages).count("denied") == 180


def test_spans_are_told_and_take_their_columns() -> None:
    """Cells that span columns or rows carry it as attributes, and their neighbours move."""
    rows = (
        n.Row((n.Cell((p("a"),), "row", rowspan=2), n.Cell((p("b"),)), n.Cell((p("c"),)))),
        n.Row((n.Cell((p("d"),), colspan=2),)),
        n.Row((n.Cell((p("e"),), "row"), n.Cell((p("f"),)), n.Cell((p("g"),)))),
    )
    head = (n.Row(tuple(n.Cell((p(x),), "column") for x in "xyz")),)
    pages = set_blocks(n.Table(head, rows))
    attributes = [a for a in pages.elements.attributes if a]
    assert {"Scope": "Row", "RowSpan": 2} in attributes
    assert {"ColSpan": 2} in attributes
    xs = {text: item[1] for item in pages.pages[0].items if item[0] == TEXT for text in [_text(pages, item)]}
    assert xs["d"] == xs["b"]
    assert xs["a"] < xs["b"] < xs["c"]


def _text(pages: Pages, item: tuple[object, ...]) -> str:
    from briefgen.layout.frames import Page

    probe = Pages(
        [Page(1, 1, "1", [item])], pages.elements, targets={}, outline=(), images={}, fonts=pages.fonts, title="",
        subject="", author="", language="en", direction="ltr", date="",
    )  # fmt: skip
    return text_of(probe)


def test_lists_label_their_items() -> None:
    """Items carry bullets or numbers as labels, on the line of their first word."""
    items = tuple(n.Item((p(word),)) for word in ("one", "two"))
    said = spoken(set_blocks(n.List(items, "ordered"), n.List(items)))
    assert said == [
        ("Lbl", "1."), ("P", "one"), ("Lbl", "2."), ("P", "two"), ("Lbl", "•"), ("P", "one"), ("Lbl", "•"), ("P", "two"),
    ]  # fmt: skip


def test_described_lists_open_with_their_terms() -> None:
    """The label of a described item opens its first paragraph, as a label of its own in the structure."""
    said = spoken(set_blocks(n.List((n.Item((p("text"),), (t("term"),)),), "described")))
    assert said == [("Lbl", "term"), ("P", " text")]


def test_quotations_keep_their_parts_together() -> None:
    """Original, transliteration, translation and attribution are one BlockQuote in this order."""
    quote = n.Quote(
        (p("القاعده"),),
        "fa",
        (n.Paragraph((t("al-Qāʿede"),), language="fa-Latn"),),
        (p("al-Qaeda"),),
        (t("A speaker"),),
        "q1",
    )
    pages = set_blocks(quote)
    assert [text for _, text in spoken(pages)] == ["القاعده", "al-Qāʿede", "al-Qaeda", "A speaker"]
    assert pages.elements.tag.count("BlockQuote") == 1
    assert pages.elements.language.count("fa") == 1


def test_boxes_have_a_ground_behind_their_lines() -> None:
    """A box of judgments is tinted: its ground comes before all text and covers its lines."""
    pages = set_blocks(n.Aside("judgments", (t("Key judgments"),), (p(WORDS),)))
    first = pages.pages[0].items[0]
    assert first[0] == RULE
    lines = [item for item in pages.pages[0].items if item[0] == TEXT]
    assert all(first[2] < item[2] < first[2] + first[4] for item in lines)


def test_pictures_are_figures_with_a_caption_below() -> None:
    """A picture is placed inside the measure with its alternative text, and its caption follows."""
    picture = Picture(1200, 600, 3, b"\xff" * (1200 * 600 * 3))
    figure = n.Figure("a.png", "A weir", (p("The weir."),))
    pages = set_blocks(figure, images={"a.png": picture})
    image = next(item for item in pages.pages[0].items if item[0] == IMAGE)
    assert image[3] == pytest.approx(2 * image[4])
    assert image[3] <= a_style().measure + 0.01
    assert pages.elements.alt[image[6]] == "A weir"


def test_furniture_is_artifact_and_carries_the_label() -> None:
    """Running head, edition line, folio and handling label are artifacts on every page but the first's head."""
    pages = set_blocks(*(p(WORDS * 10) for _ in range(20)), label="TLP:GREEN")
    texts = artifacts(pages)
    assert "Running head" not in texts[0]
    for index, page in enumerate(texts):
        assert page.count("TLP:GREEN") == 2
        assert f"Page {index + 1} of {len(texts)}" in page
        assert index == 0 or "Running head" in page


def test_two_columns_hold_notes_of_their_own() -> None:
    """With two columns each column has the notes of its own marks at its foot."""
    style = a_style(2)
    pages = set_blocks(*(p(WORDS * 3, a_note(i + 1, "A note.")) for i in range(30)), columns=2)
    middle = style.inner + style.measure
    sides = {item[1] > middle for page in pages.pages for item in page.items if item[0] == TEXT}
    assert sides == {True, False}
    assert text_of(pages).count("A note.") == 30


def test_emphasis_inside_words_keeps_them_together() -> None:
    """A change of type inside a word neither adds nor loses a space."""
    pages = set_blocks(
        p("un", n.Emphasis((t("break"),)), "able ", n.Strong((t("strong"),)), n.Styled((t("sc"),), "small-caps"))
    )
    assert text_of(pages) == "unbreakable strongsc"


def test_a_second_mark_points_to_the_same_note() -> None:
    """A further mark to a note is a link to it and brings no second note."""
    pages = set_blocks(p("One", a_note(1, "Body."), " two", n.NoteRef("1", "n1")))
    assert pages.elements.tag.count("Note") == 1
    assert [a[1] for a in pages.elements.action if a].count("note:n1") == 2


def test_too_many_pages_are_a_limit(monkeypatch: pytest.MonkeyPatch) -> None:
    """A brief longer than the limit stops with the limit's name."""
    from briefgen import limits

    monkeypatch.setitem(limits._RAISED, "pages", 2)
    with pytest.raises(LimitError, match=r"limit\.pages"):
        set_blocks(*(p(WORDS * 10) for _ in range(80)))


def test_writing_order_never_goes_back_up_a_page() -> None:
    """Body lines of a page are written from top to bottom, artifacts last."""
    pages = set_blocks(*(p(WORDS * 2) for _ in range(40)))
    for page in pages.pages:
        ys = [item[2] for item in page.items if item[0] == TEXT]
        assert ys == sorted(ys, reverse=True)
        kinds = [item[0] for item in page.items]
        assert ARTIFACT not in kinds[: len(kinds) - kinds[::-1].index(TEXT) - 1]


def test_a_short_claim_has_a_heading_that_opens_its_text() -> None:
    """The heading of a short claim stands on the line of its text and is a true heading, a target and an entry."""
    claim = n.Claim("c1", (t("A claim"),), (p("It says so.", a_note(1, "Source.")),), form="short")
    pages = set_blocks(n.Section("s", (t("Part"),), (claim,)))
    assert spoken(pages)[1:3] == [("H2", "A claim"), ("P", " It says so.")]
    assert pages.outline[-1] == (2, "A claim", "c1")
    assert "c1" in pages.targets


def test_moved_notes_stand_where_the_tree_has_them() -> None:
    """A note at the end of a section is set among its blocks, with its label, and its mark still leads to it."""
    mark = p("Text", n.NoteRef("1", "n1"), ".")
    moved = n.Section("notes.s", (t("Notes"),), (n.Paragraph((a_note(1, "Body of the note."),), "note"),))
    pages = set_blocks(n.Section("s", (t("Part"),), (mark, moved)))
    assert text_of(pages).endswith("Notes1Body of the note.")
    assert "note:n1" in pages.targets
    lowest = min(item[2] for item in pages.pages[0].items if item[0] == TEXT)
    assert lowest > 600


def test_a_table_of_one_row_has_no_row_headers() -> None:
    """Where headers would outnumber data, row headers are told as data."""
    head = (n.Row(tuple(n.Cell((p(x),), "column") for x in "xyz")),)
    row = n.Row((n.Cell((p("a"),), "row"), n.Cell((p("b"),)), n.Cell((p("c"),))))
    pages = set_blocks(n.Table(head, (row,)))
    assert {"Scope": "Row"} not in [a for a in pages.elements.attributes if a]
    assert pages.elements.tag.count("TD") == 3


def test_a_note_of_a_caption_stands_inside_it() -> None:
    """The note of a table's caption is a child of the caption, not of the table."""
    table = a_table(3)
    noted = n.Table(table.head, table.rows, (t("A table"), a_note(9, "On the caption.")), "What it holds", "t1")
    elements = set_blocks(noted).elements
    note = next(i for i, ident in enumerate(elements.ident) if ident == "n9")
    assert elements.tag[elements.parent[note]] == "Caption"


def test_the_space_at_a_line_end_belongs_where_it_was_typed() -> None:
    """Wherever lines end, the words of each element come out apart, links that run over lines included."""
    target = n.Claim("c9", (t("Target"),), (p("Text."),))
    for fill in range(40):
        see = n.See((t("a rather long name of some claim"),), "c9")
        block = p("x" * fill, " it says ", see, a_note(1, "Body."), " and goes on from here to there and further still")
        said = spoken(
            set_blocks(n.List((n.Item((n.Table((), (n.Row((n.Cell((block,)), n.Cell((block,)))),)),)),)), target)
        )
        links = "".join(text for tag, text in said if tag == "Link").replace("\u00ad", "")
        assert links.count("a rather long name of some claim1") == 2
