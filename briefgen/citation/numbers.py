"""Numbers and page ranges: text in, ordinal, roman or collapsed ranges out (CSL 1.0.2, Number, Page Ranges)."""

import re
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Mapping

    from briefgen.citation.locale import Lexicon

__all__ = [
    "dashed",
    "is_numeric",
    "is_plural",
    "long_ordinal",
    "mixed_number",
    "ordinal",
    "padded",
    "page_range",
    "render_number",
    "roman",
    "split_number",
]

# Longer texts are prose, whatever digits they hold; it also bounds the work of the patterns below.
_LONGEST: Final = 200
# One number with letters around its digits: 2, D2, 2b, L2d, 1st; also roman numerals.
_NUMBER: Final = r"[A-Za-z\u0400-\u04ff]{0,3}\d+[A-Za-z\u0400-\u04ff]{0,3}\d*"
_NUMERIC: Final = rf"\s*\"?{_NUMBER}\"?(?:\s*(?:-|–|,|&|\\-)\s*\"?{_NUMBER}\"?)*\s*"
_PARTS: Final = r"\s*(\\-|-|–|—|,|&)\s*"
# A page or a section by number: 12, S213, 12a; or roman.
_PLACE: Final = r"(?:[A-Za-z]{0,3}\d+[A-Za-z]?|[ivxlcdm]+|[IVXLCDM]+)(?![A-Za-z\d.])"
_SPAN: Final = rf"(?<![\w\-])({_PLACE})\s*[-–—]+\s*({_PLACE})(?![\w\-])"
_SEVERAL: Final = rf"{_PLACE}[\])]?\s*(?:[-–—]|&|,)+\s*[\[(]?(?:{_PLACE}|and\b)|\band\b"
_RANGE: Final = r"([A-Za-z]*[\d.:]*?[A-Za-z]?)(\d+)\s*[-–]\s*([A-Za-z]*[\d.:]*?[A-Za-z]?)(\d+)"
_ROMAN: Final = (
    (1000, "m"), (900, "cm"), (500, "d"), (400, "cd"), (100, "c"), (90, "xc"), (50, "l"), (40, "xl"), (10, "x"),
    (9, "ix"), (5, "v"), (4, "iv"), (1, "i"),
)  # fmt: skip


def is_numeric(text: str) -> bool:
    """Say whether a variable counts as numeric: "2nd", "D2", "2, 3", "2-4", "2 & 4"; not "second"."""
    return len(text) <= _LONGEST and any(map(str.isdigit, text)) and bool(re.fullmatch(_NUMERIC, text))


def split_number(text: str) -> list[str]:
    """Split a numeric variable at its delimiters; odd places hold the delimiters."""
    return re.split(_PARTS, text.strip())


def is_plural(text: str, and_term: str = "and") -> bool:
    """Say whether a locator or page text names more than one thing: 12-14, 3 & 4, 3, and 4; not 3-B."""
    bare = text.replace("\\-", "")[:_LONGEST]
    return bool(re.search(_SEVERAL, bare)) or f" {and_term} " in bare


def dashed(text: str, dash: str = "–") -> str:
    r"""Set a dash between the ends of every range of numbers; an escaped hyphen (\\-) stays one."""
    if len(text) > _LONGEST:
        return text
    text = text.replace("\\-", "\ue000")
    return re.sub(_SPAN, lambda match: match.group(1) + dash + match.group(2), text).replace("\ue000", "-")


def roman(number: int) -> str:
    """Return a lower-case roman numeral; numbers from 4000 stay in digits."""
    if not 0 < number < 4000:
        return str(number)
    out = ""
    for value, letters in _ROMAN:
        while number >= value:
            out += letters
            number -= value
    return out


def ordinal(number: int, lexicon: "Lexicon", gender: str = "") -> str:
    """Return a number with its ordinal suffix: last digit, last two digits or whole number decide."""
    table = lexicon.ordinals
    for key, wanted in (
        (f"{number:02d}", ("whole-number", "last-two-digits", "last-digit", "")),
        (f"{number % 100:02d}", ("last-two-digits", "")),
        (f"{number % 10:02d}", ("last-digit", "")),
    ):
        for form in (gender, "") if gender else ("",):
            entry = table.get((key, form))
            if entry is not None and _matches(number, key, entry[1]) and (entry[1] in wanted):
                return str(number) + entry[0]
    default = table.get(("", gender)) or table.get(("", ""), ("", ""))
    return str(number) + default[0]


