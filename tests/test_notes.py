"""Notes through the whole build: what a pack may ask of them, and every kind of locator."""

from pathlib import Path

import pytest

from briefgen.diagnostics import NOWHERE
from briefgen.document import nodes as n
from briefgen.document.walk import find, plain
from briefgen.errors import CitationError
from briefgen.pdfread import open_pdf
from tests.build import Made, a_brief, a_claim, a_source, a_topic, build, write
from tests.conformance.judge import assert_conforms

# Every locator of CSL 1.0.2, as somebody may type it; what is no label of CSL (surah is CSL-M) is kept as it was typed.
LOCATORS = {
    "app. 2": "app. 2", "art. 9": "art. 9", "bk. 2": "bk. 2", "chap. 4": "chap. 4", "col. 12": "col. 12",
    "fig. 7": "fig. 7", "fol. 8": "fol. 8", "no. 3": "no. 3", "l. 15": "l. 15", "n. 40": "n. 40", "op. 61": "op. 61",
    "p. 12": "12", "pp. 110-112": "110–12", "para. 6": "para. 6", "pt. 3": "pt. 3", "§ 12": "sec. 12", "sec. 5": "sec. 5",
    "s.v. lamp 2": "lamp 2", "tbl. 3": "tbl. 3", "v. 18": "v. 18", "vol. 2": "vol. 2",
    "act 2": "act 2", "canon 4": "can. 4", "elocation 77": "loc. 77", "eq. 5": "eq. 5", "rule 9": "r. 9",
    "scene 3": "sc. 3", "supp. 1": "supp. 1", "surah 2": "surah 2", "timestamp 1:02": "lighthouses, 1:02",
    "title 18": "tit. 18", "version 2": "v. 2",
}  # fmt: skip

PACK = "title: Own\nextends: analyst\nshow: [bibliography]\n"
SECTIONS = [{"id": "findings", "title": "Findings"}, {"id": "replies", "title": "Replies"}]
TWO = (
    a_source("report-2020", descriptor=None),
    a_source("chart-1998", descriptor=None, title="A chart of the coast", author=[{"family": "Pilot"}]),
)


def made(folder: Path, claims: list[str], pack: str = "", sources: tuple[str, ...] = TWO) -> Made:
    """Build claims for a pack of its own, with the lines given."""
    files = a_topic(claims, sources, brief=a_brief(sections=SECTIONS))
    return build(write(folder, files | {"templates/own/audience.yaml": PACK + pack}), "own")


def notes(brief: n.Brief) -> list[str]:
    """Return the text of each note."""
    return [
        " ".join(plain(b.children) for b in note.body if isinstance(b, n.Paragraph)) for note in find(brief, n.Note)
    ]


def lines(brief: n.Brief) -> list[str]:
    """Return the quiet lines under the entries of the bibliography."""
    return [plain(line.children) for entry in find(brief, n.BibliographyEntry) for line in entry.annotation]


def test_every_locator_comes_through(tmp_path: Path) -> None:
    """A locator of any kind stands in its note, in the words of the style, or as typed where no label is known."""
    text = " ".join(f"Said [@report-2020, {typed}]." for typed in LOCATORS)
    done = made(tmp_path, [a_claim(text=text)])
    missing = [want for want, note in zip(LOCATORS.values(), notes(done.brief), strict=True) if want not in note]
    assert not missing, notes(done.brief)


def test_words_around_several_works_come_through(tmp_path: Path) -> None:
    """Prefixes and suffixes of several works stand in one note, in their order, and in the file's structure."""
    cite = "[see @report-2020, p. 3, with a plan; but compare @chart-1998, pp. 4-5, and the legend]"
    done = made(tmp_path, [a_claim(text=f"The lamp was lit {cite}.")])
    (said,) = notes(done.brief)
    parts = ["See Ada Keeper", "3, with a plan; but compare Pilot", "4–5, and the legend."]
    assert [said.find(part) >= 0 for part in parts] == [True] * 3, said
    structure = open_pdf(done.data, NOWHERE).structure()
    assert said in structure.find("Note")[0].text.replace("\u00ad", "")


def test_the_first_note_of_each_section_is_full(tmp_path: Path) -> None:
    """With `first: section` a source is cited in full again in each section, with `document` once."""
    claims = [
        a_claim("c01", "One [@report-2020, p. 1]. Two [@report-2020, p. 2]."),
        a_claim("c02", "Three [@report-2020, p. 3]. Four [@report-2020, p. 4].", section="replies"),
    ]
    for rule, full in (("document", [1, 0, 0, 0]), ("section", [1, 0, 1, 0])):
        for at in ("page", "section", "end"):
            done = made(tmp_path / rule / at, claims, f"notes: {{at: {at}, first: {rule}}}\n")
            assert [int("Harbour Office" in note) for note in notes(done.brief)] == full


