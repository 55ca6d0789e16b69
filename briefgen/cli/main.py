"""The command line: words in, exit code out. The only place where errors become messages."""

import argparse
import os
import sys
from collections.abc import Callable, Sequence
from typing import Any, Final, NoReturn

from briefgen.cli.report import as_dict, print_json, print_text
from briefgen.diagnostics import Span, bad_input, limit
from briefgen.errors import BriefgenError, LimitError, UsageError
from briefgen.version import VERSION

__all__ = ["parser", "run"]

_CLOSED: Final = 2


class _Parser(argparse.ArgumentParser):
    """An argument parser whose errors are ours."""

    def error(self, message: str) -> NoReturn:
        """Raise UsageError instead of leaving the program."""
        hint = f"`{self.prog} --help` lists what there is"
        raise UsageError(bad_input("usage.arguments", Span(self.prog.split()[0]), message, hint))


def _common() -> _Parser:
    common = _Parser(add_help=False)
    common.add_argument("--json", action="store_true", help="print one JSON document on stdout")
    common.add_argument("--sandbox", action="store_true", help="do the work in a limited child process")
    common.add_argument("-C", dest="folder", metavar="DIR", default=".", help="work as if started in DIR")
    return common


def parser() -> argparse.ArgumentParser:
    """Return the parser of the whole command line."""
    common = _common()
    top = _Parser(
        prog="briefgen",
        description="YAML source records in, footnoted and accessible PDF briefs out.",
        epilog="Exit codes: 0 fine, 1 the evidence failed, 2 bad input, 3 a limit, 4 another publisher won, 70 our bug.",
    )
    top.add_argument("--version", action="version", version=f"briefgen {VERSION}")
    top.add_argument("-C", dest="folder_first", metavar="DIR", default=None, help="work as if started in DIR")
    commands = top.add_subparsers(dest="command", metavar="COMMAND", required=True, parser_class=_Parser)

    check = commands.add_parser("check", parents=[common], help="check records and evidence; every problem found")
    check.add_argument("topics", nargs="*", metavar="TOPIC", help="default: all topics")
    check.add_argument("--format", choices=("text", "json", "sarif"), default="text")
    check.add_argument("--as-of", metavar="DATE", help="what counts as today, YYYY-MM-DD")

    drafts = _drafts(common)
    commands.add_parser("build", parents=[drafts], help="build PDFs into output/drafts")
    commands.add_parser("watch", parents=[drafts], help="build, and again at every change, until Ctrl-C")

    new = commands.add_parser("new", help="make a workspace, a topic or an audience pack that builds at once")
    kinds = new.add_subparsers(dest="kind", metavar="KIND", required=True, parser_class=_Parser)
    workspace = kinds.add_parser("workspace", parents=[common], help="a workspace with the sample topic")
    workspace.add_argument("name", metavar="DIR")
    topic = kinds.add_parser("topic", parents=[common], help="a topic with one claim and one source")
    topic.add_argument("name", metavar="ID")
    audience = kinds.add_parser("audience", parents=[common], help="a pack that extends another")
    audience.add_argument("name", metavar="ID")
    audience.add_argument("--from", dest="parent", metavar="AUDIENCE", default="analyst")

    sources = commands.add_parser("sources", help="works from other programs, and for them")
    actions = sources.add_subparsers(dest="action", metavar="ACTION", required=True, parser_class=_Parser)
    taken = actions.add_parser("import", parents=[common], help="CSL-JSON, BibTeX or RIS as source records in YAML")
    taken.add_argument("file", metavar="FILE")
    taken.add_argument("--into", metavar="TOPIC", help="write them into a new file of the topic")
    taken.add_argument("--format", choices=("csl-json", "bibtex", "ris"), help="default: by the file's name")
    given = actions.add_parser("export", parents=[common], help="sources as CSL-JSON")
    given.add_argument("topic", nargs="?", metavar="TOPIC", help="default: all topics")
    _add_archive_commands(commands, common)
    diff = commands.add_parser(
        "diff", parents=[_stored(common)], help="what changed between two editions, claim by claim"
    )
    diff.add_argument("topic", metavar="TOPIC")
    diff.add_argument("old", metavar="OLD", help="an edition: 3, 0003 or AQI-0003; `records` are the working files")
    diff.add_argument("new", metavar="NEW")
    diff.add_argument("-o", "--output", metavar="FILE", help="write a page too: FILE.pdf or FILE.html")
    impact = commands.add_parser("impact", parents=[_stored(common)], help="what rests on a source")
    impact.add_argument("source", metavar="SOURCE", help="the id of a source")
    inspect = commands.add_parser("inspect", parents=[common], help="what a lone PDF says of itself")
    inspect.add_argument("file", metavar="FILE.pdf")
    extract = commands.add_parser("extract", parents=[common], help="take out the files that a lone PDF carries")
    extract.add_argument("file", metavar="FILE.pdf")
    extract.add_argument("-o", "--output", metavar="DIR", required=True, help="a folder that does not exist yet")

    commands.add_parser("fonts", parents=[common], help="list the fonts that are found")
    commands.add_parser("limits", parents=[common], help="list every limit")
    explain = commands.add_parser("explain", parents=[common], help="say what an error code means")
    explain.add_argument("code", nargs="?", metavar="CODE", help="default: list all codes")
    return top


