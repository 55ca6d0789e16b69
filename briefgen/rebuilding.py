"""An edition in, the same edition built once more from its own payload: are the bytes the same?

Records, packs, date, number, cut-off and the edition before come from the archive alone; the workspace lends its
typefaces. Bytes are compared only where they can be the same: another version of briefgen or of what it builds on, other
limits, styles or typefaces are said and nothing is claimed.
"""

import gc
from collections.abc import Mapping
from typing import Any, Final

from briefgen import limits
from briefgen.diagnostics import Span, exit_code, finding
from briefgen.editions.model import Archive, Edition, Kind, folder_name
from briefgen.editions.payload import packs_of, records_of
from briefgen.editions.publish import removals
from briefgen.errors import BriefgenError, EditionError, EvidenceError, Reportable
from briefgen.evidence import examine
from briefgen.inputs import snapshot_readers
from briefgen.pipeline import Built, Imprint
from briefgen.project import Project, parse_date
from briefgen.publication import build_editions, tool
from briefgen.selection.audience import Audience
from briefgen.selection.pack import load_pack
from briefgen.styles import style_bytes

__all__ = ["Rebuilt", "rebuild"]

_MAKERS: Final = ("version", "engine", "packages", "zlib")


class Rebuilt:
    """What came of one edition: `compared` PDFs, the findings, and why nothing was compared (empty if it was)."""

    __slots__ = ("compared", "edition", "problems", "reason")

    def __init__(self, edition: Edition, compared: int, problems: list[Reportable], reason: str) -> None:
        self.edition: Final = edition
        self.compared: Final = compared
        self.problems: Final = problems
        self.reason: Final = reason


def rebuild(project: Project, archive: Archive, edition: Edition) -> Rebuilt:
    """Build an edition again and compare its PDFs. Findings have the code `archive.rebuild`."""
    if edition.kind is Kind.WITHDRAWAL:
        return Rebuilt(edition, 0, [], "a withdrawal holds no brief")
    gc.disable()
    try:
        reason = _other_maker(edition.about) or _other_styles(edition)
        if reason:
            return Rebuilt(edition, 0, [], reason)
        return _compare(edition, _build(project, archive, edition))
    except EditionError as error:
        removed = {each.withdraws for each in archive.editions if each.withdraws and removals(each)}
        if edition.number in removed:
            return Rebuilt(edition, 0, [], "its payload was removed")
        if _since(edition) in removed:
            return Rebuilt(edition, 0, [], "the payload of the edition that it names as the one before was removed")
        return Rebuilt(edition, 0, list(error.problems), "")
    except BriefgenError as error:
        message = f"edition {folder_name(edition.number)} cannot be built again: {error.problems[0].line()}"
        return Rebuilt(edition, 0, [finding("archive.rebuild", Span(edition.shown), message)], "")
    finally:
        gc.enable()


def _other_maker(about: Mapping[str, Any]) -> str:
    """Say what made the edition and is another here; empty when all is the same."""
    was, now = about.get("tool", {}), tool()
    for what in _MAKERS:
        if what != "packages" and was.get(what) != now[what]:
            name = {"version": "briefgen", "engine": "engine"}.get(what, what)
            return f"it was built by {name} {was.get(what)}, this is {now[what]}"
    before, here = was.get("packages", {}), now["packages"]
    for package in sorted({*before, *here}):
        if before.get(package) != here.get(package):
            return f"it was built with {package} {before.get(package)}, this is {here.get(package)}"
    for name in limits.LIMITS:
        if about.get("limits", {}).get(name) != limits.value(name):
            return f"it was built under another limit {name}"
    return ""


def _other_styles(edition: Edition) -> str:
    """Say which citation style that ships is not the one that the edition holds."""
    for name, data in edition.below("data/styles/").items():
        style = name.removesuffix(".csl")
        try:
            same = style_bytes(style, Span(edition.show(f"data/styles/{name}"))) == data
        except BriefgenError:
            same = False
        if not same:
            return f"its citation style {style} is not the one that ships with this briefgen"
    return ""


def _packs(edition: Edition) -> dict[str, Audience]:
    folder = packs_of(edition)
    return {name: load_pack(name, [(folder, "")]) for name in edition.about["audiences"]}


def _imprint(archive: Archive, edition: Edition) -> Imprint:
    """Return what the edition's briefs print of the editions before it."""
    from briefgen.compose.colophon import Previous

    previous = since = None
    if edition.number > archive.numbers[0]:
        last = archive.edition(edition.number - 1)
        previous = Previous(last.label, last.date, last.head)
    told = _since(edition)
    if told:
        base = archive.edition(told)
        since = (base.label, base.date, records_of(base))
    return Imprint(edition.label, previous, since, edition.note)


def _since(edition: Edition) -> int:
    """Return the number of the edition since which changes are told, 0 if there is none."""
    told = edition.about.get("changes", {}).get("since", 0)
    return told if isinstance(told, int) else 0


def _build(project: Project, archive: Archive, edition: Edition) -> dict[str, Built]:
    records = records_of(edition)
    packs = _packs(edition)
    date = parse_date(edition.date, edition.shown)
    shows = frozenset(block for pack in packs.values() for block in pack.show)
    examination = examine(records, date, shows=shows, readers=snapshot_readers())
    if exit_code([problem.status for problem in examination.diagnostics]):
        raise EvidenceError(*examination.diagnostics)
    return build_editions(project, records, examination, packs, date, _imprint(archive, edition))


def _compare(edition: Edition, briefs: Mapping[str, Built]) -> Rebuilt:
    fonts = {face: digest for built in briefs.values() for face, digest in built.fonts.items()}
    if fonts != edition.about.get("fonts"):
        return Rebuilt(edition, 0, [], "it was set in other typefaces than those found here")
    problems: list[Reportable] = []
    for row in edition.about["briefs"]:
        path, audience = row["path"], row["audience"]
        if edition.read(path) != briefs[audience].data:
            message = f"edition {folder_name(edition.number)}: built again from its own records, the brief differs"
            problems.append(finding("archive.rebuild", Span(edition.show(path)), message, _HINT))
    return Rebuilt(edition, len(briefs), problems, "")


_HINT: Final = "if `verify` finds the archive whole, this is a fault in briefgen: report it"
