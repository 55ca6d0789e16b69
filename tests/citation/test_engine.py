"""The door: notes, bibliography, affixes of cites, markup, languages, what is missing."""

import subprocess
import sys
from typing import Any

import pytest

import briefgen.citation
from briefgen.citation import BOLD, ITALIC, Citation, CiteItem, Engine
from tests.citation.build import a_cite, a_style, an_engine, bibliography, notes, shipped_locale, text

TITLE = a_style('<text variable="title"/>', attributes='prefix="(" suffix=")." delimiter="; "')


def test_the_door_opens_lazily() -> None:
    """Importing the room loads none of its modules; unknown names are refused."""
    code = "import sys, briefgen.citation; print([m for m in sys.modules if m.startswith('briefgen.citation.')])"
    assert (
        subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout.strip() == "[]"
    )
    assert all(getattr(briefgen.citation, name) is not None for name in briefgen.citation.__all__)
    with pytest.raises(AttributeError):
        _ = briefgen.citation.nothing


def test_layout_affixes_and_delimiters_belong_to_no_cite() -> None:
    """Runs of a cite carry its index; what the layout adds carries -1."""
    (runs,) = an_engine(TITLE, {"title": "A"}, {"title": "B"}).notes([Citation((CiteItem("a"), CiteItem("b")), 1)])
    assert [(run.text, run.cite) for run in runs] == [("(", -1), ("A", 0), ("; ", -1), ("B", 1), (").", -1)]


@pytest.mark.parametrize(
    ("prefix", "suffix", "wanted"),
    [
        ("see", "", "(see T)."),
        ("see ", "", "(see T)."),
        ("", ", further words", "(T, further words)."),
        ("", "quoted", "(T quoted)."),
        ("compare ‘x’", "(2nd)", "(compare ‘x’ T (2nd))."),
        ("(", "", "((T)."),
    ],
)
def test_affixes_of_a_cite_are_set_off_by_a_space(prefix: Any, suffix: Any, wanted: Any) -> None:
    """A word typed before or behind a cite never touches it; marks do."""
    assert notes(an_engine(TITLE, {"title": "T"}), a_cite(prefix=prefix, suffix=suffix)) == [wanted]


def test_tags_in_a_title_are_text_unless_markup_is_wanted() -> None:
    """Records hold no markup; CSL-JSON of other programs may."""
    item = {"title": "<i>E. coli</i> & <b>co</b>"}
    (plain,) = an_engine(TITLE, item).notes([Citation((CiteItem("a"),), 1)])
    assert text(plain) == "(<i>E. coli</i> & <b>co</b>)."
    (marked,) = an_engine(TITLE, item, markup=True).notes([Citation((CiteItem("a"),), 1)])
    assert [(run.text, run.format) for run in marked][1:4] == [("E. coli", ITALIC), (" & ", 0), ("co", BOLD)]


def test_the_style_wins_over_the_language_of_the_brief() -> None:
    """A default-locale is the style's own choice."""
    style = a_style('<text term="and"/>', options='default-locale="de-DE"')
    assert notes(an_engine(style, {"title": "T"}, language="fr-FR"), a_cite()) == ["Und"]
    assert notes(an_engine(a_style('<text term="and"/>'), {"title": "T"}, language="fr-FR"), a_cite()) == ["Et"]
    assert notes(an_engine(a_style('<text term="and"/>'), {"title": "T"}, language=""), a_cite()) == ["And"]


def test_title_case_is_for_english_items() -> None:
    """The language of the item decides, else that of the brief."""
    style = a_style('<text variable="title" text-case="title"/>')
    items = (
        {"title": "das alte haus", "language": "de"},
        {"title": "the old house"},
        {"title": "an old house", "language": "en-GB"},
    )
    assert notes(an_engine(style, *items), *(a_cite(name) for name in "abc")) == [
        "das alte haus",
        "The Old House",
        "An Old House",
    ]
    assert notes(an_engine(style, *items, language="de-DE"), a_cite("b")) == ["the old house"]


def test_a_field_of_several_lines_is_set_as_one() -> None:
    """Line breaks of a record are spaces in a note."""
    assert notes(an_engine(TITLE, {"title": "One\n\n two"}), a_cite()) == ["(One two)."]


def test_turkish_capitals() -> None:
    """An i becomes a dotted capital in Turkish."""
    style = a_style('<text variable="title" text-case="uppercase"/>')
    assert notes(an_engine(style, {"title": "iki", "language": "tr"}), a_cite()) == ["İKİ"]


def test_a_note_that_prints_nothing_says_so() -> None:
    """Where a style has no words for a work, the note shows it."""
    assert notes(an_engine(TITLE, {"type": "book"}), a_cite()) == ["[CSL STYLE ERROR: reference with no printed form.]"]
    assert notes(an_engine(TITLE), a_cite("unknown")) == ["[CSL STYLE ERROR: reference with no printed form.]"]


