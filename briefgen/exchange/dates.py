"""Dates as other programs type them: text in, EDTF text out, or {"literal": …} where only a reader understands it."""

import re
from typing import Final

from briefgen.records.dates import Edtf, EdtfError

__all__ = ["date_value", "month_number"]

_MONTHS: Final = """january february march april may june july august september october november december"""
_SEASONS: Final = {"spring": "21", "summer": "22", "autumn": "23", "fall": "23", "winter": "24"}
_SHORTEST: Final = 3
# YYYY/MM/DD, the numbers behind the year being optional, then what RIS calls "other info".
_SLASHED: Final = re.compile(r"(\d{4})[/.-](\d{1,2})?(?:[/.-](\d{1,2})?)?(?:/(.*))?", re.DOTALL)
_YEARS: Final = re.compile(r"(\d{4})\s*[-–—]+\s*(\d{4})")
_TOKEN: Final = re.compile(r"\w+")
_TEXT_AT_MOST: Final = 60


def month_number(word: str) -> str:
    """Return the two digits of an English month, its abbreviation or its number; "" for any other word.

    >>> month_number("Sept.")
    '09'
    """
    word = word.strip().rstrip(".").lower()
    if word.isascii() and word.isdigit() and 1 <= int(word[:3]) <= 12:
        return f"{int(word):02}"
    if len(word) >= _SHORTEST:
        for number, name in enumerate(_MONTHS.split(), 1):
            if name.startswith(word) or (name == "september" and word == "sept"):
                return f"{number:02}"
    return ""


def date_value(text: str) -> str | dict[str, str]:
    """Return EDTF for a date in any common English or numeric form, else the text as a CSL literal.

    >>> date_value("17 May 2020")
    '2020-05-17'
    """
    text = text.strip()
    for form in (text, _numeric(text), _worded(text)):
        if form:
            try:
                Edtf.parse(form)
            except EdtfError:
                continue
            return form
    return {"literal": text}


def _numeric(text: str) -> str:
    if years := _YEARS.fullmatch(text):
        return f"{years[1]}/{years[2]}"
    match = _SLASHED.fullmatch(text)
    if match is None or (match[3] and not match[2]):
        return ""
    parts = [part.zfill(2) for part in match.group(2, 3) if part]
    return "-".join([match[1], *parts]) if not match[4] else ""


def _worded(text: str) -> str:
    """Read a month or season in words with a year and perhaps a day, in any order; nothing else may stand there."""
    if len(text) > _TEXT_AT_MOST:
        return ""
    year = month = day = ""
    for token in _TOKEN.findall(text):
        word = token.lower()
        if len(token) == 4 and token.isdigit() and not year:
            year = token
        elif len(token) <= 2 and token.isdigit() and not day:
            day = f"{int(token):02}"
        elif not token.isdigit() and not month and (number := _SEASONS.get(word) or month_number(word)):
            month = number
        else:
            return ""
    return "-".join(filter(None, (year, month, day))) if year and month else ""
