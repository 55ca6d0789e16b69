"""Theme values."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from briefgen.selection.theme import THEME, contrast_with_white, theme_fault


@pytest.mark.parametrize(
    ("key", "value"),
    [
        ("accent", "#1f3a5f"),
        ("accent", "#707070"),
        ("body-size", "4pt"),
        ("body-size", "72pt"),
        ("body-size", "10.5pt"),
        ("density", "compact"),
        ("figures", "old-style"),
        ("figures", "lining"),
        ("body-font", "Source Serif"),
        ("heading-font", "Noto Sans Arabic"),
    ],
)
def test_right_values_pass(key: str, value: str) -> None:
    """Colours dark enough, sizes from 4 to 72 points and family names are taken."""
    assert theme_fault(key, value) == ("", "")


@pytest.mark.parametrize(
    ("key", "value", "part"),
    [
        ("accent", "#777777", "4.47:1 with white"),
        ("accent", "#767676", "4.31:1 with #f9f9f9, the ground of boxes"),
        ("accent", "#ffffff", "1.00:1"),
        ("accent", "red", "not a colour"),
        ("accent", "#12345", "not a colour"),
        ("accent", "rgb(0,0,0)", "not a colour"),
        ("body-size", "3.9pt", "3.9pt"),
        ("body-size", "72.5pt", "72.5pt"),
        ("body-size", "nan", "not a size"),
        ("body-size", "1e308pt", "not a size"),
        ("body-size", "-5pt", "not a size"),
        ("body-size", "10", "not a size"),
        ("density", "airy", "airy"),
        ("figures", "tabular", "tabular"),
        ("body-font", "../evil.ttf", "not the name"),
        ("heading-font", "a" * 200 + "/b", "not the name"),
    ],
)
def test_wrong_values_are_named(key: str, value: str, part: str) -> None:
    """A colour that is too light is refused with its ratio, everything else with what it is not."""
    message, hint = theme_fault(key, value)
    assert part in message
    assert hint


@given(st.integers(0, 255))
def test_contrast_falls_as_greys_get_lighter(grey: int) -> None:
    """Contrast with white is between 1 and 21 and a lighter grey has less."""
    ratio = contrast_with_white(f"#{grey:02x}{grey:02x}{grey:02x}")
    assert 1.0 <= ratio <= 21.0
    if grey:
        darker = f"#{grey - 1:02x}" + f"{grey - 1:02x}" * 2
        assert contrast_with_white(darker) > ratio


def test_every_key_has_a_known_kind() -> None:
    """Each theme key is a colour of text, a font family, a size, a density or a kind of figures."""
    assert set(THEME.values()) <= {"text colour", "family", "size", "density", "figures"}
