"""<names> compiled: lists of persons in, pieces out (CSL 1.0.2, Names, Name, Et-al, Substitute).

Options are resolved at compile time for both areas: those of <style>, then of <citation> or
<bibliography>, then of <name>.
"""

from typing import TYPE_CHECKING, Any, Final

from briefgen.citation.cite import CITATION, IBID, SUBSEQUENT
from briefgen.citation.naming import NameOptions, Naming
from briefgen.citation.person import Person, people, stands_apart
from briefgen.citation.text import AFFIX, FIELD, finisher, formatter, plain, recase

if TYPE_CHECKING:
    from collections.abc import Callable

    from briefgen.citation.cite import Cite
    from briefgen.citation.text import Piece
    from briefgen.citation.tree import Element

__all__ = ["compile_names"]


class _Names:
    """One compiled <names>."""

    __slots__ = (
        "delimiter", "etal_fmt", "etal_term", "finish_name", "label", "label_first", "name_fmt", "naming", "options",
        "substitutes", "variables",
    )  # fmt: skip

    def __init__(self, element: "Element", model: "Element", style: Any, substitutes: "list[Any]") -> None:
        self.variables: Final = element.get("variable").split()
        name = model.find("name")
        attributes = name.attributes if name else {}
        self.options: Final = (
            NameOptions(style.attributes, style.citation_attributes, attributes),
            NameOptions(style.attributes, style.bibliography_attributes, attributes),
        )
        self.delimiter: Final = element.attributes.get("delimiter", model.attributes.get("delimiter"))
        self.naming: Final = Naming(name)
        self.name_fmt: Final = formatter(name) if name else None
        self.finish_name: Final = finisher(name) if name else None
        etal = model.find("et-al")
        self.etal_term: Final = etal.get("term", "et-al") if etal else "et-al"
        self.etal_fmt: Final = formatter(etal) if etal else None
        labels = [child.name for child in model.children if child.name in ("label", "name")]
        self.label: Final = _Label(model.find("label")) if "label" in labels else None
        self.label_first: Final = bool(labels) and labels[0] == "label" and "name" in labels
        self.substitutes: Final = substitutes

    def render(self, cite: "Cite", fmt: int) -> "list[Piece] | None":
        """Render the variables, or the first substitute that has something."""
        cite.seen |= 1
        options = self.options[cite.area]
        lists = [
            (variable, found)
            for variable in self.variables
            if (found := people(cite, variable)) and not (cite.suppressed and variable in cite.suppressed)
        ]
        if not lists:
            return self._substitute(cite, fmt)
        lists = self._merge_roles(lists, cite)
        if options.form == "count":
            total = sum(self._shown(len(found), cite, options, i) for i, (_, found) in enumerate(lists))
            cite.seen |= 2
            return [(f"{total:03d}" if cite.sorting else str(total), fmt, "", FIELD)] if total else None
        out: list[Piece] = []
        delimiter = self.delimiter if self.delimiter is not None else options.names_delimiter
        rendered = [self._one(variable, found, cite, fmt, options) for variable, found in lists]
        if cite.substituter is not None:
            rendered = cite.substituter.lists(rendered, fmt)
        for names, label in rendered:
            pieces = [*label, *names] if self.label_first else [*names, *label]
            if out and pieces and delimiter:
                out.append((delimiter, fmt, "", AFFIX))
            out += pieces
        if not out:
            return None
        cite.seen |= 2
        cite.started = True
        if cite.substituting:
            for variable in self.variables:
                cite.suppress(variable)
        return out

    def _substitute(self, cite: "Cite", fmt: int) -> "list[Piece] | None":
        if not self.substitutes:
            return None
        outer = cite.substituting
        suppressed = cite.suppressed
        for closure in self.substitutes:
            cite.substituting = True
            pieces: list[Piece] | None = closure(cite, fmt)
            cite.substituting = outer
            if pieces:
                return pieces
            cite.suppressed = suppressed
            if pieces is not None:  # a term that the locale leaves empty on purpose ends the search
                return None
        return None

    def _merge_roles(self, lists: "list[tuple[str, list[Person]]]", cite: "Cite") -> "list[tuple[str, list[Person]]]":
        """Join variables that name the same persons, where a term for both roles exists ("editortranslator")."""
        if self.label is None or len(lists) < 2 or len(lists) != len(self.variables):
            return lists
        common = "".join(sorted(self.variables))
        if not cite.lexicon.term(common, self.label.form):
            return lists
        persons = [person.key() for person in lists[0][1]]
        if any([person.key() for person in found] != persons for _, found in lists[1:]):
            return lists
        return [(common, lists[0][1])]

    def _one(
        self, variable: str, found: list[Person], cite: "Cite", fmt: int, options: NameOptions
    ) -> "tuple[list[Piece], list[Piece]]":
        """Render one variable: its names, its label."""
        pieces = self._list(variable, found, cite, fmt, options)
        if not pieces or self.label is None or cite.sorting:
            return pieces, []
        return pieces, self.label.render(variable, len(found) > 1, cite, fmt)

    @staticmethod
    def _limits(cite: "Cite", options: NameOptions) -> tuple[int, int, bool]:
        if cite.sorting and cite.sort_names is not None:
            least, first, last = cite.sort_names
            return (
                int(least) if least else options.least,
                int(first) if first else options.use_first,
                last == "true" if last else options.use_last,
            )
        if cite.area == CITATION and cite.position & (SUBSEQUENT | IBID):
            return options.least_later, options.use_first_later, options.use_last
        return options.least, options.use_first, options.use_last

    def _shown(self, total: int, cite: "Cite", options: NameOptions, index: int) -> int:
        least, first, _ = self._limits(cite, options)
        if not least or total < least or first >= total:
            return total
        shape = cite.shape
        if shape is not None and index < len(shape.names) and not cite.sorting:
            first = max(first, shape.names[index])
        return min(first, total)

    def _list(self, variable: str, found: list[Person], cite: "Cite", fmt: int, options: NameOptions) -> "list[Piece]":
        """Render one list of names, cut by et al., with its conjunction."""
        index = cite.nameset
        cite.nameset = index + 1
        total = len(found)
        shown = self._shown(total, cite, options, index)
        levels = self._levels(found, shown, index, cite, options)
        if cite.trace is not None:
            cite.trace.append((total, shown, levels, options, found))
        if shown == 0:
            return []
        inner = self.name_fmt(fmt) if self.name_fmt else fmt
        inverted = cite.sorting or options.inverted == "all"
        first_inverted = inverted or options.inverted == "first"
        rendered = [
            self.naming.render(
                found[i], levels[i], inverted or (i == 0 and first_inverted), variable, cite, inner, options
            )
            for i in range(shown)
        ]
        use_last = self._limits(cite, options)[2] and total - shown >= 2
        if use_last:
            levels.append(self._base_level(options))
            rendered.append(self.naming.render(found[-1], levels[-1], inverted, variable, cite, inner, options))
        if cite.substituter is not None:
            rendered = cite.substituter.names(rendered, inner)
        out = self._joined(rendered, shown, total, use_last, first_inverted, inverted, found, cite, inner, options)
        if self.finish_name:
            out = self.finish_name(out, fmt)
        return out

    @staticmethod
    def _base_level(options: NameOptions) -> int:
        if options.form == "short":
            return 0
        return 1 if options.initials is not None and options.initialize else 2

    def _levels(self, found: list[Person], shown: int, index: int, cite: "Cite", options: NameOptions) -> list[int]:
        """Say how much of each given name to show: 0 none, 1 initials, 2 all."""
        base = self._base_level(options)
        levels = [base] * shown
        if cite.sorting:
            return levels
        if cite.person_level is not None:
            levels = [max(base, cite.person_level(found[i], base, i, options)) for i in range(shown)]
        shape = cite.shape
        if shape is not None and index < len(shape.givens):
            wanted = shape.givens[index]
            for i in range(min(shown, len(wanted))):
                levels[i] = max(levels[i], wanted[i])
        return levels

    def _joined(
        self,
        rendered: "list[list[Piece]]",
        shown: int,
        total: int,
        use_last: bool,
        first_inverted: bool,
        inverted: bool,
        found: list[Person],
        cite: "Cite",
        fmt: int,
        options: NameOptions,
    ) -> "list[Piece]":
        delimiter: Piece = (options.delimiter, fmt, "", AFFIX)
        out: list[Piece] = list(rendered[0]) if rendered else []
        conjunction = self._conjunction(options, cite) if shown == total else ""
        spaced = stands_apart(conjunction)
        last = len(rendered) - 1
        for i in range(1, len(rendered)):
            if not rendered[i]:
                continue
            if use_last and i == last:
                out += (delimiter, ("… ", fmt, "", AFFIX))
            elif i == last and conjunction:
                precedes = options.last_delimiter
                turned = (inverted or (first_inverted and i == 1)) and not found[i - 1].literal
                if (
                    precedes == "always"
                    or (precedes == "contextual" and last > 1)
                    or (precedes == "after-inverted-name" and turned)
                ):
                    out.append(delimiter)
                    if not options.delimiter.endswith(" ") and conjunction[:1].isalpha():
                        out.append((" ", fmt, "", AFFIX))
                elif spaced or conjunction == "\u05d5":
                    out.append((" ", fmt, "", AFFIX))
                out.append((conjunction + (" " if spaced else ""), fmt, "", AFFIX))
            else:
                out.append(delimiter)
            out += rendered[i]
        if shown < total and not use_last:
            out += self._et_al(shown, first_inverted if shown == 1 else inverted, delimiter, found, cite, fmt, options)
        return out

    @staticmethod
    def _conjunction(options: NameOptions, cite: "Cite") -> str:
        if cite.sorting:
            return ""  # "A, B and C" sorts as "A, B, C"
        if options.conjunction == "text":
            return cite.lexicon.term("and") or "and"
        if options.conjunction == "symbol":
            return "&"
        return ""

    def _et_al(
        self,
        shown: int,
        turned: bool,
        delimiter: "Piece",
        found: list[Person],
        cite: "Cite",
        fmt: int,
        options: NameOptions,
    ) -> "list[Piece]":
        term = cite.lexicon.term(self.etal_term)
        if term is None:
            term = cite.lexicon.term("et-al")
        if not term or cite.sorting:
            return []
        precedes = options.etal_delimiter
        wanted = (
            precedes == "always"
            or (precedes == "contextual" and shown > 1)
            or (precedes == "after-inverted-name" and turned)
        )
        style = self.etal_fmt
        word: Piece = (term, style(fmt) if style else fmt, "", FIELD)
        if wanted:
            return [delimiter, word]
        if not stands_apart(term) or found[shown - 1].east:
            return [word]
        return [(" ", fmt, "", AFFIX), word]


