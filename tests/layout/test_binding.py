"""What stays on one line."""

import pytest

from briefgen.layout.binding import bound, clings, may_bind

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


@pytest.mark.parametrize(("left", "right"), PAIRS)
def test_no_word_of_letters_is_asked_about(left: str, right: str) -> None:
    """Words of letters alone never bind by themselves, so that they need not be looked at."""
    assert (may_bind(left) and not left.isalpha()) or (clings(right) and not right.isalpha())
