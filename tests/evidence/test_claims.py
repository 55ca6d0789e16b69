"""Rules about claims, relations and entities: each with an example that passes and one that fails."""

from pathlib import Path

import pytest

from tests.evidence.cases import claims, codes, found, judgment, sources


def test_the_good_topic_has_no_findings(tmp_path: Path) -> None:
    """The topic from which the other cases depart passes every rule."""
    assert codes(tmp_path) == []


ENTITIES = "entities:\n  - {id: p, name: P, kind: person}\n"

# code, a topic that passes, a topic that fails
RULES: list[tuple[str, dict[str, str], dict[str, str]]] = [
    (
        "claim.uncited",
        {"claims": claims("evidence: [{source: a}], text: X"), "sources": sources("", "derived-from: [a]")},
        {"claims": claims("", "text: X")},
    ),
    (
        "claim.uncited",
        {"claims": claims("", "kind: assumption, text: X")},
        {"claims": claims("", "kind: judgment, text: X")},
    ),
    (
        "claim.uncited",
        {"claims": claims("", "text: X, quotes: [{source: a, text: q}]")},
        {"claims": claims("", "text: 'X [sic]'")},
    ),
    (
        "claim.background-only",
        {
            "claims": claims(
                "",
                "text: X, evidence: [{source: a, relation: background}, {source: b, locator: p. 1, relation: quotes}]",
            )
        },
        {
            "claims": claims(
                "", "text: X, evidence: [{source: a, relation: background}, {source: b, relation: disputes, shows: y}]"
            )
        },
    ),
    (
        "claim.background-only",
        {"claims": claims("", "text: 'X [@a]', evidence: [{source: a, relation: disputes, locator: p. 2, shows: y}]")},
        {
            "claims": claims(
                "", "text: 'X [@a, p. 2]', evidence: [{source: a, relation: disputes, locator: p. 2, shows: y}]"
            )
        },
    ),
    (
        "claim.requirement",
        {
            "brief": "title: T\nsections: [{id: s1, title: One, require: [asserted-on]}]\n",
            "claims": claims("asserted-on: 2021"),
        },
        {"brief": "title: T\nsections: [{id: s1, title: One, require: [asserted-on]}]\n"},
    ),
    (
        "claim.unattributed",
        {"claims": claims("kind: allegation, asserted-by: p"), "entities": ENTITIES},
        {"claims": claims("kind: allegation")},
    ),
    ("claim.unattributed", {"claims": claims("kind: reported-fact")}, {"claims": claims("kind: position")}),
    (
        "claim.shows",
        {"claims": claims("text: X, evidence: [{source: a, shows: x}, {source: b, locator: p. 1, shows: y}]")},
        {"claims": claims("text: X, evidence: [{source: a, shows: x}, {source: b, locator: p. 1}]")},
    ),
    (
        "claim.shows",
        {"claims": claims("evidence: [{source: a}, {source: b}]")},
        {"claims": claims("text: X, evidence: [{source: a}, {source: b, locator: p. 1}]")},
    ),
    (
        "claim.one-stream",
        {"claims": claims("relations: [{to: c2, kind: corroborates}]", "")},
        {
            "claims": claims("relations: [{to: c2, kind: corroborates}]", ""),
            "sources": sources("independence: g", "independence: g"),
        },
    ),
    (
        "claim.one-stream",
        {"claims": claims("text: 'It is corroborated by two [@a; @b, p. 1].'")},
        {
            "claims": claims("text: 'It is corroborated by two [@a; @b, p. 1].'"),
            "sources": sources("derived-from: [b]"),
        },
    ),
    (
        "claim.deprecated",
        {"claims": claims("", "rank: deprecated, deprecated-reason: wrong")},
        {"claims": claims("", "rank: deprecated")},
    ),
    (
        "claim.deprecated",
        {"claims": claims("", "rank: deprecated, deprecated-reason: wrong")},
        {"claims": claims("rank: deprecated, deprecated-reason: wrong")},
    ),
    ("claim.locator", {"claims": claims("text: 'X [@b, § 2; @a]'")}, {"claims": claims("text: 'X [@b; @a]'")}),
    (
        "claim.locator",
        {"claims": claims("", "text: X, evidence: [{source: b, locator: Executive Summary}]")},
        {"claims": claims("", "text: X, evidence: [{source: b}]")},
    ),
    ("claim.variant", {"claims": claims("variants: {short: 'X [@a]'}")}, {"claims": claims("variants: {short: X}")}),
    (
        "claim.variant",
        {"claims": claims("variants: {short: 'X [@b, p. 1]'}")},
        {"claims": claims("", "text: 'X [@a]', variants: {short: 'X [@b, p. 1]'}")},
    ),
    (
        "claim.loaded-verb",
        {
            "claims": claims(
                "text: 'He said that they “revealed” it, exposed to risk [see what he admitted in @a; @b, p. 1].'"
            )
        },
        {"claims": claims("text: 'He admitted it [@a; @b, p. 1].'")},
    ),
    (
        "claim.loaded-verb",
        {"claims": claims("variants: {x: 'Said [@a]'}")},
        {"claims": claims("variants: {x: 'It reveals [@a]'}")},
    ),
    (
        "relation.inverse",
        {"claims": claims("relations: [{to: c2, kind: denies}]", "relations: [{to: c1, kind: answers}]")},
        {"claims": claims("relations: [{to: c2, kind: denies}]", "relations: [{to: c1, kind: corroborates}]")},
    ),
    (
        "relation.inverse",
        {"claims": claims("relations: [{to: c2, kind: supersedes}]", "")},
        {"claims": claims("relations: [{to: c2, kind: supersedes}]", "relations: [{to: c1, kind: supersedes}]")},
    ),
    (
        "relation.inverse",
        {"claims": claims("relations: [{to: c2, kind: denies}]", "")},
        {"claims": claims("relations: [{to: c2, kind: denies}, {to: c2, kind: denied-by}]", "")},
    ),
    (
        "relation.denial",
        {
            "claims": claims("kind: denial, asserted-by: p", "relations: [{to: c1, kind: denied-by}]"),
            "entities": ENTITIES,
        },
        {"claims": claims("kind: denial, asserted-by: p"), "entities": ENTITIES},
    ),
    (
        "relation.shadow",
        {"claims": claims("evidence: [{source: a, relation: disputes, shows: x}]")},
        {"claims": claims("evidence: [{source: a, relation: disputes}]")},
    ),
    (
        "relation.shadow",
        {"claims": claims("evidence: [{source: a, relation: disputes}]", "relations: [{to: c1, kind: denies}]")},
        {
            "claims": claims(
                "evidence: [{source: a, relation: disputes}]",
                "text: 'X [@b, p. 1]', relations: [{to: c1, kind: denies}]",
            )
        },
    ),
    (
        "handling.too-low",
        {"claims": claims("handling: TLP:GREEN"), "sources": sources("handling: TLP:GREEN")},
        {"claims": claims("handling: TLP:GREEN"), "sources": sources("handling: TLP:AMBER")},
    ),
    (
        "entity.ambiguous",
        {
            "claims": claims("text: 'Ali Reza went [@a; @b, p. 1].'"),
            "entities": "entities:\n  - {id: p, name: Ali, kind: person}\n",
        },
        {
            "claims": claims("text: 'Ali went [@a; @b, p. 1].'"),
            "entities": "entities:\n  - {id: p, name: Ali, kind: person}\n  - {id: q, name: Q, kind: person, names: {en: Ali}}\n",
        },
    ),
]


