"""The strict YAML reader."""

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st

from briefgen import limits
from briefgen.diagnostics import Diagnostic, Span
from briefgen.errors import BriefgenError, LimitError, RecordError
from briefgen.records.read import KeyPlaces, Mapping, Node, Scalar, Sequence, read


def only(text: str | bytes) -> Diagnostic:
    """Return the single problem of a file."""
    with pytest.raises(BriefgenError) as caught:
        read(text if isinstance(text, bytes) else text.encode(), "f.yaml")
    (problem,) = caught.value.problems
    assert isinstance(problem, Diagnostic)
    return problem


def plain(node: Node) -> object:
    """Return raw values as str, list and dict."""
    match node:
        case Scalar():
            return node.text
        case Sequence():
            return [plain(item) for item in node.items]
        case _:
            return {key: plain(value) for key, value in node.entries.items()}


def test_every_value_is_text() -> None:
    """Nothing is guessed: `NO`, `3.10`, `017`, dates and `null` stay as typed."""
    raw = read(b"a: NO\nb: 3.10\nc: 017\nd: 2024-02-30\ne: null\nf: [yes, ~, 1e5]\ng: {h: 12:30:45}\n", "f.yaml")
    assert plain(raw) == {
        "a": "NO",
        "b": "3.10",
        "c": "017",
        "d": "2024-02-30",
        "e": "null",
        "f": ["yes", "~", "1e5"],
        "g": {"h": "12:30:45"},
    }


@pytest.mark.parametrize(
    ("text", "code", "line", "column"),
    [
        ("a: &x b\n", "yaml.anchor", 1, 4),
        ("a: 1\nb: *x\n", "yaml.anchor", 2, 4),
        ("a: &x [*x]\n", "yaml.anchor", 1, 4),
        ("a: !!str b\n", "yaml.tag", 1, 4),
        ("a: ! b\n", "yaml.tag", 1, 4),
        ("a:\n  <<: {b: c}\n", "yaml.merge", 2, 3),
        ("%YAML 1.1\n---\na: b\n", "yaml.directive", 1, 1),
        ("a: b\n---\nc: d\n", "yaml.second-document", 2, 1),
        ("", "yaml.empty", 1, 1),
        ("# only words\n", "yaml.empty", 1, 1),
        ("just words\n", "yaml.not-a-mapping", 1, 1),
        ("- a\n", "yaml.not-a-mapping", 1, 1),
        ("a: 1\nb: 2\na: 3\n", "yaml.duplicate-key", 3, 1),
        ("? [a]\n: b\n", "yaml.key", 1, 3),
        ("? {a: b}\n: c\n", "yaml.key", 1, 3),
        ("a: b: c\n", "yaml.syntax", 1, 5),
        ("a: [b\n", "yaml.syntax", 2, 1),
        ("a:\n\tb: c\n", "text.tab", 2, 1),
        ("a: b\tc\n", "text.tab", 1, 5),
        ("a: b\rc\n", "text.control", 1, 5),
        ('a: "x\\u200by"\n', "text.invisible", 1, 6),
        ('a: "\\ud800"\n', "yaml.syntax", 1, 7),
        ("a: x\u202ey\n", "text.bidi", 1, 5),
    ],
)
def test_what_is_refused(text: str, code: str, line: int, column: int) -> None:
    """Each forbidden construct is one problem at its own line and column."""
    problem = only(text)
    assert (problem.code, problem.where) == (code, Span("f.yaml", line, column))


def test_a_duplicate_key_names_both_places() -> None:
    """The message of a duplicate key names the first line too."""
    problem = only("a: 1\nb: 2\na: 3\n")
    assert "line 1" in problem.message
    assert "1 and 3" in problem.hint


@pytest.mark.parametrize(
    ("data", "column"),
    [
        ("a: é".encode("latin-1"), 4),
        ("a: b".encode("utf-16"), 1),
        ("a: b".encode("utf-16-le"), 1),
        (b"\xef\xbb\xbfa: b", 1),
    ],
)
def test_only_utf8_without_bom(data: bytes, column: int) -> None:
    """Other encodings and a byte order mark are refused with their place."""
    problem = only(data)
    assert problem.code == "text.encoding"
    assert problem.where.column == column


def test_crlf_reads_as_lf() -> None:
    """A file with CRLF gives the same values as the same file with LF."""
    text = b"a: |\n  one\n  two\nb: x\n"
    assert plain(read(text, "f")) == plain(read(text.replace(b"\n", b"\r\n"), "f"))


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("a: " + "[" * 40, "depth"),
        ("a: " + "{a: " * 200_000, "depth"),
        ("- " * 200_000, "depth"),
        ("a:\n" + "- b\n" * limits.value("nodes"), "nodes"),
        ("a: " + "x" * (limits.value("scalar") + 1), "scalar"),
        ("# " + "x" * limits.value("file"), "file"),
    ],
)
def test_limits_stop_the_reading(text: str, name: str) -> None:
    """A file that passes a limit is refused with exit 3, by the name of the limit."""
    with pytest.raises(LimitError) as caught:
        read(text.encode(), "f.yaml")
    assert [p.code for p in caught.value.problems if isinstance(p, Diagnostic)] == [f"limit.{name}"]


def test_depth_at_the_limit_is_read() -> None:
    """Thirty-two levels are allowed."""
    levels = limits.value("depth") - 1
    assert isinstance(read(("a: " + "[" * levels + "]" * levels).encode(), "f").entries["a"], Sequence)


