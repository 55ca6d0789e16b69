"""YAML bytes in, raw values with their places out; the only module that imports PyYAML.

libyaml splits the text into events and does nothing else: nothing is constructed, resolved or guessed. From the events
come three kinds of raw value: `Scalar` (text), `Sequence` and `Mapping`, each knowing where it stands. Refused with
line and column: anchors, aliases, tags, merge keys, directives, a second document, an empty one, duplicate keys, keys
that are not plain text, anything but UTF-8, a byte order mark, tabs, and every character that `text.py` refuses.

Invariant: counters are compared with the limits at each event, so that no input is read further than a limit allows.

Not here: what keys mean (`validate.py`).
"""

from bisect import bisect_right
from collections.abc import Iterator
from collections.abc import Mapping as MappingView
from typing import Any, Final, NoReturn, Protocol

from briefgen import limits
from briefgen.diagnostics import Diagnostic, Span, bad_input, limit
from briefgen.errors import LimitError, RecordError
from briefgen.records import text as characters
from briefgen.records.places import source_offsets

__all__ = ["KeyPlaces", "Mapping", "Mark", "Node", "Scalar", "Sequence", "SourceText", "decode", "read"]


class Mark(Protocol):
    """A place in the text, counted from 0, as libyaml gives it."""

    @property
    def line(self) -> int:
        """Return the line."""
        ...

    @property
    def column(self) -> int:
        """Return the column."""
        ...

    @property
    def index(self) -> int:
        """Return the offset, in characters."""
        ...


class SourceText:
    """One file while it is read: its name as shown to users, and its text with LF line ends."""

    __slots__ = ("name", "text")

    def __init__(self, name: str, text: str) -> None:
        self.name: Final = name
        self.text: Final = text

    def span(self, mark: Mark) -> Span:
        """Return a mark as a place counted from 1."""
        return Span(self.name, mark.line + 1, mark.column + 1)


class Scalar:
    """Text as the author typed it. `style` is "" (plain), `'`, `"`, `|` or `>`."""

    __slots__ = ("_indent", "_offsets", "end", "mark", "source", "style", "text")

    def __init__(self, text: str, style: str, mark: Mark, end: Mark, source: SourceText) -> None:
        self.text: Final = text
        self.style: Final = style
        self._offsets: list[int] | None = None
        self._indent = 0
        self.mark: Final = mark
        self.end: Final = end
        self.source: Final = source

    def span(self) -> Span:
        """Return where the value begins, quotation mark or block indicator included."""
        return Span(self.source.name, self.mark.line + 1, self.mark.column + 1)

    def at(self, offset: int) -> Span:
        """Return where the character at `offset` of the text stands in the file, whatever the style.

        White space that folding made out of a line end is placed right behind the word before it.
        """
        mark, style = self.mark, self.style
        start = mark.index
        shift = 1 if style in ("'", '"') else 0
        if mark.line == self.end.line and self.end.index - start == len(self.text) + 2 * shift:
            return Span(self.source.name, mark.line + 1, mark.column + 1 + shift + offset)
        text = self.source.text
        if style == "|":
            return self._in_literal(offset)
        if self._offsets is None:
            self._offsets = source_offsets(text[start : self.end.index], style, self.text)
        index = start + self._offsets[min(offset, len(self.text))]
        line_start = text.rfind("\n", 0, index) + 1
        return Span(self.source.name, mark.line + 1 + text.count("\n", start, index), index - line_start + 1)

    def _in_literal(self, offset: int) -> Span:
        """Do it for a literal block: its lines are those of the file, all without the same indentation."""
        if self._offsets is None:
            self._offsets = [0, *(i + 1 for i, char in enumerate(self.text) if char == "\n")]
            self._indent = self._indentation()
        below = bisect_right(self._offsets, offset)
        column = offset - self._offsets[below - 1] + self._indent + 1
        return Span(self.source.name, self.mark.line + 1 + below, column)

    def _indentation(self) -> int:
        """Return how many spaces stand before each line of a literal block."""
        typed = self.source.text[self.mark.index : self.end.index].split("\n")[1:]
        for line, kept in zip(typed, self.text.split("\n"), strict=False):
            if kept.strip(" "):
                return len(line) - len(kept)
        return 0


