"""Days in the Gregorian, Persian and Islamic calendars: (year, month, day) in, (year, month, day) out.

All go through the day number of Reingold and Dershowitz (R.D. 1 = 1 January of the year 1, proleptic Gregorian).
*Persian* (Solar Hijri): arithmetical, eight leap years in each 33, the year y being one when (25 y + 11) mod 33 < 8.
This agrees with the astronomical calendar of Iran in the years 1178 to 1501, which are those that documents have.
*Islamic*: civil (tabular), epoch 16 July 622 Julian, leap years 2, 5, 7, 10, 13, 16, 18, 21, 24, 26, 29 of 30;
an observed date may differ by a day or two.
"""

from typing import Final

__all__ = ["Day", "day_number", "day_of", "days_in_month", "from_gregorian", "is_leap_year", "to_gregorian"]

Day = tuple[int, int, int]

_GREGORIAN_MONTHS: Final = (31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31)
_DAYS_BEFORE: Final = (0, 31, 59, 90, 120, 151, 181, 212, 243, 273, 304, 334)
_ISLAMIC_EPOCH: Final = 227015
_PERSIAN_EPOCH: Final = 226895


def is_leap_year(calendar: str, year: int) -> bool:
    """Tell whether a year has a leap day."""
    if calendar == "persian":
        return (25 * year + 11) % 33 < 8
    if calendar == "islamic":
        return (14 + 11 * year) % 30 < 11
    return year % 4 == 0 and (year % 100 != 0 or year % 400 == 0)


def days_in_month(calendar: str, year: int, month: int) -> int:
    """Return how many days a month has."""
    if calendar == "persian":
        if month <= 6:
            return 31
        return 30 if month < 12 or is_leap_year(calendar, year) else 29
    if calendar == "islamic":
        return 30 if month % 2 or (month == 12 and is_leap_year(calendar, year)) else 29
    return 29 if month == 2 and is_leap_year(calendar, year) else _GREGORIAN_MONTHS[month - 1]


def to_gregorian(calendar: str, year: int, month: int, day: int) -> Day:
    """Return the proleptic Gregorian day of a day in `calendar`."""
    if calendar == "gregorian":
        return year, month, day
    return day_of(_day_number(calendar, year, month, day))


def from_gregorian(calendar: str, day: Day) -> Day:
    """Return the day in `calendar` of a proleptic Gregorian day."""
    if calendar == "gregorian":
        return day
    number = day_number(*day)
    year = day[0] - 621 if calendar == "persian" else (30 * (number - _ISLAMIC_EPOCH) + 10646) // 10631
    while _day_number(calendar, year, 1, 1) > number:
        year -= 1
    month = 1
    while month < 12 and _day_number(calendar, year, month + 1, 1) <= number:
        month += 1
    return year, month, number - _day_number(calendar, year, month, 1) + 1


def _day_number(calendar: str, year: int, month: int, day: int) -> int:
    if calendar == "persian":
        leap_days = (8 * year + 21) // 33
        return _PERSIAN_EPOCH + 365 * (year - 1) + leap_days + (month - 1) * 31 - max(month - 7, 0) + day - 1
    return day + 29 * (month - 1) + month // 2 + 354 * (year - 1) + (3 + 11 * year) // 30 + _ISLAMIC_EPOCH - 1


def day_number(year: int, month: int, day: int) -> int:
    """Return the number of a proleptic Gregorian day, 1 being 1 January of the year 1."""
    before = year - 1
    leap = 1 if month > 2 and is_leap_year("gregorian", year) else 0
    return 365 * before + before // 4 - before // 100 + before // 400 + _DAYS_BEFORE[month - 1] + leap + day


def day_of(number: int) -> Day:
    """Return the proleptic Gregorian day of a number."""
    days = number - 1
    cycles, days = divmod(days, 146097)
    year = 400 * cycles + 1 + min(days // 365, 399)
    while day_number(year, 1, 1) > number:
        year -= 1
    month = 12
    while day_number(year, month, 1) > number:
        month -= 1
    return year, month, number - day_number(year, month, 1) + 1
