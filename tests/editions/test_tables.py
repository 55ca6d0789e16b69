"""The tables of edition.json, and what they say against the edition before."""

from briefgen.editions.tables import changed_ids, claims_table, judgments_table, meaning, retired_ids, sources_table
from tests.build import TOPIC, a_brief, a_claim, a_source, a_topic
from tests.conftest import Workspace


def test_rows_carry_the_records_keys(workspace: Workspace) -> None:
    """A claim's row names every source that it cites or rests on, and leaves out what is empty."""
    from briefgen.files import Folder
    from briefgen.records.store import load_topic

    claim = a_claim(
        text="It was lit [@report-2020, p. 3; @log-1999].",
        evidence=[{"source": "map-1890", "relation": "background"}],
        confidence="high",
    )
    brief = a_brief(judgments=[{"text": "Lit.", "claims": ["c01"], "confidence": "high"}])
    folder = workspace(a_topic([claim], [a_source(), a_source("log-1999"), a_source("map-1890")], brief=brief))
    with Folder(str(folder)) as root:
        records = load_topic(root, TOPIC)
    row = claims_table(records)[0]
    assert row["sources"] == ["report-2020", "log-1999", "map-1890"]
    assert row["text"] == "It was lit [@report-2020, p. 3; @log-1999]."
    assert row["confidence"] == "high"
    assert "variants" not in row
    assert [source["id"] for source in sources_table(records)] == ["report-2020", "log-1999", "map-1890"]
    assert judgments_table(records) == [{"text": "Lit.", "claims": ["c01"], "confidence": "high"}]


def test_changes_name_what_rests_on_a_changed_source() -> None:
    """A claim is changed when its row differs or when a source that it names differs."""
    old = {
        "claims": [{"id": "a", "text": "x"}, {"id": "b", "sources": ["s"]}, {"id": "c"}, {"id": "d"}],
        "sources": [{"id": "s", "title": "one"}],
    }
    new = {
        "claims": [{"id": "a", "text": "y"}, {"id": "b", "sources": ["s"]}, {"id": "d"}, {"id": "e"}],
        "sources": [{"id": "s", "title": "two"}],
    }
    assert changed_ids(old, new) == {"added": ["e"], "withdrawn": ["c"], "changed": ["a", "b"]}


def test_retired_ids_are_carried_on() -> None:
    """An id that is gone stays in the list with its last meaning, until it comes back."""
    first = {"claims": [{"id": "a", "text": "x"}, {"id": "b", "text": "y"}]}
    gone = retired_ids(first, 1, [{"id": "a", "text": "x"}])
    assert gone == {"b": {"number": 1, "meaning": meaning({"text": "y"})}}
    later = retired_ids({"claims": [{"id": "a", "text": "x"}], "retired": gone}, 2, [{"id": "c"}])
    assert set(later) == {"a", "b"}
    assert later["b"]["number"] == 1
    assert retired_ids({"claims": [], "retired": gone}, 3, [{"id": "b"}]) == {}


def test_meaning_is_kind_and_words() -> None:
    """White space is no part of what a claim says; its kind and its words are."""
    assert meaning({"text": "a b", "kind": "denial"}) == meaning({"text": "a\n b", "kind": "denial", "rank": "normal"})
    assert meaning({"text": "a b", "kind": "denial"}) != meaning({"text": "a b", "kind": "position"})
    assert meaning({"text": "a b"}) != meaning({"text": "a c"})