class Sequence:
    """A list."""

    __slots__ = ("items", "mark", "source")

    def __init__(self, items: "list[Node]", mark: Mark, source: SourceText) -> None:
        self.items: Final = items
        self.mark: Final = mark
        self.source: Final = source

    def span(self) -> Span:
        """Return where the list begins."""
        return self.source.span(self.mark)


class Mapping:
    """Keys with values, in the order of the file; `keys` holds where each key stands."""

    __slots__ = ("entries", "keys", "mark", "source")

    def __init__(self, entries: "dict[str, Node]", keys: dict[str, Mark], mark: Mark, source: SourceText) -> None:
        self.entries: Final = entries
        self.keys: Final = keys
        self.mark: Final = mark
        self.source: Final = source

    def span(self) -> Span:
        """Return where the mapping begins: at its first key."""
        return self.source.span(self.mark)

    def key_span(self, key: str) -> Span:
        """Return where a key stands."""
        return self.source.span(self.keys[key])


Node = Scalar | Sequence | Mapping


class KeyPlaces(MappingView[str, Span]):
    """Where each value of a mapping begins; the places are made when they are asked for."""

    __slots__ = ("_node",)

    def __init__(self, node: Mapping) -> None:
        self._node = node

    def __getitem__(self, key: str) -> Span:
        """Return where the key's value begins."""
        return self._node.entries[key].span()

    def __iter__(self) -> Iterator[str]:
        """Iterate over the keys in file order."""
        return iter(self._node.entries)

    def __len__(self) -> int:
        """Count the keys."""
        return len(self._node.entries)

    def key(self, key: str) -> Span:
        """Return where the key itself stands."""
        return self._node.key_span(key)

    def item(self, key: str, index: int) -> Span:
        """Return where an item of a list value stands."""
        node = self._node.entries[key]
        return node.items[index].span() if isinstance(node, Sequence) else node.span()

    def inside(self, key: str, offset: int) -> Span:
        """Return where a character of a text value stands."""
        node = self._node.entries[key]
        return node.at(offset) if isinstance(node, Scalar) else node.span()


def _fail(problem: Diagnostic) -> NoReturn:
    raise LimitError(problem) if problem.status == 3 else RecordError(problem)


def decode(data: bytes, name: str) -> str:
    """Return the text of a file with LF line ends, or raise RecordError or LimitError with every character fault."""
    if len(data) > limits.value("file"):
        _fail(limit("file", Span(name), f"the file is larger than {limits.value('file')} bytes", "split the file"))
    if data.startswith((b"\xff\xfe", b"\xfe\xff")) or b"\0" in data[:4]:
        _fail(bad_input("text.encoding", Span(name), "the file is not UTF-8 but UTF-16 or UTF-32", "save it as UTF-8"))
    if data.startswith(b"\xef\xbb\xbf"):
        hint = "save it as UTF-8 without BOM"
        _fail(bad_input("text.encoding", Span(name), "the file begins with a byte order mark (U+FEFF)", hint))
    try:
        text = data.decode()
    except UnicodeDecodeError as error:
        before = data[: error.start].decode(errors="replace")
        place = Span(name, before.count("\n") + 1, len(before) - before.rfind("\n"))
        message = f"byte {data[error.start]:#04x} is not UTF-8"
        raise RecordError(bad_input("text.encoding", place, message, "save the file as UTF-8")) from None
    if "\r\n" in text:
        text = text.replace("\r\n", "\n")
    found = characters.faults(text)
    if found:
        raise RecordError(*(_character(text, name, fault) for fault in found))
    return text


def _character(text: str, name: str, fault: characters.Fault) -> Diagnostic:
    """Say where in the file a refused character stands."""
    offset, code, message, hint = fault
    line_start = text.rfind("\n", 0, offset) + 1
    return bad_input(code, Span(name, text.count("\n", 0, offset) + 1, offset - line_start + 1), message, hint)


