"""Places filled with the words of the records."""

from typing import Any

import pytest

from briefgen.compose.cite import cite
from briefgen.compose.colophon import Edition
from briefgen.compose.resolve import resolve
from briefgen.document import nodes as n
from briefgen.document.draft import Place
from briefgen.document.number import number
from briefgen.document.structure import check
from briefgen.document.walk import find, plain, words
from briefgen.selection.audience import NoteSettings
from briefgen.templating.vocabulary import ELEMENTS
from tests.compose.workshop import BRIEF, Plainly, a_draft, a_place, a_selection, resolved

CLAIMS = """
claims:
  - {id: c01, section: claims, heading: A leak, kind: allegation, text: 'A [@one].', asserted-by: ada, asserted-on: 2021,
     quotes: [{source: one, text: Q.}], figure: {file: figures/a.png, alt: A map}, relations: [{to: c02, kind: denied-by}]}
  - {id: c02, section: answers, heading: No leak, kind: denial, text: 'B [@two].', asserted-by: ben, likelihood: likely}
"""
FULL = (
    BRIEF
    + """
question: "Who spoke, and *when*?"
scope: The dam.
disclaimer: Views are theirs.
judgments: [{text: It leaks., likelihood: likely, claims: [c01]}]
"""
)
SHOWN = {"show": ("bibliography", "grades")}


def a_section(ident: str, *blocks: Any) -> n.Section:
    """Return a section of a template."""
    return n.Section(ident, (n.Text("Part"),), blocks)


def test_every_place_of_the_vocabulary_is_filled() -> None:
    """Whatever a template may place is resolved, and no place and no unknown reference is left."""
    refs = {"claim": "c01", "quote": "c01-q1", "figure": "c01", "see": "c01", "prose": "question"}
    selection = a_selection(CLAIMS, brief=FULL, pack=SHOWN)
    kinds = [name for name, element in ELEMENTS.items() if element.is_place]
    assert kinds
    for kind in kinds:
        place: Any = a_place(kind, refs.get(kind, ""))
        block = n.Paragraph((place,)) if kind == "see" else place
        brief = resolved(selection, a_section("section-x", block))
        assert not list(find(brief, Place)), kind
        assert "Part" in words(brief)


def test_a_whole_brief_is_sound() -> None:
    """All blocks in one brief pass the rules of shape, after numbering and citing, wherever the notes stand."""
    selection = a_selection(CLAIMS, brief=FULL, pack=SHOWN)
    blocks = [a_place(kind) for kind in ("cover", "contents", "judgments", "matrix", "timeline", "source-summary")]
    blocks += [a_section("section-claims", a_place("claim", "c01"), a_place("claim", "c02"))]
    blocks += [a_section("section-end", a_place("glossary"), a_place("bibliography"), a_place("colophon"))]
    for at in ("page", "section", "end"):
        numbered = number(resolved(selection, *blocks), NoteSettings(at, "document"))
        assert check(cite(numbered, Plainly(), selection)) == ()


def test_the_draft_keeps_its_own_words() -> None:
    """What a template wrote stands where it wrote it, beside the words of the records."""
    selection = a_selection(CLAIMS.replace(", likelihood: likely", ""))
    sentence: Any = (n.Text("See "), a_place("see", "c01"), n.Text(" first."))
    brief = resolved(selection, n.Paragraph(sentence), a_place("prose", "about:claims"))
    assert words(brief) == ["See A leak first.", "What was said."]


def test_the_brief_says_what_it_is() -> None:
    """Language, direction, date and furniture come from selection and edition."""
    selection = a_selection(CLAIMS, pack={"language": "fa"})
    brief = resolved(selection)
    assert (brief.language, brief.direction, brief.date) == ("fa", "rtl", "2026-11-22T00:00:00Z")
    assert brief.furniture.label == "TLP:CLEAR"


@pytest.mark.parametrize(
    ("ref", "role", "told"),
    [
        ("question", "lede", ["Who spoke, and when?"]),
        ("scope", "body", ["The dam."]),
        ("disclaimer", "small", ["Views are theirs."]),
        ("about:claims", "about", ["What was said."]),
        ("about:answers", "", []),
    ],
)
def test_prose_of_the_brief(ref: str, role: str, told: list[str]) -> None:
    """The brief's own texts print in their roles; an absent one prints nothing."""
    selection = a_selection(CLAIMS.replace(", likelihood: likely", ""), brief=FULL.split("judgments")[0])
    brief = resolved(selection, a_place("prose", ref))
    assert [(b.role, plain(b.children)) for b in find(brief, n.Paragraph)] == [(role, text) for text in told]


