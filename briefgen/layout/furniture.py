"""What every page carries beside its text: running head, edition line, folio, handling label.

All of it is artifact: a reader who listens is not told it again on every page. The running head and the edition
stand where lines begin, folio and label where they end: mirrored where the brief is read from the right. On facing pages running head and folio stand on the outer
side; the label keeps its place (FIRST, TLP 2.0: right-justified).
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
_LABEL_GAP: Final = 8.0
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
        left, label = style.left(index, rtl=self._rtl), self._furniture.label
        out: list[Item] = []
        shares = (0.0, 0.0, 0.5 if label else 1.0)
        reserved = 0.0
        if label:
            head, reserved = self._label(label, left, top, "Header")
            out.extend([*head, *self._label(label, left, foot, "Footer")[0]])
        if style.facing:
            # The odd pages have their outer side where lines end, the even ones where they begin.
            shares = (1.0, 0.0, 1.0) if index % 2 == 0 else (0.0, 0.5 if label else 1.0, 0.0)
        else:
            reserved = 0.0
        if index:
            out.extend(self._placed(self._furniture.head, text, left, top, "Header", shares[0], reserved))
            out.append((RULE, left, top - 5.0, self._width, 0.4, style.rule))
        folio = self._words.get("page", "Page {page} of {pages}")
        folio = folio.replace("{pages}", numeral(count, self._language))
        folio = folio.replace("{page}", numeral(index + 1, self._language))
        out.extend(self._placed(self._furniture.edition, text, left, foot, "Footer", shares[1], reserved))
        out.extend(self._placed(folio, text, left, foot, "Footer", shares[2], reserved))
        return out

    def continued(self, key: str) -> Fragment:
        """Return the word of a key as one small line, none where there is no such word."""
        return self._line(self._words.get(key, ""), self._style.text["continued"])

    @property
    def _width(self) -> float:
        """Return how far it is from margin to margin."""
        return self._style.width - self._style.inner - self._style.outer

    def _across(self, left: float, x: float, width: float) -> float:
        """Return the left edge on the page of what begins `x` from the margin at which lines begin."""
        return left + (self._width - x - width if self._rtl else x)

    def _placed(
        self, words: str, text: TextStyle, left: float, y: float, kind: str, share: float, reserved: float
    ) -> list[Item]:
        """Set words on the line `y`, with this share of the free room before them; `reserved` is the label's."""
        if not words:
            return []
        line = self._line(words, text)
        free = self._width - line.ends[0] - (reserved if share == 1.0 else 0.0)
        return [(ARTIFACT, self._across(left, free * share, line.measure), y, line.lines[0], kind)]

    def _label(self, label: str, left: float, y: float, kind: str) -> tuple[list[Item], float]:
        """Return the label at the end of the line `y`, and the room that it takes there."""
        colour = _LABEL_COLOURS.get(label, _WHITE)
        base = self._style.text["furniture"]
        text = TextStyle(base.family, _LABEL_SIZE, _LABEL_SIZE * 1.2, weight=700, colour=colour)
        line = self._line(label, text)
        width = line.ends[0] + 2 * _LABEL_PADDING
        x = self._width - width
        ground = (RULE, self._across(left, x, width), y - 4.0, width, _LABEL_SIZE + 4.0, _BLACK)
        words = (ARTIFACT, self._across(left, x + _LABEL_PADDING, line.measure), y, line.lines[0], kind)
        return [ground, words], width + _LABEL_GAP

    def _line(self, words: str, text: TextStyle) -> Fragment:
        """Set one line, shortened to what fits between the margins by leaving out whole words at its end."""
        flat = flatten(
            (nodes.Text(words),), text, self._language, self._voices, lambda _, value: value, self._style.link
        )
        return set_paragraph(flat, self._width * 0.62, justified=False, base=int(self._rtl))
