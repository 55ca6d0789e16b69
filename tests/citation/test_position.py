"""Positions: first, subsequent, ibid, with locators, near notes."""

from typing import Any

from briefgen.citation import Citation
from briefgen.citation.cite import FAR_NOTE, FIRST, IBID, IBID_WITH_LOCATOR, NEAR_NOTE, SUBSEQUENT
from briefgen.citation.position import places
from tests.citation.build import a_cite, a_style, an_engine, notes

NOW = SUBSEQUENT | NEAR_NOTE


def standing(*groups: Any, numbers: Any = None) -> Any:
    citations = [Citation(tuple(group), (numbers or range(1, 99))[i]) for i, group in enumerate(groups)]
    return [[flags for flags, _ in row] for row in places([(citation, citation.items) for citation in citations])]


def test_first_then_ibid() -> None:
    """A work is first once; right behind itself it is ibid."""
    assert standing([a_cite("a")], [a_cite("a")], [a_cite("b")], [a_cite("a")]) == [
        [FIRST],
        [NOW | IBID],
        [FIRST],
        [NOW],
    ]


def test_ibid_looks_at_locators() -> None:
    """Same locator: ibid; another one: ibid with locator; none after one: subsequent."""
    rows = standing([a_cite("a")], [a_cite("a", "3")], [a_cite("a", "3")], [a_cite("a", "4")], [a_cite("a")])
    assert rows == [[FIRST], [NOW | IBID | IBID_WITH_LOCATOR], [NOW | IBID], [NOW | IBID | IBID_WITH_LOCATOR], [NOW]]


def test_a_locator_of_spaces_is_none() -> None:
    """White space is no locator, so the cite is ibid without one."""
    assert standing([a_cite("a")], [a_cite("a", " \r")])[1] == [NOW | IBID]


def test_ibid_never_follows_a_note_with_two_works() -> None:
    """Behind two works nobody can say which one is meant; inside a note the cite before counts."""
    assert standing([a_cite("a"), a_cite("b")], [a_cite("b")])[1] == [NOW]
    assert standing([a_cite("a"), a_cite("a")])[0] == [FIRST, NOW | IBID]
    assert standing([a_cite("a"), a_cite("b"), a_cite("a")])[0][2] == NOW


def test_ibid_never_follows_a_note_with_two_citations() -> None:
    """Two citations that share a note count as one note with two works."""
    assert standing([a_cite("a")], [a_cite("b")], [a_cite("b")], numbers=[1, 1, 2])[2] == [NOW]


def test_far_notes() -> None:
    """Beyond five notes a work is far."""
    groups = [[a_cite("a")], *[[a_cite(name)] for name in "bcdefg"], [a_cite("a")]]
    assert standing(*groups)[-1] == [SUBSEQUENT | FAR_NOTE]


def test_the_first_note_is_remembered() -> None:
    """A style may print the number of the note that cited a work first."""
    layout = (
        '<choose><if position="first"><text variable="title"/></if>'
        '<else><text variable="first-reference-note-number" prefix="n. "/></else></choose>'
    )
    engine = an_engine(a_style(layout), {"title": "T"}, {"title": "U"})
    assert notes(engine, a_cite("b"), a_cite("a"), a_cite("b"), a_cite("a")) == ["U", "T", "n. 1", "n. 2"]


def test_conditions_on_positions() -> None:
    """Near and far notes, ibid with and without locator choose their branches."""
    layout = (
        '<choose><if position="ibid-with-locator"><text value="IL"/></if><else-if position="ibid"><text value="I"/></else-if>'
        '<else-if position="near-note"><text value="N"/></else-if><else-if position="far-note"><text value="F"/></else-if>'
        '<else><text value="1"/></else></choose>'
    )
    engine = an_engine(a_style(layout, citation='near-note-distance="2"'), {"title": "T"}, {"title": "U"})
    order = [
        a_cite("a"),
        a_cite("a"),
        a_cite("a", "2"),
        a_cite("b"),
        a_cite("a"),
        a_cite("b"),
        a_cite("b", "1"),
        a_cite("b"),
        a_cite("a"),
    ]
    assert notes(engine, *order) == ["1", "I", "IL", "1", "N", "N", "IL", "N", "F"]