def test_the_legend_cannot_be_dropped() -> None:
    """Estimative terms bring their legend: behind the judgments, or before the first claim, but not twice."""
    selection = a_selection(CLAIMS, brief=FULL)

    def boxes(*blocks: Any) -> list[str]:
        return [aside.ident for aside in find(resolved(selection, *blocks), n.Aside)]

    assert boxes(a_place("judgments"), n.Paragraph((n.Text("x"),))) == ["box.judgments", "box.legend"]
    assert boxes(n.Paragraph((n.Text("x"),))) == ["box.legend"]
    assert boxes(a_place("legend"), a_place("judgments")) == ["box.legend", "box.judgments"]
    first = resolved(selection, n.Paragraph((n.Text("x"),)), a_section("section-x", a_place("claim", "c01")))
    assert [type(block) for block in first.blocks] == [n.Paragraph, n.Aside, n.Section]
    own = n.Aside("legend", (n.Text("How to read"),), ())
    assert boxes(own) == ["", "box.legend"]
    bare = a_selection(CLAIMS.replace(", likelihood: likely", ""))
    assert not list(find(resolved(bare), n.Aside))


def test_a_disclaimer_is_said_once() -> None:
    """The colophon says the disclaimer unless the template places it."""
    selection = a_selection(CLAIMS, brief=FULL)
    assert words(resolved(selection, a_place("colophon"))).count("Views are theirs.") == 1
    both = resolved(selection, a_place("prose", "disclaimer"), a_place("colophon"))
    assert words(both).count("Views are theirs.") == 1


def test_the_question_is_asked_once() -> None:
    """The cover asks the question unless the template places it."""
    selection = a_selection(CLAIMS, brief=FULL)
    assert words(resolved(selection, a_place("cover"))).count("Who spoke, and when?") == 1
    both = resolved(selection, a_place("cover"), a_place("prose", "question"))
    assert words(both).count("Who spoke, and when?") == 1


def test_bibliography_entries_are_annotated() -> None:
    """A pack that shows the bibliography gets descriptors, one that shows grades reliability in words."""
    for show, told in (
        ((), []),
        (("bibliography",), ["A careful report."]),
        (("bibliography", "grades"), ["A careful report.", "Source B: usually reliable."]),
    ):
        brief = resolved(a_selection(CLAIMS, pack={"show": show}), a_place("bibliography", group="none"))
        first = next(find(brief, n.BibliographyEntry))
        assert first.ident == "source-one"
        assert [plain(p.children) for p in first.annotation] == told


def test_bibliographies_in_groups() -> None:
    """Grouped by section, a source stands where it is first needed; by kind, under the word for its type."""
    claims = CLAIMS.replace("'B [@two].'", "'B [@two; @one].', evidence: [{source: three, relation: background}]")
    selection = a_selection(claims)
    for group, expected in (
        ("section", {"Claims": ["source-one"], "Answers": ["source-two", "source-three"]}),
        ("kind", {"Reports": ["source-one"], "Web pages": ["source-two"], "Books": ["source-three"]}),
    ):
        brief = resolved(selection, a_place("bibliography", group=group))
        found = {plain(s.title): [e.ident for e in find(s, n.BibliographyEntry)] for s in find(brief, n.Section)}
        assert found == expected


def test_no_sources_no_bibliography() -> None:
    """A brief without sources has no bibliography, grouped or not."""
    selection = a_selection("claims: [{id: c01, section: claims, kind: assumption, text: A.}]")
    for group in ("none", "section", "kind"):
        assert resolved(selection, a_place("bibliography", group=group)).blocks == ()


def test_what_has_nothing_to_show_is_nothing() -> None:
    """No judgments, no changes, no entities: no empty box."""
    selection = a_selection("claims: [{id: c01, section: claims, kind: assumption, text: A.}]", people="")
    places = [a_place(kind) for kind in ("judgments", "changes", "matrix", "timeline", "glossary", "legend")]
    assert resolved(selection, *places).blocks == ()


def test_changes_come_with_the_edition() -> None:
    """The change page is made elsewhere and set where the template wants it; change marks reach the claims."""
    selection = a_selection(CLAIMS)
    page = n.Paragraph((n.Text("What changed."),))
    brief = resolved(selection, a_place("changes"), a_place("claim", "c01"), changes=(page,), marks={"c01": "added"})
    assert brief.blocks[0] is page
    assert next(find(brief, n.Claim)).change == "added"


def test_idents_do_not_collide() -> None:
    """A section or an entry of the bibliography never shares its ident with a claim."""
    claims = CLAIMS.replace("c01", "section-x").replace("c02", "source-one")
    selection = a_selection(claims, brief=BRIEF)
    brief = resolved(selection, a_section("section-x", a_place("claim", "section-x")), a_place("bibliography"))
    assert [s.ident for s in find(brief, n.Section)] == ["section-section-x"]
    assert next(find(brief, n.BibliographyEntry)).ident == "source-one."


def test_an_unknown_quotation_is_our_own_fault() -> None:
    """The parser lets no unknown reference through; if one arrives, nothing is made up."""
    selection = a_selection(CLAIMS)
    for kind, ref in (("quote", "c09-q1"), ("figure", "c02"), ("claim", "c09")):
        with pytest.raises(KeyError):
            resolve(a_draft(a_place(kind, ref)), selection, Edition("2026-11-22"))
