"""The fixed words of a pack, filled with inlines, and words in other languages marked as such.

In: `Selection`. Out: pieces of the tree that stand between the words of the records: labels,
lists with separators, dates, names. Words of a record pass through unchanged.
"""

import re
from collections.abc import Sequence
from functools import cache
from typing import Final

from briefgen.document import nodes as n
from briefgen.document.walk import plain
from briefgen.numerals import numeral
from briefgen.records.dateprint import printed
from briefgen.records.dates import Edtf
from briefgen.records.model import EntityRecord, SourceRecord
from briefgen.selection.select import direction_of
from briefgen.selection.selection import Selection
from briefgen.selection.words import WORDS

__all__ = ["Wording", "differs", "primary", "rtl", "tagged"]

_PERSIAN_LETTERS: Final = frozenset("پچژگکیۀ\u200c")
_HEBREW: Final = ("\u0590", "\u05ff")


class Wording:
    """What one brief prints between the words of its records."""

    __slots__ = ("_dates", "_patterns", "language", "shown", "words")

    def __init__(self, selection: Selection) -> None:
        self.words: Final = selection.pack.words
        self.language: Final = selection.language
        self.shown: Final = frozenset(selection.pack.show)
        self._dates: Final[dict[Edtf, str]] = {}
        self._patterns: Final[dict[str, tuple[str, tuple[tuple[str, str, str], ...]]]] = {}

    def word(self, key: str) -> str:
        """Return a fixed word, the English default if the pack's table lacks it."""
        return self.words.get(key) or WORDS[key]

    def number(self, number: int) -> str:
        """Return a number of our own in the digits of the brief's language."""
        return numeral(number, self.language)

    def filled(self, key: str, **values: "n.Inlines | str") -> n.Inlines:
        """Return a fixed word with inlines in its holes; `reliability_words` fills `{reliability-words}`.

        An empty value takes the space, and then the comma, before its hole with it.
        """
        pattern = self._patterns.get(key)
        if pattern is None:
            pattern = self._patterns[key] = _pattern(self.word(key))
        text, holes = pattern  # `text` is what has been gathered and not yet appended
        out: list[n.Inline] = []
        for name, hole, rest in holes:
            value = values.get(name)
            if value is None:
                text += hole + rest
                continue
            if not value:
                text = text.removesuffix(" ").removesuffix(",")
            elif isinstance(value, str):
                text += value
            else:
                for inline in value:
                    if type(inline) is n.Text:
                        text += inline.value
                        continue
                    if text:
                        out.append(n.Text(text))
                        text = ""
                    out.append(inline)
            text += rest
        if text:
            out.append(n.Text(text))
        return tuple(out)

    def text(self, key: str, **values: str) -> str:
        """Return a fixed word with plain values in its holes."""
        return plain(self.filled(key, **values))

    def listed(self, items: Sequence[n.Inlines]) -> n.Inlines:
        """Return items as a list in a sentence: a; a and b; a, b, and c."""
        out: list[n.Inline] = []
        last = len(items) - 1
        for index, item in enumerate(items):
            if index:
                between = "list-separator" if index < last else "list-last" if last == 1 else "list-last-of-many"
                _add(out, n.Text(self.word(between)))
            for inline in item:
                _add(out, inline)
        return tuple(out)

    def details(self, parts: Sequence[n.Inlines]) -> n.Inlines:
        """Return the parts of a quiet line, parted by the pack's separator."""
        return self.joined("detail-separator", parts)

    def joined(self, separator: str, parts: Sequence[n.Inlines]) -> n.Inlines:
        """Return parts with a fixed word between them."""
        out: list[n.Inline] = []
        for part in parts:
            if out:
                _add(out, n.Text(self.word(separator)))
            for inline in part:
                _add(out, inline)
        return tuple(out)

    def date(self, date: Edtf) -> str:
        """Return a date as it is printed in the language of the brief."""
        found = self._dates.get(date)
        if found is None:
            found = self._dates[date] = printed(date, self.language)
        return found

    @staticmethod
    def name(entity: EntityRecord) -> n.Inlines:
        """Return the name that an entity is printed by."""
        return tagged(entity.name, next(iter(entity.names), ""))

    def kind(self, type_: str) -> str:
        """Return the word for a type of work."""
        key = f"type-{type_}"
        return self.word(key) if key in self.words or key in WORDS else self.word("type-other")

    def speech(self, language: str) -> str:
        """Return the name of a language, its tag if there is no word for it."""
        key = f"language-{primary(language)}"
        return self.word(key) if key in self.words or key in WORDS else primary(language)

    def title(self, source: SourceRecord) -> n.Inlines:
        """Return the short title of a work, or its title, marked if it is in another language."""
        text = source.variables.get("title-short") or source.title
        if source.title_translated and differs(source.language, self.language):
            return (n.Text(source.title_translated),)
        return self.foreign(text, source.language)

    def foreign(self, text: str, language: str) -> n.Inlines:
        """Return words of a record in their language: a `Span` if it is not that of the brief."""
        if not language or not differs(language, self.language):
            return tagged(text, language)
        if direction_of(language) == "rtl" and not rtl().search(text):
            return (n.Span((n.Text(text),), f"{primary(language)}-Latn"),)
        return (n.Span((n.Text(text),), language),)


