"""Field text to pieces: quotation marks, apostrophes, inline markup, affixes, formatting.

A *piece* is a tuple `(text, format, variable, kind)`, and what a closure renders is a list of pieces.
`format` is an int: the public flags (`ITALIC` …) in the low twelve bits, above them how deep italic, bold
and small capitals are nested in each other (three bits each; the flag is set where the depth is odd), and
`NO_CASE`. `kind` is one of FIELD, AFFIX, OPEN_QUOTE, CLOSE_QUOTE, WITHIN. Invariant: quotes pair up in every list.
"""

import re
from typing import TYPE_CHECKING, Final

from briefgen.citation.cases import CASES

if TYPE_CHECKING:
    from collections.abc import Callable

    from briefgen.citation.tree import Element

__all__ = [
    "AFFIX",
    "BOLD",
    "CLOSE_QUOTE",
    "FIELD",
    "FLAGS",
    "ITALIC",
    "NO_CASE",
    "OPEN_QUOTE",
    "SMALL_CAPS",
    "SUB",
    "SUP",
    "WITHIN",
    "Piece",
    "combine",
    "finisher",
    "flip",
    "formatter",
    "parse_field",
    "plain",
    "recase",
]

Piece = tuple[str, int, str, int]

FIELD: Final = 0
AFFIX: Final = 1
OPEN_QUOTE: Final = 2
CLOSE_QUOTE: Final = 3
# A further part of the same field: what meets here was typed together, and stays.
WITHIN: Final = 4

ITALIC: Final = 1
BOLD: Final = 2
SMALL_CAPS: Final = 4
SUP: Final = 8
SUB: Final = 16
OBLIQUE: Final = 32
UNDERLINE: Final = 64
LIGHT: Final = 128
BLOCK: Final = 256
LEFT_MARGIN: Final = 512
RIGHT_INLINE: Final = 1024
INDENT: Final = 2048
FLAGS: Final = 4095
# Depth counters (three bits each) and the internal mark of <span class="nocase">.
_DEPTH: Final = {ITALIC: 12, BOLD: 15, SMALL_CAPS: 18}
NO_CASE: Final = 1 << 21
NO_DECORATION: Final = 1 << 22
# Text on the baseline inside raised text, for printers that write nested markup.
LOWERED: Final = 1 << 26
# Raised, lowered or small-capital spans of a field: title case leaves them alone.
NO_TITLE_CASE: Final = 1 << 23

_ON: Final = {
    ("font-style", "italic"): ITALIC,
    ("font-weight", "bold"): BOLD,
    ("font-variant", "small-caps"): SMALL_CAPS,
}
_OFF: Final = {
    ("font-style", "normal"): ITALIC,
    ("font-weight", "normal"): BOLD,
    ("font-variant", "normal"): SMALL_CAPS,
}
_PLAIN_FLAGS: Final = {
    ("font-style", "oblique"): OBLIQUE,
    ("font-weight", "light"): LIGHT,
    ("text-decoration", "underline"): UNDERLINE,
    ("vertical-align", "sup"): SUP,
    ("vertical-align", "sub"): SUB,
    ("display", "block"): BLOCK,
    ("display", "left-margin"): LEFT_MARGIN,
    ("display", "right-inline"): RIGHT_INLINE,
    ("display", "indent"): INDENT,
}
_CLEARED: Final = {("text-decoration", "none"): UNDERLINE, ("vertical-align", "baseline"): SUP | SUB}


def flip(fmt: int, flag: int) -> int:
    """Turn a formatting on or off inside text that may already have it, one level deeper."""
    shift = _DEPTH[flag]
    # Three bits hold seven levels; from there on the depth swings between six and seven.
    return (fmt ^ flag) + ((1 << shift) if (fmt >> shift) & 7 < 7 else -(1 << shift))


_FORMATTING: Final = frozenset([name for table in (_ON, _OFF, _PLAIN_FLAGS, _CLEARED) for name, _ in table])
_FINISHING: Final = frozenset(("strip-periods", "quotes", "prefix", "suffix"))


def formatter(element: "Element") -> "Callable[[int], int] | None":
    """Compile the formatting attributes of an element to a function on formats; None if it has none."""
    if _FORMATTING.isdisjoint(element.attributes):
        return None
    on: list[int] = []
    off: list[int] = []
    add = 0
    clear = 0
    for pair in element.attributes.items():
        if pair in _ON:
            on.append(_ON[pair])
        elif pair in _OFF:
            off.append(_OFF[pair])
        elif pair in _PLAIN_FLAGS:
            add |= _PLAIN_FLAGS[pair]
        elif pair in _CLEARED:
            clear |= _CLEARED[pair]
    if not on and not off and not add and not clear:
        return None

    def apply(fmt: int) -> int:
        for flag in on:
            if not fmt & flag:
                fmt = flip(fmt, flag)
        for flag in off:
            if fmt & flag:
                fmt = flip(fmt, flag)
        if clear & fmt & SUP:
            fmt |= LOWERED
        return fmt & ~clear | add

    return apply


