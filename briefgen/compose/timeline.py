"""The dates of the claims as a drawing: what each claim speaks of, and when it was made.

In: `Selection`. Out: a `Timeline` of days and words. A claim is a track, with its dates on it; the axis has its
ticks at round years, months or days, by its span. The table of the same dates is made in `tables.py`.
"""

from operator import itemgetter
from typing import Final

from briefgen.compose.wording import Wording, tagged
from briefgen.document import nodes as n
from briefgen.records.calendars import Day, day_number, day_of
from briefgen.records.dates import Edtf, End
from briefgen.records.model import ClaimRecord
from briefgen.selection.selection import Selection

__all__ = ["drawn", "is_said_of_itself"]

_YEARS: Final = (1, 2, 5, 10, 20, 25, 50, 100, 200, 500, 1000, 2000, 5000)
_MONTHS: Final = (1, 2, 3, 6)
_DAYS: Final = (1, 2, 5, 10, 15)
_TICKS: Final = 9  # at most so many on an axis of years; their names are short
_LONG_TICKS: Final = 6  # of months or days
_YEAR: Final = 366
_SHORT: Final = 75  # days: an axis of single days

_SEEN: Final = 0.03  # of the axis: a line that is shorter vanishes behind its mark
_SORTS: Final = {"date": "event", "interval": "period"}
_SAMPLES: Final = (
    ("timeline-mark-event", n.Moment("event", "date", 50, 50)),
    ("timeline-mark-period", n.Moment("event", "interval", 0, 100)),
    ("timeline-mark-statement", n.Moment("statement", "date", 50, 50)),
    ("timeline-mark-coarse", n.Moment("event", "date", 0, 100)),
    ("timeline-mark-approximate", n.Moment("event", "date", 50, 50, "approximate", "approximate")),
    ("timeline-mark-uncertain", n.Moment("event", "date", 50, 50, "uncertain", "uncertain")),
    ("timeline-mark-open", n.Moment("event", "interval", 0, 0, "known", "open")),
    ("timeline-mark-unknown", n.Moment("event", "interval", 0, 0, "known", "unknown")),
)


def is_said_of_itself(claim: ClaimRecord) -> bool:
    """Tell whether a statement speaks of the day on which it was made: it is told once, as a statement."""
    return claim.about is not None and claim.asserted_on is not None and claim.about.raw == claim.asserted_on.raw


def drawn(selection: Selection, wording: Wording) -> n.Timeline | None:
    """Return the dated claims in order of time, the earliest first; None where no claim has a day."""
    found = []
    for index, claim in enumerate(selection.claims):
        event = None if is_said_of_itself(claim) else claim.about
        dates = [(kind, date) for kind, date in (("event", event), ("statement", claim.asserted_on)) if date]
        moments = tuple(m for kind, date in dates if (m := _moment(kind, date)) is not None)
        if moments:
            label = tagged(claim.heading) or (n.Text(claim.id),)
            found.append((dates[0][1].sort_key(), index, n.Track(label, moments)))
    if not found:
        return None
    found.sort(key=itemgetter(0, 1))
    tracks = tuple(track for _, _, track in found)
    moments = tuple(moment for track in tracks for moment in track.moments)
    ticks = _ticks(min(m.begin for m in moments), max(m.end for m in moments), wording)
    alt = wording.text("timeline-alt", claims=wording.number(len(tracks)), first=ticks[0].name, last=ticks[-1].name)
    caption = (n.Text(wording.word("timeline-drawn")),)
    part = wording.word("figure-part")
    return n.Timeline(_legend(moments, wording), tracks, ticks, caption, alt, part, "figure.timeline")


def _moment(kind: str, date: Edtf) -> n.Moment | None:
    """Return a date as days; None for one that has none (a literal)."""
    days = [day_number(*day) for day in (date.earliest, date.latest) if day is not None]
    if not days:
        return None
    form = "date" if date.kind == "date" else "interval"
    return n.Moment(kind, form, days[0], days[-1], _known(date.start), _known(date.end))


def _known(end: End) -> str:
    """Return how well an end of a date is known; one that is approximate and uncertain counts as uncertain."""
    if end.precision in {"open", "unknown"}:
        return end.precision
    return "uncertain" if end.uncertain else "approximate" if end.approximate else "known"


def _legend(moments: tuple[n.Moment, ...], wording: Wording) -> tuple[n.Track, ...]:
    """Return a sample of each sort of mark that occurs, with its words."""
    used = {f"timeline-mark-{how}" for m in moments for how in (m.first, m.last)}
    used.update("timeline-mark-statement" for m in moments if m.kind == "statement")
    used.update(f"timeline-mark-{_SORTS[m.form]}" for m in moments if m.kind == "event")
    span = max(m.end for m in moments) - min(m.begin for m in moments)
    if any(m.form == "date" and m.end - m.begin > span * _SEEN for m in moments):
        used.add("timeline-mark-coarse")
    return tuple(n.Track((n.Text(wording.word(key)),), (sample,)) for key, sample in _SAMPLES if key in used)


# --- the axis ------------------------------------------------------------------------------------------


def _ticks(begin: int, end: int, wording: Wording) -> tuple[n.Tick, ...]:
    """Return ticks at round dates, the first not behind `begin`, the last not before `end`."""
    if end - begin > 3 * _YEAR:
        days = _round_years(begin, end)
    elif end - begin > _SHORT:
        days = _round_months(begin, end)
    else:
        days = _round_days(begin, end)
    return tuple(n.Tick(day_number(*day), wording.date(Edtf.parse(text))) for day, text in days)


def _round_years(begin: int, end: int) -> list[tuple[Day, str]]:
    first, last = day_of(begin)[0], day_of(end)[0] + 1
    step = next((step for step in _YEARS if (last - first) / step < _TICKS - 1), _YEARS[-1])
    years = range(first // step * step, -(-last // step) * step + 1, step)
    return [((year, 1, 1), f"{year:05d}" if year < 0 else f"{year:04d}") for year in years]


def _round_months(begin: int, end: int) -> list[tuple[Day, str]]:
    (year, month, _), (last_year, last_month, _) = day_of(begin), day_of(end)
    first, last = year * 12 + month - 1, last_year * 12 + last_month
    step = next((step for step in _MONTHS if (last - first) / step < _LONG_TICKS), 12)
    months = range(first // step * step, -(-last // step) * step + 1, step)
    return [((m // 12, m % 12 + 1, 1), f"{m // 12:04d}-{m % 12 + 1:02d}") for m in months]


def _round_days(begin: int, end: int) -> list[tuple[Day, str]]:
    step = next((step for step in _DAYS if (end - begin) / step < _LONG_TICKS - 1), _DAYS[-1])
    last = max(end, begin + 1)
    count = -(-(last - begin) // step)
    days = [day_of(begin + step * k) for k in range(count + 1)]
    return [(day, f"{day[0]:04d}-{day[1]:02d}-{day[2]:02d}") for day in days]
