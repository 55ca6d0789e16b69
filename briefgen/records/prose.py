r"""Claim prose: the smallest useful part of Pandoc Markdown, as typed inlines.

A blank line parts paragraphs; `*emphasis*`, `**strong**`, `[see @source, p. 12, further words; @other]`,
`[words]{lang=fa}` and `[#c17]` are markup, and nothing else is. A backslash makes any of `* [ ] @ # { } \` literal.
The parser is in `markup.py`; `parse` is its door. Not here: moving marks behind punctuation (`compose`).
"""

from typing import Final, Union

from briefgen.diagnostics import Span

__all__ = [
    "Citation",
    "CitedWork",
    "Emphasis",
    "InLanguage",
    "Inline",
    "Prose",
    "SeeClaim",
    "Strong",
    "Words",
    "citations_of",
    "escape",
    "plain_text",
]


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

    `prefix` and `suffix` are verbatim text (`see also`, `further words`), without the separators: a suffix was typed
    behind a comma, unless it begins with a space, as in `[@a, p. 3 (my translation)]`.
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


def citations_of(prose: Prose) -> list[Citation]:
    """Return the citations of a text, in order; none stands inside emphasis or a language span."""
    return [inline for paragraph in prose.paragraphs for inline in paragraph if isinstance(inline, Citation)]


def plain_text(inlines: "tuple[Inline, ...]") -> str:
    """Return the words of inlines, without citations and references."""
    parts: list[str] = []
    for inline in inlines:
        if isinstance(inline, Words):
            parts.append(inline.text)
        elif isinstance(inline, (Emphasis, Strong, InLanguage)):
            parts.append(plain_text(inline.children))
    return "".join(parts)


def escape(text: str) -> str:
    """Return `text` so that it reads back as these very words, whatever they hold."""
    for char in "\\*[]@#{}":
        text = text.replace(char, "\\" + char)
    return text
