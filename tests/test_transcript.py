"""The transcript of a citation engine: the same answers with and without it, and no engine when nothing is new."""

from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from briefgen.citation import Citation, CiteItem, Engine, Run, Style
from briefgen.transcript import Transcript
from tests.build import a_claim, a_source, a_topic, an_entity
from tests.citation.build import shipped_locale
from tests.command import briefgen
from tests.conftest import Workspace

STYLE = Path(__file__).resolve().parents[1] / "briefgen/citation/data/styles/chicago-notes.csl"
ITEMS = {
    name: {"id": name, "type": "book", "title": f"A {word} river", "author": [{"family": family, "given": "Una"}]}
    for name, word, family in (("a", "wide", "Reed"), ("b", "long", "Reed"), ("c", "dry", "Ford"))
}


@pytest.fixture(autouse=True)
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Give each test a cache folder of its own."""
    monkeypatch.setenv("BRIEFGEN_CACHE", str(tmp_path / "cache"))
    return tmp_path / "cache"


def real() -> Engine:
    """Return the engine itself."""
    return Engine(Style.parse(STYLE.read_bytes(), file="chicago-notes.csl"), "en-US", ITEMS, shipped_locale)


def never() -> Engine:
    """Stand for an engine that must not be made."""
    raise AssertionError("nothing new was asked")


works = st.builds(
    CiteItem, st.sampled_from("abc"), st.sampled_from(["", "3"]), st.just("page"), st.sampled_from(["", "see "])
)
citations = st.lists(
    st.builds(Citation, st.lists(works, min_size=1, max_size=2).map(tuple), st.integers(1, 9)), max_size=4
)
asked = st.lists(
    st.tuples(st.just("notes"), citations)
    | st.tuples(st.just("enlist"), st.lists(st.sampled_from("abc"), max_size=2))
    | st.tuples(st.just("bibliography"), st.none() | st.lists(st.sampled_from("abc"), unique=True)),
    max_size=4,
)


def answers(engine: Any, questions: list[tuple[str, Any]]) -> list[object]:
    """Ask and return all that is answered."""
    return [getattr(engine, method)(about) for method, about in questions]


@settings(max_examples=80, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(asked, asked)
def test_the_answers_are_the_engine_s(first: list[tuple[str, Any]], then: list[tuple[str, Any]]) -> None:
    """Cold, warm, and warm with more to ask: a transcript says what the engine says, in words and in order."""
    expected = answers(real(), first)
    assert answers(Transcript(b"key", real), first) == expected
    assert answers(Transcript(b"key", never), first) == expected
    assert answers(Transcript(b"key", real), first + then) == answers(real(), first + then)
    assert answers(Transcript(None, real), first) == expected


def test_equal_citations_stay_one_object() -> None:
    """What the engine gives as one object comes back from the cache as one: the notes of a brief share their nodes."""
    citation = Citation((CiteItem("a", "3", "page"),), 1)
    Transcript(b"key", real).notes([citation] * 3)
    found = Transcript(b"key", never).notes([citation] * 3)
    assert found[1] is found[2]
    assert all(type(run) is Run for run in found[1])


def test_facts_of_the_style_need_no_engine() -> None:
    """Its title, and whether it prints note numbers, are kept too."""
    cold = Transcript(b"key", real)
    cold.notes([])
    told = (cold.title, cold.prints_numbers)
    warm = Transcript(b"key", never)
    assert (warm.title, warm.prints_numbers) == told
    assert told[0]


@pytest.mark.parametrize("key", [b"other", None])
def test_another_engine_is_another_key(key: bytes | None) -> None:
    """Nothing is taken from an engine that was made of other things, or of what nobody knows."""
    Transcript(b"key", real).bibliography()
    with pytest.raises(AssertionError, match="nothing new"):
        Transcript(key, never).bibliography()


def test_notes_that_have_not_changed_cost_nothing(workspace: Workspace, home: Path) -> None:
    """A second build loads no engine, nor one after other words of a claim; a new locator wakes it."""
    folder = workspace(a_topic([a_claim(text="The lamp was lit [@report-2020, p. 3].")], [a_source()], [an_entity()]))
    (claims,) = (path for path in folder.rglob("*.yaml") if "lamp was lit" in path.read_text("utf-8"))

    def wakes(old: str, new: str) -> bool:
        claims.write_text(claims.read_text("utf-8").replace(old, new), "utf-8")
        changes = {"BRIEFGEN_CACHE": str(home), "PYTHONPROFILEIMPORTTIME": "1"}
        run = briefgen("build", "-a", "analyst", folder=folder, changes=changes)
        assert run.returncode == 0, run.stderr
        return "briefgen.citation.position" in run.stderr  # what the engine itself imports

    assert wakes("", "")
    assert not wakes("", "")
    assert not wakes("was lit", "was put out")
    assert wakes("p. 3", "p. 4")
    assert not wakes("p. 4", "p. 3")
