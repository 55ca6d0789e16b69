"""Entry types and fields of BibTeX and BibLaTeX, and the CSL types and variables that they become. Data only."""

from typing import Final

__all__ = ["BOOKS", "DATES", "KNOWN_TO_NOBODY", "NAMES", "NUMBERED", "TEXTS", "TYPES", "VERBATIM"]

TYPES: Final = {
    "article": "article-journal", "artwork": "graphic", "audio": "song", "book": "book", "bookinbook": "chapter",
    "booklet": "pamphlet", "collection": "book", "conference": "paper-conference", "dataset": "dataset",
    "electronic": "webpage", "image": "graphic", "inbook": "chapter", "incollection": "chapter",
    "inproceedings": "paper-conference", "inreference": "entry-encyclopedia", "jurisdiction": "legal_case",
    "legislation": "legislation", "letter": "personal_communication", "manual": "report", "mastersthesis": "thesis",
    "misc": "document", "movie": "motion_picture", "music": "song", "mvbook": "book", "mvcollection": "book",
    "mvproceedings": "book", "mvreference": "book", "online": "webpage", "patent": "patent",
    "performance": "performance", "periodical": "periodical", "phdthesis": "thesis", "proceedings": "book",
    "reference": "book", "report": "report", "review": "review", "software": "software", "standard": "standard",
    "suppbook": "chapter", "suppcollection": "chapter", "suppperiodical": "article-journal", "techreport": "report",
    "thesis": "thesis", "unpublished": "manuscript", "video": "motion_picture", "www": "webpage",
}  # fmt: skip

BOOKS: Final = frozenset(
    ("book", "bookinbook", "collection", "inbook", "incollection", "inproceedings", "conference", "mvbook", "mvcollection",
     "mvproceedings", "proceedings", "reference", "mvreference", "inreference", "suppbook", "suppcollection")
)  # fmt: skip
"""Entry types whose `number` counts in a series."""

NUMBERED: Final = frozenset(
    ("report", "techreport", "manual", "patent", "legislation", "jurisdiction", "standard", "misc", "dataset", "thesis",
     "phdthesis", "mastersthesis", "unpublished", "online")
)  # fmt: skip
"""Entry types whose `number` is their own; that of all others is an issue."""

NAMES: Final = {
    "author": "author", "editor": "editor", "translator": "translator", "bookauthor": "container-author",
    "director": "director", "holder": "contributor", "introduction": "contributor", "organizer": "organizer",
}  # fmt: skip

DATES: Final = {
    "urldate": "accessed", "lastaccessed": "accessed", "lastchecked": "accessed", "eventdate": "event-date",
    "origdate": "original-date", "origyear": "original-date",
}  # fmt: skip

TEXTS: Final = {
    "abstract": "abstract", "address": "publisher-place", "annotation": "annote", "annote": "annote",
    "archive": "archive", "chapter": "chapter-number", "edition": "edition", "eventtitle": "event-title",
    "institution": "publisher", "issue": "issue", "keywords": "keyword", "keyword": "keyword", "library": "call-number",
    "location": "publisher-place", "note": "note", "organization": "publisher", "origlocation": "original-publisher-place",
    "origpublisher": "original-publisher", "origtitle": "original-title", "pages": "page",
    "pagetotal": "number-of-pages", "part": "part-number", "publisher": "publisher", "school": "publisher",
    "series": "collection-title", "shortjournal": "container-title-short", "shorttitle": "title-short",
    "type": "genre", "venue": "event-place", "version": "version", "volume": "volume", "volumes": "number-of-volumes",
}  # fmt: skip

VERBATIM: Final = {
    "doi": "DOI", "url": "URL", "isbn": "ISBN", "issn": "ISSN", "pmid": "PMID", "pmcid": "PMCID",
    "eprint": "archive_location", "archiveprefix": "archive", "eprinttype": "archive",
}  # fmt: skip

KNOWN_TO_NOBODY: Final = frozenset(("ids",))
"""Fields that name the entry itself again."""
