"""Two states of a topic in, what changed and a verdict out.

A state is an edition or the working files. The verdict is ordered: IDENTICAL < TYPESETTING < WORDING < EVIDENCE, and is
that of the gravest change. Each change needs a rule that explains it; what no rule explains counts as EVIDENCE. The
number, date and note of an edition are no change: every edition has its own.
"""

from collections.abc import Iterable, Mapping
from enum import IntEnum
from hashlib import sha256
from types import MappingProxyType
from typing import Any, Final

from briefgen.editions.model import Archive, Edition, Kind, folder_name
from briefgen.editions.payload import packs_of, records_of
from briefgen.errors import BriefgenError
from briefgen.records.compare import Changes, compare
from briefgen.records.store import RecordSet
from briefgen.selection.audience import Audience
from briefgen.selection.pack import list_packs, load_pack

__all__ = ["ChangeLevel", "Difference", "Reason", "State", "diff", "state_of", "working_state"]


class ChangeLevel(IntEnum):
    """How grave a change is, in order."""

    IDENTICAL = 0
    TYPESETTING = 1
    WORDING = 2
    EVIDENCE = 3

    @property
    def word(self) -> str:
        """Return the name as it is printed."""
        return self.name.lower()


class Reason:
    """One thing that differs, in a sentence, and how grave that is."""

    __slots__ = ("level", "words")

    def __init__(self, level: ChangeLevel, words: str) -> None:
        self.level: Final = level
        self.words: Final = words


class State:
    """What is compared. `packs` and `built` are None where they are not known: the working files have no build.

    `files` maps each figure and saved copy to the SHA-256 of its bytes. `built` maps what made the PDFs
    (tool, fonts) to its version or digest. `withdraws` is the sentence of a withdrawal, else empty.
    """

    __slots__ = ("built", "date", "files", "label", "packs", "records", "withdraws")

    def __init__(
        self,
        label: str,
        date: str,
        records: RecordSet,
        *,
        files: Mapping[str, str] = MappingProxyType({}),
        packs: Mapping[str, Audience] | None = None,
        built: Mapping[str, str] | None = None,
        withdraws: str = "",
    ) -> None:
        self.label: Final = label
        self.date: Final = date
        self.records: Final = records
        self.files: Final = files
        self.packs: Final = packs
        self.built: Final = built
        self.withdraws: Final = withdraws


class Difference:
    """The outcome: both states, the changes of records, and everything else that differs."""

    __slots__ = ("changes", "level", "new", "old", "reasons")

    def __init__(self, old: State, new: State, changes: Changes, reasons: tuple[Reason, ...]) -> None:
        self.old: Final = old
        self.new: Final = new
        self.changes: Final = changes
        self.reasons: Final = reasons
        levels = [_level_of(changes), *(reason.level for reason in reasons)]
        self.level: Final = max(levels)

    def as_dict(self) -> dict[str, Any]:
        """Return the contract's JSON document."""
        changes = self.changes
        return {
            "added": list(changes.added),
            "withdrawn": list(changes.withdrawn),
            "reworded": list(changes.of("reworded")),
            "re-sourced": list(changes.of("re-sourced")),
            "moved": list(changes.of("moved")),
            "regraded": list(changes.of("regraded")),
            "verdict": self.level.word,
        }


def state_of(archive: Archive, edition: Edition) -> State:
    """Read an edition as a state; a withdrawal says what the edition before it said, and takes something back.

    Raises EditionError when its payload is gone or unreadable.
    """
    label, date, withdraws = edition.label, edition.date, ""
    while edition.kind == Kind.WITHDRAWAL and edition.number > archive.numbers[0]:
        withdraws = withdraws or f"{label} withdraws edition {folder_name(edition.withdraws)}: {edition.note}"
        edition = archive.edition(edition.number - 1)
    records = records_of(edition)
    folder = packs_of(edition)
    try:
        there = list_packs([(folder, "")])
        audiences = [name for name in edition.about.get("audiences", ()) if name in there]
        packs = {name: load_pack(name, [(folder, "")]) for name in audiences}
    except BriefgenError:  # packs of another time, which today's reader does not know
        packs = None
    files = {path: sha256(data).hexdigest() for path, data in edition.records().items() if "/" in path}
    return State(label, date, records, files=files, packs=packs, built=_built(edition), withdraws=withdraws)


def _built(edition: Edition) -> dict[str, str]:
    """Return what made the PDFs of an edition: tool, packages, typefaces, styles, each with version or digest."""
    tool, fonts = edition.about.get("tool", {}), edition.about.get("fonts", {})
    built = {f"typeface {name}": str(digest) for name, digest in fonts.items()}
    built |= {f"version of {name}": str(version) for name, version in tool.get("packages", {}).items()}
    built |= {f"{name} of briefgen": str(tool.get(name, "")) for name in ("version", "engine")}
    styles = edition.below("data/styles/").items()
    return built | {f"text of the style {name}": sha256(data).hexdigest() for name, data in styles}


def working_state(records: RecordSet) -> State:
    """Return the working files as a state; packs and builds are left aside."""
    named = _named(records)
    listed = [(path, "image") for path in records.figures if path in named]
    listed += [(path, "snapshot") for path in records.snapshots if path in named]
    files = {path: sha256(records.read(path, size)).hexdigest() for path, size in listed}
    return State("records", "", records, files=files)


