"""Locales: terms, forms, fallback, ordinals, licences."""

from typing import Any

import pytest

from briefgen.citation import Locale
from briefgen.citation.locale import Lexicon, dialect_chain, lexicon_for
from briefgen.errors import CitationError
from tests.citation.build import DATA, shipped_locale


def a_locale(body: str, language: str = "") -> Locale:
    return Locale.parse(f'<locale xml:lang="{language}">{body}</locale>'.encode(), file="l.xml")


def terms(body: str) -> str:
    return f"<terms>{body}</terms>"


def test_a_term_has_forms_numbers_and_genders() -> None:
    """Single and multiple, forms and gender forms are told apart."""
    locale = a_locale(
        terms(
            '<term name="page" gender="feminine"><single>page</single><multiple>pages</multiple></term>'
            '<term name="page" form="short">p.</term>'
            '<term name="long-ordinal-01" gender-form="feminine">première</term><term name="long-ordinal-01">premier</term>'
        )
    )
    lexicon = Lexicon("fr", [locale])
    assert lexicon.term("page") == "page"
    assert lexicon.term("page", "long", True) == "pages"
    assert lexicon.term("page", "symbol") == "p."
    assert lexicon.term("long-ordinal-01", "long", False, "feminine") == "première"
    assert lexicon.term("long-ordinal-01", "long", False, "neuter") == "premier"
    assert lexicon.term("nothing") is None
    assert lexicon.genders == {"page": "feminine"}


def test_forms_fall_back_as_csl_says() -> None:
    """verb-short falls back to verb, then to long; symbol to short, then to long."""
    lexicon = Lexicon(
        "en", [a_locale(terms('<term name="editor">editor</term><term name="editor" form="verb">edited by</term>'))]
    )
    assert lexicon.term("editor", "verb-short") == "edited by"
    assert lexicon.term("editor", "symbol") == "editor"


def test_later_layers_win_and_ordinals_are_replaced_together() -> None:
    """A style's terms lie over the file's; one ordinal in a layer replaces all ordinals below."""
    low = a_locale(
        terms('<term name="and">and</term><term name="ordinal">th</term><term name="ordinal-01">st</term>'), "en"
    )
    high = a_locale(terms('<term name="and">&amp;</term><term name="ordinal">.</term>'), "en")
    lexicon = Lexicon("en", [low, high])
    assert lexicon.term("and") == "&"
    assert lexicon.ordinals == {("", ""): (".", "")}


def test_folded_terms_are_unfolded() -> None:
    """Line breaks in the XML of a term are layout; a leading space on one line is part of the term."""
    lexicon = Lexicon(
        "en", [a_locale(terms('<term name="a">\n  x\n  y\n</term><term name="b"> BC</term><term name="c">\n </term>'))]
    )
    assert [lexicon.term(name) for name in "abc"] == ["x y", " BC", ""]


@pytest.mark.parametrize(
    ("language", "chain"),
    [("de-AT", ["de-DE", "de-AT"]), ("de", ["de-DE", "de"]), ("en-US", ["en-US"]), ("xx", ["xx"])],
)
def test_the_chain_goes_from_the_primary_dialect_to_the_exact_one(language: Any, chain: Any) -> None:
    """A dialect falls back to the one that stands for its language."""
    assert dialect_chain(language) == chain


def test_the_style_locale_of_the_exact_language_wins() -> None:
    """No language, then the primary one, then the exact one: the most specific is heard last."""
    own = [
        a_locale(terms(f'<term name="and">{word}</term>'), tag)
        for tag, word in (("de-AT", "3"), ("", "1"), ("de", "2"))
    ]
    assert lexicon_for("de-AT", own, shipped_locale).term("and") == "3"
    assert lexicon_for("de-DE", own, shipped_locale).term("and") == "2"
    assert lexicon_for("fr-FR", own, shipped_locale).term("and") == "1"
    assert lexicon_for("pt-BR", [], shipped_locale).term("and") == "and"


def test_a_locale_file_must_be_one() -> None:
    """A style given as a locale is refused."""
    with pytest.raises(CitationError, match="begins with <locale>"):
        Locale.parse(b"<style/>", file="l.xml")


def test_the_seven_languages_ship_with_their_licence() -> None:
    """Each locale that ships names its licence and knows the words that notes need."""
    files = sorted((DATA / "locales").glob("*.xml"))
    assert [file.stem.removeprefix("locales-") for file in files] == [
        "ar",
        "de-DE",
        "en-GB",
        "en-US",
        "es-ES",
        "fa-IR",
        "fr-FR",
    ]
    for file in files:
        data = file.read_bytes()
        assert b"creativecommons.org/licenses/by-sa/3.0" in data
        lexicon = Lexicon("x", [Locale.parse(data, file=file.name)])
        assert lexicon.term("page", "short")
        assert lexicon.term("month-01")
        assert "text" in lexicon.dates
    assert "ShareAlike 3.0" in (DATA / "LICENSE").read_text()
