"""`briefgen explain CODE`: what a message means and what to do."""

import argparse
import textwrap

from briefgen.cli.report import print_json
from briefgen.codes import codes
from briefgen.diagnostics import Span, bad_input
from briefgen.errors import UsageError

__all__ = ["explain"]


def explain(options: argparse.Namespace) -> int:
    """Print one code, or the list of all."""
    known = codes()
    if options.code is None:
        if options.json:
            print_json({"codes": [entry._asdict() for entry in known.values()]})
        else:
            for entry in known.values():
                print(f"{entry.name:<28} {entry.title}")
        return 0
    found = known.get(options.code)
    if found is None:
        import difflib

        near = difflib.get_close_matches(options.code, known, n=3)
        hint = f"did you mean {' or '.join(near)}?" if near else "`briefgen explain` lists all codes"
        raise UsageError(bad_input("usage.no-code", Span("explain"), f"no message has the code {options.code!r}", hint))
    if options.json:
        print_json(found._asdict())
        return 0
    print(f"{found.name}: {found.title}  (exit {found.exit})\n")
    print(textwrap.fill(found.meaning, 88))
    print("\nWhat to do: " + textwrap.fill(found.cure, 88))
    return 0
