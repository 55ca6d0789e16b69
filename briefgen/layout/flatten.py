"""Inlines of a paragraph in, pieces of text with their voices out.

`flatten` walks the inlines once and gives *pieces*: `(text, voice, role)`, and the *roles*: the
structure elements inside the paragraph. It knows no widths and no positions.

A role is `(tag, parent, language, action, mark)`: `parent` is the index of another role, 0 for
the paragraph itself, -1 for the parent of the paragraph; `mark` is the index of the note whose
mark it is, -2 - k for the k-th mark to a note that stands elsewhere, else -1. Role 0 is the paragraph.
"""

from collections.abc import Callable
from typing import Final

from briefgen.document import nodes
from briefgen.layout.bidi import is_rtl, is_simple
from briefgen.layout.style import TextStyle
from briefgen.layout.voices import Voice, Voices

__all__ = ["Flat", "Piece", "Role", "flatten", "is_rtl", "plain_text"]

Role = tuple[str, int, str, tuple[str, str, str] | None, int]
Piece = tuple[str, Voice, int]

# What is said of a reference of each form, and what the key of its target begins with.
_LEADS: Final = {"": ("link-claim", ""), "source": ("link-source", ""), "note": ("note", "note:")}

# Isolates around a span keep its direction from spilling into its surroundings (UAX #9, X5a-X6a).
_LRI, _RLI, _PDI = "\u2066", "\u2067", "\u2069"


class Flat:
    """A paragraph flattened: pieces, roles, the notes marked in it, and whether it needs UAX #9.

    `elsewhere` holds the idents of notes that are marked here and stand elsewhere. `isolates` holds the pieces' bidi controls: (index of the piece before which it stands, control).
    """

    __slots__ = ("elsewhere", "isolates", "notes", "pieces", "roles", "simple")

    def __init__(self, language: str) -> None:
        self.pieces: Final[list[Piece]] = []
        self.roles: Final[list[Role]] = [("P", 0, language, None, -1)]
        self.notes: Final[list[nodes.Note]] = []
        self.elsewhere: Final[list[str]] = []
        self.isolates: Final[list[tuple[int, str]]] = []
        self.simple = not is_rtl(language)


class _Walk:
    """Where the walk through nested inlines stands; one per nesting, cheap to copy."""

    __slots__ = ("address", "colour", "form", "italic", "language", "role", "strong")

    def __init__(self) -> None:
        self.language = ""
        self.italic = self.strong = self.address = False
        self.form = ""
        self.role = 0
        self.colour: tuple[float, float, float] | None = None

    def inner(self) -> "_Walk":
        new = _Walk.__new__(_Walk)
        new.language, new.italic, new.strong = self.language, self.italic, self.strong
        new.form, new.role, new.colour, new.address = self.form, self.role, self.colour, self.address
        return new


def flatten(
    inlines: nodes.Inlines,
    style: TextStyle,
    language: str,
    voices: Voices,
    say: Callable[[str, str], str],
    link_colour: tuple[float, float, float],
    lead: "tuple[nodes.Inlines, TextStyle, str] | None" = None,
) -> Flat:
    """Walk the inlines of one paragraph.

    `lead` is what opens the paragraph without being part of it: inlines, their style, and the tag of the element of
    their own in which they stand, a sibling before the paragraph.
    `say(key, value)` words what a link does (the words `note`, `link-claim`, …) for those who listen.
    """
    flat = Flat(language)
    walk = _Walk()
    walk.language = language
    if lead is not None:
        opening = _Flattener(flat, lead[1], voices, say, link_colour)
        before = walk.inner()
        before.role = opening.role(lead[2], -1)
        opening.visit(lead[0], before)
        opening.text(" ", walk)
    _Flattener(flat, style, voices, say, link_colour).visit(inlines, walk)
    return flat


