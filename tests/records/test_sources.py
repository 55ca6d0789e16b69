"""The keys of a source."""

from pathlib import Path

import pytest

from tests.records.topics import codes, load, problems


def a_source(extra: str) -> dict[str, str | bytes]:
    """Return a topic whose source `a` has further keys, given as flow YAML."""
    return {"a.yaml": f"sources:\n  - {{id: a, type: book, title: T, {extra}}}\n"}


def test_csl_variables_stay_as_typed(tmp_path: Path) -> None:
    """Every CSL variable is accepted under its CSL name, as text."""
    record = load(
        tmp_path,
        a_source(
            "container-title: C, publisher-place: NO, volume: 3.10, ISBN: 017, shortTitle: S, archive_location: x,"
            "editor: [{family: E}], original-date: 1999, keyword: a, categories: [x], custom: {y: {z: 1}}"
        ),
    ).sources["a"]
    assert dict(record.variables) == {
        "container-title": "C",
        "publisher-place": "NO",
        "volume": "3.10",
        "ISBN": "017",
        "title-short": "S",
        "archive_location": "x",
        "keyword": "a",
    }
    assert record.names["editor"][0]["family"] == "E"
    assert record.dates["original-date"].raw == "1999"


def test_defaults(tmp_path: Path) -> None:
    """A source with the required keys alone is English, Gregorian, current and clear."""
    record = load(tmp_path).sources["a"]
    assert (record.language, record.calendar, record.status, record.handling) == (
        "en",
        "gregorian",
        "current",
        "TLP:CLEAR",
    )
    assert record.descriptor is None
    assert record.where("title").column == 32
    assert record.where("absent") == record.origin


def test_our_own_keys(tmp_path: Path) -> None:
    """What goes beyond CSL is typed."""
    extra = (
        "calendar: persian, issued: 1399-08-24, reliability: B, independence: g, status: corrected, handling: 'TLP:RED',"
        "ai-use: [{system: S, version: 1.0, purpose: p}], descriptor: 'a *b*',"
        "preserved: [{kind: file, path: snapshots/a.txt, sha256: " + "0a" * 32 + ", captured: 2021}]"
    )
    record = load(tmp_path, a_source(extra)).sources["a"]
    assert record.dates["issued"].earliest == (2020, 11, 14)
    assert record.ai_use[0]["version"] == "1.0"
    assert record.preserved[0].path == "snapshots/a.txt"
    assert record.descriptor is not None


@pytest.mark.parametrize(
    ("extra", "code"),
    [
        ("titel: x", "schema.unknown-key"),
        ("__class__: x", "schema.unknown-key"),
        ("constructor: x", "schema.unknown-key"),
        ("status: forthcoming", "schema.choice"),
        ("reliability: G", "schema.choice"),
        ("calendar: julian", "schema.choice"),
        ("handling: TLP:WHITE", "schema.choice"),
        ("language: e", "schema.language"),
        ("author: Pompeo", "schema.type"),
        ("author: [Pompeo]", "schema.type"),
        ("author: [{suffix: Jr.}]", "schema.name"),
        ("author: [{surname: X}]", "schema.unknown-key"),
        ("author: [{family: p\u0430x}]", "text.mixed-script"),
        ("author: [{family: '   '}]", "schema.empty"),
        ("note: [x]", "schema.type"),
        ("note: ''", "schema.empty"),
        ("issued: 2024-02-30", "date.day"),
        ("issued: yesterday", "date.form"),
        ("issued: [2021]", "schema.type"),
        ("issued: {day: 1}", "schema.unknown-key"),
        ("issued: {season: 1}", "date.form"),
        ("issued: {date-parts: []}", "date.form"),
        ("issued: {date-parts: [[x]]}", "date.form"),
        ("issued: {date-parts: [[2021, 2, 30]]}", "date.day"),
        ("issued: {date-parts: [[2021], [2022], [2023]]}", "date.form"),
        ("URL: file:///x", "link.scheme"),
        ("DOI: 'https://doi.org/10.1/x'", "link.doi"),
        ("DOI: x", "link.doi"),
        ("derived-from: b", "schema.type"),
        ("derived-from: [B]", "id.form"),
        ("derived-from: [b]", "id.dangling"),
        ("descriptor: 'see [@a]'", "prose.citation-here"),
        ("preserved: [{path: x}]", "schema.missing"),
        ("preserved: [{kind: wayback}]", "schema.missing"),
        ("preserved: [{kind: file}]", "schema.missing"),
        ("preserved: [{kind: file, path: ../x}]", "path.outside"),
        ("preserved: [{kind: file, path: x, sha256: ABC}]", "schema.digest"),
        ("preserved: [x]", "schema.type"),
        ("ai-use: [{version: 1}]", "schema.missing"),
        ("ai-use: [x]", "schema.type"),
        ("title-short: a, shortTitle: b", "schema.twice"),
        ("note: " + "x" * 501, "limit.word"),
        ("number: " + "9" * 5000, "limit.word"),
        ("URL: https://x.example/" + "a" * 2000, "limit.url"),
        ("note: می\u200cرود", "text.joiner"),
    ],
)
def test_what_is_wrong(tmp_path: Path, extra: str, code: str) -> None:
    """Each fault of a source has its code, and is the only one reported."""
    assert codes(tmp_path, a_source(extra)) == [code]


def test_a_raw_date_that_nobody_reads_is_literal(tmp_path: Path) -> None:
    """CSL's `raw` is read as a date if it is one, else kept as text; `edtf` is read."""
    record = load(tmp_path, a_source("issued: {raw: Spring or so}, accessed: {raw: 2021-01}, submitted: {edtf: 2020~}"))
    dates = record.sources["a"].dates
    assert (dates["issued"].kind, dates["accessed"].kind) == ("literal", "date")
    assert dates["submitted"].start.approximate


def test_four_hundred_digits_are_text(tmp_path: Path) -> None:
    """A long number within the limit of a word stays as typed."""
    assert load(tmp_path, a_source("number: " + "9" * 400)).sources["a"].variables["number"] == "9" * 400


def test_joiners_in_a_persian_source(tmp_path: Path) -> None:
    """A Persian source may hold joiners in its own words, and not in the translation of its title."""
    good = "sources:\n  - {id: a, type: book, title: می\u200cرود, language: fa, publisher: می\u200cرود}\n"
    load(tmp_path / "good", {"a.yaml": good})
    bad = good.replace("language: fa", "language: fa, title-translated: می\u200cرود, author: [{family: می\u200cرود}]")
    (problem,) = problems(tmp_path / "bad", {"a.yaml": bad})
    assert (problem.code, problem.where.line) == ("text.joiner", 2)


def test_mixed_scripts_in_a_title_are_a_warning(tmp_path: Path) -> None:
    """In plain text a look-alike letter is a warning with its place."""
    record = load(tmp_path, {"a.yaml": "sources:\n  - {id: a, type: book, title: A p\u0430ypal}\n"})
    (warning,) = record.warnings
    assert (warning.code, warning.status, warning.where.column) == ("text.mixed-script", 0, 34)


def test_the_hint_for_csl_status(tmp_path: Path) -> None:
    """The hint says where CSL's own status text goes."""
    (problem,) = problems(tmp_path, a_source("status: forthcoming"))
    assert "note" in problem.hint


def test_the_hint_for_a_doi_address(tmp_path: Path) -> None:
    """The hint shows the DOI inside an address."""
    (problem,) = problems(tmp_path, a_source("DOI: 'https://doi.org/10.1000/182'"))
    assert problem.hint == "write 10.1000/182"