def _drafts(common: _Parser) -> _Parser:
    """Return what `build` takes, and `watch` too."""
    drafts = _Parser(add_help=False, parents=[common])
    drafts.add_argument("topics", nargs="*", metavar="TOPIC", help="default: all topics")
    drafts.add_argument("-a", "--audience", action="append", metavar="AUDIENCE", help="default: the workspace's")
    drafts.add_argument("-o", "--output", metavar="DIR", help="default: output/drafts")
    drafts.add_argument("--as-of", metavar="DATE", help="the date that the draft carries, YYYY-MM-DD")
    drafts.add_argument("--jobs", type=_count, metavar="N", help="topics built at once; default: one per processor")
    return drafts


def _stored(common: _Parser) -> _Parser:
    """Return what every command that looks into the archive takes."""
    stored = _Parser(add_help=False, parents=[common])
    stored.add_argument("--archive", metavar="PLACE", help="a folder or address that holds the editions of all topics")
    return stored


def _add_archive_commands(commands: Any, common: _Parser) -> None:
    """Add the commands that write and read the archive of editions."""
    stored = _stored(common)
    publish = commands.add_parser("publish", parents=[stored], help="put a dated edition into the archive")
    publish.add_argument("topic", metavar="TOPIC")
    publish.add_argument("-a", "--audience", action="append", metavar="AUDIENCE", help="default: the workspace's")
    publish.add_argument("--date", metavar="DATE", help="the date of the edition, YYYY-MM-DD; default: today")
    publish.add_argument("--note", metavar="TEXT", help="what is new or corrected, in one line")
    publish.add_argument("--cutoff", metavar="DATE", help="leave out what was not known on this day")
    publish.add_argument("--dry-run", action="store_true", help="do everything but write")
    publish.add_argument("--sign", metavar="KEY", help="sign the edition with an SSH key")
    publish.add_argument("--pades", metavar="FILE.p12", help="certify a copy of each PDF with this PKCS#12 file")
    publish.add_argument("--pades-passphrase", metavar="FILE", help="the file whose first line is its passphrase")

    editions = commands.add_parser("editions", parents=[stored], help="list the editions in the archive")
    editions.add_argument("topic", nargs="?", metavar="TOPIC", help="default: all topics")

    verify = commands.add_parser("verify", parents=[stored], help="say whether the archive is whole and unchanged")
    verify.add_argument("topic", nargs="?", metavar="TOPIC", help="default: all topics")
    verify.add_argument("--expect-head", metavar="HEAD", help="the head that the archive must have")
    verify.add_argument("--rebuild", action="store_true", help="build each edition again, and compare bytes")

    verify.add_argument("--allowed-signers", metavar="FILE", help="whose SSH signatures count (ssh-keygen's file)")
    verify.add_argument("--tsa-certificates", metavar="FILE", help="whose time stamps count, PEM")
    verify.add_argument("--pades-certificates", metavar="FILE", help="whose certified PDFs count, PEM")

    sign = commands.add_parser("sign", parents=[stored], help="sign an edition that is published already")
    sign.add_argument("topic", metavar="TOPIC")
    sign.add_argument("edition", metavar="EDITION", help="3, 0003 or AQI-0003")
    sign.add_argument("--key", metavar="KEY", help="an SSH key")
    sign.add_argument("--pades", metavar="FILE.p12", help="certify a copy of each PDF with this PKCS#12 file")
    sign.add_argument("--pades-passphrase", metavar="FILE", help="the file whose first line is its passphrase")

    stamp = commands.add_parser("stamp", parents=[stored], help="ask for a time stamp, or keep the answer (RFC 3161)")
    stamp.add_argument("topic", metavar="TOPIC")
    stamp.add_argument("edition", metavar="EDITION", help="3, 0003 or AQI-0003")
    stamp.add_argument("--request", metavar="FILE.tsq", help="write the request; nothing is sent")
    stamp.add_argument("--response", metavar="FILE.tsr", help="keep the authority's answer")
    stamp.add_argument("--tsa-certificates", metavar="FILE", help="whose answer it must be, PEM")

    head = commands.add_parser("head", parents=[stored], help="print the digest that stands for the whole archive")
    head.add_argument("topic", metavar="TOPIC")

    withdraw = commands.add_parser("withdraw", parents=[stored], help="take an edition back, by a new edition")
    withdraw.add_argument("topic", metavar="TOPIC")
    withdraw.add_argument("edition", metavar="EDITION", help="3, 0003 or AQI-0003")
    withdraw.add_argument("--reason", metavar="TEXT", required=True, help="why, in one line")
    withdraw.add_argument("--date", metavar="DATE", help="the date of the withdrawal, YYYY-MM-DD; default: today")
    withdraw.add_argument(
        "--remove-payload", action="store_true", help="delete the edition's payload, where the law demands it"
    )


