"""Compiling styles: macros, dependent styles, errors with their places, bounds."""

from typing import Any

import pytest

from briefgen.citation import Style
from briefgen.errors import CitationError
from tests.citation.build import DATA, a_cite, a_style, an_engine, notes, shipped_locale

OPEN = '<style xmlns="http://purl.org/net/xbiblio/csl" version="1.0" class="note">'


def problem(body: str, parents: Any = None) -> Any:
    with pytest.raises(CitationError) as caught:
        Style.parse(body.encode(), file="bad.csl", parents=parents)
    (diagnostic,) = caught.value.problems
    assert diagnostic.status == 2
    return diagnostic


def test_a_macro_is_compiled_once_and_called_often() -> None:
    """Two calls of one macro print the same."""
    style = a_style(
        '<group delimiter="/"><text macro="m"/><text macro="m"/></group>',
        macros='<macro name="m"><text variable="title"/></macro>',
    )
    assert notes(an_engine(style, {"title": "T"}), a_cite()) == ["T/T"]


@pytest.mark.parametrize(
    ("body", "code", "where", "words"),
    [
        ("<locale/>", "style.root", "bad.csl:1:1", "not <locale>"),
        (f"{OPEN}\n</style>", "style.invalid", "bad.csl:1:1", "neither a <citation> nor a parent"),
        (f"{OPEN}\n<citation/></style>", "style.invalid", "bad.csl:2:1", "no <layout>"),
        (
            f'{OPEN}<citation><layout>\n<text macro="m"/></layout></citation></style>',
            "style.macro-unknown",
            "bad.csl:2:1",
            'no macro "m"',
        ),
        (
            (
                f'{OPEN}<macro name="a"><text macro="b"/></macro>\n<macro name="b"><text macro="a"/></macro>'
                '<citation><layout><text macro="a"/></layout></citation></style>'
            ),
            "style.macro-loop",
            "bad.csl:2:17",
            "a → b → a",
        ),
        (f"{OPEN}<citation><layout><blink/></layout></citation></style>", "style.invalid", "bad.csl:1:98", "<blink>"),
        (
            f"{OPEN}<citation><layout><text/></layout></citation></style>",
            "style.invalid",
            "bad.csl:1:98",
            "needs one of",
        ),
        (
            f"{OPEN}<citation><layout><choose><if><text value='a'/></if></choose></layout></citation></style>",
            "style.invalid",
            "bad.csl:1:106",
            "asks for nothing",
        ),
        (
            f"{OPEN}<citation><layout><choose><if colour='red'/></choose></layout></citation></style>",
            "style.invalid",
            "bad.csl:1:106",
            "colour",
        ),
        (
            f"{OPEN}<citation><layout><choose><text value='a'/></choose></layout></citation></style>",
            "style.invalid",
            "bad.csl:1:106",
            "cannot hold <text>",
        ),
        (
            f"{OPEN}<citation><sort><key/></sort><layout/></citation></style>",
            "style.invalid",
            "bad.csl:1:96",
            "a variable or a macro",
        ),
        (
            f"{OPEN}<citation><sort><key macro='m'/></sort><layout/></citation></style>",
            "style.macro-unknown",
            "bad.csl:1:96",
            'no macro "m"',
        ),
    ],
)
def test_a_wrong_style_names_its_fault_and_place(body: Any, code: Any, where: Any, words: Any) -> None:
    """Every fault of a style gives one error with code, file, line and column."""
    diagnostic = problem(body)
    assert diagnostic.code == code
    assert words in diagnostic.message
    line = repr(diagnostic.where).split(":")[1]
    assert line == where.split(":")[1]


def test_macros_cannot_explode() -> None:
    """Macros that double each other twenty times are refused before anything is rendered."""
    macros = "".join(f'<macro name="m{i}"><text macro="m{i + 1}"/><text macro="m{i + 1}"/></macro>' for i in range(20))
    body = f'{OPEN}{macros}<macro name="m20"><text value="x"/></macro><citation><layout><text macro="m0"/></layout></citation></style>'
    assert "expands to over" in problem(body).message


def test_of_alternatives_the_dearest_counts() -> None:
    """Macros that call the next one in both branches of a choice print one of them, and are no explosion."""
    both = '<choose><if type="book"><text macro="m{0}"/></if><else><text macro="m{0}"/></else></choose>'
    macros = "".join(f'<macro name="m{i}">{both.format(i + 1)}</macro>' for i in range(40))
    last = '<macro name="m40"><text variable="title"/></macro>'
    body = f'{OPEN}{macros}{last}<citation><layout><text macro="m0"/></layout></citation></style>'
    assert notes(an_engine(Style.parse(body.encode(), file="x.csl"), {"title": "T"}), a_cite()) == ["T"]


def test_a_style_says_whether_its_language_is_at_hand() -> None:
    """A default locale needs its file, one of its language, or terms in the style itself."""
    layout = '<citation><layout><text variable="title"/></layout></citation></style>'

    def speaks(language: str, own: str = "") -> bool:
        opening = OPEN.replace("<style", f'<style default-locale="{language}"')
        return Style.parse(f"{opening}{own}{layout}".encode(), file="x.csl").speaks(shipped_locale)

    assert [speaks(tag) for tag in ("de-DE", "de-AT", "ar-EG", "xx-XX")] == [True, True, True, False]
    assert speaks("xx-XX", '<locale xml:lang="xx"/>')


def test_macros_cannot_nest_for_ever() -> None:
    """A chain of a thousand macros is refused, not a recursion error."""
    macros = "".join(f'<macro name="m{i}"><text macro="m{i + 1}"/></macro>' for i in range(1000))
    body = f'{OPEN}{macros}<macro name="m1000"/><citation><layout/></citation></style>'
    assert "levels deep" in problem(body).message


DEPENDENT = (
    '<style xmlns="http://purl.org/net/xbiblio/csl" version="1.0" default-locale="de-DE"><info>'
    '<link rel="self" href="urn:me"/><link rel="independent-parent" href="urn:parent"/></info></style>'
)


def test_a_dependent_style_takes_its_parent_and_keeps_its_language() -> None:
    """The parent's layout prints, in the language of the dependent style."""
    parent = f'{OPEN}<citation><layout><text term="and"/></layout></citation></style>'.encode()
    style = Style.parse(DEPENDENT.encode(), file="dep.csl", parents=lambda url: parent if url == "urn:parent" else None)
    assert notes(an_engine(style, {"title": "T"}), a_cite()) == ["Und"]


def test_a_parent_that_is_missing_or_dependent_is_an_error() -> None:
    """Nothing is fetched: a parent must be at hand and independent."""
    assert problem(DEPENDENT).code == "style.parent-missing"
    assert problem(DEPENDENT, lambda _: None).code == "style.parent-missing"
    assert problem(DEPENDENT, lambda _: DEPENDENT.encode()).code == "style.parent-missing"


def test_the_shipped_styles_compile() -> None:
    """Each style that ships has a title and a bibliography or none on purpose."""
    for file in sorted((DATA / "styles").glob("*.csl")):
        style = Style.parse(file.read_bytes(), file=file.name)
        assert style.title
        assert style.is_note
