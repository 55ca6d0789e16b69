"""Laid-out pages as text, a line of text a line: where it stands, what it belongs to, what it says.

    760.2   73.7  521.6  P          "The lamp was lit."

Baseline and both ends in points, then the block's tag with the note that it stands in, then the text in
the order of writing. Furniture is marked by its kind; rules and pictures by place and size.
"""

from collections import Counter

from briefgen.figures import bounds
from briefgen.layout import Pages
from briefgen.layout.frames import ARTIFACT, DRAWING, IMAGE, RULE, TEXT, TURNED, TURNED_ARTIFACT
from briefgen.pdfread.content import Content, Font

__all__ = ["pages_dump"]

_INLINE = frozenset({"Reference", "Link", "Span", "Em", "Strong", "Sub"})


def pages_dump(pages: Pages) -> str:
    """Return the dump, ending in a line end."""
    fonts = _fonts(pages)
    out = []
    for number, page in enumerate(pages.pages, 1):
        out.append(f"page {number} ({page.label}) {page.width:.1f} x {page.height:.1f}")
        for item in page.items:
            if item[0] in {TEXT, ARTIFACT}:
                _, x, y, line, owner = item
                name = _name(pages, owner[line[0][0]]) if item[0] == TEXT else f"[{owner}]"
                left = min(x + dx for _, dx, *_ in line)
                right = max(x + dx + width for _, dx, width, *_ in line)
                text = "".join(_text(code, fonts) for *_, code in line)
                out.append(f"{y:7.1f} {left:6.1f} {right:6.1f}  {name:<14} {_quoted(text)}")
            elif item[0] in {TURNED, TURNED_ARTIFACT}:
                _, x, y, line, owner = item
                name = _name(pages, owner[line[0][0]]) if item[0] == TURNED else f"[{owner}]"
                text = "".join(_text(code, fonts) for *_, code in line)
                high = max(dx + width for _, dx, width, *_ in line)
                out.append(f"{y:7.1f} {x:6.1f} {x:6.1f}  {name:<14} up {high:.1f} {_quoted(text)}")
            elif item[0] == DRAWING:
                _, x, y, shapes, element = item
                name = _name(pages, element) if element else "[Layout]"
                kinds = Counter(type(shape).__name__.lower() for shape in shapes)
                drawn = ", ".join(f"{count} {kind}" for kind, count in sorted(kinds.items()))
                boxes = [bounds(shape) for shape in shapes]
                left, right = min(box[0] for box in boxes), max(box[2] for box in boxes)
                out.append(f"{y:7.1f} {x + left:6.1f} {x + right:6.1f}  {name:<14} {drawn}")
            elif item[0] == RULE:
                _, x, y, width, height, colour = item
                shade = "#" + "".join(f"{round(part * 255):02x}" for part in colour)
                out.append(f"{y:7.1f} {x:6.1f} {x + width:6.1f}  [rule]         {height:.1f} high, {shade}")
            elif item[0] == IMAGE:
                _, x, y, width, height, key, _ = item
                out.append(f"{y:7.1f} {x:6.1f} {x + width:6.1f}  Figure         {height:.1f} high, {key}")
        out.append("")
    return "\n".join(out)


def _fonts(pages: Pages) -> dict[str, Font]:
    """Return how the glyph ids of each face read."""
    fonts = {}
    for index, texts in pages.fonts.used.items():
        font = fonts[pages.fonts.name(index).decode()] = Font(2)
        font.texts.update(texts)
    return fonts


def _text(code: bytes, fonts: dict[str, Font]) -> str:
    content = Content()
    content.read(code, fonts, {})
    return "".join(content.shown)


def _name(pages: Pages, element: int) -> str:
    """Name the block of an element, and the note that it stands in."""
    elements = pages.elements
    block = element
    while elements.tag[block] in _INLINE and block:
        block = elements.parent[block]
    note = block
    while note and elements.tag[note] != "Note":
        note = elements.parent[note]
    return f"{elements.ident[note]}/{elements.tag[block]}" if note else elements.tag[block]


def _quoted(text: str) -> str:
    """Put text in quotation marks, with what an editor would hide spelled out."""
    return '"' + "".join(c if c.isprintable() else f"\\u{{{ord(c):04X}}}" for c in text) + '"'