def read(data: bytes, name: str) -> Mapping:
    """Read one YAML file into its top-level mapping; `name` is the path that messages show.

    Raises RecordError at the first fault of the file, LimitError when a limit is reached.
    """
    source = SourceText(name, decode(data, name))
    import yaml
    from yaml._yaml import CParser

    try:
        return _build(CParser(source.text), source, yaml.events)
    except yaml.YAMLError as error:
        raise RecordError(_syntax(error, source)) from None


def _build(parser: Any, source: SourceText, events: Any) -> Mapping:
    """Build raw values from libyaml's events, counting as they arrive.

    `stack` holds, for each open collection, (container, keys, pending key, its mark): `entries` is None in a list.
    A hot loop: one pass, no calls but the constructors.
    """
    scalar_event, mapping_start, sequence_start = (
        events.ScalarEvent,
        events.MappingStartEvent,
        events.SequenceStartEvent,
    )
    collection_end = (events.MappingEndEvent, events.SequenceEndEvent)
    get = parser.get_event
    max_nodes, max_depth, max_scalar = limits.value("nodes"), limits.value("depth"), limits.value("scalar")
    nodes = 0
    _open_document(get, events, source)
    top: Node | None = None
    stack: list[tuple[dict[str, Node] | None, list[Node], dict[str, Mark], str | None]] = []
    entries: dict[str, Node] | None = None  # of the mapping that is open, None while a list is
    items: list[Node] = []
    keys: dict[str, Mark] = {}
    key: str | None = None
    node: Node
    while True:
        event = get()
        kind = type(event)
        if kind is scalar_event:
            nodes += 1
            value = event.value
            if event.anchor is not None or event.tag is not None or len(value) > max_scalar or nodes > max_nodes:
                _refuse_node(event, nodes, len(value), source)
            if event.style == '"':
                _check_decoded(event, source)
            if entries is not None:
                if key is None:
                    if value in entries or value == "<<":
                        _refuse_key(event, keys, source)
                    key = value
                    keys[value] = event.start_mark
                    continue
                entries[key] = Scalar(value, event.style or "", event.start_mark, event.end_mark, source)
                key = None
                continue
            node = Scalar(value, event.style or "", event.start_mark, event.end_mark, source)
            if not stack:
                top = node
                break
            items.append(node)
        elif kind is mapping_start or kind is sequence_start:
            nodes += 1
            if event.anchor is not None or event.tag is not None or nodes > max_nodes:
                _refuse_node(event, nodes, 0, source)
            if entries is not None and key is None:
                what = "a mapping" if kind is mapping_start else "a list"
                message = f"a key must be plain text, not {what}"
                _fail(bad_input("yaml.key", source.span(event.start_mark), message, "write KEY: value"))
            stack.append((entries, items, keys, key))
            if len(stack) > max_depth:
                message = f"nesting is deeper than {max_depth} levels"
                _fail(limit("depth", source.span(event.start_mark), message))
            if kind is mapping_start:
                opened: dict[str, Node] = {}
                keys = {}
                node = Mapping(opened, keys, event.start_mark, source)
            else:
                inner: list[Node] = []
                node = Sequence(inner, event.start_mark, source)
            if len(stack) == 1:
                top = node
            elif entries is not None and key is not None:
                entries[key] = node
            else:
                items.append(node)
            if kind is mapping_start:
                entries = opened
            else:
                entries, items = None, inner
            key = None
        elif kind in collection_end:
            entries, items, keys, key = stack.pop()
            key = None
            if not stack:
                break
        else:  # an alias: nothing else can stand inside a document
            _refuse_alias(event, source)
    _close_document(get, events, source)
    if not isinstance(top, Mapping):
        what = "text" if isinstance(top, Scalar) else "a list"
        place = top.span() if top is not None else Span(source.name)
        message = f"the file is {what}, not a mapping"
        _fail(bad_input("yaml.not-a-mapping", place, message, "begin with a key, such as sources:"))
    return top


