"""Where each character of a scalar's text stands in the file: source slice, style and text in, source offsets out.

YAML's folding changes only white space (YAML 1.2.2, 6.5, 7.3, 8.1), so the non-blank characters of the text are those
of the source in the same order. A blank is placed behind the word before it, since folding may have moved it.
"""

import re
from typing import Final

__all__ = ["source_offsets"]

_BLANK: Final = " \n"
# What stands for one non-blank character of the text, by style; the last also finds escaped blanks, which are skipped.
_PLAIN: Final = re.compile(r"[^ \n]")
_SINGLE: Final = re.compile(r"''|[^ \n]")
_DOUBLE: Final = re.compile(r"\\(?:x[0-9A-Fa-f]{2}|u[0-9A-Fa-f]{4}|U[0-9A-Fa-f]{8}|.)|[^ \n\\]", re.DOTALL)


def source_offsets(source: str, style: str, text: str) -> list[int]:
    r"""Return, for each character of `text` and its end, the offset in `source`, the scalar as typed.

    >>> source_offsets(">\n  ab\n  c", ">", "ab c")
    [4, 5, 6, 9, 10]
    """
    start = source.index("\n") + 1 if style in ("|", ">") else len(style)
    pattern = _SINGLE if style == "'" else _DOUBLE if style == '"' else _PLAIN
    units = pattern.finditer(source, start)
    offsets: list[int] = []
    append = offsets.append
    behind = start
    for char in text:
        if char in _BLANK:
            append(behind)
            behind += source.startswith(" ", behind)
            continue
        unit = next(units, None)
        while unit is not None and unit.group() in ("\\n", "\\ ", "\\\n"):
            unit = next(units, None)
        if unit is None:  # cannot be: the text came from this source
            append(behind)
            continue
        append(unit.start())
        behind = unit.end()
    append(behind)
    return offsets
