"""Source records in, CSL-JSON items out, our own keys left out; a work of several topics once."""

from collections.abc import Iterable
from typing import Any

from briefgen.diagnostics import Diagnostic, warning
from briefgen.records.csljson import to_csl_json
from briefgen.records.model import SourceRecord

__all__ = ["export_works"]


def export_works(sources: Iterable[SourceRecord]) -> tuple[list[dict[str, Any]], list[Diagnostic]]:
    """Return the works as CSL-JSON items, in order, and warnings.

    The same id in two topics is the same work where type and title agree, and the first record is taken; where they do
    not agree, both are listed.
    """
    items: list[dict[str, Any]] = []
    first: dict[str, tuple[SourceRecord, dict[str, Any]]] = {}
    warnings: list[Diagnostic] = []
    for source in sources:
        item = to_csl_json(source)
        known, other = first.setdefault(source.id, (source, item))
        if known is source:
            items.append(item)
            continue
        if item == other:
            continue
        same = (source.type, source.title) == (known.type, known.title)
        if not same:
            items.append(item)
        end = "the first is exported" if same else "both are exported"
        message = f"the source {source.id} is another record at {known.origin}: {end}"
        hint = "" if same else "give one of the two another id"
        warnings.append(warning("exchange.two-records", source.origin, message, hint))
    return items, warnings