@pytest.mark.parametrize(("code", "good", "bad"), RULES)
def test_each_rule(tmp_path: Path, code: str, good: dict[str, str], bad: dict[str, str]) -> None:
    """The first topic passes the rule, the second breaks it."""
    assert code not in codes(tmp_path / "good", **good)
    assert code in codes(tmp_path / "bad", **bad)


def test_findings_stand_in_file_order_at_their_place(tmp_path: Path) -> None:
    """A finding points at the very words, and findings come in file order."""
    text = "claims:\n  - id: c1\n    section: s1\n    text: |\n      One thing.\n      He admitted it [@b].\n    likelihood: likely\n"
    problems = found(tmp_path, claims=text, brief=judgment("text: J, claims: [c1], confidence: low"))
    assert [(d.code, d.where.line, d.where.column) for d in problems if d.where.file.endswith("c.yaml")] == [
        ("claim.loaded-verb", 6, 10),
        ("claim.locator", 6, 22),
        ("estimate.on-report", 7, 17),
    ]
    assert all(d.hint for d in problems)
    assert {d.status for d in problems} <= {0, 1}


def test_errors_and_warnings(tmp_path: Path) -> None:
    """A claim without a citation is a finding (exit 1), a loaded verb a warning (exit 0)."""
    statuses = {d.code: d.status for d in found(tmp_path, claims=claims("", "text: He revealed it."))}
    assert statuses["claim.uncited"] == 1
    assert statuses["claim.loaded-verb"] == 0


def test_words_of_english_are_looked_for_in_english_briefs_alone(tmp_path: Path) -> None:
    """Rules about wording leave briefs in other languages alone."""
    brief = "title: T\nlanguage: de\nsections: [{id: s1, title: One}]\n"
    assert "claim.loaded-verb" not in codes(tmp_path, brief=brief, claims=claims("text: 'Er admitted [@a; @b, p. 1].'"))
