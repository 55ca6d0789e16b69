"""What the edition says of itself: cover lines, running furniture, colophon.

In: `Selection` and `Edition`. The edition comes from whoever builds or publishes: its number,
its date, the edition before it, what was found out about the quotations. No clock is read.
"""

from collections.abc import Mapping
from typing import Final

from briefgen.compose.prose import Refer, plain_paragraphs
from briefgen.compose.wording import Wording, tagged
from briefgen.document import nodes as n
from briefgen.records.dates import Edtf
from briefgen.selection.selection import Selection
from briefgen.version import VERSION

__all__ = ["GRADES", "Edition", "Previous", "colophon", "cover", "furniture"]

# The grades of a checked quotation (domain page, section 10), the strictest first.
GRADES: Final = ("exact", "normalised", "elided")

_DIGEST_SHOWN: Final = 16  # characters of a digest that are printed


class Previous:
    """The edition before this one: number as printed, ISO date, digest of its tag manifest."""

    __slots__ = ("date", "digest", "number")

    def __init__(self, number: str, date: str, digest: str) -> None:
        self.number: Final = number
        self.date: Final = date
        self.digest: Final = digest


class Edition:
    """What the records do not know. `number` is as printed ("AQI-0003"), empty for a draft.

    `date` is the ISO date of the draft or edition. `checks` maps the id of a quotation to its grade
    (exact, normalised, elided; a missing one is unchecked), None when nothing was examined.
    `changes` are the blocks of the change page, `marks` maps a claim id to added, changed or
    withdrawn. `style` is the citation style's title, `fonts` a line for each typeface used (known
    after layout: a first pass may leave it empty). `withdrawn` is the reason if this edition withdraws.
    """

    __slots__ = ("changes", "checks", "date", "fonts", "marks", "number", "previous", "style", "withdrawn")

    def __init__(
        self,
        date: str,
        *,
        number: str = "",
        previous: Previous | None = None,
        checks: Mapping[str, str] | None = None,
        changes: tuple[n.Block, ...] = (),
        marks: Mapping[str, str] | None = None,
        style: str = "",
        fonts: tuple[str, ...] = (),
        withdrawn: str = "",
    ) -> None:
        self.date: Final = date
        self.number: Final = number
        self.previous: Final = previous
        self.checks: Final = checks
        self.changes: Final = changes
        self.marks: Final[Mapping[str, str]] = marks or {}
        self.style: Final = style
        self.fonts: Final = fonts
        self.withdrawn: Final = withdrawn


def _edition_line(wording: Wording, edition: Edition) -> n.Inlines:
    date = wording.date(Edtf.parse(edition.date))
    if edition.number:
        return wording.filled("edition-number", number=edition.number, date=date)
    return wording.filled("edition-draft", date=date)


def _cutoff(wording: Wording, edition: Edition, cutoff: Edtf, key: str) -> list[n.Inlines]:
    """Return the information cut-off; with a word where the edition was made more than a year after it."""
    parts = [wording.filled(key, date=wording.date(cutoff))]
    made = Edtf.parse(edition.date).earliest
    last = cutoff.latest
    if made is not None and last is not None and made > (last[0] + 1, last[1], last[2]):
        parts.append(wording.filled("edition-retrospective"))
    return parts


def cover(selection: Selection, wording: Wording, edition: Edition, refer: Refer, *, question: bool) -> n.Title:
    """Return the head of the first page; with `question` also the question that the brief answers."""
    brief = selection.brief
    lines: list[n.Inlines] = []
    if edition.withdrawn:
        lines.append(wording.filled("edition-withdrawn", reason=tagged(edition.withdrawn)))
    line = _edition_line(wording, edition)
    if brief.series and not edition.number:
        line = wording.details([(n.Text(brief.series),), line])
    if brief.cutoff is not None:
        line = wording.details([line, *_cutoff(wording, edition, brief.cutoff, "edition-cutoff")])
    lines.append(line)
    last = [wording.filled("edition-audience", audience=tagged(selection.pack.title))] if selection.pack.title else []
    if selection.handling:
        last.append(wording.filled("handling", label=selection.handling))
    if last:
        lines.append(wording.details(last))
    asked = plain_paragraphs(brief.question, refer) if question and brief.question is not None else ()
    return n.Title(tagged(brief.title), tagged(brief.subtitle), (*_small(lines, "edition"), *_small(asked, "lede")))


