"""What a lone PDF says of itself, and taking out what it carries."""

import json
from collections.abc import Callable
from io import BytesIO
from pathlib import Path

import pytest

from briefgen import limits
from briefgen.cli.main import run
from briefgen.diagnostics import Span
from briefgen.editions.lone import extract, inspect
from briefgen.errors import LimitError, UsageError
from briefgen.guard import run_limited
from tests.build import a_topic, build, write


@pytest.fixture(scope="module")
def brief(tmp_path_factory: pytest.TempPathFactory) -> bytes:
    """The bytes of a small brief."""
    return build(write(tmp_path_factory.mktemp("lone"), a_topic()), "public").data


def _changed(data: bytes, change: "Callable[[object], object]") -> bytes:
    from pypdf import PdfWriter

    writer = PdfWriter(clone_from=BytesIO(data))
    change(writer)
    out = BytesIO()
    writer.write(out)
    return out.getvalue()


def _replaced(data: bytes, name: str, content: bytes) -> bytes:
    """Return the file with another content of one attachment."""

    def change(writer: object) -> None:
        for file in writer.attachment_list:  # type: ignore[attr-defined]
            if file.name == name:
                file.content = content

    return _changed(data, change)


def test_a_brief_tells_what_it_is(brief: bytes, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Title, date, audience, handling, claims of standards, attachments, and that the records are the manifest's."""
    file = tmp_path / "brief.pdf"
    file.write_bytes(brief)
    assert run(["inspect", str(file)]) == 0
    out = capsys.readouterr().out
    for line in (
        "title      The lighthouse",
        "edition    none: a draft",
        "date       2026-11-22",
        "audience   public",
        "handling   TLP:CLEAR",
        "says it is PDF/A-3a, PDF/UA-1",
        "records    those of the manifest",
        "carries    manifest.json, ",
    ):
        assert line in out
    assert run(["inspect", "brief.pdf", "--json", "-C", str(tmp_path)]) == 0
    told = json.loads(capsys.readouterr().out)
    assert (told["records"], told["messages"], [f["name"] for f in told["attachments"]]) == (
        "match",
        [],
        ["manifest.json", "records.yaml"],
    )
    assert all("content" not in file for file in told["attachments"])


def test_extract_writes_a_new_folder(brief: bytes, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """The files come out as they went in; a folder that exists is never written to."""
    (tmp_path / "brief.pdf").write_bytes(brief)
    words = ["extract", "brief.pdf", "-o", "out", "-C", str(tmp_path)]
    assert run(words) == 0
    assert capsys.readouterr().out.split() == [str(tmp_path / "out" / n) for n in ("manifest.json", "records.yaml")]
    assert "report-2020" in (tmp_path / "out" / "records.yaml").read_text()
    before = {path: path.read_bytes() for path in (tmp_path / "out").iterdir()}
    assert run(words) == 2
    assert "usage.exists" in capsys.readouterr().err
    assert before == {path: path.read_bytes() for path in (tmp_path / "out").iterdir()}
    assert run([*words[:3], "out2", *words[4:], "--json"]) == 0
    assert len(json.loads(capsys.readouterr().out)["extracted"]) == 2
    assert run([*words[:3], "no/such/parent", *words[4:]]) == 2
    assert "path.write" in capsys.readouterr().err


def test_changed_records_are_told(brief: bytes, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """A file whose records were exchanged fails with exit 1, and still gives what it holds."""
    file = tmp_path / "brief.pdf"
    file.write_bytes(_replaced(brief, "records.yaml", b"claims: []\n"))
    assert run(["inspect", str(file)]) == 1
    captured = capsys.readouterr()
    assert "NOT those of the manifest" in captured.out
    assert "pdf.altered" in captured.err
    assert run(["extract", str(file), "-o", str(tmp_path / "out")]) == 1
    assert (tmp_path / "out" / "records.yaml").read_bytes() == b"claims: []\n"


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (b"", "pdf.unreadable"),
        (b"%PDF-1.7 and nothing more", "pdf.unreadable"),
        (b"PK\x03\x04", "pdf.unreadable"),
    ],
)
def test_what_is_no_pdf_is_bad_input(content: bytes, code: str, tmp_path: Path) -> None:
    """A file that is no PDF is exit 2 with one line."""
    (tmp_path / "x.pdf").write_bytes(content)
    with pytest.raises(UsageError, match=code):
        inspect(str(tmp_path / "x.pdf"))


def test_foreign_files_are_bad_input(brief: bytes, tmp_path: Path) -> None:
    """A PDF that is not ours, one with a broken manifest, and one with names that are paths write nothing."""
    from pypdf import PdfWriter

    writer = PdfWriter()
    writer.add_blank_page(100, 100)
    blank = BytesIO()
    writer.write(blank)
    evil = _changed(brief, lambda w: w.add_attachment(filename="../../evil.yaml", data=b"x"))  # type: ignore[attr-defined]
    nul = _changed(brief, lambda w: w.add_attachment(filename="con", data=b"x"))  # type: ignore[attr-defined]
    for data, code in (
        (blank.getvalue(), "pdf.foreign"),
        (_replaced(brief, "manifest.json", b"[" * 100_000), "pdf.foreign"),
        (_replaced(brief, "manifest.json", b'{"tool": {"name": "other"}}'), "pdf.foreign"),
        (evil, "pdf.attachment"),
        (nul, "pdf.attachment"),
    ):
        (tmp_path / "x.pdf").write_bytes(data)
        with pytest.raises(UsageError, match=code):
            extract(str(tmp_path / "x.pdf"), str(tmp_path / "out"))
        assert not (tmp_path / "out").exists()
    assert not (tmp_path.parent / "evil.yaml").exists()


def test_paths_that_are_no_files(tmp_path: Path) -> None:
    """A missing file, a folder and a FIFO are refused at once; a file above the limit is a limit."""
    import os

    os.mkfifo(tmp_path / "fifo")
    for name in ("none", "", "fifo"):
        with pytest.raises(UsageError, match=r"path\."):
            inspect(str(tmp_path / name))


def test_a_file_above_the_limit_is_not_read(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The size is bounded before anything is read into the child."""
    monkeypatch.setitem(limits._RAISED, "pdf", 10)
    (tmp_path / "x.pdf").write_bytes(b"x" * 11)
    with pytest.raises(LimitError, match=r"limit\.pdf"):
        inspect(str(tmp_path / "x.pdf"))


def test_the_child_is_limited(monkeypatch: pytest.MonkeyPatch) -> None:
    """Memory, a refusal and a crash in the child come back as one line each; its answer as bytes."""
    where = Span("x.pdf")
    assert run_limited("builtins:bytes", b"abc", where) == b"abc"
    with pytest.raises(UsageError, match="reading the file fails"):
        run_limited("builtins:len", b"abc", where)
    with pytest.raises(UsageError, match="cannot be read"):
        run_limited("briefgen.pdfread.lone:describe", b"%PDF-", where)
    with pytest.raises(LimitError, match=r"limit\.pages"):
        run_limited("tests.editions.greedy:refuse", b"", where)
    with pytest.raises(LimitError, match="memory-sandbox"):
        run_limited("tests.editions.greedy:take", b"", where)
    monkeypatch.setitem(limits._RAISED, "wall-sandbox", 1)
    monkeypatch.setattr("briefgen.guard._without_network", lambda: ["sh", "-c", "sleep 30", "sh"])
    with pytest.raises(LimitError, match="wall-sandbox"):
        run_limited("builtins:bytes", b"", where)
