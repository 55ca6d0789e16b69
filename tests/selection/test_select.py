"""Which records an audience reads, and why."""

from dataclasses import dataclass
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from briefgen.records.store import RecordSet
from briefgen.selection.labels import LABELS, level
from briefgen.selection.select import Selection, denials, direction_of, select
from tests.selection.factories import (
    a_brief,
    a_claim,
    a_pack,
    a_quote,
    a_source,
    a_topic,
    an_entity,
    an_entry,
    citing,
    words_only,
)


def ids(selection: Selection) -> list[str]:
    """The ids of the claims that are printed."""
    return [claim.id for claim in selection.claims]


def test_claims_print_by_section_in_record_order() -> None:
    """Sections stand in the order of the brief, their claims in that of the records; empty sections stay."""
    claims = [a_claim("c3", "two"), a_claim("c1", "one"), a_claim("c2", "two")]
    selection = select(a_topic(claims, a_brief(("one", "two", "three"))), a_pack())
    assert ids(selection) == ["c1", "c3", "c2"]
    assert [len(section.claims) for section in selection.sections] == [1, 2, 0]
    assert selection.handling == "TLP:CLEAR"


def test_audiences_match_along_the_lineage() -> None:
    """A claim for analysts is read by packs that extend the analysts' pack, and by no other."""
    topic = a_topic([a_claim("c1", audiences=("analyst",)), a_claim("c2")])
    child = select(topic, a_pack(lineage=("house", "policymaker", "analyst")))
    other = select(topic, a_pack(lineage=("public",)))
    assert ids(child) == ["c1", "c2"]
    assert ids(other) == ["c2"]
    assert other.reasons["claim", "c1"].rule == "audiences"


def test_kinds_and_ranks_cut() -> None:
    """Deprecated claims are left out unless the pack asks for them, and so are kinds that it leaves out."""
    topic = a_topic([a_claim("c1", rank="deprecated"), a_claim("c2", kind="denial"), a_claim("c3", rank="preferred")])
    assert ids(select(topic, a_pack())) == ["c2", "c3"]
    everything = a_pack(select={"rank": ("preferred", "normal", "deprecated")})
    assert ids(select(topic, everything)) == ["c1", "c2", "c3"]
    allegations = select(topic, a_pack(select={"kinds": ("allegation",)}))
    assert ids(allegations) == ["c3"]
    assert allegations.reasons["claim", "c2"].rule == "kinds"
    assert allegations.reasons["claim", "c1"].rule == "rank"


def test_labels_cut_claims_and_sources() -> None:
    """What is above the ceiling is left out, and the highest label of the rest is told."""
    sources = [a_source("s1", "TLP:GREEN"), a_source("s2", "TLP:RED")]
    claims = [
        a_claim("c1", evidence=(an_entry("s1"), an_entry("s2", "background"))),
        a_claim("c2", handling="TLP:AMBER"),
    ]
    selection = select(a_topic(claims, sources=sources), a_pack(select={"handling": "TLP:GREEN"}))
    assert ids(selection) == ["c1"]
    assert list(selection.sources) == ["s1"]
    assert selection.handling == "TLP:GREEN"
    assert selection.reasons["claim", "c2"].rule == "handling"
    assert selection.reasons["source", "s2"].rule == "handling"
    assert select(a_topic(claims, sources=sources), a_pack()).handling == "TLP:RED"


@pytest.mark.parametrize(
    "printed",
    [
        {"evidence": (an_entry("s1"),)},
        {"quotes": (a_quote("q1", "s1"),)},
        {"text": citing("Said", "s1")},
        {"variants": {"plain": citing("Said", "s1")}},
        {"evidence": (an_entry("s2", "quotes", citing("Shows", "s1")),)},
    ],
)
def test_a_claim_goes_with_a_source_that_it_prints(printed: dict[str, Any]) -> None:
    """A claim that prints a source above the ceiling is left out, however it names the source."""
    topic = a_topic([a_claim("c1", **printed)], sources=[a_source("s1", "TLP:RED"), a_source("s2")])
    selection = select(topic, a_pack(select={"handling": "TLP:GREEN"}))
    assert ids(selection) == []
    assert "s1" in selection.reasons["claim", "c1"].words
    assert ids(select(topic, a_pack())) == ["c1"]


