"""The styles that ship: what their notes look like, and that no item breaks them or leaves a note empty."""

from functools import cache
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from briefgen.citation import Citation, CiteItem, Engine, Style
from briefgen.citation.variables import DATES, NAMES, NUMBERS
from tests.citation.build import DATA, a_cite, an_engine, bibliography, notes, shipped_locale, text

STYLES = sorted(file.stem for file in (DATA / "styles").glob("*.csl"))
LANGUAGES = ["ar", "de-DE", "en-GB", "en-US", "es-ES", "fa-IR", "fr-FR", "pt-BR"]
TYPES = [
    "speech",
    "webpage",
    "article-newspaper",
    "article-magazine",
    "article-journal",
    "report",
    "book",
    "chapter",
    "hearing",
    "legal_case",
    "interview",
    "post",
    "post-weblog",
    "manuscript",
    "collection",
    "broadcast",
    "motion_picture",
    "legislation",
    "bill",
    "treaty",
    "dataset",
    "map",
    "graphic",
    "document",
    "personal_communication",
    "standard",
    "event",
    "regulation",
    "thesis",
    "article",
    "unheard-of",
]

POMPEO = {
    "id": "a",
    "type": "speech",
    "title": "The Iran-al-Qa'ida Axis",
    "title-short": "Iran-al-Qa'ida Axis",
    "author": [{"family": "Pompeo", "given": "Michael R."}],
    "event-title": "Remarks at the National Press Club",
    "event-place": "Washington, DC",
    "issued": {"date-parts": [[2021, 1, 12]]},
    "URL": "https://2017-2021.state.gov/x",
    "archived-url": "https://web.archive.org/x",
    "archived-date": {"date-parts": [[2021, 1, 13]]},
    "descriptor": "Official statement; its evidence was not published",
}
NEWS = {
    "id": "b",
    "type": "article-newspaper",
    "title": "Al Qaeda’s No. 2, Accused in U.S. Embassy Attacks, Was Killed in Iran",
    "title-short": "Al Qaeda’s No. 2",
    "author": [{"family": name, "given": "A."} for name in ("Goldman", "Schmitt", "Fassihi", "Bergman")],
    "container-title": "New York Times",
    "issued": {"date-parts": [[2020, 11, 13]]},
    "status": "corrected",
}
IRNA = {
    "id": "c",
    "type": "webpage",
    "language": "fa",
    "title": "واکنش سخنگو",
    "title-transliterated": "Vākonesh-e sokhangu",
    "title-translated": "The spokesman's reaction",
    "publisher": "IRNA",
    "issued": {"literal": "24 Aban 1399 (14 November 2020)", "date-parts": [[2020, 11, 14]]},
    "URL": "https://irna.ir/x",
}
BOOK: dict[str, Any] = {
    "id": "d",
    "type": "book",
    "title": "A Book",
    "author": [{"family": f"Name{i}", "given": "X."} for i in range(7)],
    "publisher": "Knopf",
    "publisher-place": "New York",
    "issued": {"date-parts": [[1999]]},
}


@cache
def style(name: str) -> Style:
    return Style.parse((DATA / f"styles/{name}.csl").read_bytes(), file=f"{name}.csl")


def chicago(*items: Any) -> Engine:
    return an_engine(style("chicago-notes"), *items)


def test_chicago_prints_the_whole_once_and_then_short() -> None:
    """A first note is full, with address and archive copy; later ones name author, short title and locator."""
    engine = chicago(POMPEO, NEWS)
    assert notes(engine, a_cite("a", "3", "paragraph"), a_cite("a", "4-5", "paragraph"), a_cite("a", "12")) == [
        (
            "Michael R. Pompeo, “The Iran-al-Qa’ida Axis” (Remarks at the National Press Club, Washington, DC, "
            "12 January 2021), para. 3, https://2017-2021.state.gov/x [https://web.archive.org/x, captured 13 January 2021]."
        ),
        "Pompeo, “Iran-al-Qa’ida Axis,” paras. 4–5.",
        "Pompeo, “Iran-al-Qa’ida Axis,” 12.",
    ]


