"""Text in, one embedding level per character out; levels of a line in, its visual order out.

The Unicode Bidirectional Algorithm (UAX #9, revision 46), rules P1 to I2, L1 and L2, over the
classes of `unicodedata`. Two things are settled so that levels fit the text one to one:

- Characters that rule X9 removes (embedding controls, ZWNJ and other boundary neutrals) take the
  level of the character before them, the first of a text the paragraph's: a ZWNJ stays with its
  word.
- Rule L1 is applied to the whole text, not to lines: a caller that breaks lines drops the spaces
  at a line end, or gives them the paragraph's level.

Not here: rule L3 (marks stay with their base: shaping keeps clusters together) and rule L4
(mirrored glyphs: HarfBuzz mirrors in right-to-left runs by itself).

Inside, a text is a list of class names ("L", "AL", "RLI"…) and parallel lists of levels; an
isolating run sequence is a list of indices into them. All steps are linear in the text, whatever
it nests: depth is bounded by 125, open brackets by 63.
"""

import re
import unicodedata
from collections.abc import Sequence
from typing import Final

__all__ = ["MAX_DEPTH", "is_rtl", "is_simple", "levels", "paragraph_level", "visual_order"]

MAX_DEPTH: Final = 125
"""The deepest level that explicit controls may reach (BD2)."""

_OPEN_BRACKETS_LIMIT: Final = 63
"""So many brackets may stand open (BD16)."""

_RTL_TAGS: Final = ("ar", "fa", "he", "ur", "ps", "ckb", "sd", "ug", "yi", "dv", "syr")

# Bidi_Paired_Bracket (BidiBrackets.txt), which unicodedata lacks: opening, closing, opening, …
_BRACKETS: Final = (
    "()[]{}\u0f3a\u0f3b\u0f3c\u0f3d\u169b\u169c\u2045\u2046\u207d\u207e\u208d\u208e\u2308\u2309"
    "\u230a\u230b\u2329\u232a\u2768\u2769\u276a\u276b\u276c\u276d\u276e\u276f\u2770\u2771\u2772\u2773"
    "\u2774\u2775\u27c5\u27c6\u27e6\u27e7\u27e8\u27e9\u27ea\u27eb\u27ec\u27ed\u27ee\u27ef\u2983\u2984"
    "\u2985\u2986\u2987\u2988\u2989\u298a\u298b\u298c\u298d\u2990\u298f\u298e\u2991\u2992\u2993\u2994"
    "\u2995\u2996\u2997\u2998\u29d8\u29d9\u29da\u29db\u29fc\u29fd\u2e22\u2e23\u2e24\u2e25\u2e26\u2e27"
    "\u2e28\u2e29\u2e55\u2e56\u2e57\u2e58\u2e59\u2e5a\u2e5b\u2e5c\u3008\u3009\u300a\u300b\u300c\u300d"
    "\u300e\u300f\u3010\u3011\u3014\u3015\u3016\u3017\u3018\u3019\u301a\u301b\ufe59\ufe5a\ufe5b\ufe5c"
    "\ufe5d\ufe5e\uff08\uff09\uff3b\uff3d\uff5b\uff5d\uff5f\uff60\uff62\uff63"
)
# Canonical equivalents count as the same bracket (BD16): U+2329 and U+232A are U+3008 and U+3009.
_SAME: Final = {"\u2329": "\u3008", "\u232a": "\u3009"}
_CLOSING: Final = {
    opening: _SAME.get(closing, closing) for opening, closing in zip(_BRACKETS[::2], _BRACKETS[1::2], strict=True)
}
_CLOSES: Final = frozenset(_BRACKETS[1::2])

# Default classes of code points that unicodedata does not know (DerivedBidiClass.txt).
_UNKNOWN: Final = (
    (0x0590, 0x05FF, "R"),
    (0x0600, 0x07BF, "AL"),
    (0x07C0, 0x085F, "R"),
    (0x0860, 0x08FF, "AL"),
    (0x20A0, 0x20CF, "ET"),
    (0xFB1D, 0xFB4F, "R"),
    (0xFB50, 0xFDCF, "AL"),
    (0xFDD0, 0xFDEF, "BN"),
    (0xFDF0, 0xFDFF, "AL"),
    (0xFE70, 0xFEFF, "AL"),
    (0xFFF0, 0xFFF8, "BN"),
    (0x10800, 0x10CFF, "R"),
    (0x10D00, 0x10D3F, "AL"),
    (0x10D40, 0x10EBF, "R"),
    (0x10EC0, 0x10EFF, "AL"),
    (0x10F00, 0x10F2F, "R"),
    (0x10F30, 0x10F6F, "AL"),
    (0x10F70, 0x10FFF, "R"),
    (0x1E800, 0x1EC6F, "R"),
    (0x1EC70, 0x1ECBF, "AL"),
    (0x1ECC0, 0x1ECFF, "R"),
    (0x1ED00, 0x1ED4F, "AL"),
    (0x1ED50, 0x1EDFF, "R"),
    (0x1EE00, 0x1EEFF, "AL"),
    (0x1EF00, 0x1EFFF, "R"),
    (0xE0000, 0xE0FFF, "BN"),
)

