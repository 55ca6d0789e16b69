"""Which characters a record may hold: text in, faults with their offsets out.

The table is that of the trust page, section 2.3: letters, marks, digits, punctuation, symbols, spaces and LF are
accepted; controls, bidi controls, invisible and unassigned characters are refused; text is in NFC (UAX #15).
The fast test is one compiled pattern of ranges known to be harmless; only what falls outside it is looked at one by one.

U+200C and U+200D (joiners) pass `faults` right after a letter of a joining script, and are then checked against the
language of their value by `misplaced_joiner`, which the schema calls, because only it knows the language.
"""

import re
import unicodedata
from functools import cache, lru_cache
from typing import Final

__all__ = ["FAULTS_AT_MOST", "Fault", "faults", "is_joining", "misplaced_joiner", "mixed_script_words", "name_of"]

FAULTS_AT_MOST: Final = 20
"""How many faults of one text are told; the rest is looked at when these are gone."""

# Offset, code, message, hint.
Fault = tuple[int, str, str, str]

# Ranges that hold only accepted characters which are no marks; a test checks each against `_verdict`.
_HARMLESS: Final = (
    "\n\x20-\x7e\xa0-\xac\xae-\u02ff\u0384-\u038a\u038c\u038e-\u03a1\u03a3-\u0482\u048a-\u052f\u05d0-\u05ea"
    "\u0606-\u060f\u061b\u061d-\u064a\u0660-\u066f\u0671-\u06d5\u06e5-\u06e6\u06ee-\u070d"
    "\u1e00-\u1eff\u2000-\u200a\u2010-\u2027\u202f-\u205f\u2070-\u2071\u2074-\u208e\u20a0-\u20bf\u2100-\u218b"
    "\u2190-\u2426\u2500-\u27bf\u3000-\u3029\u3041-\u3096\u30a1-\u30fa\u4e00-\u9ffc\uac00-\ud7a3"
)
# A few of them, for the text that needs no more: Latin letters and the marks of typography.
_PLAIN: Final = re.compile("[^\n\x20-\u02ff\u2010-\u2027]|[\x7f-\x9f\xad]")

# Default_Ignorable_Code_Point (Unicode 15, DerivedCoreProperties), without the bidi controls and the joiners.
_IGNORABLE: Final = (
    (0xAD, 0xAD), (0x34F, 0x34F), (0x115F, 0x1160), (0x17B4, 0x17B5), (0x180B, 0x180F), (0x200B, 0x200B),
    (0x2060, 0x2065), (0x206A, 0x206F), (0x3164, 0x3164), (0xFE00, 0xFE0F), (0xFEFF, 0xFEFF), (0xFFA0, 0xFFA0),
    (0xFFF0, 0xFFF8), (0x1BCA0, 0x1BCA3), (0x1D173, 0x1D17A), (0xE0000, 0xE0FFF),
)  # fmt: skip
_BIDI: Final = frozenset((0x61C, 0x200E, 0x200F, *range(0x202A, 0x202F), *range(0x2066, 0x206A)))
_JOINERS: Final = "\u200c\u200d"
_MARKS_AT_MOST: Final = 4

# Scripts with Joining_Type other than U, as they begin a character's name; and languages written in one.
_JOINING_SCRIPTS: Final = frozenset(("ARABIC", "SYRIAC", "MONGOLIAN", "NKO", "MANDAIC", "ADLAM", "THAANA"))
_JOINING_LANGUAGE_TAGS: Final = """ar arz acm apc ary fa pes prs ps ur sd ug ckb bal bgn glk ks lrc mzn ota pnb skr syr
nqo"""
_JOINING_LANGUAGES: Final = frozenset(_JOINING_LANGUAGE_TAGS.split())

# What may be a letter beyond Latin; two ranges, because a class of many takes milliseconds to compile.
_FOREIGN: Final = re.compile("[^\x00-\u036f\u2000-\u206f]")
_WORD: Final = re.compile(r"\w+")
# Scripts that one word may mix: the rows of UTS #39, 5.2, "highly restrictive", without Latin.
_TOGETHER: Final = (
    frozenset(("CJK", "HIRAGANA", "KATAKANA", "IDEOGRAPHIC", "KATAKANA-HIRAGANA")),
    frozenset(("CJK", "BOPOMOFO", "IDEOGRAPHIC")),
    frozenset(("CJK", "HANGUL", "IDEOGRAPHIC")),
)


def name_of(char: str) -> str:
    """Return `U+200B ZERO WIDTH SPACE`, the way messages name a character."""
    name = unicodedata.name(char, "")
    return f"U+{ord(char):04X} {name}".rstrip()


@cache
def _suspect() -> re.Pattern[str]:
    """Return the pattern of everything else; it takes 4 ms to compile, and few texts need it."""
    return re.compile(f"[^{_HARMLESS}]")


