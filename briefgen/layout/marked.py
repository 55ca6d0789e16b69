"""A drawn sign in, a line of the flow out: alone, or before the words that it marks.

With an alternative text the sign is a Figure; without one, what stands behind it says the same, and it is an
artifact.
"""

from typing import Final

from briefgen.document import nodes
from briefgen.figures import sign
from briefgen.layout.block import Builder
from briefgen.layout.charts import palette_of
from briefgen.layout.flow import Placed, Sign
from briefgen.layout.fragments import Fragment
from briefgen.layout.place import Place, baseline

__all__ = ["SIGN_ROOM", "add_marked"]

SIGN_ROOM: Final = 1.15
"""The width that a sign takes with the space behind it, in parts of the type size."""

_SIZE: Final = 0.72  # of the type size
_HEIGHT: Final = 0.33  # of the type size: the middle of a sign above the baseline
# A line without words, for a sign that stands alone.
_NO_WORDS: Final = Fragment([()], [()], [0.0], [], [("P", 0, "", None, -1)], [], 0.0)


def add_marked(builder: Builder, node: nodes.Marked, place: Place) -> None:
    """Set a sign and the words behind it."""
    style = builder.style_of("body", place)
    size, room = style.size * _SIZE, style.size * SIGN_ROOM
    element = builder.elements.add("Figure", place.parent, alt=node.alt) if node.alt else 0
    shapes = sign(node.sign, size / 2, style.size * _HEIGHT, size, palette_of(builder.style))
    mark = Sign(place.x, size, shapes, element)
    flow = builder.flow
    if not node.children:
        flow.add(style.leading, Placed(_NO_WORDS, 0, place.x, baseline(style), (0,), mark), boxes=place.boxes)
        return
    before = len(flow.draw)
    builder.text(node.children, style, place.inner(indent=room))
    if len(flow.draw) > before and isinstance(first := flow.draw[before], Placed):
        flow.draw[before] = Placed(first.fragment, first.index, first.x, first.drop, first.elements, mark)
