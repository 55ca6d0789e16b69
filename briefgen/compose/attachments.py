"""The selection in, the two files that travel inside the PDF out: `records.yaml`, `manifest.json`.

The records are rebuilt from the selection, never copied: no comments, no relations to hidden
claims, no entities, sources or copies that nothing shown needs, and of each claim only the wording
that is shown. So `records.yaml` is itself a record file, without a dangling id, and what
this audience does not see is not in it. The manifest says what made the brief: tool, pack, style, dates,
digests, fonts and limits, and the brief record with its sections and shown judgments. It holds
no clock and nothing of the machine.
"""

import re
from collections.abc import Mapping
from functools import cache
from typing import Any, Final

from briefgen import limits
from briefgen.compose.colophon import Edition
from briefgen.records.dates import Edtf
from briefgen.records.model import ClaimRecord, EntityRecord, JudgmentRecord, PreservedRecord, SourceRecord
from briefgen.records.prose import Prose, escape
from briefgen.records.writing import as_json, as_yaml
from briefgen.selection.selection import Selection
from briefgen.selection.words import WORDS
from briefgen.version import ENGINE, VERSION

__all__ = ["Attachment", "attachments", "records_text"]

Attachment = tuple[str, str, str, bytes]
"""Name, media type, description, content."""

FORMAT: Final = 1


def attachments(selection: Selection, edition: Edition, fonts: Mapping[str, str]) -> tuple[Attachment, ...]:
    """Return the files to embed; `fonts` maps each face used to the SHA-256 of its file."""
    records = records_text(selection).encode()
    manifest = as_json(_manifest(selection, edition, fonts, records)).encode()
    words = selection.pack.words
    return (
        ("manifest.json", "application/json", _word(words, "attachment-manifest"), manifest),
        ("records.yaml", "application/yaml", _word(words, "attachment-records"), records),
    )


def _word(words: Mapping[str, str], key: str) -> str:
    return words.get(key) or WORDS[key]


# --- records -------------------------------------------------------------------------------------


def records_text(selection: Selection) -> str:
    """Return the selected records as one record file."""
    rebuild = _Rebuild(selection)
    return as_yaml(
        {
            "entities": [_entity(entity) for entity in selection.entities.values()],
            "sources": [rebuild.source(source) for source in selection.sources.values()],
            "claims": [rebuild.claim(claim) for claim in selection.claims],
        }
    )


@cache
def _reference() -> "re.Pattern[str]":
    """Return what finds a reference to a claim in prose as typed."""
    return re.compile(r"(?<!\\)\[#([a-z0-9]+(?:-[a-z0-9]+)*)\]")


def _date(date: Edtf | None) -> Any:
    """Return a date as it is typed; one that only a reader understands as a CSL literal."""
    if date is None:
        return ""
    return {"literal": date.raw} if date.kind == "literal" else date.raw


def _entity(entity: EntityRecord) -> dict[str, Any]:
    return {
        "id": entity.id,
        "name": entity.name,
        "kind": entity.kind,
        "role": entity.role,
        "names": dict(entity.names),
    }


def _preserved(copy: PreservedRecord) -> dict[str, Any]:
    return {
        "kind": copy.kind,
        "url": copy.url,
        "path": copy.path,
        "sha256": copy.sha256,
        "captured": _date(copy.captured),
    }


