"""Saved web pages and PDFs as witnesses of quotations: read in a limited child, once."""

import hashlib
from pathlib import Path

import pytest

from briefgen import guard, limits
from briefgen.errors import LimitError
from briefgen.evidence import examine
from briefgen.files import Folder
from briefgen.inputs import snapshot_readers
from tests.build import a_claim, a_source, a_topic, an_entity, build, write
from tests.command import briefgen
from tests.conftest import Workspace

PAGE = "<html><head><script>var x = 'the lamp was never lit'</script></head><p>He wrote: the <i>lamp</i>\nwas lit.</p>"


@pytest.fixture(scope="module")
def letter(tmp_path_factory: pytest.TempPathFactory) -> bytes:
    """Return a PDF that says that the lamp was lit."""
    claim = a_claim(text="The keeper wrote it: the lamp was lit at nine [@report-2020].")
    return build(write(tmp_path_factory.mktemp("letter"), a_topic([claim], [a_source()], [an_entity()]))).data


def topic(workspace: Workspace, name: str, data: bytes, words: str) -> Path:
    """Write a topic whose one quotation has one saved copy."""
    path = f"snapshots/{name}"
    copy = {"kind": "file", "path": path, "sha256": hashlib.sha256(data).hexdigest(), "captured": "2026-11-01"}
    claim = a_claim(quotes=[{"source": "report-2020", "text": words}], asserted_by="keeper")
    folder = workspace(a_topic([claim], [a_source(preserved=[copy])], [an_entity()]))
    file = folder / "sources/topic" / path
    file.parent.mkdir()
    file.write_bytes(data)
    return folder


@pytest.mark.parametrize("name", ["page.html", "page.htm", "letter.pdf"])
def test_a_quotation_is_found_in_its_saved_copy(workspace: Workspace, letter: bytes, name: str) -> None:
    """What stands there is checked; what does not is exit 1, also where a script says it."""
    data = letter if name.endswith("pdf") else PAGE.encode()
    run = briefgen("check", folder=topic(workspace, name, data, "the lamp was lit"))
    assert run.returncode == 0, run.stderr
    assert "quote." not in run.stdout + run.stderr


@pytest.mark.parametrize("name", ["page.html", "letter.pdf"])
def test_one_that_is_not_there_is_reported(workspace: Workspace, letter: bytes, name: str) -> None:
    """A script vouches for nothing, and another word is another word."""
    data = letter if name.endswith("pdf") else PAGE.encode()
    run = briefgen("check", folder=topic(workspace, name, data, "the lamp was never lit"))
    assert run.returncode == 1
    assert "error[quote.not-found]" in run.stdout + run.stderr


def test_a_damaged_copy_leaves_the_quotation_unchecked(workspace: Workspace) -> None:
    """Bytes that are no PDF are a reason why nothing was compared."""
    run = briefgen("check", folder=topic(workspace, "letter.pdf", b"%PDF-1.7 torn", "the lamp was lit"))
    assert run.returncode == 0
    assert "warning[quote.unchecked]" in run.stdout + run.stderr
    assert "cannot be read as PDF" in run.stdout + run.stderr


def test_a_copy_is_read_once(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """The text is kept by the digest of the bytes; with the cache off the child works again."""
    monkeypatch.setenv("BRIEFGEN_CACHE", str(tmp_path / "cache"))
    calls: list[str] = []
    real = guard.run_limited

    def counted(*arguments: object) -> bytes:
        calls.append(str(arguments[0]))
        return real(*arguments)  # type: ignore[arg-type]

    monkeypatch.setattr(guard, "run_limited", counted)
    read = snapshot_readers()["html"]
    assert read(PAGE.encode()) == read(PAGE.encode())
    assert calls == ["briefgen.evidence.webpage:read_text"]
    monkeypatch.setenv("BRIEFGEN_CACHE", "off")
    read(PAGE.encode())
    assert len(calls) == 2


def test_a_hostile_page_ends_in_time(workspace: Workspace, monkeypatch: pytest.MonkeyPatch) -> None:
    """Half a megabyte of `<!--` would keep the parser busy for minutes: a limit ends it and names the file."""
    from briefgen.records.store import load_topic

    monkeypatch.setitem(limits._RAISED, "cpu-sandbox", 1)
    folder = topic(workspace, "page.html", b"<!--" * 125_000, "the lamp was lit")
    with Folder(str(folder)) as opened, pytest.raises(LimitError, match=r"limit\.cpu-sandbox.*snapshots/page\.html"):
        examine(load_topic(opened, "topic", "sources"), readers=snapshot_readers())
