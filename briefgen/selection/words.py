"""Every fixed word that templates, compose, layout and PDF print or speak, with its English default.

One table. A pack may set any key in its `words`, for another language or a house style; an
unknown key is an error. Braces name what is filled in: `{number}`; a pack's wording may use
the names of the default and no others.
"""

from collections.abc import Mapping
from types import MappingProxyType
from typing import Final

from briefgen.records.scales import SCALES

__all__ = ["WORDS", "fill", "holes"]

_HEADINGS: Final = {
    "contents-heading": "Contents",
    "summary-heading": "At a glance",
    "question-heading": "Question",
    "judgments-heading": "Key judgments",
    "scope-heading": "Scope",
    "reading-heading": "How to read this brief",
    "legend-heading": "How likely, how sure",
    "grades-heading": "Grades of sources",
    "matrix-heading": "Who says what",
    "timeline-heading": "Timeline",
    "source-summary-heading": "Source summary",
    "bibliography-heading": "Sources",
    "glossary-heading": "Names in this brief",
    "changes-heading": "What changed",
    "colophon-heading": "About this document",
    "notice-heading": "Notice",
    "footnote-heading": "Notes",
}

_TEMPLATES: Final = {
    "section-empty": "No claims are reported here.",
    "judgments-lead": "The judgments of this brief, each with the claims that it rests on:",
    "judgments-none": "This brief states no judgments.",
    "reading-claims": (
        "Each claim is reported as somebody made it. That it is printed here does not say that it is true."
    ),
    "reading-notes": "The note at each mark names the source and the place in it.",
    "reading-quotes": "Quotations in another language stand in the original, then transliterated, then translated.",
    "reading-grades": (
        "Two grades stand beside a source: how reliable the source is, and how credible this information is. "
        "They are judged apart."
    ),
    "reading-withdrawn": "Claims marked as withdrawn are kept, with the reason.",
    "reading-matrix": "The table shows who asserts, denies or qualifies each claim. A party that is not named has not spoken.",
    "reading-plain": "This version uses plain words. It rests on the same sources as the full brief.",
    "reading-section": "What this part holds",
    "summary-counts": "{claims} claims in {sections} sections, from {sources} sources.",
    "disputes-heading": "Where the sources disagree",
    "disputes-lead": "These claims are disputed. Each line says who answers whom.",
    "bibliography-lead": "The works that this brief rests on.",
}

_EDITION: Final = {
    "draft": "Draft",
    "edition-draft": "Draft of {date}",
    "edition-number": "Edition {number}, {date}",
    "edition-updated": "Updated {date}",
    "edition-cutoff": "Information as of {date}",
    "edition-retrospective": "Retrospective: nothing later than that date was used",
    "edition-audience": "For: {audience}",
    "edition-withdrawn": "Withdrawn: {reason}",
    "edition-contact": "Contact: {contact}",
}

_CLAIMS: Final = {
    "kind-position": "Position",
    "kind-reported-fact": "Reported fact",
    "kind-allegation": "Allegation",
    "kind-denial": "Denial",
    "kind-judgment": "Judgment",
    "kind-assumption": "Assumption",
    "rank-preferred": "Preferred",
    "rank-normal": "Normal",
    "rank-deprecated": "Withdrawn",
    "withdrawn-because": "Withdrawn: {reason}",
    "asserted-by": "by {name}",
    "asserted-on": "said {date}",
    "about-date": "on events of {date}",
    "confidence": "Confidence: {level}.",
    "confidence-low": "low",
    "confidence-moderate": "moderate",
    "confidence-high": "high",
    "likelihood": "Likelihood: {term}.",
    "rests-on": "Rests on {claims}",
    "claim-reference": "{heading}",
    "claim-not-shown": "a claim that is not shown here",
    "evidence-disputes-first": "But see",
    "evidence-disputes": "but see",
    "handling": "Handling: {label}",
    "figure-credit": "Credit: {credit}",
    "relation-contradicts": "contradicts",
    "relation-denies": "denies",
    "relation-denied-by": "is denied by",
    "relation-corroborates": "corroborates",
    "relation-qualifies": "qualifies",
    "relation-qualified-by": "is qualified by",
    "relation-answers": "answers",
    "relation-answered-by": "is answered by",
    "relation-supersedes": "supersedes",
    "relation-superseded-by": "is superseded by",
    "line-contradicts": "Contradicts {claims}",
    "line-denies": "Denies {claims}",
    "line-denied-by": "Denied: {claims}",
    "line-corroborates": "Corroborates {claims}",
    "line-qualifies": "Qualifies {claims}",
    "line-qualified-by": "Qualified: {claims}",
    "line-answers": "Answers {claims}",
    "line-answered-by": "Answered: {claims}",
    "line-supersedes": "Supersedes {claims}",
    "line-superseded-by": "Superseded: {claims}",
    "entity-person": "person",
    "entity-organisation": "organisation",
    "entity-place": "place",
    "entity-object": "object",
}

