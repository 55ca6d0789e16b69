"""Prose to inlines: marks behind punctuation, evidence joined to marks."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from briefgen.compose.prose import Joiner, paragraphs, plain_paragraphs
from briefgen.document import nodes as n
from briefgen.document.walk import find, plain
from briefgen.records.markup import parse
from briefgen.records.prose import Citation
from tests.compose.workshop import records


def refer(claim: str) -> n.Inline:
    """Return a reference that shows the id."""
    return n.See((n.Text(claim),), claim)


def bare(citation: Citation) -> n.Cite:
    """Return a citation of ids alone."""
    return n.Cite(tuple(n.CitedWork(work.source) for work in citation.works))


def shown(inlines: n.Inlines) -> str:
    """Return inlines as text, each mark as ^ and its works."""
    out = []
    for node in inlines:
        match node:
            case n.Text(value):
                out.append(value)
            case n.Cite(works):
                out.append("^" + "+".join(work.source for work in works))
            case n.Emphasis(children) | n.Strong(children) | n.Span(children) | n.See(children):
                out.append(f"<{shown(children)}>")
    return "".join(out)


@pytest.mark.parametrize(
    ("typed", "printed"),
    [
        ("He died [@a].", "He died.^a"),
        ("He died [@a], and more", "He died,^a and more"),
        ("“He died” [@a].”", "“He died”.”^a"),
        ("(he died [@a]).", "(he died).^a"),
        ("died [@a] [@b]. Then", "died.^a^b Then"),
        ("died [@a][@b]; then", "died;^a^b then"),
        ("died[@a] and", "died^a and"),
        ("died [@a] and", "died^a and"),
        ("died [@a]—or not", "died^a—or not"),
        ("died [@a](so they say)", "died^a(so they say)"),
        ("died [@a] (so they say)", "died^a (so they say)"),
        ("*died* [@a].", "<died>.^a"),
        ("*died*[@a] *now*", "<died>^a <now>"),
        ("[@a] at the start", "^a at the start"),
        ("[@a].", ".^a"),
        ("درگذشت [@a]،", "درگذشت،^a"),
        ("100 [@a]%", "100^a%"),
        ("see [#c17] [@a; @b].", "see <c17>.^a+b"),
        ("**x** [متن]{lang=fa} [@a]!", "<x> <متن>!^a"),
        ("no mark at all.", "no mark at all."),
    ],
)
def test_the_mark_moves_behind_punctuation(typed: str, printed: str) -> None:
    """A mark stands behind the punctuation that directly follows, the space before it gone, and nothing else moves."""
    assert [shown(p) for p in paragraphs(parse(typed), refer, bare)] == [printed]


@given(
    st.lists(
        st.sampled_from(["word", " ", "  ", ".", ",", "(", "—", "”", "*em*", "[@a]", "[@b; @c]", "\n"]), max_size=14
    )
)
def test_nothing_is_retyped(parts: list[str]) -> None:
    """Without spaces, the characters of the text come out as they went in, and every citation once, in order."""
    prose = parse("".join(parts))
    before = plain_paragraphs(prose, refer)
    after = paragraphs(prose, refer, bare)
    assert [sorted(plain(p).replace(" ", "")) for p in after] == [sorted(plain(p).replace(" ", "")) for p in before]
    cites = [[w.source for c in p if isinstance(c, n.Cite) for w in c.works] for p in after]
    assert cites == [[w.source for c in p if isinstance(c, n.Cite) for w in c.works] for p in before]


def test_what_is_shown_keeps_its_citations_in_place() -> None:
    """In `shows` a citation stays where it is typed, for it will stand in the note itself."""
    assert [shown(p) for p in plain_paragraphs(parse("As in [@a], so here.\n\nMore."), refer)] == [
        "As in ^a, so here.",
        "More.",
    ]


def _joined(evidence: str, text: str, quotes: str = "") -> tuple[list[n.Cite], n.Cite | None]:
    claim = f"""
claims:
  - id: c01
    section: claims
    text: "{text}"
    evidence:
{evidence}
{quotes}
"""
    record = records(claim).claims["c01"]
    joiner = Joiner(record.evidence, refer)
    marks = [c for p in paragraphs(record.text, refer, joiner.cite) for c in p if isinstance(c, n.Cite)]
    marks += [joiner.quote(quote) for quote in record.quotes]
    return marks, joiner.rest(("But see", "but see"))


def _shows(cite: n.Cite) -> list[list[str]]:
    return [[plain(p) for p in work.shows] for work in cite.works]


def test_an_entry_joins_the_mark_of_its_source() -> None:
    """An entry without locator lends its `shows` to the first mark of its source, and makes no note of its own."""
    marks, rest = _joined("      - {source: one, shows: It says so.}", "A [@one, p. 3]. B [@one].")
    assert [_shows(mark) for mark in marks] == [[["It says so."]], [[]]]
    assert rest is None


def test_a_locator_must_fit() -> None:
    """An entry with a locator joins the mark with that very locator; another stays for the note at the end."""
    entries = """
      - {source: one, locator: para. 3, shows: Third.}
      - {source: one, locator: p. 9, shows: Ninth.}
      - {source: two, locator: passim, shows: Everywhere.}
"""
    marks, rest = _joined(entries, "A [@one, para. 3; @two, passim]. B [@one].")
    assert [_shows(mark) for mark in marks] == [[["Third."], ["Everywhere."]], [[]]]
    assert rest is not None
    assert [(w.source, w.label, w.locator) for w in rest.works] == [("one", "page", "9")]
    assert _shows(rest) == [["Ninth."]]


def test_unmarked_entries_make_one_note_in_order() -> None:
    """Supports, quotes and disputes without a mark stand in one citation, disputes introduced as such; background in none."""
    entries = """
      - {source: two, relation: disputes}
      - {source: one, relation: background}
      - {source: three, relation: quotes, locator: p. 4}
      - {source: one, relation: disputes}
"""
    _, rest = _joined(entries, "No mark.")
    assert rest is not None
    assert [(w.prefix, w.source, w.locator) for w in rest.works] == [
        ("But see", "two", ""),
        ("", "three", "4"),
        ("but see", "one", ""),
    ]


def test_a_quotation_is_a_mark() -> None:
    """A quotation cites its source at its locator, and an entry of that source joins it."""
    quotes = '    quotes: [{source: one, locator: p. 7, text: "Word for word."}]'
    marks, rest = _joined("      - {source: one, relation: quotes, shows: The wording.}", "No mark.", quotes)
    (work,) = marks[0].works
    assert (work.source, work.label, work.locator) == ("one", "page", "7")
    assert _shows(marks[0]) == [["The wording."]]
    assert rest is None


def test_prefix_and_suffix_pass_through() -> None:
    """Prefix, locator and suffix of a mark reach the citation as typed."""
    marks, _ = _joined("      - {source: one}", "A [see @one, p. 3, further words; @two].")
    first, second = marks[0].works
    assert (first.prefix, first.label, first.locator, first.suffix) == ("see", "page", "3", "further words")
    assert second.source == "two"


def test_inlines_carry_language_and_strength() -> None:
    """Emphasis, strong words, spans and references become nodes of their own."""
    (inlines,) = paragraphs(parse("*a* **b** [پ]{lang=fa} [#c02]"), refer, bare)
    kinds = [type(node) for node in inlines if not isinstance(node, n.Text)]
    assert kinds == [n.Emphasis, n.Strong, n.Span, n.See]
    assert next(find(n.Paragraph(inlines), n.Span)).language == "fa"
