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

__all__ = [
    "LEAST_AFTER",
    "LEAST_BEFORE",
    "LEAST_LETTERS",
    "LONGEST_ABBREVIATION",
    "Hyphenator",
    "dictionary",
    "hyphenator",
]

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
_SETTINGS: Final = (b"%", b"#", b"LEFTHYPHENMIN", b"RIGHTHYPHENMIN", b"COMPOUND")
"""How lines of a pattern file begin that hold no pattern."""

# A pattern: as written in the file, then (when first met) its values above 0 with their places.
# A value is twice the digit, plus 1 where a break would change the spelling.
_Pattern = str | list[tuple[int, int]]


class Hyphenator:
    """The break points of one language; words once seen are remembered."""

    __slots__ = ("_least_after", "_least_before", "_longest", "_patterns", "_seen", "lang")

    def __init__(self, lang: str) -> None:
        """Load the patterns for a BCP 47 tag; without a file for it no word is ever broken."""
        self.lang: Final = lang
        path = dictionary(lang)
        self._patterns: dict[str, _Pattern] = {}
        self._least_before, self._least_after = LEAST_BEFORE, LEAST_AFTER
        if path is not None:
            self._patterns, before, after = _read(path)
            self._least_before, self._least_after = max(LEAST_BEFORE, before), max(LEAST_AFTER, after)
        self._longest = max(map(len, self._patterns), default=0)
        self._seen: dict[str, tuple[int, ...]] = {}

    def points(self, word: str) -> tuple[int, ...]:
        """Return the rising offsets in `word` before which a hyphen and a line end may stand.

        `word` may have punctuation before and after it; offsets count from its first character.
        """
        found = self._seen.get(word)
        if found is None:
            found = self._seen[word] = tuple(self._find(word)) if self._patterns else ()
        return found

    def _find(self, word: str) -> list[int]:
        if word.isalpha():
            return self._part(word, 0)
        if any(c in _ADDRESS or c.isnumeric() for c in word):
            return []
        found: list[int] = []
        start = end = -1  # of the present part, and of the one before
        for i, c in enumerate(word + " "):
            if c.isalpha() or (start >= 0 and unicodedata.category(c)[0] == "M"):
                if start < 0:
                    start = i
                    if end >= 0 and not _JOINTS.issuperset(word[end:start]):
                        return []
            elif start >= 0:
                found += self._part(word[start:i], start)
                start, end = -1, i
        return found

    def _part(self, part: str, offset: int) -> list[int]:
        """Return the break points of letters and their marks that stand at `offset` in a word."""
        letters = part.lower()
        if len(letters) != len(part) or (len(part) <= LONGEST_ABBREVIATION and part.isupper()):
            return []
        if part.isascii():
            return [offset + k for k in self._values(letters)]
        if any(unicodedata.bidirectional(c) in {"R", "AL"} for c in part):
            return []
        # The patterns know no combining diacritics: look at the letters without them.
        places = [k for k, c in enumerate(letters) if not "\u0300" <= c <= "\u036f"]
        letters = "".join([letters[k] for k in places])
        return [offset + places[k] for k in self._values(letters) if unicodedata.category(letters[k])[0] != "M"]

    def _values(self, letters: str) -> list[int]:
        """Return the break points of bare lower-case letters: Liang's algorithm."""
        if len(letters) < LEAST_LETTERS:
            return []
        patterns = self._patterns
        longest = self._longest
        dotted = f".{letters}."
        count = len(dotted)
        values = [0] * (count + 1)
        for i in range(count - 1):
            for j in range(i + 1, min(i + longest, count) + 1):
                piece = dotted[i:j]
                if piece in patterns:
                    pattern = patterns[piece]
                    if isinstance(pattern, str):
                        pattern = patterns[piece] = _parse(pattern)
                    for k, value in pattern:
                        if values[i + k] < value:  # noqa: PLR1730 (max() takes twice as long)
                            values[i + k] = value
        # An odd digit allows a break: the value is 2 * digit, without the bit for another spelling.
        return [k for k in range(self._least_before, len(letters) - self._least_after + 1) if values[k + 1] & 3 == 2]


_HYPHENATORS: Final[dict[str, Hyphenator]] = {}


def hyphenator(lang: str) -> Hyphenator:
    """Return the hyphenator of a language, the same one each time."""
    found = _HYPHENATORS.get(lang)
    if found is None:
        found = _HYPHENATORS[lang] = Hyphenator(lang)
    return found


def dictionary(lang: str) -> str | None:
    """Return the path of the pattern file for a BCP 47 tag, or None.

    The tag itself, shortened from its end as long as needed; then the usual region of its
    language; then the first region that there is. Raises ModuleNotFoundError without pyphen.
    """
    spec = PathFinder.find_spec("pyphen")
    if spec is None or not spec.submodule_search_locations:
        raise ModuleNotFoundError("pyphen is not installed", name="pyphen")
    folder = os.path.join(next(iter(spec.submodule_search_locations)), "dictionaries")
    files = {name[5:-4].lower(): name for name in sorted(os.listdir(folder)) if name.endswith(".dic")}
    parts = lang.lower().replace("-", "_").split("_")
    tags = ["_".join(parts[:n]) for n in range(len(parts), 0, -1)]
    regions = [tag for tag in files if tag.startswith(parts[0] + "_")]
    for tag in (*tags, _DEFAULTS.get(parts[0], ""), *regions):
        if tag in files:
            return os.path.join(folder, files[tag])
    return None


def _read(path: str) -> tuple[dict[str, _Pattern], int, int]:
    """Read a pattern file: letters to pattern, and the least letters before and after a break.

    The first line names the encoding. Nearly all lines are patterns, so the file is taken as a
    whole, and line by line only where comments or blanks stand among the patterns.
    """
    with open(path, "rb") as file:
        first, _, data = file.read().partition(b"\n")
    encoding = first.decode("ascii").strip()
    least = {b"LEFTHYPHENMIN": 0, b"RIGHTHYPHENMIN": 0}
    start = 0
    while data.startswith(_SETTINGS, start):
        end = data.index(b"\n", start)
        name, _, number = data[start:end].partition(b" ")
        if name in least:
            least[name] = int(number)
        start = end + 1
    data = data[start:]
    if any(sign in data for sign in (b"%", b"#", b" ", b"\t", b"\r")):
        lines = [line.strip() for line in data.split(b"\n")]
        data = b"\n".join([line for line in lines if not line.startswith(_SETTINGS)])
    written = data.decode(encoding).split("\n")
    letters = data.translate(None, _DIGITS).decode(encoding).split("\n")
    if b"=" in data:
        letters = [line.partition("/")[0] if "=" in line else line for line in letters]
    patterns: dict[str, _Pattern] = dict(zip(letters, written, strict=True))
    return patterns, least[b"LEFTHYPHENMIN"], least[b"RIGHTHYPHENMIN"]


def _parse(pattern: str) -> list[tuple[int, int]]:
    """Turn `.ab4i` into [(3, 8)]: before its fourth sign, counted from 0, twice the value 4.

    A pattern such as `as3szon/sz=sz,2,1` spells its breaks otherwise.
    """
    strange = 0
    if "=" in pattern:
        pattern, _, _ = pattern.partition("/")
        strange = 1
    values = []
    place = 0
    for c in pattern:
        if c in "123456789":
            digit = int(c)
            values.append((place, 2 * digit + (strange & digit)))
        elif c != "0":
            place += 1
    return values
