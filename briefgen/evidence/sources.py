"""Rules about works and dates: a `Case` in, diagnostics out. Codes: source.*, date.*, grade.one-axis."""

from collections.abc import Iterator
from typing import Final

from briefgen.diagnostics import Diagnostic, finding, warning
from briefgen.evidence.support import Case
from briefgen.records.calendars import Day
from briefgen.records.dates import Edtf
from briefgen.records.model import ClaimRecord, SourceRecord

__all__ = ["date_rules", "source_rules"]

_STALE: Final = frozenset(("superseded", "corrected"))
_PERSIAN_YEARS: Final = range(1300, 1501)
_GREGORIAN_YEARS: Final = range(1900, 2101)
_FORECASTS: Final = frozenset(("judgment", "assumption"))
# Words by which a note or descriptor says that the work itself was not seen.
_COPY_WORDS: Final = ("wire copy", "reprint of", "as quoted in", "as quoted by", "known only through", "as reported by")


def source_rules(case: Case, shows: frozenset[str]) -> Iterator[Diagnostic]:
    """Check each work; `shows` names the blocks that some pack shows (`source-summary`, `grades`)."""
    records = case.records
    seen: dict[str, SourceRecord] = {}
    origins = {origin for source in records.sources.values() for origin in source.derived_from}
    for source in records.sources.values():
        yield from _preserved(source)
        yield from _accessed(source)
        yield from _title(case, source)
        yield from _calendar(source)
        yield from _duplicate(source, seen)
        yield from _copy(source)
        if source.id not in case.cited and source.id not in origins:
            message = f"{source.id} is cited nowhere"
            yield warning("source.unused", source.where("id"), message, "cite it, or take it out")
        if "source-summary" in shows and source.id in case.cited and source.descriptor is None:
            message = f"{source.id} has no descriptor, and the source summary shows one for each source"
            yield warning(
                "source.descriptor", source.where("id"), message, "add descriptor: one sentence on its quality"
            )
    for claim in records.claims.values():
        yield from _status(case, claim)
        if "grades" in shows:
            yield from _one_axis(case, claim)


def _preserved(source: SourceRecord) -> Iterator[Diagnostic]:
    if "URL" in source.variables and not source.preserved:
        message = f"{source.id} is online, and no copy of it is kept"
        hint = "add preserved: with an archived address or a file"
        yield warning("source.unpreserved", source.where("URL"), message, hint)
    issued = source.dates.get("issued")
    for copy in source.preserved:
        if copy.captured is not None and issued is not None and _wholly_before(copy.captured, issued):
            message = f"{source.id}: the copy was captured before the work was issued"
            yield warning("date.order", copy.where("captured"), message, "correct one of the two dates")


def _accessed(source: SourceRecord) -> Iterator[Diagnostic]:
    if "URL" not in source.variables:
        return
    accessed, issued = source.dates.get("accessed"), source.dates.get("issued")
    if accessed is None:
        message = f"{source.id} is online, and nothing says when it was read"
        yield warning("source.accessed", source.where("URL"), message, "add accessed: with a date")
    elif issued is not None and _wholly_before(accessed, issued):
        message = f"{source.id} was accessed before it was issued"
        yield warning("source.accessed", source.where("accessed"), message, "correct one of the two dates")


def _title(case: Case, source: SourceRecord) -> Iterator[Diagnostic]:
    own, brief = source.language.split("-")[0].lower(), case.records.brief.language.split("-")[0].lower()
    if own != brief and not source.title_translated:
        message = f"{source.id} is in another language ({source.language}), and its title is not translated"
        yield finding("source.title-translated", source.where("title"), message, "add title-translated: …")


def _calendar(source: SourceRecord) -> Iterator[Diagnostic]:
    issued = source.dates.get("issued")
    if issued is None or issued.kind == "literal":
        return
    years = [end.year for end in (issued.start, issued.end) if end.precision not in ("open", "unknown")]
    if source.calendar == "gregorian" and any(year in _PERSIAN_YEARS for year in years):
        message = f"{source.id}: the year {years[0]} looks Persian or Islamic, and the calendar is Gregorian"
        yield warning("source.calendar", source.where("issued"), message, "add calendar: persian")
    elif source.calendar != "gregorian" and any(year in _GREGORIAN_YEARS for year in years):
        message = f"{source.id}: the year {years[0]} looks Gregorian, and the calendar is {source.calendar}"
        yield warning("source.calendar", source.where("issued"), message, "take out calendar:, or correct the year")


