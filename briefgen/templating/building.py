"""From what the parser collected in an element to the node that it stands for."""

from collections.abc import Callable, Mapping
from typing import Final, cast

from briefgen.diagnostics import Span
from briefgen.document import nodes
from briefgen.templating.vocabulary import Element

__all__ = ["BUILDERS", "Open", "options", "widths"]


class Open:
    """An element that is open: what was collected in it so far.

    `fresh`: nothing but white space stood here yet, or the last thing was a space. `pending`: a space
    waits for something to follow it. Both belong to the flow, the nearest block or note around.
    `is_lost`: it stands where it cannot, and is only read on for the sake of further messages.
    """

    __slots__ = (
        "blocks",
        "element",
        "flow",
        "fresh",
        "inlines",
        "is_lost",
        "name",
        "parts",
        "pending",
        "span",
        "values",
    )

    def __init__(
        self, name: str, element: Element, values: Mapping[str, str], span: Span, flow: "Open | None" = None
    ) -> None:
        self.name: Final = name
        self.element: Final = element
        self.values: Final = values
        self.span: Final = span
        self.flow: Final = flow or self
        self.fresh = True
        self.is_lost = False
        self.pending = False
        self.parts: dict[str, object] = {}
        self.blocks: list[nodes.Node] = []
        self.inlines: list[nodes.Node] = []


def options(done: Open) -> tuple[tuple[str, str], ...]:
    """Return the attributes of a place other than what it refers to, sorted."""
    return tuple(sorted((key, value) for key, value in done.values.items() if key != "ref"))


def widths(rows: tuple[nodes.Row, ...]) -> list[int]:
    """Return how many columns each row covers, cells that reach down from rows above included."""
    found = []
    hanging: list[tuple[int, int]] = []  # columns, rows still to cover
    for row in rows:
        found.append(sum(cell.colspan for cell in row.cells) + sum(columns for columns, _ in hanging))
        hanging = [(columns, left - 1) for columns, left in hanging if left > 1]
        hanging.extend((cell.colspan, cell.rowspan - 1) for cell in row.cells if cell.rowspan > 1)
    return found


def _inlines(done: Open) -> nodes.Inlines:
    return cast("nodes.Inlines", tuple(done.inlines))


def _blocks(done: Open) -> tuple[nodes.Block, ...]:
    """Return the blocks of an element; words without a block become a paragraph."""
    if done.inlines:
        return (nodes.Paragraph(_inlines(done)),)
    return cast("tuple[nodes.Block, ...]", tuple(done.blocks))


def _part(done: Open, name: str) -> nodes.Inlines:
    return cast("nodes.Inlines", done.parts.get(name, ()))


def _paragraph(done: Open) -> nodes.Node | None:
    return nodes.Paragraph(_inlines(done), done.values["role"]) if done.inlines else None


def _list(done: Open) -> nodes.Node | None:
    items = cast("tuple[nodes.Item, ...]", tuple(done.blocks))
    return nodes.List(items, done.values["kind"]) if items else None


def _table(done: Open) -> nodes.Node:
    head = cast("tuple[nodes.Row, ...]", done.parts.get("head", ()))
    rows = cast("tuple[nodes.Row, ...]", tuple(done.blocks))
    return nodes.Table(head, rows, _part(done, "caption"), done.values.get("summary", ""))


def _cell(done: Open) -> nodes.Node:
    values = done.values
    spans = int(values["colspan"]), int(values["rowspan"])
    return nodes.Cell(_blocks(done), values["scope"], *spans, values["align"])


def _row(done: Open) -> nodes.Node:
    return nodes.Row(cast("tuple[nodes.Cell, ...]", tuple(done.blocks)))


def _section(done: Open) -> nodes.Node:
    return nodes.Section(f"section-{done.values.get('id', '')}", _part(done, "title"), _blocks(done))


def _aside(done: Open) -> nodes.Node:
    return nodes.Aside(done.values["kind"], _part(done, "title"), _blocks(done))


def _emphasis(done: Open) -> nodes.Node | None:
    return nodes.Emphasis(_inlines(done)) if done.inlines else None


def _strong(done: Open) -> nodes.Node | None:
    return nodes.Strong(_inlines(done)) if done.inlines else None


def _label(done: Open) -> nodes.Node | None:
    return nodes.Styled(_inlines(done), "label") if done.inlines else None


def _span(done: Open) -> nodes.Node | None:
    return nodes.Span(_inlines(done), done.values.get("lang", "")) if done.inlines else None


def _link(done: Open) -> nodes.Node | None:
    return nodes.Link(_inlines(done), done.values.get("url", "")) if done.inlines else None


def _note(done: Open) -> nodes.Node | None:
    blocks = _blocks(done)
    return nodes.Note(blocks) if blocks else None


def _item(done: Open) -> nodes.Node:
    return nodes.Item(_blocks(done), _part(done, "label"))


BUILDERS: Final[Mapping[str, Callable[[Open], nodes.Node | None]]] = {
    "p": _paragraph,
    "list": _list,
    "item": _item,
    "table": _table,
    "row": _row,
    "cell": _cell,
    "section": _section,
    "aside": _aside,
    "em": _emphasis,
    "strong": _strong,
    "span": _span,
    "link": _link,
    "label": _label,
    "note": _note,
}
