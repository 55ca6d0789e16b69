"""Locators as typed: "vol. 1, fol. 186" names its own label; "12" is a page."""

import re
from typing import Final

__all__ = ["LABELS", "parse_locator"]

LABELS: Final = {
    "art": "article-locator", "arts": "article-locator", "bk": "book", "bks": "book", "ch": "chapter",
    "chs": "chapter", "chap": "chapter", "chaps": "chapter", "col": "column", "cols": "column", "fig": "figure",
    "figs": "figure", "fol": "folio", "fols": "folio", "f": "folio", "l": "line", "ll": "line", "n": "note",
    "nn": "note", "no": "issue", "nos": "issue", "op": "opus", "opp": "opus", "p": "page", "pp": "page",
    "para": "paragraph", "paras": "paragraph", "¶": "paragraph", "¶¶": "paragraph", "pt": "part", "pts": "part",
    "sec": "section", "secs": "section", "sect": "section", "§": "section", "§§": "section", "s.v": "sub-verbo",
    "s.vv": "sub-verbo", "v": "verse", "vv": "verse", "vol": "volume", "vols": "volume",
}  # fmt: skip
# Other spellings of labels; "article" would be the type of work.
_OLDER: Final = {"sub verbo": "sub-verbo", "article": "article-locator"}
_LABELLED: Final = r"(§§?|¶¶?|[a-z]+(?:\.v+)?)\.?\s+(?=[\dA-Zivxlcdm\"“])"


def parse_locator(text: str, label: str) -> tuple[str, str]:
    """Return locator and CSL label; a label at the start of the text counts if none is given."""
    text = text.strip()
    if not text:
        return "", ""
    if label:
        return text, _OLDER.get(label, label)
    match = re.match(_LABELLED, text)
    if match and match.group(1) in LABELS:
        return text[match.end() :], LABELS[match.group(1)]
    return text, "page"
