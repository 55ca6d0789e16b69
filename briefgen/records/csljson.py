"""A work as CSL-JSON: for the citation engine with our keys beside it, for export without them.

For the engine a date is a CSL date when CSL can express it; else `literal` holds our own wording (`dateprint`), with
`date-parts` beside it for sorting. Standard: CSL 1.0.2, appendix IV, and its JSON schema.
"""

from typing import Any, Final

from briefgen.records.dateprint import printed
from briefgen.records.dates import Edtf, End
from briefgen.records.model import SourceRecord
from briefgen.records.prose import plain_text

__all__ = ["citation_item", "to_csl_json"]

_SEASON_BASE: Final = 20
_WHOLE: Final = frozenset(("year", "month", "day", "datetime", "season"))
_BOOLEAN: Final = frozenset(("comma-suffix", "static-ordering", "parse-names"))


def citation_item(source: SourceRecord, language: str) -> dict[str, Any]:
    """Return what the citation engine gets: CSL-JSON, and our keys under their own names where they are set.

    `language` is that of the brief: of dates that only words can express. Our keys: archived-url, archived-date (as
    printed), title-translated, title-transliterated, descriptor, and status unless it is `current`.
    """
    item = _item(source, language)
    kept = next((p for p in source.preserved if p.url), None)
    if kept is not None:
        item["archived-url"] = kept.url
        if kept.captured is not None:
            item["archived-date"] = printed(kept.captured, language)
    for key, value in (
        ("title-translated", source.title_translated),
        ("title-transliterated", source.title_transliterated),
        ("descriptor", "\n\n".join(map(plain_text, source.descriptor.paragraphs)) if source.descriptor else ""),
        ("status", "" if source.status == "current" else source.status),
    ):
        if value:
            item[key] = value
    return item


def to_csl_json(source: SourceRecord) -> dict[str, Any]:
    """Return a work as CSL-JSON 1.0.2 for export: without our keys, every variable as typed.

    A date that `date-parts` cannot hold is `literal` with the words of an English brief.
    """
    item = _item(source, "en", export=True)
    del item["language"]
    item["language"] = source.language
    return item


def _item(source: SourceRecord, language: str, *, export: bool = False) -> dict[str, Any]:
    item: dict[str, Any] = {"id": source.id, "type": source.type, "title": source.title}
    item.update(source.variables)
    item["language"] = source.language
    for key, people in source.names.items():
        item[key] = [_name(person) for person in people]
    for key, date in source.dates.items():
        item[key] = _date(date, language, with_time=source.type == "post" and not export, export=export)
    return item


def _name(person: Any) -> dict[str, Any]:
    """Return a CSL name; the three flags are booleans."""
    return {key: value.lower() in ("true", "1", "yes") if key in _BOOLEAN else value for key, value in person.items()}


def _date(date: Edtf, language: str, *, with_time: bool, export: bool) -> dict[str, Any]:
    """Return a CSL date, with `literal` where it is printed by our table and not by the style.

    For export, `season` and `circa` say what they can, and `literal` stands alone where nothing else can.
    """
    if date.kind == "literal":
        return {"literal": date.raw}
    ends = (date.start,) if date.kind == "date" else (date.start, date.end)
    parts = [p for p in map(_parts, ends) if p]
    whole = date.calendar == "gregorian" and all(end.precision in _WHOLE and end.year > 0 for end in ends)
    marked = any(end.approximate or end.uncertain for end in ends)
    seasonal = any(end.precision == "season" for end in ends)
    has_time = with_time and date.start.precision == "datetime"
    if export:
        if not whole or (date.kind == "interval" and (marked or seasonal)):
            return {"literal": printed(date, language)}
        result: dict[str, Any] = {"date-parts": parts}
        if seasonal:
            result["season"] = date.start.month - _SEASON_BASE
        if marked:
            result["circa"] = True
        return result
    if whole and not marked and not seasonal and not has_time:
        return {"date-parts": parts}
    return {"date-parts": parts, "literal": printed(date, language, time=has_time)}


def _parts(end: End) -> list[int]:
    """Return `date-parts` in the Gregorian calendar, for sorting where they are not printed."""
    if end.earliest is None:
        return []
    if end.precision in ("day", "datetime"):
        return list(end.earliest)
    return list(end.earliest[:2]) if end.precision == "month" else [end.earliest[0]]
