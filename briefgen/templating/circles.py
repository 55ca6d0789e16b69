"""Templates and macros that lead back to themselves: facts of a pack in, each circle once out, named.

A node is (template, macro), the macro empty for the template's own text. An edge is a call, an include, an
import or an extends. Whether the edge is taken depends on data; a circle is an error all the same.
"""

from collections.abc import Mapping
from typing import Final

from briefgen.diagnostics import Diagnostic, bad_input
from briefgen.templating.facts import Facts, locate

__all__ = ["find_circles"]

Node = tuple[str, str]
Edges = dict[Node, list[tuple[Node, int, str]]]

_HINT: Final = "a template that stands in for another of the same name extends it as PACK/NAME"


def find_circles(pack: Mapping[str, Facts]) -> list[Diagnostic]:
    """Return one error for each circle that a walk from every template meets."""
    edges = _edges(pack)
    state: dict[Node, int] = {}  # 1: on the path, 2: done
    found: list[Diagnostic] = []
    for start in edges:
        if start in state:
            continue
        state[start] = 1
        path = [(start, iter(edges[start]))]
        while path:
            node, targets = path[-1]
            step = next(targets, None)
            if step is None:
                state[node] = 2
                path.pop()
                continue
            target, line, needle = step
            if state.get(target) == 1:
                ring = [one for one, _ in path]
                ring = [*ring[ring.index(target) :], target]
                where = locate(pack[node[0]].file, line, needle)
                message = "a circle: " + ", which leads to ".join(_named(one, pack) for one in ring)
                found.append(bad_input("template.circle", where, message, _HINT))
            elif target not in state:
                state[target] = 1
                path.append((target, iter(edges.get(target, ()))))
    return found


def _named(node: Node, pack: Mapping[str, Facts]) -> str:
    path = pack[node[0]].file.path
    return f"macro {node[1]} of {path}" if node[1] else path


def _edges(pack: Mapping[str, Facts]) -> Edges:
    """Draw the graph; templates are named by pack and name, so that a file has one node."""
    edges: Edges = {}
    named = {f"{facts.file.pack}/{facts.file.name}": facts for facts in pack.values()}
    full = {name: f"{facts.file.pack}/{facts.file.name}" for name, facts in pack.items()}
    holders: dict[str, list[str]] = {}
    for name, facts in named.items():
        for macro in facts.macros:
            holders.setdefault(macro, []).append(name)
    for name, facts in named.items():
        for owner in ("", *facts.macros):
            edges[name, owner] = [
                ((full[used], ""), line, used) for line, used in facts.uses.get(owner, ()) if used in full
            ]
        for owner, calls in facts.calls.items():
            for line, module, macro in calls:
                edges[name, owner].extend(
                    ((template, called), line, macro)
                    for template, called in _targets(name, facts, module, macro, full, holders)
                    if called in named[template].macros
                )
    return edges


def _targets(
    name: str, facts: Facts, module: str, macro: str, full: Mapping[str, str], holders: Mapping[str, list[str]]
) -> list[Node]:
    """Return the macros that a call may mean: a module's, the template's own, an imported one, or any of that name."""
    if module:
        template = full.get(facts.aliases.get(module, ""))
        return [(template, macro)] if template else []
    if macro in facts.macros:
        return [(name, macro)]
    if macro in facts.imported:
        used, original = facts.imported[macro]
        return [(full[used], original)] if used in full else []
    return [(template, macro) for template in holders.get(macro, ())]