def furniture(selection: Selection, wording: Wording, edition: Edition) -> n.Furniture:
    """Return the fixed words of every page."""
    line = "".join(part.value for part in _edition_line(wording, edition) if isinstance(part, n.Text))
    if selection.brief.series and not edition.number:
        line = selection.brief.series + wording.word("detail-separator") + line
    words = tuple(sorted(selection.pack.words.items()))
    return n.Furniture(selection.brief.title, line, selection.handling, words)


def colophon(selection: Selection, wording: Wording, edition: Edition, refer: Refer, *, disclaimer: bool) -> n.Aside:
    """Return how this document was made and checked; with `disclaimer` also that of the brief."""
    brief = selection.brief
    first = [_edition_line(wording, edition)]
    if brief.cutoff is not None:
        first += _cutoff(wording, edition, brief.cutoff, "colophon-cutoff")
    if selection.handling:
        first.append(wording.filled("colophon-handling", label=selection.handling))
    lines: list[n.Inlines] = [wording.details(first)]
    if edition.previous is not None:
        previous = edition.previous
        date = wording.date(Edtf.parse(previous.date))
        lines.append(wording.filled("colophon-previous", number=previous.number, date=date, digest=previous.digest))
    elif edition.number:
        lines.append(wording.filled("colophon-first"))
    lines += _checks(selection, wording, edition)
    lines += [
        wording.filled(
            "colophon-ai-use",
            system=tagged(use.get("system", "")),
            version=tagged(use["version"]) if use.get("version") else "",
            purpose=tagged(use.get("purpose", "")),
        )
        for source in selection.sources.values()
        for use in source.ai_use
    ]
    made = []
    if edition.style:
        made.append(wording.filled("colophon-style", style=tagged(edition.style)))
    if edition.fonts:
        made.append(wording.filled("colophon-fonts", fonts=wording.listed([tagged(font) for font in edition.fonts])))
    made.append(wording.filled("colophon-tool", version=VERSION))
    made.append(wording.filled("colophon-records"))
    lines.append(wording.details(made))
    blocks: list[n.Block] = [*_small(lines, "small"), *_copies(selection, wording)]
    if disclaimer and brief.disclaimer is not None:
        blocks += _small(plain_paragraphs(brief.disclaimer, refer), "small")
    if brief.contact:
        blocks += _small([wording.filled("colophon-contact", contact=tagged(brief.contact))], "small")
    return n.Aside("colophon", (n.Text(wording.word("colophon-heading")),), tuple(blocks))


def _small(lines: "list[n.Inlines] | tuple[n.Inlines, ...]", role: str) -> tuple[n.Paragraph, ...]:
    return tuple(n.Paragraph(line, role) for line in lines)


def _checks(selection: Selection, wording: Wording, edition: Edition) -> list[n.Inlines]:
    """Return how many quotations were found in saved copies, and how; folded matches are never called exact."""
    quotes = [quote.id for claim in selection.claims for quote in claim.quotes]
    if edition.checks is None or not quotes:
        return []
    found = [edition.checks.get(ident, "unchecked") for ident in quotes]
    checked = sum(grade in GRADES for grade in found)
    first = wording.filled("colophon-quotes", checked=wording.number(checked), total=wording.number(len(quotes)))
    parts = [
        wording.filled(f"colophon-quotes-{grade}", count=wording.number(found.count(grade)))
        for grade in (*GRADES, "unchecked")
        if grade in found
    ]
    return [wording.details([first, *parts])]


def _copies(selection: Selection, wording: Wording) -> list[n.Block]:
    """Return the saved copies with the beginnings of their digests."""
    items = []
    for source in selection.sources.values():
        for copy in source.preserved:
            if not copy.sha256:
                continue
            parts = [wording.title(source)]
            if copy.captured is not None:
                parts.append((n.Text(wording.date(copy.captured)),))
            parts.append((n.Text(f"SHA-256 {copy.sha256[:_DIGEST_SHOWN]}…"),))
            items.append(n.Item((n.Paragraph(wording.details(parts), "small"),)))
    if not items:
        return []
    return [n.Paragraph((n.Text(wording.word("colophon-snapshots")),), "small"), n.List(tuple(items))]
