"""Printed markup to a draft."""

from contextlib import suppress

import pytest
from hypothesis import given
from hypothesis import strategies as st

from briefgen.diagnostics import Diagnostic
from briefgen.document import nodes as n
from briefgen.document.draft import Place
from briefgen.errors import BriefgenError, LimitError, TemplateError
from briefgen.selection.select import Selection, select
from briefgen.templating.parse import parse
from briefgen.templating.vocabulary import ELEMENTS
from tests.selection.factories import a_brief, a_claim, a_pack, a_quote, a_topic

TABLE = '<table summary="S"><caption>C</caption><head><row><cell scope="column">H</cell></row></head>{}</table>'


def a_selection() -> Selection:
    """Two claims, one with a figure and a quotation, one hidden."""
    claims = [
        a_claim("c1", has_figure=True, quotes=(a_quote("c1-q1", "s1"),)),
        a_claim("c2"),
        a_claim("c3", audiences=("others",)),
    ]
    return select(a_topic(claims, a_brief(subtitle="A subtitle")), a_pack())


def blocks(inside: str) -> tuple[n.Block, ...]:
    """The blocks of a brief."""
    return parse(f"<brief>{inside}</brief>", a_selection(), "out.xml").blocks


def inlines(inside: str) -> n.Inlines:
    """The inlines of one paragraph."""
    (paragraph,) = blocks(f"<p>{inside}</p>")
    assert isinstance(paragraph, n.Paragraph)
    return paragraph.children


def faults(markup: str) -> list[Diagnostic]:
    """What is wrong with a whole markup text."""
    with pytest.raises(BriefgenError) as caught:
        parse(markup, a_selection(), "out.xml")
    return [problem for problem in caught.value.problems if isinstance(problem, Diagnostic)]


def fault(inside: str) -> tuple[str, int, int]:
    """Code, line and column of the only fault of what stands in a brief, which begins in line 2."""
    (found,) = faults(f"<brief>\n{inside}\n</brief>")
    return found.code, found.where.line, found.where.column


def test_the_brief_takes_its_frame_from_the_records() -> None:
    """Title, subject, language, direction and words come from the selection, the rest is left for later."""
    brief = parse("<brief/>", a_selection(), "out.xml")
    assert (brief.title, brief.subject, brief.language, brief.direction) == ("A title", "A subtitle", "en", "ltr")
    assert dict(brief.furniture.words)["footnote-heading"] == "Notes"
    assert brief.blocks == ()


@pytest.mark.parametrize(
    ("markup", "expected"),
    [
        ("  a \n\t b  ", (n.Text("a b"),)),
        ("a <em>b</em> c", (n.Text("a "), n.Emphasis((n.Text("b"),)), n.Text(" c"))),
        ("a<em> b </em>c", (n.Text("a"), n.Emphasis((n.Text(" b"),)), n.Text(" c"))),
        ("<em> b </em>", (n.Emphasis((n.Text("b"),)),)),
        ("a <em> b</em>", (n.Text("a "), n.Emphasis((n.Text("b"),)))),
        ("a <em></em>", (n.Text("a"),)),
        ("a<!-- said --> b", (n.Text("a b"),)),
        ("&lt;p&gt; &amp; &#39;", (n.Text("<p> & '"),)),
        ("a\u00a0 b", (n.Text("a\u00a0 b"),)),
        ("<strong>a</strong><label>b</label>", (n.Strong((n.Text("a"),)), n.Styled((n.Text("b"),), "label"))),
        ('<span lang="fa">متن</span>', (n.Span((n.Text("متن"),), "fa"),)),
        ('<link url="https://example.org/a">b</link>', (n.Link((n.Text("b"),), "https://example.org/a"),)),
        ("a <note>b</note> c", (n.Text("a"), n.Note((n.Paragraph((n.Text("b"),)),)), n.Text(" c"))),
        ("a<note><p>b</p></note>", (n.Text("a"), n.Note((n.Paragraph((n.Text("b"),)),)))),
    ],
)
def test_words_fold_and_nest(markup: str, expected: n.Inlines) -> None:
    """White space folds to one space and goes at both ends; inline elements become inline nodes."""
    assert inlines(markup) == expected


def test_structure_becomes_nodes() -> None:
    """Sections, paragraphs, lists, tables and boxes become the nodes of the same name."""
    text = (n.Text("x"),)
    paragraph = n.Paragraph(text)
    assert blocks('<section id="one"><title>x</title><p role="lede">x</p></section>') == (
        n.Section("section-one", text, (n.Paragraph(text, "lede"),)),
    )
    assert blocks('<list kind="described"><item><label>x</label>x</item><item><p>x</p><p>x</p></item></list>') == (
        n.List((n.Item((paragraph,), text), n.Item((paragraph, paragraph))), "described"),
    )
    assert blocks('<aside kind="notice"><title>x</title>\n<p>x</p></aside>') == (n.Aside("notice", text, (paragraph,)),)
    row = '<row><cell scope="row" colspan="1" rowspan="1" align="end">x</cell></row>'
    assert blocks(TABLE.format(row)) == (
        n.Table(
            (n.Row((n.Cell((n.Paragraph((n.Text("H"),)),), "column"),)),),
            (n.Row((n.Cell((paragraph,), "row", 1, 1, "end"),)),),
            (n.Text("C"),),
            "S",
        ),
    )


