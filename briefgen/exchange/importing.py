"""A file of another program in, our source records out as YAML, checked by our own reader before anybody sees them.

Nothing is printed or written of a file that holds one faulty work. Messages name the work and point at its place in the
file that was imported.
"""

import os
from typing import Any, Final

from briefgen.diagnostics import Diagnostic, Span, bad_input, limit
from briefgen.errors import BriefgenError, LimitError, RecordError, UsageError
from briefgen.exchange.bibtex import read_bibtex
from briefgen.exchange.csljson import read_csl_json
from briefgen.exchange.draft import Draft, Reading
from briefgen.exchange.idents import choose_id
from briefgen.exchange.ris import read_ris
from briefgen.files import Folder
from briefgen.limits import value as limit_value
from briefgen.records.csl import DATES, NAMES
from briefgen.records.read import Sequence, read
from briefgen.records.schema import Checker
from briefgen.records.sources import build_source
from briefgen.records.text import faults
from briefgen.records.writing import as_yaml

__all__ = ["FORMATS", "Imported", "import_works", "read_file"]

FORMATS: Final = ("csl-json", "bibtex", "ris")
_READERS: Final = {"csl-json": read_csl_json, "bibtex": read_bibtex, "ris": read_ris}
_ENDINGS: Final = {".json": "csl-json", ".csljson": "csl-json", ".bib": "bibtex", ".bibtex": "bibtex", ".ris": "ris"}
_OPENINGS: Final = {"[": "csl-json", "{": "csl-json", "@": "bibtex", "%": "bibtex", "T": "ris"}
_FIRST: Final = ("id", "type", "title", "title-short", *sorted(NAMES), *sorted(DATES))


class Imported:
    """What came of a file: the records as YAML, their ids in order, and warnings."""

    __slots__ = ("ids", "text", "warnings")

    def __init__(self, text: str, ids: tuple[str, ...], warnings: tuple[Diagnostic, ...]) -> None:
        self.text: Final = text
        self.ids: Final = ids
        self.warnings: Final = warnings


def read_file(path: str) -> bytes:
    """Return the bytes of the file that the user named, wherever it lies; limit `file`."""
    real = os.path.realpath(path)
    where = Span(path)
    if not os.path.exists(real):
        raise UsageError(bad_input("path.missing", where, "this file does not exist"))
    with Folder(os.path.dirname(real), os.path.dirname(path)) as folder:
        return folder.read(os.path.basename(real), "file", where)


def import_works(data: bytes, name: str, form: str = "", brief_language: str = "en") -> Imported:
    """Read a file into source records. `form` is one of FORMATS, "" to take it from the file's name or beginning.

    `brief_language` is that of the brief that will use them. Raises UsageError, RecordError with every problem found,
    or LimitError.
    """
    text = _decoded(data, name)
    reading = _READERS[form or _format(text, name)](text, name)
    if not reading.drafts and not reading.problems:
        raise RecordError(bad_input("exchange.empty", Span(name), "the file holds no work"))
    problems = [*reading.problems, *_identify(reading)]
    records = [_record(draft) for draft in reading.drafts]
    written = as_yaml({"sources": records})
    _bound(written, records, name)
    problems += _checked(reading, records, brief_language)
    if problems:
        problems.sort(key=lambda problem: problem.where.key())
        raise (LimitError if any(problem.status == 3 for problem in problems) else RecordError)(*problems)
    warnings = [*reading.warnings, *(each for draft in reading.drafts for each in draft.warnings)]
    warnings.sort(key=lambda each: each.where.key())
    return Imported(written, tuple(draft.id for draft in reading.drafts), tuple(warnings))


def _bound(written: str, records: list[dict[str, Any]], name: str) -> None:
    """Refuse what no record file may be: larger than `file`, or of more values than `nodes`."""
    size = len(written.encode(errors="surrogatepass"))
    for limit_name, amount, unit in (("file", size, "bytes"), ("nodes", _values(records) + 3, "values")):
        most = limit_value(limit_name)
        if amount > most:
            message = f"the records would be {amount} {unit}; at most {most} go into a file"
            raise LimitError(limit(limit_name, Span(name), message, "divide the file"))


def _values(value: Any) -> int:
    """Count values as the reader counts them: keys, texts, lists and mappings."""
    if isinstance(value, str):
        return 1
    if isinstance(value, dict):
        return 1 + len(value) + sum(map(_values, value.values()))
    return 1 + sum(map(_values, value))


