"""Dates in print."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from briefgen.records.dateprint import LANGUAGES, printed
from briefgen.records.dates import Edtf, EdtfError
from briefgen.records.text import faults, misplaced_joiner


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("2021-01-12", "12 January 2021"),
        ("2021-01", "January 2021"),
        ("2021", "2021"),
        ("2021-XX", "2021"),
        ("2021-01-XX", "January 2021"),
        ("201X", "2010s"),
        ("19XX", "1900s"),
        ("2019-22", "summer 2019"),
        ("1974?", "1974, uncertain"),
        ("1974~", "about 1974"),
        ("1974-05%", "about May 1974, uncertain"),
        ("2016~/2018?", "about 2016 to 2018?"),
        ("2015/..", "since 2015"),
        ("../2011-05", "until May 2011"),
        ("2015/", "2015 to an unknown date"),
        ("/2018", "an unknown date to 2018"),
        ("-0043", "44 BC"),
        ("0000", "1 BC"),
        ("0987", "987"),
        ("2021-01-12T14:30:00Z", "12 January 2021"),
    ],
)
def test_the_one_table_in_english(text: str, shown: str) -> None:
    """Every form of the subset has one wording."""
    assert printed(Edtf.parse(text), "en") == shown


@pytest.mark.parametrize(
    ("language", "shown"),
    [
        ("en-GB", "12 January 2021"),
        ("fr", "12 janvier 2021"),
        ("de", "12. Januar 2021"),
        ("es", "12 de enero de 2021"),
        ("fa", "۱۲ ژانویه ۲۰۲۱"),
        ("ar", "12 يناير 2021"),
        ("xx", "12 January 2021"),
    ],
)
def test_other_languages(language: str, shown: str) -> None:
    """The brief's language gives the words; an unknown one reads as English."""
    assert printed(Edtf.parse("2021-01-12"), language) == shown


def test_the_first_of_the_month_in_french() -> None:
    """French has an ordinal for the first day alone."""
    assert printed(Edtf.parse("2021-01-01"), "fr") == "1er janvier 2021"
    assert printed(Edtf.parse("2021-01-01"), "en") == "1 January 2021"


@pytest.mark.parametrize(
    ("text", "calendar", "shown"),
    [
        ("1399-08-24", "persian", "24 Aban 1399 (14 November 2020)"),
        ("1399-08", "persian", "Aban 1399 (22 October 2020 to 20 November 2020)"),
        ("1399", "persian", "1399 (2020 to 2021)"),
        ("1399-08-24?", "persian", "24 Aban 1399, uncertain (14 November 2020)"),
        ("1399/..", "persian", "since 1399 (since 20 March 2020)"),
        ("../1399", "persian", "until 1399 (until 20 March 2021)"),
        ("1442-01-01", "islamic", "1 Muharram 1442 (20 August 2020)"),
    ],
)
def test_two_calendars(text: str, calendar: str, shown: str) -> None:
    """A date that is not Gregorian is printed in both calendars."""
    assert printed(Edtf.parse(text, calendar), "en") == shown


def test_times_and_literals() -> None:
    """A time is printed when it is asked for; a literal prints as it is."""
    date = Edtf.parse("2021-01-12T14:30:00Z")
    assert printed(date, "en", time=True) == "12 January 2021, 14:30:00 UTC"
    assert printed(Edtf.parse("2021-01-12T14:30:00+03:30"), "en", time=True) == "12 January 2021, 14:30:00+03:30"
    assert printed(Edtf.literal("s.a."), "en") == "s.a."


@pytest.mark.parametrize("language", sorted(LANGUAGES))
def test_month_names_are_complete_and_clean(language: str) -> None:
    """Each language has twelve months in three calendars and four seasons, in characters that a record may hold."""
    words = LANGUAGES[language]
    for names, count in ((words.gregorian, 12), (words.persian, 12), (words.islamic, 12), (words.seasons, 4)):
        assert len(names) == len(set(names)) == count
        assert all(faults(name) == [] and misplaced_joiner(name, language) < 0 for name in names)


@given(st.text("0123456789-/.X?~%", max_size=12), st.sampled_from(sorted(LANGUAGES)))
def test_every_date_can_be_printed(text: str, language: str) -> None:
    """Whatever parses prints as something."""
    for calendar in ("gregorian", "persian", "islamic"):
        try:
            date = Edtf.parse(text, calendar)
        except EdtfError:
            continue
        assert printed(date, language, time=True).strip()
