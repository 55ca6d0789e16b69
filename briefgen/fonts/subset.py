"""A glyph set to the font program that goes into the file, with its widths and maps.

In: a face, the CIDs that a session used, its virtual glyphs. Out: a `FontProgram`: TrueType without
layout tables, axes pinned, hints dropped, virtual glyphs appended as composite glyphs (OpenType 1.9,
`glyf`), and what a CIDFontType2 needs beside it (ISO 32000-1, 9.7.4). It writes no PDF.

Glyph ids are kept, so the CID of a plain glyph is its glyph id; virtual glyphs follow the highest
glyph that is kept, and `cid_to_gid` leads to them. Invariants: the same arguments give the same
bytes; each width equals the advance in the program's own `hmtx`.
"""

from __future__ import annotations

from struct import error as struct_error
from struct import pack, pack_into, unpack, unpack_from
from typing import TYPE_CHECKING, Any, Final

from briefgen.diagnostics import NOWHERE, bad_input
from briefgen.errors import FontError

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from briefgen.fonts.clusters import VirtualGlyph
    from briefgen.fonts.face import Face

    Box = tuple[int, int, int, int]

__all__ = ["FontProgram", "font_program"]

_DROPPED: Final = ("GSUB", "GPOS", "GDEF", "BASE", "DSIG", "name", "post", "cmap", "OS/2", "STAT", "gasp")
# Composite glyph flags: offsets are words, and are offsets; more follow.
_OFFSETS: Final = 0x0001 | 0x0002
_MORE: Final = 0x0020
_DEEPEST: Final = 16
_MAGIC: Final = 0xB1B0AFBA


class FontProgram:
    """A subset and its measures; lengths in 1/1000 em, `flags` as in ISO 32000-1, table 123.

    `widths` and `to_unicode` hold the CIDs that are used, in ascending order. `cid_to_gid` is the
    CIDToGIDMap stream. `tag` is the subset tag: six letters that depend on the glyphs alone.
    """

    __slots__ = (
        "ascent",
        "bbox",
        "cap_height",
        "cid_to_gid",
        "data",
        "descent",
        "flags",
        "italic_angle",
        "name",
        "stem_v",
        "tag",
        "to_unicode",
        "widths",
    )

    def __init__(
        self, face: Face, data: bytes, widths: dict[int, float], cid_to_gid: bytes, tag: str, texts: dict[int, str]
    ) -> None:
        self.name: Final = face.name
        self.data: Final = data
        self.widths: Final = widths
        self.cid_to_gid: Final = cid_to_gid
        self.tag: Final = tag
        self.to_unicode: Final = texts
        # Symbolic: codes are glyphs, not characters; serif; italic.
        serif = 2 if "Serif" in face.family else 0
        self.flags: Final = 4 | serif | (64 if face.is_italic else 0)
        self.bbox: Final = face.bbox
        self.italic_angle: Final = face.italic_angle
        self.ascent: Final = face.ascent
        self.descent: Final = face.descent
        self.cap_height: Final = face.cap_height
        self.stem_v: Final = face.stem_v


def font_program(face: Face, used: Mapping[int, str], virtual: Mapping[int, VirtualGlyph]) -> FontProgram:
    """Make the font program for the CIDs of `used`; virtual glyphs that it does not name are left out.

    Raises FontError (`font.unusable`) if the font's tables are damaged.
    """
    texts = {cid: used[cid] for cid in sorted(used)}
    plain = [cid for cid in texts if cid < face.count]
    appended = [(cid, virtual[cid]) for cid in texts if cid >= face.count]
    glyphs = {0, *plain, *(part[0] for _, glyph in appended for part in glyph[0])}
    try:
        tables = _subset(face, glyphs)
        first = unpack_from(">H", tables["maxp"], 4)[0]
        _append(tables, [glyph for _, glyph in appended])
        gids = {cid: cid for cid in plain} | {cid: first + place for place, (cid, _) in enumerate(appended)}
        widths = _widths(tables, face.upem, dict(sorted(gids.items())))
        data = _assemble(tables)
    except (struct_error, RuntimeError, KeyError, IndexError) as error:
        problem = bad_input("font.unusable", NOWHERE, f"cannot make a subset of the font file {face.path}: {error}")
        raise FontError(problem) from error
    cid_to_gid = bytearray(2 * (max(texts, default=0) + 1))
    for cid, gid in gids.items():
        pack_into(">H", cid_to_gid, 2 * cid, gid)
    return FontProgram(face, data, widths, bytes(cid_to_gid), _tag(face, glyphs, appended), texts)


