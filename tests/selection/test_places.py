"""Who gets a place when there are not enough."""

from collections.abc import Sequence

from briefgen.records.model import ClaimRecord
from briefgen.selection.select import select
from tests.selection.factories import a_brief, a_claim, a_pack, a_topic


def kept(claims: Sequence[ClaimRecord], at_most: dict[str, int], judgments: tuple[list[str], ...] = ()) -> list[str]:
    """The claims that are printed."""
    topic = a_topic(claims, a_brief(judgments=judgments))
    return [claim.id for claim in select(topic, a_pack(select={"at_most": at_most})).claims]


def test_the_order_is_judgments_denials_preferred_record_order() -> None:
    """Places go to claims under judgments, then denials of what is shown, then preferred ones, then in order."""
    claims = [
        a_claim("plain1"),
        a_claim("plain2"),
        a_claim("preferred", rank="preferred"),
        a_claim("denial", kind="denial", relations=[("denies", "alleged")]),
        a_claim("judged"),
        a_claim("alleged", "two"),
    ]
    judgments = (["judged"],)
    assert kept(claims, {"one": 1}, judgments) == ["judged", "alleged"]
    assert kept(claims, {"one": 2}, judgments) == ["denial", "judged", "alleged"]
    assert kept(claims, {"one": 3}, judgments) == ["preferred", "denial", "judged", "alleged"]
    assert kept(claims, {"one": 4}, judgments) == ["plain1", "preferred", "denial", "judged", "alleged"]


def test_a_denial_counts_only_if_its_claim_is_shown() -> None:
    """A denial of a claim that found no place has no precedence."""
    claims = [
        a_claim("a1"),
        a_claim("a2"),
        a_claim("d0", "two"),
        a_claim("d2", "two", kind="denial", relations=[("denies", "a2")]),
    ]
    assert kept(claims, {"one": 1, "two": 1}) == ["a1", "d0"]
    assert kept(claims, {"two": 1}) == ["a1", "a2", "d2"]


def test_a_judgment_that_does_not_fit_leaves_its_places_to_others() -> None:
    """A number is never exceeded: a judgment on three claims of a section with two places is not shown."""
    claims = [a_claim(f"c{n}") for n in range(5)]
    judgments = (["c2", "c3", "c4"], ["c4"])
    topic = a_topic(claims, a_brief(judgments=judgments))
    selection = select(topic, a_pack(select={"at_most": {"one": 2}}))
    assert [claim.id for claim in selection.claims] == ["c0", "c4"]
    assert [judgment.claims for judgment in selection.judgments] == [("c4",)]


def test_the_star_stands_for_other_sections() -> None:
    """`*` limits sections that are not named; ids that the topic lacks are ignored."""
    claims = [a_claim("a1"), a_claim("a2"), a_claim("b1", "two"), a_claim("b2", "two")]
    assert kept(claims, {"two": 1, "nowhere": 0}) == ["a1", "a2", "b1"]
    assert kept(claims, {"two": 2, "*": 1}) == ["a1", "b1", "b2"]
    assert kept(claims, {"*": 0}) == []


def test_the_reason_names_the_rule() -> None:
    """A claim without a place says so, a claim with one says why it got it."""
    topic = a_topic([a_claim("c1"), a_claim("c2")], a_brief(judgments=(["c2"],)))
    reasons = select(topic, a_pack(select={"at_most": {"one": 1}})).reasons
    assert reasons["claim", "c1"].rule == "at-most"
    assert "judgment 1" in reasons["claim", "c2"].words
