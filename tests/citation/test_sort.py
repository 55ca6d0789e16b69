"""Sorting: collation, empty values, keys of every kind, numbering."""

from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from briefgen.citation.sort import collation_key
from tests.citation.build import a_cite, a_style, an_engine, bibliography, notes


def a_bibliography(keys: str, layout: str = '<text variable="title"/>', options: str = "") -> str:
    return f"<bibliography {options}><sort>{keys}</sort><layout>{layout}</layout></bibliography>"


def test_letters_before_accents_before_case() -> None:
    """Accents and case only decide where the letters are the same."""
    words = ["zeta", "Älter", "alt", "Alt", "ål", "Ål", "été", "ete"]
    assert sorted(words, key=collation_key) == ["ål", "Ål", "alt", "Alt", "Älter", "ete", "été", "zeta"]


def test_marks_do_not_count() -> None:
    """Quotes, brackets and commas are ignored; hyphens part words."""
    assert collation_key("“[F]linders,”")[0] == "flinders"
    assert collation_key("al-Masri")[0] == "al masri"


@given(st.text(max_size=20), st.text(max_size=20))
def test_the_order_is_total(left: Any, right: Any) -> None:
    """Two texts have the same key only if they are equal but for case variants of the same letters."""
    assert (collation_key(left) == collation_key(right)) <= (left.casefold() == right.casefold())


def test_keys_of_every_kind() -> None:
    """Titles, names, dates and numbers sort each in its own way; macros too."""
    items = (
        {"title": "Beta", "author": [{"family": "Zed"}], "issued": {"date-parts": [[2020]]}, "volume": "10"},
        {"title": "alpha", "author": [{"family": "young"}], "issued": {"date-parts": [[1999, 5]]}, "volume": "9"},
        {"title": "Gamma", "volume": "100"},
    )
    macro = '<macro name="m"><names variable="author"/><date variable="issued" form="text"/></macro>'
    for key, wanted in (
        ('<key variable="title"/>', ["alpha", "Beta", "Gamma"]),
        ('<key variable="title" sort="descending"/>', ["Gamma", "Beta", "alpha"]),
        ('<key variable="author"/>', ["alpha", "Beta", "Gamma"]),
        ('<key variable="issued" sort="descending"/>', ["Beta", "alpha", "Gamma"]),
        ('<key variable="volume"/>', ["alpha", "Beta", "Gamma"]),
        ('<key macro="m"/>', ["alpha", "Beta", "Gamma"]),
    ):
        style = a_style("", macros=macro, bibliography=a_bibliography(key))
        assert bibliography(an_engine(style, *items), "a", "b", "c") == wanted


def test_markup_does_not_sort() -> None:
    """Tags of a field do not count as letters."""
    items = ({"title": "<i>B</i>"}, {"title": "A"}, {"title": '<span class="nocase">c</span>'})
    style = a_style("", bibliography=a_bibliography('<key variable="title"/>'))
    assert bibliography(an_engine(style, *items, markup=True), "a", "b", "c") == ["A", "B", "c"]


def test_empty_values_come_last_in_both_directions() -> None:
    """A work without the value stands at the end."""
    items = ({"title": "none"}, {"title": "x", "volume": "1"}, {"title": "y", "volume": "2"})
    for direction, wanted in (("ascending", ["x", "y", "none"]), ("descending", ["y", "x", "none"])):
        style = a_style("", bibliography=a_bibliography(f'<key variable="volume" sort="{direction}"/>'))
        assert bibliography(an_engine(style, *items), "a", "b", "c") == wanted


def test_numbers_follow_the_bibliography() -> None:
    """Citation numbers count the sorted entries; a bibliography sorted by number keeps the order of citation."""
    items = ({"title": "B"}, {"title": "A"})
    number = '<text variable="citation-number"/>'
    entry = '<text variable="citation-number" suffix=" "/><text variable="title"/>'
    style = a_style(number, bibliography=a_bibliography('<key variable="title"/>', entry))
    engine = an_engine(style, *items)
    assert notes(engine, a_cite("a"), a_cite("b")) == ["2", "1"]
    assert bibliography(engine) == ["1 A", "2 B"]
    backwards = a_style(
        number, bibliography=a_bibliography('<key variable="citation-number" sort="descending"/>', entry)
    )
    engine = an_engine(backwards, *items)
    assert notes(engine, a_cite("a"), a_cite("b")) == ["1", "2"]
    assert bibliography(engine) == ["2 A", "1 B"]


def test_limits_of_a_key_rule_only_while_sorting() -> None:
    """names-min and names-use-first of a key cut names for the comparison alone."""
    ann, bob, cat = ({"family": name} for name in ("Ann", "Bob", "Cat"))
    items = (
        {"author": [ann, cat], "title": "1", "issued": {"date-parts": [[2001]]}},
        {"author": [ann, bob], "title": "2", "issued": {"date-parts": [[2002]]}},
    )
    layout = '<names variable="author"><name form="short"/></names>'
    keys = '<key variable="author" names-min="2" names-use-first="1"/><key variable="issued"/>'
    style = a_style("", bibliography=a_bibliography(keys, layout))
    assert bibliography(an_engine(style, *items), "a", "b") == ["Ann, Cat", "Ann, Bob"]


def test_cites_of_one_note_are_sorted() -> None:
    """A sorted citation prints its works in the order of its keys, and runs keep the typed index."""
    from briefgen.citation import Citation

    style = a_style(
        '<text variable="title"/>', sort='<sort><key variable="title"/></sort>', attributes='delimiter="; "'
    )
    engine = an_engine(style, {"title": "B"}, {"title": "A"})
    (runs,) = engine.notes([Citation((a_cite("a"), a_cite("b")), 1)])
    assert [(run.text, run.cite) for run in runs] == [("A", 1), ("; ", -1), ("B", 0)]
