"""EDTF dates, their days and calendars."""

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from briefgen.records.calendars import days_in_month, from_gregorian, is_leap_year, to_gregorian
from briefgen.records.dates import Edtf, EdtfError

Day = tuple[int, int, int]


@pytest.mark.parametrize(
    ("text", "earliest", "latest"),
    [
        ("2021-01-12", (2021, 1, 12), (2021, 1, 12)),
        ("2021-02", (2021, 2, 1), (2021, 2, 28)),
        ("2024-02", (2024, 2, 1), (2024, 2, 29)),
        ("2021", (2021, 1, 1), (2021, 12, 31)),
        ("0000", (0, 1, 1), (0, 12, 31)),
        ("-0043", (-43, 1, 1), (-43, 12, 31)),
        ("-0043-03-15", (-43, 3, 15), (-43, 3, 15)),
        ("2021-01?", (2021, 1, 1), (2021, 1, 31)),
        ("199X", (1990, 1, 1), (1999, 12, 31)),
        ("1990s", (1990, 1, 1), (1999, 12, 31)),
        ("19XX", (1900, 1, 1), (1999, 12, 31)),
        ("2XXX", (2000, 1, 1), (2999, 12, 31)),
        ("2021-XX", (2021, 1, 1), (2021, 12, 31)),
        ("2021-XX-XX", (2021, 1, 1), (2021, 12, 31)),
        ("2021-01-XX", (2021, 1, 1), (2021, 1, 31)),
        ("1993-21", (1993, 3, 1), (1993, 5, 31)),
        ("1993-24", (1993, 12, 1), (1994, 2, 28)),
        ("2015/2018-06", (2015, 1, 1), (2018, 6, 30)),
        ("2015/..", (2015, 1, 1), None),
        ("../2011-05", None, (2011, 5, 31)),
        ("2015/", (2015, 1, 1), None),
        ("/2018", None, (2018, 12, 31)),
        ("2021-01-12T14:30:00Z", (2021, 1, 12), (2021, 1, 12)),
        ("2021-01-12T14:30:00+03:30", (2021, 1, 12), (2021, 1, 12)),
        ("2021-01-12T14:30:00-05", (2021, 1, 12), (2021, 1, 12)),
        ("2021-01-12T14:30:00", (2021, 1, 12), (2021, 1, 12)),
        ("9999-12-31", (9999, 12, 31), (9999, 12, 31)),
    ],
)
def test_earliest_and_latest_day(text: str, earliest: Day | None, latest: Day | None) -> None:
    """Each form of the subset lies between two days, or is open."""
    date = Edtf.parse(text)
    assert (date.earliest, date.latest) == (earliest, latest)
    assert date.is_open is (earliest is None or latest is None)
    assert date.raw == text


@pytest.mark.parametrize(
    ("text", "offset", "code"),
    [
        ("", 0, "date.form"),
        ("12", 0, "date.form"),
        ("March 2021", 0, "date.form"),
        ("2021-1", 6, "date.form"),
        ("2021-1a", 6, "date.form"),
        ("2021-13", 5, "date.day"),
        ("2021-00", 5, "date.day"),
        ("2024-02-30", 8, "date.day"),
        ("2023-02-29", 8, "date.day"),
        ("2021-01-1", 9, "date.form"),
        ("2021/13", 5, "date.form"),
        ("2021-01-12 ", 10, "date.form"),
        ("1990s~", 5, "date.form"),
        ("1995s", 3, "date.form"),
        ("199X-01", 4, "date.form"),
        ("XXXX", 0, "date.form"),
        ("-199X", 1, "date.form"),
        ("-0000", 0, "date.form"),
        ("2021?-01", 4, "date.form"),
        ("2021x", 4, "date.form"),
        ("2021-01?-12", 7, "date.form"),
        ("../..", 0, "date.form"),
        ("/", 0, "date.form"),
        ("2018/2015", 5, "date.form"),
        ("2021-01-12T24:00:00", 11, "date.day"),
        ("2021-01-12T1:00", 11, "date.form"),
        ("2021-01-12T10:00:00X", 19, "date.form"),
        ("2021-01-12T10:00:00+99:00", 19, "date.form"),
        ("2021-01-12t10:00:00", 10, "date.form"),
        ("２０２１", 0, "date.form"),
        ("2021-01-1２", 9, "date.form"),
        ("1993-25", 5, "date.day"),
        ("1993-21-01", 5, "date.day"),
    ],
)
def test_what_is_no_date(text: str, offset: int, code: str) -> None:
    """A text outside the subset is refused at the place where it departs from it."""
    with pytest.raises(EdtfError) as caught:
        Edtf.parse(text)
    assert (caught.value.offset, caught.value.code) == (offset, code)


def test_marks_belong_to_their_end() -> None:
    """Each end of an interval carries its own mark."""
    date = Edtf.parse("2016~/2018?")
    assert (date.start.approximate, date.start.uncertain) == (True, False)
    assert (date.end.approximate, date.end.uncertain) == (False, True)
    both = Edtf.parse("2004-06%")
    assert both.start.approximate
    assert both.start.uncertain


