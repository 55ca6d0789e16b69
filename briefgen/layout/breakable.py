"""Items of a paragraph in, the lists that the breaker sees out: hung into the margins, hyphenated, cut in need.

`Hyphenated` adds the break points inside words for the breaker alone: item j of its lists is
item `origin[j]` of the paragraph, or a piece of it, and `cut[j]` tells how many characters of
that item stand before the place where a line that ends at j is cut (0: it is not cut).
"""

from collections.abc import Iterator
from typing import Final

from briefgen.layout.breaker import BOX, GLUE, HYPHEN_PENALTY, INFINITE, PENALTY
from briefgen.layout.hyphenate import hyphenator
from briefgen.layout.itemise import Items
from briefgen.layout.voices import HYPHENS, LONGEST_TIED, SUPERIOR, Voice

__all__ = ["Hyphenated", "closed", "hang", "hyphenated", "release", "shattered", "widest_run"]

_TIED_PENALTY: Final = 200.0
"""Behind the hyphen of al-Qaeda or e-mail: only where the words would gape without it, so never in ragged text."""
_TIED_LEAST_AFTER: Final = 3  # letters
_SHATTER_PENALTY: Final = 5_000.0
_PAIR: Final = bytes((BOX, BOX))


def hang(items: Items) -> None:
    """Let the signs of `protrusion` hang out of the measure where a line begins or ends with them.

    The breaker need not know: what hangs out at a space is taken off the word and given to the space, which vanishes
    at a line end; what hangs out at another break is taken off the penalty. `hung[i]` then tells what box i lost.
    """
    kind, width, text, voice = items.kind, items.width, items.text, items.voice
    hung: dict[int, tuple[float, float]] = {}
    final = len(kind) - 1
    first = voice[0]
    if voice.count(first) == len(voice):
        hangs = first.hangs
        found = [i for i, word in enumerate(text) if word in hangs]
    else:
        found = [i for i, word in enumerate(text) if word in voice[i].hangs]
    for i in found:
        head, tail = voice[i].hangs[text[i]]
        if i and kind[i - 1] == GLUE:
            width[i - 1] += head
        elif i:
            head = 0.0
        if i < final and kind[i + 1] == GLUE:
            width[i + 1] += tail
        else:
            if i < final and kind[i + 1] == PENALTY:
                width[i + 1] -= tail
            tail = 0.0
        width[i] -= head + tail
        hung[i] = head, tail
    items.hung = hung


def release(items: Items, widest: float) -> None:
    """Let lines end again between bound words that are wider together than `widest` (points)."""
    kind, width, penalty = items.kind, items.width, items.penalty
    final = len(kind) - 1
    place = -1
    while INFINITE in penalty[place + 1 :]:
        start = place = penalty.index(INFINITE, place + 1)
        while start and (kind[start - 1] != GLUE or penalty[start - 1] >= INFINITE):
            start -= 1
        while place < final and (kind[place] != GLUE or penalty[place] >= INFINITE):
            place += 1
        if sum(width[start:place]) > widest:
            for n in range(start, place):
                if kind[n] == GLUE:
                    penalty[n] = 0.0


class Hyphenated:
    """The lists that the breaker sees when words may be hyphenated (see the module's docstring)."""

    __slots__ = ("cut", "flagged", "kind", "origin", "penalty", "shrink", "stretch", "width")

    def __init__(self) -> None:
        self.kind: list[int] = []
        self.width: list[float] = []
        self.stretch: list[float] = []
        self.shrink: list[float] = []
        self.penalty: list[float] = []
        self.flagged: list[int] = []
        self.origin: list[int] = []
        self.cut: list[int] = []

    def copy(self, items: Items, start: int, end: int) -> None:
        """Take over items as they are."""
        self.kind += items.kind[start:end]
        self.width += items.width[start:end]
        self.stretch += items.stretch[start:end]
        self.shrink += items.shrink[start:end]
        self.penalty += items.penalty[start:end]
        self.flagged += items.flagged[start:end]
        self.origin += range(start, end)
        self.cut += [0] * (end - start)

    def pieces(
        self,
        index: int,
        pieces: tuple[tuple[str, float, float], ...],
        hangs: float,
        hung: tuple[float, float],
        tied: float,
    ) -> None:
        """Take over a word in pieces, with a flagged penalty between them.

        `hangs` is how far a hyphen hangs out, `hung` what the word lost at its begin and its end, `tied` the penalty
        behind the hyphen of a short prefix.
        """
        at = 0
        head, tail = hung
        for text, width, hyphen in pieces[:-1]:
            at += len(text)
            self.kind += (BOX, PENALTY)
            self.width += (width - head, hyphen - hangs)
            head = 0.0
            self.stretch += (0.0, 0.0)
            self.shrink += (0.0, 0.0)
            self.penalty += (0.0, tied if text[-1] in HYPHENS else HYPHEN_PENALTY)
            self.flagged += (0, 1)
            self.origin += (index, index)
            self.cut += (0, at)
        self.kind.append(BOX)
        self.width.append(pieces[-1][1] - tail)
        self.stretch.append(0.0)
        self.shrink.append(0.0)
        self.penalty.append(0.0)
        self.flagged.append(0)
        self.origin.append(index)
        self.cut.append(0)


