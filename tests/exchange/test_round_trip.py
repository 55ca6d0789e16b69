"""Out as CSL-JSON and in again: the same works."""

import json
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from briefgen.exchange import export_works, import_works
from briefgen.records.csl import DATES, NAMES, TYPES, VARIABLES
from briefgen.records.csljson import to_csl_json
from briefgen.records.model import SourceRecord
from briefgen.records.writing import as_yaml
from tests.exchange.shelf import records

_WORDS = st.lists(st.text(alphabet="abzÉß0- .:;'\"\\#&[]{}é—", min_size=1, max_size=8), min_size=1, max_size=4).map(
    lambda parts: " ".join(part.strip() or "x" for part in parts)
)
_IDS = st.from_regex(r"[a-z0-9]{1,6}(-[a-z0-9]{1,6}){0,3}", fullmatch=True)
_LINKS = st.sampled_from(["https://example.org/a?b=c", "mailto:a@example.org"])
_OTHER = {"URL": _LINKS, "DOI": st.just("10.1000/182"), "citation-key": st.nothing()}
_TEXTS = sorted(VARIABLES - {"citation-key"})
_NAME = st.one_of(
    st.fixed_dictionaries(
        {"family": _WORDS},
        optional={
            "given": _WORDS, "suffix": _WORDS, "dropping-particle": _WORDS, "non-dropping-particle": _WORDS,
            "comma-suffix": st.sampled_from(["true", "false"]), "static-ordering": st.just("true"),
        },
    ),
    st.fixed_dictionaries({"literal": _WORDS}),
)  # fmt: skip
_DATE = st.one_of(
    st.sampled_from(
        ["2021", "2021-01", "2021-01-12", "0987", "-0043", "2015/2018", "2015-03/2018-04-05", "2015/..", "../2011",
         "1995~", "2021-01?", "2004-06%", "199X", "1993-21", "1993-24", "2021-01-12T14:30:00Z", "1990~/2000?", "1990s"]
    ),
    st.fixed_dictionaries({"literal": _WORDS}),
)  # fmt: skip
_OWN = {
    "title-translated": _WORDS,
    "reliability": st.sampled_from("ABCDEF"),
    "status": st.sampled_from(["superseded", "retracted"]),
    "independence": _IDS,
    "handling": st.just("TLP:GREEN"),
}


@st.composite
def a_work(draw: st.DrawFn) -> dict[str, Any]:
    """Return a record with any of CSL's variables, and with some keys of ours."""
    made: dict[str, Any] = {"id": draw(_IDS), "type": draw(st.sampled_from(sorted(TYPES))), "title": draw(_WORDS)}
    for key in draw(st.lists(st.sampled_from(_TEXTS), unique=True, max_size=8)):
        made[key] = draw(_OTHER.get(key, _WORDS))
    for key in draw(st.lists(st.sampled_from(sorted(NAMES)), unique=True, max_size=3)):
        made[key] = draw(st.lists(_NAME, min_size=1, max_size=3))
    for key in draw(st.lists(st.sampled_from(sorted(DATES)), unique=True, max_size=3)):
        made[key] = draw(_DATE)
    for key in draw(st.lists(st.sampled_from(sorted(_OWN)), unique=True, max_size=2)):
        made[key] = draw(_OWN[key])
    if draw(st.booleans()):
        made["language"] = draw(st.sampled_from(["en-GB", "fa", "zh-Hant", "eng"]))
    return made


def again(sources: list[SourceRecord]) -> list[SourceRecord]:
    """Export works as the command does and import them."""
    items, warnings = export_works(sources)
    assert not warnings
    imported = import_works(json.dumps(items, ensure_ascii=False, indent=2).encode(), "library.json")
    assert not imported.warnings
    return records(imported.text)


@settings(deadline=None)
@given(st.lists(a_work(), min_size=1, max_size=3, unique_by=lambda work: work["id"]))
def test_every_variable_comes_back(works: list[dict[str, Any]]) -> None:
    """Export and import keep id, type, title, language and every CSL variable; dates as far as CSL-JSON can say them."""
    before = records(as_yaml({"sources": works}))
    after = again(before)
    assert [to_csl_json(source) for source in after] == [to_csl_json(source) for source in before]
    for old, new in zip(before, after, strict=True):
        assert (new.id, new.type, new.title, new.language) == (old.id, old.type, old.title, old.language)
        assert new.variables == old.variables
        assert new.names == old.names
        assert new.dates.keys() == old.dates.keys()


@settings(max_examples=30, deadline=None)
@given(a_work())
def test_a_second_trip_changes_nothing(work: dict[str, Any]) -> None:
    """What came in once goes out and in without any change, down to the bytes of the YAML."""
    once = again(records(as_yaml({"sources": [work]})))
    items, _ = export_works(once)
    first = import_works(json.dumps(items).encode(), "a.json").text
    items, _ = export_works(records(first))
    assert import_works(json.dumps(items).encode(), "a.json").text == first


def test_our_own_keys_stay_at_home() -> None:
    """Keys beyond CSL are not exported."""
    work = {
        "id": "a", "type": "book", "title": "T", "reliability": "B", "status": "retracted", "independence": "x",
        "title-translated": "U", "descriptor": "D.", "handling": "TLP:RED", "calendar": "persian", "issued": "1399-05-17",
        "preserved": [{"kind": "on-file"}], "ai-use": [{"system": "s"}],
    }  # fmt: skip
    (item,) = export_works(records(as_yaml({"sources": [work]})))[0]
    assert item.keys() == {"id", "type", "title", "issued", "language"}


def source(**fields: str) -> SourceRecord:
    """Return one record."""
    (made,) = records(as_yaml({"sources": [{"id": "a", "type": "book", "title": "T"} | fields]}))
    return made


def test_one_work_of_two_topics() -> None:
    """An equal record goes out once; a differing one of the same work gives way; two works of one id both go, and warn."""
    assert export_works([source(), source()]) == ([to_csl_json(source())], [])
    items, (told,) = export_works([source(), source(publisher="P")])
    assert len(items) == 1
    assert told.code == "exchange.two-records"
    items, (told,) = export_works([source(), source(title="U")])
    assert [item["title"] for item in items] == ["T", "U"]
    assert "both" in told.message
