"""A page of the tree in, one self-contained HTML file out: for `briefgen diff -o FILE.html`.

Only what such a page holds is known: titles, sections, lists, paragraphs, and inlines without notes. The file loads
nothing and runs nothing.
"""

from html import escape

from briefgen.document import nodes as n

__all__ = ["html_page"]

_STYLE = (
    "body{max-width:44em;margin:2em auto;padding:0 1em;font:1em/1.5 serif}"
    "strong{background:#fff3c4}p.small,p.edition{color:#444}li{margin-bottom:1em}"
)


def html_page(brief: n.Brief) -> bytes:
    """Return the page as UTF-8. Raises TypeError for a node that no such page holds."""
    body = "\n".join(_block(block, 2) for block in brief.blocks)
    label = f"<p><b>{escape(brief.furniture.label)}</b></p>\n" if brief.furniture.label else ""
    return (
        f'<!DOCTYPE html>\n<html lang="{escape(brief.language)}" dir="{escape(brief.direction)}">\n<head>\n'
        f'<meta charset="utf-8">\n<title>{escape(brief.title)}</title>\n<style>{_STYLE}</style>\n</head>\n'
        f"<body>\n{label}{body}\n</body>\n</html>\n"
    ).encode()


def _block(block: n.Block, level: int) -> str:
    match block:
        case n.Title():
            lines = "".join(f"\n{_block(line, level)}" for line in block.lines)
            return f"<h1>{_inlines(block.title)}</h1>{lines}"
        case n.Section():
            inner = "\n".join(_block(each, level + 1) for each in block.blocks)
            heading = f"<h{level}>{_inlines(block.title)}</h{level}>"
            return f'<section id="{escape(block.ident)}">\n{heading}\n{inner}\n</section>'
        case n.List():
            items = "\n".join(f"<li>{''.join(_block(b, level) for b in item.blocks)}</li>" for item in block.items)
            return f"<ul>\n{items}\n</ul>"
        case n.Paragraph():
            role = f' class="{escape(block.role)}"' if block.role != "body" else ""
            return f"<p{role}>{_inlines(block.children)}</p>"
        case _:
            raise TypeError(type(block).__name__)


def _inlines(inlines: n.Inlines) -> str:
    return "".join(_inline(inline) for inline in inlines)


def _inline(inline: n.Inline) -> str:
    match inline:
        case n.Text():
            return escape(inline.value)
        case n.Strong():
            return f"<strong>{_inlines(inline.children)}</strong>"
        case n.Styled():
            return f"<em>{_inlines(inline.children)}</em>"
        case n.Span():
            return f'<bdi lang="{escape(inline.language)}">{_inlines(inline.children)}</bdi>'
        case _:
            raise TypeError(type(inline).__name__)
