"""CSL style files in, a compiled Style out: options, layouts, sort keys, macros as closures.

Compiling happens once. Nothing of an item or a language is known here, so a Style serves many engines.
"""

from typing import TYPE_CHECKING, Final

from briefgen.citation.elements import Compiler
from briefgen.citation.locale import Locale, dialect_chain
from briefgen.citation.names import compile_names
from briefgen.citation.text import formatter
from briefgen.citation.tree import Element, check_numbers, fail, read_xml
from briefgen.citation.variables import NAMES

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from briefgen.citation.cite import Cite
    from briefgen.citation.text import Piece

__all__ = ["Layout", "SortKey", "Style"]


class SortKey:
    """One <key>: a variable or a macro, its direction, and its own limits on names."""

    __slots__ = ("descending", "limits", "render", "variable")

    def __init__(self, element: Element, compiler: Compiler, style: "Style") -> None:
        self.descending: Final = element.get("sort") == "descending"
        self.limits: Final = (element.get("names-min"), element.get("names-use-first"), element.get("names-use-last"))
        self.variable: Final = element.get("variable")
        self.render: Callable[[Cite, int], list[list[Piece]]] | None = None
        if "macro" in element.attributes:
            self.render = compiler.macro(element.get("macro"), element)
        elif self.variable in NAMES:
            names = Element("names", {"variable": self.variable}, element.file, element.line, element.column)
            name = Element("name", {"form": "long", "name-as-sort-order": "all"}, *_place(element))
            names.children.append(name)
            one = compile_names(names, style, compiler.element)
            self.render = lambda cite, fmt: [pieces] if (pieces := one(cite, fmt)) else []
        elif not self.variable:
            raise fail(element, "style.invalid", "<key> needs a variable or a macro.")


def _place(element: Element) -> tuple[str, int, int]:
    return element.file, element.line, element.column


class Layout:
    """A <citation> or <bibliography>: attributes, sort keys and the compiled layout."""

    __slots__ = (
        "children",
        "delimiter",
        "format",
        "has_choice",
        "keys",
        "options",
        "places_suffix",
        "prefix",
        "shows_number",
        "suffix",
    )

    def __init__(self, element: Element, compiler: Compiler, style: "Style") -> None:
        layout = element.find("layout")
        if layout is None:
            raise fail(element, "style.invalid", f"<{element.name}> has no <layout>.")
        self.options: Final[Mapping[str, str]] = element.attributes
        self.children: Final = compiler.children(layout)
        self.format: Final = formatter(layout)
        self.prefix: Final = layout.get("prefix")
        self.suffix: Final = layout.get("suffix")
        self.delimiter: Final = layout.get("delimiter")
        sort = element.find("sort")
        self.keys: Final = tuple(SortKey(key, compiler, style) for key in sort.all("key")) if sort else ()
        reached = _reachable(layout, compiler.elements)
        shown = {(e.name, e.attributes["variable"]) for e in reached if "variable" in e.attributes}
        self.places_suffix: Final = ("text", "year-suffix") in shown or ("text", "citation-label") in shown
        self.shows_number: Final = any(variable == "citation-number" for _, variable in shown)
        self.has_choice: Final = sum("disambiguate" in e.attributes for e in reached)


def _reachable(element: Element, macros: "dict[str, Element]") -> list[Element]:
    """Return an element and all that it can render, through macros; each macro once."""
    reached = [element]
    done: set[str] = set()
    for current in reached:  # grows as it is walked
        reached += current.children
        macro = current.attributes.get("macro")
        if macro and macro not in done and macro in macros:
            done.add(macro)
            reached.append(macros[macro])
    return reached


class Style:
    """A compiled CSL style."""

    __slots__ = (
        "attributes",
        "bibliography",
        "bibliography_attributes",
        "citation",
        "citation_attributes",
        "is_note",
        "language",
        "language_place",
        "locales",
        "page_format",
        "shows_first_note",
        "shows_near_note",
        "shows_number",
        "title",
    )

    def __init__(self, root: Element, dependent: Element | None = None) -> None:
        """Compile the tree of an independent style; the default-locale of a dependent one goes before its own."""
        check_numbers(root)
        self.attributes: Final[Mapping[str, str]] = root.attributes
        citation = root.find("citation")
        bibliography = root.find("bibliography")
        if citation is None:
            raise fail(root, "style.invalid", "The style has no <citation>.")
        self.citation_attributes: Final[Mapping[str, str]] = citation.attributes
        self.bibliography_attributes: Final[Mapping[str, str]] = bibliography.attributes if bibliography else {}
        self.is_note: Final = root.get("class", "in-text") == "note"
        named = dependent if dependent is not None and dependent.get("default-locale") else root
        self.language: Final = named.get("default-locale")
        self.language_place: Final = named.span()
        self.page_format: Final = root.get("page-range-format")
        self.locales: Final = [Locale(child) for child in root.all("locale")]
        info = root.find("info")
        title = info.find("title") if info else None
        self.title: Final = title.text.strip() if title else ""
        macros = {child.get("name"): child for child in root.all("macro")}
        compiler = Compiler(self, macros)
        for name, macro in macros.items():
            compiler.macro(name, macro)
        self.citation: Final = Layout(citation, compiler, self)
        self.bibliography: Final = Layout(bibliography, compiler, self) if bibliography else None
        used = [e.attributes for e in _all(root) if "variable" in e.attributes or "position" in e.attributes]
        self.shows_first_note: Final = any(e.get("variable") == "first-reference-note-number" for e in used)
        positions = " ".join([e["position"] for e in used if "position" in e])
        self.shows_near_note: Final = "near-note" in positions or "far-note" in positions
        self.shows_number: Final = self.citation.shows_number

    def speaks(self, locales: "Callable[[str], bytes | None]") -> bool:
        """Say whether the default locale, or one of its language, is at hand or part of the style."""
        primary = self.language.partition("-")[0]
        return any(locale.language.partition("-")[0] == primary for locale in self.locales) or any(
            locales(tag) is not None for tag in dialect_chain(self.language)
        )

    @staticmethod
    def parse(data: bytes, *, file: str, parents: "Callable[[str], bytes | None] | None" = None) -> "Style":
        """Read and compile a style; a dependent one is resolved by `parents(url)`.

        Raises CitationError with file, line and column: style.xml, style.doctype, style.root,
        style.invalid, style.macro-unknown, style.macro-loop, style.parent-missing.
        """
        root = _style_root(data, file)
        if root.find("citation") is not None:
            return Style(root)
        url, link = _parent(root)
        if link is None:
            raise fail(root, "style.invalid", "The style has neither a <citation> nor a parent style.")
        found = parents(url) if parents is not None else None
        if found is None:
            hint = "Copy the parent style beside this one, or have all styles: pip install 'briefgen[styles]'."
            raise fail(link, "style.parent-missing", f"The parent style {url} is not at hand.", hint)
        parent = _style_root(found, url)
        if parent.find("citation") is None:
            raise fail(link, "style.parent-missing", f"The parent style {url} is itself a dependent style.")
        return Style(parent, root)


def _style_root(data: bytes, file: str) -> Element:
    root = read_xml(data, file)
    if root.name != "style":
        raise fail(root, "style.root", f"A CSL style begins with <style>, not <{root.name}>.")
    return root


def _parent(root: Element) -> tuple[str, Element | None]:
    info = root.find("info")
    for link in info.all("link") if info else ():
        if link.get("rel") == "independent-parent":
            return link.get("href"), link
    return "", None


def _all(element: Element) -> list[Element]:
    reached = [element]
    for current in reached:  # grows as it is walked
        reached += current.children
    return reached
