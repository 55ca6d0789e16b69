"""EDTF level 1 dates (the shared subset of the domain page) in three calendars: text in, `Edtf` out, text for print.

Standard: Extended Date/Time Format, Library of Congress, 2019; `1990s` is read as `199X`. A date has an earliest and a
latest day, (year, month, day) in the proleptic Gregorian calendar, year 0 being 1 BC; an open or unknown end has none.

Not here: which date must precede which (`evidence`), the words of a style (`citation`).
"""

from typing import Final

from briefgen.records.calendars import Day, days_in_month, to_gregorian

__all__ = ["CALENDARS", "Day", "Edtf", "EdtfError", "End"]

CALENDARS: Final = ("gregorian", "persian", "islamic")
_SEASONS: Final = {21: "spring", 22: "summer", 23: "autumn", 24: "winter"}
# First month of a season and, for winter, of the year before its spring: meteorological, northern hemisphere.
_SEASON_MONTHS: Final = {21: (3, 5), 22: (6, 8), 23: (9, 11), 24: (12, 14)}
_LAST_DAY: Final = 31


class EdtfError(ValueError):
    """The text is no date of the subset; `offset` is where it goes wrong, counted from 0."""

    def __init__(self, message: str, offset: int, hint: str = "") -> None:
        super().__init__(message)
        self.offset: Final = offset
        self.hint: Final = hint

    @property
    def code(self) -> str:
        """Return the diagnostic code: `date.day` when the calendar has no such day, else `date.form`."""
        return "date.day" if str(self).startswith("there is no") else "date.form"


class End:
    """One end of a date, or the whole of a date that is no interval.

    `precision`: millennium, century, decade (`2XXX`, `19XX`, `199X`), year, season, month, day, datetime; "open" (`..`)
    or "unknown" (nothing). `month` is 21 to 24 for a season, 0 when absent or unspecified (`2021-XX`); so is `day`.
    Numbers are in the date's own calendar, `earliest` and `latest` are Gregorian.
    """

    __slots__ = (
        "approximate",
        "day",
        "earliest",
        "latest",
        "month",
        "precision",
        "time",
        "uncertain",
        "unspecified",
        "year",
    )

    def __init__(
        self,
        precision: str,
        year: int = 0,
        month: int = 0,
        day: int = 0,
        time: str = "",
        *,
        unspecified: str = "",
        uncertain: bool = False,
        approximate: bool = False,
        earliest: Day | None = None,
        latest: Day | None = None,
    ) -> None:
        self.precision: Final = precision
        self.year: Final = year
        self.month: Final = month
        self.day: Final = day
        self.time: Final = time
        self.unspecified: Final = unspecified
        self.uncertain: Final = uncertain
        self.approximate: Final = approximate
        self.earliest: Final = earliest
        self.latest: Final = latest


class Edtf:
    """A date: `raw` as typed, `kind` date, interval or literal, its two ends, and the days between which it lies.

    `start` and `end` are the same object unless the date is an interval. `earliest` and `latest` are Gregorian days
    (year, month, day), None where the date is open or a literal.
    """

    __slots__ = ("calendar", "earliest", "end", "kind", "latest", "raw", "start")

    def __init__(self, raw: str, kind: str, start: End, end: End, calendar: str) -> None:
        self.raw: Final = raw
        self.kind: Final = kind
        self.start: Final = start
        self.end: Final = end
        self.calendar: Final = calendar
        self.earliest: Final = start.earliest
        self.latest: Final = end.latest

    @staticmethod
    def parse(text: str, calendar: str = "gregorian") -> "Edtf":
        """Read a date, or raise EdtfError with the offset of the fault.

        >>> Edtf.parse("2021-02").latest
        (2021, 2, 28)
        """
        if "/" not in text:
            day = _plain_day(text) if calendar == "gregorian" else None
            if day is not None:
                whole = End("day", *day, earliest=day, latest=day)
                return Edtf(text, "date", whole, whole, calendar)
            whole = _end(text, 0, calendar)
            return Edtf(text, "date", whole, whole, calendar)
        first, _, last = text.partition("/")
        if first in ("", "..") and last in ("", ".."):
            raise EdtfError("an interval needs a date at one end", 0, "write 2015/.. or ../2015")
        start = _interval_end(first, 0, calendar)
        end = _interval_end(last, len(first) + 1, calendar)
        if start.earliest and end.latest and end.latest < start.earliest:
            raise EdtfError("the interval ends before it begins", len(first) + 1, f"write {last}/{first}")
        return Edtf(text, "interval", start, end, calendar)

    @staticmethod
    def literal(text: str) -> "Edtf":
        """Keep a date that only a reader understands: it has no days, prints as it is, and sorts last."""
        unknown = End("unknown")
        return Edtf(text, "literal", unknown, unknown, "gregorian")

    def __eq__(self, other: object) -> bool:
        """Compare by text and calendar."""
        return isinstance(other, Edtf) and (self.raw, self.kind, self.calendar) == (
            other.raw,
            other.kind,
            other.calendar,
        )

    def __hash__(self) -> int:
        """Hash by text and calendar."""
        return hash((self.raw, self.kind, self.calendar))

    def __repr__(self) -> str:
        """Show the text."""
        return f"Edtf({self.raw!r})"

    @property
    def is_open(self) -> bool:
        """Tell whether the date has no first or no last day."""
        return self.earliest is None or self.latest is None

    def sort_key(self) -> tuple[int, Day, Day]:
        """Return what orders dates: by first day, then last day; open beginnings first, literals last."""
        if self.kind == "literal":
            return 2, _FIRST, _FIRST
        return 1, self.earliest or _FIRST, self.latest or _FINAL

    def is_after(self, day: Day) -> bool:
        """Tell whether the date lies wholly after a day."""
        return self.earliest is not None and self.earliest > day

    def is_before(self, day: Day) -> bool:
        """Tell whether the date lies wholly before a day."""
        return self.latest is not None and self.latest < day


