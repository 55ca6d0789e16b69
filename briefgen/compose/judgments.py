"""The bottom line and its key: the box of judgments, and the legend of the terms that it uses.

A likelihood and a confidence stand in separate sentences (after ICD 203). A brief that shows an
estimative term shows the legend: `is_estimative` tells, and `resolve` adds it if a template forgot.
"""

from typing import Final

from briefgen.compose.claims import ClaimWriter, estimates
from briefgen.compose.prose import plain_paragraphs
from briefgen.compose.wording import Wording
from briefgen.document import nodes as n
from briefgen.records.scales import CONFIDENCE, SCALES
from briefgen.selection.selection import Selection

__all__ = ["is_estimative", "judgments", "legend"]

# The scales whose words have a sentence in the pack's table.
_LEGENDS: Final = ("icd203", "phia")


def is_estimative(selection: Selection) -> bool:
    """Say whether anything shown has a likelihood or a confidence."""
    return any(_used(selection))


def _used(selection: Selection) -> tuple[bool, bool]:
    """Say whether anything shown has a likelihood, and whether anything has a confidence."""
    judgments, claims = selection.judgments, selection.claims
    likelihood = any(judgment.likelihood for judgment in judgments) or any(claim.likelihood for claim in claims)
    confidence = any(judgment.confidence for judgment in judgments) or any(claim.confidence for claim in claims)
    return likelihood, confidence


def judgments(selection: Selection, writer: ClaimWriter) -> tuple[n.Block, ...]:
    """Return the box of judgments, each with the claims that it rests on; nothing if there are none."""
    wording = writer.wording
    items = []
    for judgment in selection.judgments:
        text = plain_paragraphs(judgment.text, writer.refer)
        blocks: list[n.Block] = [n.Paragraph(inlines) for inlines in text]
        lines = estimates(wording, judgment.likelihood, judgment.confidence, strong=True)
        if judgment.claims:
            claims = wording.listed([(writer.refer(claim),) for claim in judgment.claims])
            lines.append(wording.filled("rests-on", claims=claims))
        blocks += [n.Paragraph(line, "relations") for line in lines]
        items.append(n.Item(tuple(blocks)))
    if not items:
        return ()
    title = (n.Text(wording.word("judgments-heading")),)
    return (n.Aside("judgments", title, (n.List(tuple(items), "ordered"),), "box.judgments"),)


def legend(selection: Selection, wording: Wording, *, short: bool = False) -> tuple[n.Block, ...]:
    """Return what the estimative terms mean; nothing if none is shown. The short form is a sentence, not a table."""
    has_likelihood, has_confidence = _used(selection)
    if not has_likelihood and not has_confidence:
        return ()
    blocks: list[n.Block] = []
    scale = SCALES[selection.brief.scale]
    if scale.terms and has_likelihood:
        lead = wording.word(f"legend-{scale.name}") if scale.name in _LEGENDS else scale.legend
        if short:
            blocks.append(n.Paragraph(_scale_sentence(scale.name, wording), "small"))
        else:
            blocks += [n.Paragraph((n.Text(lead),), "small"), _scale_table(scale.name, wording)]
    if has_confidence:
        levels = wording.word("list-separator").join(wording.word(f"confidence-{level}") for level in CONFIDENCE)
        told = (n.Text(wording.word("legend-confidence") + " "), *wording.filled("legend-levels", levels=levels))
        blocks.append(n.Paragraph(told, "small"))
    return (n.Aside("legend", (n.Text(wording.word("legend-heading")),), tuple(blocks), "box.legend"),)


def _scale_table(name: str, wording: Wording) -> n.Table:
    """Return the terms of a scale with their chances, in words and numbers."""
    terms = SCALES[name].terms
    has_synonyms = any(term.synonyms for term in terms)
    keys = ("legend-term", *(("legend-synonym",) if has_synonyms else ()), "legend-band")
    head = n.Row(tuple(n.Cell(_p(wording.word(key)), "column") for key in keys))
    rows = []
    for term in terms:
        cells = [n.Cell(_p(_term(wording, term.word)), "row")]
        if has_synonyms:
            synonyms = [_term(wording, word) for word in term.synonyms]
            cells.append(n.Cell(_p(wording.word("list-separator").join(synonyms))))
        band = wording.filled("legend-range", low=wording.number(term.band[0]), high=wording.number(term.band[1]))
        cells.append(n.Cell((n.Paragraph(band),), align="end"))
        rows.append(n.Row(tuple(cells)))
    caption = (n.Text(wording.word("legend-caption")),)
    return n.Table((head,), tuple(rows), caption, wording.word("legend-summary"), "table.legend")


def _scale_sentence(name: str, wording: Wording) -> n.Inlines:
    """Return the terms of a scale with their chances in one sentence."""
    parts = []
    for term in SCALES[name].terms:
        band = wording.filled("legend-range", low=wording.number(term.band[0]), high=wording.number(term.band[1]))
        parts.append((n.Text(_term(wording, term.word) + " "), *band))
    return wording.filled("legend-sentence", terms=wording.listed(parts))


def _term(wording: Wording, word: str) -> str:
    return wording.words.get(f"likelihood-{word.replace(' ', '-')}", word)


def _p(text: str) -> tuple[n.Block, ...]:
    return (n.Paragraph((n.Text(text),)),)
