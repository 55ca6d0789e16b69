"""A program for strace: publish or withdraw with prebuilt bytes, and as few system calls as can be.

    python -I -S driver.py ROOT ARCHIVE publish|withdraw|remove

It exits as the command would: 0, 1, 2, 3, 4; 70 for anything unforeseen.
"""

import json  # noqa: F401  (imported before the archive is touched: errors are meant for the archive)
import sys

if __name__ == "__main__":
    sys.path.insert(0, sys.argv[1])

from briefgen.editions.filesystem import LocalFiles
from briefgen.editions.publish import Content, Place, commit_edition
from briefgen.editions.withdraw import withdraw_edition
from briefgen.errors import BriefgenError


def content(place: Place) -> Content:
    """Return the smallest edition: a brief and what it says of itself."""
    about = (
        f'{{"topic": "topic", "number": {place.number}, "label": "AQ-{place.name}", '
        '"kind": "edition", "date": "2021-01-13", "note": ""}'
    )
    payload = {"data/edition.json": about.encode(), f"data/briefs/topic-{place.name}-a.pdf": b"%PDF " * 20}
    return Content(payload, f"AQ-{place.name}", "2021-01-13")


def main(folder: str, action: str) -> int:
    """Do it; return the exit code."""
    try:
        store = LocalFiles(folder, make=True)
        if action == "publish":
            commit_edition(store, "topic", "2021-01-13", content)
        else:
            withdraw_edition(store, "topic", "1", "a reason", "2021-01-13", remove=action == "remove")
    except BriefgenError as error:
        return error.exit_code
    except OSError:
        return 2
    except Exception:  # noqa: BLE001
        return 70
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[2], sys.argv[3]))
