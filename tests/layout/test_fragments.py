"""Setting paragraphs: lines, justification, hyphens, marks, both directions."""

import re
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from briefgen.document import nodes as n
from briefgen.fonts import OLDSTYLE, PROPORTIONAL, Faces
from briefgen.fonts.face import Face
from briefgen.layout.fragments import Line
from briefgen.layout.protrusion import HEADS, TAILS
from briefgen.layout.style import TextStyle
from tests.fonts.square import square_font
from tests.layout.squares import SIZE, Squares, a_note


@pytest.fixture(scope="module")
def squares(tmp_path_factory: pytest.TempPathFactory) -> Squares:
    """Return voices in the square font."""
    path = square_font(Path(tmp_path_factory.mktemp("font")))
    return Squares(Faces(extra={"Square": path}, folders=()))


def test_a_short_paragraph_is_one_line(squares: Squares) -> None:
    """What fits the measure is one line of natural width."""
    fragment = squares.set("ab cd", 100.0)
    assert squares.read(fragment) == ["ab cd"]
    assert fragment.ends == [25.0]


def test_lines_break_at_spaces_and_keep_the_space(squares: Squares) -> None:
    """A line ends with the space at which it breaks, so that words stay apart for those who listen."""
    fragment = squares.set("aaaa bbbb cccc dddd", 50.0)
    assert squares.read(fragment) == ["aaaa bbbb ", "cccc dddd"]
    assert fragment.ends == [45.0, 45.0]


def test_justified_lines_reach_the_measure(squares: Squares) -> None:
    """Every line of a justified paragraph but the last ends exactly at the measure."""
    fragment = squares.set("aaaa bbb ccccc dddd " * 20, 202.0, justified=True)
    assert len(fragment.lines) > 3
    assert all(abs(end - 202.0) < 0.01 for end in fragment.ends[:-1])
    assert fragment.ends[-1] <= 202.01


def test_narrow_text_is_ragged(squares: Squares) -> None:
    """Under 150 points text is not justified, even when asked for."""
    fragment = squares.set("aaaa bbb ccccc dddd " * 6, 102.0, justified=True)
    assert any(end < 100 for end in fragment.ends[:-1])
    assert max(fragment.ends) <= 102.01


def test_a_word_wider_than_the_measure_is_cut_and_nothing_is_lost(squares: Squares) -> None:
    """A word that no line holds is hyphenated or else cut; no line is overfull and no letter lost."""
    word = "abcdefghij" * 5
    fragment = squares.set("xx " + word + " yy", 60.0)
    assert max(fragment.ends) <= 60.01
    assert "".join(squares.read(fragment)).replace(" ", "").replace("\u00ad", "") == "xx" + word + "yy"


def test_hyphens_at_line_ends_are_soft(squares: Squares) -> None:
    """A hyphen that a line end brings is U+00AD to those who copy or listen; the word stays whole."""
    text = "internationalisation administration considerations representation " * 4
    fragment = squares.set(text, 178.0, justified=True)
    lines = squares.read(fragment)
    assert any(line.endswith("\u00ad") for line in lines)
    assert "".join(lines).replace("\u00ad", "").split() == text.split()


def test_the_first_line_may_hang(squares: Squares) -> None:
    """A negative first indent lets the first line begin further left and hold more."""
    fragment = squares.set("aaaa bbbb cccc dddd eeee", 45.0, first=-10.0)
    assert fragment.lines[0][0][1] == -10.0
    assert fragment.lines[1][0][1] == 0.0


def test_text_can_stand_at_the_end_or_in_the_centre(squares: Squares) -> None:
    """`align` moves lines that are not justified."""
    assert squares.set("ab", 100.0, align="end").lines[0][0][1] == 90.0
    assert squares.set("ab", 100.0, align="centre").lines[0][0][1] == 45.0


def test_marks_belong_to_their_line(squares: Squares) -> None:
    """Each line names the notes marked in it."""
    inlines = (n.Text("aaaa bbbb"), a_note(1, "x"), n.Text(" cccc dddd"), a_note(2, "y"))
    fragment = squares.set(inlines, 55.0)
    assert fragment.marks == [(0,), (1,)]
    assert [role[0] for role in fragment.roles] == ["P", "Reference", "Link", "Reference", "Link"]