class _Flattener:
    __slots__ = ("flat", "link_colour", "say", "style", "voices")

    def __init__(
        self,
        flat: Flat,
        style: TextStyle,
        voices: Voices,
        say: Callable[[str, str], str],
        link_colour: tuple[float, float, float],
    ) -> None:
        self.flat = flat
        self.style = style
        self.voices = voices
        self.say = say
        self.link_colour = link_colour

    def visit(self, inlines: nodes.Inlines, walk: _Walk) -> None:
        for node in inlines:
            if type(node) is nodes.Text:
                self.text(node.value, walk)
            else:
                self.other(node, walk)

    def text(self, value: str, walk: _Walk) -> None:
        flat = self.flat
        voice = self.voices.of(
            self.style,
            walk.language,
            italic=walk.italic,
            strong=walk.strong,
            form=walk.form,
            colour=walk.colour,
            address=walk.address,
        )
        flat.pieces.append((value, voice, walk.role))
        if flat.simple and not (value.isascii() or is_simple(value)):
            flat.simple = False

    def other(self, node: nodes.Inline, walk: _Walk) -> None:
        inner = walk.inner()
        match node:
            case nodes.Emphasis():
                inner.italic = not walk.italic
                self.visit(node.children, inner)
            case nodes.Strong():
                inner.strong = True
                self.visit(node.children, inner)
            case nodes.Styled():
                inner.form = node.form
                self.visit(node.children, inner)
            case nodes.Span():
                self.span(node, inner)
            case nodes.Link():
                action = ("uri", node.url, self.say("link", node.url))
                inner.role = self.role("Link", walk.role, action)
                inner.colour = self.link_colour
                inner.address = True
                self.visit(node.children, inner)
            case nodes.See():
                # A Reference says that what it holds is no part of the sentence: the title of a work is.
                reference = walk.role if node.form else self.role("Reference", walk.role)
                word, prefix = _LEADS[node.form]
                action = ("goto", prefix + node.target, self.say(word, plain_text(node.children)))
                inner.role = self.role("Link", reference, action)
                if not node.form:
                    inner.colour = self.link_colour
                self.visit(node.children, inner)
            case nodes.Note():
                self.mark(node.number, node.ident, walk, len(self.flat.notes))
                self.flat.notes.append(node)
            case nodes.NoteRef():
                self.mark(node.number, node.ident, walk, -2 - len(self.flat.elsewhere))
                self.flat.elsewhere.append(node.ident)
            case _:
                msg = f"{type(node).__name__} cannot be set: an earlier stage should have replaced it"
                raise AssertionError(msg)

    def span(self, node: nodes.Span, inner: _Walk) -> None:
        flat = self.flat
        opposite = is_rtl(node.language)
        inner.role = self.role("Span", inner.role, language=node.language)
        inner.language = node.language
        if opposite:
            inner.italic = False
        if opposite or not flat.simple:
            flat.simple = False
            flat.isolates.append((len(flat.pieces), _RLI if opposite else _LRI))
            self.visit(node.children, inner)
            flat.isolates.append((len(flat.pieces), _PDI))
        else:
            self.visit(node.children, inner)

    def mark(self, number: str, ident: str, walk: _Walk, note: int) -> None:
        reference = self.role("Reference", walk.role)
        action = ("goto", "note:" + ident, self.say("note", number))
        role = self.role("Link", reference, action, note=note)
        # Faces have superscripts of 0-9 alone.
        form = "superscript" if number.isascii() else "raised"
        voice = self.voices.of(self.style, walk.language, form=form, colour=self.link_colour)
        self.flat.pieces.append((number, voice, role))

    def role(
        self, tag: str, parent: int, action: tuple[str, str, str] | None = None, *, language: str = "", note: int = -1
    ) -> int:
        self.flat.roles.append((tag, parent, language, action, note))
        return len(self.flat.roles) - 1


def plain_text(inlines: nodes.Inlines) -> str:
    """Return the characters of inlines without their notes."""
    out: list[str] = []
    for node in inlines:
        if isinstance(node, nodes.Text):
            out.append(node.value)
        elif isinstance(node, nodes.Emphasis | nodes.Strong | nodes.Styled | nodes.Span | nodes.Link | nodes.See):
            out.append(plain_text(node.children))
    return "".join(out)
