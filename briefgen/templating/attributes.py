"""The attributes of a printed element in, checked values out; references are looked up in the selection."""

import re
from collections.abc import Mapping
from typing import Final

from briefgen.diagnostics import Diagnostic, Span, bad_input
from briefgen.records.links import ascii_form, link_problem
from briefgen.records.schema import is_language
from briefgen.selection.selection import Selection
from briefgen.templating.vocabulary import PROSE_FIELDS, Attribute, Element

__all__ = ["Known", "read_attributes"]

# A dot sets the ids of a template's own sections apart from those of the records, which have none.
_IDENT: Final = re.compile(r"[a-z0-9]+(?:[.-][a-z0-9]+)*")
_IDENT_LENGTH: Final = 80
_COUNT_AT_MOST: Final = 100


class Known:
    """What the records of a selection offer to refer to, and which claims and ids were used already."""

    __slots__ = ("claims", "figures", "idents", "placed", "quotes", "sections", "selection")

    def __init__(self, selection: Selection) -> None:
        self.selection: Final = selection
        self.claims: Final = {claim.id for claim in selection.claims}
        self.quotes: Final = {quote.id for claim in selection.claims for quote in claim.quotes}
        self.figures: Final = {claim.id for claim in selection.claims if claim.figure is not None}
        self.sections: Final = {section.record.id for section in selection.sections}
        self.idents: Final[set[str]] = set()
        self.placed: Final[set[str]] = set()


def read_attributes(
    name: str, element: Element, given: Mapping[str, str], span: Span, known: Known, problems: list[Diagnostic]
) -> dict[str, str]:
    """Return every attribute of an element with its value or default, and add what is wrong to `problems`."""
    values: dict[str, str] = {}
    for key in given:
        if key not in element.attributes:
            allowed = ", ".join(element.attributes) or "none"
            message = f"<{name}> has no attribute {key}"
            problems.append(bad_input("template.unknown-attribute", span, message, f"attributes allowed: {allowed}"))
    for key, attribute in element.attributes.items():
        value = given.get(key)
        if value is None:
            if attribute.required:
                message = f"<{name}> needs the attribute {key}"
                problems.append(bad_input("template.missing-attribute", span, message))
            values[key] = attribute.default
            continue
        problem = _check(name, key, value, attribute, span, known)
        if problem is not None:
            problems.append(problem)
            value = attribute.default
        values[key] = ascii_form(value) if attribute.kind == "url" and value else value
    return values


def _check(name: str, key: str, value: str, attribute: Attribute, span: Span, known: Known) -> Diagnostic | None:
    """Return what is wrong with one value, if anything."""
    kind = attribute.kind
    if kind == "url":
        return link_problem(value, span)
    said = f'<{name} {key}="{value[:60]}">'
    if kind == "ident":
        return _check_ident(said, value, span, known)
    if kind in ("claim", "quote", "figure", "prose"):
        return _check_reference(name, kind, value, span, known)
    rules = {
        "choice": (value in attribute.choices, "unknown value", "one of " + ", ".join(attribute.choices)),
        "count": (_is_count(value), f"not a number from 1 to {_COUNT_AT_MOST}", ""),
        "language": (is_language(value), "not a language tag", "such as fa or en-GB"),
        "text": (bool(value.strip()), "empty", ""),
    }
    fits, message, hint = rules[kind]
    return None if fits else bad_input("template.value", span, f"{said}: {message}", hint)


def _is_count(value: str) -> bool:
    return value.isascii() and value.isdigit() and 1 <= int(value[:4]) <= _COUNT_AT_MOST


def _check_ident(said: str, value: str, span: Span, known: Known) -> Diagnostic | None:
    if not _IDENT.fullmatch(value) or len(value) > _IDENT_LENGTH:
        hint = "lower-case letters and digits, with single hyphens or dots between them"
        return bad_input("template.value", span, f"{said}: not an id", hint)
    if value in known.idents:
        return bad_input("template.used-twice", span, f"{said}: another section has this id")
    known.idents.add(value)
    return None


def _check_reference(name: str, kind: str, value: str, span: Span, known: Known) -> Diagnostic | None:
    """Look a reference up among what is selected."""
    if kind == "prose":
        start, colon, section = value.partition(":")
        if start + colon not in PROSE_FIELDS:
            names = ", ".join(PROSE_FIELDS) + "SECTION"
            return bad_input("template.dangling", span, f"there is no text {value}", f"one of {names}")
        if colon and section not in known.sections:
            return bad_input("template.dangling", span, f"there is no section {section}")
        return None
    found = {"claim": known.claims, "quote": known.quotes, "figure": known.figures}[kind]
    if value not in found:
        return _dangling(kind, value, span, known)
    if name == "claim":
        if value in known.placed:
            return bad_input("template.used-twice", span, f"claim {value} is placed a second time", "use <see> for it")
        known.placed.add(value)
    return None


def _dangling(kind: str, value: str, span: Span, known: Known) -> Diagnostic:
    reason = known.selection.reasons.get(("claim", value))
    if kind == "figure" and reason is not None and reason.shown:
        return bad_input("template.dangling", span, f"claim {value} has no figure", "test claim.figure first")
    if reason is not None and not reason.shown:
        message = f"claim {value} is not shown to {known.selection.pack.id}: {reason.words}"
        return bad_input("template.dangling", span, message, "loop over sections and claims instead of naming ids")
    what = "quotation" if kind == "quote" else "claim"
    return bad_input("template.dangling", span, f"there is no {what} {value}")
