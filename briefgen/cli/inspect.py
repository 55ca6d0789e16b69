"""`briefgen inspect`: what a lone PDF says of itself."""

import argparse
import os
import sys
from collections.abc import Mapping
from typing import Any, Final

from briefgen.cli.report import as_dict, print_json, print_text
from briefgen.diagnostics import escape, exit_code
from briefgen.editions.lone import inspect as look
from briefgen.editions.lone import problems_of

__all__ = ["document_of", "inspect", "place"]

_LINES: Final = ("title", "topic", "edition", "date", "audience", "handling", "cutoff", "language", "pages", "style")


def inspect(options: argparse.Namespace) -> int:
    """Print what the file says; exit 1 when its records are not those of its manifest."""
    path = place(options.folder, options.file)
    document = look(path)
    problems = problems_of(document, path)
    if options.json:
        print_json({**document_of(document, path), "messages": [as_dict(problem) for problem in problems]})
    else:
        for line in _lines(document):
            print(escape(line))
        print_text(problems, sys.stderr)
    return exit_code([problem.status for problem in problems])


def place(folder: str, path: str) -> str:
    """Return a path that the user typed, as seen from the folder of `-C`."""
    return path if folder == "." or os.path.isabs(path) else os.path.join(folder, path)


def document_of(document: Mapping[str, Any], path: str) -> dict[str, Any]:
    """Return what a PDF says, without the content of its attachments."""
    files = [{key: kept for key, kept in file.items() if key != "content"} for file in document["attachments"]]
    return {**document, "file": path, "attachments": files}


def _lines(document: Mapping[str, Any]) -> list[str]:
    told = {**document, "edition": document["edition"] or "none: a draft"}
    rows = [(key, str(told[key])) for key in _LINES if told[key]]
    rows.append(("made with", f"briefgen {document['version']}, engine {document['engine']}"))
    rows.append(("previous", document["previous"] or "none"))
    rows.append(("says it is", ", ".join(document["claims"]) or "nothing special"))
    words = {"match": "those of the manifest", "differ": "NOT those of the manifest", "missing": "missing"}
    rows.append(("records", words[document["records"]]))
    rows += [
        ("carries", f"{file['name']}, {file['bytes']} bytes, SHA-256 {file['sha256']}")
        for file in document["attachments"]
    ]
    return [f"{key:<11}{text}" for key, text in rows]
