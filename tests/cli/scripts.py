"""Command tests in Markdown: a heading per test, then fenced blocks that are done or compared in order.

````
## A sentence that is the claim

```file sources/topic/claims.yaml      a file of the workspace, written before what follows
```command exit=2                      a command line, run in the workspace; without `exit` it must be 0
```stdin                               what the command reads
```stdout                              what it must print; without the block, nothing
```stderr
````

A workspace begins as `a_topic()` of tests/build.py, or empty where the heading ends in `(empty folder)`.
In what is expected, `[…]` stands for any characters of a line, and a line `[…]` alone for any lines.
"""

import re
import shlex
from dataclasses import dataclass, field
from pathlib import Path

__all__ = ["Case", "Step", "cases", "fits"]

_FENCE = re.compile(r"^```(\S+)(?: +([^\n]*))?\n(.*?)^```$", re.MULTILINE | re.DOTALL)
_EMPTY = "(empty folder)"


@dataclass
class Step:
    """A file to write (`path`), or a command to run with what is expected of it."""

    path: str = ""
    content: str = ""
    words: tuple[str, ...] = ()
    exit: int = 0
    stdin: str = ""
    expected: dict[str, str] = field(default_factory=lambda: {"stdout": "", "stderr": ""})


@dataclass
class Case:
    """A test: its name, whether it begins in an empty folder, its steps."""

    name: str
    empty: bool
    steps: list[Step]


def cases(file: Path) -> list[Case]:
    """Read the tests of a file. Raises ValueError on a block that means nothing."""
    found = []
    for part in re.split(r"^## ", file.read_text(encoding="utf-8"), flags=re.MULTILINE)[1:]:
        name, _, body = part.partition("\n")
        steps: list[Step] = []
        for kind, rest, content in _FENCE.findall(body):
            _add(steps, kind, rest.strip(), content)
        found.append(Case(name.removesuffix(_EMPTY).strip(), name.endswith(_EMPTY), steps))
    return found


def _add(steps: list[Step], kind: str, rest: str, content: str) -> None:
    if kind == "file":
        steps.append(Step(path=rest, content=content))
    elif kind == "command":
        program, *words = shlex.split(content)
        if program != "briefgen":
            message = f"not a command of ours: {content}"
            raise ValueError(message)
        steps.append(Step(words=tuple(words), exit=int(rest.removeprefix("exit=") or 0)))
    elif kind == "stdin":
        steps[-1].stdin = content
    elif kind in {"stdout", "stderr"}:
        steps[-1].expected[kind] = content
    else:
        message = f"a block of an unknown kind: {kind}"
        raise ValueError(message)


def fits(expected: str, printed: str) -> bool:
    """Tell whether what was printed is what was expected, holes allowed for."""
    if printed and not printed.endswith("\n"):
        printed += "\n"
    pattern = "".join(
        r"(?:.*\n)*?" if line == "[…]" else r"[^\n]*".join(map(re.escape, line.split("[…]"))) + r"\n"
        for line in expected.splitlines()
    )
    return re.fullmatch(pattern, printed) is not None