_QUOTES: Final = {
    "quote-original": "Original",
    "quote-transliteration": "Transliteration",
    "quote-translation": "Translation",
    "quote-translated-by": "Translated by {name}",
    "quote-as-given-by": "As given by {name}",
}

_GRADES: Final = {
    "grade": "Source {reliability}: {reliability-words}. Information {credibility}: {credibility-words}.",
    "grade-reliability": "Source {reliability}: {reliability-words}.",
    "grade-credibility": "Information {credibility}: {credibility-words}.",
    "reliability-A": "completely reliable",
    "reliability-B": "usually reliable",
    "reliability-C": "fairly reliable",
    "reliability-D": "not usually reliable",
    "reliability-E": "unreliable",
    "reliability-F": "reliability cannot be judged",
    "credibility-1": "confirmed by other sources",
    "credibility-2": "probably true",
    "credibility-3": "possibly true",
    "credibility-4": "doubtful",
    "credibility-5": "improbable",
    "credibility-6": "credibility cannot be judged",
}

_TABLES: Final = {
    "matrix-caption": "Who asserts, denies or qualifies each claim",
    "matrix-summary": "Claims in rows, parties in columns; each cell says what the party said of the claim.",
    "matrix-claim": "Claim",
    "matrix-asserted": "asserts",
    "matrix-denied": "denies",
    "matrix-contradicted": "contradicts",
    "matrix-qualified": "qualifies",
    "matrix-corroborated": "corroborates",
    "matrix-answered": "answers",
    "matrix-silent": "silent",
    "matrix-nobody": "–",
    "matrix-summary-signs": (
        "Claims in rows, the parties that speak most in columns, the others by name in the last one; each sign says "
        "what a party does with the claim."
    ),
    "matrix-others": "Others",
    "timeline-caption": "Events and statements in order of time",
    "timeline-summary": "One row for each dated event or statement, the earliest first.",
    "timeline-drawn": "What each claim speaks of, and when it was made",
    "timeline-alt": (
        "Timeline of {claims} claims, from {first} to {last}, a line for each: a diamond or bar for what the claim "
        "speaks of, a disc for when it was made. The table behind it holds the same dates in words."
    ),
    "timeline-mark-event": "event",
    "timeline-mark-period": "event over time",
    "timeline-mark-statement": "statement",
    "timeline-mark-coarse": "on a line: some time in it",
    "timeline-mark-approximate": "hollow: about that time",
    "timeline-mark-uncertain": "dashed: uncertain",
    "timeline-mark-open": "arrow: open",
    "timeline-mark-unknown": "broken off: not known",
    "timeline-date": "Date",
    "timeline-event": "Event or statement",
    "timeline-claim": "Claim",
    "timeline-happened": "event that the claim speaks of",
    "timeline-said": "statement",
    "legend-caption": "Terms of likelihood",
    "legend-summary": "One row for each term, the least likely first.",
    "legend-icd203": "Words of likelihood stand for these chances; a term and its synonym mean the same.",
    "legend-phia": "Words of likelihood stand for these chances; the gaps between them are meant.",
    "legend-sentence": "Words of likelihood, with the chance that each stands for: {terms}.",
    "legend-range": "{low}–{high} %",
    "legend-levels": "It is {levels}.",
    "legend-term": "Term",
    "legend-synonym": "Also",
    "legend-band": "Probability",
    "legend-confidence": (
        "Confidence says how good the evidence under a judgment is; likelihood says how probable the thing is."
    ),
    "source-summary-count": "Sources: {sources}. Independent of each other: {independent}.",
    "source-summary-one-stream": "{section} rests on one stream of sources.",
    "source-summary-languages": "Languages: {items}.",
    "source-summary-kinds": "Kinds: {items}.",
    "source-summary-years": "Issued: {items}.",
    "source-summary-streams": "Streams: {items}.",
    "source-summary-item": "{name} ({count})",
    "source-profile-caption": "What the sources are",
    "source-profile-alt": (
        "Four groups of bars: the {sources} sources by language, years of issue, kind and independent stream. "
        "The sentences behind it hold the same counts."
    ),
    "source-profile-languages": "Language",
    "source-profile-kinds": "Kind",
    "source-profile-years": "Issued",
    "source-profile-streams": "Stream",
    "source-profile-stream": "{title} and related",
    "source-profile-alone": "on their own",
    "source-profile-undated": "not dated",
    "source-profile-rest": "others",
    "source-summary-caption": "The sources that most claims rest on",
    "source-summary-summary": "One row for each source: its kind, how many claims rest on it, and what it is worth.",
    "source-summary-undescribed": "not described",
    "source-summary-source": "Source",
    "source-summary-type": "Kind",
    "source-summary-claims": "Claims",
    "source-summary-descriptor": "What it is worth",
    "changes-since": "Since edition {number} of {date}:",
    "changes-none": "Nothing of substance has changed since edition {number}.",
    "changes-first": "This is the first edition.",
    "changes-added": "Added",
    "changes-withdrawn": "Withdrawn",
    "changes-reworded": "Reworded",
    "changes-re-sourced": "New or other sources",
    "changes-moved": "Moved",
    "changes-regraded": "Regraded",
    "changes-judgments": "Judgments",
    "changes-judgment": "{judgment} ({mark})",
    "changes-judgment-number": "Judgment {number} ({mark})",
    "changes-not-shown": "Claims no longer shown here: {count}",
    "changes-note": "Note of the publisher: {note}",
    "change-mark-added": "new",
    "change-mark-changed": "changed",
    "change-mark-withdrawn": "withdrawn",
}

