"""Rules about works and dates: each with an example that passes and one that fails."""

import hashlib
from pathlib import Path

import pytest

from briefgen.evidence import Streams, check, examine
from briefgen.records.store import RecordSet
from tests.evidence.cases import BRIEF, CLAIMS, claims, codes, found, sources
from tests.records.topics import load

ONLINE = "URL: 'https://example.org/a', accessed: 2021-02-01, preserved: [{kind: wayback, url: 'https://w.example/a'}]"
KEPT = "preserved: [{kind: file, path: snapshots/a.txt, sha256: " + hashlib.sha256(b"text").hexdigest() + "}]"

RULES: list[tuple[str, dict[str, str], dict[str, str]]] = [
    (
        "source.retracted",
        {
            "sources": sources("status: retracted"),
            "claims": claims("text: 'X [@b, p. 1; @a]', evidence: [{source: a, relation: disputes, shows: x}]"),
        },
        {"sources": sources("status: retracted")},
    ),
    (
        "source.retracted",
        {
            "sources": sources("status: retracted"),
            "claims": claims("text: 'X [@b, p. 1]', evidence: [{source: a, relation: background}]"),
        },
        {
            "sources": sources("status: retracted"),
            "claims": claims("text: 'X [@b, p. 1]', quotes: [{source: a, text: q}]"),
        },
    ),
    (
        "source.superseded",
        {"sources": sources("status: superseded")},
        {"sources": sources("status: superseded", "status: corrected")},
    ),
    ("source.snapshot", {"sources": sources(KEPT), "snapshot": "text"}, {"sources": sources(KEPT), "snapshot": "Text"}),
    ("source.snapshot", {"sources": sources(KEPT), "snapshot": "text"}, {"sources": sources(KEPT)}),
    ("source.unpreserved", {"sources": sources(ONLINE)}, {"sources": sources("URL: 'https://example.org/a'")}),
    ("source.accessed", {"sources": sources(ONLINE)}, {"sources": sources("URL: 'https://example.org/a'")}),
    (
        "source.accessed",
        {"sources": sources(ONLINE + ", issued: 2021")},
        {"sources": sources(ONLINE + ", issued: 2022")},
    ),
    (
        "source.title-translated",
        {"sources": sources("language: fa, title-translated: A", "language: en-GB")},
        {"sources": sources("language: fa")},
    ),
    ("source.calendar", {"sources": sources("issued: 1399, calendar: persian")}, {"sources": sources("issued: 1399")}),
    (
        "source.calendar",
        {"sources": sources("issued: 2015/..")},
        {"sources": sources("issued: 2020, calendar: persian")},
    ),
    ("source.calendar", {"sources": sources("issued: {literal: 1399}")}, {"sources": sources("issued: ../1399")}),
    (
        "source.duplicate",
        {"sources": sources("URL: 'https://x.example/a', DOI: 10.1/A", "URL: 'https://x.example/b', DOI: 10.1/B")},
        {"sources": sources("URL: 'https://www.X.example/a/'", "URL: 'http://x.example/a#top'")},
    ),
    ("source.duplicate", {"sources": sources("DOI: 10.1/A")}, {"sources": sources("DOI: 10.1/A", "DOI: 10.1/a")}),
    (
        "source.unused",
        {"claims": claims("text: 'X [@a]', variants: {s: 'Y [@a]'}"), "sources": sources("derived-from: [b]")},
        {"claims": claims("text: 'X [@a]'")},
    ),
    (
        "source.descriptor",
        {"sources": sources("descriptor: x", "descriptor: y")},
        {"sources": sources("descriptor: x")},
    ),
    (
        "source.copy",
        {"sources": sources("note: 'As quoted in B.', derived-from: [b]")},
        {"sources": sources("note: 'As quoted in B.'")},
    ),
    (
        "source.copy",
        {"sources": sources("descriptor: 'Plain.', note: x", "descriptor: y")},
        {"sources": sources("descriptor: 'A reprint of it.'", "descriptor: y")},
    ),
    (
        "grade.one-axis",
        {
            "sources": sources("descriptor: x, reliability: B", "descriptor: y"),
            "claims": claims("evidence: [{source: a, credibility: 2}]"),
        },
        {
            "sources": sources("descriptor: x, reliability: B", "descriptor: y"),
            "claims": claims("evidence: [{source: a}]"),
        },
    ),
    (
        "grade.one-axis",
        {"sources": sources("descriptor: x", "descriptor: y"), "claims": claims("evidence: [{source: a}]")},
        {
            "sources": sources("descriptor: x", "descriptor: y"),
            "claims": claims("evidence: [{source: a, credibility: 3}]"),
        },
    ),
    (
        "date.cutoff",
        {"brief": BRIEF + "cutoff: 2021-02\n", "sources": sources("issued: 2021-02-28")},
        {"brief": BRIEF + "cutoff: 2021-02\n", "sources": sources("issued: 2021-03-01")},
    ),
    (
        "date.cutoff",
        {"brief": BRIEF + "cutoff: 2021-02\n", "claims": claims("asserted-on: 2021")},
        {"brief": BRIEF + "cutoff: 2021-02\n", "claims": claims("asserted-on: 2022")},
    ),
    ("date.cutoff", {"sources": sources("issued: 2026-11-22")}, {"sources": sources("issued: 2026-11-23")}),
    (
        "date.order",
        {"sources": sources("issued: 2021"), "claims": claims("asserted-on: 2021-05, text: 'X [@a]'")},
        {"sources": sources("issued: 2021-04"), "claims": claims("asserted-on: 2021-05, text: 'X [@a]'")},
    ),
    (
        "date.order",
        {"sources": sources("issued: 2021, preserved: [{kind: on-file, captured: 2021-01}]")},
        {"sources": sources("issued: 2021, preserved: [{kind: on-file, captured: 2020-12}]")},
    ),
    (
        "date.about",
        {"claims": claims("asserted-on: 2021, about: 2015/..")},
        {"claims": claims("asserted-on: 2021, about: 2022")},
    ),
    (
        "date.about",
        {"claims": claims("kind: judgment, asserted-on: 2021, about: 2022")},
        {"claims": claims("kind: reported-fact, asserted-on: 2021, about: 2022/..")},
    ),
]


