"""What stays on one line."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from briefgen.layout.binding import bound, may_bind

PAIRS = [
    ("12", "km"),
    ("12", "km,"),
    ("$12", "million"),
    ("(3.5", "%)"),
    ("12", "January"),
    ("12.", "Januar"),
    ("12", "janvier"),
    ("31", "agosto"),
    ("(p.", "3"),
    ("pp.", "240–241"),
    ("No.", "5"),
    ("§", "7"),
    ("Nr.", "12"),
    ("J.", "Smith"),
    ("J.", "R."),
    ("“M.", "Pompeo"),
    ("J.-P.", "Sartre"),
    ("Dr.", "Price"),
    ("word", "–"),
    ("oui", "»"),
    ("«", "oui"),
    ("non", "!"),
    ("mot", ":"),
]


@pytest.mark.parametrize(("left", "right"), PAIRS)
def test_what_belongs_together_is_bound(left: str, right: str) -> None:
    """Numbers and units, days and months, labels and numbers, initials and names, dashes and lone punctuation."""
    assert bound(left, right)


@pytest.mark.parametrize(
    ("left", "right"),
    [
        ("2001", "in"),
        ("2012", "March"),
        ("12", "members"),
        ("30", "out"),
        ("U.S.", "Treasury"),
        ("end.", "The"),
        ("no.", "He"),
        ("p.", "and"),
        ("word", "word"),
        ("–", "word"),
        ("J.", "and"),
        ("1", "er"),
    ],
)
def test_other_words_are_not(left: str, right: str) -> None:
    """A year before a month, U.S. before a name and the end of a sentence bind nothing."""
    assert not bound(left, right)


@given(st.sampled_from(PAIRS), st.text("abcXYZ12.–§«( ", max_size=6))
def test_a_pair_is_always_asked_about(pair: tuple[str, str], other: str) -> None:
    """Of two bound words at least one is known to bind: the quick question never hides an answer."""
    for left, right in (pair, (pair[0], other.strip()), (other.strip(), pair[1])):
        if left and right and " " not in left + right and bound(left, right):
            assert (may_bind(left) and not left.isalpha()) or (may_bind(right) and not right.isalpha())
