"""HarfBuzz's glyphs to steps: what to show for each cluster, and how far to move before it.

In: a shaped buffer. Out: `Part`s, a stretch of text in one face each, still without CIDs:

    Part      (face index, width in 1/1000 em, steps, number after the last step)
    Step      (number before, components, advance, text, forced)
    Cluster   (start, end, missing, components, natural advance, shaped advance, origin)

`components` are (glyph, dx, dy) in font units from the origin of the cluster's leftmost spacing
glyph; `forced` steps never take a glyph's own CID; `origin` counts from the left edge of the cluster.
The two advances differ by kerning, which becomes a number, so that a cluster looks the same in every
word. Invariant: start and end of the clusters of a text follow each other without a gap.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

if TYPE_CHECKING:
    from briefgen.fonts.face import Face

__all__ = [
    "FORCED",
    "JOINERS",
    "Cluster",
    "Component",
    "Part",
    "Step",
    "VirtualGlyph",
    "clusters_of",
    "joined",
    "part_of",
    "tj_number",
]

Component = tuple[int, int, int]
VirtualGlyph = tuple[tuple[Component, ...], int, str]
Step = tuple[str, tuple[Component, ...], int, str, bool]
Part = tuple[int, float, tuple[Step, ...], str]
Cluster = tuple[int, int, bool, tuple[Component, ...], int, int, int]

JOINERS: Final = frozenset("\u200c\u200d")
# Spaces with a width of their own, and the two joiners: drawn as an empty glyph.
EMPTY: Final = frozenset((*map(chr, range(0x2000, 0x200B)), *"\u202f\u205f\u3000\u200c\u200d"))
# Those and the characters that are shown by the glyph of another one.
FORCED: Final = EMPTY | frozenset("\u00ad\u2011\u00a0")


def tj_number(units: int, upem: int) -> str:
    """Print font units as 1/1000 em, as short as it goes; nothing at all for nothing."""
    if upem == 1000:
        return str(units) if units else ""
    value = round(units * 1000 / upem, 2)
    if not value:
        return ""
    return str(int(value)) if value == int(value) else str(value)


def joined(spots: list[tuple[int, int]]) -> list[tuple[int, int]]:
    """Join ranges that touch, so that letters are shaped beside their neighbours."""
    joined: list[tuple[int, int]] = []
    for start, end in spots:
        if joined and joined[-1][1] == start:
            joined[-1] = (joined[-1][0], end)
        else:
            joined.append((start, end))
    return joined


def clusters_of(face: Face, buffer: Any, text: str, end: int, rtl: bool) -> list[Cluster]:
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
        if content in JOINERS:
            # A joiner goes with the letter before it, so that it never splits a word between two faces.
            clusters.append((start, stop, missing, (), 0, 0, 0))
            continue
        if len(glyphs) == 1 and content not in EMPTY:
            lone, advance, dx, dy = glyphs[0]
            missing = not lone
            clusters.append((start, stop, missing, ((lone, 0, dy),), face.advance(lone), advance, dx))
            continue
        missing = 0 in [one[0] for one in glyphs]
        clusters.append((start, stop, missing, *_compose(face, glyphs, content, rtl)))
    return clusters


def _compose(
    face: Face, glyphs: list[tuple[int, int, int, int]], content: str, rtl: bool
) -> tuple[tuple[Component, ...], int, int, int]:
    """Put the glyphs of a cluster together; the origin is that of its leftmost spacing glyph."""
    pen = 0
    kept = []
    for glyph, advance, dx, dy in glyphs:
        if glyph not in face.joiners:
            kept.append((glyph, advance, pen + dx, dy))
        pen += advance
    if content in EMPTY or not kept:
        return (), pen, pen, 0
    # HarfBuzz takes the advance from marks; alone, a glyph keeps the one that its own CID has.
    natural = sum(face.advance(one[0]) for one in kept if one[1] or len(kept) == 1)
    origin = next((x for _, advance, x, _ in kept if advance), kept[-1 if rtl else 0][2])
    return tuple((glyph, x - origin, dy) for glyph, _, x, dy in kept), natural, pen, origin


def part_of(face: Face, clusters: list[Cluster], text: str, rtl: bool) -> Part:
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
        steps.append((tj_number(pen - spot, upem), components, natural, content, content in FORCED))
        pen = spot + natural
    return face.index, width * 1000 / upem, tuple(steps), tj_number(pen - (0 if rtl else width), upem)
