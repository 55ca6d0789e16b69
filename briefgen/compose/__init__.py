"""The one bridge: where records, tree and citations meet."""

from briefgen.compose.attachments import Attachment, attachments
from briefgen.compose.cite import CitationEngine, cite, unlisted
from briefgen.compose.colophon import Edition, Previous
from briefgen.compose.resolve import resolve

__all__ = [
    "Attachment",
    "CitationEngine",
    "Edition",
    "Previous",
    "attachments",
    "cite",
    "resolve",
    "unlisted",
]
