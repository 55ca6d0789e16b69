"""The sources as a whole in groups of counts: what kind they are, their languages, years and streams.

In: `Selection`. Out: a `Profile` to draw, and the same counts as sentences for those who cannot see it.
"""

from collections.abc import Iterable, Mapping
from typing import Final

from briefgen.compose.wording import Wording
from briefgen.document import nodes as n
from briefgen.records.dates import Edtf
from briefgen.records.model import SourceRecord

__all__ = ["drawn", "sentences"]

_BARS_AT_MOST: Final = 9  # of a group; the smallest are drawn as one
_STEPS: Final = (1, 2, 5, 10, 20, 25, 50, 100, 500, 1000)

# A group: the key of its words, and its counts by name, in order.
_Group = tuple[str, list[tuple[n.Inlines, int]]]


def drawn(sources: Mapping[str, SourceRecord], streams: Mapping[str, str], wording: Wording) -> n.Profile:
    """Return the counts as bars. `streams` names the stream of each source by the id of its first member."""
    groups = []
    for key, counts in _groups(sources, streams, wording):
        bars = tuple(n.Bar(_labelled(wording, name, count), count) for name, count in counts)
        groups.append(n.Bars((n.Text(wording.word(f"source-profile-{key}")),), bars))
    caption = (n.Text(wording.word("source-profile-caption")),)
    alt = wording.text("source-profile-alt", sources=wording.number(len(sources)))
    return n.Profile(tuple(groups), caption, alt, wording.word("figure-part"), "figure.source-summary")


def sentences(
    sources: Mapping[str, SourceRecord], streams: Mapping[str, str], wording: Wording
) -> tuple[n.Inlines, ...]:
    """Return the counts in words, a sentence a group."""
    return tuple(
        wording.filled(
            f"source-summary-{key}",
            items=wording.listed([_labelled(wording, name, count) for name, count in counts if count]),
        )
        for key, counts in _groups(sources, streams, wording)
    )


def _labelled(wording: Wording, name: n.Inlines, count: int) -> n.Inlines:
    return wording.filled("source-summary-item", name=name, count=wording.number(count))


def _groups(sources: Mapping[str, SourceRecord], streams: Mapping[str, str], wording: Wording) -> list[_Group]:
    works = sources.values()
    return [
        ("languages", _by_count(wording, [wording.speech(work.language) for work in works])),
        ("years", _by_year(wording, works)),
        ("kinds", _by_count(wording, [wording.kind(work.type) for work in works])),
        ("streams", _by_stream(wording, sources, streams)),
    ]


def _by_count(wording: Wording, values: list[str]) -> list[tuple[n.Inlines, int]]:
    """Return values with how often each occurs, the most frequent first, the rarest together."""
    counts: dict[str, int] = {}
    for value in values:
        counts[value] = counts.get(value, 0) + 1
    order = sorted(counts, key=lambda value: (-counts[value], value))
    return _cut(wording, [((n.Text(value),), counts[value]) for value in order])


def _cut(wording: Wording, counts: list[tuple[n.Inlines, int]]) -> list[tuple[n.Inlines, int]]:
    if len(counts) <= _BARS_AT_MOST:
        return counts
    kept = counts[: _BARS_AT_MOST - 1]
    rest = sum(count for _, count in counts[_BARS_AT_MOST - 1 :])
    return [*kept, ((n.Text(wording.word("source-profile-rest")),), rest)]


def _by_year(wording: Wording, works: Iterable[SourceRecord]) -> list[tuple[n.Inlines, int]]:
    """Return how many sources were issued in each of some equal spans of years, empty ones too, undated ones last."""
    dates = [work.dates.get("issued") for work in works]
    days = [date.earliest or date.latest if date is not None else None for date in dates]
    years = [day[0] for day in days if day is not None]
    counts: list[tuple[n.Inlines, int]] = []
    if years:
        low, high = min(years), max(years)
        step = next((s for s in _STEPS if high // s - low // s < _BARS_AT_MOST - 1), high - low + 1)
        for first in range(low // step * step, high + 1, step):
            count = sum(first <= year < first + step for year in years)
            name = wording.date(Edtf.parse(_year(first) if step == 1 else f"{_year(first)}/{_year(first + step - 1)}"))
            counts.append(((n.Text(name),), count))
    if len(years) < len(days):
        counts.append(((n.Text(wording.word("source-profile-undated")),), len(days) - len(years)))
    return counts


def _year(year: int) -> str:
    return f"{year:05d}" if year < 0 else f"{year:04d}"


def _by_stream(
    wording: Wording, sources: Mapping[str, SourceRecord], streams: Mapping[str, str]
) -> list[tuple[n.Inlines, int]]:
    """Return the streams of more than one source by the work that opens them, the largest first; then those alone."""
    sizes: dict[str, int] = {}
    for stream in streams.values():
        sizes[stream] = sizes.get(stream, 0) + 1
    large = sorted((stream for stream in sizes if sizes[stream] > 1), key=lambda stream: -sizes[stream])
    named = [(wording.filled("source-profile-stream", title=wording.title(sources[s])), sizes[s]) for s in large]
    alone = sum(size == 1 for size in sizes.values())
    single = [((n.Text(wording.word("source-profile-alone")),), alone)] if alone else []
    return [*_cut(wording, named), *single]
