"""The scales of likelihood that a brief may speak: data, after ICD 203 (2015) and the UK's PHIA yardstick.

A band is in per cent, both ends included. The gaps of PHIA's bands are meant. A scale has one or two rows of terms: a
term and its synonym mean the same band, and one brief should keep to one row.
"""

from types import MappingProxyType
from typing import Final

__all__ = ["CONFIDENCE", "SCALES", "Scale", "Term"]

CONFIDENCE: Final = ("low", "moderate", "high")


class Term:
    """One step of a scale: its word, other words for the same band, and the band in per cent."""

    __slots__ = ("band", "synonyms", "variants", "word")

    def __init__(self, word: str, band: tuple[int, int], *synonyms: str, variants: tuple[str, ...] = ()) -> None:
        self.word: Final = word
        self.band: Final = band
        self.synonyms: Final = synonyms
        self.variants: Final = variants

    def rows(self) -> tuple[tuple[str, int], ...]:
        """Return every wording with the row it belongs to: 0 for the term and its variants, 1 for synonyms."""
        return ((self.word, 0), *((w, 0) for w in self.variants), *((w, 1) for w in self.synonyms))


class Scale:
    """A scale by name: its terms from least to most likely, and the sentence that stands above its legend."""

    __slots__ = ("_words", "legend", "name", "terms", "title")

    def __init__(self, name: str, title: str, legend: str, *terms: Term) -> None:
        self.name: Final = name
        self.title: Final = title
        self.legend: Final = legend
        self.terms: Final = terms
        self._words: Final = {word: (term, row) for term in terms for word, row in term.rows()}

    def find(self, word: str) -> Term | None:
        """Return the term that a word or its synonym stands for, letter case aside."""
        found = self._words.get(word.lower())
        return found[0] if found else None

    def row(self, word: str) -> int:
        """Return 0 for the words of the first row, 1 for synonyms, -1 for a word outside the scale."""
        found = self._words.get(word.lower())
        return found[1] if found else -1

    def words(self) -> tuple[str, ...]:
        """Return all wordings."""
        return tuple(self._words)


SCALES: Final = MappingProxyType(
    {
        "icd203": Scale(
            "icd203",
            "Likelihood after ICD 203",
            "Words of likelihood stand for these chances; a term and its synonym mean the same.",
            Term("almost no chance", (1, 5), "remote"),
            Term("very unlikely", (5, 20), "highly improbable"),
            Term("unlikely", (20, 45), "improbable", "improbably"),
            Term("roughly even chance", (45, 55), "roughly even odds"),
            Term("likely", (55, 80), "probable", "probably"),
            Term("very likely", (80, 95), "highly probable"),
            Term("almost certain", (95, 99), "nearly certain", variants=("almost certainly",)),
        ),
        "phia": Scale(
            "phia",
            "Likelihood after the PHIA probability yardstick",
            "Words of likelihood stand for these chances; the gaps between them are meant.",
            Term("remote chance", (0, 5)),
            Term("highly unlikely", (10, 20)),
            Term("unlikely", (25, 35)),
            Term("realistic possibility", (40, 50)),
            Term("likely", (55, 75), "probably", variants=("probable",)),
            Term("highly likely", (80, 90)),
            Term("almost certain", (95, 100), variants=("almost certainly",)),
        ),
        "none": Scale("none", "", ""),
    }
)
