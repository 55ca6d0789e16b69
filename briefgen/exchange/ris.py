"""RIS in, drafts out; the only module that imports rispy.

rispy parts the lines into tags; that each work begins with TY and ends with ER is seen to before, because rispy leaves a
work without ER out. Tags: the RIS specification as Reference Manager, EndNote and Zotero write it.
"""

import re
from typing import Any, Final

from briefgen.diagnostics import Span, bad_input, limit
from briefgen.errors import LimitError, RecordError
from briefgen.exchange.dates import date_value
from briefgen.exchange.draft import Draft, Reading, composed
from briefgen.exchange.extra import missing
from briefgen.exchange.languages import language_tag
from briefgen.limits import value as limit_value

__all__ = ["read_ris"]

_TYPES: Final = {
    "ABST": "article-journal", "ADVS": "motion_picture", "ANCIENT": "classic", "ART": "graphic", "BILL": "bill",
    "BLOG": "post-weblog", "BOOK": "book", "CASE": "legal_case", "CHAP": "chapter", "CHART": "figure",
    "CLSWK": "classic", "COMP": "software", "CONF": "book", "CPAPER": "paper-conference", "CTLG": "book",
    "DATA": "dataset", "DBASE": "dataset", "DICT": "entry-dictionary", "EBOOK": "book", "ECHAP": "chapter",
    "EDBOOK": "book", "EJOUR": "article-journal", "ELEC": "webpage", "ENCYC": "entry-encyclopedia", "FIGURE": "figure",
    "GEN": "document", "GOVDOC": "report", "HEAR": "hearing", "ICOMM": "personal_communication",
    "INPR": "article-journal", "JFULL": "periodical", "JOUR": "article-journal", "LEGAL": "regulation",
    "MANSCPT": "manuscript", "MAP": "map", "MGZN": "article-magazine", "MPCT": "motion_picture", "MULTI": "webpage",
    "MUSIC": "musical_score", "NEWS": "article-newspaper", "PAMP": "pamphlet", "PAT": "patent",
    "PCOMM": "personal_communication", "RPRT": "report", "SER": "periodical", "SLIDE": "speech", "SOUND": "song",
    "STAND": "standard", "STAT": "legislation", "THES": "thesis", "UNPB": "manuscript", "VIDEO": "motion_picture",
}  # fmt: skip
_NAMES: Final = {"AU": "author", "A1": "author", "A2": "editor", "ED": "editor", "A3": "collection-editor",
                 "A4": "translator"}  # fmt: skip
_TEXTS: Final = {
    "TI": "title", "T1": "title", "CT": "title", "ST": "title-short", "T2": "container-title", "JF": "container-title",
    "JO": "container-title", "BT": "container-title", "JA": "container-title-short", "J1": "container-title-short",
    "J2": "container-title-short", "T3": "collection-title", "VL": "volume", "NV": "number-of-volumes", "PB": "publisher",
    "CY": "publisher-place", "PP": "publisher-place", "ET": "edition", "AB": "abstract", "N2": "abstract", "M3": "genre",
    "CN": "call-number", "SE": "section", "DB": "archive", "DP": "source", "AN": "archive_location", "UR": "URL",
    "OP": "original-title",
}  # fmt: skip
_BOOKS: Final = frozenset(("BOOK", "CHAP", "EBOOK", "ECHAP", "EDBOOK", "CONF", "CPAPER", "RPRT", "DICT", "ENCYC"))
_NUMBERED: Final = frozenset(("RPRT", "GOVDOC", "PAT", "STAND", "STAT", "BILL", "LEGAL", "CASE", "HEAR", "DATA"))
_TAGGED: Final = re.compile(r"([A-Z][A-Z0-9])  -(.*)", re.DOTALL)
_JOINED: Final = frozenset(("AB", "N2", "TI", "T1"))


def read_ris(text: str, name: str) -> Reading:
    """Read a RIS file. Raises UsageError (`exchange.extra`), RecordError (`exchange.syntax`), LimitError (`records`)."""
    try:
        import rispy
    except ImportError:
        raise missing("RIS", "rispy", name) from None
    text = composed(text)
    lines, starts = _lines(text, name)
    tags = sorted({line[:2] for line in lines if _TAGGED.match(line)} | {"TY", "ER"})
    mapping = {tag: tag for tag in tags}
    works = rispy.loads("\n".join(lines), mapping=mapping, list_tags=[t for t in tags if t != "TY"],
                        delimiter_tags_mapping={})  # fmt: skip
    if len(works) != len(starts):
        message = f"{len(starts)} works begin and {len(works)} could be read"
        raise RecordError(bad_input("exchange.syntax", Span(name), message))
    reading = Reading()
    for line, work in zip(starts, works, strict=True):
        reading.drafts.append(_draft(Span(name, line), work))
    return reading


