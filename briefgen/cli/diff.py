"""`briefgen diff`: what changed between two editions, claim by claim."""

import argparse
import sys
from typing import Final

from briefgen.cli.inspect import place
from briefgen.cli.report import print_json
from briefgen.comparison import compare_editions, page_of
from briefgen.diagnostics import escape
from briefgen.editions.diff import ChangeLevel, Difference
from briefgen.files import write_atomically
from briefgen.guard import limit_process
from briefgen.project import find_project, today
from briefgen.records.comparable import word_changes
from briefgen.records.compare import CLASSES, Change, JudgmentChange
from briefgen.records.model import ClaimRecord

__all__ = ["diff"]

_SIGNS: Final = {"-": "[-{}-]", "+": "{{+{}+}}", " ": "{}"}


def diff(options: argparse.Namespace) -> int:
    """Print the difference; exit 1 on any."""
    project = find_project(options.folder, options.archive)
    limit_process()
    difference = compare_editions(project, options.topic, options.old, options.new)
    path = place(options.folder, options.output) if options.output else ""
    if path:
        write_atomically(path, page_of(project, difference, path, today()))
    if options.json:
        print_json(difference.as_dict())
    else:
        for line in _lines(difference):
            print(escape(line))
    if path:
        print(path, file=sys.stderr if options.json else sys.stdout)
    return int(difference.level > ChangeLevel.IDENTICAL)


def _lines(difference: Difference) -> list[str]:
    changes, old, new = difference.changes, difference.old.records, difference.new.records
    lines = [f"{difference.old.label} → {difference.new.label}: {difference.level.word}"]
    lines += [_line("added", new.claims[ident]) for ident in changes.added]
    lines += [_line("withdrawn", old.claims[ident]) for ident in changes.withdrawn]
    for kind in CLASSES:
        for ident in changes.of(kind):
            change = changes.claims[ident]
            lines.append(_line(kind, change.new))
            lines += [_field(field) for field in change.changes if field.kind == kind and (field.old or field.new)]
    for judgment in changes.judgments:
        lines += _judgment(judgment)
    for field in changes.brief:
        lines += [f"{'brief':<11}{field.field}", _field(field)]
    lines += [f"{'source':<11}{ident}" for ident in changes.sources]
    lines += [f"{'entity':<11}{ident}" for ident in changes.entities]
    lines += [f"{reason.level.word:<11} {reason.words}" for reason in difference.reasons]
    return lines


def _line(kind: str, claim: ClaimRecord) -> str:
    return f"{kind:<11}{claim.id}  {claim.heading}".rstrip()


def _field(field: Change) -> str:
    """Return a field that differs, word by word."""
    parts = [_SIGNS[sign].format(words) for sign, words in word_changes(field.old, field.new)]
    return f"           {field.field}: {' '.join(parts)}"


def _judgment(change: JudgmentChange) -> list[str]:
    record = change.new or change.old
    assert record is not None
    what = "added" if change.old is None else "withdrawn" if change.new is None else ", ".join(change.fields)
    return [f"{'judgment':<11}{what}: {' '.join(record.text.raw.split())}"]
