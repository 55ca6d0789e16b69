"""`briefgen extract`: the files that travel inside a lone PDF, into a new folder."""

import argparse
import sys

from briefgen.cli.inspect import document_of, place
from briefgen.cli.report import as_dict, print_json, print_text
from briefgen.diagnostics import exit_code
from briefgen.editions.lone import extract as take_out
from briefgen.editions.lone import problems_of

__all__ = ["extract"]


def extract(options: argparse.Namespace) -> int:
    """Write the files and print their paths; exit 1 when the records are not those of the manifest."""
    path = place(options.folder, options.file)
    document, paths = take_out(path, place(options.folder, options.output))
    problems = problems_of(document, path)
    if options.json:
        rows = [as_dict(problem) for problem in problems]
        print_json({**document_of(document, path), "extracted": paths, "messages": rows})
    else:
        for each in paths:
            print(each)
        print_text(problems, sys.stderr)
    return exit_code([problem.status for problem in problems])
