"""The markup that a template printed in, a draft out: document nodes, with a Place for each piece of evidence.

Strict: no DOCTYPE, entities or processing instructions; an unknown element or attribute, stray text, a missing
attribute or a reference to nothing is an error, and all errors of a run are reported together, each with line and
column in the rendered markup. White space folds to one space and goes at both ends of a block. XML 1.0 by expat.

Invariant: a value of a record that a template printed is text here; it can never become an element.
"""

from pyexpat import ErrorString, ExpatError, ParserCreate
from typing import Final, cast

from briefgen.diagnostics import Diagnostic, Span, bad_input
from briefgen.document import nodes
from briefgen.document.draft import Place
from briefgen.errors import LimitError, TemplateError
from briefgen.records.schema import closest
from briefgen.records.text import faults
from briefgen.selection.selection import Selection
from briefgen.templating.attributes import Known, read_attributes
from briefgen.templating.building import BUILDERS, Open, options, widths
from briefgen.templating.vocabulary import BLOCKS, EITHER, ELEMENTS, INLINE, INLINES, NOTHING, Element

__all__ = ["parse"]

_SECTION_DEPTH: Final = 3
_BLANKS: Final = " \t\r\n"
_ANYTHING: Final = Element("document", EITHER, "An unknown element, read on for the sake of further messages.")


def parse(markup: str, selection: Selection, file: str) -> nodes.Brief:
    """Read rendered markup into a draft of the brief; `file` is what messages call it.

    Raises TemplateError with everything that is wrong, in the order of the markup.
    """
    return _Reader(selection, file).read(markup)