def test_links_break_behind_their_punctuation_without_a_hyphen(squares: Squares) -> None:
    """An address breaks behind a slash or a point, brings no hyphen and reads back whole."""
    url = "https://example.org/reports/2024/harrow-weir/discharge.html"
    fragment = squares.set((n.Text("see "), n.Link((n.Text(url),), url)), 160.0)
    lines = squares.read(fragment)
    assert len(lines) > 1
    assert "".join(lines) == "see " + url
    assert all(line[-1] in "/.-_?&=# " for line in lines[:-1])


def test_a_short_prefix_stays_with_its_word(squares: Squares) -> None:
    """No line ends behind the hyphen of al-Qaeda; behind that of long-range one may."""
    fragment = squares.set("aaaa al-Qaeda long-range", 42.0)
    lines = squares.read(fragment)
    assert not any(line.endswith("al-") for line in lines)
    assert "".join(lines).replace(" ", "") == "aaaaal-Qaedalong-range"


@pytest.mark.parametrize("justified", [True, False])
def test_bound_words_stand_in_one_line(squares: Squares, justified: bool) -> None:
    """No line ends between a day and its month, a label and its number, or initials, whatever the measure."""
    words = "aaaa on 12 January bbb at p. 34 cc dddd J. R. Smith eee § 5 ff "
    for measure in range(160, 260, 7):
        lines = squares.read(squares.set(words * 6, float(measure), justified=justified))
        assert len(lines) > 3
        assert not [line for line in lines if line.rstrip().endswith((" 12", " p.", " J.", " R.", " §"))]
        assert "".join(lines).replace("\u00ad", "") == (words * 6).rstrip()


def test_bound_words_part_where_the_measure_is_too_narrow(squares: Squares) -> None:
    """What is wider together than half a line may be parted: no line is overfull for the sake of a rule."""
    fragment = squares.set("J. R. R. T. U. V. W. Wwwwwwwwwwwwwwwwww aaaa", 100.0)
    assert max(fragment.ends) <= 100.01
    assert len(fragment.lines) > 1


def test_right_to_left_words_stand_in_their_order(squares: Squares) -> None:
    """In a right-to-left paragraph the first word stands at the right, and codes stay in logical order."""
    flat = squares.flat(n.Text("ابت ثجح"), language="fa")
    from briefgen.layout.fragments import set_paragraph

    fragment = set_paragraph(flat, 100.0, justified=False, base=1)
    assert squares.read(fragment) == ["ابت ثجح"]
    _, dx, width, *_ = fragment.lines[0][0]
    assert dx == pytest.approx(100.0)
    assert width == pytest.approx(-35.0)


def test_mixed_lines_read_in_logical_order(squares: Squares) -> None:
    """A right-to-left span inside English text reads in the order in which it was typed."""
    inlines = (n.Text("before "), n.Span((n.Text("ابت ۱۲۳"),), "fa"), n.Text(" after"))
    fragment = squares.set(inlines, 400.0)
    assert squares.read(fragment) == ["before ابت ۱۲۳ after"]
    assert fragment.roles[1][:3] == ("Span", 0, "fa")


WORDS = st.lists(st.text("abcdefghilmnorstu-", min_size=1, max_size=14), min_size=1, max_size=80)


@given(WORDS, st.floats(60, 400), st.booleans())
@settings(max_examples=120, deadline=None)
def test_words_out_are_words_in(squares: Squares, words: list[str], measure: float, justified: bool) -> None:
    """Whatever the measure, the lines hold the words of the paragraph in order, and none is too wide.

    Of justified text, a sign at the end of a line hangs out, and that is all.
    """
    fragment = squares.set(" ".join(words), measure, justified=justified)
    lines = squares.read(fragment)
    assert "".join(lines).replace("\u00ad", "").split() == " ".join(words).split()
    for line, end in zip(lines, fragment.ends, strict=True):
        hangs = TAILS.get(line.rstrip()[-1], 0.0) * SIZE / 1000 if justified and measure >= 150 else 0.0
        assert end <= measure + hangs + 0.01


