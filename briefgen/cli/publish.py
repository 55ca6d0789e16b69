"""`briefgen publish`: a topic in, a dated edition in its archive out."""

import argparse
import sys
from typing import Any

from briefgen.cli.build import shortened
from briefgen.cli.progress import Progress
from briefgen.cli.report import as_dict, print_json, print_text
from briefgen.cli.sign import attest, check_keys
from briefgen.diagnostics import Diagnostic, Span, exit_code, warning
from briefgen.editions.model import Edition
from briefgen.editions.state import remember
from briefgen.editions.verify import Seen
from briefgen.guard import limit_process
from briefgen.project import find_project, parse_date, today
from briefgen.publication import Request, archive_folder, archive_store, check_line, publish_topic, written

__all__ = ["describe", "publish", "remembering"]


def publish(options: argparse.Namespace) -> int:
    """Publish one edition; print the paths of its PDFs."""
    project = find_project(options.folder, options.archive)
    date = parse_date(options.date, "--date") if options.date else today()
    cutoff = parse_date(options.cutoff, "--cutoff") if options.cutoff else None
    note = check_line(options.note, "--note") if options.note is not None else ""
    audiences = tuple(dict.fromkeys(options.audience or project.default_audiences))
    archive = archive_folder(project, options.topic)
    keys = (options.sign, options.pades, options.pades_passphrase)
    check_keys(*keys)
    request = Request(project, options.topic, audiences, date, note=note, cutoff=cutoff, dry_run=options.dry_run)
    limit_process()
    with Progress(len(audiences), quiet=options.json) as progress:
        published = publish_topic(request, progress.step)
    content, edition = published.content, published.edition
    assert content is not None
    problems = [*published.problems, *(remembering(archive, edition) if edition is not None else ())]
    receipts: list[str] = []
    failed: list[Diagnostic] = []
    if edition is not None:
        receipts, failed = attest(archive_store(project, options.topic), edition, *keys)
        problems += failed
    code = exit_code([problem.status for problem in failed])
    if options.json:
        document: dict[str, Any] = {"messages": [as_dict(problem) for problem in problems]}
        document["edition"] = describe(edition) if edition is not None else None
        document["would-publish"] = {"label": content.label, "date": content.date, "files": sorted(content.payload)}
        if edition is not None:
            document["briefs"] = list(written(content, edition))
            document["receipts"] = receipts
            del document["would-publish"]
        print_json(document)
        return code
    shown, left = shortened(problems)
    print_text(shown, sys.stderr)
    for kind, count in left.items():
        print(f"briefgen: {count} more warnings of the kind {kind}; `briefgen check` lists all", file=sys.stderr)
    if edition is None:
        print(f"would publish {content.label}, {content.date}, {len(content.payload)} files; nothing was written")
        return 0
    for path in (*written(content, edition), *receipts):
        print(path)
    return code


def remembering(archive: str, edition: Edition) -> list[Any]:
    """Remember the head of an archive after an edition was published; a warning when that cannot be kept."""
    if remember(archive, Seen(edition.number, edition.head)):
        return []
    hint = "`briefgen head TOPIC` prints the head; `verify --expect-head` compares"
    return [warning("archive.memory", Span(archive), "the head cannot be remembered in the user's state folder", hint)]


def describe(edition: Edition) -> dict[str, Any]:
    """Return an edition as a row of JSON."""
    return {
        "topic": edition.topic,
        "number": edition.number,
        "label": edition.label,
        "kind": str(edition.kind),
        "date": edition.date,
        "cutoff": edition.cutoff,
        "note": edition.note,
        "handling": edition.handling,
        "withdraws": edition.withdraws or None,
        "head": edition.head,
        "previous": edition.previous,
        "path": edition.shown,
    }
