"""`briefgen sign`: vouch for an edition that is published already, by an SSH key or by certified copies of its PDFs."""

import argparse

from briefgen.cli.report import print_json
from briefgen.diagnostics import Diagnostic, Span, bad_input
from briefgen.editions.archive import open_archive
from briefgen.editions.filesystem import FileSystem
from briefgen.editions.model import Edition, folder_name
from briefgen.editions.receipts import add_certified, add_signature, check_certifier, check_key
from briefgen.errors import BriefgenError, UsageError
from briefgen.project import find_project
from briefgen.publication import archive_store

__all__ = ["attest", "check_keys", "sign"]


def sign(options: argparse.Namespace) -> int:
    """Add the receipts and print their paths."""
    if not options.key and not options.pades:
        hint = "--key KEY signs by SSH, --pades FILE.p12 certifies the PDFs"
        raise UsageError(bad_input("usage.arguments", Span("sign"), "say by which key", hint))
    project = find_project(options.folder, options.archive)
    store = archive_store(project, options.topic)
    edition = open_archive(store).find(options.edition)
    check_keys(options.key, options.pades, options.pades_passphrase)
    written = _receipts(store, edition, options.key, options.pades, options.pades_passphrase)
    if options.json:
        print_json({"receipts": written, "messages": []})
    else:
        for path in written:
            print(path)
    return 0


def check_keys(key: str | None, pades: str | None, passphrase: str | None) -> None:
    """Try the keys before anything is published that they are to sign. Raises UsageError (`receipt.*`)."""
    if key:
        check_key(key)
    if pades:
        check_certifier(pades, passphrase)


def attest(
    store: FileSystem, edition: Edition, key: str | None, pades: str | None, passphrase: str | None
) -> tuple[list[str], list[Diagnostic]]:
    """Add the receipts of an edition that was published just now; what fails is returned, as the edition is there."""
    try:
        return _receipts(store, edition, key, pades, passphrase), []
    except BriefgenError as error:
        problems = [problem for problem in error.problems if isinstance(problem, Diagnostic)]
        name = folder_name(edition.number)
        message = f"edition {name} is published, and a receipt is missing"
        hint = f"`briefgen sign {edition.topic} {name}` adds it"
        return [], [*problems, bad_input("receipt.missing", Span(edition.shown), message, hint)]


def _receipts(
    store: FileSystem, edition: Edition, key: str | None, pades: str | None, passphrase: str | None
) -> list[str]:
    written = [add_signature(store, edition, key)] if key else []
    return [*written, *(add_certified(store, edition, pades, passphrase) if pades else ())]
