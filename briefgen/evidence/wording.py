"""Small facts about the wording of a text: what stands between quotation marks, and where sentences end."""

import re
from typing import Final

__all__ = ["outside_quotations", "quoted_passages", "sentences"]

_QUOTED: Final = re.compile(
    r"“([^“”]*)”|«([^«»]*)»|„([^„“”]*)[“”]|(?<!\w)\"([^\"]*)\"(?!\w)|(?<!\w)‘((?:[^‘’]|’(?=\w))*)’(?!\w)", re.DOTALL
)
# Not behind a single capital or a short form.
_SENTENCE_END: Final = re.compile(
    r"(?<![\s.][A-Z])(?<!\b[A-Z])(?<!Mr)(?<!Dr)(?<!Ms)(?<!St)(?<!No)[.!?؟]+[”’»)\]]*\s+(?=\S)"
)


def outside_quotations(text: str) -> str:
    """Return the text with quoted passages and citations blanked, so that offsets stay."""
    blanked = _QUOTED.sub(lambda m: " " * len(m[0]), text)
    return re.sub(r"\[[^\[\]]*@[^\[\]]*\]", lambda m: " " * len(m[0]), blanked)


def quoted_passages(text: str) -> list[tuple[int, str]]:
    """Return each passage between quotation marks with its offset, nested ones left inside."""
    found = []
    for match in _QUOTED.finditer(text):
        inner = next((group for group in match.groups() if group), "")
        if inner:
            found.append((match.start() + 1, inner))
    return found


def sentences(text: str) -> list[tuple[int, str]]:
    """Return each sentence with its offset; a form such as `Mr.` or an initial does not end one.

    >>> [s for _, s in sentences("One is likely. Dr. B. Two holds.")]
    ['One is likely.', 'Dr. B. Two holds.']
    """
    found = []
    start = 0
    for match in _SENTENCE_END.finditer(text):
        found.append((start, text[start : match.end()].rstrip()))
        start = match.end()
    if text[start:].strip():
        found.append((start, text[start:].rstrip()))
    return found
