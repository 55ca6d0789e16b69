"""What a template may not do, found on Jinja's syntax tree before anything is compiled.

A closed list: what `_CHECKS` does not name is an error, whatever Jinja would make of it. The sandbox is only the
second fence. In: syntax trees of all templates of a pack. Out: every fault, with file, line and column.
"""

import re
from collections.abc import Callable, Iterable, Mapping
from typing import Any, Final

from jinja2 import nodes

from briefgen import limits
from briefgen.diagnostics import Diagnostic, bad_input, limit
from briefgen.records.schema import closest
from briefgen.records.text import faults
from briefgen.selection.words import WORDS
from briefgen.templating.facts import Facts, locate
from briefgen.templating.fields import FIELDS, FILTERS, LOOP, NAMES, TESTS

__all__ = ["JOINED", "LOOP_COUNTER", "check"]

# Filters of our own that compiling puts into a tree; no author can write a name with a space.
LOOP_COUNTER: Final = "count passes"
JOINED: Final = "join parts"

_CONSTANTS_AT_MOST: Final = 100
_NUMBER_AT_MOST: Final = 1_000_000_000
_TEMPLATE_NAME: Final = re.compile(r"(?:[a-z0-9][a-z0-9._-]*/)?[a-z0-9][a-z0-9._-]*\.xml\.j2")
_KEY: Final = re.compile(r"[a-zA-Z0-9][a-zA-Z0-9_-]*")


def check(facts: Facts, pack: Mapping[str, Facts]) -> list[Diagnostic]:
    """Return every fault of one template, in the order of the file; `pack` maps template names to their facts."""
    checker = _Checker(facts, pack)
    checker.check()
    return sorted(checker.problems, key=lambda problem: problem.where.key())


