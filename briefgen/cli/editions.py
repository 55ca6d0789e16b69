"""`briefgen editions`: the archive as a list."""

import argparse
import os

from briefgen.cli.publish import describe
from briefgen.cli.report import print_json
from briefgen.diagnostics import Span, bad_input, escape
from briefgen.editions.archive import open_archive
from briefgen.editions.model import Archive, Edition, Kind, folder_name
from briefgen.editions.remote import topics_at
from briefgen.errors import UsageError
from briefgen.files import name_problem
from briefgen.project import Project, find_project
from briefgen.publication import archive_store

__all__ = ["archived_topics", "editions"]


def editions(options: argparse.Namespace) -> int:
    """Print every edition of a topic, or of all topics, oldest first."""
    project = find_project(options.folder, options.archive)
    names = (options.topic,) if options.topic else archived_topics(project)
    archives = [open_archive(archive_store(project, name)) for name in names]
    if options.json:
        print_json({"editions": [describe(edition) for archive in archives for edition in archive.editions]})
        return 0
    for archive in archives:
        for line in _lines(archive):
            print(line)
    return 0


def archived_topics(project: Project) -> tuple[str, ...]:
    """Return the topics that have an archive with an edition, sorted; none is fine."""
    if project.archive:
        try:
            return topics_at(project.archive)
        except OSError as error:
            message = f"the archives cannot be listed: {(error.strerror or str(error)).lower()}"
            raise UsageError(bad_input("path.unreadable", Span(project.archive), message)) from None
    root = project.path(project.output, "editions")
    try:
        with os.scandir(root) as entries:
            names = sorted(entry.name for entry in entries if entry.is_dir(follow_symlinks=False))
    except FileNotFoundError:
        return ()
    known = [name for name in names if name_problem(name, Span(root)) is None]
    return tuple(name for name in known if os.path.exists(os.path.join(root, name, "BRIEFGEN-ARCHIVE")))


def _lines(archive: Archive) -> list[str]:
    taken_back = {edition.withdraws: edition for edition in archive.editions if edition.withdraws}
    return [_line(edition, taken_back.get(edition.number)) for edition in archive.editions]


def _line(edition: Edition, withdrawn: Edition | None) -> str:
    parts = [edition.label, edition.date]
    if edition.kind is Kind.WITHDRAWAL:
        parts.append(f"withdraws {folder_name(edition.withdraws)}")
    elif edition.cutoff:
        parts.append(f"cut-off {edition.cutoff}")
    if withdrawn is not None:
        parts.append(f"withdrawn by {folder_name(withdrawn.number)}")
    if edition.note:
        parts.append(edition.note)
    return "  ".join(escape(part) for part in parts)
