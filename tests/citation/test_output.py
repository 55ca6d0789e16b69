"""Settling: quotation marks by depth, punctuation where pieces meet, runs and links."""

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from briefgen.citation.output import raise_letters, settle
from briefgen.citation.text import AFFIX, CLOSE_QUOTE, FIELD, FLAGS, OPEN_QUOTE, SUP

ENGLISH = ("“", "”", "‘", "’")
OPEN = ("", 0, "", OPEN_QUOTE)
CLOSE = ("", 0, "", CLOSE_QUOTE)


def settled(*pieces: Any, inside: bool = True) -> str:
    made = [piece if isinstance(piece, tuple) else (piece, 0, "", AFFIX) for piece in pieces]
    return "".join(run.text for run in settle([(0, made)], ENGLISH, inside))


@pytest.mark.parametrize(
    ("left", "right", "wanted"),
    [
        ("a.", ". b", "a. b"),
        ("a,", ", b", "a, b"),
        ("a?", ". b", "a? b"),
        ("a!", ": b", "a! b"),
        ("a:", ". b", "a: b"),
        ("a;", "! b", "a! b"),
        (":", "? b", "? b"),
        ("a?", ", b", "a?, b"),
        ("a.", ", b", "a., b"),
        ("a?", "! b", "a?! b"),
        ("a ", " b", "a b"),
        ("a\u00a0", " b", "a\u00a0b"),
        ("a.", "... b", "a. b"),
        ("", ", b", ", b"),
    ],
)
def test_marks_that_meet(left: Any, right: Any, wanted: Any) -> None:
    """Equal marks print once, weak ones give way, others stay together."""
    assert settled(left, right) == wanted


@pytest.mark.parametrize(
    ("inside", "after", "wanted"),
    [
        (True, ",", "“T,”"),
        (True, ".", "“T.”"),
        (True, ";", "“T”;"),
        (True, "?", "“T?”"),
        (True, ".,", "“T.,”"),
        (False, ",", "“T”,"),
        (False, ".", "“T”."),
    ],
)
def test_marks_move_into_quotes_where_the_language_wants(inside: Any, after: Any, wanted: Any) -> None:
    """punctuation-in-quote draws commas and full stops inside."""
    assert settled(OPEN, "T", CLOSE, after, inside=inside) == wanted


def test_a_mark_inside_quotes_swallows_the_one_outside() -> None:
    """No second full stop behind a quoted sentence, through nested quotes too."""
    assert settled(OPEN, "T?", CLOSE, ".") == "“T?”"
    assert settled(OPEN, "T.", CLOSE, ".", inside=False) == "“T.”"
    assert settled(OPEN, OPEN, "T", CLOSE, CLOSE, ".") == "“‘T.’”"
    assert settled(OPEN, "T:", CLOSE, "!") == "“T!”"


def test_runs_keep_what_differs_apart() -> None:
    """Neighbours join if format, variable and cite agree."""
    runs = settle([(0, [("a", 1, "title", FIELD), ("b", 1, "title", FIELD), ("c", 0, "", AFFIX)])], ENGLISH, True)
    assert [(run.text, run.format, run.variable, run.cite) for run in runs] == [("ab", 1, "title", 0), ("c", 0, "", 0)]


@pytest.mark.parametrize(
    ("variable", "text", "link"),
    [
        ("URL", "https://a.b/c", "https://a.b/c"),
        ("URL", "www.a.b", ""),
        ("URL", "javascript:alert(1)//://", ""),
        ("archived-url", "http://web.archive.org/x", "http://web.archive.org/x"),
        ("DOI", "10.1/x", "https://doi.org/10.1/x"),
        ("DOI", "https://doi.org/10.1/x", "https://doi.org/10.1/x"),
        ("title", "https://a.b", ""),
    ],
)
def test_addresses_become_links(variable: Any, text: Any, link: Any) -> None:
    """Only web addresses in address variables are linked."""
    (run,) = settle([(0, [(text, 0, variable, FIELD)])], ENGLISH, True)
    assert run.link == link


def test_raised_letters_become_raised_runs() -> None:
    """Superscript letters of Unicode print as raised plain ones."""
    pieces = raise_letters([("1ʳᵉ éd. ㆒", 0, "", FIELD), ("plain", 0, "", FIELD)])
    assert [(text, bool(fmt & SUP)) for text, fmt, *_ in pieces] == [
        ("1", False), ("r", True), ("e", True), (" éd. ", False), ("一", True), ("plain", False),
    ]  # fmt: skip


@given(
    st.lists(
        st.tuples(
            st.text(alphabet="ab .,;:!?", max_size=5),
            st.sampled_from([0, 1]),
            st.just(""),
            st.sampled_from([FIELD, AFFIX]),
        ),
        max_size=8,
    )
)
def test_settling_loses_no_letter(pieces: Any) -> None:
    """Letters stay, in order; only marks and spaces may go; a settled text is never longer."""
    runs = settle([(0, pieces)], ENGLISH, True)
    before = "".join(piece[0] for piece in pieces)
    after = "".join(run.text for run in runs)
    assert [c for c in after if c in "ab"] == [c for c in before if c in "ab"]
    assert len(after) <= len(before)
    assert all(run.text and run.format & FLAGS == run.format for run in runs)
