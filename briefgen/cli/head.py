"""`briefgen head`: the digest that stands for a whole archive, to be kept where the archive is not."""

import argparse

from briefgen.cli.report import print_json
from briefgen.editions.archive import open_archive
from briefgen.project import find_project
from briefgen.publication import archive_store

__all__ = ["head"]


def head(options: argparse.Namespace) -> int:
    """Print the SHA-512 of the newest edition's tag manifest."""
    project = find_project(options.folder, options.archive)
    archive = open_archive(archive_store(project, options.topic))
    if options.json:
        print_json({"topic": archive.topic, "editions": len(archive), "head": archive.head()})
    else:
        print(archive.head())
    return 0
