"""subset.py: font programs that hold what was shaped, and nothing contradictory."""

import io
from pathlib import Path
from struct import pack, unpack_from
from typing import Any

import pytest
import uharfbuzz
from fontTools.ttLib import TTFont
from fontTools.ttLib.tables._g_l_y_f import Glyph

from briefgen.errors import FontError
from briefgen.fonts import SUPERIOR, Faces, FontProgram, Session, font_program
from tests.fonts.reading import outline, places, widths
from tests.fonts.square import square_font

LATIN = ["The", "office’s", "AVATAR", "—", "“fi”", "ẕḵẓāʿ", "p.\xa012", "3\u2009000", "of\xad", "non‑stop", "½", "Ǻ"]
PERSIAN = ["می\u200cرود", "چلا", "پژوهش", "«گزارش»", "(القاعده)", "بِهِ", "مَّا", "جیش"]


def typeset(faces: Faces, weight: int, *, italic: bool) -> Session:
    """Return a session in which Latin and Persian words were shaped."""
    session = faces.session()
    chain = faces.chain("Source Serif", weight, italic)
    for word in LATIN:
        session.word(word, chain, "en", rtl=False)
    for word in PERSIAN:
        session.word(word, chain, "fa", rtl=True)
    session.word("12", chain, "en", rtl=False, features=SUPERIOR)
    return session


def gid(program: FontProgram, cid: int) -> int:
    """Look a CID up in the map that goes into the file."""
    glyph: int = unpack_from(">H", program.cid_to_gid, 2 * cid)[0]
    return glyph


@pytest.mark.parametrize(("weight", "italic"), [(400, False), (400, True), (700, False), (600, True)])
def test_outlines_are_those_that_harfbuzz_shaped(faces: Faces, weight: int, italic: bool) -> None:
    """What a reader draws from codes, numbers and the subset is, point by point, what HarfBuzz draws from the font."""
    session = typeset(faces, weight, italic=italic)
    programs = {program.name: uharfbuzz.Font(uharfbuzz.Face(program.data)) for program in session.programs()}
    maps = {program.name: program for program in session.programs()}
    for (text, _, lang, rtl, features), shaped in session.words.items():
        if len(shaped[1]) != 1 or features:
            continue
        index = shaped[1][0][0]
        face = faces.face(index)
        drawn = [
            point
            for _, cid, x in places(session, shaped)
            for point in outline(programs[face.name], gid(maps[face.name], cid), x)
        ]
        direct = _direct(face, text, lang, rtl)
        assert len(drawn) == len(direct)
        for side in (0, 1):
            expected = sorted(point[side] for point in direct)
            assert sorted(point[side] for point in drawn) == pytest.approx(expected, abs=1.01), text


def _direct(face: Any, text: str, lang: str, rtl: bool) -> list[tuple[float, float]]:
    buffer = uharfbuzz.Buffer()
    buffer.add_str(text.translate({0xAD: "-", 0x2011: "-", 0x200C: "\u200c"}))
    buffer.direction, buffer.language = "rtl" if rtl else "ltr", lang
    buffer.guess_segment_properties()
    uharfbuzz.shape(face.font, buffer)
    points: list[tuple[float, float]] = []
    pen = 0
    for info, place in zip(buffer.glyph_infos, buffer.glyph_positions, strict=True):
        points += outline(face.font, info.codepoint, pen + place.x_offset, place.y_offset)
        pen += place.x_advance
    return points


@pytest.mark.parametrize("weight", [400, 500, 700])
def test_widths_are_those_of_the_program(faces: Faces, weight: int) -> None:
    """Each width equals the advance in the program, read by fontTools, and the advance that was shaped with."""
    session = typeset(faces, weight, italic=False)
    for index, program in ((faces_index(session, p), p) for p in session.programs()):
        font = TTFont(io.BytesIO(program.data), checkChecksums=2)
        order = font.getGlyphOrder()
        assert list(program.widths) == sorted(session.used[index])
        assert program.widths == pytest.approx(widths(session, index))
        for cid, width in program.widths.items():
            assert font["hmtx"][order[gid(program, cid)]][0] == width
        assert program.to_unicode == session.used[index]


def faces_index(session: Session, program: FontProgram) -> int:
    """Return the index of the face of a program."""
    return next(index for index in session.used if session.face(index).name == program.name)


