"""The tree as JSON and as text."""

import json

import pytest
from hypothesis import given

from briefgen.diagnostics import Span
from briefgen.document import nodes as n
from briefgen.document.draft import Place
from briefgen.document.dump import dump, load, readable
from tests.document.trees import a_brief, a_cite, briefs, p, t


@given(briefs)
def test_load_undoes_dump(brief: n.Brief) -> None:
    """`load(dump(tree)) == tree`, types and all."""
    assert load(dump(brief)) == brief


def test_a_draft_survives_without_its_origins() -> None:
    """A place for evidence is dumped with kind, ref and options."""
    place = Place("claim", "c01", (("depth", "2"),), Span("x.xml", 3, 4))
    draft = n.Aside("notice", (), (place,))  # type: ignore[arg-type]
    assert load(dump(draft)) == draft


@pytest.mark.parametrize(
    ("document", "message"),
    [
        ({"format": "other"}, "no tree"),
        ([], "no tree"),
        ({"format": "briefgen-tree", "version": 99, "tree": {}}, "version 99"),
        ({"format": "briefgen-tree", "version": 1, "tree": "x"}, "no node"),
        ({"format": "briefgen-tree", "version": 1, "tree": {"Text": ["a"], "Span": []}}, "one name"),
        ({"format": "briefgen-tree", "version": 1, "tree": {"System": ["a"]}}, "'System'"),
        ({"format": "briefgen-tree", "version": 1, "tree": {"Text": []}}, "1 fields"),
    ],
)
def test_a_foreign_dump_is_refused(document: object, message: str) -> None:
    """What `dump` did not write is refused with the reason."""
    with pytest.raises(ValueError, match=message):
        load(json.dumps(document))


@given(briefs)
def test_readable_shows_every_text(brief: n.Brief) -> None:
    """The readable dump has one line for each text, and nothing in it can break a line or hide."""
    text = readable(brief)
    assert text.endswith("\n")
    assert all(c.isprintable() for c in text.replace("\n", ""))


def test_readable_is_what_golden_files_hold() -> None:
    """The readable dump is stable: type, plain fields that say something, children indented."""
    quote = n.Quote((p("متن"),), "fa", translation=(p("text"),), attribution=(t("who"),), ident="c01-q1")
    brief = a_brief(n.Section("s", (t("Title"),), (p("a\u200c“b”", a_cite("src"), role="lede"), quote)))
    shown = n.Cite((n.CitedWork("src", shows=((t("shown"),),)),))
    assert readable(brief) == (
        'Brief title="Title" language="en" direction="ltr" date="2026-11-22T00:00:00Z"\n'
        "  furniture: Furniture\n"
        '  Section ident="s"\n'
        '    title: "Title"\n'
        '    Paragraph role="lede"\n'
        '      "a\\u{200C}“b”"\n'
        "      Cite\n"
        '        CitedWork source="src"\n'
        '    Quote language="fa" ident="c01-q1"\n'
        "      Paragraph\n"
        '        "متن"\n'
        "      translation: Paragraph\n"
        '        "text"\n'
        '      attribution: "who"\n'
    )
    assert readable(shown) == 'Cite\n  CitedWork source="src"\n    paragraph\n      "shown"\n'
