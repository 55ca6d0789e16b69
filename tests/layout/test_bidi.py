"""Embedding levels and visual order: Unicode's own conformance files, and what callers lean on."""

import itertools
import os
import sys
import unicodedata
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from briefgen.layout import bidi
from briefgen.layout.bidi import MAX_DEPTH, is_simple, levels, paragraph_level, visual_order
from tests.steps import steps

UNICODE = Path("/usr/share/unicode")  # Debian: apt-get install unicode-data
SAMPLES = {
    "L": "a", "R": "\u05d0", "AL": "\u0627", "EN": "1", "ES": "+", "ET": "$", "AN": "\u0661", "CS": ",", "NSM": "\u0300", "BN": "\u00ad",
    "B": "\u2029", "S": "\t", "WS": " ", "ON": "!", "LRE": "\u202a", "LRO": "\u202d", "RLE": "\u202b", "RLO": "\u202e", "PDF": "\u202c",
    "LRI": "\u2066", "RLI": "\u2067", "FSI": "\u2068", "PDI": "\u2069",
}  # fmt: skip
ZWNJ = "\u200c"
texts = st.text(st.sampled_from([*SAMPLES.values(), "b", "(", ")", "[", "]", "\u2329", "\u3009", ZWNJ]), max_size=40)
Case = tuple[str, int | None, str, list[str], list[int]]  # text, base, "" or its level, levels or x, order


def lines(name: str, step: int) -> Iterator[str]:
    """Read a conformance file, each `step`th line of data; without the file skip, in CI fail."""
    path = UNICODE / name
    if not path.is_file():
        message = f"{path} is not there: install the Debian package unicode-data"
        if os.environ.get("CI") == "true":
            pytest.fail(message)
        pytest.skip(message)
    data = (line.partition("#")[0].strip() for line in path.read_text("utf-8").splitlines())
    counter = itertools.count()
    return (line for line in data if line and (line[0] == "@" or next(counter) % step == 0))


def class_cases(step: int) -> Iterator[Case]:
    """Read BidiTest.txt: sequences of classes, with three ways to choose the paragraph level."""
    expected: list[str] = []
    order: list[int] = []
    for line in lines("BidiTest.txt", step):
        if line.startswith("@Levels:"):
            expected = line[8:].split()
        elif line.startswith("@Reorder:"):
            order = [int(index) for index in line[9:].split()]
        else:
            names, _, ways = line.partition(";")
            text = "".join(SAMPLES[name] for name in names.split())
            for bit, base in ((1, None), (2, 0), (4, 1)):
                if int(ways) & bit:
                    yield text, base, "", expected, order


def character_cases(step: int) -> Iterator[Case]:
    """Read BidiCharacterTest.txt: sequences of characters."""
    for line in lines("BidiCharacterTest.txt", step):
        codes, way, level, expected, order = line.split(";")
        text = "".join(chr(int(code, 16)) for code in codes.split())
        base = None if way == "2" else int(way)
        yield text, base, level, expected.split(), [int(index) for index in order.split()]


def conforms(cases: Iterator[Case], least: int) -> None:
    """Compare levels, paragraph level and order with what the file expects."""
    seen = unknown = 0
    for text, base, level, expected, order in cases:
        seen += 1
        if not all(map(unicodedata.bidirectional, text)):
            unknown += 1  # assigned after the Unicode version of this Python
            continue
        found = levels(text, base)
        kept = [i for i, name in enumerate(expected) if name != "x"]
        assert len(found) == len(text)
        assert [found[i] for i in kept] == [int(expected[i]) for i in kept], (text, base)
        assert [kept[i] for i in visual_order([found[i] for i in kept])] == order, (text, base)
        if base is None and level:
            assert paragraph_level(text) == int(level), text
    assert seen >= least
    assert unknown <= seen // 100


def test_classes_conform() -> None:
    """Each 48th line of BidiTest.txt gives the expected levels and order."""
    conforms(class_cases(48), 15_000)


def test_characters_conform() -> None:
    """Each 8th line of BidiCharacterTest.txt gives the expected levels and order."""
    conforms(character_cases(8), 10_000)


@pytest.mark.long
def test_all_classes_conform() -> None:
    """Every case of BidiTest.txt gives the expected levels and order."""
    conforms(class_cases(1), 700_000)


@pytest.mark.long
def test_all_characters_conform() -> None:
    """Every case of BidiCharacterTest.txt gives the expected levels and order."""
    conforms(character_cases(1), 90_000)


def test_the_brackets_are_those_of_unicode() -> None:
    """The table of bracket pairs is BidiBrackets.txt, but for what later versions add."""
    pairs = {}
    for line in lines("BidiBrackets.txt", 1):
        code, other, form = (field.strip() for field in line.split(";"))
        if form == "o":
            pairs[chr(int(code, 16))] = chr(int(other, 16))
    ours = dict(zip(bidi._BRACKETS[::2], bidi._BRACKETS[1::2], strict=True))
    assert ours.items() <= pairs.items()
    assert not any(unicodedata.name(opening, "") for opening in pairs.keys() - ours.keys())


