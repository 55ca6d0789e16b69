"""Two record sets in, what changed between them out, claim by claim.

The classes are those of the contract: heading, text, variants and quotations make a claim *reworded*; its sources,
locators and evidence *re-sourced*; its section or its place *moved*; everything else *regraded*. A claim may be in
several. A source that is changed itself re-sources every claim that rests on it. White space and line folding are no
change. Text is compared as parsed: words apart from citations, so that a new page number is not a new wording.

Not here: what a change means for an edition (`editions/diff.py`), how it is printed.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any, Final

from briefgen.records.comparable import (
    SOURCE_FIELDS,
    Value,
    date_form,
    entity_form,
    evidence_form,
    figure_form,
    flat,
    folded,
    marks_of,
    prose_form,
    quoted_form,
    said,
    source_form,
    wording,
)
from briefgen.records.model import BriefRecord, ClaimRecord, JudgmentRecord, QuoteRecord
from briefgen.records.prose import Prose
from briefgen.records.store import RecordSet

__all__ = ["CLASSES", "Change", "Changes", "ClaimChange", "JudgmentChange", "compare"]

CLASSES: Final = ("reworded", "re-sourced", "moved", "regraded")
"""The classes of a claim that both sides have."""


class Change:
    """One field that differs: its class, its name, and both values as text (empty where there is none)."""

    __slots__ = ("field", "kind", "new", "old")

    def __init__(self, kind: str, field: str, old: str, new: str) -> None:
        self.kind: Final = kind
        self.field: Final = field
        self.old: Final = old
        self.new: Final = new


class ClaimChange:
    """A claim that both sides have, and what differs."""

    __slots__ = ("changes", "new", "old")

    def __init__(self, old: ClaimRecord, new: ClaimRecord, changes: tuple[Change, ...]) -> None:
        self.old: Final = old
        self.new: Final = new
        self.changes: Final = changes

    @property
    def kinds(self) -> tuple[str, ...]:
        """Return the classes of the claim, each once, in the order of CLASSES."""
        found = {change.kind for change in self.changes}
        return tuple(kind for kind in CLASSES if kind in found)


class JudgmentChange:
    """A judgment that was added (`old` None), withdrawn (`new` None), or differs in the named fields."""

    __slots__ = ("fields", "new", "old")

    def __init__(self, old: JudgmentRecord | None, new: JudgmentRecord | None, fields: tuple[str, ...]) -> None:
        self.old: Final = old
        self.new: Final = new
        self.fields: Final = fields


class Changes:
    """What changed. Ids stand in the order of the newer brief, withdrawn ones in that of the older.

    `claims` maps an id to its change; `brief` are changes of the brief's own fields (class is empty);
    `sources` and `entities` are the ids of records that were added, left or differ.
    """

    __slots__ = ("added", "brief", "claims", "entities", "judgments", "sources", "withdrawn")

    def __init__(
        self,
        *,
        added: tuple[str, ...],
        withdrawn: tuple[str, ...],
        claims: Mapping[str, ClaimChange],
        judgments: tuple[JudgmentChange, ...],
        brief: tuple[Change, ...],
        sources: tuple[str, ...],
        entities: tuple[str, ...],
    ) -> None:
        self.added: Final = added
        self.withdrawn: Final = withdrawn
        self.claims: Final = claims
        self.judgments: Final = judgments
        self.brief: Final = brief
        self.sources: Final = sources
        self.entities: Final = entities

    def of(self, kind: str) -> tuple[str, ...]:
        """Return the ids of claims of a class."""
        return tuple(ident for ident, change in self.claims.items() if kind in change.kinds)

    @property
    def is_empty(self) -> bool:
        """Tell whether nothing differs."""
        return not (
            self.added or self.withdrawn or self.claims or self.judgments or self.brief or self.sources or self.entities
        )


def compare(old: RecordSet, new: RecordSet) -> Changes:
    """Say what changed from one record set to another."""
    before, after = _printed_order(old), _printed_order(new)
    sources = _differing(old.sources, new.sources, source_form)
    moved = _out_of_order([ident for ident in before if ident in new.claims], [i for i in after if i in old.claims])
    claims = {}
    for ident in after:
        if ident not in old.claims:
            continue
        was, now = old.claims[ident], new.claims[ident]
        changes = tuple(_claim_changes(was, now, old, new, frozenset(sources)))
        if was.section == now.section and ident in moved:
            changes += (Change("moved", "order", "", ""),)
        if changes:
            claims[ident] = ClaimChange(was, now, changes)
    return Changes(
        added=tuple(ident for ident in after if ident not in old.claims),
        withdrawn=tuple(ident for ident in before if ident not in new.claims),
        claims=claims,
        judgments=tuple(_judgment_changes(old.brief.judgments, new.brief.judgments)),
        brief=tuple(_brief_changes(old.brief, new.brief)),
        sources=sources,
        entities=_differing(old.entities, new.entities, entity_form),
    )


def _differing(old: Mapping[str, Any], new: Mapping[str, Any], form: Callable[[Any], Value]) -> tuple[str, ...]:
    """Return the ids that one side lacks, or whose records differ."""
    return tuple(
        ident
        for ident in (*new, *(ident for ident in old if ident not in new))
        if ident not in old or ident not in new or form(old[ident]) != form(new[ident])
    )


# --- claims ---------------------------------------------------------------------------------


def _printed_order(records: RecordSet) -> list[str]:
    """Return the ids of all claims in the order of the brief: section by section, then record order."""
    place = {section.id: index for index, section in enumerate(records.brief.sections)}
    return sorted(records.claims, key=lambda ident: place.get(records.claims[ident].section, len(place)))


def _out_of_order(before: Sequence[str], after: Sequence[str]) -> frozenset[str]:
    """Return the fewest ids that must have moved: those outside a longest run of ids that kept their order."""
    from bisect import bisect_left

    place = {ident: index for index, ident in enumerate(before)}
    tails: list[int] = []  # tails[k]: the least place that ends an ordered run of k + 1 ids
    ends: list[str] = []
    previous: dict[str, str] = {}
    for ident in after:
        at = bisect_left(tails, place[ident])
        if at == len(tails):
            tails.append(place[ident])
            ends.append(ident)
        else:
            tails[at], ends[at] = place[ident], ident
        if at:
            previous[ident] = ends[at - 1]
    kept = set()
    ident = ends[-1] if ends else ""
    while ident:
        kept.add(ident)
        ident = previous.get(ident, "")
    return frozenset(after) - kept


def _claim_changes(
    was: ClaimRecord, now: ClaimRecord, old: RecordSet, new: RecordSet, changed: frozenset[str]
) -> Iterable[Change]:
    """Yield each field of a claim that differs, in the order of CLASSES; places among the others left aside."""
    yield from _rewordings(was, now)
    yield from _resourcings(was, now, old, new, changed)
    if was.section != now.section:
        yield Change("moved", "section", was.section, now.section)
    yield from _regradings(was, now)


def _rewordings(was: ClaimRecord, now: ClaimRecord) -> Iterable[Change]:
    if folded(was.heading) != folded(now.heading):
        yield Change("reworded", "heading", folded(was.heading), folded(now.heading))
    for name, one, other in _wordings(was, now):
        if (one is None) != (other is None) or wording(one) != wording(other):
            yield Change("reworded", name, said(one), said(other))
    before, after = ({quote.id: quote for quote in claim.quotes} for claim in (was, now))
    for ident in dict.fromkeys((*before, *after)):
        one_quote, other_quote = before.get(ident), after.get(ident)
        if one_quote is None or other_quote is None or quoted_form(one_quote) != quoted_form(other_quote):
            yield Change("reworded", f"quotes.{ident}", _quotation(one_quote), _quotation(other_quote))
    both = [quote.id for quote in was.quotes if quote.id in after]
    if both != [quote.id for quote in now.quotes if quote.id in before]:
        yield Change("reworded", "quotes", ", ".join(before), ", ".join(after))


def _wordings(was: ClaimRecord, now: ClaimRecord) -> Iterable[tuple[str, Prose | None, Prose | None]]:
    yield "text", was.text, now.text
    for name in sorted({*was.variants, *now.variants}):
        yield f"variants.{name}", was.variants.get(name), now.variants.get(name)


def _quotation(quote: QuoteRecord | None) -> str:
    """Return a quotation and its translation as text."""
    return "" if quote is None else "\n\n".join(map(folded, (*quote.text, *quote.transliteration, *quote.translation)))


def _resourcings(
    was: ClaimRecord, now: ClaimRecord, old: RecordSet, new: RecordSet, changed: frozenset[str]
) -> Iterable[Change]:
    for name, one, other in _wordings(was, now):
        if one is not None and other is not None and _marks(one, other) != _marks(other, one):
            yield Change("re-sourced", f"citations.{name}", _cited(one), _cited(other))
    entries = [tuple(map(evidence_form, claim.evidence)) for claim in (was, now)]
    if entries[0] != entries[1]:
        yield Change("re-sourced", "evidence", _entries(was), _entries(now))
    quoted = [tuple((q.id, q.source, folded(q.locator)) for q in sorted(c.quotes, key=_ident)) for c in (was, now)]
    if quoted[0] != quoted[1]:
        yield Change("re-sourced", "quotes", *(", ".join(f"{s} {at}".rstrip() for _, s, at in each) for each in quoted))
    mine = _sources_of(was) | _sources_of(now)
    for source in sorted(mine & changed):
        if source in old.sources and source in new.sources:
            pairs = zip(SOURCE_FIELDS, source_form(old.sources[source]), source_form(new.sources[source]), strict=True)
            for name, one, other in pairs:
                if one != other:
                    yield Change("re-sourced", f"sources.{source}.{name}", flat(one), flat(other))


def _ident(quote: QuoteRecord) -> str:
    return quote.id


def _marks(prose: Prose, other: Prose) -> Value:
    """Return the citations of a wording; with their places where the words are those of the other.

    A wording that one side lacks is reworded, and cites nothing that the evidence lacks (`claim.variant`).
    """
    marks = marks_of(prose)
    return marks if wording(prose) == wording(other) else [works for _, works in marks]


def _cited(prose: Prose) -> str:
    """Return what a wording cites, as text."""
    works = {
        f"{source} {label} {locator}".strip() if locator else source: None
        for _, marks in marks_of(prose)
        for source, label, locator, *_ in marks
    }
    return ", ".join(works)


def _entries(claim: ClaimRecord) -> str:
    return ", ".join(" ".join(filter(None, (e.relation, e.source, folded(e.locator)))) for e in claim.evidence)


def _sources_of(claim: ClaimRecord) -> set[str]:
    """Return the ids of all works that a claim names."""
    found = {entry.source for entry in claim.evidence} | {quote.source for quote in claim.quotes}
    for prose in (claim.text, *claim.variants.values(), *(entry.shows for entry in claim.evidence)):
        found.update(work[0] for _, works in marks_of(prose) for work in works)
    return found


def _regradings(was: ClaimRecord, now: ClaimRecord) -> Iterable[Change]:
    for field in ("kind", "asserted_by", "likelihood", "confidence", "handling", "rank"):
        one, other = getattr(was, field), getattr(now, field)
        if one != other:
            yield Change("regraded", field.replace("_", "-"), one, other)
    for field in ("asserted_on", "about"):
        day, other_day = getattr(was, field), getattr(now, field)
        if date_form(day) != date_form(other_day):
            texts = ("" if date is None else date.raw for date in (day, other_day))
            yield Change("regraded", field.replace("_", "-"), *texts)
    if sorted(was.audiences) != sorted(now.audiences):
        yield Change("regraded", "audiences", ", ".join(was.audiences), ", ".join(now.audiences))
    relations = [sorted((r.kind, r.to) for r in claim.relations) for claim in (was, now)]
    if relations[0] != relations[1]:
        yield Change("regraded", "relations", *(", ".join(f"{kind} {to}" for kind, to in each) for each in relations))
    if prose_form(was.deprecated_reason) != prose_form(now.deprecated_reason):
        yield Change("regraded", "deprecated-reason", said(was.deprecated_reason), said(now.deprecated_reason))
    if figure_form(was.figure) != figure_form(now.figure):
        yield Change("regraded", "figure", *("" if c.figure is None else c.figure.file for c in (was, now)))


# --- judgments and the brief ----------------------------------------------------------------


def _judgment(judgment: JudgmentRecord) -> dict[str, Value]:
    return {
        "text": wording(judgment.text),
        "likelihood": judgment.likelihood,
        "confidence": judgment.confidence,
        "claims": tuple(sorted(judgment.claims)),
    }


def _judgment_changes(old: Sequence[JudgmentRecord], new: Sequence[JudgmentRecord]) -> Iterable[JudgmentChange]:
    """Pair judgments, which have no id: equal ones first, then those of one text, then those on the same claims."""
    left, found = list(old), []
    pairs: dict[int, JudgmentRecord] = {}
    for keys in (("text", "likelihood", "confidence", "claims"), ("text",), ("claims",)):
        for index, judgment in enumerate(new):
            if index in pairs:
                continue
            wanted = [_judgment(judgment)[key] for key in keys]
            match = next((was for was in left if [_judgment(was)[key] for key in keys] == wanted), None)
            if match is not None:
                pairs[index] = match
                left.remove(match)
    for index, judgment in enumerate(new):
        was = pairs.get(index)
        if was is None:
            found.append(JudgmentChange(None, judgment, ()))
            continue
        before, after = _judgment(was), _judgment(judgment)
        fields = tuple(key for key in before if before[key] != after[key])
        if fields:
            found.append(JudgmentChange(was, judgment, fields))
    kept = [was for was in old if was not in left]
    if not found and not left and kept != [pairs[index] for index in range(len(new))]:
        found = [JudgmentChange(pairs[i], new[i], ("order",)) for i in range(len(new)) if kept[i] is not pairs[i]]
    return [*found, *(JudgmentChange(was, None, ()) for was in left)]


def _brief_changes(old: BriefRecord, new: BriefRecord) -> Iterable[Change]:
    """Yield the fields of the brief itself that differ; their class is empty."""
    for field in ("title", "subtitle", "series", "language", "scale", "contact"):
        one, other = folded(getattr(old, field)), folded(getattr(new, field))
        if one != other:
            yield Change("", field, one, other)
    if date_form(old.cutoff) != date_form(new.cutoff):
        yield Change("", "cutoff", *("" if b.cutoff is None else b.cutoff.raw for b in (old, new)))
    for field in ("question", "scope", "disclaimer"):
        if prose_form(getattr(old, field)) != prose_form(getattr(new, field)):
            yield Change("", field, said(getattr(old, field)), said(getattr(new, field)))
    sections = [{s.id: s for s in brief.sections} for brief in (old, new)]
    if list(sections[0]) != list(sections[1]):
        yield Change("", "sections", *(", ".join(each) for each in sections))
    for ident, now in sections[1].items():
        was = sections[0].get(ident)
        if was is None:
            continue
        if folded(was.title) != folded(now.title):
            yield Change("", f"sections.{ident}.title", folded(was.title), folded(now.title))
        if prose_form(was.about) != prose_form(now.about):
            yield Change("", f"sections.{ident}.about", said(was.about), said(now.about))
        if sorted(was.require) != sorted(now.require):
            yield Change("", f"sections.{ident}.require", ", ".join(was.require), ", ".join(now.require))
