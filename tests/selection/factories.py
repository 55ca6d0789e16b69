"""Records and packs for tests: everything has a default, so that a test names only what it is about."""

from collections.abc import Mapping, Sequence
from typing import Any

from briefgen.diagnostics import Span
from briefgen.records.markup import parse as parse_prose
from briefgen.records.model import (
    BriefRecord,
    ClaimRecord,
    EntityRecord,
    EvidenceRecord,
    FigureRecord,
    JudgmentRecord,
    QuoteRecord,
    RelationRecord,
    SectionRecord,
    SourceRecord,
)
from briefgen.records.prose import Citation, CitedWork, Prose, Words
from briefgen.records.store import RecordSet
from briefgen.selection.audience import Audience, Choice, NoteSettings, PageSettings, TemplateFile
from briefgen.selection.words import WORDS

HERE = Span("records.yaml", 1, 1)

__all__ = [
    "HERE",
    "a_brief",
    "a_claim",
    "a_pack",
    "a_quote",
    "a_source",
    "a_topic",
    "an_entity",
    "an_entry",
    "citing",
    "words_only",
]


def words_only(text: str) -> Prose:
    """Prose without markup."""
    return Prose(text, ((Words(text),),), HERE)


def citing(text: str, *sources: str) -> Prose:
    """Prose that cites works at its end."""
    works = tuple(CitedWork(source, "", "", "", "", HERE) for source in sources)
    return Prose(text, ((Words(text), Citation(works, HERE)),), HERE)


def an_entry(source: str, relation: str = "supports", shows: Prose | None = None) -> EvidenceRecord:
    """An evidence entry."""
    return EvidenceRecord(HERE, {}, source=source, locator="", relation=relation, credibility="", shows=shows)


def a_quote(id: str, source: str, text: str = "Words.") -> QuoteRecord:
    """A quotation."""
    return QuoteRecord(
        HERE, {}, id=id, source=source, locator="", text=(text,), language="en", transliteration=(), translation=(),
        translator="",
    )  # fmt: skip


def a_claim(id: str, section: str = "one", **given: Any) -> ClaimRecord:
    """A claim; `relations` is a list of (kind, claim)."""
    relations = tuple(RelationRecord(HERE, {}, to=to, kind=kind) for kind, to in given.pop("relations", ()))
    figure = FigureRecord(HERE, {}, file="figures/a.png", alt="A", caption=None, credit="")
    values: dict[str, Any] = {
        "heading": f"Heading of {id}",
        "kind": "allegation",
        "text": words_only(f"Text of {id}."),
        "variants": {},
        "asserted_by": "",
        "asserted_on": None,
        "about": None,
        "evidence": (),
        "quotes": (),
        "likelihood": "",
        "confidence": "",
        "handling": "TLP:CLEAR",
        "audiences": (),
        "rank": "normal",
        "deprecated_reason": None,
    }
    values["figure"] = figure if given.pop("has_figure", False) else None
    return ClaimRecord(HERE, {}, id=id, section=section, relations=relations, **{**values, **given})


def a_source(id: str, handling: str = "TLP:CLEAR", **given: Any) -> SourceRecord:
    """A source."""
    values: dict[str, Any] = {
        "type": "report", "title": f"Title of {id}", "variables": {}, "names": {}, "dates": {}, "language": "en",
        "title_translated": "", "title_transliterated": "", "calendar": "gregorian", "descriptor": None,
        "reliability": "", "derived_from": (), "independence": "", "status": "current", "ai_use": (),
        "preserved": (),
    }  # fmt: skip
    return SourceRecord(HERE, {}, id=id, handling=handling, **{**values, **given})


def an_entity(id: str, name: str = "", **given: Any) -> EntityRecord:
    """An entity."""
    values: dict[str, Any] = {"kind": "person", "role": "", "names": {}}
    return EntityRecord(HERE, {}, id=id, name=name or id.capitalize(), **{**values, **given})


def a_brief(
    sections: Sequence[str] = ("one", "two"), judgments: Sequence[Sequence[str]] = (), **given: Any
) -> BriefRecord:
    """A brief with sections by id, and judgments that rest on claims by id."""
    values: dict[str, Any] = {
        "title": "A title", "subtitle": "", "series": "", "language": "en", "scale": "icd203", "cutoff": None,
        "question": words_only("A question?"), "scope": parse_prose("A *scope* of [متن]{lang=fa}."), "contact": "",
        "disclaimer": None,
    }  # fmt: skip
    made = tuple(
        SectionRecord(HERE, {}, id=id, title=f"Section {id}", about=words_only(f"About {id}."), require=())
        for id in sections
    )
    stated = tuple(
        JudgmentRecord(HERE, {}, text=words_only("We judge."), confidence="low", likelihood="likely", claims=tuple(on))
        for on in judgments
    )
    return BriefRecord(HERE, {}, sections=made, judgments=stated, **{**values, **given})


def a_topic(
    claims: Sequence[ClaimRecord],
    brief: BriefRecord | None = None,
    sources: Sequence[SourceRecord] = (),
    entities: Sequence[EntityRecord] = (),
) -> RecordSet:
    """The records of a topic."""
    return RecordSet(
        "topic",
        brief or a_brief(),
        {source.id: source for source in sources},
        {claim.id: claim for claim in claims},
        {entity.id: entity for entity in entities},
    )


def a_pack(templates: Mapping[str, str] | None = None, **given: Any) -> Audience:
    """A pack; `templates` maps names, or PACK/NAME, to their text."""
    files: dict[str, TemplateFile] = {}
    for name, text in (templates or {"brief.xml.j2": "<brief></brief>"}).items():
        owner, slash, base = name.rpartition("/")
        file = TemplateFile(base, owner or "readers", f"templates/{owner or 'readers'}/{base}", text)
        files[f"{file.pack}/{base}"] = file
        if not slash:
            files[base] = file
    select = Choice(**given.pop("select", {}))
    values: dict[str, Any] = {
        "id": "readers", "title": "Readers", "lineage": ("readers",), "template": "brief.xml.j2",
        "style": "chicago-notes", "style_path": "", "csl": b"", "page": PageSettings(), "notes": NoteSettings(),
        "show": (), "theme": {}, "words": WORDS, "language": "", "raw": {}, "origin": HERE,
    }  # fmt: skip
    return Audience(files=files, select=select, **{**values, **given})
