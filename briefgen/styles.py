"""The citation styles and locales that ship: names in, bytes out.

The citation room opens no file; it is given what this module reads.
"""

import os
from typing import Final

from briefgen.diagnostics import Span, bad_input
from briefgen.errors import CitationError

__all__ = ["locale_bytes", "parent_bytes", "shipped_styles", "style_bytes"]

_DATA: Final = os.path.join(os.path.dirname(os.path.abspath(__file__)), "citation", "data")


def shipped_styles() -> tuple[str, ...]:
    """Return the names of the styles that ship, sorted."""
    names = os.listdir(os.path.join(_DATA, "styles"))
    return tuple(sorted(name[:-4] for name in names if name.endswith(".csl")))


def style_bytes(name: str, where: Span) -> bytes:
    """Return a style that ships. Raises CitationError (`style.unknown`), pointing to who asked."""
    known = shipped_styles()
    if name not in known:
        hint = f"styles that ship: {', '.join(known)}; or give the path of a .csl file in the pack's folder"
        raise CitationError(bad_input("style.unknown", where, f"no citation style is called {name!r}", hint))
    return _read("styles", name + ".csl") or b""


def parent_bytes(address: str) -> bytes | None:
    """Return the style that a dependent style names as its parent, if it ships; nothing is ever fetched."""
    name = address.rstrip("/").rpartition("/")[2]
    return _read("styles", name + ".csl") if name in shipped_styles() else None


def locale_bytes(tag: str) -> bytes | None:
    """Return a CSL locale that ships, None if it does not."""
    if not all(part.isalnum() for part in tag.split("-")):
        return None
    return _read("locales", f"locales-{tag}.xml")


def _read(folder: str, name: str) -> bytes | None:
    try:
        with open(os.path.join(_DATA, folder, name), "rb") as file:
            return file.read()
    except FileNotFoundError:
        return None
