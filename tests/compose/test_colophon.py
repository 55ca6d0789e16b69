"""Cover, furniture and colophon."""

from briefgen.compose.colophon import Edition, Previous, colophon, cover, furniture
from briefgen.compose.wording import Wording
from briefgen.document import nodes as n
from briefgen.document.walk import words
from briefgen.selection.selection import Selection
from briefgen.version import VERSION
from tests.compose.workshop import BRIEF, a_draft, a_selection

CLAIMS = """
claims:
  - {id: c01, section: claims, text: 'A [@one].', quotes: [{source: one, text: Q.}, {source: one, text: R.}, {source: one, text: S.}]}
"""
WORKS = """
sources:
  - id: one
    type: report
    title: First report
    ai-use: [{system: Model, version: "4", purpose: translation}, {system: Scanner}]
    preserved:
      - {kind: file, path: snapshots/one.txt, sha256: 0123456789012345678901234567890123456789012345678901234567890123, captured: 2021-01-13}
      - {kind: wayback, url: "https://example.org/w"}
"""


def refer(claim: str) -> n.Inline:
    """Return the id."""
    return n.Text(claim)


def told(selection: Selection, edition: Edition, *, disclaimer: bool = True) -> list[str]:
    """Return the lines of the colophon."""
    return words(a_draft(colophon(selection, Wording(selection), edition, refer, disclaimer=disclaimer)))


def test_a_draft_says_that_it_is_one() -> None:
    """Cover and furniture of a draft carry the word, the date, the series and the label."""
    selection = a_selection(CLAIMS, brief=BRIEF + 'question: Who "spoke"?\n')
    edition = Edition("2026-11-22")
    assert words(a_draft(cover(selection, Wording(selection), edition, refer, question=True))) == [
        "The river papers",
        "Who said what of the dam",
        "RIV · Draft of 22 November 2026 · Information as of 22 November 2026",
        "For: Readers · Handling: TLP:CLEAR",
        'Who "spoke"?',
    ]
    bare = cover(selection, Wording(selection), edition, refer, question=False)
    assert words(a_draft(bare))[-1] == "For: Readers · Handling: TLP:CLEAR"
    fixed = furniture(selection, Wording(selection), edition)
    assert (fixed.head, fixed.edition, fixed.label) == (
        "The river papers",
        "RIV · Draft of 22 November 2026",
        "TLP:CLEAR",
    )
    assert dict(fixed.words) == selection.pack.words


def test_an_edition_prints_its_number() -> None:
    """An edition prints number and date; one that withdraws says so first, with the reason."""
    selection = a_selection(CLAIMS, brief=BRIEF.replace("series: RIV\n", "").replace("subtitle:", "contact:"))
    edition = Edition("2026-11-22", number="RIV-0003", withdrawn="Superseded by events.")
    lines = words(a_draft(cover(selection, Wording(selection), edition, refer, question=True)))
    assert lines[:3] == [
        "The river papers",
        "Withdrawn: Superseded by events.",
        "Edition RIV-0003, 22 November 2026 · Information as of 22 November 2026",
    ]
    assert furniture(selection, Wording(selection), edition).edition == "Edition RIV-0003, 22 November 2026"


def test_the_colophon_tells_how_it_was_made() -> None:
    """The colophon names edition, cut-off, chain, label, checks, AI use, style, fonts, tool, copies and contact."""
    brief = BRIEF + "contact: the editors\ndisclaimer: Views are theirs.\n"
    selection = a_selection(CLAIMS, brief=brief, works=WORKS)
    edition = Edition(
        "2026-11-22",
        number="RIV-0002",
        previous=Previous("RIV-0001", "2026-10-01", "abc123"),
        checks={"c01-q1": "exact", "c01-q2": "normalised"},
        style="Chicago",
        fonts=("Serif", "Sans"),
    )
    assert told(selection, edition) == [
        "About this document",
        "Edition RIV-0002, 22 November 2026 · Information cut-off: 22 November 2026 · Highest handling label: TLP:CLEAR",
        "Edition before this one: RIV-0001, 1 October 2026, digest abc123",
        (
            "Quotations checked against saved copies: 2 of 3 · found word for word: 1 · "
            "found after folding spaces, quotation marks and letter forms: 1 · without a saved copy: 1"
        ),
        "Use of AI: Model 4, translation",
        "Use of AI: Scanner",
        (
            f"Citation style: Chicago · Typefaces: Serif and Sans · Made with briefgen {VERSION}. · "
            "This file carries the records that it was made from, and a manifest."
        ),
        "Saved copies",
        "First report · 13 January 2021 · SHA-256 0123456789012345…",
        "Views are theirs.",
        "Contact: the editors",
    ]


def test_a_first_edition_has_none_before() -> None:
    """An edition without predecessor says so; a draft says nothing of the kind, and nothing of checks never made."""
    selection = a_selection(CLAIMS, brief=BRIEF + "disclaimer: Views are theirs.\n")
    assert "There is no earlier edition." in told(selection, Edition("2026-11-22", number="1"))
    draft = told(selection, Edition("2026-11-22"), disclaimer=False)
    assert "There is no earlier edition." not in draft
    assert any(line.startswith("Draft of 22 November 2026") for line in draft)
    assert not any("Quotations" in line for line in draft)
    assert "Views are theirs." not in draft


def test_every_grade_of_a_quotation_is_told() -> None:
    """A folded or elided match is never called word for word, and an unchecked quotation never checked."""
    selection = a_selection(CLAIMS)
    lines = told(selection, Edition("2026-11-22", checks={"c01-q1": "elided", "c01-q2": "unchecked"}))
    checked = "Quotations checked against saved copies: 1 of 3 · found in parts, in order: 1 · without a saved copy: 2"
    assert checked in lines


def test_a_brief_far_from_its_cutoff_is_retrospective() -> None:
    """An edition made more than a year after its cut-off says so on cover and colophon; one made in time does not."""
    selection = a_selection(CLAIMS, brief=BRIEF.replace("cutoff: 2026-11-22", "cutoff: 2021-01-13"))
    for date, expected in (("2022-01-13", False), ("2022-01-14", True), ("2026-11-22", True)):
        edition = Edition(date, number="RIV-0001")
        head = words(a_draft(cover(selection, Wording(selection), edition, refer, question=False)))
        assert ("Retrospective" in " ".join(head)) is expected
        assert ("Retrospective" in " ".join(told(selection, edition))) is expected