_SOURCES: Final = {
    "status-superseded": "superseded",
    "status-corrected": "corrected",
    "status-retracted": "retracted",
    "source-archived": "archived {date}",
    "source-on-file": "on file with the publisher",
    "source-derived-from": "after {source}",
    "bibliography-cited": "Works cited",
    "bibliography-background": "Background",
    "type-article": "Articles",
    "type-article-journal": "Journal articles",
    "type-article-magazine": "Magazine articles",
    "type-article-newspaper": "Newspaper articles",
    "type-bill": "Bills",
    "type-book": "Books",
    "type-broadcast": "Broadcasts",
    "type-chapter": "Chapters",
    "type-dataset": "Data",
    "type-document": "Documents",
    "type-graphic": "Pictures",
    "type-hearing": "Hearings",
    "type-interview": "Interviews",
    "type-legal_case": "Cases",
    "type-legislation": "Laws",
    "type-manuscript": "Manuscripts",
    "type-map": "Maps",
    "type-motion_picture": "Films",
    "type-personal_communication": "Letters and messages",
    "type-post": "Posts",
    "type-post-weblog": "Blog posts",
    "type-regulation": "Regulations",
    "type-report": "Reports",
    "type-speech": "Speeches",
    "type-treaty": "Treaties",
    "type-webpage": "Web pages",
    "type-other": "Other works",
}

