r"""Paragraphs to a PDF by each engine: the same words, face, size and measure, justified, one column, no furniture.

An engine is a function that writes its input into a folder and returns the command that makes the PDF. Each is set as
its users would set it: Typst optimises and hyphenates by itself when it justifies; LuaLaTeX gets microtype with
protrusion and expansion. `LuaLaTeX, sloppy` does so under `\sloppy`, LaTeX's own setting for those who cannot have a
line stick out of the measure. Where our layout forbids a break (12 January, p. 3), the peers get a tie, as their users
would type it. Figures are lining everywhere.
"""

import importlib.util
import shutil
import sys
from collections.abc import Callable, Iterable, Sequence
from itertools import pairwise
from pathlib import Path

from briefgen.layout.binding import bound
from tests.bench import peer

__all__ = ["ENGINES", "FACE", "LEADING", "SIZE", "Engine", "font_folder", "missing"]

FACE = "Source Serif Pro"
SIZE = 10.5
LEADING = 14.5
_FILE = "SourceSerifPro-Regular"
_DEPTH = 700.0  # points: the height of the text area
_MARGIN = 40.0

Engine = Callable[[Sequence[str], float, Path], list[str]]

_LATEX = r"""\documentclass{{article}}
\usepackage[paperwidth={width}bp,paperheight={height}bp,textwidth={measure}bp,textheight={depth}bp,left={margin}bp,
  top={margin}bp]{{geometry}}
\usepackage{{fontspec}}
\usepackage[american]{{babel}}
\setmainfont{{{file}}}[Path={folder}/,Extension=.ttf,UprightFont=*,BoldFont=*,ItalicFont=*,BoldItalicFont=*]
\usepackage[protrusion=true,expansion=true]{{microtype}}
\pagestyle{{empty}}\parindent=0pt\parskip=0pt\frenchspacing{more}
\begin{{document}}
\fontsize{{{size}bp}}{{{leading}bp}}\selectfont
{text}
\end{{document}}
"""

_TYPST = """\
#set page(width: {width}pt, height: {height}pt, margin: {margin}pt)
#set document(title: "Lines")
#set text(font: "{face}", size: {size}pt, lang: "en", region: "us")
#set par(justify: true, leading: 6pt, spacing: 6pt)
{text}
"""


def font_folder() -> str:
    """Return the folder of the text face that briefgen uses. Raises SystemExit when it is not installed."""
    from briefgen.fonts.discover import available

    for family in available():
        for style in family.styles:
            if family.family.startswith("Source Serif"):
                return str(Path(style.file).parent)
    message = "Source Serif is not installed"
    raise SystemExit(message)


def missing(name: str) -> str:
    """Return what a peer lacks on this machine, in words; nothing when it can run."""
    if name.startswith("LuaLaTeX") and shutil.which("lualatex") is None:
        return "lualatex is not installed (TeX Live with fontspec, babel and microtype)"
    if name == "Typst" and importlib.util.find_spec("typst") is None:
        return "typst is not installed (the extra `bench` brings it)"
    return ""


def _sizes(measure: float) -> dict[str, float]:
    return {"width": measure + 2 * _MARGIN, "height": _DEPTH + 2 * _MARGIN, "depth": _DEPTH, "margin": _MARGIN}


def _briefgen(paragraphs: Sequence[str], measure: float, folder: Path) -> list[str]:
    words = folder / "words.txt"
    words.write_text("\n".join(paragraphs), encoding="utf-8")
    return [sys.executable, "-m", "tests.bench.type.ours", str(words), f"{measure:g}", str(folder / "out.pdf")]


def _typst(paragraphs: Sequence[str], measure: float, folder: Path) -> list[str]:
    text = "\n\n".join(_tied(map(peer.plain, text.split(" ")), text) for text in paragraphs)
    source = folder / "out.typ"
    source.write_text(_TYPST.format(**_sizes(measure), face=FACE, size=SIZE, text=text), encoding="utf-8")
    return [sys.executable, str(peer.__file__), str(source), str(folder / "out.pdf"), font_folder()]


def _tied(words: Iterable[str], text: str) -> str:
    """Join escaped words of a text, with a tie where it must not break: both peers write it so."""
    plain = text.split(" ")
    joints = ["", *("~" if bound(left, right) else " " for left, right in pairwise(plain))]
    return "".join(joint + word for joint, word in zip(joints, words, strict=True))


def _latex_word(word: str) -> str:
    return "".join("\\" + c if c in "#$%&_{}" else c for c in word)


def _latex(more: str) -> Engine:
    def write(paragraphs: Sequence[str], measure: float, folder: Path) -> list[str]:
        escaped = (_tied(map(_latex_word, text.split(" ")), text) for text in paragraphs)
        source = folder / "out.tex"
        values = {"file": _FILE, "folder": font_folder(), "size": SIZE, "leading": LEADING, "measure": measure}
        text = _LATEX.format(**_sizes(measure), **values, more=more, text="\n\n".join(escaped))
        source.write_text(text, encoding="utf-8")
        return ["lualatex", "-interaction=batchmode", "-halt-on-error", "-output-directory", str(folder), str(source)]

    return write


ENGINES: dict[str, Engine] = {
    "briefgen": _briefgen,
    "LuaLaTeX": _latex(""),
    "LuaLaTeX, sloppy": _latex(r"\sloppy"),
    "Typst": _typst,
}
