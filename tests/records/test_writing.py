"""Plain values as YAML and JSON."""

import json
from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from briefgen.records.read import Mapping, Node, Scalar, Sequence, read
from briefgen.records.writing import as_json, as_yaml

PIECES = [*"ab \"\\'#:-{}[]&*!|>%@`,?\n~\u00a0é—😀0.", "no", "خطیب\u200cزاده", "متن"]


def text(random: Random) -> str:
    """Return text of the pieces that a careless writer trips over."""
    return "".join(random.choices(PIECES, k=random.randint(1, 6)))


def mapping(random: Random, depth: int) -> dict[str, object]:
    """Return a mapping of text, and above depth 0 of mappings and lists."""
    return {f"{random.choice('abcde')}-{k}": value(random, depth) for k in range(random.randint(1, 5))}


def value(random: Random, depth: int) -> object:
    """Return text, a mapping, or a list of both; a mapping in a list may hold text alone."""
    pick = random.randint(0, 3) if depth else 0
    if pick == 1:
        return mapping(random, depth - 1)
    if pick == 2:
        return [random.choice([text(random), mapping(random, depth - 1)]) for _ in range(random.randint(1, 3))]
    return text(random)


def unwrap(node: Node) -> object:
    """Return a raw value as plain text, lists and dicts."""
    if isinstance(node, Mapping):
        return {key: unwrap(value) for key, value in node.entries.items()}
    if isinstance(node, Sequence):
        return [unwrap(item) for item in node.items]
    assert isinstance(node, Scalar)
    return node.text


@given(st.integers(0, 2**32), st.integers(0, 3))
def test_our_reader_reads_it_back(seed: int, depth: int) -> None:
    """What is written as YAML is read back by the strict reader, to the same text and order."""
    made = mapping(Random(seed), depth)
    assert unwrap(read(as_yaml(made).encode(), "records.yaml")) == made


def test_yaml_leaves_out_what_is_empty() -> None:
    """Empty text, lists and mappings are not written; words that look like other types are quoted."""
    written = as_yaml({"a": "", "b": [], "c": {}, "d": "no", "e": [{"x": "1.10", "y": ""}], "f": {"g": ["2021-01-12"]}})
    assert written == 'd: "no"\ne:\n  - {x: "1.10"}\nf:\n  g:\n    - "2021-01-12"\n'


@settings(max_examples=50)
@given(
    st.recursive(
        st.text() | st.integers() | st.booleans(),
        lambda x: st.lists(x, max_size=3) | st.dictionaries(st.text(), x, max_size=3),
        max_leaves=6,
    )
)
def test_json_reads_back(made: object) -> None:
    """What is written as JSON is read back the same, keys sorted, whatever characters it holds."""
    written = as_json(made)
    assert json.loads(written) == made
    assert written == as_json(json.loads(written))


@pytest.mark.parametrize(
    ("made", "written"),
    [
        ({}, "{}\n"),
        ([], "[]\n"),
        ({"b": True, "a": [1, "x"]}, '{\n  "a": [\n    1,\n    "x"\n  ],\n  "b": true\n}\n'),
        ("\u0007\u2028\t", '"\\u0007\\u2028\\t"\n'),
    ],
)
def test_json_looks_the_same_every_time(made: object, written: str) -> None:
    """Two spaces a level, sorted keys, controls escaped, a line end at the end."""
    assert as_json(made) == written
