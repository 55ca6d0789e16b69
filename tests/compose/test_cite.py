"""Citations worded out, in printed order."""

from typing import Any

from hypothesis import given, settings

from briefgen.citation import BOLD, ITALIC, SMALL_CAPS, SUB, SUP, Engine, Run, Style
from briefgen.compose.cite import cite, unlisted
from briefgen.document import nodes as n
from briefgen.document.number import number
from briefgen.document.walk import find, plain, words
from briefgen.records.csljson import citation_item
from briefgen.selection.audience import NoteSettings
from briefgen.selection.selection import Selection
from briefgen.styles import locale_bytes, style_bytes
from tests.compose.workshop import Plainly, a_place, a_selection, resolved
from tests.document.trees import a_cite, briefs, p
from tests.selection.factories import HERE

CLAIM = "claims: [{id: c01, section: claims, text: 'A [@one; @two; @three].'}]"
PAGE = NoteSettings()


def worded(selection: Selection, *blocks: Any, engine: Any = None, notes: NoteSettings = PAGE) -> n.Brief:
    """Resolve, number and cite blocks."""
    return cite(number(resolved(selection, *blocks), notes), engine or Plainly(), selection)


def notes_of(brief: n.Brief) -> list[list[str]]:
    """Return the paragraphs of each note."""
    return [[plain(b.children) for b in note.body if isinstance(b, n.Paragraph)] for note in find(brief, n.Note)]


def test_citations_follow_the_printed_order() -> None:
    """Marks in tables, boxes, quotations, headings and template notes are asked for in the order in which they print."""
    table = n.Table(
        (), (n.Row((n.Cell((p(a_cite("two")),)), n.Cell((p(a_cite("three")),)))),), (n.Text("T"), a_cite("one"))
    )
    own = n.Note((p("see ", a_cite("two")),))
    engine = Plainly()
    section = n.Section(
        "s", (n.Text("S"), a_cite("three")), (table, n.Quote((p("q"),), attribution=(a_cite("one"),)), p(own))
    )
    worded(a_selection(CLAIM), section, engine=engine)
    assert engine.asked == [
        (1, ("three",)),
        (2, ("one",)),
        (3, ("two",)),
        (4, ("three",)),
        (5, ("one",)),
        (6, ("two",)),
    ]


def test_notes_at_the_end_keep_the_order() -> None:
    """Moving notes, or counting them by section, changes nothing in what the engine is asked."""
    blocks = [n.Section(f"s{k}", (n.Text("S"),), (p("x", a_cite("one")), p("y", a_cite("two")))) for k in (1, 2)]
    asked = []
    for at in ("page", "section", "end"):
        for count in ("document", "section", "page"):
            engine = Plainly()
            worded(a_selection(CLAIM), *blocks, engine=engine, notes=NoteSettings(at, count))
            asked.append(engine.asked)
    assert asked == [[(1, ("one",)), (2, ("two",)), (3, ("one",)), (4, ("two",))]] * 9


@settings(max_examples=60)
@given(briefs)
def test_every_cite_becomes_one_note(brief: n.Brief) -> None:
    """No citation is left, each is in exactly one note, and no other word of the brief changes."""
    selection = a_selection(CLAIM)
    numbered = number(brief, PAGE)
    done = cite(numbered, Plainly(), selection)
    assert not list(find(done, n.Cite))
    assert [x.ident for x in find(done, n.Note)] == [x.ident for x in find(numbered, n.Note)]
    shown = [[w.source for w in c.works] for c in find(numbered, n.Cite)]
    said = "".join(words(done))
    assert all(source in said for works in shown for source in works)


def test_what_is_shown_stands_behind_its_source() -> None:
    """`shows` follows the citation of the last source, stands in brackets behind the others, and may add paragraphs."""
    claims = """
claims:
  - id: c01
    section: claims
    text: A.
    evidence:
      - {source: one, locator: p. 3, shows: "First says.\\n\\nAnd more."}
      - {source: two}
      - {source: three, shows: "Third says.\\n\\nAt length."}
"""
    brief = worded(a_selection(claims), a_place("claim", "c01"))
    assert notes_of(brief) == [["one, 3 (First says. And more.); two; three. Third says.", "At length."]]


def test_one_source_shows_without_brackets() -> None:
    """A single citation is followed by what it shows."""
    claims = "claims: [{id: c01, section: claims, text: 'A [@one].', evidence: [{source: one, shows: It says so.}]}]"
    assert notes_of(worded(a_selection(claims), a_place("claim", "c01"))) == [["one. It says so."]]