class _Checker:
    """One walk over one template."""

    def __init__(self, facts: Facts, pack: Mapping[str, Facts]) -> None:
        every = {id(one): one for one in pack.values()}.values()
        self.file: Final = facts.file
        self.facts: Final = facts
        self.pack: Final = pack
        self.problems: list[Diagnostic] = []
        self.macros: Final = {name for one in every for name in one.macros} | set(facts.imported)
        self.names: Final = {name for one in every for name in (*one.stored, *one.aliases)} | set(NAMES)
        self._count = 0
        self._loops = 0
        self._macro = ""
        self._line = 1

    def report(self, code: str, line: int, needle: str, message: str, hint: str = "") -> None:
        """Add a fault."""
        self.problems.append(bad_input(code, locate(self.file, line, needle), message, hint))

    def check(self) -> None:
        """Walk the whole tree."""
        for name, line in self.facts.stored.items():
            if name in self.macros or name in NAMES or name in ("self", "super", "caller"):
                self.report("template.name", line, name, f"{name} has a meaning already", "take another name")
        self.walk(self.facts.tree, 1)

    def walk(self, node: nodes.Node, depth: int) -> None:
        """Check a node, then what is inside it. What compiling added before leaves no trace in the verdict."""
        if type(node).__name__ == "Filter" and " " in node.name:  # type: ignore[attr-defined]
            inner: Any = node.node  # type: ignore[attr-defined]
            if node.name == LOOP_COUNTER:  # type: ignore[attr-defined]
                self.walk(inner, depth)
                return
            self._count += 1
            for part in inner.items:
                self.walk(part, depth + 1)
            return
        self._line = node.lineno or self._line
        self._count += 1
        if depth > limits.value("template-depth"):
            self._limit("template-depth", self._line, f"nested deeper than {limits.value('template-depth')} levels")
            return
        if self._count > limits.value("template-nodes"):
            if self._count == limits.value("template-nodes") + 1:
                self._limit("template-nodes", self._line, f"more than {limits.value('template-nodes')} nodes")
            return
        rule = _CHECKS.get(type(node).__name__)
        if rule is None:
            self._refuse(node)
            return
        for child in rule(self, node):
            self.walk(child, depth + 1)

    def _limit(self, name: str, line: int, message: str) -> None:
        self.problems.append(limit(name, locate(self.file, line), f"the template is {message}", "split it"))

    def _refuse(self, node: nodes.Node) -> None:
        name = type(node).__name__
        needle, what = _REFUSED.get(name, ("", name))
        self.report("template.construct", self._line, needle, f"{what} is not part of the template language")

    def inside(self, node: nodes.Node) -> Iterable[nodes.Node]:
        """Allow a node and look at everything inside it."""
        return node.iter_child_nodes()

    # --- statements -----------------------------------------------------------------------

    def loop(self, node: Any) -> Iterable[nodes.Node]:
        """`for`: not recursive, targets are plain names, nested at most so deep."""
        if node.recursive:
            self.report("template.construct", node.lineno, "recursive", "a loop cannot be recursive")
        self._target(node.target)
        self._loops += 1
        if self._loops > limits.value("template-loops"):
            message = f"has loops nested deeper than {limits.value('template-loops')} levels"
            self._limit("template-loops", node.lineno, message)
            self._loops -= 1
            return
        yield node.iter
        if node.test is not None:
            yield node.test
        yield from node.body
        self._loops -= 1
        yield from node.else_

    def _target(self, target: Any) -> None:
        names = target.items if type(target).__name__ == "Tuple" else [target]
        for name in names:
            if type(name).__name__ != "Name":
                self.report("template.construct", target.lineno, "", "only plain names can be set")

    def assign(self, node: Any) -> Iterable[nodes.Node]:
        """`set` of a plain name."""
        if type(node.target).__name__ != "Name":
            self.report("template.construct", node.lineno, "set", "only a plain name can be set")
        return [node.node]

    def macro(self, node: Any) -> Iterable[nodes.Node]:
        """A macro, not inside another one."""
        if self._macro:
            self.report("template.construct", node.lineno, "macro", "a macro cannot stand inside a macro")
        if node.name in NAMES:
            self.report("template.name", node.lineno, node.name, f"{node.name} has a meaning already")
        outer, loops = (self._macro, self._loops)
        self._macro, self._loops = node.name, 0
        yield from node.defaults
        yield from node.body
        self._macro, self._loops = outer, loops

    def block(self, node: Any) -> Iterable[nodes.Node]:
        """A block, not inside a macro."""
        if self._macro:
            self.report("template.construct", node.lineno, "block", "a block cannot stand inside a macro")
        return node.iter_child_nodes()  # type: ignore[no-any-return]

    def use(self, node: Any) -> Iterable[nodes.Node]:
        """`include`, `import`, `from` and `extends`, each with a constant name of a template of the pack."""
        word = {"FromImport": "from"}.get(type(node).__name__, type(node).__name__.lower())
        name = getattr(node.template, "value", None)
        if not isinstance(name, str):
            self.report("template.construct", node.lineno, word, f"{word} needs a name between quotation marks")
            return ()
        if getattr(node, "ignore_missing", False):
            message = "ignore missing is not part of the template language"
            self.report("template.construct", node.lineno, "ignore", message)
        if word == "include" and not node.with_context:
            self.report("template.construct", node.lineno, "without", "include always sees what is around it")
        if name not in self.pack:
            hint = "" if _TEMPLATE_NAME.fullmatch(name) else "names end in .xml.j2; put a pack before it as PACK/NAME"
            self.report("template.missing", node.lineno, name, f"the pack has no template {name[:80]}", hint)
            return ()
        if word in ("import", "from"):
            self._imports(node, word, name)
        return ()

    def _imports(self, node: Any, word: str, name: str) -> None:
        """An imported template holds macros and `set`, and prints nothing; what is imported by name exists."""
        target = self.pack[name]
        for part in target.tree.body:
            prints = type(part) is nodes.Output and any(
                type(one) is not nodes.TemplateData or one.data.strip() for one in part.nodes
            )
            if prints or type(part) not in (nodes.Output, nodes.Macro, nodes.Assign, nodes.Import, nodes.FromImport):
                message = f"{name} prints something of its own: only templates made of macros can be imported"
                self.report("template.construct", node.lineno, word, message, "use include")
                break
        for macro, _ in (one if isinstance(one, tuple) else (one, one) for one in getattr(node, "names", ())):
            if macro not in target.macros:
                self.report("template.unknown-name", node.lineno, macro, f"{name} has no macro {macro}")

    # --- expressions ----------------------------------------------------------------------

    def name(self, node: Any) -> Iterable[nodes.Node]:
        """A name that something gives a value to."""
        name = node.name
        if name in self.names or (name == "loop" and self._loops):
            return ()
        if name in self.macros:
            message = f"{name} is a macro: it can be called and nothing else"
            self.report("template.name", node.lineno, name, message)
        elif name.startswith("_"):
            self.report("template.underscore", node.lineno, name, f"names do not begin with an underscore: {name}")
        else:
            hint = "a template sees " + ", ".join(NAMES)
            self.report("template.unknown-name", node.lineno, name, f"nothing is called {name} here", hint)
        return ()

    def field(self, node: Any) -> Iterable[nodes.Node]:
        """`thing.field`: a field that something of the context has."""
        is_loop = type(node.node).__name__ == "Name" and node.node.name == "loop"
        self._field(node.attr, node.lineno, LOOP if is_loop else FIELDS)
        return [node.node]

    def _field(self, name: object, line: int, known: frozenset[str]) -> None:
        if not isinstance(name, str) or name.startswith("_") or "._" in name:
            message = f"a field is a plain name without leading underscore: {name}"
            self.report("template.underscore", line, str(name), message)
        elif name not in known:
            near = closest(name, known)
            hint = f"did you mean {near}?" if near else ""
            self.report("template.unknown-field", line, name, f"nothing here has a field {name}", hint)

    def item(self, node: Any) -> Iterable[nodes.Node]:
        """`thing["key"]`, `thing[name]`, `thing[0]`: a look-up, never an attribute."""
        argument = node.arg
        kind = type(argument).__name__
        if kind == "Const":
            key = argument.value
            if isinstance(key, str) and not _KEY.fullmatch(key):
                self.report("template.underscore", node.lineno, key, f"not a key: {key[:40]}")
            elif isinstance(key, str) and type(node.node).__name__ == "Name" and node.node.name == "words":
                self.word(key, node.lineno)
            elif not isinstance(key, str | int):
                self.report("template.construct", node.lineno, "[", "a key is text or a whole number")
            return [node.node]
        if kind not in ("Name", "Getattr"):
            self.report("template.construct", node.lineno, "[", "a key is a constant, a name or a field")
        return [node.node, argument]

    def word(self, key: str, line: int) -> None:
        """A key of the words table."""
        if key not in WORDS:
            near = closest(key, WORDS)
            hint = f"did you mean {near}?" if near else ""
            self.report("template.unknown-word", line, key, f"there is no word {key}", hint)

    def call(self, node: Any) -> Iterable[nodes.Node]:
        """A call of a macro of the pack, and of nothing else."""
        target = node.node
        name = _callee(target)
        if type(target).__name__ == "Name":
            known = target.name in self.macros
        else:
            module = target.node.name if type(getattr(target, "node", None)).__name__ == "Name" else ""
            source = self.pack.get(self.facts.aliases.get(module, ""))
            known = source is not None and type(target).__name__ == "Getattr" and target.attr in source.macros
        if not known:
            message = f"only macros of the pack can be called, not {name or 'this'}"
            self.report("template.call", node.lineno, name, message)
        if node.dyn_args is not None or node.dyn_kwargs is not None:
            self.report("template.construct", node.lineno, "*", "arguments cannot be unpacked")
        return [*node.args, *(keyword.value for keyword in node.kwargs)]

    def filter(self, node: Any) -> Iterable[nodes.Node]:
        """One of the filters of the list; attribute arguments are constants that name known fields."""
        if node.name not in FILTERS:
            hint = "filters: " + ", ".join(FILTERS)
            self.report("template.filter", node.lineno, node.name, f"there is no filter {node.name}", hint)
            return [node.node] if node.node is not None else []
        if node.dyn_args is not None or node.dyn_kwargs is not None:
            self.report("template.construct", node.lineno, "*", "arguments cannot be unpacked")
        allowed = FILTERS[node.name]
        given = dict(zip(allowed, node.args, strict=False))
        for keyword in node.kwargs:
            if keyword.key in given or (keyword.key not in allowed and node.name != "word"):
                self.report("template.filter", node.lineno, keyword.key, f"{node.name} takes no argument {keyword.key}")
            given[keyword.key] = keyword.value
        if len(node.args) > len(allowed) or (node.name == "map" and node.args):
            message = f"{node.name} takes {', '.join(allowed) or 'no arguments'}"
            hint = 'write map(attribute="FIELD")' if node.name == "map" else ""
            self.report("template.filter", node.lineno, node.name, message, hint)
        self._filter_arguments(node, given)
        return [one for one in (node.node, *given.values()) if one is not None]

    def _filter_arguments(self, node: Any, given: Mapping[str, Any]) -> None:
        if "attribute" in given:
            value = given["attribute"]
            self._field(value.value if type(value) is nodes.Const else "(not a constant)", node.lineno, FIELDS)
        elif node.name in ("map", "selectattr", "rejectattr", "groupby"):
            self.report("template.filter", node.lineno, node.name, f"{node.name} needs an attribute")
        test = given.get("test")
        if test is not None:
            self.test_name(test.value if type(test) is nodes.Const else None, node.lineno)
        if node.name == "word" and type(node.node) is nodes.Const and "group" not in given:
            self.word(str(node.node.value), node.lineno)

    def test(self, node: Any) -> Iterable[nodes.Node]:
        """One of the tests of the list."""
        self.test_name(node.name, node.lineno)
        if node.dyn_args is not None or node.dyn_kwargs is not None or node.kwargs:
            self.report("template.construct", node.lineno, node.name, "a test takes plain arguments")
        return [node.node, *node.args]

    def test_name(self, name: object, line: int) -> None:
        """The name of a test."""
        if name not in TESTS:
            hint = "tests: " + ", ".join(sorted(TESTS))
            self.report("template.test", line, str(name), f"there is no test {name}", hint)

    def constant(self, node: Any) -> Iterable[nodes.Node]:
        """Text, a whole number, true, false or none."""
        value = node.value
        if isinstance(value, float) or (isinstance(value, int) and abs(value) > _NUMBER_AT_MOST):
            message = f"numbers are whole and at most {_NUMBER_AT_MOST}"
            self.report("template.construct", node.lineno, "", message)
        elif isinstance(value, str):
            for _, code, message, hint in faults(value)[:1]:
                self.report(code, node.lineno, "", message.replace("in a record", "in a template"), hint)
        return ()

    def constants(self, node: Any) -> Iterable[nodes.Node]:
        """A list of constants."""
        if len(node.items) > _CONSTANTS_AT_MOST:
            message = f"a list holds at most {_CONSTANTS_AT_MOST} constants"
            self.report("template.construct", node.lineno, "", message)
        if any(type(item).__name__ != "Const" for item in node.items):
            self.report("template.construct", node.lineno, "", "a list holds constants only")
            return ()
        return node.items  # type: ignore[no-any-return]

    def either(self, node: Any) -> Iterable[nodes.Node]:
        """`a if b else c`: both outcomes are said."""
        if node.expr2 is None:
            self.report("template.construct", node.lineno, "if", "an inline if needs an else")
        return node.iter_child_nodes()  # type: ignore[no-any-return]


