"""The reference parts of the README, generated from the code that they describe."""

import argparse

from briefgen import codes as table
from briefgen.cli.main import parser
from briefgen.limits import LIMITS

__all__ = ["codes", "commands", "limits"]


def commands() -> str:
    """Return every command with its arguments and help, as a Markdown table."""
    lines = ["| command | does |", "|---|---|"]
    for name, help_, command in _commands(parser(), ""):
        usage = " ".join(_shown(action) for action in command._actions if _is_own(action))  # noqa: SLF001
        lines.append(f"| `briefgen {name}{' ' + usage if usage else ''}` | {help_} |")
    return "\n".join(lines) + "\n"


def _commands(top: argparse.ArgumentParser, prefix: str) -> list[tuple[str, str, argparse.ArgumentParser]]:
    out = []
    for action in top._actions:  # noqa: SLF001
        if isinstance(action, argparse._SubParsersAction):  # noqa: SLF001
            helps = {choice.dest: choice.help or "" for choice in action._choices_actions}  # noqa: SLF001
            for name, command in action.choices.items():
                inner = _commands(command, f"{prefix}{name} ")
                out.extend(inner or [(prefix + name, helps.get(name, ""), command)])
    return out


def _is_own(action: argparse.Action) -> bool:
    return action.dest not in {"help", "json", "sandbox", "folder"}


def _shown(action: argparse.Action) -> str:
    value = action.metavar if isinstance(action.metavar, str) else "\\|".join(action.choices or ())
    if not action.option_strings:
        return {"*": f"[{value}…]", "?": f"[{value}]"}.get(str(action.nargs), value)
    return f"[{action.option_strings[0]} {value}]"


def limits() -> str:
    """Return every limit as a Markdown table."""
    rows = (f"| `{name}` | {entry.value:,} {entry.unit} | {entry.bounds} |" for name, entry in LIMITS.items())
    return "\n".join(["| limit | value | bounds |", "|---|---|---|", *rows]) + "\n"


def codes() -> str:
    """Return every diagnostic code, a row for each family, as a Markdown table."""
    families: dict[str, list[str]] = {}
    for name in table.codes():
        families.setdefault(name.partition(".")[0], []).append(f"`{name}`")
    rows = (f"| {family} | {' '.join(names)} |" for family, names in families.items())
    return "\n".join(["| family | codes |", "|---|---|", *rows]) + "\n"