def test_signs_hang_out_of_justified_text(squares: Squares) -> None:
    """A line that begins or ends with a sign of the table has that part of it in the margin; its letters stand flush."""
    text = "“aaa bbb” ccc. ddd, (eee fff) ggg; hhh “iii jjj: kkk” lll " * 12
    fragment = squares.set(text, 160.0, justified=True)
    seen = set()
    for line, shown, end in list(zip(fragment.lines, squares.read(fragment), fragment.ends, strict=True))[:-1]:
        first, last = shown[0], shown.rstrip()[-1]
        assert line[0][1] == pytest.approx(-HEADS.get(first, 0.0) * SIZE / 1000, abs=0.001)
        assert end == pytest.approx(160.0 + TAILS.get(last, 0.0) * SIZE / 1000, abs=0.01)
        seen |= {first, last} & {*HEADS, *TAILS}
    assert len(seen) > 4


def test_ragged_text_does_not_hang(squares: Squares) -> None:
    """Where lines end anywhere, signs stand inside the measure."""
    fragment = squares.set("“aaa bbb” ccc. ddd, (eee fff) ggg; " * 12, 160.0)
    assert all(line[0][1] == 0.0 for line in fragment.lines)
    assert max(fragment.ends) <= 160.0


def test_letters_share_the_stretch_of_a_line(squares: Squares) -> None:
    """Letters are drawn wider or narrower by 1.5 % and set apart by a four-hundredth of the em at most, and reset."""
    fragment = squares.set("aaaa bbb ccccc dd eeeeee ffff " * 40, 173.0, justified=True)
    codes = [b"".join(segment[5] for segment in line) for line in fragment.lines]
    found = [re.match(rb"([\d.]+) Tz ([-\d.]+) Tc ", code) for code in codes]
    widened = [(float(one[1]), float(one[2])) for one in found if one]
    assert widened
    assert all(98.5 <= scale <= 101.5 and abs(track) <= 0.0025 * SIZE + 1e-9 for scale, track in widened)
    for code, one in zip(codes, found, strict=True):
        assert (b"100 Tz 0 Tc" in code) == bool(one)
    assert all(end == pytest.approx(173.0, abs=0.01) for end in fragment.ends[:-1])


def drawn_width(line: Line, session_faces: dict[bytes, Face]) -> float:
    """Return how far the operators of a line move the pen (ISO 32000-1, 9.4.4), the space at its end left out."""
    pen, scale, track, size, moved = 0.0, 1.0, 0.0, 0.0, 0.0
    face: Face | None = None
    code = b"".join(segment[5] for segment in line)
    for name, points, array, number, operator in re.findall(
        rb"/([\w-]+) ([\d.]+) Tf|\[([^\]]*)\]TJ|([-\d.]+) (Tz|Tc)", code
    ):
        if name:
            face, size = session_faces[name], float(points)
        elif operator == b"Tz":
            scale = float(number) / 100
        elif operator == b"Tc":
            track = float(number)
        else:
            assert face is not None
            for codes, step in re.findall(rb"<([0-9A-F]*)>|([-\d.]+)", array):
                if step:
                    pen -= float(step) / 1000 * size * scale
                for i in range(0, len(codes), 4):
                    glyph = int(codes[i : i + 4], 16)
                    moved = (face.advance(glyph) / face.upem * size + track) * scale
                    pen += moved
    return pen - moved


def test_operators_move_as_far_as_a_line_is_wide() -> None:
    """With kerning, ligatures, emphasis and a mark, each line ends where the layout says."""
    faces = Faces(folders=())
    prose = Squares(faces)
    prose.style = TextStyle("Source Serif", SIZE, 12.0, justified=True)
    words = "The official office filed five affidavits, “flat” AV To Wa. Yes; "
    emphasis = n.Emphasis((n.Text("difficult affairs "),))
    inlines = (n.Text(words * 3), emphasis, a_note(1, "x"), n.Text(" " + words * 4), n.Strong((n.Text(words * 3),)))
    fragment = prose.set(inlines, 240.0, justified=True)
    by_name = {face.name.encode(): face for face in map(faces.face, prose.voices.session.used)}
    checked = 0
    for line, end, text in zip(fragment.lines, fragment.ends, prose.read(fragment), strict=True):
        if text.endswith(" "):  # a soft hyphen has a code of its own, which is no glyph of the face
            assert drawn_width(line, by_name) == pytest.approx(end - line[0][1], abs=0.02)
            checked += 1
    assert checked > 6


