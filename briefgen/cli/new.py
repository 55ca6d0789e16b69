"""`briefgen new workspace | topic | audience`: scaffolds that build at once."""

import argparse
import os

from briefgen.cli.report import print_json
from briefgen.project import find_project
from briefgen.scaffold import new_audience, new_topic, new_workspace

__all__ = ["new"]


def new(options: argparse.Namespace) -> int:
    """Make what was asked for and print the paths that were written."""
    if options.kind == "workspace":
        written = new_workspace(os.path.join(options.folder, options.name) if options.folder != "." else options.name)
    else:
        project = find_project(options.folder)
        if options.kind == "topic":
            written = new_topic(project, options.name)
        else:
            from briefgen.inputs import open_pack

            pack = open_pack(project, options.parent)
            title = options.name.replace("-", " ").capitalize()
            written = new_audience(project, options.name, options.parent, pack.words, title)
    if options.json:
        print_json({"written": written, "messages": []})
    else:
        for path in written:
            print(path)
    return 0
