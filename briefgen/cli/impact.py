"""`briefgen impact`: every claim, brief and published edition that rests on a source."""

import argparse
import sys

from briefgen.cli.editions import archived_topics
from briefgen.cli.report import as_dict, print_json, print_text
from briefgen.diagnostics import Diagnostic, escape, exit_code
from briefgen.editions.archive import open_archive
from briefgen.editions.impact import Impact, Resting
from briefgen.editions.impact import impact as look
from briefgen.errors import BriefgenError, Reportable, UsageError
from briefgen.inputs import topics_of
from briefgen.project import Project, find_project
from briefgen.publication import archive_store
from briefgen.records.store import RecordSet, load_topic

__all__ = ["impact"]


def impact(options: argparse.Namespace) -> int:
    """Print what rests on the source; exit 0 whether or not anything does."""
    project = find_project(options.folder, options.archive)
    problems: list[Reportable] = []
    records = _records(project, problems)
    archives = [open_archive(archive_store(project, name)) for name in archived_topics(project)]
    found = look(options.source, records, archives)
    problems += found.problems
    if options.json:
        print_json({**found.as_dict(), "messages": [as_dict(problem) for problem in problems]})
    else:
        print_text(problems, sys.stderr)
        for line in _lines(found):
            print(escape(line))
    return exit_code([problem.status for problem in problems])


def _records(project: Project, problems: list[Reportable]) -> dict[str, RecordSet]:
    """Load every topic; one that cannot be read is a problem and does not hide the others."""
    try:
        names = topics_of(project, ())
    except UsageError as error:
        if all(isinstance(problem, Diagnostic) and problem.code == "usage.no-topic" for problem in error.problems):
            return {}
        raise
    found = {}
    for name in names:
        try:
            with project.folder() as folder:
                found[name] = load_topic(folder, name, project.sources)
        except BriefgenError as error:
            problems.extend(error.problems)
    return found


def _lines(found: Impact) -> list[str]:
    lines = []
    for each in found.resting:
        lines.append(f"{_name(each)}: {each.work[1]} ({each.work[0]})")
        lines += [f"  claim {ident}" + (f", through {via}" if via else "") for ident, via in each.claims.items()]
        lines += [f"  judgment: {text}" for text in each.judgments]
        if each.audiences:
            lines.append(f"  printed for {', '.join(each.audiences)}")
        if not each.claims:
            lines.append("  nothing rests on it")
    return lines


def _name(each: Resting) -> str:
    if each.edition is None:
        return f"{each.topic}, working files"
    withdrawn = f", withdrawn by {each.withdrawn}" if each.withdrawn else ""
    return f"{each.edition.label}, {each.edition.date}{withdrawn}"
