"""Claim prose: the smallest useful part of Pandoc Markdown, parsed into typed inlines.

In: a scalar as typed, with its place. Out: `Prose`, paragraphs of inlines.
"""

from typing import Final, Union

from briefgen.diagnostics import Span

__all__ = ["CitedWork", "Citation", "Emphasis", "Inline", "InLanguage", "Prose", "SeeClaim", "Strong", "Words"]


class Words:
    """Plain text; line ends are folded to single spaces."""

    __slots__ = ("text",)
    __match_args__ = ("text",)

    def __init__(self, text: str) -> None:
        self.text: Final = text


class Emphasis:
    """`*words*`."""

    __slots__ = ("children",)
    __match_args__ = ("children",)

    def __init__(self, children: "tuple[Inline, ...]") -> None:
        self.children: Final = children


class Strong:
    """`**words**`."""

    __slots__ = ("children",)
    __match_args__ = ("children",)

    def __init__(self, children: "tuple[Inline, ...]") -> None:
        self.children: Final = children


class InLanguage:
    """`[words]{lang=fa}`."""

    __slots__ = ("children", "language")
    __match_args__ = ("children", "language")

    def __init__(self, children: "tuple[Inline, ...]", language: str) -> None:
        self.children: Final = children
        self.language: Final = language


class CitedWork:
    """One work of a citation. `label` is a CSL locator label such as "page", empty without locator.

    `prefix` and `suffix` are verbatim text (`see also`, `further words`), without the separators.
    """

    __slots__ = ("label", "locator", "origin", "prefix", "source", "suffix")
    __match_args__ = ("source", "prefix", "label", "locator", "suffix")

    def __init__(self, source: str, prefix: str, label: str, locator: str, suffix: str, origin: Span) -> None:
        self.source: Final = source
        self.prefix: Final = prefix
        self.label: Final = label
        self.locator: Final = locator
        self.suffix: Final = suffix
        self.origin: Final = origin


class Citation:
    """`[see @a, p. 3; @b]`: one note."""

    __slots__ = ("origin", "works")
    __match_args__ = ("works",)

    def __init__(self, works: tuple[CitedWork, ...], origin: Span) -> None:
        self.works: Final = works
        self.origin: Final = origin


class SeeClaim:
    """`[#c17]`: a reference to another claim."""

    __slots__ = ("claim", "origin")
    __match_args__ = ("claim",)

    def __init__(self, claim: str, origin: Span) -> None:
        self.claim: Final = claim
        self.origin: Final = origin


Inline = Union[Words, Emphasis, Strong, InLanguage, Citation, SeeClaim]


class Prose:
    """A parsed prose field: paragraphs of inlines, and the text as typed (line ends folded to LF)."""

    __slots__ = ("origin", "paragraphs", "raw")

    def __init__(self, raw: str, paragraphs: tuple[tuple[Inline, ...], ...], origin: Span) -> None:
        self.raw: Final = raw
        self.paragraphs: Final = paragraphs
        self.origin: Final = origin
