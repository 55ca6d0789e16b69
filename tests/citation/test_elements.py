"""Rendering elements: groups, conditions, numbers, labels, terms, affixes."""

from typing import Any

import pytest

from tests.citation.build import a_cite, a_style, an_engine, bibliography, notes


def printed(layout: str, item: Any = None, cite: Any = None, **options: Any) -> str:
    return notes(an_engine(a_style(layout, **options), item or {"title": "T", "type": "book"}), cite or a_cite())[0]


@pytest.mark.parametrize(
    ("layout", "wanted"),
    [
        ('<text value="a"/><group delimiter=", "><text variable="title"/><text variable="genre"/></group>', "aT"),
        ('<text value="a"/><group prefix="("><text term="and"/><text variable="genre"/></group>', "a"),
        ('<text value="a"/><group><text term="and"/></group>', "aand"),
        ('<text value="a"/><group><text variable="genre"/><group><text value="b"/></group></group>', "ab"),
        ('<text value="a"/><group><group><text variable="genre"/><text value="x"/></group></group>', "a"),
        (
            '<group delimiter="-"><choose><if type="book"><text value="a"/><text value="b"/></if></choose><text value="c"/></group>',
            "a-b-c",
        ),
        ('<text variable="title" prefix="(" suffix=")" quotes="true"/>', "(“T”)"),
        ('<text value="Ph.D." strip-periods="true" suffix="."/>', "PhD."),
        ('<text value="don\'t"/>', "don’t"),
        ('<text value="x"/><text value=""/>', "x"),
        ('<text variable="title" text-case="lowercase"/>', "t"),
        ('<text value="x"/><text term="page" form="short" plural="true"/>', "xpp."),
        ('<text value="x"/><text term="no such term"/>', "x"),
        ('<text value="x"/><choose><if type="book"/></choose>', "x"),
    ],
)
def test_groups_and_texts(layout: Any, wanted: Any) -> None:
    """A group goes when all its variables are empty; delimiters stand between what was printed."""
    assert printed(layout) == wanted


@pytest.mark.parametrize(
    ("condition", "holds"),
    [
        ('type="book"', True),
        ('type="article book" match="any"', True),
        ('type="article book"', False),
        ('type="article" match="none"', True),
        ('variable="title"', True),
        ('variable="title genre" match="all"', False),
        ('variable="issued"', True),
        ('variable="accessed"', False),
        ('variable="locator"', True),
        ('variable="title-short"', False),
        ('variable="page-first"', True),
        ('is-numeric="volume"', True),
        ('is-numeric="title"', False),
        ('is-numeric="issued"', False),
        ('is-uncertain-date="issued"', True),
        ('is-uncertain-date="accessed"', False),
        ('locator="paragraph"', True),
        ('locator="page"', False),
        ('position="first"', True),
        ('position="nowhere"', False),
        ('disambiguate="true"', False),
        ('disambiguate="false"', True),
        ('match="any"', True),
    ],
)
def test_conditions(condition: Any, holds: Any) -> None:
    """Every test of <choose> answers for the cite in hand."""
    item = {
        "type": "book",
        "title": "T",
        "volume": "2",
        "page": "3-9",
        "issued": {"date-parts": [[2000]], "circa": True},
    }
    layout = f'<choose><if {condition}><text value="yes"/></if><else><text value="no"/></else></choose>'
    assert printed(layout, item, a_cite(locator="3", label="paragraph")) == ("yes" if holds else "no")


def test_positions_do_not_hold_in_a_bibliography() -> None:
    """An entry has no position."""
    entry = '<choose><if position="first"><text value="1"/></if><else><text variable="title"/></else></choose>'
    style = a_style("", bibliography=f"<bibliography><layout>{entry}</layout></bibliography>")
    assert bibliography(an_engine(style, {"title": "T"}), "a") == ["T"]


