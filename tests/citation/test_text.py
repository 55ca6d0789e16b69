"""Fields to pieces: quotation marks, apostrophes, markup; formatting that flips."""

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from briefgen.citation.output import settle
from briefgen.citation.text import (
    BOLD,
    CLOSE_QUOTE,
    FLAGS,
    ITALIC,
    OPEN_QUOTE,
    SMALL_CAPS,
    SUP,
    combine,
    flip,
    formatter,
    parse_field,
)
from briefgen.citation.tree import Element

ENGLISH = ("“", "”", "‘", "’")


def printed(text: str, *, markup: bool = False) -> str:
    pieces = [(words, fmt, "", kind) for words, fmt, kind in parse_field(text, markup=markup)]
    return "".join(run.text for run in settle([(0, pieces)], ENGLISH, marks_inside=True))


@pytest.mark.parametrize(
    ("typed", "wanted"),
    [
        ("It's", "It’s"),
        ("It’s", "It’s"),
        ("Iran-al-Qa'ida", "Iran-al-Qa’ida"),
        ('A "new home base"?', "A “new home base”?"),
        ("A “new home base”.", "A “new home base”."),
        ("'Nobody' knows", "“Nobody” knows"),
        ("‘God willing’", "‘God willing’"),
        ("\"A 'b' c\"", "“A ‘b’ c”"),
        ("“A ‘b’ c”", "“A ‘b’ c”"),
        ("the '90s", "the ’90s"),
        ('a 5" pipe', 'a 5" pipe'),
        ("l'''", "l’’’"),
        ("rock 'n' roll", "rock “n” roll"),
        ("<i>x</i>", "<i>x</i>"),
    ],
)
def test_quotes_and_apostrophes(typed: Any, wanted: Any) -> None:
    """Straight marks become typographic; typographic ones stay; what does not pair up stays as typed."""
    assert printed(typed) == wanted


@pytest.mark.parametrize(
    ("typed", "flags"),
    [
        ("<i>x</i>", [ITALIC]),
        ("<b>x</b>", [BOLD]),
        ("<sup>x</sup>", [SUP]),
        ("<sc>x</sc>", [SMALL_CAPS]),
        ('<span style="font-variant: small-caps;">x</span>', [SMALL_CAPS]),
        ('<span class="nocase">x</span>', [0]),
        ("<i>a<i>b</i>c</i>", [ITALIC, 0, ITALIC]),
    ],
)
def test_markup_sets_flags_only_where_it_is_wanted(typed: Any, flags: Any) -> None:
    """With markup the five tags format; nested italics flip."""
    parts = parse_field(typed, markup=True)
    assert [fmt & FLAGS for _, fmt, _ in parts] == flags
    assert printed(typed) == typed.replace('"', '"')


@pytest.mark.parametrize("typed", ["One</i> two", "<i>one", "<b>a<i>b</b>c</i>", "</span>"])
def test_unpaired_markup_is_text(typed: Any) -> None:
    """A tag without its partner prints as it is."""
    assert "<" in printed(typed, markup=True)


@given(st.text(alphabet="ab '\"“”‘’<i>/bsp", max_size=40), st.booleans())
def test_quotes_always_pair_up(text: Any, markup: Any) -> None:
    """Opening and closing marks come in equal numbers, never a closing one first."""
    depth = 0
    for _, _, kind in parse_field(text, markup=markup):
        depth += {OPEN_QUOTE: 1, CLOSE_QUOTE: -1}.get(kind, 0)
        assert depth >= 0
    assert depth == 0


@given(st.text(alphabet="ab \"'“”‘’", max_size=40))
def test_no_letter_is_lost(text: Any) -> None:
    """Letters and spaces survive parsing in their order."""
    assert [c for c in printed(text) if c in "ab "] == [c for c in text if c in "ab "]


def an_element(**attributes: str) -> Element:
    return Element("text", {key.replace("_", "-"): value for key, value in attributes.items()}, "x", 1, 1)


def test_formatting_flips_inside_itself() -> None:
    """Italic inside italic stays; normal inside italic turns it off; outside it does nothing."""
    italic = formatter(an_element(font_style="italic"))
    normal = formatter(an_element(font_style="normal"))
    assert italic is not None
    assert normal is not None
    assert italic(0) & FLAGS == ITALIC
    assert italic(italic(0)) == italic(0)
    assert normal(italic(0)) & FLAGS == 0
    assert normal(0) == 0
    assert formatter(an_element(prefix="x")) is None


def test_a_field_flips_the_format_around_it() -> None:
    """An italic word in an italic title is upright; decorations can be refused."""
    outer = flip(0, ITALIC)
    ((_, inner, _),) = parse_field("<i>x</i>", markup=True)
    assert combine(outer, inner) & FLAGS == 0
    ((_, refused, _),) = parse_field('<span class="nodecor">x</span>', markup=True)
    assert combine(outer, refused) & FLAGS == 0
    assert combine(outer, 0) == outer


def test_raised_text_and_lines() -> None:
    """Vertical alignment, underline and display are plain flags that can be cleared."""
    up = formatter(an_element(vertical_align="sup", text_decoration="underline"))
    down = formatter(an_element(vertical_align="baseline", text_decoration="none"))
    assert up is not None
    assert down is not None
    assert down(up(0)) & FLAGS == 0
