"""A selection in, what a template sees out: text, whole numbers, listings and read-only views, never a record itself.

Claims, quotations and judgments are seen by id and by what describes them; their words are not here, since a
template places evidence and does not retype it. The brief's own texts (question, scope, about) are plain text.
"""

from collections.abc import Iterable, Iterator, Mapping
from types import MappingProxyType
from typing import Final

from briefgen.records.dates import Edtf
from briefgen.records.model import ClaimRecord, EntityRecord, SourceRecord
from briefgen.records.prose import Citation, Inline, Prose, SeeClaim, Words
from briefgen.selection.select import printed_sources
from briefgen.selection.selection import SelectedSection, Selection

__all__ = ["DateText", "Listing", "View", "make_context"]

# A record as a template sees it; the keys are those of `fields.py`.
View = MappingProxyType

# How another claim can speak against one.
_DISPUTES: Final = ("contradicts", "denied-by", "qualified-by", "answered-by")


class DateText(str):
    """A date as it was typed, which the filter `date` prints in words and in its own calendar."""

    __slots__ = ("date",)

    date: Edtf


def _date(date: Edtf | None) -> str:
    """Return a date for templates; an absent one is empty."""
    if date is None:
        return ""
    text = DateText(date.raw)
    text.date = date
    return text


class Listing:
    """Views in order, found by id as well: a template can loop over it, and look up `sources[id]`."""

    __slots__ = ("_by_id", "_views")

    def __init__(self, views: Iterable["MappingProxyType[str, object]"]) -> None:
        self._views: Final = tuple(views)
        self._by_id: Final = {view["id"]: view for view in self._views}

    def __iter__(self) -> Iterator["MappingProxyType[str, object]"]:
        """Iterate over the views."""
        return iter(self._views)

    def __len__(self) -> int:
        """Count the views."""
        return len(self._views)

    def __contains__(self, key: object) -> bool:
        """Tell whether there is a view with this id."""
        return key in self._by_id

    def __getitem__(self, key: object) -> "MappingProxyType[str, object]":
        """Return the view with this id, or at this position."""
        return self._views[key] if isinstance(key, int) else self._by_id[key]


def make_context(selection: Selection) -> dict[str, object]:
    """Return the names that a template sees: brief, sections, claims, sources, entities, judgments, words, audience."""
    relations: dict[str, list[MappingProxyType[str, object]]] = {}
    for start, kind, end in selection.relations:
        relations.setdefault(start, []).append(View({"kind": kind, "to": end}))
    entities = {entity.id: _entity(entity) for entity in selection.entities.values()}
    claims = {
        claim.id: _claim(claim, selection, entities, tuple(relations.get(claim.id, ()))) for claim in selection.claims
    }
    pack = selection.pack
    return {
        "brief": _brief(selection),
        "sections": Listing(_section(section, claims) for section in selection.sections),
        "claims": Listing(claims.values()),
        "sources": Listing(map(_source, selection.sources.values())),
        "entities": Listing(entities.values()),
        "judgments": tuple(
            View(
                {
                    "number": number,
                    "confidence": judgment.confidence,
                    "likelihood": judgment.likelihood,
                    "claims": judgment.claims,
                }
            )
            for number, judgment in enumerate(selection.judgments, 1)
        ),
        "words": View(dict(pack.words)),
        "audience": View(
            {
                "id": pack.id,
                "title": pack.title,
                "show": pack.show,
                "variant": pack.select.variant,
                "language": selection.language,
            }
        ),
    }


def _brief(selection: Selection) -> "MappingProxyType[str, object]":
    record = selection.brief
    return View(
        {
            "title": record.title,
            "subtitle": record.subtitle,
            "series": record.series,
            "language": selection.language,
            "direction": selection.direction,
            "scale": record.scale,
            "cutoff": _date(record.cutoff),
            "question": _plain(record.question),
            "scope": _plain(record.scope),
            "contact": record.contact,
            "disclaimer": _plain(record.disclaimer),
            "handling": selection.handling,
        }
    )


def _section(
    section: SelectedSection, claims: Mapping[str, "MappingProxyType[str, object]"]
) -> "MappingProxyType[str, object]":
    record = section.record
    inside = tuple(claims[claim.id] for claim in section.claims)
    return View({"id": record.id, "title": record.title, "about": _plain(record.about), "claims": inside})


def _claim(
    claim: ClaimRecord,
    selection: Selection,
    entities: Mapping[str, "MappingProxyType[str, object]"],
    relations: tuple["MappingProxyType[str, object]", ...],
) -> "MappingProxyType[str, object]":
    return View(
        {
            "id": claim.id,
            "section": claim.section,
            "heading": claim.heading,
            "kind": claim.kind,
            "rank": claim.rank,
            "asserted_by": entities.get(claim.asserted_by, ""),
            "asserted_on": _date(claim.asserted_on),
            "about": _date(claim.about),
            "confidence": claim.confidence,
            "likelihood": claim.likelihood,
            "handling": claim.handling,
            "sources": tuple(dict.fromkeys(s for s in printed_sources(claim) if s in selection.sources)),
            "quotes": tuple(quote.id for quote in claim.quotes),
            "relations": relations,
            "disputes": tuple(relation for relation in relations if relation["kind"] in _DISPUTES),
            "figure": claim.figure is not None,
        }
    )


def _source(source: SourceRecord) -> "MappingProxyType[str, object]":
    return View(
        {
            "id": source.id,
            "type": source.type,
            "title": source.title,
            "title_translated": source.title_translated,
            "language": source.language,
            "issued": _date(source.dates.get("issued")),
            "accessed": _date(source.dates.get("accessed")),
            "status": source.status,
            "reliability": source.reliability,
            "handling": source.handling,
        }
    )


def _entity(entity: EntityRecord) -> "MappingProxyType[str, object]":
    return View({"id": entity.id, "name": entity.name, "kind": entity.kind, "role": entity.role})


def _plain(prose: Prose | None) -> str:
    """Return a text of the brief's own without its markup."""
    if prose is None:
        return ""
    return " ".join("".join(_words(paragraph)) for paragraph in prose.paragraphs)


def _words(inlines: Iterable[Inline]) -> Iterator[str]:
    for inline in inlines:
        if isinstance(inline, Words):
            yield inline.text
        elif not isinstance(inline, Citation | SeeClaim):
            yield from _words(inline.children)
