"""Locators as Pandoc reads them: the text behind a citation key in; CSL label, locator and suffix out.

A locator is a CSL label (`p.`, `chap.`, `§`, `art.`, …) or nothing, followed by numbers: tokens with a digit, Roman
numerals behind a label, ranges, lists, parts in round brackets. `{…}` forces what it holds to be the locator.
Everything behind it is the suffix, verbatim.
"""

import re
from functools import cache, lru_cache
from typing import Final

__all__ = ["split_locator"]

# CSL 1.0.2 locator -> as typed: Pandoc's labels plus §, fol., art.; of the labels that Pandoc does not know only words
# that nobody takes for something else.
_LABELS: Final = {
    "book": "book bk. bks. books",
    "chapter": "chapter chapters ch. chap. chaps.",
    "column": "column columns col. cols.",
    "figure": "figure figures fig. figs.",
    "folio": "folio folios fol. fols.",
    "issue": "number numbers no. nos. issue issues iss.",
    "line": "line lines l. ll.",
    "note": "note notes n. nn.",
    "opus": "opus opera op. opp.",
    "page": "page pages p. pp.",
    "paragraph": "paragraph paragraphs para. paras. ¶ ¶¶",
    "part": "part parts pt. pts.",
    "section": "section sections sec. secs. § §§",
    "sub-verbo": "sub verbo sub verbis s.v. s.vv.",
    "verse": "verse verses v. vv.",
    "volume": "volume volumes vol. vols.",
    "article-locator": "article articles art. arts.",
    "appendix": "appendix appendices app. apps.",
    "table": "table tables tbl. tbls.",
    "act": "act acts",
    "canon": "canon canons",
    "elocation": "elocation elocations",
    "equation": "equation equations eq. eqs.",
    "rule": "rule rules",
    "scene": "scene scenes",
    "supplement": "supplement supplements supp. suppl.",
    "timestamp": "timestamp timestamps",
    "title-locator": "title titles",
    "version": "version versions",
}
_ROMAN: Final = r"(?=[ivxlcdm])m{0,4}(?:cm|cd|d?c{0,3})(?:xc|xl|l?x{0,3})(?:ix|iv|v?i{0,3})(?![^\W_])"
# One unit: a token with a digit (part of it may stand in brackets), or brackets with a digit inside.
_UNIT_CHAR: Final = r"[^\s.,;:!?()\[\]{}\"“”‘’]"
_NUMBERED: Final = rf"(?={_UNIT_CHAR}*\d){_UNIT_CHAR}+(?:[:.]{_UNIT_CHAR}*\d{_UNIT_CHAR}*)*(?:\([^()\s]*\))*"


@cache
def _patterns() -> "tuple[re.Pattern[str], re.Pattern[str], dict[str, str]]":
    """Return the pattern behind a label, the one without, and the labels."""
    labels = {word: name for name, words in _LABELS.items() for word in words.split()}
    for phrase in ("sub verbo", "sub verbis"):
        labels[phrase] = "sub-verbo"
    del labels["sub"], labels["verbo"], labels["verbis"]
    names = "|".join(
        re.escape(word) + (r"(?![^\W\d_])" if word[-1].isalpha() else "")
        for word in sorted(labels, key=len, reverse=True)
    )
    roman_range = rf"{_ROMAN}(?:[-–]{_ROMAN})?"
    unit = rf"(?:{_NUMBERED}|{roman_range})"
    more = rf"(?:\s*[,&]\s*{unit}|\s+{_NUMBERED})*"
    labelled = re.compile(rf"({names})\s*({unit}{more})", re.IGNORECASE)
    return labelled, re.compile(rf"({_NUMBERED}(?:\s*[,&]\s*{_NUMBERED})*)"), labels


@lru_cache(maxsize=4096)
def split_locator(text: str) -> tuple[str, str, str]:
    """Split what follows a key, or an evidence entry's locator, into CSL label, locator and suffix.

    >>> split_locator("pp. 12–14, further words")
    ('page', '12–14', 'further words')
    >>> split_locator("emphasis added")
    ('', '', 'emphasis added')
    """
    body = text.removeprefix(",").strip()
    comma = text.lstrip().startswith(",") or not text.startswith(" ")
    labelled, bare, labels = _patterns()
    if body.startswith("{"):
        close = body.find("}")
        if close > 0:
            inner, rest = body[1:close].strip(), body[close + 1 :]
            match = labelled.match(inner)
            named = next((w for w in sorted(labels, key=len, reverse=True) if inner.lower().startswith(w + " ")), "")
            if match and match.end() == len(inner):
                return labels[match[1].lower()], match[2], _suffix(rest)
            if named:
                return labels[named], inner[len(named) :].strip(), _suffix(rest)
            return ("page" if inner else ""), inner, _suffix(rest)
    match = labelled.match(body)
    if match:
        return labels[match[1].lower()], match[2], _suffix(body[match.end() :])
    match = bare.match(body)
    if match:
        return "page", match[1], _suffix(body[match.end() :])
    return "", "", body if comma or not body else " " + body


def _suffix(rest: str) -> str:
    """Return what is left behind a locator: without its comma, or with a space in front when there was none."""
    if rest.startswith(","):
        return rest[1:].strip()
    stripped = rest.strip()
    return f" {stripped}" if stripped and rest[0] in " (" else stripped
