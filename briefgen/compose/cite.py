"""The numbered brief and a citation engine in, the brief with all citations worded out.

The brief is walked in printed order, through tables, boxes and notes alike; the engine is asked
once for all notes and once for the bibliography, since what a citation looks like depends on all
that stand before it. The text of the engine's runs is never altered: runs become text inside
emphasis, links and language spans, and nothing else.

**Our own rules**, where CSL is silent (citation-style-language/documentation#121). What `shows`
says stands behind its source's citation: behind the whole citation if the source is the last of
it, else in brackets behind the source; further paragraphs become paragraphs of the note. A
citation inside other words of a note stands in brackets. A work that is retracted, corrected or
superseded says so in every citation, at its end if the style does not print `status` itself.
"""

from collections.abc import Iterator, Mapping, Sequence
from operator import itemgetter
from typing import Any, Final, Protocol

from briefgen.citation import BOLD, ITALIC, SMALL_CAPS, SUB, SUP, Run
from briefgen.compose.backlinks import entry_notes, title_runs
from briefgen.compose.citations import Asked, Citations, Runs
from briefgen.compose.resolve import BIBLIOGRAPHY, SOURCE
from briefgen.compose.wording import Wording, differs, rtl, tagged
from briefgen.diagnostics import Diagnostic, warning
from briefgen.document import nodes as n
from briefgen.document.walk import CHILDREN, find, walk_blocks
from briefgen.records.links import ascii_form
from briefgen.records.model import SourceRecord
from briefgen.selection.select import direction_of
from briefgen.selection.selection import Selection

__all__ = ["CitationEngine", "cite", "unlisted"]

# Variables that hold words in the language of the work.
_FOREIGN: Final = frozenset(("title", "title-short", "title-transliterated"))
# What a style moves inside closing quotation marks.
_MOVED: Final = frozenset(".,")
# Nodes that can hold no citation, nor anything that holds one.
_LEAVES: Final = frozenset({n.Text, n.NoteRef, n.Contents, n.Title})


class CitationEngine(Asked, Protocol):
    """What is asked of a citation engine: `briefgen.citation.Engine` fits."""

    def enlist(self, ids: "Sequence[str]") -> None:
        """Count items as cited without a note."""

    def bibliography(self, ids: "Sequence[str] | None" = None) -> "list[tuple[str, Runs]]":
        """Return the entries in the order of the style."""
        ...


def cite(brief: n.Brief, engine: CitationEngine, selection: Selection) -> n.Brief:
    """Word every citation and bibliography entry of a numbered brief."""
    citations = Citations(brief, selection.pack.notes)
    cited = dict.fromkeys(citations.sources())
    listed = {_source_of(entry): entry.ident for entry in walk_blocks(brief) if isinstance(entry, n.BibliographyEntry)}
    # All at once, before the first note: works that look alike are told apart in notes and bibliography together.
    engine.enlist([*cited, *(source for source in listed if source not in cited)])
    notes = citations.ask(engine)
    entries = dict(engine.bibliography([*listed])) if listed else {}
    idents = {source: listed[source] for source, runs in entries.items() if runs and source in listed}
    return _Writer(selection, citations, notes, entries, idents).brief(brief)


def unlisted(numbered: n.Brief, cited: n.Brief, selection: Selection) -> tuple[Diagnostic, ...]:
    """Report works that a brief with a bibliography cites and the style leaves out of it (`source.unlisted`).

    `numbered` is the brief before `cite`, `cited` the one after.
    """
    if not any(isinstance(block, n.Bibliography) for block in walk_blocks(numbered)):
        return ()
    listed = {_source_of(entry) for entry in walk_blocks(cited) if isinstance(entry, n.BibliographyEntry)}
    works = dict.fromkeys(work.source for work in find(numbered, n.CitedWork))
    missing = [selection.sources[source] for source in works if source not in listed]
    return tuple(
        warning(
            "source.unlisted",
            source.origin,
            f"the style {selection.pack.style} leaves {source.id} ({source.type}) out of the bibliography",
            "it is cited in notes alone; another style or type would list it",
        )
        for source in missing
    )


def _source_of(entry: n.BibliographyEntry) -> str:
    return entry.ident.removeprefix(SOURCE).rstrip(".")


def _capitalised(inlines: n.Inlines) -> n.Inlines:
    """Begin a note with a capital, as Pandoc does: `see also` opens it as `See also`."""
    first = inlines[0] if inlines else None
    if isinstance(first, n.Text) and first.value[:1].islower():
        return (n.Text(first.value[0].upper() + first.value[1:]), *inlines[1:])
    return inlines


