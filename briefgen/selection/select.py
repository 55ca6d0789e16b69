"""Records and a pack in, the records that its readers get out, with a reason for each kept or left out.

The rules, in this order, and the first that cuts a claim is its reason:
handling label, `audiences` of the claim, kinds, rank, `at-most`.

Invariant: a stricter label never adds a record. So `at-most` deals out its places before the label cuts;
a place that the label empties stays empty.

Deliberately not here: whether the outcome is fair (`fairness.py`), what a brief looks like.
"""

from collections.abc import Iterable, Mapping
from typing import Final

from briefgen.records.model import BriefRecord, ClaimRecord, EntityRecord, JudgmentRecord, SourceRecord
from briefgen.records.store import RecordSet
from briefgen.selection.audience import Audience
from briefgen.selection.labels import allows, highest
from briefgen.selection.places import keep_at_most
from briefgen.selection.selection import Reason, SelectedSection, Selection, cited_sources
from briefgen.selection.wordings import in_language

__all__ = ["Reason", "SelectedSection", "Selection", "denials", "direction_of", "printed_sources", "select"]

Reasons = dict[tuple[str, str], Reason]

_RIGHT_TO_LEFT: Final = frozenset(
    (
        "ar", "arc", "arz", "ary", "acm", "apc", "bal", "bgn", "ckb", "dv", "fa", "glk", "he", "iw", "ji", "ks", "lrc",
        "mzn", "nqo", "ota", "pes", "pnb", "prs", "ps", "sd", "skr", "syr", "ug", "ur", "yi",
    )
)  # fmt: skip
_RIGHT_TO_LEFT_SCRIPTS: Final = frozenset(
    ("adlm", "arab", "aran", "hebr", "mand", "nkoo", "rohg", "samr", "syrc", "thaa")
)
_SCRIPT_LETTERS: Final = 4


def direction_of(language: str) -> str:
    """Return rtl or ltr for a BCP 47 tag, from its script subtag or else its language.

    >>> direction_of("fa-IR"), direction_of("fa-Latn"), direction_of("az-Arab")
    ('rtl', 'ltr', 'rtl')
    """
    parts = language.lower().split("-")
    script = next((part for part in parts[1:3] if len(part) == _SCRIPT_LETTERS and part.isalpha()), "")
    is_rtl = script in _RIGHT_TO_LEFT_SCRIPTS if script else parts[0] in _RIGHT_TO_LEFT
    return "rtl" if is_rtl else "ltr"


def select(records: RecordSet, pack: Audience) -> Selection:
    """Choose what this audience reads, with a reason for each record kept or left out.

    The pack of the selection has its fixed words in the language of the brief.
    """
    reasons: Reasons = {}
    shown = _select_claims(records, pack, reasons)
    brief = records.brief
    judgments = _select_judgments(brief, shown, reasons)
    sections = []
    for section in brief.sections:
        sections.append(SelectedSection(section, tuple(c for c in shown.values() if c.section == section.id)))
        reasons["section", section.id] = Reason.kept("section", "every section of the brief is printed")
    claims = tuple(claim for section in sections for claim in section.claims)
    sources = _select_sources(records, pack, claims, reasons)
    entities = _select_entities(records, pack, claims, judgments, reasons)
    language = pack.language or brief.language
    return Selection(
        records=records,
        pack=in_language(pack, language),
        language=language,
        direction=direction_of(language),
        brief=brief,
        sections=tuple(sections),
        claims=claims,
        sources=sources,
        entities=entities,
        judgments=judgments,
        relations=_relations(records, claims, shown),
        reasons=reasons,
        handling=highest([c.handling for c in claims] + [s.handling for s in sources.values()]),
    )


def _select_claims(records: RecordSet, pack: Audience, reasons: Reasons) -> dict[str, ClaimRecord]:
    """Return the claims that are printed, by id and in record order, and enter a reason for every claim."""
    eligible: dict[str, ClaimRecord] = {}
    withheld: set[str] = set()
    for claim in records.claims.values():
        reason = _label_cut(claim, records, pack)
        if reason is not None:
            withheld.add(claim.id)
        cut = _settings_cut(claim, pack)
        if cut is None:
            eligible[claim.id] = claim
        reason = reason or cut
        if reason is not None:
            reasons["claim", claim.id] = reason
    kept = keep_at_most(eligible, records.brief.judgments, denials(records), pack.select.at_most)
    shown: dict[str, ClaimRecord] = {}
    for claim in eligible.values():
        if claim.id in withheld:
            continue
        if claim.id not in kept:
            words = f"section {claim.section} has no place left under at-most"
            reasons["claim", claim.id] = Reason.cut("at-most", words)
            continue
        shown[claim.id] = claim
        reasons["claim", claim.id] = Reason.kept("selected", kept[claim.id])
    return shown


def _label_cut(claim: ClaimRecord, records: RecordSet, pack: Audience) -> Reason | None:
    """Tell why the handling label keeps a claim from this audience, if it does.

    A claim that prints a source above the ceiling goes with it: a mark without its note cannot be.
    """
    ceiling = pack.select.handling
    if not ceiling:
        return None
    if not allows(ceiling, claim.handling):
        return Reason.cut("handling", f"its label {claim.handling} is above {ceiling}")
    for source in printed_sources(claim):
        record = records.sources.get(source)
        if record is not None and not allows(ceiling, record.handling):
            words = f"its source {source} has the label {record.handling}, above {ceiling}"
            return Reason.cut("handling", words)
    return None


