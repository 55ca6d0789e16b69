"""`briefgen sources import | export`: works from other programs, and for them."""

import argparse
import json
import os
import sys

from briefgen.cli.report import as_dict, print_json, print_text
from briefgen.diagnostics import exit_code
from briefgen.errors import BriefgenError, Reportable, UsageError
from briefgen.exchange import export_works, import_works, place
from briefgen.exchange.importing import read_file
from briefgen.exchange.placing import brief_language
from briefgen.guard import cpu_budget
from briefgen.inputs import topics_of
from briefgen.project import find_project
from briefgen.records.model import SourceRecord
from briefgen.records.store import load_topic

__all__ = ["sources"]


def sources(options: argparse.Namespace) -> int:
    """Import or export."""
    return _import(options) if options.action == "import" else _export(options)


def _import(options: argparse.Namespace) -> int:
    """Print the records of a file as YAML, or write them into a topic and print the path."""
    path = options.file if options.folder == "." else os.path.join(options.folder, options.file)
    project = None
    try:
        project = find_project(options.folder)  # its configuration may raise limits
    except UsageError as error:
        if options.into or not _is_no_workspace(error):
            raise
    language = brief_language(project, options.into) if project and options.into else "en"
    with cpu_budget(path):
        imported = import_works(read_file(path), path, options.format or "", language)
    written = [place(project, options.into, imported, path)] if project and options.into else []
    if options.json:
        rows = [as_dict(each) for each in imported.warnings]
        print_json({"ids": imported.ids, "messages": rows, "written": written, "yaml": imported.text})
        return 0
    print_text(imported.warnings, sys.stderr)
    sys.stdout.write(f"{written[0]}\n" if written else imported.text)
    return 0


def _is_no_workspace(error: UsageError) -> bool:
    return all("[usage.no-workspace]" in problem.line() for problem in error.problems)


def _export(options: argparse.Namespace) -> int:
    """Print the works of one topic or all as a CSL-JSON array; a topic that cannot be read does not hide the others."""
    project = find_project(options.folder)
    found: list[SourceRecord] = []
    problems: list[Reportable] = []
    for topic in topics_of(project, [options.topic] if options.topic else []):
        try:
            with project.folder() as folder:
                found += load_topic(folder, topic, project.sources).sources.values()
        except BriefgenError as error:
            problems += error.problems
    items, warnings = export_works(found)
    messages = [*problems, *warnings]
    if options.json:
        print_json({"messages": [as_dict(each) for each in messages], "sources": items})
    else:
        print_text(messages, sys.stderr)
        if items or not problems:
            json.dump(items, sys.stdout, ensure_ascii=False, indent=2)
            sys.stdout.write("\n")
    return exit_code([each.status for each in problems])
