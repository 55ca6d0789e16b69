"""The whole file: both standards, the same bytes, exact text."""

import hashlib
import os
import subprocess
import sys
from pathlib import Path

import pytest

from briefgen import limits
from briefgen.diagnostics import Span
from briefgen.errors import LimitError
from briefgen.pdf import write_pdf
from briefgen.pdfread import Node, open_pdf
from tests.conformance.judge import assert_conforms, structure_text
from tests.pdf.make import Sheet, simple

ROOT = Path(__file__).resolve().parents[2]
PERSIAN = "جمهوری اسلامی می‌گوید «القاعده» (۱۳۵۷) پناهگاهی ندارد"
FILES = [("manifest.json", "application/json", "Versions", b"{}")]


def rich() -> Sheet:
    """Two pages with headings, list, table, quotation in Persian, contents, and a note that runs over."""
    sheet = Sheet()
    add = sheet.elements.add
    title, toc = add("Title", 0), add("TOC", 0)
    entry = add("TOCI", toc)
    contents = add("Link", add("Reference", entry), action=("goto", "s1", "Go to First section"))
    sheet.line(790, (title, "The whole of it"))
    sheet.line(770, (contents, "First section 1"))
    heading = add("H1", 0)
    sheet.line(750, (heading, "First section"))
    items = add("L", 0, attributes={"ListNumbering": "Decimal"})
    for place in range(2):
        item = add("LI", items)
        sheet.line(730 - 15 * place, (add("Lbl", item), f"{place + 1}."), (add("LBody", item), " An item"))
    table = add("Table", 0, attributes={"Summary": "Who says what"})
    head, row = add("TR", table), add("TR", table)
    corner = add("TH", head, attributes={"Scope": "Column"})
    wide = add("TH", head, attributes={"Scope": "Column"})
    sheet.line(690, (corner, "Who"))
    sheet.line(690, (wide, "What"), x=200)
    sheet.line(675, (add("TH", row, attributes={"Scope": "Row"}), "Tehran"))
    sheet.line(675, (add("TD", row), "denies"), x=200)
    quotation = add("P", add("BlockQuote", 0, language="fa"))
    sheet.line(650, (quotation, PERSIAN), rtl=True, language="fa")
    paragraph = add("P", 0)
    mark = add("Link", add("Reference", paragraph), action=("goto", "n1", "Go to note 1"))
    sheet.line(620, (paragraph, "A paragraph with a mark"), (mark, "1"))
    note = add("Note", 0, ident="note-1")
    back = add("Link", add("Lbl", note), action=("goto", "m1", "Back to reference 1 in the text"))
    body = add("P", note)
    sheet.line(80, (back, "1"), (body, " A note that goes on "))
    sheet.end_page("i")
    sheet.artifact(800, "Running head", "Header")
    sheet.line(100, (body, "over the page."))
    rest = add("P", 0)
    sheet.line(700, (rest, "The end."))
    sheet.end_page("1")
    sheet.targets.update({"s1": (0, 72.0, 760.0), "n1": (0, 72.0, 90.0), "m1": (0, 72.0, 630.0)})
    sheet.outline.extend([(1, "First section", "s1"), (2, "A part", "n1"), (1, "Another", "m1")])
    return sheet


def tags(node: Node) -> list[tuple[str, str]]:
    """Return tag and text of all elements that hold text themselves."""
    own = [(one.tag, "".join(part for part in one.children if isinstance(part, str))) for one in node.walk()]
    return [pair for pair in own if pair[1]]


def test_both_standards() -> None:
    """A file with all kinds of elements, links and files is PDF/UA-1 and PDF/A-3a at once."""
    assert_conforms(write_pdf(rich().done(), FILES, producer="briefgen 1"))


def test_right_to_left_document_conforms() -> None:
    """A brief in Persian conforms and asks viewers to turn pages from right to left."""
    sheet = Sheet("fa")
    heading, paragraph = sheet.elements.add("H1", 0), sheet.elements.add("P", 0)
    sheet.line(700, (heading, "عنوان"), rtl=True)
    sheet.line(680, (paragraph, PERSIAN), rtl=True)
    sheet.end_page("۱")
    data = write_pdf(sheet.done(title="عنوان", direction="rtl"), [], producer="x")
    assert_conforms(data)
    assert open_pdf(data, Span("x")).language() == "fa"


