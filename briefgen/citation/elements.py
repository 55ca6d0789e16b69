"""Rendering elements compiled to closures `(cite, format) -> pieces or None` (CSL 1.0.2, Rendering Elements).

A closure that renders nothing returns None (or an empty list), and records in `cite.seen` whether it
called a variable: groups decide by that whether they vanish (CSL 1.0.2, Group).
"""

from typing import TYPE_CHECKING, Any, Final

from briefgen.citation.cases import capitalise_first
from briefgen.citation.conditions import compile_choose
from briefgen.citation.dates import compile_date
from briefgen.citation.locators import LABELS
from briefgen.citation.names import compile_names
from briefgen.citation.numbers import dashed, is_numeric, is_plural, mixed_number, padded, render_number
from briefgen.citation.text import AFFIX, FIELD, finisher, formatter, parse_field, recase
from briefgen.citation.tree import fail
from briefgen.citation.variables import NUMBERS, RAW, SPECIAL, typed_text, variable_text

if TYPE_CHECKING:
    from collections.abc import Callable

    from briefgen.citation.cite import Cite
    from briefgen.citation.text import Piece
    from briefgen.citation.tree import Element

    Render = Callable[[Cite, int], list[Piece] | None]
    Children = Callable[[Cite, int], list[list[Piece]]]

__all__ = ["Compiler"]

# How deep macros may nest, and how much one may expand to: a small file could otherwise run for ever.
_DEEPEST: Final = 50
_LARGEST: Final = 100_000


def _finished(element: "Element") -> "Callable[[list[Piece], Cite, int], list[Piece]] | None":
    """Compile text-case and what `finisher` does; None if the element has neither."""
    case = element.get("text-case")
    finish = finisher(element)
    if not case:
        if finish is None:
            return None
        return lambda pieces, _, fmt: finish(pieces, fmt)

    def cased(pieces: "list[Piece]", cite: "Cite", fmt: int) -> "list[Piece]":
        if case != "title" or cite.english:
            if case == "uppercase" and cite.turkic:
                pieces = [(text.replace("i", "İ"), *rest) for text, *rest in pieces]  # type: ignore[misc]
            pieces = recase(pieces, case)
        return finish(pieces, fmt) if finish else pieces

    return cased


