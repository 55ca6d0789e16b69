"""Two editions compared, with an ordered verdict."""

import json
from collections.abc import Mapping
from io import BytesIO
from pathlib import Path
from typing import Any, cast

import pytest
from hypothesis import given
from hypothesis import strategies as st

from briefgen.cli.main import run
from briefgen.editions.diff import ChangeLevel, State, diff
from briefgen.records.model import ClaimRecord
from briefgen.records.store import RecordSet
from tests.build import write
from tests.compose.workshop import BRIEF, PEOPLE, WORKS, records
from tests.editions.shelf import FILES, a_shelf, publish
from tests.selection.factories import a_pack

CLAIMS = 'claims: [{id: c, section: claims, text: "Said [@one]."}, {id: d, section: answers, text: "No [@two]."}]'


def _level(old: RecordSet, new: RecordSet, **given: object) -> ChangeLevel:
    return diff(State("1", "", old), State("2", "", new, **given)).level  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("before", "after", "level"),
    [
        ("Said [@one]", "Said  [@one]", ChangeLevel.IDENTICAL),
        ("Said [@one]", "Told [@one]", ChangeLevel.WORDING),
        ("section: claims", "section: answers", ChangeLevel.WORDING),
        ("Said [@one]", "Said [@two]", ChangeLevel.EVIDENCE),
        ("id: c,", "id: c, confidence: low,", ChangeLevel.EVIDENCE),
        ("id: c,", "id: e,", ChangeLevel.EVIDENCE),
        ("subtitle: Who", "subtitle: What", ChangeLevel.WORDING),
        ("about: What was said.", "about: What they said.", ChangeLevel.WORDING),
        ("cutoff: 2026-11-22", "cutoff: 2026-11-21", ChangeLevel.EVIDENCE),
        ("title: Answers", "title: Answers, require: [heading]", ChangeLevel.EVIDENCE),
        ("name: Ben Ford", "name: Benny Ford", ChangeLevel.WORDING),
        ("title: Second page", "title: Second page, status: retracted", ChangeLevel.EVIDENCE),
    ],
)
def test_each_change_has_its_level(before: str, after: str, level: ChangeLevel) -> None:
    """White space is nothing, words are wording, and what touches the evidence is evidence."""
    texts = {"claims": CLAIMS, "brief": BRIEF, "works": WORKS, "people": PEOPLE}
    changed = {name: text.replace(before, after) for name, text in texts.items()}
    assert changed != texts
    assert _level(records(**texts), records(**changed)) is level


def _pack_level(**changed: Any) -> ChangeLevel:
    old, new = ({"readers": a_pack(**given)} for given in ({}, changed))
    known = records(CLAIMS)
    return diff(State("1", "", known, packs=old), State("2", "", known, packs=new)).level


@pytest.mark.parametrize(
    ("changed", "level"),
    [
        ({}, ChangeLevel.IDENTICAL),
        ({"theme": {"accent": "#000000"}}, ChangeLevel.TYPESETTING),
        ({"style": "other"}, ChangeLevel.TYPESETTING),
        ({"title": "Others"}, ChangeLevel.WORDING),
        ({"show": ("colophon",)}, ChangeLevel.WORDING),
        ({"words": {"draft": "Sketch"}}, ChangeLevel.WORDING),
        ({"select": {"variant": "short"}}, ChangeLevel.EVIDENCE),
        ({"templates": {"brief.xml.j2": "<brief><p>Other.</p></brief>"}}, ChangeLevel.EVIDENCE),
        ({"templates": {"brief.xml.j2": "<brief>\n</brief>"}}, ChangeLevel.EVIDENCE),
    ],
)
def test_each_setting_of_a_pack_has_its_level(changed: dict[str, object], level: ChangeLevel) -> None:
    """Looks are typesetting, fixed words are wording, and what chooses or places records is evidence."""
    assert _pack_level(**changed) is level


def test_what_no_rule_explains_is_evidence() -> None:
    """Other bytes of a figure or saved copy, and an audience of one side only, count as evidence; tools do not."""
    known = records(CLAIMS)
    base = State("1", "", known, files={"snapshots/a.txt": "1"}, packs={}, built={"version": "1"})
    for others, level in (
        ({"files": {"snapshots/a.txt": "2"}, "packs": {}, "built": {"version": "1"}}, ChangeLevel.EVIDENCE),
        ({"files": base.files, "packs": {"p": a_pack()}, "built": base.built}, ChangeLevel.EVIDENCE),
        ({"files": base.files, "packs": {}, "built": {"version": "2"}}, ChangeLevel.TYPESETTING),
        ({"files": base.files, "packs": {}, "built": base.built, "withdraws": "It does."}, ChangeLevel.EVIDENCE),
        ({"files": base.files}, ChangeLevel.IDENTICAL),
        ({"files": base.files, "built": base.built}, ChangeLevel.EVIDENCE),
    ):
        assert diff(base, State("2", "", known, **cast("Any", others))).level is level


names = st.sampled_from(["a", "b", "c", "d"])
claims = st.lists(
    st.tuples(
        names,
        st.sampled_from(["claims", "answers"]),
        st.sampled_from(["Said", "Told"]),
        st.sampled_from(["one", "two"]),
    ),
    min_size=1,
    unique_by=lambda row: row[0],
)


def _made(rows: list[tuple[str, str, str, str]]) -> RecordSet:
    return records(
        "claims: [" + ", ".join(f'{{id: {i}, section: {s}, text: "{w} [@{at}]."}}' for i, s, w, at in rows) + "]"
    )


