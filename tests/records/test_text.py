"""The character table."""

import sys
import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from briefgen.records.text import (
    _HARMLESS,
    _PLAIN,
    _suspect,
    _verdict,
    faults,
    is_joining,
    misplaced_joiner,
    mixed_script_words,
)


def first(text: str) -> str:
    """Return the code of the first fault, or ""."""
    found = faults(text)
    return found[0][1] if found else ""


@pytest.mark.parametrize(
    "text",
    ["plain", "Zoë – “quoted” …", "قاعده‌ای", "«متن» ۱۳۹۹", "a\u00a0b\u202fc", "漢字かな", "x² ≤ 5 €", "שלום", "ḥ ā ʿ"],
)
def test_ordinary_text_is_accepted(text: str) -> None:
    """Letters, marks, digits, punctuation, symbols and spaces of any script pass."""
    assert faults(text) == []


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("a\x00", "text.control"),
        ("a\x1b[31m", "text.control"),
        ("a\x85", "text.control"),
        ("a\u2028", "text.control"),
        ("a\u2029", "text.control"),
        ("a\tb", "text.tab"),
        ("a\rb", "text.control"),
        ("\ud800", "text.surrogate"),
        ("\ue000", "text.private"),
        ("\uf8ff", "text.private"),
        ("\U0010fffd", "text.private"),
        ("\u0378", "text.unassigned"),
        ("\ufffe", "text.noncharacter"),
        ("\U0001ffff", "text.noncharacter"),
        ("\ufdd0", "text.noncharacter"),
        ("\ufffd", "text.replacement"),
        ("a\u00adb", "text.invisible"),
        ("a\u200bb", "text.invisible"),
        ("a\u2060b", "text.invisible"),
        ("\ufeff", "text.invisible"),
        ("❤\ufe0f", "text.invisible"),
        ("\U000e0041", "text.invisible"),
        ("\u0600", "text.invisible"),
        ("\u202e", "text.bidi"),
        ("\u2066", "text.bidi"),
        ("\u061c", "text.bidi"),
        ("e\u0301", "text.not-nfc"),
        ("👨\u200d👩", "text.joiner"),
        ("a\u200cb", "text.joiner"),
        ("\u200cب", "text.joiner"),
        ("ب\u200c\u200cب", "text.joiner"),
        ("xب\u0301\u0302\u0303\u0304\u0305", "text.marks"),
    ],
)
def test_refused_characters(text: str, code: str) -> None:
    """Every class of the table that is refused has its code."""
    assert first(text) == code


def test_a_joiner_may_follow_a_letter_with_marks() -> None:
    """A vowel sign between letter and joiner does no harm."""
    assert faults("بَ\u200cب") == []


def test_the_hint_shows_the_composed_form() -> None:
    """A decomposed letter is shown composed."""
    ((offset, code, message, hint),) = faults("caf" + "e\u0301" + "s")
    assert (offset, code) == (3, "text.not-nfc")
    assert "U+0065 U+0301" in message
    assert "é (U+00E9)" in hint


def test_the_fast_ranges_hold_only_harmless_characters() -> None:
    """Each character that the compiled pattern lets through is accepted by the slow test too, and is no mark."""
    for point in range(0x30000):
        char = chr(point)
        if char == "\n" or (_suspect().match(char) and _PLAIN.match(char)):
            continue
        assert _verdict(char) == ("", "other"), hex(point)
    assert "\n" in _HARMLESS


def test_every_code_point_has_a_verdict() -> None:
    """All of Unicode is either accepted or refused by a code of the family `text`."""
    for point in range(0, sys.maxunicode + 1, 7):
        code, _ = _verdict(chr(point))
        category = unicodedata.category(chr(point))
        assert code == "" or code.startswith("text.")
        if category in {"Cc", "Cs", "Co", "Cn"} and point != 10:
            assert code


@given(st.text())
def test_faults_lie_inside_the_text(text: str) -> None:
    """Offsets of faults are offsets of the text, in order."""
    offsets = [fault[0] for fault in faults(text)]
    assert offsets == sorted(offsets)
    assert all(0 <= offset < len(text) for offset in offsets)


@pytest.mark.parametrize(
    ("tag", "joins"),
    [
        ("fa", True),
        ("fa-IR", True),
        ("ar", True),
        ("en", False),
        ("az-Arab", True),
        ("fa-Latn", False),
        ("ur-PK", True),
    ],
)
def test_languages_written_in_joining_scripts(tag: str, joins: bool) -> None:
    """A tag says by language or script subtag whether joiners belong there."""
    assert is_joining(tag) is joins


def test_joiners_depend_on_the_language() -> None:
    """The same word is right in Persian and wrong in English."""
    assert misplaced_joiner("می\u200cرود", "fa") == -1
    assert misplaced_joiner("می\u200cرود", "en") == 2
    assert misplaced_joiner("went", "en") == -1


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("pаypal", ["pаypal"]),
        ("ΔT of раypal", ["ΔT", "раypal"]),
        ("Zoë and القاعده", []),
        ("漢字かな", []),
        ("Москва Moscow", []),
        ("5µm", []),
        ("naïve", []),
    ],
)
def test_words_of_mixed_scripts(text: str, words: list[str]) -> None:
    """A word with letters of two scripts is found, two words of two scripts are not."""
    found = mixed_script_words(text)
    assert [word for _, word in found] == words
    assert all(text.startswith(word, offset) for offset, word in found)
