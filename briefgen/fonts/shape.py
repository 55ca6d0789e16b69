"""Words to the inside of a PDF TJ array, with their widths: shaping, caching, exact text.

In: a word, a fallback chain, a language, a direction. Out: `Shaped`, a plain tuple

    (width, parts, rtl)     parts: tuple of (face index, tj, part width)

`width` is the advance in 1/1000 em, never negative. `tj` holds hexadecimal strings of two-byte CIDs
and numbers (ISO 32000-1, 9.4.3): a number moves left in 1/1000 em, in either direction of writing.
Left to right, the pen starts at the left edge of the word and ends at its right edge. Right to left
(`rtl`), glyphs stand in logical order and numbers step back: the pen starts at the right edge and
ends at the left edge. Parts follow each other in logical order, one per face.

A "word" is any text without ordinary spaces; the space alone is a word too. U+00AD and U+2011 show
the hyphen, U+00A0 and U+202F and their kind the space, ZWNJ and ZWJ nothing; each keeps its own text.

Invariants: the texts of the CIDs of a word, in order, spell the word. A CID has one text in a session.
What a session registers depends on the words it was asked for and their order, never on other sessions.

Step (of a recipe): (number before, components, advance, text, forced). `components` are
(glyph, dx, dy) in font units; `forced` steps never take the glyph's own CID.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from briefgen.fonts.discover import CATALOGUE, FAMILIES, FontFile, closest, packaged, unknown_family
from briefgen.fonts.face import Face
from briefgen.fonts.fallback import MissingGlyphError, members

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

__all__ = ["OLDSTYLE", "SMALLCAPS", "SUPERIOR", "TABULAR", "Faces", "Session", "Shaped", "VirtualGlyph"]

SUPERIOR: Final = 1
OLDSTYLE: Final = 2
TABULAR: Final = 4
SMALLCAPS: Final = 8
_TAGS: Final = ((SUPERIOR, "sups"), (OLDSTYLE, "onum"), (TABULAR, "tnum"), (SMALLCAPS, "smcp"))

if TYPE_CHECKING:
    Key = tuple[str, int, str, bool, int]
    Shaped = tuple[float, tuple[tuple[int, bytes, float], ...], bool]
    Component = tuple[int, int, int]
    VirtualGlyph = tuple[tuple[Component, ...], int, str]
    Step = tuple[str, tuple[Component, ...], int, str, bool]
    Part = tuple[int, float, tuple[Step, ...], str]
    Recipe = tuple[Shaped | None, tuple[tuple[int, dict[int, str]], ...], tuple[Part, ...] | None]

# Shown by the glyph of another character, and so never by that glyph's own CID.
_SHOWN_AS: Final = {0xAD: "-", 0x2011: "-", 0xA0: " "}
_JOINERS: Final = frozenset("\u200c\u200d")
# Spaces with a width of their own, and the two joiners: drawn as an empty glyph.
_EMPTY: Final = frozenset((*map(chr, range(0x2000, 0x200B)), *"\u202f\u205f\u3000\u200c\u200d"))
_FORCED: Final = _EMPTY | frozenset("\u00ad\u2011\u00a0")


def _number(units: int, upem: int) -> str:
    """Print font units as 1/1000 em, as short as it goes; nothing at all for nothing."""
    if upem == 1000:
        return str(units) if units else ""
    value = round(units * 1000 / upem, 2)
    if not value:
        return ""
    return str(int(value)) if value == int(value) else str(value)


class Faces:
    """The faces of this process, opened when first needed, and the words shaped so far.

    `extra` maps further family names to files (one style each); `folders` are searched for a family
    or a letter that the packages lack. Methods raise FontError.
    """

    def __init__(self, extra: Mapping[str, str] | None = None, folders: Sequence[str] = ()) -> None:
        self._folders: Final = tuple(folders)
        self._files: Final[list[FontFile]] = list(CATALOGUE)
        self._families: Final[dict[str, Sequence[int]]] = dict(FAMILIES)
        self._open: Final[dict[int, Face]] = {}
        self._chains: Final[list[tuple[int, ...]]] = []
        self._chain_ids: Final[dict[tuple[str, int, bool], int]] = {}
        self._rtl_chains: Final[dict[int, tuple[int, ...]]] = {}
        self._features: Final[dict[int, dict[str, bool]]] = {0: {}}
        self._recipes: Final[dict[Key, Recipe]] = {}
        self._buffer: Any = None
        self._shape: Any = None
        for family, path in (extra or {}).items():
            name = "".join(c for c in family if c.isascii() and c.isalnum()) + "-Regular"
            self._families[family] = (len(self._files),)
            self._files.append(FontFile(family, "Regular", name, 400, False, path))

    def chain(self, family: str, weight: int, italic: bool) -> int:
        """Return the id of the fallback chain that begins with the family's closest style.

        Raises FontError (`font.unknown-family`).
        """
        key = (family, weight, italic)
        found = self._chain_ids.get(key)
        if found is None:
            places = self._families.get(family) or self._families.get(packaged(family))
            if places is None:
                raise unknown_family(family, self._families)
            first = places[closest([self._files[place] for place in places], weight, italic)]
            rest = (index for index in members(weight, italic) if index != first)
            found = self._chain_ids[key] = len(self._chains)
            self._chains.append((first, *rest))
        return found

    def chain_faces(self, chain: int) -> Face:
        """Return the first face of a chain: the one whose measures set the lines."""
        return self.face(self._chains[chain][0])

    def face(self, index: int) -> Face:
        """Return a face by its index, opening it if need be."""
        found = self._open.get(index)
        if found is None:
            found = self._open[index] = Face(index, self._files[index])
        return found

    def has_feature(self, chain: int, tag: str) -> bool:
        """Tell whether the first face of a chain has an OpenType feature such as `sups`."""
        return self.chain_faces(chain).has_feature(tag)

    def session(self) -> Session:
        """Return a new session: one per brief."""
        return Session(self)

    def recipe(self, key: Key) -> Recipe:
        """Shape a word, or take it from the cache. Raises MissingGlyphError."""
        found = self._recipes.get(key)
        if found is None:
            found = self._plain(key) or self._general(key)
            self._recipes[key] = found
        return found

    def general(self, key: Key) -> tuple[Part, ...]:
        """Return the parts of a word step by step, for a session in which some CID is taken."""
        shaped, uses, parts = self.recipe(key)
        if parts is None:
            parts = self._general(key)[2]
            self._recipes[key] = (shaped, uses, parts)
        return parts or ()

    def _set(self, face: Face, text: str, start: int, end: int, rtl: bool, lang: str, features: int) -> Any:
        """Shape text[start:end] with the rest as context, and return the buffer."""
        buffer = self._buffer
        if buffer is None:
            from uharfbuzz import Buffer, BufferFlags, shape  # noqa: PLC0415  27 ms; only builds shape

            buffer = self._buffer = Buffer()
            # Without it ZWNJ comes back as a space.
            buffer.flags = BufferFlags.PRESERVE_DEFAULT_IGNORABLES
            self._shape = shape
        wanted = self._features.get(features)
        if wanted is None:
            wanted = self._features[features] = {tag: True for bit, tag in _TAGS if features & bit}
        buffer.clear_contents()
        buffer.add_str(text, start, end - start)
        buffer.direction = "rtl" if rtl else "ltr"
        buffer.language = lang or "und"
        buffer.guess_segment_properties()
        self._shape(face.font, buffer, wanted)
        return buffer

    def _plain(self, key: Key) -> Recipe | None:
        """Shape a left-to-right word whose glyphs all come from the first face, one to a cluster, else None."""
        text, chain, lang, rtl, features = key
        if rtl or not _FORCED.isdisjoint(text):
            return None
        face = self.face(self._chains[chain][0])
        buffer = self._set(face, text, 0, len(text), False, lang, features)
        advances, codes, upem = face.advances, face.codes, face.upem
        pieces = ["<"]
        uses: dict[int, str] = {}
        width = glyph = 0
        begin = -1
        for info, position in zip(buffer.glyph_infos, buffer.glyph_positions, strict=True):
            cluster = info.cluster
            if begin >= 0 and (cluster == begin or uses.setdefault(glyph, text[begin:cluster]) != text[begin:cluster]):
                return None
            begin = cluster
            glyph = info.codepoint
            if not glyph or position.x_offset or position.y_offset:
                return None
            code = codes.get(glyph)
            if code is None:
                code = codes[glyph] = f"{glyph:04X}"
                face.advance(glyph)
            pieces.append(code)
            advance = position.x_advance
            width += advance
            if advance != advances[glyph]:
                pieces.append(f">{_number(advances[glyph] - advance, upem) or 0}<")
        if begin < 0 or uses.setdefault(glyph, text[begin:]) != text[begin:]:
            return None
        tj = ("".join(pieces) + ">").removesuffix("<>")
        em = width * 1000 / upem if upem != 1000 else float(width)
        return (em, ((face.index, tj.encode(), em),), False), ((face.index, uses),), None

    def _general(self, key: Key) -> Recipe:
        """Shape any word: marks, ligatures, both directions, and as many faces as it takes."""
        text, chain, lang, rtl, features = key
        shown = text if _FORCED.isdisjoint(text) else text.translate(_SHOWN_AS)
        placed: dict[int, tuple[int, Cluster]] = {}
        pending = [(0, len(text))]
        for index in self._rtl_chain(chain) if rtl else self._chains[chain]:
            face = self.face(index)
            left: list[tuple[int, int]] = []
            for start, end in pending:
                buffer = self._set(face, shown, start, end, rtl, lang, features)
                clusters = _clusters(face, buffer, text, end, rtl)
                for cluster in clusters:
                    if not cluster[2]:
                        placed[cluster[0]] = (index, cluster)
                    elif left and left[-1][1] == cluster[0]:
                        left[-1] = (left[-1][0], cluster[1])
                    else:
                        left.append((cluster[0], cluster[1]))
            pending = left
            if not pending:
                break
        if pending:
            raise MissingGlyphError(self._lacking(chain, "".join(text[start:end] for start, end in pending)))
        parts = tuple(self._parts([placed[start] for start in sorted(placed)], text, rtl))
        return None, (), parts

    def _rtl_chain(self, chain: int) -> tuple[int, ...]:
        """Return a chain with the faces that have Arabic letters first, so that brackets match the words in them."""
        found = self._rtl_chains.get(chain)
        if found is None:
            order = sorted(self._chains[chain], key=lambda index: not self.face(index).covers("\u0627"))
            found = self._rtl_chains[chain] = tuple(order)
        return found

    def _parts(self, placed: list[tuple[int, Cluster]], text: str, rtl: bool) -> Iterator[Part]:
        first = 0
        while first < len(placed):
            index = placed[first][0]
            last = first
            while last < len(placed) and placed[last][0] == index:
                last += 1
            clusters = [cluster for _, cluster in placed[first:last]]
            yield _part(self.face(index), clusters, text, rtl)
            first = last

    def _lacking(self, chain: int, text: str) -> list[int]:
        """Return the characters that no face of a chain has; all of the text if each has one somewhere."""
        faces = [self.face(index) for index in self._chains[chain]]
        lacking = [c for c in dict.fromkeys(text) if not any(face.covers(c) for face in faces)]
        return [ord(c) for c in lacking or dict.fromkeys(text)]


if TYPE_CHECKING:
    # start and end in the text, whether a glyph is missing, components relative to the origin,
    # natural advance, shaped advance, origin relative to the left edge of the cluster
    Cluster = tuple[int, int, bool, tuple[Component, ...], int, int, int]


def _clusters(face: Face, buffer: Any, text: str, end: int, rtl: bool) -> list[Cluster]:
    """Group the glyphs of a buffer by cluster, in logical order."""
    groups: list[tuple[int, list[tuple[int, int, int, int]]]] = []
    for info, position in zip(buffer.glyph_infos, buffer.glyph_positions, strict=True):
        glyph = (info.codepoint, position.x_advance, position.x_offset, position.y_offset)
        if groups and groups[-1][0] == info.cluster:
            groups[-1][1].append(glyph)
        else:
            groups.append((info.cluster, [glyph]))
    if rtl:
        groups.reverse()
    clusters: list[Cluster] = []
    missing = False
    for place, (start, glyphs) in enumerate(groups):
        stop = groups[place + 1][0] if place + 1 < len(groups) else end
        content = text[start:stop]
        if content in _JOINERS:
            # A joiner goes with the letter before it, so that it never splits a word between two faces.
            clusters.append((start, stop, missing, (), 0, 0, 0))
            continue
        missing = any(not glyph[0] for glyph in glyphs)
        components, natural, advance, origin = _compose(face, glyphs, content, rtl)
        clusters.append((start, stop, missing, components, natural, advance, origin))
    return clusters


def _compose(
    face: Face, glyphs: list[tuple[int, int, int, int]], content: str, rtl: bool
) -> tuple[tuple[Component, ...], int, int, int]:
    """Put the glyphs of a cluster together; the origin is that of its leftmost spacing glyph."""
    pen = natural = 0
    origin: int | None = None
    spots = []
    for glyph, advance, dx, dy in glyphs:
        own = face.advance(glyph)
        if own and origin is None:
            origin = pen + dx
        natural += own
        if glyph not in face.joiners:
            spots.append((glyph, pen + dx, dy))
        pen += advance
    if origin is None:
        origin = spots[-1 if rtl else 0][1] if spots else 0
    if content in _EMPTY:
        return (), pen, pen, 0
    return tuple((glyph, x - origin, dy) for glyph, x, dy in spots), natural, pen, origin


def _part(face: Face, clusters: list[Cluster], text: str, rtl: bool) -> Part:
    """Turn the clusters of one face into steps: what to show, and how far to move before it."""
    width = sum(cluster[5] for cluster in clusters)
    edge = pen = width if rtl else 0
    upem = face.upem
    steps = []
    for start, stop, _, components, natural, advance, origin in clusters:
        if rtl:
            edge -= advance
        spot = edge + origin
        if not rtl:
            edge += advance
        content = text[start:stop]
        steps.append((_number(pen - spot, upem), components, natural, content, content in _FORCED))
        pen = spot + natural
    return face.index, width * 1000 / upem, tuple(steps), _number(pen - (0 if rtl else width), upem)


class Session:
    """What one brief uses. Words are shaped through `word`, or read from `words` directly.

    `words[(text, chain, lang, rtl, features)]` is the Shaped of a word met before: the hot path is
    one `words.get(key) or session.word(*key)`. `used[face][cid]` is the exact text of a CID, virtual
    ones included. `virtual[face]` are the glyphs to append to the face, by order of first use, each
    (components, advance, text) in font units; the CID of entry n is the face's glyph count + n.
    """

    __slots__ = ("_faces", "_virtual_ids", "used", "virtual", "words")

    def __init__(self, faces: Faces) -> None:
        self._faces: Final = faces
        self._virtual_ids: Final[dict[int, dict[VirtualGlyph, int]]] = {}
        self.words: Final[dict[Key, Shaped]] = {}
        self.used: Final[dict[int, dict[int, str]]] = {}
        self.virtual: Final[dict[int, list[VirtualGlyph]]] = {}

    def word(self, text: str, chain: int, lang: str, rtl: bool, features: int = 0) -> Shaped:
        """Return a word, shaped, and register its glyphs. Raises MissingGlyphError."""
        key = (text, chain, lang, rtl, features)
        shaped = self.words.get(key)
        if shaped is None:
            shaped = self.words[key] = self._register(key)
        return shaped

    def missing(self, text: str, chain: int, lang: str = "", rtl: bool = False) -> tuple[int, ...]:
        """Return the code points of a text that no font has; an empty tuple if all is well."""
        try:
            self._faces.recipe((text, chain, lang, rtl, 0))
        except MissingGlyphError as error:
            return error.code_points
        return ()

    def _register(self, key: Key) -> Shaped:
        faces = self._faces
        shaped, uses, _ = faces.recipe(key)
        if shaped is not None:
            for index, texts in uses:
                table = self.used.setdefault(index, {})
                if any(table.setdefault(glyph, text) != text for glyph, text in texts.items()):
                    break
            else:
                return shaped
        parts = []
        width = 0.0
        for index, part_width, steps, tail in faces.general(key):
            parts.append((index, self._show(index, steps, tail), part_width))
            width += part_width
        return width, tuple(parts), key[3]

    def _show(self, index: int, steps: tuple[Step, ...], tail: str) -> bytes:
        table = self.used.setdefault(index, {})
        pieces = []
        closed = True
        for number, components, advance, text, forced in steps:
            if number:
                pieces.append(number if closed else ">" + number)
                closed = True
            plain = not forced and len(components) == 1 and not components[0][2]
            if plain and table.setdefault(components[0][0], text) == text:
                cid = components[0][0]
            else:
                cid = self._virtual_cid(index, (components, advance, text))
                table[cid] = text
            pieces.append(f"<{cid:04X}" if closed else f"{cid:04X}")
            closed = False
        if not closed:
            pieces.append(">")
        return ("".join(pieces) + tail).encode()

    def _virtual_cid(self, index: int, glyph: VirtualGlyph) -> int:
        ids = self._virtual_ids.setdefault(index, {})
        cid = ids.get(glyph)
        if cid is None:
            cid = ids[glyph] = self._faces.face(index).count + len(ids)
            self.virtual.setdefault(index, []).append(glyph)
        return cid