def _decoded(data: bytes, name: str) -> str:
    """Return the text of a file; unlike a record file it may begin with a byte order mark."""
    if len(data) > limit_value("file"):
        message = f"the file is larger than {limit_value('file')} bytes"
        raise LimitError(limit("file", Span(name), message, "divide the file"))
    if data.startswith((b"\xff\xfe", b"\xfe\xff")) or b"\0" in data[:4]:
        message = "the file is not UTF-8 but UTF-16 or UTF-32"
        raise RecordError(bad_input("text.encoding", Span(name), message, "save it as UTF-8"))
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        message = f"byte {data[error.start]:#04x} is not UTF-8"
        raise RecordError(bad_input("text.encoding", Span(name, line), message, "save the file as UTF-8")) from None


def _format(text: str, name: str) -> str:
    """Tell the format of a file by its name, or else by its first character."""
    known = _ENDINGS.get(os.path.splitext(name)[1].lower()) or _OPENINGS.get(text.lstrip()[:1])
    if not known:
        message = "this is no file of CSL-JSON, BibTeX or RIS by its name or its beginning"
        raise UsageError(bad_input("exchange.format", Span(name), message, f"--format {' | '.join(FORMATS)}"))
    return known


def _identify(reading: Reading) -> list[Diagnostic]:
    """Give each work its id; report a citation key that stands twice."""
    problems: list[Diagnostic] = []
    keys: dict[str, Span] = {}
    taken: dict[str, int] = {}
    for draft in reading.drafts:
        first = keys.setdefault(draft.key, draft.where) if draft.key else draft.where
        if first is not draft.where:
            message = f"the key {draft.key[:80]} stands twice, first at {first}"
            problems.append(bad_input("id.duplicate", draft.where, message, "give one of the two another key"))
            continue
        draft.id = choose_id(draft, taken)
        if draft.key and draft.key != draft.id:
            draft.fields.setdefault("citation-key", draft.key)
    return problems


def _checked(reading: Reading, records: list[dict[str, Any]], brief_language: str) -> list[Diagnostic]:
    """Return what our own validation says against the records; its warnings go to the drafts."""
    checker = Checker()
    checker.brief_language = brief_language
    problems: list[Diagnostic] = []
    for draft, record in zip(reading.drafts, records, strict=True):
        problems += draft.problems
        if not draft.id:
            continue
        problems += _bad_characters(draft, record) or _validate(checker, draft, record)
        draft.warnings.extend(_moved(draft, each, "") for each in checker.warnings)
        checker.warnings.clear()
    return problems


def _record(draft: Draft) -> dict[str, Any]:
    """Return the record of a work: first what names it, then the rest in the order of the file."""
    fields = dict(draft.fields)
    note = " ".join(filter(None, (fields.pop("note", ""), "; ".join(draft.kept))))
    fields["id"] = draft.id
    if note:
        fields["note"] = note
    return {key: fields[key] for key in (*(key for key in _FIRST if key in fields), *fields)}


def _bad_characters(draft: Draft, record: dict[str, Any]) -> list[Diagnostic]:
    """Report characters that no record may hold, which YAML would only escape."""
    found: list[Diagnostic] = []
    for key, value in record.items():
        texts = [value] if isinstance(value, str) else _texts(value)
        for text in texts:
            for _offset, code, message, hint in faults(text):
                found.append(bad_input(code, draft.where, f"{draft.label()}: {key}: {message}", hint))
    return found


def _texts(value: Any) -> list[str]:
    """Return the texts of a list of names or of a literal date."""
    people = [value] if isinstance(value, dict) else value
    return [text for person in people for text in person.values()]


def _validate(checker: Checker, draft: Draft, record: dict[str, Any]) -> list[Diagnostic]:
    """Read a record back and check it as any other."""
    text = as_yaml({"sources": [record]})
    try:
        node = read(text.encode(), draft.where.file)
        listed = node.entries["sources"]
        assert isinstance(listed, Sequence)
        checker.has_joiners = "\u200c" in text or "\u200d" in text or "\\u200" in text
        build_source(checker, listed.items[0])
        found: list[Any] = list(checker.problems)
        checker.problems.clear()
    except BriefgenError as error:
        found = list(error.problems)
    lines = text.split("\n")
    return [_moved(draft, each, _key_above(lines, each.where.line)) for each in found]


def _key_above(lines: list[str], number: int) -> str:
    """Return the key of the record whose value holds a line of its YAML."""
    for line in reversed(lines[:number]):
        if line[:4] in ("    ", "  - ") and line[4:5] not in (" ", "{", ""):
            return line[4:].partition(":")[0]
    return ""


def _moved(draft: Draft, found: Diagnostic, key: str) -> Diagnostic:
    """Return a problem of a record as one of the work in the imported file."""
    named = key and key not in found.message and found.code != "schema.missing"
    prefix = f"{draft.label()}: {key}: " if named else f"{draft.label()}: "
    return Diagnostic(found.severity, found.code, draft.where, prefix + found.message, found.hint, found.status)
