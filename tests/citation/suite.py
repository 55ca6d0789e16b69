"""Run CSL processor fixtures: `python -m tests.citation.suite FOLDER` names the failing ones and counts.

With `--peer citeproc-py` the other CSL processor of Python runs the same files, and its score stands beside ours;
`--write FILE` puts the table of scores between the marks of a Markdown page.
"""

import argparse
import json
import re
import signal
import sys
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from briefgen.citation import Citation, CiteItem, Engine, Style
from briefgen.citation.cite import FIRST, IBID, IBID_WITH_LOCATOR, NEAR_NOTE, SUBSEQUENT
from tests.citation.fixture_html import html

__all__ = ["load", "locale_reader", "main", "outcome", "run", "tidy"]

_SECTION = re.compile(r">>=+ ([A-Z-]+) =+>>\n(.*?)\n?<<=+ \1 =+<<", re.DOTALL)
_POSITIONS = {
    0: FIRST,
    1: SUBSEQUENT,
    2: SUBSEQUENT | IBID,
    3: SUBSEQUENT | IBID | IBID_WITH_LOCATOR,
}
_PATIENCE = 60  # seconds for one fixture
_BEGIN, _END = "<!-- csl-suite -->", "<!-- /csl-suite -->"
_JSON_PARTS = ("INPUT", "CITATION-ITEMS", "CITATIONS", "BIBENTRIES", "BIBSECTION", "OPTIONS", "ABBREVIATIONS")


def load(path: Path) -> dict[str, Any]:
    """Read one fixture file into its sections."""
    found = dict(_SECTION.findall(path.read_text(encoding="utf-8")))
    out: dict[str, Any] = dict.fromkeys(_JSON_PARTS)
    out.update({name: json.loads(text) for name, text in found.items() if name in _JSON_PARTS and text.strip()})
    out["name"] = path.stem
    out["mode"] = found["MODE"].strip()
    out["result"] = found["RESULT"].strip("\n")
    out["csl"] = found["CSL"].strip()
    return out


def _item(cite: dict[str, Any]) -> CiteItem:
    locator = str(cite.get("locator") or "")
    label = str(cite.get("label") or "") if locator else ""
    return CiteItem(str(cite["id"]), locator, label, str(cite.get("prefix") or ""), str(cite.get("suffix") or ""))


def _clusters(engine: Engine, fixture: dict[str, Any], ids: list[str]) -> list[str]:
    """Render citation-items mode: every list is a citation of its own, with the positions that it names."""
    out = []
    for cites in fixture["CITATION-ITEMS"] or [[{"id": name} for name in ids]]:
        items = tuple(_item(cite) for cite in cites)
        at = {
            id(item): (
                _POSITIONS.get(cite.get("position", 0), FIRST) | (NEAR_NOTE if cite.get("near-note") else 0),
                int(cite.get("first-reference-note-number") or 0),
            )
            for item, cite in zip(items, cites, strict=True)
        }
        order = engine._in_order(items) if engine.style.citation.keys else items
        runs = engine.cluster(Citation(items), order, [at[id(item)] for item in order])
        out.append(html(runs))
    return out


def _steps(fixture: dict[str, Any]) -> list[list[tuple[str, Citation]]]:
    """Return the list of citations after each step of citations mode."""
    known: dict[str, Citation] = {}
    order: list[str] = []
    steps: list[list[tuple[str, Citation]]] = []
    for entry, before, after in fixture["CITATIONS"]:
        name = entry.get("citationID") or f"anonymous-{len(steps)}"
        note = entry.get("properties", {}).get("noteIndex", 0)
        known[name] = Citation(tuple(_item(cite) for cite in entry["citationItems"]), note)
        order = [pair[0] for pair in before] + [name] + [pair[0] for pair in after]
        numbers = {pair[0]: pair[1] for pair in [*before, *after]}
        for other, number in numbers.items():
            known[other] = Citation(known[other].items, number)
        steps.append([(each, known[each]) for each in order])
    return steps


def _citations(make: Callable[[], Engine], fixture: dict[str, Any]) -> tuple[str, Engine]:
    """Render citations mode: what the last step changed is marked >>, all else .."""
    steps = _steps(fixture)
    engine = make()
    texts: dict[str, str] = {}
    old: dict[str, str] = {}
    for step in steps:
        engine = make()
        old = texts
        runs = engine.notes([citation for _, citation in step])
        texts = {name: html(run) for (name, _), run in zip(step, runs, strict=True)}
    last = fixture["CITATIONS"][-1][0].get("citationID") or f"anonymous-{len(steps) - 1}"
    lines = [
        f"{'>>' if name == last or old.get(name) != text else '..'}[{i}] {text}"
        for i, (name, text) in enumerate(texts.items())
    ]
    return "\n".join(lines), engine


def run(fixture: dict[str, Any], locales: Callable[[str], bytes | None]) -> str:
    """Return what we make of a fixture, in the form of its result."""
    style = Style.parse(fixture["csl"].encode(), file=fixture["name"] + ".csl")
    items = {str(item.get("id", i)): item for i, item in enumerate(fixture["INPUT"])}
    ids = list(items)

    def make() -> Engine:
        return Engine(style, "en-US", items, locales, markup=True)

    engine = make()
    text = ""
    if fixture["CITATIONS"]:
        text, engine = _citations(make, fixture)
    else:
        entries = fixture["BIBENTRIES"] or [ids]
        engine.enlist(str(name) for name in entries[-1])
        engine._prepare()
        if fixture["mode"] == "citation":
            # Without citation items, everything is cited at once, in the order of the bibliography.
            text = "\n".join(_clusters(engine, fixture, list(engine._numbers)))
        elif fixture["CITATION-ITEMS"]:
            _clusters(engine, fixture, ids)
    if not fixture["mode"].startswith("bibliography"):
        return text
    return _bibliography(engine)


