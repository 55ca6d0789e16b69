"""Which readers read Persian and Arabic right, and which do not, as measured.

Text is written in logical order, glyph by glyph, each placed by a step inside TJ. Readers that follow the marked content
(the structure tree, by us and by poppler) or the order of writing (mutool) get every letter in its place. `pdftotext`
and pypdf ignore both: they guess the order of letters from where these stand. pdftotext takes the zero-width
non-joiner, which has no width to guess from, as the end of a line, and so tears می‌گوید apart; it puts spaces, brackets
and colons at a change of direction on their other side, and a mark before its letter. pypdf returns right-to-left runs from left to right. No order of
writing serves both kinds of readers, and a hidden /ActualText makes the former wrong: so the standards' way is kept.
"""

import functools
import re
import subprocess
from io import BytesIO
from pathlib import Path

import pytest

from briefgen.diagnostics import NOWHERE
from briefgen.document import nodes as n
from briefgen.layout import lay_out, style_from
from briefgen.pdf import write_pdf
from briefgen.pdfread import open_pdf
from tests.build import faces
from tests.layout.squares import a_brief
from tests.outside import need

JOINED = "سال ۱۳۵۷ آغاز شد و در ۱۴۰۱ پایان یافت."
ARABIC = "قال الحارس: «لم يكن هناك ضوء»."
PARTED = "جمهوری اسلامی می‌گوید «القاعده» پناهگاهی ندارد."
LATIN = "واژهٔ English words میان متن نشسته است."
BRACKETS = "نشانهٔ (NS-7) روی دماغه بود."
ALL = (JOINED, ARABIC, PARTED, LATIN, BRACKETS)

MUTOOL_PARTS = (LATIN, BRACKETS)  # mutool begins a new line where the face changes: the words are right
_CONTROLS = re.compile("[\u202a-\u202e\u2066-\u2069\u200e\u200f]")


@functools.cache
def quoted() -> bytes:
    """Return a file with each sentence as a block quotation of an English brief."""
    quotes = [n.Quote((n.Paragraph((n.Text(text),)),), "ar" if text == ARABIC else "fa") for text in ALL]
    return write_pdf(lay_out(a_brief(*quotes), style_from({}, "A4", 1), faces(), {}), (), producer="test")


def read(program: list[str], path: Path) -> str:
    """Return what a program reads, without the controls that it adds."""
    path.write_bytes(quoted())
    command = [str(path) if part == "FILE" else part for part in program]
    run = subprocess.run([need(command[0]), *command[1:]], capture_output=True, check=True)
    return _CONTROLS.sub("", run.stdout.decode())


def bare(text: str) -> str:
    """Return a text without white space."""
    return "".join(text.split())


def test_the_structure_tree_reads_every_sentence() -> None:
    """The marked content in the order of the structure tree is the text, letter for letter."""
    text = open_pdf(quoted(), NOWHERE).structure().text
    assert not [sentence for sentence in ALL if sentence not in text]


def test_poppler_reads_the_structure_tree(tmp_path: Path) -> None:
    """A reader of the structure tree that is not ours reads every sentence too."""
    text = read(["pdfinfo", "-struct-text", "FILE"], tmp_path / "x.pdf")
    assert not [sentence for sentence in ALL if sentence not in text]


def test_mutool_reads_every_sentence(tmp_path: Path) -> None:
    """Mutool keeps the order of writing; where the face changes it puts a line end of its own."""
    text = read(["mutool", "draw", "-q", "-F", "text", "FILE"], tmp_path / "x.pdf")
    assert {sentence for sentence in ALL if sentence not in text} == {*MUTOOL_PARTS}
    assert not [sentence for sentence in ALL if bare(sentence) not in bare(text)]


def test_pdftotext_guesses(tmp_path: Path) -> None:
    """Pdftotext has the letters of joined words in order; it tears words at U+200C and moves spaces."""
    version = subprocess.run([need("pdftotext"), "-v"], capture_output=True, text=True, check=False).stderr
    if " 22." not in version:
        pytest.skip("measured with poppler 22")
    text = read(["pdftotext", "FILE", "-"], tmp_path / "x.pdf")
    assert not [sentence for sentence in ALL if sentence in text]
    assert {sentence for sentence in ALL if bare(sentence) in bare(text)} == {JOINED}


def test_pypdf_guesses() -> None:
    """Pypdf's own extraction turns every right-to-left run round: we never use it for text."""
    import pypdf

    text = pypdf.PdfReader(BytesIO(quoted())).pages[0].extract_text()
    assert not [sentence for sentence in ALL if bare(sentence) in bare(text)]
    assert "دوب هغامد یور" in text
