"""The records of a topic in, the tables of `edition.json` out: claims, sources, judgments, and what became of old ids.

Rows are plain mappings with the record's own kebab-case keys; prose is as typed; what is empty is left out. They are
what `impact` and the next edition read, without knowing any later form of record files.
"""

from collections.abc import Iterable, Mapping, Sequence
from hashlib import sha256
from typing import Any, Final

from briefgen.diagnostics import Diagnostic, finding, warning
from briefgen.editions.model import Edition, folder_name
from briefgen.records.dates import Edtf
from briefgen.records.model import ClaimRecord, JudgmentRecord, SourceRecord
from briefgen.records.prose import Prose, citations_of
from briefgen.records.store import RecordSet

__all__ = ["changed_ids", "check_against", "claims_table", "judgments_table", "meaning", "retired_ids", "sources_table"]

_TABLES: Final = ("claims", "sources", "judgments")


def claims_table(records: RecordSet) -> list[dict[str, Any]]:
    """Return a row for each claim, in record order; `sources` names every work that it cites or rests on."""
    return [_claim(claim) for claim in records.claims.values()]


def sources_table(records: RecordSet) -> list[dict[str, Any]]:
    """Return a row for each source."""
    return [_source(source) for source in records.sources.values()]


def judgments_table(records: RecordSet) -> list[dict[str, Any]]:
    """Return a row for each judgment."""
    return [_judgment(judgment) for judgment in records.brief.judgments]


def _kept(row: Mapping[str, Any]) -> dict[str, Any]:
    return {key: value for key, value in row.items() if value not in ("", None, [], {}, ())}


def _raw(value: Prose | Edtf | None) -> str:
    return value.raw if value is not None else ""


def _claim(claim: ClaimRecord) -> dict[str, Any]:
    return _kept(
        {
            "id": claim.id,
            "section": claim.section,
            "kind": claim.kind,
            "heading": claim.heading,
            "text": _raw(claim.text),
            "variants": {name: prose.raw for name, prose in claim.variants.items()},
            "asserted-by": claim.asserted_by,
            "asserted-on": _raw(claim.asserted_on),
            "about": _raw(claim.about),
            "evidence": [
                _kept(
                    {
                        "source": entry.source,
                        "locator": entry.locator,
                        "relation": entry.relation,
                        "credibility": entry.credibility,
                        "shows": _raw(entry.shows),
                    }
                )
                for entry in claim.evidence
            ],
            "quotes": [
                _kept(
                    {
                        "id": quote.id,
                        "source": quote.source,
                        "locator": quote.locator,
                        "text": quote.text,
                        "language": quote.language,
                        "transliteration": quote.transliteration,
                        "translation": quote.translation,
                        "translator": quote.translator,
                    }
                )
                for quote in claim.quotes
            ],
            "figure": claim.figure.file if claim.figure is not None else "",
            "relations": [{"to": relation.to, "kind": relation.kind} for relation in claim.relations],
            "likelihood": claim.likelihood,
            "confidence": claim.confidence,
            "handling": claim.handling,
            "audiences": list(claim.audiences),
            "rank": claim.rank,
            "deprecated-reason": _raw(claim.deprecated_reason),
            "sources": _cited(claim),
        }
    )


def _cited(claim: ClaimRecord) -> list[str]:
    """Return every source that a claim names, each once, in order."""
    proses = (claim.text, *claim.variants.values(), *(entry.shows for entry in claim.evidence))
    marks = (work.source for prose in proses if prose for cited in citations_of(prose) for work in cited.works)
    named = (*marks, *(entry.source for entry in claim.evidence), *(quote.source for quote in claim.quotes))
    return list(dict.fromkeys(named))


def _source(source: SourceRecord) -> dict[str, Any]:
    return _kept(
        {
            "id": source.id,
            "type": source.type,
            "title": source.title,
            "names": {key: [dict(name) for name in names] for key, names in source.names.items()},
            "dates": {key: date.raw for key, date in source.dates.items()},
            "variables": dict(source.variables),
            "language": source.language,
            "title-translated": source.title_translated,
            "descriptor": _raw(source.descriptor),
            "reliability": source.reliability,
            "derived-from": list(source.derived_from),
            "independence": source.independence,
            "status": source.status,
            "handling": source.handling,
            "preserved": [
                _kept({"kind": copy.kind, "url": copy.url, "path": copy.path, "sha256": copy.sha256})
                for copy in source.preserved
            ],
        }
    )


def _judgment(judgment: JudgmentRecord) -> dict[str, Any]:
    return _kept(
        {
            "text": judgment.text.raw,
            "likelihood": judgment.likelihood,
            "confidence": judgment.confidence,
            "claims": list(judgment.claims),
        }
    )


# --- against the edition before ------------------------------------------------------------------


def _rows(about: Mapping[str, Any], table: str) -> dict[str, Any]:
    return {row["id"]: row for row in about.get(table, ()) if isinstance(row, dict) and isinstance(row.get("id"), str)}


def changed_ids(before: Mapping[str, Any], about: Mapping[str, Any]) -> dict[str, list[str]]:
    """Return the ids of claims that were added, withdrawn, or say or rest on something else than in the edition before."""
    old, new = _rows(before, "claims"), _rows(about, "claims")
    sources, cited = _rows(before, "sources"), _rows(about, "sources")

    def differs(ident: str) -> bool:
        named = new[ident].get("sources", ())
        return bool(old[ident] != new[ident] or any(sources.get(name) != cited.get(name) for name in named))

    return {
        "added": [ident for ident in new if ident not in old],
        "withdrawn": [ident for ident in old if ident not in new],
        "changed": [ident for ident in new if ident in old and differs(ident)],
    }


def retired_ids(before: Mapping[str, Any], number: int, claims: Sequence[Mapping[str, Any]]) -> dict[str, Any]:
    """Return the ids that earlier editions used and this one does not, with the meaning that they had last.

    `before` is `edition.json` of the last edition, `number` its number. So one file knows the whole history.
    """
    now = {row["id"] for row in claims}
    retired = dict(before.get("retired", {}))
    for ident, row in _rows(before, "claims").items():
        retired[ident] = {"number": number, "meaning": meaning(row)}
    return {ident: row for ident, row in sorted(retired.items()) if ident not in now}


def meaning(row: Mapping[str, Any]) -> str:
    """Return a digest of what a claim says: its kind and its words, without white space."""
    words = "".join(str(row.get("text", "")).split())
    return sha256(f"{row.get('kind', '')}\0{words}".encode()).hexdigest()


def check_against(
    base: Edition, about: Mapping[str, Any], records: RecordSet, *, note: str, same_files: bool
) -> Iterable[Diagnostic]:
    """Yield the findings of the rules `edition.*`: unchanged, without a note, an old id with another meaning."""
    before = base.about
    name = folder_name(base.number)
    retired = before.get("retired", {})
    for ident, row in _rows(about, "claims").items():
        was = retired.get(ident)
        if isinstance(was, dict) and was.get("meaning") != meaning(row):
            since = folder_name(int(was.get("number", 0)))
            message = f"{ident} was withdrawn after edition {since}, and comes back with another meaning"
            yield finding("edition.id-reused", records.claims[ident].where("id"), message, "give the claim a new id")
    if same_files:
        message = f"nothing differs from edition {name}: records, packs and cut-off are the same"
        yield warning("edition.unchanged", records.brief.origin, message)
    elif not note and any(before.get(table) != about.get(table) for table in _TABLES):
        message = f"the claims differ from those of edition {name}, and no note says why"
        yield warning("edition.note", records.brief.origin, message, "--note TEXT is printed in the list of editions")
