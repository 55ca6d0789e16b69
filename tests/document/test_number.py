"""Numbers in printed order, restarts, and notes that move."""

from itertools import pairwise
from typing import Any, NamedTuple

import pytest
from hypothesis import given
from hypothesis import strategies as st

from briefgen.document import nodes as n
from briefgen.document.number import number, renumber
from briefgen.document.walk import find, walk, words
from tests.document.trees import a_brief, a_cite, a_note, briefs, p, t


class Rules(NamedTuple):
    """Note settings as a pack gives them."""

    at: str = "page"
    number: str = "document"
    repeat: str = "note"


rules = st.builds(Rules, st.sampled_from(["page", "section", "end"]), st.sampled_from(["document", "section", "page"]))


def _outer_cites(brief: n.Brief) -> int:
    """Count the citations that stand in the running text."""
    inside = {id(c) for note in find(brief, n.Note) for block in note.body for c in find(block, n.Cite)}
    shown = {id(c) for work in find(brief, n.CitedWork) for shows in work.shows for i in shows for c in find(i, n.Cite)}
    return sum(id(cite) not in inside | shown for cite in find(brief, n.Cite))


@given(briefs, rules)
def test_every_mark_has_one_note(brief: n.Brief, settings: Rules) -> None:
    """Each citation of the text and each note of a template becomes exactly one note, in the order of the marks."""
    before = _outer_cites(brief) + sum(1 for _ in find(brief, n.Note))
    done = number(brief, settings)
    notes = list(find(done, n.Note))
    assert len(notes) == before
    assert [note.ident for note in notes] == [f"n{k + 1}" for k in range(before)]
    marks = [node.ident for node in walk(done) if isinstance(node, n.NoteRef)]
    assert marks == ([] if settings.at == "page" else [note.ident for note in notes])


@given(briefs, rules)
def test_words_move_but_do_not_change(brief: n.Brief, settings: Rules) -> None:
    """Numbering adds raised commas and headings of notes, and keeps every other word as often as it stood."""
    before = sorted(node.value for node in find(brief, n.Text))
    done = number(brief, settings)
    added = [node for node in find(done, n.Styled) if node.form == "superscript" and node.children == (t(","),)]
    kept = [node.value for node in find(done, n.Text)]
    for _ in range(
        len(added) - sum(x.children == (t(","),) and x.form == "superscript" for x in find(brief, n.Styled))
    ):
        kept.remove(",")
    if settings.at == "page":
        assert sorted(kept) == before
    else:
        assert set(before) <= set(kept)


@given(briefs)
def test_numbers_rise(brief: n.Brief) -> None:
    """In reading order the numbers of notes rise by one."""
    numbers = [int(note.number) for note in find(number(brief, Rules()), n.Note)]
    assert all(b == a + 1 for a, b in pairwise([0, *numbers]))


@pytest.mark.parametrize("place", ["table", "quotation", "item", "label", "aside", "heading", "caption", "claim"])
def test_notes_are_found_everywhere(place: str) -> None:
    """Notes inside tables, quotations, items, boxes, headings, captions and claims are numbered between their neighbours."""
    cite = a_cite("middle")
    places: dict[str, n.Block] = {
        "table": n.Table((), (n.Row((n.Cell((p("x", cite),)),)),)),
        "quotation": n.Quote((p("x"),), attribution=(cite,)),
        "item": n.List((n.Item((p("x", cite),)),)),
        "label": n.List((n.Item((p("x"),), (cite,)),)),
        "aside": n.Aside("notice", (t("x"),), (p(cite),)),
        "heading": n.Section("s", (t("x"), cite), (p("y"),)),
        "caption": n.Figure("i", "alt", (p(cite),)),
        "claim": n.Claim("c", (t("x"),), (p(cite),)),
    }
    done = number(a_brief(p("a", a_cite("first")), places[place], p("z", a_cite("last"))), Rules())
    cited = [work.source for note in find(done, n.Note) for c in find(note, n.Cite) for work in c.works]
    assert cited == ["first", "middle", "last"]
    assert [note.number for note in find(done, n.Note)] == ["1", "2", "3"]


