"""A pack and a selection in, markup out: Jinja in its sandbox, with everything that costs counted.

First fence: `lint.py` on the syntax tree. Second fence, here: autoescape, strict undefined, no constant folding, no
bytecode cache, look-ups that reach fields of the context and nothing else, and a closed list of filters.

Invariant: nothing is printed but text and whole numbers, so that no object of Python's shows itself.
Counted: passes of loops, filters and macros; characters printed; characters built on the way.
"""

from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING, Any, NoReturn

from briefgen import limits
from briefgen.diagnostics import Diagnostic, bad_input, limit
from briefgen.errors import LimitError, TemplateError
from briefgen.selection.audience import Audience, TemplateFile
from briefgen.selection.selection import Selection
from briefgen.templating.context import make_context
from briefgen.templating.lint import Facts, check, gather, locate
from briefgen.templating.circles import find_circles

if TYPE_CHECKING:
    from briefgen.templating.sandbox import Sandbox

__all__ = ["check_templates", "render"]

def check_templates(pack: Audience) -> tuple[Diagnostic, ...]:
    """Return everything that is wrong with the templates of a pack, inherited ones included."""
    try:
        _prepare(pack)
    except (TemplateError, LimitError) as error:
        return tuple(problem for problem in error.problems if isinstance(problem, Diagnostic))
    return ()


def render(pack: Audience, selection: Selection) -> str:
    """Print the pack's template over a selection.

    Raises TemplateError with every fault found, or LimitError when a limit is reached.
    """
    sandbox = _prepare(pack)
    sandbox.globals.update(make_context(selection))
    pieces: list[str] = []
    try:
        template = sandbox.get_template(pack.template)
        _collect(template.root_render_func(template.new_context()), pieces)
    except (TemplateError, LimitError):
        raise
    except Exception as error:  # noqa: BLE001 - whatever a template can raise becomes a message that names its line
        _refuse(error, pack)
    return "".join(pieces)


def _collect(printed: Iterator[str], pieces: list[str]) -> None:
    """Take what a template prints, piece by piece, up to the limit."""
    most = limits.value("output")
    total = 0
    for piece in printed:
        total += len(piece)
        if total > most:
            from briefgen.templating.sandbox import TooMuch

            name = "output"
            raise TooMuch(name, f"the templates print more than {most} characters")
        pieces.append(piece)


def _prepare(pack: Audience) -> "Sandbox":
    """Parse, judge and compile all templates of a pack."""
    from briefgen.templating.sandbox import Sandbox

    sandbox = Sandbox(pack)
    problems: list[Diagnostic] = []
    facts: dict[str, Facts] = {}
    by_file: dict[int, Facts] = {}
    for name, file in pack.files.items():
        known = by_file.get(id(file))
        if known is None:
            try:
                known = by_file[id(file)] = gather(file, sandbox.parse_file(file))
            except (TemplateError, LimitError) as error:
                problems.extend(problem for problem in error.problems if isinstance(problem, Diagnostic))
                continue
        facts[name] = known
    if not problems:
        for one in by_file.values():
            problems.extend(check(one, facts))
        problems.extend(find_circles(facts))
    if not problems:
        problems.extend(sandbox.compile_all())
    _raise(problems)
    return sandbox


def _raise(problems: list[Diagnostic]) -> None:
    """Raise what was found, if anything; bad input outweighs a limit only in the message order."""
    if problems:
        kind = LimitError if any(problem.status == 3 for problem in problems) else TemplateError  # noqa: PLR2004 - exit code of a limit
        raise kind(*problems)


def _refuse(error: Exception, pack: Audience) -> NoReturn:
    """Turn what a running template raised into one line that names template, line and column."""
    from jinja2 import TemplateSyntaxError, UndefinedError

    from briefgen.templating.sandbox import TooMuch

    if isinstance(error, TemplateSyntaxError):
        file = pack.files.get(error.name or pack.template, pack.files[pack.template])
        raise TemplateError(bad_input("template.syntax", locate(file, error.lineno), str(error.message))) from None
    file, line = _origin(error, pack)
    message = " ".join(str(error).split()) or type(error).__name__
    quoted = message.split("'")
    where = locate(file, line, quoted[-2] if len(quoted) > 2 else "")  # noqa: PLR2004 - 'name' has two quotation marks
    if isinstance(error, TooMuch):
        raise LimitError(limit(error.name, where, message)) from None
    code = "template.undefined" if isinstance(error, UndefinedError) else "template.failed"
    raise TemplateError(bad_input(code, where, message)) from None


def _origin(error: Exception, pack: Audience) -> tuple[TemplateFile, int]:
    """Return the template and line at which an exception left template code, from its traceback."""
    file, line = pack.files[pack.template], 1
    step = error.__traceback__
    while step is not None:
        template: Any = step.tb_frame.f_globals.get("__jinja_template__")
        if template is not None and template.name in pack.files:
            file, line = pack.files[template.name], template.get_corresponding_lineno(step.tb_lineno)
        step = step.tb_next
    return file, line
