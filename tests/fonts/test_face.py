"""face.py: what an open face tells about itself, and files that cannot be opened."""

from hashlib import sha256
from pathlib import Path

import pytest
from fontTools.ttLib import TTFont

from briefgen.errors import FontError
from briefgen.fonts import Faces


def test_measures_agree_with_the_tables(faces: Faces) -> None:
    """Measures are those of the font's tables, in 1/1000 em."""
    for family, weight, italic in (("Source Serif", 400, False), ("Source Sans", 700, True)):
        face = faces.chain_faces(faces.chain(family, weight, italic))
        font = TTFont(face.path)
        assert face.upem == font["head"].unitsPerEm == 1000
        assert (face.ascent, face.descent) == (font["hhea"].ascent, font["hhea"].descent)
        assert (face.cap_height, face.x_height) == (font["OS/2"].sCapHeight, font["OS/2"].sxHeight)
        assert face.italic_angle == pytest.approx(font["post"].italicAngle)
        assert face.bbox == tuple(getattr(font["head"], side) for side in ("xMin", "yMin", "xMax", "yMax"))
        assert face.count == font["maxp"].numGlyphs
        assert face.digest == sha256(Path(face.path).read_bytes()).hexdigest()
        assert face.is_italic == italic
        assert face.weight == weight


def test_variations_change_advances(faces: Faces) -> None:
    """Two weights of a variable font are two faces of one file, with advances of their own."""
    light, bold = (faces.chain_faces(faces.chain("Noto Sans Arabic", weight, italic=False)) for weight in (300, 700))
    assert light.path == bold.path
    assert light.digest == bold.digest
    assert light.name != bold.name
    glyph = light.font.get_nominal_glyph(ord("س"))
    assert light.advance(glyph) < bold.advance(glyph)
    assert light.stem_v < bold.stem_v


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (None, "unreadable"),
        (b"", "unusable"),
        (b"OTTO and nothing more", "unusable"),
        (b"\0\1\0\0" + bytes(400), "unusable"),
    ],
)
def test_files_that_cannot_be_used(tmp_path: Path, content: bytes | None, code: str) -> None:
    """A file that is missing, empty or no font is an error that names the file."""
    path = tmp_path / "bad.ttf"
    if content is not None:
        path.write_bytes(content)
    faces = Faces(extra={"Bad": str(path)}, folders=())
    with pytest.raises(FontError, match=rf"font\.{code}.*bad\.ttf"):
        faces.chain_faces(faces.chain("Bad", 400, italic=False))


def test_header_cut_short(tmp_path: Path, square: str) -> None:
    """A font whose `head` table is too short to hold the box is an error when the box is asked for."""
    font = bytearray(Path(square).read_bytes())
    place = font.index(b"post", 12)
    font[place + 12 : place + 16] = (2).to_bytes(4, "big")
    path = tmp_path / "short.ttf"
    path.write_bytes(font)
    faces = Faces(extra={"Short": str(path)}, folders=())
    face = faces.chain_faces(faces.chain("Short", 400, italic=False))
    with pytest.raises(FontError, match="cut short"):
        _ = face.bbox


def test_damaged_fonts_end_in_an_error(tmp_path: Path, square: str) -> None:
    """However a font file is damaged, what comes out is a word or a FontError, and a program or a FontError."""
    from random import Random

    whole = Path(square).read_bytes()
    random = Random(7)
    outcomes = set()
    for trial in range(150):
        damaged = bytearray(whole)
        for _ in range(random.choice((1, 4, 40))):
            damaged[random.randrange(len(damaged) if trial % 2 else 400)] = random.randrange(256)
        path = tmp_path / f"{trial}.ttf"
        path.write_bytes(damaged)
        faces = Faces(extra={"Damaged": str(path)}, folders=())
        try:
            chain = faces.chain("Damaged", 400, italic=False)
            session = faces.session()
            session.word("ab\u00a0c\u00ad", chain, "en", rtl=False)
            session.word("شهر", chain, "fa", rtl=True)
            programs = session.programs()
            outcomes.add(all(program.data for program in programs))
        except FontError:
            outcomes.add(False)
    assert outcomes == {True, False}
