"""The draft: the tree as a template printed it, with places where evidence shall stand.

A template places evidence by id and cannot retype it. `Place` holds such a request until
`compose/resolve.py` puts in the words of the validated record. No `Place` and no `DraftClaim`
is left in a resolved brief.
"""

from typing import Final

from briefgen.diagnostics import Span as Origin
from briefgen.document.node import Node

__all__ = ["Place"]


class Place(Node):
    """Something of the records that shall stand here.

    `kind` is the element's name (claim, quote, figure, judgments, bibliography, matrix, ...), `ref` the id that
    it names (empty where the kind alone says it), `options` further attributes as pairs of
    name and value, sorted. `origin` points into the rendered markup, for messages.
    """

    __slots__ = ("kind", "options", "origin", "ref")
    __match_args__ = ("kind", "ref", "options")

    def __init__(self, kind: str, ref: str, options: tuple[tuple[str, str], ...], origin: Origin) -> None:
        self.kind: Final = kind
        self.ref: Final = ref
        self.options: Final = options
        self.origin: Final = origin
