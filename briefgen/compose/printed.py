"""A finished tree in, what must be found again in the file out: ids of claims and quotations, texts of notes."""

from briefgen.document import nodes as n
from briefgen.document.walk import find, plain

__all__ = ["printed"]


def printed(brief: n.Brief) -> tuple[frozenset[str], frozenset[str], tuple[str, ...]]:
    """Return the ids of the claims and of the quotations that a brief prints, and each paragraph of its notes."""
    claims = frozenset(claim.ident for claim in find(brief, n.Claim))
    quotes = frozenset(quote.ident for quote in find(brief, n.Quote))
    notes = tuple(plain(p.children) for note in find(brief, n.Note) for p in note.body if isinstance(p, n.Paragraph))
    return claims, quotes, notes
