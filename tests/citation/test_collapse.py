"""Cite grouping and collapsing."""

from typing import Any

import pytest

from tests.citation.build import a_cite, a_style, an_engine, notes

AUTHOR_YEAR = (
    '<group delimiter=" "><names variable="author"><name form="short"/></names>'
    '<date variable="issued" form="text" date-parts="year"/></group><text variable="locator" prefix=", "/>'
)


def work(name: str, year: int) -> Any:
    return {"author": [{"family": name}], "issued": {"date-parts": [[year]]}}


def printed(
    citation: str, items: Any, cites: Any = None, attributes: str = 'delimiter="; "', layout: str = AUTHOR_YEAR
) -> str:
    engine = an_engine(a_style(layout, citation=citation, kind="in-text", attributes=attributes), *items)
    return notes(engine, tuple(cites or (a_cite("abcdefgh"[i]) for i in range(len(items)))))[0]


DOE = [work("Doe", 1999), work("Roe", 2000), work("Doe", 2001)]
SAME = [work("Doe", 2000)] * 4 + [work("Doe", 2001)]


@pytest.mark.parametrize(
    ("citation", "items", "wanted"),
    [
        ("", DOE, "Doe 1999; Roe 2000; Doe 2001"),
        ('cite-group-delimiter=", "', DOE, "Doe 1999, Doe 2001; Roe 2000"),
        ('collapse="year"', DOE, "Doe 1999, 2001; Roe 2000"),
        ('collapse="year" cite-group-delimiter=" + "', DOE, "Doe 1999 + 2001; Roe 2000"),
        ('collapse="year" after-collapse-delimiter=" / "', DOE, "Doe 1999, 2001 / Roe 2000"),
        (
            'collapse="year" disambiguate-add-year-suffix="true"',
            SAME,
            "Doe 2000a, 2000b, 2000c, 2000d, 2001",
        ),
        (
            'collapse="year-suffix" year-suffix-delimiter="," disambiguate-add-year-suffix="true"',
            SAME,
            "Doe 2000a,b,c,d, 2001",
        ),
        (
            'collapse="year-suffix-ranged" year-suffix-delimiter="," disambiguate-add-year-suffix="true"',
            SAME,
            "Doe 2000a–d, 2001",
        ),
    ],
)
def test_years_of_one_author(citation: Any, items: Any, wanted: Any) -> None:
    """Works of one author share his name as far as the style wants."""
    assert printed(citation, items) == wanted


def test_ranges_of_suffixes_break_where_letters_miss() -> None:
    """a, c, d is no range of four."""
    options = 'collapse="year-suffix-ranged" year-suffix-delimiter="," disambiguate-add-year-suffix="true"'
    style = a_style(AUTHOR_YEAR, citation=options, kind="in-text", attributes='delimiter="; "')
    engine = an_engine(style, *SAME)
    engine.enlist("abcde")
    assert notes(engine, (a_cite("a"), a_cite("c"), a_cite("d"), a_cite("e"))) == ["Doe 2000a,c,d, 2001"]


def test_a_locator_or_a_prefix_stands_in_the_way() -> None:
    """Behind a locator the next year is set off as the layout says; a cite with a prefix is whole."""
    items = [work("Doe", 1999), work("Doe", 2001), work("Doe", 2003)]
    cites = (a_cite("a", "5"), a_cite("b"), a_cite("c", prefix="see "))
    assert printed('collapse="year"', items, cites) == "Doe 1999, 5; 2001, see Doe 2003"


NUMBER = (
    '<group delimiter=" "><text variable="citation-number" prefix="[" suffix="]"/><text variable="locator"/></group>'
)


@pytest.mark.parametrize(
    ("cites", "wanted"),
    [
        ("abc", "[1]–[3]"),
        ("ab", "[1], [2]"),
        ("abcef", "[1]–[3]; [5], [6]"),
        ("acb", "[1], [3], [2]"),
    ],
)
def test_numbers_become_ranges(cites: Any, wanted: Any) -> None:
    """Three numbers in a row make a range; two do not."""
    items = [{"title": name} for name in "abcdef"]
    style = a_style(
        NUMBER, citation='collapse="citation-number" after-collapse-delimiter="; "', attributes='delimiter=", "'
    )
    engine = an_engine(style, *items)
    engine.enlist("abcdef")
    assert notes(engine, tuple(a_cite(name) for name in cites)) == [wanted]


def test_a_number_with_a_locator_is_in_no_range() -> None:
    """Numbers with locators stay apart."""
    style = a_style(NUMBER, citation='collapse="citation-number"', attributes='delimiter=", "')
    engine = an_engine(style, *[{"title": name} for name in "abc"])
    assert notes(engine, (a_cite("a"), a_cite("b", "7"), a_cite("c"))) == ["[1], [2] 7, [3]"]


def test_marks_typed_around_a_cite_replace_the_delimiter() -> None:
    """A prefix that begins with a mark, and a suffix that ends with one, bring their own delimiter."""
    style = a_style('<text variable="title"/>', attributes='delimiter="; "')
    engine = an_engine(style, {"title": "A"}, {"title": "B"})
    assert notes(engine, (a_cite("a"), a_cite("b", prefix=", but see"))) == ["A, but see B"]
    assert notes(engine, (a_cite("a", suffix=" says this,"), a_cite("b"))) == ["A says this, B"]
