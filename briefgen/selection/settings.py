"""The raw values of one audience.yaml in, checked settings out; every wrong key and value is reported.

Nothing is inherited here: `pack.py` lays the settings of a pack over those of its parent.
"""

import re
from collections.abc import Callable, Mapping, Sequence
from typing import Final

from briefgen.diagnostics import Diagnostic, Span, bad_input
from briefgen.files import relative_problem
from briefgen.records import read
from briefgen.records.schema import closest, is_language
from briefgen.records.text import misplaced_joiner
from briefgen.selection.audience import PAGE_SIZES, SECTION_STARTS, SHOWABLE
from briefgen.selection.labels import LABELS
from briefgen.selection.places import OTHERS
from briefgen.selection.theme import THEME, theme_fault
from briefgen.selection.words import WORDS, holes

__all__ = ["Settings", "read_settings"]

CLAIM_KINDS: Final = ("position", "reported-fact", "allegation", "denial", "judgment", "assumption")
RANKS: Final = ("preferred", "normal", "deprecated")
_NOTES: Final[Mapping[str, tuple[str, ...]]] = {
    "at": ("page", "section", "end"),
    "number": ("document", "section", "page"),
    "repeat": ("note", "mark"),
    "first": ("document", "section"),
    "backlinks": ("yes", "no"),
}

_SLUG: Final = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")
_TEMPLATE: Final = re.compile(r"(?:[a-z0-9][a-z0-9._-]{0,63}/)?[a-z0-9][a-z0-9._-]{0,63}\.xml\.j2")
_PLACES_AT_MOST: Final = 10_000
_TITLE_AT_MOST: Final = 200
_WORD_AT_MOST: Final = 1_000


class Settings:
    """What one audience.yaml says: `values` are single texts, `tables` the rest, keyed as in the file.

    `tables["show"]` has the one key `show`, so that a pack's list replaces its parent's.
    """

    __slots__ = ("extends", "origin", "places", "tables", "values")

    def __init__(self, origin: Span) -> None:
        self.origin: Final = origin
        self.extends = ""
        self.values: Final[dict[str, str]] = {}
        self.tables: Final[dict[str, dict[str, object]]] = {}
        self.places: Final[dict[str, Span]] = {}

    def where(self, key: str) -> Span:
        """Return the place of a key's value, or of the file."""
        return self.places.get(key, self.origin)


class _Values:
    """Reads raw values and collects what is wrong with them."""

    def __init__(self, problems: list[Diagnostic]) -> None:
        self.problems: Final = problems

    def report(self, where: Span, message: str, hint: str = "", code: str = "template.value") -> None:
        """Add a fault."""
        self.problems.append(bad_input(code, where, message, hint))

    def text(self, key: str, node: read.Node, longest: int = _TITLE_AT_MOST) -> str:
        """Return a text on one line, empty when it is none."""
        if not isinstance(node, read.Scalar):
            self.report(node.span(), f"{key} must be text", f"write {key}: words", "schema.type")
            return ""
        text = " ".join(node.text.split())
        if not text:
            self.report(node.span(), f"{key} has no value", "give it one, or delete the key", "schema.empty")
        elif len(text) > longest:
            self.report(node.span(), f"{key} is longer than {longest} characters")
            return ""
        return text

    def choice(self, key: str, node: read.Node, allowed: Sequence[str]) -> str:
        """Return one of the allowed values, empty when it is none of them."""
        value = self.text(key, node)
        if value and value not in allowed:
            near = closest(value, tuple(allowed))
            hint = f"did you mean {near}?" if near else "one of " + ", ".join(allowed)
            self.report(node.span(), f"{key} cannot be {value[:60]!r}", hint, "schema.choice")
            return ""
        return value

    def pattern(self, key: str, node: read.Node, pattern: "re.Pattern[str]", example: str) -> str:
        """Return a value of a certain form, empty when it has another."""
        value = self.text(key, node)
        if value and not pattern.fullmatch(value):
            self.report(node.span(), f"{key} cannot be {value[:60]}", f"write it like {example}")
            return ""
        return value

    def number(self, key: str, node: read.Node, least: int, most: int) -> int | None:
        """Return a whole number within bounds."""
        value = self.text(key, node)
        if value.isascii() and value.isdigit() and least <= int(value[:9]) <= most:
            return int(value)
        if value:
            self.report(node.span(), f"{key} cannot be {value[:60]}", f"a whole number from {least} to {most}")
        return None

    def choices(self, key: str, node: read.Node, allowed: Sequence[str]) -> tuple[str, ...] | None:
        """Return a list of allowed values, each once."""
        if not isinstance(node, read.Sequence):
            self.report(node.span(), f"{key} must be a list", f"write {key}: [{allowed[0]}]", "schema.type")
            return None
        found: dict[str, None] = {}
        for item in node.items:
            value = self.choice(key, item, allowed)
            if value in found:
                self.report(item.span(), f"{key} names {value} twice", "delete one of them", "schema.twice")
            if value:
                found[value] = None
        return tuple(found) if found or not node.items else None

    def entries(self, key: str, node: read.Node, known: Sequence[str] | None) -> Mapping[str, read.Node]:
        """Return the entries of a mapping whose keys are known; None allows all keys."""
        if not isinstance(node, read.Mapping):
            what = key or "audience.yaml"
            self.report(node.span(), f"{what} must be keys with values", "write KEY: value", "schema.type")
            return {}
        good = {}
        for name, value in node.entries.items():
            if known is None or name in known:
                good[name] = value
            else:
                near = closest(name, tuple(known))
                hint = f"did you mean {near}?" if near else "known keys: " + ", ".join(known[:20])
                message = f"unknown key {name[:60]} in {key or 'audience.yaml'}"
                self.report(node.key_span(name), message, hint, "schema.unknown-key")
        return good