class _Rebuild:
    """Records as plain mappings, with everything that points out of the selection left out."""

    def __init__(self, selection: Selection) -> None:
        self._selection: Final = selection
        self._claims: Final = {claim.id for claim in selection.claims}
        hidden = selection.pack.words.get("claim-not-shown") or WORDS["claim-not-shown"]
        self._hidden: Final = escape(hidden)

    def prose(self, prose: Prose | None) -> str:
        """Return prose as typed; a reference to a claim that is not shown becomes the words printed for it."""
        if prose is None:
            return ""
        if "[#" not in prose.raw:
            return prose.raw
        return _reference().sub(lambda match: match[0] if match[1] in self._claims else self._hidden, prose.raw)

    def source(self, source: SourceRecord) -> dict[str, Any]:
        """Return a source; what it is derived from only as far as that is shown."""
        shown = self._selection.sources
        return {
            "id": source.id,
            "type": source.type,
            "title": source.title,
            **{key: [dict(name) for name in names] for key, names in source.names.items()},
            **{key: _date(date) for key, date in source.dates.items()},
            **source.variables,
            "language": source.language,
            "title-translated": source.title_translated,
            "title-transliterated": source.title_transliterated,
            "calendar": source.calendar if source.calendar != "gregorian" else "",
            "descriptor": self.prose(source.descriptor),
            "reliability": source.reliability,
            "derived-from": [origin for origin in source.derived_from if origin in shown],
            "independence": source.independence,
            "status": source.status if source.status != "current" else "",
            "ai-use": [dict(use) for use in source.ai_use],
            "handling": source.handling,
            "preserved": [_preserved(copy) for copy in source.preserved],
        }

    def claim(self, claim: ClaimRecord) -> dict[str, Any]:
        """Return a claim with the wording shown as its text, and its relations to claims shown."""
        figure = claim.figure
        return {
            "id": claim.id,
            "section": claim.section,
            "heading": claim.heading,
            "kind": claim.kind,
            "text": self.prose(self._selection.prose_of(claim)),
            "asserted-by": claim.asserted_by,
            "asserted-on": _date(claim.asserted_on),
            "about": _date(claim.about),
            "evidence": [
                {
                    "source": entry.source,
                    "locator": entry.locator,
                    "relation": entry.relation,
                    "credibility": entry.credibility,
                    "shows": self.prose(entry.shows),
                }
                for entry in claim.evidence
                if entry.source in self._selection.sources
            ],
            "quotes": [
                {
                    "id": quote.id,
                    "source": quote.source,
                    "locator": quote.locator,
                    "text": "\n\n".join(quote.text),
                    "language": quote.language,
                    "transliteration": "\n\n".join(quote.transliteration),
                    "translation": "\n\n".join(quote.translation),
                    "translator": quote.translator,
                }
                for quote in claim.quotes
            ],
            "figure": {
                "file": figure.file,
                "alt": figure.alt,
                "caption": self.prose(figure.caption),
                "credit": figure.credit,
            }
            if figure is not None
            else {},
            "relations": [{"to": r.to, "kind": r.kind} for r in claim.relations if r.to in self._claims],
            "likelihood": claim.likelihood,
            "confidence": claim.confidence,
            "handling": claim.handling,
            "rank": claim.rank if claim.rank != "normal" else "",
            "deprecated-reason": self.prose(claim.deprecated_reason),
        }

    def judgment(self, judgment: JudgmentRecord) -> dict[str, Any]:
        """Return a judgment."""
        return {
            "text": self.prose(judgment.text),
            "confidence": judgment.confidence,
            "likelihood": judgment.likelihood,
            "claims": list(judgment.claims),
        }


# --- manifest ---------------------------------------------------------------------------------------


def _manifest(selection: Selection, edition: Edition, fonts: Mapping[str, str], records: bytes) -> dict[str, Any]:
    """Return everything that decides the bytes of the brief, but the PDF's own digest."""
    from hashlib import sha256

    pack = selection.pack
    previous = edition.previous
    files = {f"{file.pack}/{file.name}": file.text.encode() for file in pack.files.values()}
    if pack.csl:
        # The pack's folder and the file's name: where the workspace lies must not show.
        files["/".join(pack.style_path.replace("\\", "/").split("/")[-2:])] = pack.csl
    return {
        "format": FORMAT,
        "tool": {"name": "briefgen", "version": VERSION, "engine": ENGINE},
        "topic": selection.records.topic,
        "audience": {
            "id": pack.id,
            "lineage": list(pack.lineage),
            "variant": pack.select.variant,
            "show": list(pack.show),
            "notes": {"at": pack.notes.at, "number": pack.notes.number},
            "page": {
                "size": pack.page.size,
                "columns": pack.page.columns,
                "facing": pack.page.facing,
                "sections": pack.page.sections,
            },
            "theme": dict(pack.theme),
        },
        "edition": {
            "number": edition.number,
            "date": edition.date,
            "draft": not edition.number,
            "previous": previous.digest if previous is not None else "",
        },
        "language": selection.language,
        "handling": selection.handling,
        "style": pack.style,
        "brief": _brief(selection),
        "digests": {
            "records.yaml": sha256(records).hexdigest(),
            "packs": {name: sha256(files[name]).hexdigest() for name in sorted(files)},
            "words": sha256(as_json(dict(pack.words)).encode()).hexdigest(),
        },
        "fonts": dict(fonts),
        "limits": {name: limits.value(name) for name in limits.LIMITS},
    }


def _brief(selection: Selection) -> dict[str, Any]:
    """Return the brief record as it is shown."""
    brief = selection.brief
    rebuild = _Rebuild(selection)
    return {
        "title": brief.title,
        "subtitle": brief.subtitle,
        "series": brief.series,
        "language": brief.language,
        "scale": brief.scale,
        "cutoff": brief.cutoff.raw if brief.cutoff is not None else "",
        "question": rebuild.prose(brief.question),
        "scope": rebuild.prose(brief.scope),
        "sections": [
            {"id": s.record.id, "title": s.record.title, "about": rebuild.prose(s.record.about)}
            for s in selection.sections
        ],
        "judgments": [rebuild.judgment(judgment) for judgment in selection.judgments],
        "contact": brief.contact,
        "disclaimer": rebuild.prose(brief.disclaimer),
    }
