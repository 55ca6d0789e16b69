"""shape.py and clusters.py: words, chains, fallback, exact text."""

from typing import Any

import pytest
import uharfbuzz
from hypothesis import given, settings
from hypothesis import strategies as st

from briefgen.diagnostics import Span
from briefgen.errors import FontError
from briefgen.fonts import OLDSTYLE, SMALLCAPS, SUPERIOR, TABULAR, Faces, MissingGlyphError, Session
from briefgen.fonts.lowered import lowered
from tests.fonts.reading import pieces, places, spell

FACES = Faces(folders=())
SERIF = FACES.chain("Source Serif", 400, italic=False)
SERIF_ITALIC = FACES.chain("Source Serif", 400, italic=True)
SANS_BOLD_ITALIC = FACES.chain("Source Sans", 700, italic=True)
ARABIC = FACES.chain("Noto Sans Arabic", 700, italic=False)

LATIN = "abcdefghijklmnopqrstuvwxyzfffiiilltABCTVAWXYZ0123456789.,;:!?()[]'’“”–—-/&%$£€…éüñçåœß"
TRANSLITERATED = "āīūēōḥṣṭẓḍʿʾẕḵẓḤṢṬšžčġḫ" + "abdhikmnqrstz-’"
SPECIAL = "\u00a0\u00ad\u2009\u2011\u202f"
PERSIAN = "ابپتثجچحخدذرزژسشصضطظعغفقکگلمنوهیءآأؤئة"
MARKS = "\u064b\u064e\u064f\u0650\u0651\u0652"


def check(session: Session, text: str, chain: int, lang: str = "en", *, rtl: bool = False, features: int = 0) -> None:
    """Check what must hold for every word: it reads as it was written, and the pen ends at its edge."""
    shaped = session.word(text, chain, lang, rtl, features)
    assert spell(session, shaped) == text
    places(session, shaped)
    assert shaped[0] >= 0
    assert shaped[0] == pytest.approx(sum(part[2] for part in shaped[1]))
    assert shaped[2] == rtl
    assert all(0 not in (piece for piece in pieces(tj) if isinstance(piece, int)) for _, tj, _ in shaped[1])
    assert session.words[text, chain, lang, rtl, features] is shaped


@given(
    st.lists(st.text(LATIN + SPECIAL, min_size=1, max_size=20), max_size=8),
    st.sampled_from([0, SUPERIOR, SMALLCAPS, OLDSTYLE | TABULAR]),
)
@settings(max_examples=60, deadline=None)
def test_latin_words_read_as_written(words: list[str], features: int) -> None:
    """Every Latin word is recovered exactly from its codes, whatever came before it in the session."""
    session = FACES.session()
    for word in words:
        check(session, word, SERIF, features=features)


@given(
    st.lists(st.text(TRANSLITERATED + SPECIAL, min_size=1, max_size=12), max_size=8),
    st.sampled_from([SERIF, SERIF_ITALIC, SANS_BOLD_ITALIC]),
)
@settings(max_examples=60, deadline=None)
def test_transliteration_reads_as_written(words: list[str], chain: int) -> None:
    """Letters with dots and lines below are recovered exactly, upright and italic, though no italic has them all."""
    session = FACES.session()
    for word in words:
        check(session, word, chain)


persian_words = st.lists(
    st.tuples(st.sampled_from(PERSIAN), st.sampled_from(["", "", "", "\u200c", *MARKS, "\u0651\u064e"])),
    min_size=1,
    max_size=9,
).map(lambda letters: "".join(letter + mark for letter, mark in letters))


@given(st.lists(persian_words, max_size=6), st.sampled_from([SERIF, SERIF_ITALIC, ARABIC]))
@settings(max_examples=60, deadline=None)
def test_persian_words_read_as_written(words: list[str], chain: int) -> None:
    """Joined, dotted, marked letters and ZWNJ are recovered exactly, in logical order, from right to left."""
    session = FACES.session()
    for word in words:
        check(session, word, chain, "fa", rtl=True)
        check(session, f"«({word})»", chain, "fa", rtl=True)