def _callee(target: Any) -> str:
    """Return the name that a call is made by, for the message."""
    return str(getattr(target, "attr", None) or getattr(target, "name", None) or "")


_Rule = Callable[[_Checker, Any], Iterable[nodes.Node]]

_CHECKS: Final[Mapping[str, _Rule]] = {
    "Template": _Checker.inside,
    "Output": _Checker.inside,
    "TemplateData": _Checker.inside,
    "If": _Checker.inside,
    "And": _Checker.inside,
    "Or": _Checker.inside,
    "Not": _Checker.inside,
    "Neg": _Checker.inside,
    "Add": _Checker.inside,
    "Sub": _Checker.inside,
    "Concat": _Checker.inside,
    "Compare": _Checker.inside,
    "Operand": _Checker.inside,
    "For": _Checker.loop,
    "Assign": _Checker.assign,
    "Macro": _Checker.macro,
    "Block": _Checker.block,
    "Include": _Checker.use,
    "Import": _Checker.use,
    "FromImport": _Checker.use,
    "Extends": _Checker.use,
    "Name": _Checker.name,
    "Getattr": _Checker.field,
    "Getitem": _Checker.item,
    "Call": _Checker.call,
    "Filter": _Checker.filter,
    "Test": _Checker.test,
    "Const": _Checker.constant,
    "List": _Checker.constants,
    "Tuple": _Checker.constants,
    "CondExpr": _Checker.either,
}

# What to look for in the line, and what to call it.
_REFUSED: Final = {
    "Mul": ("*", "multiplication"),
    "Pow": ("**", "a power"),
    "Div": ("/", "division"),
    "FloorDiv": ("//", "division"),
    "Mod": ("%", "the operator %"),
    "Pos": ("+", "a plus sign before a value"),
    "Dict": ("{", "a mapping"),
    "Slice": (":", "a slice"),
    "CallBlock": ("call", "call"),
    "FilterBlock": ("filter", "a filter block"),
    "With": ("with", "with"),
    "AssignBlock": ("set", "a set block"),
    "Scope": ("autoescape", "autoescape"),
    "NSRef": ("set", "a namespace"),
}
