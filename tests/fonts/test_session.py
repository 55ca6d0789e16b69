"""session.py: codes of virtual glyphs, lines kept for another session."""

import pytest

from briefgen.errors import FontError
from briefgen.fonts import Faces, Session
from tests.fonts.reading import spell

WORDS = ("پژوهشگران", "چگونه", "گزارش", "می\u200cدهند")


def test_virtual_codes_follow_from_content(faces: Faces) -> None:
    """The same words in another order get the same codes."""
    chain = faces.chain("Source Serif", 400, italic=False)
    one, two = faces.session(), faces.session()
    forth = {word: one.word(word, chain, "fa", rtl=True) for word in WORDS}
    back = {word: two.word(word, chain, "fa", rtl=True) for word in reversed(WORDS)}
    assert forth == back
    assert one.used == two.used
    assert one.virtual == two.virtual


def test_adopted_line_reads_the_same(session: Session, faces: Faces) -> None:
    """A session that adopts the glyphs of a kept line can show its bytes, virtual glyphs and all."""
    chain = faces.chain("Source Serif", 400, italic=False)
    shaped = session.word("چگونه\u200cها", chain, "fa", rtl=True)
    index, tj, _ = shaped[1][0]
    other = faces.session()
    assert other.adopt(index, session.glyphs(index, tj))
    assert other.used == session.used
    assert other.virtual == session.virtual
    assert spell(other, shaped) == "چگونه\u200cها"
    assert other.word("چگونه\u200cها", chain, "fa", rtl=True) == shaped


def test_glyphs_of_a_part_only(session: Session, faces: Faces) -> None:
    """What is kept with a line names its own codes, not all of the session's."""
    chain = faces.chain("Source Serif", 400, italic=False)
    session.word("xyz", chain, "en", rtl=False)
    index, tj, _ = session.word("AV\u00a0A", chain, "en", rtl=False)[1][0]
    assert {text for text, _ in session.glyphs(index, tj).values()} == {"A", "V", "\u00a0"}


def test_adopting_a_contradiction_is_refused(faces: Faces) -> None:
    """A kept line whose codes mean something else here is refused, and leaves no trace."""
    session = faces.session()
    chain = faces.chain("Source Serif", 400, italic=False)
    index, tj, _ = session.word("a\u00a0b", chain, "en", rtl=False)[1][0]
    glyphs = session.glyphs(index, tj)
    plain = next(cid for cid, (_, glyph) in glyphs.items() if glyph is None)
    virtual = next(cid for cid, (_, glyph) in glyphs.items() if glyph is not None)
    before = dict(session.used[index])
    assert not session.adopt(index, {plain: ("other", None)})
    assert not session.adopt(index, {virtual: ("\u00a0", ((), 1, "\u00a0"))})
    assert not session.adopt(index, {virtual + 1: glyphs[virtual]})
    assert session.used[index] == before
    empty = faces.session()
    assert empty.adopt(index, {})
    assert empty.programs() == []


def test_colliding_codes_move_on(faces: Faces) -> None:
    """Two virtual glyphs whose content names the same code get two codes."""
    chain = faces.chain("Source Serif", 400, italic=False)
    first = faces.session()
    index, tj, _ = first.word("\u00a0", chain, "en", rtl=False)[1][0]
    cid = next(iter(first.glyphs(index, tj)))
    second = faces.session()
    assert second.adopt(index, {cid: ("other", ((), 7, "other"))})
    moved = second.word("\u00a0", chain, "en", rtl=False)
    assert spell(second, moved) == "\u00a0"
    assert second.used[index][cid] == "other"
    assert len(second.virtual[index]) == 2


def test_no_code_left(faces: Faces) -> None:
    """A session whose codes are all taken says so, instead of showing one glyph for another."""
    chain = faces.chain("Source Serif", 400, italic=False)
    session = faces.session()
    face = faces.chain_faces(chain)
    session.virtual[face.index] = {cid: ((), cid, "") for cid in range(face.count, 0x10000)}
    with pytest.raises(FontError, match="no code left"):
        session.word("\u00a0", chain, "en", rtl=False)


def test_name_selects_the_face(session: Session, faces: Faces) -> None:
    """The name of a face on a page is its PostScript name."""
    face = faces.chain_faces(faces.chain("Source Sans", 700, italic=True))
    assert session.name(face.index) == b"SourceSansPro-BoldIt"
    assert session.face(face.index) is face