# --- fields ---------------------------------------------------------------------------------------------------

# Patterns are compiled when they are first used: that keeps the import of this room short.
_MARKUP: Final = (
    r"<i>|</i>|<b>|</b>|<sup>|</sup>|<sub>|</sub>|<sc>|</sc>"
    r"|<span style=\"font-variant:\s*small-caps;?\">|<span class=\"no(?:case|decor)\">|</span>"
    r"|[\"'“”‘’]"
)
_QUOTE: Final = r"[\"'“”‘’]"
# Marks and tags that stand open at once; the search for a partner never takes long.
_DEEPEST: Final = 16
_OPENERS: Final = {
    "<i>": ("</i>", ITALIC),
    "<b>": ("</b>", BOLD),
    "<sup>": ("</sup>", SUP),
    "<sub>": ("</sub>", SUB),
    "<sc>": ("</sc>", SMALL_CAPS),
}
_BEFORE_OPEN: Final = frozenset(" \t\n\u00a0([{-–—/<>\"'“‘«")
_AFTER_CLOSE: Final = frozenset(" \t\n\u00a0)]}-–—/<>\"'”’».,:;!?…&")


def parse_field(text: str, *, markup: bool) -> tuple[tuple[str, int, int], ...]:
    """Split a field into `(text, toggles, kind)`: toggles is a tuple-free int to be flipped into a format.

    Straight quotes that pair up become quotation marks of the locale; other straight single ones become
    apostrophes; typographic double quotes pair up too, so that they alternate inside quoted titles. An
    unpaired mark stays as it was typed. With `markup`, the CSL-JSON tags (<i>, <b>, <sup>, <sub>, <sc>,
    <span …>) format what they enclose; without, they are text.
    """
    pattern = _MARKUP if markup else _QUOTE
    tokens: list[tuple[str, str]] = []  # (raw, role), role: "" text, "open", "close", or a literal to print
    stack: list[tuple[int, str]] = []  # index in tokens, the closer that is waited for
    at = 0
    end = len(text)
    for match in re.finditer(pattern, text):
        if match.start() > at:
            tokens.append((text[at : match.start()], ""))
        raw = match.group()
        at = match.end()
        before = text[match.start() - 1] if match.start() else " "
        after = text[at] if at < end else " "
        if len(raw) > 1:
            _tag(raw, tokens, stack)
        else:
            _mark(raw, before, after, tokens, stack)
    if at < end:
        tokens.append((text[at:], ""))
    for index, _ in stack:
        _revert(tokens, index)
    return _assemble(tokens)


def _revert(tokens: list[tuple[str, str]], index: int) -> None:
    raw = tokens[index][0]
    tokens[index] = ("’" if raw == "'" else raw, "")


def _close(closer: str, tokens: list[tuple[str, str]], stack: list[tuple[int, str]]) -> bool:
    """Close the innermost construct that waits for this closer; what stood open inside it becomes literal."""
    for depth in range(len(stack) - 1, -1, -1):
        if stack[depth][1] == closer:
            for index, _ in stack[depth + 1 :]:
                _revert(tokens, index)
            del stack[depth:]
            return True
    return False


def _tag(raw: str, tokens: list[tuple[str, str]], stack: list[tuple[int, str]]) -> None:
    if raw.startswith("</"):
        role = "close" if _close(raw, tokens, stack) else ""
        tokens.append((raw, role))
        return
    if len(stack) >= _DEEPEST:
        tokens.append((raw, ""))
        return
    closer = "</span>" if raw.startswith("<span") else _OPENERS[raw][0]
    stack.append((len(tokens), closer))
    tokens.append((raw, "open"))


def _mark(raw: str, before: str, after: str, tokens: list[tuple[str, str]], stack: list[tuple[int, str]]) -> None:
    closing = after in _AFTER_CLOSE and not before.isspace()
    opening = before in _BEFORE_OPEN and not after.isspace() and len(stack) < _DEEPEST
    if opening and before in "\"'" and not (tokens and tokens[-1] in (('"', "open"), ("'", "open"))):
        opening = False  # behind an apostrophe or a closing mark nothing opens
    if raw in "\"'":
        if closing and _close(raw, tokens, stack):
            tokens.append((raw, "close"))
        elif opening:
            stack.append((len(tokens), raw))
            tokens.append((raw, "open"))
        else:
            tokens.append(("’" if raw == "'" else raw, ""))
    elif len(stack) < _DEEPEST and (raw == "“" or (raw == "‘" and any(closer in ('"', "”") for _, closer in stack))):
        stack.append((len(tokens), "”" if raw == "“" else "’"))
        tokens.append((raw, "open"))
    elif (raw == "”" or (raw == "’" and closing)) and _close(raw, tokens, stack):
        tokens.append((raw, "close"))
    else:
        tokens.append((raw, ""))