@pytest.mark.parametrize(
    ("layout", "item", "wanted"),
    [
        ('<number variable="edition" form="ordinal"/>', {"edition": "2"}, "2nd"),
        ('<number variable="edition" form="long-ordinal"/>', {"edition": 2}, "second"),
        ('<number variable="edition" form="roman" text-case="uppercase"/>', {"edition": "4"}, "IV"),
        ('<number variable="edition"/>', {"edition": "revised"}, "revised"),
        ('<text variable="volume"/>', {"volume": "1-3"}, "1–3"),
        ('<text variable="volume"/>', {"volume": 3.0}, "3"),
        ('<text variable="volume"/>', {"volume": 2.5}, "2.5"),
        ('<text variable="number"/>', {"number": "116-2"}, "116-2"),
        ('<text variable="page"/>', {"page": "12-14"}, "12–14"),
        ('<text variable="page-first"/>', {"page": "12-14"}, "12"),
        ('<text variable="page-first"/>', {"page-first": "7", "page": "12-14"}, "7"),
        ('<text variable="title" form="short"/>', {"title": "Long", "title-short": "S"}, "S"),
        ('<text variable="title" form="short"/>', {"title": "Long", "shortTitle": "S"}, "S"),
        ('<text variable="title" form="short"/>', {"title": "Long"}, "Long"),
        (
            '<text variable="container-title" form="short"/>',
            {"container-title": "Journal", "journalAbbreviation": "J."},
            "J.",
        ),
        ('<text variable="container-title" form="short"/>', {"container-title": "Journal"}, "Journal"),
        ('<text variable="container-title-short"/>', {"container-title-short": "J."}, "J."),
        ('<text variable="authority" form="short"/>', {"authority": "Court", "authority-short": "Ct"}, "Ct"),
        ('<text variable="URL"/>', {"URL": 'https://a.b/it\'s?q="x"'}, 'https://a.b/it\'s?q="x"'),
        (
            '<text variable="citation-label"/>',
            {"author": [{"family": "Masri"}], "issued": {"date-parts": [[2020]]}},
            "Masr20",
        ),
        ('<text variable="citation-label"/>', {"title": "No author"}, "Noau0000"),
        ('<text variable="citation-label"/>', {"citation-label": "X1"}, "X1"),
        ('<label variable="page" form="short" suffix=" "/><text variable="page"/>', {"page": "3, 5"}, "pp. 3, 5"),
        ('<label variable="number-of-pages"/>', {"number-of-pages": "12"}, "pages"),
        ('<label variable="number-of-volumes" form="short"/>', {"number-of-volumes": "1"}, "vol."),
        ('<label variable="page" plural="always"/>', {"page": "3"}, "pages"),
        ('<text value="x"/><label variable="page"/>', {"title": "T"}, "x"),
        ('<text value="x"/><text variable="title"/>', {"title": ["no", "text"]}, "x"),
        ('<text value="x"/><number variable="edition"/>', {"title": True}, "x"),
        ('<text variable="DOI" prefix="https://doi.org/"/>', {"DOI": "10.1/x"}, "https://doi.org/10.1/x"),
    ],
)
def test_variables_numbers_and_labels(layout: Any, item: Any, wanted: Any) -> None:
    """Each variable prints in its form, with what the engine knows of it."""
    assert printed(layout, item) == wanted


@pytest.mark.parametrize(
    ("locator", "label", "wanted"),
    [
        ("12", "page", "p. 12"),
        ("12-14", "page", "pp. 12–14"),
        ("3", "section", "sec. 3"),
        ("3", "paragraph", "para. 3"),
        ("3 & 4", "paragraph", "paras. 3 & 4"),
        ("vol. 1, fol. 186", "", "vol. 1, fol. 186"),
        ("x-y", "note", "n. x-y"),
    ],
)
def test_locators_and_their_labels(locator: Any, label: Any, wanted: Any) -> None:
    """The label of a locator follows its kind and number."""
    layout = '<group delimiter=" "><label variable="locator" form="short"/><text variable="locator"/></group>'
    assert printed(layout, cite=a_cite("a", locator, label)) == wanted


def test_a_symbol_label() -> None:
    """A section may be printed with its sign."""
    layout = '<label variable="locator" form="symbol"/><number variable="locator"/>'
    assert printed(layout, cite=a_cite("a", "3-4", "section")) == "§§3–4"


@pytest.mark.parametrize(
    ("rule", "wanted"),
    [
        ("complete-all", ["Doe, Roe. 1", "--. 2", "Doe, Poe. 3"]),
        ("complete-each", ["Doe, Roe. 1", "--, --. 2", "Doe, Poe. 3"]),
        ("partial-each", ["Doe, Roe. 1", "--, --. 2", "--, Poe. 3"]),
        ("partial-first", ["Doe, Roe. 1", "--, Roe. 2", "--, Poe. 3"]),
    ],
)
def test_repeated_authors_are_replaced(rule: Any, wanted: Any) -> None:
    """The four rules of subsequent-author-substitute."""
    entry = (
        '<group delimiter=". "><names variable="author"><name form="short"/></names><text variable="title"/></group>'
    )
    options = f'subsequent-author-substitute="--" subsequent-author-substitute-rule="{rule}"'
    style = a_style("", bibliography=f"<bibliography {options}><layout>{entry}</layout></bibliography>")
    doe, roe, poe = ({"family": name} for name in ("Doe", "Roe", "Poe"))
    items = (
        {"author": [doe, roe], "title": "1"},
        {"author": [doe, roe], "title": "2"},
        {"author": [doe, poe], "title": "3"},
    )
    assert bibliography(an_engine(style, *items), "a", "b", "c") == wanted


def test_a_repeated_title_in_place_of_an_author_is_replaced_too() -> None:
    """What stands for the names counts as the names; labels stay."""
    entry = (
        '<names variable="author"><name form="short"/><label form="short" prefix=" "/><substitute><names variable="editor"/>'
        '<text variable="title"/></substitute></names>'
    )
    options = 'subsequent-author-substitute="--"'
    style = a_style("", bibliography=f"<bibliography {options}><layout>{entry}</layout></bibliography>")
    doe = [{"family": "Doe"}]
    items = ({"title": "T"}, {"title": "T"}, {"editor": doe}, {"editor": doe})
    assert bibliography(an_engine(style, *items), *"abcd") == ["T", "--", "Doe ed.", "-- ed."]
