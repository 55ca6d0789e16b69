"""Dates of claims as data of a drawing: every sort of EDTF date, the axis by its span, the legend."""

import pytest

from briefgen.compose.timeline import drawn
from briefgen.compose.wording import Wording
from briefgen.document import nodes as n
from briefgen.document.walk import plain
from briefgen.records.calendars import day_number
from briefgen.selection.selection import Selection
from tests.compose.workshop import a_selection


def of_dates(*claims: str) -> n.Timeline:
    """Return the timeline of claims with these keys."""
    lines = [
        f"  - {{id: c{k}, section: claims, heading: Claim {k}, text: 'A [@one].', {keys}}}"
        for k, keys in enumerate(claims)
    ]
    made = timeline_of(a_selection("claims:\n" + "\n".join(lines) + "\n"))
    assert made is not None
    return made


def timeline_of(selection: Selection) -> n.Timeline | None:
    return drawn(selection, Wording(selection))


def moment(date: str, key: str = "about") -> n.Moment:
    (track,) = of_dates(f"{key}: '{date}'").tracks
    (made,) = track.moments
    return made


JAN_2015, DEC_2015 = day_number(2015, 1, 1), day_number(2015, 12, 31)


@pytest.mark.parametrize(
    ("date", "expected"),
    [
        ("2015-01-01", n.Moment("event", "date", JAN_2015, JAN_2015)),
        ("2015", n.Moment("event", "date", JAN_2015, DEC_2015)),
        ("2015~", n.Moment("event", "date", JAN_2015, DEC_2015, "approximate", "approximate")),
        ("2015?", n.Moment("event", "date", JAN_2015, DEC_2015, "uncertain", "uncertain")),
        ("2015%", n.Moment("event", "date", JAN_2015, DEC_2015, "uncertain", "uncertain")),
        ("2015/..", n.Moment("event", "interval", JAN_2015, JAN_2015, "known", "open")),
        ("../2015", n.Moment("event", "interval", DEC_2015, DEC_2015, "open", "known")),
        ("/2015", n.Moment("event", "interval", DEC_2015, DEC_2015, "unknown", "known")),
        ("2015-01-01~/2015", n.Moment("event", "interval", JAN_2015, DEC_2015, "approximate", "known")),
        ("2015/2015-12-31?", n.Moment("event", "interval", JAN_2015, DEC_2015, "known", "uncertain")),
    ],
)
def test_every_sort_of_date(date: str, expected: n.Moment) -> None:
    """A date becomes the days between which it lies, with how well each end is known."""
    assert moment(date) == expected
    assert moment(date, "asserted-on") == n.Moment("statement", *expected.fields()[1:])  # type: ignore[arg-type]


def test_a_claim_is_a_track_in_order_of_time() -> None:
    """A track holds what the claim speaks of and when it was made; the earliest event comes first, undated claims nowhere."""
    made = of_dates("about: '2003', asserted-on: '2004'", "asserted-on: '2002'", "rank: normal")
    assert [plain(track.label) for track in made.tracks] == ["Claim 1", "Claim 0"]
    assert [[m.kind for m in track.moments] for track in made.tracks] == [["statement"], ["event", "statement"]]


def test_a_statement_of_the_day_is_told_once() -> None:
    """A claim that speaks of the day on which it was made has one mark, a statement."""
    (track,) = of_dates("about: '2003-02-01', asserted-on: '2003-02-01'").tracks
    assert [m.kind for m in track.moments] == ["statement"]


@pytest.mark.parametrize(
    ("first", "last", "names"),
    [
        ("1990", "2023", ["1990", "1995", "2000", "2005", "2010", "2015", "2020", "2025"]),
        ("2000", "2004", ["2000", "2001", "2002", "2003", "2004", "2005"]),
        ("0900", "1950", ["800", "1000", "1200", "1400", "1600", "1800", "2000"]),
        (
            "2020-03",
            "2020-11",
            ["March 2020", "May 2020", "July 2020", "September 2020", "November 2020", "January 2021"],
        ),
        ("2021-01-01", "2021-01-09", [f"{day} January 2021" for day in (1, 3, 5, 7, 9)]),
        ("2021-01-12", "2021-01-12", ["12 January 2021", "13 January 2021"]),
    ],
)
def test_the_axis_has_round_ticks(first: str, last: str, names: list[str]) -> None:
    """Ticks stand at round years, months or days, by the span, and hold all dates between them."""
    made = of_dates(f"about: '{first}'", f"about: '{last}'")
    assert [tick.name for tick in made.ticks] == names
    days = [day for track in made.tracks for m in track.moments for day in (m.begin, m.end)]
    assert made.ticks[0].day <= min(days)
    assert made.ticks[-1].day >= max(days)


def test_years_before_christ() -> None:
    """The axis goes on below the year 1."""
    made = of_dates("about: '-0043'", "about: '0014'")
    assert len(made.ticks) > 3
    assert made.ticks[0].day <= day_number(-43, 1, 1)


def test_the_legend_holds_what_occurs() -> None:
    """Each sort of mark that occurs is explained, no other."""
    made = of_dates("about: '2003-01-01'", "about: '2004~'")
    assert [plain(track.label) for track in made.legend] == [
        "event",
        "on a line: some time in it",
        "hollow: about that time",
    ]
    made = of_dates("about: '1903-01-01'", "about: '2004-05'")
    assert [plain(track.label) for track in made.legend] == ["event"]
    made = of_dates("asserted-on: '2003-01-01?/..'", "about: '2003/'")
    assert [plain(track.label) for track in made.legend] == [
        "event over time",
        "statement",
        "dashed: uncertain",
        "arrow: open",
        "broken off: not known",
    ]


def test_the_alternative_text_says_what_is_shown() -> None:
    """It counts the claims, names the span, and says where the dates stand in words."""
    made = of_dates("about: '1990'", "about: '2023'")
    assert made.alt.startswith("Timeline of 2 claims, from 1990 to 2025")
    assert "table" in made.alt


def test_no_dates_no_timeline() -> None:
    """Claims without dates make no drawing."""
    assert timeline_of(a_selection("claims: [{id: c1, section: claims, text: 'A [@one].'}]")) is None


def test_a_claim_without_heading_goes_by_its_id() -> None:
    """A track always has a label."""
    made = timeline_of(a_selection("claims: [{id: c1, section: claims, text: 'A [@one].', about: '2003'}]"))
    assert made is not None
    assert plain(made.tracks[0].label)
