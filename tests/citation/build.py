"""Styles, items and engines for the tests of the citation room, made from a few words."""

from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

from briefgen.citation import Citation, CiteItem, Engine, Run, Style

__all__ = ["DATA", "a_cite", "a_style", "an_engine", "bibliography", "notes", "shipped_locale", "text"]

DATA = Path(__file__).resolve().parents[2] / "briefgen/citation/data"
_HEAD = '<style xmlns="http://purl.org/net/xbiblio/csl" version="1.0" class="{kind}" {options}>'


def shipped_locale(tag: str) -> bytes | None:
    """Return a locale that ships."""
    file = DATA / f"locales/locales-{tag}.xml"
    return file.read_bytes() if file.is_file() else None


def a_style(
    layout: str,
    *,
    kind: str = "note",
    macros: str = "",
    citation: str = "",
    options: str = "",
    sort: str = "",
    bibliography: str = "",
    attributes: str = "",
) -> Style:
    """Return a style whose citation layout holds `layout`; `attributes` go on <layout>."""
    head = _HEAD.format(kind=kind, options=options)
    body = f"<citation {citation}>{sort}<layout {attributes}>{layout}</layout></citation>"
    return Style.parse(f"{head}{macros}{body}{bibliography}</style>".encode(), file="test.csl")


def an_engine(
    style: Style,
    *items: Mapping[str, Any],
    language: str = "en-US",
    markup: bool = False,
    locales: Callable[[str], bytes | None] = shipped_locale,
) -> Engine:
    """Return an engine over items; an item without an id gets a, b, c, …"""
    named = {str(item.get("id", "abcdefghij"[i])): dict(item) for i, item in enumerate(items)}
    return Engine(style, language, named, locales, markup=markup)


def a_cite(name: str = "a", locator: str = "", label: str = "", prefix: str = "", suffix: str = "") -> CiteItem:
    """Return one cite."""
    return CiteItem(name, locator, label, prefix, suffix)


def text(runs: tuple[Run, ...]) -> str:
    """Return the bare words of a note."""
    return "".join(run.text for run in runs)


def notes(engine: Engine, *groups: CiteItem | tuple[CiteItem, ...]) -> list[str]:
    """Return the words of notes 1, 2, …, each a cite or a tuple of cites."""
    citations = [
        Citation(group if isinstance(group, tuple) else (group,), number) for number, group in enumerate(groups, 1)
    ]
    return [text(runs) for runs in engine.notes(citations)]


def bibliography(engine: Engine, *ids: str) -> list[str]:
    """Return the words of the entries."""
    return [text(runs) for _, runs in engine.bibliography(ids or None)]