def test_structure_reads_in_order() -> None:
    """What a reader hears is the text in the order of writing, each piece in its element, artifacts left out."""
    pdf = open_pdf(write_pdf(rich().done(), [], producer="x"), Span("x"))
    found = tags(pdf.structure())
    assert found[:3] == [("Title", "The whole of it"), ("Link", "First section 1"), ("H1", "First section")]
    assert ("P", " A note that goes on over the page.") in found
    assert found[-1] == ("P", "The end.")
    assert "Running head" not in pdf.structure().text
    assert "Running head" in pdf.shown()[1]


def test_persian_is_exact() -> None:
    """Persian text with joiners, brackets and digits is read back letter by letter, by us and by poppler."""
    data = write_pdf(rich().done(), [], producer="x")
    (quotation,) = open_pdf(data, Span("x")).structure().find("BlockQuote")
    assert quotation.text == PERSIAN
    assert quotation.language == "fa"
    seen = structure_text(data)
    assert seen is None or f'"{PERSIAN}"' in seen


def test_note_on_two_pages_is_one_element() -> None:
    """A note that runs over the page is one Note with all its text."""
    (note,) = open_pdf(write_pdf(rich().done(), [], producer="x"), Span("x")).structure().find("Note")
    assert note.text == "1 A note that goes on over the page."
    assert note.ident == "note-1"


def test_nothing_acts() -> None:
    """An independent look at the finished file finds addresses and places of the document, and no action."""
    pdf = open_pdf(write_pdf(simple().done(), FILES, producer="x"), Span("x"))
    assert pdf.actions() == []
    assert pdf.links() == [(0, "goto", "0"), (0, "goto", "0"), (0, "uri", "https://example.org/a?b=c")]


BUILD = """
import hashlib, sys
from tests.pdf.test_write import FILES, rich
from briefgen.pdf import write_pdf
pages = rich().done()
print(*(hashlib.sha256(write_pdf(pages, FILES, producer="x")).hexdigest() for _ in range(3)))
"""


@pytest.mark.parametrize(
    "environment",
    [
        {"PYTHONHASHSEED": "1", "TZ": "Asia/Tehran", "LC_ALL": "C"},
        {
            "PYTHONHASHSEED": "4711",
            "TZ": "America/Lima",
            "LC_ALL": "tr_TR.UTF-8",
            "SOURCE_DATE_EPOCH": "1",
            "RL_useA85": "0",
        },
    ],
)
def test_same_bytes_everywhere(environment: dict[str, str], tmp_path: Path) -> None:
    """Hash seed, time zone, locale, folder, variables and the builds before it change no byte."""
    clean = {"PATH": os.environ["PATH"], "HOME": str(tmp_path), "PYTHONPATH": str(ROOT)} | environment
    done = subprocess.run(
        [sys.executable, "-c", BUILD], cwd=tmp_path, env=clean, capture_output=True, text=True, check=False, timeout=60
    )
    assert done.returncode == 0, done.stderr
    here = hashlib.sha256(write_pdf(rich().done(), FILES, producer="x")).hexdigest()
    assert done.stdout.split() == [here] * 3


def test_inputs_stay_as_they_are() -> None:
    """Writing changes nothing that layout handed over: the second file equals the first."""
    pages = rich().done()
    assert write_pdf(pages, FILES, producer="x") == write_pdf(pages, FILES, producer="x")


@pytest.mark.parametrize("name", ["pages", "pdf"])
def test_limits_are_named(name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """Too many pages and too many bytes are limits, named."""
    table = dict(limits.LIMITS) | {name: limits.Limit(0, "pages", "one brief")}
    monkeypatch.setattr(limits, "LIMITS", table)
    with pytest.raises(LimitError, match=f"limit.{name}"):
        write_pdf(simple().done(), [], producer="x")


def test_document_without_anything_to_go_to() -> None:
    """Without outline and files the catalog has no empty entries for them, and the file conforms."""
    sheet = Sheet()
    sheet.line(700, (sheet.elements.add("P", 0), "Words."))
    sheet.end_page("1")
    assert_conforms(write_pdf(sheet.done(), [], producer="x"))
