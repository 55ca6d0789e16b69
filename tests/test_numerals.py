"""Numbers of our own in the digits of a language: marks, notes, items, folios, contents."""

import unicodedata

from hypothesis import given
from hypothesis import strategies as st

from briefgen.document import nodes as n
from briefgen.document.number import number
from briefgen.layout import lay_out
from briefgen.numerals import numeral
from briefgen.selection.audience import NoteSettings
from tests.layout.squares import FACES, a_brief, a_style, artifacts, spoken


@given(st.integers(0, 10**9), st.sampled_from(["fa", "fa-IR", "FA", "ar", "en", "fa-Latn", ""]))
def test_a_numeral_is_the_number(value: int, language: str) -> None:
    """The digits change and the number stays; Persian alone has digits of its own."""
    shown = numeral(value, language)
    assert "".join(str(unicodedata.digit(c)) for c in shown) == str(value)
    assert shown.isascii() == (language.lower() not in {"fa", "fa-ir"})


def test_a_persian_brief_counts_in_persian() -> None:
    """Marks, notes, items, contents and folio have Persian digits; the words of the text keep those typed."""
    note = n.Note((n.Paragraph((n.Text("یادداشت 7"),)),))
    items = n.List((n.Item((n.Paragraph((n.Text("سال 1357"), note)),)),), "ordered")
    section = n.Section("s", (n.Text("بخش"),), (items,))
    brief = number(a_brief(n.Contents((n.Text("فهرست"),), 1), section, language="fa"), NoteSettings(), sections=True)
    pages = lay_out(brief, a_style(), FACES, {})
    said = [text for _, text in spoken(pages)]
    assert said == ["فهرست", "۱\u2002بخش", "\u00a0۱", "۱\u2002بخش", "۱.", "سال 1357", "۱", "۱", "یادداشت 7"]
    assert artifacts(pages)[0][-1] == "Page ۱ of ۱"
    assert pages.pages[0].label == "1"
