"""A topic as a whole."""

import os
from pathlib import Path

import pytest

from briefgen import limits
from briefgen.diagnostics import Diagnostic
from briefgen.errors import LimitError, RecordError
from briefgen.files import Folder
from briefgen.records.store import INVERSE, load_topic, topics
from tests.records.topics import BRIEF, CLAIM, SOURCE, codes, load, problems, write


def test_the_smallest_topic(tmp_path: Path) -> None:
    """A brief, a source and a claim are a topic without warnings; the files are kept as read."""
    records = load(tmp_path)
    assert list(records.sources) == ["a"]
    assert list(records.claims) == ["c1"]
    assert dict(records.files) == {"brief.yaml": BRIEF.encode(), "a.yaml": SOURCE.encode(), "c.yaml": CLAIM.encode()}
    assert records.warnings == ()
    assert records.show("c.yaml") == "sources/t/c.yaml"
    assert topics(Folder(str(tmp_path))) == ("t",)


def test_records_of_several_files_are_one_set(tmp_path: Path) -> None:
    """Records stand in the order of file names and of lines."""
    more = "sources:\n  - {id: z, type: book, title: Z}\nclaims:\n  - {id: c0, section: s1, text: 'X [@z]'}\n"
    records = load(tmp_path, {"b.yaml": more})
    assert list(records.sources) == ["a", "z"]
    assert list(records.claims) == ["c0", "c1"]


def test_crlf_gives_the_same_records(tmp_path: Path) -> None:
    """A topic with CRLF says the same as with LF, and keeps its own bytes."""
    crlf = load(tmp_path / "b", {"c.yaml": CLAIM.replace("\n", "\r\n"), "a.yaml": SOURCE.replace("\n", "\r\n")})
    assert crlf.claims["c1"].text.raw == load(tmp_path / "a").claims["c1"].text.raw
    assert b"\r\n" in crlf.files["c.yaml"]


@pytest.mark.parametrize(
    ("topic", "code", "said"),
    [
        ("tt", "path.missing", "did you mean t?"),
        ("Nope", "path.name", ""),
        ("../t", "path.name", ""),
        ("con", "path.name", ""),
    ],
)
def test_unknown_topics(tmp_path: Path, topic: str, code: str, said: str) -> None:
    """A topic that is not there is one line, with the likeliest name."""
    with pytest.raises(RecordError) as caught:
        load_topic(write(tmp_path, {}), topic)
    (problem,) = caught.value.problems
    assert isinstance(problem, Diagnostic)
    assert problem.code == code
    assert said in problem.hint


def test_no_folder_of_sources(tmp_path: Path) -> None:
    """A workspace without sources is told so in one line."""
    with pytest.raises(RecordError, match="there is no folder sources"):
        load_topic(Folder(str(tmp_path)), "t")
    with pytest.raises(RecordError, match="does not exist"):
        topics(Folder(str(tmp_path)))


def test_a_topic_without_brief(tmp_path: Path) -> None:
    """The missing brief is the one problem: nothing dangles because of it."""
    write(tmp_path, {})
    (tmp_path / "sources" / "t" / "brief.yaml").unlink()
    with pytest.raises(RecordError) as caught:
        load_topic(Folder(str(tmp_path), ""), "t")
    assert [p.line() for p in caught.value.problems] == [
        "sources/t/brief.yaml:1:1: error[path.missing]: the topic has no brief.yaml"
    ]


def test_an_unreadable_file_hides_no_other_fault(tmp_path: Path) -> None:
    """A file that is no YAML is one problem; faults of other files are told, and nothing dangles."""
    found = codes(tmp_path, {"a.yaml": "sources: [\n", "c.yaml": CLAIM + "    kind: x\n"})
    assert found == ["yaml.syntax", "schema.choice"]


def test_a_limit_wins_over_bad_input(tmp_path: Path) -> None:
    """With a limit among the problems the error is a LimitError, and all are told."""
    found = problems(tmp_path, {"a.yaml": "x: " + "[" * 40, "c.yaml": CLAIM + "    kind: x\n"})
    assert {p.code for p in found} == {"limit.depth", "schema.choice"}


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("things: []\n", "schema.unknown-key"),
        ("source: []\n", "schema.unknown-key"),
        ("sources: {a: b}\n", "schema.type"),
        ("sources: [x]\n", "schema.type"),
        ("sources:\n  - {id: a, type: book, title: Again}\n", "id.duplicate"),
        ("claims:\n  - {id: c1, section: s1, text: 'X [@a]'}\n", "id.duplicate"),
    ],
)
def test_what_is_wrong_with_a_file(tmp_path: Path, text: str, code: str) -> None:
    """Unknown top-level keys, wrong shapes and ids that stand twice are errors."""
    assert codes(tmp_path, {"d.yaml": text}) == [code]


