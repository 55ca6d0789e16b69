"""A word and its language in, the places where it may be broken with a hyphen out.

Frank Liang's algorithm (*Word Hy-phen-a-tion by Com-put-er*, 1983) over the pattern files that
come with pyphen. Only the files are used: pyphen itself is never imported (41 ms), nor does it
parse them (84 ms for British English); our reader takes 3 ms, no more than reading parsed
patterns back from a cache would. A table from letters to the pattern as written is made in a few
passes over the whole file; the digits of a pattern are read when a word first meets it.

What a break would spell otherwise (Hungarian *asszony*, *asz-szony*) is no break here. A word is
left whole if it is shorter than five letters, holds a digit or a sign of an address, is an
abbreviation in capitals, or is written from right to left; so is each part of a word with hyphens
or apostrophes. A break leaves at least two letters before and three after, or more where the
language's file asks for it.
"""

import os
import unicodedata
from importlib.machinery import PathFinder
from typing import Final

__all__ = ["LEAST_AFTER", "LEAST_BEFORE", "LEAST_LETTERS", "LONGEST_ABBREVIATION", "Hyphenator", "hyphenator"]

LEAST_LETTERS: Final = 5
LEAST_BEFORE: Final = 2
LEAST_AFTER: Final = 3
LONGEST_ABBREVIATION: Final = 5
"""A word in capitals up to this length is an abbreviation."""

# The region that a bare language, or one with a region that has no file, stands for.
_DEFAULTS: Final = {"en": "en_us", "de": "de_de", "pt": "pt_pt", "no": "nb_no"}

_JOINTS: Final = frozenset("'’ʼ-‐‑–—()[]")
"""Between two letters these part a word in two."""
_ADDRESS: Final = frozenset("@/\\_&=#%+~<>|")
"""These make a word an address, or something else that is not prose."""

_DIGITS: Final = b"0123456789"
_STRANGE: Final = 1
"""Set in a value whose break would change the spelling; the value itself stands above this bit."""


class Hyphenator:
    """The break points of one language; words once seen are remembered."""

    __slots__ = ("_known", "_least_after", "_least_before", "_longest", "_patterns", "_seen", "lang")

    def __init__(self, lang: str) -> None:
        """Load the patterns for a BCP 47 tag; without a file for it no word is ever broken."""
        self.lang: Final = lang
        self._seen: dict[str, tuple[int, ...]] = {}
        self._known: dict[str, tuple[int, tuple[int, ...]]] = {}
        path = dictionary(lang)
        self._patterns, self._least_before, self._least_after = _read(path) if path else ({}, 0, 0)
        self._longest = max(map(len, self._patterns), default=0)

    def points(self, word: str) -> tuple[int, ...]:
        """Return the rising offsets in `word` before which a hyphen and a line end may stand.

        `word` may have punctuation before and after it; offsets count from its first character.
        """
        found = self._seen.get(word)
        if found is None:
            found = self._seen[word] = self._find(word) if self._patterns else ()
        return found