def test_a_short_prefix_parts_from_its_word_only_where_words_would_gape(squares: Squares) -> None:
    """Justified text may break behind al-, without a second hyphen, rather than leave a hole."""
    words = "aaaa bbbb cccc al-ddddddddddddddddddd ffff gggg hhhh iiii jjjj kkkk llll mmmm"
    fragment = squares.set(words, 152.0, justified=True)
    lines = squares.read(fragment)
    assert any(line.endswith("al-") for line in lines)
    assert "".join(lines).replace("\u00ad", "") == words


MIXED = st.lists(
    st.one_of(st.text("abcde", min_size=1, max_size=8), st.text("ابتثجحخدذرز", min_size=1, max_size=8), st.just("۱۲")),
    min_size=1,
    max_size=40,
)


@given(MIXED, st.floats(80, 300), st.sampled_from([0, 1]))
@settings(max_examples=120, deadline=None)
def test_mixed_words_out_are_words_in(squares: Squares, words: list[str], measure: float, base: int) -> None:
    """Text of both directions comes out in logical order, complete, inside the measure."""
    from briefgen.layout.fragments import set_paragraph

    flat = squares.flat(n.Text(" ".join(words)), language="fa" if base else "en")
    fragment = set_paragraph(flat, measure, justified=True, base=base)
    assert "".join(squares.read(fragment)).replace("\u00ad", "").split() == words
    for line in fragment.lines:
        for _, dx, width, *_ in line:
            assert min(dx, dx + width) >= -0.01
            assert max(dx, dx + width) <= measure + 0.01


def test_a_wide_word_is_hyphenated_before_it_is_cut(squares: Squares) -> None:
    """A word that no line holds is parted where it is hyphenated, and one that has a line of its own is left whole."""
    assert squares.read(squares.set("unconstitutionally bad", 45.0)) == ["unconsti\u00ad", "tution\u00ad", "ally bad"]
    assert squares.read(squares.set("an unconstitutionally bad", 90.0)) == ["an ", "unconstitutionally ", "bad"]


@given(st.lists(st.text("abcdefghil", min_size=1, max_size=14), min_size=1, max_size=12), st.floats(20, 100))
@settings(max_examples=120, deadline=None)
def test_marks_stay_with_their_words_and_inside_the_measure(squares: Squares, words: list[str], measure: float) -> None:
    """However narrow the measure, no line is wider with the marks of notes, none begins with a mark, nothing is lost."""
    inlines = [part for k, word in enumerate(words) for part in (n.Text(" " + word), a_note(k + 1, "x"))]
    fragment = squares.set(tuple(inlines), measure)
    read = squares.read(fragment)
    assert "".join(read).replace("\u00ad", "").split() == [f"{word}{k + 1}" for k, word in enumerate(words)]
    assert not any(line[0].isdigit() for line in read)
    assert all(end <= measure + 0.01 for end in fragment.ends)
    assert [mark for marks in fragment.marks for mark in marks] == list(range(len(words)))


def test_figures_look_different_and_read_the_same() -> None:
    """Old-style figures are other glyphs with the same text; a note mark keeps its superior ones; words are shared."""
    faces = Faces(folders=())
    codes = []
    for features in (0, OLDSTYLE | PROPORTIONAL):
        prose = Squares(faces)
        prose.style = TextStyle("Source Serif", SIZE, 12.0, features=features)
        fragment = prose.set((n.Text("In 1987 words"), a_note(36, "x")), 300.0)
        assert prose.read(fragment) == ["In 1987 words36"]
        codes.append([re.findall(rb"<[0-9A-F]+>", segment[5]) for segment in fragment.lines[0]])
    lining, old = codes
    assert lining[-1] == old[-1]
    assert lining[0] != old[0]
    assert (lining[0][0], lining[0][-1]) == (old[0][0], old[0][-1])
