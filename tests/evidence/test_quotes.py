"""The matching rule and the rules about quotations."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from briefgen import limits
from briefgen.errors import LimitError
from briefgen.evidence import examine
from briefgen.evidence.matching import FOLDINGS, Match, SnapshotText, fold, match_quotation
from briefgen.evidence.wording import outside_quotations, quoted_passages, sentences
from tests.evidence.cases import BRIEF, claims, codes, examined, found, sources
from tests.records.topics import load

SNAPSHOT = """He said: “Iran’s claim – made in 2021 –
is   false”, and left. می‌رود كتاب علي
Then he came back."""


def grade(*paragraphs: str, text: str = SNAPSHOT) -> tuple[str, tuple[str, ...]]:
    """Return grade and foldings of a match."""
    match = match_quotation(paragraphs, SnapshotText("s.txt", text))
    return match.grade, match.foldings


@pytest.mark.parametrize(
    ("quotation", "expected", "foldings"),
    [
        ("Iran’s claim – made", "exact", ()),
        ("Iran's claim – made", "normalised", ("quotation marks",)),
        ("claim - made", "normalised", ("dashes",)),
        ("in 2021 – is false", "normalised", ("white space",)),
        ("in\u00a02021", "normalised", ("white space",)),
        ("میرود", "normalised", ("ZWNJ",)),
        ("کتاب علی", "normalised", ("Arabic letters",)),
        ("Iran's claim — made in 2021 - is false", "normalised", ("white space", "quotation marks", "dashes")),
        ("He said: […] and left.", "elided", ()),
        ("He said … is   false”, and left", "elided", ()),
        ("He said: … is false”", "elided", ("white space",)),
        ("[The minister] said: “Iran’s", "elided", ()),
        ("claim [of the minister] – made", "elided", ()),
        ("He said: [...] Then he", "elided", ()),
        ("Then he […] He said", "not-found", ()),
        ("iran’s claim", "not-found", ()),
        ("Iran’s claims", "not-found", ()),
        ("[…]", "not-found", ()),
        ("کتاب [ما] میرود", "not-found", ()),
    ],
)
def test_the_grade_of_a_match(quotation: str, expected: str, foldings: tuple[str, ...]) -> None:
    """Each difference that the rule allows is named, and no other is allowed."""
    assert grade(quotation) == (expected, foldings)


def test_an_ellipsis_of_the_source_is_exact() -> None:
    """Three dots that stand in the source itself are no elision."""
    assert grade("well … yes", text="He said well … yes.") == ("exact", ())


def test_paragraphs_are_found_in_order() -> None:
    """Several paragraphs match across the line ends of the source."""
    assert grade("One.", "Two.", text="One.\n\nTwo.") == ("exact", ())
    assert grade("One.", "Two.", text="One.\nTwo.") == ("normalised", ("white space",))
    assert grade("Two.", "One.", text="One.\nTwo.")[0] == "not-found"


@given(st.text(min_size=1, max_size=30), st.text(max_size=20), st.text(max_size=20))
def test_a_verbatim_passage_is_exact(passage: str, before: str, after: str) -> None:
    """Whatever stands in the snapshot word for word is found exact."""
    assert grade(passage, text=before + passage + after) == ("exact", ())


@given(st.text("aB-–'’\u00a0 \u200cيی", min_size=1, max_size=20))
def test_folding_is_enough_for_a_folded_source(passage: str) -> None:
    """A passage whose source differs only by foldings is found; folding twice changes nothing."""
    folded = fold(passage)
    assert fold(folded) == folded
    assert grade(passage, text=f"x{folded}x")[0] in {"exact", "normalised"}


def test_letter_case_and_words_are_never_folded() -> None:
    """A changed letter or word is not found, and the nearest passage shows the difference."""
    match = match_quotation(("Iran’s claim, made in 2020, is false",), SnapshotText("s.txt", SNAPSHOT))
    assert match.grade == "not-found"
    assert "made in 2021" in match.nearest
    assert "“2020” for “2021”" in match.differences
    assert repr(match) == "Match('not-found', ())"


def test_nothing_near() -> None:
    """A quotation of other words has no nearest passage."""
    match = match_quotation(("entirely unrelated",), SnapshotText("s.txt", SNAPSHOT))
    assert (match.nearest, match.differences) == ("", "")


@given(st.text("ab […].“ ", max_size=30), st.text("ab \n", max_size=30))
def test_any_quotation_has_a_grade(quotation: str, text: str) -> None:
    """Matching never fails, whatever the quotation."""
    match = match_quotation((quotation,), SnapshotText("s.txt", text))
    assert isinstance(match, Match)
    assert set(match.foldings) <= set(FOLDINGS)


KEPT = "preserved: [{kind: file, path: snapshots/a.txt}]"
LONG = "word " * 101

RULES: list[tuple[str, dict[str, str], dict[str, str]]] = [
    (
        "quote.not-found",
        {"sources": sources(KEPT), "snapshot": SNAPSHOT, "claims": claims("quotes: [{source: a, text: Then he came}]")},
        {
            "sources": sources(KEPT),
            "snapshot": SNAPSHOT,
            "claims": claims("quotes: [{source: a, text: Then she came}]"),
        },
    ),
    (
        "quote.unchecked",
        {"sources": sources(KEPT), "snapshot": SNAPSHOT, "claims": claims("quotes: [{source: a, text: Then he came}]")},
        {"claims": claims("quotes: [{source: a, text: Then he came}]")},
    ),
    (
        "quote.translation",
        {"claims": claims("quotes: [{source: a, text: Ja, language: de, translation: Yes}]")},
        {"claims": claims("quotes: [{source: a, text: Ja, language: de}]")},
    ),
    (
        "quote.transliteration",
        {"claims": claims("quotes: [{source: a, text: نه, language: fa, translation: No, transliteration: na}]")},
        {"claims": claims("quotes: [{source: a, text: نه, language: fa, translation: No}]")},
    ),
    (
        "quote.transliteration",
        {"claims": claims("quotes: [{source: a, text: Nein, language: de, translation: No}]")},
        {"claims": claims("quotes: [{source: a, text: Нет, language: ru, translation: No}]")},
    ),
    (
        "quote.unregistered",
        {
            "claims": claims(
                "text: 'He said “one *two* three four,” and “so” [@a; @b, p. 1].', quotes: [{source: a, text: 'zero one two three four five'}]"
            )
        },
        {"claims": claims("text: 'He said “one two three four” [@a; @b, p. 1].'")},
    ),
    (
        "quote.unregistered",
        {
            "sources": sources(KEPT),
            "snapshot": SNAPSHOT,
            "claims": claims("text: 'He said “Then he came back” [@a; @b, p. 1].'"),
        },
        {
            "sources": sources(KEPT),
            "snapshot": SNAPSHOT,
            "claims": claims("text: 'He said “Then he went back” [@a; @b, p. 1].'"),
        },
    ),
    (
        "quote.long",
        {"claims": claims(f"quotes: [{{source: a, text: '{LONG[:-10]}'}}]")},
        {"claims": claims(f"quotes: [{{source: a, text: '{LONG}'}}]")},
    ),
]


@pytest.mark.parametrize(("code", "good", "bad"), RULES)
def test_each_rule(tmp_path: Path, code: str, good: dict[str, str], bad: dict[str, str]) -> None:
    """The first topic passes the rule, the second breaks it."""
    assert code not in codes(tmp_path / "good", **good)
    assert code in codes(tmp_path / "bad", **bad)


def test_grades_are_kept_for_the_colophon(tmp_path: Path) -> None:
    """Each quotation's match is found by its id."""
    matches = examined(
        tmp_path,
        sources=sources(KEPT),
        snapshot=SNAPSHOT,
        claims=claims("quotes: [{source: a, text: Then he}, {source: b, text: x, id: other}]"),
    ).quote_matches
    assert matches["c1-q1"].grade == "exact"
    assert matches["c1-q1"].path == "snapshots/a.txt"
    assert matches["other"].grade == "unchecked"


