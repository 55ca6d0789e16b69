"""The records of the edition before and today's selection in, the change page and the change marks out.

Written for one audience: what it does not read is not named, and what it never read is new to it. The edition before is
cut by today's pack. A claim that is still among the records but no longer shown to this audience is only counted.
"""

from collections.abc import Mapping
from typing import Final

from briefgen.compose.claims import ClaimWriter
from briefgen.compose.prose import plain_paragraphs
from briefgen.compose.wording import Wording, tagged
from briefgen.document import nodes as n
from briefgen.records.comparable import spoken
from briefgen.records.compare import CLASSES, Change, Changes, ClaimChange, compare
from briefgen.records.dates import Edtf
from briefgen.records.model import ClaimRecord
from briefgen.records.store import RecordSet
from briefgen.selection.select import select
from briefgen.selection.selection import Selection

__all__ = ["changes_since"]

IDENT: Final = "part.changes"
_UNSEEN: Final = frozenset({"audiences"})  # fields that decide who reads a claim and are not printed


def changes_since(
    previous: RecordSet | None, number: str, date: str, selection: Selection, wording: Wording, note: str = ""
) -> tuple[tuple[n.Block, ...], Mapping[str, str]]:
    """Return the section "What changed" and a mark (added, changed, withdrawn) for each claim that has one.

    `number` and `date` are those of the edition before, as printed and in ISO form; without one, the section says
    that this is the first. `note` is the publisher's note to the new edition.
    """
    writer = ClaimWriter(selection, wording, {})
    blocks: list[n.Block] = []
    marks: dict[str, str] = {}
    if previous is None:
        blocks.append(n.Paragraph(wording.filled("changes-first")))
    else:
        told = _Told(previous, selection, writer)
        marks.update(told.marks)
        listed = told.blocks()
        key = "changes-since" if listed else "changes-none"
        blocks.append(n.Paragraph(wording.filled(key, number=number, date=wording.date(Edtf.parse(date)))))
        blocks += listed
    if note:
        blocks.append(n.Paragraph(wording.filled("changes-note", note=tagged(note)), "details"))
    return (n.Section(IDENT, (n.Text(wording.word("changes-heading")),), tuple(blocks)),), marks


