"""Text styles and inline forms in, voices out: a face at a size that can measure and show words.

A voice keeps what it has learned of each word. `known[text]` is a tuple
`(width, code, parts, rtl, splits)`:

- `width`: points, never negative;
- `code`: the inside of a TJ array when one face shows the whole word from left to right, else None;
- `parts`: the shaped parts of `fonts.Session.word` (face index, code, width in 1/1000 em);
- `rtl`: whether the word runs from right to left;
- `splits`: None, or the pieces between which a line may end without a hyphen.

Shorter tables serve the hot paths: `whole[text]` is the width of a word without splits, `shown[text]`
the code of a word that the face of the space shows from left to right, `glyphs[text]` of how many codes
that is, and `hangs[text]` how far a word that begins or ends with a sign of `protrusion` hangs out (left,
right; points). `widened[step]` is what a line is scaled by, what is added behind each glyph (points), and
how both are written; steps run from -STEPS to STEPS. `binds` and `clings` hold the
words that may be bound to the next, and those that are bound to the one before.
"""

import re
from typing import Any, Final

from briefgen.fonts import FIGURES, SMALLCAPS, SUPERIOR, Faces, Session
from briefgen.layout.bidi import is_rtl
from briefgen.layout.binding import ENDS, clings, may_bind
from briefgen.layout.protrusion import HEADS, TAILS
from briefgen.layout.style import Colour, TextStyle

__all__ = [
    "EXPANSION",
    "HYPHENS",
    "LONGEST_TIED",
    "STEPS",
    "SUPERIOR",
    "TRACKING",
    "Known",
    "Voice",
    "Voices",
    "number",
]

Known = tuple[float, bytes | None, Any, bool, tuple[str, ...] | None]

EXPANSION: Final = 0.015
"""How much wider or narrower than drawn the letters of a line may be."""
TRACKING: Final = 0.0025
"""How much nearer or farther they may stand besides, in ems: half a hundredth of their width."""
STEPS: Final = 6
"""Of widening, each way: few, so that neighbours repeat each other's bytes."""

_CODES: Final = re.compile(rb"<([0-9A-F]+)>")
_CODE: Final = 4  # hexadecimal digits
_SOFT_BREAKS: Final = "-‐–—/"
_URL_BREAKS: Final = "/.-_?&=#%,;:@+~"
LONGEST_TIED: Final = 2
"""Letters before a hyphen that stay with what follows: al-Qaeda, e-mail."""
HYPHENS: Final = frozenset("-‐")


def number(value: float) -> bytes:
    """Write a number for a content stream: at most three decimals, no trailing zeros."""
    text = f"{value:.3f}".rstrip("0").rstrip(".")
    return b"0" if text in {"-0", ""} else text.encode()


def _widened(step: int, size: float) -> tuple[float, float, bytes]:
    """Return scale, tracking and their operators (`Tz` and `Tc`, ISO 32000-1, 9.3) for a step of widening."""
    share = step / STEPS
    track = round(share * TRACKING * size, 3)
    written = number(100.0 + 100.0 * share * EXPANSION) + b" Tz " + number(track) + b" Tc " if step else b""
    return 1.0 + share * EXPANSION, track, written


