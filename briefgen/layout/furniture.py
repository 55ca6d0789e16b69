"""What every page carries beside its text: running head, edition line, folio, handling label.

All of it is artifact: a reader who listens is not told it again on every page.
"""

from typing import Final

from briefgen.document import nodes
from briefgen.layout.flatten import flatten
from briefgen.layout.fragments import Line, set_paragraph
from briefgen.layout.frames import ARTIFACT, RULE
from briefgen.layout.style import Colour, Style, TextStyle
from briefgen.layout.voices import Voices

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

    def items(self, index: int, count: int) -> list[Item]:
        """Return the furniture of page `index` (from 0) of `count`."""
        style = self._style
        text = style.text["furniture"]
        top = style.height - style.top + _HEAD_GAP
        foot = style.bottom - _FOOT_GAP
        left, right = style.inner, style.width - style.outer
        out: list[Item] = []
        if index:
            out.append(self._left(self._furniture.head, text, left, top, "Header"))
            out.append((RULE, left, top - 5.0, right - left, 0.4, style.rule))
        folio = self._words.get("page", "Page {page} of {pages}")
        folio = folio.replace("{pages}", str(count)).replace("{page}", str(index + 1))
        out.append(self._left(self._furniture.edition, text, left, foot, "Footer"))
        line, end = self._line(folio, text)
        label = self._furniture.label
        if label:
            out.extend(self._label(label, right, top, "Header"))
            out.extend(self._label(label, right, foot, "Footer"))
            out.append((ARTIFACT, (left + right - end) / 2, foot, line, "Footer"))
        else:
            out.append((ARTIFACT, right - end, foot, line, "Footer"))
        return [item for item in out if item]

    def _left(self, words: str, text: TextStyle, x: float, y: float, kind: str) -> Item:
        if not words:
            return ()
        line, _ = self._line(words, text)
        return (ARTIFACT, x, y, line, kind)

    def _label(self, label: str, right: float, y: float, kind: str) -> list[Item]:
        colour = _LABEL_COLOURS.get(label, _WHITE)
        base = self._style.text["furniture"]
        text = TextStyle(base.family, _LABEL_SIZE, _LABEL_SIZE * 1.2, weight=700, colour=colour)
        line, end = self._line(label, text)
        x = right - end - _LABEL_PADDING
        ground = (RULE, x - _LABEL_PADDING, y - 4.0, end + 2 * _LABEL_PADDING, _LABEL_SIZE + 4.0, _BLACK)
        return [ground, (ARTIFACT, x, y, line, kind)]

    def _line(self, words: str, text: TextStyle) -> tuple[Line, float]:
        """Set one line, shortened to what fits between the margins by leaving out whole words at its end."""
        style = self._style
        room = style.width - style.inner - style.outer
        flat = flatten((nodes.Text(words),), text, self._language, self._voices, lambda _, value: value, style.link)
        fragment = set_paragraph(flat, room * 0.62, justified=False)
        return fragment.lines[0], fragment.ends[0]