class _Reader:
    """One run over one markup text."""

    def __init__(self, selection: Selection, file: str) -> None:
        self._selection: Final = selection
        self._file: Final = file
        self._known: Final = Known(selection)
        self._problems: list[Diagnostic] = []
        self._open: list[Open] = []
        self._root: Open | None = None
        self._unnamed = 0

    def read(self, markup: str) -> nodes.Brief:
        """Parse, then raise or return."""
        parser = ParserCreate()
        parser.StartElementHandler = self._start
        parser.EndElementHandler = self._end
        parser.CharacterDataHandler = self._text
        parser.StartDoctypeDeclHandler = self._doctype
        parser.ProcessingInstructionHandler = self._instruction
        self._parser = parser
        try:
            parser.Parse(markup.encode(), True)
        except ExpatError as error:
            if not any(problem.code == "template.doctype" for problem in self._problems):
                self._malformed(error)
        if self._problems:
            kind = LimitError if all(problem.status == 3 for problem in self._problems) else TemplateError
            raise kind(*sorted(self._problems, key=lambda problem: problem.where.key()))
        return self._brief(cast("Open", self._root))

    def _brief(self, root: Open) -> nodes.Brief:
        """Make the brief; what only the edition knows is filled in later."""
        selection = self._selection
        record = selection.brief
        furniture = nodes.Furniture(record.title, "", "", tuple(selection.pack.words.items()))
        blocks = cast("tuple[nodes.Block, ...]", tuple(root.blocks))
        subject, language = record.subtitle, selection.language
        return nodes.Brief(record.title, subject, "", language, selection.direction, "", blocks, furniture)

    # --- messages -------------------------------------------------------------------------

    def _here(self) -> Span:
        return Span(self._file, self._parser.CurrentLineNumber, self._parser.CurrentColumnNumber + 1)

    def _report(self, code: str, where: Span, message: str, hint: str = "") -> None:
        self._problems.append(bad_input(code, where, message, hint))

    def _malformed(self, error: Exception) -> None:
        line, column, code = getattr(error, "lineno", 1), getattr(error, "offset", 0), getattr(error, "code", 0)
        hint = "write &amp; for &, &lt; for <, and a number such as &#160; for other characters"
        message = f"the markup is not well formed: {ErrorString(code)}"
        self._report("template.malformed", Span(self._file, line, column + 1), message, hint)

    def _doctype(self, *_: object) -> None:
        self._report("template.doctype", self._here(), "a DOCTYPE is not allowed", "delete it")
        msg = "DOCTYPE"
        raise ExpatError(msg)

    def _instruction(self, target: str, _: str) -> None:
        message = f"a processing instruction is not allowed: <?{target}"
        self._report("template.instruction", self._here(), message, "delete it")

    # --- events ---------------------------------------------------------------------------

    def _start(self, name: str, given: dict[str, str]) -> None:
        span = self._here()
        element = ELEMENTS.get(name)
        parent = self._open[-1] if self._open else None
        if element is None:
            self._unknown(name, span)
            self._open.append(Open(name, _ANYTHING, {}, span))
            return
        before = len(self._problems)
        self._check_position(name, element, parent, span)
        is_lost = len(self._problems) > before
        values = read_attributes(name, element, given, span, self._known, self._problems)
        if name == "section" and not values["id"]:
            # No id that a template can write ends in a full stop.
            self._unnamed += 1
            values["id"] = f"{self._unnamed}."
        flow = None
        if not is_lost and parent is not None and element.group == "inline":
            flow = _flow_of(name, parent)
        opened = Open(name, element, values, span, flow)
        opened.is_lost = is_lost
        self._open.append(opened)

    def _unknown(self, name: str, span: Span) -> None:
        near = closest(name, ELEMENTS)
        hint = f"did you mean <{near}>?" if near else "the README lists the elements"
        self._report("template.unknown-element", span, f"there is no element <{name}>", hint)

    def _check_position(self, name: str, element: Element, parent: Open | None, span: Span) -> None:
        """Report an element that may not stand where it does."""
        if parent is None:
            if name != "brief":
                self._report("template.misplaced", span, f"the root is <{name}>, not <brief>", "begin with <brief>")
            return
        content = parent.element.content
        if name in parent.element.leading:
            if parent.parts.get(name) is None and not parent.blocks and not (parent.inlines and name != "label"):
                return
            if name != "label":
                message = f"<{name}> stands first in <{parent.name}>, and once"
                self._report("template.misplaced", span, message)
                return
        if element.group == "inline":
            fits = content in (INLINE, EITHER)
        elif element.group == "block":
            fits = content in (BLOCKS, EITHER)
        else:
            fits = parent.element is _ANYTHING or (isinstance(content, tuple) and name in content)
        if not fits:
            message = f"<{name}> cannot stand in <{parent.name}>"
            self._report("template.misplaced", span, message, _advice(name, element, parent))
        elif name == "section" and sum(one.name == "section" for one in self._open) >= _SECTION_DEPTH:
            self._report("template.misplaced", span, f"sections nest at most {_SECTION_DEPTH} deep")

    def _text(self, data: str) -> None:
        here = self._open[-1]
        if here.element.content not in (INLINE, EITHER):
            if data.strip(_BLANKS):
                lead = len(data) - len(data.lstrip(_BLANKS))
                line, column = self._parser.CurrentLineNumber, self._parser.CurrentColumnNumber + 1
                above = data.count("\n", 0, lead)
                column = lead - data.rfind("\n", 0, lead) if above else column + lead
                shown = " ".join(data.split())[:40]
                hint = "put it into <p>" if here.element.content == BLOCKS else ""
                where = Span(self._file, line + above, column)
                self._report("template.stray-text", where, f"text cannot stand in <{here.name}>: {shown}", hint)
            return
        words = data.translate(_FOLDED).split(" ")
        flow = here.flow
        if not words[0] and not flow.fresh:
            flow.pending = True
        text = " ".join([word for word in words if word])
        if text:
            _append(here, " " + text if flow.pending else text)
            flow.pending = not words[-1]
            flow.fresh = False

    def _check_characters(self, done: Open) -> None:
        """Report characters that no record may hold, such as those written as &#x200B;."""
        for inline in done.inlines:
            if isinstance(inline, nodes.Text) and not inline.value.isascii():
                for _, code, message, hint in faults(inline.value):
                    self._report(code, done.span, message.replace("in a record", "in a brief"), hint)

    def _end(self, name: str) -> None:
        done = self._open.pop()
        if not self._open:
            self._root = done
            return
        parent = self._open[-1]
        if done.is_lost or done.element is _ANYTHING or parent.element is _ANYTHING:
            return
        self._check_parts(done)
        self._check_characters(done)
        if done.inlines and done.flow is done:
            _trim(done.inlines)
        if done.blocks and done.inlines and done.element.content == EITHER:
            hint = "wrap the text into <p>"
            self._report("template.stray-text", done.span, f"<{name}> holds words beside blocks", hint)
        if name in parent.element.leading and _takes(parent, name):
            parent.parts[name] = tuple(done.blocks) if name == "head" else tuple(done.inlines)
            return
        node: nodes.Node | None
        if done.element.is_place:
            node = Place(name, done.values.get("ref", ""), options(done), done.span)
        else:
            node = BUILDERS[name](done)
        if node is None:
            return
        if name in INLINES:
            parent.inlines.append(node)
            parent.flow.fresh = False
        else:
            parent.blocks.append(node)

    def _check_parts(self, done: Open) -> None:
        """Report a missing title or head, an empty title, and rows of different width."""
        for part in done.element.needed:
            if part not in done.parts:
                self._report("template.missing-part", done.span, f"<{done.name}> begins with <{part}>")
            elif not done.parts[part]:
                self._report("template.missing-part", done.span, f"the <{part}> of <{done.name}> is empty")
        if done.name == "table" and "head" in done.parts:
            rows = cast("tuple[nodes.Row, ...]", (*cast("tuple[nodes.Row, ...]", done.parts["head"]), *done.blocks))
            counts = set(widths(rows))
            if len(counts) > 1:
                found = ", ".join(map(str, sorted(counts)))
                message = f"the rows of the table differ in width: {found} columns"
                self._report("template.ragged-table", done.span, message, "give each row the same number of columns")