_STRONG: Final = {"L": 0, "R": 1, "AL": 1}
_INITIATORS: Final = frozenset({"LRI", "RLI", "FSI"})
_EMBEDDINGS: Final = frozenset({"LRE", "RLE", "LRO", "RLO"})
_REMOVED: Final = frozenset({"LRE", "RLE", "LRO", "RLO", "PDF", "BN"})
_NEUTRAL: Final = frozenset({"B", "S", "WS", "ON", "LRI", "RLI", "FSI", "PDI"})
_TRAILING: Final = frozenset({"WS", "LRI", "RLI", "FSI", "PDI"}) | _REMOVED
_DIRECTION: Final = {"L": "L", "R": "R", "EN": "R", "AN": "R"}
"""The direction that a resolved strong type or number has for neutrals (N0, N1)."""

_NOT_SIMPLE: Final = re.compile(
    "[\u0590-\u08ff\u200f\u202a-\u202e\u2066-\u2069\ufb1d-\ufdff\ufe70-\ufeff\U00010800-\U00010fff\U0001e800-\U0001efff]"
)


def is_rtl(language: str) -> bool:
    """Tell whether a language tag's script, its usual one if it names none, runs from right to left."""
    primary, _, rest = language.partition("-")
    return primary in _RTL_TAGS and "Latn" not in rest


def is_simple(text: str) -> bool:
    """Say whether a text holds nothing that could leave level 0 in a left-to-right paragraph.

    Simple means: no right-to-left letter, no Arabic number, no control of direction. False may be
    said of a text that turns out to lie on level 0; True never of one that does not.
    """
    return text.isascii() or _NOT_SIMPLE.search(text) is None


def paragraph_level(text: str) -> int:
    """Return the level of the first paragraph of a text by its first strong letter (P2, P3)."""
    classes = _classes(text)
    end = classes.index("B") if "B" in classes else len(classes)
    return _first_strong(classes[:end])[0]


def levels(text: str, base: int | None = None) -> bytes:
    """Return the resolved level of each character.

    `base` is the level of all paragraphs, 0 or 1; with None each finds its own (P2, P3).
    """
    classes = _classes(text)
    resolved = bytearray()
    start = 0
    for end in [*(i + 1 for i, name in enumerate(classes) if name == "B"), len(text)]:
        resolved += _paragraph(text[start:end], classes[start:end], base)
        start = end
    return bytes(resolved)


def visual_order(levels: Sequence[int]) -> list[int]:
    """Return the indices of a line's items from left to right (L2)."""
    order = list(range(len(levels)))
    odd = [level for level in levels if level & 1]
    if not odd:
        return order
    for level in range(max(levels), min(odd) - 1, -1):
        start = -1
        for i, found in enumerate([*levels, -1]):
            if found >= level:
                if start < 0:
                    start = i
            elif start >= 0:
                order[start:i] = order[start:i][::-1]
                start = -1
    return order


def _classes(text: str) -> list[str]:
    classes = list(map(unicodedata.bidirectional, text))
    if "" in classes:
        classes = [name or _default_class(ord(c)) for name, c in zip(classes, text, strict=True)]
    return classes


def _default_class(code: int) -> str:
    """Return the class of a code point without a name: the right-to-left blocks keep their future letters."""
    if code & 0xFFFE == 0xFFFE:
        return "BN"
    return next((name for first, last, name in _UNKNOWN if first <= code <= last), "L")