def read_settings(file: read.Mapping, problems: list[Diagnostic]) -> Settings:
    """Check one audience.yaml; faults are added to `problems`, and what is wrong is left out."""
    values = _Values([])
    settings = Settings(file.span())
    for key, node in values.entries("", file, tuple(_READERS)).items():
        settings.places[key] = node.span()
        _READERS[key](key, node, values, settings)
    if "title" not in file.entries:
        values.report(file.span(), "a pack has no title", "add title: and who its readers are", "schema.missing")
    language = settings.values.get("language", "")
    if language:
        _check_joiners(file, language, values)
    problems.extend(sorted(values.problems, key=lambda problem: problem.where.key()))
    return settings


def _check_joiners(file: read.Mapping, language: str, values: _Values) -> None:
    """U+200C and U+200D stand only in values of languages that need them."""
    words = file.entries.get("words")
    nodes = [file.entries.get("title"), *(words.entries.values() if isinstance(words, read.Mapping) else ())]
    for node in nodes:
        if isinstance(node, read.Scalar):
            offset = misplaced_joiner(node.text, language)
            if offset >= 0:
                message = f"U+{ord(node.text[offset]):04X} has no place in the language {language}"
                values.report(node.at(offset), message, "delete it", "text.joiner")


_Reader = Callable[[str, read.Node, _Values, Settings], None]


def _title(key: str, node: read.Node, values: _Values, settings: Settings) -> None:
    _keep(settings, key, values.text(key, node))


def _extends(key: str, node: read.Node, values: _Values, settings: Settings) -> None:
    settings.extends = values.text(key, node)


def _template(key: str, node: read.Node, values: _Values, settings: Settings) -> None:
    _keep(settings, key, values.pattern(key, node, _TEMPLATE, "brief.xml.j2"))


def _language(key: str, node: read.Node, values: _Values, settings: Settings) -> None:
    value = values.text(key, node)
    if value and not is_language(value):
        values.report(
            node.span(), f"{value[:40]!r} is not a language tag", "write en, fa or zh-Hant", "schema.language"
        )
    else:
        _keep(settings, key, value)


def _style(key: str, node: read.Node, values: _Values, settings: Settings) -> None:
    """A style is a name that ships, or a path to a .csl file in the pack."""
    value = values.text(key, node)
    if not value:
        return
    problem = relative_problem(value, node.span())
    if problem is not None:
        values.problems.append(problem)
    elif not value.endswith(".csl") and not _SLUG.fullmatch(value):
        values.report(node.span(), f"style cannot be {value[:60]}", "a name such as chicago-notes, or a .csl file")
    else:
        _keep(settings, key, value)


def _page(key: str, node: read.Node, values: _Values, settings: Settings) -> None:
    table = settings.tables.setdefault(key, {})
    for name, value in values.entries(key, node, ("size", "columns", "aim", "facing", "sections")).items():
        if name == "aim":
            _keep(table, name, values.number("page.aim", value, 1, 5_000))
        elif name == "size":
            _keep(table, name, values.choice("page.size", value, PAGE_SIZES))
        elif name == "facing":
            chosen = values.choice("page.facing", value, ("yes", "no"))
            _keep(table, name, chosen and chosen == "yes")
        elif name == "sections":
            _keep(table, name, values.choice("page.sections", value, SECTION_STARTS))
        else:
            _keep(table, name, values.number("page.columns", value, 1, 2))


