"""Drawings by themselves before the judges: hundreds of dates, both directions of reading."""

import pytest

from briefgen.diagnostics import NOWHERE
from briefgen.document import nodes as n
from briefgen.document import words
from briefgen.layout import lay_out, style_from
from briefgen.pdf import write_pdf
from briefgen.pdfread import open_pdf
from tests.conformance.judge import assert_conforms
from tests.pdf.make import FACES
from tests.spoken import spoken

ENDS = ("known", "approximate", "uncertain", "open", "unknown")


def a_track(k: int, word: str) -> n.Track:
    """Return a track with every pair of ends in turn, and a statement now and then."""
    first, last = ENDS[k % 5], ENDS[k // 5 % 3]
    day = 700_000 + 83 * k
    event = n.Moment("event", "interval", day, day if first in ENDS[3:] else day + 900, first, last)
    said = (n.Moment("statement", "date", day + 3000, day + 3000),) * (k % 2)
    return n.Track((n.Text(f"{word} {k}"),), (event, *said))


def a_brief(language: str, direction: str, word: str) -> n.Brief:
    """Return a brief of four hundred dates, a profile and a matrix with heads that read upwards."""
    tracks = tuple(a_track(k, word) for k in range(400))
    ticks = tuple(n.Tick(700_000 + 9000 * k, str(1917 + 25 * k)) for k in range(6))
    caption = (n.Text(word),)
    timeline = n.Timeline(tracks[:15], tracks, ticks, caption, "A line of time.", "Part {part} of {parts}.", "line")
    bars = tuple(n.Bar((n.Text(f"{word} ({k})"),), k) for k in range(5))
    profile = n.Profile((n.Bars(caption, bars), n.Bars(caption, bars)), caption, "Counts.", "Part {part} of {parts}.")
    head = [n.Cell((n.Paragraph(caption), n.Marked("denied", "", caption)), "column")]
    head += [n.Cell((n.Paragraph((n.Text(f"{word} {k}"),)),), "column", direction="up") for k in range(6)]
    cells = tuple(n.Cell((n.Marked("asserted", "asserts"),)) for _ in range(6))
    rows = tuple(n.Row((n.Cell((n.Paragraph(caption),), "row"), *cells)) for _ in range(60))
    table = n.Table((n.Row(tuple(head)),), rows, caption, "Summary")
    section = n.Section("s", caption, (timeline, profile, table))
    furniture = n.Furniture(word, "Draft", "", (("page", "Page {page} of {pages}"),))
    return n.Brief("Charts", "", "A. Author", language, direction, "2026-11-22T00:00:00Z", (section,), furniture)


@pytest.mark.parametrize(("language", "direction", "word"), [("en", "ltr", "A flood"), ("fa", "rtl", "سیل")])
def test_drawings_conform_and_say_their_words(language: str, direction: str, word: str) -> None:
    """Both standards hold, each part of the timeline has its own alternative text, and no word is lost."""
    brief = a_brief(language, direction, word)
    data = write_pdf(lay_out(brief, style_from({}, "A4", 1), FACES, {}), [], producer="x")
    assert_conforms(data)
    structure = open_pdf(data, NOWHERE).structure()
    assert [line.strip(" ") for line in spoken(structure)] == words(brief, marks=True)
    alts = [figure.alt for figure in structure.find("Figure") if figure.alt.startswith("A line")]
    assert len(alts) > 5
    assert alts == [f"A line of time. Part {k} of {len(alts)}." for k in range(1, len(alts) + 1)]
