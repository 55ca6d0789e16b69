"""Rules of shape that a finished brief obeys, whatever it says.

`check` returns what a template did wrong as diagnostics (exit 2): headings nested too deep,
parts without words, tables that are not rectangular, notes in notes, tables and sections in notes and cells, idents
used twice. What no template can cause is a bug of ours, an `AssertionError` (exit 70): a `Place` or `Cite` left
over, a note without number, a figure without alternative text, a reference to nowhere.

Heading levels are made by nesting, so that none is ever skipped; only depth needs a rule.
"""

from collections.abc import Iterable
from typing import Any, Final

from briefgen.diagnostics import NOWHERE, Diagnostic, Span, bad_input
from briefgen.document import nodes as n
from briefgen.document.draft import Place
from briefgen.document.walk import children, headings, plain, walk

__all__ = ["DEEPEST", "check"]

# The deepest heading: three levels of sections and the claims in the last of them.
DEEPEST: Final = 4

# Nodes that no rule speaks of: most of a brief.
_FREE: Final = frozenset(
    {n.Text, n.Emphasis, n.Strong, n.Styled, n.Span, n.Link, n.Paragraph, n.Row, n.Cell, n.Quote, n.Bibliography}
)

# Blocks that stand on the page, and neither in notes nor in cells.
_OF_PAGES: Final = frozenset(
    {
        n.Table,
        n.Figure,
        n.Timeline,
        n.Profile,
        n.Contents,
        n.Title,
        n.Section,
        n.Claim,
        n.Aside,
        n.Bibliography,
    }
)


def check(brief: n.Brief, origin: Span = NOWHERE) -> tuple[Diagnostic, ...]:
    """Return what is wrong with the shape of a cited brief; `origin` is the template's place."""
    problems: list[Diagnostic] = []

    def wrong(code: str, message: str, hint: str = "") -> None:
        problems.append(bad_input(code, origin, message, hint))

    for level, words, ident in headings(brief):
        if level > DEEPEST:
            wrong("brief.heading", f"{_named(words, ident)} stands at level {level}; {DEEPEST} is the deepest")
    seen: set[str] = set()
    targets: list[n.See] = []
    marks: list[str] = []
    nested: set[int] = set()
    for node in walk(brief):
        if type(node) in _FREE:
            continue
        match node:
            case Place() | n.Cite() | n.CitedWork():
                message = f"left over in a finished brief: {node!r}"
                raise AssertionError(message)
            case n.Note():
                if id(node) in nested:
                    continue  # reported with the note around it
                if not node.number or not node.ident:
                    message = f"a note without number or ident: {node!r}"
                    raise AssertionError(message)
                _declare(node.ident, seen, ours=True, wrong=wrong)
                inside = {id(inner) for block in node.body for inner in walk(block) if type(inner) is n.Note}
                if inside:
                    nested |= inside
                    wrong("brief.note", f"note {node.number} holds another note", "put both into one note")
                if not node.body:
                    wrong("brief.empty", f"note {node.number} is empty")
                if found := _unfit(node.body):
                    wrong(
                        "brief.inside", f"note {node.number} holds a {found}", "put it into the text, and refer to it"
                    )
            case n.NoteRef():
                marks.append(node.ident)
            case n.See():
                targets.append(node)
            case n.Section() | n.Claim() | n.Aside():
                words = node.heading if isinstance(node, n.Claim) else node.title
                if not plain(words).strip():
                    wrong("brief.empty", f"{_named(words, node.ident)} ({type(node).__name__}) has no heading")
                _declare(node.ident, seen, ours=False, wrong=wrong)
            case n.Table():
                _check_table(node, wrong)
                cells = [cell for row in (*node.head, *node.rows) for cell in row.cells]
                if found := _unfit(block for cell in cells for block in cell.blocks):
                    name = _named(node.caption, node.ident or "a table")
                    wrong(
                        "brief.inside", f"a cell of table {name} holds a {found}", "put it before or behind the table"
                    )
                _declare(node.ident, seen, ours=False, wrong=wrong)
            case n.Figure() | n.Timeline() | n.Profile():
                if not node.alt.strip():
                    message = f"a figure without alternative text: {node!r}"
                    raise AssertionError(message)
                _declare(node.ident, seen, ours=False, wrong=wrong)
            case n.List() | n.Item():
                if next(children(node), None) is None:
                    wrong("brief.empty", f"a {type(node).__name__.lower()} is empty")
            case n.BibliographyEntry():
                _declare(node.ident, seen, ours=False, wrong=wrong)
    for see in targets:
        if see.target not in seen:
            message = f"a reference to nowhere: {see!r}"
            raise AssertionError(message)
    for ident in marks:
        if ident not in seen:
            message = f"a mark without a note: {ident!r}"
            raise AssertionError(message)
    return tuple(problems)


def _named(words: n.Inlines, ident: str) -> str:
    return f"“{plain(words)}”" if plain(words).strip() else repr(ident or "a part")


def _declare(ident: str, seen: set[str], *, ours: bool, wrong: Any) -> None:
    """Note an ident; each stands for one part only."""
    if not ident:
        return
    if ident in seen:
        if ours:
            message = f"the ident {ident!r} is given twice"
            raise AssertionError(message)
        wrong("brief.twice", f"{ident!r} is printed twice, so that a reference to it has two ends")
    seen.add(ident)


def _unfit(blocks: Iterable[n.Block]) -> str:
    """Name the first block that stands on the page and not in a note or cell; empty if there is none."""
    for block in blocks:
        for node in walk(block):
            if type(node) in _OF_PAGES:
                return type(node).__name__.lower()
    return ""


def _check_table(table: n.Table, wrong: Any) -> None:
    """Report a table without caption or body, or with rows of different widths."""
    name = _named(table.caption, table.ident or "a table")
    if not plain(table.caption).strip():
        wrong("brief.table", "a table has no caption", "a caption says to everybody what the table holds")
    if not table.rows:
        wrong("brief.table", f"table {name} has no row")
    widths = _widths((*table.head, *table.rows))
    if len(set(widths)) > 1:
        wrong("brief.table", f"the rows of table {name} differ in width: {', '.join(map(str, widths))} columns")


def _widths(rows: tuple[n.Row, ...]) -> list[int]:
    """Return the number of columns that each row fills, cells that reach down from above included."""
    widths = []
    below: list[int] = []  # how many rows further down are filled already, one count for each later row
    for row in rows:
        reach = below.pop(0) if below else 0
        widths.append(reach + sum(cell.colspan for cell in row.cells))
        for cell in row.cells:
            while len(below) < cell.rowspan - 1:
                below.append(0)
            for later in range(cell.rowspan - 1):
                below[later] += cell.colspan
    return widths
