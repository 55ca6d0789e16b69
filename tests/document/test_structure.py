"""Rules of shape: what a template did wrong is reported, what we did wrong is a bug."""

import pytest
from hypothesis import given

from briefgen.diagnostics import NOWHERE, Span
from briefgen.document import nodes as n
from briefgen.document.draft import Place
from briefgen.document.number import number
from briefgen.document.structure import check
from briefgen.document.walk import transform
from tests.document.test_number import Rules
from tests.document.trees import a_brief, a_cite, a_note, briefs, p, t

CELL = n.Cell((p("x"),))
CAPTION = (t("Caption"),)
_DRAWN = n.Timeline((), (), (), (), "A line", "")
NOTE = n.Note((p("x"),), "1", "n1")


def _nested(depth: int) -> n.Block:
    block: n.Block = p("x")
    for level in range(depth):
        block = n.Section(f"s{level}", (t("S"),), (block,))
    return block


@pytest.mark.parametrize(
    ("code", "block"),
    [
        ("brief.heading", _nested(5)),
        ("brief.empty", n.Section("s", (), (p("x"),))),
        ("brief.empty", n.Section("s", (t(" "), NOTE), (p("x"),))),
        ("brief.empty", n.Claim("c", (), (p("x"),))),
        ("brief.empty", n.Aside("notice", (), (p("x"),))),
        ("brief.empty", n.List(())),
        ("brief.empty", n.List((n.Item(()),))),
        ("brief.empty", p(n.Note((), "1", "n1"))),
        ("brief.note", p(n.Note((p("x", n.Note((p("y"),), "2", "n2")),), "1", "n1"))),
        ("brief.note", p(n.Note((p("x", n.Note((p("y"),))),), "1", "n1"))),
        ("brief.inside", p(n.Note((n.Table((), (n.Row((CELL,)),), CAPTION),), "1", "n1"))),
        ("brief.inside", n.Table((), (n.Row((n.Cell((n.List((n.Item((n.Contents(CAPTION),)),)),)),)),), CAPTION)),
        ("brief.table", n.Table((), (n.Row((CELL,)),))),
        ("brief.table", n.Table((n.Row((CELL,)),), (), CAPTION)),
        ("brief.table", n.Table((), (n.Row((CELL,)), n.Row((CELL, CELL))), CAPTION)),
        ("brief.inside", n.Table((), (n.Row((n.Cell((n.Figure("i", "alt"),)),)),), CAPTION)),
        (
            "brief.inside",
            n.Table((), (n.Row((n.Cell((_nested(1), n.Aside("notice", (t("N"),), (_DRAWN,)))),)),), CAPTION),
        ),
        ("brief.inside", p(n.Note((n.Profile((), (), "Bars", ""),), "1", "n1"))),
        ("brief.twice", n.Section("s", (t("S"),), (n.Section("s", (t("S"),), (p("x"),)),))),
    ],
)
def test_a_template_is_told(code: str, block: n.Block) -> None:
    """Each fault of shape that a template can cause is bad input at the template's place."""
    origin = Span("brief.xml.j2")
    problems = check(a_brief(block), origin)
    assert [problem.code for problem in problems] == [code]
    assert all(problem.status == 2 and problem.where == origin for problem in problems)


@pytest.mark.parametrize(
    "block",
    [
        p(a_cite("a")),
        p(n.Note((p("x"),))),
        p(NOTE, "y", NOTE),
        p(n.NoteRef("1", "n1")),
        p(n.See((t("x"),), "c99")),
        n.Figure("i", " "),
        n.Aside("notice", (t("x"),), (Place("claim", "c01", (), NOWHERE),)),  # type: ignore[arg-type]
    ],
)
def test_our_own_faults_are_bugs(block: n.Block) -> None:
    """What no template can cause stops with an assertion."""
    with pytest.raises(AssertionError):
        check(a_brief(block))


def test_a_sound_brief_passes() -> None:
    """Headings, figures, references, spanning cells and moved notes that fit raise no problem."""
    table = n.Table(
        (n.Row((n.Cell((p("x"),), colspan=2),)),),
        (n.Row((n.Cell((p("x"),), rowspan=3), CELL)), n.Row((CELL,)), n.Row((CELL,))),
        CAPTION,
    )
    claim = n.Claim("c01", (t("Claim"),), (p("x", a_note("y")), n.Figure("i", "alt"), p(n.See((t("x"),), "c01"))))
    works = n.Bibliography((n.BibliographyEntry("source-a", (t("A"),)),))
    section = n.Section("s", (t("S"),), (claim, table, n.List((n.Item((p("x"),)),)), works))
    for at in ("page", "section", "end"):
        assert check(number(a_brief(section), Rules(at))) == ()


@given(briefs)
def test_shape_is_judged_without_stumbling(brief: n.Brief) -> None:
    """Any brief without citations is judged, never met with a foreign error."""
    done = transform(number(brief, Rules()), {n.Cite: lambda _: (), n.CitedWork: lambda _: ()})
    for problem in check(done):
        assert problem.code.startswith("brief.")
