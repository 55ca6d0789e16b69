"""Dates of other programs."""

import pytest

from briefgen.exchange.dates import date_value, month_number


@pytest.mark.parametrize(
    ("typed", "edtf"),
    [
        ("2020", "2020"), ("2020-05-17", "2020-05-17"), ("2020/05/17", "2020-05-17"), ("2020/5", "2020-05"),
        ("2020//", "2020"), ("17 May 2020", "2020-05-17"), ("May 17, 2020", "2020-05-17"), ("Sept. 2020", "2020-09"),
        ("Fall 2019", "2019-23"), ("2015--2018", "2015/2018"), ("2015–2018", "2015/2018"), ("199X", "199X"),
        (" 2021-01? ", "2021-01?"), ("2015/..", "2015/.."),
    ],
)  # fmt: skip
def test_dates_are_read(typed: str, edtf: str) -> None:
    """Numeric and English dates become EDTF."""
    assert date_value(typed) == edtf


@pytest.mark.parametrize(
    "typed",
    [
        "in press",
        "30 February 2020",
        "2020/13/01",
        "2020//05",
        "May",
        "Ma 2020",
        "2020 May 17 18",
        "c. 2020",
        "x" * 100,
    ],
)
def test_all_else_stays_as_it_is(typed: str) -> None:
    """What is no date is kept word for word."""
    assert date_value(typed) == {"literal": typed}


@pytest.mark.parametrize(
    ("word", "number"), [("5", "05"), ("may", "05"), ("Dec.", "12"), ("13", ""), ("ma", ""), ("", "")]
)
def test_months(word: str, number: str) -> None:
    """A month is a number, a name or the beginning of a name."""
    assert month_number(word) == number
