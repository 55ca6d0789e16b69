"""One name compiled: a person in, pieces out, in display or in sort order (CSL 1.0.2, Name, Name-part)."""

from typing import TYPE_CHECKING, Final

from briefgen.citation.person import Person, initials, tidy_initials
from briefgen.citation.text import AFFIX, FIELD, formatter, recase

if TYPE_CHECKING:
    from collections.abc import Mapping

    from briefgen.citation.cite import Cite
    from briefgen.citation.text import Piece
    from briefgen.citation.tree import Element

__all__ = ["NameOptions", "NamePart", "Naming"]

_INHERITED: Final = (
    "and", "delimiter-precedes-et-al", "delimiter-precedes-last", "et-al-min", "et-al-use-first", "et-al-use-last",
    "et-al-subsequent-min", "et-al-subsequent-use-first", "initialize", "initialize-with", "name-as-sort-order",
    "sort-separator", "demote-non-dropping-particle", "initialize-with-hyphen",
)  # fmt: skip


class NameOptions:
    """The options of one <names> in one area."""

    __slots__ = (
        "conjunction", "delimiter", "demote", "etal_delimiter", "form", "hyphen", "initialize", "initials",
        "inverted", "last_delimiter", "least", "least_later", "names_delimiter", "separator", "use_first",
        "use_first_later", "use_last",
    )  # fmt: skip

    def __init__(self, style: "Mapping[str, str]", area: "Mapping[str, str]", name: "Mapping[str, str]") -> None:
        values = {key: level[key] for key in _INHERITED for level in (style, area, name) if key in level}
        inherited = {**style, **area}
        get = values.get
        self.conjunction: Final = get("and", "")
        self.delimiter: Final = name.get("delimiter", inherited.get("name-delimiter", ", "))
        self.form: Final = name.get("form", inherited.get("name-form", "long"))
        self.names_delimiter: Final = inherited.get("names-delimiter", "")
        self.etal_delimiter: Final = get("delimiter-precedes-et-al", "contextual")
        self.last_delimiter: Final = get("delimiter-precedes-last", "contextual")
        self.least: Final = int(get("et-al-min", "0") or 0)
        self.use_first: Final = int(get("et-al-use-first", "999") or 0)
        self.least_later: Final = int(get("et-al-subsequent-min", "0") or 0) or self.least
        self.use_first_later: Final = int(get("et-al-subsequent-use-first", str(self.use_first)) or 0)
        self.use_last: Final = get("et-al-use-last") == "true"
        self.initialize: Final = get("initialize", "true") == "true"
        self.initials: Final = values.get("initialize-with")
        self.hyphen: Final = get("initialize-with-hyphen", "true") == "true"
        self.inverted: Final = get("name-as-sort-order", "")
        self.separator: Final = get("sort-separator", ", ")
        self.demote: Final = get("demote-non-dropping-particle", "display-and-sort")


class NamePart:
    """Formatting of <name-part>: format, case, affixes."""

    __slots__ = ("case", "fmt", "prefix", "suffix")

    def __init__(self, element: "Element | None") -> None:
        self.fmt: Final = formatter(element) if element else None
        self.case: Final = element.get("text-case") if element else ""
        self.prefix: Final = element.get("prefix") if element else ""
        self.suffix: Final = element.get("suffix") if element else ""


