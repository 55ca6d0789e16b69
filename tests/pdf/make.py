"""Small pages made by hand, with real fonts: what layout would hand over, without layout."""

from io import BytesIO
from typing import Any

from briefgen.fonts import Faces, Session
from briefgen.layout.frames import ARTIFACT, TEXT, Elements, Page, Pages

FACES = Faces()
SIZE = 11.0


def parsed(data: bytes) -> Any:
    """Let pypdf read a file, strictly; its types say less than it does."""
    import pypdf

    return pypdf.PdfReader(BytesIO(data), strict=True)


class Sheet:
    """Pages under construction; `text` and its kin append items to the current page."""

    def __init__(self, language: str = "en") -> None:
        self.elements = Elements()
        self.session: Session = FACES.session()
        self.language = language
        self.pages: list[Page] = []
        self.items: list[tuple[Any, ...]] = []
        self.targets: dict[str, tuple[int, float, float]] = {}
        self.outline: list[tuple[int, str, str]] = []
        self.images: dict[str, Any] = {}

    def code(self, text: str, *, rtl: bool = False, language: str = "") -> tuple[float, bytes]:
        """Return the width of a text in points and the code that shows it, words in logical order."""
        chain = FACES.chain("Source Serif", 400, italic=False)
        runs: list[tuple[int, list[bytes]]] = []
        total = 0.0
        for place, word in enumerate(text.split(" ")):
            for piece in (" ", word) if place else (word,):
                width, parts, _ = self.session.word(piece, chain, language or self.language, rtl)
                total += width * SIZE / 1000
                for index, tj, _ in parts:
                    if not runs or runs[-1][0] != index:
                        runs.append((index, []))
                    runs[-1][1].append(tj)
        if rtl:  # the pen starts at the right edge
            runs[0][1].insert(0, b"%g" % (-1000 * total / SIZE))
        shown = [b"/%b %g Tf [%b] TJ" % (self.session.name(index), SIZE, b" ".join(tjs)) for index, tjs in runs]
        return total, b"\n".join(shown)

    def line(self, y: float, *segments: tuple[int, str], x: float = 72.0, **options: Any) -> None:
        """Append a line of (element, text) segments."""
        made = []
        owners = []
        dx = 0.0
        for role, (element, text) in enumerate(segments):
            width, code = self.code(text, **options)
            made.append((role, dx, width, 8.0, 3.0, code))
            owners.append(element)
            dx += width
        self.items.append((TEXT, x, y, tuple(made), tuple(owners)))

    def artifact(self, y: float, text: str, kind: str) -> None:
        """Append a line that is no content."""
        width, code = self.code(text)
        self.items.append((ARTIFACT, 72.0, y, ((0, 0.0, width, 8.0, 3.0, code),), kind))

    def end_page(self, label: str, size: tuple[float, float] = (595.28, 841.89)) -> None:
        """Close the page."""
        self.pages.append(Page(*size, label, self.items))
        self.items = []

    def done(self, **changes: Any) -> Pages:
        """Return the pages."""
        about = {
            "title": "A title",
            "subject": "A subject",
            "author": "An author",
            "language": self.language,
            "direction": "ltr",
            "date": "2026-11-22T00:00:00Z",
        } | changes
        return Pages(
            self.pages,
            self.elements,
            targets=self.targets,
            outline=self.outline,
            images=self.images,
            fonts=self.session,
            **about,
        )


def simple() -> Sheet:
    """One page with a heading, a paragraph over two lines, a note with links both ways, furniture."""
    sheet = Sheet()
    add = sheet.elements.add
    heading = add("H1", 0)
    paragraph = add("P", 0)
    reference = add("Reference", paragraph)
    mark = add("Link", reference, action=("goto", "note-1", "Go to note 1"))
    note = add("Note", 0, ident="note-1")
    label = add("Lbl", note)
    back = add("Link", label, action=("goto", "mark-1", "Back to reference 1 in the text"))
    body = add("P", note)
    address = add("Link", body, action=("uri", "https://example.org/a?b=c", "example.org"))
    sheet.artifact(800, "Running head", "Header")
    sheet.line(760, (heading, "A heading"))
    sheet.line(730, (paragraph, "The first line of a paragraph"))
    sheet.line(715, (paragraph, "and the second."), (mark, "1"), (paragraph, " It goes on."))
    sheet.items.append((2, 72.0, 120.0, 100.0, 0.5, (0.2, 0.2, 0.6)))
    sheet.line(100, (back, "1"), (body, " A note, see "), (address, "example.org"), (body, "."))
    sheet.artifact(40, "1", "Footer")
    sheet.targets.update({"note-1": (0, 72.0, 110.0), "mark-1": (0, 72.0, 725.0), "top": (0, 72.0, 780.0)})
    sheet.outline.append((1, "A heading", "top"))
    sheet.end_page("1")
    return sheet
