"""Locators behind a citation key."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from briefgen.records.locators import split_locator


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("", ("", "", "")),
        (", p. 12", ("page", "12", "")),
        (", pp. 12–14", ("page", "12–14", "")),
        (", pp. 12-14, 17 & 20, further", ("page", "12-14, 17 & 20", "further")),
        (", 12", ("page", "12", "")),
        (", 017", ("page", "017", "")),
        (", 12:30:45", ("page", "12:30:45", "")),
        (", chap. iv", ("chapter", "iv", "")),
        (", Chap. 4", ("chapter", "4", "")),
        (", vol. 2, p. 5", ("volume", "2", "p. 5")),
        (", § 5(1)(b)", ("section", "5(1)(b)", "")),
        (", §§ 5, 7", ("section", "5, 7", "")),
        (", ¶ 3", ("paragraph", "3", "")),
        (", para. 3", ("paragraph", "3", "")),
        (", fol. 12r", ("folio", "12r", "")),
        (", art. 5", ("article-locator", "5", "")),
        (", sub verbo 3", ("sub-verbo", "3", "")),
        (", n. 7", ("note", "7", "")),
        (", pp. xii–xv", ("page", "xii–xv", "")),
        (", ص ۱۲", ("", "", "ص ۱۲")),
        (", p. ۱۲", ("page", "۱۲", "")),
        (", iv", ("", "", "iv")),
        (", page turned", ("", "", "page turned")),
        (", pagemaker 3", ("", "", "pagemaker 3")),
        (", emphasis added", ("", "", "emphasis added")),
        (", p. 12.", ("page", "12", ".")),
        (", p. 12 (my translation)", ("page", "12", " (my translation)")),
        (" p. 12", ("page", "12", "")),
        (" tells", ("", "", " tells")),
        (", {ii, A, D}, suffix", ("page", "ii, A, D", "suffix")),
        (", {chap. x}", ("chapter", "x", "")),
        (", {fig. A to B} so", ("figure", "A to B", " so")),
        (", {}99 years later", ("", "", "99 years later")),
        (", {open", ("", "", "{open")),
        ("p. 61", ("page", "61", "")),
        ("Key Judgments", ("", "", "Key Judgments")),
        (", rule 37(a)", ("rule", "37(a)", "")),
        (", title 18", ("title-locator", "18", "")),
        (", act 3, scene 2", ("act", "3", "scene 2")),
        (", timestamp 00:12:30", ("timestamp", "00:12:30", "")),
        (", rule of law", ("", "", "rule of law")),
    ],
)
def test_label_locator_and_suffix(text: str, expected: tuple[str, str, str]) -> None:
    """A CSL label or a number is the locator; what is left is the suffix, verbatim."""
    assert split_locator(text) == expected


@given(st.text("p.123§ivx,-–& (){}abc;", max_size=40))
def test_nothing_is_lost(text: str) -> None:
    """Every letter and digit of the text is in label, locator or suffix, or is the label itself."""
    label, locator, suffix = split_locator(text)
    kept = len([c for c in locator + suffix if c.isalnum()])
    typed = len([c for c in text if c.isalnum()])
    assert kept == typed if not label else kept <= typed


def test_every_label_of_csl() -> None:
    """Every locator of CSL 1.0.2 (schema csl-terms, "locators") can be typed."""
    labels = (
        "act appendix article-locator book canon chapter column elocation equation figure folio issue line note opus page "
        "paragraph part rule scene section sub-verbo supplement table timestamp title-locator verse version volume"
    )
    for label in labels.split():
        typed = label.removesuffix("-locator").replace("-", " ")
        assert split_locator(f", {typed} 3") == (label, "3", ""), label
