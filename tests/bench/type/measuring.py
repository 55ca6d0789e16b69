"""A finished PDF and the words that it sets in, its lines with their word spaces out: one ruler for every engine.

The positions are those of the glyphs in the file, as `mutool draw -F stext` gives them; the words tell which gaps are
word spaces, which hyphens an engine brought, and where paragraphs end. So the text is checked on the way: a letter
that is missing, doubled or out of place is a ValueError.

Measures, in points unless said otherwise:

- *ratio* of a line: its mean word space over the width of the face's space; last lines and lines of one word have none;
- *overfull*: a line whose last letter ends outside the measure by more than a tenth of the em, or, when it ends in
  punctuation, which may hang, whose punctuation begins there;
- *hyphens*: lines that end in a hyphen, brought or typed; a *ladder* is more than two of them in a row;
- *river*: word spaces of three or more consecutive lines of a paragraph, each of which overlaps the one above in its
  horizontal extent, with their middles at most half an em apart. A space belongs to one river at most.
"""

import subprocess
import xml.etree.ElementTree as ET
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path
from unicodedata import normalize

__all__ = ["Figures", "Line", "figures_of", "lines_of"]

_HYPHENS = "-\u00ad\u2010"
_LONGEST_LADDER = 2
_LEAST_RIVER = 3

# A letter as it stands in the file: text, left and right edge.
_Letter = tuple[str, float, float]


@dataclass
class Line:
    """A set line: where its ink begins and ends, its word spaces as (left, right), and how it ends."""

    left: float
    right: float
    last_letter: _Letter
    spaces: list[tuple[float, float]] = field(default_factory=list)
    hyphen: bool = False
    ends_paragraph: bool = False

    @property
    def mean_space(self) -> float:
        """Return the mean word space of a line that has any."""
        return sum(right - left for left, right in self.spaces) / len(self.spaces)


@dataclass(frozen=True)
class Figures:
    """What is told of an engine at one measure; see the module's docstring."""

    lines: int
    mean: float
    highest: float
    loose: int
    tight: int
    overfull: int
    hyphens: int
    ladders: int
    rivers: int
    long_rivers: int
    ratios: tuple[float, ...]


def lines_of(pdf: Path, paragraphs: Sequence[str]) -> list[Line]:
    """Return the lines of a PDF that sets these paragraphs. Raises ValueError where it sets something else."""
    lines: list[Line] = []
    rows = iter(_rows(pdf))
    for text in paragraphs:
        words = normalize("NFKC", text).split(" ")
        starts: set[int] = set()
        at = 0
        for word in words:
            starts.add(at)
            at += len(word)
        letters = "".join(words)
        at = 0
        while at < len(letters):
            row = next(rows, None)
            if row is None:
                message = f"the file ends before {letters[at : at + 20]!r}"
                raise ValueError(message)
            line, at = _line(row, letters, starts, at)
            lines.append(line)
        lines[-1].ends_paragraph = True
    if next(rows, None) is not None:
        message = "the file goes on behind the last paragraph"
        raise ValueError(message)
    return lines


def _line(row: list[_Letter], letters: str, starts: set[int], at: int) -> tuple[Line, int]:
    """Match a row of letters with the text from `at` on."""
    line = Line(row[0][1], row[-1][2], row[-1], hyphen=row[-1][0] in _HYPHENS)
    before = 0.0
    for place, (letter, left, right) in enumerate(row):
        # Typst reads a typed hyphen at the end of a line as a soft one.
        if at < len(letters) and (letter == letters[at] or (letter in _HYPHENS and letters[at] in _HYPHENS)):
            if place and at in starts:
                line.spaces.append((before, left))
            at += 1
        elif place < len(row) - 1 or letter not in _HYPHENS:
            message = f"{letter!r} stands where {letters[at : at + 20]!r} should"
            raise ValueError(message)
        before = right
    return line, at


def _rows(pdf: Path) -> list[list[_Letter]]:
    """Return the letters of each baseline from top to bottom, in the order in which they are written, without spaces."""
    command = ["mutool", "draw", "-q", "-F", "stext", str(pdf)]
    made = subprocess.run(command, check=True, capture_output=True)
    rows: list[list[_Letter]] = []
    for page in ET.fromstring(made.stdout).iter("page"):
        found: dict[int, list[_Letter]] = {}
        for char in page.iter("char"):
            text = normalize("NFKC", char.attrib["c"])
            if text.isspace():
                continue
            corners = [float(number) for number in char.attrib["quad"].split()]
            left = float(char.attrib["x"])
            row = found.setdefault(round(float(char.attrib["y"])), [])
            row.extend((letter, left, corners[2]) for letter in text)
        rows += [found[y] for y in sorted(found)]
    return rows


def figures_of(lines: Sequence[Line], measure: float, space: float, em: float) -> Figures:
    """Return what is told of lines; `space` is the width of the face's space."""
    counts: dict[float, int] = {}
    for line in lines:
        edge = round(line.left, 1)
        counts[edge] = counts.get(edge, 0) + 1
    margin = max(sorted(counts), key=counts.__getitem__)
    edge = margin + measure + em / 10
    ratios = [line.mean_space / space for line in lines if line.spaces and not line.ends_paragraph]
    ladders = row = 0
    for line in lines:
        row = row + 1 if line.hyphen and not line.ends_paragraph else 0
        ladders += row == _LONGEST_LADDER + 1
    rivers = _rivers(lines, em / 2)
    last = [line.last_letter for line in lines]
    return Figures(
        lines=len(lines),
        mean=sum(ratios) / len(ratios),
        highest=max(ratios),
        loose=sum(ratio > 1.6 for ratio in ratios),
        tight=sum(ratio < 0.66 for ratio in ratios),
        overfull=sum((right if letter.isalnum() else left) > edge for letter, left, right in last),
        hyphens=sum(line.hyphen and not line.ends_paragraph for line in lines),
        ladders=ladders,
        rivers=len(rivers),
        long_rivers=sum(length > _LEAST_RIVER for length in rivers),
        ratios=tuple(ratios),
    )


def _rivers(lines: Sequence[Line], reach: float) -> list[int]:
    """Return how many lines each river runs through."""
    lengths: list[int] = []
    above: list[tuple[float, float, int]] = []  # the spaces of the line above, with the length of their river so far
    for line in lines:
        here: list[tuple[float, float, int]] = []
        for left, right in line.spaces:
            found = next((one for one in above if _flows(one, left, right, reach)), None)
            if found is not None:
                above.remove(found)
            here.append((left, right, 1 if found is None else found[2] + 1))
        lengths += [length for _, _, length in above]
        above = here
        if line.ends_paragraph:
            lengths += [length for _, _, length in above]
            above = []
    return [length for length in lengths if length >= _LEAST_RIVER]


def _flows(above: tuple[float, float, int], left: float, right: float, reach: float) -> bool:
    overlap = above[0] < right and left < above[1]
    return overlap and abs((above[0] + above[1]) - (left + right)) / 2 <= reach
