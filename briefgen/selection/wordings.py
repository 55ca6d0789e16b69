"""The fixed words of the languages that ship, and a pack's words in the language that it prints.

English stands in `words.py`; the others are data, one TOML file for each in `data/words/`, with all its keys. A
language without a file is worded in English.
"""

import os
from collections.abc import Mapping
from functools import cache
from types import MappingProxyType
from typing import Final

from briefgen.selection.audience import Audience
from briefgen.selection.words import WORDS

__all__ = ["in_language", "languages", "words_in"]

_FOLDER: Final = os.path.join(os.path.dirname(os.path.dirname(os.path.abspath(__file__))), "data", "words")


def languages() -> tuple[str, ...]:
    """Return the primary subtags of the languages that have words, sorted."""
    return tuple(
        sorted(["en", *(name.removesuffix(".toml") for name in os.listdir(_FOLDER) if name.endswith(".toml"))])
    )


@cache
def words_in(primary: str) -> Mapping[str, str]:
    """Return the fixed words for a primary language subtag, in English if it has none of its own."""
    path = os.path.join(_FOLDER, f"{primary}.toml")
    if primary == "en" or not primary.isalpha() or not os.path.isfile(path):
        return WORDS
    import tomllib

    with open(path, "rb") as file:
        return MappingProxyType(tomllib.load(file))


def in_language(pack: Audience, language: str) -> Audience:
    """Return the pack with its words in a language, but for those that it sets itself.

    A word that says what the English default says counts as not set: a pack that was written out whole prints in
    the language that it names.
    """
    own = words_in(language.partition("-")[0].lower())
    if own is WORDS:
        return pack
    return pack.worded({key: own[key] if word == WORDS.get(key) else word for key, word in pack.words.items()})
