"""Works: one raw mapping of a `sources` list in, a `SourceRecord` out, by one table of keys."""

from types import MappingProxyType
from typing import Any, Final

from briefgen.files import relative_problem
from briefgen.records import schema
from briefgen.records.csl import DATES, NAME_PARTS, NAMES, TYPES, VARIABLES
from briefgen.records.model import PreservedRecord, SourceRecord
from briefgen.records.read import KeyPlaces, Mapping, Node, Scalar
from briefgen.records.schema import Check, Checker

__all__ = ["SOURCE_KEYS", "build_source", "relative_path"]

_STATUS_HINT: Final = "one of current, superseded, corrected, retracted; CSL's status text belongs into note"
_RELIABILITY: Final = ("A", "B", "C", "D", "E", "F")
_CALENDARS: Final = ("gregorian", "persian", "islamic")
_KEPT_AS: Final = ("wayback", "perma", "warc", "pdf", "file", "on-file")
_DIGEST_LENGTH: Final = 64


def _person(checker: Checker, key: str, node: Node) -> MappingProxyType[str, str] | None:
    """Check one CSL name."""
    found = checker.fields(node, _NAME_FIELDS, (), "a name")
    if found is None:
        return None
    if not ("family" in found or "literal" in found or "given" in found):
        hint = "write {family: …, given: …} or {literal: …}"
        checker.fault("schema.name", node.span(), f"a name in {key} has neither family nor literal", hint)
    return MappingProxyType(found)


_NAME_FIELDS: Final[dict[str, Check]] = dict.fromkeys(NAME_PARTS, schema.name)
_people: Final = schema.sequence(_person, "{family: …, given: …}")


def _doi(checker: Checker, key: str, node: Node) -> str:
    """Check a DOI: the name alone, 10.…/…, without an address in front."""
    found = schema.text(checker, key, node)
    if found and (not found.startswith("10.") or "/" not in found or any(c.isspace() or c in '<>"\\' for c in found)):
        at = found.find("10.")
        hint = f"write {found[at:]}" if at > 0 and "/" in found[at:] else "write 10.1000/182"
        checker.fault("link.doi", node.span(), f"{found[:80]!r} is not a DOI", hint)
    return found


def _digest(checker: Checker, key: str, node: Node) -> str:
    """Check a SHA-256 digest in lower-case hex."""
    found = schema.text(checker, key, node)
    if found and (len(found) != _DIGEST_LENGTH or not set(found) <= set("0123456789abcdef")):
        checker.fault("schema.digest", node.span(), "not a SHA-256 digest", "write 64 digits of 0-9 and a-f")
    return found


def relative_path(checker: Checker, key: str, node: Node) -> str:
    """Check a path relative to the topic folder."""
    found = schema.scalar(checker, key, node)
    if found is None:
        return ""
    problem = relative_problem(found.text, found.span())
    if problem:
        checker.problems.append(problem)
    return found.text


_PRESERVED_FIELDS: Final[dict[str, Check]] = {
    "kind": schema.choice(*_KEPT_AS),
    "url": schema.link,
    "path": relative_path,
    "sha256": _digest,
    "captured": schema.date,
}


def _preserved(checker: Checker, _key: str, node: Node) -> PreservedRecord | None:
    """Check one kept copy."""
    found = checker.fields(node, _PRESERVED_FIELDS, ("kind",), "a preserved copy")
    if found is None:
        return None
    kind = found["kind"]
    needs = {"wayback": ("url",), "perma": ("url",), "file": ("path",), "on-file": ()}.get(kind, ("url", "path"))
    if needs and not any(need in found for need in needs):
        message = f"a copy of kind {kind} has no {' and no '.join(needs)}"
        checker.fault("schema.missing", node.span(), message, f"add {needs[0]}: …")
        return None
    return PreservedRecord(
        node.span(),
        KeyPlaces(node),  # type: ignore[arg-type]  # `fields` has seen that it is a mapping
        kind=kind,
        url=found.get("url", ""),
        path=found.get("path", ""),
        sha256=found.get("sha256", ""),
        captured=found.get("captured"),
    )


_AI_FIELDS: Final[dict[str, Check]] = {"system": schema.name, "version": schema.text, "purpose": schema.text}


def _ai_use(checker: Checker, _key: str, node: Node) -> MappingProxyType[str, str] | None:
    """Check one disclosure of a generative system."""
    found = checker.fields(node, _AI_FIELDS, ("system",), "a disclosure of AI use")
    return None if found is None else MappingProxyType(found)


