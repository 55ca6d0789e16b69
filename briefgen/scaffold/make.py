"""Names in, new files out; nothing that exists is ever overwritten. Returns the paths written."""

import os
from collections.abc import Mapping
from typing import Final

from briefgen.diagnostics import Span, bad_input
from briefgen.errors import UsageError
from briefgen.files import check_name, write_atomically
from briefgen.project import Project, shipped_templates

__all__ = ["new_audience", "new_topic", "new_workspace"]

_SAMPLE: Final = "al-qaeda-iran"

_CONFIGURATION: Final = """\
# A briefgen workspace. Folders are relative to this file.
sources = "sources"        # one folder per topic: records as YAML
templates = "templates"    # your audience packs; analyst, policymaker and public ship with briefgen
output = "output"          # drafts and editions
default-audiences = ["analyst", "policymaker", "public"]
"""

_BRIEF: Final = """\
title: {title}
language: en
scale: icd203
question: What is to be answered?
scope: What this brief covers, and what it leaves out.
sections:
  - id: findings
    title: Findings
    about: What the sources report.
"""

_SOURCES: Final = """\
sources:
  - id: example-2026-report
    type: report
    title: An example report
    author: [{family: Author, given: Example}]
    publisher: Example Institute
    issued: 2026-01-15
    descriptor: An invented report that shows the form of a record; replace it.
"""

_CLAIMS: Final = """\
claims:
  - id: c01
    section: findings
    heading: An example claim
    kind: reported-fact
    text: |
      The example report gives the form of a claim: one statement, and the place
      where its source makes it [@example-2026-report, p. 1].
"""


def new_workspace(path: str) -> list[str]:
    """Make a workspace with the sample topic in a folder that does not exist or is empty.

    Raises UsageError (`usage.exists`, `path.write`).
    """
    if os.path.exists(path) and (not os.path.isdir(path) or os.listdir(path)):
        raise UsageError(bad_input("usage.exists", Span(path), "this exists already and is not an empty folder"))
    written = [
        _write(os.path.join(path, "briefgen.toml"), _CONFIGURATION),
        # Git must never convert line ends in an archive, nor keep drafts.
        _write(os.path.join(path, ".gitattributes"), "output/editions/** -text\n"),
        _write(os.path.join(path, ".gitignore"), "output/drafts/\n"),
        _write(os.path.join(path, "templates", ".gitkeep"), ""),
    ]
    sample = _shipped_sample()
    for folder, folders, names in os.walk(sample):
        folders.sort()
        inside = os.path.relpath(folder, sample)
        for name in sorted(names):
            with open(os.path.join(folder, name), "rb") as file:
                data = file.read()
            target = os.path.normpath(os.path.join(path, "sources", _SAMPLE, inside, name))
            written.append(_write(target, data))
    return written


def _shipped_sample() -> str:
    here = os.path.join(os.path.dirname(os.path.abspath(__file__)), "sample")
    return here if os.path.isdir(here) else os.path.join(os.path.dirname(shipped_templates()), "sources", _SAMPLE)


def new_topic(project: Project, name: str) -> list[str]:
    """Make a topic with one source and one claim. Raises UsageError (`usage.exists`, `path.name`)."""
    check_name(name, Span("new topic"))
    folder = _free(project.path(project.sources, name))
    title = name.replace("-", " ").replace("_", " ").capitalize()
    return [
        _write(os.path.join(folder, "brief.yaml"), _BRIEF.format(title=_quoted(title))),
        _write(os.path.join(folder, "sources.yaml"), _SOURCES),
        _write(os.path.join(folder, "claims.yaml"), _CLAIMS),
    ]


def new_audience(project: Project, name: str, parent: str, words: Mapping[str, str], title: str) -> list[str]:
    """Make a pack that extends another, with every fixed word written out, ready to be changed."""
    check_name(name, Span("new audience"))
    folder = _free(project.path(project.templates, name))
    lines = [
        f"title: {_quoted(title)}",
        f"extends: {parent}",
        "# show, select, page, notes, theme and style are inherited; what stands here wins.",
        "# Every fixed word that a page prints or speaks. Change what you like; delete what you do not change.",
        "words:",
        *(f"  {key}: {_quoted(text)}" for key, text in words.items()),
    ]
    return [_write(os.path.join(folder, "audience.yaml"), "\n".join(lines) + "\n")]


def _free(folder: str) -> str:
    if os.path.lexists(folder):
        raise UsageError(bad_input("usage.exists", Span(folder), "this exists already"))
    return folder


def _quoted(text: str) -> str:
    """Write text as a double-quoted YAML scalar."""
    return '"' + text.replace("\\", "\\\\").replace('"', '\\"').replace("\n", "\\n") + '"'


def _write(path: str, data: str | bytes) -> str:
    try:
        os.makedirs(os.path.dirname(path) or ".", exist_ok=True)
    except OSError as error:
        message = f"the folder cannot be made: {error.strerror}"
        raise UsageError(bad_input("path.write", Span(path), message)) from None
    write_atomically(path, data.encode() if isinstance(data, str) else data)
    return path
