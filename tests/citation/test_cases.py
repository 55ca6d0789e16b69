"""Text case in every form."""

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from briefgen.citation.cases import CASES


def cased(case: str, *texts: str, fixed: tuple[int, ...] = ()) -> str:
    return "".join(CASES[case](list(texts), [i in fixed for i in range(len(texts))]))


@pytest.mark.parametrize(
    ("case", "text", "wanted"),
    [
        ("lowercase", "ABC def", "abc def"),
        ("uppercase", "abc DEF", "ABC DEF"),
        ("capitalize-first", "“abc def", "“Abc def"),
        ("capitalize-all", "abc def", "Abc Def"),
        ("sentence", "The Best Of All", "The best of all"),
        ("title", "the best of all worlds", "The Best of All Worlds"),
        ("title", "a study: the end", "A Study: The End"),
        ("title", "what to look for", "What to Look For"),
        ("title", "iPad and McDonald", "iPad and McDonald"),
        ("title", "β-carotene and the UK", "β-Carotene and the UK"),
        ("title", "in-depth study of up-to-date work", "In-Depth Study of Up-to-Date Work"),
        ("title", "all for one. For all", "All for One. For All"),
        ("title", "1st of 3", "1st of 3"),
        ("title", "123 456", "123 456"),
    ],
)
def test_case(case: Any, text: Any, wanted: Any) -> None:
    """Each case does what CSL says of it."""
    assert cased(case, text) == wanted


def test_fixed_pieces_stay() -> None:
    """A piece marked as fixed passes unchanged, and its neighbours know it."""
    assert cased("title", "the ", "nasa", " of the ", "moon", fixed=(1, 3)) == "The nasa of the moon"
    assert cased("uppercase", "a", "b", fixed=(1,)) == "Ab"
    assert cased("capitalize-first", "eBay", " rules", fixed=(0,)) == "eBay rules"


@given(st.sampled_from(sorted(CASES)), st.lists(st.text(max_size=20), max_size=4))
def test_case_changes_nothing_but_case(case: Any, texts: Any) -> None:
    """However the case is changed, the letters stay the same."""
    out = CASES[case](texts, [False] * len(texts))
    assert len(out) == len(texts)
    assert "".join(out).casefold().upper() == "".join(texts).casefold().upper()
