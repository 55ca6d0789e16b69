"""What the limited child says of a PDF; here without the child."""

import json
from io import BytesIO
from typing import Any

import pytest

from briefgen.errors import LimitError, UsageError
from briefgen.pdfread.lone import describe
from tests.build import a_topic, build, write


@pytest.fixture(scope="module")
def brief(tmp_path_factory: pytest.TempPathFactory) -> bytes:
    """The bytes of a small brief."""
    return build(write(tmp_path_factory.mktemp("lone"), a_topic()), "public").data


def _with(data: bytes, name: str, content: bytes) -> bytes:
    from pypdf import PdfWriter

    writer = PdfWriter(clone_from=BytesIO(data))
    for file in writer.attachment_list:
        if file.name == name:
            file.content = content
    out = BytesIO()
    writer.write(out)
    return out.getvalue()


def _told(data: bytes) -> dict[str, Any]:
    return dict(json.loads(describe(data)))


def test_a_brief_is_described(brief: bytes) -> None:
    """Title, topic, audience, date, standards, and the files with their digests."""
    told = _told(brief)
    assert (told["title"], told["topic"], told["audience"], told["date"]) == (
        "The lighthouse",
        "topic",
        "public",
        "2026-11-22",
    )
    assert told["claims"] == ["PDF/A-3a", "PDF/UA-1"]
    assert told["records"] == "match"
    assert [file["name"] for file in told["attachments"]] == ["manifest.json", "records.yaml"]


@pytest.mark.parametrize(
    ("name", "content", "outcome"),
    [
        ("records.yaml", b"claims: []\n", "differ"),
        ("manifest.json", b'{"tool": {"name": "briefgen"}}', "missing"),
        (
            "manifest.json",
            b'{"tool": {"name": "briefgen"}, "digests": {"records.yaml": 1}, "audience": [1], "topic": 7}',
            "missing",
        ),
    ],
)
def test_what_does_not_agree_is_told(brief: bytes, name: str, content: bytes, outcome: str) -> None:
    """Other records differ from the manifest's digest; a manifest of another form is read as far as it goes."""
    told = _told(_with(brief, name, content))
    assert told["records"] == outcome
    assert isinstance(told["topic"], str)


@pytest.mark.parametrize(
    "content", [b"", b"[]", b"[" * 99_999, b"\xff", b'{"tool": "briefgen"}', b'{"tool": {"name": "x"}}']
)
def test_foreign_manifests_are_refused(brief: bytes, content: bytes) -> None:
    """A manifest that briefgen did not write makes the file foreign."""
    with pytest.raises(UsageError, match=r"pdf\.foreign"):
        describe(_with(brief, "manifest.json", content))


def test_attachments_are_bounded(brief: bytes, monkeypatch: pytest.MonkeyPatch) -> None:
    """More bytes inside than a PDF may have are a limit, however small they are packed."""
    monkeypatch.setattr("briefgen.pdfread.lone.value", lambda _: 10)
    with pytest.raises(LimitError, match=r"limit\.pdf"):
        describe(brief)
