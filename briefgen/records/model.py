"""The records as typed values: what we know of sources, claims, entities and the brief.

Plain slotted classes, made by `validate.py` alone and never changed afterwards. Text is
exactly what the author typed, line ends folded. `origin` is where the record begins;
`places` tells where each of its keys stands, so that a finding can point at the very value.

Deliberately not here: parsing, rules, printing.
"""

from collections.abc import Mapping
from typing import Final

from briefgen.diagnostics import Span
from briefgen.records.dates import Edtf
from briefgen.records.prose import Prose

__all__ = [
    "BriefRecord",
    "ClaimRecord",
    "EntityRecord",
    "EvidenceRecord",
    "FigureRecord",
    "JudgmentRecord",
    "PreservedRecord",
    "QuoteRecord",
    "Record",
    "RelationRecord",
    "SectionRecord",
    "SourceRecord",
]

Places = Mapping[str, Span]


class Record:
    """The base: where the record and its keys stand in their file."""

    __slots__ = ("origin", "places")

    def __init__(self, origin: Span, places: Places) -> None:
        self.origin: Final = origin
        self.places: Final = places

    def where(self, key: str) -> Span:
        """Return the place of a key's value, or of the record when the key is absent."""
        return self.places.get(key, self.origin)


class PreservedRecord(Record):
    """A kept copy of a source: `kind` is wayback, perma, warc, pdf, file or on-file.

    `url` or `path` may be empty; `sha256` is lower-case hex or empty; `captured` may be None.
    """

    __slots__ = ("captured", "kind", "path", "sha256", "url")

    def __init__(
        self, origin: Span, places: Places, *, kind: str, url: str, path: str, sha256: str, captured: Edtf | None
    ) -> None:
        super().__init__(origin, places)
        self.kind: Final = kind
        self.url: Final = url
        self.path: Final = path
        self.sha256: Final = sha256
        self.captured: Final = captured


class SourceRecord(Record):
    """A work. `variables` are its CSL 1.0.2 variables other than names and dates, as typed.

    `names` maps a CSL name variable to its names, each a mapping of CSL name parts;
    `dates` maps a CSL date variable to its EDTF date. Everything else is ours, beyond CSL.
    """

    __slots__ = (
        "ai_use",
        "calendar",
        "dates",
        "derived_from",
        "descriptor",
        "handling",
        "id",
        "independence",
        "language",
        "names",
        "preserved",
        "reliability",
        "status",
        "title",
        "title_translated",
        "title_transliterated",
        "type",
        "variables",
    )

    def __init__(
        self,
        origin: Span,
        places: Places,
        *,
        id: str,
        type: str,
        title: str,
        variables: Mapping[str, str],
        names: Mapping[str, tuple[Mapping[str, str], ...]],
        dates: Mapping[str, Edtf],
        language: str,
        title_translated: str,
        title_transliterated: str,
        calendar: str,
        descriptor: Prose | None,
        reliability: str,
        derived_from: tuple[str, ...],
        independence: str,
        status: str,
        ai_use: tuple[Mapping[str, str], ...],
        handling: str,
        preserved: tuple[PreservedRecord, ...],
    ) -> None:
        super().__init__(origin, places)
        self.id: Final = id
        self.type: Final = type
        self.title: Final = title
        self.variables: Final = variables
        self.names: Final = names
        self.dates: Final = dates
        self.language: Final = language
        self.title_translated: Final = title_translated
        self.title_transliterated: Final = title_transliterated
        self.calendar: Final = calendar
        self.descriptor: Final = descriptor
        self.reliability: Final = reliability
        self.derived_from: Final = derived_from
        self.independence: Final = independence
        self.status: Final = status
        self.ai_use: Final = ai_use
        self.handling: Final = handling
        self.preserved: Final = preserved


class EvidenceRecord(Record):
    """One link from a claim to a source: `relation` is supports, quotes, disputes or background.

    `credibility` is "1" to "6" (Admiralty) or empty; `locator` is as typed, such as "p. 61".
    """

    __slots__ = ("credibility", "locator", "relation", "shows", "source")

    def __init__(
        self,
        origin: Span,
        places: Places,
        *,
        source: str,
        locator: str,
        relation: str,
        credibility: str,
        shows: Prose | None,
    ) -> None:
        super().__init__(origin, places)
        self.source: Final = source
        self.locator: Final = locator
        self.relation: Final = relation
        self.credibility: Final = credibility
        self.shows: Final = shows


class QuoteRecord(Record):
    """A quotation. `text`, `transliteration` and `translation` are paragraphs of literal text."""

    __slots__ = (
        "id",
        "language",
        "locator",
        "source",
        "text",
        "translation",
        "translator",
        "transliteration",
    )

    def __init__(
        self,
        origin: Span,
        places: Places,
        *,
        id: str,
        source: str,
        locator: str,
        text: tuple[str, ...],
        language: str,
        transliteration: tuple[str, ...],
        translation: tuple[str, ...],
        translator: str,
    ) -> None:
        super().__init__(origin, places)
        self.id: Final = id
        self.source: Final = source
        self.locator: Final = locator
        self.text: Final = text
        self.language: Final = language
        self.transliteration: Final = transliteration
        self.translation: Final = translation
        self.translator: Final = translator