_FIRST: Final[Day] = (-10000, 1, 1)
_FINAL: Final[Day] = (10000, 1, 1)


def _plain_day(text: str) -> Day | None:
    """Read a day such as 2021-01-12, the form that most dates have; None for any other text."""
    year, month, day = text[:4], text[5:7], text[8:]
    if len(text) != 10 or text[4] != "-" or text[7] != "-" or not text.isascii():
        return None
    if not (year.isdigit() and month.isdigit() and day.isdigit()):
        return None
    numbers = int(year), int(month), int(day)
    if not 1 <= numbers[1] <= 12 or not 1 <= numbers[2] <= days_in_month("gregorian", numbers[0], numbers[1]):
        return None
    return numbers


def _interval_end(text: str, base: int, calendar: str) -> End:
    if text == "..":
        return End("open")
    return _end(text, base, calendar) if text else End("unknown")


def _number(text: str, base: int, start: int, end: int, what: str) -> int:
    """Read the digits of text[start:end], or say at which column they stop."""
    digits = text[start:end]
    if len(digits) == end - start and digits.isascii() and digits.isdigit():
        return int(digits)
    bad = next((i for i, c in enumerate(digits) if not (c.isascii() and c.isdigit())), len(digits))
    message = f"expected {what} of {end - start} digits"
    raise EdtfError(message, base + start + bad, "write YYYY, YYYY-MM or YYYY-MM-DD")


def _end(text: str, base: int, calendar: str) -> End:
    """Read one date; `base` is its offset in the whole text."""
    body, marks = (text[:-1], text[-1]) if text[-1:] in ("?", "~", "%") else (text, "")
    uncertain, approximate = marks in ("?", "%"), marks in ("~", "%")
    if len(body) == 5 and body[4] == "s":
        if marks:
            raise EdtfError("a decade such as 1990s takes no mark", base + 5, f"write {body[:3]}X{marks}")
        if body[3] != "0":
            raise EdtfError("a decade ends in 0s", base + 3, f"write {body[:3]}0s or {body[:4]}")
        body = body[:3] + "X"
    sign = -1 if body.startswith("-") else 1
    at = 1 if sign < 0 else 0
    year_text = body[at : at + 4]
    known = year_text.rstrip("X")
    if len(year_text) < 4 or (len(known) < 4 and (not known or sign < 0)):
        raise EdtfError("a year has four digits", base + at, "write 0987 for the year 987, -0043 for 44 BC")
    year = _number(text, base, at, at + len(known), "a year") * 10 ** (4 - len(known)) * sign
    if sign < 0 and year == 0:
        raise EdtfError("the year 0 has no sign", base, "write 0000")
    rest = body[at + 4 :]
    where = base + at + 4
    if len(known) < 4:
        if rest:
            raise EdtfError("a date in an unspecified year has no month", where, f"write {year_text}")
        last = year + 10 ** (4 - len(known)) - 1
        precision = {3: "decade", 2: "century", 1: "millennium"}[len(known)]
        return _spanned(precision, year, 0, 0, (year, 1, 0), (last, 12, 0), marks, year_text, calendar)
    if not rest:
        return _spanned("year", year, 0, 0, (year, 1, 0), (year, 12, 0), marks, "", calendar)
    if rest[0] != "-":
        raise EdtfError(f"unexpected {rest[0]!r} behind the year", where, _year_hint(rest))
    return _month(base, body, year, at + 5, calendar, uncertain=uncertain, approximate=approximate)