def _subset(face: Face, glyphs: set[int]) -> dict[str, bytearray]:
    """Return the tables of HarfBuzz's subset."""
    import uharfbuzz

    wanted = uharfbuzz.SubsetInput()
    flags = uharfbuzz.SubsetFlags
    wanted.flags = flags.RETAIN_GIDS | flags.NO_LAYOUT_CLOSURE | flags.NOTDEF_OUTLINE | flags.NO_HINTING
    wanted.glyph_set.update(glyphs)
    wanted.drop_table_tag_set.update(int.from_bytes(tag.encode(), "big") for tag in _DROPPED)
    for axis, value in (face.variations or {}).items():
        if not wanted.pin_axis_location(face.tables, axis, value):
            raise KeyError(axis)
    made: Any = wanted.subset(face.tables)
    return {tag: bytearray(made.reference_table(tag).data) for tag in sorted(made.table_tags)}


def _tag(face: Face, glyphs: set[int], appended: list[tuple[int, VirtualGlyph]]) -> str:
    from hashlib import sha256

    content = repr((face.name, sorted(glyphs), [(glyph[0], glyph[1]) for _, glyph in appended]))
    number = int.from_bytes(sha256(content.encode()).digest()[:8], "big")
    letters = []
    for _ in range(6):
        number, letter = divmod(number, 26)
        letters.append(chr(65 + letter))
    return "".join(letters)


def _append(tables: dict[str, bytearray], glyphs: list[VirtualGlyph]) -> None:
    """Append composite glyphs: glyf and loca, hmtx and hhea, maxp, head."""
    if not glyphs:
        return
    outlines = _Outlines(tables)
    boxes = []
    for components, _, _ in glyphs:
        boxes.append(outlines.append(components))
    outlines.write(tables)
    _append_metrics(tables, [(glyph[1], box) for glyph, box in zip(glyphs, boxes, strict=True)])


class _Outlines:
    """The `glyf` table, taken apart: where each glyph begins, and how large glyphs are.

    A size is (points, contours, depth of components, box); the box of an empty glyph is None.
    """

    def __init__(self, tables: dict[str, bytearray]) -> None:
        self.glyf = tables["glyf"]
        count = unpack_from(">H", tables["maxp"], 4)[0]
        if unpack_from(">h", tables["head"], 50)[0]:
            self.loca = list(unpack_from(f">{count + 1}I", tables["loca"]))
        else:
            self.loca = [2 * half for half in unpack_from(f">{count + 1}H", tables["loca"])]
        del self.glyf[self.loca[-1] :]
        self.largest = [0, 0, 0, 0]

    def append(self, components: Sequence[tuple[int, int, int]]) -> Box | None:
        """Append one composite glyph and return its box."""
        parts = [(glyph, dx, dy, self.size(glyph)) for glyph, dx, dy in components]
        inked = [(glyph, dx, dy, size) for glyph, dx, dy, size in parts if size[3]]
        box = None
        if inked:
            boxes = [(size[3][0] + dx, size[3][1] + dy, size[3][2] + dx, size[3][3] + dy) for _, dx, dy, size in inked]
            left, bottom, right, top = zip(*boxes, strict=True)
            box = min(left), min(bottom), max(right), max(top)
            self.glyf += pack(">5h", -1, *box)
            for place, (glyph, dx, dy, _) in enumerate(inked):
                more = _MORE if place + 1 < len(inked) else 0
                self.glyf += pack(">HHhh", _OFFSETS | more, glyph, dx, dy)
            sizes = [size for _, _, _, size in inked]
            new = (
                sum(size[0] for size in sizes),
                sum(size[1] for size in sizes),
                len(inked),
                1 + max(size[2] for size in sizes),
            )
            self.largest = [max(pair) for pair in zip(self.largest, new, strict=True)]
        self.glyf += bytes(-len(self.glyf) % 4)
        self.loca.append(len(self.glyf))
        return box

    def size(self, glyph: int, depth: int = 0) -> tuple[int, int, int, Any]:
        """Return (points, contours, depth, box) of a glyph. Raises KeyError if components never end."""
        if depth > _DEEPEST:
            raise KeyError(glyph)
        start = self.loca[glyph]
        if start == self.loca[glyph + 1]:
            return 0, 0, 0, None
        contours, *box = unpack_from(">5h", self.glyf, start)
        if contours >= 0:
            last = unpack_from(">H", self.glyf, start + 8 + 2 * contours)[0] if contours else -1
            return last + 1, contours, 0, tuple(box) if contours else None
        points = all_contours = deepest = 0
        flags, place = _MORE, start + 10
        while flags & _MORE:
            flags, component = unpack_from(">HH", self.glyf, place)
            part = self.size(component, depth + 1)
            points, all_contours, deepest = points + part[0], all_contours + part[1], max(deepest, part[2])
            place += 4 + (4 if flags & 0x0001 else 2)
            place += 2 if flags & 0x0008 else 4 if flags & 0x0040 else 8 if flags & 0x0080 else 0
        return points, all_contours, deepest + 1, tuple(box)

    def write(self, tables: dict[str, bytearray]) -> None:
        """Put the table back, with long offsets, and what `maxp` says about it."""
        tables["loca"] = bytearray(pack(f">{len(self.loca)}I", *self.loca))
        pack_into(">h", tables["head"], 50, 1)
        maxp = tables["maxp"]
        pack_into(">H", maxp, 4, len(self.loca) - 1)
        for offset, value in zip((10, 12, 28, 30), self.largest, strict=True):
            pack_into(">H", maxp, offset, max(value, unpack_from(">H", maxp, offset)[0]))


