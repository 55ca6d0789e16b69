"""One kind of message for everything that is wrong: severity, code, place, sentence, hint.

A diagnostic knows the exit code (`status`) that it would cause alone: 2 for bad input,
1 for a finding of the evidence rules, 3 for a limit. A warning causes none (0).
"""

from typing import Final, Literal

__all__ = [
    "NOWHERE",
    "Diagnostic",
    "Severity",
    "Span",
    "bad_input",
    "escape",
    "exit_code",
    "finding",
    "limit",
    "warning",
]

Severity = Literal["error", "warning"]

# Of several exit codes the first of these wins (architecture, section 9).
_PRECEDENCE: Final = (70, 4, 3, 2, 1)

# C0, DEL, C1, line and paragraph separators, bidi controls, surrogates: never raw on a terminal.
_UNPRINTABLE: Final = {
    *range(0x20),
    *range(0x7F, 0xA0),
    0x061C,
    0x200B,
    0x200E,
    0x200F,
    *range(0x2028, 0x202F),
    *range(0x2060, 0x2070),
    0xFEFF,
}


def escape(text: str) -> str:
    r"""Make text from a record safe and visible on a terminal: controls as `\u{202E}`."""
    if text.isascii() and text.isprintable():
        return text
    return "".join(f"\\u{{{ord(c):04X}}}" if ord(c) in _UNPRINTABLE or 0xD800 <= ord(c) < 0xE000 else c for c in text)


class Span:
    """A place in a file: path as the user would type it, line and column counted from 1."""

    __slots__ = ("column", "file", "line")
    __match_args__ = ("file", "line", "column")

    def __init__(self, file: str, line: int = 1, column: int = 1) -> None:
        self.file: Final = file
        self.line: Final = line
        self.column: Final = column

    def __eq__(self, other: object) -> bool:
        """Compare by value."""
        return isinstance(other, Span) and self.key() == other.key()

    def __hash__(self) -> int:
        """Hash by value."""
        return hash(self.key())

    def __repr__(self) -> str:
        """Show as `file:line:column`."""
        return f"{self.file}:{self.line}:{self.column}"

    def key(self) -> tuple[str, int, int]:
        """Return what diagnostics are sorted by."""
        return self.file, self.line, self.column


NOWHERE: Final = Span("-")


class Diagnostic:
    """One problem. `hint` may be empty; `status` is the exit code that it would cause alone."""

    __slots__ = ("code", "hint", "message", "severity", "status", "where")
    __match_args__ = ("severity", "code", "where", "message", "hint", "status")

    def __init__(self, severity: Severity, code: str, where: Span, message: str, hint: str, status: int) -> None:
        self.severity: Final = severity
        self.code: Final = code
        self.where: Final = where
        self.message: Final = message
        self.hint: Final = hint
        self.status: Final = status

    def line(self) -> str:
        """Return the message line of the contract, without the hint."""
        return f"{escape(repr(self.where))}: {self.severity}[{self.code}]: {escape(self.message)}"

    def __repr__(self) -> str:
        """Show as the message line."""
        return self.line()


def bad_input(code: str, where: Span, message: str, hint: str = "") -> Diagnostic:
    """Report input that cannot be used (exit 2)."""
    return Diagnostic("error", code, where, message, hint, 2)


def finding(code: str, where: Span, message: str, hint: str = "") -> Diagnostic:
    """Report evidence that forbids the brief (exit 1)."""
    return Diagnostic("error", code, where, message, hint, 1)


def limit(name: str, where: Span, message: str, hint: str = "") -> Diagnostic:
    """Report a limit that was reached (exit 3); `name` is its name in `briefgen limits`."""
    return Diagnostic("error", f"limit.{name}", where, message, hint, 3)


def warning(code: str, where: Span, message: str, hint: str = "") -> Diagnostic:
    """Report something that the reader of the brief might stumble over (exit 0)."""
    return Diagnostic("warning", code, where, message, hint, 0)


def exit_code(statuses: "list[int] | tuple[int, ...]") -> int:
    """Return the exit code for several problems: the first of 70, 4, 3, 2, 1, else 0."""
    return next((code for code in _PRECEDENCE if code in statuses), 0)