def test_section_count_starts_again_and_idents_do_not() -> None:
    """With `number: section` each part begins with 1, loose blocks between sections being a part too."""
    brief = a_brief(
        p(a_cite("a")),
        n.Section("one", (t("One"),), (p(a_cite("b"), "x", a_cite("c")),)),
        p(a_cite("d")),
        n.Section("two", (t("Two"),), (n.Section("in", (t("In"),), (p(a_cite("e")),)), p(a_cite("f")))),
    )
    notes = list(find(number(brief, Rules(number="section")), n.Note))
    assert [note.number for note in notes] == ["1", "1", "2", "1", "1", "2"]
    assert [note.ident for note in notes] == ["n1", "n2", "n3", "n4", "n5", "n6"]


def test_notes_move_to_the_end_of_their_section() -> None:
    """With `at: section` each part ends in a section of its notes, headed by the pack's word."""
    brief = a_brief(
        p("front", a_note("zero")),
        n.Section("one", (t("One"),), (p("x", a_note("first")),)),
        n.Section("two", (t("Two"),), (p("no note"),)),
        words=(("footnote-heading", "Anmerkungen"),),
    )
    done = number(brief, Rules("section"))
    assert words(done) == ["front", "Anmerkungen", "zero", "One", "x", "Anmerkungen", "first", "Two", "no note"]
    first = done.blocks[2]
    assert isinstance(first, n.Section)
    assert first.blocks[-1] == n.Section(
        "notes-", (t("Anmerkungen"),), (p(n.Note((p("first"),), "2", "n2"), role="note"),)
    )
    assert done.blocks[3] is brief.blocks[2]


def test_notes_at_the_end_stand_before_a_closing_bibliography() -> None:
    """With `at: end` one section holds all notes, before the bibliography unless marks come after it."""
    bibliography = n.Section("works", (t("Works"),), (n.Bibliography(()),))
    done = number(a_brief(p("x", a_note("note")), bibliography), Rules("end"))
    assert words(done) == ["x", "Notes", "note", "Works"]
    marked = number(a_brief(bibliography, p("x", a_note("note"))), Rules("end"))
    assert words(marked) == ["Works", "x", "Notes", "note"]
    plain = number(a_brief(p("x", a_note("note"))), Rules("end"))
    assert words(plain) == ["x", "Notes", "note"]


def test_end_notes_counted_by_section_stand_under_section_titles() -> None:
    """With `at: end, number: section` equal numbers are told apart by the titles of their parts."""
    brief = a_brief(
        p("front", a_note("zero")),
        n.Section("one", (t("One"),), (p("x", a_note("first")),)),
        n.Section("two", (t("Two"),), (p("y", a_note("second")),)),
    )
    done = number(brief, Rules("end", "section"))
    assert words(done, marks=True)[-6:] == ["Notes", "1 zero", "One", "1 first", "Two", "1 second"]


def test_neighbouring_marks_are_kept_apart() -> None:
    """Two marks in a row have a raised comma between them."""
    done = number(a_brief(p("x", a_cite("a"), a_note("b"), " y", a_cite("c"))), Rules())
    assert words(done, marks=True)[0] == "x1,2 y3"


def test_idents_of_notes_keep_clear_of_claims() -> None:
    """A claim that is called n1 does not share its ident with a note, nor a section called notes with ours."""
    claim = n.Claim("n1", (t("x"),), (p(a_cite("a")),))
    done = number(a_brief(n.Section("notes", (t("S"),), (claim,))), Rules("end"))
    idents = [node.ident for node in walk(done) if isinstance(node, n.Claim | n.Section | n.Note)]
    assert len(idents) == len(set(idents)) == 4


def test_tables_and_figures_with_captions_are_counted() -> None:
    """Tables and figures have separate counts in printed order; those without caption have no number."""
    table = n.Table((), (n.Row((n.Cell((p("x"),)),)),), (t("caption"),))
    bare = n.Table((), table.rows)
    figure = n.Figure("i", "alt", (p("caption"),))
    done = number(a_brief(table, bare, figure, n.Section("s", (t("S"),), (table,))), Rules())
    assert [x.number for x in find(done, n.Table)] == ["1", "", "2"]
    assert [x.number for x in find(done, n.Figure)] == ["1"]


def test_sections_are_numbered_when_asked() -> None:
    """Section numbers show the nesting."""
    inner = n.Section("b", (t("B"),), (p("x"),))
    done = number(a_brief(n.Section("a", (t("A"),), (inner,)), n.Section("c", (t("C"),), ())), Rules(), sections=True)
    assert [(x.ident, x.number) for x in find(done, n.Section)] == [("a", "1"), ("b", "1.1"), ("c", "2")]


