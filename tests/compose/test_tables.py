"""Who says what, events in time, the sources as a whole, names."""

from briefgen.compose.claims import ClaimWriter
from briefgen.compose.tables import PARTIES_AT_MOST, glossary, matrix, source_summary, timeline
from briefgen.compose.wording import Wording
from briefgen.document import nodes as n
from briefgen.document.walk import find, plain, words
from briefgen.selection.selection import Selection
from tests.compose.workshop import a_draft, a_selection

CLAIMS = """
claims:
  - {id: c01, section: claims, heading: A leak, text: 'A [@one].', asserted-by: ada, asserted-on: 2021-02, about: 2019,
     relations: [{to: c02, kind: denied-by}, {to: c03, kind: qualifies}]}
  - {id: c02, section: answers, heading: No leak, kind: denial, text: 'B [@two].', asserted-by: ben, asserted-on: 2021-03-01}
  - {id: c03, section: answers, heading: A drip, text: 'C [@two].', asserted-by: ben, about: ../2018}
  - {id: c04, section: answers, heading: Nobody's, text: 'D [@three].', asserted-on: 2021-02}
"""


def _writer(selection: Selection) -> ClaimWriter:
    return ClaimWriter(selection, Wording(selection), {})


def _rows(block: n.Block) -> list[list[str]]:
    return [
        [" ".join(plain(p.children) for p in find(c, n.Paragraph)) for c in row.cells] for row in find(block, n.Row)
    ]


def test_the_matrix_sets_claims_against_parties() -> None:
    """Each row says in words what each party does with the claim; a denial is a cell of the claim that it denies."""
    selection = a_selection(CLAIMS)
    (table,) = matrix(selection, _writer(selection))
    assert _rows(table) == [
        ["Claim", "Ada Brook", "Ben Ford"],
        ["A leak", "asserts", "denies"],
        ["A drip", "qualifies", "asserts"],
    ]
    assert [see.target for see in find(table, n.See)] == ["c01", "c03"]


def test_silence_is_said() -> None:
    """A party that says nothing of a claim is silent in words, and one that does two things says both."""
    claims = CLAIMS.replace("{to: c02, kind: denied-by}, {to: c03, kind: qualifies}", "{to: c03, kind: contradicts}")
    selection = a_selection(claims)
    (table,) = matrix(selection, _writer(selection))
    assert _rows(table)[1:] == [
        ["A leak", "asserts", "contradicts"],
        ["No leak", "silent", "asserts"],
        ["A drip", "contradicts", "asserts"],
    ]


def test_many_parties_become_names_in_cells() -> None:
    """With more parties than columns fit, the columns are the stances and the cells name the parties."""
    count = PARTIES_AT_MOST + 1
    people = "entities:\n" + "".join(f"  - {{id: p{k}, name: Party {k}, kind: person}}\n" for k in range(count))
    claims = "claims:\n" + "".join(
        f"  - {{id: c{k}, section: claims, heading: H{k}, text: 'A [@one].', asserted-by: p{k}, "
        f"relations: [{'{to: c0, kind: denies}' if k == 1 else ''}]}}\n"
        for k in range(count)
    )
    selection = a_selection(claims, people=people)
    (table,) = matrix(selection, _writer(selection))
    rows = _rows(table)
    assert rows[0] == ["Claim", "asserts", "denies"]
    assert rows[1] == ["H0", "Party 0", "Party 1"]
    assert rows[2] == ["H2", "Party 2", "–"]


def test_no_party_no_matrix() -> None:
    """Claims that nobody asserts make no table."""
    selection = a_selection("claims: [{id: c01, section: claims, text: 'A [@one].'}]")
    assert matrix(selection, _writer(selection)) == ()
    assert timeline(selection, _writer(selection)) == ()
    assert glossary(selection, Wording(selection)) == ()


def test_the_timeline_is_in_order_of_time() -> None:
    """Events and statements stand in order of their earliest day, open beginnings first, with who said it."""
    selection = a_selection(CLAIMS)
    (table,) = timeline(selection, _writer(selection))
    assert _rows(table) == [
        ["Date", "Claim", "Event or statement"],
        ["until 2018", "A drip", "event that the claim speaks of"],
        ["2019", "A leak", "event that the claim speaks of"],
        ["February 2021", "A leak", "statement by Ada Brook"],
        ["February 2021", "Nobody's", "statement"],
        ["1 March 2021", "No leak", "statement by Ben Ford"],
    ]


def test_the_source_summary_counts_streams() -> None:
    """Sources are counted, dependent ones once; a section that rests on one stream is named; the main ones described."""
    works = """
sources:
  - {id: one, type: report, title: First report, descriptor: A *careful* report., independence: office}
  - {id: two, type: webpage, title: Second page, independence: office}
  - {id: three, type: report, title: Third, language: fa, title-translated: The Third}
"""
    claims = """
claims:
  - {id: c01, section: claims, text: 'A [@one].', evidence: [{source: one}]}
  - {id: c02, section: claims, text: 'B [@one; @two].', quotes: [{source: two, text: Q.}]}
  - {id: c03, section: answers, text: 'C [@one; @three].', evidence: [{source: two, relation: disputes, shows: No.}]}
"""
    selection = a_selection(claims, works=works)
    (aside,) = source_summary(selection, _writer(selection))
    told = words(a_draft(aside))
    assert told[:5] == [
        "Source summary",
        "Sources: 3. Independent of each other: 2.",
        "Claims rests on one stream of sources.",
        "Languages: English (2) and Persian (1).",
        "Kinds: Reports (2) and Web pages (1).",
    ]
    assert _rows(aside)[1:] == [
        ["First report", "Reports", "3", "A careful report."],
        ["Second page", "Web pages", "1", "not described"],
        ["The Third", "Reports", "1", "not described"],
    ]


def test_no_sources_no_summary() -> None:
    """A brief of assumptions has no source summary."""
    selection = a_selection("claims: [{id: c01, section: claims, kind: assumption, text: A.}]")
    assert source_summary(selection, _writer(selection)) == ()


def test_the_glossary_names_people_in_their_languages() -> None:
    """Each entity shown stands with kind, role and its names in other languages, marked as such."""
    selection = a_selection(CLAIMS)
    (aside,) = glossary(selection, Wording(selection))
    assert words(a_draft(aside)) == [
        "Names in this brief",
        "Ada Brook",
        "· person · Minister of Water · آدا",
        "Ben Ford",
        "· person",
    ]
    assert next(find(aside, n.Span)).language == "fa"
