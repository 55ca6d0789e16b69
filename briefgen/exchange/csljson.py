"""CSL-JSON in, drafts out: an array of items, or one item.

Numbers stay as typed (3.10 is not 3.1). The CSL tags for rich text are stripped from titles; `status` moves into the note
because ours means something else; what CSL does not know is kept in the note. Standard: CSL-JSON 1.0.2, csl-data.json.
"""

import json
import re
from collections.abc import Iterator
from typing import Any, Final, NoReturn

from briefgen.diagnostics import Diagnostic, Span, bad_input, limit
from briefgen.errors import LimitError, RecordError
from briefgen.exchange.dates import date_value
from briefgen.exchange.draft import Draft, Reading, composed
from briefgen.exchange.languages import language_tag
from briefgen.limits import value as limit_value
from briefgen.records.csl import DATES, NAME_PARTS, NAMES, TYPES, VARIABLES
from briefgen.records.dateparts import DATE_KEYS, csl_date
from briefgen.records.read import read
from briefgen.records.schema import is_language

__all__ = ["plain_title", "read_csl_json"]

_TAGS: Final = re.compile(r"</?(?:i|b|sub|sup|span)>|<span\s[^<>]*>")
_TITLES: Final = frozenset(
    ("title", "title-short", "shortTitle", "container-title", "container-title-short", "collection-title",
     "event-title", "original-title", "part-title", "reviewed-title", "volume-title")
)  # fmt: skip
_SPACE: Final = " \t\r\n"
_DOI: Final = re.compile(r"(?:https?://(?:dx\.)?doi\.org/|doi:\s*)", re.IGNORECASE)


def plain_title(text: str) -> str:
    """Return a title without the tags of CSL rich text: i, b, sub, sup, span.

    >>> plain_title('<i>Homo</i> H<sub>2</sub>O <span class="nocase">x</span> a < b')
    'Homo H2O x a < b'
    """
    return _TAGS.sub("", text) if "<" in text else text


def read_csl_json(text: str, name: str) -> Reading:
    """Read an array of CSL-JSON items, or one item. Raises RecordError (`exchange.syntax`), LimitError (`depth`)."""
    reading = Reading()
    try:
        for where, item in _items(text, name):
            if isinstance(item, dict):
                reading.drafts.append(_draft(where, item))
            else:
                problem = bad_input("exchange.syntax", where, "an item of CSL-JSON must be an object", "write {…}")
                reading.problems.append(problem)
    except RecursionError:
        message = f"nesting is deeper than {limit_value('depth')} levels"
        raise LimitError(limit("depth", Span(name), message)) from None
    return reading


def _items(text: str, name: str) -> Iterator[tuple[Span, Any]]:
    """Yield each item with its place."""
    decoder = json.JSONDecoder(object_pairs_hook=_object, parse_int=str, parse_float=str, parse_constant=_no_constant)
    line, counted = 1, 0
    at = _skip(text, 0)
    is_list = text[at : at + 1] == "["
    at = _skip(text, at + 1) if is_list else at
    count = 0
    while not (is_list and count == 0 and text[at : at + 1] == "]"):
        line, counted = line + text.count("\n", counted, at), at
        where = Span(name, line, at - text.rfind("\n", 0, at))
        try:
            item, end = decoder.raw_decode(text, at)
        except json.JSONDecodeError as error:
            _fail(Span(name, error.lineno, error.colno), f"not JSON: {error.msg[:80]}")
        except _RepeatedError as error:
            _fail(where, str(error))
        count += 1
        if count > limit_value("records"):
            raise LimitError(limit("records", where, f"more than {limit_value('records')} works", "divide the file"))
        yield where, item
        at = _skip(text, end)
        if not is_list or text[at : at + 1] == "]":
            break
        if text[at : at + 1] != ",":
            _fail(_place(text, at, name), "not JSON: expected , or ] behind an item")
        at = _skip(text, at + 1)
    at = _skip(text, at + 1) if is_list else at
    if at < len(text):
        _fail(_place(text, at, name), "not JSON: something stands behind the end")


def _fail(where: Span, message: str) -> NoReturn:
    raise RecordError(bad_input("exchange.syntax", where, message))


def _place(text: str, at: int, name: str) -> Span:
    return Span(name, text.count("\n", 0, at) + 1, at - text.rfind("\n", 0, at))


def _skip(text: str, at: int) -> int:
    while text[at : at + 1] in _SPACE and at < len(text):
        at += 1
    return at


class _RepeatedError(ValueError):
    """A key stands twice in one object."""