def test_program_is_a_sound_font(faces: Faces) -> None:
    """FontTools reads every table; no layout table, no axis and no name is left; boxes and bearings are right."""
    for program in typeset(faces, 700, italic=False).programs():
        font = TTFont(io.BytesIO(program.data), checkChecksums=2)
        assert set(font.reader.keys()) == {"glyf", "head", "hhea", "hmtx", "loca", "maxp"}
        glyf, hmtx, order = font["glyf"], font["hmtx"], font.getGlyphOrder()
        for name in order:
            glyph = glyf[name]
            if glyph.isComposite():
                claimed = (glyph.xMin, glyph.yMin, glyph.xMax, glyph.yMax)
                glyph.recalcBounds(glyf)
                assert claimed == pytest.approx((glyph.xMin, glyph.yMin, glyph.xMax, glyph.yMax), abs=1)
                assert hmtx[name][1] == pytest.approx(glyph.xMin, abs=1)
        appended = [glyf[order[gid(program, cid)]] for cid in program.widths if cid >= len(order)]
        inked = [glyph for glyph in appended if glyph.isComposite()]
        assert inked
        for glyph in inked:
            values = glyph.getCompositeMaxpValues(glyf)
            assert len(glyph.components) <= font["maxp"].maxComponentElements
            assert values.nPoints <= font["maxp"].maxCompositePoints
            assert values.nContours <= font["maxp"].maxCompositeContours
            assert values.maxComponentDepth <= font["maxp"].maxComponentDepth


def test_same_words_same_bytes(square: str) -> None:
    """The same words in the same order give the same programs in fresh and in worn faces."""
    fresh, worn = Faces(folders=()), Faces(extra={"Square": square}, folders=())
    typeset(worn, 400, italic=True)
    for weight in (400, 700):
        one, two = (typeset(faces, weight, italic=False).programs() for faces in (fresh, worn))
        assert [(p.tag, p.data, p.widths, p.cid_to_gid) for p in one] == [
            (p.tag, p.data, p.widths, p.cid_to_gid) for p in two
        ]


def test_tag_follows_the_glyphs(session: Session, faces: Faces) -> None:
    """The tag is six capitals, and another set of glyphs has another tag."""
    chain = faces.chain("Source Serif", 400, italic=False)
    session.word("abc", chain, "en", rtl=False)
    before = session.programs()[0].tag
    session.word("d", chain, "en", rtl=False)
    after = session.programs()[0].tag
    assert before != after
    assert all(len(tag) == 6 and tag.isalpha() and tag.isupper() for tag in (before, after))


def test_glyphs_not_used_are_left_out(session: Session, faces: Faces) -> None:
    """A virtual glyph that the used codes do not name stays out of the program."""
    chain = faces.chain("Source Serif", 400, italic=False)
    session.word("ẕ\u00a0", chain, "en", rtl=False)
    index = next(iter(session.used))
    some = {cid: text for cid, text in session.used[index].items() if text == "\u00a0"}
    program = font_program(faces.face(index), some, session.virtual[index])
    assert list(program.widths) == list(some)
    assert uharfbuzz.Face(program.data).glyph_count == 3


def test_other_units(tmp_path: Path) -> None:
    """A font of 2048 units to the em gives widths in 1/1000 em, of the program and of the word alike."""
    faces = Faces(extra={"Wide": square_font(tmp_path, "Wide", 1000, 2048)}, folders=())
    session = faces.session()
    shaped = session.word("ab\u00a0", faces.chain("Wide", 400, italic=False), "en", rtl=False)
    assert shaped[0] == pytest.approx(3 * 1000 * 1000 / 2048)
    places(session, shaped)
    program = session.programs()[0]
    assert set(program.widths.values()) == {488.28}
    assert program.ascent == pytest.approx(800, abs=1)
    rtl = session.word("شهر", faces.chain("Wide", 400, italic=False), "fa", rtl=True)
    places(session, rtl)


def test_descriptor_measures(session: Session, faces: Faces) -> None:
    """Flags, box and angle are what a font descriptor wants."""
    chain = faces.chain("Source Serif", 700, italic=True)
    session.word("x", chain, "en", rtl=False)
    program = session.programs()[0]
    assert program.flags == 4 | 2 | 64
    assert program.italic_angle < 0
    assert program.bbox[0] < 0 < program.bbox[3]
    assert program.descent < 0 < program.cap_height < program.ascent
    assert program.stem_v > 80


def test_endless_components_are_an_error(tmp_path: Path) -> None:
    """A glyph that is a component of itself makes the font unusable; it does not hang."""
    path = square_font(tmp_path, "Loop")
    font = TTFont(path)
    own = font.getGlyphID("uni002D")
    composite = pack(">5h", -1, 0, 0, 500, 500) + pack(">HHhh", 0x0003, own, 0, 0)
    font["glyf"]["uni002D"] = Glyph(composite)
    font.recalcBBoxes = False
    font.save(path)
    faces = Faces(extra={"Loop": path}, folders=())
    session = faces.session()
    chain = faces.chain("Loop", 400, italic=False)

    def use() -> None:
        session.word("\u00ad", chain, "en", rtl=False)
        session.programs()

    with pytest.raises(FontError, match=r"font\.unusable"):
        use()
