"""The heads last seen, kept in the user's state folder: so that an archive that lost its newest editions is noticed.

`XDG_STATE_HOME` names the folder, else it is `~/.local/state` (XDG base directory specification; a relative name is not
believed, it could mean the workspace). One small file per archive, by the archive's own place. It is the memory of one
user on one machine; `verify --expect-head` is for all others.
"""

import os
from typing import Final

from briefgen.editions.verify import Seen
from briefgen.errors import BriefgenError
from briefgen.files import write_atomically

__all__ = ["last_seen", "memory", "remember"]

_SIZE: Final = 10_000


def _folder() -> str:
    parent = os.environ.get("XDG_STATE_HOME", "")
    if not os.path.isabs(parent):
        parent = os.path.join(os.path.expanduser("~"), ".local", "state")
    return os.path.join(parent, "briefgen", "heads")


def memory(archive: str) -> str:
    """Return the file that remembers an archive, a folder or an address."""
    from hashlib import sha256

    place = archive if "://" in archive else os.path.realpath(archive)
    return os.path.join(_folder(), sha256(os.fsencode(place)).hexdigest()[:32])


def last_seen(archive: str) -> Seen | None:
    """Return the head last seen of an archive, None when none is remembered or the memory cannot be read."""
    try:
        with open(memory(archive), "rb") as file:
            lines = file.read(_SIZE).decode("utf-8", "replace").split("\n")
    except OSError:
        return None
    if len(lines) < 3 or not lines[1].isascii() or not lines[1].isdigit() or len(lines[2]) != 128:
        return None
    return Seen(int(lines[1]), lines[2])


def remember(archive: str, seen: Seen) -> bool:
    """Keep the head of an archive that was found whole, if it is newer; tell whether it could be kept."""
    known = last_seen(archive)
    if not seen.number or (known is not None and known.number > seen.number) or known == seen:
        return True
    try:
        os.makedirs(_folder(), mode=0o700, exist_ok=True)
        place = archive if "://" in archive else os.path.realpath(archive)
        write_atomically(memory(archive), f"{place}\n{seen.number}\n{seen.head}\n".encode("utf-8", "surrogateescape"))
    except (BriefgenError, OSError):
        return False
    return True