def _object(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    made = dict(pairs)
    if len(made) != len(pairs):
        raise _RepeatedError("a key stands twice in one object")
    return made


def _no_constant(word: str) -> NoReturn:
    raise _RepeatedError(f"{word} is not JSON")


def _draft(where: Span, item: dict[str, Any]) -> Draft:
    """Sort the keys of an item into variables, names, dates, and what goes into the note."""
    draft = Draft(where, _key(item))
    kind = item.get("type")
    if isinstance(kind, str) and kind in TYPES:
        draft.fields["type"] = kind
    else:
        draft.fields["type"] = "document"
        draft.keep("type", kind if isinstance(kind, str) and kind else "none given")
    for key, value in item.items():
        if value is None or value in ("", [], {}) or key in ("id", "type"):
            continue
        if key in NAMES:
            _names(draft, key, value)
        elif key in DATES:
            _date(draft, key, value)
        elif key == "status":
            draft.note(key, value)
        elif isinstance(value, str) and (key in VARIABLES or key in ("title", "shortTitle", "language")):
            _text(draft, key, value)
        else:
            draft.keep(key, value)
    return draft


def _key(item: dict[str, Any]) -> str:
    """Return the citation key: `citation-key`, else an `id` that somebody chose, which is no address."""
    key = item.get("citation-key")
    if isinstance(key, str) and key.strip():
        return key
    chosen = item.get("id")
    return chosen if isinstance(chosen, str) and "/" not in chosen else ""


def _text(draft: Draft, key: str, value: str) -> None:
    if key == "language":
        tag = value if is_language(value) else language_tag(value)
        if tag:
            draft.put(key, tag)
        else:
            draft.keep(key, value)
    elif key == "DOI":
        draft.put(key, _DOI.sub("", value.strip(), count=1))
    else:
        draft.put("title-short" if key == "shortTitle" else key, plain_title(value) if key in _TITLES else value, key)


def _names(draft: Draft, key: str, value: Any) -> None:
    """Take a list of CSL names; parts that CSL does not know go into the note."""
    if not isinstance(value, list) or not all(isinstance(person, dict) for person in value):
        draft.keep(key, value)
        return
    for person in value:
        taken: dict[str, str] = {}
        for part, word in person.items():
            if part in NAME_PARTS and isinstance(word, bool):
                taken[part] = "true" if word else "false"
            elif part in NAME_PARTS and isinstance(word, str):
                if word.strip():
                    taken[part] = composed(word).strip()
            elif word is not None:
                draft.keep(f"{key} {part}", word)
        if taken:
            draft.people(key, [taken])


def _date(draft: Draft, key: str, value: Any) -> None:
    """Take a CSL date as EDTF, or as the words that it is."""
    if isinstance(value, str):
        draft.date(key, date_value(composed(value)))
        return
    if not isinstance(value, dict):
        draft.keep(key, value)
        return
    known = {part: word for part, word in value.items() if part in DATE_KEYS and word not in (None, "", [], False)}
    for part, word in value.items():
        if part not in DATE_KEYS:
            draft.keep(f"{key} {part}", word)
    if "date-parts" in known:
        for part in ("literal", "raw", "edtf"):
            if part in known:
                draft.keep(f"{key} {part}", known.pop(part))
    elif not any(isinstance(known.get(part), str) for part in ("edtf", "raw", "literal")):
        draft.keep(key, value)
        return
    else:
        _date_in_words(draft, key, known)
        return
    try:
        node = read(f'{{"date": {json.dumps(known)}}}'.encode(), draft.where.file).entries["date"]
        found: Any = csl_date(node, "gregorian")  # type: ignore[arg-type]  # it was written as a mapping
    except (RecordError, LimitError) as error:
        found = error.problems[0]
    if isinstance(found, Diagnostic):
        draft.fault("date.form", f"{key}: {found.message}", found.hint)
        return
    draft.date(key, found.raw)
    season = str(known.get("season", ""))
    if season and not any(f"-2{n}" in found.raw[4:8] for n in range(1, 5)):
        draft.keep(f"{key} season", known["season"])


def _date_in_words(draft: Draft, key: str, known: dict[str, Any]) -> None:
    """Take `edtf` or `raw` as a date where they are one, `literal` as words, and note what stands beside it."""
    chosen = next(part for part in ("edtf", "raw", "literal") if isinstance(known.get(part), str))
    text = composed(known.pop(chosen))
    draft.date(key, {"literal": text} if chosen == "literal" else date_value(text))
    for part, word in known.items():
        draft.keep(f"{key} {part}", word)