class Voice:
    """One face chain at one size, colour and language. Hot: `known` is read by the itemiser directly."""

    __slots__ = (
        "address",
        "ascent",
        "binds",
        "chain",
        "clings",
        "descent",
        "features",
        "gap",
        "gap_rtl",
        "glyphs",
        "hangs",
        "hyphen_hangs",
        "hyphenated",
        "known",
        "known_rtl",
        "language",
        "names",
        "opening",
        "paint",
        "raised",
        "restore",
        "rise",
        "session",
        "shown",
        "size",
        "space",
        "unit",
        "whole",
        "widened",
    )

    def __init__(
        self,
        session: Session,
        chain: int,
        size: float,
        language: str,
        *,
        colour: Colour,
        rise: float,
        features: int,
        address: bool,
        metrics: tuple[float, float],
        names: "dict[int, bytes]",
    ) -> None:
        self.names: Final = names
        self.session: Final = session
        self.chain: Final = chain
        self.size: Final = size
        self.unit: Final = size / 1000
        self.language: Final = language
        self.features: Final = features
        self.address: Final = address
        self.rise: Final = rise
        self.raised: Final = bool(rise or features & SUPERIOR)
        self.ascent: Final = metrics[0] * self.unit + rise
        self.descent: Final = metrics[1] * self.unit - rise
        paint = restore = b""
        if any(colour):
            paint += b" ".join(number(part) for part in colour) + b" rg "
            restore += b" 0 g"
        if rise:
            paint += number(rise) + b" Ts "
            restore += b" 0 Ts"
        self.paint: Final = paint
        self.restore: Final = restore
        self.known: Final[dict[str, Known]] = {}
        self.known_rtl: Final[dict[str, Known]] = {}
        self.whole: Final[dict[str, float]] = {}
        self.shown: Final[dict[str, bytes]] = {}
        self.binds: Final[set[str]] = set()
        self.clings: Final[set[str]] = set()
        self.glyphs: Final = _Counts(self.known)
        self.widened: Final = {step: _widened(step, size) for step in range(-STEPS, STEPS + 1)}
        self.hangs: Final[dict[str, tuple[float, float]]] = {}
        self.hyphen_hangs: Final = TAILS["\u00ad"] * self.unit
        self.hyphenated: Final[dict[str, tuple[tuple[str, float, float], ...] | None]] = {}
        gap = self.learn(" ")
        # Words that run from the right are parted by the space of the face that has their letters.
        self.space: Final = self.learn(" ", rtl=True)[0] if is_rtl(language) else gap[0]
        self.gap: Final = gap[1] or b""
        self.opening: Final = names[gap[2][0][0]] + number(size) + b" Tf " + paint
        self.gap_rtl: bytes | None = None

    def learn(self, text: str, rtl: bool = False) -> Known:
        """Shape a word that is not known yet and keep what was learned."""
        features = self.features
        if features & FIGURES and text.isalpha():
            features &= ~FIGURES  # so that words are shaped once, whatever their digits would look like
        width, parts, _ = self.session.word(text, self.chain, self.language, rtl, features)
        code = parts[0][1] if len(parts) == 1 and not rtl else None
        splits = self._splits(text)
        known = (width * self.unit, code, parts, rtl, splits)
        if rtl:
            self.known_rtl[text] = known
        else:
            self.known[text] = known
            if splits is None:
                self.whole[text] = known[0]
            if text[-1] in ENDS and may_bind(text):
                self.binds.add(text)
            elif len(text) == 1 and clings(text):
                self.clings.add(text)
            if (text[0] in HEADS or text[-1] in TAILS) and not self.raised:
                self.hangs[text] = HEADS.get(text[0], 0.0) * self.unit, TAILS.get(text[-1], 0.0) * self.unit
            if code is not None and (text == " " or parts[0][0] == self.known[" "][2][0][0]):
                self.shown[text] = code
        return known

    def look_up(self, text: str, rtl: bool = False) -> Known:
        """Return what is known of a word."""
        return (self.known_rtl if rtl else self.known).get(text) or self.learn(text, rtl)

    def _splits(self, text: str) -> tuple[str, ...] | None:
        """Cut a word behind hyphens, dashes and slashes; an address behind any of its punctuation."""
        if len(text) < 5 or text.isalpha():
            return None
        address = self.address or "://" in text or text.startswith("www.")
        breaks = _URL_BREAKS if address else _SOFT_BREAKS
        pieces: list[str] = []
        start = 0
        last = len(text) - 1
        for i, letter in enumerate(text):
            if letter not in breaks or i >= last - 1:
                continue
            if text[i + 1] in breaks:
                continue
            if not address:
                letters = sum(c.isalpha() for c in text[start:i])
                if letter in HYPHENS and (letters <= LONGEST_TIED or not text[i + 1].isalpha()):
                    continue
                if letter == "–" and text[i + 1].isdigit():
                    continue
                if letter == "/" and not text[i + 1].isalpha():
                    continue
            elif i + 1 - start < 3:
                continue
            pieces.append(text[start : i + 1])
            start = i + 1
        if not pieces:
            return None
        pieces.append(text[start:])
        return tuple(pieces)

    @staticmethod
    def cut(word: str, place: int) -> str:
        """Return what of a word stands in the line that ends inside it, with the hyphen that this brings."""
        return word[:place] if word[place - 1] in HYPHENS else word[:place] + "\u00ad"

    def hyphenate(self, word: str, points: tuple[int, ...]) -> tuple[tuple[str, float, float], ...] | None:
        """Return the pieces of a word: (text, width, width of the hyphen if a line ends behind it).

        Widths are those of the *shaped* beginnings, so that ligatures and kerning that a break
        would undo are counted right.
        """
        if not points:
            self.hyphenated[word] = None
            return None
        pieces: list[tuple[str, float, float]] = []
        done, start = 0.0, 0
        for point in points:
            head = word[:point]
            width = self.look_up(head)[0]
            hyphen = 0.0 if head[-1] in HYPHENS else self.look_up(head + "\u00ad")[0] - width
            pieces.append((word[start:point], max(width - done, 0.0), max(hyphen, 0.0)))
            done, start = width, point
        pieces.append((word[start:], max(self.look_up(word)[0] - done, 0.0), 0.0))
        result = self.hyphenated[word] = tuple(pieces)
        return result


