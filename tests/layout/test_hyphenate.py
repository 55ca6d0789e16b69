"""Break points in words: equal to pyphen's, and only where prose may be broken."""

import re
import subprocess
import sys
import unicodedata
from importlib.machinery import PathFinder
from pathlib import Path

import pyphen
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from briefgen.layout import hyphenate
from briefgen.layout.hyphenate import LEAST_AFTER, LEAST_BEFORE, LEAST_LETTERS, Hyphenator, dictionary, hyphenator

QUICK = ["ca", "el_GR", "en_GB", "en_US", "es", "fr", "it_IT", "lv_LV", "nl_NL", "pl_PL", "pt_BR", "ru_RU", "sr_Latn"]
INDIC = {"as_IN", "kn_IN", "mr_IN", "or_IN", "pa_IN", "sa_IN", "te_IN"}  # few letters without signs: no words to make
LANGUAGES = sorted({path.name[5:-4] for path in pyphen.LANGUAGES.values()} - INDIC)


def hyphenated(word: str, lang: str = "en-US") -> str:
    """Show a word with all its hyphens."""
    points = hyphenator(lang).points(word)
    return "".join(("-" if i in points else "") + c for i, c in enumerate(word))


def written(lang: str) -> dict[str, str]:
    """Return a language's patterns: letters, and how the file writes them."""
    patterns, _, _ = hyphenate._read(dictionary(lang) or "")
    return {letters: pattern for letters, pattern in patterns.items() if isinstance(pattern, str)}


