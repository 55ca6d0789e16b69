"""What a brief draws from its records, as data: marks on a line of time, bars of counts, signs of a stance.

Meaning, not looks: days, counts and words. `figures` turns them into shapes for a given width, layout sets
their words. A day is its number counted from 1 January of the year 1 (proleptic Gregorian, R.D.).
"""

from typing import TYPE_CHECKING, Final

from briefgen.document.node import Node

if TYPE_CHECKING:
    from briefgen.document.nodes import Inlines

__all__ = ["Bar", "Bars", "Marked", "Moment", "Profile", "Tick", "Timeline", "Track"]


class Moment(Node):
    """One date on a line of time, from day `begin` to day `end`.

    `kind` is event (when it happened) or statement (when it was said). `form` is date (somewhere between the
    two days) or interval (all the time between them). `first` and `last` tell how well each end is known: known,
    approximate, uncertain, open or unknown; an end that is open or unknown has the day of the other.
    """

    __slots__ = __match_args__ = ("kind", "form", "begin", "end", "first", "last")

    def __init__(self, kind: str, form: str, begin: int, end: int, first: str = "known", last: str = "known") -> None:
        self.kind: Final = kind
        self.form: Final = form
        self.begin: Final = begin
        self.end: Final = end
        self.first: Final = first
        self.last: Final = last


class Track(Node):
    """A line of a timeline: what it is about, and its dates."""

    __slots__ = __match_args__ = ("label", "moments")

    def __init__(self, label: "Inlines", moments: tuple[Moment, ...]) -> None:
        self.label: Final = label
        self.moments: Final = moments


class Tick(Node):
    """A day on the axis, and how it is called."""

    __slots__ = __match_args__ = ("day", "name")

    def __init__(self, day: int, name: str) -> None:
        self.day: Final = day
        self.name: Final = name


class Timeline(Node):
    """Dates drawn to scale, a track a line; cut over pages, each part is a figure of its own.

    The first and last tick end the axis. `legend` holds a track for each sort of mark. `alt` says what the whole
    shows, and `part` what each of several parts adds: holes {part}, {parts}, and {first} and {last} for labels.
    """

    __slots__ = __match_args__ = ("legend", "tracks", "ticks", "caption", "alt", "part", "ident", "number")

    def __init__(
        self,
        legend: tuple[Track, ...],
        tracks: tuple[Track, ...],
        ticks: tuple[Tick, ...],
        caption: "Inlines",
        alt: str,
        part: str,
        ident: str = "",
        number: str = "",
    ) -> None:
        self.legend: Final = legend
        self.tracks: Final = tracks
        self.ticks: Final = ticks
        self.caption: Final = caption
        self.alt: Final = alt
        self.part: Final = part
        self.ident: Final = ident
        self.number: Final = number


class Bar(Node):
    """A count drawn as a length; the label says it in words and figures."""

    __slots__ = __match_args__ = ("label", "count")

    def __init__(self, label: "Inlines", count: int) -> None:
        self.label: Final = label
        self.count: Final = count


class Bars(Node):
    """Counts of one question, all to one scale."""

    __slots__ = __match_args__ = ("title", "bars")

    def __init__(self, title: "Inlines", bars: tuple[Bar, ...]) -> None:
        self.title: Final = title
        self.bars: Final = bars


class Profile(Node):
    """Several groups of bars in one figure; `alt` and `part` as those of a timeline."""

    __slots__ = __match_args__ = ("groups", "caption", "alt", "part", "ident", "number")

    def __init__(
        self, groups: tuple[Bars, ...], caption: "Inlines", alt: str, part: str, ident: str = "", number: str = ""
    ) -> None:
        self.groups: Final = groups
        self.caption: Final = caption
        self.alt: Final = alt
        self.part: Final = part
        self.ident: Final = ident
        self.number: Final = number


class Marked(Node):
    """A drawn sign, and words behind it if there are any.

    `sign` is asserted, denied, contradicted, qualified, corroborated or answered. `alt` says it in words to those
    who cannot see it; empty where the words behind it say the same.
    """

    __slots__ = __match_args__ = ("sign", "alt", "children")

    def __init__(self, sign: str, alt: str = "", children: "Inlines" = ()) -> None:
        self.sign: Final = sign
        self.alt: Final = alt
        self.children: Final = children