def test_the_samples_are_of_their_classes() -> None:
    """Each class of the conformance file stands for a character of that class."""
    assert {name: unicodedata.bidirectional(c) for name, c in SAMPLES.items()} == {name: name for name in SAMPLES}


def test_a_persian_sentence_with_english_and_digits() -> None:
    """Letters lie on level 1, the English name and both kinds of digits on level 2."""
    text = "سال ۱۳۵۷ (1979) در Iran."
    found = levels(text, 1)
    by_level = {level: "".join(c for c, at in zip(text, found, strict=True) if at == level) for level in set(found)}
    assert by_level == {1: "سال  () در .", 2: "۱۳۵۷1979Iran"}


def test_a_zero_width_non_joiner_stays_with_its_word() -> None:
    """Characters that X9 removes have the level of the character before them."""
    assert levels(f"ab می{ZWNJ}روم", 0) == bytes([0, 0, 0, 1, 1, 1, 1, 1, 1])
    assert levels(f"{ZWNJ}م", 0) == bytes([0, 1])
    assert levels(f"{ZWNJ}م", None) == bytes([1, 1])


def test_each_paragraph_finds_its_own_level() -> None:
    """A paragraph separator ends what the text before it decides."""
    assert levels("ا 1\u2029a 1", None) == bytes([1, 1, 2, 1, 0, 0, 0])
    assert levels("ا 1\u2029a 1", 1) == bytes([1, 1, 2, 1, 2, 2, 2])
    assert paragraph_level("1\u2029ا") == 0


def test_an_isolate_does_not_decide_the_paragraph() -> None:
    """P2 passes over isolates, closed or not, and over a PDI that closes nothing."""
    assert paragraph_level("\u2067ا\u2069 a") == 0
    assert paragraph_level("\u2067\u2066ا\u2069ا\u2069 ا") == 1
    assert paragraph_level("\u2068ا") == 0
    assert paragraph_level("\u2069\u2069ا") == 1
    assert paragraph_level("") == 0


def test_unknown_letters_of_right_to_left_blocks_run_right_to_left() -> None:
    """Code points that this Python does not know have the default class of their block."""
    assert unicodedata.bidirectional("\u05ff") == ""
    assert levels("\u05ff\U0001eeff\u0378\ufdd0", 0) == bytes([1, 1, 0, 0])
    assert levels("ا\U0003ffff", 1) == bytes([1, 1])


@settings(deadline=None)
@given(texts, st.sampled_from([0, 1, None]))
def test_each_character_has_a_level(text: str, base: int | None) -> None:
    """There is one level per character, not below the paragraph's and not above the limit plus 2."""
    found = levels(text, base)
    least = min((paragraph_level(text) if base is None else base), 1) if "\u2029" not in text else 0
    assert len(found) == len(text)
    assert all(least <= level <= MAX_DEPTH + 2 for level in found)


@settings(deadline=None)
@given(st.lists(st.integers(0, 6), max_size=30))
def test_the_order_is_reversed_where_it_must(line: list[int]) -> None:
    """The visual order is a permutation; it equals the literal rule L2 applied level by level."""
    literal = list(range(len(line)))
    for level in range(max(line, default=0), 0, -1):
        groups = itertools.groupby(literal, [at >= level for at in line].__getitem__)
        literal = [i for high, run in groups for i in (list(run)[::-1] if high else run)]
    assert visual_order(line) == literal
    assert visual_order(bytes(line)) == literal


def test_simple_means_level_0() -> None:
    """Of all code points, only those that cannot leave level 0 in a left-to-right paragraph are simple."""
    turning = {"R", "AL", "AN", "RLE", "LRE", "RLO", "LRO", "PDF", "LRI", "RLI", "FSI", "PDI"}
    simple = filter(is_simple, map(chr, range(sys.maxunicode + 1)))
    assert [c for c in simple if unicodedata.bidirectional(c) in turning] == []
    unknown = [range(first, last + 1) for first, last, name in bidi._UNKNOWN if name in turning]
    assert not any(is_simple(chr(code)) for codes in unknown for code in codes)


@settings(deadline=None)
@given(st.text(max_size=20) | texts)
def test_a_simple_text_needs_no_levels(text: str) -> None:
    """A simple text lies wholly on level 0 of a left-to-right paragraph."""
    if is_simple(text):
        assert not any(levels(text, 0))


@pytest.mark.parametrize("text", ["", "Plain prose, 1979.", "Muḥammad ʿAlī — “naïve” 中文 ½ é\u0301"])
def test_latin_prose_is_simple(text: str) -> None:
    """Prose with diacritics, quotes and other scripts from left to right needs no bidi."""
    assert is_simple(text)


@pytest.mark.parametrize(
    "pattern",
    ["\u2067", "\u2068", "\u202b", "\u2069", "(", "(ا)", "(a)", "[(ا", "ا\u2066a\u2069", "\u2029", "ا a 1 ", "(\u0300"],
)
def test_no_text_is_a_trap(pattern: str) -> None:
    """Sixteen times the text takes some sixteen times the steps, not the 256 times of quadratic work."""
    short, long = pattern * 100, pattern * 1600
    assert steps(lambda: levels(long, 1)) < 40 * steps(lambda: levels(short, 1))
