"""Disambiguation: names, given names, conditions, year suffixes."""

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from briefgen.citation.cite import Shape
from briefgen.citation.disambiguate import Levels, suffix_letters
from briefgen.citation.naming import NameOptions
from briefgen.citation.person import Person
from tests.citation.build import a_cite, a_style, an_engine, bibliography, notes

NAME_YEAR = (
    '<group delimiter=" "><names variable="author"><name form="short" initialize-with="."/></names>'
    '<date variable="issued" form="text" date-parts="year"/></group>'
)
YEAR = {"issued": {"date-parts": [[2000]]}}


def people(*names: str) -> Any:
    return [{"family": name.split()[-1], "given": " ".join(name.split()[:-1])} for name in names]


def printed(citation: str, *items: Any, layout: str = NAME_YEAR) -> Any:
    engine = an_engine(a_style(layout, citation=citation, kind="in-text"), *({**YEAR, **item} for item in items))
    return notes(engine, *(a_cite("abcdef"[i]) for i in range(len(items))))


def test_names_are_added_until_cites_differ() -> None:
    """One more name, no more than needed."""
    options = 'disambiguate-add-names="true" et-al-min="3" et-al-use-first="1"'
    items = ({"author": people("A Smith", "B Brown", "C Jones")}, {"author": people("A Smith", "B Benson", "C Jones")})
    assert printed(options, *items) == ["Smith, Brown, et al. 2000", "Smith, Benson, et al. 2000"]


def test_names_that_do_not_help_are_taken_back() -> None:
    """Equal authors stay as short as they were."""
    options = 'disambiguate-add-names="true" et-al-min="3" et-al-use-first="1"'
    item = {"author": people("A Smith", "B Brown", "C Jones")}
    assert printed(options, item, item) == ["Smith et al. 2000"] * 2


def test_given_names_are_added_by_cite() -> None:
    """First the initial, then the whole given name, and only in cites that look alike."""
    options = 'disambiguate-add-givenname="true" givenname-disambiguation-rule="by-cite"'
    assert printed(options, {"author": people("Ann Smith")}, {"author": people("Bob Smith")}) == [
        "A. Smith 2000",
        "B. Smith 2000",
    ]
    assert printed(options, {"author": people("Ann Smith")}, {"author": people("Abe Smith")}) == [
        "Ann Smith 2000",
        "Abe Smith 2000",
    ]
    other_year = {"author": people("Bob Smith"), "issued": {"date-parts": [[1999]]}}
    assert printed(options, {"author": people("Ann Smith")}, other_year) == ["Smith 2000", "Smith 1999"]


@pytest.mark.parametrize(
    ("rule", "wanted"),
    [
        ("all-names", ["Jones, Ann Smith 2000", "Doe, Abe Smith 1999", "B. Smith 1998"]),
        ("all-names-with-initials", ["Jones, A. Smith 2000", "Doe, A. Smith 1999", "B. Smith 1998"]),
        ("primary-name", ["Jones, Smith 2000", "Doe, Smith 1999", "Smith 1998"]),
    ],
)
def test_rules_that_look_at_persons(rule: Any, wanted: Any) -> None:
    """Rules for all names show given names wherever two persons share a family name, also in cites that differ."""
    made = printed(
        f'disambiguate-add-givenname="true" givenname-disambiguation-rule="{rule}"',
        {"author": people("Bob Jones", "Ann Smith")},
        {"author": people("Carl Doe", "Abe Smith"), "issued": {"date-parts": [[1999]]}},
        {"author": people("Ben Smith"), "issued": {"date-parts": [[1998]]}},
    )
    assert made == wanted


def test_levels_know_initials_and_whole_names() -> None:
    """A shared initial asks for the whole name; a literal is never expanded."""
    levels = Levels("all-names")
    ann, abe, bob = (Person({"family": "Smith", "given": name}) for name in ("Ann", "Abe", "Bob"))
    levels.learn([ann, abe, bob, Person({"literal": "UN"})])

    options = NameOptions({}, {}, {"initialize-with": "."})
    assert levels.level(bob, 0, 0, options) == 1
    assert levels.level(ann, 0, 0, options) == 2
    assert levels.level(Person({"literal": "UN"}), 0, 0, options) == 0


def test_a_condition_is_tried_before_the_suffix() -> None:
    """disambiguate="true" prints its branch only where it is needed."""
    layout = f'{NAME_YEAR}<choose><if disambiguate="true"><text variable="title" prefix=", "/></if></choose>'
    smith = people("A Smith")
    items = (
        {"author": smith, "title": "T"},
        {"author": smith, "title": "U"},
        {"author": people("B Doe"), "title": "V"},
    )
    assert printed("", *items, layout=layout) == ["Smith 2000, T", "Smith 2000, U", "Doe 2000"]


def test_year_suffixes_follow_the_order_of_the_bibliography() -> None:
    """The first in the bibliography is a; suffixes print in both places, on the first year alone."""
    style = a_style(
        NAME_YEAR,
        citation='disambiguate-add-year-suffix="true"',
        kind="in-text",
        bibliography=f'<bibliography><sort><key variable="title"/></sort><layout>{NAME_YEAR}<text variable="title" prefix=" "/></layout></bibliography>',
    )
    smith = people("A Smith")
    engine = an_engine(style, {"author": smith, "title": "Z", **YEAR}, {"author": smith, "title": "A", **YEAR})
    assert notes(engine, a_cite("a"), a_cite("b")) == ["Smith 2000b", "Smith 2000a"]
    assert bibliography(engine) == ["Smith 2000a A", "Smith 2000b Z"]


def test_a_style_may_place_the_suffix_itself() -> None:
    """Where the style prints year-suffix, the date does not."""
    layout = NAME_YEAR + '<text variable="year-suffix" prefix="-"/>'
    item = {"author": people("A Smith")}
    assert printed('disambiguate-add-year-suffix="true"', item, item, layout=layout) == ["Smith 2000-a", "Smith 2000-b"]


@given(st.integers(1, 20_000))
def test_suffix_letters_count_in_base_26(number: Any) -> None:
    """No two numbers share letters, and z is followed by aa."""
    value = 0
    for char in suffix_letters(number):
        value = value * 26 + ord(char) - 96
    assert value == number


def test_shapes_have_keys() -> None:
    """Two shapes with the same decisions have the same key."""
    assert Shape((1,), ((0, 2),), 1, "a").key() == Shape((1,), ((0, 2),), 1, "a").key()