class Naming:
    """How a <name> prints one person: the formatting of its parts."""

    __slots__ = ("family", "given")

    def __init__(self, name: "Element | None") -> None:
        parts = {part.get("name"): part for part in name.all("name-part")} if name else {}
        self.family: Final = NamePart(parts.get("family"))
        self.given: Final = NamePart(parts.get("given"))

    def render(
        self,
        person: Person,
        level: int,
        inverted: bool,
        variable: str,
        cite: "Cite",
        fmt: int,
        options: NameOptions,
    ) -> "list[Piece]":
        """Render one name in display or sort order."""
        family, given = self.family, self.given
        f_fmt = family.fmt(fmt) if family.fmt else fmt
        if person.literal:
            return self._part(person.literal, family, f_fmt, fmt, variable, cite)
        if person.east and not person.given.isascii():
            return [
                (person.family + (person.given if level or options.form != "short" else ""), f_fmt, variable, FIELD)
            ]
        g_fmt = given.fmt(fmt) if given.fmt else fmt
        given_text = self._given(person, level, options)
        space: Piece = (" ", fmt, "", AFFIX)
        non_dropping = person.non_dropping
        glue = "" if non_dropping.endswith(("'", "’", "-")) else " "
        demoted = options.demote == "display-and-sort" or (cite.sorting and options.demote == "sort-only")
        if level == 0:
            return self._family(person, non_dropping, glue, f_fmt, fmt, variable, cite)
        if inverted or person.static_order:
            keep = "" if demoted else non_dropping
            out = self._family(person, keep, glue, f_fmt, fmt, variable, cite)
            separator = " " if person.static_order and not inverted else options.separator
            tail: list[Piece] = cite.fields(given_text, g_fmt, variable) if given_text else []
            if given.case:
                tail = recase(tail, given.case)
            for particle, look in ((person.dropping, g_fmt), (non_dropping if demoted else "", f_fmt)):
                if particle:
                    if tail:
                        apart = person.comma_dropping and particle is person.dropping
                        tail.append((", ", fmt, "", AFFIX) if apart else space)
                    tail += _apostrophes(particle, look, variable)
            if tail:
                out.append((separator, fmt, "", AFFIX))
                out += self._affixed(tail, given, fmt)
            if person.suffix:
                out += [(options.separator, fmt, "", AFFIX), (person.suffix, fmt, variable, FIELD)]
            return out
        out = []
        if given_text:
            out += self._part(given_text, given, g_fmt, fmt, variable, cite)
        if person.dropping and not family.prefix:
            if out:
                out.append((", ", fmt, "", AFFIX) if person.comma_dropping else space)
            out += _apostrophes(person.dropping, g_fmt, variable)
        if family.prefix or family.suffix:
            return self._enclosed(person, out, non_dropping, glue, f_fmt, fmt, variable, cite)
        words = self._family(person, non_dropping, glue, f_fmt, fmt, variable, cite)
        if out and not person.dropping.endswith(("'", "’", "-")):
            out.append(space)
        out += words
        if person.suffix:
            out += [(", " if person.comma_suffix else " ", fmt, "", AFFIX), (person.suffix, fmt, variable, FIELD)]
        return out

    def _enclosed(
        self,
        person: Person,
        out: "list[Piece]",
        particle: str,
        glue: str,
        f_fmt: int,
        fmt: int,
        variable: str,
        cite: "Cite",
    ) -> "list[Piece]":
        """Finish a name in display order whose family part has affixes: they enclose particles and suffix too."""
        family = self.family
        if out:
            out.append((" ", fmt, "", AFFIX))
        if family.prefix:
            out.append((family.prefix, fmt, "", AFFIX))
        if person.dropping:
            out += _apostrophes(person.dropping, f_fmt, variable)
            if not person.dropping.endswith(("'", "’", "-")):
                out.append((" ", fmt, "", AFFIX))
        out += self._family(person, particle, glue, f_fmt, fmt, variable, cite, bare=True)
        if person.suffix:
            out += [(", " if person.comma_suffix else " ", fmt, "", AFFIX), (person.suffix, fmt, variable, FIELD)]
        if family.suffix:
            out.append((family.suffix, fmt, "", AFFIX))
        return out

    def _family(
        self,
        person: Person,
        particle: str,
        glue: str,
        f_fmt: int,
        fmt: int,
        variable: str,
        cite: "Cite",
        *,
        bare: bool = False,
    ) -> "list[Piece]":
        out: list[Piece] = cite.fields(person.family, f_fmt, variable)
        if self.family.case:
            out = recase(out, self.family.case)
        if particle:
            lead: list[Piece] = _apostrophes(particle, f_fmt, variable)
            if self.family.case:
                lead = recase(lead, self.family.case)
            if glue:
                lead.append((glue, fmt, "", AFFIX))
            out = [*lead, *out]
        if self.family.prefix and not bare:
            out = [(self.family.prefix, fmt, "", AFFIX), *out]
        if self.family.suffix and not bare:
            out = [*out, (self.family.suffix, fmt, "", AFFIX)]
        return out

    def _part(self, text: str, part: NamePart, inner: int, fmt: int, variable: str, cite: "Cite") -> "list[Piece]":
        pieces: list[Piece] = cite.fields(text, inner, variable)
        if part.case:
            pieces = recase(pieces, part.case)
        return self._affixed(pieces, part, fmt)

    @staticmethod
    def _affixed(pieces: "list[Piece]", part: NamePart, fmt: int) -> "list[Piece]":
        if part.prefix:
            pieces = [(part.prefix, fmt, "", AFFIX), *pieces]
        if part.suffix:
            pieces = [*pieces, (part.suffix, fmt, "", AFFIX)]
        return pieces

    @staticmethod
    def _given(person: Person, level: int, options: NameOptions) -> str:
        given = person.given
        mark = options.initials
        if mark is None or not given:
            return given
        if level == 1 and options.initialize:
            return initials(given, mark, options.hyphen)
        return tidy_initials(given, mark)


def _apostrophes(particle: str, fmt: int, variable: str) -> "list[Piece]":
    return [(particle.replace("'", "’"), fmt, variable, FIELD)]