def test_the_message_shows_the_nearest_passage(tmp_path: Path) -> None:
    """A quotation that is not found shows what is there, and how it differs."""
    (problem,) = found(
        tmp_path,
        sources=sources(KEPT),
        snapshot=SNAPSHOT,
        claims=claims("quotes: [{source: a, text: Then she came back}]"),
    )
    assert "Then he came back" in problem.message
    assert "“she” for “he”" in problem.hint
    assert problem.status == 1


PAGE = "preserved: [{kind: file, path: snapshots/a.html}]"


def test_pages_wait_for_a_reader(tmp_path: Path) -> None:
    """An HTML copy is unchecked with the reason, unless a reader for it is passed."""
    quote = claims("quotes: [{source: a, text: Hello there}]")
    (problem,) = found(tmp_path, sources=sources(PAGE), page="<p>Hello there</p>", claims=quote)
    assert "a copy of kind HTML is not read as text" in problem.message
    topic = load(tmp_path, {"brief.yaml": BRIEF, "a.yaml": sources(PAGE), "c.yaml": quote, "snapshots/a.html": "x"})

    def refuse(_: bytes) -> str:
        message = "it is broken"
        raise ValueError(message)

    assert examine(topic, readers={"html": lambda _: "Hello there"}).quote_matches["c1-q1"].grade == "exact"
    assert "broken" in examine(topic, readers={"html": refuse}).quote_matches["c1-q1"].reason


