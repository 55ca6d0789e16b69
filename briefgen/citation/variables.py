"""CSL variables of a cite as text: short forms, page ranges, numbers given by the engine, labels of items."""

import re
from typing import TYPE_CHECKING, Final

from briefgen.citation.dates import parse_date
from briefgen.citation.numbers import dashed, page_range
from briefgen.citation.person import people

if TYPE_CHECKING:
    from collections.abc import Callable

    from briefgen.citation.cite import Cite

__all__ = ["DATES", "NAMES", "NUMBERS", "RAW", "SPECIAL", "trigraph", "typed_text", "variable_text"]

DATES: Final = frozenset(
    ["accessed", "available-date", "event-date", "issued", "original-date", "submitted", "archived-date"]
)
NUMBERS: Final = frozenset(
    [
        "chapter-number",
        "citation-number",
        "collection-number",
        "edition",
        "first-reference-note-number",
        "issue",
        "locator",
        "number",
        "number-of-pages",
        "number-of-volumes",
        "page",
        "page-first",
        "part-number",
        "printing-number",
        "section",
        "supplement-number",
        "version",
        "volume",
    ]
)
NAMES: Final = frozenset(
    [
        "author",
        "chair",
        "collection-editor",
        "compiler",
        "composer",
        "container-author",
        "contributor",
        "curator",
        "director",
        "editor",
        "editorial-director",
        "executive-producer",
        "guest",
        "host",
        "illustrator",
        "interviewer",
        "narrator",
        "organizer",
        "original-author",
        "performer",
        "producer",
        "recipient",
        "reviewed-author",
        "script-writer",
        "series-creator",
        "translator",
    ]
)
# Printed exactly as typed: no quotation marks are made typographic in them.
RAW: Final = frozenset(["URL", "DOI", "PMID", "PMCID", "ISBN", "ISSN", "archived-url"])


def trigraph(cite: "Cite") -> str:
    """Make a citation label: four letters of one name, two of each of two, one of each of more; the year."""
    label = cite.item.get("citation-label")
    if label:
        return str(label)
    found = next((names for role in ("author", "editor", "translator") if (names := people(cite, role))), [])
    families = [person.literal or person.family for person in found]
    letters = {1: (4,), 2: (2, 2), 3: (2, 1, 1)}.get(len(families), (1, 1, 1, 1))
    out = "".join(family.replace(" ", "")[:count] for family, count in zip(families, letters, strict=False))
    if not out:
        out = str(cite.item.get("title") or "Xyz").replace(" ", "")[:4]
    year = parse_date(cite.item.get("issued"))[0][0]
    return out + (f"{abs(year) % 100:02d}" if year else "0000")


def typed_text(variable: str, cite: "Cite") -> str:
    """Return a variable before ranges are set, to see how many things it names."""
    if variable == "locator":
        # "1, fol. 186" names one volume: what follows has a label of its own.
        return re.split(r",\s+[a-z]+\.\s", cite.locator, maxsplit=1)[0]
    return _text(cite.item.get(variable)) or variable_text(variable, "", cite)


def _text(value: object) -> str:
    if isinstance(value, str):
        return value
    if isinstance(value, bool) or value is None or isinstance(value, dict | list):
        return ""
    if isinstance(value, float) and value == int(value):
        return str(int(value))
    return str(value)


def _locator(cite: "Cite", _: str) -> str:
    text = cite.locator
    if text and ("-" in text or "–" in text):
        if cite.label in ("page", ""):
            return page_range(text, cite.page_format, cite.dash)
        return dashed(text)
    return text


def _page(cite: "Cite", _: str) -> str:
    return page_range(_text(cite.item.get("page")), cite.page_format, cite.dash)


def _page_first(cite: "Cite", _: str) -> str:
    own = _text(cite.item.get("page-first"))
    if own:
        return own
    text = _text(cite.item.get("page")).replace("–", "-").replace("&", "-").replace(",", "-")
    return text.partition("-")[0].strip()


def _title_short(cite: "Cite", form: str) -> str:
    item = cite.item
    return _text(item.get("title-short") or item.get("shortTitle") or (item.get("title") if form == "short" else ""))


def _title(cite: "Cite", form: str) -> str:
    return _title_short(cite, "short") if form == "short" else _text(cite.item.get("title"))


def _container(cite: "Cite", form: str) -> str:
    item = cite.item
    whole = _text(item.get("container-title"))
    if form == "short":
        return _text(item.get("container-title-short") or item.get("journalAbbreviation")) or whole
    return whole


def _container_short(cite: "Cite", form: str) -> str:
    item = cite.item
    short = _text(item.get("container-title-short") or item.get("journalAbbreviation"))
    return short or (_text(item.get("container-title")) if form == "short" else "")


SPECIAL: "Final[dict[str, Callable[[Cite, str], str]]]" = {
    "locator": _locator,
    "page": _page,
    "page-first": _page_first,
    "title": _title,
    "title-short": _title_short,
    "container-title": _container,
    "container-title-short": _container_short,
    "citation-number": lambda cite, _: str(cite.number) if cite.number else "",
    "citation-label": lambda cite, _: trigraph(cite) + cite.year_suffix,
    "year-suffix": lambda cite, _: cite.year_suffix,
    "first-reference-note-number": lambda cite, _: str(cite.first_note) if cite.first_note else "",
}


def variable_text(variable: str, form: str, cite: "Cite") -> str:
    """Return the words of a variable in a form (long or short); empty if the cite lacks it."""
    special = SPECIAL.get(variable)
    if special is not None:
        return special(cite, form)
    item = cite.item
    if form == "short":
        short = item.get(variable + "-short")
        if short:
            return _text(short)
    return _text(item.get(variable))