def _lines(text: str, name: str) -> tuple[list[str], list[int]]:
    """Return the lines, a space behind each tag, and the numbers of those that begin a work; check that each one ends."""
    out: list[str] = []
    starts: list[int] = []
    inside = False
    for number, line in enumerate(text.split("\n"), 1):
        match = _TAGGED.fullmatch(line)
        tag = match[1] if match else ""
        problem = ""
        if tag == "TY":
            problem = "a work begins inside another: ER is missing above" if inside else ""
            inside = True
            starts.append(number)
        elif not inside and line.strip():
            problem = "words outside a work: it begins with TY and ends with ER"
        elif inside and not tag and line.strip() and out[-1].startswith("TY  -"):
            problem = "a line without a tag"
        elif tag == "ER":
            inside = False
        if problem:
            raise RecordError(bad_input("exchange.syntax", Span(name, number), f"not RIS: {problem}"))
        if len(starts) > limit_value("records"):
            message = f"more than {limit_value('records')} works"
            raise LimitError(limit("records", Span(name, number), message, "divide the file"))
        if line.strip():
            # Two spaces keep rispy from taking the beginning of a continued line, such as `C=  -`, for a tag.
            out.append(f"{tag}  - {match[2].strip()}" if match else f"  {line.strip()}")
    if inside:
        raise RecordError(
            bad_input("exchange.syntax", Span(name, starts[-1]), "not RIS: this work does not end with ER")
        )
    return out, starts


def _draft(where: Span, work: dict[str, Any]) -> Draft:
    """Set the variables of a work from its tags."""
    kind = work.pop("TY").strip().upper()
    values = {tag: [value for value in found if value] for tag, found in work.items()}
    key = next((values.pop(tag)[0] for tag in ("ID", "LB") if values.get(tag)), "")
    draft = Draft(where, key)
    draft.fields["type"] = _TYPES.get(kind, "document")
    if kind not in _TYPES:
        draft.keep("TY", kind or "none given")
    _pages(draft, values)
    _dates(draft, values)
    for tag, found in values.items():
        if tag in _JOINED:
            found = [" ".join(found)]
        for value in [", ".join(found)] if tag == "KW" and found else found:
            _value(draft, kind, tag, value)
    return draft


def _value(draft: Draft, kind: str, tag: str, value: str) -> None:
    if tag in _NAMES:
        draft.people(_NAMES[tag], [_person(value)])
    elif tag in _TEXTS:
        draft.put(_TEXTS[tag], value, tag)
    elif tag == "IS":
        draft.put("number" if kind in _NUMBERED else "issue", value, tag)
    elif tag == "SN":
        draft.put("ISBN" if kind in _BOOKS else "ISSN", value, tag)
    elif tag == "DO":
        draft.put("DOI", re.sub(r"^(?:https?://(?:dx\.)?doi\.org/|doi:\s*)", "", value, flags=re.IGNORECASE), tag)
    elif tag == "KW":
        draft.put("keyword", value, tag)
    elif tag == "N1":
        draft.fields["note"] = " ".join(filter(None, (draft.fields.get("note"), value)))
    elif tag == "LA" and language_tag(value):
        draft.put("language", language_tag(value), tag)
    else:
        draft.keep(tag, value)


def _person(value: str) -> dict[str, str]:
    """Read `Family, Given, Suffix`; a name without a comma is an institution's or somebody's only name."""
    parts = [part.strip() for part in value.split(",", 2)]
    if len(parts) == 1 or not parts[1]:
        return {"literal": parts[0]}
    row = dict(zip(("family", "given", "suffix"), parts, strict=False))
    return {part: word for part, word in row.items() if word}


def _pages(draft: Draft, values: dict[str, list[str]]) -> None:
    """Join first and last page; a last page alone counts the pages."""
    first, last = (values.get(tag, [""])[:1] for tag in ("SP", "EP"))
    start, end = "".join(first), "".join(last)
    for tag in ("SP", "EP"):
        for other in values.pop(tag, [])[1:]:
            draft.keep(tag, other)
    if start and end and start != end and "-" not in start:
        draft.put("page", f"{start}-{end}", "SP")
    elif start:
        draft.put("page", start, "SP")
    elif end:
        draft.put("number-of-pages", end, "EP")


def _dates(draft: Draft, values: dict[str, list[str]]) -> None:
    """Set `issued` from DA, else Y1 or PY, and `accessed` from Y2; a year that DA has already needs no second place."""
    for target, tags in (("issued", ("DA", "Y1", "PY")), ("accessed", ("Y2",))):
        for tag in tags:
            for value in values.pop(tag, []):
                text = value.rstrip("/ ")
                _, _, other = re.sub(r"^([^/]*/[^/]*/[^/]*)/", "\\1\0", text).partition("\0")
                found = date_value(text[: len(text) - len(other) - 1] if other else text)
                if other:
                    draft.keep(f"{tag} (other)", other)
                known = draft.fields.get(target)
                if isinstance(found, str) and isinstance(known, str) and known.startswith(found):
                    continue
                draft.date(target, found, tag)
