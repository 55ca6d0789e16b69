"""Read shaped words back as a PDF reader would: codes to text, the pen to places. A slow, plain twin of session.py."""

import re
from typing import Any

from briefgen.fonts import Session, Shaped

_PIECE = re.compile(rb"<([0-9A-F]*)>|(-?[0-9]+(?:\.[0-9]+)?)")


def pieces(tj: bytes) -> list[int | float]:
    """Return the CIDs (int) and numbers (float) of a TJ array; what is neither fails."""
    found: list[int | float] = []
    place = 0
    while place < len(tj):
        piece = _PIECE.match(tj, place)
        assert piece, tj[place:]
        if piece[2] is not None:
            found.append(float(piece[2]))
        else:
            assert piece[1]
            assert len(piece[1]) % 4 == 0
            found += [int(piece[1][at : at + 4], 16) for at in range(0, len(piece[1]), 4)]
        place = piece.end()
    return found


def spell(session: Session, shaped: Shaped) -> str:
    """Return the text that a reader takes from a word."""
    return "".join(
        session.used[index][piece] for index, tj, _ in shaped[1] for piece in pieces(tj) if isinstance(piece, int)
    )


def widths(session: Session, index: int) -> dict[int, float]:
    """Return the natural widths of the CIDs of a face, from the face and the virtual glyphs."""
    face = session.face(index)
    virtual = session.virtual.get(index, {})
    units = {cid: virtual[cid][1] if cid in virtual else face.advance(cid) for cid in session.used[index]}
    return {cid: unit * 1000 / face.upem for cid, unit in units.items()}


def places(session: Session, shaped: Shaped) -> list[tuple[int, int, float]]:
    """Return (face, cid, x) of everything shown, x in 1/1000 em from the word's left edge; check where the pen ends."""
    width, parts, rtl = shaped
    shown = []
    pen = width if rtl else 0.0
    for index, tj, part_width in parts:
        start = pen
        wide = widths(session, index)
        for piece in pieces(tj):
            if isinstance(piece, int):
                shown.append((index, piece, pen))
                pen += wide[piece]
            else:
                pen -= piece
        expected = start - part_width if rtl else start + part_width
        assert abs(pen - expected) < 0.1, (tj, pen, expected)
    assert abs(pen - (0 if rtl else width)) < 0.1
    return shown


class Strokes:
    """A pen for HarfBuzz that keeps every point of an outline, moved by (dx, dy)."""

    def __init__(self, dx: float, dy: float = 0.0) -> None:
        self.dx, self.dy = dx, dy
        self.points: list[tuple[float, float]] = []

    def _keep(self, *points: tuple[float, float]) -> None:
        self.points += [(x + self.dx, y + self.dy) for x, y in points]

    moveTo = lineTo = qCurveTo = curveTo = _keep  # noqa: N815  names of the pen protocol

    def closePath(self) -> None:
        """Close a contour: nothing to keep."""


def outline(font: Any, glyph: int, dx: float, dy: float = 0.0) -> list[tuple[float, float]]:
    """Return the points of a glyph at a place."""
    pen = Strokes(dx, dy)
    font.draw_glyph_with_pen(glyph, pen)
    return pen.points
