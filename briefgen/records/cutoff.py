"""A record set and a day in, the record set as it could have stood on that day out.

What was issued or asserted wholly after the day is left out, and what cannot stand without it: a claim whose marks,
notes or quotations name a later source, later background, the relations to claims that are gone, judgments that rest
on one. The brief's cut-off becomes the day. What today's records say of an older thing stays as
it is said today: that is why such a brief calls itself retrospective.
"""

from typing import Any, TypeVar

from briefgen.records.dates import Day, Edtf
from briefgen.records.model import ClaimRecord, Record, SourceRecord
from briefgen.records.prose import citations_of
from briefgen.records.store import RecordSet

__all__ = ["cut_off"]

_R = TypeVar("_R", bound=Record)


def cut_off(records: RecordSet, day: Day) -> RecordSet:
    """Leave out what was not known on `day`, a Gregorian (year, month, day), and move the cut-off there."""
    sources = {ident: s for ident, s in records.sources.items() if not _is_later(s.dates.get("issued"), day)}
    kept = {ident: claim for ident, claim in records.claims.items() if _stands(claim, sources, day)}
    claims = {ident: _claim(claim, sources, kept) for ident, claim in kept.items()}
    judgments = tuple(j for j in records.brief.judgments if all(claim in kept for claim in j.claims))
    cutoff = Edtf.parse(f"{day[0]:04d}-{day[1]:02d}-{day[2]:02d}")
    return RecordSet(
        records.topic,
        _copy(records.brief, judgments=judgments, cutoff=cutoff),
        {ident: _source(source, sources) for ident, source in sources.items()},
        claims,
        records.entities,
        files=records.files,
        figures=records.figures,
        snapshots=records.snapshots,
        warnings=records.warnings,
        folder=records._folder,  # noqa: SLF001  (the same folder of the same topic)
        root=records._root,  # noqa: SLF001
    )


def _is_later(date: Edtf | None, day: Day) -> bool:
    return date is not None and date.is_after(day)


def _copy(record: _R, **changes: Any) -> _R:
    """Return a record with other values of some fields."""
    fields = {name: getattr(record, name) for name in type(record).__slots__}
    return type(record)(record.origin, record.places, **(fields | changes))


def _stands(claim: ClaimRecord, sources: "dict[str, SourceRecord]", day: Day) -> bool:
    """Tell whether a claim could be printed on the day: nothing that it prints is later."""
    if _is_later(claim.asserted_on, day):
        return False
    named = {entry.source for entry in claim.evidence if entry.relation != "background"}
    named.update(quote.source for quote in claim.quotes)
    for prose in (claim.text, *claim.variants.values(), *(entry.shows for entry in claim.evidence)):
        if prose is not None:
            named.update(work.source for citation in citations_of(prose) for work in citation.works)
    return named <= sources.keys()


def _claim(claim: ClaimRecord, sources: "dict[str, SourceRecord]", kept: "dict[str, ClaimRecord]") -> ClaimRecord:
    """Return a claim without later background and without relations to claims that are gone."""
    evidence = tuple(entry for entry in claim.evidence if entry.source in sources)
    relations = tuple(relation for relation in claim.relations if relation.to in kept)
    if evidence == claim.evidence and relations == claim.relations:
        return claim
    return _copy(claim, evidence=evidence, relations=relations)


def _source(source: SourceRecord, sources: "dict[str, SourceRecord]") -> SourceRecord:
    derived = tuple(ident for ident in source.derived_from if ident in sources)
    return source if derived == source.derived_from else _copy(source, derived_from=derived)