def test_a_duplicate_names_both_places(tmp_path: Path) -> None:
    """The message names the first place, the position is the second."""
    (problem,) = problems(tmp_path, {"d.yaml": SOURCE})
    assert problem.where.file.endswith("d.yaml")
    assert "sources/t/a.yaml:2:10" in problem.message


def test_a_circle_of_works_is_named(tmp_path: Path) -> None:
    """Works derived from each other in a circle are told once, with all members."""
    text = "sources:\n" + "".join(
        f"  - {{id: {a}, type: book, title: T, derived-from: [{b}]}}\n" for a, b in ("xy", "yz", "zx", "wx")
    )
    (problem,) = problems(tmp_path, {"d.yaml": text})
    assert problem.code == "id.circle"
    assert "x → y → z → x" in problem.message


def test_unknown_files_are_warnings(tmp_path: Path) -> None:
    """Files that nobody reads are told; README, LICENSE and dot-files are passed over."""
    records = load(
        tmp_path,
        {"x.yml": "a", "notes.docx": "b", "sub/x.yaml": "c", "README.md": "d", ".hidden": "e", "snapshots/.x": ""},
    )
    assert [(w.code, w.where.file) for w in records.warnings] == [
        ("path.unread", "sources/t/notes.docx"),
        ("path.unread", "sources/t/sub"),
        ("path.unread", "sources/t/x.yml"),
    ]


def test_links_and_folders_among_the_files(tmp_path: Path) -> None:
    """A symbolic link or a folder where a file belongs is an error with its place."""
    folder = write(tmp_path, {"figures/a.png": "x", "snapshots/deep/x.txt": "y"})
    os.symlink("/etc/passwd", tmp_path / "sources" / "t" / "z.yaml")
    os.symlink("a.png", tmp_path / "sources" / "t" / "figures" / "b.png")
    with pytest.raises(RecordError) as caught:
        load_topic(folder, "t")
    assert [(p.code, p.where.file) for p in caught.value.problems if isinstance(p, Diagnostic)] == [
        ("path.link", "sources/t/figures/b.png"),
        ("path.not-a-file", "sources/t/snapshots/deep"),
        ("path.link", "sources/t/z.yaml"),
    ]


def test_limits_of_a_topic(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Records, bytes and files of a topic are counted."""
    for name, value, files in (
        ("records", 1, {}),
        ("topic", 10, {}),
        ("entries", 2, {}),
        ("entries", 4, {"snapshots/a.txt": "", "figures/b.png": ""}),
    ):
        changed = {**limits.LIMITS, name: limits.Limit(value, "x", "y")}
        monkeypatch.setattr(limits, "LIMITS", changed)
        with pytest.raises(LimitError, match=f"limit.{name}"):
            load(tmp_path / f"{name}{value}", dict(files))
        monkeypatch.undo()


RELATED = """claims:
  - {id: c1, section: s1, text: 'X [@a]', relations: [{to: c2, kind: denies}, {to: c3, kind: answers}]}
  - {id: c2, section: s1, text: 'X [@a]', relations: [{to: c1, kind: denied-by}]}
  - {id: c3, section: s1, text: 'X [@a]', relations: [{to: c2, kind: contradicts}, {to: c2, kind: contradicts}]}
"""


def test_relations_have_derived_inverses(tmp_path: Path) -> None:
    """A relation is known from both sides; typed twice it counts once and is a warning."""
    records = load(tmp_path, {"c.yaml": RELATED})
    assert records.related("c2") == (("denied-by", "c1"), ("contradicts", "c3"))
    assert records.related("c1") == (("denies", "c2"), ("answers", "c3"))
    assert ("answered-by", "c1") in records.related("c3")
    assert records.related("c9") == ()
    assert len(records.relations) == 3
    assert [w.code for w in records.warnings] == ["relation.twice"] * 2


def test_every_relation_has_an_inverse() -> None:
    """The inverse of an inverse, where it can be typed, is the relation itself."""
    assert all(INVERSE.get(INVERSE[kind], kind) == kind for kind in INVERSE)


def test_files_are_read_once(tmp_path: Path) -> None:
    """A snapshot that changes after it was read stays what it was."""
    records = load(tmp_path, {"snapshots/a.txt": "first"})
    assert records.read("snapshots/a.txt", "snapshot") == b"first"
    (tmp_path / "sources" / "t" / "snapshots" / "a.txt").write_text("second")
    assert records.read("snapshots/a.txt", "snapshot") == b"first"
    assert records.files_read()["snapshots/a.txt"] == b"first"
    assert records.read("brief.yaml", "file") == BRIEF.encode()
    with pytest.raises(RecordError, match="does not exist"):
        records.read("snapshots/b.txt", "snapshot")