_FOLDED: Final = str.maketrans("\t\r\n", "   ")


def _takes(parent: Open, name: str) -> bool:
    """Tell whether an element would be the leading part of its parent that it is named after."""
    return name in parent.element.leading and name not in parent.parts and not parent.blocks and not parent.inlines


def _flow_of(name: str, parent: Open) -> Open | None:
    """Return the flow that an inline element continues; None when it begins its own, as notes and labels do."""
    flow = parent.flow
    if name == "note":
        # The mark stands right behind the word before it.
        flow.fresh = flow.pending = False
        return None
    if name == "label" and _takes(parent, "label"):
        return None
    if flow.pending:
        _append(parent, " ")
        flow.pending, flow.fresh = False, True
    return flow


def _append(here: Open, text: str) -> None:
    """Add text to what is open, joined to text that stands right before it."""
    inlines = here.inlines
    if inlines and type(inlines[-1]) is nodes.Text:
        text = inlines.pop().value + text  # type: ignore[attr-defined]
    inlines.append(nodes.Text(text))


def _trim(inlines: list[nodes.Node]) -> None:
    """Drop a space at the end, left there by an element without words."""
    last = inlines[-1]
    if type(last) is nodes.Text and last.value.endswith(" "):
        inlines[-1] = nodes.Text(last.value[:-1])


def _advice(name: str, element: Element, parent: Open) -> str:
    """Return a hint for an element in the wrong place."""
    if parent.element.content == NOTHING:
        return f"<{parent.name}/> is empty"
    if element.group == "inline":
        return "put it into <p>"
    if element.group == "block":
        return f"close <{parent.name}> before <{name}>"
    return f"<{name}> stands in {element.group}"
