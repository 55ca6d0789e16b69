"""The brief itself: the mapping of `brief.yaml` in, a `BriefRecord` out."""

import re
from typing import Final

from briefgen.records import schema
from briefgen.records.claims import CLAIM_KEYS
from briefgen.records.dates import Edtf
from briefgen.records.links import has_scheme, link_problem
from briefgen.records.model import BriefRecord, JudgmentRecord, SectionRecord
from briefgen.records.read import KeyPlaces, Mapping, Node, Scalar
from briefgen.records.scales import CONFIDENCE, SCALES
from briefgen.records.schema import Check, Checker

__all__ = ["BRIEF_KEYS", "build_brief"]

_SERIES: Final = re.compile(r"[A-Za-z0-9]+(?:-[A-Za-z0-9]+)*")
_SERIES_AT_MOST: Final = 32
_RECORD_KEYS: Final = ("sources", "claims", "entities")


def _required_field(checker: Checker, key: str, node: Node) -> str:
    """Check a name in `require`: an optional key of a claim."""
    found = schema.scalar(checker, key, node)
    if found is None:
        return ""
    if found.text not in CLAIM_KEYS:
        near = checker.near(found.text, CLAIM_KEYS)
        hint = f"did you mean {near}?" if near else "name a key of a claim, such as asserted-by"
        checker.fault("schema.choice", found.span(), f"claims have no key {found.text[:80]!r}", hint)
    return found.text


_SECTION_FIELDS: Final[dict[str, Check]] = {
    "id": schema.defines("section"),
    "title": schema.text,
    "about": schema.prose(),
    "require": schema.sequence(_required_field, "asserted-by"),
}


def _section(checker: Checker, _key: str, node: Node) -> SectionRecord | None:
    found = checker.fields(node, _SECTION_FIELDS, ("id", "title"), "a section")
    if found is None or type(node) is not Mapping:
        return None
    return SectionRecord(
        node.span(),
        KeyPlaces(node),
        id=found["id"],
        title=found["title"],
        about=found.get("about"),
        require=found.get("require", ()),
    )


_JUDGMENT_FIELDS: Final[dict[str, Check]] = {
    "text": schema.prose(references=True),
    "confidence": schema.choice(*CONFIDENCE),
    "likelihood": schema.likelihood,
    "claims": schema.sequence(schema.identifier, "claim-id"),
}


def _judgment(checker: Checker, _key: str, node: Node) -> JudgmentRecord | None:
    found = checker.fields(node, _JUDGMENT_FIELDS, ("text", "claims"), "a judgment")
    if found is None or type(node) is not Mapping:
        return None
    return JudgmentRecord(
        node.span(),
        KeyPlaces(node),
        text=found["text"],
        confidence=found.get("confidence", ""),
        likelihood=found.get("likelihood", ""),
        claims=found["claims"],
    )


def _series(checker: Checker, key: str, node: Node) -> str:
    """Check the prefix of the edition number."""
    found = schema.scalar(checker, key, node)
    if found is None:
        return ""
    if _SERIES.fullmatch(found.text) is None or len(found.text) > _SERIES_AT_MOST:
        message = f"{found.text[:80]!r} cannot be the prefix of an edition number"
        checker.fault("schema.series", found.span(), message, "use letters, digits and hyphens, at most 32")
    return found.text


def _cutoff(checker: Checker, key: str, node: Node) -> Edtf | None:
    """Check the information cut-off: one date with a last day."""
    found: Edtf | None = schema.date(checker, key, node)
    if found is not None and (found.kind != "date" or found.latest is None):
        checker.fault("date.form", node.span(), "the cut-off must be one date", "write 2026-11-22")
    return found


def _contact(checker: Checker, key: str, node: Node) -> str:
    """Check a contact: words, or an address that may become a link."""
    found = schema.text(checker, key, node)
    if type(node) is Scalar and has_scheme(node.text) and not node.text[node.text.index(":") + 1 :].startswith(" "):
        problem = link_problem(node.text.strip("\n"), node.span())
        if problem:
            checker.problems.append(problem)
    return found


BRIEF_KEYS: Final[dict[str, Check]] = {
    "title": schema.text,
    "subtitle": schema.text,
    "series": _series,
    "language": schema.language,
    "scale": schema.choice(*SCALES),
    "cutoff": _cutoff,
    "question": schema.prose(),
    "scope": schema.prose(),
    "sections": schema.sequence(_section, "{id: …, title: …}"),
    "judgments": schema.sequence(_judgment, "{text: …, claims: […]}"),
    "contact": _contact,
    "disclaimer": schema.prose(),
}


def build_brief(checker: Checker, node: Mapping) -> BriefRecord | None:
    """Check `brief.yaml`, and tell the checker the brief's language and scale; None when it has a fault."""
    tag, scale = node.entries.get("language"), node.entries.get("scale")
    if type(tag) is Scalar and schema.is_language(tag.text):
        checker.brief_language = checker.language = tag.text
    if type(scale) is Scalar and scale.text in SCALES:
        checker.scale = SCALES[scale.text]
    for key in _RECORD_KEYS:
        if key in node.entries:
            hint = f"put {key}: into another file of the topic"
            checker.fault("schema.unknown-key", node.key_span(key), f"brief.yaml holds no {key}", hint)
            del node.entries[key]
    found = checker.fields(node, BRIEF_KEYS, ("title", "sections"), "brief.yaml")
    if checker.has_joiners:
        for key in ("title", "subtitle", "contact"):
            if key in node.entries:
                checker.joiners(node.entries[key], key, checker.brief_language)
    if found is None:
        return None
    get = found.get
    return BriefRecord(
        node.span(),
        KeyPlaces(node),
        title=found["title"],
        subtitle=get("subtitle", ""),
        series=get("series", ""),
        language=get("language", "en"),
        scale=get("scale", "icd203"),
        cutoff=get("cutoff"),
        question=get("question"),
        scope=get("scope"),
        sections=found["sections"],
        judgments=get("judgments", ()),
        contact=get("contact", ""),
        disclaimer=get("disclaimer"),
    )