class _Writer:
    """One walk over a brief that takes the engine's answers in the order in which they were asked."""

    def __init__(
        self,
        selection: Selection,
        citations: Citations,
        notes: "Sequence[Runs]",
        entries: "Mapping[str, Runs]",
        idents: "Mapping[str, str]",
    ) -> None:
        rules = selection.pack.notes
        # A number that counts from 1 on each page names no note, so there the entries list none.
        self._citations: Final = citations if rules.backlinks and rules.number != "page" else None
        self._idents: Final = idents
        self._firsts: Final = citations.first_notes() if rules.backlinks and idents else {}
        self._note = ""
        self._by_section: Final = rules.number == "section"
        self._sources: Final = selection.sources
        self._wording: Final = Wording(selection)
        self._notes: Final[Iterator[Runs]] = iter(notes)
        self._entries: Final = entries
        self._rank: Final = {source: rank for rank, source in enumerate(entries)}
        language = selection.language
        self._foreign: Final = {s.id for s in selection.sources.values() if differs(s.language, language)}
        self._status: Final = {
            s.id: self._wording.word(f"status-{s.status}") for s in selection.sources.values() if s.status != "current"
        }
        self._memo: Final[dict[tuple[int, str], n.Inlines]] = {}

    def brief(self, brief: n.Brief) -> n.Brief:
        """Return the brief without any `Cite`."""
        worded: n.Brief = self._rebuilt(brief)
        return worded

    def _rebuilt(self, node: Any) -> Any:
        values: dict[str, Any] = {}
        for name in CHILDREN[type(node)]:
            before = getattr(node, name)
            after = self._sequence(before)
            if after is not before:
                values[name] = after
        if not values:
            return node
        return type(node)(*[values.get(name, getattr(node, name)) for name in node.__match_args__])

    def _sequence(self, before: tuple[Any, ...]) -> tuple[Any, ...]:
        after: list[Any] | None = None  # made at the first change
        for index, child in enumerate(before):
            kind = type(child)
            if kind in _LEAVES:
                if after is not None:
                    after.append(child)
                continue
            if kind is n.Cite:
                after = list(before[:index]) if after is None else after
                after += self._inside(child, bare=not after)
                continue
            if kind is n.Note:
                self._note = child.ident
                new: Any = n.Note(self._note_body(child.body), child.number, child.ident)
            elif kind is n.Bibliography:
                new = self._bibliography(child)
            else:
                new = self._rebuilt(child)
                if new is not child and kind is n.Section and _is_empty_group(new):
                    new = None
            if after is None:
                if new is child:
                    continue
                after = list(before[:index])
            if new is not None:
                after.append(new)
        return before if after is None else tuple(after)

    # --- notes ----------------------------------------------------------------------------------------

    def _note_body(self, body: tuple[n.Block, ...]) -> tuple[n.Block, ...]:
        """Word the citations of a note; a note that is one citation may grow paragraphs."""
        first = body[0] if body else None
        if len(body) == 1 and isinstance(first, n.Paragraph) and len(first.children) == 1:
            (only,) = first.children
            if isinstance(only, n.Cite):
                inlines, more = self._citation(only)
                if only.works[0].prefix:
                    inlines = _capitalised(inlines)
                return (n.Paragraph(inlines), *(n.Paragraph(paragraph) for paragraph in more))
        return self._sequence(body)

    def _inside(self, cite: n.Cite, *, bare: bool) -> list[n.Inline]:
        """Return a citation that stands among other words of a note."""
        inlines, more = self._citation(cite)
        out = [*inlines]
        for paragraph in more:
            out += [n.Text(" "), *paragraph]
        return out if bare else [n.Text("("), *out, n.Text(")")]

    def _citation(self, cite: n.Cite) -> tuple[n.Inlines, list[n.Inlines]]:
        """Return a citation with what its works show, and the further paragraphs of that."""
        runs = next(self._notes)
        sources = [work.source for work in cite.works]
        if not any(work.shows for work in cite.works) and self._status.keys().isdisjoint(sources):
            return (self._known(runs, sources[0]) if len(sources) == 1 else tuple(self._noted(runs, sources))), []
        shows = [[self._sequence(paragraph) for paragraph in work.shows] for work in cite.works]
        ends = {run.cite: index for index, run in enumerate(runs) if run.cite >= 0}
        ends = {index: ends.get(index, len(runs) - 1) + 1 for index in range(len(sources))}
        last = max(ends, key=lambda index: ends[index])
        out: list[n.Inline] = []
        at = 0
        for index in sorted(ends, key=lambda index: (index == last, ends[index])):
            end = len(runs) if index == last else ends[index]
            out += self._noted(runs[at:end], sources)
            out += self._status_of(sources[index], runs, index)
            if shows[index] and index == last:
                out += [n.Text(" "), *shows[index][0]]
            elif shows[index]:
                # What an earlier work shows stays with it: its paragraphs become one.
                told = [inline for paragraph in shows[index] for inline in (n.Text(" "), *paragraph)]
                out += [n.Text(" ("), *told[1:], n.Text(")")]
            at = end
        return tuple(out), shows[last][1:]

    def _status_of(self, source: str, runs: "Sequence[Run]", index: int) -> n.Inlines:
        """Return that a work is retracted, corrected or superseded, if the style has not said so itself."""
        word = self._status.get(source)
        if word is None or any(run.cite == index and run.variable == "status" for run in runs):
            return ()
        return (n.Text(f" [{word}]"),)

    # --- bibliography -----------------------------------------------------------------------------------

    def _bibliography(self, bibliography: n.Bibliography) -> "n.Bibliography | None":
        """Fill the entries and put them into the style's order; what the style leaves out goes."""
        found = []
        for entry in bibliography.entries:
            source = _source_of(entry)
            runs = self._entries.get(source)
            if runs:
                words = (*self._inlines(runs, [source]), *self._status_of(source, runs, 0))
                annotation = self._sequence(entry.annotation)
                if self._citations is not None:
                    annotation += entry_notes(self._citations, source, self._wording, by_section=self._by_section)
                found.append((self._rank[source], n.BibliographyEntry(entry.ident, words, annotation)))
        found.sort(key=itemgetter(0))
        return n.Bibliography(tuple(entry for _, entry in found)) if found else None

    # --- runs ---------------------------------------------------------------------------------------------

    def _known(self, runs: Runs, source: str) -> n.Inlines:
        """Return the inlines of a citation of one work; the engine gives equal citations as one object."""
        key = (id(runs), source)
        found = self._memo.get(key)
        if found is None:
            found = self._memo[key] = tuple(self._noted(runs, [source]))
        return found

    def _noted(self, runs: Runs, sources: list[str]) -> list[n.Inline]:
        """Return the runs of a note as inlines; a work cited in full leads to its entry, if the pack asks for it."""
        firsts = self._firsts.get(self._note)
        if firsts is None:
            return self._inlines(runs, sources)
        out: list[n.Inline] = []
        at = 0
        idents = {source: self._idents[source] for source in firsts if source in self._idents}
        for start, end, ident in title_runs(runs, sources, idents):
            out += self._inlines(runs[at:start], sources)
            out.append(n.See(tuple(self._inlines(runs[start:end], sources)), ident, "source"))
            at = end
        return [*out, *self._inlines(runs[at:], sources)]

    def _inlines(self, runs: "Sequence[Run]", sources: list[str]) -> list[n.Inline]:
        """Return runs as inlines, neighbours with the same link as one link."""
        out: list[n.Inline] = []
        text = ""  # plain text that has been gathered and not yet appended
        linked = ""  # the address of the link that ends `out`, if one does
        is_rtl = rtl().search
        for run in runs:
            words, form, link, cite, variable, _ = run
            work = sources[cite] if 0 <= cite < len(sources) else ""
            is_home = variable not in _FOREIGN or work not in self._foreign
            if not form and not link and is_home and (words.isascii() or not is_rtl(words)):
                text += words
                continue
            source = self._sources.get(work)
            inlines = _formed(self._tagged(words, variable, source), form)
            if not link and not form:
                for inline in inlines:
                    if type(inline) is n.Text:
                        text += inline.value
                        continue
                    if text:
                        out.append(n.Text(text))
                        text = ""
                    out.append(inline)
                continue
            last = out[-1] if out else None
            if link and link == linked and not text and isinstance(last, n.Link):
                out[-1] = n.Link((*last.children, *inlines), last.url)
                continue
            if text:
                out.append(n.Text(text))
                text = ""
            out += (n.Link(inlines, ascii_form(link)),) if link else inlines
            linked = link
        if text:
            out.append(n.Text(text))
        return out

    def _tagged(self, text: str, variable: str, source: SourceRecord | None) -> n.Inlines:
        """Return the text of a run, marked where it is in the language of its source."""
        if source is None or variable not in _FOREIGN:
            return tagged(text, source.language if source is not None else "")
        # A full stop or comma that the style puts inside the quotation marks belongs to the sentence around.
        end = text[-1:] if text[-1:] in _MOVED and direction_of(source.language) == "rtl" else ""
        words = self._wording.foreign(text.removesuffix(end), source.language)
        return (*words, n.Text(end)) if end else words


def _formed(inlines: n.Inlines, form: int) -> n.Inlines:
    """Return inlines in the form that the flags of a run ask for."""
    if form & SMALL_CAPS:
        inlines = (n.Styled(inlines, "small-caps"),)
    if form & SUP:
        inlines = (n.Styled(inlines, "superscript"),)
    if form & SUB:
        inlines = (n.Styled(inlines, "subscript"),)
    if form & BOLD:
        inlines = (n.Strong(inlines),)
    if form & ITALIC:
        inlines = (n.Emphasis(inlines),)
    return inlines


def _is_empty_group(section: n.Section) -> bool:
    """Say whether a group of the bibliography has lost all its entries."""
    return section.ident.startswith(BIBLIOGRAPHY) and not section.blocks
