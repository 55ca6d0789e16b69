"""`briefgen` and `python -P -m briefgen`: hands over to the command line."""

import sys

__all__ = ["main"]


def main() -> int:
    """Run the command line and return the exit code."""
    from briefgen.cli.main import run

    return run(sys.argv[1:])


if __name__ == "__main__":
    sys.exit(main())
