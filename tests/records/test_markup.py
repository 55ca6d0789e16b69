"""Claim prose."""

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from briefgen.diagnostics import Diagnostic, Span
from briefgen.errors import BriefgenError, LimitError, RecordError
from briefgen.records.markup import parse
from briefgen.records.prose import (
    Citation,
    Emphasis,
    InLanguage,
    Inline,
    Prose,
    SeeClaim,
    Strong,
    Words,
    citations_of,
    escape,
    plain_text,
)
from briefgen.records.read import Scalar, read


def show(inlines: tuple[Inline, ...]) -> str:
    """Write inlines as a plain notation: <em …>, <strong …>, <fa …>, <see …>, <cite …>."""
    parts = []
    for inline in inlines:
        match inline:
            case Words(text):
                parts.append(text)
            case Emphasis(children):
                parts.append(f"<em {show(children)}>")
            case Strong(children):
                parts.append(f"<strong {show(children)}>")
            case InLanguage(children, language):
                parts.append(f"<{language} {show(children)}>")
            case SeeClaim(claim):
                parts.append(f"<see {claim}>")
            case Citation(works):
                shown = (f"{w.prefix}|{w.source}|{w.label}|{w.locator}|{w.suffix}" for w in works)
                parts.append(f"<cite {'; '.join(shown)}>")
    return "".join(parts)


def one(text: str) -> str:
    """Parse a text of one paragraph and show it."""
    (paragraph,) = parse(text).paragraphs
    return show(paragraph)


def faults(text: str, *, citations: bool = True, references: bool = True) -> list[tuple[str, int]]:
    """Return code and column of every fault."""
    with pytest.raises(RecordError) as caught:
        parse(text, citations=citations, references=references)
    return [(p.code, p.where.column) for p in caught.value.problems if isinstance(p, Diagnostic)]


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("plain words", "plain words"),
        ("two\nlines   folded ", "two lines   folded"),
        ("*a* b **c**", "<em a> b <strong c>"),
        ("***a***", "<em <strong a>>"),
        ("*a **b** c*", "<em a <strong b> c>"),
        ("**a *b* c**", "<strong a <em b> c>"),
        ("a*b*c", "a<em b>c"),
        ("*un matched", "*un matched"),
        ("2 * 3 * 4", "2 * 3 * 4"),
        ("a* b*", "a* b*"),
        ("**a*", "*<em a>"),
        ("*a**", "<em a>*"),
        ("**a*b**", "<strong a*b>"),
        ("a ** b", "a ** b"),
        ("[sic] _x_ `y` <b>&amp;</b>", "[sic] _x_ `y` <b>&amp;</b>"),
        ("a@b.example @ x@", "a@b.example @ x@"),
        ("\\*a\\* \\[x\\] \\@y \\# \\{z\\} \\\\ \\q", "*a* [x] @y # {z} \\ \\q"),
        ("{{ 7*7 }} {% x %} %(id)s ${HOME}", "{{ 7*7 }} {% x %} %(id)s ${HOME}"),
        ("[متن]{lang=fa}", "<fa متن>"),
        ("[*a* [b]{lang=de}]{lang=fr-CA}", "<fr-CA <em a> <de b>>"),
        ("*[a]{lang=de}*", "<em <de a>>"),
        ("[x]{.class} [y] {lang=fa}", "[x]{.class} [y] {lang=fa}"),
        ("see [#c17] and [#17 b] and [# c]", "see <see c17> and [#17 b] and [# c]"),
        ("*see [#c1]*", "<em see <see c1>>"),
        ("[[a] b", "[[a] b"),
        ("a] b [c", "a] b [c"),
        ("x [@a].", "x <cite |a|||>."),
        ("x [@a, p. 3]", "x <cite |a|page|3|>"),
        ("[see @a, pp. 3–5, 7; cf. also @b]", "<cite see|a|page|3–5, 7|; cf. also|b|||>"),
        ("[@a,\np. 3,\nfurther\nwords]", "<cite |a|page|3|further words>"),
        ("[@a; @b, § 3]", "<cite |a|||; |b|section|3|>"),
        ("[@a, one thing; another thing]", "<cite |a|||one thing; another thing>"),
        ("[@a, p. 3; then more; @b]", "<cite |a|page|3|; then more; |b|||>"),
        ("[@a [sic] more]", "<cite |a||| [sic] more>"),
        ("[@a, {see; there}]", "<cite |a|page|see; there|>"),
        ("[see \\*x\\* @a, p. 1 \\] y]", "<cite see *x*|a|page|1| ] y>"),
        ("[@a p. 3 (my translation)]", "<cite |a|page|3| (my translation)>"),
        ("[mail a@b.example, @c]", "<cite mail a@b.example,|c|||>"),
        ("[-x @a]", "<cite -x|a|||>"),
    ],
)
def test_what_is_markup_and_what_is_not(text: str, shown: str) -> None:
    """Markup becomes inlines, and everything else stays text, character for character."""
    assert one(text) == shown


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("as @a says", [("prose.bare-citation", 4)]),
        ("(@handle)", [("prose.bare-citation", 2)]),
        ("x [-@a]", [("prose.suppressed-author", 4)]),
        ("*x [@a]*", [("prose.citation-inside", 4)]),
        ("**x [@a] y**", [("prose.citation-inside", 5)]),
        ("[x [@a]]{lang=fa}", [("prose.citation-inside", 4)]),
        ("[@a; nothing]", [("prose.no-source", 6)]),
        ("[@a, p. 3; nyt-2020]", [("prose.no-source", 12)]),
        ("[@a;]", [("prose.no-source", 5)]),
        ("[@a @b]", [("prose.two-sources", 5)]),
        ("[x]{lang='fa'}", [("prose.language", 4)]),
        ("[x]{ lang=fa}", [("prose.language", 4)]),
        ("[]{lang=fa}", [("prose.language", 1)]),
        ("@a and @b", [("prose.bare-citation", 1), ("prose.bare-citation", 8)]),
        ("[a @b" + " ]", []),
    ],
)
def test_faults_stand_where_they_are(text: str, expected: list[tuple[str, int]]) -> None:
    """What looks like a citation and is none is an error at its own column, and all are reported."""
    if expected:
        assert faults(text) == expected
    else:
        assert one(text) == "<cite a|b|||>"


