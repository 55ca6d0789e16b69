"""Taking back what was published: an edition of kind withdrawal, which names the earlier one and the reason.

Nothing is deleted, but where the law demands it: then the payload of the withdrawn edition goes, its tag files stay, so
that the chain is whole, and the withdrawal is the notice. Invariant: the notice is published before the first file goes.
"""

from collections.abc import Iterable

from briefgen.diagnostics import Span, bad_input
from briefgen.editions.archive import open_archive
from briefgen.editions.filesystem import FileSystem
from briefgen.editions.model import Edition, Kind, folder_name
from briefgen.editions.publish import Content, Place, commit_edition, removals, remove_payload
from briefgen.errors import UsageError
from briefgen.version import VERSION

__all__ = ["withdraw_edition", "withdrawal"]


def withdrawal(place: Place, edition: Edition, reason: str, date: str, removed: Iterable[str] = ()) -> Content:
    """Return the content of an edition that takes back an earlier one. `removed` are payload files to be deleted.

    Raises UsageError for an edition that cannot be withdrawn: a withdrawal itself.
    """
    import json

    if edition.kind is Kind.WITHDRAWAL:
        message = f"edition {folder_name(edition.number)} is a withdrawal, and is not taken back"
        hint = "publish an edition that says what holds now"
        raise UsageError(bad_input("edition.withdrawal", Span(edition.shown), message, hint))
    assert place.previous is not None
    series = edition.label.rpartition("-")[0]
    label = f"{series}-{place.name}"
    gone = list(removed)
    about = {
        "format": 1,
        "topic": place.topic,
        "number": place.number,
        "label": label,
        "kind": str(Kind.WITHDRAWAL),
        "date": date,
        "note": reason,
        "tool": {"name": "briefgen", "version": VERSION},
        "previous": {"number": place.previous.number, "date": place.previous.date, "head": place.previous.head},
        "withdraws": {"number": edition.number, "label": edition.label, "date": edition.date, "reason": reason},
        "removed": gone,
    }
    data = json.dumps(about, ensure_ascii=False, indent=1, sort_keys=True).encode() + b"\n"
    return Content(
        {"data/edition.json": data},
        label,
        date,
        Kind.WITHDRAWAL,
        reason,
        handling=edition.handling,
        withdraws=edition.number,
    )


def withdraw_edition(store: FileSystem, topic: str, name: str, reason: str, date: str, *, remove: bool) -> Edition:
    """Publish a withdrawal of the edition that `name` names; with `remove` its payload is deleted after that.

    Raises as `commit_edition` does, and UsageError (`edition.unknown`, `edition.withdrawal`).
    """

    def make(place: Place) -> Content:
        edition = open_archive(store).find(name)
        return withdrawal(place, edition, reason, date, edition.files if remove else ())

    try:
        edition = commit_edition(store, topic, date, make)
        if remove:
            with store.lock():
                remove_payload(open_archive(store), edition.withdraws, removals(edition))
    except OSError as error:
        message = (
            f"the notice is published, but the payload cannot be removed: {(error.strerror or str(error)).lower()}"
        )
        hint = "the next publish or withdraw finishes the removal"
        raise UsageError(
            bad_input("path.write", Span(store.show(folder_name(edition.withdraws))), message, hint)
        ) from None
    return edition
