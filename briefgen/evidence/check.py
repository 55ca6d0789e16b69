"""Whether we may say it: a `RecordSet` in, an `Examination` out, by the rules of the domain page, section 10.

Only rules that need nothing but records run here; what an audience gets to see is judged in `selection`.
Findings (exit 1) and warnings are given in file order.
"""

from collections.abc import Collection, Mapping
from types import MappingProxyType
from typing import Final

from briefgen.diagnostics import Diagnostic
from briefgen.evidence.claims import claim_rules, entity_rules, relation_rules
from briefgen.evidence.estimates import estimate_rules
from briefgen.evidence.matching import Match
from briefgen.evidence.quotes import quote_rules
from briefgen.evidence.snapshots import Readers, Snapshots, snapshot_rules
from briefgen.evidence.sources import date_rules, source_rules
from briefgen.evidence.support import Case
from briefgen.records.calendars import Day
from briefgen.records.store import RecordSet

__all__ = ["Examination", "check", "examine"]

_NO_READERS: Final[Readers] = MappingProxyType({})


class Examination:
    """What the rules found: `diagnostics` in file order, and by quotation id how each was found in its snapshot."""

    __slots__ = ("diagnostics", "quote_matches")

    def __init__(self, diagnostics: tuple[Diagnostic, ...], quote_matches: Mapping[str, Match]) -> None:
        self.diagnostics: Final = diagnostics
        self.quote_matches: Final = quote_matches


def examine(
    records: RecordSet,
    as_of: Day | None = None,
    *,
    shows: Collection[str] = (),
    readers: Readers = _NO_READERS,
) -> Examination:
    """Run every rule.

    `as_of` stands in for a cut-off that the brief lacks. `shows` names blocks that some pack shows, for the rules that
    hold only there (`source-summary`, `grades`). `readers` turn HTML and PDF snapshots into text, by suffix.
    Raises LimitError when a snapshot is too large.
    """
    case = Case(records)
    snapshots = Snapshots(records, readers)
    matches: dict[str, Match] = {}
    found: list[Diagnostic] = [
        *claim_rules(case),
        *relation_rules(case),
        *quote_rules(case, snapshots, matches),
        *source_rules(case, frozenset(shows)),
        *date_rules(case, as_of),
        *estimate_rules(case),
        *entity_rules(case),
        *snapshot_rules(records, snapshots),
    ]
    found.sort(key=lambda problem: problem.where.key())
    return Examination(tuple(found), MappingProxyType(matches))


def check(records: RecordSet, as_of: Day | None = None) -> tuple[Diagnostic, ...]:
    """Return what the rules find, in file order."""
    return examine(records, as_of).diagnostics
