"""What templates print, and what stops them."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from briefgen.errors import LimitError, TemplateError
from briefgen.records.dates import Edtf
from briefgen.records.store import RecordSet
from tests.selection.factories import a_brief, a_claim, a_topic, an_entity
from tests.templating.printing import a_small_topic, checked, printed, refused, where


def many(count: int) -> RecordSet:
    """A topic with that many claims."""
    return a_topic([a_claim(f"c{n}") for n in range(count)])


def test_values_are_escaped_and_printed_once() -> None:
    """Text of records is escaped, whatever it looks like; numbers print as they are."""
    records = a_topic([a_claim("c1", heading="{{ 7*7 }} <claim ref='c1'/> & \"")])
    assert printed("{{ claims[0].heading }}|{{ claims|length }}", records) == (
        "{{ 7*7 }} &lt;claim ref=&#39;c1&#39;/&gt; &amp; &#34;|1"
    )


@given(st.text(max_size=30))
def test_no_value_becomes_markup(value: str) -> None:
    """No angle bracket and no bare ampersand of a value reaches the markup, through any way of building text."""
    records = a_topic([], a_brief(title=value))
    text = printed("{{ brief.title }}{{ brief.title ~ brief.title }}{{ [1]|join }}{{ brief.title|upper }}", records)
    assert "<" not in text
    assert ">" not in text


def test_macros_and_joined_markup_are_escaped_once() -> None:
    """What a macro printed is markup already: joining it to text escapes the text and not the markup."""
    template = "{% macro m(x) %}<em>{{ x }}</em>{% endmacro %}{{ m('<') ~ '&' ~ m('b') }}"
    assert printed(template) == "<em>&lt;</em>&amp;<em>b</em>"


@pytest.mark.parametrize(
    ("expression", "code", "column"),
    [
        ("claims['c9'].heading", "template.undefined", 12),
        ("claims[0].asserted_by.title", "template.undefined", 26),
        ("brief.asserted_by", "template.undefined", 10),
        ("claims", "template.failed", 1),
        ("claims[0]", "template.failed", 1),
        ("claims[0].figure", "template.failed", 1),
        ("none", "template.failed", 1),
        ("claims < 3", "template.failed", 1),
        ("brief.title - 1", "template.failed", 16),
        ("brief.title + 1", "template.failed", 16),
        ("999999999 + 999999999", "template.failed", 1),
        ("claims|upper", "template.failed", 1),
        ("brief.title|sort", "template.failed", 1),
        ("claims|map(attribute='name')|join", "template.failed", 26),
        ("claims|join", "template.failed", 1),
        ("sources|first", "template.failed", 1),
        ("3|length", "template.failed", 1),
        ("brief.title|word", "template.failed", 1),
        ("brief.title|date", "template.failed", 1),
        ("-brief.title", "template.failed", 1),
        ("brief.title is divisibleby 2", "template.failed", 1),
    ],
)
def test_what_fails_while_printing_names_its_line(expression: str, code: str, column: int) -> None:
    """An undefined name or an operation that cannot be is an error at the line of the template."""
    (problem,) = refused("<brief>\n\n{{ " + expression + " }}</brief>")
    assert (problem.code, problem.status) == (code, 2)
    assert where(problem)[:2] == ("templates/readers/brief.xml.j2", 3)
    assert problem.where.column == column


def test_the_line_is_that_of_the_innermost_template() -> None:
    """A fault in an included template, or in a macro, is told where it stands."""
    pack = {
        "brief.xml.j2": "<brief>\n{% include 'part.xml.j2' %}</brief>",
        "part.xml.j2": "\n\n{% import 'm.xml.j2' as m %}\n{{ m.card(claims[0]) }}",
        "m.xml.j2": "{% macro card(claim) %}\n{{ claim.asserted_by.role.name }}\n{% endmacro %}",
    }
    (problem,) = refused(pack)
    assert where(problem)[:2] == ("templates/readers/m.xml.j2", 2)
    assert "name" in problem.message


def test_compiling_faults_have_a_line() -> None:
    """What only Jinja's compiler refuses is an error with a line as well."""
    (problem,) = checked("<brief>\n{% block a %}{% endblock %}\n{% block a %}{% endblock %}</brief>")
    assert (problem.code, problem.where.line) == ("template.syntax", 3)
    assert checked("<brief/>") == []
    pack = {"brief.xml.j2": "{% for c in claims %}{% extends 'b.xml.j2' %}{% endfor %}", "b.xml.j2": "x"}
    assert [one.code for one in checked(pack)] == ["template.syntax"]


