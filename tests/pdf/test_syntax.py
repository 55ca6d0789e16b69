"""Strings, names, numbers, streams and trees of PDF."""

import zlib
from io import BytesIO
from typing import Any, cast

import pypdf
import pypdf.generic
import pytest
from hypothesis import given
from hypothesis import strategies as st

from briefgen.pdf import syntax
from briefgen.pdf.canvas import TaggedCanvas
from briefgen.pdf.settings import pdfdoc

TEXT = st.text(st.characters(exclude_categories=["Cs"]), max_size=60)


def read(data: bytes) -> Any:
    """Let pypdf read one object."""
    return pypdf.generic.read_object(BytesIO(data + b" "), cast("Any", pypdf.PdfWriter()))


@given(TEXT)
def test_strings_come_back(text: str) -> None:
    """Any text is read back as it was, and what is written is ASCII without a line break."""
    data = syntax.string(text)
    assert str(read(data)) == text
    assert data.isascii()
    assert b"\n" not in data


@pytest.mark.parametrize("text", ["a)(b\\", "]]><x>", "((", "\\", "", "q\nr", "ā", "\U0001f600", "/JavaScript"])
def test_hard_strings_come_back(text: str) -> None:
    """Parentheses, backslashes, line ends and letters beyond ASCII survive."""
    assert str(read(syntax.string(text))) == text


@given(st.text(st.characters(min_codepoint=1, exclude_categories=["Cs"]), min_size=1, max_size=30))
def test_names_come_back(text: str) -> None:
    """Any name is read back as it was; no delimiter of PDF stands in it."""
    data = syntax.name(text)
    assert str(read(data)) == f"/{text}"
    assert not set(b" ()<>[]{}/%") & set(data[1:])


def test_canary_reportlab_names() -> None:
    """ReportLab still leaves the slash of a media type in a name, which would break the dictionary."""
    assert pdfdoc.PDFName("application/yaml") == "/application/yaml"
    assert syntax.name("application/yaml") == b"/application#2Fyaml"


@given(st.floats(-9999, 9999))
def test_numbers_are_short_and_right(value: float) -> None:
    """A number is written without exponent and is right to a hundredth."""
    data = syntax.number(value)
    assert abs(float(data) - value) <= 0.005 + 1e-9
    assert set(data) <= set(b"-.0123456789")
    assert data != b"-0"


@given(st.lists(st.floats(-9999, 9999), min_size=4, max_size=4))
def test_rectangles_are_right(values: list[float]) -> None:
    """The four numbers of a rectangle are right to a hundredth, and none has an exponent."""
    data = syntax.rectangle(*values)
    assert b"e" not in data
    assert all(abs(float(a) - b) <= 0.0051 for a, b in zip(data[1:-1].split(), values, strict=True))


@given(st.binary(max_size=200), st.booleans())
def test_streams_end_in_crlf(content: bytes, compress: bool) -> None:
    """Length counts the data alone, and CR LF stands between them and `endstream`, whatever they end in."""
    data = syntax.Stream(content, b"/Type/Test", compress=compress).format(None)
    head, _, rest = data.partition(b"\nstream\r\n")
    length = int(head.rpartition(b"/Length ")[2].removesuffix(b">>"))
    assert rest[length:] == b"\r\nendstream"
    assert (zlib.decompress(rest[:length]) if compress else rest[:length]) == content


def test_canary_reportlab_streams() -> None:
    """ReportLab still writes no end of line before `endstream`, and may still use ASCII85."""
    document = pdfdoc.PDFDocument(invariant=1)
    assert b"xendstream" in pdfdoc.PDFStream(content=b"x").format(document)
    assert pdfdoc.rl_config.useA85 == 1


@pytest.mark.parametrize("count", [0, 1, 64, 65, 300])
def test_number_trees_keep_order_and_limits(count: int) -> None:
    """A number tree holds all entries; leaves of a large one state their limits and follow each other."""
    document = TaggedCanvas().document
    root = syntax.number_tree(document, [(place, b"%d" % (place * 7)) for place in range(count)])
    objects = {number: document.idToObject[name] for number, name in document.numberToId.items()}
    top = read(objects[root].data)
    leaves = [top] if "/Nums" in top else [read(objects[kid.idnum].data) for kid in top.raw_get("/Kids")]
    flat = [int(number) for leaf in leaves for number in leaf["/Nums"]]
    assert flat == [number for place in range(count) for number in (place, place * 7)]
    if len(leaves) > 1:
        assert [list(leaf["/Limits"]) for leaf in leaves] == [[leaf["/Nums"][0], leaf["/Nums"][-2]] for leaf in leaves]


def test_name_trees_are_sorted() -> None:
    """A name tree is sorted whatever order its entries come in."""
    document = TaggedCanvas().document
    root = syntax.name_tree(document, [("b", b"2"), ("a-1", b"1"), ("c", b"3")])
    assert document.idToObject[document.numberToId[root]].data == b"<</Names[(a-1) 1\n(b) 2\n(c) 3]>>"
