"""A finished PDF read back: structure text, attachments, metadata, links. The only room that knows pypdf."""

from briefgen.pdfread.finished import Attached, FinishedPdf, Node, open_pdf

__all__ = ["Attached", "FinishedPdf", "Node", "open_pdf"]