def _paragraph(text: str, classes: list[str], base: int | None) -> bytearray:
    level, isolates = _first_strong(classes)
    if base is not None:
        level = base
    types = classes.copy()
    resolved = _explicit(types, isolates, level)
    for sequence, sos, eos in _sequences(classes, resolved, level):
        embedding = resolved[sequence[0]]
        kinds = [types[i] for i in sequence]
        first = kinds.copy()
        _weak(kinds, sos)
        _brackets(kinds, first, [text[i] for i in sequence], embedding, sos)
        _neutral(kinds, embedding, sos, eos)
        for i, kind in zip(sequence, kinds, strict=True):
            if embedding & 1:  # I2
                resolved[i] = embedding + (kind != "R")
            elif kind != "L":  # I1
                resolved[i] = embedding + (1 if kind == "R" else 2)
    _reset(resolved, classes, level)
    return resolved


def _first_strong(classes: list[str]) -> tuple[int, dict[int, int]]:
    """Apply P2 and P3 to the paragraph and to what stands inside each isolate.

    One walk from the end: a PDI puts aside what was found after it, its initiator takes it back.
    """
    inside: dict[int, int] = {}
    aside: list[int | None] = []
    found: int | None = None
    for i in range(len(classes) - 1, -1, -1):
        name = classes[i]
        if name in _STRONG:
            found = _STRONG[name]
        elif name == "PDI":
            aside.append(found)
            found = None
        elif name in _INITIATORS:
            inside[i] = found or 0
            found = aside.pop() if aside else None
    while found is None and aside:  # a PDI that closes nothing
        found = aside.pop()
    return found or 0, inside


def _explicit(types: list[str], isolates: dict[int, int], base: int) -> bytearray:
    """Apply X1 to X8: return levels, put overrides into `types`. Removed characters get level 0 for now."""
    resolved = bytearray(len(types))
    stack: list[tuple[int, str, bool]] = [(base, "", False)]  # level, override, isolate
    lost_isolates = lost_embeddings = valid_isolates = 0
    for i, name in enumerate(types):
        level, override, _ = stack[-1]
        if name in _EMBEDDINGS:
            deeper = (level + 1) | 1 if name[0] == "R" else (level + 2) & ~1
            if deeper <= MAX_DEPTH and not lost_isolates and not lost_embeddings:
                stack.append((deeper, name[0] if name[2] == "O" else "", False))
            elif not lost_isolates:
                lost_embeddings += 1
        elif name in _INITIATORS:
            resolved[i] = level
            rtl = name == "RLI" or (name == "FSI" and isolates[i])
            deeper = (level + 1) | 1 if rtl else (level + 2) & ~1
            if deeper <= MAX_DEPTH and not lost_isolates and not lost_embeddings:
                valid_isolates += 1
                stack.append((deeper, "", True))
            else:
                lost_isolates += 1
            if override:
                types[i] = override
        elif name == "PDI":
            if lost_isolates:
                lost_isolates -= 1
            elif valid_isolates:
                lost_embeddings = 0
                while not stack.pop()[2]:
                    pass
                valid_isolates -= 1
            level, override, _ = stack[-1]
            resolved[i] = level
            if override:
                types[i] = override
        elif name == "PDF":
            if not lost_isolates and lost_embeddings:
                lost_embeddings -= 1
            elif not lost_isolates and len(stack) > 1 and not stack[-1][2]:
                stack.pop()
        elif name == "B":
            resolved[i] = base
        elif name != "BN":
            resolved[i] = level
            if override:
                types[i] = override
    return resolved


def _sequences(classes: list[str], resolved: bytearray, base: int) -> list[tuple[list[int], str, str]]:
    """Return the isolating run sequences (BD13), each with its sos and eos (X10)."""
    runs: list[list[int]] = []
    opened: list[int] = []
    initiator: dict[int, int] = {}  # of each PDI that has one (BD9)
    last = -1
    for i, name in enumerate(classes):
        if name in _REMOVED:
            continue
        if name in _INITIATORS:
            opened.append(i)
        elif name == "PDI" and opened:
            initiator[i] = opened.pop()
        if last >= 0 and resolved[last] == resolved[i]:
            runs[-1].append(i)
        else:
            runs.append([i])
        last = i
    open_at_end = set(opened)

    sequences: list[tuple[list[int], int, int]] = []  # indices, first and last run
    ending: dict[int, int] = {}  # last character of a sequence to its number
    for number, run in enumerate(runs):
        at = ending.pop(initiator.get(run[0], -1), -1)
        if at < 0:
            at = len(sequences)
            sequences.append((run.copy(), number, number))
        else:
            indices, first, _ = sequences[at]
            indices += run
            sequences[at] = (indices, first, number)
        ending[run[-1]] = at

    done = []
    for indices, first, final in sequences:
        level = resolved[indices[0]]
        before = resolved[runs[first - 1][-1]] if first else base
        is_open = final + 1 == len(runs) or indices[-1] in open_at_end
        after = base if is_open else resolved[runs[final + 1][0]]
        done.append((indices, "LR"[max(level, before) & 1], "LR"[max(level, after) & 1]))
    return done


