"""Works as CSL-JSON."""

from pathlib import Path

import pytest

from briefgen.records.csljson import citation_item, to_csl_json
from briefgen.records.model import SourceRecord
from tests.records.topics import load

FULL = """sources:
  - id: a
    type: post
    title: یک
    title-translated: One
    title-transliterated: Yek
    language: fa
    author: [{family: B, given: C, comma-suffix: "true"}, {literal: D}]
    issued: 2021-01-12T14:30:00Z
    accessed: 2021-02-03
    volume: 017
    URL: https://example.org/x
    descriptor: |
      One *sentence*.

      Another.
    status: retracted
    reliability: B
    preserved:
      - {kind: on-file}
      - {kind: wayback, url: "https://web.example.org/x", captured: 2021-01}
"""


def source(tmp_path: Path, text: str) -> SourceRecord:
    """Load one source."""
    return load(tmp_path, {"a.yaml": text}).sources["a"]


def with_date(tmp_path: Path, date: str) -> SourceRecord:
    """Load a source that was issued then."""
    return source(tmp_path, f"sources:\n  - {{id: a, type: book, title: T, issued: {date}}}\n")


def test_what_the_engine_gets(tmp_path: Path) -> None:
    """The item has the CSL variables as typed, and our own keys beside them."""
    assert citation_item(source(tmp_path, FULL), "en") == {
        "id": "a",
        "type": "post",
        "title": "یک",
        "language": "fa",
        "author": [{"family": "B", "given": "C", "comma-suffix": True}, {"literal": "D"}],
        "issued": {"date-parts": [[2021, 1, 12]], "literal": "12 January 2021, 14:30:00 UTC"},
        "accessed": {"date-parts": [[2021, 2, 3]]},
        "volume": "017",
        "URL": "https://example.org/x",
        "archived-url": "https://web.example.org/x",
        "archived-date": "January 2021",
        "title-translated": "One",
        "title-transliterated": "Yek",
        "descriptor": "One sentence.\n\nAnother.",
        "status": "retracted",
    }


def test_what_is_exported(tmp_path: Path) -> None:
    """Export has CSL-JSON 1.0.2 and none of our keys."""
    item = to_csl_json(source(tmp_path, FULL))
    assert item["volume"] == "017"
    assert item["issued"] == {"date-parts": [[2021, 1, 12]]}
    assert not {"status", "descriptor", "preserved", "reliability", "title-translated", "archived-url"} & set(item)


def test_an_untranslated_current_source_has_no_keys_of_ours(tmp_path: Path) -> None:
    """Keys that are not set are not there, `status: current` among them."""
    assert set(citation_item(with_date(tmp_path, "2021"), "en")) == {"id", "type", "title", "language", "issued"}


@pytest.mark.parametrize(
    ("date", "engine", "export"),
    [
        ("2021", {"date-parts": [[2021]]}, {"date-parts": [[2021]]}),
        ("2021-05", {"date-parts": [[2021, 5]]}, {"date-parts": [[2021, 5]]}),
        ("2015/2018-06", {"date-parts": [[2015], [2018, 6]]}, {"date-parts": [[2015], [2018, 6]]}),
        (
            "2019-22",
            {"date-parts": [[2019]], "literal": "summer 2019"},
            {"date-parts": [[2019]], "season": 2},
        ),
        ("1995~", {"date-parts": [[1995]], "literal": "about 1995"}, {"date-parts": [[1995]], "circa": True}),
        ("201X", {"date-parts": [[2010]], "literal": "2010s"}, {"literal": "2010s"}),
        ("2015/..", {"date-parts": [[2015]], "literal": "since 2015"}, {"literal": "since 2015"}),
        ("-0043", {"date-parts": [[-43]], "literal": "44 BC"}, {"literal": "44 BC"}),
        ("{literal: soon}", {"literal": "soon"}, {"literal": "soon"}),
    ],
)
def test_dates(tmp_path: Path, date: str, engine: object, export: object) -> None:
    """What CSL prints as we do is a CSL date; anything else carries our wording, and parts to sort by."""
    record = with_date(tmp_path, date)
    assert citation_item(record, "en")["issued"] == engine
    assert to_csl_json(record)["issued"] == export


@pytest.mark.parametrize(
    "date",
    [
        "{date-parts: [[2021, 1, 12]]}",
        '{date-parts: [["2021", "01", "12"]]}',
        "{date-parts: [[2021], [2022, 3]]}",
        "{date-parts: [[2019]], season: 2}",
        "{date-parts: [[1995]], circa: true}",
        "{literal: In press}",
    ],
)
def test_csl_json_dates_come_back(tmp_path: Path, date: str) -> None:
    """A date typed as CSL-JSON is exported with the same meaning, and its export is read to the same date."""
    record = with_date(tmp_path / "one", date)
    exported = to_csl_json(record)["issued"]
    import json

    again = with_date(tmp_path / "two", json.dumps(exported))
    assert to_csl_json(again)["issued"] == exported
    assert again.dates["issued"] == record.dates["issued"]