def test_chicago_never_says_ibid() -> None:
    """A note right behind the same work repeats the short form."""
    assert notes(chicago(NEWS), a_cite("b"), a_cite("b")) == [
        (
            "A. Goldman et al., “Al Qaeda’s No. 2, Accused in U.S. Embassy Attacks, Was Killed in Iran” [corrected], "
            "New York Times, 13 November 2020."
        ),
        "Goldman et al., “Al Qaeda’s No. 2” [corrected].",
    ]


def test_chicago_names_two_authors_and_shortens_three() -> None:
    """Two authors are named in a short note; of three the first."""
    two = {**BOOK, "author": BOOK["author"][:2]}
    three = {**BOOK, "author": BOOK["author"][:3]}
    assert notes(chicago(two), a_cite("d"), a_cite("d"))[1] == "Name0 and Name1, A Book."
    assert notes(chicago(three), a_cite("d"), a_cite("d"))[1] == "Name0 et al., A Book."


def test_chicago_prints_no_place_and_six_authors_in_the_bibliography() -> None:
    """Places of publication are dropped; six authors are named, of seven the first three."""
    assert bibliography(chicago(BOOK), "d") == ["Name0, X., X. Name1, X. Name2, et al. A Book. Knopf, 1999."]
    six = {**BOOK, "author": BOOK["author"][:6]}
    assert bibliography(chicago(six), "d")[0].startswith(
        "Name0, X., X. Name1, X. Name2, X. Name3, X. Name4, and X. Name5."
    )


def test_chicago_prints_titles_of_other_languages_with_their_brackets() -> None:
    """Transliteration and translation follow the title; a literal date prints as it is."""
    assert notes(chicago(IRNA), a_cite("c")) == [
        "“واکنش سخنگو” [Vākonesh-e sokhangu; The spokesman’s reaction], IRNA, 24 Aban 1399 (14 November 2020), https://irna.ir/x."
    ]


def test_addresses_are_links() -> None:
    """Address and archive copy are runs of their own, each with its link; so is a DOI with its stem."""
    (runs,) = chicago(POMPEO).notes([Citation((CiteItem("a"),), 1)])
    assert [(run.variable, run.link) for run in runs if run.link] == [
        ("URL", "https://2017-2021.state.gov/x"),
        ("archived-url", "https://web.archive.org/x"),
    ]
    (runs,) = chicago({"id": "a", "type": "article-journal", "title": "T", "DOI": "10.1/x"}).notes(
        [Citation((CiteItem("a"),), 1)]
    )
    assert [(run.text, run.link) for run in runs if run.link] == [("https://doi.org/10.1/x", "https://doi.org/10.1/x")]


def test_icd206_prints_the_descriptor_in_the_first_note_alone() -> None:
    """The source descriptor ends the first note; later notes have none."""
    first, later = notes(an_engine(style("icd206"), POMPEO), a_cite("a"), a_cite("a"))
    assert first.endswith("Source descriptor: Official statement; its evidence was not published.")
    assert later == "Pompeo; “Iran-al-Qa’ida Axis”; 12 January 2021."


def test_icd206_parts_works_by_full_stops() -> None:
    """Works of one note are sentences, since a descriptor is one; a full stop is never doubled."""
    told = {**POMPEO, "descriptor": "Official statement."}
    (both,) = notes(an_engine(style("icd206"), told, NEWS), (a_cite("a"), a_cite("b")))
    assert "Source descriptor: Official statement. A. Goldman et al.; 13 November 2020;" in both
    assert both.endswith("New York Times.")


def test_oscola_refers_back_by_number() -> None:
    """A later note points to the first one; ibid stands for the work just cited."""
    made = notes(
        an_engine(style("oscola"), POMPEO, BOOK), a_cite("a"), a_cite("a", "4", "paragraph"), a_cite("d"), a_cite("a")
    )
    assert made[1] == "ibid para 4."
    assert made[3] == "Pompeo (n 1)."
    assert style("oscola").shows_first_note
    assert not style("chicago-notes").shows_first_note


