"""Files of a workspace: regular files only, never through links; bytes in, and bytes out whole or not at all.

A path is opened part by part from the workspace's own folder handle (`dir_fd`, `O_NOFOLLOW`), non-blocking so that a
FIFO cannot hang, must be a regular file, and its size is looked at before it is read; it is read once. Where the
system lacks these calls, links are refused by `lstat`, which a racing writer could outrun.
"""

import errno
import os
import stat
from types import TracebackType
from typing import Final, NamedTuple, NoReturn, Self

from briefgen import limits
from briefgen.diagnostics import Diagnostic, Span, bad_input, limit
from briefgen.errors import LimitError, RecordError, UsageError

__all__ = [
    "Entry",
    "Folder",
    "check_name",
    "check_relative",
    "name_problem",
    "relative_problem",
    "write_atomically",
]

_HANDLES: Final = os.open in os.supports_dir_fd and hasattr(os, "O_NOFOLLOW")
_CLOEXEC: Final = getattr(os, "O_CLOEXEC", 0)
_NO_LINK: Final = getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_NONBLOCK", 0) | _CLOEXEC
_FOLDER: Final = os.O_RDONLY | getattr(os, "O_DIRECTORY", 0) | _NO_LINK
_FILE: Final = os.O_RDONLY | getattr(os, "O_BINARY", 0) | _NO_LINK

_FIRST: Final = frozenset("abcdefghijklmnopqrstuvwxyz0123456789")
_LATER: Final = _FIRST | frozenset("._-")
_NAME_AT_MOST: Final = 64
_DEVICES: Final = frozenset(
    ("con", "prn", "aux", "nul", *(f"{port}{n}" for port in ("com", "lpt") for n in range(1, 10)))
)


def name_problem(name: str, where: Span) -> Diagnostic | None:
    """Say why a name (of a topic, an audience, an embedded file) cannot become a path; None when it can."""
    hint = "use a-z, 0-9, dot, underscore and hyphen, at most 64, a letter or digit first"
    if not name or name[0] not in _FIRST or not _LATER.issuperset(name) or len(name) > _NAME_AT_MOST:
        return bad_input("path.name", where, f"{name!r} cannot be the name of a folder or file", hint)
    if name.split(".", 1)[0] in _DEVICES or name.endswith("."):
        return bad_input("path.name", where, f"{name!r} is not a name on every system", "choose another name")
    return None


def relative_problem(path: str, where: Span) -> Diagnostic | None:
    """Say why a path of a record, a pack or the configuration is refused; None when it stays inside the workspace."""
    parts = path.split("/")
    if "\0" in path or any(ord(char) < 32 for char in path):
        return bad_input("path.name", where, "a path holds a control character", "delete it")
    if "\\" in path or (len(path) > 1 and path[1] == ":"):
        return bad_input("path.outside", where, f"{path!r} is not a relative path with /", "write figures/map.png")
    if path.startswith("/") or ".." in parts:
        hint = "write a path below the folder, without .. and without / in front"
        return bad_input("path.outside", where, f"{path!r} leads outside its folder", hint)
    if not all(part and part != "." for part in parts):
        return bad_input("path.name", where, f"{path!r} is no path to a file", "write figures/map.png")
    return None


def check_relative(path: str, where: Span) -> None:
    """Raise UsageError when a path is absolute, leads upwards or is not portable."""
    problem = relative_problem(path, where)
    if problem:
        raise UsageError(problem)


def check_name(name: str, where: Span) -> None:
    """Raise UsageError when a name cannot become a path."""
    problem = name_problem(name, where)
    if problem:
        raise UsageError(problem)


class Entry(NamedTuple):
    """One name in a folder; `kind` is file, folder, link or other."""

    name: str
    kind: str


