"""The door: a style, a language, CSL-JSON items and citations in printed order in; runs of text out.

CSL 1.0.2; where the specification is silent, citeproc-js decides. Pure: no file is opened here, locales
come through a function. An item may carry keys beyond CSL ("archived-url", "archived-date",
"title-translated", "title-transliterated", "descriptor"): a style prints them as ordinary variables.
"""

from typing import TYPE_CHECKING, Final

from briefgen.citation.cite import BIBLIOGRAPHY, CITATION, FIRST, IBID, IBID_WITH_LOCATOR, NEAR_NOTE, SUBSEQUENT, Cite
from briefgen.citation.collapse import Member, join_members
from briefgen.citation.disambiguate import Levels, Resolver
from briefgen.citation.extras import with_extras
from briefgen.citation.locale import lexicon_for
from briefgen.citation.locators import parse_locator
from briefgen.citation.output import Run, raise_letters, settle
from briefgen.citation.position import places
from briefgen.citation.sort import key_value, sorted_by
from briefgen.citation.substitution import Substituter
from briefgen.citation.text import (
    BLOCK,
    CLOSE_QUOTE,
    FIELD,
    INDENT,
    LEFT_MARGIN,
    OPEN_QUOTE,
    RIGHT_INLINE,
    combine,
    parse_field,
    plain,
)

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping, Sequence

    from briefgen.citation.citations import Citation, CiteItem
    from briefgen.citation.cite import Shape
    from briefgen.citation.disambiguate import Trace
    from briefgen.citation.person import Person
    from briefgen.citation.position import Place
    from briefgen.citation.style import Layout, Style
    from briefgen.citation.text import Piece

__all__ = ["Engine"]

# What citeproc-js prints where a style has no words for a work; nobody should look for a note that is not there.
_NOTHING: Final = "[CSL STYLE ERROR: reference with no printed form.]"


