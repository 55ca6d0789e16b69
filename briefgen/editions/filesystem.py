"""The one small object through which an archive is listed, read and written: `FileSystem`.

Every call is one step that can fail or be the last one before a crash; the tests count them, fail the n-th, and kill
the process at it. A store elsewhere implements the same ten names. Paths are relative to the archive's folder, with `/`;
the empty path is that folder. Problems are OSError with an errno, as the system gives them: FileNotFoundError,
FileExistsError, BlockingIOError have the meanings named below. Callers turn them into messages.

`LocalFiles` opens a path part by part from the folder's own handle, never through a link (`O_NOFOLLOW`), and
non-blocking, so that a FIFO cannot hang it.
"""

import errno
import os
import stat
from collections.abc import Iterator
from contextlib import AbstractContextManager, contextmanager, suppress
from typing import Final, NamedTuple, Protocol

__all__ = ["PIECE", "Entry", "FileSystem", "LocalFiles", "whole"]

PIECE: Final = 1 << 20
"""Files are read in pieces of this many bytes."""

_HANDLES: Final = os.open in os.supports_dir_fd and hasattr(os, "O_NOFOLLOW")
_CLOEXEC: Final = getattr(os, "O_CLOEXEC", 0)
_NO_LINK: Final = getattr(os, "O_NOFOLLOW", 0) | _CLOEXEC
_FOLDER: Final = os.O_RDONLY | getattr(os, "O_DIRECTORY", 0) | _NO_LINK
_READ: Final = os.O_RDONLY | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_BINARY", 0) | _NO_LINK
_NEW: Final = os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_BINARY", 0) | _NO_LINK


class Entry(NamedTuple):
    """One name in a folder; `kind` is file, folder, link or other."""

    name: str
    kind: str


class FileSystem(Protocol):
    """Where an archive lies."""

    @property
    def exclusive(self) -> bool:
        """Tell whether the lock, while held, keeps every other publisher out: unfinished work then has no owner."""
        ...

    def show(self, path: str) -> str:
        """Return a path as the user would type it, for messages."""
        ...

    def list(self, path: str, at_most: int) -> tuple[Entry, ...]:
        """Return what a folder holds, sorted by name; at most `at_most` + 1 entries are looked at.

        FileNotFoundError when it is not there, NotADirectoryError for anything else.
        """
        ...

    def read(self, path: str) -> Iterator[bytes]:
        """Yield a regular file in pieces of at most `PIECE` bytes; OSError (EINVAL, ELOOP) for anything else."""
        ...

    def write_new(self, path: str, data: bytes) -> None:
        """Create a file with these bytes; FileExistsError when something is there. Need not be on the disk yet."""
        ...

    def make_folder(self, path: str) -> None:
        """Make one folder; FileExistsError when something is there."""
        ...

    def sync(self, path: str) -> None:
        """Return when a file's bytes, or a folder's names, would outlast a loss of power."""
        ...

    def commit(self, staged: str, final: str) -> None:
        """Give a staged folder or file its final name in one step, or not at all; FileExistsError when it is taken."""
        ...

    def remove(self, path: str) -> None:
        """Remove a file, or a folder with all that is in it; nothing there is fine."""
        ...

    def lock(self) -> AbstractContextManager[None]:
        """Return a context in which no other publisher works; BlockingIOError when one does."""
        ...


def whole(store: FileSystem, path: str) -> bytes:
    """Return all bytes of a file."""
    return b"".join(store.read(path))


