"""Trees for the tests: a short way to make a brief, and strategies for arbitrary ones."""

from hypothesis import strategies as st

from briefgen.document import nodes as n

__all__ = ["a_brief", "a_cite", "a_note", "briefs", "inlines", "p", "t"]

WORDS = (("footnote-heading", "Notes"),)


def t(text: str) -> n.Text:
    """Return plain text."""
    return n.Text(text)


def p(*children: n.Inline | str, role: str = "body") -> n.Paragraph:
    """Return a paragraph of inlines; strings become text."""
    return n.Paragraph(tuple(n.Text(c) if isinstance(c, str) else c for c in children), role)


def a_cite(*sources: str) -> n.Cite:
    """Return a citation of works."""
    return n.Cite(tuple(n.CitedWork(source) for source in sources))


def a_note(text: str) -> n.Note:
    """Return a template's own note."""
    return n.Note((p(text),))


def a_brief(*blocks: n.Block, words: tuple[tuple[str, str], ...] = WORDS) -> n.Brief:
    """Return a brief of these blocks."""
    return n.Brief("Title", "", "", "en", "ltr", "2026-11-22T00:00:00Z", blocks, n.Furniture("", "", "", words))


_text = st.text(st.characters(exclude_categories=["Cs", "Cc"]), min_size=1, max_size=8)
_slug = st.from_regex(r"[a-z][a-z0-9]{0,5}", fullmatch=True)


def _plain(children: st.SearchStrategy[n.Inline]) -> st.SearchStrategy[n.Inline]:
    many = st.lists(children, min_size=1, max_size=3).map(tuple)
    return st.one_of(
        st.builds(n.Emphasis, many),
        st.builds(n.Strong, many),
        st.builds(n.Styled, many, st.sampled_from(["small-caps", "superscript", "label"])),
        st.builds(n.Span, many, st.sampled_from(["fa", "ar"])),
        st.builds(n.Link, many, st.just("https://example.org/")),
    )


_leaf: st.SearchStrategy[n.Inline] = st.builds(n.Text, _text)
_unmarked = st.recursive(_leaf, _plain, max_leaves=3)
_work = st.builds(n.CitedWork, _slug, shows=st.lists(st.tuples(_leaf), max_size=2).map(tuple))
_cite: st.SearchStrategy[n.Inline] = st.builds(n.Cite, st.lists(_work, min_size=1, max_size=3).map(tuple))
_own_note: st.SearchStrategy[n.Inline] = st.builds(
    n.Note, st.lists(st.builds(n.Paragraph, st.tuples(_unmarked)), min_size=1, max_size=2).map(tuple)
)
_inline = st.one_of(st.recursive(_leaf | _cite, _plain, max_leaves=4), _own_note)
inlines = st.lists(_inline, min_size=1, max_size=5).map(tuple)
_paragraph = st.builds(n.Paragraph, inlines, st.sampled_from(["body", "lede", "details"]))
_paragraphs = st.lists(_paragraph, min_size=1, max_size=2).map(tuple)
_cell = st.builds(n.Cell, _paragraphs, st.sampled_from(["", "row", "column"]))
_row = st.lists(_cell, min_size=1, max_size=3).map(lambda cells: n.Row(tuple(cells)))
_rows = st.lists(_row, min_size=1, max_size=2).map(tuple)


def _holding(blocks: st.SearchStrategy[n.Block]) -> st.SearchStrategy[n.Block]:
    some = st.lists(blocks, min_size=1, max_size=3).map(tuple)
    items = st.lists(st.builds(n.Item, some, st.just(()) | inlines), min_size=1, max_size=3).map(tuple)
    return st.one_of(
        st.builds(n.List, items, st.sampled_from(["bullet", "ordered", "described"])),
        st.builds(n.Aside, st.just("notice"), inlines, some),
        st.builds(n.Claim, _slug, inlines, some),
        st.builds(n.Section, _slug, inlines, some),
    )


_flat: st.SearchStrategy[n.Block] = st.one_of(
    _paragraph,
    st.builds(n.Quote, _paragraphs, st.just("fa"), st.just(()), _paragraphs, inlines),
    st.builds(n.Table, _rows, _rows, inlines),
    st.builds(n.Figure, st.just("map.png"), st.just("A map"), _paragraphs),
)
_block = st.recursive(_flat, _holding, max_leaves=6)
briefs = st.lists(_block, max_size=4).map(lambda blocks: a_brief(*blocks))