class Engine:
    """One style in one language over a fixed set of items."""

    def __init__(
        self,
        style: "Style",
        language: str,
        items: "Mapping[str, Mapping[str, object]]",
        locales: "Callable[[str], bytes | None]",
        *,
        markup: bool = False,
    ) -> None:
        """Take items by id and `locales(tag)`, which returns a CSL locale file; raise CitationError for a bad one.

        A style's own default-locale wins over `language`. With `markup`, <i>, <b>, <sup>, <sub>, <sc> and
        <span> in fields are the CSL-JSON tags, and lines of `note` may set variables, as citeproc-js has it;
        without, they are text.
        """
        self.style: Final = style
        self.language: Final = style.language or language or "en-US"
        self.items: Final = with_extras(items) if markup else items
        self.lexicon: Final = lexicon_for(self.language, style.locales, locales)
        self.markup: Final = markup
        self._cited: dict[str, int] = {}
        self._numbers: dict[str, int] = {}
        self._shapes: dict[str, Shape] = {}
        self._levels: Levels | None = None
        self._ready = False
        self._fields: Final[dict[str, tuple[tuple[str, int, int], ...]]] = {}
        self._persons: Final[dict[tuple[str, str], list[Person]]] = {}
        self._memo: Final[dict[object, tuple[list[Piece], str]]] = {}
        self._english: Final = self.language.startswith("en")
        dash = self.lexicon.term("page-range-delimiter")
        self._dash: Final = "–" if dash is None else dash
        self._inside: Final = self.lexicon.is_on("punctuation-in-quote")
        options = {**style.attributes, **style.citation_attributes}
        self._options: Final[Mapping[str, str]] = options
        self._near: Final = int(options.get("near-note-distance", "5") or 5)

    # --- the door -----------------------------------------------------------------------------------------------

    def enlist(self, ids: "Iterable[str]") -> None:
        """Count items as cited, after those already cited, without a note for them."""
        before = len(self._cited)
        for name in ids:
            self._cited.setdefault(name, len(self._cited))
        if len(self._cited) > before:
            self._ready = False

    def notes(self, citations: "Sequence[Citation]") -> list[tuple[Run, ...]]:
        """Return the text of every citation, in printed order, with positions taken from that order."""
        self.enlist(item.id for citation in citations for item in citation.items)
        self._prepare()
        if self.style.citation.keys:
            orders = [(citation, self._in_order(citation.items)) for citation in citations]
        else:
            orders = [(citation, citation.items) for citation in citations]
        standing = places(orders, self._near)
        out: list[tuple[Run, ...]] = []
        memo: dict[object, tuple[Run, ...]] = {}
        for (citation, items), row in zip(orders, standing, strict=True):
            if len(items) == 1 and not items[0].prefix and not items[0].suffix:
                one = items[0]
                key = (one.id, one.locator, one.label, row[0])
                runs = memo.get(key)
                if runs is None:
                    runs = memo[key] = self.cluster(citation, items, row)
                out.append(runs)
            else:
                out.append(self.cluster(citation, items, row))
        return out

    def bibliography(self, ids: "Sequence[str] | None" = None) -> list[tuple[str, tuple[Run, ...]]]:
        """Return the entries in the order of the style, for the ids given or for all that were cited."""
        layout = self.style.bibliography
        if ids is not None:
            self.enlist(ids)
        self._prepare()
        if layout is None:
            return []
        wanted = None if ids is None else set(ids)
        order = [name for name in self._numbers if wanted is None or name in wanted]
        substituter = Substituter.of(self.style.bibliography_attributes)
        align = bool(layout.options.get("second-field-align"))
        out: list[tuple[str, tuple[Run, ...]]] = []
        for name in order:
            runs = self._entry(name, layout, substituter, align)
            if not runs and self.style.shows_number:
                # Its number is cited, so there must be an entry.
                runs = [Run(f"{self._numbers[name]}. {_NOTHING}", 0, "", 0, "")]
            if runs:
                out.append((name, tuple(runs)))
        return out

    # --- preparation: order, numbers, shapes ----------------------------------------------------------------------

    def _cite(self, name: str, area: int) -> Cite:
        cite = Cite(self.items.get(name, {}), self.lexicon, self._field)
        cite.item_id = name
        cite.area = area
        cite.persons = self._persons
        cite.number = self._numbers.get(name, 0)
        cite.page_format = self.style.page_format
        cite.dash = self._dash
        language = cite.item.get("language")
        cite.turkic = str(language or self.language).lower().startswith(("tr", "az"))
        cite.english = str(language).lower().startswith("en") if language else self._english
        layout = self.style.bibliography if area == BIBLIOGRAPHY else self.style.citation
        cite.explicit_suffix = layout is not None and layout.places_suffix
        cite.capitals = self.style.is_note or area == BIBLIOGRAPHY
        levels = self._levels
        if levels is not None:
            cite.person_level = levels.level
        shape = self._shapes.get(name)
        if shape is not None:
            cite.shape = shape
            cite.year_suffix = shape.year_suffix
        return cite

    def _field(self, text: str, fmt: int, variable: str, markup: bool = False) -> "list[Piece]":
        """Parse a field into pieces; most fields have nothing to parse."""
        markup = markup or self.markup
        if "\n" in text and variable:
            text = " ".join(text.split())  # a field of several lines is set as one
        if markup and ("«" in text or "»" in text):
            text = text.replace("« ", "«\u202f").replace(" »", "\u202f»")
        # Written out: this line is asked for every field of every cite.
        quoted = "'" in text or "’" in text or '"' in text or "“" in text or "”" in text or "‘" in text
        if not quoted and (not markup or ("<" not in text and text.isascii())):
            return [(text, fmt, variable, FIELD)]
        parts = self._fields.get(text)
        if parts is None:
            parts = self._fields[text] = parse_field(text, markup=markup)
        return [(words, combine(fmt, inner) if inner else fmt, variable, kind) for words, inner, kind in parts]

    def _prepare(self) -> None:
        """Order the cited items, number them, and tell apart those that print alike."""
        if self._ready:
            return
        self._ready = True
        self._memo.clear()
        self._shapes = {}
        self._levels = None
        cited = list(self._cited)
        self._numbers = {name: i for i, name in enumerate(cited, 1)}
        layout = self.style.bibliography
        if layout is not None and layout.keys:
            order = self._sorted(cited, layout, BIBLIOGRAPHY)
            numbers = self._numbers
            # A bibliography that is sorted by number keeps the order of citation as its numbers.
            numbered = any(key.variable == "citation-number" for key in layout.keys)
            if not numbered or order != sorted(order, key=numbers.__getitem__, reverse=True):
                numbers = {name: i for i, name in enumerate(order, 1)}
            self._numbers = {name: numbers[name] for name in order}
        self._tell_apart(list(self._numbers))

    def _sorted(self, ids: "Sequence[str]", layout: "Layout", area: int) -> list[str]:
        rows = []
        for name in ids:
            cite = self._cite(name, area)
            rows.append((name, [key_value(key, cite) for key in layout.keys]))
        return sorted_by(layout.keys, rows)

    def _in_order(self, items: "Sequence[CiteItem]") -> "Sequence[CiteItem]":
        """Sort the cites of one citation by the style's keys."""
        if len(items) < 2:
            return items
        layout = self.style.citation
        rows = []
        for item in items:
            cite = self._cite(item.id, CITATION)
            cite.locator, cite.label = item.locator, item.label
            rows.append((item, [key_value(key, cite) for key in layout.keys]))
        return sorted_by(layout.keys, rows)

    def _tell_apart(self, order: list[str]) -> None:
        options = self._options
        layout = self.style.citation
        rule = options.get("givenname-disambiguation-rule", "by-cite")
        if options.get("disambiguate-add-givenname") == "true" and rule != "by-cite":
            levels = Levels(rule)
            for name in order:
                for entry in self._probe(name, None)[1]:
                    levels.learn(entry[4])
            self._levels = levels
        self._shapes = Resolver(options, layout.has_choice, self._probe).run(order)

    def _probe(self, name: str, shape: "Shape | None") -> "tuple[str, Trace]":
        """Render a cite as it stands when repeated, without locator, to see what it looks like."""
        cite = self._cite(name, CITATION)
        cite.position = SUBSEQUENT | NEAR_NOTE
        cite.shape = shape
        cite.year_suffix = ""
        trace: Trace = []
        cite.trace = trace
        groups = self.style.citation.children(cite, 0)
        return "".join([plain(pieces) for pieces in groups]), trace

    # --- citations ------------------------------------------------------------------------------------------------

    def _rendered(self, item: "CiteItem", place: "Place", started: bool, hide: bool) -> "tuple[list[Piece], str]":
        """Render one cite without its own affixes; return pieces and the text of its first names."""
        style = self.style
        flags, first_note = place
        if not style.shows_near_note:
            flags &= FIRST | SUBSEQUENT | IBID | IBID_WITH_LOCATOR
        shown_note = first_note if style.shows_first_note else 0
        key = (item.id, item.locator, item.label, flags, shown_note, started, hide)
        found = self._memo.get(key)
        if found is not None:
            return found
        layout = style.citation
        cite = self._cite(item.id, CITATION)
        cite.locator, cite.label = parse_locator(item.locator, item.label)
        cite.position = flags
        cite.first_note = first_note
        cite.started = started
        cite.hide_author = hide
        fmt = layout.format(0) if layout.format else 0
        pieces = [piece for group in layout.children(cite, fmt) for piece in group]
        found = self._memo[key] = (pieces, cite.first_names or "")
        return found

    def cluster(self, citation: "Citation", items: "Sequence[CiteItem]", row: "Sequence[Place]") -> tuple[Run, ...]:
        """Render one citation: its items in the order of print, each with its place."""
        layout = self.style.citation
        fmt = layout.format(0) if layout.format else 0
        members = []
        for i, item in enumerate(items):
            before = self._affix(item.prefix, True)
            started = not _ends_sentence(before) if before else i > 0
            pieces, names = self._rendered(item, row[i], started, False)
            after = self._affix(item.suffix, False)
            index = next((j for j, typed in enumerate(citation.items) if typed is item), i)
            members.append(
                Member(
                    index, pieces, names, self._numbers.get(item.id, 0), before, after,
                    lambda item=item, place=row[i]: self._rendered(item, place, True, True)[0],  # type: ignore[misc]
                    not item.locator,
                )
            )  # fmt: skip
        groups = join_members(members, self._options, layout.delimiter, fmt)
        if not any(piece[0] for _, pieces in groups for piece in pieces):
            return (Run(_NOTHING, 0, "", 0, ""),)
        if layout.prefix:
            groups.insert(0, (-1, [(layout.prefix, fmt, "", FIELD)]))
        if layout.suffix:
            groups.append((-1, [(layout.suffix, fmt, "", FIELD)]))
        return tuple(self._settled(groups))

    def _affix(self, text: str, leads: bool) -> "list[Piece]":
        """Parse the prefix or suffix of a cite; put a space where it would touch the cite with a letter."""
        if not text:
            return []
        if leads and (text[-1].isalnum() or text[-1] in ".,;:)”’"):
            text += " "
        elif not leads and (text[0].isalnum() or text[0] in "(“‘"):
            text = " " + text
        return self._field(text, 0, "")

    # --- bibliography -----------------------------------------------------------------------------------------------

    def _entry(self, name: str, layout: "Layout", substituter: "Substituter | None", align: bool) -> list[Run]:
        cite = self._cite(name, BIBLIOGRAPHY)
        cite.position = FIRST
        cite.substituter = substituter
        if substituter is not None:
            substituter.begin()
        fmt = layout.format(0) if layout.format else 0
        groups = layout.children(cite, fmt)
        if substituter is not None:
            substituter.end()
        if layout.prefix and groups:
            groups[0] = [(layout.prefix, fmt, "", FIELD), *groups[0]]
        if layout.suffix and groups:
            display = groups[-1][-1][1] & (BLOCK | LEFT_MARGIN | RIGHT_INLINE | INDENT)
            groups[-1] = [*groups[-1], (layout.suffix, fmt | display, "", FIELD)]
        if align and groups:
            groups[0] = [(t, f | LEFT_MARGIN, v, k) for t, f, v, k in groups[0]]
            groups[1:] = [[(t, f | RIGHT_INLINE, v, k) for t, f, v, k in group] for group in groups[1:]]
        return self._settled([(0, [piece for group in groups for piece in group])])

    def _settled(self, groups: "list[tuple[int, list[Piece]]]") -> list[Run]:
        if self.markup:
            groups = [(cite, raise_letters(pieces)) for cite, pieces in groups]
        return settle(groups, self.lexicon.quotes, self._inside)


def _ends_sentence(pieces: "list[Piece]") -> bool:
    """Say whether a prefix of several words ends with a full stop, seen through closing quotation marks."""
    if " " not in plain(pieces).strip():
        return False
    for text, _, _, kind in reversed(pieces):
        if kind in (OPEN_QUOTE, CLOSE_QUOTE) or not text.strip():
            continue
        return text.rstrip().endswith((".", "!", "?"))
    return True