def test_only_what_is_shown_is_needed() -> None:
    """Sources and entities that nothing shown needs are left out, each with a reason."""
    sources = [a_source(f"s{n}") for n in range(1, 7)]
    entities = [an_entity("bob"), an_entity("ann", "Ann Lee"), an_entity("lee", "Le"), an_entity("zed")]
    claims = [
        a_claim(
            "c1",
            text=citing("Ann Lee said", "s1"),
            variants={"short": citing("Short", "s2")},
            evidence=(an_entry("s3", "background"), an_entry("s4", shows=citing("More", "s5"))),
            quotes=(a_quote("q", "s6"),),
            asserted_by="bob",
        ),
        a_claim("c2", audiences=("others",), asserted_by="zed"),
    ]
    topic = a_topic(claims, sources=sources, entities=entities)
    full = select(topic, a_pack())
    assert list(full.sources) == ["s1", "s3", "s4", "s5", "s6"]
    assert list(full.entities) == ["bob", "ann"]
    assert full.cited(claims[0]) == ("s1",)
    short = select(topic, a_pack(select={"variant": "short"}))
    assert list(short.sources) == ["s2", "s3", "s4", "s5", "s6"]
    assert short.prose_of(claims[0]).raw == "Short"
    assert list(short.entities) == ["bob"]
    assert full.reasons["source", "s2"].rule == "unneeded"
    assert full.reasons["entity", "zed"].rule == "unneeded"
    assert full.reasons["entity", "ann"].rule == "named"


def test_a_variant_that_is_missing_gives_the_text() -> None:
    """A pack that asks for a wording that a claim lacks gets the claim's text."""
    claim = a_claim("c1", variants={"short": words_only("S")})
    selection = select(a_topic([claim]), a_pack(select={"variant": "plain"}))
    assert selection.prose_of(claim) is claim.text


def test_relations_have_both_ends_shown_and_both_directions() -> None:
    """A relation typed once is told from both claims, and not at all when one of them is hidden."""
    claims = [
        a_claim("c1", relations=[("denied-by", "c2"), ("contradicts", "c3")]),
        a_claim("c2"),
        a_claim("c3", audiences=("others",)),
    ]
    selection = select(a_topic(claims), a_pack())
    assert selection.relations == (("c1", "denied-by", "c2"), ("c2", "denies", "c1"))


def test_denials_are_found_from_either_side() -> None:
    """A denial is the same whether the denied claim or the denying one names the other."""
    topic = a_topic(
        [a_claim("c1", relations=[("denied-by", "c2")]), a_claim("c2"), a_claim("c3", relations=[("denies", "c1")])]
    )
    assert denials(topic) == {"c1": ["c2", "c3"]}


def test_judgments_are_shown_with_all_their_claims() -> None:
    """A judgment is shown when every claim that it rests on is, and its reason names what is missing."""
    claims = [a_claim("c1"), a_claim("c2", kind="denial")]
    topic = a_topic(claims, a_brief(judgments=(["c1"], ["c1", "c2"])))
    selection = select(topic, a_pack(select={"kinds": ("allegation",)}))
    assert [judgment.claims for judgment in selection.judgments] == [("c1",)]
    assert "c2" in selection.reasons["judgment", "2"].words


@pytest.mark.parametrize(
    ("tag", "direction"),
    [
        ("fa", "rtl"),
        ("fa-IR", "rtl"),
        ("ar-Latn", "ltr"),
        ("az-Arab-IR", "rtl"),
        ("en", "ltr"),
        ("he", "rtl"),
        ("", "ltr"),
    ],
)
def test_direction_follows_script_then_language(tag: str, direction: str) -> None:
    """The script subtag decides, and the language where there is none."""
    assert direction_of(tag) == direction


def test_the_language_is_the_pack_s_or_the_brief_s() -> None:
    """A pack's language wins over the brief's, and the direction follows it."""
    topic = a_topic([], a_brief(language="en"))
    assert (select(topic, a_pack()).language, select(topic, a_pack()).direction) == ("en", "ltr")
    persian = select(topic, a_pack(language="fa"))
    assert (persian.language, persian.direction) == ("fa", "rtl")


