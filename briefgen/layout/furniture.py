"""What every page carries beside its text: running head, edition line, folio, handling label.

All of it is artifact: a reader who listens is not told it again on every page. The running head and the edition
stand where lines begin, folio and label where they end: mirrored where the brief is read from the right.
"""

from typing import Final

from briefgen.document import nodes
from briefgen.layout.flatten import flatten, is_rtl
from briefgen.layout.fragments import Fragment, set_paragraph
from briefgen.layout.frames import ARTIFACT, RULE
from briefgen.layout.style import Colour, Style, TextStyle
from briefgen.layout.voices import Voices
from briefgen.numerals import numeral

__all__ = ["Furnisher"]

_LABEL_SIZE: Final = 12.0  # TLP 2.0 asks for 12 points at least
_LABEL_PADDING: Final = 4.0
_HEAD_GAP: Final = 16.0
_FOOT_GAP: Final = 26.0
# FIRST, TLP 2.0: colours of the labels, on black ground.
_LABEL_COLOURS: Final[dict[str, Colour]] = {
    "TLP:RED": (1.0, 0.169, 0.169),
    "TLP:AMBER+STRICT": (1.0, 0.753, 0.0),
    "TLP:AMBER": (1.0, 0.753, 0.0),
    "TLP:GREEN": (0.2, 1.0, 0.0),
    "TLP:CLEAR": (1.0, 1.0, 1.0),
}
_WHITE: Final = (1.0, 1.0, 1.0)
_BLACK: Final = (0.0, 0.0, 0.0)

Item = tuple[object, ...]


class Furnisher:
    """Sets the furniture of each page."""

    def __init__(self, style: Style, voices: Voices, furniture: nodes.Furniture, language: str) -> None:
        self._style = style
        self._voices = voices
        self._furniture = furniture
        self._language = language
        self._words = dict(furniture.words)
        self._rtl = is_rtl(language)

    def items(self, index: int, count: int) -> list[Item]:
        """Return the furniture of page `index` (from 0) of `count`."""
        style = self._style
        text = style.text["furniture"]
        top = style.height - style.top + _HEAD_GAP
        foot = style.bottom - _FOOT_GAP
        left, right = style.inner, style.width - style.outer
        out: list[Item] = []
        if index:
            out.extend(self._placed(self._furniture.head, text, top, "Header", 0.0))
            out.append((RULE, left, top - 5.0, right - left, 0.4, style.rule))
        folio = self._words.get("page", "Page {page} of {pages}")
        folio = folio.replace("{pages}", numeral(count, self._language))
        folio = folio.replace("{page}", numeral(index + 1, self._language))
        out.extend(self._placed(self._furniture.edition, text, foot, "Footer", 0.0))
        label = self._furniture.label
        if label:
            out.extend(self._label(label, top, "Header"))
            out.extend(self._label(label, foot, "Footer"))
        out.extend(self._placed(folio, text, foot, "Footer", 0.5 if label else 1.0))
        return out

    @property
    def _width(self) -> float:
        """Return how far it is from margin to margin."""
        return self._style.width - self._style.inner - self._style.outer

    def _across(self, x: float, width: float) -> float:
        """Return the left edge on the page of what begins `x` from the margin at which lines begin."""
        return self._style.inner + (self._width - x - width if self._rtl else x)

    def _placed(self, words: str, text: TextStyle, y: float, kind: str, share: float) -> list[Item]:
        """Set words on the line `y`, with this share of the free room before them."""
        if not words:
            return []
        line = self._line(words, text)
        x = self._across((self._width - line.ends[0]) * share, line.measure)
        return [(ARTIFACT, x, y, line.lines[0], kind)]

    def _label(self, label: str, y: float, kind: str) -> list[Item]:
        colour = _LABEL_COLOURS.get(label, _WHITE)
        base = self._style.text["furniture"]
        text = TextStyle(base.family, _LABEL_SIZE, _LABEL_SIZE * 1.2, weight=700, colour=colour)
        line = self._line(label, text)
        width = line.ends[0] + 2 * _LABEL_PADDING
        x = self._width - width
        ground = (RULE, self._across(x, width), y - 4.0, width, _LABEL_SIZE + 4.0, _BLACK)
        return [ground, (ARTIFACT, self._across(x + _LABEL_PADDING, line.measure), y, line.lines[0], kind)]

    def _line(self, words: str, text: TextStyle) -> Fragment:
        """Set one line, shortened to what fits between the margins by leaving out whole words at its end."""
        style = self._style
        flat = flatten((nodes.Text(words),), text, self._language, self._voices, lambda _, value: value, style.link)
        return set_paragraph(flat, self._width * 0.62, justified=False, base=int(self._rtl))