def test_dotted_letters_in_four_positions(session: Session, faces: Faces) -> None:
    """Each letter of the Persian alphabet keeps its own text alone, first, amid and last."""
    chain = faces.chain("Noto Sans Arabic", 400, italic=False)
    for letter in PERSIAN:
        for word in (letter, letter + "م", "م" + letter + "م", "م" + letter):
            check(session, word, chain, "fa", rtl=True)


def test_joiner_joins_nothing_and_has_no_ink(session: Session, faces: Faces) -> None:
    """ZWNJ keeps two letters apart, is an empty glyph of no width, and reads as U+200C."""
    chain = faces.chain("Source Serif", 400, italic=False)
    apart = session.word("می\u200cرود", chain, "fa", rtl=True)
    assert len(apart[1]) == 1
    index = apart[1][0][0]
    assert [glyph for glyph in session.virtual[index].values() if glyph[2] == "\u200c"] == [((), 0, "\u200c")]
    codes = [piece for piece in pieces(apart[1][0][1]) if isinstance(piece, int)]
    joined = [
        piece for piece in pieces(session.word("میرود", chain, "fa", rtl=True)[1][0][1]) if isinstance(piece, int)
    ]
    assert codes[1] != joined[1]


def _shaped_by_harfbuzz(faces: Faces, index: int, text: str) -> Any:
    buffer = uharfbuzz.Buffer()
    buffer.add_str(text)
    buffer.direction, buffer.language = "ltr", "en"
    buffer.guess_segment_properties()
    uharfbuzz.shape(faces.face(index).font, buffer)
    return buffer


@pytest.mark.parametrize("word", ["AVATAR", "office", "To", "“We”", "P.", "T"])
def test_width_is_harfbuzz_advance(session: Session, faces: Faces, word: str) -> None:
    """The width of a kerned word is the sum of the advances that HarfBuzz gives it."""
    chain = faces.chain("Source Serif", 400, italic=False)
    shaped = session.word(word, chain, "en", rtl=False)
    buffer = _shaped_by_harfbuzz(faces, shaped[1][0][0], word)
    assert shaped[0] == sum(place.x_advance for place in buffer.glyph_positions)


def test_kerning_is_a_number(session: Session, faces: Faces) -> None:
    """Kerning pulls V under A by a positive TJ number, and a word that ends kerned has no empty string behind it."""
    chain = faces.chain("Source Serif", 400, italic=False)
    tj = session.word("AV", chain, "en", rtl=False)[1][0][1]
    numbers = [piece for piece in pieces(tj) if isinstance(piece, float)]
    assert len(numbers) == 1
    assert numbers[0] > 0
    assert b"<>" not in tj


def test_ligature_reads_as_its_letters(session: Session, faces: Faces) -> None:
    """A ligature is one code, and reads as all of its letters."""
    chain = faces.chain("Source Serif", 400, italic=False)
    shaped = session.word("office", chain, "en", rtl=False)
    codes = [piece for piece in pieces(shaped[1][0][1]) if isinstance(piece, int)]
    assert [session.used[shaped[1][0][0]][code] for code in codes] == ["o", "ffi", "c", "e"]


def test_soft_hyphen_looks_like_a_hyphen(session: Session, faces: Faces) -> None:
    """U+00AD at a line end and U+2011 are as wide as the hyphen, and each reads as itself."""
    chain = faces.chain("Source Serif", 400, italic=False)
    plain, soft, firm = (session.word(f"of{hyphen}", chain, "en", rtl=False) for hyphen in "-\u00ad\u2011")
    assert plain[0] == soft[0] == firm[0]
    assert len({plain[1], soft[1], firm[1]}) == 3
    assert [spell(session, word) for word in (plain, soft, firm)] == ["of-", "of\u00ad", "of\u2011"]


