"""The published matching rule for quotations: a quotation and the text of a snapshot in, the grade of the match out.

*exact*: character for character. *normalised*: after folding, and the foldings that were needed are named: white space
(U+00A0, line ends), quotation marks and apostrophes, dashes, ZWNJ, Arabic ي ك against Persian ی ک. *elided*: the parts
between […] or … are found in order; words in square brackets are ours. Letter case and words are never folded.
"""

import re
from collections.abc import Mapping
from functools import lru_cache
from typing import Final

__all__ = ["FOLDINGS", "GRADES", "Match", "SnapshotText", "fold", "match_quotation"]

GRADES: Final = ("exact", "normalised", "elided", "unchecked", "not-found")
FOLDINGS: Final = ("white space", "quotation marks", "dashes", "ZWNJ", "Arabic letters")

_MARKS: Final = "'‘’‚‛“”„‟«»‹›`´′″＂＇"
_DASHES: Final = "‐‑‒–—―−﹘﹣－"
_TABLES: Final[dict[str, Mapping[int, int | str | None]]] = {
    "quotation marks": {ord(mark): '"' for mark in _MARKS},
    "dashes": {ord(dash): "-" for dash in _DASHES},
    "ZWNJ": {0x200C: None},
    "Arabic letters": {ord("ي"): "ی", ord("ك"): "ک"},
}
_SPACE: Final = re.compile(r"\s+")
# What parts a quotation into pieces that stand in the snapshot in this order: our brackets, and ellipses.
_GAP: Final = re.compile(r"\[[^\[\]]*\]|\.\s?\.\s?\.\.?|…")
_WORD: Final = re.compile(r"\w+(?:[-'’‌]\w+)*")
_CONTEXT_LETTERS: Final = 160
_TRIES: Final = 60  # searches for a near passage: a large snapshot takes some milliseconds for each


class Match:
    """How a quotation was found.

    `grade` is one of GRADES; `foldings` were needed; `path` names the snapshot. For the message: the nearest passage
    and the words that differ, or the reason why nothing was checked.
    """

    __slots__ = ("differences", "foldings", "grade", "nearest", "path", "reason")

    def __init__(
        self,
        grade: str,
        foldings: tuple[str, ...] = (),
        *,
        path: str = "",
        nearest: str = "",
        differences: str = "",
        reason: str = "",
    ) -> None:
        self.grade: Final = grade
        self.foldings: Final = foldings
        self.path: Final = path
        self.nearest: Final = nearest
        self.differences: Final = differences
        self.reason: Final = reason

    def __repr__(self) -> str:
        """Show grade and foldings."""
        return f"Match({self.grade!r}, {self.foldings!r})"


class SnapshotText:
    """The text of one snapshot, with its folded forms as they are asked for."""

    __slots__ = ("_folded", "path", "text")

    def __init__(self, path: str, text: str) -> None:
        self.path: Final = path
        self.text: Final = text
        self._folded: dict[tuple[str, ...], str] = {(): text}

    def folded(self, foldings: tuple[str, ...]) -> str:
        """Return the text after these foldings."""
        found = self._folded.get(foldings)
        if found is None:
            found = self._folded[foldings] = fold(self.text, foldings)
        return found


@lru_cache(maxsize=32)
def _table(foldings: tuple[str, ...]) -> dict[int, int | str | None]:
    """Return what these foldings do to single characters."""
    return {char: to for folding in foldings for char, to in _TABLES.get(folding, {}).items()}


def fold(text: str, foldings: tuple[str, ...] = FOLDINGS) -> str:
    """Return text with the differences taken out that the rule allows."""
    table = _table(foldings)
    if table:
        text = text.translate(table)
    return _SPACE.sub(" ", text) if "white space" in foldings else text


