"""Rules about judgments, estimative language and grades: a `Case` in, diagnostics out.

The scales are data (`records/scales.py`), after ICD 203 and PHIA. Codes: judgment.*, estimate.*, grade.confirmed.
Rules about English wording are used on English briefs only.
"""

import re
from collections.abc import Iterator
from functools import cache
from typing import Final

from briefgen.diagnostics import Diagnostic, Span, finding, warning
from briefgen.evidence.support import Case
from briefgen.evidence.wording import outside_quotations, sentences
from briefgen.records.model import JudgmentRecord
from briefgen.records.scales import SCALES, Scale, Term

__all__ = ["estimate_rules", "likelihoods_in"]

_CONFIDENCE: Final = re.compile(
    r"\b(?:low|moderate|high)(?:-| to (?:low|moderate|high) |\s+)confidence\b|\bconfidence (?:is|level|in \w+ is)\b"
    r"|\b(?:low|moderate|high) level of confidence\b",
    re.IGNORECASE,
)
_VAGUE: Final = re.compile(
    r"\b(may|might|could|possibly|perhaps|conceivably)\b|\b([Cc]an(?:not|’t|'t| not) (?:rule|be ruled) out)\b"
)
_WHY_NOT: Final = (
    r"\b(?:cannot|can not|does not|do not|is not possible to) (?:be )?(?:estimat|assess|judg|decid|determin)"
    r"|\bno (?:estimate|judgment|likelihood|confidence)\b|\bneither prove|\bunresolved\b|\bopen question\b|\bunknown\b"
)
_OWN_VOICE: Final = frozenset(("judgment", "assumption"))
_INDEPENDENT: Final = 2


@cache
def _pattern(scale: str) -> re.Pattern[str] | None:
    """Return the pattern of all words of a scale, the longest first."""
    words = sorted(SCALES[scale].words(), key=len, reverse=True)
    if not words:
        return None
    alternatives = "|".join(re.escape(word).replace(r"\ ", r"\s+") for word in words)
    return re.compile(rf"(?<![\w-])({alternatives})(?![\w-])", re.IGNORECASE)


def likelihoods_in(text: str, scale: Scale) -> list[tuple[int, str, Term]]:
    """Return each word of the scale in a text: offset, wording, term; "very likely" is not also "likely"."""
    pattern = _pattern(scale.name)
    if pattern is None:
        return []
    found = []
    for match in pattern.finditer(text):
        word = " ".join(match[1].split()).lower()
        term = scale.find(word)
        if term is not None:
            found.append((match.start(), word, term))
    return found


def estimate_rules(case: Case) -> Iterator[Diagnostic]:
    """Check the judgments of the brief, and the estimates and grades of its claims."""
    brief = case.records.brief
    scale = SCALES[brief.scale]
    english = brief.language.split("-")[0].lower() == "en"
    for number, judgment in enumerate(brief.judgments, 1):
        if not judgment.claims:
            message = f"judgment {number} rests on no claim"
            yield finding("judgment.unsupported", judgment.where("claims"), message, "name the claims that it rests on")
        if (
            not judgment.likelihood
            and not judgment.confidence
            and not re.search(_WHY_NOT, judgment.text.raw, re.IGNORECASE)
        ):
            message = f"judgment {number} has neither likelihood nor confidence"
            hint = "add one of them, or say in the text why there is no estimate"
            yield warning("judgment.bare", judgment.where("text"), message, hint)
        if english:
            yield from _wording(judgment, number, scale)
    if english:
        yield from _mixed_rows(case, scale)
    for claim in case.records.claims.values():
        if claim.likelihood and claim.kind not in _OWN_VOICE:
            message = f"{claim.id} has a likelihood, but reports what somebody else said"
            hint = "take it out, or give the claim the kind judgment"
            yield warning("estimate.on-report", claim.where("likelihood"), message, hint)
        if english and claim.kind in _OWN_VOICE:
            yield from _same_sentence(
                claim.text.raw, claim.id, scale, lambda at, c=claim: _at(c.places, at, c.text.origin)
            )
        for entry in claim.evidence:
            if entry.credibility == "1" and case.streams.count(case.supporting[claim.id]) < _INDEPENDENT:
                message = f"{claim.id}: credibility 1 means confirmed, but the claim has one independent source"
                hint = "cite a second, independent source, or grade it 2"
                yield finding("grade.confirmed", entry.where("credibility"), message, hint)


def _at(places: object, offset: int, otherwise: Span) -> Span:
    """Return the place of a character of a record's text."""
    inside = getattr(places, "inside", None)
    return inside("text", offset) if inside is not None else otherwise


def _wording(judgment: JudgmentRecord, number: int, scale: Scale) -> Iterator[Diagnostic]:
    """Check the words of one judgment against its likelihood."""
    raw = judgment.text.raw
    text = outside_quotations(raw)
    yield from _same_sentence(
        raw, f"judgment {number}", scale, lambda at: _at(judgment.places, at, judgment.text.origin)
    )
    found = likelihoods_in(text, scale)
    meant = scale.find(judgment.likelihood) if judgment.likelihood else None
    if meant is not None and found and all(term is not meant for _, _, term in found):
        at, word, _ = found[0]
        message = f"judgment {number} says “{word}”, and its likelihood is “{judgment.likelihood}”"
        where = _at(judgment.places, at, judgment.text.origin)
        yield finding("estimate.disagrees", where, message, "use the same term in both")
    for match in _VAGUE.finditer(text):
        word = match[1] or match[2]
        message = f"judgment {number} leans on “{word}”, which is no term of a scale"
        where = _at(judgment.places, match.start(), judgment.text.origin)
        yield warning("estimate.vague", where, message, "use a term of the scale, or say what is known")


def _same_sentence(raw: str, name: str, scale: Scale, where: "object") -> Iterator[Diagnostic]:
    """Find sentences that hold both a likelihood and a confidence level."""
    for start, sentence in sentences(outside_quotations(raw)):
        confidence = _CONFIDENCE.search(sentence)
        found = likelihoods_in(sentence, scale) if confidence else []
        if confidence and found:
            message = f"{name}: one sentence holds a likelihood (“{found[0][1]}”) and a confidence level"
            place = where(start + found[0][0])  # type: ignore[operator]
            yield finding("estimate.same-sentence", place, message, "make two sentences of it")


def _mixed_rows(case: Case, scale: Scale) -> Iterator[Diagnostic]:
    """Find the first word from the other row of terms."""
    first: dict[int, str] = {}
    for number, judgment in enumerate(case.records.brief.judgments, 1):
        words = [(judgment.where("likelihood"), judgment.likelihood)] if judgment.likelihood else []
        for at, word, _ in likelihoods_in(outside_quotations(judgment.text.raw), scale):
            words.append((_at(judgment.places, at, judgment.text.origin), word))
        for where, word in words:
            row = scale.row(word)
            if row < 0:
                continue
            first.setdefault(row, word)
            if len(first) > 1 and first[row] == word:
                other = first[1 - row]
                message = f"judgment {number} says “{word}”, and another “{other}”: two rows of one scale"
                yield warning("estimate.mixed", where, message, "keep to one row of terms")
                return
