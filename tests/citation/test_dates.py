"""Dates: forms, ranges, seasons, eras, literals, sorting."""

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from briefgen.citation.dates import has_parts, parse_date, sort_text
from tests.citation.build import a_cite, a_style, an_engine, notes

TEXT = '<date variable="issued" form="text"/>'


def printed(issued: Any, layout: str = TEXT, language: str = "en-US") -> str:
    layout = f'<text value="-"/>{layout}'
    return notes(an_engine(a_style(layout), {"issued": issued}, language=language), a_cite())[0][1:]


def parts(*days: Any) -> Any:
    return {"date-parts": [list(day) for day in days]}


@pytest.mark.parametrize(
    ("issued", "wanted"),
    [
        (parts((2021, 1, 12)), "January 12, 2021"),
        (parts((2021, 1)), "January 2021"),
        (parts((2021,)), "2021"),
        (parts(("2021", "01", "12")), "January 12, 2021"),
        (parts((2021, 22)), "Summer 2021"),
        (parts((2021, 15)), "Autumn 2021"),
        ({"date-parts": [[2021]], "season": 4}, "Winter 2021"),
        ({"date-parts": [[2021]], "season": "Easter"}, "Easter 2021"),
        (parts((2021, 1, 12), (2021, 1, 14)), "January 12–14, 2021"),
        (parts((2021, 1, 12), (2021, 3, 1)), "January 12–March 1, 2021"),
        (parts((2020, 12, 30), (2021, 1, 2)), "December 30, 2020–January 2, 2021"),
        (parts((2021, 1), (2021, 3)), "January–March 2021"),
        (parts((2020,), (2021,)), "2020–2021"),
        (parts((2020,), (0,)), "2020–"),
        (parts((2021, 1, 12), (2021, 1, 12)), "January 12, 2021"),
        (parts((-44, 3, 15)), "March 15, 44 BC"),
        (parts((79,)), "79 AD"),
        (parts((2021, 99, 99)), "2021"),
        (
            {"literal": "24 Aban 1399 (14 November 2020)", "date-parts": [[2020, 11, 14]]},
            "24 Aban 1399 (14 November 2020)",
        ),
        ({"literal": "the '90s"}, "the ’90s"),
        ({"raw": "2003-10-01/2004-02"}, "October 1, 2003–February 2004"),
        ({"raw": "Jan 5, 2003"}, "January 5, 2003"),
        ({"raw": "Fall 2003"}, "Autumn 2003"),
        ({"raw": "12/8/2003"}, "December 8, 2003"),
        ({"raw": "1999-2001"}, "1999–2001"),
        ({"raw": "Jan-Feb 2003"}, "January–February 2003"),
        ({"raw": "Spring 1999–Fall 2000"}, "Spring 1999–Autumn 2000"),
        ({"raw": "un-dated"}, "un-dated"),
        ({"raw": "in press"}, "in press"),
        ({}, ""),
        ({"date-parts": [["x"]]}, ""),
        ({"date-parts": "x"}, ""),
        ("2021", "2021"),
    ],
)
def test_the_long_form(issued: Any, wanted: Any) -> None:
    """The localised form prints what the date has, and prints shared parts of a range once."""
    assert printed(issued) == wanted


@pytest.mark.parametrize(
    ("language", "wanted"),
    [
        ("de-DE", "12. Januar 2021"),
        ("fr-FR", "12 janvier 2021"),
        ("es-ES", "12 de enero de 2021"),
        ("en-GB", "12 January 2021"),
    ],
)
def test_other_languages_order_their_parts(language: Any, wanted: Any) -> None:
    """The order of a date belongs to the locale."""
    assert printed(parts((2021, 1, 12)), language=language) == wanted


@pytest.mark.parametrize(
    ("layout", "wanted"),
    [
        ('<date variable="issued" form="numeric"/>', "01/05/2021"),
        ('<date variable="issued" form="text" date-parts="year-month"/>', "January 2021"),
        (
            '<date variable="issued" form="text"><date-part name="month" form="short" strip-periods="true"/></date>',
            "Jan 5, 2021",
        ),
        (
            (
                '<date variable="issued" delimiter="-"><date-part name="year" form="short"/><date-part name="month" form="numeric-leading-zeros"/>'
                '<date-part name="day" form="numeric-leading-zeros"/></date>'
            ),
            "21-01-05",
        ),
        (
            '<date variable="issued"><date-part name="day" form="ordinal" suffix=" "/><date-part name="month" text-case="uppercase"/></date>',
            "5th JANUARY",
        ),
        (
            '<date variable="issued" prefix="(" suffix=")" text-case="uppercase"><date-part name="month" form="numeric"/></date>',
            "(1)",
        ),
    ],
)
def test_own_parts(layout: Any, wanted: Any) -> None:
    """A style may name its parts, their forms, their affixes and their case."""
    assert printed(parts((2021, 1, 5)), layout) == wanted


def test_a_range_uses_the_delimiter_of_its_largest_part() -> None:
    """The range delimiter of the part in which the days differ is printed."""
    layout = '<date variable="issued"><date-part name="month" range-delimiter=" to " suffix=" "/><date-part name="year"/></date>'
    assert printed(parts((2021, 1), (2021, 3)), layout) == "January to March 2021"


def test_an_uncertain_date_is_known() -> None:
    """`circa` answers is-uncertain-date."""
    layout = '<choose><if is-uncertain-date="issued"><text value="c."/></if></choose>' + TEXT
    assert printed({**parts((1900,)), "circa": True}, layout) == "c.1900"
    assert printed(parts((1900,)), layout) == "1900"


def test_dates_sort_by_day_through_the_eras() -> None:
    """Years before the era come first, backwards; ranges sort by start, then end."""
    dates = [
        parts((-100,)),
        parts((-44,)),
        parts((54,)),
        parts((2020,)),
        parts((2020, 2)),
        parts((2020, 2), (2020, 4)),
        parts((2021,)),
    ]
    keys = [sort_text(date) for date in dates]
    assert keys == sorted(keys)
    assert sort_text({"literal": "soon"}) == "soon"
    assert sort_text(parts((2020, 2, 3)), "year") == sort_text(parts((2020,)))


def test_empty_dates_hold_nothing() -> None:
    """A date without year, literal or season prints nothing."""
    assert not has_parts({})
    assert not has_parts(None)
    assert has_parts({"date-parts": [[2020]], "season": "x"})
    assert parse_date(7) == ((0, 0, 0), None, "")


@given(
    st.dictionaries(
        st.sampled_from(["date-parts", "season", "circa", "literal", "raw"]),
        st.recursive(
            st.none() | st.booleans() | st.integers() | st.text(max_size=10),
            lambda inner: st.lists(inner, max_size=3),
            max_leaves=6,
        ),
    )
)
def test_any_date_renders(date: Any) -> None:
    """Whatever stands in a date, it renders, sorts and parses."""
    assert isinstance(sort_text(date), str)
    assert isinstance(printed(date), str)
