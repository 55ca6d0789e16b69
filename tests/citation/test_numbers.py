"""Numbers, ordinals, plurals and page ranges."""

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from briefgen.citation.locale import lexicon_for
from briefgen.citation.locators import LABELS, parse_locator
from briefgen.citation.numbers import (
    dashed,
    is_numeric,
    is_plural,
    long_ordinal,
    mixed_number,
    ordinal,
    page_range,
    render_number,
    roman,
)
from tests.citation.build import shipped_locale

EN = lexicon_for("en-US", [], shipped_locale)
FR = lexicon_for("fr-FR", [], shipped_locale)


@pytest.mark.parametrize("text", ["2", "2nd", "D2", "2, 3", "2-4", "2 & 4", "12a"])
def test_numbers_are_numeric(text: Any) -> None:
    """Digits with a few letters, ranges and lists count as numbers."""
    assert is_numeric(text)


@pytest.mark.parametrize("text", ["", "second", "2nd edition", "two", "1" * 300])
def test_prose_is_not_numeric(text: Any) -> None:
    """Words, and texts too long to be a number, do not."""
    assert not is_numeric(text)


@pytest.mark.parametrize(
    ("number", "text"),
    [(1, "1st"), (2, "2nd"), (3, "3rd"), (4, "4th"), (11, "11th"), (12, "12th"), (111, "111th"), (121, "121st")],
)
def test_english_ordinals(number: Any, text: Any) -> None:
    """The last two digits decide before the last one."""
    assert ordinal(number, EN) == text


def test_ordinals_follow_gender_and_words() -> None:
    """French firsts have genders; long ordinals are words up to ten."""
    assert ordinal(1, FR, "feminine") != ordinal(1, FR, "masculine")
    assert long_ordinal(3, EN) == "third"
    assert long_ordinal(11, EN) == "11th"


@pytest.mark.parametrize(("number", "text"), [(4, "iv"), (1999, "mcmxcix"), (0, "0"), (4000, "4000")])
def test_roman_numerals(number: Any, text: Any) -> None:
    """Romans print from 1 to 3999."""
    assert roman(number) == text


def test_lists_and_ranges_of_numbers() -> None:
    """Every number of a list takes the form; delimiters are set."""
    assert render_number("1-3, 5&7", "ordinal", EN, "") == "1st–3rd, 5th & 7th"
    assert render_number("2", "roman", EN, "") == "ii"
    assert render_number("2", "long-ordinal", EN, "") == "second"
    assert mixed_number("7, p. 3-8", "ordinal", EN, "", LABELS) == "7th, pp. 3–8"
    assert mixed_number("spring issue", "ordinal", EN, "", LABELS) == "spring issue"


@pytest.mark.parametrize("text", ["12-14", "12–14", "3 & 4", "3, 4", "3, and 4", "i-ix", "[1]-[3]"])
def test_several_things_are_plural(text: Any) -> None:
    """Ranges and lists of places are plural."""
    assert is_plural(text)


@pytest.mark.parametrize("text", ["12", "3-B", "Michaelson-Morley", "327\\-30", "vol. 1, folio"])
def test_one_thing_is_singular(text: Any) -> None:
    """A hyphen inside one place is no range."""
    assert not is_plural(text)


@pytest.mark.parametrize(
    ("form", "wanted"),
    [
        ("", ["3-10", "71-2", "100-104", "321-328", "1496-1500"]),
        ("expanded", ["3-10", "71-72", "100-104", "321-328", "1496-1500"]),
        ("minimal", ["3-10", "71-2", "100-4", "321-8", "1496-500"]),
        ("minimal-two", ["3-10", "71-72", "100-04", "321-28", "1496-500"]),
        ("chicago", ["3-10", "71-72", "100-104", "321-28", "1496-1500"]),
        ("chicago-16", ["3-10", "71-72", "100-104", "321-28", "1496-500"]),
    ],
)
def test_page_ranges_of_each_format(form: Any, wanted: Any) -> None:
    """The ends of ranges shrink as the format says."""
    texts = ["3-10", "71-2", "100-104", "321-328", "1496-1500"]
    assert [page_range(text, form, "-") for text in texts] == wanted


def test_ranges_that_do_not_fit_stay() -> None:
    """Different prefixes and backward ranges are left as typed; an escaped hyphen stays a hyphen."""
    assert page_range("N110-P5", "expanded", "–") == "N110-P5"
    assert page_range("23-12", "minimal", "–") == "23-12"
    assert page_range("xii-xv, 3-9 & 12-18", "minimal", "–") == "xii–xv, 3–9 & 12–8"
    assert dashed("12\\-14") == "12-14"
    assert dashed("x" * 300 + "1-2").endswith("1-2")


@given(st.text(alphabet="0123456789abN-–,& .\\", max_size=80))
def test_no_text_breaks_the_numbers(text: Any) -> None:
    """Whatever is typed as a number or a page renders as some text."""
    assert isinstance(page_range(text, "chicago", "–"), str)
    assert isinstance(mixed_number(text, "ordinal", EN, "", LABELS), str)
    assert is_plural(text) in (True, False)


@pytest.mark.parametrize(
    ("typed", "parsed"),
    [
        (("12", ""), ("12", "page")),
        (("12", "section"), ("12", "section")),
        (("para. 3", ""), ("3", "paragraph")),
        (("§ 5", ""), ("5", "section")),
        (("vol. 1, fol. 186", ""), ("1, fol. 186", "volume")),
        (("passim", ""), ("passim", "page")),
        (("12", "sub verbo"), ("12", "sub-verbo")),
        (("  ", "page"), ("", "")),
    ],
)
def test_locators_may_name_their_label(typed: Any, parsed: Any) -> None:
    """A label in front of the number counts where none is given apart."""
    assert parse_locator(*typed) == parsed
