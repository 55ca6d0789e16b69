"""`briefgen build`: topics and audiences in, PDFs in output/drafts out."""

import argparse
import os
import sys
from typing import Final

from briefgen.cli.progress import Progress
from briefgen.cli.report import as_dict, print_json, print_text
from briefgen.diagnostics import Diagnostic, exit_code
from briefgen.errors import Reportable
from briefgen.guard import limit_process
from briefgen.inputs import topics_of
from briefgen.pipeline import Outcome, Request, build_topic
from briefgen.project import find_project, parse_date, today

__all__ = ["build", "shortened"]

_OF_EACH_KIND: Final = 3


def build(options: argparse.Namespace) -> int:
    """Build every topic asked for; one bad topic does not stop the others."""
    project = find_project(options.folder)
    as_of = parse_date(options.as_of, "--as-of") if options.as_of else today()
    names = topics_of(project, options.topics)
    audiences = tuple(dict.fromkeys(options.audience or project.default_audiences))
    folder = options.output or project.drafts
    if options.output and options.folder != "." and not os.path.isabs(folder):
        folder = os.path.join(options.folder, folder)
    requests = [Request(project, name, audiences, folder, as_of) for name in names]
    jobs = min(options.jobs or os.cpu_count() or 1, len(requests))
    if jobs > 1:
        outcomes = _in_parallel(requests, jobs, quiet=options.json)
    else:
        limit_process()
        with Progress(len(requests) * len(audiences), quiet=options.json) as progress:
            outcomes = [build_topic(request, progress.step) for request in requests]
    return _report(outcomes, json=options.json)


def _in_parallel(requests: list[Request], jobs: int, *, quiet: bool) -> list[Outcome]:
    """Build one process per topic; audiences of a topic stay together."""
    from concurrent.futures import ProcessPoolExecutor

    with Progress(len(requests), quiet=quiet) as progress, ProcessPoolExecutor(jobs, initializer=limit_process) as pool:
        outcomes = []
        for request, outcome in zip(requests, pool.map(build_topic, requests), strict=True):
            progress.step(request.topic)
            outcomes.append(outcome)
        return outcomes


def _report(outcomes: list[Outcome], *, json: bool) -> int:
    problems = [problem for outcome in outcomes for problem in outcome.problems]
    if json:
        built = [brief for outcome in outcomes for brief in outcome.built]
        print_json({"built": built, "messages": [as_dict(problem) for problem in problems]})
    else:
        shown, left = shortened(problems)
        print_text(shown, sys.stderr)
        for code, count in left.items():
            print(f"briefgen: {count} more warnings of the kind {code}; `briefgen check` lists all", file=sys.stderr)
        for outcome in outcomes:
            for brief in outcome.built:
                print(brief["path"])
    return exit_code([problem.status for problem in problems])


def shortened(problems: list[Reportable]) -> tuple[list[Reportable], dict[str, int]]:
    """Return every error, the first warnings of each kind, and how many of each kind were left out."""
    shown: list[Reportable] = []
    seen: dict[str, int] = {}
    for problem in problems:
        if isinstance(problem, Diagnostic) and problem.severity == "warning":
            seen[problem.code] = seen.get(problem.code, 0) + 1
            if seen[problem.code] > _OF_EACH_KIND:
                continue
        shown.append(problem)
    return shown, {code: count - _OF_EACH_KIND for code, count in seen.items() if count > _OF_EACH_KIND}