def _anything(_checker: Checker, _key: str, _node: Node) -> None:
    """Accept what CSL-JSON allows and no brief prints (categories, custom)."""


_OWN: Final[dict[str, Check]] = {
    "id": schema.defines("source"),
    "type": schema.choice(*sorted(TYPES)),
    "title": schema.text,
    "language": schema.language,
    "title-translated": schema.text,
    "title-transliterated": schema.text,
    "calendar": schema.choice(*_CALENDARS),
    "descriptor": schema.prose(),
    "reliability": schema.choice(*_RELIABILITY),
    "derived-from": schema.sequence(schema.identifier, "source-id"),
    "independence": schema.identifier,
    "status": schema.choice("current", "superseded", "corrected", "retracted", otherwise=_STATUS_HINT),
    "ai-use": schema.sequence(_ai_use, "{system: …, version: …, purpose: …}"),
    "handling": schema.choice(*schema.HANDLING),
    "preserved": schema.sequence(_preserved, "{kind: file, path: …}"),
    "categories": _anything,
    "custom": _anything,
}
SOURCE_KEYS: Final[dict[str, Check]] = {
    **dict.fromkeys(VARIABLES, schema.text),
    **dict.fromkeys(NAMES, _people),
    **dict.fromkeys(DATES, schema.date),
    **_OWN,
    "shortTitle": schema.text,
    "URL": schema.link,
    "DOI": _doi,
}
_IN_CALENDAR: Final[dict[str, dict[str, Check]]] = {
    "persian": {**SOURCE_KEYS, "issued": schema.date_in("persian")},
    "islamic": {**SOURCE_KEYS, "issued": schema.date_in("islamic")},
}
# Whose words these are: the brief's, whatever the language of the work.
_IN_BRIEF_LANGUAGE: Final = frozenset(("title-translated", "descriptor", "note", "annote", "abstract", "ai-use"))
_REQUIRED: Final = ("id", "type", "title")


def build_source(checker: Checker, node: Node) -> SourceRecord | None:
    """Check one work; None when it has a fault."""
    keys = SOURCE_KEYS
    if type(node) is Mapping and "calendar" in node.entries:
        calendar = node.entries["calendar"]
        keys = _IN_CALENDAR.get(calendar.text, keys) if type(calendar) is Scalar else keys
    checker.language = checker.brief_language
    found = checker.fields(node, keys, _REQUIRED, "a source")
    if checker.has_joiners and type(node) is Mapping:
        own = found.get("language", "en") if found else "fa"
        for key, value in node.entries.items():
            if key != "descriptor":  # the prose parser has looked
                checker.joiners(value, key, checker.brief_language if key in _IN_BRIEF_LANGUAGE else own)
    if found is None or type(node) is not Mapping:
        return None
    checker.languages[found["id"]] = found.get("language", "en")
    variables, names, dates = _by_kind(checker, node, found)
    get = found.get
    return SourceRecord(
        node.span(),
        KeyPlaces(node),
        id=found["id"],
        type=found["type"],
        title=found["title"],
        variables=MappingProxyType(variables),
        names=MappingProxyType(names),
        dates=MappingProxyType(dates),
        language=get("language", "en"),
        title_translated=get("title-translated", ""),
        title_transliterated=get("title-transliterated", ""),
        calendar=get("calendar", "gregorian"),
        descriptor=get("descriptor"),
        reliability=get("reliability", ""),
        derived_from=get("derived-from", ()),
        independence=get("independence", ""),
        status=get("status", "current"),
        ai_use=get("ai-use", ()),
        handling=get("handling", "TLP:CLEAR"),
        preserved=get("preserved", ()),
    )


def _by_kind(
    checker: Checker, node: Mapping, found: dict[str, Any]
) -> tuple[dict[str, str], dict[str, Any], dict[str, Any]]:
    """Part the CSL variables into text, names and dates; `shortTitle` is read as `title-short`."""
    variables: dict[str, str] = {}
    names: dict[str, Any] = {}
    dates: dict[str, Any] = {}
    for key, value in found.items():
        if key in _OWN:
            continue
        if key in NAMES:
            names[key] = value
        elif key in DATES:
            dates[key] = value
        elif key == "shortTitle":
            if "title-short" in found:
                message = "title-short and shortTitle are the same key"
                checker.fault("schema.twice", node.key_span(key), message, "keep title-short")
            variables["title-short"] = value
        else:
            variables[key] = value
    return variables, names, dates
