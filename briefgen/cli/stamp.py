"""`briefgen stamp`: a request for a time stamp out, an authority's answer in. Nothing is sent from here."""

import argparse

from briefgen.cli.report import print_json
from briefgen.diagnostics import Span, bad_input
from briefgen.editions.archive import open_archive
from briefgen.editions.receipts import add_stamp, stamp_request
from briefgen.errors import UsageError
from briefgen.files import write_atomically
from briefgen.project import find_project
from briefgen.publication import archive_store

__all__ = ["stamp"]

_AT_MOST = 1 << 20


def stamp(options: argparse.Namespace) -> int:
    """Write the request, or keep the response; print the path that was written."""
    if bool(options.request) == bool(options.response):
        hint = "first --request FILE.tsq; later --response FILE.tsr"
        raise UsageError(bad_input("usage.arguments", Span("stamp"), "say --request or --response", hint))
    project = find_project(options.folder, options.archive)
    store = archive_store(project, options.topic)
    edition = open_archive(store).find(options.edition)
    if options.request:
        write_atomically(options.request, stamp_request(edition))
        written = options.request
    else:
        response = _read(options.response)
        written = add_stamp(store, edition, response, options.response, options.tsa_certificates or "")
    if options.json:
        print_json({"written": [written], "messages": []})
    else:
        print(written)
    return 0


def _read(path: str) -> bytes:
    try:
        with open(path, "rb") as file:
            return file.read(_AT_MOST)
    except OSError as error:
        why = (error.strerror or str(error)).lower()
        raise UsageError(bad_input("receipt.response", Span(path), f"cannot be read: {why}")) from None
