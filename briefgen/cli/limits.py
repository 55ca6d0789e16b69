"""`briefgen limits`: every limit with its value."""

import argparse
from contextlib import suppress

from briefgen.cli.report import print_json
from briefgen.errors import UsageError
from briefgen.limits import LIMITS, value
from briefgen.project import find_project

__all__ = ["limits"]


def limits(options: argparse.Namespace) -> int:
    """Print the table of limits, as raised by the workspace if there is one."""
    with suppress(UsageError):
        find_project(options.folder)
    if options.json:
        rows = [
            {"name": name, "value": value(name), "unit": limit.unit, "bounds": limit.bounds}
            for name, limit in LIMITS.items()
        ]
        print_json({"limits": rows})
        return 0
    wide = max(map(len, LIMITS))
    for name, limit in LIMITS.items():
        print(f"{name:<{wide}}  {value(name):>13,} {limit.unit:<10}  {limit.bounds}")
    return 0