def test_entries_and_notes_lead_to_each_other(tmp_path: Path) -> None:
    """An entry names and leads to the notes that cite it; the title in the full note leads to the entry; both validate."""
    claims = [a_claim(text="One [@report-2020]. Two [@chart-1998; @report-2020]. Three [@chart-1998, p. 2].")]
    done = made(tmp_path, claims)
    assert sorted(lines(done.brief)) == ["Notes 1, 2", "Notes 2, 3"]
    sees = [(plain(see.children), see.target) for see in find(done.brief, n.See) if see.form == "source"]
    assert sees == [("A report on lighthouses", "source-report-2020"), ("A chart of the coast", "source-chart-1998")]
    actions = [action[1] for action in done.pages.elements.action if action]
    assert [actions.count(f"note:n{k}") for k in (1, 2, 3)] == [2, 3, 2]
    assert_conforms(done.data)


@pytest.mark.parametrize("rules", ["backlinks: no", "number: page"])
def test_entries_name_no_notes_unless_asked(tmp_path: Path, rules: str) -> None:
    """Without `backlinks`, and where a number names a note on its page alone, entries stand alone."""
    assert lines(made(tmp_path, [a_claim()], f"notes: {{{rules}}}\n").brief) == []


def test_numbers_that_begin_again_are_named_with_their_section(tmp_path: Path) -> None:
    """With `number: section` an entry says in which section a number counts."""
    claims = [
        a_claim("c01", "One [@report-2020, p. 1]. Two [@report-2020, p. 2]."),
        a_claim("c02", "Three [@report-2020, p. 3].", section="replies"),
    ]
    for at in ("page", "section", "end"):
        done = made(tmp_path / at, claims, f"notes: {{at: {at}, number: section}}\n")
        assert lines(done.brief) == ["Findings: notes 1, 2 · Replies: note 1"]


def test_second_marks_are_links_to_the_first_note(tmp_path: Path) -> None:
    """With `repeat: mark` a repeated citation is marked with the earlier number, says so, and both standards hold."""
    claims = [a_claim(text="One [@report-2020, p. 1]. Two [@chart-1998]. Three [@report-2020, p. 1].")]
    done = made(tmp_path, claims, "notes: {repeat: mark}\n")
    assert len(notes(done.brief)) == 2
    said = [action for action in done.pages.elements.action if action and action[1] == "note:n1"]
    assert {words for _, _, words in said} == {"Go to note 1"}
    assert [mark.number for mark in find(done.brief, n.NoteRef)] == ["1"]
    assert_conforms(done.data)


def test_numbers_of_a_page_count_from_one(tmp_path: Path) -> None:
    """With `number: page` each page begins with note 1; the tree that is kept has the numbers that print."""
    text = "\n\n".join(f"It was said [@report-2020, p. {k}]. " + "And said again. " * 60 for k in range(1, 30))
    done = made(tmp_path, [a_claim(text=text)], "notes: {number: page}\npage: {size: A5}\n")
    numbers = [note.number for note in find(done.brief, n.Note)]
    pages = [done.pages.targets[f"note:n{k}"][0] for k in range(1, 30)]
    assert len(set(pages)) > 2
    assert numbers == [str(pages[: k + 1].count(page)) for k, page in enumerate(pages)]
    assert_conforms(done.data)


@pytest.mark.parametrize(
    ("rules", "refused"),
    [
        ("number: document", False),
        ("number: section, first: section", False),
        ("number: section", True),
        ("number: page", True),
    ],
)
def test_a_style_that_names_notes_needs_numbers_that_name_one(tmp_path: Path, rules: str, refused: bool) -> None:
    """A style that prints (n 3) is refused where several notes have that number, and prints the printed number else."""
    claims = [
        a_claim("c01", "Zero [@chart-1998]. One [@report-2020, p. 1]. But [@chart-1998]. Two [@report-2020, p. 2]."),
        a_claim("c02", "Five [@report-2020, p. 3]. But [@chart-1998]. Six [@report-2020, p. 4].", section="replies"),
    ]
    pack = f"style: oscola\nnotes: {{{rules}}}\n"
    if refused:
        with pytest.raises(CitationError, match=r"style\.note-number"):
            made(tmp_path, claims, pack)
        return
    said = notes(made(tmp_path, claims, pack).brief)
    assert "(n 2)" in said[3]
    assert ("(n 1)" if "section" in rules else "(n 2)") in said[6]