class Compiler:
    """Turns the elements of one style into closures; macros once each."""

    def __init__(self, style: Any, macros: "dict[str, Element]") -> None:
        self.style: Final = style
        self.elements: Final = macros
        self.macros: Final[dict[str, Children]] = {}
        self.costs: Final[dict[str, int]] = {}
        self.open: Final[list[str]] = []

    def children(self, element: "Element") -> "Children":
        """Compile all children; the result is one list of pieces for each that rendered something."""
        plan: list[tuple[Any, bool]] = []
        for child in element.children:
            if child.name == "choose":
                plan.append((compile_choose(child, self.children), True))
            elif child.name != "sort":
                plan.append((self.element(child), False))
        steps = tuple(plan)
        if len(steps) == 1 and steps[0][1]:
            return steps[0][0]  # type: ignore[no-any-return]

        def render(cite: "Cite", fmt: int) -> "list[list[Piece]]":
            out: list[list[Piece]] = []
            for step, several in steps:
                pieces = step(cite, fmt)
                if pieces:
                    if several:
                        out += pieces
                    else:
                        out.append(pieces)
            return out

        return render

    def element(self, element: "Element") -> "Render":
        """Compile one rendering element; raise CitationError for one that CSL does not know."""
        name = element.name
        if name == "text":
            return self._text(element)
        if name == "group":
            return self._group(element, self.children(element))
        if name == "names":
            return compile_names(element, self.style, self.element)
        if name == "date":
            return compile_date(element)
        if name == "number":
            return _number(element)
        if name == "label":
            return _label(element)
        if name == "choose":
            return _joined(compile_choose(element, self.children))
        raise fail(element, "style.invalid", f"<{name}> is not a CSL rendering element here.")

    def macro(self, name: str, where: "Element") -> "Children":
        """Return the compiled macro; raise CitationError if it is unknown or calls itself."""
        found = self.macros.get(name)
        if found is not None:
            return found
        element = self.elements.get(name)
        if element is None:
            raise fail(where, "style.macro-unknown", f'There is no macro "{name}".', "Define it, or mend the name.")
        if name in self.open:
            chain = " → ".join([*self.open[self.open.index(name) :], name])
            raise fail(where, "style.macro-loop", f"A macro calls itself: {chain}.")
        self.open.append(name)
        if len(self.open) > _DEEPEST:
            raise fail(where, "style.invalid", f"Macros call each other over {_DEEPEST} levels deep.")
        found = self.macros[name] = self.children(element)
        self.open.pop()
        self.costs[name] = cost = self.cost(element)
        if cost > _LARGEST:
            raise fail(where, "style.invalid", f'The macro "{name}" expands to over {_LARGEST} elements.')
        return found

    def cost(self, element: "Element") -> int:
        """Count the elements that an element expands to, through macros; of alternatives the dearest counts."""
        costs = [self.cost(child) for child in element.children]
        if element.name == "choose":
            return len(costs) + max(costs, default=0)
        return 1 + self.costs.get(element.attributes.get("macro", ""), 0) + sum(costs)

    def _text(self, element: "Element") -> "Render":
        attributes = element.attributes
        if "macro" in attributes:
            return self._group(element, self.macro(attributes["macro"], element))
        if "variable" in attributes:
            return _variable(element)
        if "term" in attributes:
            return _term(element)
        if "value" in attributes:
            return _value(element)
        raise fail(element, "style.invalid", "<text> needs one of variable, macro, term, value.")

    @staticmethod
    def _group(element: "Element", children: "Children") -> "Render":
        delimiter = element.get("delimiter") if element.name == "group" else ""
        style = formatter(element)
        finish = _finished(element)

        def group(cite: "Cite", fmt: int) -> "list[Piece] | None":
            before = cite.seen
            started = cite.started
            cite.seen = 0
            inner = style(fmt) if style else fmt
            rendered = children(cite, inner)
            mine = cite.seen
            if mine == 1:
                cite.seen = before | 1
                cite.started = started
                return None
            if not rendered:
                cite.seen = before | mine
                return None
            # A group that printed something counts as a variable that did (CSL 1.0.2, Group).
            cite.seen = before | 3
            if len(rendered) == 1:
                out = rendered[0]
            else:
                out = list(rendered[0])
                if delimiter:
                    joint: Piece = (delimiter, inner, "", AFFIX)
                    for pieces in rendered[1:]:
                        out.append(joint)
                        out += pieces
                else:
                    for pieces in rendered[1:]:
                        out += pieces
            return finish(out, cite, fmt) if finish and not cite.sorting else out

        return group


def _joined(choose: "Children") -> "Render":
    def join(cite: "Cite", fmt: int) -> "list[Piece] | None":
        groups = choose(cite, fmt)
        return [piece for pieces in groups for piece in pieces] or None

    return join


def _variable(element: "Element") -> "Render":
    variable = element.get("variable")
    form = element.get("form")
    style = formatter(element)
    finish = _finished(element)
    raw = variable in RAW
    # "https://doi.org/" before a DOI belongs to the address, so that all of it becomes the link.
    stem = element.get("prefix") if raw and element.get("prefix").startswith("http") else ""
    if stem:
        attributes = {key: text for key, text in element.attributes.items() if key != "prefix"}
        finish = _finished(type(element)("text", attributes, element.file, element.line, element.column))
    special = variable in SPECIAL or form == "short"
    number = variable in NUMBERS

    # A year suffix that is not needed is no variable that failed: "(n.d.)" stays.
    called = 0 if variable == "year-suffix" else 1

    def text(cite: "Cite", fmt: int) -> "list[Piece] | None":
        cite.seen |= called
        if special:
            words: Any = variable_text(variable, form, cite)
        else:
            words = cite.item.get(variable)
            if words is not None and type(words) is not str:
                words = variable_text(variable, form, cite)
        if not words or (cite.suppressed and variable in cite.suppressed):
            return None
        cite.seen |= 2
        cite.started = True
        if cite.substituting:
            cite.suppress(variable)
        inner = style(fmt) if style else fmt
        if number and cite.sorting:
            return [(padded(words), 0, variable, FIELD)]
        if number:
            # The number of a document is a name ("116-2"), not a range.
            if not special and variable != "number" and ("-" in words or "–" in words):
                words = dashed(words)
            pieces = [(words, inner, variable, FIELD)] if variable != "locator" else cite.fields(words, inner, variable)
        elif raw:
            pieces = [(stem + words, inner, variable, FIELD)]
        else:
            pieces = cite.fields(words, inner, variable)
        return finish(pieces, cite, fmt) if finish else pieces

    return text


