"""The same fixtures through citeproc-py, the other CSL processor of Python, for the comparison in the README.

It gets every benefit that its interface allows: positions from a fresh run over the final order of the
citations, no schema validation, its own locales, a type for items that have none, "&amp;" for "&#38;", and the
same evening-out of white space and refresh marks.
"""

import io
import warnings
from contextlib import redirect_stderr, redirect_stdout
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Mapping

__all__ = ["cites", "engine", "run", "source"]


def _quiet(_: object) -> None:
    """Take no notice of a cite that the source lacks."""


def engine(csl: bytes, items: list[dict[str, Any]]) -> Any:
    """Return a citeproc-py bibliography over CSL-JSON items."""
    from citeproc import CitationStylesBibliography, CitationStylesStyle
    from citeproc.formatter import html

    style = CitationStylesStyle(io.BytesIO(csl), validate=False)
    return CitationStylesBibliography(style, source(items), html)


def source(items: list[dict[str, Any]]) -> Any:
    """Return CSL-JSON items as citeproc-py's source of references."""
    from citeproc.source.json import CiteProcJSON

    return CiteProcJSON(items)


def cites(items: "list[Mapping[str, Any]]") -> Any:
    """Return a citeproc-py citation for the cites of one note."""
    from citeproc import Citation, CitationItem, Locator

    made = []
    for item in items:
        extra = {key: item[key] for key in ("prefix", "suffix") if item.get(key)}
        if item.get("locator"):
            extra["locator"] = Locator(str(item.get("label") or "page"), str(item["locator"]))
        made.append(CitationItem(str(item["id"]).lower(), **extra))
    return Citation(made)


def _final_order(steps: list[Any]) -> "list[list[Mapping[str, Any]]]":
    """Return the citations of citations mode as they stand after the last step."""
    known: dict[str, Any] = {}
    order: list[str] = []
    for entry, before, after in steps:
        name = entry.get("citationID") or f"anonymous-{len(known)}"
        known[name] = entry["citationItems"]
        order = [pair[0] for pair in before] + [name] + [pair[0] for pair in after]
    return [known[name] for name in order]


def _printed(fixture: dict[str, Any]) -> str:
    # An item without a type would make it raise.
    items = [{"type": "article", **item, "id": str(item.get("id", n))} for n, item in enumerate(fixture["INPUT"])]
    bibliography = engine(fixture["csl"].encode(), items)
    if fixture["CITATIONS"]:
        groups = _final_order(fixture["CITATIONS"])
    elif fixture["CITATION-ITEMS"]:
        groups = fixture["CITATION-ITEMS"]
    else:
        groups = [[{"id": item["id"]} for item in items]]
    citations = [cites(group) for group in groups]
    for citation in citations:
        bibliography.register(citation)
    if fixture["mode"].startswith("bibliography"):
        bibliography.sort()
        entries = [f'  <div class="csl-entry">{entry}</div>' for entry in bibliography.bibliography()]
        return "\n".join(['<div class="csl-bib-body">', *entries, "</div>"])
    if bibliography.style.has_bibliography() and not fixture["CITATIONS"]:
        bibliography.sort()
    made = [str(bibliography.cite(citation, _quiet)) for citation in citations]
    if fixture["CITATIONS"]:
        made = [f"[{number}] {text}" for number, text in enumerate(made)]
    return "\n".join(made)


def run(fixture: dict[str, Any]) -> str:
    """Return what citeproc-py makes of a fixture, in the form of its result; whatever it raises passes through."""
    with warnings.catch_warnings(), redirect_stdout(io.StringIO()), redirect_stderr(io.StringIO()):
        warnings.simplefilter("ignore")
        return _printed(fixture).replace("&amp;", "&#38;")
