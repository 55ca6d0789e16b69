"""From the registry to bytes, and the audit on the way."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from briefgen.pdf.assemble import FORBIDDEN, assemble, audit
from briefgen.pdf.canvas import TaggedCanvas
from briefgen.pdf.syntax import Formatted, Stream, add, name, string
from tests.pdf.make import parsed


def made(*objects: bytes) -> bytes:
    """Assemble a one-page file with some objects more."""
    canvas = TaggedCanvas()
    document = canvas.document
    canvas.show_tagged_page(100, 100, 0)
    canvas.finish()
    for data in objects:
        add(document, Formatted(data))
    return assemble(document, add(document, document.Catalog), add(document, Formatted(b"<</Title(x)>>")))


@pytest.mark.parametrize("count", [0, 5, 199, 600])
def test_all_objects_are_found(count: int) -> None:
    """Strict readers find every object through the cross-reference stream, however many object streams there are."""
    data = made(*(b"(object %d)" % place for place in range(count)))
    reader = parsed(data)
    found = {str(reader.get_object(number)) for number in range(1, int(reader.trailer["/Size"]))}
    assert {f"object {place}" for place in range(count)} <= found
    assert len(reader.pages) == 1


def test_shape_of_the_file() -> None:
    """Header with four high bytes, no classic table, and `startxref` names the place of the last object."""
    data = made()
    assert data.startswith(b"%PDF-1.7\n%")
    assert all(byte > 127 for byte in data[10:14])
    assert b"\nxref" not in data
    start = int(re.search(rb"startxref\n(\d+)\n%%EOF\n\Z", data)[1])  # type: ignore[index]
    assert re.match(rb"\d+ 0 obj\n<</Filter/FlateDecode/Type/XRef", data[start:])


def test_identifier_depends_on_the_content() -> None:
    """Equal content gives an equal ID and equal bytes, other content another ID."""
    idents = [parsed(made(data)).trailer["/ID"][0] for data in (b"(a)", b"(a)", b"(b)")]
    assert idents[0] == idents[1] != idents[2]
    assert made(b"(a)") == made(b"(a)")


@pytest.mark.parametrize("word", sorted(FORBIDDEN))
def test_audit_finds_what_acts(word: bytes) -> None:
    """Each forbidden name is found as a key and as a value, also when written with #xx."""
    escaped = b"#%02X" % word[0] + word[1:]
    for data in (b"<</%b 1>>" % word, b"<</S/%b>>" % word, b"<</S /%b/X 1>>" % word, b"<</%b(x)>>" % escaped):
        with pytest.raises(RuntimeError, match="audit"):
            audit(data)


@pytest.mark.parametrize(
    "data",
    [
        b"<</S/URI/URI(javascript:x)>>",
        b"<</S/URI/URI(file:///x)>>",
        b"<</URI<68>>>",
        b"<</URI 12 0 R>>",
        b"<</S/URI/URI/Launch>>",
        b"<</S/URI>>",
        b"<</#55RI(ftp://x)>>",
    ],
)
def test_audit_finds_other_addresses(data: bytes) -> None:
    """An address of another scheme, or one that cannot be seen at a glance, is refused."""
    with pytest.raises(RuntimeError, match="audit"):
        audit(data)


@pytest.mark.parametrize(
    "data",
    [
        b"<</S/URI/URI(https://example.org/\\(a\\))>>",
        b"<</S/URI/URI(mailto:a@example.org)>>",
        b"<</Title(/JavaScript \\) /Launch)>>",
        b"<</BaseFont/ABCDEF+Movie-Regular/Subtype/text#2Fplain>>",
        b"<</JSON 1/AAA 2/Sounds 3>>",
    ],
)
def test_audit_passes_what_is_harmless(data: bytes) -> None:
    """Words inside strings and longer names are no actions."""
    audit(data)


@given(st.text(), st.sampled_from(sorted(FORBIDDEN)))
def test_audit_is_not_misled_by_strings(text: str, word: bytes) -> None:
    """Whatever stands in a string before it, a forbidden name behind it is found."""
    harmless = b"<</Alt%b%b>>" % (string(text + "/JS"), name("x y"))
    audit(harmless)
    with pytest.raises(RuntimeError, match="audit"):
        audit(b"<</Alt%b/%b 1>>" % (string(text), word))


def test_dictionaries_of_streams_are_audited() -> None:
    """A stream's dictionary is looked at, its data are not."""
    document = TaggedCanvas().document
    add(document, Stream(b"/Launch", compress=False))
    number = add(document, Formatted(b"<<>>"))
    assemble(document, number, number)
    add(document, Stream(b"", b"/AA<<>>"))
    with pytest.raises(RuntimeError, match="AA"):
        assemble(document, number, number)
