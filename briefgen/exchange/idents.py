"""The id of an imported work: its citation key, else family-year-word, in the form of our ids."""

import unicodedata
from typing import Any, Final

from briefgen.exchange.draft import Draft

__all__ = ["choose_id", "slug"]

_AT_MOST: Final = 64
_NAME_WORDS: Final = 3
# Letters that NFKD does not part into a letter of a-z and a mark.
_LETTERS: Final = str.maketrans(
    {"ß": "ss", "ø": "o", "Ø": "o", "ł": "l", "Ł": "l", "æ": "ae", "Æ": "ae", "œ": "oe", "Œ": "oe", "đ": "d", "Đ": "d",
     "ð": "d", "Ð": "d", "þ": "th", "Þ": "th", "ı": "i", "'": "", "’": "", "ʿ": "", "ʾ": ""}
)  # fmt: skip
_SMALL: Final = """a an and as at by de der die das el for from in la le les of on or the to und un une with"""
_SMALL_WORDS: Final = frozenset(_SMALL.split())


def slug(text: str) -> str:
    """Return text in the form [a-z0-9]+(-[a-z0-9]+)*, at most 64 characters, "" when no letter of it has one.

    >>> slug("Müller_2020:b")
    'muller-2020-b'
    """
    plain = unicodedata.normalize("NFKD", text[:1000].translate(_LETTERS)).lower()
    kept = (c if c.isascii() and c.isalnum() else "" if unicodedata.combining(c) else " " for c in plain)
    made = "-".join("".join(kept).split())
    if len(made) <= _AT_MOST:
        return made
    cut = made[:_AT_MOST]
    return (cut if made[_AT_MOST] == "-" else cut.rpartition("-")[0] or cut).rstrip("-")


def choose_id(draft: Draft, taken: dict[str, int]) -> str:
    """Return the id of a work, unlike all that are taken, and take it; `taken` counts how often each was wanted."""
    made = slug(draft.key) or slug(" ".join(filter(None, (_family(draft), _year(draft), _word(draft)))))
    made = made or "source"
    other = made
    while other in taken:
        taken[made] += 1
        other = f"{made[: _AT_MOST - 8].rstrip('-')}-{taken[made]}"
    taken[other] = 1
    return other


def _family(draft: Draft) -> str:
    """Return the family name of who is responsible, or the first words of an institution."""
    for key in ("author", "editor", "container-author", "director", "translator"):
        people: Any = draft.fields.get(key)
        if people:
            name = people[0].get("family") or people[0].get("literal") or people[0].get("given") or ""
            return " ".join(slug(name).split("-")[:_NAME_WORDS])
    return ""


def _year(draft: Draft) -> str:
    issued = draft.fields.get("issued", "")
    return issued[:4] if isinstance(issued, str) and issued[:4].isdigit() else ""


def _word(draft: Draft) -> str:
    """Return the first word of the title that says something."""
    words = slug(draft.fields.get("title", "")).split("-")
    return next((word for word in words if word not in _SMALL_WORDS), words[0])