def _year_hint(rest: str) -> str:
    return "the mark ?, ~ or % is the last character" if rest[0] in "?~%" else "write YYYY, YYYY-MM or YYYY-MM-DD"


def _spanned(
    precision: str, year: int, month: int, day: int, first: Day, last: Day, marks: str, unspecified: str, calendar: str
) -> End:
    """Make an end that covers whole months: `first` and `last` name them, the day being ignored."""
    earliest = to_gregorian(calendar, first[0], first[1], 1)
    latest = to_gregorian(calendar, last[0], last[1], days_in_month(calendar, last[0], last[1]))
    return End(
        precision,
        year,
        month,
        day,
        unspecified=unspecified,
        uncertain=marks in ("?", "%"),
        approximate=marks in ("~", "%"),
        earliest=earliest,
        latest=latest,
    )


def _month(base: int, body: str, year: int, at: int, calendar: str, *, uncertain: bool, approximate: bool) -> End:
    """Read what follows `YYYY-`: a month, a season, unspecified digits, a day, a time."""
    marks = "%" if uncertain and approximate else "?" if uncertain else "~" if approximate else ""
    tail = body[at:]
    if tail in ("XX", "XX-XX"):
        return _spanned("year", year, 0, 0, (year, 1, 0), (year, 12, 0), marks, tail, calendar)
    month = _number(body, base, at, at + 2, "a month")
    rest = body[at + 2 :]
    if month in _SEASONS and not rest:
        first, last = _SEASON_MONTHS[month]
        if calendar != "gregorian":
            first, last = (month - 21) * 3 + 1, (month - 21) * 3 + 3
        begin: Day = (year, first, 0)
        until: Day = (year + 1, last - 12, 0) if last > 12 else (year, last, 0)
        return _spanned("season", year, month, 0, begin, until, marks, "", calendar)
    if not 1 <= month <= 12:
        raise EdtfError(f"there is no month {month:02}", base + at, "months are 01 to 12, seasons 21 to 24")
    if rest in ("", "-XX"):
        return _spanned("month", year, month, 0, (year, month, 0), (year, month, 0), marks, rest[1:], calendar)
    if rest[0] != "-":
        raise EdtfError(f"unexpected {rest[0]!r} behind the month", base + at + 2, _year_hint(rest))
    day = _number(body, base, at + 3, at + 5, "a day")
    if not 1 <= day <= days_in_month(calendar, year, month):
        named = "" if calendar == "gregorian" else f" in the {calendar} calendar"
        message = f"there is no day {day:02} in {body[: at + 2]}{named}"
        raise EdtfError(message, base + at + 3, f"the month has {days_in_month(calendar, year, month)} days")
    time = _time(body, base, at + 5) if len(body) > at + 5 else ""
    whole = to_gregorian(calendar, year, month, day)
    return End(
        "datetime" if time else "day",
        year,
        month,
        day,
        time,
        uncertain=uncertain,
        approximate=approximate,
        earliest=whole,
        latest=whole,
    )


def _time(body: str, base: int, at: int) -> str:
    """Check `THH:MM:SS` with an optional zone, and return it without the T."""
    rest = body[at:]
    if rest[0] != "T":
        raise EdtfError(f"unexpected {rest[0]!r} behind the day", base + at, _year_hint(rest))
    clock, zone = rest[1:9], rest[9:]
    parts = clock.split(":")
    if len(parts) != 3 or not all(len(p) == 2 and p.isascii() and p.isdigit() for p in parts):
        raise EdtfError("expected a time HH:MM:SS", base + at + 1, "write 2021-01-12T14:30:00Z")
    if int(parts[0]) > 23 or int(parts[1]) > 59 or int(parts[2]) > 59:
        raise EdtfError(f"there is no time {clock}", base + at + 1, "hours go to 23, minutes and seconds to 59")
    if zone in ("", "Z"):
        return clock + zone
    hours = zone[1:].split(":")
    fits = zone[0] in "+-" and all(len(p) == 2 and p.isascii() and p.isdigit() for p in hours) and len(hours) <= 2
    if not fits or int(hours[0]) > 14 or int(hours[-1] if len(hours) > 1 else 0) > 59:
        raise EdtfError("expected Z or an offset such as +03:30", base + at + 9, "write 2021-01-12T14:30:00+03:30")
    return clock + zone
