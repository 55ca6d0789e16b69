"""Lengths, themes and what follows from them."""

import pytest

from briefgen.fonts import OLDSTYLE, PROPORTIONAL
from briefgen.layout.style import style_from
from briefgen.layout.units import PAPER, points


@pytest.mark.parametrize(("text", "value"), [("10.5pt", 10.5), ("1in", 72.0), ("25.4mm", 72.0), ("2.54cm", 72.0)])
def test_lengths_become_points(text: str, value: float) -> None:
    """A length with a known unit is read as points."""
    assert points(text) == pytest.approx(value)


@pytest.mark.parametrize("text", ["10", "10px", "pt", "ten pt"])
def test_other_lengths_are_refused(text: str) -> None:
    """A length without a known unit or number is an error, never a guess."""
    with pytest.raises(ValueError, match=r"length|float"):
        points(text)


def test_all_sizes_follow_the_body_size() -> None:
    """Larger body type keeps the proportions of everything else."""
    small, large = style_from({}, "A4", 1), style_from({"body-size": "21pt"}, "A4", 1)
    for role, text in small.text.items():
        assert large.text[role].size == pytest.approx(2 * text.size)
        assert large.text[role].leading == pytest.approx(2 * text.leading)


@pytest.mark.parametrize("size", sorted(PAPER))
@pytest.mark.parametrize("columns", [1, 2])
def test_columns_fill_the_text_area(size: str, columns: int) -> None:
    """Columns and the gaps between them fill the page between its margins."""
    style = style_from({}, size, columns)
    across = columns * style.measure + (columns - 1) * style.column_gap
    assert across == pytest.approx(style.width - style.inner - style.outer)
    assert style.depth > 0.6 * style.height


def test_the_accent_colours_headings_and_tints_boxes() -> None:
    """The theme's accent is the colour of headings, and boxes take a tint of it."""
    style = style_from({"accent": "#ff0000"}, "A4", 1)
    assert style.text["heading-1"].colour == (1.0, 0.0, 0.0)
    assert style.tint[0] > style.tint[1]


def test_only_running_text_has_old_style_figures() -> None:
    """Digits of running text are old-style unless the theme says lining; those of notes, tables and heads never are."""
    style, lining = style_from({}, "A4", 1), style_from({"figures": "lining"}, "A4", 1)
    running = {role for role, text in style.text.items() if text.features}
    assert running == {"body", "lede", "about", "quote", "transliteration"}
    assert all(style.text[role].features == OLDSTYLE | PROPORTIONAL for role in running)
    assert not any(text.features for text in lining.text.values())