def _matches(number: int, key: str, match: str) -> bool:
    value = int(key)
    if not match:
        match = "last-digit" if value < 10 else "last-two-digits"
    if match == "whole-number":
        return number == value
    if match == "last-two-digits":
        return number % 100 == value
    return number % 10 == value


def long_ordinal(number: int, lexicon: "Lexicon", gender: str = "") -> str:
    """Return "first" to "tenth", and the short ordinal for others."""
    if 1 <= number <= 10:
        word = lexicon.term(f"long-ordinal-{number:02d}", "long", False, gender)
        if word:
            return word
    return ordinal(number, lexicon, gender)


def render_number(text: str, form: str, lexicon: "Lexicon", gender: str, dash: str = "–") -> str:
    """Render a numeric variable in a form (numeric, ordinal, long-ordinal, roman), ranges and lists too."""
    parts = split_number(text)
    out = []
    for i, part in enumerate(parts):
        if i % 2:
            out.append({",": ", ", "&": " & ", "\\-": "-"}.get(part, dash))
        elif form == "numeric" or not part.isdecimal():
            out.append(part)
        elif form == "roman":
            out.append(roman(int(part)))
        elif form == "ordinal":
            out.append(ordinal(int(part), lexicon, gender))
        else:
            out.append(long_ordinal(int(part), lexicon, gender))
    return "".join(out)


def mixed_number(text: str, form: str, lexicon: "Lexicon", gender: str, labels: "Mapping[str, str]") -> str:
    """Render text that is a number only in part: "7, p. 3-8" as "7th, pp. 3–8"."""
    out = []
    for part in re.split(r"(\s*[,&]\s*)", text) if len(text) <= _LONGEST else [text]:
        label, _, rest = part.partition(". ")
        if is_numeric(part):
            out.append(render_number(part, form, lexicon, gender))
        elif label in labels and is_numeric(rest):
            term = lexicon.term(labels[label], "short", is_plural(rest)) or label + "."
            out.append(f"{term} {render_number(rest, 'numeric', lexicon, '')}")
        else:
            out.append(dashed(part))
    return "".join(out)


def padded(text: str) -> str:
    """Pad every number, so that 10 sorts after 9."""
    out = ""
    digits = ""
    for char in text + " ":
        if char.isdigit():
            digits += char
            continue
        out += (digits.zfill(9) if digits else "") + char
        digits = ""
    return out.strip()


# --- page ranges ------------------------------------------------------------------------------------------------


def page_range(text: str, form: str, dash: str) -> str:
    """Set page ranges with the locale's dash and, if the style names a format, collapse or expand them."""
    if ("-" not in text and "–" not in text) or len(text) > _LONGEST:
        return text
    if not form:
        return dashed(text, dash)
    out = []
    for part in re.split(r"(\s*[,&;]\s*)", text.replace("\\-", "\ue000")):
        match = re.fullmatch(_RANGE, part.strip())
        out.append(dashed(part, dash) if match is None else _one_range(match, form, dash))
    return re.sub(r"\s*([,&;])\s*", _spaced, "".join(out)).replace("\ue000", "-")


def _one_range(match: "re.Match[str]", form: str, dash: str) -> str:
    """Set one range; one whose ends do not belong together stays as it was typed."""
    head, first, tail_head, last = match.groups()
    whole = first[: len(first) - len(last)] + last if len(last) < len(first) else last
    if (head != tail_head and (head or tail_head)) or int(whole) < int(first):
        return f"{head}{first}-{tail_head}{last}"
    short = _collapse(first, whole, form)
    return f"{head}{first}{dash}{head if form == 'expanded' else ''}{short}"


def _spaced(match: "re.Match[str]") -> str:
    return " & " if match.group(1) == "&" else match.group(1) + " "


def _collapse(first: str, last: str, form: str) -> str:
    """Shorten the end of a range; `last` has all its digits (CSL 1.0.2, Appendix V)."""
    if form == "expanded" or len(first) != len(last):
        return last
    if form == "minimal":
        return _minimal(first, last, 1)
    if form == "minimal-two":
        return _minimal(first, last, 2)
    start = int(first)
    if start < 100 or start % 100 == 0:
        return last
    if start % 100 < 10:
        return _minimal(first, last, 1)
    short = _minimal(first, last, 2)
    if form in ("chicago", "chicago-15") and len(first) == 4 and len(short) >= 3:
        return last
    return short


def _minimal(first: str, last: str, least: int) -> str:
    same = 0
    while same < len(last) - least and first[same] == last[same]:
        same += 1
    return last[same:]
