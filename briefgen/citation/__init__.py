"""How a source is cited: a CSL 1.0.2 processor. CSL-JSON items and citations in, runs of formatted text out.

The names below are loaded when they are first asked for, so that importing the room costs next to nothing.
"""

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from briefgen.citation.citations import Citation, CiteItem
    from briefgen.citation.engine import Engine
    from briefgen.citation.locale import Locale
    from briefgen.citation.output import Run
    from briefgen.citation.style import Style
    from briefgen.citation.text import (
        BLOCK,
        BOLD,
        INDENT,
        ITALIC,
        LEFT_MARGIN,
        LIGHT,
        OBLIQUE,
        RIGHT_INLINE,
        SMALL_CAPS,
        SUB,
        SUP,
        UNDERLINE,
    )

__all__ = [
    "BLOCK",
    "BOLD",
    "INDENT",
    "ITALIC",
    "LEFT_MARGIN",
    "LIGHT",
    "OBLIQUE",
    "RIGHT_INLINE",
    "SMALL_CAPS",
    "SUB",
    "SUP",
    "UNDERLINE",
    "Citation",
    "CiteItem",
    "Engine",
    "Locale",
    "Run",
    "Style",
]

_HOMES = {
    "Citation": "citations",
    "CiteItem": "citations",
    "Engine": "engine",
    "Locale": "locale",
    "Run": "output",
    "Style": "style",
}


def __getattr__(name: str) -> object:
    """Load one of the public names from its module (PEP 562)."""
    if name not in __all__:
        raise AttributeError(name)
    from importlib import import_module

    value: object = getattr(import_module(f"briefgen.citation.{_HOMES.get(name, 'text')}"), name)
    globals()[name] = value
    return value