def test_citations_inside_notes_stand_in_brackets() -> None:
    """A citation in `shows` or among a note's own words stands in brackets; at the beginning it needs none."""
    claims = """
claims:
  - {id: c01, section: claims, text: 'A [@one].', evidence: [{source: one, shows: "As [see @two, p. 4] says.\\n\\n[@three] too."}]}
"""
    engine = Plainly()
    brief = worded(
        a_selection(claims), a_place("claim", "c01"), p(n.Note((p("Own words ", a_cite("one"), "."),))), engine=engine
    )
    assert notes_of(brief) == [["one. As (see two, 4.) says.", "three. too."], ["Own words (one.)."]]
    assert engine.asked == [(1, ("one",)), (1, ("two",)), (1, ("three",)), (2, ("one",))]


def test_a_note_of_blocks_keeps_them() -> None:
    """Citations in lists and quotations inside a note are worded where they stand."""
    listing = n.List((n.Item((p("x ", a_cite("one")),)),))
    brief = worded(a_selection(CLAIM), p("text", n.Note((p("lead"), listing))))
    assert words(brief) == ["text", "lead", "x (one.)"]


class Fixed(Plainly):
    """An engine whose notes are given."""

    def __init__(self, *runs: Run) -> None:
        super().__init__()
        self.runs = runs

    def notes(self, citations: Any) -> list[tuple[Run, ...]]:
        """Return the given runs for every citation."""
        return [self.runs for _ in citations]


def body(selection: Selection, *runs: Run, source: str = "one") -> n.Inlines:
    """Return the inlines that runs become."""
    brief = worded(selection, p(a_cite(source)), engine=Fixed(*runs))
    (paragraph,) = next(find(brief, n.Note)).body
    assert isinstance(paragraph, n.Paragraph)
    return paragraph.children


def test_runs_become_inlines() -> None:
    """Formats nest, links join their neighbours, plain runs join to one text, and no character changes."""
    t = n.Text
    made = body(
        a_selection(CLAIM),
        Run("a ", 0, "", 0, "author"),
        Run("“b”", 0, "", 0, "title"),
        Run("c", ITALIC, "", 0, "title"),
        Run("d", ITALIC | BOLD, "", 0, ""),
        Run("e", SMALL_CAPS, "", 0, ""),
        Run("f", SUP, "", 0, ""),
        Run("g", SUB, "", 0, ""),
        Run("https://exämple.org/", 0, "https://exämple.org/", 0, "URL"),
        Run("x", ITALIC, "https://exämple.org/", 0, "URL"),
        Run(", ", 0, "", -1, ""),
        Run("https://example.org/2", 0, "https://example.org/2", 0, "URL"),
        Run("https://example.org/3", 0, "https://example.org/3", 0, "URL"),
        Run(".", 0, "", -1, ""),
    )
    assert made == (
        t("a “b”"),
        n.Emphasis((t("c"),)),
        n.Emphasis((n.Strong((t("d"),)),)),
        n.Styled((t("e"),), "small-caps"),
        n.Styled((t("f"),), "superscript"),
        n.Styled((t("g"),), "subscript"),
        n.Link((t("https://exämple.org/"), n.Emphasis((t("x"),))), "https://xn--exmple-cua.org/"),
        t(", "),
        n.Link((t("https://example.org/2"),), "https://example.org/2"),
        n.Link((t("https://example.org/3"),), "https://example.org/3"),
        t("."),
    )


def test_titles_in_another_language_are_marked() -> None:
    """A title is a span of its work's language, a full stop that the style moved into it left outside."""
    made = body(
        a_selection(CLAIM),
        Run("“", 0, "", 0, ""),
        Run("گزارش.", 0, "", 0, "title"),
        Run("” ", 0, "", 0, ""),
        Run("Gozāresh", ITALIC, "", 0, "title-transliterated"),
        Run(" در ", 0, "", 0, "container-title"),
        Run("x نشر", 0, "", -1, ""),
        source="three",
    )
    assert made == (
        n.Text("“"),
        n.Span((n.Text("گزارش"),), "fa"),
        n.Text(".” "),
        n.Emphasis((n.Span((n.Text("Gozāresh"),), "fa-Latn"),)),
        n.Text(" "),
        n.Span((n.Text("در"),), "fa"),
        n.Text(" x "),
        n.Span((n.Text("نشر"),), "ar"),
    )


