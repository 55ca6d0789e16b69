"""Prose of the records in, inlines of the tree out; a claim's evidence joined to its marks.

Two rules of the rulings page live here.

*The mark moves behind directly following punctuation*, and the space before it goes, as
Pandoc does with note styles: `killed [@a], and` becomes `killed,¹ and`. Dashes and opening
brackets stay behind the mark, where a reader expects them. Not one other character changes.

*Evidence and marks join by source*, and by locator where the entry has one. An entry that a
mark or a quotation names lends it its `shows`, once. Entries (supports, quotes, disputes) that
nothing names make one citation together, in their order; background makes none.
"""

import unicodedata
from collections.abc import Callable, Sequence
from typing import Final

from briefgen.document import nodes as n
from briefgen.records import prose as p
from briefgen.records.locators import split_locator
from briefgen.records.model import EvidenceRecord, QuoteRecord

__all__ = ["Joiner", "paragraphs", "plain_paragraphs"]

Refer = Callable[[str], n.Inline]
MakeCite = Callable[[p.Citation], n.Cite]

# Punctuation that does not close: it stays behind a mark.
_STAYS: Final = frozenset({"Ps", "Pi", "Pd", "Pc"})
_SYMBOLS: Final = frozenset("#%&*@/\\§¶†‡")


def paragraphs(prose: p.Prose, refer: Refer, cite: MakeCite) -> tuple[n.Inlines, ...]:
    """Return the paragraphs of a claim's prose; `refer` makes a reference to a claim, `cite` a citation."""
    return tuple(_inlines(paragraph, refer, cite, moves=True) for paragraph in prose.paragraphs)


def plain_paragraphs(prose: p.Prose, refer: Refer) -> tuple[n.Inlines, ...]:
    """Return the paragraphs of prose whose citations, if any, stay where they are typed (`shows`)."""
    return tuple(_inlines(paragraph, refer, _bare_cite, moves=False) for paragraph in prose.paragraphs)


def _inlines(children: Sequence[p.Inline], refer: Refer, cite: MakeCite, *, moves: bool) -> n.Inlines:
    out: list[n.Inline] = []
    index, count = 0, len(children)
    while index < count:
        node = children[index]
        index += 1
        match node:
            case p.Words(text):
                out.append(n.Text(text))
            case p.Citation():
                marks = [cite(node)]
                if moves:
                    index = _gather(children, index, marks, cite)
                    index = _settle(children, index, out, marks)
                else:
                    out += marks
            case p.SeeClaim(claim):
                out.append(refer(claim))
            case p.Emphasis(inner):
                out.append(n.Emphasis(_inlines(inner, refer, cite, moves=moves)))
            case p.Strong(inner):
                out.append(n.Strong(_inlines(inner, refer, cite, moves=moves)))
            case p.InLanguage(inner, language):
                out.append(n.Span(_inlines(inner, refer, cite, moves=moves), language))
    return tuple(out)


def _gather(children: Sequence[p.Inline], index: int, marks: list[n.Cite], cite: MakeCite) -> int:
    """Take the citations that follow directly, or after spaces alone, into `marks`; return what comes next."""
    count = len(children)
    while index < count:
        node = children[index]
        if isinstance(node, p.Citation):
            marks.append(cite(node))
            index += 1
            continue
        following = children[index + 1] if index + 1 < count else None
        if not (isinstance(node, p.Words) and not node.text.strip(" ") and isinstance(following, p.Citation)):
            break
        marks.append(cite(following))
        index += 2
    return index


def _settle(children: Sequence[p.Inline], index: int, out: list[n.Inline], marks: list[n.Cite]) -> int:
    """Append marks behind the punctuation that follows them; return the index of what comes next."""
    last = out[-1] if out else None
    before = ""
    if isinstance(last, n.Text):
        before = last.value.rstrip(" ")
        out.pop()
    after = children[index] if index < len(children) else None
    moved = rest = ""
    if isinstance(after, p.Words):
        index += 1
        end = 0
        while end < len(after.text) and _closes(after.text[end]):
            end += 1
        moved, rest = after.text[:end], after.text[end:]
    if before or moved:
        out.append(n.Text(before + moved))
    out += marks
    if rest:
        out.append(n.Text(rest))
    return index


def _closes(c: str) -> bool:
    """Say whether a mark stands behind this character when it follows directly."""
    category = unicodedata.category(c)
    return category[0] == "P" and category not in _STAYS and c not in _SYMBOLS


def _bare_cite(citation: p.Citation) -> n.Cite:
    return n.Cite(tuple(n.CitedWork(w.source, w.prefix, w.label, w.locator, w.suffix) for w in citation.works))


class Joiner:
    """The evidence of one claim, on its way to the marks that name it."""

    __slots__ = ("_entries", "_refer", "_used")

    def __init__(self, evidence: Sequence[EvidenceRecord], refer: Refer) -> None:
        self._entries: Final = [(entry, *split_locator(entry.locator)) for entry in evidence]
        self._refer: Final = refer
        self._used: Final[set[int]] = set()

    def cite(self, citation: p.Citation) -> n.Cite:
        """Return the citation of a mark."""
        return n.Cite(
            tuple(
                n.CitedWork(
                    w.source,
                    w.prefix,
                    w.label,
                    w.locator,
                    w.suffix,
                    self._shows(w.source, w.label, w.locator, w.suffix),
                )
                for w in citation.works
            )
        )

    def quote(self, quote: QuoteRecord) -> n.Cite:
        """Return the citation of a quotation: its source at its locator."""
        label, locator, suffix = split_locator(quote.locator)
        shows = self._shows(quote.source, label, locator, suffix)
        return n.Cite((n.CitedWork(quote.source, "", label, locator, suffix, shows),))

    def rest(self, disputes: tuple[str, str]) -> "n.Cite | None":
        """Return one citation of the entries that no mark has named, or None.

        `disputes` is what stands before a work that disputes the claim: at the start of the note, and later.
        """
        works: list[n.CitedWork] = []
        for index, (entry, label, locator, suffix) in enumerate(self._entries):
            if index in self._used or entry.relation == "background":
                continue
            prefix = disputes[bool(works)] if entry.relation == "disputes" else ""
            works.append(n.CitedWork(entry.source, prefix, label, locator, suffix, self._shown_by(index)))
        return n.Cite(tuple(works)) if works else None

    def _shows(self, source: str, label: str, locator: str, suffix: str) -> tuple[n.Inlines, ...]:
        """Join a mark to its entries; return what those say that it shows and no mark has said yet."""
        shows: tuple[n.Inlines, ...] = ()
        for index, (entry, own_label, own_locator, own_suffix) in enumerate(self._entries):
            if entry.source != source or index in self._used:
                continue
            if own_locator and (own_label, own_locator) != (label, locator):
                continue
            if not own_locator and own_suffix and own_suffix != suffix:
                continue
            shows += self._shown_by(index)
        return shows

    def _shown_by(self, index: int) -> tuple[n.Inlines, ...]:
        self._used.add(index)
        shows = self._entries[index][0].shows
        return plain_paragraphs(shows, self._refer) if shows is not None else ()