@pytest.mark.parametrize(
    ("data", "grade_"),
    [
        ("Then he came".encode("utf-16"), "exact"),
        (b"\xef\xbb\xbfThen he came", "exact"),
        ("Then he came \u200b".encode(), "exact"),
        (b"\xff Then he came", "unchecked"),
    ],
)
def test_encodings_of_text_copies(tmp_path: Path, data: bytes, grade_: str) -> None:
    """UTF-8 and marked UTF-16 are read, with any character; anything else is unchecked."""
    files: dict[str, str | bytes] = {
        "brief.yaml": BRIEF,
        "a.yaml": sources(KEPT),
        "c.yaml": claims("quotes: [{source: a, text: Then he came}]"),
        "snapshots/a.txt": data,
    }
    assert examine(load(tmp_path, files)).quote_matches["c1-q1"].grade == grade_


def test_the_best_of_several_copies_counts(tmp_path: Path) -> None:
    """A quotation found in one copy of its source is found."""
    two = "preserved: [{kind: file, path: snapshots/b.txt}, {kind: file, path: snapshots/a.txt}]"
    files: dict[str, str | bytes] = {
        "brief.yaml": BRIEF,
        "a.yaml": sources(two),
        "c.yaml": claims("quotes: [{source: a, text: here it is}]"),
        "snapshots/a.txt": "here it is",
        "snapshots/b.txt": "not there",
    }
    assert examine(load(tmp_path, files)).quote_matches["c1-q1"].grade == "exact"


def test_a_copy_with_too_much_text(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A copy with more text than the limit is exit 3."""
    monkeypatch.setattr(limits, "LIMITS", {**limits.LIMITS, "snapshot-text": limits.Limit(3, "characters", "x")})
    with pytest.raises(LimitError, match=r"limit\.snapshot-text"):
        examined(tmp_path, sources=sources(KEPT), snapshot=SNAPSHOT)


def test_what_stands_between_quotation_marks() -> None:
    """Passages are found in the marks of several languages, apostrophes do not disturb, and blanking keeps offsets."""
    text = 'He “said ‘x’ so”, «and», "this", ‘it’s so’ but don\'t [@a, “p”].'
    assert [passage for _, passage in quoted_passages(text)] == ["said ‘x’ so", "and", "this", "it’s so", "p"]
    blanked = outside_quotations(text)
    assert len(blanked) == len(text)
    assert blanked.split() == ["He", ",", ",", ",", "but", "don't", "."]
    assert all(text.startswith(passage, offset) for offset, passage in quoted_passages(text))


def test_sentences() -> None:
    """Sentences end at a full stop before white space, not behind an initial or a short form."""
    text = "Mr. A. B. said so. Then? “Yes.” End"
    assert [sentence for _, sentence in sentences(text)] == ["Mr. A. B. said so.", "Then?", "“Yes.”", "End"]
    assert all(text.startswith(sentence, offset) for offset, sentence in sentences(text))
