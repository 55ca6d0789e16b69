"""Small archives for tests: bytes that look like an edition, published by the real publisher."""

import json
from collections.abc import Callable, Iterable
from hashlib import sha512
from pathlib import Path

from briefgen.editions.bag import make_bag
from briefgen.editions.filesystem import FileSystem, LocalFiles
from briefgen.editions.model import Edition, folder_name
from briefgen.editions.publish import Content, Make, Place, commit_edition
from briefgen.editions.verify import Verdict, verify_archive
from briefgen.editions.withdraw import withdraw_edition

__all__ = ["TOPIC", "about", "an_archive", "codes", "content", "maker", "publish", "rebag", "verify", "withdraw"]

TOPIC = "topic"


def about(place: Place, date: str, note: str = "") -> dict[str, object]:
    """Return what `edition.json` must say so that it agrees with bag-info."""
    return {
        "topic": place.topic,
        "number": place.number,
        "label": place.label("AQ"),
        "kind": "edition",
        "date": date,
        "note": note,
        "claims": [{"id": f"c{place.number}", "text": "words"}],
    }


def content(place: Place, date: str = "2021-01-13", note: str = "") -> Content:
    """Return a small payload: a brief, a record, a snapshot, a pack."""
    payload = {
        f"data/briefs/{place.topic}-{place.name}-analyst.pdf": b"%PDF-1.7 brief " + place.name.encode(),
        "data/records/brief.yaml": f"title: brief {place.name}\n".encode(),
        "data/records/snapshots/speech.txt": f"what was said, {place.name}\n".encode(),
        "data/packs/analyst/audience.yaml": b"title: Analysts\n",
        "data/edition.json": json.dumps(about(place, date, note), indent=1).encode(),
    }
    return Content(payload, place.label("AQ"), date, note=note, cutoff="2021-01-12", handling="TLP:CLEAR")


def maker(date: str = "2021-01-13", note: str = "") -> Make:
    """Return what makes the content of the next edition."""
    return lambda place: content(place, date, note)


def publish(store: FileSystem, date: str = "2021-01-13", note: str = "") -> Edition:
    """Publish one small edition."""
    return commit_edition(store, TOPIC, date, maker(date, note))


def withdraw(store: FileSystem, name: str, *, remove: bool = False, date: str = "2021-01-13") -> Edition:
    """Withdraw an edition."""
    return withdraw_edition(store, TOPIC, name, "a wrong date", date, remove=remove)


def verify(store: FileSystem | Path, **known: object) -> Verdict:
    """Verify the archive of a store or folder."""
    place = LocalFiles(str(store)) if isinstance(store, Path) else store
    return verify_archive(place, TOPIC, **known)  # type: ignore[arg-type]


def codes(verdict: Verdict) -> list[str]:
    """Return the codes of what was found."""
    return [problem.code for problem in verdict.problems]


def an_archive(folder: Path, count: int = 5, *, withdrawn: int = 2) -> Path:
    """Make an archive of `count` editions, the last of which withdraws number `withdrawn` (0: none does)."""
    place = folder / TOPIC
    store = LocalFiles(str(place), make=True)
    for number in range(1, count + 1):
        if withdrawn and number == count:
            withdraw(store, str(withdrawn))
        else:
            publish(store, note=f"the note of {number}")
    return place


def rebag(
    archive: Path,
    number: int,
    *,
    fields: Callable[[dict[str, str]], None] = lambda _: None,
    payload: Callable[[dict[str, bytes]], None] = lambda _: None,
    onwards: bool = True,
) -> None:
    """Forge: write a bag anew with other fields or payload, every digest right, and the later bags' chain too."""
    from briefgen.editions.bag import read_info

    for current in range(number, max(_numbers(archive)) + 1) if onwards else (number,):
        folder = archive / folder_name(current)
        info = read_info((folder / "bag-info.txt").read_bytes())[0]
        files = {str(p.relative_to(folder)): p.read_bytes() for p in (folder / "data").rglob("*") if p.is_file()}
        if current > 1 and current > number:
            before = archive / folder_name(current - 1) / "tagmanifest-sha512.txt"
            info["Previous-Edition-SHA512"] = sha512(before.read_bytes()).hexdigest()
        if current == number:
            fields(info)
            payload(files)
        _write(folder, files, info)


def _write(folder: Path, files: dict[str, bytes], info: dict[str, str]) -> None:
    try:
        bag = make_bag(files, info)
    except Exception:  # noqa: BLE001  (a field that the writer refuses: forge its lines by hand)
        bag = make_bag(files, _plain(info))
        lines = "".join(f"{name}: {value}\n" for name, value in info.items()).encode()
        bag["bag-info.txt"] = lines
        tags = ("bag-info.txt", "bagit.txt", "manifest-sha512.txt")
        bag["tagmanifest-sha512.txt"] = "".join(f"{sha512(bag[t]).hexdigest()}  {t}\n" for t in tags).encode()
    for path, data in bag.items():
        (folder / path).parent.mkdir(parents=True, exist_ok=True)
        (folder / path).write_bytes(data)


def _plain(info: dict[str, str]) -> dict[str, str]:
    return {
        "Bag-Software-Agent": "briefgen 0",
        "Bagging-Date": "2021-01-13",
        "External-Identifier": "topic/0001",
        "Edition-Number": "0001",
        "Edition-Label": "AQ-0001",
        "Edition-Kind": "edition",
        "Previous-Edition-SHA512": "none",
    }


def _numbers(archive: Path) -> Iterable[int]:
    return [int(entry.name) for entry in archive.iterdir() if entry.name.isdigit()]
