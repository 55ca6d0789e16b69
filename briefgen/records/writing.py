"""Plain values in, YAML or JSON text out: a strict subset of each, the same bytes for the same values.

YAML: block mappings and sequences, every value a double-quoted scalar of one line, so that no
reader guesses a type (`NO`, `3.10` and `2021-01-12` stay text); names of people in flow style. No
anchors, tags, comments, directives. `records/read.py` reads it back, and so does any YAML 1.2 reader.
"""

from collections.abc import Mapping, Sequence
from typing import Any, Final

__all__ = ["Plain", "as_json", "as_yaml"]

# What can be written: text, lists and mappings of these; JSON also takes whole numbers and booleans.
Plain = Any

_ESCAPES: Final = {
    **{code: f"\\u{code:04x}" for code in (*range(0x20), *range(0x7F, 0xA0), 0x2028, 0x2029, 0xFEFF)},
    ord('"'): '\\"',
    ord("\\"): "\\\\",
    ord("\n"): "\\n",
    ord("\t"): "\\t",
}


def _quoted(text: str) -> str:
    """Return text in double quotes, escaped in the way that YAML and JSON share."""
    quick = text.replace("\\", "\\\\").replace('"', '\\"').replace("\n", "\\n")
    return f'"{quick}"' if quick.isprintable() else f'"{text.translate(_ESCAPES)}"'


def as_yaml(value: Mapping[str, Plain]) -> str:
    """Write a mapping of text, lists and mappings; empty text, lists and mappings are left out."""
    out: list[str] = []
    _yaml_mapping(value, "", "", out)
    return "".join(out)


def _yaml_mapping(value: Mapping[str, Plain], lead: str, pad: str, out: list[str]) -> None:
    """Write the entries of a mapping; the first line begins with `lead`, the others with `pad`."""
    for key, inner in value.items():
        if not inner:
            continue
        if isinstance(inner, str):
            out.append(f"{lead}{key}: {_quoted(inner)}\n")
        elif isinstance(inner, Mapping):
            out.append(f"{lead}{key}:\n")
            _yaml_mapping(inner, pad + "  ", pad + "  ", out)
        else:
            out.append(f"{lead}{key}:\n")
            _yaml_sequence(inner, pad, out)
        lead = pad


def _yaml_sequence(value: Sequence[Plain], pad: str, out: list[str]) -> None:
    for inner in value:
        if isinstance(inner, str):
            out.append(f"{pad}  - {_quoted(inner)}\n")
        elif all(isinstance(part, str) for part in inner.values()) and len(inner) <= 4:
            entries = ", ".join(f"{key}: {_quoted(part)}" for key, part in inner.items() if part)
            out.append(f"{pad}  - {{{entries}}}\n")
        else:
            _yaml_mapping(inner, pad + "  - ", pad + "    ", out)


def as_json(value: Plain) -> str:
    """Write a value as JSON with sorted keys, two spaces a level, ending in a line end."""
    out: list[str] = []
    _json(value, "", out)
    out.append("\n")
    return "".join(out)


def _json(value: Plain, pad: str, out: list[str]) -> None:
    if isinstance(value, str):
        out.append(_quoted(value))
    elif isinstance(value, bool):
        out.append("true" if value else "false")
    elif isinstance(value, int):
        out.append(str(value))
    elif isinstance(value, Mapping):
        _json_items([(f"{_quoted(key)}: ", value[key]) for key in sorted(value)], "{}", pad, out)
    else:
        _json_items([("", inner) for inner in value], "[]", pad, out)


def _json_items(items: list[tuple[str, Plain]], brackets: str, pad: str, out: list[str]) -> None:
    if not items:
        out.append(brackets)
        return
    inner = pad + "  "
    between = brackets[0] + "\n"
    for key, value in items:
        out.append(f"{between}{inner}{key}")
        _json(value, inner, out)
        between = ",\n"
    out.append(f"\n{pad}{brackets[1]}")