def _duplicate(source: SourceRecord, seen: dict[str, SourceRecord]) -> Iterator[Diagnostic]:
    for key in ("URL", "DOI"):
        value = source.variables.get(key, "")
        if not value:
            continue
        name = f"{key} {_same_form(value)}"
        first = seen.setdefault(name, source)
        if first is not source:
            message = f"{source.id} has the same {key} as {first.id}, at {first.origin}"
            yield warning("source.duplicate", source.where(key), message, "keep one record, with one id")


def _same_form(address: str) -> str:
    """Return an address without what does not change the page: scheme, www., case of the host, fragment, last /."""
    host, slash, rest = address.partition("://")[2].partition("/") if "://" in address else ("", "", address.lower())
    return host.lower().removeprefix("www.") + slash + rest.partition("#")[0].rstrip("/")


def _copy(source: SourceRecord) -> Iterator[Diagnostic]:
    if source.derived_from:
        return
    words = " ".join((source.variables.get("note", ""), source.descriptor.raw if source.descriptor else "")).lower()
    found = next((phrase for phrase in _COPY_WORDS if phrase in words), "")
    if found:
        key = "note" if found in source.variables.get("note", "").lower() else "descriptor"
        message = f"{source.id} seems known only through another work (“{found}”), and has no derived-from"
        yield warning("source.copy", source.where(key), message, "add derived-from: with the id of that work")


def _status(case: Case, claim: ClaimRecord) -> Iterator[Diagnostic]:
    """Let no retracted source support anything, nor an outdated one alone."""
    sources = case.records.sources
    for link in case.links[claim.id]:
        source = sources.get(link.source)
        if link.supports and source is not None and source.status == "retracted":
            message = f"{claim.id} rests on {link.source}, which is retracted"
            hint = "cite another source, or make it an evidence entry that disputes or is background"
            yield finding("source.retracted", link.where, message, hint)
    supporting = [sources[name] for name in case.supporting[claim.id] if name in sources]
    if supporting and all(source.status in _STALE for source in supporting):
        message = f"{claim.id} rests on {supporting[0].id} alone, which is {supporting[0].status}"
        yield warning("source.superseded", claim.where("text"), message, "cite what took its place")


def _one_axis(case: Case, claim: ClaimRecord) -> Iterator[Diagnostic]:
    for entry in claim.evidence:
        source = case.records.sources.get(entry.source)
        if source is None or entry.relation == "background" or bool(source.reliability) == bool(entry.credibility):
            continue
        missing, there = ("credibility", "reliability") if source.reliability else ("reliability", "credibility")
        message = f"{claim.id}: {entry.source} is graded for {there} and not for {missing}"
        yield warning("grade.one-axis", entry.where("source"), message, f"add {missing}, or leave out both")


def date_rules(case: Case, as_of: Day | None) -> Iterator[Diagnostic]:
    """Compare dates with the cut-off and with each other; without a cut-off, `as_of` is the last day."""
    records = case.records
    cutoff = records.brief.cutoff
    last = cutoff.latest if cutoff is not None else as_of
    named = "the cut-off of the brief" if cutoff is not None else "the date of the brief"
    if last is not None:
        for source in records.sources.values():
            issued = source.dates.get("issued")
            if source.id in case.cited and issued is not None and issued.is_after(last):
                message = f"{source.id} was issued after {named}"
                yield finding("date.cutoff", source.where("issued"), message, "leave it out, or move the cut-off")
    for claim in records.claims.values():
        said = claim.asserted_on
        if said is None:
            continue
        if last is not None and said.is_after(last):
            message = f"{claim.id} was asserted after {named}"
            yield finding("date.cutoff", claim.where("asserted-on"), message, "leave it out, or move the cut-off")
        supporting = [records.sources[name] for name in case.supporting[claim.id] if name in records.sources]
        dates = [source.dates.get("issued") for source in supporting]
        if dates and all(issued is not None and _wholly_before(issued, said) for issued in dates):
            message = f"{claim.id} was asserted after {supporting[0].id} was issued, which is said to report it"
            yield warning("date.order", claim.where("asserted-on"), message, "correct one of the two dates")
        about = claim.about
        if about is not None and claim.kind not in _FORECASTS and not claim.likelihood and _wholly_before(said, about):
            message = f"{claim.id} was asserted before what it speaks of"
            hint = "correct one of the two dates; a forecast is of kind judgment"
            yield warning("date.about", claim.where("about"), message, hint)


def _wholly_before(one: Edtf, other: Edtf) -> bool:
    """Tell whether the last day of one date lies before the first day of the other."""
    return one.latest is not None and other.earliest is not None and one.latest < other.earliest
