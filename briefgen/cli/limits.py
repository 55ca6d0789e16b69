"""`briefgen limits`: every limit with its value."""

import argparse

from briefgen.cli.report import print_json
from briefgen.limits import LIMITS, value

__all__ = ["limits"]


def limits(options: argparse.Namespace) -> int:
    """Print the table of limits."""
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