def test_a_retracted_work_says_so_once() -> None:
    """The status of a work prints in notes and bibliography, by the style if that does it, else by us."""
    works = """
sources:
  - {id: one, type: report, title: First report, status: retracted}
  - {id: two, type: report, title: Second}
"""
    claims = "claims: [{id: c01, section: claims, text: 'A [@one; @two]. B [@one].'}]"
    selection = a_selection(claims, works=works)
    brief = worded(selection, a_place("claim", "c01"), a_place("bibliography"))
    assert notes_of(brief) == [["one [retracted]; two."], ["one. [retracted]"]]
    assert "Work one. [retracted]" in words(brief)
    runs = (Run("one ", 0, "", 0, "title"), Run("retracted", 0, "", 0, "status"))
    assert plain(body(selection, *runs)) == "one retracted"


def test_the_bibliography_follows_the_style() -> None:
    """Entries come in the style's order with their annotations; what the style leaves out goes and is reported."""
    selection = a_selection(CLAIM, pack={"show": ("bibliography",)})
    engine = Plainly(leaves_out=["two"])
    numbered = number(resolved(selection, a_place("claim", "c01"), a_place("bibliography")), PAGE)
    brief = cite(numbered, engine, selection)
    (bibliography,) = find(brief, n.Bibliography)
    assert [(e.ident, plain(e.children)) for e in bibliography.entries] == [
        ("source-three", "Work three."),
        ("source-one", "Work one."),
    ]
    assert [plain(a.children) for a in bibliography.entries[1].annotation] == ["A careful report."]
    assert engine.enlisted == ["one", "two", "three"]
    (report,) = unlisted(numbered, brief, selection)
    assert (report.code, report.severity) == ("source.unlisted", "warning")
    assert "leaves two (webpage) out" in report.message
    assert unlisted(number(resolved(selection, a_place("claim", "c01")), PAGE), brief, selection) == ()


def test_a_group_without_entries_goes() -> None:
    """A group of the bibliography, or a whole bibliography, that the style empties leaves no heading behind."""
    selection = a_selection(CLAIM)
    by_kind = worded(selection, a_place("bibliography", group="kind"), engine=Plainly(leaves_out=["two"]))
    assert [plain(s.title) for s in find(by_kind, n.Section)] == ["Reports", "Books"]
    none = worded(selection, a_place("bibliography"), engine=Plainly(leaves_out=["one", "two", "three"]))
    assert none.blocks == ()


def test_background_is_listed_behind_what_is_cited() -> None:
    """Works that no note cites are counted after those that notes cite."""
    claims = """
claims:
  - {id: c01, section: claims, text: 'A [@two].', evidence: [{source: one, relation: background}]}
"""
    engine = Plainly()
    worded(a_selection(claims), a_place("bibliography"), a_place("claim", "c01"), engine=engine)
    assert engine.enlisted == ["two", "one"]


def test_a_real_style() -> None:
    """With the style that ships, the first note is full, the next one short, and the works are listed by author."""
    selection = a_selection("claims: [{id: c01, section: claims, text: 'A [@one, p. 3]. B [@one, p. 4].'}]")
    style = Style.parse(style_bytes("chicago-notes", HERE), file="chicago-notes", parents=lambda _: None)
    items = {source.id: citation_item(source, "en") for source in selection.sources.values()}
    engine = Engine(style, "en", items, locale_bytes)
    brief = worded(selection, a_place("claim", "c01"), a_place("bibliography"), engine=engine)
    (full,), (short,) = notes_of(brief)
    assert full.startswith("Una Reed, ")
    assert "First report" in full
    assert short == "Reed, First, 4."
    assert words(brief)[-1].startswith("Reed, Una. First report.")


def test_prefixes_open_notes_with_a_capital_and_suffixes_keep_their_comma() -> None:
    """A prefix at the beginning of a note gets a capital, as in Pandoc; a suffix typed behind a comma keeps it."""
    claim = "claims: [{id: c01, section: claims, text: 'A [see also @one, p. 3, with a plan; but compare @two].'}]"
    selection = a_selection(claim)
    style = Style.parse(style_bytes("chicago-notes", HERE), file="chicago-notes")
    items = {source.id: citation_item(source, "en") for source in selection.sources.values()}
    brief = worded(selection, a_place("claim", "c01"), engine=Engine(style, "en", items, locale_bytes))
    [[note]] = notes_of(brief)
    assert note.startswith("See also ")
    assert "3, with a plan" in note
    assert "; but compare " in note
