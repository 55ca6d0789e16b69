"""Fixed words of every language that ships: complete, with the same holes, and used where a brief has that language."""

import pytest

from briefgen.document.walk import plain
from briefgen.selection.wordings import in_language, languages, words_in
from briefgen.selection.words import WORDS, holes
from tests.build import a_brief, a_source, a_topic, build, write
from tests.layout.squares import artifacts
from tests.selection.factories import a_pack

FOREIGN = [language for language in languages() if language != "en"]


def test_the_languages_that_ship() -> None:
    """Every language of the dates has its words too."""
    from briefgen.records.dateprint import LANGUAGES

    assert set(LANGUAGES) == set(languages())


@pytest.mark.parametrize("language", FOREIGN)
def test_a_language_is_complete(language: str) -> None:
    """A language has every key, none besides, fills in what English fills in, and keeps spaces where they count."""
    words = words_in(language)
    assert set(words) == set(WORDS)
    for key, word in words.items():
        assert set(holes(word)) == set(holes(WORDS[key])), key
        assert word[0].isspace() <= (key.startswith("list-last") or WORDS[key][0].isspace()), key
        assert word.strip() or key.endswith("separator")


@pytest.mark.parametrize("language", FOREIGN)
def test_terms_of_likelihood_stay_apart(language: str) -> None:
    """Two terms of likelihood never fall together: the scale would lose a step."""
    terms = [word for key, word in words_in(language).items() if key.startswith("likelihood-")]
    assert len(terms) == len(set(terms))


def test_a_pack_keeps_its_own_words() -> None:
    """What a pack words itself stays; what it leaves as it ships follows the language; an unknown language is English."""
    pack = a_pack(words={**WORDS, "notice-heading": "Sieh her"})
    german = in_language(pack, "de-AT")
    assert german.words["notice-heading"] == "Sieh her"
    assert german.words["footnote-heading"] == "Anmerkungen"
    assert german.id == pack.id
    assert in_language(pack, "nl") is pack
    assert words_in("../../etc") is WORDS


@pytest.mark.parametrize(("language", "word", "folio"), [("fa", "منابع", "صفحهٔ ۱ از"), ("fr", "Sources", "Page 1 sur")])
def test_a_brief_is_worded_in_its_language(
    language: str, word: str, folio: str, tmp_path_factory: pytest.TempPathFactory
) -> None:
    """Headings and folio of a brief in another language are in that language, and so is what links say."""
    folder = write(
        tmp_path_factory.mktemp(language),
        a_topic(sources=[a_source(language=language)], brief=a_brief(language=language)),
    )
    made = build(folder, "analyst")
    titles = [plain(block.title) for block in made.brief.blocks if hasattr(block, "title")]
    assert word in titles
    assert any(line.startswith(folio) for line in artifacts(made.pages)[0])
    assert dict(made.brief.furniture.words)["note"] == words_in(language)["note"]