class LocalFiles:
    """A folder of this machine. With `make`, the folder and those above it are made, each one lasting.

    Raises OSError when the folder is not there or cannot be made.
    """

    __slots__ = ("_handle", "exclusive", "folder")

    def __init__(self, folder: str, *, make: bool = False) -> None:
        self._handle = -1
        self.folder: Final = folder
        self.exclusive = False
        if make:
            _make_lasting(folder)
        if _HANDLES:
            self._handle = os.open(folder, os.O_RDONLY | os.O_DIRECTORY | _CLOEXEC)
        elif not os.path.isdir(folder):
            raise FileNotFoundError(errno.ENOENT, os.strerror(errno.ENOENT), folder)

    def __del__(self) -> None:
        """Give the handle back."""
        if self._handle >= 0:
            with suppress(OSError):
                os.close(self._handle)

    def show(self, path: str) -> str:
        """Return a path as the user would type it."""
        return os.path.join(self.folder, path) if path else self.folder

    def list(self, path: str, at_most: int) -> tuple[Entry, ...]:
        """Return what a folder holds, sorted by name."""
        found: list[Entry] = []
        handle = self._open(path, _FOLDER)
        try:
            with os.scandir(handle if _HANDLES else self.show(path)) as listing:
                for entry in listing:
                    found.append(Entry(entry.name, _kind(entry)))
                    if len(found) > at_most:
                        break
        finally:
            _close(handle)
        return tuple(sorted(found))

    def read(self, path: str) -> Iterator[bytes]:
        """Yield a regular file in pieces."""
        handle = self._open(path, _READ)
        try:
            if not stat.S_ISREG(os.fstat(handle).st_mode):
                raise OSError(errno.EINVAL, "not a regular file", path)
            while piece := os.read(handle, PIECE):
                yield piece
        finally:
            os.close(handle)

    def write_new(self, path: str, data: bytes) -> None:
        """Create a file with these bytes."""
        handle = self._open(path, _NEW)
        try:
            rest = memoryview(data)
            while rest:
                rest = rest[os.write(handle, rest) :]
        finally:
            os.close(handle)

    def make_folder(self, path: str) -> None:
        """Make one folder."""
        if not _HANDLES:
            os.mkdir(self._checked(path))
            return
        _parts(path)
        above, _, name = path.rpartition("/")
        handle = self._open(above, _FOLDER)
        try:
            os.mkdir(name, dir_fd=handle)
        finally:
            os.close(handle)

    def sync(self, path: str) -> None:
        """Call fsync on a file or a folder. A system that cannot sync folders (EINVAL) is left alone."""
        if not _HANDLES:
            _sync_by_path(self._checked(path) if path else self.folder)
            return
        handle = self._open(path, _READ)
        try:
            os.fsync(handle)
        except OSError as error:
            if error.errno not in (errno.EINVAL, errno.ENOTSUP) or not stat.S_ISDIR(os.fstat(handle).st_mode):
                raise
        finally:
            os.close(handle)

    def commit(self, staged: str, final: str) -> None:
        """Rename. Onto a folder that holds something the system refuses, and that decides a race."""
        _parts(staged)
        _parts(final)
        at = self._handle if _HANDLES else None
        old, new = (staged, final) if _HANDLES else (self.show(staged), self.show(final))
        try:
            os.stat(new, dir_fd=at, follow_symlinks=False)
        except FileNotFoundError:
            pass
        else:
            raise FileExistsError(errno.EEXIST, os.strerror(errno.EEXIST), final)
        try:
            os.rename(old, new, src_dir_fd=at, dst_dir_fd=at)
        except OSError as error:
            if error.errno in (errno.ENOTEMPTY, errno.EEXIST, errno.ENOTDIR, errno.EISDIR):
                raise FileExistsError(errno.EEXIST, os.strerror(errno.EEXIST), final) from None
            raise

    def remove(self, path: str) -> None:
        """Remove a file or a whole folder, links in it not followed."""
        _parts(path)
        above, _, name = path.rpartition("/")
        try:
            handle = self._open(above, _FOLDER)
        except FileNotFoundError:
            return
        try:
            _remove(name if _HANDLES else self.show(path), handle)
        finally:
            _close(handle)

    def lock(self) -> AbstractContextManager[None]:
        """Hold `.lock` by flock, which the system gives back when the process ends, however it ends."""
        return self._locked()

    @contextmanager
    def _locked(self) -> Iterator[None]:
        try:
            import fcntl
        except ImportError:  # the rename alone decides
            yield
            return
        flags = os.O_RDWR | os.O_CREAT | os.O_NONBLOCK | _NO_LINK
        handle = os.open(".lock", flags, 0o666, dir_fd=self._handle)
        try:
            try:
                fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
                self.exclusive = True
            except BlockingIOError:
                raise
            except OSError as error:
                if error.errno not in (errno.ENOTSUP, errno.ENOLCK, errno.ENOSYS, errno.EINVAL):
                    raise
            yield
        finally:
            self.exclusive = False
            os.close(handle)

    def _checked(self, path: str) -> str:
        """Return the path for systems without handles; a link on the way is refused."""
        here = self.folder
        for part in _parts(path):
            here = os.path.join(here, part)
            with suppress(FileNotFoundError):
                if stat.S_ISLNK(os.lstat(here).st_mode):
                    raise OSError(errno.ELOOP, os.strerror(errno.ELOOP), path)
        return here

    def _open(self, path: str, flags: int) -> int:
        """Open a path part by part; without handles, -1 for a folder."""
        if not _HANDLES:
            here = self._checked(path) if path else self.folder
            return -1 if flags == _FOLDER else os.open(here, flags, 0o666)
        parts = _parts(path) if path else ["."]
        handle = self._handle
        for index, part in enumerate(parts):
            last = index == len(parts) - 1
            try:
                opened = os.open(part, flags if last else _FOLDER, 0o666, dir_fd=handle)
            finally:
                if handle != self._handle:
                    os.close(handle)
            handle = opened
        return handle


def _parts(path: str) -> list[str]:
    """Return the parts of a path; one that leads upwards or nowhere is refused, for a forged manifest may name it."""
    parts = path.split("/")
    if any(part in {"", ".", ".."} or "\0" in part for part in parts):
        raise OSError(errno.EINVAL, "not a path below the archive", path)
    return parts


def _close(handle: int) -> None:
    if handle >= 0:
        os.close(handle)


def _kind(entry: "os.DirEntry[str]") -> str:
    if entry.is_symlink():
        return "link"
    if entry.is_dir(follow_symlinks=False):
        return "folder"
    return "file" if entry.is_file(follow_symlinks=False) else "other"


def _remove(name: str, handle: int) -> None:
    at = handle if handle >= 0 else None
    try:
        mode = os.stat(name, dir_fd=at, follow_symlinks=False).st_mode
    except FileNotFoundError:
        return
    if not stat.S_ISDIR(mode):
        os.unlink(name, dir_fd=at)
        return
    if handle < 0:
        for inside in os.listdir(name):
            _remove(os.path.join(name, inside), handle)
    else:
        below = os.open(name, _FOLDER, dir_fd=handle)
        try:
            for inside in os.listdir(below):
                _remove(inside, below)
        finally:
            os.close(below)
    os.rmdir(name, dir_fd=at)


def _make_lasting(folder: str) -> None:
    """Make a folder and those above it, and sync each parent, so that they outlast a loss of power."""
    if os.path.isdir(folder):
        return
    above = os.path.dirname(os.path.abspath(folder))
    _make_lasting(above)
    with suppress(FileExistsError):
        os.mkdir(folder)
    _sync_by_path(above)


def _sync_by_path(path: str) -> None:
    if os.path.isdir(path) and not _HANDLES:
        return
    handle = os.open(path, os.O_RDONLY | _CLOEXEC)
    try:
        os.fsync(handle)
    except OSError as error:
        if error.errno not in (errno.EINVAL, errno.ENOTSUP):
            raise
    finally:
        os.close(handle)