class Folder:
    """A folder from which everything below is read; `shown` is how messages name it.

    The folder itself may lie anywhere and be a link: the user named it. What is below it may not.
    Raises UsageError when it cannot be opened.
    """

    __slots__ = ("_handle", "path", "shown")

    def __init__(self, path: str, shown: str | None = None) -> None:
        self._handle = -1
        self.path: Final = path
        self.shown: Final = path if shown is None else shown
        try:
            if _HANDLES:
                self._handle = os.open(path, os.O_RDONLY | os.O_DIRECTORY | _CLOEXEC)
            elif not stat.S_ISDIR(os.stat(path).st_mode):
                raise NotADirectoryError(errno.ENOTDIR, os.strerror(errno.ENOTDIR))
        except OSError as error:
            code = "path.missing" if error.errno == errno.ENOENT else "path.unreadable"
            where = Span(self.shown or ".")
            raise UsageError(bad_input(code, where, f"the folder cannot be opened: {_why(error)}")) from None

    def close(self) -> None:
        """Give the handle back; nothing can be read afterwards."""
        if self._handle >= 0:
            os.close(self._handle)
            self._handle = -1

    def __enter__(self) -> Self:
        """Return itself."""
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """Close it."""
        self.close()

    def __del__(self) -> None:
        """Close it."""
        self.close()

    def show(self, relative: str) -> str:
        """Return a path below the folder as the user would type it."""
        if self.shown in ("", "."):
            return relative or "."
        return os.path.join(self.shown, relative) if relative else self.shown

    def read(self, relative: str, limit_name: str, where: Span | None = None) -> bytes:
        """Return the bytes of a file.

        `limit_name` names the limit on its size; problems point at `where`, or else at the file.
        Raises RecordError (`path.*`), LimitError.
        """
        place = where or Span(self.show(relative))
        handle = self._open(relative, _FILE, place)
        try:
            return self._read(handle, relative, limit_name, place)
        except OSError as error:
            self._fail(error, relative, place)
        finally:
            os.close(handle)

    def _read(self, handle: int, relative: str, limit_name: str, place: Span) -> bytes:
        status = os.fstat(handle)
        if not stat.S_ISREG(status.st_mode):
            message = f"{relative} is {_kind(status.st_mode)}, not a file"
            raise RecordError(bad_input("path.not-a-file", place, message))
        most = limits.value(limit_name)
        parts: list[bytes] = []
        size = status.st_size
        while size <= most:
            part = os.read(handle, min(most - sum(map(len, parts)), max(status.st_size, 1 << 16)) + 1)
            if not part:
                return parts[0] if len(parts) == 1 else b"".join(parts)
            parts.append(part)
            size = sum(map(len, parts))
        unit = limits.LIMITS[limit_name].unit
        raise LimitError(limit(limit_name, place, f"{relative} is larger than {most} {unit}"))

    def entries(self, relative: str = "") -> tuple[Entry, ...]:
        """Return what a folder holds, sorted by name; raises RecordError (`path.*`), LimitError (`entries`)."""
        place = Span(self.show(relative))
        handle = self._open(relative, _FOLDER, place)
        most = limits.value("entries")
        found: list[Entry] = []
        try:
            with os.scandir(handle if _HANDLES else os.path.join(self.path, relative)) as listing:
                for entry in listing:
                    if len(found) == most:
                        raise LimitError(limit("entries", place, f"the folder holds more than {most} files"))
                    found.append(Entry(entry.name, _entry_kind(entry)))
        except OSError as error:
            self._fail(error, relative, place)
        finally:
            if handle >= 0:
                os.close(handle)
        return tuple(sorted(found))

    def kind(self, relative: str) -> str:
        """Return file, folder, link, other, or "" when nothing is there (or something on the way is no folder)."""
        if relative_problem(relative, Span(relative)):
            return ""
        above, _, name = relative.rpartition("/")
        try:
            handle = self._open(above, _FOLDER, Span(self.show(relative)))
        except RecordError:
            return ""
        try:
            mode = os.lstat(os.path.join(self.path, relative)).st_mode if handle < 0 else _lstat(name, handle)
        except OSError:
            return ""
        finally:
            if handle >= 0:
                os.close(handle)
        return "link" if stat.S_ISLNK(mode) else _kind(mode).removeprefix("a ").removeprefix("an ")

    def exists(self, relative: str) -> bool:
        """Tell whether a regular file or a folder is there."""
        return self.kind(relative) in ("file", "folder")

    def _open(self, relative: str, flags: int, place: Span) -> int:
        """Open a path part by part and return its handle; without such calls, -1 for a folder."""
        if relative:
            problem = relative_problem(relative, place)
            if problem:
                raise RecordError(problem)
        parts = relative.split("/") if relative else []
        if not _HANDLES:
            return self._open_by_path(parts, flags, place)
        handle = os.open(".", _FOLDER, dir_fd=self._handle) if not parts else self._handle
        for index, part in enumerate(parts):
            last = index == len(parts) - 1
            try:
                opened = os.open(part, flags if last else _FOLDER, dir_fd=handle)
            except OSError as error:
                self._refuse(error, "/".join(parts[: index + 1]), part, handle, place)
            finally:
                if handle != self._handle:
                    os.close(handle)
            handle = opened
        return handle

    def _open_by_path(self, parts: list[str], flags: int, place: Span) -> int:
        """Do what can be done without handles: refuse a link anywhere on the way."""
        path = self.path
        mode = 0
        for part in parts:
            path = os.path.join(path, part)
            try:
                mode = os.lstat(path).st_mode
            except OSError as error:
                self._fail(error, "/".join(parts), place)
            if stat.S_ISLNK(mode):
                self._fail(OSError(errno.ELOOP, ""), "/".join(parts), place)
        if flags != _FILE:
            return -1
        if not parts or not stat.S_ISREG(mode):
            raise RecordError(bad_input("path.not-a-file", place, f"{'/'.join(parts) or self.shown} is not a file"))
        try:
            return os.open(path, flags)
        except OSError as error:
            self._fail(error, "/".join(parts), place)

    def _refuse(self, error: OSError, shown: str, name: str, handle: int, place: Span) -> NoReturn:
        """Say why a part could not be opened: a link, something else than expected, or what the system says."""
        try:
            mode = _lstat(name, handle)
        except OSError:
            mode = 0
        if stat.S_ISLNK(mode):
            self._fail(OSError(errno.ELOOP, ""), shown, place)
        if error.errno == errno.ENXIO or (error.errno == errno.ENOTDIR and stat.S_ISREG(mode)):
            message = f"{shown} is {_kind(mode)}, and cannot be read here"
            raise RecordError(bad_input("path.not-a-file", place, message)) from None
        self._fail(error, shown, place)

    @staticmethod
    def _fail(error: OSError, relative: str, place: Span) -> NoReturn:
        """Raise what the system's error means for a reader."""
        if error.errno == errno.ELOOP:
            hint = "put the file itself there"
            raise RecordError(bad_input("path.link", place, f"{relative} is a symbolic link", hint)) from None
        if error.errno == errno.ENOENT:
            raise RecordError(bad_input("path.missing", place, f"{relative} does not exist")) from None
        if error.errno in (errno.EISDIR, errno.ENOTDIR):
            raise RecordError(bad_input("path.not-a-file", place, f"{relative}: {_why(error)}")) from None
        raise RecordError(bad_input("path.unreadable", place, f"{relative} cannot be read: {_why(error)}")) from None


