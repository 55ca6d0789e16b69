"""A work on its way in: CSL-JSON variables as plain values, where it stood, and what found no place.

Readers of all formats fill drafts; `importing.py` makes records of them. Invariant: a value that goes in comes out as a
variable or as words in `note`; what goes into the note unasked is warned of.
"""

import json
import unicodedata
from typing import Any, Final

from briefgen.diagnostics import Diagnostic, Span, bad_input, warning

__all__ = ["Draft", "Reading", "composed"]

# A word of a note may be no longer than a line can break: what nobody reads is parted.
_WORD_AT_MOST: Final = 400


def composed(text: str) -> str:
    """Return text in NFC with LF line ends and spaces for tabs; other controls stay, and are refused later."""
    text = text.replace("\r\n", "\n").replace("\r", "\n").replace("\t", " ")
    return text if text.isascii() else unicodedata.normalize("NFC", text)


class Draft:
    """One work. `key` is its citation key as typed, "" when it has none; `kept` are the words for its note."""

    __slots__ = ("fields", "id", "kept", "key", "problems", "warnings", "where")

    def __init__(self, where: Span, key: str = "") -> None:
        self.where: Final = where
        self.key = composed(key)
        self.id = ""
        self.fields: Final[dict[str, Any]] = {}
        self.kept: Final[list[str]] = []
        self.problems: Final[list[Diagnostic]] = []
        self.warnings: Final[list[Diagnostic]] = []

    def put(self, name: str, value: str, origin: str = "") -> None:
        """Set a text variable; where it has another value already, keep this one in the note.

        `origin` is what the format calls it.
        """
        value = composed(value).strip()
        if not value or self.fields.get(name) == value:
            return
        if name in self.fields:
            self.keep(origin or name, value)
        else:
            self.fields[name] = value

    def people(self, name: str, names: list[dict[str, str]]) -> None:
        """Add names to a name variable."""
        if names:
            self.fields.setdefault(name, []).extend(names)

    def date(self, name: str, value: str | dict[str, str], origin: str = "") -> None:
        """Set a date variable: EDTF text or {"literal": …}."""
        if name in self.fields and self.fields[name] != value:
            self.keep(origin or name, value if isinstance(value, str) else value["literal"])
        else:
            self.fields[name] = value

    def keep(self, name: str, value: Any) -> None:
        """Keep in the note what no variable takes, and say so."""
        self.note(name, value)
        message = f"{self.label()}: nothing takes {name}: kept in its note"
        self.warnings.append(warning("exchange.kept", self.where, message))

    def note(self, name: str, value: Any) -> None:
        """Move a value into the note under its name."""
        text = value if isinstance(value, str) else json.dumps(value, ensure_ascii=False)
        words = (_parted(word) for word in composed(text).split(" "))
        self.kept.append(f"{composed(name)}: {' '.join(words).strip()}")

    def fault(self, code: str, message: str, hint: str = "") -> None:
        """Note bad input at the place of the work."""
        self.problems.append(bad_input(code, self.where, f"{self.label()}: {message}", hint))

    def label(self) -> str:
        """Return how messages name the work."""
        return self.id or self.key[:80] or "a work without a key"


class Reading:
    """What a reader of a format gives: the works in file order, and the problems and warnings that belong to none."""

    __slots__ = ("drafts", "problems", "warnings")

    def __init__(self) -> None:
        self.drafts: Final[list[Draft]] = []
        self.problems: Final[list[Diagnostic]] = []
        self.warnings: Final[list[Diagnostic]] = []


def _parted(word: str) -> str:
    if len(word) <= _WORD_AT_MOST:
        return word
    return " ".join(word[start : start + _WORD_AT_MOST] for start in range(0, len(word), _WORD_AT_MOST))
