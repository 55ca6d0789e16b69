"""Jinja's sandbox, closed further: what templates can reach while they run. Imported when a template is needed.

Look-ups reach views, listings and loops, and nothing else; calls reach macros; text and lists grow by the ledger.
Syntax trees and code are made once per text in a process, so that the packs of a topic share their base; they are
kept in memory and nowhere else.
"""

from collections.abc import Iterable, Mapping
from functools import lru_cache
from types import CodeType
from typing import Any, Final

from jinja2 import nodes
from jinja2.environment import Template, TemplateModule
from jinja2.exceptions import TemplateSyntaxError
from jinja2.runtime import Context, LoopContext, Macro, StrictUndefined, Undefined
from jinja2.sandbox import SandboxedEnvironment
from jinja2.utils import pass_context
from jinja2.visitor import NodeTransformer

from briefgen import limits
from briefgen.diagnostics import bad_input, limit
from briefgen.errors import LimitError, TemplateError
from briefgen.selection.audience import TemplateFile
from briefgen.templating.context import Listing, View
from briefgen.templating.facts import locate
from briefgen.templating.fields import LOOP, TESTS
from briefgen.templating.filters import Refused, make_filters
from briefgen.templating.lint import JOINED, LOOP_COUNTER

__all__ = ["Sandbox", "TooMuch", "compiled", "parsed"]

_BUILT_PER_OUTPUT: Final = 8
# A call costs as much time as this many passes of a loop.
_PASSES_PER_CALL: Final = 5
_NUMBER_AT_MOST: Final = 1_000_000_000


class TooMuch(Exception):  # noqa: N818 - never leaves the room; becomes a LimitError with the template's line
    """A limit was reached while templates ran."""

    def __init__(self, name: str, message: str) -> None:
        super().__init__(message)
        self.name: Final = name


class _Counting(NodeTransformer):
    """Puts a counter before every loop, and makes `~` a function that counts."""

    def visit_For(self, node: nodes.For) -> nodes.Node:  # noqa: N802 - the name that Jinja looks for
        """Wrap what is looped over."""
        self.generic_visit(node)
        node.iter = nodes.Filter(node.iter, LOOP_COUNTER, [], [], None, None, lineno=node.lineno)
        return node

    def visit_Concat(self, node: nodes.Concat) -> nodes.Node:  # noqa: N802 - the name that Jinja looks for
        """Replace by a filter over the parts."""
        self.generic_visit(node)
        parts = nodes.List(node.nodes, lineno=node.lineno)
        return nodes.Filter(parts, JOINED, [], [], None, None, lineno=node.lineno)


