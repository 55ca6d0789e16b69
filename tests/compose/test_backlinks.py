"""What leads from notes to entries of the bibliography and back."""

from briefgen.citation import Run
from briefgen.compose.backlinks import entry_notes, title_runs
from briefgen.compose.citations import Citations
from briefgen.compose.wording import Wording
from briefgen.document import nodes as n
from briefgen.document.number import number
from briefgen.document.walk import plain
from briefgen.selection.audience import NoteSettings
from tests.compose.workshop import a_selection
from tests.document.trees import a_brief, a_cite, p, t

CLAIM = "claims: [{id: c01, section: claims, text: 'A [@one].'}]"


def run(text: str, cite: int = 0, variable: str = "", link: str = "") -> Run:
    """Make a run of a citation."""
    return Run(text, 0, link, cite, variable)


def told(brief: n.Brief, source: str, rules: NoteSettings) -> list[str]:
    """Return the line that names the notes of a source."""
    citations = Citations(number(brief, rules), rules)
    found = entry_notes(citations, source, Wording(a_selection(CLAIM)), by_section=rules.number == "section")
    return [plain(line.children) for line in found]


def test_the_title_leads_to_the_entry() -> None:
    """All neighbouring runs of the title are taken, not the author before nor the locator behind."""
    runs = (
        run("Reed, ", variable="author"),
        run("First ", variable="title"),
        run("report", variable="title"),
        run(", 3."),
    )
    assert title_runs(runs, ["one"], {"one": "source-one"}) == [(1, 3, "source-one")]


def test_a_name_leads_where_no_title_is_printed() -> None:
    """Without a title the first words of the record lead; prefix, locator and what is a link already do not."""
    runs = (
        run("see "),
        run("Reed", variable="author"),
        run(" 3", variable="locator"),
        run("x", 0, "title", "https://e.org"),
    )
    assert title_runs(runs, ["one"], {"one": "source-one"}) == [(1, 2, "source-one")]
    assert title_runs((run("Ibid."), run(" 3", variable="locator")), ["one"], {"one": "source-one"}) == []


def test_each_work_leads_to_its_own_entry() -> None:
    """Of several works those that have an entry lead to it, in the order of print."""
    runs = (run("B", 1, "title"), run("; ", -1), run("A", 0, "title"), run("; ", -1), run("C", 2, "title"))
    assert title_runs(runs, ["a", "b", "c"], {"a": "source-a", "b": "source-b"}) == [
        (0, 1, "source-b"),
        (2, 3, "source-a"),
    ]


def test_the_notes_of_a_source_are_told_once_each() -> None:
    """A note that cites a source twice is told once; a source that no note cites has no line."""
    brief = a_brief(p(a_cite("one", "one"), "x", a_cite("two"), "y", a_cite("one")))
    assert told(brief, "one", NoteSettings()) == ["Notes 1, 3"]
    assert told(brief, "two", NoteSettings()) == ["Note 2"]
    assert told(brief, "three", NoteSettings()) == []


def test_numbers_before_the_first_section_have_no_title() -> None:
    """With `number: section` what stands outside sections is told without a title, the rest with it, wherever notes stand."""
    section = n.Section("s", (t("Part"),), (p(a_cite("one"), "x", a_cite("one")),))
    for at in ("page", "section", "end"):
        rules = NoteSettings(at, "section")
        assert told(a_brief(p(a_cite("one")), section), "one", rules) == ["Note 1 · Part: notes 1, 2"]


def test_full_citations_are_those_of_the_brief_or_of_each_part() -> None:
    """`first_notes` names the first note of each source, in the brief or in each part."""
    sections = [n.Section(f"s{k}", (t("S"),), (p(a_cite("one", "two"), "x", a_cite("one")),)) for k in (1, 2)]
    for first, idents in (("document", ["n1"]), ("section", ["n1", "n3"])):
        rules = NoteSettings(first=first)
        assert Citations(number(a_brief(*sections), rules), rules).first_notes() == {i: {"one", "two"} for i in idents}
