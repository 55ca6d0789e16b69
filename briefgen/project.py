"""The workspace: where it is, what its configuration says, and what day it is.

The only module besides the fast path that reads the environment and the clock.
"""

import os
import time
from typing import Any, Final

from briefgen import limits
from briefgen.diagnostics import Span, bad_input
from briefgen.errors import UsageError
from briefgen.files import Folder, check_relative

__all__ = ["Date", "Project", "find_project", "parse_date", "shipped_templates", "stamp_of", "today"]

Date = tuple[int, int, int]

_CONFIGURATION: Final = ("briefgen.toml", "pyproject.toml")
_KEYS: Final = ("sources", "templates", "output", "default-audiences", "limits", "fonts")
_DEFAULT_AUDIENCES: Final = ("analyst", "policymaker", "public")


class Project:
    """A workspace.

    `root` is its folder as the user would type it; `sources`, `templates`, `output` are folders
    relative to it; `shipped` is the folder of the packs that ship, absolute. `archive` is the place of the editions of all
    topics, a folder or an address such as `s3://bucket/editions`; empty, they lie below `output`.
    """

    __slots__ = (
        "archive",
        "config_file",
        "default_audiences",
        "font_folders",
        "output",
        "root",
        "shipped",
        "sources",
        "templates",
    )

    def __init__(
        self,
        root: str,
        config_file: str,
        *,
        sources: str = "sources",
        templates: str = "templates",
        output: str = "output",
        archive: str = "",
        default_audiences: tuple[str, ...] = _DEFAULT_AUDIENCES,
        font_folders: tuple[str, ...] = (),
    ) -> None:
        self.root: Final = root
        self.config_file: Final = config_file
        self.sources: Final = sources
        self.templates: Final = templates
        self.output: Final = output
        self.archive: Final = archive
        self.default_audiences: Final = default_audiences
        self.font_folders: Final = font_folders
        self.shipped: Final = shipped_templates()

    def folder(self) -> Folder:
        """Return the workspace's own folder, through which everything in it is read."""
        return Folder(self.root)

    @property
    def drafts(self) -> str:
        """Return where drafts are written."""
        return self.path(self.output, "drafts")

    def path(self, *parts: str) -> str:
        """Return a path below the workspace as the user would type it."""
        return os.path.normpath(os.path.join(self.root, *parts))


def shipped_templates() -> str:
    """Return the folder of the packs that ship: beside the package in a checkout, inside it when installed."""
    package = os.path.dirname(os.path.abspath(__file__))
    inside = os.path.join(package, "scaffold", "templates")
    return inside if os.path.isdir(inside) else os.path.join(os.path.dirname(package), "templates")


def find_project(start: str, archive: str | None = None) -> Project:
    """Find the nearest parent folder of `start` that has a briefgen configuration.

    `archive` is what the user says of the place of the editions; without it BRIEFGEN_ARCHIVE of the user's own
    environment says it. Raises UsageError (`usage.no-workspace`, `usage.configuration`).
    """
    folder = os.path.abspath(start)
    if not os.path.isdir(folder):
        raise UsageError(bad_input("usage.no-folder", Span(start), "this folder does not exist"))
    here = folder
    while True:
        for name in _CONFIGURATION:
            path = os.path.join(here, name)
            if os.path.isfile(path):
                table = _configuration(_shown(path), name)
                if table is not None:
                    return _project(_shown(here), os.path.normpath(os.path.join(_shown(here), name)), table, archive)
        parent = os.path.dirname(here)
        if parent == here:
            raise UsageError(
                bad_input(
                    "usage.no-workspace",
                    Span(start),
                    "no briefgen.toml and no pyproject.toml with [tool.briefgen] here or in a folder above",
                    "`briefgen new workspace DIR` makes a workspace; `-C DIR` names one",
                )
            )
        here = parent


def _shown(path: str) -> str:
    """Return the path as the user would type it from the current folder."""
    shown = os.path.relpath(path)
    return path if shown.startswith("..") else shown


def _configuration(path: str, name: str) -> dict[str, Any] | None:
    import tomllib

    try:
        with open(path, "rb") as file:
            table = tomllib.load(file)
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise UsageError(bad_input("usage.configuration", _toml_span(path, str(error)), f"not TOML: {error}")) from None
    except OSError as error:
        raise UsageError(bad_input("usage.configuration", Span(path), f"cannot be read: {error.strerror}")) from None
    if name == "briefgen.toml":
        return table.get("tool", {}).get("briefgen", table) if "tool" in table else table
    found = table.get("tool", {}).get("briefgen")
    return found if isinstance(found, dict) else None


