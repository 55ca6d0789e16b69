"""Notes in, their lines out: a number that leads back to the mark, and the note's own blocks."""

from briefgen.document import nodes
from briefgen.layout.flow import Flow, NoteBlock, Placed
from briefgen.layout.place import LABEL_GAP, Place
from briefgen.layout.text import Setter

__all__ = ["add_moved_note", "number_indent", "set_note"]


def set_note(setter: Setter, note: nodes.Note, place: Place, indent: float) -> NoteBlock:
    """Set a note in a small flow of its own and return its lines."""
    style = setter.style.text["note"]
    element = setter.elements.add("Note", place.parent, ident=note.ident)
    lbl = setter.elements.add("Lbl", element)
    action = ("goto", "mark:" + note.ident, setter.say("note-back", note.number))
    link = setter.elements.add("Link", lbl, action=action)
    voice_place = Place(lbl, 0.0, indent, 0, setter.language, "note", ())
    label = setter.label((nodes.Text(note.number),), style, voice_place, link)
    outer, setter.flow = setter.flow, Flow()
    try:
        inner = Place(element, indent, setter.style.measure - indent, place.depth, setter.language, "note", ())
        has_line = isinstance(note.body[0], nodes.Paragraph)
        if not has_line:
            setter.flow.add(style.leading, label)  # what comes first has marks or a bar of its own
        setter.blocks(note.body, inner)
        small = setter.flow
    finally:
        setter.flow = outer
    heights = [g + h for g, h in zip(small.gap, small.height, strict=True)]
    lines = [draw for draw in small.draw if isinstance(draw, Placed)]
    if heights:
        heights[0] -= small.gap[0]
        heights[-1] += style.after
        if has_line:
            lines[0] = Placed(lines[0].fragment, lines[0].index, lines[0].x, lines[0].drop, lines[0].elements, label)
    gaps = [0.0, *small.gap[1:]]
    return NoteBlock(note.ident, heights, [_lowered(line, gap) for line, gap in zip(lines, gaps, strict=True)])


def add_moved_note(setter: Setter, note: nodes.Note, place: Place) -> None:
    """Set a note that stands at the end of its section or of the brief, among the other blocks."""
    small = setter.note(note, place)
    group = setter.flow.new_group()
    setter.flow.waiting.append("note:" + note.ident)
    for i, (line, height) in enumerate(zip(small.lines, small.height, strict=True)):
        last = len(small.lines) - 2
        setter.flow.add(height, line, keep=len(small.lines) > 1 and i in {0, last}, group=group, boxes=place.boxes)


def number_indent(setter: Setter, longest: str) -> float:
    """Return how far notes are indented, so that the longest note number of the brief has room."""
    style = setter.style.text["note"]
    voice = setter.voices.of(style, setter.language)
    return max(setter.style.note_indent, voice.look_up(longest)[0] + LABEL_GAP)


def _lowered(line: Placed, gap: float) -> Placed:
    """Return the line with its baseline lowered by the gap above it."""
    if not gap:
        return line
    return Placed(line.fragment, line.index, line.x, line.drop + gap, line.elements, line.label)