def _assemble(tokens: list[tuple[str, str]]) -> tuple[tuple[str, int, int], ...]:
    """Turn tokens into parts; the int of a part is a format relative to 0, folded in by `combine`."""
    out: list[tuple[str, int, int]] = []
    formats = [0]
    literal = ""
    for raw, role in tokens:
        if not role:
            literal += raw
            continue
        if literal:
            out.append((literal, formats[-1], FIELD))
            literal = ""
        fmt = formats[-1]
        if len(raw) == 1:
            out.append(("", fmt, OPEN_QUOTE if role == "open" else CLOSE_QUOTE))
        elif role == "close":
            formats.pop()
        elif raw in _OPENERS:
            flag = _OPENERS[raw][1]
            kept = NO_TITLE_CASE if flag & (SUP | SUB | SMALL_CAPS) else 0
            formats.append((flip(fmt, flag) if flag in _DEPTH else fmt | flag) | kept)
        elif "nocase" in raw:
            formats.append(fmt | NO_CASE)
        elif "nodecor" in raw:
            formats.append(fmt | NO_DECORATION | NO_CASE)
        else:
            formats.append(flip(fmt, SMALL_CAPS) | NO_TITLE_CASE)
    if literal:
        out.append((literal, formats[-1], FIELD))
    return tuple(
        (text, fmt, WITHIN if i and kind == FIELD else kind) for i, (text, fmt, kind) in enumerate(out)
    )  # fmt: skip


def combine(outer: int, inner: int) -> int:
    """Lay the formatting of a part of a field over the format of the element that prints it."""
    if not inner:
        return outer
    if inner & NO_DECORATION:
        for flag in (ITALIC, BOLD, SMALL_CAPS):
            if outer & flag:
                outer = flip(outer, flag)
        inner &= ~NO_DECORATION
    for flag, shift in _DEPTH.items():
        depth = (inner >> shift) & 7
        if depth:
            inner &= ~(7 << shift | flag)
            for _ in range(depth):
                outer = flip(outer, flag)
    return outer | inner


def plain(pieces: "list[Piece] | None") -> str:
    """Return the bare words, for sorting and comparing."""
    return "".join([piece[0] for piece in pieces]) if pieces else ""


# --- what an element does with the pieces that it rendered ------------------------------------------------------


def recase(pieces: list[Piece], case: str) -> list[Piece]:
    """Apply a text-case to what one element rendered, over all its pieces."""
    fields = [i for i, piece in enumerate(pieces) if piece[0]]
    fixed = NO_CASE | NO_TITLE_CASE if case == "title" else NO_CASE
    texts = CASES[case](
        [pieces[i][0] for i in fields],
        [bool(pieces[i][1] & fixed) for i in fields],
    )
    out = list(pieces)
    for i, text in zip(fields, texts, strict=True):
        _, fmt, variable, kind = pieces[i]
        out[i] = (text, fmt, variable, kind)
    return out


def finisher(element: "Element") -> "Callable[[list[Piece], int], list[Piece]] | None":
    """Compile strip-periods, quotes and affixes to one function (pieces, outer format) -> pieces; None if none.

    Affixes and quotation marks take the format outside the element (CSL 1.0.2, Affixes, Quotes).
    """
    if _FINISHING.isdisjoint(element.attributes):
        return None
    strip = element.get("strip-periods") == "true"
    quotes = element.get("quotes") == "true"
    prefix = element.get("prefix")
    suffix = element.get("suffix")
    # A display block holds its own affixes.
    display = _PLAIN_FLAGS.get(("display", element.get("display")), 0)
    if not (strip or quotes or prefix or suffix):
        return None

    def finish(pieces: list[Piece], fmt: int) -> list[Piece]:
        fmt |= display
        if strip:
            pieces = [(p[0].replace(".", ""), p[1], p[2], p[3]) for p in pieces]
        if quotes:
            pieces = [("", fmt, "", OPEN_QUOTE), *pieces, ("", fmt, "", CLOSE_QUOTE)]
        if prefix:
            pieces = [(prefix, fmt, "", AFFIX), *pieces]
        if suffix:
            pieces = [*pieces, (suffix, fmt, "", AFFIX)]
        return pieces

    return finish