def _toml_span(path: str, message: str) -> Span:
    """Take the place out of a message such as `… (at line 3, column 7)`."""
    line = column = 1
    tail = message.rpartition("(at line ")[2]
    parts = tail.rstrip(")").split(", column ")
    if len(parts) == 2 and parts[0].isdigit() and parts[1].isdigit():
        line, column = int(parts[0]), int(parts[1])
    return Span(path, line, column)


def _project(root: str, path: str, table: dict[str, Any], said: str | None) -> Project:
    where = Span(path)
    hint = f"known keys: {', '.join(_KEYS)}"
    problems = [
        bad_input("usage.configuration", where, f"unknown key {key!r}", hint) for key in table if key not in _KEYS
    ]
    folders: dict[str, str] = {}
    for key in ("sources", "templates", "output"):
        if key not in table:
            continue
        if not isinstance(table[key], str):
            problems.append(bad_input("usage.configuration", where, f"{key} must be the name of a folder"))
            continue
        check_relative(table[key], where)
        folders[key] = table[key]
    audiences = table.get("default-audiences", list(_DEFAULT_AUDIENCES))
    fonts = table.get("fonts", [])
    for key, value in (("default-audiences", audiences), ("fonts", fonts)):
        if not isinstance(value, list) or not all(isinstance(item, str) for item in value):
            problems.append(bad_input("usage.configuration", where, f"{key} must be a list of names"))
    raised = table.get("limits", {})
    if not isinstance(raised, dict):
        problems.append(bad_input("usage.configuration", where, "limits must be a table"))
        raised = {}
    for name, value in raised.items():
        if name not in limits.LIMITS:
            hint = "`briefgen limits` lists them"
            problems.append(bad_input("usage.configuration", where, f"no limit is called {name!r}", hint))
        elif not isinstance(value, int) or isinstance(value, bool) or value <= 0:
            problems.append(bad_input("usage.configuration", where, f"limits.{name} must be a whole number above 0"))
    if problems:
        raise UsageError(*problems)
    limits.raise_limits(raised)
    return Project(
        root,
        path,
        sources=folders.get("sources", "sources"),
        templates=folders.get("templates", "templates"),
        output=folders.get("output", "output"),
        # Never from the configuration: a workspace may be somebody else's, and an address would be dialled.
        archive=said or os.environ.get("BRIEFGEN_ARCHIVE", ""),
        default_audiences=tuple(audiences),
        font_folders=tuple(os.path.expanduser(folder) for folder in fonts),
    )


def today() -> Date:
    """Return today in UTC; SOURCE_DATE_EPOCH wins over the clock. Raises UsageError when it is no number."""
    epoch = os.environ.get("SOURCE_DATE_EPOCH")
    seconds = time.time()
    if epoch is not None:
        try:
            seconds = int(epoch)
            time.gmtime(seconds)
        except (ValueError, OverflowError, OSError):
            message = f"SOURCE_DATE_EPOCH is {epoch!r}, not a number of seconds"
            raise UsageError(bad_input("usage.date", Span("SOURCE_DATE_EPOCH"), message)) from None
    moment = time.gmtime(seconds)
    return moment.tm_year, moment.tm_mon, moment.tm_mday


def parse_date(text: str, option: str) -> Date:
    """Read a calendar date `YYYY-MM-DD` typed at the command line. Raises UsageError (`usage.date`)."""
    parts = text.split("-")
    if [len(part) for part in parts] == [4, 2, 2] and all(part.isascii() and part.isdigit() for part in parts):
        year, month, day = (int(part) for part in parts)
        if year > 0 and 0 < month <= 12 and 0 < day <= _days(year, month):
            return year, month, day
    message = f"{text!r} is not a day of the calendar"
    raise UsageError(bad_input("usage.date", Span(option), message, "write it as YYYY-MM-DD"))


def _days(year: int, month: int) -> int:
    if month == 2:
        return 29 if year % 4 == 0 and (year % 100 != 0 or year % 400 == 0) else 28
    return 30 if month in {4, 6, 9, 11} else 31


def stamp_of(date: Date) -> str:
    """Return a day as the ISO 8601 moment that is written into files: its midnight in UTC."""
    return f"{date[0]:04d}-{date[1]:02d}-{date[2]:02d}T00:00:00Z"
