"""The ruler of the type benchmark against what the layout itself says, and its figures on lines made by hand."""

from pathlib import Path

import pytest

from briefgen.pdf import write_pdf
from tests.bench.type.measuring import Line, figures_of, lines_of
from tests.bench.type.ours import set_words
from tests.bench.type.words import paragraphs_of
from tests.outside import need

SPACE, EM = 2.5, 10.0


def test_the_ruler_agrees_with_the_layout(tmp_path: Path) -> None:
    """Measured from the file, each line begins and ends where the layout put it, and its spaces are what is left."""
    need("mutool")
    paragraphs = paragraphs_of(1500)
    pages = set_words(paragraphs, 200.0)
    file = tmp_path / "lines.pdf"
    file.write_bytes(write_pdf(pages, (), producer="test"))
    measured = lines_of(file, paragraphs)
    placed = [item for page in pages.pages for item in page.items]
    assert len(measured) == len(placed) > 200
    for line, (_, x, _, segments, _) in zip(measured, placed, strict=True):
        assert line.left == pytest.approx(x + segments[0][1], abs=0.05)
        assert line.right == pytest.approx(x + segments[-1][1] + segments[-1][2], abs=0.05)
    text = [len(text.split(" ")) for text in paragraphs]
    breaks = sum(not line.ends_paragraph for line in measured)
    hyphens = sum(line.hyphen for line in measured)
    spaces = sum(len(line.spaces) for line in measured)
    assert sum(text) - len(text) - breaks <= spaces <= sum(text) - len(text) - breaks + hyphens


def test_another_text_is_noticed(tmp_path: Path) -> None:
    """A file that sets other words than it should is an error, not a figure."""
    need("mutool")
    paragraphs = paragraphs_of(300)
    file = tmp_path / "lines.pdf"
    file.write_bytes(write_pdf(set_words(paragraphs, 300.0), (), producer="test"))
    with pytest.raises(ValueError, match="stands where"):
        lines_of(file, [paragraphs[0].replace("the", "eht", 1), *paragraphs[1:]])
    with pytest.raises(ValueError, match="goes on behind"):
        lines_of(file, paragraphs[:-1])


def a_line(*spaces: float, letter: str = "a", right: float = 100.0) -> Line:
    """Make a line with spaces of 3 points that begin at these places."""
    return Line(0.0, right, (letter, right - 5.0, right), [(at, at + 3.0) for at in spaces], letter == "-")


def test_figures_are_counted_as_they_are_defined() -> None:
    """Loose and overfull lines, ladders of more than two hyphens and rivers through three lines or more."""
    loose = Line(0.0, 100.0, ("a", 95.0, 100.0), [(50.0, 55.0)])
    lines = [a_line(20.0), a_line(21.0, 60.0), a_line(22.5, 80.0), a_line(40.0), loose]
    lines += [a_line(10.0, letter="-"), a_line(30.0, letter="-"), a_line(70.0, letter="-")]
    lines += [a_line(1.0, right=103.0), a_line(90.0, letter=".", right=103.0), a_line(5.0, letter=".", right=107.0)]
    lines[-1].ends_paragraph = True
    figures = figures_of(lines, 100.0, SPACE, EM)
    assert figures.lines == 11
    assert figures.loose == 1
    assert figures.highest == 2.0
    assert figures.hyphens == 3
    assert figures.ladders == 1
    assert figures.overfull == 2
    assert figures.rivers == 1
    assert figures.long_rivers == 0


def test_a_river_ends_with_its_paragraph() -> None:
    """Spaces of two paragraphs make no river, and hyphens of two no ladder."""
    lines = [a_line(20.0, letter="-"), a_line(20.0, letter="-"), a_line(20.0), a_line(20.0)]
    lines[1].ends_paragraph = True
    figures = figures_of(lines, 100.0, SPACE, EM)
    assert figures.rivers == figures.ladders == 0


def test_the_words_are_the_same_each_time() -> None:
    """The same count gives the same words, in paragraphs of 40 to 120, and exactly so many."""
    paragraphs = paragraphs_of(3000)
    assert paragraphs == paragraphs_of(3000)
    counts = [len(text.split()) for text in paragraphs]
    assert sum(counts) == 3000
    assert all(40 <= count <= 120 for count in counts[:-1])
