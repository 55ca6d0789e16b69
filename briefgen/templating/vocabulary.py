"""The elements that a template may print: one table, read by the parser, the README and the tests.

Meaning, not looks: no sizes, colours, fonts or breaks. Evidence is placed by id and never retyped.
XML names are kebab-case; this module and `parse.py` alone translate them.
"""

from collections.abc import Mapping
from types import MappingProxyType
from typing import Final

__all__ = ["ELEMENTS", "INLINES", "PROSE_FIELDS", "Attribute", "Element", "reference"]

# What an element may hold. "either": blocks or inlines, not both at once. Otherwise a list of element names.
BLOCKS: Final = "blocks"
INLINE: Final = "inlines"
EITHER: Final = "either"
NOTHING: Final = "nothing"

# What `<prose ref="..."/>` may name; `about:SECTION` names the introduction of a section.
PROSE_FIELDS: Final = ("question", "scope", "disclaimer", "about:")


class Attribute:
    """An attribute: `kind` is ident, claim, quote, figure, prose, choice, language, url, count or text.

    `choices` are the values of a choice; `default` holds when it is left out.
    """

    __slots__ = ("choices", "default", "kind", "required")

    def __init__(self, kind: str, *, required: bool = False, default: str = "", choices: tuple[str, ...] = ()) -> None:
        self.kind: Final = kind
        self.required: Final = required
        self.default: Final = default
        self.choices: Final = choices


class Element:
    """An element: where it may stand (`group`: block, inline or the name of its parent) and what it holds.

    `leading` names the elements that may come first, once each and in this order; `needed` those of them that
    must; `content` what follows: "blocks", "inlines", "either", "nothing" or element names. An element whose
    `is_place` is true stands for something in the records.
    """

    __slots__ = ("attributes", "content", "group", "is_place", "leading", "meaning", "needed")

    def __init__(
        self,
        group: str,
        content: str | tuple[str, ...],
        meaning: str,
        attributes: Mapping[str, Attribute] | None = None,
        *,
        leading: tuple[str, ...] = (),
        needed: tuple[str, ...] = (),
        is_place: bool = False,
    ) -> None:
        self.group: Final = group
        self.content: Final = content
        self.meaning: Final = meaning
        self.attributes: Final = attributes or {}
        self.leading: Final = leading
        self.needed: Final = needed
        self.is_place: Final = is_place


def _choice(*choices: str) -> Attribute:
    """An attribute with a closed list of values, the first being the default."""
    return Attribute("choice", default=choices[0], choices=choices)


def _place(meaning: str, attributes: Mapping[str, Attribute] | None = None) -> Element:
    return Element("block", NOTHING, meaning, attributes, is_place=True)


def _ref(kind: str) -> dict[str, Attribute]:
    return {"ref": Attribute(kind, required=True)}


_ROLES: Final = ("body", "lede", "details", "about", "edition", "small")
_ASIDES: Final = ("notice", "judgments", "legend", "summary", "glossary", "colophon")

