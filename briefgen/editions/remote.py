"""An archive on an object store through fsspec: the ten names of `FileSystem`, with a conditional put as the commit.

An object store renames no folders. A bag is therefore written once, below `bags/`, under a name that nobody else uses, and
becomes an edition by one put that succeeds only when the key is free (`If-None-Match: *`, RFC 9110, 13.1.2):

    BRIEFGEN-ARCHIVE   receipts/…
    bags/0007-412-9f3a61c0/…    one bag, complete before its marker is put
    0007.commit                 names that bag; whoever puts it first has published edition 7

To callers `0007/…` is the bag that the marker names, and a bag that no marker names is `.tmp-…`. A reader sees an edition
when its marker is there, so only whole ones. Invariant: a bag numbered n that the marker n does not name can never become
an edition, so whoever has committed n may remove it. There is no lock, and none is needed.
"""

import errno
import os
import re
from collections.abc import Callable, Iterator
from contextlib import contextmanager, nullcontext, suppress
from threading import Lock
from typing import Any, Final

from briefgen import limits
from briefgen.diagnostics import Diagnostic, Span, bad_input
from briefgen.editions.archive import MARK
from briefgen.editions.filesystem import PIECE, Entry, FileSystem, LocalFiles
from briefgen.errors import RaceError, UsageError
from briefgen.files import name_problem

__all__ = ["ObjectStore", "open_store", "topics_at"]

_SCHEMES: Final = ("file", "memory", "s3")
_STAGED: Final = ".tmp-"
_BAGS: Final = "bags"
_COMMIT: Final = ".commit"
_BAG: Final = re.compile(r"(\d{4})-[0-9a-z-]{1,64}")
_NUMBER: Final = re.compile(r"\d{4}")
_PART: Final = 8 * PIECE
_ATTEMPTS: Final = 5
_MEMORY: Final = Lock()


def open_store(address: str, *, make: bool = False) -> FileSystem:
    """Return the store at a path or address: a folder, `file://…`, `memory://…`, `s3://bucket/…`.

    With `make` it may be new. Raises OSError as `LocalFiles` does, UsageError (`store.scheme`, `store.extra`).
    """
    scheme, mark, rest = address.partition("://")
    if not mark:
        return LocalFiles(address, make=make)
    where = Span(address)
    if scheme not in _SCHEMES:
        hint = f"known are a folder of this machine and {', '.join(f'{each}://' for each in _SCHEMES)}"
        message = f"an archive cannot lie on {scheme}://: nothing is known of how it commits"
        raise UsageError(bad_input("store.scheme", where, message, hint))
    if scheme == "file":
        from urllib.parse import unquote

        if not rest.startswith("/"):
            raise UsageError(bad_input("store.scheme", where, "file:// goes with a full path", "write file:///srv/x"))
        return LocalFiles(unquote(rest), make=make)
    return ObjectStore(_connect(scheme, where), address, make=make)


def topics_at(address: str) -> tuple[str, ...]:
    """Return the names below a place that hold an archive, sorted. Raises OSError, UsageError (`store.*`)."""
    try:
        store = open_store(address)
        most = limits.value("entries")
        # What lies here are topics, one of which may be called 2020: no edition of this folder.
        entries = sorted(store._listed(store._root)) if isinstance(store, ObjectStore) else store.list("", most)  # noqa: SLF001
    except FileNotFoundError:
        return ()
    names = [name for name, kind in entries if kind == "folder" and name_problem(name, Span(address)) is None]
    return tuple(name for name in names if _is_archive(f"{address.rstrip('/')}/{name}"))


def _is_archive(address: str) -> bool:
    try:
        return any(name == MARK for name, _ in open_store(address).list("", limits.value("editions")))
    except FileNotFoundError:
        return False


def _connect(scheme: str, where: Span) -> Any:
    try:
        import fsspec

        # Listings are read anew each time: another publisher may have been here since.
        return fsspec.filesystem(scheme, use_listings_cache=False)
    except ImportError:
        hint = "pip install 'briefgen[remote]'"
        message = f"an archive on {scheme}:// needs the packages fsspec and s3fs"
        raise UsageError(bad_input("store.extra", where, message, hint)) from None


