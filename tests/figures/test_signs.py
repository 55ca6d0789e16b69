"""Signs of stances and bars of counts."""

import itertools

import pytest

from briefgen.compose.matrix import STANCES
from briefgen.figures import Palette, Rect, bar, bounds, sign
from briefgen.figures.signs import SIGNS
from briefgen.layout import style_from
from briefgen.layout.charts import palette_of
from briefgen.selection.theme import contrast_with_white

PALETTE = Palette((0.2, 0.2, 0.2), (0.1, 0.2, 0.4), (0.7, 0.7, 0.7))


def outline(kind: str) -> tuple[object, ...]:
    """Return what a sign looks like without its colours."""
    shapes = sign(kind, 0.0, 0.0, 10.0, PALETTE)
    return tuple((type(s), tuple(round(part, 2) for part in bounds(s)), s.paint.fill is None) for s in shapes)


def test_every_stance_has_a_sign() -> None:
    """What a party may do with a claim, and silence, can be drawn; nothing else."""
    assert set(STANCES) | {"silent"} == set(SIGNS)
    with pytest.raises(KeyError):
        sign("shouted", 0.0, 0.0, 10.0, PALETTE)


def test_signs_differ_by_shape() -> None:
    """No two signs look alike in grey: they differ in outline or filling, not in colour."""
    for one, other in itertools.combinations(SIGNS, 2):
        assert outline(one) != outline(other)
    inks = {s.paint.fill or s.paint.stroke for kind in SIGNS for s in sign(kind, 0, 0, 10, PALETTE)}
    assert inks == {PALETTE.ink}


@pytest.mark.parametrize("kind", SIGNS)
def test_signs_stay_in_their_square(kind: str) -> None:
    """A sign is as wide or high as its size, and no larger."""
    for shape in sign(kind, 20.0, 30.0, 10.0, PALETTE):
        left, bottom, right, top = bounds(shape)
        assert left >= 14.9
        assert bottom >= 24.9
        assert right <= 25.1
        assert top <= 35.1


@pytest.mark.parametrize("accent", ["#1f3a5f", "#767676", "#8a4b00"])
def test_what_carries_meaning_has_contrast(accent: str) -> None:
    """Ink and accent of a figure have at least 4.5:1 on white, more than the 3:1 of WCAG 2.1, 1.4.11, for graphics."""
    palette = palette_of(style_from({"accent": accent}, "A4", 1))
    for colour in (palette.ink, palette.accent):
        assert contrast_with_white("#" + "".join(f"{round(part * 255):02x}" for part in colour)) >= 4.5


def test_bars_are_in_proportion() -> None:
    """The largest count fills the width, half of it half; one among thousands is seen; none is nothing."""
    full, half, one, none = (
        bar(count, 2000, 10.0, 100.0, 0.0, 5.0, PALETTE, mirrored=False) for count in (2000, 1000, 1, 0)
    )
    assert [shape.width for shape in (full, half, one, none) if isinstance(shape, Rect)] == [100.0, 50.0, 1.0, 0.0]
    mirrored = bar(1000, 2000, 10.0, 100.0, 0.0, 5.0, PALETTE, mirrored=True)
    assert isinstance(mirrored, Rect)
    assert (mirrored.x, mirrored.x + mirrored.width) == (60.0, 110.0)