_COLOPHON: Final = {
    "colophon-edition": "Edition: {edition}",
    "colophon-date": "Date: {date}",
    "colophon-cutoff": "Information cut-off: {date}",
    "colophon-previous": "Edition before this one: {number}, {date}, digest {digest}",
    "colophon-first": "There is no earlier edition.",
    "colophon-handling": "Highest handling label: {label}",
    "colophon-style": "Citation style: {style}",
    "colophon-fonts": "Typefaces: {fonts}",
    "colophon-tool": "Made with briefgen {version}.",
    "colophon-records": "This file carries the records that it was made from, and a manifest.",
    "colophon-quotes": "Quotations checked against saved copies: {checked} of {total}",
    "colophon-quotes-exact": "found word for word: {count}",
    "colophon-quotes-normalised": "found after folding spaces, quotation marks and letter forms: {count}",
    "colophon-quotes-elided": "found in parts, in order: {count}",
    "colophon-quotes-unchecked": "without a saved copy: {count}",
    "colophon-ai-use": "Use of AI: {system} {version}, {purpose}",
    "colophon-snapshots": "Saved copies",
    "colophon-contact": "Contact: {contact}",
    "attachment-records": "The records that this brief was made from",
    "attachment-manifest": "What this brief was made with",
}

_PAGE: Final = {
    "page": "Page {page} of {pages}",
    "note": "Go to note {number}",
    "note-back": "Back to reference {number} in the text",
    "entry-note": "Note {notes}",
    "entry-notes": "Notes {notes}",
    "entry-section-note": "{section}: note {notes}",
    "entry-section-notes": "{section}: notes {notes}",
    "note-continues": "continues",
    "note-continued": "continued",
    "table-continued": "{caption} (continued)",
    "figure": "Figure {number}",
    "figure-part": "Part {part} of {parts}, from “{first}” to “{last}”.",
    "table": "Table {number}",
    "caption-separator": ". ",
    "link": "Link to {url}",
    "link-claim": "Go to the claim {heading}",
    "link-source": "Go to {title} in the list of sources",
    "link-section": "Go to the section {title}",
    "link-page": "Go to page {page}",
    "list-separator": ", ",
    "list-last": " and ",
    "list-last-of-many": ", and ",
    "names-others": " and others",
    "detail-separator": " · ",
}

# Languages of sources; one that is not here is named by its tag.
_LANGUAGES: Final = {
    "language-ar": "Arabic",
    "language-de": "German",
    "language-en": "English",
    "language-es": "Spanish",
    "language-fa": "Persian",
    "language-fr": "French",
    "language-he": "Hebrew",
    "language-it": "Italian",
    "language-nl": "Dutch",
    "language-pt": "Portuguese",
    "language-ru": "Russian",
    "language-tr": "Turkish",
    "language-uk": "Ukrainian",
    "language-ur": "Urdu",
    "language-zh": "Chinese",
}

# The terms of both scales (domain page, section 1), for a brief in another language.
_LIKELIHOODS: Final = {
    f"likelihood-{term.replace(' ', '-')}": term for scale in SCALES.values() for term in scale.words()
}

WORDS: Final[Mapping[str, str]] = MappingProxyType(
    _HEADINGS
    | _TEMPLATES
    | _EDITION
    | _CLAIMS
    | _QUOTES
    | _GRADES
    | _LIKELIHOODS
    | _TABLES
    | _SOURCES
    | _COLOPHON
    | _PAGE
    | _LANGUAGES
)


def holes(text: str) -> tuple[str, ...]:
    """Return the names between braces, in order of first appearance.

    >>> holes("Edition {number}, {date}")
    ('number', 'date')
    """
    found: dict[str, None] = {}
    for part in text.split("{")[1:]:
        name, brace, _ = part.partition("}")
        if brace and name and all(c.isascii() and (c.isalpha() or c == "-") for c in name):
            found[name] = None
    return tuple(found)


def fill(text: str, **values: str) -> str:
    """Put values between braces into a fixed word; `reliability_words` fills `{reliability-words}`.

    A value is never looked into: braces inside it stay as they are.

    >>> fill("Edition {number}, {date}", number="3", date="{number}")
    'Edition 3, {number}'
    """
    pieces = text.split("{")
    out = [pieces[0]]
    for piece in pieces[1:]:
        name, brace, rest = piece.partition("}")
        value = values.get(name.replace("-", "_")) if brace else None
        out.append("{" + piece if value is None else value + rest)
    return "".join(out)
