"""What others attest of an edition, kept outside its bag: added whenever it comes, judged offline, never needed.

    receipts/0007.sig           an SSH signature over 0007/tagmanifest-sha512.txt
    receipts/0007.tsr           an RFC 3161 time stamp over the same bytes
    receipts/0007.analyst.pdf   the bag's PDF for that audience, certified by PAdES

In: an archive's store and its editions, and whom the reader trusts. Out: diagnostics, and a sentence for each receipt that
holds. A receipt never replaces the digests: without trust given it is compared with the edition all the same, and the
reader is told that nobody vouches for it. As each edition names the digest of the one before, the newest signature and
the newest time stamp speak for everything older.
"""

import os
from collections.abc import Iterable, Sequence
from contextlib import suppress
from typing import Final, NamedTuple

from briefgen import limits
from briefgen.diagnostics import Diagnostic, Span, bad_input, finding, warning
from briefgen.editions import certificates, pades, signatures, timestamps
from briefgen.editions.filesystem import FileSystem
from briefgen.editions.model import Edition, folder_name
from briefgen.errors import BriefgenError, EditionError, RaceError, UsageError

__all__ = [
    "Attested",
    "Trust",
    "add_certified",
    "add_signature",
    "add_stamp",
    "check_certifier",
    "check_key",
    "receipt_number",
    "stamp_request",
    "verify_receipts",
]

FOLDER: Final = "receipts"
_TAGS: Final = "tagmanifest-sha512.txt"
_SMALL: Final = 1 << 20
_ENTRIES: Final = 50_000


class Trust(NamedTuple):
    """Files that say whom the reader trusts: allowed signers (ssh-keygen), certificates for stamps, for certified PDFs.

    An empty path: nobody is named, and receipts of that kind are compared with the edition only.
    """

    signers: str = ""
    stamps: str = ""
    pdfs: str = ""


class Attested(NamedTuple):
    """What is wrong with the receipts, and a sentence for each that holds."""

    problems: tuple[Diagnostic, ...]
    notes: tuple[str, ...]


def receipt_number(name: str) -> int:
    """Return the number of the edition that a receipt's file name is for, 0 when it is no receipt's name."""
    number, dot, kind = name.partition(".")
    known = kind in ("sig", "tsr") or (kind.endswith(".pdf") and kind != ".pdf")
    return int(number) if dot and known and len(number) == 4 and number.isascii() and number.isdigit() else 0


def check_key(key: str) -> None:
    """Try a signing key, so that nothing is published that cannot be signed. Raises UsageError (`receipt.*`)."""
    signatures.sign(b"briefgen\n", key)


def check_certifier(key: str, passphrase: str | None) -> None:
    """Try a PKCS#12 file for the same reason. Raises UsageError (`receipt.*`)."""
    pades.open_key(key, passphrase)


def add_signature(store: FileSystem, edition: Edition, key: str) -> str:
    """Sign an edition and return the path of the receipt. Raises UsageError (`receipt.*`), RaceError, EditionError."""
    name = f"{folder_name(edition.number)}.sig"
    _refuse_second(store, name)
    return _add(store, name, signatures.sign(edition.read(_TAGS), key))


def stamp_request(edition: Edition) -> bytes:
    """Return the RFC 3161 request for an edition; the same bytes whenever it is asked for."""
    return timestamps.request(edition.read(_TAGS))


def add_stamp(store: FileSystem, edition: Edition, response: bytes, shown: str, authorities: str = "") -> str:
    """Keep an authority's response for an edition and return the path of the receipt.

    It must be over this edition, and from the authorities of that file when one is named. Raises UsageError
    (`receipt.response`, `receipt.exists`, …), RaceError, EditionError.
    """
    data = edition.read(_TAGS)
    stamp, problem = timestamps.read_response(response, data)
    if stamp is not None and not problem and authorities:
        problem = timestamps.judge(stamp, data, certificates.read_certificates(authorities))
    if problem:
        message = f"this is no time stamp for edition {folder_name(edition.number)}: {problem}"
        hint = "send the request of `briefgen stamp --request` for this edition to the authority again"
        raise UsageError(bad_input("receipt.response", Span(shown), message, hint))
    return _add(store, f"{folder_name(edition.number)}.tsr", response)


def add_certified(store: FileSystem, edition: Edition, key: str, passphrase: str | None) -> tuple[str, ...]:
    """Certify the PDFs of an edition and return the paths of the receipts. Raises UsageError (`receipt.*`), RaceError."""
    signer = pades.open_key(key, passphrase)
    names = {_certified_name(edition, brief): data for brief, data in edition.briefs().items()}
    for name in names:
        _refuse_second(store, name)
    return tuple(_add(store, name, pades.certify(data, signer)) for name, data in names.items())