class _Counts(dict[str, int]):
    """How many codes show a known word, counted when first asked for."""

    def __init__(self, known: dict[str, Known]) -> None:
        self._known = known

    def __missing__(self, text: str) -> int:
        codes = b"".join([part[1] for part in self._known[text][2]])
        found = self[text] = len(b"".join(_CODES.findall(codes))) // _CODE
        return found


class _Names(dict[int, bytes]):
    """Resource names of faces, by face index."""

    def __init__(self, faces: Faces) -> None:
        self._faces = faces

    def __missing__(self, index: int) -> bytes:
        name = self[index] = b"/" + self._faces.face(index).name.encode("ascii") + b" "
        return name


class Voices:
    """All voices of one brief, made once per combination."""

    def __init__(self, faces: Faces, session: Session) -> None:
        """Work with process-wide faces and the font session of this brief."""
        self._faces = faces
        self._session = session
        self._made: dict[tuple[object, ...], Voice] = {}
        self._names: Final = _Names(faces)

    @property
    def session(self) -> Session:
        """Return the font session of this brief."""
        return self._session

    def of(
        self,
        style: TextStyle,
        language: str,
        *,
        italic: bool = False,
        strong: bool = False,
        form: str = "",
        colour: Colour | None = None,
        address: bool = False,
    ) -> Voice:
        """Return the voice for a text style and inline form.

        Emphasis inside italic text turns upright. `form` is empty, a form of `document.Styled`, or `raised`: a
        superscript of characters that the faces have no superscripts of.
        """
        key = (style, language, italic, strong, form, colour, address)
        voice = self._made.get(key)
        if voice is None:
            voice = self._made[key] = self._make(style, language, italic, strong, form, colour, address)
        return voice

    def _make(
        self,
        style: TextStyle,
        language: str,
        italic: bool,
        strong: bool,
        form: str,
        colour: Colour | None,
        address: bool,
    ) -> Voice:
        weight = style.weight
        if strong or form == "label":
            weight = 700 if style.weight >= 600 else 600
        chain = self._faces.chain(style.family, weight, style.italic != italic)
        face = self._faces.chain_faces(chain)
        size, rise, features = style.size, 0.0, style.features
        if form in {"superscript", "raised"}:
            if form == "superscript" and self._faces.has_feature(chain, "sups"):
                features = features & ~FIGURES | SUPERIOR
            else:
                size, rise = size * 0.62, style.size * 0.34
        elif form == "subscript":
            size, rise = size * 0.62, -style.size * 0.14
        elif form == "small-caps":
            if self._faces.has_feature(chain, "smcp"):
                features |= SMALLCAPS
            else:
                size *= 0.8
        return Voice(
            self._session,
            chain,
            size,
            language,
            colour=style.colour if colour is None else colour,
            rise=rise,
            features=features,
            address=address,
            metrics=(face.ascent, abs(face.descent)),
            names=self._names,
        )
