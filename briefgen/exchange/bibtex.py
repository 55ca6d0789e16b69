"""BibTeX and BibLaTeX in, drafts out; the only module that imports bibtexparser.

bibtexparser splits the file into blocks and names into parts. Strings (`@string`, `#`), months, crossref and LaTeX are
ours, because a limit or a warning belongs to each. Entry types and fields follow the mapping of BibLaTeX's manual, 2.1
and 2.2, and of Pandoc.

Invariant: braces are counted before anything is parsed, so that nothing recurses deeper than the limit `depth`.
"""

import re
from collections.abc import Mapping
from typing import Any, Final

from briefgen.diagnostics import Span, bad_input, limit, warning
from briefgen.errors import LimitError, RecordError
from briefgen.exchange.bibtable import BOOKS, DATES, KNOWN_TO_NOBODY, NAMES, NUMBERED, TEXTS, TYPES, VERBATIM
from briefgen.exchange.dates import date_value, month_number
from briefgen.exchange.draft import Draft, Reading
from briefgen.exchange.extra import missing
from briefgen.exchange.languages import language_tag
from briefgen.exchange.latex import plain, unescaped
from briefgen.limits import value as limit_value

__all__ = ["read_bibtex"]

_MONTHS: Final = "January February March April May June July August September October November December"
# What an entry never takes from the one that it names in crossref: BibLaTeX's manual, appendix B.
_OWN_FIELDS: Final = """abstract annotation author crossref doi eprint file keywords note pages shorttitle subtitle title
url urldate"""
_OWN: Final = frozenset(_OWN_FIELDS.split())
_BRACE: Final = re.compile(r"(?<!\\)[{}]|^[ \t]*@\w", re.MULTILINE)
_SPACE: Final = re.compile(r"[ \t\n]+")
_PIECE: Final = re.compile(r"[^{}\"#\\]+|\\.|.", re.DOTALL)

Fields = dict[str, str]


def read_bibtex(text: str, name: str) -> Reading:
    """Read a BibTeX file. Raises UsageError (`exchange.extra`), RecordError (`exchange.*`), LimitError."""
    try:
        import bibtexparser
    except ImportError:
        raise missing("BibTeX", "bibtexparser", name) from None
    _silence()
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    _bound(text, name)
    reading = Reading()
    parser: Any = bibtexparser
    blocks: list[Any] = parser.parse_string(text, parse_stack=[]).blocks
    strings = {month[:3].lower(): month for month in _MONTHS.split()}
    defined = frozenset(block.key.lower() for block in blocks if type(block).__name__ == "String")
    entries: dict[str, tuple[Any, Fields, list[tuple[str, str]]]] = {}
    for block in blocks:
        where = Span(name, (block.start_line or 0) + 1)
        kind = type(block).__name__
        if kind == "String":
            strings[block.key.lower()] = _expand(block.value, strings, where, reading, defined)
            continue
        if kind == "DuplicateFieldKeyBlock":
            block = block.ignore_error_block
        elif kind == "DuplicateBlockKeyBlock":
            _doubled(block, strings, where, reading)
            continue
        elif kind == "ParsingFailedBlock":
            message = f"not BibTeX: {_SPACE.sub(' ', str(getattr(block.error, 'abort_reason', '') or block.error)).strip()[:200]}"
            reading.problems.append(bad_input("exchange.syntax", where, message, "mend the entry at this line"))
            continue
        if type(block).__name__ == "Entry":
            entries[block.key] = (block, *_fields(block, strings, where, reading))
    for key, (block, fields, doubled) in entries.items():
        draft = Draft(Span(name, (block.start_line or 0) + 1), key)
        _inherit(
            draft, fields, {other.lower(): row[1] for other, row in entries.items()} if "crossref" in fields else {}
        )
        _fill(draft, block.entry_type.lower(), fields)
        for field, value in doubled:
            draft.keep(field, _words(draft, value))
        reading.drafts.append(draft)
    return reading


def _silence() -> None:
    """Keep what the parser logs from stderr: its errors come back as blocks, and we tell them ourselves."""
    import logging

    logger = logging.getLogger("bibtexparser")
    logger.propagate = False
    if not logger.handlers:
        logger.addHandler(logging.NullHandler())


