"""Handling labels."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from briefgen.selection.labels import DEFAULT_LABEL, LABELS, allows, highest, level


def test_the_order_is_that_of_tlp_2() -> None:
    """Labels rise from clear over green and amber to red, strict amber between amber and red."""
    assert LABELS == ("TLP:CLEAR", "TLP:GREEN", "TLP:AMBER", "TLP:AMBER+STRICT", "TLP:RED")
    assert [level(label) for label in LABELS] == [0, 1, 2, 3, 4]
    assert DEFAULT_LABEL == "TLP:CLEAR"


@given(st.lists(st.sampled_from(LABELS)))
def test_highest_is_in_the_list_and_above_all(labels: list[str]) -> None:
    """The highest label is one of those given and none is above it; nothing at all is clear."""
    top = highest(labels)
    assert top in labels or (not labels and top == "TLP:CLEAR")
    assert all(allows(top, label) for label in labels)


def test_no_ceiling_allows_everything() -> None:
    """A pack without a ceiling reads even what is red, one with a ceiling nothing above it."""
    assert allows("", "TLP:RED")
    assert allows("TLP:AMBER", "TLP:AMBER")
    assert not allows("TLP:AMBER", "TLP:AMBER+STRICT")


def test_what_is_no_label_is_refused() -> None:
    """A text that is no label raises instead of counting as clear."""
    with pytest.raises(KeyError):
        level("tlp:red")
