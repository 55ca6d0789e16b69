"""Fonts of the file: widths, maps, descriptors."""

import subprocess
import sys
from io import BytesIO

import pypdf
import pypdf.generic
from hypothesis import given
from hypothesis import strategies as st

from briefgen.pdf import type0, write_pdf
from briefgen.pdfread.content import Font
from tests.pdf.make import Sheet, parsed, simple


@given(st.dictionaries(st.integers(0, 0xFFFF), st.floats(0, 3000), max_size=60))
def test_widths_are_runs(advances: dict[int, float]) -> None:
    """The W array gives every CID its width, each run of consecutive CIDs in one array."""
    ordered = dict(sorted(advances.items()))
    array = pypdf.generic.read_object(BytesIO(b"[%b] " % type0.widths(ordered)), None)
    found = {}
    last = -2
    for first, numbers in zip(array[::2], array[1::2], strict=True):  # type: ignore[index]
        assert first > last + 1
        found.update({first + place: float(number) for place, number in enumerate(numbers)})
        last = first + len(numbers) - 1
    assert found.keys() == ordered.keys()
    assert all(abs(found[cid] - width) <= 0.0051 for cid, width in ordered.items())


TEXT = st.text(st.characters(exclude_categories=["Cs"]), min_size=1, max_size=4)


@given(st.dictionaries(st.integers(0, 0xFFFF), TEXT, max_size=250))
def test_text_comes_back(texts: dict[int, str]) -> None:
    """Each CID has its own text in the map, and no block has more than a hundred entries."""
    data = type0.to_unicode(texts)
    assert Font(2, data).texts == texts
    counts = [int(part.rpartition(b"\n")[2]) for part in data.split(b" beginbfchar")[:-1]]
    assert all(0 < count <= 100 for count in counts)


def test_canary_reportlab_fonts() -> None:
    """ReportLab still maps unused codes to U+0000 and writes blocks of more than a hundred entries."""
    code = (
        "import briefgen.pdf.settings\nfrom reportlab.pdfbase.ttfonts import makeToUnicodeCMap\n"
        "print(makeToUnicodeCMap('F', [0] * 5 + list(range(65, 190))))"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert "130 beginbfchar" in done.stdout
    assert "<00> <0000>" in done.stdout


def test_font_objects_are_complete() -> None:
    """A font is Type0 with Identity-H, embedded as a subset with map, widths and descriptor."""
    reader = parsed(write_pdf(simple().done(), [], producer="x"))
    fonts = reader.pages[0]["/Resources"]["/Font"]
    assert list(fonts) == ["/SourceSerifPro-Regular"]
    font = fonts["/SourceSerifPro-Regular"]
    descendant = font["/DescendantFonts"][0].get_object()
    descriptor = descendant["/FontDescriptor"]
    tag, _, name = font["/BaseFont"][1:].partition("+")
    assert (len(tag), tag.isupper(), name) == (6, True, "SourceSerifPro-Regular")
    assert font["/Encoding"] == "/Identity-H"
    assert font["/BaseFont"] == descendant["/BaseFont"] == descriptor["/FontName"]
    assert descendant["/DW"] == 0
    assert descriptor["/Flags"] & 4
    file = descriptor["/FontFile2"]
    assert len(file.get_data()) == file["/Length1"]
    assert len(descendant["/CIDToGIDMap"].get_data()) % 2 == 0


def test_two_scripts_two_fonts() -> None:
    """Each face that shows something has its own font, under the name that the content selects."""
    sheet = Sheet()
    paragraph = sheet.elements.add("P", 0)
    sheet.line(700, (paragraph, "Tehran"))
    sheet.line(680, (paragraph, "تهران"), rtl=True, language="fa")
    sheet.end_page("1")
    reader = parsed(write_pdf(sheet.done(), [], producer="x"))
    assert len(reader.pages[0]["/Resources"]["/Font"]) == 2
