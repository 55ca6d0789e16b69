"""A topic from a few words: files written into a folder, loaded, and the problems of a bad one as lines."""

from pathlib import Path

import pytest

from briefgen.diagnostics import Diagnostic
from briefgen.errors import BriefgenError
from briefgen.files import Folder
from briefgen.records.store import RecordSet, load_topic

BRIEF = "title: A brief\nsections:\n  - {id: s1, title: One}\n"
SOURCE = "sources:\n  - {id: a, type: book, title: A book}\n"
CLAIM = "claims:\n  - id: c1\n    section: s1\n    text: It is so [@a, p. 1].\n"


def write(root: Path, files: dict[str, str | bytes]) -> Folder:
    """Write the files of topic `t`; brief, source and claim are there unless given."""
    for name, text in {"brief.yaml": BRIEF, "a.yaml": SOURCE, "c.yaml": CLAIM, **files}.items():
        path = root / "sources" / "t" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(text if isinstance(text, bytes) else text.encode())
    return Folder(str(root), "")


def load(root: Path, files: dict[str, str | bytes] | None = None) -> RecordSet:
    """Write and load a topic."""
    return load_topic(write(root, files or {}), "t")


def problems(root: Path, files: dict[str, str | bytes]) -> list[Diagnostic]:
    """Return the problems of a topic that must not load."""
    folder = write(root, files)
    with pytest.raises(BriefgenError) as caught:
        load_topic(folder, "t")
    found = [p for p in caught.value.problems if isinstance(p, Diagnostic)]
    assert caught.value.exit_code == (3 if any(p.status == 3 for p in found) else 2)
    return found


def codes(root: Path, files: dict[str, str | bytes]) -> list[str]:
    """Return the codes of the problems."""
    return [p.code for p in problems(root, files)]
