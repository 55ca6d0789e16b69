"""The page that shows what changed, and its HTML form."""

import pytest

from briefgen.compose.difference import difference_page
from briefgen.compose.html import html_page
from briefgen.diagnostics import NOWHERE
from briefgen.document import nodes as n
from briefgen.document.structure import check
from briefgen.document.walk import words
from briefgen.records.compare import compare
from tests.compose.workshop import BRIEF, a_draft, records

OLD = """
claims:
  - {id: a, section: claims, heading: Alpha, text: "It <b>holds</b> & stands [@one].", handling: "TLP:GREEN"}
  - {id: b, section: claims, heading: Beta, text: "It leaks [@two]."}
  - {id: c, section: answers, heading: کاپا, text: "It goes [@three]."}
"""
JUDGED = BRIEF + "judgments: [{text: First., likelihood: likely, claims: [a]}, {text: Second., claims: [b]}]\n"


def _page(new: str, brief: str = JUDGED, reasons: tuple[str, ...] = ()) -> n.Brief:
    old = records(OLD, brief=JUDGED)
    after = records(new, brief=brief)
    return difference_page(
        ("R-1", "R-2"), (old, after), compare(old, after), "wording", reasons, "2026-11-22T00:00:00Z"
    )


def test_every_class_has_its_part() -> None:
    """Words that went and came stand in their texts, fields as old and new, and the label is that of what is told."""
    new = (
        OLD.replace("stands [", "falls [")
        .replace("  - {id: b", "  - {id: z")
        .replace("heading: کاپا", "heading: کاپا, confidence: low")
    )
    brief = (
        JUDGED.replace("[b]", "[z]")
        .replace("First., likelihood: likely", "Third., likelihood: unlikely")
        .replace("The river papers", "The papers")
    )
    page = _page(new, brief, ("the pack public looks different",))
    assert not check(page, NOWHERE)
    told = words(page)
    for line in (
        "Verdict: wording.",
        "z: Beta",
        "b: Beta",
        "Before (text): It <b>holds</b> & stands.",
        "After (text): It <b>holds</b> & falls.",
        "confidence: nothing → low",
        "claims: b → z",
        "Before (text): First.",
        "After (text): Third.",
        "likelihood: likely → unlikely",
        "Before (title): The river papers",
        "the pack public looks different",
    ):
        assert any(line in each for each in told), line
    assert page.furniture.label == "TLP:GREEN"


def test_nothing_is_told_too() -> None:
    """Equal states make a page that says so."""
    assert "Nothing differs." in words(_page(OLD))


def test_html_escapes_what_records_say() -> None:
    """A record's own angle brackets are text, words in another script stand apart, and the page is whole."""
    html = html_page(_page(OLD.replace("stands [", "falls [").replace("It goes", "It went"))).decode()
    assert "It &lt;b&gt;holds&lt;/b&gt; &amp; <strong>stands.</strong>" in html
    assert '<bdi lang="fa">کاپا</bdi>' in html
    assert "<p><b>TLP:GREEN</b></p>" in html
    assert html.count("<section") == html.count("</section>")


def test_html_knows_no_more_than_it_must() -> None:
    """A node that such a page never holds is our mistake, not silence."""
    for block in (n.Contents(()), n.Paragraph((n.NoteRef("1", "n1"),))):
        with pytest.raises(TypeError):
            html_page(a_draft(block))
