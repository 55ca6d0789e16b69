"""Names: forms, order, particles, initials, et al., labels, substitutes."""

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from briefgen.citation.person import Person, initials, stands_apart, tidy_initials
from tests.citation.build import a_cite, a_style, an_engine, notes

ANN = {"family": "Smith", "given": "Ann Mary"}
BOB = {"family": "Jones", "given": "Bob"}
CAT = {"family": "de la Cruz", "given": "Cat"}
DEE = {"family": "Brown", "given": "Dee"}


def printed(
    people: Any, *, name: str = "<name/>", rest: str = "", attributes: str = "", options: str = "", **item: Any
) -> str:
    style = a_style(f'<names variable="author" {attributes}>{name}{rest}</names>', options=options)
    return notes(an_engine(style, {"author": people, **item}), a_cite())[0]


@pytest.mark.parametrize(
    ("name", "people", "wanted"),
    [
        ("<name/>", [ANN, BOB], "Ann Mary Smith, Bob Jones"),
        ('<name and="text"/>', [ANN, BOB], "Ann Mary Smith and Bob Jones"),
        ('<name and="text"/>', [ANN, BOB, DEE], "Ann Mary Smith, Bob Jones, and Dee Brown"),
        (
            '<name and="symbol" delimiter-precedes-last="never"/>',
            [ANN, BOB, DEE],
            "Ann Mary Smith, Bob Jones & Dee Brown",
        ),
        ('<name and="text" delimiter-precedes-last="always"/>', [ANN, BOB], "Ann Mary Smith, and Bob Jones"),
        (
            '<name and="text" name-as-sort-order="first" delimiter-precedes-last="after-inverted-name"/>',
            [ANN, BOB],
            "Smith, Ann Mary, and Bob Jones",
        ),
        ('<name form="short"/>', [ANN, CAT], "Smith, de la Cruz"),
        ('<name initialize-with="."/>', [ANN], "A.M. Smith"),
        ('<name initialize-with=". " name-as-sort-order="all"/>', [ANN], "Smith, A. M."),
        ('<name form="count"/>', [ANN, BOB], "2"),
        ('<name et-al-min="3" et-al-use-first="1"/>', [ANN, BOB, DEE], "Ann Mary Smith et al."),
        ('<name et-al-min="3" et-al-use-first="2"/>', [ANN, BOB, DEE], "Ann Mary Smith, Bob Jones, et al."),
        (
            '<name et-al-min="3" et-al-use-first="1" delimiter-precedes-et-al="always"/>',
            [ANN, BOB, DEE],
            "Ann Mary Smith, et al.",
        ),
        (
            '<name et-al-min="3" et-al-use-first="1" et-al-use-last="true"/>',
            [ANN, BOB, CAT, DEE],
            "Ann Mary Smith, … Dee Brown",
        ),
        ('<name et-al-min="3"/>', [ANN, BOB, DEE], "Ann Mary Smith, Bob Jones, Dee Brown"),
        ('<name form="short"/><et-al term="and others"/>', [ANN], "Smith"),
        ('<name><name-part name="family" text-case="uppercase"/></name>', [ANN], "Ann Mary SMITH"),
        ('<name><name-part name="family" prefix="(" suffix=")"/></name>', [CAT], "Cat (de la Cruz)"),
        (
            '<name name-as-sort-order="all"><name-part name="given" prefix="[" suffix="]"/></name>',
            [ANN],
            "Smith, [Ann Mary]",
        ),
    ],
)
def test_a_list_of_names(name: Any, people: Any, wanted: Any) -> None:
    """Order, conjunction, delimiters and et al. follow the attributes of <name>."""
    assert printed(people, name=name) == wanted


@pytest.mark.parametrize(
    ("person", "display", "inverted", "short"),
    [
        (
            {"family": "al-Masri", "given": "Abu Muhammad"},
            "Abu Muhammad al-Masri",
            "al-Masri, Abu Muhammad",
            "al-Masri",
        ),
        ({"family": "d'Aubignac", "given": "F"}, "F d’Aubignac", "d’Aubignac, F", "d’Aubignac"),
        ({"family": "Humboldt", "given": "W. von"}, "W. von Humboldt", "Humboldt, W. von", "Humboldt"),
        ({"family": "Aubignac", "given": "F, abbé d'"}, "F, abbé d’Aubignac", "Aubignac, F, abbé d’", "Aubignac"),
        ({"family": "King", "given": "M.", "suffix": "Jr."}, "M. King Jr.", "King, M., Jr.", "King"),
        ({"family": "Doe", "given": "J.,! Jr."}, "J. Doe, Jr.", "Doe, J., Jr.", "Doe"),
        ({"family": "毛", "given": "泽东"}, "毛泽东", "毛泽东", "毛"),
        ({"literal": "Central Intelligence Agency"}, *["Central Intelligence Agency"] * 3),
        ({"family": "Agency", "isInstitution": True}, *["Agency"] * 3),
        ({"given": "Voltaire"}, *["Voltaire"] * 3),
        ({"family": '"van Dyke Ltd"'}, *["van Dyke Ltd"] * 3),
        ({"family": "lower", "given": "k."}, "k. lower", "lower, k.", "lower"),
    ],
)
def test_one_name_in_every_order(person: Any, display: Any, inverted: Any, short: Any) -> None:
    """Particles, suffixes, literals and Eastern names stand where they belong."""
    never = 'demote-non-dropping-particle="never"'
    assert printed([person], options=never) == display
    assert printed([person], name='<name name-as-sort-order="all"/>', options=never) == inverted
    assert printed([person], name='<name form="short"/>', options=never) == short