@dataclass(frozen=True)
class Case:
    """A topic and the settings of a pack."""

    topic: RecordSet
    choice: dict[str, object]


@st.composite
def cases(draw: st.DrawFn) -> Case:
    """Small topics with every feature that selection looks at."""
    count = draw(st.integers(0, 8))
    names = [f"c{n}" for n in range(count)]
    sources = [a_source(f"s{n}", draw(st.sampled_from(LABELS))) for n in range(3)]
    claims = []
    for number, name in enumerate(names):
        others = [other for other in names if other != name]
        kinds = st.sampled_from(["denied-by", "denies", "contradicts"])
        relation = draw(st.lists(st.tuples(kinds, st.sampled_from(others)), max_size=2)) if others else []
        claims.append(
            a_claim(
                name,
                draw(st.sampled_from(["one", "two"])),
                kind=draw(st.sampled_from(["allegation", "denial"])),
                rank=draw(st.sampled_from(["preferred", "normal", "deprecated"])),
                handling=draw(st.sampled_from(LABELS)),
                audiences=draw(st.sampled_from([(), ("readers",), ("others",)])),
                evidence=tuple(an_entry(f"s{n}") for n in draw(st.sets(st.integers(0, 2), max_size=2))),
                relations=relation if number else [],
            )
        )
    rests = st.lists(st.sampled_from(names), min_size=1, max_size=3, unique=True) if names else st.nothing()
    judgments = draw(st.lists(rests, max_size=3)) if names else []
    caps = draw(st.dictionaries(st.sampled_from(["one", "two", "*", "elsewhere"]), st.integers(0, 3)))
    choice: dict[str, object] = {"at_most": caps, "rank": draw(st.sampled_from([("preferred", "normal"), ("normal",)]))}
    return Case(a_topic(claims, a_brief(judgments=judgments), sources), choice)


@settings(max_examples=50, deadline=None)
@given(cases(), st.sampled_from(LABELS), st.sampled_from(LABELS))
def test_a_stricter_label_never_adds_a_record(case: Case, first: str, second: str) -> None:
    """Lowering the ceiling only takes away: claims, sources, judgments and relations."""
    low, high = sorted((first, second), key=level)
    strict = select(case.topic, a_pack(select={**case.choice, "handling": low}))
    loose = select(case.topic, a_pack(select={**case.choice, "handling": high}))
    assert set(ids(strict)) <= set(ids(loose))
    assert set(strict.sources) <= set(loose.sources)
    assert set(strict.judgments) <= set(loose.judgments)
    assert set(strict.relations) <= set(loose.relations)
    assert level(strict.handling) <= level(low)


@settings(max_examples=50, deadline=None)
@given(cases(), st.sampled_from(["", *LABELS]))
def test_every_record_has_a_reason(case: Case, label: str) -> None:
    """Each claim, source, entity, section and judgment has a reason, and it agrees with what is shown."""
    topic = case.topic
    selection = select(topic, a_pack(select={**case.choice, "handling": label}))
    assert {id for kind, id in selection.reasons if kind == "claim"} == set(topic.claims)
    assert {id for kind, id in selection.reasons if kind == "source"} == set(topic.sources)
    assert len([1 for kind, _ in selection.reasons if kind == "judgment"]) == len(topic.brief.judgments)
    shown = {id for (kind, id), reason in selection.reasons.items() if kind == "claim" and reason.shown}
    assert shown == set(ids(selection))
    assert all(reason.rule and reason.words for reason in selection.reasons.values())


@settings(max_examples=50, deadline=None)
@given(cases())
def test_numbers_are_kept_and_used(case: Case) -> None:
    """No section prints more claims than its number, nor fewer than it could; judgments keep all their claims."""
    choice = case.choice
    caps: dict[str, int] = choice["at_most"]  # type: ignore[assignment]
    selection = select(case.topic, a_pack(select=choice))
    free = select(case.topic, a_pack(select={**choice, "at_most": {}}))
    for limited, unlimited in zip(selection.sections, free.sections, strict=True):
        cap = caps.get(limited.record.id, caps.get("*"))
        most = len(unlimited.claims)
        assert len(limited.claims) == (most if cap is None else min(cap, most))
    for judgment in selection.judgments:
        assert set(judgment.claims) <= set(ids(selection))
