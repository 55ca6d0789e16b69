"""Every exception that briefgen raises on purpose, with its exit code.

    BriefgenError                shown as one line per problem, never a traceback
    ├─ exit 2   UsageError  RecordError  TemplateError  CitationError  FontError  LayoutError
    ├─ exit 1   EvidenceError  EditionError
    ├─ exit 3   LimitError
    └─ exit 4   RaceError

Anything else that reaches the command line is a bug of ours: exit 70, a short apology and
a traceback in a file. An error carries the diagnostics that explain it, all that were found.
"""

from typing import ClassVar, Protocol

__all__ = [
    "BriefgenError",
    "CitationError",
    "EditionError",
    "EvidenceError",
    "FontError",
    "LayoutError",
    "LimitError",
    "RaceError",
    "RecordError",
    "Reportable",
    "TemplateError",
    "UsageError",
]


class Reportable(Protocol):
    """What an error may carry: something that prints itself as one line (`Diagnostic`)."""

    @property
    def status(self) -> int:
        """Return the exit code that this problem alone would cause."""
        ...

    def line(self) -> str:
        """Return the problem as `file:line:column: severity[code]: message`."""
        ...


class BriefgenError(Exception):
    """The base: problems that the user can understand and mend."""

    exit_code: ClassVar[int] = 70

    def __init__(self, *problems: Reportable) -> None:
        """Keep the problems, at least one, in the order in which they are to be shown."""
        super().__init__("; ".join(problem.line() for problem in problems))
        self.problems = problems


class UsageError(BriefgenError):
    """The command line or the configuration asks for something that cannot be."""

    exit_code = 2


class RecordError(BriefgenError):
    """A record file cannot be read or does not say what a record must say."""

    exit_code = 2


class TemplateError(BriefgenError):
    """A pack or a template is wrong."""

    exit_code = 2


class CitationError(BriefgenError):
    """A CSL style or locale is wrong."""

    exit_code = 2


class FontError(BriefgenError):
    """No font has a character, or a font is not there."""

    exit_code = 2


class LayoutError(BriefgenError):
    """Something cannot fit on any page, or page numbers do not settle."""

    exit_code = 2


class EvidenceError(BriefgenError):
    """Findings forbid the brief, or a proof on the finished file failed."""

    exit_code = 1


class EditionError(BriefgenError):
    """The archive is broken, or editions differ."""

    exit_code = 1


class LimitError(BriefgenError):
    """A named limit was reached."""

    exit_code = 3


class RaceError(BriefgenError):
    """Another publisher won."""

    exit_code = 4
