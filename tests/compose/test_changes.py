"""The change page and the change marks, as one audience sees them."""

from typing import Any

from briefgen.compose.changes import changes_since
from briefgen.compose.wording import Wording
from briefgen.document import nodes as n
from briefgen.document.walk import find, plain, words
from briefgen.records.store import RecordSet
from briefgen.selection.select import select
from tests.compose.workshop import BRIEF, a_place, a_selection, details, records, resolved
from tests.selection.factories import a_pack

OLD = """
claims:
  - {id: a, section: claims, heading: Alpha, text: "It holds [@one].", variants: {short: "Holds [@one]."}}
  - {id: b, section: claims, heading: Beta, text: "It leaks [@two]."}
  - {id: c, section: claims, heading: Gamma, text: "It stands [@two]."}
  - {id: d, section: answers, heading: Delta, text: "It falls [@two].", kind: denial}
"""


def _told(
    old: str | RecordSet, new: str, pack: dict[str, Any] | None = None, note: str = ""
) -> tuple[str, dict[str, str]]:
    chosen = select(records(new), a_pack(select=pack or {}))
    before = records(old) if isinstance(old, str) else old
    blocks, marks = changes_since(before, "RIV-0001", "2021-01-13", chosen, Wording(chosen), note)
    lines = [plain(block.children) for block in find(n.Section("", (), blocks), n.Paragraph)]
    return "\n".join(lines), dict(marks)


def test_every_class_is_told() -> None:
    """Claims are listed under what happened to them, and marked; a claim that only moved has no mark."""
    new = OLD.replace("It holds", "It held").replace('[@two]."}\n  - {id: c', '[@one]."}\n  - {id: c')
    new = new.replace("kind: denial", "kind: denial, confidence: low").replace(
        "id: c, section: claims", "id: c, section: answers"
    )
    new += '  - {id: e, section: answers, heading: Epsilon, text: "New [@one]."}\n'
    text, marks = _told(OLD, new, note="Corrected.")
    assert text == (
        "Since edition RIV-0001 of 13 January 2021:\nAdded\nEpsilon\nReworded\nAlpha\nNew or other sources\nBeta\n"
        "Moved\nGamma\nRegraded\nDelta\nNote of the publisher: Corrected."
    )
    assert marks == {"a": "changed", "b": "changed", "d": "changed", "e": "added"}


def test_withdrawn_claims_are_named() -> None:
    """A claim that is gone is named by its former heading, one kept as withdrawn by a reference."""
    new = OLD.replace("  - {id: b", "  # - {id: b").replace(
        "id: c,", "id: c, rank: deprecated, deprecated-reason: Wrong.,"
    )
    text, marks = _told(OLD, new, {"rank": ("preferred", "normal", "deprecated")})
    assert text == "Since edition RIV-0001 of 13 January 2021:\nWithdrawn\nGamma\nBeta"
    assert marks == {"c": "withdrawn"}


def test_nothing_and_first() -> None:
    """A brief without changes says so, and so does a first edition."""
    assert _told(OLD, OLD) == ("Nothing of substance has changed since edition RIV-0001.", {})
    chosen = a_selection(OLD)
    blocks, marks = changes_since(None, "", "", chosen, Wording(chosen))
    assert words(n.Brief("", "", "", "en", "ltr", "", blocks, n.Furniture("", "", "", ())))
    assert "first edition" in plain(next(iter(find(blocks[0], n.Paragraph))).children)
    assert not marks


def test_nothing_unseen_is_told() -> None:
    """What an audience does not read is not named: raised labels are counted, hidden wordings change nothing."""
    green = {"handling": "TLP:GREEN"}
    new = OLD.replace("heading: Beta", 'heading: Beta, handling: "TLP:RED"')
    text, marks = _told(OLD, new, green)
    assert text == "Since edition RIV-0001 of 13 January 2021:\nClaims no longer shown here: 1"
    assert not marks
    hidden = OLD.replace("heading: Beta", 'heading: Secret, handling: "TLP:RED"')
    assert _told(hidden, OLD, green)[1] == {"b": "added"}
    assert _told(hidden, OLD.replace("  - {id: b", "  # - {id: b"), green)[0].startswith("Nothing")
    reworded = OLD.replace("It holds [@one]", "It held [@two]")
    assert _told(OLD, reworded, {"variant": "short"})[1] == {}
    assert _told(OLD, reworded)[1] == {"a": "changed"}
    assert _told(OLD, OLD.replace("short:", "plain:"), {"variant": "short"})[1] == {"a": "changed"}
    assert _told(OLD, OLD.replace("kind: denial", "kind: denial, audiences: [analyst]"))[1] == {}


def test_judgments_are_told() -> None:
    """A judgment that is new, changed or gone is told with a word, unless its claims are kept away."""
    old = BRIEF + "judgments: [{text: First., confidence: low, claims: [a]}, {text: Second., claims: [b]}]\n"
    new = BRIEF + "judgments: [{text: First., confidence: high, claims: [a]}, {text: Third., claims: [c]}]\n"
    chosen = select(records(OLD, brief=new), a_pack())
    before = records(OLD, brief=old)
    blocks, _ = changes_since(before, "1", "2021-01-13", chosen, Wording(chosen))
    told = [plain(p.children) for p in find(blocks[0], n.Paragraph)][2:]
    assert told == ["First. (changed)", "Third. (new)", "Second. (withdrawn)"]
    kept = select(
        records(OLD.replace("heading: Beta", 'heading: Beta, handling: "TLP:RED"'), brief=new),
        a_pack(select={"handling": "TLP:GREEN"}),
    )
    blocks, _ = changes_since(before, "1", "2021-01-13", kept, Wording(kept))
    assert "Second" not in " ".join(plain(p.children) for p in find(blocks[0], n.Paragraph))


def test_marks_are_words_too() -> None:
    """A bar never stands alone: the quiet line says what happened; in a short claim the line below the text."""
    marks = {"a": "changed", "d": "added"}
    brief = resolved(a_selection(OLD), a_place("claim", "a"), a_place("claim", "d"), marks=marks)
    assert [details(claim) for claim in find(brief, n.Claim)] == [["changed"], ["Denial · new"]]
    assert [claim.change for claim in find(brief, n.Claim)] == ["changed", "added"]
    short = resolved(a_selection(OLD), a_place("claim", "a", form="short"), marks=marks)
    assert [details(claim) for claim in find(short, n.Claim)] == [["changed"]]
