"""Dates as CSL-JSON writes them: `date-parts`, `season`, `circa`, `literal`, `raw` in, `Edtf` out."""

from typing import Final

from briefgen.diagnostics import Diagnostic, bad_input
from briefgen.records.dates import Edtf, EdtfError
from briefgen.records.read import Mapping, Node, Scalar, Sequence

__all__ = ["DATE_KEYS", "csl_date"]

DATE_KEYS: Final = frozenset(("date-parts", "season", "circa", "literal", "raw", "edtf"))
_SEASONS: Final = {"1": 21, "2": 22, "3": 23, "4": 24, "21": 21, "22": 22, "23": 23, "24": 24}
_SEASON_WORDS: Final = {"spring": 21, "summer": 22, "autumn": 23, "fall": 23, "winter": 24}
_PARTS_AT_MOST: Final = 3


def csl_date(node: Mapping, calendar: str) -> Edtf | Diagnostic:
    """Read a CSL-JSON date whose keys are known, or say what is wrong with it."""
    entries = node.entries
    parts = entries.get("date-parts")
    text = ""
    if parts is not None:
        found = _from_parts(node, parts)
        if isinstance(found, Diagnostic):
            return found
        text = found
    for key in ("edtf", "raw"):
        text = text or _text(entries.get(key))
    if not text:
        literal = _text(entries.get("literal"))
        return Edtf.literal(literal) if literal else bad_input("date.form", node.span(), "no date", "write 2021-01-12")
    try:
        return Edtf.parse(text, calendar)
    except EdtfError as error:
        if parts is None and "raw" in entries:
            return Edtf.literal(text)
        return bad_input(error.code, node.span(), f"{text!r} is not a date: {error}", error.hint)


def _text(node: Node | None) -> str:
    return node.text.strip() if type(node) is Scalar else ""


def _from_parts(node: Mapping, parts: Node) -> str | Diagnostic:
    """Write `date-parts` as EDTF text."""
    ends: list[str] = []
    mark = "~" if _text(node.entries.get("circa")).lower() not in {"", "0", "false", "no"} else ""
    for item in parts.items if type(parts) is Sequence else []:
        numbers = [n.text for n in item.items if type(n) is Scalar] if type(item) is Sequence else []
        while numbers and numbers[-1] in {"", "0", "null"}:
            numbers.pop()
        if not 1 <= len(numbers) <= _PARTS_AT_MOST or not all(map(_is_number, numbers)):
            return bad_input("date.form", item.span(), "date-parts hold year, month and day", "write [[2021, 1, 12]]")
        year = f"-{numbers[0][1:].zfill(4)}" if numbers[0].startswith("-") else numbers[0].zfill(4)
        season = _season(node) if len(numbers) == 1 else ""
        ends.append(year + (season or "".join(f"-{n.zfill(2)}" for n in numbers[1:])) + mark)
    if not 1 <= len(ends) <= 2:
        return bad_input("date.form", parts.span(), "date-parts hold one or two dates", "write [[2021, 1, 12]]")
    return "/".join(ends)


def _is_number(text: str) -> bool:
    digits = text.removeprefix("-")
    return digits.isascii() and digits.isdigit()


def _season(node: Mapping) -> str:
    word = _text(node.entries.get("season")).lower()
    number = _SEASONS.get(word) or _SEASON_WORDS.get(word)
    return f"-{number}" if number else ""
