"""Pieces in, runs out: quotation marks by depth, and the punctuation where two pieces meet.

The rules for meeting marks are those that the fixtures `punctuation_FullMonty*` tabulate: equal marks
print once, some pairs lose their weaker half, all others stay. Invariant: text inside one piece is
never changed, only its first or last character where it meets another piece.
"""

from typing import TYPE_CHECKING, Final, NamedTuple

from briefgen.citation.text import CLOSE_QUOTE, FLAGS, OPEN_QUOTE, SUP, WITHIN

if TYPE_CHECKING:
    from collections.abc import Iterable

    from briefgen.citation.text import Piece

__all__ = ["Run", "raise_letters", "settle"]


class Run(NamedTuple):
    """One piece of output with uniform formatting.

    `format` is a sum of flags (ITALIC, BOLD, …); `link` an address or ""; `cite` the index in
    `Citation.items` (-1 for delimiters and what the layout adds); `variable` the CSL variable that the
    text was rendered from, or "". `nesting` tells how deep flip-flopping formats lie, for printers that
    write nested markup.
    """

    text: str
    format: int
    link: str
    cite: int
    variable: str
    nesting: int = 0


_MARKS: Final = frozenset(".,:;!?")
# Where the left mark meets the right one: which of them goes. Pairs that are absent stay both.
_RIGHT_GOES: Final = frozenset(["::", "..", ";;", "!!", "??", ",,", ":.", ";:", ";.", "!:", "!.", "?:", "?."])
_LEFT_GOES: Final = frozenset([":!", ":?", ";!", ";?"])
_INTO_QUOTES: Final = frozenset(".,!?")
_LINKS: Final = {
    "URL": "",
    "archived-url": "",
    "DOI": "https://doi.org/",
    "PMID": "https://www.ncbi.nlm.nih.gov/pubmed/",
    "PMCID": "https://www.ncbi.nlm.nih.gov/pmc/articles/",
}


def settle(
    groups: "Iterable[tuple[int, list[Piece]]]", quotes: tuple[str, str, str, str], marks_inside: bool
) -> list[Run]:
    """Lay `(cite, pieces)` groups end to end and settle quotes, punctuation and spaces between them.

    `quotes` are the outer and inner pairs of the locale; `marks_inside` is its punctuation-in-quote.
    """
    texts: list[str] = []
    facts: list[tuple[int, str, int]] = []  # format, variable, cite of texts[i]
    closes: list[bool] = []  # texts[i] is a closing quotation mark
    depth = 0
    for cite, pieces in groups:
        for text, fmt, variable, kind in pieces:
            close = False
            if kind == OPEN_QUOTE:
                text = quotes[0] if depth % 2 == 0 else quotes[2]
                depth += 1
                if texts and texts[-1][-1:] in "\u00a0 " and text[:1] in "\u00a0 ":
                    text = text[1:]
            elif kind == CLOSE_QUOTE:
                depth -= 1
                text = quotes[1] if depth % 2 == 0 else quotes[3]
                close = True
            elif texts and text and kind != WITHIN:
                first = text[0]
                if first in " .,:;!?":
                    text = _meet(texts, closes, facts, text, marks_inside)
            if text:
                texts.append(text)
                facts.append((fmt, variable, cite))
                closes.append(close)
    return _runs(texts, facts)


# Superscript letters of Unicode that print as raised plain ones, one by one.
_RAISED_RANGES: Final = (
    (0xAA, 0xAA), (0xB2, 0xB3), (0xB9, 0xBA), (0x2B0, 0x2B8), (0x2C0, 0x2C1), (0x2E0, 0x2E4), (0x6E5, 0x6E6),
    (0x1D2C, 0x1D2E), (0x1D30, 0x1D3A), (0x1D3C, 0x1D4D), (0x1D4F, 0x1D61), (0x2070, 0x2071), (0x2074, 0x207F),
    (0x2120, 0x2120), (0x2122, 0x2122), (0x3192, 0x319F),
)  # fmt: skip
_RAISED_OTHERS: Final = {0x2C0: "ʔ", 0x2C1: "ʕ", 0x6E5: "و", 0x6E6: "ي"}
# Neighbours differ in this bit, so that each letter stays a run of its own.
_ALTERNATE: Final = 1 << 25


def raise_letters(pieces: "list[Piece]") -> "list[Piece]":
    """Print superscript letters of Unicode as raised plain letters."""
    out: list[Piece] = []
    for piece in pieces:
        text, fmt, variable, kind = piece
        if text.isascii() or not any(low <= ord(c) <= high for c in text for low, high in _RAISED_RANGES):
            out.append(piece)
            continue
        import unicodedata

        held = ""
        for char in text:
            if any(low <= ord(char) <= high for low, high in _RAISED_RANGES):
                if held:
                    out.append((held, fmt, variable, kind))
                    held = ""
                plain = _RAISED_OTHERS.get(ord(char)) or unicodedata.normalize("NFKC", char)
                alternate = _ALTERNATE & ~out[-1][1] if out else 0
                out.append((plain, fmt & ~_ALTERNATE | SUP | alternate, variable, kind))
            else:
                held += char
        if held:
            out.append((held, fmt, variable, kind))
    return out


def _meet(
    texts: list[str], closes: list[bool], facts: list[tuple[int, str, int]], text: str, marks_inside: bool
) -> str:
    """Settle the start of `text` with what stands before it; return what is left of it."""
    while text and texts:
        first = text[0]
        left = texts[-1]
        if not left:
            texts.pop()
            closes.pop()
            facts.pop()
            continue
        last = left[-1]
        if first == " ":
            return text[1:] if last in " \u00a0" else text
        if first not in _MARKS:
            return text
        if closes[-1]:
            inside = len(texts) - 1
            while inside >= 0 and closes[inside]:
                inside -= 1
            inner = texts[inside][-1:] if inside >= 0 else ""
            if inner in _MARKS and inner + first in _RIGHT_GOES:
                text = text[1:]
            elif marks_inside and first in _INTO_QUOTES and inside >= 0:
                if inner + first in _LEFT_GOES:
                    texts[inside] = texts[inside][:-1]
                texts[inside] += first
                text = text[1:]
            else:
                return text
            continue
        pair = last + first
        if pair in _RIGHT_GOES:
            text = text[1:]
        elif pair in _LEFT_GOES:
            texts[-1] = left[:-1]
        else:
            return text
    return text


def _runs(texts: list[str], facts: list[tuple[int, str, int]]) -> list[Run]:
    """Join neighbours that share every fact, and find links."""
    out: list[Run] = []
    add = out.append
    held = ""
    fact: tuple[int, str, int] | None = None
    for i, text in enumerate(texts):
        if facts[i] == fact:
            held += text
            continue
        if held and fact is not None:
            add(_run(held, fact))
        held = text
        fact = facts[i]
    if held and fact is not None:
        add(_run(held, fact))
    return out


def _run(text: str, fact: tuple[int, str, int]) -> Run:
    fmt, variable, cite = fact
    link = ""
    if variable in _LINKS:
        link = text if text.startswith(("http://", "https://")) else _LINKS[variable] + text if _LINKS[variable] else ""
    return Run(text, fmt & FLAGS, link, cite, variable, fmt >> 12)