def test_fields_that_may_not_cite() -> None:
    """Where citations or references may not stand, they are errors."""
    assert faults("x [@a, p. 1] [see @b]", citations=False) == [("prose.citation-here", 3), ("prose.citation-here", 14)]
    assert faults("x [#c1]", references=False) == [("prose.reference-here", 3)]


def test_paragraphs() -> None:
    """A blank line, with or without spaces in it, parts paragraphs; blank ends are dropped."""
    prose = parse("\n one\nmore\n\n two\n \n\n three \n")
    assert [show(p) for p in prose.paragraphs] == ["one more", "two", "three"]
    assert prose.raw.startswith("\n one")
    assert parse(" \n ").paragraphs == ()


def test_limits_of_a_paragraph() -> None:
    """A paragraph longer than the limit is exit 3; nesting too deep is an error and no recursion error."""
    with pytest.raises(LimitError, match=r"limit\.paragraph"):
        parse("x " * 10_001)
    deep = "".join("*a " if i % 2 else "**b " for i in range(40))
    closing = "".join(" c*" if i % 2 else " d**" for i in reversed(range(40)))
    assert ("prose.nesting", 1) in faults(deep + closing)
    assert "prose.nesting" in {code for code, _ in faults("[" * 20 + "x" + "]{lang=fa}" * 20)}


@pytest.mark.parametrize("text", ["*" * 20_000, "[" * 20_000, "[" * 9_000 + "]" * 9_000, "*a " * 6_000, "a*" * 9_000])
def test_hostile_markup_takes_no_time(text: str) -> None:
    """Thousands of stars or brackets are parsed as text, not quadratically."""
    with_time = parse(text)
    assert plain_text(with_time.paragraphs[0]).replace("*", "") == text.strip().replace("*", "")


def test_places_of_citations_in_a_block() -> None:
    """A work of a citation stands at its own line and column in the file."""
    raw = read(b"k: |\n  words\n  more [see @a;\n  @b] x [#c1] @q\n", "f").entries["k"]
    assert isinstance(raw, Scalar)
    with pytest.raises(RecordError) as caught:
        parse(raw.text, raw.at)
    assert caught.value.problems[0].line().startswith("f:4:15: error[prose.bare-citation]")
    prose = parse(raw.text.replace("@q", ""), raw.at)
    (citation,) = citations_of(prose)
    assert citation.origin == Span("f", 3, 8)
    assert [work.origin for work in citation.works] == [Span("f", 3, 13), Span("f", 4, 3)]


def test_joiners_follow_the_language_of_the_span() -> None:
    """A joiner is right in a Persian span of an English text, and wrong outside it, at its own place."""
    parse("He said [می\u200cرود]{lang=fa}.", language="en")
    with pytest.raises(RecordError) as caught:
        parse("He *said* می\u200cرود and [x]{lang=fa}.", language="en")
    (problem,) = caught.value.problems
    assert problem.line().startswith("-:1:13: error[text.joiner]")
    parse("می\u200cرود", language="fa")


@given(st.text(st.characters(exclude_characters="\n", codec="utf-8"), min_size=1))
@example("*a* [@b] \\ {x} #")
@example("\\*")
def test_escaped_text_reads_back_as_itself(text: str) -> None:
    """Any text, once escaped, is the same words again."""
    prose = parse(escape(text))
    stripped = text.strip(" ")
    if stripped:
        assert [type(i) for i in prose.paragraphs[0]] == [Words]
        assert plain_text(prose.paragraphs[0]) == stripped
    else:
        assert prose.paragraphs == ()


@settings(deadline=None)
@given(st.text("ab *[]@#{}\\;,.p1-\nlang=f", max_size=60))
def test_any_text_is_prose_or_our_error(text: str) -> None:
    """Parsing gives prose, whose words stem from the text, or our own errors with places inside it."""
    try:
        prose = parse(text)
    except BriefgenError as error:
        for problem in error.problems:
            assert isinstance(problem, Diagnostic)
            assert 1 <= problem.where.column <= len(text) + 1
    else:
        assert isinstance(prose, Prose)
        words = "".join(plain_text(p) for p in prose.paragraphs)
        assert len(words) <= len(text)