def _append_metrics(tables: dict[str, bytearray], glyphs: list[tuple[int, Box | None]]) -> None:
    """Append advance and left side bearing of each glyph, and widen the font's box."""
    hhea, head = tables["hhea"], tables["head"]
    count = unpack_from(">H", tables["maxp"], 4)[0]
    _lengthen_metrics(tables, count - len(glyphs))
    widest, left, right, extent = unpack_from(">Hhhh", hhea, 10)
    outer = list(unpack_from(">4h", head, 36))
    for advance, box in glyphs:
        tables["hmtx"] += pack(">Hh", advance, box[0] if box else 0)
        widest = max(widest, advance)
        if box:
            left, right, extent = min(left, box[0]), min(right, advance - box[2]), max(extent, box[2])
            outer = [*map(min, outer[:2], box[:2]), *map(max, outer[2:], box[2:])]
    pack_into(">Hhhh", hhea, 10, widest, left, right, extent)
    pack_into(">H", hhea, 34, count)
    pack_into(">4h", head, 36, *outer)


def _lengthen_metrics(tables: dict[str, bytearray], count: int) -> None:
    """Give each glyph a full entry of advance and bearing; the last one's advance has stood for all that follow."""
    full = unpack_from(">H", tables["hhea"], 34)[0]
    hmtx = tables["hmtx"]
    del hmtx[4 * full + 2 * (count - full) :]
    if full < count:
        bearings = bytes(hmtx[4 * full :])
        last = bytes(hmtx[4 * full - 4 : 4 * full - 2])
        hmtx[4 * full :] = b"".join([last + bearings[at : at + 2] for at in range(0, len(bearings), 2)])


def _widths(tables: dict[str, bytearray], upem: int, gids: dict[int, int]) -> dict[int, float]:
    """Return the widths of the CIDs, read from the finished `hmtx`."""
    full = unpack_from(">H", tables["hhea"], 34)[0]
    hmtx = tables["hmtx"]
    widths = {}
    for cid, gid in gids.items():
        advance = unpack_from(">H", hmtx, 4 * min(gid, full - 1))[0]
        widths[cid] = float(advance) if upem == 1000 else round(advance * 1000 / upem, 2)
    return widths


def _checksum(data: bytes | bytearray) -> int:
    padded = bytes(data) + bytes(-len(data) % 4)
    words: tuple[int, ...] = unpack(f">{len(padded) // 4}I", padded)
    return sum(words) & 0xFFFFFFFF


def _assemble(tables: dict[str, bytearray]) -> bytes:
    """Put tables together: directory, checksums, adjustment (OpenType 1.9, Font file)."""
    pack_into(">I", tables["head"], 8, 0)
    count = len(tables)
    power = count.bit_length() - 1
    head = [pack(">IHHHH", 0x00010000, count, 16 << power, power, 16 * count - (16 << power))]
    offset = 12 + 16 * count
    adjustment = 0
    body = []
    for tag, data in tables.items():
        if tag == "head":
            adjustment = offset + 8
        head.append(pack(">4sIII", tag.encode(), _checksum(data), offset, len(data)))
        body.append(bytes(data) + bytes(-len(data) % 4))
        offset += len(body[-1])
    whole = bytearray(b"".join(head + body))
    pack_into(">I", whole, adjustment, (_MAGIC - _checksum(whole)) & 0xFFFFFFFF)
    return bytes(whole)