def _weak(kinds: list[str], sos: str) -> None:
    """Apply W1 to W7."""
    count = len(kinds)
    before = strong = sos
    for i, kind in enumerate(kinds):
        if kind == "NSM":  # W1
            kind = "ON" if before in _INITIATORS or before == "PDI" else before
        before = kind
        if kind in _STRONG:
            strong = kind
            if kind == "AL":  # W3
                kind = "R"
        elif kind == "EN" and strong == "AL":  # W2
            kind = "AN"
        kinds[i] = kind
    for i in range(1, count - 1):  # W4
        kind = kinds[i]
        if kind == "CS" or (kind == "ES" and kinds[i - 1] == "EN"):
            before = kinds[i - 1]
            if before == kinds[i + 1] and before in {"EN", "AN"}:
                kinds[i] = before
    i = 0
    strong = sos
    while i < count:
        kind = kinds[i]
        end = i + 1
        if kind == "ET":  # W5, W6
            while end < count and kinds[end] == "ET":
                end += 1
            by_number = (i > 0 and kinds[i - 1] == "EN") or (end < count and kinds[end] == "EN")
            kinds[i:end] = ["EN" if by_number else "ON"] * (end - i)
        elif kind in {"ES", "CS"}:  # W6
            kinds[i] = "ON"
        i = end
    for i, kind in enumerate(kinds):  # W7
        if kind in _STRONG:
            strong = kind
        elif kind == "EN" and strong == "L":
            kinds[i] = "L"


def _pairs(kinds: list[str], chars: list[str]) -> list[tuple[int, int]]:
    """Return the bracket pairs in the order of their opening brackets (BD16)."""
    pairs: list[tuple[int, int]] = []
    waiting: list[tuple[str, int]] = []
    for i, c in enumerate(chars):
        if kinds[i] != "ON":
            continue
        if c in _CLOSING:
            if len(waiting) == _OPEN_BRACKETS_LIMIT:
                return []
            waiting.append((_CLOSING[c], i))
        elif c in _CLOSES:
            closing = _SAME.get(c, c)
            for depth in range(len(waiting) - 1, -1, -1):
                if waiting[depth][0] == closing:
                    pairs.append((waiting[depth][1], i))
                    del waiting[depth:]
                    break
    return sorted(pairs)


def _brackets(kinds: list[str], first: list[str], chars: list[str], embedding: int, sos: str) -> None:
    """Apply N0; `first` holds the types before W1."""
    own = "LR"[embedding & 1]
    for opening, closing in _pairs(kinds, chars):
        found = ""
        for kind in kinds[opening + 1 : closing]:
            direction = _DIRECTION.get(kind)
            if direction:
                found = direction
                if direction == own:
                    break
        if not found:
            continue
        if found != own:
            place = opening - 1
            while place >= 0 and kinds[place] not in _DIRECTION:
                place -= 1
            context = _DIRECTION[kinds[place]] if place >= 0 else sos
            if context != found:
                found = own
        for place in (opening, closing):
            kinds[place] = found
            mark = place + 1
            while mark < len(kinds) and first[mark] == "NSM":
                kinds[mark] = found
                mark += 1


def _neutral(kinds: list[str], embedding: int, sos: str, eos: str) -> None:
    """Apply N1 and N2."""
    count = len(kinds)
    i = 0
    while i < count:
        if kinds[i] not in _NEUTRAL:
            i += 1
            continue
        end = i + 1
        while end < count and kinds[end] in _NEUTRAL:
            end += 1
        before = _DIRECTION[kinds[i - 1]] if i else sos
        after = _DIRECTION[kinds[end]] if end < count else eos
        kinds[i:end] = [before if before == after else "LR"[embedding & 1]] * (end - i)
        i = end


def _reset(resolved: bytearray, classes: list[str], base: int) -> None:
    """Apply L1 as if the paragraph were one line; give removed characters the level before them."""
    trailing = True
    for i in range(len(classes) - 1, -1, -1):
        name = classes[i]
        if name in {"S", "B"}:
            trailing = True
        elif name not in _TRAILING:
            trailing = False
        if trailing:
            resolved[i] = base
    for i, name in enumerate(classes):
        if name in _REMOVED:
            resolved[i] = resolved[i - 1] if i else base