def test_spaces_have_their_widths(session: Session, faces: Faces) -> None:
    """A no-break space is as wide as the space, a thin space a fifth of an em, both read as themselves."""
    chain = faces.chain("Source Serif", 400, italic=False)
    space, fixed, thin, narrow = (session.word(text, chain, "en", rtl=False) for text in " \u00a0\u2009\u202f")
    assert space[0] == fixed[0]
    assert thin[0] == 200
    assert 0 < narrow[0] < space[0]
    assert [spell(session, word) for word in (space, fixed, thin, narrow)] == [" ", "\u00a0", "\u2009", "\u202f"]


def test_fallback_is_per_cluster(session: Session, faces: Faces) -> None:
    """In italics only the letters that Source Serif lacks come from elsewhere."""
    chain = faces.chain("Source Serif", 400, italic=True)
    shaped = session.word("ʿAlī", chain, "en", rtl=False)
    assert [session.face(index).name for index, _, _ in shaped[1]] == ["SourceSansPro-It", "SourceSerifPro-It"]
    assert spell(session, shaped) == "ʿAlī"


@pytest.mark.parametrize("word", ["Ḥāfiẓ", "Ṣafavī", "ẕḵ", "z\u0331a", "Ǧihād\u0324", "ġḫ"])
@pytest.mark.parametrize("weight", [400, 600, 700])
def test_italic_words_stay_in_one_face(session: Session, faces: Faces, word: str, weight: int) -> None:
    """A letter with a dot or line below, which no Source Serif italic has, is built from the italic's own parts."""
    shaped = session.word(word, faces.chain("Source Serif", weight, italic=True), "en", rtl=False)
    assert [session.face(index).name.startswith("SourceSerifPro") for index, _, _ in shaped[1]] == [True]
    assert spell(session, shaped) == word
    places(session, shaped)


def test_lowered_mark_stands_below_the_letter(faces: Faces) -> None:
    """The mark clears the letter, is centred under it to a tenth of an em, and needs both parts."""
    upright = faces.chain_faces(faces.chain("Source Serif", 400, italic=False))
    for letter in "ḥṣḍṭẓḤṢḌṬẒḷṇ":
        (base, x, y), (mark, dx, dy) = lowered(upright, letter)
        assert (x, y) == (0, 0)
        below, box = (upright.font.get_glyph_extents(glyph) for glyph in (base, mark))
        assert dy + box.y_bearing < below.y_bearing + below.height
        own = upright.font.get_glyph_extents(upright.font.get_nominal_glyph(ord(letter)))
        assert dy + box.y_bearing + box.height == pytest.approx(own.y_bearing + own.height, abs=5)
        assert dx + box.x_bearing + box.width / 2 == pytest.approx(upright.advance(base) / 2, abs=1)
    deep = lowered(upright, "g\u0323")
    assert deep[1][2] < lowered(upright, "h\u0323")[1][2]
    square = faces.chain_faces(faces.chain("Square", 400, italic=False))
    lacking = [(square, "ḥ"), (upright, "h"), (upright, "中\u0323"), (upright, "ẓ\u030b")]
    assert [lowered(face, text) for face, text in lacking] == [()] * 4


def test_brackets_of_persian_match_its_letters(session: Session, faces: Faces) -> None:
    """A bracketed Persian word comes from one face, though the first face of the chain has brackets too."""
    shaped = session.word("(سلام)", faces.chain("Source Serif", 400, italic=False), "fa", rtl=True)
    assert [session.face(index).name for index, _, _ in shaped[1]] == ["NotoSansArabic-Regular"]


def test_missing_glyph_is_an_error(session: Session, faces: Faces) -> None:
    """A character that no font has is an error that names it, and it can be given the place of the record."""
    chain = faces.chain("Source Serif", 400, italic=False)
    with pytest.raises(MissingGlyphError) as caught:
        session.word("a中b國", chain, "en", rtl=False)
    error = caught.value
    assert error.code_points == (0x4E2D, 0x570B)
    assert isinstance(error, FontError)
    assert error.exit_code == 2
    assert "U+4E2D CJK UNIFIED IDEOGRAPH-4E2D" in str(error)
    assert (
        error.at(Span("claims.yaml", 7, 3)).problems[0].line().startswith("claims.yaml:7:3: error[font.missing-glyph]")
    )
    assert not session.used
    assert session.missing("a中b", chain) == (0x4E2D,)
    assert session.missing("abc", chain) == ()


