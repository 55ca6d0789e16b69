"""What each template defines and uses: a syntax tree in, facts out; nothing is judged here.

Jinja's nodes know their line; the column is found by looking for the offending word in that line.
"""

import re
from typing import Any, Final

from jinja2 import nodes

from briefgen.diagnostics import Span
from briefgen.selection.audience import TemplateFile

__all__ = ["Facts", "gather", "locate"]

_OPENERS: Final = re.compile(r"\{[{%]")


def locate(file: TemplateFile, line: int, needle: str = "") -> Span:
    """Return the place of a word in a line: its first appearance behind `{{` or `{%`, else anywhere in the line."""
    lines = file.text.split("\n")
    text = lines[line - 1] if 0 < line <= len(lines) else ""
    opener = _OPENERS.search(text)
    start = opener.start() if opener else 0
    if not needle:
        return Span(file.path, line, start + 1)
    before, after = (r"\b" if char.isalnum() else "" for char in (needle[0], needle[-1]))
    pattern = re.compile(before + re.escape(needle) + after)
    found = pattern.search(text, start) or pattern.search(text)
    return Span(file.path, line, (found.start() if found else start) + 1)


class Facts:
    """What one template defines: macros, names that it sets, what it imports, and what each part of it calls.

    `calls` maps an owner ("" for the template's own text, else a macro) to (line, module or "", macro) and `uses`
    to (line, template) for include, import and extends.
    """

    __slots__ = ("aliases", "calls", "file", "imported", "macros", "stored", "tree", "uses")

    def __init__(self, file: TemplateFile, tree: nodes.Template) -> None:
        self.file: Final = file
        self.tree: Final = tree
        self.macros: dict[str, int] = {}
        self.stored: dict[str, int] = {}
        self.aliases: dict[str, str] = {}  # import ... as NAME: its template
        self.imported: dict[str, tuple[str, str]] = {}  # from ... import macro as NAME: template, macro
        self.calls: dict[str, list[tuple[int, str, str]]] = {}
        self.uses: dict[str, list[tuple[int, str]]] = {}


def gather(file: TemplateFile, tree: nodes.Template) -> Facts:
    """Collect what a template defines; nothing is judged yet."""
    facts = Facts(file, tree)
    todo: list[tuple[nodes.Node, str]] = [(tree, "")]
    while todo:
        node, owner = todo.pop()
        kind = type(node)
        if kind is nodes.Macro:
            facts.macros.setdefault(node.name, node.lineno)  # type: ignore[attr-defined]
            owner = owner or node.name  # type: ignore[attr-defined]
        elif kind is nodes.Name:
            if node.ctx != "load":  # type: ignore[attr-defined]
                facts.stored.setdefault(node.name, node.lineno)  # type: ignore[attr-defined]
        elif kind is nodes.Call:
            _gather_call(node, owner, facts)
        elif kind in (nodes.Include, nodes.Import, nodes.FromImport, nodes.Extends):
            _gather_use(node, owner, facts)
        todo.extend((child, owner) for child in reversed(list(node.iter_child_nodes())))
    return facts


def _gather_call(node: Any, owner: str, facts: Facts) -> None:
    target = node.node
    if type(target) is nodes.Name:
        facts.calls.setdefault(owner, []).append((node.lineno, "", target.name))
    elif type(target) is nodes.Getattr and type(target.node) is nodes.Name:
        facts.calls.setdefault(owner, []).append((node.lineno, target.node.name, target.attr))


def _gather_use(node: Any, owner: str, facts: Facts) -> None:
    name = node.template.value if type(node.template) is nodes.Const else ""
    if not isinstance(name, str) or not name:
        return
    facts.uses.setdefault(owner, []).append((node.lineno, name))
    if type(node) is nodes.Import:
        facts.aliases[node.target] = name
    elif type(node) is nodes.FromImport:
        for one in node.names:
            macro, alias = one if isinstance(one, tuple) else (one, one)
            facts.imported[alias] = (name, macro)