def test_names_can_be_kept_from_being_parsed() -> None:
    """With parse-names false a particle stays part of the family name."""
    name = {"family": "de Gaulle", "given": "C.", "parse-names": False}
    assert printed([name], name='<name name-as-sort-order="all"/>') == "de Gaulle, C."


def test_a_demoted_particle_stands_behind() -> None:
    """With display-and-sort the particle goes behind the given name in sort order."""
    demoted = 'demote-non-dropping-particle="display-and-sort"'
    assert printed([CAT], name='<name name-as-sort-order="all"/>', options=demoted) == "Cruz, Cat de la"


@pytest.mark.parametrize(
    ("given", "mark", "wanted"),
    [
        ("John Ronald", ".", "J.R."),
        ("Jean-Luc", ".", "J.-L."),
        ("Jean-Luc", "", "J-L"),
        ("M.E", " ", "M E"),
        ("Ph.M.E.", ".", "Ph.M.E."),
        ("TSerendorjiin", ".", "Ts."),
        ("John de", ". ", "J. de"),
        ("<b>John</b> Q.", ". ", "<b>J.</b> Q."),
        ("", ".", ""),
        (". -", ".", ""),
    ],
)
def test_initials(given: Any, mark: Any, wanted: Any) -> None:
    """Given names shrink to initials; abbreviations stay whole; markup goes around the initial."""
    assert initials(given, mark, hyphen=True) == wanted


def test_initials_without_hyphen_and_tidied_ones() -> None:
    """Hyphens can be left out; with initialize="false" only typed initials are tidied."""
    assert initials("Jean-Luc", ".", hyphen=False) == "J.L."
    assert tidy_initials("John M.E.", " ") == "John M E"
    assert printed([ANN], name='<name initialize-with="." initialize="false"/>') == "Ann Mary Smith"


def test_labels_before_and_after_in_both_numbers() -> None:
    """A label is plural when there are several names; its place follows the XML."""
    style = '<name/><label form="short" prefix=", "/>'
    layout = f'<names variable="editor">{style}</names>'
    engine = an_engine(a_style(layout), {"editor": [ANN]}, {"editor": [ANN, BOB]})
    assert notes(engine, a_cite("a"), a_cite("b")) == ["Ann Mary Smith, ed.", "Ann Mary Smith, Bob Jones, eds."]
    before = a_style(
        '<names variable="translator"><label form="verb" suffix=" " text-case="capitalize-first"/><name/></names>'
    )
    assert notes(an_engine(before, {"translator": [BOB]}), a_cite()) == ["Translated by Bob Jones"]
    always = a_style('<names variable="editor"><name/><label plural="always" prefix=" "/></names>')
    assert notes(an_engine(always, {"editor": [BOB]}), a_cite()) == ["Bob Jones editors"]


def test_editor_and_translator_of_the_same_name_join() -> None:
    """One person in both roles prints once, with the term for both; two persons print apart."""
    layout = '<names variable="editor translator" delimiter="; "><name/><label form="verb-short" prefix=", "/></names>'
    engine = an_engine(a_style(layout), {"editor": [BOB], "translator": [BOB]}, {"editor": [BOB], "translator": [ANN]})
    together, apart = notes(engine, a_cite("a"), a_cite("b"))
    assert together.count("Bob") == 1
    assert apart == "Bob Jones, ed. by; Ann Mary Smith, trans. by"


def test_a_substitute_takes_over_and_its_variable_is_not_printed_again() -> None:
    """Where there is no author the title stands for him, once."""
    layout = (
        '<group delimiter=". "><names variable="author"><name/><substitute><names variable="editor"/>'
        '<text variable="title"/></substitute></names><text variable="title"/></group>'
    )
    items = ({"title": "T"}, {"title": "T", "editor": [BOB]}, {"title": "T", "author": [ANN], "editor": [BOB]})
    assert notes(an_engine(a_style(layout), *items), a_cite("a"), a_cite("b"), a_cite("c")) == [
        "T",
        "Bob Jones. T",
        "Ann Mary Smith. T",
    ]


def test_subsequent_cites_have_their_own_et_al() -> None:
    """et-al-subsequent-* rule where the work was cited before."""
    layout = '<names variable="author"><name form="short"/></names>'
    citation = 'et-al-min="4" et-al-use-first="1" et-al-subsequent-min="2" et-al-subsequent-use-first="1"'
    engine = an_engine(a_style(layout, citation=citation), {"author": [ANN, BOB]})
    assert notes(engine, a_cite(), a_cite()) == ["Smith, Jones", "Smith et al."]


def test_spaces_around_terms_follow_the_script() -> None:
    """Chinese terms and the Hebrew "and" are not set off as Western ones are."""
    assert stands_apart("and")
    assert stands_apart("و")
    assert not stands_apart("等")
    assert not stands_apart("ו")
    hebrew = '<locale><terms><term name="and">ו</term></terms></locale>'
    style = a_style('<names variable="author"><name and="text" form="short"/></names>', macros=hebrew)
    assert notes(an_engine(style, {"author": [ANN, BOB]}), a_cite()) == ["Smith וJones"]


def test_markup_in_a_monstrous_name_costs_no_time() -> None:
    """A given name of ten thousand tags is no name, and is not searched for pairs."""
    monster = "<i>" * 10_000
    assert initials(monster, ".", hyphen=True) == "<."


@given(st.dictionaries(st.sampled_from(["family", "given", "suffix", "literal"]), st.text(max_size=30), max_size=4))
def test_any_name_is_a_person(name: Any) -> None:
    """No text in a name breaks its parts apart so that letters vanish from the family name."""
    person = Person(name)
    if name.get("family") and not name.get("literal"):
        kept = (person.non_dropping + person.family).replace(" ", "")
        assert kept == name["family"].replace(" ", "") or '"' in name["family"]
    assert isinstance(initials(person.given, ".", hyphen=True), str)
