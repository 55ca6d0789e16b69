"""`python -m tests.bench`: the same words set by briefgen and by Typst, whole cold processes in turn.

Prints medians and ratios. Typst 0.15 writes PDF/UA-1 with tags; briefgen writes PDF/UA-1 and PDF/A-3a,
with the records attached. Typst sets Libertinus Serif, which is built into it. `plain` prints the parts that the peer's input has; `analyst` is the pack
that ships, with matrix, timeline, grades and annotated bibliography besides.
"""

import argparse
import os
import statistics
import sys
import tempfile
from collections.abc import Callable
from pathlib import Path

from tests.bench.corpus import SIZES, Corpus, make
from tests.bench.peer import write_typst
from tests.bench.process import Cost, measure
from tests.bench.workspace import PLAIN, TOPIC, write_workspace

_ROOT = Path(__file__).resolve().parents[2]


def _font_folder() -> str:
    """Return the folder of the text face that briefgen uses, so that the peer sets the same letters."""
    from briefgen.fonts.discover import available

    for family in available():
        for style in family.styles:
            if family.family.startswith("Source Serif"):
                return str(Path(style.file).parent)
    message = "Source Serif is not installed"
    raise SystemExit(message)


def _size(text: str) -> tuple[str, int, int]:
    if text in SIZES:
        return (text, *SIZES[text])
    claims, _, sources = text.partition("x")
    if not (claims.isdigit() and sources.isdigit()):
        raise argparse.ArgumentTypeError(f"{text!r} is neither one of {', '.join(SIZES)} nor CLAIMSxSOURCES")
    return text, int(claims), int(sources)


class Contest:
    """The contestants of one size, each a function from the number of the round to what it cost."""

    def __init__(self, corpus: Corpus, folder: Path, *, warm: bool, same_face: bool) -> None:
        """Write both inputs into a folder."""
        self.folder = folder
        write_workspace(corpus, folder / "workspace")
        write_typst(corpus, folder / "brief.typ", face="Source Serif Pro" if same_face else "Libertinus Serif")
        self.fonts = [_font_folder()] if same_face else []
        # What an installed package is: compiled once. The first, unmeasured run of each line does that.
        omit = ("BRIEFGEN_", "PYTHONDONTWRITEBYTECODE", "PYTHONPATH")
        self.environment = {key: value for key, value in os.environ.items() if not key.startswith(omit)}
        self.environment["PYTHONPATH"] = str(_ROOT)
        self.lines: dict[str, Callable[[int], Cost]] = {
            "typst": self._typst,
            "briefgen plain, cold": lambda turn: self._briefgen(PLAIN, f"plain-{turn}"),
            "briefgen analyst, cold": lambda turn: self._briefgen("analyst", f"analyst-{turn}"),
        }
        if warm:
            self.lines["briefgen plain, warm"] = lambda turn: self._briefgen(PLAIN, f"plain-{turn}")

    def _typst(self, turn: int) -> Cost:
        output = self.folder / "typst.pdf"
        program = str(Path(__file__).with_name("peer.py"))
        command = [sys.executable, program, str(self.folder / "brief.typ"), str(output), *self.fonts]
        return measure(command, output, self.environment, self.folder)

    def _briefgen(self, audience: str, cache: str) -> Cost:
        drafts = self.folder / "drafts"
        command = [sys.executable, "-P", "-m", "briefgen", "build", TOPIC, "-a", audience, "-o", str(drafts)]
        command += ["-C", str(self.folder / "workspace"), "--as-of", "2026-01-01"]
        environment = self.environment | {"BRIEFGEN_CACHE": str(self.folder / f"cache-{cache}")}
        return measure(command, drafts / f"{TOPIC}-{audience}.pdf", environment, self.folder)

    def run(self, repeats: int) -> dict[str, list[Cost]]:
        """Let all run in turn, `repeats` times; a line's warm runs use the cache that its cold run left."""
        for line in list(self.lines.values())[:2]:
            line(-1)
        results: dict[str, list[Cost]] = {name: [] for name in self.lines}
        for turn in range(repeats):
            for name, line in self.lines.items():
                results[name].append(line(turn))
        return results


def _print(results: dict[str, list[Cost]]) -> None:
    def middle(name: str, field: str) -> float:
        return float(statistics.median(getattr(cost, field) for cost in results[name]))

    print(f"  {'':<24}{'wall s':>9}{'×':>6}{'CPU s':>9}{'×':>6}{'MiB':>8}{'×':>6}{'KB':>8}{'×':>6}")
    for name in results:
        cells = ""
        for field, form in (("wall", "9.2f"), ("cpu", "9.2f"), ("memory", "8.0f"), ("size", "8.0f")):
            value, peer = middle(name, field), middle("typst", field)
            cells += f"{value / (1000 if field == 'size' else 1):{form}}{value / peer:6.2f}"
        print(f"  {name:<24}{cells}")


def main() -> None:
    """Measure the sizes asked for."""
    parser = argparse.ArgumentParser(prog="python -m tests.bench", description=(__doc__ or "").split("\n")[0])
    parser.add_argument("sizes", nargs="*", type=_size, metavar="SIZE", help="S, M, L or CLAIMSxSOURCES; default: S L")
    parser.add_argument("-n", "--repeats", type=int, help="rounds; default: 9, and 3 from a thousand claims")
    parser.add_argument("--no-warm", action="store_true", help="leave out the runs with a warm cache")
    parser.add_argument("--same-face", action="store_true", help="let Typst set Source Serif too: it takes longer then")
    parser.add_argument("--keep", type=Path, metavar="DIR", help="write the inputs there and measure nothing")
    options = parser.parse_args()
    for name, claims, sources in options.sizes or [_size("S"), _size("L")]:
        corpus = make(claims, sources)
        print(f"{name}: {claims} claims, {sources} sources, {corpus.notes} notes", flush=True)
        if options.keep:
            Contest(corpus, options.keep / name, warm=False, same_face=options.same_face)
            continue
        with tempfile.TemporaryDirectory(prefix="briefgen-bench-") as folder:
            contest = Contest(corpus, Path(folder), warm=not options.no_warm, same_face=options.same_face)
            _print(contest.run(options.repeats or (9 if claims < 1000 else 3)))


if __name__ == "__main__":
    main()