@pytest.mark.parametrize(("extra", "fits"), [(0, True), (1, False), (100_000, False)])
def test_output_has_a_limit(extra: int, fits: bool) -> None:
    """4 MiB are printed; one character more is the limit `output`."""
    size = 4 * 1024 * 1024
    per = 4096
    template = "{% for a in claims %}" + "x" * per + "{% endfor %}" + "y" * extra
    records = many(size // per)
    if fits:
        assert len(printed(template, records)) == size
    else:
        with pytest.raises(LimitError, match=r"limit\.output"):
            printed(template, records)


@pytest.mark.parametrize(("sections", "fits"), [(995, True), (996, False), (5000, False)])
def test_passes_have_a_limit(sections: int, fits: bool) -> None:
    """A million passes are made, 5 for the template, 999 + 999 * 999 and the sections here; one more is a limit."""
    inner = "{% for a in claims %}{% for b in claims %}{% endfor %}{% endfor %}"
    tail = "{% for s in sections %}{% endfor %}"
    claims = [a_claim(f"c{n}", "s0") for n in range(999)]
    records = a_topic(claims, a_brief([f"s{n}" for n in range(sections)]))
    if fits:
        assert printed(inner + tail, records) == ""
    else:
        with pytest.raises(LimitError, match=r"limit\.passes"):
            printed(inner + tail, records)


@pytest.mark.parametrize(
    "template",
    [
        "{% set a = 'xxxxxxxxxxxxxxxx' %}" + "{% set a = a ~ a %}" * 40,
        "{% set a = 'xxxxxxxxxxxxxxxx' %}" + "{% set a = a + a %}" * 40,
        "{% macro m0() %}xxxxxxxxxxxxxxxx{% endmacro %}"
        + "".join(
            f"{{% macro m{n} () %}}{{{{ m{n - 1}() }}}}{{{{ m{n - 1}() }}}}{{% endmacro %}}" for n in range(1, 40)
        )
        + "{{ m39() }}",
        "{% macro m0() %}{% endmacro %}"
        + "".join(
            f"{{% macro m{n} () %}}{{{{ m{n - 1}() }}}}{{{{ m{n - 1}() }}}}{{% endmacro %}}" for n in range(1, 40)
        )
        + "{{ m39() }}",
        "{% set a = 'x' %}{% for b in claims %}{% for c in claims %}{{ claims|map(attribute='id')|join }}{% endfor %}{% endfor %}",
        "{% macro m() %}{% for b in claims %}{% for c in claims %}"
        + "x" * 1000
        + "{% endfor %}{% endfor %}{% endmacro %}{{ m() }}",
    ],
    ids=["tilde", "plus", "macros", "empty macros", "filters", "a macro's text"],
)
def test_text_cannot_grow_without_bound(template: str) -> None:
    """Doubling text, by whatever means, ends at a limit and not in the machine's memory."""
    with pytest.raises(LimitError):
        printed(template, many(300))


def test_includes_that_double_are_counted() -> None:
    """Files that include the next one twice each end at the limit of passes."""
    pack = {f"p{n}.xml.j2": f"{{% include 'p{n + 1}.xml.j2' %}}" * 2 for n in range(22)}
    pack["brief.xml.j2"] = "{% include 'p0.xml.j2' %}"
    pack["p22.xml.j2"] = ""
    with pytest.raises(LimitError, match=r"limit\.passes"):
        printed(pack)


def test_printing_twice_prints_the_same() -> None:
    """Nothing of one run is left for the next, although trees and code are kept."""
    template = "{% for c in claims %}{% set x = c.id ~ '!' %}{{ x }}{% endfor %}"
    assert printed(template) == printed(template) == "c1!c2!c3!"
    assert printed(template, many(2)) == "c0!c1!"
    assert checked(template) == []


def test_a_fault_stays_a_fault_after_other_packs() -> None:
    """A template that was compiled for one pack is judged anew in another that lacks what it uses."""
    part = "{{ card() }}"
    assert checked({"brief.xml.j2": "{% macro card() %}x{% endmacro %}", "part.xml.j2": part}) == []
    assert [one.code for one in checked({"brief.xml.j2": "x", "part.xml.j2": part})] == ["template.call"]


def test_filters_give_what_they_say() -> None:
    """Each filter of the list on a plain value."""
    entities = [an_entity("a", "Ann"), an_entity("b", "Bob"), an_entity("c", "Cy")]
    said = Edtf.parse("1399-08-24", "persian")
    claims = [a_claim(f"c{n}", asserted_by="abc"[n], heading="zYx"[n], asserted_on=said) for n in range(3)]
    records = a_topic(claims, a_brief(title=" a TITLE "), entities=entities)
    cases = {
        "entities|names": "Ann, Bob, and Cy",
        "['x', 'y']|names": "x and y",
        "['x']|names": "x",
        "claims|map(attribute='heading')|sort|join": "xYz",
        "claims|map(attribute='heading')|sort(case_sensitive=true)|join": "Yxz",
        "claims|sort(attribute='heading', reverse=true)|map(attribute='id')|join(' ')": "c0 c1 c2",
        "claims|join(', ', 'id')": "c0, c1, c2",
        "(claims|first).id ~ (claims|last).id": "c0c2",
        "brief.title|trim|lower": "a title",
        "brief.title|upper|trim": "A TITLE",
        "brief.title|title|trim": "A Title",
        "brief.subtitle|default('none', true)": "none",
        "nothing|default('none')": "none",
        "claims|selectattr('asserted_by')|length": "3",
        "claims|rejectattr('heading', 'eq', 'Y')|length": "2",
        "claims|selectattr('heading', 'defined')|length": "3",
        "'allegation'|word('kind')": "Allegation",
        "'2021-02'|date": "February 2021",
        "claims[0].asserted_on|date": "24 Aban 1399 (14 November 2020)",
        "claims[0].asserted_on ~ '.'": "1399-08-24.",
        "claims[0].about|date": "",
        "'page'|word(page=1, pages='2')": "Page 1 of 2",
    }
    for expression, expected in cases.items():
        template = "{% if false %}{% set nothing = 1 %}{% endif %}{{ " + expression + " }}"
        assert printed(template, records) == expected, expression
    grouped = "{% for kind, group in claims|groupby('kind') %}{{ kind }}:{{ group|length }}{% endfor %}"
    assert printed(grouped, records) == "allegation:3"


def test_the_context_is_what_the_rulings_name() -> None:
    """The eight names, with the fields that the lists promise, and no words of evidence."""
    template = (
        "{{ brief.title }}|{{ brief.scope }}|{{ sections[0].about }}|{{ sections['two'].claims[0].id }}|"
        "{{ claims['c3'].asserted_by.name }}|{{ judgments[0].claims|join }}|"
        "{{ words['draft'] }}|{{ audience.id }}|{{ entities['ann'].kind }}|{{ 1 if 's1' in sources else 2 }}"
    )
    assert printed(template) == "A title|A scope of متن.|About one.|c3|Ann|c1|Draft|readers|person|2"
    assert checked("{{ claims[0].text }}")[0].code == "template.unknown-field"


def test_relations_and_disputes_are_seen_by_kind_and_id() -> None:
    """A claim tells its relations to claims that are shown, and which of them speak against it."""
    template = (
        "{% for c in claims %}{% for r in c.relations %}{{ c.id }} {{ r.kind }} {{ r.to }};{% endfor %}{% endfor %}"
    )
    assert printed(template) == "c1 denied-by c3;c3 denies c1;"
    assert printed("{{ (claims|selectattr('disputes')|first).id }}") == "c1"


def test_errors_of_ours_pass_through() -> None:
    """A missing template of the pack is an error of the pack, not of Python."""
    with pytest.raises(TemplateError):
        printed({"brief.xml.j2": "{% include 'other.xml.j2' %}"}, a_small_topic())