def verify_receipts(store: FileSystem, editions: Sequence[Edition], trust: Trust) -> Attested:
    """Judge every receipt against its edition. Changes nothing and connects to nothing.

    Raises UsageError when a file of `trust` cannot be used, or what judging needs is not installed.
    """
    return _Judge(store, editions, trust).judge()


def _certified_name(edition: Edition, brief: str) -> str:
    audience = brief.removeprefix(f"{edition.topic}-{folder_name(edition.number)}-")
    return f"{folder_name(edition.number)}.{audience}"


def _refuse_second(store: FileSystem, name: str) -> None:
    path = f"{FOLDER}/{name}"
    try:
        there = any(entry.name == name for entry in store.list(FOLDER, _ENTRIES))
    except OSError:
        there = False
    if there:
        raise UsageError(bad_input("receipt.exists", Span(store.show(path)), "this receipt is there already", _KEEP))


_KEEP: Final = "receipts are not replaced; move the old one away if it must go"


def _add(store: FileSystem, name: str, data: bytes) -> str:
    """Put a receipt among the others, whole or not at all."""
    path = f"{FOLDER}/{name}"
    where = Span(store.show(path))
    staged = f".tmp-receipt-{os.getpid()}-{os.urandom(4).hex()}"
    try:
        with store.lock():
            try:
                with suppress(FileExistsError):
                    store.make_folder(FOLDER)
                store.write_new(staged, data)
                store.sync(staged)
                store.commit(staged, path)
                store.sync(FOLDER)
                store.sync("")
            except OSError:
                with suppress(OSError):
                    store.remove(staged)
                raise
    except BlockingIOError:
        message = "another publisher is at work"
        raise RaceError(Diagnostic("error", "archive.raced", where, message, "try again", 4)) from None
    except FileExistsError:
        raise UsageError(bad_input("receipt.exists", where, "this receipt is there already", _KEEP)) from None
    except OSError as error:
        message = f"the receipt cannot be written: {_why(error)}"
        raise UsageError(bad_input("path.write", where, message, "the edition itself is as it was")) from None
    return store.show(path)


