"""Fixed words with holes, and words in other languages."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from briefgen.compose.wording import Wording, tagged
from briefgen.document import nodes as n
from briefgen.document.walk import find, plain
from briefgen.records.dates import Edtf
from briefgen.selection.words import WORDS
from tests.compose.workshop import a_selection

CLAIM = "claims: [{id: c01, section: claims, text: Words.}]"


def wording(words: dict[str, str] | None = None, language: str = "en") -> Wording:
    """Return the wording of a small selection."""
    return Wording(a_selection(CLAIM, pack={"words": {**WORDS, **(words or {})}, "language": language}))


def test_holes_take_inlines_and_braces_stay() -> None:
    """A hole takes text or inlines; what a value holds is never looked into, and an unknown hole stays as typed."""
    made = wording({"asserted-by": "by {name} ({unknown}) {open"})
    filled = made.filled("asserted-by", name=(n.Text("a{name}b"), n.Strong((n.Text("c"),))))
    assert filled == (n.Text("by a{name}b"), n.Strong((n.Text("c"),)), n.Text(" ({unknown}) {open"))


def test_an_empty_value_takes_its_space_along() -> None:
    """A version that nobody typed leaves no space before the comma."""
    filled = wording().filled("colophon-ai-use", system="Model", version="", purpose="translation")
    assert plain(filled) == "Use of AI: Model, translation"


def test_hyphens_in_holes() -> None:
    """A hole with a hyphen is filled by the name with an underscore."""
    filled = wording().filled("grade-reliability", reliability="B", reliability_words="usually reliable")
    assert plain(filled) == "Source B: usually reliable."


@pytest.mark.parametrize(
    ("items", "listed"),
    [([], ""), (["a"], "a"), (["a", "b"], "a and b"), (["a", "b", "c"], "a, b, and c")],
)
def test_lists(items: list[str], listed: str) -> None:
    """Items are listed as in a sentence."""
    assert plain(wording().listed([(n.Text(item),) for item in items])) == listed


def test_dates_follow_the_language_of_the_pack() -> None:
    """A date is printed in the pack's language, whatever that of the brief."""
    date = Edtf.parse("2021-01-12")
    assert wording().date(date) == "12 January 2021"
    assert wording(language="fr").date(date) == "12 janvier 2021"


def test_a_missing_word_falls_back_to_english() -> None:
    """A table without a key, such as one of an older pack, prints the English default."""
    made = Wording(a_selection(CLAIM, pack={"words": {}}))
    assert made.word("footnote-heading") == "Notes"
    assert made.kind("report") == "Reports"
    assert made.kind("figurine") == "Other works"
    assert made.speech("fa-IR") == "Persian"
    assert made.speech("tlh") == "tlh"


@pytest.mark.parametrize(
    ("text", "language", "spans"),
    [
        ("plain", "fa", []),
        ("naïve", "fa", []),
        ("in متن here", "", [("متن", "ar")]),
        ("in گزارش here", "", [("گزارش", "fa")]),
        ("in متن here", "ur", [("متن", "ur")]),
        ("סיפור", "", [("סיפור", "he")]),
        ("نام ۱۳۹۹، خطیب\u200cزاده (x) آخر", "", [("نام ۱۳۹۹، خطیب\u200cزاده", "fa"), ("آخر", "ar")]),
    ],
)
def test_right_to_left_parts_are_marked(text: str, language: str, spans: list[tuple[str, str]]) -> None:
    """Each run of right-to-left letters, with spaces and digits between, is one span of its language."""
    made = n.Paragraph(tagged(text, language))
    assert [(plain(span.children), span.language) for span in find(made, n.Span)] == spans


@given(st.text(alphabet=st.sampled_from("ab 1.،متن\u200cپ\u0651۱۲(א")))
def test_marking_changes_no_character(text: str) -> None:
    """Marked or not, the characters are the same."""
    assert plain(tagged(text)) == text


def test_titles_of_works() -> None:
    """A work is named by its short title; one in another language by its translation, if it has one."""
    selection = a_selection("claims: [{id: c01, section: claims, text: 'A [@one; @two; @three].'}]")
    made = Wording(selection)
    assert [plain(made.title(selection.sources[s])) for s in ("one", "two", "three")] == [
        "First",
        "Second page",
        "The Report",
    ]


def test_foreign_words_carry_their_language() -> None:
    """Words of another language are a span; Latin letters in a right-to-left language are its transliteration."""
    made = wording()
    assert made.foreign("متن", "fa") == (n.Span((n.Text("متن"),), "fa"),)
    assert made.foreign("matn", "fa") == (n.Span((n.Text("matn"),), "fa-Latn"),)
    assert made.foreign("texte", "fr") == (n.Span((n.Text("texte"),), "fr"),)
    assert made.foreign("text", "en-GB") == (n.Text("text"),)
