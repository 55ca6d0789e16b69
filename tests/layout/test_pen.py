"""The pen: following the operators of a line glyph by glyph, it comes to where layout says that the ink is."""

import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from briefgen.document import nodes as n
from briefgen.layout.fragments import Line, set_paragraph
from briefgen.layout.style import TextStyle
from tests.layout.squares import FACES, Squares

SPACE = 3.0

WORDS = st.lists(
    st.sampled_from(["از", "دفتر", "می‌گوید", "«بندر»", "۱۳۵۷", "(NS-7)", "Northern", "Star,", "قال", "است."]),
    min_size=1,
    max_size=24,
)
_TOKENS = re.compile(rb"/(\S+) ([\d.]+) Tf|<([0-9A-F]*)>|(-?[\d.]+)(?=[ <\]])")


def squares() -> Squares:
    """Return voices in the serif that ships, whose space is not that of the Arabic face."""
    made = Squares(FACES)
    made.style = TextStyle("Source Serif", 10.0, 12.0)
    return made


def followed(line: Line, made: Squares) -> list[tuple[float, float]]:
    """Return how far the pen goes to the left and to the right in each segment, by the advances of its glyphs."""
    session = made.voices.session
    faces = {session.name(index).decode(): session.face(index) for index in session.used}
    virtual = {session.name(index).decode(): session.virtual.get(index, {}) for index in session.used}
    out = []
    for _, dx, _, _, _, code in line:
        pen, low, high, name, size = dx, dx, dx, "", 0.0
        started = False
        for font, points, shown, step in _TOKENS.findall(code):
            if font:
                name, size = font.decode(), float(points)
            elif shown:
                for at in range(0, len(shown), 4):
                    cid = int(shown[at : at + 4], 16)
                    face = faces[name]
                    wide = virtual[name][cid][1] if cid in virtual[name] else face.advance(cid)
                    before, pen = pen, pen + wide * size / face.upem
                    if not started:
                        low = high = before
                        started = True
                    low, high = min(low, before, pen), max(high, before, pen)
            elif name:
                pen -= float(step) * size / 1000
        out.append((low, high))
    return out


@given(WORDS, st.sampled_from(["fa", "ar", "en"]), st.floats(90, 300), st.booleans())
@settings(max_examples=150, deadline=None)
def test_the_pen_stays_inside_the_ink(words: list[str], language: str, measure: float, justified: bool) -> None:
    """In lines of either direction, justified or not, no glyph stands outside the box that its segment claims."""
    made = squares()
    flat = made.flat(n.Text(" ".join(words)), n.Text(" "), n.Emphasis((n.Text(" ".join(words)),)), language=language)
    fragment = set_paragraph(flat, measure, justified=justified, base=int(language != "en"))
    for line in fragment.lines:
        for (_, dx, width, *_), (low, high) in zip(line, followed(line, made), strict=True):
            # The space at which a line ends lies outside.
            assert low >= min(dx, dx + width) - SPACE
            assert high <= max(dx, dx + width) + SPACE


def test_words_keep_their_distance() -> None:
    """A right-to-left line of ten words ends where ten words and nine spaces of the Arabic face end."""
    made = squares()
    fragment = set_paragraph(made.flat(n.Text(" ".join(["دفتر"] * 10)), language="fa"), 400.0, justified=False, base=1)
    voice = made.voices.of(made.style, "fa")
    wanted = 10 * voice.look_up("دفتر", True)[0] + 9 * voice.look_up(" ", True)[0]
    assert fragment.ends == [pytest.approx(wanted)]
    ((low, _),) = followed(fragment.lines[0], made)
    assert 400.0 - low == pytest.approx(wanted, abs=0.2)
