"""The tree to and from versioned JSON, and as text for golden tests.

`dump` and `load` are exact: `load(dump(tree)) == tree`. `readable` is for eyes and for
`diff`: a node a line, indented, its plain fields behind it, text in quotation marks; empty
and default fields are left out, and so is the pack's table of fixed words: one changed word
changes one line.
"""

from typing import Any, Final

from briefgen.diagnostics import NOWHERE
from briefgen.document.draft import Place
from briefgen.document.node import Node
from briefgen.document.walk import CHILDREN

__all__ = ["FORMAT", "VERSION", "dump", "load", "readable"]

FORMAT: Final = "briefgen-tree"
VERSION: Final = 1

_TYPES: Final = {kind.__name__: kind for kind in CHILDREN}

# Defaults that are not worth a word in the readable dump.
_QUIET: Final = frozenset(
    {
        ("role", "body"),
        ("kind", "bullet"),
        ("align", "start"),
        ("direction", "across"),
        ("colspan", 1),
        ("rowspan", 1),
        ("depth", 1),
    }
)

# The fields that hold what a node is made of need no name before each child.
_MAIN: Final = frozenset({"blocks", "children", "rows", "lines", "items", "entries"})


def dump(tree: Node) -> str:
    """Return a tree as one line of JSON with the keys format, version, tree; a node is `{"Type": [field, …]}`."""
    import json

    document = {"format": FORMAT, "version": VERSION, "tree": _packed(tree)}
    return json.dumps(document, ensure_ascii=False, separators=(",", ":"))


def load(text: str) -> Node:
    """Read what `dump` wrote; `ValueError` says what does not fit."""
    import json

    document = json.loads(text)
    if not isinstance(document, dict) or document.get("format") != FORMAT:
        message = "this is no tree of a brief"
        raise ValueError(message)
    if document.get("version") != VERSION:
        message = f"version {document.get('version')!r} of the tree is not known, only {VERSION}"
        raise ValueError(message)
    tree = _unpacked(document["tree"])
    if not isinstance(tree, Node):
        message = "the tree has no node at its top"
        raise ValueError(message)  # noqa: TRY004  (one error for every misfit)
    return tree


def _packed(value: Any) -> Any:
    """Nodes become objects with one key, tuples lists; strings and integers stay."""
    if isinstance(value, Node):
        return {type(value).__name__: [_packed(field) for field in value.fields()]}
    if isinstance(value, tuple):
        return [_packed(part) for part in value]
    return value


def _unpacked(value: Any) -> Any:
    if isinstance(value, list):
        return tuple(_unpacked(part) for part in value)
    if not isinstance(value, dict):
        return value
    if len(value) != 1:
        message = "a node has one name"
        raise ValueError(message)
    ((name, packed),) = value.items()
    kind: Any = _TYPES.get(name)
    if kind is None:
        message = f"no node is called {name!r}"
        raise ValueError(message)
    if not isinstance(packed, list) or len(packed) != len(kind.__match_args__):
        message = f"{name} has {len(kind.__match_args__)} fields"
        raise ValueError(message)
    fields = [_unpacked(field) for field in packed]
    if kind is Place:
        fields.append(NOWHERE)
    return kind(*fields)


def readable(tree: Node) -> str:
    """Return a tree as indented text, a node a line, ending in a line end."""
    lines: list[str] = []
    _describe(tree, 0, "", lines)
    return "\n".join(lines) + "\n"


def _describe(node: Any, depth: int, role: str, lines: list[str]) -> None:
    pad = "  " * depth
    nested = CHILDREN[type(node)]
    if type(node).__name__ == "Text":
        lines.append(f"{pad}{role}{_quoted(node.value)}")
        return
    hidden = ("words", *nested)
    plain = [
        f"{name}={_quoted(value) if isinstance(value, str) else value}"
        for name, value in zip(node.__match_args__, node.fields(), strict=True)
        if name not in hidden and value not in {"", ()} and (name, value) not in _QUIET and not isinstance(value, Node)
    ]
    lines.append(" ".join([f"{pad}{role}{type(node).__name__}", *plain]))
    for name in node.__match_args__:
        value = getattr(node, name)
        if isinstance(value, Node):
            _describe(value, depth + 1, f"{name}: ", lines)
    for name in nested:
        label = "" if name in _MAIN or len(nested) == 1 else f"{name}: "
        for child in getattr(node, name):
            if isinstance(child, tuple):
                lines.append(f"{pad}  {label}paragraph")
                for inline in child:
                    _describe(inline, depth + 2, "", lines)
            else:
                _describe(child, depth + 1, label, lines)


def _quoted(text: str) -> str:
    """Put text in quotation marks, with everything that a terminal or an editor would hide spelled out."""
    out = []
    for c in text:
        if c in '\\"':
            out.append("\\" + c)
        elif c.isprintable():
            out.append(c)
        else:
            out.append(f"\\u{{{ord(c):04X}}}")
    return '"' + "".join(out) + '"'
