"""`briefgen withdraw`: a new edition that takes back an earlier one; nothing is deleted unless the law demands it."""

import argparse
import sys

from briefgen.cli.publish import describe, remembering
from briefgen.cli.report import as_dict, print_json, print_text
from briefgen.editions.withdraw import withdraw_edition
from briefgen.project import find_project, parse_date, stamp_of, today
from briefgen.publication import archive_folder, archive_store, check_line

__all__ = ["withdraw"]


def withdraw(options: argparse.Namespace) -> int:
    """Publish the withdrawal; print the path of its bag."""
    project = find_project(options.folder, options.archive)
    date = stamp_of(parse_date(options.date, "--date") if options.date else today())[:10]
    reason = check_line(options.reason, "--reason")
    store = archive_store(project, options.topic)
    edition = withdraw_edition(store, options.topic, options.edition, reason, date, remove=options.remove_payload)
    problems = remembering(archive_folder(project, options.topic), edition)
    if options.json:
        print_json({"edition": describe(edition), "messages": [as_dict(problem) for problem in problems]})
    else:
        print_text(problems, sys.stderr)
        print(edition.shown)
    return 0
