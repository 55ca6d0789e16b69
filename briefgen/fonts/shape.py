"""Words to glyphs: faces opened when needed, words shaped once per process.

In: a word, a fallback chain, a language, a direction. Out: a recipe, from which each session makes
the bytes that show the word (session.py says what a word is, and what they look like).

Recipe: (shaped, uses, parts). `shaped` is the finished word if all its glyphs can have their own
CIDs, and `uses` then the text of each, by face; else None and (). `parts` are the steps of
clusters.py, for words that need virtual glyphs; None as long as nobody needed them.

Invariant: what a word is shaped to depends on the word, the chain, the language, the direction, the
features and the font files alone.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from briefgen.fonts.clusters import FORCED, JOINERS, clusters_of, joined, part_of, tj_number
from briefgen.fonts.discover import (
    CATALOGUE,
    FAMILIES,
    SYSTEM_FOLDERS,
    FontFile,
    closest,
    packaged,
    unknown_family,
)
from briefgen.fonts.face import Face
from briefgen.fonts.fallback import MissingGlyphError, SystemFonts, members
from briefgen.fonts.lowered import lowered
from briefgen.fonts.session import Session

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from briefgen.fonts.clusters import Cluster, Part
    from briefgen.fonts.session import Key, Recipe

__all__ = ["FIGURES", "OLDSTYLE", "PROPORTIONAL", "SMALLCAPS", "SUPERIOR", "TABULAR", "Faces"]

SUPERIOR: Final = 1
OLDSTYLE: Final = 2
TABULAR: Final = 4
SMALLCAPS: Final = 8
PROPORTIONAL: Final = 16
FIGURES: Final = OLDSTYLE | TABULAR | PROPORTIONAL
"""What changes nothing but digits."""
_TAGS: Final = (
    (SUPERIOR, "sups"),
    (OLDSTYLE, "onum"),
    (TABULAR, "tnum"),
    (SMALLCAPS, "smcp"),
    (PROPORTIONAL, "pnum"),
)


# Shown by the glyph of another character.
_SHOWN_AS: Final = {0xAD: "-", 0x2011: "-", 0xA0: " "}


class Faces:
    """The faces of this process, opened when first needed, and the words shaped so far.

    `extra` maps further family names to files (one style each); `folders` are searched for a family
    or a letter that the packages lack. Methods raise FontError.
    """

    def __init__(self, extra: Mapping[str, str] | None = None, folders: Sequence[str] = SYSTEM_FOLDERS) -> None:
        self._files: Final[list[FontFile]] = list(CATALOGUE)
        self._families: Final[dict[str, Sequence[int]]] = dict(FAMILIES)
        self._open: Final[dict[int, Face]] = {}
        self._chains: Final[list[tuple[int, ...]]] = []
        self._chain_ids: Final[dict[tuple[str, int, bool], int]] = {}
        self._styles: Final[list[tuple[int, bool]]] = []
        self._rtl_chains: Final[dict[int, tuple[int, ...]]] = {}
        self._features: Final[dict[int, dict[str, bool]]] = {0: {}}
        self._recipes: Final[dict[Key, Recipe]] = {}
        self._buffer: Any = None
        self._shape: Any = None
        for family, path in (extra or {}).items():
            name = "".join(c for c in family if c.isascii() and c.isalnum()) + "-Regular"
            self._families[family] = (len(self._files),)
            self._files.append(FontFile(family, "Regular", name, 400, False, path))
        self._system: Final = SystemFonts(tuple(folders), self._files)

    def chain(self, family: str, weight: int, italic: bool) -> int:
        """Return the id of the fallback chain that begins with the family's closest style.

        Raises FontError (`font.unknown-family`).
        """
        key = (family, weight, italic)
        found = self._chain_ids.get(key)
        if found is None:
            places = self._family(family)
            first = places[closest([self._files[place] for place in places], weight, italic)]
            rest = (index for index in members(weight, italic) if index != first)
            found = self._chain_ids[key] = len(self._chains)
            self._chains.append((first, *rest))
            self._styles.append((weight, italic))
        return found

    def _family(self, family: str) -> Sequence[int]:
        places = self._families.get(family) or self._families.get(packaged(family))
        if places is None:
            self._families.update(
                (name, found) for name, found in self._system.families().items() if name not in self._families
            )
            places = self._families.get(family)
        if places is None:
            raise unknown_family(family, self._families)
        return places

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
            from uharfbuzz import Buffer, BufferFlags, shape

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
        if rtl or not FORCED.isdisjoint(text):
            return None
        face = self.face(self._chains[chain][0])
        buffer = self._set(face, text, 0, len(text), False, lang, features)
        infos, positions = buffer.glyph_infos, buffer.glyph_positions
        glyphs = [info.codepoint for info in infos]
        starts = [info.cluster for info in infos]
        if not glyphs or 0 in glyphs or [1 for place in positions if place.x_offset or place.y_offset]:
            return None
        texts = list(text)
        if starts != list(range(len(text))):
            if len(set(starts)) != len(starts):
                return None
            texts = [text[start:end] for start, end in zip(starts, [*starts[1:], len(text)], strict=True)]
        uses = dict(zip(glyphs, texts, strict=True))
        if [uses[glyph] for glyph in glyphs] != texts:
            return None
        if not uses.keys() <= face.codes.keys():
            for glyph in uses:
                face.codes[glyph] = f"{glyph:04X}"
                face.advance(glyph)
        codes, advances, upem = face.codes, face.advances, face.upem
        shaped = [place.x_advance for place in positions]
        natural = [advances[glyph] for glyph in glyphs]
        if shaped == natural:
            tj = "<" + "".join([codes[glyph] for glyph in glyphs]) + ">"
        else:
            pieces = ["<"]
            for glyph, wide, own in zip(glyphs, shaped, natural, strict=True):
                pieces.append(codes[glyph])
                if wide != own and (number := tj_number(own - wide, upem)):
                    pieces.append(f">{number}<")
            tj = ("".join(pieces) + ">").removesuffix("<>")
        width = sum(shaped) * 1000 / upem
        return (width, ((face.index, tj.encode(), width),), False), ((face.index, uses),), None

    def _general(self, key: Key) -> Recipe:
        """Shape any word: marks, ligatures, both directions, and as many faces as it takes."""
        text, chain, lang, rtl, features = key
        if not text:  # HarfBuzz gives an empty buffer no positions
            return (0.0, (), False), (), ()
        shown = text if FORCED.isdisjoint(text) else text.translate(_SHOWN_AS)
        placed: dict[int, tuple[int, Cluster]] = {}

        def attempt(index: int, ranges: list[tuple[int, int]]) -> list[tuple[int, int]]:
            """Place what a face can show, and return the clusters that it cannot."""
            left = []
            for start, end in ranges:
                face = self.face(index)
                buffer = self._set(face, shown, start, end, rtl, lang, features)
                for cluster in clusters_of(face, buffer, text, end, rtl):
                    if cluster[2]:
                        left.append((cluster[0], cluster[1]))
                    else:
                        placed[cluster[0]] = (index, cluster)
            return left

        left = [(0, len(text))]
        for index in self._rtl_chain(chain) if rtl else self._chains[chain]:
            left = attempt(index, joined(left))
            if left and not rtl and not features & ~FIGURES:
                left = [spot for spot in left if not self._build(index, text, spot, placed)]
            if not left:
                break
        else:
            left = [spot for index, ranges in self._outside(chain, shown, left) for spot in attempt(index, ranges)]
        if left:
            raise MissingGlyphError(self._lacking(chain, "".join(text[start:end] for start, end in left)))
        parts = tuple(self._parts([placed[start] for start in sorted(placed)], text, rtl))
        return None, (), parts

    def _build(self, index: int, text: str, spot: tuple[int, int], placed: dict[int, tuple[int, Cluster]]) -> bool:
        """Place a letter with a mark below that the face has only in parts; tell whether that was possible."""
        start, end = spot
        face = self.face(index)
        components = lowered(face, text[start:end])
        if components:
            advance = face.advance(components[0][0])
            placed[start] = (index, (start, end, False, components, advance, advance, 0))
        return bool(components)

    def _outside(
        self, chain: int, shown: str, clusters: list[tuple[int, int]]
    ) -> Iterator[tuple[int, list[tuple[int, int]]]]:
        """Return the system face for each cluster that the chain lacks, neighbours of one face joined."""
        weight, italic = self._styles[chain]
        found: list[tuple[int, list[tuple[int, int]]]] = []
        lacking = []
        for start, end in clusters:
            content = shown[start:end]
            joins = found and found[-1][1][-1][1] == start
            index = self._system.face_for(content, weight, italic, self._shows)
            if content in JOINERS and joins:
                index = found[-1][0]
            if index < 0:
                lacking.append(content)
            elif joins and found[-1][0] == index:
                found[-1][1][-1] = (found[-1][1][-1][0], end)
            else:
                found.append((index, [(start, end)]))
        if lacking:
            raise MissingGlyphError(self._lacking(chain, "".join(lacking)))
        return iter(found)

    def _shows(self, index: int, content: str) -> bool:
        """Tell whether a face has glyphs for a cluster that stands alone."""
        buffer = self._set(self.face(index), content, 0, len(content), rtl=False, lang="", features=0)
        return all(info.codepoint for info in buffer.glyph_infos)

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
            yield part_of(self.face(index), clusters, text, rtl)
            first = last

    def _lacking(self, chain: int, text: str) -> list[int]:
        """Return the characters that no face of a chain has; all of the text if each has one somewhere."""
        faces = [self.face(index) for index in self._chains[chain]]
        lacking = [c for c in dict.fromkeys(text) if not any(face.covers(c) for face in faces)]
        return [ord(c) for c in lacking or dict.fromkeys(text)]
