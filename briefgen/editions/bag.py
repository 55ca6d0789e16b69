"""BagIt bags (RFC 8493, version 1.0): payload and fields in, the files of a bag out; and the strict reader.

The reader is stricter than the standard: exactly these four tag files, SHA-512 only, lower-case hex, two spaces, sorted
lines, a final LF, plain ASCII paths, no empty folder, no link, nothing that a manifest does not name. So what it
accepts, `bagit.py --validate` and `sha512sum -c --strict` accept too.
"""

import re
import unicodedata
from collections.abc import Collection, Iterator, Mapping
from hashlib import sha512
from typing import Final, NamedTuple

from briefgen import limits
from briefgen.diagnostics import Diagnostic, Span, bad_input, finding, limit
from briefgen.editions.filesystem import FileSystem
from briefgen.errors import LimitError, UsageError

__all__ = ["FIELDS", "TAG_FILES", "Checked", "check_bag", "info_text", "make_bag", "read_info", "read_manifest"]

_BAGIT: Final = b"BagIt-Version: 1.0\nTag-File-Character-Encoding: UTF-8\n"
_MANIFEST: Final = "manifest-sha512.txt"
_TAG_MANIFEST: Final = "tagmanifest-sha512.txt"
_INFO: Final = "bag-info.txt"
TAG_FILES: Final = (_INFO, "bagit.txt", _MANIFEST, _TAG_MANIFEST)
"""The files beside `data`, sorted; the last one names the digests of the others, and its own digest is the head."""

_TAG_SIZE: Final = 16 << 20

FIELDS: Final = {
    "Bag-Software-Agent": r"briefgen [0-9A-Za-z.+-]{1,32}",
    "Bagging-Date": r"(?!0000)\d{4}-(?:0[1-9]|1[0-2])-(?:0[1-9]|[12]\d|3[01])",
    "External-Identifier": r"[a-z0-9][a-z0-9._-]{0,63}/\d{4}",
    "Edition-Number": r"(?!0000)\d{4}",
    "Edition-Label": r".{1,80}-\d{4}",
    "Edition-Kind": "edition|withdrawal",
    "Edition-Note": r".{1,2000}",
    "Information-Cutoff": r".{1,80}",
    "Highest-Handling": r".{1,80}",
    "Withdraws-Edition": r"(?!0000)\d{4}",
    "Payload-Oxum": r"\d{1,15}\.\d{1,9}",
    "Previous-Edition-SHA512": r"none|[0-9a-f]{128}",
}
"""The fields of bag-info.txt in their order, with what each may hold."""

_OPTIONAL: Final = frozenset(("Edition-Note", "Information-Cutoff", "Highest-Handling", "Withdraws-Edition"))
_LINE: Final = re.compile(r"([0-9a-f]{128})  ([A-Za-z0-9_-][A-Za-z0-9._-]*(?:/[A-Za-z0-9_-][A-Za-z0-9._-]*)*)")
_PATH: Final = re.compile(r"data(?:/[A-Za-z0-9_-][A-Za-z0-9._-]{0,254})+")


def info_text(fields: Mapping[str, str]) -> bytes:
    """Return bag-info.txt; fields that are empty are left out."""
    return "".join(f"{name}: {fields[name]}\n" for name in FIELDS if fields.get(name)).encode()


def make_bag(payload: Mapping[str, bytes], fields: Mapping[str, str]) -> dict[str, bytes]:
    """Return every file of a bag by its path in it; `payload` paths begin with `data/`, `fields` are those of bag-info.

    Raises UsageError (`archive.path`) for a payload file whose name is not portable, LimitError (`entries`).
    """
    _check_paths(payload)
    size = sum(map(len, payload.values()))
    info = {**fields, "Payload-Oxum": f"{size}.{len(payload)}"}
    files = {
        "bagit.txt": _BAGIT,
        _INFO: info_text(info),
        _MANIFEST: _manifest(payload),
    }
    problems = read_info(files[_INFO])[1]
    if problems:
        raise UsageError(*(bad_input("archive.field", Span(_INFO), problem) for problem in problems))
    return {**payload, **files, _TAG_MANIFEST: _manifest(files)}


def _check_paths(payload: Mapping[str, bytes]) -> None:
    hint = "rename it: letters A-Z, digits, dot, underscore and hyphen, no dot first"
    problems = []
    folded: dict[str, str] = {}
    for path in payload:
        if not _PATH.fullmatch(path):
            message = f"{path.removeprefix('data/')} cannot be the name of a file in an edition"
            problems.append(bad_input("archive.path", Span(path), message, hint))
        twin = folded.setdefault(path.casefold(), path)
        if twin != path:
            message = f"{path} and {twin} are one file on some systems"
            problems.append(bad_input("archive.path", Span(path), message, "rename one of them"))
    if problems:
        raise UsageError(*problems)
    if len(payload) > limits.value("entries"):
        raise LimitError(
            limit("entries", Span("data"), f"an edition holds at most {limits.value('entries')} files", "")
        )


