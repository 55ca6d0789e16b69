"""<choose> compiled: attributes of <if> and <else-if> to tests on a cite (CSL 1.0.2, Choose)."""

from typing import TYPE_CHECKING, Final

from briefgen.citation.cite import (
    BIBLIOGRAPHY,
    FAR_NOTE,
    FIRST,
    IBID,
    IBID_WITH_LOCATOR,
    NEAR_NOTE,
    SUBSEQUENT,
)
from briefgen.citation.dates import has_parts
from briefgen.citation.numbers import is_numeric
from briefgen.citation.person import people
from briefgen.citation.tree import fail
from briefgen.citation.variables import DATES, NAMES, variable_text

if TYPE_CHECKING:
    from collections.abc import Callable

    from briefgen.citation.cite import Cite
    from briefgen.citation.text import Piece
    from briefgen.citation.tree import Element

    Test = Callable[[Cite], bool]

__all__ = ["compile_choose"]

_POSITIONS: Final = {
    "first": FIRST,
    "subsequent": SUBSEQUENT,
    "ibid": IBID,
    "ibid-with-locator": IBID_WITH_LOCATOR,
    "near-note": NEAR_NOTE,
    "far-note": FAR_NOTE,
}


def _type_test(kind: str) -> "Test":
    return lambda cite: cite.kind == kind


def _types_test(kinds: "frozenset[str]") -> "Test":
    return lambda cite: cite.kind in kinds


def _variable_test(variable: str) -> "Test":
    if variable in DATES:
        return lambda cite: has_parts(cite.item.get(variable))
    if variable in NAMES:
        return lambda cite: bool(people(cite, variable))
    if variable in ("locator", "year-suffix", "citation-number", "first-reference-note-number", "citation-label"):
        return lambda cite: bool(variable_text(variable, "", cite))
    return lambda cite: (
        bool(cite.item.get(variable))
        or bool(
            variable in ("title-short", "container-title-short", "page-first") and variable_text(variable, "", cite)
        )
    )


def _numeric_test(variable: str) -> "Test":
    if variable in DATES:
        return lambda _: False
    return lambda cite: is_numeric(variable_text(variable, "", cite))


def _uncertain_test(variable: str) -> "Test":
    def test(cite: "Cite") -> bool:
        value = cite.item.get(variable)
        return isinstance(value, dict) and str(value.get("circa") or "0").lower() not in ("0", "false")

    return test


def _locator_test(label: str) -> "Test":
    label = "sub-verbo" if label == "sub verbo" else label
    return lambda cite: bool(cite.locator) and cite.label == label


def _position_test(name: str) -> "Test":
    flag = _POSITIONS.get(name, 0)
    return lambda cite: cite.area != BIBLIOGRAPHY and bool(cite.position & flag)


def _disambiguate_test(wanted: bool) -> "Test":
    def test(cite: "Cite") -> bool:
        cite.choices += 1
        shape = cite.shape
        return (shape is not None and shape.choose >= cite.choices) == wanted

    return test


_MAKERS: "Final[dict[str, Callable[[str], Test]]]" = {
    "type": _type_test,
    "variable": _variable_test,
    "is-numeric": _numeric_test,
    "is-uncertain-date": _uncertain_test,
    "locator": _locator_test,
    "position": _position_test,
}


def _compile_tests(element: "Element") -> "Test":
    tests: list[Test] = []
    for name, value in element.attributes.items():
        if name == "disambiguate":
            tests.append(_disambiguate_test(value == "true"))
        elif name == "type" and element.get("match") in ("any", "none"):
            tests.append(_types_test(frozenset(value.split())))
        elif name in _MAKERS:
            tests += [_MAKERS[name](word) for word in value.split()]
        elif name != "match":
            raise fail(element, "style.invalid", f'A condition cannot ask for "{name}".')
    if not tests:
        if "match" in element.attributes or element.attributes:
            return lambda _: True
        raise fail(
            element, "style.invalid", f"<{element.name}> asks for nothing.", "Give it a condition, such as type."
        )
    match = element.get("match", "all")
    if len(tests) == 1:
        only = tests[0]
        return (lambda cite: not only(cite)) if match == "none" else only
    if "disambiguate" in element.attributes:
        return _exhaustive(tests, match)
    if match == "any":
        return lambda cite: any(test(cite) for test in tests)
    if match == "none":
        return lambda cite: not any(test(cite) for test in tests)
    return lambda cite: all(test(cite) for test in tests)


def _exhaustive(tests: "list[Test]", match: str) -> "Test":
    """Combine tests that must all run, because a disambiguate test counts how often it is asked."""

    def test(cite: "Cite") -> bool:
        answers = [one(cite) for one in tests]
        return any(answers) if match == "any" else not any(answers) if match == "none" else all(answers)

    return test


def compile_choose(
    element: "Element", compile_children: "Callable[[Element], Callable[[Cite, int], list[list[Piece]]]]"
) -> "Callable[[Cite, int], list[list[Piece]]]":
    """Compile <choose> to a closure that returns the pieces of each child of the branch that holds."""
    branches: list[tuple[Test | None, Callable[[Cite, int], list[list[Piece]]]]] = []
    for branch in element.children:
        if branch.name in ("if", "else-if"):
            branches.append((_compile_tests(branch), compile_children(branch)))
        elif branch.name == "else":
            branches.append((None, compile_children(branch)))
        else:
            raise fail(branch, "style.invalid", f"<choose> cannot hold <{branch.name}>.")

    def choose(cite: "Cite", fmt: int) -> "list[list[Piece]]":
        for test, children in branches:
            if test is None or test(cite):
                return children(cite, fmt)
        return []

    return choose
