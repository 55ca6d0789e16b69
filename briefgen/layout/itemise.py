"""Pieces of a paragraph in, flat lists of boxes, glue and penalties out.

`Items` holds parallel lists; item i is described by `kind[i]` … `flagged[i]` as `breaker.py`
states, and by `text[i]` (what a box or glue shows), `voice[i]`, `role[i]` and, where the
paragraph needs it, `level[i]` (the embedding level of UAX #9). It knows no positions.

`Hyphenated` adds the break points inside words for the breaker alone: item j of its lists is
item `origin[j]` of the paragraph, or a piece of it, and `cut[j]` tells how many characters of
that item stand before the place where a line that ends at j is cut (0: it is not cut).
"""

from collections.abc import Iterator
from typing import Final

from briefgen.layout.bidi import levels
from briefgen.layout.breaker import BOX, GLUE, HYPHEN_PENALTY, INFINITE, PENALTY
from briefgen.layout.flatten import Flat
from briefgen.layout.hyphenate import hyphenator
from briefgen.layout.voices import SUPERIOR, Voice

__all__ = ["Hyphenated", "Items", "closed", "hyphenated", "itemise", "shattered", "widest_run"]

_SPLIT_PENALTY: Final = 50.0
_ADDRESS_PENALTY: Final = 90.0
_SHATTER_PENALTY: Final = 5_000.0
_STRETCH, _SHRINK = 0.5, 0.33
_PAIR: Final = bytes((BOX, BOX))


class Items:
    """The parallel lists of one paragraph (see the module's docstring)."""

    __slots__ = ("flagged", "kind", "level", "penalty", "role", "shrink", "stretch", "text", "voice", "width")

    def __init__(self) -> None:
        self.kind: list[int] = []
        self.width: list[float] = []
        self.stretch: list[float] = []
        self.shrink: list[float] = []
        self.penalty: list[float] = []
        self.flagged: list[int] = []
        self.text: list[str] = []
        self.voice: list[Voice] = []
        self.role: list[int] = []
        self.level: list[int] = []

    def add(
        self,
        kind: int,
        text: str,
        width: float,
        voice: Voice,
        role: int,
        *,
        stretch: float = 0.0,
        shrink: float = 0.0,
        penalty: float = 0.0,
    ) -> None:
        """Add one item."""
        self.kind.append(kind)
        self.width.append(width)
        self.stretch.append(stretch)
        self.shrink.append(shrink)
        self.penalty.append(penalty)
        self.flagged.append(0)
        self.text.append(text)
        self.voice.append(voice)
        self.role.append(role)

    def glue(self, voice: Voice, role: int) -> None:
        """Add a space."""
        space = voice.space
        self.add(GLUE, " ", space, voice, role, stretch=space * _STRETCH, shrink=space * _SHRINK)

    def drop_last(self) -> None:
        """Take the last item away."""
        for name in Items.__slots__:
            column = getattr(self, name)
            if column:
                column.pop()


def itemise(flat: Flat, base: int) -> Items:
    """Cut the pieces into items; `base` is the paragraph's embedding level (0, or 1 for right to left)."""
    items = Items()
    if flat.simple:
        for piece, voice, role in flat.pieces:
            _words(items, piece, voice, role)
    else:
        _levelled(flat, items, base)
    while items.kind and items.kind[-1] == GLUE:
        items.drop_last()
    return items


def _words(items: Items, piece: str, voice: Voice, role: int) -> None:
    """Add the words of a piece and the spaces between them. Hot: whole lists at once where no word may split."""
    words = piece.split(" ")
    if not words[0]:
        if items.kind and items.kind[-1] != GLUE:
            items.glue(voice, role)
        del words[0]
    ends_open = bool(words) and not words[-1]
    if "" in words:
        words = [word for word in words if word]
    if not words:
        return
    whole = voice.whole
    try:
        widths = [whole[word] for word in words]
    except KeyError:
        for word in words:
            if word not in whole:
                voice.look_up(word)
        if any(word not in whole for word in words):
            _splitting(items, words, voice, role)
            if ends_open:
                items.glue(voice, role)
            return
        widths = [whole[word] for word in words]
    count = 2 * len(words) - 1
    space = voice.space
    between = len(words) - 1
    row: list[float] = [space] * count
    row[::2] = widths
    items.width += row
    texts = [" "] * count
    texts[::2] = words
    items.text += texts
    items.kind += [BOX, GLUE] * between
    items.kind.append(BOX)
    items.stretch += [0.0, space * _STRETCH] * between
    items.stretch.append(0.0)
    items.shrink += [0.0, space * _SHRINK] * between
    items.shrink.append(0.0)
    nothing = [0.0] * count
    items.penalty += nothing
    items.flagged += [0] * count
    items.voice += [voice] * count
    items.role += [role] * count
    if ends_open:
        items.glue(voice, role)