def _open_document(get: Any, events: Any, source: SourceText) -> None:
    """Take the events before the first value; refuse directives and an empty file."""
    get()
    event = get()
    if isinstance(event, events.StreamEndEvent):
        _fail(bad_input("yaml.empty", Span(source.name), "the file holds nothing", "delete it, or fill it"))
    if event.version is not None or event.tags:
        _fail(
            bad_input("yaml.directive", source.span(event.start_mark), "directives are not allowed", "delete the line")
        )


def _close_document(get: Any, events: Any, source: SourceText) -> None:
    """Take the events behind the last value; refuse a second document."""
    get()
    event = get()
    if not isinstance(event, events.StreamEndEvent):
        message = "a file holds one document, and here a second one begins"
        _fail(
            bad_input("yaml.second-document", source.span(event.start_mark), message, "put it into a file of its own")
        )


def _refuse_node(event: Any, nodes: int, length: int, source: SourceText) -> NoReturn:
    """Say which rule a value breaks: no anchor, no tag, no limit passed."""
    place = source.span(event.start_mark)
    if nodes > limits.value("nodes"):
        _fail(limit("nodes", place, f"the file has more than {limits.value('nodes')} values", "split the file"))
    if event.anchor is not None:
        _fail(bad_input("yaml.anchor", place, f"anchors are not allowed: &{event.anchor}", "write the value out"))
    if event.tag is not None:
        hint = "leave the tag out: every value is text"
        _fail(bad_input("yaml.tag", place, f"tags are not allowed: {event.tag}", hint))
    _fail(limit("scalar", place, f"a value of {length} characters; at most {limits.value('scalar')} are allowed"))


def _refuse_alias(event: Any, source: SourceText) -> NoReturn:
    message = f"aliases are not allowed: *{event.anchor}"
    _fail(bad_input("yaml.anchor", source.span(event.start_mark), message, "write the value out, or quote the text"))


def _refuse_key(event: Any, keys: dict[str, Mark], source: SourceText) -> NoReturn:
    """Say that a key is a merge key or stands twice."""
    place = source.span(event.start_mark)
    if event.value == "<<":
        _fail(bad_input("yaml.merge", place, "merge keys are not allowed", "write the keys out"))
    first = source.span(keys[event.value])
    message = f"the key {event.value} stands twice, first in line {first.line}"
    _fail(bad_input("yaml.duplicate-key", place, message, f"keep one of lines {first.line} and {place.line}"))


def _check_decoded(event: Any, source: SourceText) -> None:
    r"""Apply the character table to what escapes such as "\u200b" made."""
    start, end = event.start_mark, event.end_mark
    if "\\" not in source.text[start.index : end.index]:
        return
    found = characters.faults(event.value)
    if found:
        scalar = Scalar(event.value, '"', start, end, source)
        raise RecordError(*(bad_input(f[1], scalar.at(f[0]), f[2], f[3]) for f in found))


# What libyaml says, and what an author can do about it.
_HINTS: Final = (
    ("mapping values are not allowed", 'put a value that holds ": " between quotation marks'),
    ("unexpected end of stream", "a quotation mark or a bracket is not closed"),
    ("did not find expected key", "check the indentation, and quotation marks inside a value"),
    ("did not find expected '-' indicator", "check the indentation of the list"),
    ("could not find expected ':'", "every line of a mapping is KEY: value"),
    ("cannot start any token", "put the value between quotation marks"),
    ("unknown escape character", "write the value between single quotation marks, or double the backslash"),
    ("undefined alias", "aliases are not allowed"),
)


def _syntax(error: Any, source: SourceText) -> Diagnostic:
    """Turn an error of libyaml's into one line."""
    mark = getattr(error, "problem_mark", None) or getattr(error, "context_mark", None)
    place = source.span(mark) if mark is not None else Span(source.name)
    problem = str(getattr(error, "problem", "") or getattr(error, "reason", "") or "cannot be read").replace("\n", " ")
    context = str(getattr(error, "context", "") or "")
    hint = next((hint for part, hint in _HINTS if part in problem), "")
    code = "yaml.anchor" if "alias" in problem or "anchor" in problem else "yaml.syntax"
    code = "yaml.directive" if "directive" in problem or "directive" in context else code
    return bad_input(code, place, f"not YAML: {problem}" + (f" {context}" if context else ""), hint)
