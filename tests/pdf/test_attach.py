"""Files that travel inside the brief."""

import hashlib

import pytest

from briefgen.diagnostics import Span
from briefgen.pdf import write_pdf
from briefgen.pdfread import open_pdf
from tests.conformance.judge import assert_conforms
from tests.pdf.make import parsed, simple

FILES = [
    ("records.yaml", "application/yaml", "The records (selected)", "title: «متن»\n".encode()),
    ("manifest.json", "application/json", "Versions and digests", b"{}\r"),
    ("empty.txt", "text/plain", "Nothing", b""),
]


def test_files_come_back() -> None:
    """Names, types, descriptions, relationship and every byte are read back; the file conforms."""
    data = write_pdf(simple().done(), FILES, producer="x")
    found = open_pdf(data, Span("x")).attachments()
    assert [(one.name, one.media_type, one.description, one.content) for one in found] == sorted(FILES)
    assert {one.relationship for one in found} == {"Source"}
    assert_conforms(data)


def test_parameters_are_right() -> None:
    """Size, date and checksum are those of the content, and the catalog lists the files."""
    root = parsed(write_pdf(simple().done(), FILES, producer="x")).trailer["/Root"]
    assert len(root["/AF"]) == 3
    for specification, (_, _, _, content) in zip(root["/AF"], FILES, strict=True):
        parameters = specification.get_object()["/EF"]["/F"]["/Params"]
        assert parameters["/Size"] == len(content)
        assert parameters["/ModDate"] == "D:20261122000000Z"
        checksum = parameters["/CheckSum"].original_bytes
        assert checksum == hashlib.md5(content, usedforsecurity=False).digest()


@pytest.mark.parametrize("name", ["../x", "A.txt", "", ".x", "a/b", "a" * 65, "x\n"])
def test_bad_names_are_our_bug(name: str) -> None:
    """A name that could not be written to every disk never gets into a file."""
    with pytest.raises(ValueError, match="not a name"):
        write_pdf(simple().done(), [(name, "text/plain", "x", b"")], producer="x")


def test_equal_names_are_our_bug() -> None:
    """Two files with one name are refused."""
    with pytest.raises(ValueError, match="same name"):
        write_pdf(simple().done(), [FILES[0], FILES[0]], producer="x")


def test_no_files_no_keys() -> None:
    """Without attachments the catalog has neither names nor associated files."""
    root = parsed(write_pdf(simple().done(), [], producer="x")).trailer["/Root"]
    assert not {"/AF", "/Names"} & set(root)