def _splitting(items: Items, words: list[str], voice: Voice, role: int) -> None:
    """Add words of which some may be parted behind a hyphen, a dash or the punctuation of an address."""
    first = True
    for word in words:
        if not first:
            items.glue(voice, role)
        first = False
        known = voice.look_up(word)
        if known[4] is None:
            items.add(BOX, word, known[0], voice, role)
        else:
            _split(items, known[4], voice, role)


def _split(items: Items, splits: tuple[str, ...], voice: Voice, role: int) -> None:
    last = len(splits) - 1
    cost = _ADDRESS_PENALTY if voice.address else _SPLIT_PENALTY
    for n, part in enumerate(splits):
        items.add(BOX, part, voice.look_up(part)[0], voice, role)
        if n < last:
            items.add(PENALTY, "", 0.0, voice, role, penalty=cost)


def _levelled(flat: Flat, items: Items, base: int) -> None:
    """Cut at spaces and at changes of level; every item gets its level."""
    characters: list[str] = []
    starts: list[int] = []
    length = 0
    isolates = iter([*flat.isolates, (len(flat.pieces) + 1, "")])
    at, control = next(isolates)
    for index, (piece, _, role) in enumerate(flat.pieces):
        while at <= index:
            characters.append(control)
            length += 1
            at, control = next(isolates)
        starts.append(length)
        # A mark takes the paragraph's level: else it lands on the wrong side of the full stop.
        characters.append(piece if not _is_mark(flat, role) else _mark_stand_in(piece, base))
        length += len(piece)
    characters.extend(c for i, c in flat.isolates if i >= len(flat.pieces))
    resolved = levels("".join(characters), base)
    for (piece, voice, role), start in zip(flat.pieces, starts, strict=True):
        mark = _is_mark(flat, role)
        position = 0
        while position < len(piece):
            level = base if mark and not base else resolved[start + position]
            if mark:
                level = base + (base & 1)  # digits run left to right inside a right-to-left line
            if piece[position] == " ":
                if items.kind and items.kind[-1] != GLUE:
                    items.glue(voice, role)
                    items.level.append(level)
                position += 1
                continue
            end = position + 1
            while end < len(piece) and piece[end] != " " and (mark or resolved[start + end] == level):
                end += 1
            _word(items, piece[position:end], voice, role, level)
            position = end


def _mark_stand_in(piece: str, base: int) -> str:
    return ("\u200f" if base & 1 else "\u200e") * len(piece)


def _is_mark(flat: Flat, role: int) -> bool:
    return flat.roles[role][4] != -1


def _word(items: Items, word: str, voice: Voice, role: int, level: int) -> None:
    rtl = bool(level & 1)
    what = voice.look_up(word, rtl)
    if rtl or what[4] is None:
        items.add(BOX, word, what[0], voice, role)
        items.level.append(level)
        return
    before = len(items.kind)
    _split(items, what[4], voice, role)
    items.level.extend([level] * (len(items.kind) - before))


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

    def pieces(self, index: int, pieces: tuple[tuple[str, float, float], ...]) -> None:
        """Take over a word in pieces, with a flagged penalty between them."""
        at = 0
        for text, width, hyphen in pieces[:-1]:
            at += len(text)
            self.kind += (BOX, PENALTY)
            self.width += (width, hyphen)
            self.stretch += (0.0, 0.0)
            self.shrink += (0.0, 0.0)
            self.penalty += (0.0, HYPHEN_PENALTY)
            self.flagged += (0, 1)
            self.origin += (index, index)
            self.cut += (0, at)
        self.kind.append(BOX)
        self.width.append(pieces[-1][1])
        self.stretch.append(0.0)
        self.shrink.append(0.0)
        self.penalty.append(0.0)
        self.flagged.append(0)
        self.origin.append(index)
        self.cut.append(0)


def hyphenated(items: Items) -> Hyphenated:
    """Return the items with the hyphenation points of every word in between."""
    out = Hyphenated()
    levels = items.level
    texts, voices = items.text, items.voice
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
            out.pieces(i, pieces)
            done = i + 1
    out.copy(items, done, len(items.kind))
    return out


_UNKNOWN: Final[tuple[tuple[str, float, float], ...]] = (("", 0.0, 0.0),)


def _pieces(text: str, voice: Voice, *, rtl: bool) -> tuple[tuple[str, float, float], ...] | None:
    if rtl:
        return None
    points = () if voice.rise or voice.address else hyphenator(voice.language).points(text)
    return voice.hyphenate(text, points)


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