def _bound(text: str, name: str) -> None:
    """Refuse nesting deeper than `depth`, more entries than `records`, more fields than `nodes`, before parsing."""
    depth = entries = 0
    deepest, most = limit_value("depth"), limit_value("records")
    if text.count("=") + text.count(",") > 2 * limit_value("nodes"):
        message = f"more than {limit_value('nodes')} fields"
        raise LimitError(limit("nodes", Span(name), message, "divide the file"))
    for match in _BRACE.finditer(text):
        sign = match[0]
        if sign == "{":
            depth += 1
        elif sign == "}":
            depth = max(depth - 1, 0)
        else:  # an entry begins
            depth = 0
            entries += 1
        if depth > deepest or entries > most:
            start = match.start()
            where = Span(name, text.count("\n", 0, start) + 1, start - text.rfind("\n", 0, start))
            if entries > most:
                raise LimitError(limit("records", where, f"more than {most} works", "divide the file"))
            raise LimitError(limit("depth", where, f"nesting is deeper than {deepest} levels"))


def _doubled(block: Any, strings: dict[str, str], where: Span, reading: Reading) -> None:
    """Take a second @string of a name, as BibTeX does; report a second entry."""
    inner = block.ignore_error_block
    if type(inner).__name__ == "String":
        strings[inner.key.lower()] = _expand(inner.value, strings, where, reading, frozenset((inner.key.lower(),)))
        return
    message = f"the entry {block.key[:80]} stands twice"
    reading.problems.append(bad_input("id.duplicate", where, message, "give one of the two another key"))


def _fields(
    block: Any, strings: Mapping[str, str], where: Span, reading: Reading
) -> tuple[Fields, list[tuple[str, str]]]:
    """Return the values of an entry by lower-case name, and those of names that stand twice."""
    fields: Fields = {}
    doubled: list[tuple[str, str]] = []
    for field in block.fields:
        name = field.key.lower()
        value = _SPACE.sub(" ", _expand(str(field.value), strings, where, reading)).strip()
        if name in fields and value != fields[name]:
            doubled.append((name, value))
        else:
            fields[name] = value
    return fields, doubled


def _expand(
    value: str,
    strings: Mapping[str, str],
    where: Span,
    reading: Reading,
    below: frozenset[str] = frozenset(),
) -> str:
    """Return a value with strings put in and pieces joined by # joined.

    As in BibTeX a string must stand before its use, so that none can lead back to itself: `below` are the names that
    are defined here or later.
    """
    out: list[str] = []
    length = 0
    for piece in _pieces(value):
        if piece[:1] in ('"', "{"):
            word = piece[1:-1]
        elif piece.isdigit() or not piece:
            word = piece
        elif piece.lower() in strings:
            word = strings[piece.lower()]
        elif piece.lower() in below:
            message = f"the string {piece[:80]} is used in its own text, or above its definition"
            raise RecordError(bad_input("exchange.string", where, message, "write the text out"))
        else:
            message = f"no string is called {piece[:80]}: the name itself is taken"
            reading.warnings.append(warning("exchange.undefined", where, message, "add @string{name = {…}} before it"))
            word = piece
        length += len(word)
        if length > limit_value("scalar"):
            message = f"a value of more than {limit_value('scalar')} characters"
            raise LimitError(limit("scalar", where, message, "shorten it"))
        out.append(word)
    return "".join(out)


def _pieces(value: str) -> list[str]:
    """Part a value at each # outside braces and quotation marks."""
    pieces: list[str] = []
    start = depth = 0
    quoted = False
    for match in _PIECE.finditer(value):
        sign = match[0]
        if sign == "{":
            depth += 1
        elif sign == "}":
            depth -= 1
        elif sign == '"' and depth == 0:
            quoted = not quoted
        elif sign == "#" and depth == 0 and not quoted:
            pieces.append(value[start : match.start()].strip())
            start = match.end()
    return [*pieces, value[start:].strip()]


def _inherit(draft: Draft, fields: Fields, entries: Mapping[str, Fields]) -> None:
    """Take from the entry that `crossref` names what this one lacks; one step, as in BibTeX."""
    wanted = fields.pop("crossref", "")
    parent = entries.get(wanted.lower())
    if not wanted or parent is fields:
        return
    if parent is None:
        draft.keep("crossref", wanted)
        return
    if "booktitle" not in fields and "title" in parent:
        fields["booktitle"] = parent["title"]
    for name, value in parent.items():
        if name not in _OWN:
            fields.setdefault(name, value)


