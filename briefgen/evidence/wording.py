"""Small facts about the wording of a text: what stands between quotation marks, and where sentences end."""

import re
from typing import Final

__all__ = ["outside_quotations", "quoted_passages", "sentences"]

_OPENING: Final = re.compile(r'[“«„‘"]')
# By opening mark: the passage with its marks. Straight and single marks do not open or close inside a word.
_PASSAGES: Final = {
    "“": re.compile(r"“([^“”]*)”"),
    "«": re.compile(r"«([^«»]*)»"),
    "„": re.compile(r"„([^„“”]*)[“”]"),
    '"': re.compile(r"(?<!\w)\"([^\"]*)\"(?!\w)"),
    "‘": re.compile(r"(?<!\w)‘((?:[^‘’]|’(?=\w))*)’(?!\w)"),
}
_CITATION: Final = re.compile(r"\[[^\[\]@]*@[^\[\]]*\]")
# Not behind a single capital or a short form.
_SENTENCE_END: Final = re.compile(
    r"(?<![\s.][A-Z])(?<!\b[A-Z])(?<!Mr)(?<!Dr)(?<!Ms)(?<!St)(?<!No)[.!?؟][”’»)\]]*\s+(?=\S)"
)


def _passages(text: str) -> list[re.Match[str]]:
    found: list[re.Match[str]] = []
    opening = _OPENING.search(text)
    while opening:
        match = _PASSAGES[opening[0]].match(text, opening.start())
        if match:
            found.append(match)
        opening = _OPENING.search(text, match.end() if match else opening.end())
    return found


def outside_quotations(text: str) -> str:
    """Return the text with quoted passages and citations blanked, so that offsets stay."""
    for match in _passages(text):
        text = text[: match.start()] + " " * len(match[0]) + text[match.end() :]
    return _CITATION.sub(lambda m: " " * len(m[0]), text)


def quoted_passages(text: str) -> list[tuple[int, str]]:
    """Return each passage between quotation marks with its offset, nested ones left inside."""
    return [(match.start(1), match[1]) for match in _passages(text) if match[1]]


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
