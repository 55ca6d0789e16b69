"""A selection in, findings out: no orphaned judgment, no allegation without its denial.

A pack's `at-most`, `kinds` and `rank` never make a topic unbuildable; what a handling label or the `audiences`
of a claim withhold does. The proof that nothing left out is found in the finished file is another room's.
"""

from typing import Final

from briefgen.diagnostics import Diagnostic, finding, warning
from briefgen.selection.select import denials
from briefgen.selection.selection import Selection

__all__ = ["check_fairness"]

# The rules that withhold a record from an audience; the others only shorten the brief.
_WITHHOLDING: Final = ("handling", "audiences")


def check_fairness(selection: Selection) -> tuple[Diagnostic, ...]:
    """Report judgments and allegations that this audience would read without what belongs to them."""
    return (*_orphans(selection), *_one_sided(selection))


def _orphans(selection: Selection) -> list[Diagnostic]:
    """Report judgments whose claims are withheld (error) or found no place (warning)."""
    found = []
    audience = selection.pack.id
    for number, judgment in enumerate(selection.brief.judgments, 1):
        if selection.reasons["judgment", str(number)].shown:
            continue
        why = [(claim, selection.reasons["claim", claim]) for claim in judgment.claims]
        withheld = [(claim, reason) for claim, reason in why if reason.rule in _WITHHOLDING]
        where = judgment.where("claims")
        if withheld:
            claim, reason = withheld[0]
            message = f"judgment {number} rests on {claim}, withheld from {audience}: {reason.words}"
            hint = "let it rest on claims that this audience may read, or raise the pack's select.handling"
            found.append(finding("audience.orphan", where, message, hint))
        else:
            claim, reason = next((claim, reason) for claim, reason in why if not reason.shown)
            message = f"judgment {number} is left out for {audience}: {claim} is not printed, {reason.words}"
            hint = "raise the number, or let the judgment rest on fewer claims"
            found.append(warning("audience.judgment-left-out", where, message, hint))
    return found


def _one_sided(selection: Selection) -> list[Diagnostic]:
    """Report claims that are shown while a claim that denies them is withheld."""
    found = []
    claims = selection.records.claims
    denied = denials(selection.records)
    for claim in selection.claims:
        if claim.kind == "denial":
            continue
        for denial in denied.get(claim.id, ()):
            reason = selection.reasons["claim", denial]
            if reason.rule in _WITHHOLDING and claims[denial].rank != "deprecated":
                audience = selection.pack.id
                message = f"{claim.id} is shown to {audience}, and {denial}, which denies it, is not: {reason.words}"
                hint = f"lower the label or widen the audiences of {denial}, or withhold {claim.id} too"
                found.append(finding("audience.one-sided", claim.origin, message, hint))
    return found
