"""The table of fixed words."""

import re

from hypothesis import given
from hypothesis import strategies as st

from briefgen.records.scales import SCALES
from briefgen.records.text import faults
from briefgen.selection.words import WORDS, fill, holes


def test_every_word_is_clean_text_under_a_kebab_case_key() -> None:
    """Each default is text that a record might hold, with balanced braces, under a plain key."""
    for key, text in WORDS.items():
        assert re.fullmatch(r"[a-z0-9]+([_-][a-zA-Z0-9]+)*", key), key
        assert text
        assert not faults(text), key
        assert text.count("{") == text.count("}") == len(re.findall(r"\{[a-z-]+\}", text)), key


def test_each_scale_term_has_a_word() -> None:
    """Every term of every scale can be said in another language."""
    for scale in SCALES.values():
        for term in scale.words():
            assert WORDS[f"likelihood-{term.replace(' ', '-')}"] == term


def test_fill_puts_values_into_holes() -> None:
    """Names in braces are replaced, hyphens standing for underscores; other braces stay."""
    assert fill("Page {page} of {pages}", page="1", pages="9") == "Page 1 of 9"
    assert fill("{reliability-words}!", reliability_words="good") == "good!"
    assert fill("{unknown} { and }", page="1") == "{unknown} { and }"


@given(st.text(), st.text())
def test_values_are_never_looked_into(first: str, second: str) -> None:
    """A value that looks like a hole, or like a format string, prints as it is."""
    assert fill("<{first}|{second}>", first=first, second=second) == f"<{first}|{second}>"


def test_holes_are_named_once_in_order() -> None:
    """The names between braces are listed in the order in which they first stand."""
    assert holes("{b} {a} {b} {} {0.__class__} {not closed") == ("b", "a")