def diff(old: State, new: State) -> Difference:
    """Compare two states."""
    reasons = [*_of_files(old, new), *_of_packs(old, new), *_of_build(old, new)]
    if new.withdraws and new.label != old.label:
        reasons.append(Reason(ChangeLevel.EVIDENCE, new.withdraws))
    return Difference(old, new, compare(old.records, new.records), tuple(reasons))


# --- the level of what changed in the records -------------------------------------------------

_CLAIM_LEVELS: Final = {
    "reworded": ChangeLevel.WORDING,
    "moved": ChangeLevel.WORDING,
    "re-sourced": ChangeLevel.EVIDENCE,
    "regraded": ChangeLevel.EVIDENCE,
}
# Fields of the brief that say something of it and nothing of the evidence.
_WORDED: Final = frozenset({"title", "subtitle", "series", "contact", "question", "scope", "disclaimer", "sections"})


def _level_of(changes: Changes) -> ChangeLevel:
    """Return the level of the gravest change of records."""
    levels = [ChangeLevel.IDENTICAL]
    if changes.added or changes.withdrawn or changes.sources:
        levels.append(ChangeLevel.EVIDENCE)
    if changes.entities:
        levels.append(ChangeLevel.WORDING)
    levels += [
        _CLAIM_LEVELS.get(kind, ChangeLevel.EVIDENCE) for change in changes.claims.values() for kind in change.kinds
    ]
    for judgment in changes.judgments:
        worded = bool(judgment.fields) and set(judgment.fields) <= {"text", "order"}
        levels.append(ChangeLevel.WORDING if worded else ChangeLevel.EVIDENCE)
    for change in changes.brief:
        field = change.field.partition(".")[0]
        worded = field in _WORDED and not change.field.endswith(".require")
        levels.append(ChangeLevel.WORDING if worded else ChangeLevel.EVIDENCE)
    return max(levels)


# --- everything but the records ------------------------------------------------------------------


def _of_files(old: State, new: State) -> Iterable[Reason]:
    """Yield figures and saved copies whose bytes differ: no rule says what that means."""
    for path in sorted({*old.files, *new.files}):
        if path in old.files and path in new.files:
            if old.files[path] != new.files[path]:
                yield Reason(ChangeLevel.EVIDENCE, f"{path} has other bytes")
        elif path in _named(old.records) and path in _named(new.records):
            state = old if path in old.files else new
            yield Reason(ChangeLevel.EVIDENCE, f"only {state.label} holds {path}")


def _named(records: RecordSet) -> frozenset[str]:
    """Return the figures and saved copies that records name."""
    named = {claim.figure.file for claim in records.claims.values() if claim.figure is not None}
    named.update(copy.path for source in records.sources.values() for copy in source.preserved if copy.path)
    return frozenset(named)


def _of_packs(old: State, new: State) -> Iterable[Reason]:
    if old.packs is None or new.packs is None:
        if old.built is not None and new.built is not None:
            label = (old if old.packs is None else new).label
            yield Reason(ChangeLevel.EVIDENCE, f"the packs of {label} cannot be read by this briefgen")
        return
    for name in sorted({*old.packs, *new.packs}):
        if name not in old.packs or name not in new.packs:
            state = old if name in old.packs else new
            yield Reason(ChangeLevel.EVIDENCE, f"only {state.label} was made for the audience {name}")
        else:
            yield from _of_pack(old.packs[name], new.packs[name])


def _of_pack(old: Audience, new: Audience) -> Iterable[Reason]:
    """Yield what differs between two packs, settings resolved."""
    for what, level, one, other in (
        ("selects other records", ChangeLevel.EVIDENCE, _chosen(old), _chosen(new)),
        ("has other templates", ChangeLevel.EVIDENCE, _templates(old), _templates(new)),
        ("uses other fixed words", ChangeLevel.WORDING, dict(old.words), dict(new.words)),
        ("shows other parts", ChangeLevel.WORDING, old.show, new.show),
        ("has another title", ChangeLevel.WORDING, old.title, new.title),
        ("is in another language", ChangeLevel.WORDING, old.language, new.language),
        ("has another citation style", ChangeLevel.TYPESETTING, (old.style, old.csl), (new.style, new.csl)),
        ("looks different", ChangeLevel.TYPESETTING, _looks(old), _looks(new)),
    ):
        if one != other:
            yield Reason(level, f"the pack {new.id} {what}")


def _chosen(pack: Audience) -> Any:
    choice = pack.select
    at_most = sorted(choice.at_most.items())
    # An `audiences:` of a claim is matched against the line of packs.
    return choice.variant, choice.handling, sorted(choice.kinds), at_most, sorted(choice.rank), pack.lineage


def _templates(pack: Audience) -> Any:
    return pack.template, {name: " ".join(file.text.split()) for name, file in pack.files.items()}


def _looks(pack: Audience) -> Any:
    page, notes = pack.page, pack.notes
    sheet = page.size, page.columns, page.aim, page.facing, page.sections
    return dict(pack.theme), sheet, notes.at, notes.number


def _of_build(old: State, new: State) -> Iterable[Reason]:
    """Yield what made the PDFs and differs: the same records set by another tool or in other fonts."""
    if old.built is None or new.built is None:
        return
    for what in sorted({*old.built, *new.built}):
        if old.built.get(what) != new.built.get(what):
            yield Reason(ChangeLevel.TYPESETTING, f"the PDFs were made with another {what}")
