"""A page that is read from the right is the mirror image of one that is read from the left.

The same words, in letters of a right-to-left script, are set once in a left-to-right brief and once in a right-to-left
one, in a face that has the same space for both. Lines, bars, backgrounds, rules, pictures and columns must then stand in mirrored places. Hebrew is the language,
because its briefs count in 0-9, so that numbers are as wide as in English.
"""

from typing import Any

import pytest
from hypothesis import Phase, given, settings
from hypothesis import strategies as st

from briefgen.document import nodes as n
from briefgen.document.number import number
from briefgen.layout import Pages, lay_out, style_from
from briefgen.layout.frames import ARTIFACT, IMAGE, RULE, TEXT
from briefgen.selection.audience import NoteSettings
from tests.build import faces

# Explaining a failure would trace thousands of layouts.
PHASES = (Phase.explicit, Phase.reuse, Phase.generate, Phase.shrink)
THEME = {"body-font": "Noto Sans Arabic", "heading-font": "Noto Sans Arabic"}
CLOSE = 1.0  # points: a number is kerned to what stands before it where both run the same way

WORDS = st.lists(
    st.sampled_from(["فانوس", "بندر", "شب", "روشن", "کشتی", "صخره", "باد", "نوری", "زنگ", "دفتر"]),
    min_size=1,
    max_size=40,
)
TEXT_OF = WORDS.map(" ".join)


class Photo:
    """A picture of so many pixels."""

    width, height = 120, 40


def inlines(text: str, notes: list[str]) -> n.Inlines:
    """Return a text that ends in marks."""
    return (n.Text(text), *(n.Note((n.Paragraph((n.Text(note),)),)) for note in notes))


PARAGRAPHS = st.builds(lambda t, ns: n.Paragraph(inlines(t, ns)), TEXT_OF, st.lists(TEXT_OF, max_size=1))
LABELS = TEXT_OF.map(lambda t: (n.Text(" ".join(t.split()[:2])),))
ITEMS = st.builds(lambda p: n.Item((p,)), PARAGRAPHS)
LISTS = st.builds(n.List, st.lists(ITEMS, min_size=1, max_size=3).map(tuple), st.sampled_from(["bullet", "ordered"]))
NESTED = st.builds(lambda p, inner: n.List((n.Item((p, inner)),)), PARAGRAPHS, LISTS)
TERMS = st.builds(lambda label, p: n.List((n.Item((p,), label),), "described"), LABELS, PARAGRAPHS)
QUOTES = st.builds(lambda p, a: n.Quote((p,), attribution=inlines(a, [a])), PARAGRAPHS, TEXT_OF)
CELLS = st.builds(lambda p: n.Cell((p,)), PARAGRAPHS)
ROWS = st.lists(st.tuples(CELLS, CELLS, CELLS).map(n.Row), min_size=1, max_size=3).map(tuple)
TABLES = st.builds(
    lambda caption, head, rows: n.Table((n.Row((n.Cell((head,), colspan=3),)),), rows, (n.Text(caption),)),
    TEXT_OF,
    PARAGRAPHS,
    ROWS,
)
FIGURES = st.builds(lambda p: n.Figure("photo", "x", (p,)), PARAGRAPHS)
ASIDES = st.builds(
    lambda kind, title, p: n.Aside(kind, (n.Text(title),), (p,)),
    st.sampled_from(["notice", "judgments", "summary"]),
    TEXT_OF,
    PARAGRAPHS,
)
ENTRIES = st.builds(lambda t: n.Bibliography((n.BibliographyEntry("source-a", (n.Text(t),)),)), TEXT_OF)
BLOCKS = st.one_of(PARAGRAPHS, LISTS, NESTED, TERMS, QUOTES, TABLES, FIGURES, ASIDES)


def pages_of(blocks: tuple[n.Block, ...], language: str, columns: int, label: str = "TLP:GREEN") -> Pages:
    """Lay a brief of one section out, with title and contents before it."""
    claim = n.Claim("c", (n.Text("نور"),), blocks, "changed")
    title = n.Title((n.Text("فانوس"),), (n.Text("بندر"),))
    body = (title, n.Contents((n.Text("زنگ"),), 2), n.Section("s", (n.Text("شب"),), (claim,)))
    furniture = n.Furniture("فانوس", "باد", label, (("page", "{page} {pages}"),))
    direction = "rtl" if language == "he" else "ltr"
    brief = n.Brief("فانوس", "", "", language, direction, "2026-11-22T00:00:00Z", body, furniture)
    images: dict[str, Any] = {"photo": Photo}
    return lay_out(number(brief, NoteSettings()), style_from(THEME, "A5", columns), faces(), images)


def places(pages: Pages, *, mirrored: bool) -> list[list[tuple[float, ...]]]:
    """Return, for each page in the order of writing, where ink stands: kind, baseline or foot, height, left, right."""
    out = []
    for page in pages.pages:
        found: list[tuple[float, ...]] = []
        for item in page.items:
            kind, x, y = item[:3]
            if kind in (TEXT, ARTIFACT):
                ends = [x + dx + reach for _, dx, width, *_ in item[3] for reach in (0.0, width)]
                left, right, height = min(ends), max(ends), 0.0
            else:
                assert kind in (RULE, IMAGE)
                left, right, height = x, x + item[3], item[4]
            if mirrored:
                left, right = page.width - right, page.width - left
            found.append((kind, round(y, 2), round(height, 2), left, right))
        out.append(found)
    return out


@given(st.lists(BLOCKS, min_size=1, max_size=6), ENTRIES, st.sampled_from([1, 2]))
@settings(max_examples=40, deadline=None, phases=PHASES)
def test_the_page_is_mirrored_whole(blocks: list[n.Block], entries: n.Bibliography, columns: int) -> None:
    """Whatever a page holds stands in a right-to-left brief where its mirror image stands in the other."""
    one = places(pages_of((*blocks, entries), "en", columns), mirrored=False)
    other = places(pages_of((*blocks, entries), "he", columns), mirrored=True)
    assert len(one) == len(other)
    for left, right in zip(one, other, strict=True):
        assert [found[:3] for found in left] == [found[:3] for found in right]
        for a, b in zip(left, right, strict=True):
            assert a[3:] == pytest.approx(b[3:], abs=CLOSE)
