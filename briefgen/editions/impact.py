"""A source's id in, everything that rests on it out: claims, judgments, topics and published editions.

In: the tables of each topic, as `edition.json` holds them; those of the working files are made the same way. A work that
is derived from the source (a wire copy, a translation) carries its claims too, at one remove and no further.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from briefgen.diagnostics import Diagnostic, Span, bad_input, finding, warning
from briefgen.editions.model import Archive, Edition, Kind, folder_name
from briefgen.editions.tables import claims_table, judgments_table, sources_table
from briefgen.errors import EditionError, UsageError
from briefgen.records.store import RecordSet

__all__ = ["Impact", "Resting", "impact"]

Rows = Sequence[Mapping[str, Any]]


@dataclass(frozen=True)
class Resting:
    """What of one topic, or of one edition of it, rests on the source.

    `claims` maps a claim's id to the derived work through which it rests on the source, empty when it names the source
    itself. `judgments` are the texts of those that rest on such a claim. `edition` is None for the working files;
    `audiences` are those whose brief prints one of the claims; `withdrawn` names the edition that took it back.
    """

    topic: str
    work: tuple[str, str]
    claims: Mapping[str, str]
    judgments: tuple[str, ...]
    edition: Edition | None = None
    audiences: tuple[str, ...] = ()
    withdrawn: str = ""


@dataclass(frozen=True)
class Impact:
    """The answer: what rests on the source, the working files first, and what was odd."""

    source: str
    resting: tuple[Resting, ...]
    problems: tuple[Diagnostic, ...]

    def as_dict(self) -> dict[str, Any]:
        """Return the answer as JSON."""
        working = [each for each in self.resting if each.edition is None]
        return {
            "source": self.source,
            "works": [
                {"topic": topic, "type": work[0], "title": work[1]}
                for topic, work in dict.fromkeys((each.topic, each.work) for each in self.resting)
            ],
            "claims": [
                {"topic": each.topic, "id": ident, "through": through or None}
                for each in working
                for ident, through in each.claims.items()
            ],
            "judgments": [{"topic": each.topic, "text": text} for each in working for text in each.judgments],
            "briefs": [each.topic for each in working if each.claims],
            "editions": [_edition(each) for each in self.resting if each.edition is not None and each.claims],
        }


def _edition(resting: Resting) -> dict[str, Any]:
    edition = resting.edition
    assert edition is not None
    return {
        "topic": resting.topic,
        "number": edition.number,
        "label": edition.label,
        "date": edition.date,
        "claims": list(resting.claims),
        "audiences": list(resting.audiences),
        "withdrawn-by": resting.withdrawn or None,
    }


def impact(source: str, topics: Mapping[str, RecordSet], archives: Iterable[Archive]) -> Impact:
    """Find what rests on a source in the working files and in all editions.

    Raises UsageError (`impact.unknown`) when neither knows the source.
    """
    problems: list[Diagnostic] = []
    found: list[Resting] = []
    for topic, records in topics.items():
        tables = {
            "sources": sources_table(records),
            "claims": claims_table(records),
            "judgments": judgments_table(records),
        }
        if source in records.sources:
            found.append(Resting(topic, *_within(source, tables)))
    for archive in archives:
        found += _published(source, archive, problems)
    if not found:
        hint = "an id as in `sources:` of a record file, such as nyt-2020-masri"
        raise UsageError(
            bad_input("impact.unknown", Span(source), f"no topic and no edition knows a source {source}", hint)
        )
    works: dict[tuple[str, str], str] = {}
    for each in found:
        works.setdefault(each.work, each.topic)
    if len(works) > 1:
        told = " and ".join(f"{kind} {title!r} ({topic})" for (kind, title), topic in works.items())
        message = f"the id {source} stands for more than one work: {told}"
        problems.append(warning("impact.two-works", Span(source), message, "give one of the works another id"))
    return Impact(source, tuple(found), tuple(problems))


def _published(source: str, archive: Archive, problems: list[Diagnostic]) -> Iterable[Resting]:
    """Yield what rests on the source in each edition of an archive; an unreadable edition is a problem, not an end."""
    taken_back = {edition.withdraws: edition.label for edition in archive.editions if edition.withdraws}
    for edition in archive.editions:
        if edition.kind is Kind.WITHDRAWAL:
            continue
        try:
            about = edition.about
        except EditionError as error:
            if edition.number in taken_back:
                name = folder_name(edition.number)
                message = f"edition {name}: its payload was removed, and what it rested on is not known"
                problems.append(warning("impact.removed", Span(edition.shown), message))
            else:
                problems += [p for p in error.problems if isinstance(p, Diagnostic)]
            continue
        try:
            if any(row["id"] == source for row in edition.sources):
                resting = _within(source, about)
                audiences = tuple(
                    brief["audience"]
                    for brief in about.get("briefs", ())
                    if not resting[1].keys().isdisjoint(brief["claims"])
                )
                withdrawn = taken_back.get(edition.number, "")
                yield Resting(archive.topic, *resting, edition, audiences, withdrawn)
        except (KeyError, TypeError, AttributeError):
            where = Span(edition.show("data/edition.json"))
            message = f"edition {folder_name(edition.number)}: its tables have another form"
            problems.append(finding("archive.edition", where, message))


def _within(source: str, tables: Mapping[str, Any]) -> tuple[tuple[str, str], dict[str, str], tuple[str, ...]]:
    """Return the work, the claims that rest on it and through what, and the judgments that rest on those."""
    rows: Rows = tables.get("sources", ())
    work = next((row["type"], row["title"]) for row in rows if row["id"] == source)
    derived = [row["id"] for row in rows if source in row.get("derived-from", ())]
    claims: dict[str, str] = {}
    for row in tables.get("claims", ()):
        named = row.get("sources", ())
        through = "" if source in named else next((ident for ident in derived if ident in named), None)
        if through is not None:
            claims[row["id"]] = through
    judgments = tuple(
        " ".join(row["text"].split())
        for row in tables.get("judgments", ())
        if not claims.keys().isdisjoint(row.get("claims", ()))
    )
    return work, claims, judgments
