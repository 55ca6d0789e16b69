"""The base of every document node: slots, equality by type and value, origin left out.

A node is made once and never changed; passes build new nodes. Children are tuples.
"""

from typing import ClassVar

__all__ = ["Node"]


class Node:
    """A node of the brief. Fields are the names in `__match_args__`, in order.

    Two nodes are equal when they have the same type and equal fields: `Emphasis(x)` is
    never equal to `Strong(x)`.
    """

    __slots__ = ()
    __match_args__: ClassVar[tuple[str, ...]] = ()

    def fields(self) -> tuple[object, ...]:
        """Return the values of all fields, in order."""
        return tuple(getattr(self, name) for name in self.__match_args__)

    def __eq__(self, other: object) -> bool:
        """Compare type and fields."""
        return type(self) is type(other) and isinstance(other, Node) and self.fields() == other.fields()

    def __hash__(self) -> int:
        """Hash type and fields."""
        return hash((type(self).__name__, self.fields()))

    def __repr__(self) -> str:
        """Show as a constructor call."""
        inside = ", ".join(f"{name}={getattr(self, name)!r}" for name in self.__match_args__)
        return f"{type(self).__name__}({inside})"
