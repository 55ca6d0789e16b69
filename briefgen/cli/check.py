"""`briefgen check`: every problem of records and evidence."""

import argparse
import sys
from collections.abc import Sequence

from briefgen.cli.report import as_dict, print_json, print_sarif, print_text
from briefgen.diagnostics import exit_code
from briefgen.errors import Reportable
from briefgen.pipeline import check_topics
from briefgen.project import find_project, parse_date, today

__all__ = ["check"]


def check(options: argparse.Namespace) -> int:
    """Check the topics and print what was found on stdout."""
    project = find_project(options.folder)
    as_of = parse_date(options.as_of, "--as-of") if options.as_of else today()
    problems: Sequence[Reportable] = check_topics(project, options.topics, as_of)
    code = exit_code([problem.status for problem in problems])
    form = "json" if options.json else options.format
    if form == "json":
        rows = [as_dict(problem) for problem in problems]
        errors = sum(row["severity"] == "error" for row in rows)
        print_json({"messages": rows, "errors": errors, "warnings": len(rows) - errors})
    elif form == "sarif":
        print_sarif(problems, project.root)
    else:
        print_text(problems, sys.stdout)
    return code