def _pattern(word: str) -> tuple[str, tuple[tuple[str, str, str], ...]]:
    """Take a fixed word apart: what comes first, then for each hole its name as an argument, as typed, what follows."""
    first, *pieces = word.split("{")
    holes = []
    for piece in pieces:
        name, brace, rest = piece.partition("}")
        holes.append((name.replace("-", "_"), "{" + name + brace, rest) if brace else ("", "{" + piece, ""))
    return first, tuple(holes)


def _add(out: list[n.Inline], inline: n.Inline) -> None:
    """Append an inline, joining text to text."""
    last = out[-1] if out else None
    if type(inline) is n.Text and type(last) is n.Text:
        out[-1] = n.Text(last.value + inline.value)
    else:
        out.append(inline)


def primary(language: str) -> str:
    """Return the primary subtag of a BCP 47 tag, in small letters."""
    return language.partition("-")[0].lower()


def differs(language: str, other: str) -> bool:
    """Say whether two tags name different languages, regions and scripts left aside."""
    return primary(language) != primary(other)


def tagged(text: str, language: str = "") -> n.Inlines:
    """Return text with its right-to-left parts in a `Span`: of `language` if that is one, else by their letters."""
    if text.isascii():
        return (n.Text(text),) if text else ()
    if not rtl().search(text):
        return (n.Text(text),)
    out: list[n.Inline] = []
    at = 0
    for match in rtl().finditer(text):
        if match.start() > at:
            out.append(n.Text(text[at : match.start()]))
        part = match.group()
        out.append(n.Span((n.Text(part),), language if direction_of(language) == "rtl" else _guessed(part)))
        at = match.end()
    if at < len(text):
        out.append(n.Text(text[at:]))
    return tuple(out)


def _guessed(text: str) -> str:
    """Return the language that right-to-left letters most likely belong to."""
    if any(_HEBREW[0] <= c <= _HEBREW[1] for c in text):
        return "he"
    return "fa" if _PERSIAN_LETTERS.intersection(text) else "ar"


@cache
def rtl() -> "re.Pattern[str]":
    """Return what finds right-to-left letters, with the spaces, digits and marks between them."""
    letters = "[\u0590-\u08ff\u200f\ufb1d-\ufdff\ufe70-\ufefc\U00010800-\U00010fff\U0001e800-\U0001efff]"
    return re.compile(f"{letters}+(?:(?:(?!{letters})[\\W\\d_])*{letters}+)*")