WORDS = st.text(max_size=20)
NAME = st.fixed_dictionaries(
    {}, optional=dict.fromkeys(("family", "given", "suffix", "literal", "dropping-particle"), WORDS)
)
DAY = st.lists(st.integers(-3000, 3000) | WORDS, max_size=4)
DATE = st.fixed_dictionaries(
    {},
    optional={
        "date-parts": st.lists(DAY, max_size=3),
        "literal": WORDS,
        "season": st.integers(0, 5) | WORDS,
        "circa": st.booleans(),
    },
)
ITEM = st.fixed_dictionaries(
    {"type": st.sampled_from(TYPES)},
    optional={
        **dict.fromkeys(sorted(DATES), DATE),
        **dict.fromkeys(sorted(NAMES), st.lists(NAME, max_size=4)),
        **dict.fromkeys(sorted(NUMBERS), WORDS | st.integers()),
        **dict.fromkeys(
            [
                "title",
                "title-short",
                "title-translated",
                "title-transliterated",
                "container-title",
                "publisher",
                "authority",
                "genre",
                "medium",
                "status",
                "descriptor",
                "URL",
                "DOI",
                "archived-url",
                "archive",
                "archive_location",
                "event-title",
                "event-place",
                "language",
            ],
            WORDS,
        ),
    },
)
CITE = st.builds(
    CiteItem, st.sampled_from("ab"), WORDS, st.sampled_from(["", "page", "paragraph", "section", "odd"]), WORDS, WORDS
)


@pytest.mark.parametrize("name", STYLES)
@settings(max_examples=30)
@given(data=st.data(), language=st.sampled_from(LANGUAGES))
def test_no_item_breaks_a_style_or_leaves_a_note_empty(name: Any, data: Any, language: Any) -> None:
    """Any items, cited in any way, give notes with words in them, and a bibliography, in every language."""
    items = {"a": data.draw(ITEM), "b": data.draw(ITEM)}
    cites = data.draw(st.lists(st.lists(CITE, min_size=1, max_size=3), min_size=1, max_size=4))
    engine = Engine(style(name), language, items, shipped_locale)
    made = engine.notes([Citation(tuple(group), number) for number, group in enumerate(cites, 1)])
    for runs in made:
        assert text(runs).strip()
        assert "CSL STYLE ERROR" not in text(runs)
    for _, runs in engine.bibliography():
        assert text(runs).strip()


@pytest.mark.parametrize("name", STYLES)
@pytest.mark.parametrize("kind", TYPES)
def test_every_type_prints_its_title(name: Any, kind: Any) -> None:
    """Whatever its type, a work with a title and a date prints both in the first note."""
    item = {"id": "a", "type": kind, "title": "The Title", "issued": {"date-parts": [[2020, 2, 3]]}}
    (first,) = notes(an_engine(style(name), item), a_cite("a"))
    assert "The Title" in first
    assert "2020" in first


BARE: list[dict[str, Any]] = [
    {},
    {"author": [{}]},
    {"editor": [{"literal": "UN"}]},
    {"genre": "Letter"},
    {"URL": "https://a.b"},
]


@pytest.mark.parametrize("name", STYLES)
def test_a_bare_work_still_has_words(name: str) -> None:
    """A work without title prints what else it has, or says that it is untitled, in first and later notes."""
    for kind in TYPES:
        for rest in BARE:
            engine = an_engine(style(name), {"id": "a", "type": kind, **rest}, {"id": "b", "type": kind, "title": "T"})
            for note in notes(engine, a_cite("a"), a_cite("b"), a_cite("a")):
                assert any(char.isalpha() for char in note), (kind, rest)
                assert "CSL STYLE ERROR" not in note, (kind, rest)


def test_engines_are_deterministic() -> None:
    """Two engines over the same input print the same runs."""
    citations = [Citation((CiteItem("a", "3"), CiteItem("b")), 1), Citation((CiteItem("a"),), 2)]
    items = {"a": POMPEO, "b": NEWS}
    made = [Engine(style("chicago-notes"), "en-US", items, shipped_locale).notes(citations) for _ in range(2)]
    assert made[0] == made[1]
