"""Rules about judgments, estimative language and grades: each with an example that passes and one that fails."""

from pathlib import Path

import pytest

from briefgen.evidence.estimates import likelihoods_in
from briefgen.records.scales import SCALES
from tests.evidence.cases import claims, codes, judgment, sources

RULES: list[tuple[str, dict[str, str], dict[str, str]]] = [
    ("judgment.unsupported", {}, {"brief": judgment("text: J, confidence: low, claims: []")}),
    (
        "judgment.bare",
        {"brief": judgment("text: J, confidence: low, claims: [c1]")},
        {"brief": judgment("text: J, claims: [c1]")},
    ),
    (
        "judgment.bare",
        {"brief": judgment("text: 'Whether it is so cannot be judged.', claims: [c1]")},
        {"brief": judgment("text: 'It is so.', claims: [c1]")},
    ),
    (
        "estimate.same-sentence",
        {"brief": judgment("text: 'It is likely. We have high confidence in this.', likelihood: likely, claims: [c1]")},
        {"brief": judgment("text: 'It is likely, with high confidence.', likelihood: likely, claims: [c1]")},
    ),
    (
        "estimate.same-sentence",
        {
            "claims": claims(
                "kind: reported-fact, text: 'They called it very likely with high confidence [@a; @b, p. 1].'"
            )
        },
        {"claims": claims("kind: judgment, text: 'It is very likely with high confidence [@a; @b, p. 1].'")},
    ),
    (
        "estimate.disagrees",
        {"brief": judgment("text: 'It is probable.', likelihood: likely, claims: [c1]")},
        {"brief": judgment("text: 'It is very likely.', likelihood: likely, claims: [c1]")},
    ),
    (
        "estimate.disagrees",
        {"brief": judgment("text: 'It is so.', likelihood: likely, claims: [c1]")},
        {"brief": judgment("text: 'It is unlikely.', likelihood: likely, claims: [c1]")},
    ),
    (
        "estimate.disagrees",
        {"brief": judgment("text: 'It is almost certainly so.', likelihood: almost certain, claims: [c1]", "phia")},
        {"brief": judgment("text: 'It is highly likely.', likelihood: likely, claims: [c1]", "phia")},
    ),
    (
        "estimate.mixed",
        {"brief": judgment("text: 'Likely.', likelihood: likely, claims: [c1]")},
        {"brief": judgment("text: 'Probably so.', likelihood: likely, claims: [c1]")},
    ),
    (
        "estimate.vague",
        {"brief": judgment("text: 'In May “it might be”. It is likely.', likelihood: likely, claims: [c1]")},
        {"brief": judgment("text: 'It may be.', likelihood: likely, claims: [c1]")},
    ),
    (
        "estimate.vague",
        {"brief": judgment("text: 'It is likely.', likelihood: likely, claims: [c1]")},
        {"brief": judgment("text: 'We cannot rule out that.', likelihood: likely, claims: [c1]")},
    ),
    (
        "estimate.on-report",
        {"claims": claims("kind: judgment, likelihood: likely")},
        {"claims": claims("kind: reported-fact, likelihood: likely")},
    ),
    (
        "grade.confirmed",
        {"claims": claims("evidence: [{source: a, credibility: 1}]")},
        {"claims": claims("evidence: [{source: a, credibility: 1}]"), "sources": sources("derived-from: [b]")},
    ),
]


@pytest.mark.parametrize(("code", "good", "bad"), RULES)
def test_each_rule(tmp_path: Path, code: str, good: dict[str, str], bad: dict[str, str]) -> None:
    """The first topic passes the rule, the second breaks it."""
    assert code not in codes(tmp_path / "good", **good)
    assert code in codes(tmp_path / "bad", **bad)


def test_the_longest_term_is_read() -> None:
    """“Very likely” is not also “likely”, nor “unlikely” or “highly-likely”."""
    scale = SCALES["icd203"]
    text = "Very\nlikely, unlikely, likely; an unlikely-looking roughly even chance."
    assert [word for _, word, _ in likelihoods_in(text, scale)] == [
        "very likely",
        "unlikely",
        "likely",
        "roughly even chance",
    ]
    assert likelihoods_in(text, SCALES["none"]) == []


def test_the_scales_are_ordered() -> None:
    """Bands rise from term to term, every wording is found, and no wording means two bands."""
    for scale in SCALES.values():
        bands = [term.band for term in scale.terms]
        assert bands == sorted(bands)
        for term in scale.terms:
            for word, row in term.rows():
                assert scale.find(word.upper()) is term
                assert scale.row(word) == row
        assert scale.row("perhaps") == -1
        assert len(scale.words()) == sum(len(term.rows()) for term in scale.terms)


def test_german_judgments_are_not_read_as_english(tmp_path: Path) -> None:
    """Wording rules hold in English briefs; what rests on data holds in all."""
    brief = judgment("text: 'Es may sein.', claims: []").replace("scale: icd203", "language: de")
    found = codes(tmp_path, brief=brief, sources=sources("language: de", "language: de"))
    assert found == ["judgment.bare", "judgment.unsupported"]