class ObjectStore:
    """An archive below an address of an object store; `files` is fsspec's file system for it."""

    __slots__ = ("_address", "_bags", "_files", "_make", "_pending", "_root", "_uncertain")

    def __init__(self, files: Any, address: str, *, make: bool = False) -> None:
        self._files: Final = files
        self._address: Final = address.rstrip("/")
        self._root: Final = str(files._strip_protocol(address)).rstrip("/")  # noqa: SLF001  (fsspec's own way)
        self._make: Final = make
        self._bags: Final[dict[int, str]] = {}
        self._pending: Final[dict[str, bytes]] = {}
        self._uncertain: Final[set[str]] = set()

    @property
    def exclusive(self) -> bool:
        """Say no: nothing keeps another publisher out; the marker decides."""
        return False

    def show(self, path: str) -> str:
        """Return the address of a path."""
        return f"{self._address}/{path}" if path else self._address

    def list(self, path: str, at_most: int) -> tuple[Entry, ...]:
        """Return what a folder holds, sorted by name."""
        try:
            entries = self._listed(self._key(path)) if path else self._overview()
        except OSError as error:
            if not path and self._make and isinstance(error, FileNotFoundError):
                return ()
            self._look_for_winner(path)
            raise
        # A winner puts its marker and then sweeps: what was listed may be what its broom has left.
        self._look_for_winner(path)
        return tuple(sorted(entries)[: at_most + 1])

    def read(self, path: str) -> Iterator[bytes]:
        """Yield an object in pieces."""
        try:
            if path in self._pending:
                yield self._pending[path]
                return
            with _plain_errors(path):
                yield from self._pieces(self._key(path))
        except OSError:
            self._look_for_winner(path)
            raise

    def _pieces(self, key: str) -> Iterator[bytes]:
        """Ask for the first part alone: most objects are small, and one request is enough for them."""
        try:
            part = bytes(self._files.cat_file(key, start=0, end=_PART))
        except FileNotFoundError:
            raise
        except OSError:  # of an empty object S3 has no first part
            part = b""
        if 0 < len(part) < _PART:
            yield from (part[at : at + PIECE] for at in range(0, len(part), PIECE))
            return
        with self._files.open(key, "rb") as file:
            while piece := file.read(PIECE):
                yield piece

    def write_new(self, path: str, data: bytes) -> None:
        """Put an object if its key is free. A staged file waits in memory for its commit."""
        if path.startswith(_STAGED) and "/" not in path:
            if path in self._pending:
                raise FileExistsError(errno.EEXIST, os.strerror(errno.EEXIST), path)
            self._pending[path] = data
            return
        key = self._key(path)
        try:
            self._put_new(key, data)
        except FileExistsError:
            # A staged bag's name is this publisher's alone: an earlier attempt of the same put has arrived, its answer not.
            if not path.startswith(_STAGED) or b"".join(self.read(path)) != data:
                raise

    def make_folder(self, path: str) -> None:
        """Do nothing: a key needs no folder, and a folder without keys does not exist."""

    def sync(self, path: str) -> None:
        """Do nothing: a put that was answered is as lasting as the store is."""

    def commit(self, staged: str, final: str) -> None:
        """Put the staged file under its name, or the marker that makes an edition of a staged bag, if the key is free."""
        if staged in self._pending:
            self._put_new(self._key(final), self._pending[staged])
            del self._pending[staged]
            return
        bag = staged.removeprefix(_STAGED)
        match = _BAG.fullmatch(bag)
        if match is None or match[1] != final:
            raise OSError(errno.EINVAL, "only a bag staged for this number becomes its edition", final)
        marker = f"{bag}\n".encode()
        # Until the store has answered, the bag may be an edition: it must not be removed.
        self._uncertain.add(bag)
        try:
            self._put_new(f"{self._root}/{final}{_COMMIT}", marker)
        except FileExistsError:
            if self._marker(final) != marker:  # else an earlier attempt of the same put has arrived
                self._uncertain.discard(bag)
                raise
        self._bags[int(final)] = bag
        self._sweep(int(final))

    def remove(self, path: str) -> None:
        """Remove an object, or all below a folder; a bag that may have become an edition stays."""
        if self._pending.pop(path, None) is not None or path.removeprefix(_STAGED) in self._uncertain:
            return
        with suppress(FileNotFoundError):
            key = self._key(path)
            for _ in range(_ATTEMPTS):  # two may be removing the same bag, its owner and a sweeper
                with suppress(FileNotFoundError), _plain_errors(path):
                    self._files.rm(key, recursive=True)
                with _plain_errors(path):
                    self._files.invalidate_cache()
                    if not self._files.find(key):
                        return

    def lock(self) -> "nullcontext[None]":
        """Return a context that keeps nobody out: the conditional put decides."""
        return nullcontext()

    def _key(self, path: str) -> str:
        """Return the key of a path. FileNotFoundError when it lies in an edition that is not there."""
        first, slash, rest = path.partition("/")
        if first.startswith(_STAGED):
            first = f"{_BAGS}/{first.removeprefix(_STAGED)}"
        elif _NUMBER.fullmatch(first):
            first = f"{_BAGS}/{self._bag(first)}"
        return f"{self._root}/{first}{slash}{rest}"

    def _bag(self, number: str) -> str:
        """Return the name of the bag that a marker names. A marker never changes, so it is read once."""
        known = self._bags.get(int(number))
        if known is None:
            named = self._marker(number).decode("ascii", "replace")
            match = _BAG.fullmatch(named.removesuffix("\n"))
            if match is None or match[1] != number or not named.endswith("\n"):
                raise OSError(errno.EINVAL, "the commit marker names no bag of this number", f"{number}{_COMMIT}")
            known = self._bags[int(number)] = match[0]
        return known

    def _marker(self, number: str) -> bytes:
        with _plain_errors(number):
            return bytes(self._files.cat_file(f"{self._root}/{number}{_COMMIT}", end=256))

    def _listed(self, key: str) -> tuple[Entry, ...]:
        with _plain_errors(key):
            self._files.invalidate_cache()
            found = self._files.ls(key, detail=True)
        kinds = {"file": "file", "directory": "folder"}
        entries = []
        for each in found:
            name = str(each["name"]).rstrip("/")
            if name == key and each["type"] == "file" and not str(each["name"]).endswith("/"):
                raise NotADirectoryError(errno.ENOTDIR, os.strerror(errno.ENOTDIR), key)
            # A key that ends with a slash is what some tools leave for a folder; no bag holds one.
            kind = "other" if name == key else kinds.get(each["type"], "other")
            entries.append(Entry(name.rpartition("/")[2] if name != key else "/", kind))
        return tuple(entries)

    def _overview(self) -> tuple[Entry, ...]:
        """Return the archive's folder as callers know it: editions, unfinished bags, and the rest."""
        entries: list[Entry] = []
        numbers = set()
        for name, kind in self._listed(self._root):
            number = name.removesuffix(_COMMIT)
            if name == _BAGS and kind == "folder":
                continue
            if kind == "file" and name.endswith(_COMMIT) and _NUMBER.fullmatch(number):
                numbers.add(number)
                entries.append(Entry(number, "folder"))
            elif _NUMBER.fullmatch(name) or name.startswith(_STAGED):
                entries.append(Entry(f"./{name}", kind))  # nothing of ours has such a key
            else:
                entries.append(Entry(name, kind))
        entries.extend(Entry(f"{_STAGED}{name}", "folder") for name in self._unfinished(numbers))
        return tuple(entries)

    def _unfinished(self, numbers: set[str]) -> tuple[str, ...]:
        """Return the bags that no marker names; a marker is read only where two bags have one number."""
        try:
            names = [name for name, _ in self._listed(f"{self._root}/{_BAGS}")]
        except FileNotFoundError:
            return ()
        counts: dict[str, int] = {}
        for name in names:
            counts[name[:4]] = counts.get(name[:4], 0) + 1
        return tuple(
            name
            for name in names
            if name[:4] not in numbers or not (counts[name[:4]] == 1 or self._bag(name[:4]) == name)
        )

    def _sweep(self, newest: int) -> None:
        """Remove what can never become an edition any more: bags up to the newest number that no marker names."""
        try:
            numbers = {name for name, _ in self._overview() if _NUMBER.fullmatch(name)}
            for name in self._unfinished(numbers):
                if name[:4] in numbers and int(name[:4]) <= newest:
                    self.remove(f"{_STAGED}{name}")
        except OSError:  # the edition is there; the next publisher sweeps
            return

    def _look_for_winner(self, path: str) -> None:
        """Raise RaceError when a path is staged for a number that somebody else has taken meanwhile."""
        first = path.partition("/")[0].removeprefix(_STAGED)
        match = _BAG.fullmatch(first)
        if not path.startswith(_STAGED) or match is None:
            return
        try:
            taken = self._marker(match[1]) != f"{first}\n".encode()
        except FileNotFoundError:
            return
        if taken:
            message = f"another publisher made edition {match[1]} first"
            hint = "nothing was changed; look at the newest edition, then publish again"
            raise RaceError(Diagnostic("error", "archive.raced", Span(self.show("")), message, hint, 4))

    def _put_new(self, key: str, data: bytes) -> None:
        put: Callable[..., Any] = self._files.pipe_file
        # The memory store looks and then writes; between the two another thread of this process may come.
        with _MEMORY if "memory" in self._files.protocol else nullcontext():
            try:
                with _plain_errors(key):
                    put(key, data, mode="create")
            except FileExistsError:
                raise FileExistsError(errno.EEXIST, os.strerror(errno.EEXIST), key) from None
            except OSError:
                # Servers say in several ways that the condition failed; whether the key is there is the same for all.
                with _plain_errors(key):
                    there = self._files.exists(key)
                if there:
                    raise FileExistsError(errno.EEXIST, os.strerror(errno.EEXIST), key) from None
                raise


@contextmanager
def _plain_errors(path: str) -> Iterator[None]:
    """Turn what fsspec and the libraries below it raise into OSError with a sentence."""
    try:
        yield
    except FileNotFoundError:
        raise FileNotFoundError(errno.ENOENT, os.strerror(errno.ENOENT), path) from None
    except (IsADirectoryError, NotADirectoryError) as error:
        raise OSError(errno.EINVAL, "not a plain object", path) from error
    except OSError as error:
        if error.errno is not None:
            raise
        raise type(error)(errno.EIO, " ".join(str(error).split()) or type(error).__name__, path) from None
    except Exception as error:
        # botocore's own errors (no credentials, no connection, a refused certificate) are no OSError.
        raise OSError(errno.EIO, " ".join(str(error).split()) or type(error).__name__, path) from error
