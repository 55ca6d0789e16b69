"""Plain values kept between runs, by content, in the user's own cache folder.

`BRIEFGEN_CACHE` names the folder, or is `off`; else it is `briefgen` in `XDG_CACHE_HOME`, else in
`~/.cache`. A relative name is not believed, as the XDG base directory specification has it: it
could mean the workspace, and a workspace may be somebody else's. For the same reason an entry
counts only if the folder and the file belong to this user and nobody else can write them:
marshal must never read a stranger's bytes.

An entry is one file, `<folder>/<kind>/<digest of the key>`: a header line (kind, Python, engine,
digest of key and payload), then the value in marshal format. An entry that is damaged, made by
another version, not ours or not readable is absent, and what cannot be written is not kept: a
cache changes nothing but speed. A key must name everything that the value depends on, except
Python and `version.ENGINE`, which are in the header.
"""

import marshal
import os
import stat
import sys
from typing import Any, Final

from briefgen.version import ENGINE

__all__ = ["BYTES", "KEPT", "digest", "folder", "load", "store"]

KEPT: Final = 512
"""Entries of one kind that stay when the folder is tidied; the oldest go first."""

BYTES: Final = 256 * 1024 * 1024
"""How much of one kind stays at most; the oldest go first."""

_READ: Final = os.O_RDONLY | getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_CLOEXEC", 0)
_WRITE: Final = os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_CLOEXEC", 0)


def digest(*parts: bytes | memoryview) -> bytes:
    """Return 32 bytes (BLAKE2b, RFC 7693) that name these parts in this order."""
    try:
        from _blake2 import blake2b
    except ImportError:
        from hashlib import blake2b
    state = blake2b(digest_size=32)
    for part in parts:
        state.update(len(part).to_bytes(8, "little"))
        state.update(part)
    return state.digest()


def folder() -> str | None:
    """Return the cache folder, which may not exist yet; None when the cache is off."""
    named = os.environ.get("BRIEFGEN_CACHE", "")
    if named:
        return named if named != "off" and os.path.isabs(named) else None
    parent = os.environ.get("XDG_CACHE_HOME", "")
    if not os.path.isabs(parent):
        parent = os.path.join(os.path.expanduser("~"), ".cache")
    return os.path.join(parent, "briefgen") if os.path.isabs(parent) else None


def load(kind: str, key: bytes) -> object | None:
    """Return the value that was stored under this kind and key, or None."""
    place = folder()
    if place is None or not _is_private(place):
        return None
    data = _read(os.path.join(place, kind, digest(key).hex()))
    end = data.find(b"\n") + 1
    payload = memoryview(data)[end:]
    if data[:end] != _header(kind, key, payload):
        return None
    try:
        value: object = marshal.loads(payload)  # noqa: S302 (our own file: owner, mode and digest are checked)
    except (ValueError, EOFError, TypeError):
        return None
    return value


def store(kind: str, key: bytes, value: Any) -> None:
    """Keep a value of numbers, strings, bytes, tuples, lists, sets and dicts; stay silent if it cannot be kept.

    `kind` is a plain word, for it names a folder. Raises ValueError for a value of any other type.
    """
    payload = marshal.dumps(value)
    place = folder()
    if place is None:
        return
    name = digest(key).hex()
    shelf = os.path.join(place, kind)
    unfinished = os.path.join(shelf, f".{name}.{os.getpid()}")
    try:
        os.makedirs(place, 0o700, exist_ok=True)
        if not _is_private(place):
            return
        os.makedirs(shelf, 0o700, exist_ok=True)
        opened = os.open(unfinished, _WRITE, 0o600)
    except OSError:
        return
    try:
        with open(opened, "wb") as file:
            file.write(_header(kind, key, payload))
            file.write(payload)
        os.replace(unfinished, os.path.join(shelf, name))
        if name < "1":  # one entry in sixteen pays for tidying up
            _tidy(shelf)
    except OSError:
        _remove(unfinished)


def _read(path: str) -> bytes:
    """Return what a file of our own holds; nothing where there is none."""
    try:
        opened = os.open(path, _READ)
    except OSError:
        return b""
    try:
        if not _is_ours(os.fstat(opened), stat.S_IFREG):
            return b""
        with open(opened, "rb", closefd=False) as file:
            return file.read()
    except OSError:
        return b""
    finally:
        os.close(opened)


def _header(kind: str, key: bytes, payload: bytes | memoryview) -> bytes:
    python = f"{sys.implementation.cache_tag}-{sys.hexversion:x}"
    return f"briefgen-cache {kind} {python} {ENGINE} {digest(key, payload).hex()}\n".encode()


def _is_private(place: str) -> bool:
    """Say whether this is a folder of the user's own in which nobody else can write."""
    try:
        return _is_ours(os.stat(place), stat.S_IFDIR)
    except OSError:
        return False


def _is_ours(found: os.stat_result, form: int) -> bool:
    if stat.S_IFMT(found.st_mode) != form:
        return False
    if sys.platform == "win32":
        return True  # no owner and no mode bits to ask: the profile folder is private there
    return found.st_uid == os.geteuid() and not found.st_mode & (stat.S_IWGRP | stat.S_IWOTH)


def _tidy(shelf: str) -> None:
    """Remove the oldest entries, unfinished ones included, beyond KEPT entries or BYTES."""
    with os.scandir(shelf) as entries:
        found = [(entry.stat(follow_symlinks=False), entry.path) for entry in entries]
    size = 0
    for count, (status, path) in enumerate(sorted(found, key=lambda each: (-each[0].st_mtime_ns, each[1]))):
        size += status.st_size
        if count >= KEPT or size > BYTES:
            _remove(path)


def _remove(path: str) -> None:
    try:
        os.unlink(path)
    except OSError:
        return
