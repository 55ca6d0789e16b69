"""`briefgen verify`: is the archive whole and unchanged?"""

import argparse
import sys
from collections.abc import Mapping
from typing import Any

from briefgen.cli.editions import archived_topics
from briefgen.cli.report import as_dict, print_json, print_text
from briefgen.diagnostics import Diagnostic, Span, bad_input, escape, exit_code, warning
from briefgen.editions.archive import open_archive
from briefgen.editions.receipts import Attested, Trust, verify_receipts
from briefgen.editions.state import last_seen, memory, remember
from briefgen.editions.verify import Verdict, verify_archive
from briefgen.errors import Reportable, UsageError
from briefgen.guard import limit_process
from briefgen.pdfread import open_pdf
from briefgen.project import Project, find_project
from briefgen.publication import archive_folder, archive_store

__all__ = ["manifest_of", "verify"]


def verify(options: argparse.Namespace) -> int:
    """Verify the archives of topics, all of them when none is named; one line for each."""
    project = find_project(options.folder, options.archive)
    if options.expect_head and not options.topic:
        raise UsageError(bad_input("usage.arguments", Span("--expect-head"), "name the topic that has this head"))
    names = (options.topic,) if options.topic else archived_topics(project)
    limit_process()
    trust = Trust(options.allowed_signers or "", options.tsa_certificates or "", options.pades_certificates or "")
    found = [_verify(project, name, options.expect_head or "") for name in names]
    attested = [verify_receipts(archive_store(project, verdict.topic), verdict.editions, trust) for verdict, _ in found]
    problems: list[Reportable] = [problem for verdict, others in found for problem in (*verdict.problems, *others)]
    problems += [problem for each in attested for problem in each.problems]
    rebuilt = [row for name in names for row in _rebuild(project, name, problems)] if options.rebuild else []
    if options.json:
        print_json(
            {
                "archives": [_row(verdict, each) for (verdict, _), each in zip(found, attested, strict=True)],
                **({"rebuilt": rebuilt} if options.rebuild else {}),
                "messages": [as_dict(problem) for problem in problems],
            }
        )
    else:
        print_text(problems, sys.stderr)
        for (verdict, _), each in zip(found, attested, strict=True):
            print(_line(verdict))
            for note in each.notes:
                print(f"  {escape(note)}")
        for row in rebuilt:
            print(f"{row['label']}: {row['outcome']}")
    return exit_code([problem.status for problem in problems])


def _verify(project: Project, topic: str, expect: str) -> tuple[Verdict, list[Diagnostic]]:
    """Verify one archive, and remember its head when it is whole."""
    folder = archive_folder(project, topic)
    seen = last_seen(folder)
    verdict = verify_archive(archive_store(project, topic), topic, expect=expect, seen=seen, manifest_of=manifest_of)
    others = []
    if any(problem.code == "archive.rollback" for problem in verdict.problems):
        message = f"what was seen before is kept in {memory(folder)}"
        hint = "delete that file only if you know why the archive is another"
        others.append(warning("archive.memory", Span(folder), message, hint))
    elif verdict.is_whole and not remember(folder, verdict.seen):
        message = "the head cannot be remembered in the user's state folder"
        others.append(warning("archive.memory", Span(folder), message, "--expect-head compares without it"))
    return verdict, others


def _rebuild(project: Project, topic: str, problems: list[Reportable]) -> list[dict[str, Any]]:
    """Build every edition of a topic again; return a row for each, and add what was found to the problems."""
    from briefgen.rebuilding import rebuild

    archive = open_archive(archive_store(project, topic))
    rows = []
    for edition in archive.editions:
        done = rebuild(project, archive, edition)
        problems += done.problems
        same = f"built again, {done.compared} PDFs, the same bytes"
        outcome = f"not compared: {done.reason}" if done.reason else "NOT the same" if done.problems else same
        rows.append({"topic": topic, "label": edition.label, "compared": done.compared, "outcome": outcome})
    return rows


def manifest_of(data: bytes, where: Span) -> Mapping[str, Any]:
    """Return the manifest that travels inside a PDF. Raises UsageError when there is none."""
    import json

    for attached in open_pdf(data, where).attachments():
        if attached.name == "manifest.json":
            try:
                manifest = json.loads(attached.content)
            except (ValueError, RecursionError):
                break
            if isinstance(manifest, dict):
                return manifest
    raise UsageError(bad_input("pdf.unreadable", where, "it holds no manifest that can be read"))


def _row(verdict: Verdict, attested: Attested) -> dict[str, Any]:
    return {
        "topic": verdict.topic,
        "whole": verdict.is_whole,
        "editions": verdict.seen.number,
        "head": verdict.seen.head,
        "notes": list(verdict.notes),
        "receipts": list(attested.notes),
    }


def _line(verdict: Verdict) -> str:
    count = len(verdict.editions)
    state = "whole" if verdict.is_whole else "NOT whole"
    notes = "".join(f"; {note}" for note in verdict.notes)
    return f"{verdict.topic}: {count} edition{'s' if count != 1 else ''}, {state}, head {verdict.seen.head or 'none'}{notes}"
