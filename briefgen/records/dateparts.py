"""Dates as CSL-JSON writes them: `date-parts`, `season`, `circa`, `literal`, `raw` in, `Edtf` out."""

from typing import Final

from briefgen.records import schema
from briefgen.records.dates import Edtf, EdtfError
from briefgen.records.read import Mapping, Node, Scalar, Sequence

__all__ = ["csl_date"]

_KEYS: Final = frozenset(("date-parts", "season", "circa", "literal", "raw", "edtf"))
_SEASONS: Final = {"1": 21, "2": 22, "3": 23, "4": 24, "21": 21, "22": 22, "23": 23, "24": 24}
_SEASON_WORDS: Final = {"spring": 21, "summer": 22, "autumn": 23, "fall": 23, "winter": 24}
_PARTS_AT_MOST: Final = 3


def csl_date(checker: schema.Checker, key: str, node: Node, calendar: str) -> Edtf | None:
    """Read a CSL-JSON date; a list or a faulty one is noted and gives None."""
    if type(node) is not Mapping:
        checker.fault("schema.type", node.span(), f"{key} must be a date, not a list", "write 2021-01-12")
        return None
    for inner in node.entries:
        if inner not in _KEYS:
            checker.unknown_key(node, inner, dict.fromkeys(_KEYS), "a date")
            return None
    text = ""
    parts = node.entries.get("date-parts")
    if parts is not None:
        text = _from_parts(checker, node, parts)
    for inner in ("edtf", "raw"):
        value = node.entries.get(inner)
        if not text and type(value) is Scalar:
            text = value.text
    literal = node.entries.get("literal")
    if not text and type(literal) is Scalar and literal.text.strip():
        return Edtf.literal(literal.text)
    if not text:
        if parts is None:
            checker.fault("date.form", node.span(), f"{key} holds no date", "write 2021-01-12")
        return None
    try:
        return Edtf.parse(text, calendar)
    except EdtfError as error:
        if "raw" in node.entries and parts is None:
            return Edtf.literal(text)
        code = "date.day" if str(error).startswith("there is no") else "date.form"
        checker.fault(code, node.span(), f"{text!r} is not a date: {error}", error.hint)
        return None


def _from_parts(checker: schema.Checker, node: Mapping, parts: Node) -> str:
    """Write `date-parts` as EDTF text; "" and a problem when they are no dates."""
    ends: list[str] = []
    items = parts.items if type(parts) is Sequence else []
    mark = "~" if _is_true(node.entries.get("circa")) else ""
    for item in items:
        numbers = [n.text for n in item.items if type(n) is Scalar] if type(item) is Sequence else []
        while numbers and numbers[-1] in ("", "0", "null"):
            numbers.pop()
        fits = 1 <= len(numbers) <= _PARTS_AT_MOST and all(
            n.removeprefix("-").isascii() and n.removeprefix("-").isdigit() for n in numbers
        )
        if not fits:
            checker.fault("date.form", item.span(), "date-parts hold year, month and day", "write [[2021, 1, 12]]")
            return ""
        year = f"-{numbers[0][1:].zfill(4)}" if numbers[0].startswith("-") else numbers[0].zfill(4)
        season = _season(node) if len(numbers) == 1 else ""
        rest = "".join(f"-{n.zfill(2)}" for n in numbers[1:])
        ends.append(year + (season or rest) + mark)
    if not 1 <= len(ends) <= 2:  # noqa: PLR2004 - a date or an interval
        checker.fault("date.form", parts.span(), "date-parts hold one or two dates", "write [[2021, 1, 12]]")
        return ""
    return "/".join(ends)


def _season(node: Mapping) -> str:
    value = node.entries.get("season")
    if type(value) is not Scalar:
        return ""
    number = _SEASONS.get(value.text) or _SEASON_WORDS.get(value.text.lower())
    return f"-{number}" if number else ""


def _is_true(node: Node | None) -> bool:
    return type(node) is Scalar and node.text.lower() not in ("", "0", "false", "no")