def test_what_is_empty_is_left_out() -> None:
    """A paragraph or list without anything in it, such as a loop that went over nothing, prints nothing."""
    assert blocks("<p> </p><list></list>") == ()


def test_evidence_becomes_places() -> None:
    """Elements for evidence become places with kind, reference and options, wherever they stand."""
    found = blocks(
        '<cover/><claim ref="c1"/><quote ref="c1-q1"/><figure ref="c1"/><prose ref="about:one"/><prose ref="disclaimer"/>'
        '<bibliography group="section"/><contents depth="2"/><p><see ref="c2"/></p>'
    )
    places = [one for one in found if isinstance(one, Place)]
    assert [(one.kind, one.ref, one.options) for one in places] == [
        ("cover", "", ()),
        ("claim", "c1", (("form", "full"),)),
        ("quote", "c1-q1", ()),
        ("figure", "c1", ()),
        ("prose", "about:one", ()),
        ("prose", "disclaimer", ()),
        ("bibliography", "", (("group", "section"),)),
        ("contents", "", (("depth", "2"),)),
    ]
    assert places[1].origin.line == 1
    last = found[-1]
    assert isinstance(last, n.Paragraph)
    assert isinstance(last.children[0], Place)


@pytest.mark.parametrize(
    ("inside", "code", "column"),
    [
        ("<paragraph>x</paragraph>", "template.unknown-element", 1),
        ('<p colour="red">x</p>', "template.unknown-attribute", 1),
        ("<p role='loud'>x</p>", "template.value", 1),
        ("  stray", "template.stray-text", 3),
        ('<section id="one"><title>x</title>stray</section>', "template.stray-text", 35),
        ("<p><link>x</link></p>", "template.missing-attribute", 4),
        ('<section id="one"><p>x</p></section>', "template.missing-part", 1),
        ('<section id="one"><title> </title></section>', "template.missing-part", 1),
        ('<section id="one"><title>x</title><p>x</p><title>y</title></section>', "template.misplaced", 43),
        ('<section id="One"><title>x</title></section>', "template.value", 1),
        ('<aside kind="shout"><title>x</title></aside>', "template.value", 1),
        ("<em>x</em>", "template.misplaced", 1),
        ("<p><p>x</p></p>", "template.misplaced", 4),
        ("<item>x</item>", "template.misplaced", 1),
        ("<list><p>x</p></list>", "template.misplaced", 7),
        ("<p><claim ref='c1'/></p>", "template.misplaced", 4),
        ("<cover><p>x</p></cover>", "template.misplaced", 8),
        ("<list><item>x<p>y</p></item></list>", "template.stray-text", 7),
        ("<claim ref='c9'/>", "template.dangling", 1),
        ("<claim ref='c3'/>", "template.dangling", 1),
        ("<p><see ref='c3'/></p>", "template.dangling", 4),
        ("<quote ref='c1-q9'/>", "template.dangling", 1),
        ("<figure ref='c2'/>", "template.dangling", 1),
        ("<prose ref='about:three'/>", "template.dangling", 1),
        ("<prose ref='abstract'/>", "template.dangling", 1),
        ("<claim ref='c1'/><claim ref='c1'/>", "template.used-twice", 18),
        ("<claim/>", "template.missing-attribute", 1),
        ("<contents depth='3'/>", "template.value", 1),
        ("<p><span lang='x y'>x</span></p>", "template.value", 4),
        ("<p><link url='javascript:x'>x</link></p>", "link.scheme", 4),
        ("<p><link url='file:///etc/passwd'>x</link></p>", "link.scheme", 4),
        (TABLE.replace(' summary="S"', "").format(""), "template.missing-attribute", 1),
        (TABLE.format("<row><cell>x</cell><cell>x</cell></row>"), "template.ragged-table", 1),
        (TABLE.format("<row><cell colspan='0'>x</cell></row>"), "template.value", 98),
        ("<?php x ?>", "template.instruction", 1),
        ("<p>a&#x200b;b</p>", "text.invisible", 1),
    ],
)
def test_each_fault_is_one_error_at_its_place(inside: str, code: str, column: int) -> None:
    """Everything outside the vocabulary is an error with line and column of the markup."""
    if code == "template.missing-part" and "<title> " not in inside:
        assert ("template.missing-part", 2, column) in [
            (one.code, one.where.line, one.where.column) for one in faults(f"<brief>\n{inside}\n</brief>")
        ]
        return
    found = fault(inside)
    assert found == (code, 2, column)