ELEMENTS: Final[Mapping[str, Element]] = MappingProxyType(
    {
        "brief": Element("document", BLOCKS, "The whole brief; the root."),
        # Structure.
        "section": Element(
            "block",
            BLOCKS,
            "A part with a heading; at most three levels deep.",
            {"id": Attribute("ident")},
            leading=("title",),
            needed=("title",),
        ),
        "title": Element("section, aside", INLINE, "The heading of the part that it opens."),
        "p": Element("block", INLINE, "A paragraph; `role` says what it is for.", {"role": _choice(*_ROLES)}),
        "list": Element(
            "block",
            ("item",),
            "A list; in a `described` one each item has its own label.",
            {"kind": _choice("bullet", "ordered", "described")},
        ),
        "item": Element("list", EITHER, "An item of a list, its label first if it has one.", leading=("label",)),
        "table": Element(
            "block",
            ("row",),
            "A table; `summary` tells those who cannot see it what it holds.",
            {"summary": Attribute("text", required=True)},
            leading=("caption", "head"),
            needed=("caption", "head"),
        ),
        "caption": Element("table", INLINE, "What the table shows."),
        "head": Element("table", ("row",), "The rows that repeat on every page."),
        "row": Element("table, head", ("cell",), "A row of cells."),
        "cell": Element(
            "row",
            EITHER,
            "A cell; `scope` makes it a heading of its row or column (of a row only where data outnumber headings).",
            {
                "scope": Attribute("choice", choices=("row", "column")),
                "colspan": Attribute("count", default="1"),
                "rowspan": Attribute("count", default="1"),
                "align": _choice("start", "end", "centre"),
            },
        ),
        "aside": Element(
            "block",
            BLOCKS,
            "A box beside the running text.",
            {"kind": _choice(*_ASIDES)},
            leading=("title",),
            needed=("title",),
        ),
        # Words.
        "em": Element("inline", INLINE, "Emphasis."),
        "strong": Element("inline", INLINE, "Strong emphasis."),
        "span": Element("inline", INLINE, "Words in another language.", {"lang": Attribute("language", required=True)}),
        "link": Element("inline", INLINE, "A link out of the brief.", {"url": Attribute("url", required=True)}),
        "label": Element("inline", INLINE, "A short term that opens a line; first in an item, its label."),
        "note": Element("inline", EITHER, "A note of the template's own, at its mark."),
        "see": Element("inline", NOTHING, "A reference to a claim by its heading.", _ref("claim"), is_place=True),
        # Evidence, by id.
        "claim": _place(
            "A claim: heading, text, quotations, figure; in the short form heading and text alone.",
            {**_ref("claim"), "form": _choice("full", "short")},
        ),
        "quote": _place("A quotation of a claim.", _ref("quote")),
        "figure": _place("The figure of a claim.", _ref("figure")),
        "prose": _place("A text of the brief's own: question, scope, disclaimer or `about:SECTION`.", _ref("prose")),
        # What is made from the records as a whole.
        "cover": _place("Title, subtitle and the lines of the edition."),
        "contents": _place("The table of contents.", {"depth": _choice("1", "2")}),
        "judgments": _place("The judgments, each with the claims that it rests on."),
        "legend": _place(
            "What the terms of likelihood and confidence mean; in the short form a sentence instead of a table.",
            {"form": _choice("full", "short")},
        ),
        "matrix": _place("Who asserts, denies or qualifies each claim."),
        "timeline": _place("Events and statements in order of time."),
        "source-summary": _place("What the sources are worth as a whole."),
        "bibliography": _place("The works cited, and the background.", {"group": _choice("none", "section", "kind")}),
        "glossary": _place("Who and what the claims name."),
        "changes": _place("What changed since the edition before."),
        "colophon": _place("How this document was made and checked."),
    }
)

INLINES: Final = frozenset(name for name, element in ELEMENTS.items() if element.group == "inline")


def reference() -> str:
    """Return the table as Markdown, for the README."""
    lines = ["| element | stands in | holds | attributes | meaning |", "|---|---|---|---|---|"]
    for name, element in ELEMENTS.items():
        leading = [f"`<{n}>`" + ("" if n in element.needed else "?") for n in element.leading]
        content = element.content if isinstance(element.content, str) else _tags(", ".join(element.content))
        holds = ", then ".join([*leading, content])
        attributes = ", ".join(_attribute(key, attribute) for key, attribute in element.attributes.items())
        where = element.group if element.group in ("block", "inline", "document") else _tags(element.group)
        lines.append(f"| `<{name}>` | {where} | {holds} | {attributes} | {element.meaning} |")
    return "\n".join(lines) + "\n"


def _tags(names: str) -> str:
    return ", ".join(f"`<{name}>`" for name in names.split(", "))


def _attribute(name: str, attribute: Attribute) -> str:
    if attribute.choices:
        values = "\\|".join(f"**{c}**" if c == attribute.default else c for c in attribute.choices)
        return f"`{name}`: {values}"
    return f"`{name}`: {attribute.kind}" + (" (required)" if attribute.required else "")
