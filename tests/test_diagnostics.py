"""Messages, exit codes and the table of codes."""

from hypothesis import given
from hypothesis import strategies as st

from briefgen.codes import codes, explain
from briefgen.diagnostics import Span, bad_input, escape, exit_code, finding, limit, warning
from briefgen.errors import BriefgenError, UsageError


def test_a_message_is_one_line_of_the_contract() -> None:
    """A diagnostic prints as file:line:column: severity[code]: sentence."""
    problem = bad_input("yaml.tag", Span("a/b.yaml", 3, 7), "tags are not allowed", "take it away")
    assert problem.line() == "a/b.yaml:3:7: error[yaml.tag]: tags are not allowed"
    assert warning("x.y", Span("f"), "m").line() == "f:1:1: warning[x.y]: m"


def test_each_kind_has_its_exit_code() -> None:
    """Bad input is 2, a finding 1, a limit 3, a warning 0."""
    where = Span("f")
    problems = [bad_input("a", where, ""), finding("a", where, ""), limit("a", where, ""), warning("a", where, "")]
    assert [problem.status for problem in problems] == [2, 1, 3, 0]


@given(st.lists(st.sampled_from([0, 1, 2, 3, 4, 70])))
def test_of_several_exit_codes_the_gravest_wins(statuses: list[int]) -> None:
    """The first of 70, 4, 3, 2, 1 that occurs is the exit code, and 0 if none does."""
    assert exit_code(statuses) == max(statuses, default=0)


@given(st.text())
def test_nothing_from_a_record_reaches_a_terminal_raw(text: str) -> None:
    """Escaped text holds no control, no bidi control, no lone surrogate."""
    safe = escape(text)
    assert all(ord(c) >= 0x20 and not 0x7F <= ord(c) < 0xA0 for c in safe)
    assert not set(safe) & {"\u2028", "\u202e", "\u2066", "\u200f", "\ufeff"}


def test_spans_compare_by_place() -> None:
    """Two spans of one place are equal."""
    assert Span("f", 1, 2) == Span("f", 1, 2)
    assert Span("f", 1, 2) != Span("f", 1, 3)
    assert len({Span("f", 1, 2), Span("f", 1, 2)}) == 1


def test_an_error_carries_all_its_problems() -> None:
    """An error keeps the diagnostics in order and words them all."""
    problems = [bad_input("a.b", Span("f"), "one"), bad_input("c.d", Span("f"), "two")]
    error = UsageError(*problems)
    assert isinstance(error, BriefgenError)
    assert list(error.problems) == problems
    assert "one" in str(error)
    assert "two" in str(error)


def test_every_code_explains_itself() -> None:
    """Each code has a title, a meaning, a cure and an exit code of the contract."""
    table = codes()
    assert len(table) > 80
    for name, code in table.items():
        assert code.title.strip(), name
        assert code.meaning.strip(), name
        assert code.cure.strip(), name
        assert code.exit in {0, 1, 2, 3, 4, 70}, name
    assert explain("no.such") is None
    assert explain("internal") is not None
