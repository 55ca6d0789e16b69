"""What one audience reads of one topic: the chosen records, and why each was kept or left out.

Made by `select.py` alone. Everything here may be printed; a record that is not reachable
from here was left out.
"""

from collections.abc import Mapping
from typing import TYPE_CHECKING, Final

from briefgen.records.model import BriefRecord, ClaimRecord, EntityRecord, JudgmentRecord, SectionRecord, SourceRecord
from briefgen.records.prose import Citation, Prose
from briefgen.selection.audience import Audience

if TYPE_CHECKING:
    from briefgen.records.store import RecordSet

__all__ = ["Reason", "SelectedSection", "Selection", "cited_sources"]


class Reason:
    """Why a record is shown or not: `rule` is the name of the rule that decided, `words` a sentence."""

    __slots__ = ("rule", "shown", "words")

    def __init__(self, rule: str, words: str, *, shown: bool) -> None:
        self.shown: Final = shown
        self.rule: Final = rule
        self.words: Final = words

    @classmethod
    def kept(cls, rule: str, words: str) -> "Reason":
        """Say why a record is shown."""
        return cls(rule, words, shown=True)

    @classmethod
    def cut(cls, rule: str, words: str) -> "Reason":
        """Say why a record is left out."""
        return cls(rule, words, shown=False)


class SelectedSection:
    """A section and those of its claims that are printed, in record order."""

    __slots__ = ("claims", "record")

    def __init__(self, record: SectionRecord, claims: tuple[ClaimRecord, ...]) -> None:
        self.record: Final = record
        self.claims: Final = claims


class Selection:
    """The records that one audience reads.

    `claims` are in printed order; `sources` and `entities` those that something shown needs;
    `relations` are (claim, kind, claim), inverses included, both ends shown; `reasons` maps
    (kind, id), kind being section, claim, judgment, source or entity (a judgment's id is its
    number from "1"); `handling` is the highest label contained; `direction` is ltr or rtl.
    """

    __slots__ = (
        "brief",
        "claims",
        "direction",
        "entities",
        "handling",
        "judgments",
        "language",
        "pack",
        "reasons",
        "records",
        "relations",
        "sections",
        "sources",
    )

    def __init__(
        self,
        *,
        records: "RecordSet",
        pack: Audience,
        language: str,
        direction: str,
        brief: BriefRecord,
        sections: tuple[SelectedSection, ...],
        claims: tuple[ClaimRecord, ...],
        sources: Mapping[str, SourceRecord],
        entities: Mapping[str, EntityRecord],
        judgments: tuple[JudgmentRecord, ...],
        relations: tuple[tuple[str, str, str], ...],
        reasons: Mapping[tuple[str, str], Reason],
        handling: str,
    ) -> None:
        self.records: Final = records
        self.pack: Final = pack
        self.language: Final = language
        self.direction: Final = direction
        self.brief: Final = brief
        self.sections: Final = sections
        self.claims: Final = claims
        self.sources: Final = sources
        self.entities: Final = entities
        self.judgments: Final = judgments
        self.relations: Final = relations
        self.reasons: Final = reasons
        self.handling: Final = handling

    def prose_of(self, claim: ClaimRecord) -> Prose:
        """Return the wording of a claim that the pack asks for, else its text."""
        return claim.variants.get(self.pack.select.variant, claim.text)

    def cited(self, claim: ClaimRecord) -> tuple[str, ...]:
        """Return the works that the printed wording of a claim cites, in order, each once."""
        return tuple(dict.fromkeys(cited_sources(self.prose_of(claim))))


def cited_sources(prose: Prose) -> list[str]:
    """Return the ids of the works cited in a prose field, in order. Citations never stand inside other markup."""
    return [
        work.source
        for paragraph in prose.paragraphs
        for inline in paragraph
        if type(inline) is Citation
        for work in inline.works
    ]
