"""Events in time, the sources as a whole, names."""

from briefgen.compose.claims import ClaimWriter
from briefgen.compose.tables import glossary, source_summary, timeline
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


def test_nothing_to_show() -> None:
    """Claims without dates make no timeline, and no names no glossary."""
    selection = a_selection("claims: [{id: c01, section: claims, text: 'A [@one].'}]")
    assert timeline(selection, _writer(selection)) == ()
    assert glossary(selection, Wording(selection)) == ()


def test_the_timeline_is_in_order_of_time() -> None:
    """Events and statements stand in order of their earliest day, open beginnings first, with who said it."""
    selection = a_selection(CLAIMS)
    _, table = timeline(selection, _writer(selection))
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
    assert told[:3] == [
        "Source summary",
        "Sources: 3. Independent of each other: 2.",
        "Claims rests on one stream of sources.",
    ]
    at = told.index("Languages: English (2) and Persian (1).")
    assert told[at + 1 : at + 4] == [
        "Issued: not dated (3).",
        "Kinds: Reports (2) and Web pages (1).",
        "Streams: First report and related (2) and on their own (1).",
    ]
    assert "Reports (2)" in told[3:at]
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
