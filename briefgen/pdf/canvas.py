"""A ReportLab canvas whose pages are tagged: marked content, artifacts, links to the parent tree.

Drawing code goes into the page's list `_code` as bytes, in writing order; ReportLab's own drawing
methods, which append text, are not for us. Beside it the page keeps its annotations. The canvas
knows nothing of elements; `emit.py` says what belongs to what.
"""

from typing import Any, Final

from briefgen.pdf.settings import Canvas, clear_environment, pdfdoc
from briefgen.pdf.syntax import Formatted, Stream, add, number

__all__ = ["TaggedCanvas", "TaggedCatalog", "TaggedPage"]

_PDF_VERSION: Final = (1, 7)


class TaggedPage(pdfdoc.PDFPage):  # type: ignore[misc]  # ReportLab has no types
    """A page dictionary with the keys of a tagged page (ISO 32000-1, 14.7.4.4 and 12.5.1)."""

    __NoDefault__: Final = [*pdfdoc.PDFPage.__NoDefault__, "StructParents", "Tabs"]


class TaggedCatalog(pdfdoc.PDFCatalog):  # type: ignore[misc]  # ReportLab has no types
    """A catalog with the keys of PDF/A-3 (ISO 19005-3, 6.2.3 and 6.8)."""

    __NoDefault__: Final = [*pdfdoc.PDFCatalog.__NoDefault__, "OutputIntents", "AF"]
    __Refs__: Final = __NoDefault__


class TaggedCanvas(Canvas):  # type: ignore[misc]  # ReportLab has no types
    """The pages of one file. `document` is ReportLab's registry of objects, `code` the current page's code.

    `fonts` and `pictures` map resource names to object numbers: all pages share one resource dictionary.
    """

    def __init__(self) -> None:
        with clear_environment():  # ReportLab looks for a date there
            super().__init__(None, invariant=1, pageCompression=0, pdfVersion=_PDF_VERSION)
        self.document: Final[Any] = self._doc
        catalog = TaggedCatalog()
        catalog.Pages = self.document.Pages
        self.document.Catalog = self.document._catalog = catalog  # noqa: SLF001  its own second name
        self.fonts: Final[dict[str, int]] = {}
        self.pictures: Final[dict[str, int]] = {}
        self.page_numbers: Final[list[int]] = []
        self._resources: Final = Formatted()
        self._resources_reference: Final = self.document.Reference(self._resources)

    def _make_preamble(self) -> None:
        """Begin a page with nothing: ReportLab would select Helvetica, which is not embedded."""
        self._preamble = ""

    @property
    def code(self) -> list[bytes]:
        """Return the code of the current page, to append to."""
        code: list[bytes] = self._code
        return code

    def add_annotation(self, annotation: Formatted) -> int:
        """Put an annotation on the current page and return its object number."""
        made = add(self.document, annotation)
        self._annotationrefs.append(b"%d 0 R" % made)
        return made

    def show_tagged_page(self, width: float, height: float, index: int) -> None:
        """Close the current page; its key in the parent tree is its index, counted from 0."""
        content = b"\n".join(self._code)
        del self._code[:]
        self._pagesize = (width, height)
        self.showPage()
        page = self.document.Pages.pages[-1]
        # Canvas.showPage names its page class itself.
        page.__class__ = TaggedPage
        page.MediaBox = b"[0 0 %b %b]" % (number(width), number(height))
        page.Contents = Stream(content)
        page.Resources = self._resources_reference
        page.StructParents = index
        page.Tabs = "/S"
        page.Trans = None  # an empty one otherwise
        self.page_numbers.append(self.document.objectcounter)

    def finish(self) -> None:
        """Write the shared resources, once all fonts and pictures are there."""
        fonts, pictures = (
            b"".join(b"/%b %d 0 R" % (key.encode(), value) for key, value in table.items())
            for table in (self.fonts, self.pictures)
        )
        entries = b"/Font<<%b>>" % fonts
        if pictures:
            entries += b"/XObject<<%b>>" % pictures
        self._resources.data = b"<<%b>>" % entries