@lru_cache(maxsize=4096)
def _verdict(char: str) -> tuple[str, str]:
    """Return ("", kind) for an accepted character, where kind is "mark", "joiner" or "other"; else code and hint."""
    point = ord(char)
    category = unicodedata.category(char)
    if char in _JOINERS:
        return "", "joiner"
    if point in _BIDI:
        return "text.bidi", "leave it out: briefgen isolates runs itself, from the language of the value"
    if any(first <= point <= last for first, last in _IGNORABLE):
        return "text.invisible", "delete it: a reader cannot see it"
    if char == "\t":
        return "text.tab", "use spaces"
    if char == "\r":
        return "text.control", "end lines with LF or CRLF"
    if point == 0xFFFD:
        return "text.replacement", "an earlier program lost the character here: restore it from the source"
    if point & 0xFFFE == 0xFFFE or 0xFDD0 <= point <= 0xFDEF:
        return "text.noncharacter", "delete it"
    code = {
        "Cc": "text.control",
        "Zl": "text.control",
        "Zp": "text.control",
        "Cs": "text.surrogate",
        "Co": "text.private",
        "Cn": "text.unassigned",
        "Cf": "text.invisible",
    }.get(category, "")
    if code:
        return code, "delete it, or replace it by a character that every reader has"
    return "", "mark" if category[0] == "M" else "other"


def _after_joining_letter(text: str, offset: int) -> bool:
    """Tell whether the character before `offset`, marks skipped, is a letter of a joining script."""
    before = offset - 1
    while before >= 0 and unicodedata.category(text[before])[0] == "M":
        before -= 1
    if before < 0 or not text[before].isalpha():
        return False
    return unicodedata.name(text[before], "").split(" ", 1)[0] in _JOINING_SCRIPTS


def faults(text: str) -> list[Fault]:
    """Return the characters that a record may not hold, and the first place where text is not in NFC; at most twenty."""
    found: list[Fault] = []
    if text.isascii() and text.isprintable():
        return found
    marks_end = marks = 0
    for match in _suspect().finditer(text) if _PLAIN.search(text) else ():
        if len(found) == FAULTS_AT_MOST:
            return found
        offset, char = match.start(), match.group()
        code, kind = _verdict(char)
        if code:
            found.append((offset, code, f"{name_of(char)} is not allowed in a record", kind))
        elif kind == "joiner":
            if not _after_joining_letter(text, offset):
                hint = "it may stand only right after a letter of a joining script, such as Arabic"
                found.append((offset, "text.joiner", f"{name_of(char)} joins nothing here", hint))
        elif kind == "mark":
            marks = marks + 1 if offset == marks_end else 1
            marks_end = offset + 1
            if marks == _MARKS_AT_MOST + 1:
                message = f"more than {_MARKS_AT_MOST} combining marks in a row"
                found.append((offset, "text.marks", message, "keep at most four marks on a letter"))
    if not text.isascii():
        found.extend(_not_composed(text))
        found.sort()
    return found


def _not_composed(text: str) -> list[Fault]:
    """Return the first place where text is not in NFC, with the composed form in the hint."""
    if unicodedata.is_normalized("NFC", text):
        return []
    composed = unicodedata.normalize("NFC", text)
    offset = next((i for i, (a, b) in enumerate(zip(text, composed, strict=False)) if a != b), len(composed))
    offset = min(offset, len(text) - 1)
    start = offset
    while start and unicodedata.combining(text[start]):
        start -= 1
    end = offset + 1
    while end < len(text) and unicodedata.combining(text[end]):
        end += 1
    was = text[start:end]
    points = " ".join(f"U+{ord(c):04X}" for c in was)
    form = unicodedata.normalize("NFC", was)
    named = " ".join(f"U+{ord(c):04X}" for c in form)
    return [(start, "text.not-nfc", f"{points} is not in composed form (NFC)", f"write {form} ({named})")]


def is_joining(language: str) -> bool:
    """Tell whether a language tag names a language written in a joining script."""
    parts = language.lower().split("-")
    if len(parts) > 1 and len(parts[1]) == 4:
        return parts[1] in ("arab", "syrc", "mong", "nkoo", "mand", "adlm", "thaa", "aran")
    return parts[0] in _JOINING_LANGUAGES


def misplaced_joiner(text: str, language: str) -> int:
    """Return the offset of the first joiner in text whose language needs none, or -1."""
    if ("\u200c" not in text and "\u200d" not in text) or is_joining(language):
        return -1
    return next(i for i, char in enumerate(text) if char in _JOINERS)


@lru_cache(maxsize=4096)
def _is_mixed(word: str) -> bool:
    """Tell whether the letters of one word come from scripts that do not go together (UTS #39, 5.1)."""
    scripts = {
        unicodedata.name(c, "").split(" ", 1)[0]
        for c in word
        if c.isalpha() and unicodedata.category(c) not in ("Lm", "Sk")
    }
    scripts = {"CJK" if s.startswith("CJK") else s for s in scripts} - {
        "MICRO",
        "MODIFIER",
        "FEMININE",
        "MASCULINE",
        "",
    }
    if len(scripts) < 2:
        return False
    return not any(scripts <= together | {"LATIN"} for together in _TOGETHER)


def mixed_script_words(text: str) -> list[tuple[int, str]]:
    """Return offset and word for each word that mixes scripts."""
    if text.isascii() or _FOREIGN.search(text) is None:
        return []
    words = ((m.start(), m.group()) for m in _WORD.finditer(text))
    return [(start, word) for start, word in words if not word.isascii() and _is_mixed(word)]