def test_unencoded_mark_names_the_cluster(session: Session, faces: Faces) -> None:
    """Where each character is somewhere but no face has them together, the whole cluster is named."""
    chain = faces.chain("Source Serif", 400, italic=False)
    assert session.missing("a\u0651", chain) in ((), (0x61, 0x651))


def test_one_glyph_two_texts(session: Session, faces: Faces) -> None:
    """A glyph that mirrors a bracket gets a second code, so that both read as they were written."""
    chain = faces.chain("Noto Sans Arabic", 400, italic=False)
    for text, rtl in (("(a", False), ("(ب", True), ("b)", False), ("ب)", True)):
        check(session, text, chain, "fa", rtl=rtl)


def test_empty_word(session: Session, faces: Faces) -> None:
    """No text has no parts and no width."""
    assert session.word("", faces.chain("Source Sans", 400, italic=False), "en", rtl=False) == (0.0, (), False)


def test_the_first_word_may_be_empty() -> None:
    """Nothing that was shaped before is needed for it."""
    fresh = Faces(folders=())
    assert fresh.session().word("", fresh.chain("Source Sans", 400, italic=False), "en", rtl=False) == (0.0, (), False)


def test_features(session: Session, faces: Faces) -> None:
    """Superior figures are smaller glyphs that read as the same digits; Noto Sans Arabic has none."""
    chain = faces.chain("Source Serif", 400, italic=False)
    assert faces.has_feature(chain, "sups")
    assert not faces.has_feature(faces.chain("Noto Sans Arabic", 400, italic=False), "sups")
    plain, superior = (
        session.word("12", chain, "en", rtl=False),
        session.word("12", chain, "en", rtl=False, features=SUPERIOR),
    )
    assert superior[0] < plain[0]
    assert spell(session, superior) == "12"


def test_square_letters(session: Session, faces: Faces) -> None:
    """In the square-letter font a word is half an em times its letters, in both directions."""
    chain = faces.chain("Square", 700, italic=True)
    assert session.word("hyphen", chain, "en", rtl=False)[0] == 3000
    assert session.word("hy\u00ad", chain, "en", rtl=False)[0] == 1500
    assert session.word(" ", chain, "en", rtl=False)[0] == 500
    assert session.word("شهر", chain, "fa", rtl=True) == (
        1500,
        ((33, session.words["شهر", chain, "fa", True, 0][1][0][1], 1500),),
        True,
    )
    check(session, "شهر", chain, "fa", rtl=True)


def test_indexes_do_not_depend_on_order() -> None:
    """A packaged face has the same index however the faces were asked for, so that cached lines may hold it."""
    one, two = Faces(folders=()), Faces(folders=())
    two.chain("Source Sans", 700, italic=True)
    first, second = (f.chain_faces(f.chain("source serif pro", 600, italic=False)) for f in (one, two))
    assert first.index == second.index
    assert first.name == "SourceSerifPro-Semibold"


def test_sessions_are_independent() -> None:
    """What a session gives depends on its own words alone, not on the sessions before it."""
    words = [("fi", False), ("(می\u200cرود)", True), ("p.\u00a012", False), ("ẕḵ", False), ("(x)", False)]

    def run(faces: Faces) -> tuple[Any, ...]:
        chain = faces.chain("Source Serif", 400, italic=False)
        session = faces.session()
        return [session.word(w, chain, "en", rtl) for w, rtl in words], session.used, session.virtual

    fresh = run(Faces(folders=()))
    worn = Faces(folders=())
    other = worn.session()
    chain = worn.chain("Source Serif", 400, italic=False)
    for text, rtl in reversed(words):
        other.word(text + "چپ", chain, "en", rtl)
        other.word(text, chain, "en", rtl)
    assert run(worn) == fresh
    assert run(worn) == fresh
