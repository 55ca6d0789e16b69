"""Set paragraphs with briefgen's layout and write them as a PDF: `python -m tests.bench.type.ours WORDS MEASURE PDF`.

One paragraph a line of the input. The whole process is what the benchmark measures, so nothing is imported that
setting and writing do not need.
"""

import sys

from briefgen.document import nodes
from briefgen.fonts import Faces
from briefgen.layout.frames import TEXT, Pages
from briefgen.layout.setting import lay_out
from briefgen.layout.style import Style, style_from
from briefgen.layout.units import PAPER

__all__ = ["set_words", "style_of"]


def style_of(measure: float) -> Style:
    """Return the default looks on a page that leaves this measure (points) between its margins."""
    plain = style_from({"figures": "lining"}, "A4", 1)
    narrow = measure + 2 * plain.inner < PAPER["A4"][0] * 0.8
    margins = 2 * (style_from({}, "A5", 1).inner if narrow else plain.inner)
    return Style(
        width=measure + margins,
        height=plain.height,
        columns=1,
        accent=plain.accent,
        text=plain.text,
        scale=1.0,
        compact=False,
    )


def set_words(paragraphs: list[str], measure: float) -> Pages:
    """Set paragraphs of plain text."""
    blocks = tuple(nodes.Paragraph((nodes.Text(text),)) for text in paragraphs)
    furniture = nodes.Furniture("", "", "", ())
    brief = nodes.Brief("Lines", "", "", "en", "ltr", "2026-01-01T00:00:00Z", blocks, furniture)
    pages = lay_out(brief, style_of(measure), Faces(folders=()), {})
    for page in pages.pages:
        page.items[:] = [item for item in page.items if item[0] == TEXT]  # no running head, no folio
    return pages


def main() -> None:
    """Set and write."""
    from briefgen.pdf import write_pdf

    _, words, measure, output = sys.argv
    with open(words, encoding="utf-8") as file:
        pages = set_words(file.read().split("\n"), float(measure))
    with open(output, "wb") as target:
        target.write(write_pdf(pages, (), producer="briefgen"))


if __name__ == "__main__":
    import gc

    gc.disable()  # as a build does
    main()