def test_all_faults_are_told_together_in_order() -> None:
    """One run reports every fault, in the order of the markup, and the file that it was given."""
    found = faults('<brief>\n<x/>\n<claim ref="c9"/>\n text\n<p role="no">x</p></brief>')
    assert [(one.code, one.where.line) for one in found] == [
        ("template.unknown-element", 2),
        ("template.dangling", 3),
        ("template.stray-text", 4),
        ("template.value", 5),
    ]
    assert {one.where.file for one in found} == {"out.xml"}


@pytest.mark.parametrize(
    ("markup", "code", "line"),
    [
        ("<brief>\n<p>x</brief>", "template.malformed", 2),
        ("<brief><p>\nR&D</p></brief>", "template.malformed", 2),
        ("<brief>&nbsp;</brief>", "template.malformed", 1),
        ("", "template.malformed", 1),
        ("text", "template.malformed", 1),
        ("<brief/><brief/>", "template.malformed", 1),
        ("<!DOCTYPE brief [<!ENTITY a 'aaaa'>]>\n<brief>&a;</brief>", "template.doctype", 1),
        ("<!DOCTYPE brief SYSTEM 'http://example.org/x.dtd'><brief/>", "template.doctype", 1),
        ("<p>x</p>", "template.misplaced", 1),
    ],
)
def test_what_is_no_markup_is_an_error(markup: str, code: str, line: int) -> None:
    """Broken markup, entities, DOCTYPEs and a foreign root are one error each."""
    (found,) = faults(markup)
    assert (found.code, found.where.line) == (code, line)


def test_sections_nest_three_deep() -> None:
    """Three levels of sections are read, a fourth is an error."""

    def nested(depth: int) -> str:
        inside = "<p>x</p>"
        for level in range(depth, 0, -1):
            inside = f'<section id="s{level}"><title>x</title>{inside}</section>'
        return inside

    assert len(blocks(nested(3))) == 1
    assert [one.code for one in faults(f"<brief>{nested(4)}</brief>")] == ["template.misplaced"]


def test_section_ids_are_used_once() -> None:
    """Two sections of one id are an error; a dotted id never meets one of the records."""
    twice = '<section id="{0}"><title>x</title></section>' * 2
    assert [one.code for one in faults(f"<brief>{twice.format('one')}</brief>")] == ["template.used-twice"]
    unnamed = blocks("<section><title>x</title></section><section><title>x</title></section>")
    assert len({one.ident for one in unnamed if isinstance(one, n.Section)}) == 2
    assert blocks('<section id="part.one"><title>x</title></section><section id="one"><title>x</title></section>')


@pytest.mark.parametrize(("length", "fits"), [(2000, True), (2001, False), (9000, False)])
def test_an_address_has_a_limit(length: int, fits: bool) -> None:
    """2,000 characters are read, one more is a limit (exit 3)."""
    url = "https://example.org/" + "a" * (length - 20)
    if fits:
        assert inlines(f'<link url="{url}">x</link>')
    else:
        with pytest.raises(LimitError):
            inlines(f'<link url="{url}">x</link>')


def test_rows_may_hang_down() -> None:
    """A cell that spans rows counts in the rows that it covers."""
    rows = '<row><cell>a</cell><cell rowspan="2">b</cell></row><row><cell>c</cell></row>'
    table = (
        '<table summary="S"><caption>C</caption><head><row><cell colspan="2">H</cell></row></head>' + rows + "</table>"
    )
    assert len(blocks(table)) == 1


def test_an_address_in_other_letters_becomes_ascii() -> None:
    """The address of a link is ASCII in the tree."""
    (link,) = inlines('<link url="https://bücher.example/ä">x</link>')
    assert isinstance(link, n.Link)
    assert link.url.isascii()
    assert "xn--" in link.url


@given(st.text(alphabet="ab <>&'\"/!?\n{}%é[]-", max_size=30))
def test_a_value_never_becomes_an_element(value: str) -> None:
    """Whatever text is printed with its markup escaped, it comes back as text, folded and nothing else."""
    escaped = value.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
    found = parse(f"<brief><p>{escaped}.</p></brief>", a_selection(), "x").blocks
    folded = " ".join((value + ".").split())
    assert found == (n.Paragraph((n.Text(folded),)),)


@given(st.text(alphabet="<>/=\"' brieflstmpca&;!-[]?", max_size=40))
def test_no_markup_raises_anything_but_our_errors(text: str) -> None:
    """Any text at all gives a brief or a TemplateError."""
    with suppress(TemplateError):
        assert isinstance(parse(text, a_selection(), "x"), n.Brief)


def test_each_place_of_the_vocabulary_parses() -> None:
    """Every element that stands for evidence is read, each with its attributes left at their defaults or known."""
    values = {"claim": "c1", "quote": "c1-q1", "figure": "c1", "prose": "question"}
    for name, element in ELEMENTS.items():
        if element.is_place and element.group == "block":
            given_ref = f' ref="{values[name]}"' if "ref" in element.attributes else ""
            (place,) = blocks(f"<{name}{given_ref}/>")
            assert isinstance(place, Place)
            assert place.kind == name