def _notes(key: str, node: read.Node, values: _Values, settings: Settings) -> None:
    table = settings.tables.setdefault(key, {})
    for name, value in values.entries(key, node, tuple(_NOTES)).items():
        full = f"notes.{name}"
        settings.places[full] = value.span()
        chosen = values.choice(full, value, _NOTES[name])
        _keep(table, name, chosen == "yes" if chosen and name == "backlinks" else chosen)


def _show(key: str, node: read.Node, values: _Values, settings: Settings) -> None:
    shown = values.choices(key, node, SHOWABLE)
    if shown is not None:
        settings.tables[key] = {key: shown}


def _select(key: str, node: read.Node, values: _Values, settings: Settings) -> None:
    table = settings.tables.setdefault(key, {})
    for name, value in values.entries(key, node, ("variant", "handling", "kinds", "at-most", "rank")).items():
        full = f"select.{name}"
        settings.places[full] = value.span()
        if name == "variant":
            _keep(table, name, values.pattern(full, value, _SLUG, "short"))
        elif name == "handling":
            _keep(table, name, values.choice(full, value, LABELS))
        elif name == "at-most":
            table[name] = _at_most(full, value, values)
        else:
            chosen = values.choices(full, value, CLAIM_KINDS if name == "kinds" else RANKS)
            if chosen is not None and not chosen:
                hint = "name at least one, or leave the key out"
                values.report(value.span(), f"{full} names nothing", hint, "schema.empty")
            _keep(table, name, chosen)


def _at_most(key: str, node: read.Node, values: _Values) -> dict[str, int]:
    """Numbers by section id; sections that a topic lacks are no fault, since packs serve many topics."""
    table: dict[str, int] = {}
    for name, value in values.entries(key, node, None).items():
        if name != OTHERS and not _SLUG.fullmatch(name):
            hint = 'the id of a section, or "*" for all others'
            where = node.key_span(name) if isinstance(node, read.Mapping) else node.span()
            values.report(where, f"{key} has no section {name[:60]}", hint, "schema.unknown-key")
            continue
        number = values.number(f"{key}.{name}", value, 0, _PLACES_AT_MOST)
        if number is not None:
            table[name] = number
    return table


def _theme(key: str, node: read.Node, values: _Values, settings: Settings) -> None:
    table = settings.tables.setdefault(key, {})
    for name, value in values.entries(key, node, tuple(THEME)).items():
        settings.places[f"theme.{name}"] = value.span()
        text = values.text(f"theme.{name}", value)
        if not text:
            continue
        message, hint = theme_fault(name, text)
        if message:
            values.report(value.span(), f"theme.{message}", hint)
        else:
            table[name] = text


def _words(key: str, node: read.Node, values: _Values, settings: Settings) -> None:
    """Every known key; a wording fills in what the default fills in, and nothing else."""
    table = settings.tables.setdefault(key, {})
    for name, value in values.entries(key, node, tuple(WORDS)).items():
        if not isinstance(value, read.Scalar):
            values.report(value.span(), f"words.{name} must be text", "", "schema.type")
            continue
        # Separators such as ", " begin and end in spaces that count.
        text = value.text.replace("\n", " ")
        if not text or len(text) > _WORD_AT_MOST:
            values.report(value.span(), f"words.{name} is empty or longer than {_WORD_AT_MOST} characters")
            continue
        allowed = holes(WORDS[name])
        for hole in holes(text):
            if hole not in allowed:
                hint = "it can fill in " + ", ".join("{" + one + "}" for one in allowed) if allowed else ""
                values.report(value.span(), f"words.{name} has nothing to fill in for {{{hole}}}", hint)
        table[name] = text


def _keep(table: "Settings | dict[str, object]", key: str, value: object) -> None:
    """Enter a value unless it was wrong."""
    if value in ("", None):
        return
    if isinstance(table, Settings):
        table.values[key] = str(value)
    else:
        table[key] = value


_READERS: Final[Mapping[str, _Reader]] = {
    "title": _title,
    "extends": _extends,
    "template": _template,
    "style": _style,
    "language": _language,
    "page": _page,
    "notes": _notes,
    "show": _show,
    "select": _select,
    "theme": _theme,
    "words": _words,
}