class Sandbox(SandboxedEnvironment):
    """The environment of one run; it keeps count of passes and of characters built."""

    intercepted_binops = frozenset(("+", "-"))

    def __init__(self, files: Mapping[str, TemplateFile], words: Mapping[str, str], language: str = "") -> None:
        super().__init__(
            autoescape=True,
            optimized=False,
            undefined=StrictUndefined,
            finalize=self._printable,
            keep_trailing_newline=True,
            cache_size=0,
        )
        self._files: Final = files
        self._templates: dict[str, Template] = {}
        self._passes = 0
        self._built = 0
        self._most_passes: Final = limits.value("passes")
        self._most_built: Final = limits.value("output") * _BUILT_PER_OUTPUT
        self.globals: dict[str, Any] = {}
        self.filters = {**make_filters(self, words, language), LOOP_COUNTER: self._count_passes}
        self.tests = {name: test for name, test in self.tests.items() if name in TESTS}
        self.concat = self._concat  # type: ignore[method-assign]

    def get_template(
        self,
        name: Any,
        parent: str | None = None,  # noqa: ARG002
        globals: Mapping[str, Any] | None = None,  # noqa: ARG002
    ) -> Template:
        """Return a template of the pack, compiled; each use counts as a call."""
        self.count(_PASSES_PER_CALL)
        file = self._files[name]
        key = f"{file.pack}/{file.name}"
        if key not in self._templates:
            code = compiled(key, file.path, file.text)
            self._templates[key] = Template.from_code(self, code, self.globals)
        return self._templates[key]

    # --- counting (the Ledger of the filters) ---------------------------------------------

    def count(self, passes: int) -> None:
        """Add passes."""
        self._passes += passes
        if self._passes > self._most_passes:
            name = "passes"
            raise TooMuch(name, f"the templates loop more than {self._most_passes} times")

    def build(self, characters: int) -> None:
        """Add characters that were built on the way to the page."""
        self._built += characters
        if self._built > self._most_built:
            name = "output"
            raise TooMuch(name, f"the templates build more than {self._most_built} characters")

    def test(self, name: str, value: object, argument: object) -> bool:
        """Apply a test by name, for selectattr and rejectattr."""
        function: Any = self.tests[name]
        return bool(function(value) if name in _ALONE else function(value, argument))

    def _count_passes(self, value: Any) -> Any:
        """Let a loop begin: count its passes beforehand."""
        if isinstance(value, Undefined):
            str(value)
        if not isinstance(value, list | tuple | Listing | View):
            msg = "only a list can be looped over"
            raise Refused(msg)
        self.count(len(value))
        return value

    def _concat(self, pieces: Iterable[str]) -> str:
        """Join what a macro printed."""
        parts = list(pieces)
        self.build(sum(map(len, parts)))
        return "".join(parts)

    # --- reaching -------------------------------------------------------------------------

    @staticmethod
    @pass_context
    def _printable(context: Context, value: Any) -> Any:
        """Let text and whole numbers through to the page; `pass_context` also keeps the compiler from folding."""
        if isinstance(value, str):
            context.environment.build(len(value))  # type: ignore[attr-defined]
            return value
        if type(value) is int:
            return value
        if isinstance(value, Undefined):
            return str(value)
        what = {bool: "true or false", type(None): "nothing", View: "a record"}.get(type(value), "a list")
        msg = f"only text can be printed, and this is {what}"
        raise Refused(msg)

    def getattr(self, obj: Any, attribute: str) -> Any:
        """Look a field up."""
        kind = type(obj)
        if kind is View:
            if attribute in obj:
                return obj[attribute]
        elif kind is LoopContext:
            if attribute in LOOP:
                return getattr(obj, attribute)
        elif kind is TemplateModule and type(getattr(obj, attribute, None)) is Macro:
            return getattr(obj, attribute)
        elif isinstance(obj, Undefined):
            str(obj)
        return self.undefined(f"this has no field '{attribute}'", obj=obj, name=attribute)

    def getitem(self, obj: Any, argument: Any) -> Any:
        """Look a key or a position up."""
        if isinstance(obj, Undefined):
            str(obj)
        fits = isinstance(argument, str) if type(obj) is View else type(argument) is int or type(obj) is Listing
        if type(obj) in (View, Listing, tuple, list) and fits:
            try:
                return obj[argument]
            except (LookupError, TypeError):
                pass
        return self.undefined(f"there is nothing under '{str(argument)[:80]}' here", obj=obj, name=argument)

    def call(self, context: Context, obj: Any, /, *args: Any, **kwargs: Any) -> Any:
        """Call a macro; calls count as passes, so that macros that call each other twice end too."""
        if type(obj) is not Macro:
            msg = "only macros can be called"
            raise Refused(msg)
        self.count(_PASSES_PER_CALL)
        return context.call(obj, *args, **kwargs)

    def call_binop(self, context: Context, operator: str, left: Any, right: Any) -> Any:  # noqa: ARG002
        """Add and subtract whole numbers, join texts."""
        if type(left) is int and type(right) is int:
            number = left + right if operator == "+" else left - right
            if abs(number) <= _NUMBER_AT_MOST:
                return number
            msg = f"numbers go up to {_NUMBER_AT_MOST}"
            raise Refused(msg)
        if operator == "+" and isinstance(left, str) and isinstance(right, str):
            self.build(len(left) + len(right))
            return left + right
        msg = f"'{operator}' takes two whole numbers" + (" or two texts" if operator == "+" else "")
        raise Refused(msg)


@lru_cache(maxsize=1)
def _workshop() -> Sandbox:
    """Return the environment that parses and compiles; it never runs anything."""
    return Sandbox({}, {})


@lru_cache(maxsize=64)
def parsed(name: str, path: str, text: str) -> nodes.Template:
    """Return the syntax tree of a template, or raise TemplateError or LimitError with its line."""
    file = TemplateFile(name, "", path, text)
    try:
        return _workshop().parse(text, name, path)
    except TemplateSyntaxError as error:
        raise TemplateError(bad_input("template.syntax", locate(file, error.lineno), str(error.message))) from None
    except (RecursionError, MemoryError):
        message = f"the template is nested deeper than {limits.value('template-depth')} levels"
        raise LimitError(limit("template-depth", locate(file, 1), message)) from None
    except Exception as error:  # noqa: BLE001 - the lexer lets errors of int() and of escapes through
        message = " ".join(str(error).split())[:200]
        raise TemplateError(bad_input("template.syntax", locate(file, 1), message)) from None


@lru_cache(maxsize=64)
def compiled(name: str, path: str, text: str) -> CodeType:
    """Return the code of a template that was judged before, or raise TemplateError with its line."""
    tree = parsed(name, path, text)
    try:
        return _workshop().compile(_Counting().visit(tree), name, path)
    except TemplateSyntaxError as error:
        place = locate(TemplateFile(name, "", path, text), error.lineno)
        raise TemplateError(bad_input("template.syntax", place, str(error.message))) from None


# Tests that take no argument.
_ALONE: Final = frozenset(("defined", "undefined", "none", "true", "false", "odd", "even", "string"))