def hyphenated(items: Items) -> Hyphenated:
    """Return the items with the hyphenation points of every word in between; justified text is hung before."""
    out = Hyphenated()
    tied = INFINITE if items.hung is None else _TIED_PENALTY
    levels = items.level
    texts, voices, hung = items.text, items.voice, items.hung
    done = 0
    for i, kind in enumerate(items.kind):
        if kind != BOX:
            continue
        voice = voices[i]
        text = texts[i]
        pieces = voice.hyphenated.get(text, _UNKNOWN)
        if pieces is _UNKNOWN:
            pieces = _pieces(text, voice, rtl=bool(levels and levels[i] & 1))
        if pieces:
            out.copy(items, done, i)
            out.pieces(
                i,
                pieces,
                0.0 if hung is None else voice.hyphen_hangs,
                hung.get(i, _NOTHING) if hung else _NOTHING,
                tied,
            )
            done = i + 1
    out.copy(items, done, len(items.kind))
    return out


_NOTHING: Final = (0.0, 0.0)
_UNKNOWN: Final[tuple[tuple[str, float, float], ...]] = (("", 0.0, 0.0),)


def _pieces(text: str, voice: Voice, *, rtl: bool) -> tuple[tuple[str, float, float], ...] | None:
    if rtl:
        return None
    if voice.rise or voice.address:
        return voice.hyphenate(text, ())
    points = hyphenator(voice.language).points(text)
    if not HYPHENS.isdisjoint(text) and (tied := _tied(text)):
        points = tuple(sorted({*points, tied}))
    return voice.hyphenate(text, points)


def _tied(text: str) -> int:
    """Return the place behind the hyphen of a short prefix, 0 without one."""
    for place, letter in enumerate(text):
        if letter in HYPHENS:
            after = text[place + 1 :]
            before = sum(map(str.isalpha, text[:place]))
            short = 0 < before <= LONGEST_TIED
            return place + 1 if short and after[:_TIED_LEAST_AFTER].isalpha() and len(after) >= _TIED_LEAST_AFTER else 0
    return 0


def _runs(items: Items) -> Iterator[tuple[int, int]]:
    """Yield where boxes that no line may part begin and end: a word and its marks, a word in two types."""
    kinds = bytes(items.kind)
    at = kinds.find(_PAIR)
    while at >= 0:
        end = at + 2
        while end < len(kinds) and kinds[end] == BOX:
            end += 1
        yield at, end
        at = kinds.find(_PAIR, end)


def widest_run(items: Items) -> float:
    """Return the width, in points, of the widest boxes that no line may part."""
    return max(*items.width, *(sum(items.width[start:end]) for start, end in _runs(items)), 0.0)


def _to_shatter(items: Items, measure: float) -> frozenset[int]:
    """Return the boxes that must be cut: of those wider than the measure, alone or as a run, what hyphens do not part."""
    runs = dict(_runs(items))
    found: set[int] = set()
    at = 0
    while at < len(items.kind):
        end = runs.get(at, at + 1)
        if items.kind[at] == BOX and sum(items.width[at:end]) > measure:
            for i in range(at, end):
                is_raised = items.voice[i].rise > 0 or items.voice[i].features & SUPERIOR
                if is_raised and items.width[i] <= measure:
                    continue
                if not _parted(items, i, sum(items.width[i + 1 : end]), measure):
                    found.add(i)
        at = end
    return frozenset(found)


def _parted(items: Items, index: int, behind: float, measure: float) -> bool:
    """Tell whether the pieces of a hyphenated word fit the measure, the last with what stands behind it."""
    pieces = _pieces(items.text[index], items.voice[index], rtl=bool(items.level and items.level[index] & 1))
    if not pieces:
        return False
    return pieces[-1][1] + behind <= measure and all(width + hyphen <= measure for _, width, hyphen in pieces)


def shattered(items: Items, measure: float) -> Items:
    """Return the items with what is wider than the measure cut between characters, where hyphens do not part it.

    Nothing is lost or overfull. What is raised, as the mark of a note, stays whole.
    """
    out = Items()
    levels = items.level
    cut = _to_shatter(items, measure)
    for i, kind in enumerate(items.kind):
        before = len(out.kind)
        voice, role, text = items.voice[i], items.role[i], items.text[i]
        if i in cut:
            rtl = bool(levels and levels[i] & 1)
            for n, part in enumerate(_clusters(text)):
                if n:
                    out.add(PENALTY, "", 0.0, voice, role, penalty=_SHATTER_PENALTY)
                out.add(BOX, part, voice.look_up(part, rtl)[0], voice, role)
        else:
            out.add(
                kind,
                text,
                items.width[i],
                voice,
                role,
                stretch=items.stretch[i],
                shrink=items.shrink[i],
                penalty=items.penalty[i],
            )
        if levels:
            out.level.extend([levels[i]] * (len(out.kind) - before))
    return out


def _clusters(text: str) -> list[str]:
    """Cut a word into base characters with their marks and joiners."""
    from unicodedata import combining

    out: list[str] = []
    for letter in text:
        if out and (combining(letter) or letter in "\u200c\u200d"):
            out[-1] += letter
        else:
            out.append(letter)
    return out


def closed(items: Items) -> Items:
    """Close the lists with the forced break that the breaker asks for."""
    if not items.kind:
        return items
    items.add(PENALTY, "", 0.0, items.voice[-1], items.role[-1], penalty=-INFINITE)
    if items.level:
        items.level.append(items.level[-1])
    return items
