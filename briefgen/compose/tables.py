"""Tables and lists made from the records as a whole: events in time, sources, names; who says what is in `matrix.py`.

Nothing here says a word about the matter itself: rows come from claims and relations, counts
from sources. What has nothing to show is the empty tuple.
"""

from collections.abc import Iterable
from operator import itemgetter
from typing import Final

from briefgen.compose import profile
from briefgen.compose.claims import ClaimWriter
from briefgen.compose.prose import plain_paragraphs
from briefgen.compose.streams import streams
from briefgen.compose.timeline import drawn, is_said_of_itself
from briefgen.compose.wording import Wording, tagged
from briefgen.document import nodes as n
from briefgen.records.model import ClaimRecord
from briefgen.selection.selection import Selection

__all__ = ["glossary", "source_summary", "timeline"]

# How many of the sources that most rests on are described in the source summary.
_DESCRIBED_AT_MOST: Final = 8


def _p(*inlines: n.Inline) -> tuple[n.Block, ...]:
    return (n.Paragraph(inlines),)


def _words(wording: Wording, key: str) -> tuple[n.Block, ...]:
    return _p(n.Text(wording.word(key)))


def _head(cells: Iterable[tuple[n.Block, ...]]) -> tuple[n.Row, ...]:
    return (n.Row(tuple(n.Cell(cell, "column") for cell in cells)),)


# --- events in time ---------------------------------------------------------------------------


def timeline(selection: Selection, writer: ClaimWriter) -> tuple[n.Block, ...]:
    """Return which day each claim speaks of, and who made it when, the earliest first: a drawing, then a table.

    Undated claims are left out.
    """
    wording = writer.wording
    events = []
    for index, claim in enumerate(selection.claims):
        if claim.about is not None and not is_said_of_itself(claim):
            events.append((claim.about.sort_key(), index, 0, claim.about, claim))
        if claim.asserted_on is not None:
            events.append((claim.asserted_on.sort_key(), index, 1, claim.asserted_on, claim))
    if not events:
        return ()
    events.sort(key=itemgetter(0, 1, 2))
    rows = []
    for _, _, is_said, date, claim in events:
        what = _said(selection, wording, claim) if is_said else (n.Text(wording.word("timeline-happened")),)
        cells = (
            n.Cell(_p(n.Text(wording.date(date))), "row"),
            n.Cell(_p(writer.refer(claim.id))),
            n.Cell(_p(*what)),
        )
        rows.append(n.Row(cells))
    head = _head([_words(wording, key) for key in ("timeline-date", "timeline-claim", "timeline-event")])
    caption = (n.Text(wording.word("timeline-caption")),)
    table = n.Table(head, tuple(rows), caption, wording.word("timeline-summary"), "table.timeline")
    drawing = drawn(selection, wording)
    return (table,) if drawing is None else (drawing, table)


def _said(selection: Selection, wording: Wording, claim: ClaimRecord) -> n.Inlines:
    said = n.Text(wording.word("timeline-said"))
    speaker = selection.entities.get(claim.asserted_by)
    if speaker is None:
        return (said,)
    return (n.Text(said.value + " "), *wording.filled("asserted-by", name=wording.name(speaker)))


# --- the sources as a whole ---------------------------------------------------------------------


def source_summary(selection: Selection, writer: ClaimWriter) -> tuple[n.Block, ...]:
    """Return the whole base: how many sources, how many independent, their profile in bars and words, the main ones.

    A section all of whose supporting sources are one stream is named.
    """
    wording = writer.wording
    sources = selection.sources
    if not sources:
        return ()
    of = streams(sources)
    independent = wording.number(len(set(of.values())))
    lines = [wording.filled("source-summary-count", sources=wording.number(len(sources)), independent=independent)]
    rests: dict[str, set[str]] = {}
    for section in selection.sections:
        supporting: set[str] = set()
        for claim in section.claims:
            of_claim = _supporting(selection, claim)
            supporting.update(of_claim)
            for source in of_claim:
                rests.setdefault(source, set()).add(claim.id)
        if supporting and len({of[source] for source in supporting}) == 1:
            lines.append(wording.filled("source-summary-one-stream", section=tagged(section.record.title)))
    blocks: list[n.Block] = [n.Paragraph(line) for line in lines]
    blocks.append(profile.drawn(sources, of, wording))
    blocks += [n.Paragraph(line, "small") for line in profile.sentences(sources, of, wording)]
    most = sorted(rests, key=lambda source: -len(rests[source]))[:_DESCRIBED_AT_MOST]
    rows = []
    for ident in most:
        work = sources[ident]
        described = work.descriptor
        cells = [
            n.Cell(_p(*wording.title(work)), "row"),
            n.Cell(_p(n.Text(wording.kind(work.type)))),
            n.Cell(_p(n.Text(wording.number(len(rests[ident])))), align="end"),
        ]
        if described is not None:
            cells.append(n.Cell(tuple(n.Paragraph(inlines) for inlines in plain_paragraphs(described, writer.refer))))
        else:
            cells.append(n.Cell(_words(wording, "source-summary-undescribed")))
        rows.append(n.Row(tuple(cells)))
    if rows:
        keys = ("source", "type", "claims", "descriptor")
        head = _head([_words(wording, f"source-summary-{key}") for key in keys])
        caption = (n.Text(wording.word("source-summary-caption")),)
        summary = wording.word("source-summary-summary")
        blocks.append(n.Table(head, tuple(rows), caption, summary, "table.source-summary"))
    title = (n.Text(wording.word("source-summary-heading")),)
    return (n.Aside("summary", title, tuple(blocks), "box.source-summary"),)


def _supporting(selection: Selection, claim: ClaimRecord) -> list[str]:
    """Return the sources that a claim rests on: supporting or quoted entries, quotations, marks without an entry."""
    relation = {entry.source: entry.relation for entry in claim.evidence}
    found = dict.fromkeys(e.source for e in claim.evidence if e.relation in {"supports", "quotes"})
    found.update(dict.fromkeys(quote.source for quote in claim.quotes))
    for source in selection.cited(claim):
        if source not in relation:
            found[source] = None
    return [source for source in found if source in selection.sources]


# --- names -----------------------------------------------------------------------------------------


def glossary(selection: Selection, wording: Wording) -> tuple[n.Block, ...]:
    """Return the people, organisations, places and objects shown: role, and names in other languages."""
    if not selection.entities:
        return ()
    items = []
    for entity in selection.entities.values():
        parts: list[n.Inlines] = [(n.Text(wording.word(f"entity-{entity.kind}")),)]
        if entity.role:
            parts.append(tagged(entity.role))
        parts += [(n.Span((n.Text(name),), language),) for language, name in entity.names.items()]
        separator = n.Text(wording.word("detail-separator").lstrip())
        items.append(n.Item((n.Paragraph((separator, *wording.details(parts))),), wording.name(entity)))
    title = (n.Text(wording.word("glossary-heading")),)
    return (n.Aside("glossary", title, (n.List(tuple(items), "described"),), "box.glossary"),)
