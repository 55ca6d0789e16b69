"""`briefgen watch`: `build`, and again at every change, until Ctrl-C."""

import argparse
import gc
import os
import sys
from collections.abc import Iterator
from typing import Any, Final

from briefgen.cli.build import build
from briefgen.cli.report import as_dict, print_json, print_text
from briefgen.diagnostics import Span, bad_input
from briefgen.errors import BriefgenError, UsageError
from briefgen.guard import run_in_sandbox
from briefgen.project import Project, find_project

__all__ = ["watch"]

# Milliseconds. An editor saves in several steps, which make one burst; a wait is short so that the first build begins soon.
_BURST: Final = 400
_WAIT: Final = 100


def watch(options: argparse.Namespace) -> int:
    """Build, and build again whenever a record, a pack or the configuration changes; errors are told and survived.

    Ends by Ctrl-C with 0. Raises UsageError (`usage.watch`, `usage.no-workspace`).
    """
    try:
        import watchfiles
    except ImportError:
        message = "watching needs the package watchfiles"
        raise UsageError(bad_input("usage.watch", Span("watch"), message, "pip install 'briefgen[watch]'")) from None
    try:
        while True:
            _until_it_moves(options, find_project(options.folder), watchfiles)
    except KeyboardInterrupt:
        return 0


def _until_it_moves(options: argparse.Namespace, project: Project, watchfiles: Any) -> None:
    """Build at every change of a workspace, until its configuration names other folders."""
    places = _places(project)
    told = ", ".join(places)
    for _ in _changes(places, watchfiles):
        _build_once(options)
        print(f"briefgen: watching {told}; Ctrl-C ends", file=sys.stderr, flush=True)
        try:
            if _places(find_project(options.folder)) != places:
                return
        except BriefgenError:
            continue  # told by the build; the configuration may be mended


def _changes(places: tuple[str, ...], watchfiles: Any) -> Iterator[None]:
    """Yield once at the start and once after each burst of changes, those during a build included."""
    waiting = watchfiles.watch(
        *places, debounce=_BURST, rust_timeout=_WAIT, yield_on_timeout=True, watch_filter=_is_ours, raise_interrupt=True
    )
    next(waiting)  # from here on changes are gathered
    yield
    for burst in waiting:
        if burst:
            yield


def _is_ours(_change: object, path: str) -> bool:
    """Leave out what editors write beside the file that is saved."""
    name = os.path.basename(path)
    return not (name.startswith((".", "#", "~")) or name.endswith(("~", ".swp", ".tmp", ".bak")))


def _places(project: Project) -> tuple[str, ...]:
    """Return what a build reads and a user edits, as far as it is there."""
    folders = [project.path(project.sources), project.path(project.templates), *project.font_folders]
    return tuple(path for path in (*folders, project.config_file) if os.path.exists(path))


def _build_once(options: argparse.Namespace) -> None:
    """Build as `briefgen build` does, in a sandbox if it is asked for."""
    try:
        if options.sandbox:
            run_in_sandbox(_as_words(options))
        else:
            build(options)
    except BriefgenError as error:
        if options.json:
            print_json({"messages": [as_dict(problem) for problem in error.problems]})
        else:
            print_text(error.problems, sys.stderr)
    sys.stdout.flush()
    gc.collect()  # a build runs without the collector


def _as_words(options: argparse.Namespace) -> list[str]:
    """Return the command line of one build with these options."""
    words = ["-C", options.folder, "build"]
    for audience in options.audience or ():
        words += ["-a", audience]
    for name in ("output", "as_of", "jobs"):
        given = getattr(options, name)
        if given is not None:
            words += [f"--{name.replace('_', '-')}", str(given)]
    return [*words, *(["--json"] if options.json else []), "--", *options.topics]