def match_quotation(paragraphs: tuple[str, ...], snapshot: SnapshotText) -> Match:
    """Find a quotation in a snapshot by the published rule.

    >>> match_quotation(("a – b",), SnapshotText("s.txt", "see: a - b"))
    Match('normalised', ('dashes',))
    """
    whole = ["\n\n".join(paragraphs)]
    if _found(whole, snapshot, ()):
        return Match("exact", path=snapshot.path)
    needed = _needed(whole, snapshot)
    if needed is not None:
        return Match("normalised", needed, path=snapshot.path)
    parts = [part.strip() for paragraph in paragraphs for part in _GAP.split(paragraph)]
    parts = [part for part in parts if _WORD.search(part)]
    if parts and (len(parts) > 1 or any(_GAP.search(p) for p in paragraphs)):
        if _found(parts, snapshot, ()):
            return Match("elided", path=snapshot.path)
        needed = _needed(parts, snapshot)
        if needed is not None:
            return Match("elided", needed, path=snapshot.path)
    nearest, differences = _nearest(" ".join(paragraphs), snapshot)
    return Match("not-found", path=snapshot.path, nearest=nearest, differences=differences)


def _found(parts: list[str], snapshot: SnapshotText, foldings: tuple[str, ...]) -> bool:
    """Tell whether the parts stand in the snapshot, in order and without overlap."""
    text = snapshot.folded(foldings)
    position = 0
    for part in parts:
        wanted = fold(part, foldings) if foldings else part
        at = text.find(wanted, position)
        if at < 0:
            return False
        position = at + len(wanted)
    return True


def _needed(parts: list[str], snapshot: SnapshotText) -> tuple[str, ...] | None:
    """Return the fewest foldings with which the parts are found, dropping one after another; None when none do."""
    if not _found(parts, snapshot, FOLDINGS):
        return None
    needed: tuple[str, ...] = FOLDINGS
    for folding in FOLDINGS:
        fewer = tuple(f for f in needed if f != folding)
        if _found(parts, snapshot, fewer):
            needed = fewer
    return needed


def _nearest(quotation: str, snapshot: SnapshotText) -> tuple[str, str]:
    """Return the passage that shares most with a quotation, and the words that differ; empty when nothing does.

    The passage begins where the longest run of the quotation's words that the snapshot holds would have it begin.
    """
    text = snapshot.folded(FOLDINGS)
    words = _WORD.findall(fold(quotation))
    anchor, at = _anchor(words, text)
    if at < 0:
        return "", ""
    position = at
    for _ in range(anchor):
        before = text.rfind(" ", 0, max(position - 1, 0))
        position = before + 1
        if before < 0:
            break
    length = len(fold(quotation))
    passage = text[position : position + length + 20]
    passage = passage[: passage.rfind(" ")] if " " in passage[length:] else passage
    return passage[:_CONTEXT_LETTERS] + ("…" if len(passage) > _CONTEXT_LETTERS else ""), _differences(words, passage)


def _anchor(words: list[str], text: str) -> tuple[int, int]:
    """Find a run of words of the quotation in the text: the index of its first word, and its offset; (0, -1) if none."""
    tries = _TRIES
    for size in (8, 5, 3, 2, 1):
        if size > len(words):
            continue
        for first in range(0, len(words) - size + 1, max(1, size // 2)):
            run = words[first : first + size]
            if size == 1 and len(run[0]) < 5:
                continue
            if run[0] not in text:
                continue
            tries -= 1
            if tries < 0:
                return 0, -1
            pattern = r"\W+".join(re.escape(word) for word in run)
            match = re.search(rf"(?<!\w){pattern}(?!\w)", text)
            if match:
                return first, match.start()
    return 0, -1


def _differences(words: list[str], passage: str) -> str:
    """Name the words that differ, the quotation's against the snapshot's."""
    import difflib

    there = _WORD.findall(passage)
    told = []
    for tag, a, b, c, d in difflib.SequenceMatcher(None, words, there, autojunk=False).get_opcodes():
        if tag == "equal" or (b == len(words) and a == b):
            continue
        ours, theirs = " ".join(words[a:b]), " ".join(there[c:d])
        told.append(
            f"“{ours}” for “{theirs}”" if ours and theirs else f"“{ours or theirs}” {'added' if ours else 'left out'}"
        )
    return "; ".join(told[:4])
