"""Setting text in square letters: every letter is 5 points wide, so that layout can be counted in one's head."""

import re

from briefgen.document import nodes as n
from briefgen.fonts import Faces
from briefgen.layout.flatten import Flat, flatten
from briefgen.layout.fragments import Fragment, set_paragraph
from briefgen.layout.frames import ARTIFACT, TEXT, Elements, Pages
from briefgen.layout.style import Style, TextStyle, style_from
from briefgen.layout.voices import Voices

LETTER = 5.0
SIZE = 10.0

FACES = Faces(folders=())


class Squares:
    """A set of voices in the square font at 10 points."""

    def __init__(self, faces: Faces) -> None:
        self.faces = faces
        self.voices = Voices(faces, faces.session())
        self.style = TextStyle("Square", SIZE, 12.0)

    def flat(self, *inlines: n.Inline, language: str = "en") -> Flat:
        """Flatten inlines."""
        return flatten(inlines, self.style, language, self.voices, lambda key, value: f"{key} {value}", (0, 0, 1))

    def set(self, text: str | n.Inlines, measure: float, **how: object) -> Fragment:
        """Set a paragraph."""
        inlines = (n.Text(text),) if isinstance(text, str) else text
        options = {"justified": False, **how}
        return set_paragraph(self.flat(*inlines), measure, **options)  # type: ignore[arg-type]

    def read(self, fragment: Fragment) -> list[str]:
        """Return the text of each line, decoded by the session's own table of codes."""
        return [decode(b"".join(segment[5] for segment in line), self.voices) for line in fragment.lines]


def decode(code: bytes, voices: Voices) -> str:
    """Read the characters that a piece of text-showing operators shows."""
    session = voices.session
    names = {session.face(index).name: table for index, table in session.used.items()}
    out: list[str] = []
    table: dict[int, str] = {}
    for font, shown in re.findall(rb"/([\w-]+) [\d.]+ Tf|<([0-9A-F]*)>", code):
        if font:
            table = names[font.decode()]
        else:
            out.extend(table[int(shown[i : i + 4], 16)] for i in range(0, len(shown), 4))
    return "".join(out)


def a_brief(*blocks: n.Block, language: str = "en", label: str = "") -> n.Brief:
    """Make a brief of blocks."""
    furniture = n.Furniture("Running head", "Draft", label, (("page", "Page {page} of {pages}"),))
    direction = "rtl" if language == "fa" else "ltr"
    return n.Brief("Title", "", "", language, direction, "2026-11-22T00:00:00Z", blocks, furniture)


def a_style(columns: int = 1, size: str = "A4") -> Style:
    """Return the default looks."""
    return style_from({}, size, columns)


def a_note(number: int, text: str) -> n.Note:
    """Make a note with one paragraph."""
    return n.Note((n.Paragraph((n.Text(text),)),), str(number), f"n{number}")


def spoken(pages: Pages, voices_of: object = None) -> list[tuple[str, str]]:
    """Return (structure tag, text) of every run of content on all pages, in writing order."""
    session = pages.fonts
    names = {session.face(index).name: table for index, table in session.used.items()}
    out: list[tuple[str, str]] = []
    for page in pages.pages:
        for item in page.items:
            if item[0] != TEXT:
                continue
            for segment in item[3]:
                element = item[4][segment[0]]
                out.append((pages.elements.tag[element], _read(segment[5], names)))
    return out


def artifacts(pages: Pages) -> list[list[str]]:
    """Return the texts of the artifacts of each page."""
    session = pages.fonts
    names = {session.face(index).name: table for index, table in session.used.items()}
    return [
        ["".join(_read(segment[5], names) for segment in item[3]) for item in page.items if item[0] == ARTIFACT]
        for page in pages.pages
    ]


def _read(code: bytes, names: dict[str, dict[int, str]]) -> str:
    out: list[str] = []
    table: dict[int, str] = {}
    for font, shown in re.findall(rb"/([\w-]+) [\d.]+ Tf|<([0-9A-F]*)>", code):
        if font:
            table = names[font.decode()]
        else:
            out.extend(table[int(shown[i : i + 4], 16)] for i in range(0, len(shown), 4))
    return "".join(out)


__all__ = ["FACES", "LETTER", "Elements", "Squares", "a_brief", "a_note", "a_style", "artifacts", "decode", "spoken"]
