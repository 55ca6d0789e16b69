"""The box of judgments and its legend."""

import re

from briefgen.compose.claims import ClaimWriter
from briefgen.compose.judgments import is_estimative, judgments, legend
from briefgen.compose.wording import Wording
from briefgen.document import nodes as n
from briefgen.document.walk import find, plain, words
from briefgen.selection.selection import Selection
from tests.compose.workshop import BRIEF, a_draft, a_selection

CLAIMS = """
claims:
  - {id: c01, section: claims, heading: A leak, text: 'A [@one].'}
  - {id: c02, section: answers, heading: No leak, text: 'B [@two].'}
"""
JUDGED = (
    BRIEF
    + """
judgments:
  - {text: "It is likely that it leaks; see [#c02].", likelihood: likely, confidence: moderate, claims: [c01, c02]}
  - {text: Nobody looked., claims: [c02]}
"""
)


def box(selection: Selection) -> tuple[n.Block, ...]:
    """Return the box of judgments."""
    return judgments(selection, ClaimWriter(selection, Wording(selection), {}))


def test_each_judgment_names_its_claims() -> None:
    """A judgment is followed by its likelihood, its confidence and references to the claims that it rests on."""
    (aside,) = box(a_selection(CLAIMS, brief=JUDGED))
    assert words(a_draft(aside)) == [
        "Key judgments",
        "It is likely that it leaks; see No leak.",
        "Likelihood: likely. Confidence: moderate.",
        "Rests on A leak and No leak",
        "Nobody looked.",
        "Rests on No leak",
    ]
    assert [see.target for see in find(aside, n.See)] == ["c02", "c01", "c02", "c02"]


def test_no_sentence_holds_both() -> None:
    """Likelihood and confidence never share a sentence."""
    (aside,) = box(a_selection(CLAIMS, brief=JUDGED))
    for paragraph in find(aside, n.Paragraph):
        for sentence in plain(paragraph.children).split(". "):
            assert not {"Likelihood", "Confidence"} <= set(re.findall(r"\w+", sentence))


def test_no_judgments_no_box() -> None:
    """Without judgments nothing stands there, and without terms no legend."""
    selection = a_selection(CLAIMS)
    assert box(selection) == ()
    assert not is_estimative(selection)
    assert legend(selection, Wording(selection)) == ()


def test_the_legend_holds_the_whole_scale() -> None:
    """Each term of the scale stands in the table with its synonym and its chances."""
    selection = a_selection(CLAIMS, brief=JUDGED)
    (aside,) = legend(selection, Wording(selection))
    rows = [[plain(p.children) for p in find(row, n.Paragraph)] for row in find(aside, n.Row)]
    assert rows[0] == ["Term", "Also", "Probability"]
    assert len(rows) == 8
    assert ["likely", "probable, probably", "55–80 %"] in rows
    assert any(line.endswith("It is low, moderate, high.") for line in words(a_draft(aside)))


def test_a_scale_with_gaps() -> None:
    """The other scale brings its own terms; its text says that the gaps are meant."""
    selection = a_selection(CLAIMS, brief=JUDGED.replace("cutoff", "scale: phia\ncutoff"))
    (aside,) = legend(selection, Wording(selection))
    told = words(a_draft(aside))
    assert "Words of likelihood stand for these chances; the gaps between them are meant." in told
    assert "40–50 %" in told


def test_confidence_alone_needs_no_scale() -> None:
    """A brief that states only confidence explains only that."""
    claims = CLAIMS.replace("heading: A leak", "heading: A leak, confidence: high")
    selection = a_selection(claims)
    (aside,) = legend(selection, Wording(selection))
    assert not list(find(aside, n.Table))
    assert len(list(find(aside, n.Paragraph))) == 1


def test_terms_in_another_language() -> None:
    """A pack's own words for the terms reach judgments and legend."""
    table = {"likelihood-likely": "wahrscheinlich"}
    selection = a_selection(CLAIMS, brief=JUDGED, pack={"words": table})
    (aside,) = box(selection)
    assert "Likelihood: wahrscheinlich. Confidence: moderate." in words(a_draft(aside))
    assert "wahrscheinlich" in words(a_draft(*legend(selection, Wording(selection))))


def test_the_short_legend_is_a_sentence_with_every_term() -> None:
    """The short form names each term with its chance, without a table."""
    selection = a_selection(CLAIMS, brief=JUDGED)
    (aside,) = legend(selection, Wording(selection), short=True)
    assert not list(find(aside, n.Table))
    assert "very likely 80–95 %" in " ".join(words(a_draft(aside)))