class FigureRecord(Record):
    """A picture placed with a claim; `file` is relative to the topic folder."""

    __slots__ = ("alt", "caption", "credit", "file")

    def __init__(
        self, origin: Span, places: Places, *, file: str, alt: str, caption: Prose | None, credit: str
    ) -> None:
        super().__init__(origin, places)
        self.file: Final = file
        self.alt: Final = alt
        self.caption: Final = caption
        self.credit: Final = credit


class RelationRecord(Record):
    """From a claim to another: contradicts, denies, denied-by, corroborates, qualifies, answers, supersedes."""

    __slots__ = ("kind", "to")

    def __init__(self, origin: Span, places: Places, *, to: str, kind: str) -> None:
        super().__init__(origin, places)
        self.to: Final = to
        self.kind: Final = kind


class ClaimRecord(Record):
    """An atomic claim. Absent text fields are empty, absent dates None; `audiences` empty means all."""

    __slots__ = (
        "about",
        "asserted_by",
        "asserted_on",
        "audiences",
        "confidence",
        "deprecated_reason",
        "evidence",
        "figure",
        "handling",
        "heading",
        "id",
        "kind",
        "likelihood",
        "quotes",
        "rank",
        "relations",
        "section",
        "text",
        "variants",
    )

    def __init__(
        self,
        origin: Span,
        places: Places,
        *,
        id: str,
        section: str,
        heading: str,
        kind: str,
        text: Prose,
        variants: Mapping[str, Prose],
        asserted_by: str,
        asserted_on: Edtf | None,
        about: Edtf | None,
        evidence: tuple[EvidenceRecord, ...],
        quotes: tuple[QuoteRecord, ...],
        figure: FigureRecord | None,
        relations: tuple[RelationRecord, ...],
        likelihood: str,
        confidence: str,
        handling: str,
        audiences: tuple[str, ...],
        rank: str,
        deprecated_reason: Prose | None,
    ) -> None:
        super().__init__(origin, places)
        self.id: Final = id
        self.section: Final = section
        self.heading: Final = heading
        self.kind: Final = kind
        self.text: Final = text
        self.variants: Final = variants
        self.asserted_by: Final = asserted_by
        self.asserted_on: Final = asserted_on
        self.about: Final = about
        self.evidence: Final = evidence
        self.quotes: Final = quotes
        self.figure: Final = figure
        self.relations: Final = relations
        self.likelihood: Final = likelihood
        self.confidence: Final = confidence
        self.handling: Final = handling
        self.audiences: Final = audiences
        self.rank: Final = rank
        self.deprecated_reason: Final = deprecated_reason


class EntityRecord(Record):
    """A person, organisation, place or object; `names` maps a language to the name in it."""

    __slots__ = ("id", "kind", "name", "names", "role")

    def __init__(
        self, origin: Span, places: Places, *, id: str, name: str, kind: str, role: str, names: Mapping[str, str]
    ) -> None:
        super().__init__(origin, places)
        self.id: Final = id
        self.name: Final = name
        self.kind: Final = kind
        self.role: Final = role
        self.names: Final = names


class SectionRecord(Record):
    """A section of the brief; `require` names fields that each of its claims must have."""

    __slots__ = ("about", "id", "require", "title")

    def __init__(
        self, origin: Span, places: Places, *, id: str, title: str, about: Prose | None, require: tuple[str, ...]
    ) -> None:
        super().__init__(origin, places)
        self.id: Final = id
        self.title: Final = title
        self.about: Final = about
        self.require: Final = require


class JudgmentRecord(Record):
    """A judgment in the brief's own voice; it rests on the named claims."""

    __slots__ = ("claims", "confidence", "likelihood", "text")

    def __init__(
        self,
        origin: Span,
        places: Places,
        *,
        text: Prose,
        confidence: str,
        likelihood: str,
        claims: tuple[str, ...],
    ) -> None:
        super().__init__(origin, places)
        self.text: Final = text
        self.confidence: Final = confidence
        self.likelihood: Final = likelihood
        self.claims: Final = claims


class BriefRecord(Record):
    """What the brief is (`brief.yaml`)."""

    __slots__ = (
        "contact",
        "cutoff",
        "disclaimer",
        "judgments",
        "language",
        "question",
        "scale",
        "scope",
        "sections",
        "series",
        "subtitle",
        "title",
    )

    def __init__(
        self,
        origin: Span,
        places: Places,
        *,
        title: str,
        subtitle: str,
        series: str,
        language: str,
        scale: str,
        cutoff: Edtf | None,
        question: Prose | None,
        scope: Prose | None,
        sections: tuple[SectionRecord, ...],
        judgments: tuple[JudgmentRecord, ...],
        contact: str,
        disclaimer: Prose | None,
    ) -> None:
        super().__init__(origin, places)
        self.title: Final = title
        self.subtitle: Final = subtitle
        self.series: Final = series
        self.language: Final = language
        self.scale: Final = scale
        self.cutoff: Final = cutoff
        self.question: Final = question
        self.scope: Final = scope
        self.sections: Final = sections
        self.judgments: Final = judgments
        self.contact: Final = contact
        self.disclaimer: Final = disclaimer
