"""Laid-out pages to the bytes of a PDF that is PDF/UA-1 and PDF/A-3a at once.

A pure function: the same pages, attachments and producer give the same bytes, whatever the clock,
the environment, the order of a dict or the history of the process. ReportLab is loaded here, by the
first call: `briefgen check` never pays for it.
"""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from briefgen.diagnostics import NOWHERE, limit
from briefgen.errors import LimitError
from briefgen.layout.frames import Pages
from briefgen.limits import value

if TYPE_CHECKING:
    from briefgen.pdf.canvas import TaggedCanvas

__all__ = ["write_pdf"]


def write_pdf(pages: Pages, attachments: Sequence[tuple[str, str, str, bytes]], *, producer: str) -> bytes:
    """Write a file (ISO 14289-1, ISO 19005-3).

    An attachment is (name, media type, description, content). Raises LayoutError (`pdf.link`) for an
    address with a scheme that is not allowed, LimitError (`limit.pages`, `limit.pdf`).
    """
    from briefgen.pdf.assemble import assemble
    from briefgen.pdf.canvas import TaggedCanvas
    from briefgen.pdf.draw import add_pictures
    from briefgen.pdf.emit import emit
    from briefgen.pdf.links import write_annotations
    from briefgen.pdf.metadata import info
    from briefgen.pdf.syntax import Formatted, add
    from briefgen.pdf.tree import StructureTree
    from briefgen.pdf.type0 import add_font

    _bound("pages", len(pages.pages))
    canvas = TaggedCanvas()
    document = canvas.document
    pictures = add_pictures(document, pages.images)
    canvas.pictures.update(pictures.values())
    tree = StructureTree(document, pages.elements)
    emit(pages, canvas, tree, {key: resource for key, (resource, _) in pictures.items()})
    write_annotations(tree, pages.targets, canvas.page_numbers)
    canvas.fonts.update({program.name: add_font(document, program) for program in pages.fonts.programs()})
    canvas.finish()
    root = tree.write(canvas.page_numbers)
    _fill_catalog(pages, attachments, canvas, root, producer)
    catalog_number = add(document, document.Catalog)
    data: bytes = assemble(document, catalog_number, add(document, Formatted(info(pages, producer))))
    _bound("pdf", len(data))
    return data


def _bound(name: str, size: int) -> None:
    if size > value(name):
        raise LimitError(limit(name, NOWHERE, f"the brief would have {size} {name}"))


def _fill_catalog(
    pages: Pages,
    attachments: Sequence[tuple[str, str, str, bytes]],
    canvas: "TaggedCanvas",
    structure: int,
    producer: str,
) -> None:
    """Fill the document catalog (ISO 32000-1, 7.7.2)."""
    from briefgen.pdf.attach import write_attachments
    from briefgen.pdf.links import write_outline, write_page_labels
    from briefgen.pdf.metadata import icc_profile, xmp_stream
    from briefgen.pdf.syntax import Stream, add, string

    document = canvas.document
    catalog = document.Catalog
    catalog.Lang = string(pages.language)
    catalog.MarkInfo = b"<</Marked true>>"
    catalog.StructTreeRoot = b"%d 0 R" % structure
    direction = b"R2L" if pages.direction == "rtl" else b"L2R"
    catalog.ViewerPreferences = b"<</DisplayDocTitle true/Direction/%b>>" % direction
    if pages.facing:
        catalog.PageLayout = "/TwoPageRight"
    catalog.Metadata = xmp_stream(pages, producer)
    profile = add(document, Stream(icc_profile(), b"/N 3/Alternate/DeviceRGB"))
    intent = b"[<</Type/OutputIntent/S/GTS_PDFA1/OutputConditionIdentifier%b/Info%b/DestOutputProfile %d 0 R>>]"
    catalog.OutputIntents = intent % (string("sRGB"), string("sRGB IEC61966-2.1"), profile)
    catalog.PageLabels = b"%d 0 R" % write_page_labels(document, [page.label for page in pages.pages])
    outline = write_outline(document, pages.outline, pages.targets, canvas.page_numbers)
    if outline:
        catalog.Outlines = outline
        catalog.PageMode = "/UseOutlines"
    files = write_attachments(document, attachments, pages.date)
    if files:
        catalog.AF, tree = files
        catalog.Names = b"<</EmbeddedFiles %d 0 R>>" % tree