def _fill(draft: Draft, kind: str, fields: Fields) -> None:
    """Set the variables of an entry from its fields."""
    csl = TYPES.get(kind, "")
    if kind == "article" and fields.get("entrysubtype", "").lower() in ("newspaper", "magazine"):
        csl = "article-" + fields.pop("entrysubtype").lower()
    draft.fields["type"] = csl or "document"
    if not csl:
        draft.keep("entry type", kind)
    if kind.endswith("thesis") and kind != "thesis":
        fields.setdefault("type", {"phd": "PhD thesis", "masters": "Master’s thesis"}.get(kind[:-6], ""))
    _titles(draft, fields)
    _issued(draft, fields)
    for name, value in fields.items():
        if not value or name in KNOWN_TO_NOBODY:
            continue
        if name in NAMES:
            draft.people(NAMES[name], _people(draft, name, value))
        elif name in DATES:
            draft.date(DATES[name], _date(draft, value), name)
        elif name in ("language", "langid"):
            _language(draft, name, value)
        elif name == "number":
            target = "collection-number" if kind in BOOKS else "number" if kind in NUMBERED else "issue"
            draft.put(target, _words(draft, value), name)
        elif name == "howpublished":
            address = unescaped(value)
            draft.put(*(("URL", address) if "://" in address else ("medium", _words(draft, value))), name)
        elif name in VERBATIM:
            _address(draft, name, unescaped(value))
        elif name in TEXTS:
            text = _words(draft, value)
            draft.put(TEXTS[name], text.replace("–", "-") if name == "pages" else text, name)
        else:
            draft.keep(name, _words(draft, value))


def _titles(draft: Draft, fields: Fields) -> None:
    """Join titles and subtitles."""
    for name, target in (
        ("title", "title"),
        ("booktitle", "container-title"),
        ("journaltitle", "container-title"),
        ("journal", "container-title"),
        ("maintitle", "volume-title"),
    ):
        title = _words(draft, fields.pop(name, ""))
        below = _words(draft, fields.pop(f"{name.removesuffix('title')}subtitle", "")) if name != "journal" else ""
        if title and below:
            title += f" {below}" if title[-1] in ":?!" else f": {below}"
        draft.put(target, title or below, name)


def _issued(draft: Draft, fields: Fields) -> None:
    """Set `issued` from `date`, or from year, month and day."""
    if fields.get("date"):
        draft.date("issued", _date(draft, fields.pop("date")))
        for name in ("year", "month", "day"):
            given = fields.pop(name, "")
            if (name != "year" and given) or (given and given not in str(draft.fields["issued"])):
                draft.keep(name, _words(draft, given))
        return
    year, month, day = (_words(draft, fields.pop(name, "")) for name in ("year", "month", "day"))
    number = month_number(month)
    words = " ".join(filter(None, (day, month, year)))
    if number and len(year) == 4 and year.isdigit():
        draft.date("issued", date_value("-".join(filter(None, (year, number, day.zfill(2) if day else "")))))
    elif words:
        draft.date("issued", date_value(words))


def _date(draft: Draft, value: str) -> str | dict[str, str]:
    return date_value(unescaped(value) if "/" in value or "~" in value else _words(draft, value))


def _words(draft: Draft, value: str) -> str:
    """Return a value without LaTeX, and warn of commands that stay in it."""
    text, unknown = plain(value)
    for command in dict.fromkeys(unknown):
        message = f"{draft.label()}: the LaTeX command {command[:40]} is not known and stays as typed"
        draft.warnings.append(warning("exchange.latex", draft.where, message, "write the character itself"))
    return text.strip()


def _people(draft: Draft, field: str, value: str) -> list[dict[str, str]]:
    """Return the names of a name field; one in braces is an institution."""
    from bibtexparser.middlewares.names import (
        InvalidNameError,
        parse_single_name_into_parts,
        split_multiple_persons_names,
    )

    found: list[dict[str, str]] = []
    for name in split_multiple_persons_names(value):
        if name == "others":
            draft.keep(field, "and others")
            continue
        try:
            parts = parse_single_name_into_parts(name)
        except InvalidNameError:
            found.append({"literal": _words(draft, name)})
            continue
        if not (parts.first or parts.von or parts.jr) and name.startswith("{"):
            found.append({"literal": _words(draft, name)})
            continue
        row = {
            "family": " ".join(parts.last),
            "given": " ".join(parts.first),
            "non-dropping-particle": " ".join(parts.von),
            "suffix": " ".join(parts.jr),
        }
        found.append({part: _words(draft, word) for part, word in row.items() if word})
    return [person for person in found if any(person.values())]


def _language(draft: Draft, name: str, value: str) -> None:
    tag = language_tag(_words(draft, value))
    if tag and (name == "language" or "language" not in draft.fields):
        draft.put("language", tag, name)
    elif not tag:
        draft.keep(name, value)


def _address(draft: Draft, name: str, value: str) -> None:
    """Set an address or a number that LaTeX leaves alone."""
    if name == "doi":
        for start in ("https://doi.org/", "http://doi.org/", "https://dx.doi.org/", "http://dx.doi.org/", "doi:"):
            if value.lower().startswith(start):
                value = value[len(start) :].strip()
    draft.put(VERBATIM[name], value, name)