def test_a_bibliography_lists_what_was_cited_or_what_is_asked_for() -> None:
    """Entries without words are left out; a style without bibliography gives none."""
    style = a_style(
        '<text variable="title"/>',
        bibliography='<bibliography><layout prefix="- " suffix="."><text variable="title"/></layout></bibliography>',
    )
    engine = an_engine(style, {"title": "A"}, {"title": "B"}, {"type": "book"})
    assert bibliography(engine) == []
    notes(engine, a_cite("b"))
    assert bibliography(engine) == ["- B."]
    assert bibliography(engine, "a", "c") == ["- A."]
    assert bibliography(an_engine(TITLE, {"title": "A"}), "a") == []


def test_a_numbered_work_without_words_keeps_its_entry() -> None:
    """Where notes print numbers, every number has an entry."""
    layout = '<choose><if variable="title"><text variable="title"/></if></choose>'
    style = a_style(
        '<text variable="citation-number"/>', bibliography=f"<bibliography><layout>{layout}</layout></bibliography>"
    )
    assert bibliography(an_engine(style, {"title": "A"}, {}), "a", "b") == [
        "A",
        "2. [CSL STYLE ERROR: reference with no printed form.]",
    ]


def test_second_fields_are_aligned() -> None:
    """With second-field-align the first field stands in the margin, the rest beside it."""
    style = a_style(
        "",
        bibliography='<bibliography second-field-align="flush"><layout suffix="."><text variable="citation-number" suffix=". "/>'
        '<text variable="title"/></layout></bibliography>',
    )
    ((_, runs),) = an_engine(style, {"title": "A"}).bibliography(["a"])
    assert [(run.text, run.format) for run in runs] == [
        ("1", briefgen.citation.LEFT_MARGIN),
        (". ", briefgen.citation.LEFT_MARGIN),
        ("A", briefgen.citation.RIGHT_INLINE),
        (".", briefgen.citation.RIGHT_INLINE),
    ]


def test_terms_at_the_start_of_a_note_are_capitalised() -> None:
    """A note begins with "Ibid."; behind "see" and in the text the term stays small."""
    style = a_style('<text term="ibid"/>')
    engine = an_engine(style, {"title": "T"})
    assert notes(
        engine, a_cite(), a_cite(prefix="see"), a_cite(prefix="So he says."), a_cite(prefix="He said “yes.”")
    ) == [
        "Ibid.",
        "see ibid.",
        "So he says. Ibid.",
        "He said “yes.” Ibid.",
    ]
    assert notes(an_engine(a_style('<text term="ibid"/>', kind="in-text"), {"title": "T"}), a_cite()) == ["ibid."]


def test_notes_can_be_asked_for_again() -> None:
    """A second call goes on with the works that the first one cited; numbers stay."""
    engine = an_engine(a_style('<text variable="citation-number"/>'), {"title": "A"}, {"title": "B"})
    assert notes(engine, a_cite("b")) == ["1"]
    assert notes(engine, a_cite("a"), a_cite("b")) == ["2", "1"]


def test_zotero_notes_set_variables_only_with_markup() -> None:
    """Lines of a note may hold variables in CSL-JSON of other programs; in records a note is a note."""
    style = a_style(
        '<group delimiter="/"><text variable="genre"/><names variable="editor"/><date variable="event-date" form="text"/>'
        '<text variable="note"/></group>'
    )
    note = "genre: Letter\nevent-date: 2004-10-01\neditor: Doe || Jane\neditor: UN\n{:genre: x}"
    item = {"title": "T", "note": note}
    assert notes(an_engine(style, item, markup=True), a_cite())[0].startswith("Letter/Jane Doe, UN/October 1, 2004/")
    assert notes(an_engine(style, item), a_cite())[0] == " ".join(note.split())
    assert notes(an_engine(style, {"title": "T", "note": "plain"}, markup=True), a_cite()) == ["plain"]


def test_engines_share_a_style() -> None:
    """One compiled style serves engines in several languages at once."""
    style = a_style('<date variable="issued" form="text"/>')
    item = {"issued": {"date-parts": [[2021, 1, 12]]}}
    made = [notes(an_engine(style, item, language=tag), a_cite())[0] for tag in ("en-US", "de-DE", "en-US")]
    assert made == ["January 12, 2021", "12. Januar 2021", "January 12, 2021"]


def test_a_broken_locale_is_an_error_of_the_locale() -> None:
    """What the reader of locales hands in is checked like a style."""
    from briefgen.errors import CitationError

    with pytest.raises(CitationError, match=r"locales-en-US\.xml:1:1"):
        Engine(TITLE, "en-US", {}, lambda _: b"<x/>")
    assert shipped_locale("xx") is None
