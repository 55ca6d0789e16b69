"""Runs to the HTML of the CSL fixtures; the only place that knows that dialect."""

from collections.abc import Sequence

from briefgen.citation import (
    BLOCK,
    BOLD,
    INDENT,
    ITALIC,
    LEFT_MARGIN,
    LIGHT,
    OBLIQUE,
    RIGHT_INLINE,
    SMALL_CAPS,
    SUB,
    SUP,
    UNDERLINE,
    Run,
)

__all__ = ["html", "layers"]

_DISPLAYS = {BLOCK: "block", LEFT_MARGIN: "left-margin", RIGHT_INLINE: "right-inline", INDENT: "indent"}
_ALL_DISPLAYS = BLOCK | LEFT_MARGIN | RIGHT_INLINE | INDENT
# flag, what turns it on, what turns it off inside itself, bit offset of its depth in Run.nesting; outermost first.
_TAGS = {
    "sup": ("<sup>", "</sup>"),
    "baseline": ('<span style="baseline">', "</span>"),
    "sub": ("<sub>", "</sub>"),
    "underline": ('<span style="text-decoration:underline;">', "</span>"),
    "bold1": ("<b>", "</b>"),
    "bold0": ('<span style="font-weight:normal;">', "</span>"),
    "light": ('<span style="font-weight:light;">', "</span>"),
    "caps1": ('<span style="font-variant:small-caps;">', "</span>"),
    "caps0": ('<span style="font-variant:normal;">', "</span>"),
    "italic1": ("<i>", "</i>"),
    "italic0": ('<span style="font-style:normal;">', "</span>"),
    "oblique": ('<span style="font-style:oblique;">', "</span>"),
}
_ORDER = list(_TAGS)


def escape(text: str) -> str:
    """Escape as citeproc-js does."""
    return text.replace("&", "&#38;").replace("<", "&#60;").replace(">", "&#62;")


def layers(run: Run) -> list[tuple[str, int]]:
    """Return the formats of a run as nested (name, depth) layers."""
    out: list[tuple[str, int]] = []
    fmt = run.format
    # Raised letters of Unicode alternate in one bit, so that each becomes an element of its own.
    if run.nesting & (1 << 14):
        out += [("sup", 1), ("baseline", 1)]
    if fmt & SUP:
        out.append(("sup", 1 + ((run.nesting >> 13) & 1)))
    for flag, name in ((SUB, "sub"), (UNDERLINE, "underline"), (LIGHT, "light"), (OBLIQUE, "oblique")):
        if fmt & flag:
            out.append((name, 1))
    for flag, name, shift in ((BOLD, "bold", 3), (SMALL_CAPS, "caps", 6), (ITALIC, "italic", 0)):
        depth = (run.nesting >> shift) & 7
        out += [(f"{name}{level % 2}", level) for level in range(1, depth + 1)]
        assert bool(fmt & flag) == bool(depth % 2)
    return out


def _tree(runs: Sequence[tuple[str, tuple[tuple[str, int], ...]]]) -> str:
    """Write runs with nested tags: the layer that reaches furthest goes outside."""
    out = ""
    i = 0
    while i < len(runs):
        text, have = runs[i]
        if not have:
            out += text
            i += 1
            continue
        best: tuple[int, int] | None = None
        chosen = have[0]
        for layer in have:
            reach = i
            while reach < len(runs) and layer in runs[reach][1]:
                reach += 1
            name, depth = layer
            # A deeper level can never go outside the one that it turns off.
            if depth > 1 and name != "sup" and any(other[0][:-1] == name[:-1] and other[1] < depth for other in have):
                continue
            rank = (reach, -_ORDER.index(name))
            if best is None or rank > best:
                best, chosen = rank, layer
        assert best is not None
        reach = best[0]
        inside = [(t, tuple(layer for layer in have if layer != chosen)) for t, have in runs[i:reach]]
        opening, closing = _TAGS[chosen[0]]
        out += opening + _tree(inside) + closing
        i = reach
    return out


def html(runs: Sequence[Run], *, divs: bool = False) -> str:
    """Write runs as the fixtures do; `divs` also writes display blocks, for bibliographies."""
    out = ""
    i = 0
    while i < len(runs):
        display = runs[i].format & _ALL_DISPLAYS if divs else 0
        j = i
        while j < len(runs) and (runs[j].format & _ALL_DISPLAYS if divs else 0) == display:
            j += 1
        inner = _tree([(escape(run.text), tuple(layers(run))) for run in runs[i:j]])
        if display:
            out += f'<div class="csl-{_DISPLAYS[display]}">{inner}</div>'
        else:
            out += inner
        i = j
    return out
