"""Every diagnostic code: title, meaning, cure and exit code; what `briefgen explain` prints.

The table is data: one TOML file per family of codes beside this module, in `data/codes/`.
Nothing reads it unless somebody asks.
"""

import os
from typing import Final, NamedTuple

from briefgen.limits import LIMITS

__all__ = ["Code", "codes", "explain"]

_FOLDER: Final = os.path.join(os.path.dirname(os.path.abspath(__file__)), "data", "codes")


_LIMIT_CURE: Final = (
    "Make the input smaller, or raise the limit in the workspace's own configuration: [limits] in briefgen.toml. "
    "`briefgen limits` lists them all."
)


class Code(NamedTuple):
    """One code: `title` in a few words, what it means, what to do, the exit code it causes alone."""

    name: str
    title: str
    meaning: str
    cure: str
    exit: int


def codes() -> dict[str, Code]:
    """Return all codes by name, sorted."""
    import tomllib

    found: dict[str, Code] = {}
    for name in sorted(os.listdir(_FOLDER)):
        if name.endswith(".toml"):
            with open(os.path.join(_FOLDER, name), "rb") as file:
                for code, entry in tomllib.load(file).items():
                    found[code] = Code(code, entry["title"], entry["meaning"], entry["cure"], entry["exit"])
    for name, entry in LIMITS.items():
        code = f"limit.{name}"
        meaning = f"The limit {name} was reached: {entry.value:,} {entry.unit}. It bounds: {entry.bounds}."
        found[code] = Code(code, f"The limit {name} was reached", meaning, _LIMIT_CURE, 3)
    return dict(sorted(found.items()))


def explain(name: str) -> Code | None:
    """Return what is known of a code; None if there is no such code."""
    return codes().get(name)