def test_a_literal_has_no_days_and_sorts_last() -> None:
    """A literal date prints as it is and comes after every other."""
    literal = Edtf.literal("forthcoming")
    dates = [literal, Edtf.parse("2021"), Edtf.parse("../2011"), Edtf.parse("2021-01-01")]
    assert [d.raw for d in sorted(dates, key=Edtf.sort_key)] == ["../2011", "2021-01-01", "2021", "forthcoming"]
    assert literal.is_open


def test_comparing_with_a_day() -> None:
    """A date is after or before a day only if it lies wholly there."""
    month = Edtf.parse("2021-01")
    assert month.is_after((2020, 12, 31))
    assert not month.is_after((2021, 1, 1))
    assert month.is_before((2021, 2, 1))
    assert not month.is_before((2021, 1, 31))
    assert not Edtf.parse("2015/..").is_before((2030, 1, 1))


def test_equality_is_by_text_and_calendar() -> None:
    """The same text in two calendars is two dates."""
    assert Edtf.parse("1399") == Edtf.parse("1399")
    assert Edtf.parse("1399") != Edtf.parse("1399", "persian")
    assert len({Edtf.parse("1399"), Edtf.parse("1399"), Edtf.parse("1399", "persian")}) == 2
    assert repr(Edtf.parse("1399")) == "Edtf('1399')"


@given(st.dates())
def test_any_day_round_trips(day: dt.date) -> None:
    """The ISO form of any day is a date of that one day."""
    date = Edtf.parse(day.isoformat())
    assert date.earliest == date.latest == (day.year, day.month, day.day)


@given(st.text("0123456789-/.X?~%TZ:s ", max_size=14))
def test_any_text_is_a_date_or_our_error_inside_it(text: str) -> None:
    """Parsing gives a date or an EdtfError whose offset lies in the text."""
    date, offset = None, 0
    try:
        date = Edtf.parse(text)
    except EdtfError as error:
        offset = error.offset
    assert 0 <= offset <= len(text)
    if date is not None:
        assert date.raw == text
        assert date.is_open or date.earliest <= date.latest  # type: ignore[operator]


@pytest.mark.parametrize(
    ("calendar", "there", "here"),
    [
        ("persian", (1399, 8, 24), (2020, 11, 14)),
        ("persian", (1357, 11, 22), (1979, 2, 11)),
        ("persian", (1403, 1, 1), (2024, 3, 20)),
        ("persian", (1403, 12, 30), (2025, 3, 20)),
        ("persian", (1404, 1, 1), (2025, 3, 21)),
        ("persian", (1300, 1, 1), (1921, 3, 21)),
        ("islamic", (1442, 1, 1), (2020, 8, 20)),
        ("islamic", (1, 1, 1), (622, 7, 19)),
        ("gregorian", (2021, 1, 12), (2021, 1, 12)),
    ],
)
def test_known_days_in_other_calendars(calendar: str, there: Day, here: Day) -> None:
    """Days whose Gregorian date is known are converted to it and back."""
    assert to_gregorian(calendar, *there) == here
    assert from_gregorian(calendar, here) == there


@given(st.dates(dt.date(1800, 1, 1), dt.date(2200, 1, 1)), st.sampled_from(["persian", "islamic"]))
def test_calendars_round_trip(day: dt.date, calendar: str) -> None:
    """Every day goes into another calendar and comes back, and the next day is the next day there."""
    here = (day.year, day.month, day.day)
    year, month, number = from_gregorian(calendar, here)
    assert to_gregorian(calendar, year, month, number) == here
    assert 1 <= number <= days_in_month(calendar, year, month)
    after = day + dt.timedelta(1)
    following = from_gregorian(calendar, (after.year, after.month, after.day))
    assert following in {(year, month, number + 1), (year, month + 1, 1), (year + 1, 1, 1)}


@pytest.mark.parametrize("year", [1375, 1379, 1383, 1387, 1391, 1395, 1399, 1403, 1408, 1412])
def test_persian_leap_years(year: int) -> None:
    """The leap years of the official calendar from 1375 to 1412 are those of the rule."""
    assert is_leap_year("persian", year)
    assert sum(is_leap_year("persian", y) for y in range(1375, 1413)) == 10


def test_a_persian_date_lies_in_the_gregorian_calendar() -> None:
    """The days of a date in another calendar are Gregorian, its numbers its own."""
    date = Edtf.parse("1399-08", "persian")
    assert (date.earliest, date.latest) == ((2020, 10, 22), (2020, 11, 20))
    assert (date.start.year, date.start.month) == (1399, 8)
    spring = Edtf.parse("1399-21", "persian")
    assert spring.earliest == (2020, 3, 20)
    with pytest.raises(EdtfError, match="persian calendar"):
        Edtf.parse("1400-12-30", "persian")