def _lstat(name: str, handle: int) -> int:
    return os.stat(name, dir_fd=handle, follow_symlinks=False).st_mode


def _entry_kind(entry: "os.DirEntry[str]") -> str:
    if entry.is_symlink():
        return "link"
    if entry.is_dir(follow_symlinks=False):
        return "folder"
    return "file" if entry.is_file(follow_symlinks=False) else "other"


def _kind(mode: int) -> str:
    if stat.S_ISDIR(mode):
        return "a folder"
    return "a file" if stat.S_ISREG(mode) else "other"


def _why(error: OSError) -> str:
    return (error.strerror or str(error)).lower()


def write_atomically(path: str, data: bytes) -> None:
    """Write a whole file or leave what was there: temporary file in the same folder, fsync, rename, fsync of the folder.

    Missing folders above it are made. Raises UsageError (`path.write`) when the system refuses.
    """
    folder = os.path.dirname(path) or "."
    temporary = os.path.join(folder, f".tmp-{os.getpid()}-{os.path.basename(path)}")
    try:
        os.makedirs(folder, exist_ok=True)
        if os.path.isdir(path) and not os.path.islink(path):
            raise IsADirectoryError(errno.EISDIR, os.strerror(errno.EISDIR))
        _write_new(temporary, data)
        try:
            os.replace(temporary, path)
        except BaseException:
            _remove(temporary)
            raise
        _sync_folder(folder)
    except OSError as error:
        raise UsageError(bad_input("path.write", Span(path), f"cannot be written: {_why(error)}")) from None


def _write_new(path: str, data: bytes) -> None:
    """Create a file with these bytes on the disk, or leave nothing."""
    flags = (
        os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_BINARY", 0) | (_NO_LINK & ~getattr(os, "O_NONBLOCK", 0))
    )
    try:
        handle = os.open(path, flags, 0o666)
    except FileExistsError:  # left by a process of this number that was killed
        _remove(path)
        handle = os.open(path, flags, 0o666)
    try:
        try:
            rest = memoryview(data)
            while rest:
                rest = rest[os.write(handle, rest) :]
            os.fsync(handle)
        finally:
            os.close(handle)
    except BaseException:
        _remove(path)
        raise


def _remove(path: str) -> None:
    try:
        os.unlink(path)
    except OSError:  # what cannot be removed is not worth a second message
        return


def _sync_folder(folder: str) -> None:
    """Make the rename last; systems that cannot sync a folder are left alone."""
    if not _HANDLES:
        return
    handle = os.open(folder, os.O_RDONLY | os.O_DIRECTORY | _CLOEXEC)
    try:
        os.fsync(handle)
    except OSError as error:
        if error.errno not in (errno.EINVAL, errno.EBADF, errno.ENOTSUP):
            raise
    finally:
        os.close(handle)