def _term(element: "Element") -> "Render":
    name = element.get("term")
    form = element.get("form", "long")
    plural = element.get("plural") == "true"
    style = formatter(element)
    finish = _finished(element)
    name = "sub-verbo" if name == "sub verbo" else name

    def term(cite: "Cite", fmt: int) -> "list[Piece] | None":
        words = cite.lexicon.term(name, form, plural)
        if not words:
            return [] if words == "" else None
        if not cite.started and cite.capitals:
            words = capitalise_first([words], [False])[0]
        cite.started = True
        pieces: list[Piece] = [(words, style(fmt) if style else fmt, "", FIELD)]
        return finish(pieces, cite, fmt) if finish else pieces

    return term


def _value(element: "Element") -> "Render":
    value = element.get("value")
    style = formatter(element)
    finish = _finished(element)
    parts = parse_field(value, markup=True)

    def text(cite: "Cite", fmt: int) -> "list[Piece] | None":
        if not value:
            return None
        cite.started = True
        inner = style(fmt) if style else fmt
        if len(parts) == 1 and not parts[0][1]:
            pieces: list[Piece] = [(parts[0][0], inner, "", FIELD)]
        else:
            pieces = cite.fields(value, inner, "", True)
        return finish(pieces, cite, fmt) if finish else pieces

    return text


def _number(element: "Element") -> "Render":
    variable = element.get("variable")
    form = element.get("form", "numeric")
    style = formatter(element)
    finish = _finished(element)

    def number(cite: "Cite", fmt: int) -> "list[Piece] | None":
        cite.seen |= 1
        words = variable_text(variable, "", cite)
        if not words or (cite.suppressed and variable in cite.suppressed):
            return None
        cite.seen |= 2
        cite.started = True
        if cite.sorting:
            return [(padded(words), 0, variable, FIELD)]
        if cite.substituting:
            cite.suppress(variable)
        lexicon = cite.lexicon
        gender = lexicon.genders.get(cite.label if variable == "locator" else variable, "")
        if is_numeric(words):
            words = render_number(words, form, lexicon, gender)
        else:
            words = mixed_number(words, form, lexicon, gender, LABELS)
        pieces: list[Piece] = [(words, style(fmt) if style else fmt, variable, FIELD)]
        return finish(pieces, cite, fmt) if finish else pieces

    return number


def _label(element: "Element") -> "Render":
    variable = element.get("variable")
    form = element.get("form", "long")
    when = element.get("plural", "contextual")
    style = formatter(element)
    finish = _finished(element)

    def label(cite: "Cite", fmt: int) -> "list[Piece] | None":
        words = typed_text(variable, cite)
        if not words:
            return None
        if when == "contextual":
            if variable.startswith("number-of-"):
                plural = words.strip() not in ("0", "1")
            else:
                plural = is_plural(words, cite.lexicon.term("and") or "and")
        else:
            plural = when == "always"
        name = (cite.label or "page") if variable == "locator" else variable
        term = cite.lexicon.term(name, form, plural)
        if not term:
            return None
        cite.started = True
        pieces: list[Piece] = [(term, style(fmt) if style else fmt, "", FIELD)]
        return finish(pieces, cite, fmt) if finish else pieces

    return label
