"""The names of CSL 1.0.2: item types, and the variables by kind (specification, appendices III and IV).

Data only. `shortTitle`, `event` and `journalAbbreviation` are the older spellings that CSL-JSON keeps.
"""

from typing import Final

__all__ = ["DATES", "NAMES", "NAME_PARTS", "TYPES", "VARIABLES"]

_TYPES: Final = """article article-journal article-magazine article-newspaper bill book broadcast chapter classic collection
    dataset document entry entry-dictionary entry-encyclopedia event figure graphic hearing interview legal_case
    legislation manuscript map motion_picture musical_score pamphlet paper-conference patent performance periodical
    personal_communication post post-weblog regulation report review review-book software song speech standard thesis
    treaty webpage"""
TYPES: Final = frozenset(_TYPES.split())

# Standard and number variables; a number is text here, as typed.
_VARIABLES: Final = """abstract annote archive archive_collection archive_location archive-place authority call-number citation-key
    citation-label collection-title container-title container-title-short dimensions division DOI event event-title
    event-place genre ISBN ISSN journalAbbreviation jurisdiction keyword license medium note original-publisher
    original-publisher-place original-title part-title PMCID PMID publisher publisher-place references reviewed-genre
    reviewed-title scale section source title-short URL volume-title year-suffix chapter-number citation-number
    collection-number edition first-reference-note-number issue locator number number-of-pages number-of-volumes page
    page-first part-number printing-number supplement-number version volume"""
VARIABLES: Final = frozenset(_VARIABLES.split())

DATES: Final = frozenset(("accessed", "available-date", "event-date", "issued", "original-date", "submitted"))

_NAMES: Final = """author chair collection-editor compiler composer container-author contributor curator director editor
    editor-translator editorial-director executive-producer guest host illustrator interviewer narrator organizer
    original-author performer producer recipient reviewed-author script-writer series-creator translator"""
NAMES: Final = frozenset(_NAMES.split())

_NAME_PARTS: Final = """family given literal dropping-particle non-dropping-particle suffix comma-suffix static-ordering
    parse-names"""
NAME_PARTS: Final = frozenset(_NAME_PARTS.split())
