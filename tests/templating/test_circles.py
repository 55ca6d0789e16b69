"""Templates and macros that lead back to themselves."""

import pytest

from tests.templating.printing import checked, refused


@pytest.mark.parametrize(
    ("pack", "named"),
    [
        ({"brief.xml.j2": "{% include 'brief.xml.j2' %}"}, ["brief.xml.j2", "brief.xml.j2"]),
        ({"brief.xml.j2": "{% extends 'brief.xml.j2' %}"}, ["brief.xml.j2", "brief.xml.j2"]),
        (
            {"brief.xml.j2": "{% extends 'b.xml.j2' %}", "b.xml.j2": "{% extends 'brief.xml.j2' %}"},
            ["brief.xml.j2", "b.xml.j2", "brief.xml.j2"],
        ),
        ({"brief.xml.j2": "{% macro m() %}{{ m() }}{% endmacro %}{{ m() }}"}, ["macro m", "macro m"]),
        (
            {"brief.xml.j2": "{% macro a() %}{{ b() }}{% endmacro %}{% macro b() %}{{ a() }}{% endmacro %}"},
            ["macro a", "macro b", "macro a"],
        ),
        (
            {"brief.xml.j2": "{% import 'm.xml.j2' as m %}", "m.xml.j2": "{% import 'brief.xml.j2' as b %}"},
            ["brief.xml.j2", "m.xml.j2"],
        ),
        (
            {
                "brief.xml.j2": "{% macro a() %}{% include 'p.xml.j2' %}{% endmacro %}{{ a() }}",
                "p.xml.j2": "{{ a() }}",
            },
            ["macro a", "p.xml.j2", "macro a"],
        ),
        (
            {
                "brief.xml.j2": "{% from 'm.xml.j2' import a as b %}{{ b() }}",
                "m.xml.j2": "{% import 'n.xml.j2' as n %}{% macro a() %}{{ n.c() }}{% endmacro %}",
                "n.xml.j2": "{% from 'm.xml.j2' import a %}{% macro c() %}{{ a() }}{% endmacro %}",
            },
            ["m.xml.j2", "n.xml.j2"],
        ),
    ],
)
def test_a_circle_is_named(pack: dict[str, str], named: list[str]) -> None:
    """Whatever leads back to itself is an error that names the whole circle, at check and at build."""
    found = [one for one in checked(pack) if one.code == "template.circle"]
    assert found
    message = found[0].message
    position = 0
    for name in named:
        position = message.index(name, position) + 1
    assert found[0].status == 2
    assert "template.circle" in {one.code for one in refused(pack)}


def test_a_parent_s_template_of_the_same_name_is_no_circle() -> None:
    """A template extends the one that it stands in for by the name of the parent pack."""
    pack = {"brief.xml.j2": "{% extends 'base/brief.xml.j2' %}", "base/brief.xml.j2": "<brief/>"}
    assert checked(pack) == []


def test_two_ways_to_one_template_are_no_circle() -> None:
    """A template that is included twice, and a macro called from two macros, lead nowhere back."""
    pack = {
        "brief.xml.j2": "{% include 'a.xml.j2' %}{% include 'b.xml.j2' %}",
        "a.xml.j2": "{% include 'c.xml.j2' %}",
        "b.xml.j2": "{% include 'c.xml.j2' %}",
        "c.xml.j2": "{% macro m() %}{% endmacro %}{% macro n() %}{{ m() }}{% endmacro %}{{ n() }}{{ m() }}",
    }
    assert checked(pack) == []