def _count(text: str) -> int:
    if not text.isascii() or not text.isdigit() or int(text) < 1:
        raise argparse.ArgumentTypeError(f"{text!r} is not a whole number above 0")
    return int(text)


def _command(options: argparse.Namespace) -> Callable[[argparse.Namespace], int]:
    """Import the module of a command, and no other."""
    match options.command:
        case "build":
            from briefgen.cli.build import build as command
        case "watch":
            from briefgen.cli.watch import watch as command
        case "check":
            from briefgen.cli.check import check as command
        case "new":
            from briefgen.cli.new import new as command
        case "sources":
            from briefgen.cli.sources import sources as command
        case "diff":
            from briefgen.cli.diff import diff as command
        case "impact":
            from briefgen.cli.impact import impact as command
        case "inspect":
            from briefgen.cli.inspect import inspect as command
        case "extract":
            from briefgen.cli.extract import extract as command
        case "fonts":
            from briefgen.cli.fonts import fonts as command
        case "publish":
            from briefgen.cli.publish import publish as command
        case "editions":
            from briefgen.cli.editions import editions as command
        case "verify":
            from briefgen.cli.verify import verify as command
        case "sign":
            from briefgen.cli.sign import sign as command
        case "stamp":
            from briefgen.cli.stamp import stamp as command
        case "head":
            from briefgen.cli.head import head as command
        case "withdraw":
            from briefgen.cli.withdraw import withdraw as command
        case "limits":
            from briefgen.cli.limits import limits as command
        case _:
            from briefgen.cli.explain import explain as command
    return command


def run(arguments: Sequence[str]) -> int:
    """Run one command line; return its exit code. Prints what was asked to stdout, all else to stderr."""
    json = "--json" in arguments or "json" in arguments
    try:
        for stream in (sys.stdout, sys.stderr):
            if hasattr(stream, "reconfigure"):
                stream.reconfigure(encoding="utf-8", errors="backslashreplace")
        options = parser().parse_args(arguments)
        if options.folder_first is not None and options.folder == ".":
            options.folder = options.folder_first
        if options.sandbox and options.command != "watch":  # each of its builds is sandboxed, it is not
            from briefgen.guard import run_in_sandbox

            return run_in_sandbox([word for word in arguments if word != "--sandbox"])
        code = _command(options)(options)
        sys.stdout.flush()
    except BriefgenError as error:
        return _fail(error, json=json)
    except BrokenPipeError:
        _close_stdout()
        return _CLOSED
    except OSError as error:
        if error.filename is not None:
            return _apologise(error, json=json)
        _close_stdout()
        message = f"the output cannot be written: {error.strerror}"
        print_text([bad_input("usage.closed-output", Span("briefgen"), message)], sys.stderr)
        return _CLOSED
    except MemoryError:
        return _fail(
            LimitError(limit("memory", Span("briefgen"), "the work needs more memory than it may use")), json=json
        )
    except KeyboardInterrupt:
        print("briefgen: stopped", file=sys.stderr)
        return 130
    except Exception as error:  # noqa: BLE001  (the last resort: a bug of ours)
        return _apologise(error, json=json)
    return code


def _fail(error: BriefgenError, *, json: bool) -> int:
    try:
        if json:
            print_json({"messages": [as_dict(problem) for problem in error.problems]})
        else:
            print_text(error.problems, sys.stderr)
        sys.stdout.flush()
    except BrokenPipeError:
        _close_stdout()
    return error.exit_code


def _close_stdout() -> None:
    """Point stdout at nothing, so that the interpreter does not complain about it at its end."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


def _apologise(error: Exception, *, json: bool) -> int:
    import tempfile
    import traceback

    with tempfile.NamedTemporaryFile(
        "w", prefix="briefgen-", suffix=".txt", delete=False, encoding="utf-8", errors="backslashreplace"
    ) as file:
        file.write(f"briefgen {VERSION}, Python {sys.version}\n\n")
        traceback.print_exception(error, file=file)
    problem = bad_input(
        "internal",
        Span(file.name),
        f"sorry, this is a fault in briefgen ({type(error).__name__}); details are in this file",
    )
    if json:
        print_json({"messages": [as_dict(problem)]})
    print_text([problem], sys.stderr)
    return 70