class _Told:
    """What one audience is told of the changes. `marks` maps a claim id to its mark."""

    def __init__(self, previous: RecordSet, selection: Selection, writer: ClaimWriter) -> None:
        self._selection: Final = selection
        self._before: Final = select(previous, selection.pack)
        self._writer: Final = writer
        self._wording: Final = writer.wording
        self._changes: Final[Changes] = compare(previous, selection.records)
        self._old: Final = {claim.id: claim for claim in self._before.claims}
        self._kinds: Final[dict[str, tuple[str, ...]]] = {}
        self.marks: Final[dict[str, str]] = {}
        for claim in selection.claims:
            self._mark(claim.id)

    def _mark(self, ident: str) -> None:
        if ident not in self._old:
            self.marks[ident] = "added"
            return
        change = self._changes.claims.get(ident)
        if change is None:
            return
        kinds = tuple(
            kind for kind in CLASSES if any(self._is_shown(change, c) for c in change.changes if c.kind == kind)
        )
        self._kinds[ident] = kinds
        if change.new.rank == "deprecated" != change.old.rank:
            self.marks[ident] = "withdrawn"
        elif set(kinds) - {"moved"}:
            self.marks[ident] = "changed"

    def _is_shown(self, change: ClaimChange, field: Change) -> bool:
        """Tell whether this audience can see a field that changed."""
        name, _, rest = field.field.partition(".")
        if field.field in _UNSEEN:
            return False
        if name in {"text", "variants", "citations"}:
            before, after = self._wording_of(change, old=True), self._wording_of(change, old=False)
            if before != after:  # the wording that was shown has come or gone
                return name != "citations" and _words(change.old, before) != _words(change.new, after)
            return after == (rest if name == "citations" else field.field)
        if field.field == "relations":
            relations = [{r for r in s.relations if r[0] == change.new.id} for s in (self._before, self._selection)]
            return relations[0] != relations[1]
        return name != "sources" or rest.partition(".")[0] in self._selection.sources

    def _wording_of(self, change: ClaimChange, *, old: bool) -> str:
        variant = self._selection.pack.select.variant
        claim = change.old if old else change.new
        return f"variants.{variant}" if variant in claim.variants else "text"

    # --- the page -------------------------------------------------------------------------------

    def blocks(self) -> list[n.Block]:
        """Return a list for each kind of change; nothing when there is none that this audience can see."""
        blocks: list[n.Block] = []
        added = [ident for ident, mark in self.marks.items() if mark == "added"]
        self._list(blocks, "changes-added", [(self._writer.refer(ident),) for ident in added])
        self._list(blocks, "changes-withdrawn", self._withdrawn())
        for kind in CLASSES:
            found = [i for i, kinds in self._kinds.items() if kind in kinds and self.marks.get(i) != "withdrawn"]
            self._list(blocks, f"changes-{kind}", [(self._writer.refer(ident),) for ident in found])
        self._list(blocks, "changes-judgments", self._judgments())
        shown = {claim.id for claim in self._selection.claims}
        hidden = [i for i in self._old if i not in shown and i in self._selection.records.claims]
        if hidden:
            line = self._wording.filled("changes-not-shown", count=self._wording.number(len(hidden)))
            blocks.append(n.Paragraph(line, "details"))
        return blocks

    def _list(self, blocks: list[n.Block], key: str, items: list[n.Inlines]) -> None:
        if items:
            word = n.Styled((n.Text(self._wording.word(key)),), "label")
            blocks.append(n.Paragraph((word,)))
            blocks.append(n.List(tuple(n.Item((n.Paragraph(item),)) for item in items)))

    def _withdrawn(self) -> list[n.Inlines]:
        """Return the claims that are kept as withdrawn, then the headings of those that are gone."""
        kept = [(self._writer.refer(ident),) for ident, mark in self.marks.items() if mark == "withdrawn"]
        before = ClaimWriter(self._before, self._wording, {})
        return [*kept, *(before.heading(ident) for ident in self._changes.withdrawn if ident in self._old)]

    def _judgments(self) -> list[n.Inlines]:
        """Return the judgments shown that are new or changed, and those shown before that are gone."""
        found = []
        for change in self._changes.judgments:
            record, mark = change.new, "added" if change.old is None else "changed"
            if record is None:
                record, mark = change.old, "withdrawn"
                if record not in self._before.judgments or self._is_kept_away(record.claims if record else ()):
                    continue
            elif record not in self._selection.judgments:
                continue
            if record is not None:
                word = self._wording.word(f"change-mark-{mark}")
                if mark != "withdrawn" and "judgments" in self._wording.shown:  # they are printed, with numbers
                    number = self._wording.number(self._selection.judgments.index(record) + 1)
                    found.append(self._wording.filled("changes-judgment-number", number=number, mark=word))
                    continue
                text = plain_paragraphs(record.text, self._writer.refer)[0]
                found.append(self._wording.filled("changes-judgment", judgment=text, mark=word))
        return found

    def _is_kept_away(self, claims: tuple[str, ...]) -> bool:
        """Tell whether one of the claims is still among the records, and not for this audience."""
        shown = {claim.id for claim in self._selection.claims}
        return any(claim in self._selection.records.claims and claim not in shown for claim in claims)


def _words(claim: ClaimRecord, name: str) -> str:
    """Return the words of one wording of a claim."""
    prose = claim.variants.get(name.removeprefix("variants."), claim.text)
    return "\n".join(" ".join(spoken(paragraph).split()) for paragraph in prose.paragraphs)
