"""What rests on a source: working files and every edition."""

import json
from pathlib import Path
from typing import Any

import pytest

from briefgen.cli.main import run
from tests.build import write
from tests.editions.shelf import FILES, a_shelf, publish


@pytest.fixture(scope="module")
def shelf(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A workspace with two editions of one topic, and a second topic that uses one id for another work."""
    folder = a_shelf(tmp_path_factory.mktemp("impact"))
    publish(folder, "--cutoff", "2020-12-31")
    publish(folder, "--note", "Complete.", date="2022-01-02")
    words = ["withdraw", "topic", "1", "--reason", "Wrong.", "--date", "2022-01-03", "-C", str(folder)]
    assert run(words) == 0
    other = {path.replace("/topic/", "/other/"): text for path, text in FILES.items() if "/topic/" in path}
    other["sources/other/sources.yaml"] = other["sources/other/sources.yaml"].replace("A review", "Another work")
    return write(folder, other)


def _asked(capsys: pytest.CaptureFixture[str], folder: Path, source: str) -> tuple[int, dict[str, Any]]:
    capsys.readouterr()
    code = run(["impact", source, "-C", str(folder), "--json"])
    return code, json.loads(capsys.readouterr().out)


def test_claims_briefs_and_editions_are_found(shelf: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Claims that name the source, those of a work derived from it at one remove, judgments, topics, editions."""
    code, told = _asked(capsys, shelf, "report-2020")
    assert code == 0
    assert [(row["topic"], row["id"], row["through"]) for row in told["claims"]] == [
        ("other", "c01", None),
        ("other", "c02", "wire-2020"),
        ("topic", "c01", None),
        ("topic", "c02", "wire-2020"),
    ]
    assert told["briefs"] == ["other", "topic"]
    assert [row["text"] for row in told["judgments"]] == ["The lamp was very likely lit."] * 2
    assert [(row["label"], row["claims"], row["audiences"], row["withdrawn-by"]) for row in told["editions"]] == [
        ("LMP-0001", ["c01", "c02"], ["public"], "LMP-0003"),
        ("LMP-0002", ["c01", "c02"], ["public"], None),
    ]
    assert told["messages"] == []


def test_one_id_for_two_works_is_told(shelf: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Both works are listed, with a warning, and the exit code stays 0."""
    code, told = _asked(capsys, shelf, "review-2021")
    assert code == 0
    assert sorted((row["topic"], row["title"]) for row in told["works"]) == [
        ("other", "Another work"),
        ("topic", "A review"),
    ]
    assert [message["code"] for message in told["messages"]] == ["impact.two-works"]
    assert [row["label"] for row in told["editions"]] == ["LMP-0002"]


def test_an_unknown_source_is_bad_input(shelf: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Exit 2 for a source that nobody knows; a source that only an edition knows is known."""
    assert run(["impact", "nobody", "-C", str(shelf)]) == 2
    assert "impact.unknown" in capsys.readouterr().err


def test_the_text_names_what_rests(shelf: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Lines name the topic or edition, the claims, and the work through which they rest on the source."""
    capsys.readouterr()
    assert run(["impact", "report-2020", "-C", str(shelf)]) == 0
    out = capsys.readouterr().out
    assert "LMP-0001, 2022-01-01, withdrawn by LMP-0003: A report on lighthouses (report)" in out
    assert "  claim c02, through wire-2020\n" in out
    assert "  printed for public\n" in out


def test_removed_and_broken_editions_do_not_hide_the_rest(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """A payload removed with notice is a warning; a topic that cannot be read is a problem, and the rest is told."""
    folder = a_shelf(tmp_path)
    publish(folder)
    publish(folder, "--note", "Again.", date="2022-01-02")
    assert (
        run(
            [
                "withdraw",
                "topic",
                "1",
                "--reason",
                "Law.",
                "--remove-payload",
                "--date",
                "2022-01-03",
                "-C",
                str(folder),
            ]
        )
        == 0
    )
    (folder / "sources/topic/claims.yaml").write_text("claims: [")
    code, told = _asked(capsys, folder, "report-2020")
    assert code == 2
    assert [row["label"] for row in told["editions"]] == ["LMP-0002"]
    assert "impact.removed" in {message["code"] for message in told["messages"]}
