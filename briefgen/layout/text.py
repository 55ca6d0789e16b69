"""Inlines in, lines of the flow out: what every kind of block sets its text with.

`Setter` holds what is known of one brief while it is set. Notes are set when their paragraph is
done; they become siblings that follow it (engine page, section 6).
"""

from abc import ABC, abstractmethod
from collections.abc import Mapping
from typing import Final

from briefgen.document import nodes
from briefgen.layout.flatten import flatten, is_rtl, plain_text
from briefgen.layout.flow import Flow, Frame, NoteBlock, Placed
from briefgen.layout.fragments import Fragment, set_paragraph
from briefgen.layout.frames import Elements
from briefgen.layout.place import Place, baseline
from briefgen.layout.style import Style, TextStyle
from briefgen.layout.voices import Voices

__all__ = ["Setter"]

_LAST_LINE: Final = 0.12  # a last line should reach this part of the measure


class Setter(ABC):
    """Sets text into the flow of one brief; `blocks` and `note` are the builder's, for what it holds calls back."""

    def __init__(
        self, style: Style, voices: Voices, elements: Elements, words: Mapping[str, str], language: str
    ) -> None:
        self.style: Final = style
        self.voices: Final = voices
        self.elements: Final = elements
        self.language: Final = language
        self.flow = Flow()
        self._words = words

    @abstractmethod
    def blocks(self, blocks: tuple[nodes.Block, ...], place: Place) -> None:
        """Set blocks one after another."""

    @abstractmethod
    def note(self, note: nodes.Note, place: Place) -> NoteBlock:
        """Set a note in a small flow of its own and return its lines."""

    def say(self, key: str, value: str) -> str:
        """Word what a link does: the value takes the place of the hole in the word."""
        pattern = self._words.get(key, "{value}")
        before, _, rest = pattern.partition("{")
        return before + value + rest.partition("}")[2] if rest else pattern

    def style_of(self, role: str, place: Place) -> TextStyle:
        """Return the style of a role: in notes and cells their own holds, elsewhere that of running text may."""
        text = self.style.text
        if place.voice in {"note", "cell", "cell-head"}:
            return text[place.voice]
        if place.voice != "body" and role in {"body", "lede"}:
            return text[place.voice]
        return text[role]

    def text(
        self,
        inlines: nodes.Inlines,
        style: TextStyle,
        place: Place,
        *,
        tag: str = "P",
        language: str = "",
        keep: bool = False,
        align: str = "start",
        attributes: dict[str, str | int] | None = None,
        label: Placed | None = None,
        lead: tuple[nodes.Inlines, TextStyle, str] | None = None,
        lead_element: int | None = None,
    ) -> int:
        """Set inlines as one paragraph with an element of its own, then its notes; return the element.

        `lead` opens the paragraph in an element of its own, a new one with the tag given, or `lead_element`.
        """
        own = language or place.language
        rtl = is_rtl(own)
        flat = flatten(inlines, style, own, self.voices, self.say, self.style.link, lead)
        measure = place.measure - style.indent - style.right
        fragment = set_paragraph(
            flat,
            measure,
            justified=style.justified,
            base=int(rtl),
            first=style.first,
            align=align,
            last_min=measure * _LAST_LINE if len(plain_text(inlines)) > 200 else 0.0,
        )
        element = self.elements.add(
            tag, place.parent, language="" if own == place.language else own, attributes=attributes
        )
        roles = self.role_elements(fragment, element, place.parent, lead_element)
        # A note of a caption stands inside it: a table has no other place for one (ISO 32000-1, 14.8.4.3.4).
        notes = place.inner(parent=element) if tag == "Caption" else place
        self._lines(fragment, style, place, roles, notes, keep=keep, label=label)
        return element

    def _lines(
        self,
        fragment: Fragment,
        style: TextStyle,
        place: Place,
        roles: tuple[int, ...],
        notes: Place,
        *,
        keep: bool,
        label: Placed | None,
    ) -> None:
        flow = self.flow
        first_note = len(flow.notes)
        count = len(fragment.lines)
        group = flow.new_group()
        flow.space(style.before)
        drop = baseline(style)
        x = place.x + style.indent
        for i, marks in enumerate(fragment.marks):
            if marks:
                flow.waiting += fragment.targets(i)
            flow.add(
                style.leading,
                Placed(fragment, i, x, drop, roles, label if i == 0 else None),
                marks=tuple([first_note + mark for mark in marks if mark >= 0]),
                keep=keep or (count > 1 and (i == 0 or i == count - 2)),
                group=group,
                boxes=place.boxes,
            )
        flow.space(style.after)
        for note in fragment.notes:
            flow.notes.append(self.note(note, notes))

    def role_elements(self, fragment: Fragment, element: int, parent: int, lead: int | None = None) -> tuple[int, ...]:
        """Make the elements of a fragment's roles inside its own `element`; `lead` is that of a term that opens it."""
        made = [element] if lead is None else [element, lead]
        for tag, inside, language, action, _ in fragment.roles[len(made) :]:
            above = parent if inside < 0 else made[inside]
            made.append(self.elements.add(tag, above, language=language, action=action))
        return tuple(made)

    def label(self, inlines: nodes.Inlines, style: TextStyle, place: Place, element: int) -> Placed:
        """Set a short line that shares its baseline with another: a bullet, a note's number."""
        flat = flatten(inlines, style, place.language, self.voices, self.say, self.style.link)
        fragment = set_paragraph(flat, max(place.measure, 1.0), justified=False, base=int(is_rtl(place.language)))
        return Placed(fragment, 0, place.x, baseline(style), self.role_elements(fragment, element, place.parent))

    def frame(self, x: float, width: float, colour: tuple[float, float, float], *, reaches_head: bool = True) -> int:
        """Add a background or bar and return its index."""
        self.flow.frames.append(Frame(x, width, colour, reaches_head=reaches_head))
        return len(self.flow.frames) - 1

    def tie(self, place: Place) -> None:
        """Keep the last line with what follows."""
        if self.flow.keep and place.boxes == self.flow.boxes[-1]:
            self.flow.keep[-1] = True
