"""Text case: one string in, the same letters in another case out (CSL 1.0.2, Text-case).

Strings arrive as lists of pieces, because a title may hold markup: the case of a word depends on its
neighbours, also across a change of formatting. Pieces marked *no-case* pass unchanged.
"""

import re
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Callable

__all__ = ["CASES", "capitalise_first"]

# Prepositions, conjunctions and articles that English title case leaves in lower case.
_SMALL: Final = frozenset(
    [
        "a",
        "about",
        "above",
        "across",
        "afore",
        "after",
        "against",
        "al",
        "along",
        "alongside",
        "amid",
        "amidst",
        "among",
        "amongst",
        "an",
        "and",
        "anenst",
        "apropos",
        "apud",
        "around",
        "as",
        "aside",
        "astride",
        "at",
        "athwart",
        "atop",
        "barring",
        "before",
        "behind",
        "below",
        "beneath",
        "beside",
        "besides",
        "between",
        "beyond",
        "but",
        "by",
        "c",
        "ca",
        "circa",
        "d",
        "d'",
        "d’",
        "de",
        "despite",
        "down",
        "during",
        "et",
        "except",
        "for",
        "forenenst",
        "from",
        "given",
        "in",
        "inside",
        "into",
        "lest",
        "like",
        "modulo",
        "near",
        "next",
        "nor",
        "notwithstanding",
        "of",
        "off",
        "on",
        "onto",
        "or",
        "out",
        "over",
        "per",
        "plus",
        "pro",
        "qua",
        "sans",
        "since",
        "so",
        "than",
        "the",
        "through",
        "throughout",
        "thru",
        "thruout",
        "till",
        "to",
        "toward",
        "towards",
        "under",
        "underneath",
        "until",
        "unto",
        "up",
        "upon",
        "v",
        "v.",
        "van",
        "versus",
        "via",
        "vis-à-vis",
        "von",
        "vs",
        "vs.",
        "with",
        "within",
        "without",
        "yet",
    ]
)
_WORD: Final = r"[^\s\-–—/\u00a0]+"


def _upper_first(word: str) -> str:
    """Upper-case the first letter of a word that is not hidden behind other letters."""
    for i, char in enumerate(word):
        if char.isalpha():
            if "\u0370" <= char <= "\u03ff" and not word[i + 1 : i + 2].isalpha():
                return word  # a Greek letter that is a symbol: β-carotene
            return word[:i] + char.upper() + word[i + 1 :]
        if char.isdigit():
            return word
    return word


def capitalise_first(texts: list[str], fixed: list[bool]) -> list[str]:
    """Upper-case the first letter of the whole, unless it stands in a fixed piece."""
    out = list(texts)
    for i, text in enumerate(texts):
        if any(c.isalnum() for c in text):
            if not fixed[i]:
                out[i] = _upper_first(text)
            break
    return out


def _capitalise_all(texts: list[str], fixed: list[bool]) -> list[str]:
    return [
        text if fixed[i] else re.sub(r"\S+", lambda m: _upper_first(m.group()), text) for i, text in enumerate(texts)
    ]


def _lower(texts: list[str], fixed: list[bool]) -> list[str]:
    return [text if fixed[i] else text.lower() for i, text in enumerate(texts)]


def _upper(texts: list[str], fixed: list[bool]) -> list[str]:
    return [text if fixed[i] else text.upper() for i, text in enumerate(texts)]


def _sentence(texts: list[str], fixed: list[bool]) -> list[str]:
    return capitalise_first(_lower(texts, fixed), fixed)


def _title(texts: list[str], fixed: list[bool]) -> list[str]:
    words = [
        (i, m.start(), m.end())
        for i, text in enumerate(texts)
        if not fixed[i]
        for m in re.finditer(_WORD, text)
        if any(c.isalpha() for c in m.group())
    ]
    if not words:
        return texts
    whole: dict[int, list[str]] = {i: [] for i in range(len(texts))}
    ends = dict.fromkeys(range(len(texts)), 0)
    last = len(words) - 1
    before = ""
    tail_piece, _, tail_end = words[-1]
    rest = [texts[tail_piece][tail_end:], *texts[tail_piece + 1 :]]
    fixed_after = any(c.isalnum() for text in rest for c in text)
    for n, (i, start, end) in enumerate(words):
        text = texts[i]
        word = text[start:end]
        gap = text[ends[i] : start]
        whole[i].append(gap)
        tail = (before + gap).rstrip(" \u00a0")
        opens = n == 0 and not any(any(c.isalnum() for c in t) for t in texts[:i])
        follows_break = tail.endswith((":", "?", "!"))
        compound = text[end : end + 1] == "-" and not (gap.endswith("-") and len(gap) == 1)
        hyphened = bool(gap) and gap[-1] in "-–/" and not gap[-2:-1].isspace()
        if tail.endswith("."):
            whole[i].append(word if word[:1].isupper() else _title_word(word, False, n == last, hyphened))
            ends[i] = end
            before = word
            continue
        whole[i].append(_title_word(word, opens or follows_break or compound, n == last and not fixed_after, hyphened))
        ends[i] = end
        before = word
    return [text if i not in ends or fixed[i] else "".join(whole[i]) + text[ends[i] :] for i, text in enumerate(texts)]


def _title_word(word: str, opens: bool, closes: bool, hyphened: bool) -> str:
    bare = word.strip(".,:;!?\"'“”‘’()[]…")
    if bare.lower() in _SMALL or word.lower() in _SMALL:
        if opens or (closes and not hyphened):
            return _upper_first(word)
        if bare.lower() == bare:
            return word
        # A small word that was typed with a capital becomes small; an abbreviation in capitals stays.
        return word if len(bare) > 1 and bare.isupper() else word.lower()
    if bare[1:].lower() != bare[1:]:
        return word  # iPad, McDonald, NATO
    return _upper_first(word)


CASES: Final[dict[str, "Callable[[list[str], list[bool]], list[str]]"]] = {
    "lowercase": _lower,
    "uppercase": _upper,
    "capitalize-first": capitalise_first,
    "capitalize-all": _capitalise_all,
    "sentence": _sentence,
    "title": _title,
}
