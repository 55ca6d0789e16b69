"""`python -m tests.bench.type`: the same 20,000 words set by briefgen, LuaLaTeX and Typst at three measures.

Source Serif at 10.5 pt, justified. Every engine is measured from its finished PDF, with the same ruler: `measuring.py`
says what each figure means. CPU is that of one whole cold process that writes the PDF. A peer that is not installed is
named in one line and left out.
"""

import argparse
import os
import shutil
import statistics
import tempfile
from pathlib import Path

from tests.bench.process import Cost, measure
from tests.bench.type.engines import ENGINES, FACE, SIZE, missing
from tests.bench.type.measuring import Figures, figures_of, lines_of
from tests.bench.type.words import paragraphs_of

_ROOT = Path(__file__).resolve().parents[3]
_MEASURES = (451.0, 300.0, 200.0)


def _space() -> float:
    """Return the width of the face's space at the size of the benchmark."""
    from briefgen.fonts import Faces

    faces = Faces(folders=())
    session = faces.session()
    width: float = session.word(" ", faces.chain(FACE, 400, False), "en", False)[0]
    return width * SIZE / 1000


def _run(name: str, paragraphs: list[str], width: float, folder: Path, repeats: int) -> tuple[Figures, Cost]:
    """Let an engine set the words; return its figures and the cheapest of its runs behind an unmeasured first."""
    folder.mkdir(parents=True, exist_ok=True)
    command = ENGINES[name](paragraphs, width, folder)
    environment = {key: value for key, value in os.environ.items() if not key.startswith("BRIEFGEN_")}
    environment["PYTHONPATH"] = str(_ROOT)
    costs = [measure(command, folder / "out.pdf", environment, folder) for _ in range(repeats + 1)][1:]
    lines = lines_of(folder / "out.pdf", paragraphs)
    return figures_of(lines, width, _space(), SIZE), min(costs, key=lambda cost: cost.cpu)


def _row(name: str, figures: Figures, cost: Cost) -> str:
    share = 100 * figures.loose / len(figures.ratios)
    cells = [
        f"{figures.lines}",
        f"{figures.mean:.3f}",
        f"{statistics.pstdev(figures.ratios):.3f}",
        f"{figures.highest:.2f}",
        f"{figures.loose}",
        f"{share:.1f} %",
        f"{figures.overfull}",
        f"{figures.hyphens}",
        f"{figures.ladders}",
        f"{figures.rivers}",
        f"{figures.long_rivers}",
        f"{cost.cpu:.2f}",
        f"{cost.size / 1000:.0f}",
    ]
    return f"| {name:<16} | " + " | ".join(f"{cell:>8}" for cell in cells) + " |"


_HEAD = (
    "lines",
    "mean",
    "sd",
    "max",
    "> 1.6 ×",
    "share",
    "overfull",
    "hyphens",
    "ladders",
    "rivers",
    "4+",
    "CPU s",
    "KB",
)


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(prog="python -m tests.bench.type", description=(__doc__ or "").split("\n")[0])
    parser.add_argument("measures", nargs="*", type=float, default=_MEASURES, metavar="POINTS", help="451 300 200")
    parser.add_argument("-w", "--words", type=int, default=20_000)
    parser.add_argument("-n", "--repeats", type=int, default=1, help="measured runs of each; the cheapest is printed")
    parser.add_argument("-e", "--engine", action="append", choices=ENGINES, help="only this one; may be repeated")
    parser.add_argument("--keep", type=Path, metavar="DIR", help="leave inputs and PDFs there")
    options = parser.parse_args()
    if shutil.which("mutool") is None:
        raise SystemExit("mutool is not installed: nothing can be measured")
    names = []
    for name in options.engine or ENGINES:
        if reason := missing(name):
            print(f"{name} is left out: {reason}")
        else:
            names.append(name)
    paragraphs = paragraphs_of(options.words)
    print(
        f"{options.words} words in {len(paragraphs)} paragraphs, {FACE} {SIZE} pt; spaces as multiples of the face's own"
    )
    with tempfile.TemporaryDirectory(prefix="briefgen-type-") as temporary:
        folder = options.keep or Path(temporary)
        for width in options.measures:
            print(f"\n| {f'{width:g} pt':<16} | " + " | ".join(f"{cell:>8}" for cell in _HEAD) + " |")
            print("| " + "-" * 16 + " | " + " | ".join(["-" * 7 + ":"] * len(_HEAD)) + " |", flush=True)
            for name in names:
                place = folder / f"{width:g}-{name.replace(', ', '-').lower()}"
                print(_row(name, *_run(name, paragraphs, width, place, options.repeats)), flush=True)


if __name__ == "__main__":
    main()
