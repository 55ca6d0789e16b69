"""The closed list of what a template may do."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from briefgen.templating.fields import FIELDS, FILTERS, NAMES, TESTS
from tests.templating.printing import checked, printed, refused, where

PATH = "templates/readers/brief.xml.j2"

ESCAPES = [
    "''.__class__.__mro__[1].__subclasses__()",
    "claims['__class__']",
    "claims|attr('__class__')",
    "self.__init__.__globals__",
    "lipsum.__globals__",
    "cycler.__init__",
    "joiner",
    "namespace()",
    "dict(a=1)",
    "config",
    "self._TemplateReference__context",
    "'{0.__class__}'.format(claims)",
    "'%s'|format(claims)",
    "claims|map('string')",
    "claims|groupby('__class__')",
    "claims|map(attribute='__class__')",
    "claims|map(attribute='heading.__class__')",
    "claims|pprint",
    "claims|xmlattr",
    "claims|urlize",
    "claims|tojson",
    "claims|list",
    "claims|random",
    "claims|wordwrap(1)",
    "caller()",
    "loop(claims)",
    "super.__class__",
    "super()",
    "self.body()",
    "brief.title.upper()",
    "claims.count",
    "words.items",
    "claims|safe",
    "brief.title|safe",
    "brief|default|attr('x')",
    "request",
    "_",
    "claims[claims[0].id.__class__]",
    "claims[0:1]",
    "{'a': 1}",
    "[claims]",
    "lipsum(n=1000000)",
    "range(9)",
    "claims|sort(attribute=brief.title)",
    "claims|selectattr('id', 'callable')",
    "claims|selectattr('id', brief.title)",
    "brief.title is callable",
    "brief.title is filter",
    "claims|map(*brief)",
    "words['__class__']",
    "claims[none]",
]

COSTLY = [
    '"a" * 10**9',
    "'%02000000000d' % 1",
    "brief.title|center(2000000000)",
    "brief.title|indent(10000000)",
    "claims|slice(100000000)",
    "lipsum(n=1000000)",
    "2**10**9",
    "9 // 2",
    "9 / 2",
    "1e308",
    "99999999999999999999",
    "brief.title|replace('a', 'b')",
    "claims|batch(2)",
    "[" + ", ".join(["1"] * 101) + "]|length",
]


@pytest.mark.parametrize("expression", ESCAPES + COSTLY)
def test_what_is_not_in_the_list_is_an_error(expression: str) -> None:
    """Escapes, costly operators and unlisted filters are errors of the pack, with line and column, when it is checked."""
    found = checked("<brief>\n<p>{{ " + expression + " }}</p></brief>")
    assert found
    for problem in found:
        assert (problem.status, problem.where.file, problem.where.line) == (2, PATH, 2)
        assert problem.where.column >= 4
        assert problem.code.startswith("template.")


@pytest.mark.parametrize(
    "statement",
    [
        "{% for x in claims recursive %}{% endfor %}",
        "{% for x.y in claims %}{% endfor %}",
        "{% set x.y = 1 %}",
        "{% set x, y = 1, 2 %}",
        "{% set x %}text{% endset %}",
        "{% filter upper %}x{% endfilter %}",
        "{% autoescape false %}x{% endautoescape %}",
        "{% with x = 1 %}{% endwith %}",
        "{% macro m() %}{% endmacro %}{% call m() %}{% endcall %}",
        "{% do x %}",
        "{% debug %}",
        "{% include brief.title %}",
        "{% include ['part.xml.j2'] %}",
        "{% include 'part.xml.j2' ignore missing %}",
        "{% include 'part.xml.j2' without context %}",
        "{% include '../../secret' %}",
        "{% include 'none.xml.j2' %}",
        "{% import 'part.xml.j2' as p %}",
        "{% from 'macros.xml.j2' import nothing %}",
        "{% extends brief.title %}",
        "{% set claims = 1 %}",
        "{% for words in claims %}{% endfor %}",
        "{% macro brief() %}{% endmacro %}",
        "{% macro m() %}{% macro n() %}{% endmacro %}{% endmacro %}",
        "{% macro m() %}{% block b %}{% endblock %}{% endmacro %}",
        "{% macro m() %}{% endmacro %}{{ m }}",
        "{% macro m(n) %}{% endmacro %}{% macro n() %}{% endmacro %}{{ m(1) }}",
        "{% macro m() %}{{ varargs }}{% endmacro %}{{ m(1) }}",
        "{% macro m() %}{% endmacro %}{{ m(*claims) }}",
        "{% macro m() %}{% endmacro %}{{ m(**brief) }}",
        "{% import 'macros.xml.j2' as k %}{{ k.nothing() }}",
        "{% import 'macros.xml.j2' as k %}{{ k.m.caller }}",
        "{{ loop.index }}",
        "{% for x in claims %}{{ loop.cycle('a') }}{% endfor %}",
        "{% for x in claims %}{{ loop.changed }}{% endfor %}",
        "{% if brief.title if brief.title %}{% endif %}",
        "{{ 'x' if brief.title }}",
        "{{ words['no-such-word'] }}",
        "{{ 'no-such-word'|word }}",
        "{{ +1 }}",
        "{{ brief.headline }}",
        "{{ claims|map }}",
        "{{ claims|join(sep=',') }}",
        "{{ claims|length(1) }}",
        "{% break %}",
        "{% trans %}x{% endtrans %}",
        "{% raw %}",
        "{{ 'a\\ud800b' }}",
        "{{ 'a\\u200bb' }}",
        "{{",
        "{% if %}",
        "{{ 1" + "0" * 5000 + " }}",
    ],
)
def test_statements_outside_the_list_are_errors(statement: str) -> None:
    """Whatever else Jinja knows is an error with a line, and it is the same error for check and build."""
    pack = {
        "brief.xml.j2": f"<brief>\n{statement}</brief>",
        "part.xml.j2": "<p>x</p>",
        "macros.xml.j2": "{% macro m() %}x{% endmacro %}",
    }
    found = checked(pack)
    assert found
    assert found[0].status == 2
    assert where(found[0])[0] == PATH
    assert found[0].where.line <= 2
    assert [one.line() for one in refused(pack)] == [one.line() for one in found]


def test_the_column_is_that_of_the_word() -> None:
    """A fault deep in a line is pointed at, behind text that holds the same word."""
    (problem,) = checked("<brief>\n<p>safe words {{ brief.title|safe }}</p></brief>")
    assert where(problem) == (PATH, 2, 30)
    assert problem.code == "template.filter"


def test_all_faults_of_all_templates_are_told_together() -> None:
    """One run tells of every fault, file by file and line by line."""
    found = checked({"brief.xml.j2": "{{ config }}\n{{ claims|list }}", "part.xml.j2": "{{ range(1) }}"})
    assert [(one.code, one.where.file.rpartition("/")[2], one.where.line) for one in found] == [
        ("template.unknown-name", "brief.xml.j2", 1),
        ("template.filter", "brief.xml.j2", 2),
        ("template.call", "part.xml.j2", 1),
    ]


def test_a_near_name_is_suggested() -> None:
    """A misspelt field, word or filter comes with a hint."""
    assert checked("{{ claims|map(attribute='haeding')|join }}")[0].hint == "did you mean heading?"
    assert checked("{{ words['contents-headin'] }}")[0].hint == "did you mean contents-heading?"
    assert "selectattr" in checked("{{ claims|filter }}")[0].hint


def test_the_listed_language_is_enough() -> None:
    """Everything that the list allows works together."""
    pack = {
        "brief.xml.j2": (
            "{% extends 'base.xml.j2' %}{% import 'macros.xml.j2' as m %}{% from 'macros.xml.j2' import card as c %}"
            "{% block body %}{% set n = 1 + 2 - 1 %}{% set sep = '; ' ~ '-' + '>' %}"
            "{% for claim in claims if claim.kind != 'denial' and not claim.figure %}"
            "{{ loop.index }}{{ m.card(claim, big=true) }}{{ c(claim) }}{{ sep }}"
            "{% else %}none{% endfor %}{{ n }}{{ -1 }}"
            "{% for key, group in claims|groupby('section') %}{{ key }}={{ group|length }} {% endfor %}"
            "{% if 'c1' in claims and sections[0].id == 'one' %}{{ claims['c1'].asserted_by.name }}{% endif %}"
            "{{ claims|selectattr('kind', 'in', ['denial', 'position'])|map(attribute='id')|join(', ') }}"
            "{% include 'part.xml.j2' %}{% endblock %}"
        ),
        "base.xml.j2": "<brief>{% block body %}{% endblock %}</brief>",
        "part.xml.j2": "[{{ brief.title|upper if brief.title is defined else '' }}]",
        "macros.xml.j2": "{% macro card(claim, big=false) %}<{{ claim.id }}{% if big %}!{% endif %}>{% endmacro %}",
    }
    assert checked(pack) == []
    assert printed(pack) == (
        "<brief>1<c1!><c1>; -&gt;2<c2!><c2>; -&gt;2-1one=2 two=1 Bob &lt;B&gt; &amp; Coc2, c3[A TITLE]</brief>"
    )


@pytest.mark.parametrize(("count", "fits"), [(4, True), (5, False), (12, False)])
def test_loops_nest_four_deep(count: int, fits: bool) -> None:
    """Four loops in each other are taken, a fifth is a limit."""
    text = "".join(f"{{% for x{n} in claims %}}" for n in range(count)) + "{% endfor %}" * count
    found = [(one.code, one.status) for one in checked(text)]
    assert found == ([] if fits else [("limit.template-loops", 3)])


@pytest.mark.parametrize(("count", "fits"), [(29, True), (30, False), (900, False)])
def test_a_template_has_a_depth(count: int, fits: bool) -> None:
    """A tree of 32 levels is taken, deeper ones are a limit: template, ifs, output, text."""
    text = "{% if brief %}" * count + "x" + "{% endif %}" * count
    found = {(one.code, one.status) for one in checked(text)}
    assert found == (set() if fits else {("limit.template-depth", 3)})


@pytest.mark.parametrize("text", ["{{ " + "(" * 5000 + "1" + ")" * 5000 + " }}", "{{ " + "not " * 5000 + "1 }}"])
def test_depth_that_breaks_jinja_is_a_limit_too(text: str) -> None:
    """What would overflow the parser's stack is said as the same limit."""
    assert [(one.code, one.status) for one in checked(text)] == [("limit.template-depth", 3)]


@pytest.mark.parametrize(("count", "fits"), [(9_999, True), (10_000, False), (40_000, False)])
def test_a_template_has_a_number_of_nodes(count: int, fits: bool) -> None:
    """20,000 nodes are taken: template, output, and two for each expression between texts; more are a limit."""
    found = [(one.code, one.status) for one in checked("{{ 1 }}\n" * count)]
    assert found == ([] if fits else [("limit.template-nodes", 3)])


@settings(max_examples=150, deadline=None)
@given(st.text(alphabet="{}%#|()[].,'\"~+-*=_ abclaimsifor01\n", max_size=60))
def test_no_text_raises_anything_but_our_errors(text: str) -> None:
    """Any template text is judged with messages that point into it."""
    for problem in checked(text):
        assert problem.where.line >= 1
        assert problem.status in (2, 3)


def test_the_lists_are_short() -> None:
    """The language stays small: the eight names of the rulings, and about fifteen filters and tests."""
    assert NAMES == ("brief", "sections", "claims", "sources", "entities", "judgments", "audience", "words")
    assert len(FILTERS) <= 18
    assert len(TESTS) <= 20
    assert not any(name.startswith("_") for name in (*FIELDS, *FILTERS, *TESTS))
