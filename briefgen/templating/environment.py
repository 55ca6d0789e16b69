"""A pack and a selection in, markup out: Jinja in its sandbox, with everything that costs counted.

First fence: `lint.py` on the syntax tree. Second fence, here: autoescape, strict undefined, no constant folding, no
bytecode cache, look-ups that reach fields of the context and nothing else, and a closed list of filters.

Invariant: nothing is printed but text and whole numbers, so that no object of Python's shows itself.
Counted: passes of loops, filters and macros; characters printed; characters built on the way.
"""

from collections.abc import Iterator
from typing import Any, NoReturn

from jinja2.exceptions import UndefinedError

from briefgen import limits
from briefgen.diagnostics import Diagnostic, bad_input, limit
from briefgen.errors import LimitError, TemplateError
from briefgen.selection.audience import Audience, TemplateFile
from briefgen.selection.selection import Selection
from briefgen.templating.circles import find_circles
from briefgen.templating.context import make_context
from briefgen.templating.facts import Facts, gather, locate
from briefgen.templating.lint import check
from briefgen.templating.sandbox import Sandbox, TooMuch, compiled, parsed

__all__ = ["check_templates", "render"]


def check_templates(pack: Audience) -> tuple[Diagnostic, ...]:
    """Return everything that is wrong with the templates of a pack, inherited ones included."""
    try:
        _judge(pack)
        for file in _files(pack):
            compiled(f"{file.pack}/{file.name}", file.path, file.text)
    except (TemplateError, LimitError) as error:
        return tuple(problem for problem in error.problems if isinstance(problem, Diagnostic))
    return ()


def render(pack: Audience, selection: Selection) -> str:
    """Print the pack's template over a selection.

    Raises TemplateError with every fault found, or LimitError when a limit is reached.
    """
    _judge(pack)
    sandbox = Sandbox(pack.files, pack.words, selection.language)
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


def _files(pack: Audience) -> list[TemplateFile]:
    """Return every template of a pack once."""
    return list({(file.pack, file.name): file for file in pack.files.values()}.values())


def _judge(pack: Audience) -> None:
    """Parse and judge all templates of a pack; raise with everything that is wrong."""
    problems: list[Diagnostic] = []
    by_file: dict[tuple[str, str], Facts] = {}
    for file in _files(pack):
        try:
            tree = parsed(f"{file.pack}/{file.name}", file.path, file.text)
        except (TemplateError, LimitError) as error:
            problems.extend(problem for problem in error.problems if isinstance(problem, Diagnostic))
            continue
        by_file[file.pack, file.name] = gather(file, tree)
    if not problems:
        facts = {name: by_file[file.pack, file.name] for name, file in pack.files.items()}
        for one in by_file.values():
            problems.extend(check(one, facts))
        problems.extend(find_circles(facts))
    if problems:
        kind = LimitError if any(problem.status == 3 for problem in problems) else TemplateError
        raise kind(*problems)


def _collect(printed: Iterator[str], pieces: list[str]) -> None:
    """Take what a template prints, piece by piece, up to the limit."""
    most = limits.value("output")
    total = 0
    for piece in printed:
        total += len(piece)
        if total > most:
            name = "output"
            raise TooMuch(name, f"the templates print more than {most} characters")
        pieces.append(piece)


def _refuse(error: Exception, pack: Audience) -> NoReturn:
    """Turn what a running template raised into one line that names template, line and column."""
    file, line = _origin(error, pack)
    message = " ".join(str(error).split()) or type(error).__name__
    quoted = message.split("'")
    where = locate(file, line, quoted[-2] if len(quoted) > 2 else "")
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