def test_a_brief_without_notes_stays_the_same_object() -> None:
    """Nothing to number, nothing rebuilt."""
    brief = a_brief(p("x"), n.Section("s", (t("S"),), (p("y"),)))
    assert number(brief, Rules("section", "section")) is brief


def test_a_citation_in_a_note_stays_there() -> None:
    """A citation inside a template's note makes no note in the note."""
    done = number(a_brief(p("x", n.Note((p("see ", a_cite("a")),)))), Rules())
    assert sum(1 for _ in find(done, n.Note)) == 1
    assert sum(1 for _ in find(done, n.Cite)) == 1


def a_locus(source: str, locator: str = "", **more: Any) -> n.Cite:
    """Cite a place in one work."""
    return n.Cite((n.CitedWork(source, locator=locator, label="page" if locator else "", **more),))


def marks_of(brief: n.Brief) -> list[tuple[type[n.Node], str]]:
    """Return the marks of a brief in reading order: what each is, and its number."""
    return [(type(node), node.number) for node in walk(brief) if isinstance(node, n.Note | n.NoteRef)]


def test_an_exact_repetition_is_a_second_mark() -> None:
    """With `repeat: mark` the same work, place, prefix and suffix lead to the earlier note; anything else is a new note."""
    cites = (
        a_locus("a", "3"), "x", a_locus("a", "3"), "x", a_locus("a", "4"), "x", a_locus("b", "3"), "x",
        a_locus("a", "3", prefix="see "), "x", a_locus("a", "3", suffix="passim"), "x", a_locus("a", "4"),
    )  # fmt: skip
    done = number(a_brief(n.Section("s", (t("S"),), (p(*cites),))), Rules(repeat="mark"))
    assert marks_of(done) == [
        (n.Note, "1"), (n.NoteRef, "1"), (n.Note, "2"), (n.Note, "3"), (n.Note, "4"), (n.Note, "5"), (n.NoteRef, "2"),
    ]  # fmt: skip
    assert {mark.ident for mark in find(done, n.NoteRef)} <= {note.ident for note in find(done, n.Note)}


def test_a_second_mark_stays_in_its_section() -> None:
    """In the next section the same citation has a note again."""
    sections = [n.Section(f"s{k}", (t("S"),), (p(a_locus("a"), "x", a_locus("a")),)) for k in (1, 2)]
    done = number(a_brief(*sections), Rules(repeat="mark"))
    assert marks_of(done) == [(n.Note, "1"), (n.NoteRef, "1"), (n.Note, "2"), (n.NoteRef, "2")]


def test_what_a_citation_shows_is_never_left_out() -> None:
    """A citation with words of its own about the claim is no repetition, and none is one of it."""
    shows = n.Cite((n.CitedWork("a", shows=((t("It says so."),),)),))
    done = number(a_brief(p(shows, "x", a_locus("a"), "x", shows, "x", a_locus("a"))), Rules(repeat="mark"))
    assert marks_of(done) == [(n.Note, "1"), (n.Note, "2"), (n.Note, "3"), (n.NoteRef, "2")]


@pytest.mark.parametrize("at", ["section", "end"])
def test_moved_notes_have_one_place_and_two_marks(at: str) -> None:
    """A note with two marks is moved once."""
    done = number(a_brief(n.Section("s", (t("S"),), (p(a_locus("a"), "x", a_locus("a")),))), Rules(at, repeat="mark"))
    assert marks_of(done) == [(n.NoteRef, "1"), (n.NoteRef, "1"), (n.Note, "1")]


@given(briefs, st.builds(Rules, st.sampled_from(["page", "section", "end"]), repeat=st.just("mark")))
def test_second_marks_lead_to_earlier_notes(brief: n.Brief, settings: Rules) -> None:
    """Every mark has a note, with its number, and numbers rise without a gap."""
    done = number(brief, settings)
    notes = {note.ident: note.number for note in find(done, n.Note)}
    assert list(notes.values()) == [str(k + 1) for k in range(len(notes))]
    assert all(notes[mark.ident] == mark.number for mark in find(done, n.NoteRef))


def test_notes_take_other_numbers() -> None:
    """Notes and their further marks get the number that is given for their ident, and nothing else changes."""
    done = number(a_brief(p(a_locus("a"), "x", a_locus("a"), "y", a_cite("b"))), Rules(repeat="mark"))
    again = renumber(done, {"n1": "7", "n2": "1"})
    assert marks_of(again) == [(n.Note, "7"), (n.NoteRef, "7"), (n.Note, "1")]
    assert renumber(again, {"n1": "1", "n2": "2"}) == done