def agrees(lang: str) -> int:
    """Compare with pyphen on words made of a language's own patterns; return the number of breaks seen."""
    patterns = written(lang)
    letters = [stripped for pattern in patterns if (stripped := pattern.strip(".")).isalpha()]
    letters = letters[:: max(1, len(letters) // 300)]
    made = [*letters, *map("".join, zip(letters, letters[1:], letters[2:], strict=False))]
    ours, theirs = Hyphenator(lang), pyphen.Pyphen(lang=lang)
    before, after = ours._least_before, ours._least_after
    seen = 0
    for word in made:
        dotted = f".{word}."
        pieces = {dotted[i:j] for i in range(len(dotted)) for j in range(i + 1, len(dotted) + 1)}
        # pyphen reads two digits in a row as if a letter stood between them, and breaks elsewhere.
        slips = any(re.search("[0-9]{2}", patterns.get(piece, "")) for piece in pieces)
        if slips or len(word) < LEAST_LETTERS or len(word.lower()) != len(word):
            continue
        # A break that spells a word otherwise (data) is none of ours.
        expected = [int(at) for at in theirs.positions(word) if before <= at <= len(word) - after and not at.data]
        assert list(ours.points(word)) == expected, word
        seen += len(expected)
    return seen


@pytest.mark.parametrize("lang", QUICK)
def test_break_points_are_those_of_pyphen(lang: str) -> None:
    """Our reader and our search find the breaks that pyphen finds."""
    assert agrees(lang) > 100


@pytest.mark.long
@pytest.mark.parametrize("lang", sorted(set(LANGUAGES) - set(QUICK)))
def test_break_points_are_those_of_pyphen_in_all_files(lang: str) -> None:
    """The same for all other languages with an alphabet."""
    assert agrees(lang) > 100


@pytest.mark.parametrize(
    ("word", "expected"),
    [
        ("hyphenation", "hy-phen-ation"),
        ("organizational", "or-ga-ni-za-tional"),
        ("Organizational", "Or-ga-ni-za-tional"),
        ("(organizational),”", "(or-ga-ni-za-tional),”"),
        ("“Organizational’s", "“Or-ga-ni-za-tional’s"),
        ("government's", "gov-ern-ment's"),
        ("counter-terrorism", "counter-ter-ror-ism"),
        ("policy—organizational", "pol-icy—or-ga-ni-za-tional"),
        ("(counter)terrorism", "(counter)ter-ror-ism"),
        ("ORGANIZATIONAL", "OR-GA-NI-ZA-TIONAL"),
        ("IRGC-affiliated", "IRGC-af-fil-i-ated"),
    ],
)
def test_words_are_broken_inside(word: str, expected: str) -> None:
    """Letters are broken by the patterns; punctuation, hyphens and apostrophes part a word but count no letters."""
    assert hyphenated(word) == expected


@pytest.mark.parametrize(
    "word",
    [
        "",
        "…",
        "word",
        "tab-",
        "AQIMS",
        "organization2",
        "organi²zation",
        "https://organization.example/organization",
        "organization.example",
        "www.organization.org",
        "someone@organization",
        "/var/organization",
        "organization/organization",
        "organization_name",
        "سازمان‌های",
        "ארגונים",
        "organizationسازمان",
        "İİİİİorganization",
    ],
)
def test_words_are_left_whole(word: str) -> None:
    """Short words, abbreviations, numbers, addresses and right-to-left words have no break."""
    assert hyphenator("en").points(word) == ()


def test_marks_stay_with_their_letters() -> None:
    """A word with combining diacritics is broken as without them, and never before one of them."""
    plain = "organizational"
    marked = "".join(c + "\u0323" for c in plain)
    assert hyphenated(marked).replace("\u0323", "") == hyphenated(plain)
    assert not any(marked[at] == "\u0323" for at in hyphenator("en").points(marked))


def test_marks_of_indic_scripts_are_letters_of_their_patterns() -> None:
    """A vowel sign belongs to the patterns, and no break stands before it."""
    word = "महाराष्ट्रातील"
    points = hyphenator("mr").points(word)
    assert points
    assert not any(unicodedata.category(word[at])[0] == "M" for at in points)


def test_other_spellings_are_no_breaks() -> None:
    """Hungarian `asszonnyal` would become `asz-szony-nyal`: there it is not broken."""
    strange = [int(at) for at in pyphen.Pyphen(lang="hu_HU").positions("asszonnyal") if at.data]
    assert strange
    assert not set(strange) & set(hyphenator("hu").points("asszonnyal"))


def test_two_digits_in_a_row_shift_no_break() -> None:
    """Two digits in one place of a pattern, a slip in some files, both count for that place."""
    assert hyphenate._parse(".er2f11") == [(3, 4), (4, 2), (4, 2)]
    assert hyphenate._parse("a1b0c") == [(1, 2)]
    assert hyphenate._parse("as3szon/sz=sz,2,1") == [(2, 7)]


@pytest.mark.long
def test_no_file_uses_hexadecimal_letters() -> None:
    """Our reader does not know TeX's `^^xx`: no pattern file has it."""
    assert not [lang for lang in LANGUAGES if "^^" in "".join(written(lang))]


@settings(deadline=None)
@given(st.text(st.sampled_from("abdegilnorstuéĀʿ'’-—“”().,0@\u0323سن"), max_size=30))
def test_a_break_leaves_letters_on_both_sides(word: str) -> None:
    """A break stands between letters, with two at least before it and three after in the same part."""
    for at in hyphenator("en").points(word):
        before = re.sub("\u0323", "", word[:at])[-LEAST_BEFORE:]
        after = re.sub("\u0323", "", word[at:])[:LEAST_AFTER]
        assert len(before) == LEAST_BEFORE
        assert len(after) == LEAST_AFTER
        assert (before + after).isalpha()
        assert word[at] != "\u0323"


@pytest.mark.parametrize(
    ("lang", "file"),
    [
        ("en", "hyph_en_US.dic"),
        ("en-GB", "hyph_en_GB.dic"),
        ("en-gb", "hyph_en_GB.dic"),
        ("en-IE", "hyph_en_US.dic"),
        ("de", "hyph_de_DE.dic"),
        ("de-LI", "hyph_de_DE.dic"),
        ("fr-CA", "hyph_fr.dic"),
        ("pt", "hyph_pt_PT.dic"),
        ("sr-Latn-RS", "hyph_sr_Latn.dic"),
        ("no", "hyph_nb_NO.dic"),
        ("it", "hyph_it_IT.dic"),
        ("fa", None),
        ("ar", None),
        ("", None),
        ("../en", None),
        ("e", None),
    ],
)
def test_a_language_finds_its_file(lang: str, file: str | None) -> None:
    """The tag itself, shortened; then the usual region of the language; then any region; then none."""
    path = dictionary(lang)
    assert (Path(path).name if path else None) == file


def test_without_patterns_nothing_is_broken() -> None:
    """A language without a file has no break points."""
    assert hyphenator("ar").points("organization") == ()


def test_a_file_may_ask_for_more_letters() -> None:
    """Marathi asks for three letters before a break and four after."""
    marathi = hyphenator("mr")
    assert (marathi._least_before, marathi._least_after) == (3, 4)


def test_one_hyphenator_per_language() -> None:
    """The same language gives the same object, which remembers its words."""
    assert hyphenator("en") is hyphenator("en")
    assert hyphenator("en").points("organization") is hyphenator("en").points("organization")


def test_pyphen_must_be_there(monkeypatch: pytest.MonkeyPatch) -> None:
    """Without the package the error says which one is missing: text would be set in another way."""
    monkeypatch.setattr(PathFinder, "find_spec", lambda _: None)
    with pytest.raises(ModuleNotFoundError, match="pyphen"):
        Hyphenator("en")


def test_pyphen_is_not_imported() -> None:
    """Start-up: pyphen, which takes 40 ms, is used for its files alone."""
    code = "import sys; from briefgen.layout.hyphenate import hyphenator; hyphenator('en').points('organization'); print(*sys.modules)"
    out = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert "pyphen" not in out.stdout.split()
