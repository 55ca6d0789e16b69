"""The places of `at-most`: eligible claims, judgments and numbers in, the claims that get a place out.

Who gets a place in a section, in this order: the claims that a shown judgment rests on, then denials of
allegations that are shown, then preferred claims, then record order. A number is never exceeded: a judgment
whose claims do not all find a place is not shown, and its claims wait with the others.

Invariant: the outcome depends on the eligible claims alone, never on handling labels.
"""

from collections.abc import Iterable, Mapping, Sequence
from typing import Final

from briefgen.records.model import ClaimRecord, JudgmentRecord

__all__ = ["OTHERS", "keep_at_most"]

# Stands in `at-most` for every section that is not named there.
OTHERS: Final = "*"


def keep_at_most(
    eligible: Mapping[str, ClaimRecord],
    judgments: Iterable[JudgmentRecord],
    denied: Mapping[str, Sequence[str]],
    at_most: Mapping[str, int],
) -> dict[str, str]:
    """Return the claims that get a place, each with the reason in words.

    `denied` maps a claim to the claims that deny it.
    """
    if not at_most:
        return dict.fromkeys(eligible, "this audience reads it")
    caps: dict[str, int] = {}
    for claim in eligible.values():
        cap = at_most.get(claim.section, at_most.get(OTHERS))
        if cap is not None:
            caps[claim.section] = cap
    first = _under_judgments(eligible, judgments, caps)
    second: dict[str, str] = {}
    while True:
        kept = _deal(eligible, caps, first, second)
        found = {
            denial: f"it denies {claim}, which is shown"
            for claim in kept
            for denial in denied.get(claim, ())
            if denial in eligible and denial not in second
        }
        if not found:
            return kept
        second.update(found)


def _under_judgments(
    eligible: Mapping[str, ClaimRecord], judgments: Iterable[JudgmentRecord], caps: Mapping[str, int]
) -> dict[str, str]:
    """Return the claims of each judgment in turn, if all of them find a place beside those of the judgments before."""
    chosen: dict[str, str] = {}
    left = dict(caps)
    for number, judgment in enumerate(judgments, 1):
        if not all(claim in eligible for claim in judgment.claims):
            continue
        wanted = dict.fromkeys(claim for claim in judgment.claims if claim not in chosen)
        after = dict(left)
        for claim in wanted:
            section = eligible[claim].section
            if section in after:
                after[section] -= 1
        if min(after.values(), default=0) >= 0:
            left = after
            chosen.update(dict.fromkeys(wanted, f"judgment {number} rests on it"))
    return chosen


def _deal(
    eligible: Mapping[str, ClaimRecord], caps: Mapping[str, int], first: Mapping[str, str], second: Mapping[str, str]
) -> dict[str, str]:
    """Give out the places of every section; return the claims in record order, each with its reason."""
    left = dict(caps)
    kept: dict[str, str] = {}
    for claims, words in (
        (first, ""),
        ((claim for claim in eligible if claim in second), ""),
        ((claim.id for claim in eligible.values() if claim.rank == "preferred"), "it is preferred"),
        (eligible, "its section has a place for it"),
    ):
        for claim in claims:
            if claim in kept:
                continue
            section = eligible[claim].section
            if section in left:
                if not left[section]:
                    continue
                left[section] -= 1
            kept[claim] = words or first.get(claim) or second[claim]
    return {claim: kept[claim] for claim in eligible if claim in kept}
