"""No orphaned judgment, no claim without its denial."""

from typing import Any

import pytest

from briefgen.records.store import RecordSet
from briefgen.selection.fairness import check_fairness
from briefgen.selection.select import select
from tests.selection.factories import a_brief, a_claim, a_pack, a_topic


def found(topic: RecordSet, **choice: Any) -> list[tuple[str, int]]:
    """Codes with the exit code of each."""
    return [(one.code, one.status) for one in check_fairness(select(topic, a_pack(select=choice)))]


@pytest.mark.parametrize("withheld", [{"handling": "TLP:RED"}, {"audiences": ("others",)}])
def test_a_judgment_needs_its_claims(withheld: dict[str, Any]) -> None:
    """A judgment whose claim is withheld by label or audience is an error, and its message names the claim."""
    topic = a_topic([a_claim("c1"), a_claim("c2", **withheld)], a_brief(judgments=(["c1", "c2"],)))
    assert found(topic, handling="TLP:GREEN") == [("audience.orphan", 1)]
    selection = select(topic, a_pack(select={"handling": "TLP:GREEN"}))
    message = check_fairness(selection)[0].message
    assert "c2" in message
    assert "readers" in message
    assert selection.judgments == ()


@pytest.mark.parametrize("withheld", [{"handling": "TLP:RED"}, {"audiences": ("others",)}])
@pytest.mark.parametrize("typed_at", ["c1", "c2"])
def test_a_claim_needs_its_denial(withheld: dict[str, Any], typed_at: str) -> None:
    """An allegation whose denial is withheld is an error, whichever side names the other."""
    first = [("denied-by", "c2")] if typed_at == "c1" else []
    second = [("denies", "c1")] if typed_at == "c2" else []
    topic = a_topic([a_claim("c1", relations=first), a_claim("c2", kind="denial", relations=second, **withheld)])
    assert found(topic, handling="TLP:GREEN") == [("audience.one-sided", 1)]


@pytest.mark.parametrize("choice", [{"at_most": {"one": 0}}, {"kinds": ("position",)}, {"rank": ("deprecated",)}])
def test_a_pack_cannot_make_a_topic_unbuildable(choice: dict[str, Any]) -> None:
    """What at-most, kinds and rank leave out is no error; a judgment that goes with it is a warning."""
    claims = [
        a_claim("c1", "two", kind="position", rank="deprecated"),
        a_claim("c2", kind="denial", relations=[("denies", "c1")]),
    ]
    topic = a_topic(claims, a_brief(judgments=(["c2"],)))
    choice = {"rank": ("preferred", "normal", "deprecated"), **choice}
    assert found(topic, **choice) == [("audience.judgment-left-out", 0)]


def test_denials_of_what_is_hidden_or_withdrawn_do_not_matter() -> None:
    """Nothing is one-sided when the claim is hidden too, when the denial is withdrawn, or for a denial denied."""
    red = {"handling": "TLP:RED"}
    both = a_topic([a_claim("c1", relations=[("denied-by", "c2")], **red), a_claim("c2", kind="denial", **red)])
    withdrawn = a_topic([a_claim("c1", relations=[("denied-by", "c2")]), a_claim("c2", rank="deprecated", **red)])
    denial = a_topic([a_claim("c1", kind="denial", relations=[("denied-by", "c2")]), a_claim("c2", **red)])
    for topic in (both, withdrawn, denial):
        assert found(topic, handling="TLP:GREEN") == []


def test_a_fair_selection_has_no_findings() -> None:
    """Without cuts nothing is found."""
    topic = a_topic(
        [a_claim("c1", relations=[("denied-by", "c2")]), a_claim("c2", kind="denial")], a_brief(judgments=(["c1"],))
    )
    assert found(topic) == []