def _manifest(files: Mapping[str, bytes]) -> bytes:
    return "".join(f"{sha512(files[path]).hexdigest()}  {path}\n" for path in sorted(files)).encode("ascii")


def read_manifest(data: bytes) -> tuple[dict[str, str], list[str]]:
    """Return the digests by path, and what is wrong with the manifest."""
    digests: dict[str, str] = {}
    problems: list[str] = []
    try:
        text = data.decode("ascii")
    except UnicodeDecodeError:
        return {}, ["holds bytes beyond ASCII"]
    if not text.endswith("\n"):
        problems.append("does not end with a line feed")
    last = ""
    for number, line in enumerate(text.removesuffix("\n").split("\n") if text else (), 1):
        match = _LINE.fullmatch(line)
        if not match:
            problems.append(f"line {number} is not a digest of 128 lower-case hex digits, two spaces and a plain path")
            continue
        digest, path = match.groups()
        if path <= last:
            problems.append(f"line {number}: {path} is named twice or out of order")
        last = path
        digests[path] = digest
    return digests, problems


def read_info(data: bytes) -> tuple[dict[str, str], list[str]]:
    """Return the fields of bag-info.txt, and what is wrong with it."""
    try:
        text = data.decode("utf-8")
    except UnicodeDecodeError:
        return {}, ["is not UTF-8"]
    problems = [] if text.endswith("\n") else ["does not end with a line feed"]
    fields: dict[str, str] = {}
    names = list(FIELDS)
    for number, line in enumerate(text.removesuffix("\n").split("\n"), 1):
        name, colon, value = line.partition(": ")
        if not colon or name not in FIELDS:
            problems.append(f"line {number} is no field of an edition")
        elif name in fields:
            problems.append(f"line {number}: {name} stands twice")
        elif not re.fullmatch(FIELDS[name], value) or not _is_plain(value):
            problems.append(f"line {number}: {name} cannot be {value!r}")
        else:
            if fields and names.index(name) < names.index(next(reversed(fields))):
                problems.append(f"line {number}: {name} stands out of order")
            fields[name] = value
    problems.extend(f"{name} is missing" for name in names if name not in _OPTIONAL and name not in fields)
    if not problems:
        problems = _contradictions(fields)
    return fields, problems


def _is_plain(value: str) -> bool:
    """Tell whether a value is one line of printable text, composed, without blanks at its ends."""
    return value.isprintable() and value == value.strip() and unicodedata.is_normalized("NFC", value)


def _contradictions(fields: Mapping[str, str]) -> list[str]:
    number = fields["Edition-Number"]
    problems = []
    if not fields["External-Identifier"].endswith(f"/{number}"):
        problems.append(f"External-Identifier {fields['External-Identifier']} is not that of edition {number}")
    if not fields["Edition-Label"].endswith(f"-{number}"):
        problems.append(f"Edition-Label {fields['Edition-Label']} is not that of edition {number}")
    withdraws = fields.get("Withdraws-Edition", "")
    if (fields["Edition-Kind"] == "withdrawal") != bool(withdraws):
        problems.append("a withdrawal, and nothing else, names the edition that it withdraws")
    if withdraws and not withdraws < number:
        problems.append(f"Withdraws-Edition {withdraws} is not an edition before {number}")
    return problems


class Checked(NamedTuple):
    """A bag as it was found: fields, digests in the manifest, digests of the files there, and what is wrong."""

    info: Mapping[str, str]
    manifest: Mapping[str, str]
    digests: Mapping[str, str]
    problems: list[Diagnostic]


def check_bag(
    store: FileSystem, folder: str, *, removed: Collection[str] = (), payload: bool = True, name: str = ""
) -> Checked:
    """Check one bag, every byte of it; with `payload=False` only its tag files and their agreement.

    `removed` are payload paths that may be absent, because a notice says so. `name` is what messages call the edition.
    Raises LimitError (`entries`) for a folder of more entries than an edition has.
    """
    return _Reader(store, folder, frozenset(removed), name or folder).check(payload=payload)


