"""Content streams to the text that they show, by marked content (ISO 32000-1, 7.8.2, 9.4.3, 9.10.3, 14.6).

In: the bytes of a content stream and of ToUnicode maps. Out: text by MCID, and all text in the order
of drawing. Positions are not looked at, form XObjects and inline images are not opened.
"""

import re
from collections.abc import Mapping, Sequence
from struct import unpack
from typing import Final

__all__ = ["Content", "Font"]

_UNKNOWN: Final = "\ufffd"

# Content streams (7.8.2): a whole TJ array of hexadecimal strings and numbers in one piece, then single tokens.
_TOKEN: Final = re.compile(
    rb"\[((?:\s*(?:<[0-9A-Fa-f\s]*>|[-+.0-9]+))*)\s*\]\s*TJ\b"  # 1
    rb"|(<<|>>|[\[\]{}])"  # 2
    rb"|<([0-9A-Fa-f\s]*)>"  # 3
    rb"|(\()"  # 4
    rb"|/([^\s()<>\[\]{}/%]*)"  # 5
    rb"|([-+.0-9]+)"  # 6
    rb"|([A-Za-z'\"][A-Za-z0-9*]*)"  # 7
    rb"|%[^\r\n]*"
)
_HEXADECIMAL: Final = re.compile(rb"<([^>]*)>")
_STRING_PART: Final = re.compile(rb"[()]|\\(?:[0-7]{1,3}|\r\n|.)", re.DOTALL)
_ESCAPES: Final = {
    b"n": b"\n",
    b"r": b"\r",
    b"t": b"\t",
    b"b": b"\b",
    b"f": b"\f",
    b"\r": b"",
    b"\n": b"",
    b"\r\n": b"",
}
_RANGE: Final = re.compile(rb"<([0-9A-Fa-f]+)>\s*<([0-9A-Fa-f]+)>\s*(?:<([0-9A-Fa-f\s]*)>|\[([^\]]*)\])")
_PAIR: Final = re.compile(rb"<([0-9A-Fa-f]+)>\s*<([0-9A-Fa-f\s]*)>")
_SECTION: Final = re.compile(rb"begin(bfchar|bfrange)(.*?)end\1", re.DOTALL)


class Font:
    """How the codes of a font read: `width` bytes a code, `texts` by code."""

    __slots__ = ("texts", "width")

    def __init__(self, width: int = 1, to_unicode: bytes = b"") -> None:
        self.width: Final = width
        self.texts: Final = _cmap(to_unicode)

    def decode(self, codes: bytes) -> str:
        """Return the text of a shown string."""
        if self.width == 1:
            return "".join([self.texts.get(code, _UNKNOWN) for code in codes])
        count = len(codes) // 2
        return "".join([self.texts.get(code, _UNKNOWN) for code in unpack(f">{count}H", codes[: 2 * count])])


class Content:
    """The text of one page: `texts` by MCID, and everything `shown`."""

    __slots__ = ("shown", "texts")

    def __init__(self) -> None:
        self.texts: Final[dict[int, str]] = {}
        self.shown: Final[list[str]] = []

    def read(self, data: bytes, fonts: Mapping[str, Font], properties: Mapping[str, int]) -> None:
        """Go through the operators of a content stream. Marked content may nest; the innermost MCID counts.

        `fonts` and `properties` are resources of the page by name; of a property list only the MCID matters.
        """
        pieces: dict[int, list[str]] = {}
        open_marks: list[int] = []
        operands: list[str | bytes] = []
        strings: list[bytes] = []
        font = Font()
        place = 0
        while token := _TOKEN.search(data, place):
            place = token.end()
            kind = token.lastindex
            if kind == 1:
                strings.append(bytes.fromhex(b"".join(_HEXADECIMAL.findall(token[1])).decode()))
                operator = b"TJ"
            elif kind == 7:
                operator = token[7]
            else:
                if kind == 3:
                    strings.append(_from_hexadecimal(token[3]))
                elif kind == 4:
                    content, place = _literal(data, place)
                    strings.append(content)
                elif kind == 5:
                    operands.append(token[5].decode("latin-1"))
                elif kind == 6:
                    operands.append(token[6])
                continue
            if operator in {b"TJ", b"Tj", b"'", b'"'}:
                text = "".join(map(font.decode, strings))
                self.shown.append(text)
                mark = next((mark for mark in reversed(open_marks) if mark >= 0), -1)
                if mark >= 0:
                    pieces.setdefault(mark, []).append(text)
            elif operator == b"Tf" and operands:
                font = fonts.get(str(operands[0])) or Font()
            elif operator in {b"BDC", b"BMC"}:
                open_marks.append(_mcid(operands, properties))
            elif operator == b"EMC" and open_marks:
                open_marks.pop()
            operands.clear()
            strings.clear()
        self.texts.update({mark: "".join(texts) for mark, texts in pieces.items()})


def _mcid(operands: Sequence[str | bytes], properties: Mapping[str, int]) -> int:
    """Return the MCID among the operands of BDC, in place or by the name of a property list; else -1."""
    if "MCID" in operands:
        number = operands[operands.index("MCID") + 1 :][:1]
        return int(number[0]) if number else -1
    return properties.get(str(operands[1]), -1) if len(operands) > 1 else -1


def _from_hexadecimal(digits: bytes) -> bytes:
    compact = b"".join(digits.split()).decode()
    return bytes.fromhex(compact + "0" * (len(compact) % 2))


def _literal(data: bytes, place: int) -> tuple[bytes, int]:
    """Return a literal string (7.3.4.2) that begins behind its parenthesis, and where it ends."""
    parts = []
    depth = 1
    while part := _STRING_PART.search(data, place):
        parts.append(data[place : part.start()])
        place = part.end()
        mark = part[0]
        depth += {b"(": 1, b")": -1}.get(mark, 0)
        if not depth:
            break
        if mark[:1] != b"\\":
            parts.append(mark)
        elif mark[1:2].isdigit() and mark[1:2] < b"8":
            parts.append(bytes([int(mark[1:], 8) & 0xFF]))
        else:
            parts.append(_ESCAPES.get(mark[1:], mark[1:]))
    return b"".join(parts), place


def _cmap(data: bytes) -> dict[int, str]:
    """Read the code-to-text pairs of a ToUnicode map (9.10.3)."""
    texts: dict[int, str] = {}
    for section in _SECTION.finditer(data):
        if section[1] == b"bfchar":
            for code, text in _PAIR.findall(section[2]):
                texts[int(code, 16)] = _utf16(text)
            continue
        for first, last, text, array in _RANGE.findall(section[2]):
            codes = range(int(first, 16), min(int(last, 16), 0xFFFF) + 1)
            if array:
                texts.update(zip(codes, map(_utf16, _HEXADECIMAL.findall(array)), strict=False))
            elif text:
                start = _utf16(text)
                texts.update({code: start[:-1] + chr(ord(start[-1]) + step) for step, code in enumerate(codes)})
    return texts


def _utf16(digits: bytes) -> str:
    return _from_hexadecimal(digits).decode("utf-16-be", "replace")