def _settings_cut(claim: ClaimRecord, pack: Audience) -> Reason | None:
    """Tell why a claim is not for this audience, label and number of places left aside."""
    choice = pack.select
    if claim.audiences and not set(claim.audiences).intersection(pack.lineage):
        return Reason.cut("audiences", f"it is for {', '.join(claim.audiences)} only")
    if choice.kinds and claim.kind not in choice.kinds:
        return Reason.cut("kinds", f"the pack leaves out the kind {claim.kind or '(none)'}")
    if claim.rank not in choice.rank:
        return Reason.cut("rank", f"the pack leaves out the rank {claim.rank}")
    return None


def printed_sources(claim: ClaimRecord) -> list[str]:
    """Return the ids of the works that a claim's marks, notes and quotations name, background left aside."""
    found = [entry.source for entry in claim.evidence if entry.relation != "background"]
    found.extend(quote.source for quote in claim.quotes)
    for prose in (claim.text, *claim.variants.values(), *(e.shows for e in claim.evidence if e.shows)):
        found.extend(cited_sources(prose))
    return found


def _select_judgments(
    brief: BriefRecord, shown: Mapping[str, ClaimRecord], reasons: Reasons
) -> tuple[JudgmentRecord, ...]:
    """Return the judgments all of whose claims are printed."""
    kept = []
    for number, judgment in enumerate(brief.judgments, 1):
        missing = [claim for claim in judgment.claims if claim not in shown]
        if missing:
            words = f"it rests on {', '.join(missing)}, not printed for this audience"
            reasons["judgment", str(number)] = Reason.cut("claims", words)
        else:
            kept.append(judgment)
            reasons["judgment", str(number)] = Reason.kept("claims", "all its claims are printed")
    return tuple(kept)


def _select_sources(
    records: RecordSet, pack: Audience, claims: Iterable[ClaimRecord], reasons: Reasons
) -> dict[str, SourceRecord]:
    """Return the works that a printed claim cites, quotes or names as background, in record order."""
    variant = pack.select.variant
    needed: dict[str, str] = {}
    for claim in claims:
        for entry in claim.evidence:
            needed.setdefault(entry.source, claim.id)
            for cited in cited_sources(entry.shows) if entry.shows is not None else ():
                needed.setdefault(cited, claim.id)
        for quote in claim.quotes:
            needed.setdefault(quote.source, claim.id)
        for cited in cited_sources(claim.variants.get(variant, claim.text)):
            needed.setdefault(cited, claim.id)
    chosen = {}
    for source in records.sources.values():
        if not allows(pack.select.handling, source.handling):
            words = f"its label {source.handling} is above {pack.select.handling}"
            reasons["source", source.id] = Reason.cut("handling", words)
        elif source.id in needed:
            chosen[source.id] = source
            reasons["source", source.id] = Reason.kept("needed", f"claim {needed[source.id]} rests on it")
        else:
            reasons["source", source.id] = Reason.cut("unneeded", "no claim that is printed rests on it")
    return chosen


def _select_entities(
    records: RecordSet,
    pack: Audience,
    claims: tuple[ClaimRecord, ...],
    judgments: tuple[JudgmentRecord, ...],
    reasons: Reasons,
) -> dict[str, EntityRecord]:
    """Return those who assert a printed claim, and those whose name stands in a printed text."""
    speakers = {claim.asserted_by for claim in claims}
    text = _printed_text(records.brief, pack, claims, judgments)
    chosen = {}
    for entity in records.entities.values():
        if entity.id in speakers:
            chosen[entity.id] = entity
            reasons["entity", entity.id] = Reason.kept("asserts", "it asserts a claim that is printed")
        elif _is_named(entity.name, text):
            chosen[entity.id] = entity
            reasons["entity", entity.id] = Reason.kept("named", "a printed text names it")
        else:
            reasons["entity", entity.id] = Reason.cut("unneeded", "nothing that is printed names it")
    return chosen


def _printed_text(
    brief: BriefRecord, pack: Audience, claims: tuple[ClaimRecord, ...], judgments: tuple[JudgmentRecord, ...]
) -> str:
    """Return the texts that this audience reads, in one string to look names up in."""
    parts = [brief.title, brief.subtitle]
    parts.extend(prose.raw for prose in (brief.question, brief.scope) if prose is not None)
    parts.extend(judgment.text.raw for judgment in judgments)
    for claim in claims:
        parts.append(claim.heading)
        parts.append(claim.variants.get(pack.select.variant, claim.text).raw)
        for quote in claim.quotes:
            parts.extend(quote.translation or quote.text)
    return "\n".join(parts)


def _is_named(name: str, text: str) -> bool:
    """Tell whether a name stands in a text as whole words."""
    at = text.find(name)
    while at >= 0:
        end = at + len(name)
        if not text[at - 1 : at].isalnum() and not text[end : end + 1].isalnum():
            return True
        at = text.find(name, end)
    return False


def _relations(
    records: RecordSet, claims: tuple[ClaimRecord, ...], shown: Mapping[str, ClaimRecord]
) -> tuple[tuple[str, str, str], ...]:
    """Return (claim, kind, claim) for both ends of every relation between printed claims, in printed order."""
    return tuple(
        (claim.id, kind, other) for claim in claims for kind, other in records.related(claim.id) if other in shown
    )


def denials(records: RecordSet) -> dict[str, list[str]]:
    """Return, for each claim that is denied, the claims that deny it, whichever side the relation was typed on."""
    found: dict[str, list[str]] = {}
    for relation in records.relations:
        if relation.kind == "denies":
            found.setdefault(relation.target, []).append(relation.source)
        elif relation.kind == "denied-by":
            found.setdefault(relation.source, []).append(relation.target)
    return found