class _Reader:
    """One bag under the strict rules; problems are collected."""

    def __init__(self, store: FileSystem, folder: str, removed: frozenset[str], name: str) -> None:
        self._store: Final = store
        self._folder: Final = folder
        self._removed: Final = removed
        self._name: Final = name
        self._left: int = limits.value("entries") + len(TAG_FILES)
        self.problems: Final[list[Diagnostic]] = []

    def check(self, *, payload: bool) -> Checked:
        tags = {path: data for path in TAG_FILES if (data := self._tag(path)) is not None}
        digests = {path: sha512(data).hexdigest() for path, data in tags.items()}
        if tags.get("bagit.txt", _BAGIT) != _BAGIT:
            self._report("archive.bag", "bagit.txt", "is not that of BagIt 1.0, byte for byte")
        manifest = self._manifest(tags, _MANIFEST)
        named = self._manifest(tags, _TAG_MANIFEST)
        info = self._info(tags)
        if _TAG_MANIFEST in tags and tuple(named) != TAG_FILES[:3]:
            self._report("archive.bag", _TAG_MANIFEST, "does not name exactly the three other tag files")
        for path in TAG_FILES[:3]:
            if path in digests and path in named and digests[path] != named[path]:
                self._report("archive.digest", path, "has changed: its digest is not the one in the tag manifest")
        for path in manifest:
            if not path.startswith("data/"):
                self._report("archive.bag", _MANIFEST, f"names {path}, which is outside data")
        if payload:
            self._payload(manifest, digests, info)
        return Checked(info, manifest, digests, self.problems)

    def _report(self, code: str, path: str, message: str) -> None:
        where = Span(self._store.show(f"{self._folder}/{path}" if path else self._folder))
        self.problems.append(finding(code, where, f"edition {self._name}: {path or 'the bag'} {message}"))

    def _tag(self, path: str) -> bytes | None:
        parts: list[bytes] = []
        try:
            for piece in self._store.read(f"{self._folder}/{path}"):
                parts.append(piece)
                if len(parts) * len(parts[0]) > _TAG_SIZE:
                    self._report("archive.bag", path, "is far too large")
                    return None
        except FileNotFoundError:
            self._report("archive.missing", path, "is missing")
            return None
        except OSError as error:
            self._report("archive.unreadable", path, f"cannot be read: {_why(error)}")
            return None
        return b"".join(parts)

    def _manifest(self, tags: Mapping[str, bytes], path: str) -> dict[str, str]:
        if path not in tags:
            return {}
        digests, problems = read_manifest(tags[path])
        for problem in problems[:10]:
            self._report("archive.bag", path, problem)
        return digests

    def _info(self, tags: Mapping[str, bytes]) -> dict[str, str]:
        if _INFO not in tags:
            return {}
        fields, problems = read_info(tags[_INFO])
        for problem in problems:
            self._report("archive.field", _INFO, problem)
        return fields

    def _payload(self, manifest: Mapping[str, str], digests: dict[str, str], info: Mapping[str, str]) -> None:
        found = dict(self._walk("", ""))
        size = 0
        for path in found:
            if path in TAG_FILES:
                continue
            if path not in manifest:
                self._report("archive.extra", path, "is in the bag, and no manifest names it")
                continue
            digest, length = self._digest(path)
            size += length
            if digest:
                digests[path] = digest
                if digest != manifest[path]:
                    self._report("archive.digest", path, "has changed: its digest is not the one in the manifest")
        gone = [path for path in manifest if path not in found and path.startswith("data/")]
        for path in gone:
            if path not in self._removed:
                self._report("archive.missing", path, "is missing, and no notice says that it was removed")
        oxum = info.get("Payload-Oxum", "")
        if oxum and (oxum.partition(".")[2] != str(len(manifest)) or (not gone and oxum != f"{size}.{len(manifest)}")):
            self._report("archive.field", _INFO, f"Payload-Oxum is {oxum}, which is not what the bag holds")

    def _digest(self, path: str) -> tuple[str, int]:
        state = sha512()
        size = 0
        try:
            for piece in self._store.read(f"{self._folder}/{path}"):
                state.update(piece)
                size += len(piece)
        except OSError as error:
            self._report("archive.unreadable", path, f"cannot be read: {_why(error)}")
            return "", size
        return state.hexdigest(), size

    def _walk(self, path: str, above: str) -> Iterator[tuple[str, str]]:
        """Yield every plain file below a folder of the bag; report all that is something else."""
        try:
            entries = self._store.list(f"{self._folder}/{path}" if path else self._folder, self._left)
        except OSError as error:
            self._report("archive.unreadable", path, f"cannot be listed: {_why(error)}")
            return
        self._left -= len(entries)
        if self._left < 0:
            where = Span(self._store.show(self._folder))
            message = f"edition {self._name} holds more than {limits.value('entries')} files"
            raise LimitError(limit("entries", where, message))
        if not entries and not self._removed:
            self._report("archive.extra", path, "is an empty folder, which an edition never holds")
        for name, kind in entries:
            inside = f"{above}{name}"
            if kind == "folder":
                if not path and name != "data":
                    self._report("archive.extra", inside, "is a folder that an edition does not have")
                    continue
                yield from self._walk(inside, f"{inside}/")
            elif kind != "file":
                what = "a symbolic link" if kind == "link" else "neither a file nor a folder"
                self._report("archive.link", inside, f"is {what}")
            elif not path and name not in TAG_FILES:
                self._report("archive.extra", inside, "is a file that an edition does not have")
            else:
                yield inside, kind


def _why(error: OSError) -> str:
    return (error.strerror or str(error)).lower()
