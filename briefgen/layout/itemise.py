"""Pieces of a paragraph in, flat lists of boxes, glue and penalties out.

`Items` holds parallel lists; item i is described by `kind[i]` … `flagged[i]` as `breaker.py`
states, and by `text[i]` (what a box or glue shows), `voice[i]`, `role[i]` and, where the
paragraph needs it, `level[i]` (the embedding level of UAX #9). `hung` is filled by `breakable.hang`. It knows no positions.
"""

from typing import Final

from briefgen.layout.bidi import levels
from briefgen.layout.binding import bound, is_bound
from briefgen.layout.breaker import BOX, GLUE, INFINITE, PENALTY
from briefgen.layout.flatten import Flat
from briefgen.layout.voices import HYPHENS, Voice

__all__ = ["SHRINK", "STRETCH", "Items", "itemise"]

_SPLIT_PENALTY: Final = 50.0
_ADDRESS_PENALTY: Final = 90.0
STRETCH, SHRINK = 0.5, 0.33
"""How far a word space gives, as parts of its width."""


class Items:
    """The parallel lists of one paragraph (see the module's docstring)."""

    __slots__ = ("flagged", "hung", "kind", "level", "penalty", "role", "shrink", "stretch", "text", "voice", "width")

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
        self.hung: dict[int, tuple[float, float]] | None = None

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
        self.add(GLUE, " ", space, voice, role, stretch=space * STRETCH, shrink=space * SHRINK)

    def drop_last(self) -> None:
        """Take the last item away."""
        for name in _COLUMNS:
            column = getattr(self, name)
            if column:
                column.pop()


_COLUMNS: Final = tuple(name for name in Items.__slots__ if name != "hung")


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
    items.stretch += [0.0, space * STRETCH] * between
    items.stretch.append(0.0)
    items.shrink += [0.0, space * SHRINK] * between
    items.shrink.append(0.0)
    nothing = [0.0] * count
    items.penalty += nothing
    items.flagged += [0] * count
    items.voice += [voice] * count
    items.role += [role] * count
    if voice.binds:
        near = list(map(voice.binds.__contains__, words))
        n = -1
        while True in near[n + 1 : between]:
            n = near.index(True, n + 1)
            if is_bound(words[n], words[n + 1]):
                items.penalty[2 * (n - between)] = INFINITE
    for word in voice.clings.intersection(words) if voice.clings else ():
        for n in range(1, len(words)):
            if words[n] == word:
                items.penalty[2 * (n - between) - 2] = INFINITE
    if ends_open:
        items.glue(voice, role)


def _splitting(items: Items, words: list[str], voice: Voice, role: int) -> None:
    """Add words of which some may be parted behind a hyphen, a dash or the punctuation of an address."""
    before = ""
    for word in words:
        if before:
            items.glue(voice, role)
            if bound(before, word):
                items.penalty[-1] = INFINITE
        before = word
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
            items.flagged[-1] = int(part[-1] in HYPHENS and not voice.address)


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