def test_all_bad_characters_of_a_file_are_reported() -> None:
    """Each refused character is a problem of its own, up to twenty."""
    with pytest.raises(RecordError) as caught:
        read("a: \u200b\nb: \u200b\n".encode(), "f.yaml")
    assert repr(caught.value.problems[0]).startswith("f.yaml:1:4: error[text.invisible]: U+200B")
    with pytest.raises(RecordError) as caught:
        read(("a: " + "\u200b" * 50).encode(), "f.yaml")
    assert len(caught.value.problems) == 20


def test_safe_load_still_guesses_and_drops() -> None:
    """Canary: PyYAML's own loader still turns `no` into False and keeps the last of two equal keys."""
    assert yaml.safe_load("a: no\na: 017") == {"a": 15}
    assert yaml.safe_load("a: no") == {"a": False}


def test_places_of_keys_and_items() -> None:
    """A record's places answer for values, keys, items of lists and characters of text."""
    raw = read(b"a: text\nb: [x, y]\nc: {d: e}\n", "f")
    places = KeyPlaces(raw)
    assert places["a"] == Span("f", 1, 4)
    assert places.key("b") == Span("f", 2, 1)
    assert places.item("b", 1) == Span("f", 2, 8)
    assert places.item("a", 0) == Span("f", 1, 4)
    assert places.inside("a", 2) == Span("f", 1, 6)
    assert places.inside("b", 2) == Span("f", 2, 4)
    assert list(places) == ["a", "b", "c"]
    assert len(places) == 3
    assert "z" not in places


STYLES = ["plain", "single", "double", "literal", "folded", "stripped"]


@settings(max_examples=150, deadline=None)
@given(
    st.lists(st.lists(st.text("abcé–[]@*ژ", min_size=1, max_size=6), min_size=1, max_size=4), min_size=1, max_size=4),
    st.sampled_from(STYLES),
)
def test_each_character_is_found_where_it_stands(lines: list[list[str]], style: str) -> None:
    """For every scalar style, the place of a non-blank character is where the file has that character."""
    words = [[("w" + word) for word in line] for line in lines]
    indent = "\n  "
    body = indent.join(" ".join(line) for line in words)
    text = {
        "plain": "k: " + body.replace("[", "(").replace("]", ")"),
        "single": "k: '" + body.replace("é", "''") + "'",
        "double": 'k: "' + body.replace("é", "\\u00e9").replace("*", "\\\\") + '"',
        "literal": "k: |" + indent + body,
        "folded": "k: >" + indent + body,
        "stripped": "k: >- # a note" + indent + body,
    }[style] + "\n"
    node = read(text.encode(), "f").entries["k"]
    assert isinstance(node, Scalar)
    rows = text.split("\n")
    typed = {"double": {"é": "\\u00e9", "\\": "\\\\"}, "single": {"'": "''"}}.get(style, {})
    for offset, char in enumerate(node.text):
        if not char.isspace():
            place = node.at(offset)
            assert rows[place.line - 1][place.column - 1 :].startswith(typed.get(char, char))
    assert node.at(len(node.text)).line >= node.at(0).line


GOOD = """sources:
  - id: a
    title: 'It''s'
    note: "x \\u00e9"
    author: [{family: X, given: Y}]
claims:
  - text: |
      words [@a]
"""


@settings(max_examples=300, deadline=None)
@given(st.data())
def test_mutated_files_raise_only_our_errors_with_a_place(data: st.DataObject) -> None:
    """Whatever happens to a good file, reading gives raw values or our own error at a line and column of it."""
    text = GOOD
    for _ in range(data.draw(st.integers(1, 4))):
        at = data.draw(st.integers(0, len(text)))
        cut = data.draw(st.integers(0, 5))
        put = data.draw(st.text("[]{}:,&*!|>'\"%@`-? #\n\t\\\u200bé~<a0", max_size=4))
        text = text[:at] + put + text[at + cut :]
    try:
        read(text.encode(), "f.yaml")
    except BriefgenError as error:
        for problem in error.problems:
            assert isinstance(problem, Diagnostic)
            assert problem.where.file == "f.yaml"
            assert 1 <= problem.where.line <= text.count("\n") + 2
            assert problem.where.column >= 1


@settings(max_examples=150, deadline=None)
@given(st.binary(max_size=60))
def test_any_bytes_raise_only_our_errors(data: bytes) -> None:
    """Bytes that are no text at all are refused by our own error."""
    outcome = 0
    try:
        read(data, "f.yaml")
    except BriefgenError as error:
        outcome = error.exit_code
    assert outcome in {0, 2, 3}


@settings(max_examples=100, deadline=None)
@given(
    st.recursive(
        st.text("abé:#-'\"\\ ", max_size=8),
        lambda v: st.lists(v, max_size=3) | st.dictionaries(st.text("abc", min_size=1, max_size=3), v, max_size=3),
        max_leaves=8,
    )
)
def test_what_pyyaml_writes_is_read_back(value: object) -> None:
    """Where PyYAML writes a tree of text, our reader gives the same tree."""
    text = yaml.safe_dump({"k": value}, allow_unicode=True)
    if "!" in text or "&" in text:
        return
    assert plain(read(text.encode(), "f")) == {"k": value}


def test_a_mapping_knows_where_it_begins() -> None:
    """A mapping and a list stand at their first character."""
    raw = read(b"a:\n  - b: c\n", "f")
    inner = raw.entries["a"]
    assert isinstance(inner, Sequence)
    assert inner.span() == Span("f", 2, 3)
    assert isinstance(inner.items[0], Mapping)
    assert inner.items[0].span() == Span("f", 2, 5)