@given(claims, claims)
def test_diff_is_empty_for_equals_and_turns_round(
    one: list[tuple[str, str, str, str]], other: list[tuple[str, str, str, str]]
) -> None:
    """diff(a, a) is identical; turned round, added and withdrawn change places and the verdict stays."""
    a, b = State("1", "", _made(one)), State("2", "", _made(other))
    assert diff(a, a).level is ChangeLevel.IDENTICAL
    there, back = diff(a, b), diff(b, a)
    assert there.level == back.level
    assert set(there.changes.added) == set(back.changes.withdrawn)
    assert set(there.changes.of("reworded")) == set(back.changes.of("reworded"))
    same = {(i, s, w, at) for i, s, w, at in one} == {(i, s, w, at) for i, s, w, at in other}
    order = [[i for sec in ("claims", "answers") for i, s, *_ in rows if s == sec] for rows in (one, other)]
    assert (there.level is ChangeLevel.IDENTICAL) == (same and order[0] == order[1])
    assert all(isinstance(change.new, ClaimRecord) for change in there.changes.claims.values())


@pytest.fixture(scope="module")
def shelf(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A workspace with two editions and a withdrawal, and working files that differ."""
    folder = a_shelf(tmp_path_factory.mktemp("diff"))
    publish(folder, "--cutoff", "2020-12-31")
    publish(folder, "--note", "Complete.", date="2022-01-02")
    words = ["withdraw", "topic", "1", "--reason", "Wrong.", "--date", "2022-01-03", "-C", str(folder)]
    assert run(words) == 0
    text = FILES["sources/topic/claims.yaml"].replace("door was shut", "door was open")
    write(folder, {"sources/topic/claims.yaml": text})
    return folder


def _json(capsys: pytest.CaptureFixture[str], *words: str) -> tuple[int, Mapping[str, object]]:
    capsys.readouterr()
    code = run([*words, "--json"])
    return code, json.loads(capsys.readouterr().out)


EMPTY: dict[str, object] = {"added": [], "withdrawn": [], "reworded": [], "re-sourced": [], "moved": [], "regraded": []}


def test_the_command_answers_as_the_contract_says(shelf: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """JSON has the classes and the verdict and nothing else; the exit code is 1 on any difference, else 0."""
    at = ("-C", str(shelf))
    assert _json(capsys, "diff", "topic", "1", "LMP-0002", *at) == (
        1,
        EMPTY | {"added": ["c03"], "verdict": "evidence"},
    )
    assert _json(capsys, "diff", "topic", "0002", "1", *at) == (
        1,
        EMPTY | {"withdrawn": ["c03"], "verdict": "evidence"},
    )
    assert _json(capsys, "diff", "topic", "2", "2", *at) == (0, EMPTY | {"verdict": "identical"})
    assert _json(capsys, "diff", "topic", "2", "records", *at) == (
        1,
        EMPTY | {"reworded": ["c02"], "verdict": "wording"},
    )
    assert _json(capsys, "diff", "topic", "records", "records", *at) == (0, EMPTY | {"verdict": "identical"})
    assert _json(capsys, "diff", "topic", "2", "3", *at) == (1, EMPTY | {"verdict": "evidence"})
    assert run(["diff", "topic", "1", "9", *at]) == 2
    assert run(["diff", "none", "1", "2", *at]) == 2


def test_packs_that_nobody_can_read_any_more_count_as_evidence(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """An edition whose packs today's reader refuses is still compared, claim by claim, and the packs are told."""
    folder = a_shelf(tmp_path)
    publish(folder)
    publish(folder, "--note", "Again.")
    (folder / "output/editions/topic/0001/data/packs/public/audience.yaml").write_text("title: x\nfuture: y\n")
    capsys.readouterr()
    assert run(["diff", "topic", "1", "2", "-C", str(folder)]) == 1
    assert "the packs of LMP-0001 cannot be read by this briefgen" in capsys.readouterr().out


def test_the_text_shows_the_words(shelf: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """A reworded claim is shown word by word."""
    capsys.readouterr()
    assert run(["diff", "topic", "2", "records", "-C", str(shelf)]) == 1
    assert capsys.readouterr().out == (
        "LMP-0002 → records: wording\nreworded   c02  The door\n           text: The door was [-shut.-] {+open.+}\n"
    )


def test_the_page_is_a_tagged_pdf_or_html(shelf: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """`-o` writes a page whose structure holds both wordings, and an HTML file that loads nothing."""
    from pypdf import PdfReader

    from briefgen.diagnostics import Span
    from briefgen.pdfread import open_pdf

    assert run(["diff", "topic", "1", "records", "-C", str(shelf), "-o", "page.pdf"]) == 1
    assert capsys.readouterr().out.endswith(f"{shelf / 'page.pdf'}\n")
    data = (shelf / "page.pdf").read_bytes()
    structure = open_pdf(data, Span("page.pdf")).structure()
    assert "Before (text): The door was shut." in structure.text
    assert "After (text): The door was open." in structure.text
    assert structure.find("H1")
    assert cast("Any", PdfReader(BytesIO(data)).trailer["/Root"])["/MarkInfo"]["/Marked"]
    assert run(["diff", "topic", "1", "records", "-C", str(shelf), "-o", "page.html"]) == 1
    html = (shelf / "page.html").read_text()
    assert "was <strong>shut.</strong>" in html
    assert "was <strong>open.</strong>" in html
    assert html.startswith('<!DOCTYPE html>\n<html lang="en" dir="ltr">')
    assert "<script" not in html
    assert "http" not in html
    assert run(["diff", "topic", "1", "records", "-C", str(shelf), "-o", "page.doc"]) == 2
