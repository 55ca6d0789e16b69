"""What changed between two states of a topic in, a page of the tree out, for `briefgen diff -o`.

In: `Changes` and plain words; nothing of editions is known here. Nothing is said by colour alone: each class has its
heading, and in a changed text the words that went and came are set strong, under the words "Before" and "After".
"""

from collections.abc import Iterable, Sequence

from briefgen.compose.wording import tagged
from briefgen.document import nodes as n
from briefgen.records.comparable import spoken, word_changes
from briefgen.records.compare import CLASSES, Change, Changes, JudgmentChange
from briefgen.records.model import ClaimRecord
from briefgen.records.prose import Prose
from briefgen.records.store import RecordSet
from briefgen.selection.select import direction_of
from briefgen.selection.words import WORDS

__all__ = ["difference_page", "title_of"]

_TEXTS = ("heading", "text", "variants", "quotes", "deprecated-reason", "title", "about", "question", "scope")


def difference_page(
    labels: tuple[str, str],
    records: tuple[RecordSet, RecordSet],
    changes: Changes,
    verdict: str,
    reasons: Sequence[str],
    date: str,
) -> n.Brief:
    """Return the page: title, verdict, a section for each class. `date` is an ISO moment, stamped into the file."""
    old, new = records
    brief = new.brief
    heading = f"{brief.title}: {labels[0]} and {labels[1]} compared"
    lines = (n.Paragraph((n.Text(f"Verdict: {verdict}."),), "edition"),)
    blocks: list[n.Block] = [n.Title(tagged(heading), (), lines)]
    blocks += _section("added", WORDS["changes-added"], [_whole(new.claims[i]) for i in changes.added])
    blocks += _section("withdrawn", WORDS["changes-withdrawn"], [_whole(old.claims[i]) for i in changes.withdrawn])
    for kind in CLASSES:
        rows = [_changed(changes.claims[ident].new, changes.claims[ident].changes, kind) for ident in changes.of(kind)]
        blocks += _section(kind, WORDS[f"changes-{kind}"], rows)
    blocks += _section("judgments", WORDS["changes-judgments"], [_judged(change) for change in changes.judgments])
    blocks += _section("brief", "The brief itself", [_fields(change.field, [change]) for change in changes.brief])
    others = [*(f"source {ident}" for ident in changes.sources), *(f"entity {ident}" for ident in changes.entities)]
    blocks += _section("records", "Sources and entities", [(_paragraph(line),) for line in others])
    blocks += _section("reasons", "Packs, files and tools", [(_paragraph(line),) for line in reasons])
    if len(blocks) == 1:
        blocks.append(_paragraph("Nothing differs."))
    words = tuple(sorted(WORDS.items()))
    furniture = n.Furniture(heading, f"{labels[0]} · {labels[1]}", _label(old, new, changes), words)
    return n.Brief(heading, "", "", "en", direction_of("en"), date, tuple(blocks), furniture)


def title_of(claim: ClaimRecord) -> str:
    """Return what names a claim for an editor: its id and its heading."""
    return f"{claim.id}: {claim.heading}" if claim.heading else claim.id


def _label(old: RecordSet, new: RecordSet, changes: Changes) -> str:
    """Return the highest label of what the page tells."""
    from briefgen.selection.labels import highest

    told = [old.claims[ident] for ident in changes.withdrawn] + [new.claims[ident] for ident in changes.added]
    for change in changes.claims.values():
        told += [change.old, change.new]
    sources = [s.handling for records in (old, new) for ident, s in records.sources.items() if ident in changes.sources]
    return highest([claim.handling for claim in told] + sources)


def _section(ident: str, title: str, rows: Iterable[tuple[n.Block, ...]]) -> list[n.Block]:
    items = tuple(n.Item(row) for row in rows)
    return [n.Section(f"diff.{ident}", (n.Text(title),), (n.List(items),))] if items else []


def _paragraph(text: str, language: str = "") -> n.Paragraph:
    return n.Paragraph(tagged(text, language))


def _said(prose: Prose) -> str:
    return " ".join(" ".join(spoken(paragraph).split()) for paragraph in prose.paragraphs)


def _whole(claim: ClaimRecord) -> tuple[n.Block, ...]:
    return n.Paragraph((n.Strong(tagged(title_of(claim))),)), _paragraph(_said(claim.text))


def _changed(claim: ClaimRecord, changes: Iterable[Change], kind: str) -> tuple[n.Block, ...]:
    """Return a claim with the fields of one class that differ."""
    return _fields(title_of(claim), [change for change in changes if change.kind == kind])


def _fields(title: str, changes: Iterable[Change]) -> tuple[n.Block, ...]:
    blocks: list[n.Block] = [n.Paragraph((n.Strong(tagged(title)),))]
    for change in changes:
        if change.field.partition(".")[0] in _TEXTS and change.old and change.new:
            blocks += _before_after(change)
        elif change.old or change.new:
            text = f"{change.field}: {change.old or 'nothing'} → {change.new or 'nothing'}"
            blocks.append(n.Paragraph(tagged(text), "small"))
    return tuple(blocks)


def _before_after(change: Change) -> list[n.Block]:
    """Return both texts, the words that differ set strong."""
    rows = word_changes(change.old, change.new)
    out: list[n.Block] = []
    for word, kept in (("Before", "-"), ("After", "+")):
        inlines: list[n.Inline] = [n.Styled((n.Text(f"{word} ({change.field}):"),), "label"), n.Text(" ")]
        parts = [(sign, words) for sign, words in rows if sign in (" ", kept)]
        for index, (sign, words) in enumerate(parts):
            inlines += tagged(words) if sign == " " else (n.Strong(tagged(words)),)
            if index < len(parts) - 1:
                inlines.append(n.Text(" "))
        out.append(n.Paragraph(tuple(inlines)))
    return out


def _judged(change: JudgmentChange) -> tuple[n.Block, ...]:
    """Return a judgment with what differs."""
    old, new = change.old, change.new
    if old is None or new is None:
        record = new or old
        assert record is not None
        word = WORDS["change-mark-added" if old is None else "change-mark-withdrawn"]
        return (_paragraph(f"{_said(record.text)} ({word})"),)
    fields = []
    for field in change.fields:
        if field == "text":
            fields.append(Change("", "text", _said(old.text), _said(new.text)))
        elif field == "claims":
            fields.append(Change("", "claims", ", ".join(old.claims), ", ".join(new.claims)))
        elif field == "order":
            fields.append(Change("", "order", "another place", "this place"))
        else:
            fields.append(Change("", field, getattr(old, field), getattr(new, field)))
    return _fields(_said(new.text), fields)