class _Label:
    """A <label> inside <names>."""

    __slots__ = ("case", "finish", "form", "plural", "style")

    def __init__(self, element: "Element | None") -> None:
        assert element is not None  # the caller found it
        self.form: Final = element.get("form", "long")
        self.plural: Final = element.get("plural", "contextual")
        self.case: Final = element.get("text-case")
        self.style: Final = formatter(element)
        self.finish: Final = finisher(element)

    def render(self, variable: str, several: bool, cite: "Cite", fmt: int) -> "list[Piece]":
        """Render the term of a role."""
        plural = self.plural == "always" or (self.plural == "contextual" and several)
        term = cite.lexicon.term(variable, self.form, plural)
        if not term:
            return []
        pieces: list[Piece] = [(term, self.style(fmt) if self.style else fmt, "", FIELD)]
        if self.case:
            pieces = recase(pieces, self.case)
        return self.finish(pieces, fmt) if self.finish else pieces


def compile_names(
    element: "Element",
    style: Any,
    compile_element: "Callable[[Element], Any]",
    model: "Element | None" = None,
) -> "Callable[[Cite, int], list[Piece] | None]":
    """Compile <names>; `model` is the outer <names> whose children a bare one in <substitute> takes over."""
    own = element if model is None or element.children else model
    substitutes = []
    substitute = element.find("substitute")
    for child in substitute.children if substitute else ():
        if child.name == "names":
            substitutes.append(compile_names(child, style, compile_element, element))
        else:
            substitutes.append(compile_element(child))
    compiled = _Names(element, own, style, substitutes)
    render = compiled.render
    look = formatter(element)
    finish = finisher(element)

    def names(cite: "Cite", fmt: int) -> "list[Piece] | None":
        pieces = render(cite, look(fmt) if look else fmt)
        if not pieces:
            return None
        if cite.hide_author:
            cite.hide_author = False
            return None
        if cite.substituter is not None:
            pieces = cite.substituter.whole(pieces, fmt)
        if finish is not None and not cite.sorting:
            pieces = finish(pieces, fmt)
        if cite.first_names is None:
            cite.first_names = plain(pieces)
        return pieces

    return names