class _Judge:
    """All receipts of one archive; problems and notes are collected in the order of the editions."""

    def __init__(self, store: FileSystem, editions: Iterable[Edition], trust: Trust) -> None:
        self._store: Final = store
        self._editions: Final = {edition.number: edition for edition in editions}
        self._trust: Final = trust
        self._signed = 0
        self._problems: Final[list[Diagnostic]] = []
        self._notes: Final[list[str]] = []

    def judge(self) -> Attested:
        """Judge what is there."""
        if self._trust.signers:
            signatures.check_allowed_signers(self._trust.signers)
        if self._trust.stamps or self._trust.pdfs:
            certificates.need_extra("verify")
        self._stamp_roots = certificates.read_certificates(self._trust.stamps) if self._trust.stamps else None
        self._pdf_roots = certificates.read_certificates(self._trust.pdfs) if self._trust.pdfs else None
        try:
            entries = self._store.list(FOLDER, _ENTRIES)
        except FileNotFoundError:
            entries = ()
        except OSError as error:
            return Attested((self._finding("receipt.unreadable", "", f"receipts cannot be listed: {_why(error)}"),), ())
        for name, kind in entries:
            self._one(name, kind)
        self._coverage()
        return Attested(tuple(self._problems), tuple(self._notes))

    def _finding(self, code: str, name: str, message: str, hint: str = "") -> Diagnostic:
        return finding(code, Span(self._store.show(f"{FOLDER}/{name}" if name else FOLDER)), message, hint)

    def _report(self, code: str, name: str, message: str, hint: str = "") -> None:
        self._problems.append(self._finding(code, name, message, hint))

    def _warn(self, code: str, name: str, message: str, hint: str = "") -> None:
        where = Span(self._store.show(f"{FOLDER}/{name}" if name else FOLDER))
        self._problems.append(warning(code, where, message, hint))

    def _one(self, name: str, kind: str) -> None:
        edition = self._editions.get(receipt_number(name))
        if edition is None or kind != "file":
            return  # `verify_archive` says what is no receipt, or one for no edition
        judge = {".sig": self._signature, ".tsr": self._stamp}.get(name[4:], self._certified)
        try:
            judge(name, edition)
        except OSError as error:
            self._report("receipt.unreadable", name, f"{name} cannot be read: {_why(error)}")
        except EditionError:
            self._report("receipt.unreadable", name, f"{name} cannot be compared: its edition is not whole")

    def _signature(self, name: str, edition: Edition) -> None:
        data, signature = edition.read(_TAGS), self._read(name, _SMALL)
        if not signatures.can_verify():
            self._warn("receipt.unchecked", name, f"{name} was not judged: ssh-keygen is not installed")
            return
        made = signatures.structure_holds(data, signature)
        if made is None:
            message = f"{name} is no signature over edition {folder_name(edition.number)} as it is now"
            self._report("receipt.signature", name, message, "the signature or the edition has changed")
        elif not self._trust.signers:
            message = f"{name} is a signature by {made.key}, and nobody says whose key that is"
            self._warn("receipt.unchecked", name, message, "--allowed-signers FILE names whom you trust")
        else:
            signer = signatures.signer_of(data, signature, self._trust.signers)
            if signer is None:
                message = f"{name} is a signature by {made.key}, who is not among the allowed signers"
                self._report("receipt.signer", name, message)
            else:
                self._signed = max(self._signed, edition.number)
                self._notes.append(f"{name}: signed by {signer.name}, {signer.key}")

    def _stamp(self, name: str, edition: Edition) -> None:
        data, response = edition.read(_TAGS), self._read(name, _SMALL)
        if not self._can_judge(name):
            return
        stamp, problem = timestamps.read_response(response, data)
        if stamp is not None and not problem and self._stamp_roots is not None:
            problem = timestamps.judge(stamp, data, self._stamp_roots)
        if stamp is None or problem:
            message = f"{name} proves no time for edition {folder_name(edition.number)}: {problem}"
            self._report("receipt.stamp", name, message)
        elif self._stamp_roots is None:
            message = f"{name} says {stamp.time} by {stamp.authority}, and nobody vouches for that authority"
            self._warn("receipt.unchecked", name, message, "--tsa-certificates FILE names whom you trust")
        else:
            self._notes.append(f"{name}: existed at {stamp.time}, says {stamp.authority}")

    def _certified(self, name: str, edition: Edition) -> None:
        briefs = (path for path in edition.files if path.startswith("data/briefs/"))
        path = next((path for path in briefs if _certified_name(edition, path.rpartition("/")[2]) == name), None)
        if path is None:
            self._warn("receipt.orphan", name, f"{name} is a copy of no PDF of edition {folder_name(edition.number)}")
            return
        try:
            plain = edition.read(path)
        except EditionError:
            self._warn("receipt.unchecked", name, f"{name} was not judged: the PDF that it certifies was removed")
            return
        certified = self._read(name, limits.value("pdf") + _SMALL)
        if not self._can_judge(name):
            return
        verdict = pades.judge(certified, plain, self._pdf_roots)
        if verdict.problem:
            self._report("receipt.pdf", name, f"{name} is no certified copy of {path}: {verdict.problem}")
        elif self._pdf_roots is None:
            message = f"{name} is certified by {verdict.name}, and nobody vouches for that name"
            self._warn("receipt.unchecked", name, message, "--pades-certificates FILE names whom you trust")
        else:
            self._notes.append(f"{name}: certified by {verdict.name}, {verdict.time} by the signer's clock")

    def _can_judge(self, name: str) -> bool:
        try:
            certificates.need_extra(name)
        except BriefgenError:
            hint = "pip install 'briefgen[sign]'"
            self._warn("receipt.unchecked", name, f"{name} was not judged: pyhanko is not installed", hint)
            return False
        return True

    def _coverage(self) -> None:
        """Say from where on no allowed signer vouches: each signature speaks for its edition and all before it."""
        newest = max(self._editions, default=0)
        if self._trust.signers and self._signed < newest:
            first = folder_name(self._signed + 1)
            which = first if self._signed + 1 == newest else f"{first} to {folder_name(newest)}"
            self._warn("receipt.unsigned", "", f"no allowed signer vouches for edition {which}", "`briefgen sign`")

    def _read(self, name: str, at_most: int) -> bytes:
        parts: list[bytes] = []
        size = 0
        for piece in self._store.read(f"{FOLDER}/{name}"):
            size += len(piece)
            if size > at_most:
                raise OSError(0, "it is far too large for a receipt")
            parts.append(piece)
        return b"".join(parts)


def _why(error: OSError) -> str:
    return (error.strerror or str(error)).lower()