def _bibliography(engine: Engine) -> str:
    lines = ['<div class="csl-bib-body">']
    for _, runs in engine.bibliography():
        inner = html(runs, divs=True)
        if "<div" in inner:
            inner = (
                "\n    "
                + inner.replace('</div><div class="csl-indent">', '</div>\n    <div class="csl-indent">')
                + "\n  "
            )
        lines.append(f'  <div class="csl-entry">{inner}</div>')
    return "\n".join([*lines, "</div>"])


def tidy(text: str) -> str:
    """Even out white space around blocks, and take away the refresh marks of citations mode.

    ">>[1]" and "..[1]" tell a word processor which notes it must replace; our engine returns all of them.
    """
    text = re.sub(r"^(?:>>|\.\.)\[", "[", text, flags=re.MULTILINE)
    text = re.sub(r"\s*(</?div[^>]*>)\s*", r"\1", text)
    return re.sub(r"[ \t]*\n\s*", "\n", text).strip()


def locale_reader(folder: Path) -> Callable[[str], bytes | None]:
    """Read locales beside the fixtures; else from the reference data; else those that ship."""
    root = Path(__file__).resolve().parents[2]
    places = (folder.parent / "locales", root.parent / "shared/csl/locales", root / "briefgen/citation/data/locales")
    known: dict[str, bytes | None] = {}

    def locales(tag: str) -> bytes | None:
        if tag not in known:
            files = (place / f"locales-{tag}.xml" for place in places)
            file = next((file for file in files if file.is_file()), None)
            known[tag] = file.read_bytes() if file else None
        return known[tag]

    return locales


@contextmanager
def _at_most(seconds: int) -> Iterator[None]:
    """Break off what takes longer; raises TimeoutError."""

    def ring(*_: object) -> None:
        message = f"no result after {seconds} seconds"
        raise TimeoutError(message)

    before = signal.signal(signal.SIGALRM, ring)
    signal.alarm(seconds)
    try:
        yield
    finally:
        signal.alarm(0)
        signal.signal(signal.SIGALRM, before)


def outcome(path: Path, processor: Callable[[dict[str, Any]], str]) -> tuple[bool, str, str]:
    """Run one fixture: passed, what was wanted, what came (or the exception)."""
    wanted = ""
    try:
        fixture = load(path)
        wanted = fixture["result"]
        with _at_most(_PATIENCE):
            made = processor(fixture)
    except Exception as error:  # noqa: BLE001 - a fixture that breaks us is a failed fixture
        return False, wanted, f"{type(error).__name__}: {error}"
    return tidy(made) == tidy(wanted), wanted, made


def _table(names: list[str], ours: set[str], theirs: set[str] | None) -> str:
    """Return the scores by category, the part of a name before its first `_`, as a Markdown table."""
    heads = ["category", "fixtures", "briefgen"] + (["citeproc-py"] if theirs is not None else [])
    scores = [ours] if theirs is None else [ours, theirs]
    sizes = Counter(name.partition("_")[0] for name in names)
    rows = [heads, ["---", *["--:"] * (len(heads) - 1)]]
    for category, size in sorted(sizes.items()):
        passed = [sum(name.partition("_")[0] == category for name in score) for score in scores]
        rows.append([category, str(size), *map(str, passed)])
    shares = [f"{len(score)} ({100 * len(score) / len(names):.1f} %)" for score in scores]
    rows.append(["**all**", str(len(names)), *shares])
    return "\n".join("| " + " | ".join(row) + " |" for row in rows)


def _write(page: Path, table: str) -> None:
    """Put the table between the marks of a page."""
    before, begin, rest = page.read_text(encoding="utf-8").partition(_BEGIN)
    _, end, after = rest.partition(_END)
    if not (begin and end):
        message = f"{page} has no place for the table: {_BEGIN} … {_END}"
        raise SystemExit(message)
    page.write_text(f"{before}{begin}\n{table}\n{end}{after}", encoding="utf-8")


def _options(arguments: list[str]) -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m tests.citation.suite", description=(__doc__ or "").split("\n")[0])
    parser.add_argument("folder", type=Path, help="a folder of fixture files, NAME.txt")
    parser.add_argument("-v", "--verbose", action="store_true", help="print what was wanted and what came")
    parser.add_argument("--peer", choices=["citeproc-py"], help="run this processor too")
    parser.add_argument("--write", type=Path, metavar="FILE", help="put the table into this page")
    options = parser.parse_args(arguments)
    if not options.folder.is_dir():
        parser.error(f"{options.folder} is not a folder")
    return options


def main(arguments: list[str]) -> int:
    """Run every fixture of a folder; return 1 when one fails, 2 when there is none."""
    options = _options(arguments)
    locales = locale_reader(options.folder.resolve())
    files = sorted(options.folder.glob("*.txt"))
    passed: set[str] = set()
    theirs: set[str] | None = None
    for path in files:
        good, wanted, made = outcome(path, lambda fixture: run(fixture, locales))
        if good:
            passed.add(path.stem)
            continue
        print(f"FAILED {path.stem}" + ("" if wanted else f" (unreadable: {made})"))
        if options.verbose:
            print(f"  wanted: {wanted}\n  made:   {made}")
    if options.peer:
        from tests.citation import peer

        theirs = {path.stem for path in files if outcome(path, peer.run)[0]}
    if files:
        table = _table([path.stem for path in files], passed, theirs)
        print(f"\n{table}\n")
        if options.write:
            _write(options.write, table)
    print(f"{len(passed)} passed, {len(files) - len(passed)} failed")
    return 2 if not files else 1 if len(passed) < len(files) else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