@pytest.mark.parametrize(("code", "good", "bad"), RULES)
def test_each_rule(tmp_path: Path, code: str, good: dict[str, str], bad: dict[str, str]) -> None:
    """The first topic passes the rule, the second breaks it."""
    assert code not in codes(tmp_path / "good", **good)
    assert code in codes(tmp_path / "bad", **bad)


def records(tmp_path: Path, text: str) -> RecordSet:
    """Load a topic with these sources."""
    return load(tmp_path, {"brief.yaml": BRIEF, "a.yaml": text, "c.yaml": CLAIMS})


def test_streams_count_dependent_sources_once(tmp_path: Path) -> None:
    """Sources of one group, derived from each other or from one origin, are one stream."""
    text = "sources:\n" + "".join(
        f"  - {{id: {i}, type: book, title: T, {more}}}\n"
        for i, more in (
            ("a", "independence: g"),
            ("b", "derived-from: [c]"),
            ("c", "independence: g"),
            ("d", "derived-from: [e]"),
            ("f", "derived-from: [e]"),
            ("e", "note: x"),
            ("h", "note: y"),
        )
    )
    streams = Streams(records(tmp_path, text).sources)
    assert streams.count("abc") == 1
    assert streams.count("df") == 1
    assert streams.count("abcdefh") == 3
    assert streams.same("a", "b")
    assert not streams.same("a", "h")
    assert streams.count(["unknown"]) == 1


def test_rules_of_packs_are_silent_unless_shown(tmp_path: Path) -> None:
    """Descriptors and grades are asked for only where some pack shows them."""
    topic = records(tmp_path, sources("reliability: B"))
    assert {d.code for d in examine(topic).diagnostics} == set()
    assert "source.descriptor" in {d.code for d in examine(topic, shows=["source-summary"]).diagnostics}


def test_without_cutoff_and_date_nothing_is_too_late(tmp_path: Path) -> None:
    """With neither cut-off nor date there is nothing to compare with."""
    assert check(records(tmp_path, sources("issued: 9999"))) == ()


def test_a_changed_copy_leaves_its_quotations_unchecked(tmp_path: Path) -> None:
    """What is not the saved file proves no quotation."""
    problems = found(
        tmp_path,
        sources=sources(KEPT),
        snapshot="forged words",
        claims=claims("quotes: [{source: a, text: forged words}]"),
    )
    assert [d.code for d in problems] == ["source.snapshot", "quote.unchecked"]
