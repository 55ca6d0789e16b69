"""Diagnostics in, lines for people or documents for machines out."""

import sys
from collections.abc import Iterable, Mapping, Sequence
from typing import Any, TextIO

from briefgen.diagnostics import Diagnostic, escape
from briefgen.errors import Reportable

__all__ = ["as_dict", "print_json", "print_sarif", "print_text"]


def print_text(problems: Iterable[Reportable], stream: TextIO) -> None:
    """Print each problem as one line, with its hint below."""
    for problem in problems:
        print(problem.line(), file=stream)
        if isinstance(problem, Diagnostic) and problem.hint:
            print(f"  hint: {escape(problem.hint)}", file=stream)


def as_dict(problem: Reportable) -> dict[str, Any]:
    """Return a problem as the contract's JSON message."""
    if not isinstance(problem, Diagnostic):
        raise TypeError
    return {
        "file": problem.where.file,
        "line": problem.where.line,
        "column": problem.where.column,
        "severity": problem.severity,
        "code": problem.code,
        "message": problem.message,
        "hint": problem.hint,
    }


def print_json(document: Mapping[str, Any]) -> None:
    """Print one JSON document on stdout."""
    import json

    json.dump(document, sys.stdout, ensure_ascii=False, indent=2, sort_keys=True)
    sys.stdout.write("\n")


def print_sarif(problems: Sequence[Reportable], root: str) -> None:
    """Print one SARIF 2.1.0 log with one run; addresses are relative to the workspace."""
    from briefgen.codes import codes
    from briefgen.version import VERSION

    known = codes()
    found = [problem for problem in problems if isinstance(problem, Diagnostic)]
    used = sorted({problem.code for problem in found})
    rules = [
        {
            "id": code,
            "shortDescription": {"text": known[code].title if code in known else code},
            "help": {"text": known[code].cure if code in known else ""},
        }
        for code in used
    ]
    prefix = "" if root == "." else root.rstrip("/") + "/"
    results = [
        {
            "ruleId": problem.code,
            "level": problem.severity,
            "message": {"text": problem.message + (f" (hint: {problem.hint})" if problem.hint else "")},
            "locations": [
                {
                    "physicalLocation": {
                        "artifactLocation": {
                            "uri": _uri(problem.where.file.removeprefix(prefix)),
                            "uriBaseId": "WORKSPACE",
                        },
                        "region": {"startLine": problem.where.line, "startColumn": problem.where.column},
                    }
                }
            ],
        }
        for problem in found
    ]
    driver = {"name": "briefgen", "version": VERSION, "rules": rules}
    print_json(
        {
            "$schema": "https://json.schemastore.org/sarif-2.1.0.json",
            "version": "2.1.0",
            "runs": [{"tool": {"driver": driver}, "columnKind": "unicodeCodePoints", "results": results}],
        }
    )


def _uri(path: str) -> str:
    from urllib.parse import quote

    return quote(path)
