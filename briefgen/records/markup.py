"""The parser of claim prose: text in, `Prose` out, or RecordError with every fault at its line and column.

Emphasis follows the delimiter algorithm of CommonMark 0.31, "phase 2" (the rule of three included), with the simpler
flanking of Pandoc: an opening star is not followed by white space, a closing one not preceded by it.
Invariant: what is no complete piece of markup is literal text; what looks like a citation and is none is an error.
"""

import re
from bisect import bisect_right
from collections.abc import Callable
from typing import Final

from briefgen.diagnostics import Diagnostic, Span, bad_input, limit
from briefgen.errors import LimitError, RecordError
from briefgen.limits import value as limit_value
from briefgen.records.locators import split_locator
from briefgen.records.prose import (
    Citation,
    CitedWork,
    Emphasis,
    InLanguage,
    Inline,
    Prose,
    SeeClaim,
    Strong,
    Words,
)
from briefgen.records.text import misplaced_joiner

__all__ = ["parse"]

Locate = Callable[[int], Span]

_ESCAPABLE: Final = "*[]@#{}\\"
_DEPTH: Final = 12

_BREAK: Final = re.compile(r"\n[ ]*(?:\n[ ]*)+")
_FOLD: Final = re.compile(r"(?<! )[ ]*\n[ ]*")
# Everything that may be markup; the text between two matches is literal.
_SPECIAL: Final = re.compile(r"\\|\*+|[\[\]@]")
_BRACKET: Final = re.compile(r"\\.|[\[\]]", re.DOTALL)
_PUNCTUATION: Final = re.compile(r"\\.|[;\[\]{}]", re.DOTALL)
_UNESCAPE: Final = re.compile(r"\\([*\[\]@#{}\\])")
# A key is as in Pandoc: a letter, digit or underscore, then also inner punctuation. Not behind a letter or digit.
_KEY: Final = re.compile(r"(?<![\w\\])@(\w(?:\w|[:.#$%&\-+?<>~/](?=\w))*)")
_SIMPLE: Final = re.compile(r"\[@([a-z0-9]+(?:-[a-z0-9]+)*)((?:, [^\[\]\\;@{}\n]*)?)\]")
_REFERENCE: Final = re.compile(r"\[#([a-z0-9]+(?:-[a-z0-9]+)*)\]")
_LANGUAGE: Final = re.compile(r"\{lang=([A-Za-z]{2,3}(?:-[A-Za-z0-9]{2,8})*)\}")
_ALMOST_LANGUAGE: Final = re.compile(r"\{\s*\.?(?:lang|xml:lang)\b")


class _Stars:
    """A run of stars that may still become emphasis; `count` falls as pairs are made."""

    __slots__ = ("can_close", "can_open", "count", "length")

    def __init__(self, length: int, *, can_open: bool, can_close: bool) -> None:
        self.length: Final = length
        self.count = length
        self.can_open: Final = can_open
        self.can_close: Final = can_close


_Item = Inline | _Stars


def parse(
    text: str, locate: Locate | None = None, *, citations: bool = True, references: bool = True, language: str = ""
) -> Prose:
    """Parse a prose field; `locate` tells where a character of `text` stands in its file.

    `citations` and `references` say whether this field may hold them. With a `language`, joiners (U+200C, U+200D) are
    allowed only where it, or the language of the span, is written in a joining script.
    Raises RecordError with all faults of the text, LimitError for a paragraph that is too long.
    """
    parser = _Parser(text, locate or _nowhere, citations=citations, references=references)
    paragraphs: list[tuple[Inline, ...]] = []
    start = 0
    if "\n\n" in text or "\n " in text:
        for gap in _BREAK.finditer(text):
            parser.paragraph(start, gap.start(), language, paragraphs)
            start = gap.end()
    parser.paragraph(start, len(text), language, paragraphs)
    if parser.problems:
        raise (LimitError if any(p.status == 3 for p in parser.problems) else RecordError)(*parser.problems)
    return Prose(text, tuple(paragraphs), parser.locate(0))


def _nowhere(offset: int) -> Span:
    return Span("-", 1, offset + 1)


class _Parser:
    """One text while it is parsed; offsets are into the whole text."""

    __slots__ = ("citations", "keys", "known_pairs", "locate", "problems", "range", "references", "text")

    def __init__(self, text: str, locate: Locate, *, citations: bool, references: bool) -> None:
        self.text = text
        self.locate = locate
        self.citations = citations
        self.references = references
        self.problems: list[Diagnostic] = []
        self.keys: list[int] | None = None
        self.range = (0, 0)
        self.known_pairs: dict[int, int] | None = None

    def fault(self, code: str, offset: int, message: str, hint: str) -> None:
        """Note a problem."""
        self.problems.append(bad_input(code, self.locate(offset), message, hint))

    def paragraph(self, start: int, end: int, language: str, into: list[tuple[Inline, ...]]) -> None:
        """Parse text[start:end], white space at its ends left out, and append it unless it is empty."""
        text = self.text
        while start < end and text[start] in " \n":
            start += 1
        while end > start and text[end - 1] in " \n":
            end -= 1
        if start == end:
            return
        most = limit_value("paragraph")
        if end - start > most:
            message = f"a paragraph of {end - start} characters; at most {most} are allowed"
            self.problems.append(limit("paragraph", self.locate(start), message, "divide it by a blank line"))
            return
        self.range = start, end
        self.known_pairs = None
        into.append(self.inlines(start, end, language, 0))

    def pairs(self) -> dict[int, int]:
        """Return which opening bracket of the paragraph closes where, escaped ones left out."""
        if self.known_pairs is not None:
            return self.known_pairs
        text = self.text
        found: dict[int, int] = {}
        start, end = self.range
        opened: list[int] = []
        for match in _BRACKET.finditer(text, start, end):
            char = match.group()
            if char == "[":
                opened.append(match.start())
            elif char == "]" and opened:
                found[opened.pop()] = match.start()
        self.known_pairs = found
        return found

    def inlines(self, start: int, end: int, language: str, depth: int) -> tuple[Inline, ...]:
        """Parse text[start:end] into inlines."""
        text = self.text
        search = _SPECIAL.search
        items: list[_Item] = []
        words: list[str] = []
        stars = False
        position = start
        match = search(text, position, end)
        while match:
            at = match.start()
            if at > position:
                words.append(text[position:at])
            char = text[at]
            position = at + 1
            if char == "[":
                node, position = self.bracket(at, depth)
                if node is None:
                    words.append("[")
                else:
                    self.flush(words, items, language, at)
                    items.append(node)
            elif char == "*":
                position = match.end()
                before = text[at - 1] if at > start else " "
                after = text[position] if position < end else " "
                self.flush(words, items, language, at)
                items.append(_Stars(position - at, can_open=not after.isspace(), can_close=not before.isspace()))
                stars = True
            elif char == "\\" and position < end and text[position] in _ESCAPABLE:
                words.append(text[position])
                position += 1
            else:
                if char == "@":
                    self.bare(at)
                words.append(char)
            match = search(text, position, end)
        if position < end:
            words.append(text[position:end])
        self.flush(words, items, language, end)
        if stars:
            return tuple(self.emphasise(items, start))
        return tuple(items)  # type: ignore[arg-type]  # no stars among them

    def flush(self, words: list[str], items: list[_Item], language: str, end: int) -> None:
        """Turn collected words into one item, line ends folded."""
        if not words:
            return
        joined = "".join(words)
        words.clear()
        if language and misplaced_joiner(joined, language) >= 0:
            self.joiner(joined, language, end)
        if "\n" in joined:
            joined = _FOLD.sub(" ", joined)
        items.append(Words(joined))

    def joiner(self, words: str, language: str, end: int) -> None:
        """Report a joiner in a language that has none; `words` end at `end`."""
        first = misplaced_joiner(words, language)
        offset = self.text.rfind(words[first:].split("\\", maxsplit=1)[0][:1], 0, end)
        for char in reversed(words[first:]):
            offset = self.text.rfind(char, 0, end)
            end = offset
        point = f"U+{ord(words[first]):04X}"
        hint = "mark the words as [words]{lang=fa}, or delete the character"
        self.fault("text.joiner", max(offset, 0), f"{point} has no place in text whose language is {language}", hint)

    def bare(self, at: int) -> None:
        """Report `@key` outside brackets; `a@b.example` and a lone @ are text."""
        match = _KEY.match(self.text, at)
        if match:
            hint = f"write [@{match[1]}], or \\@{match[1]} if it is text"
            self.fault("prose.bare-citation", at, f"@{match[1]} outside brackets is not a citation here", hint)

    def bracket(self, at: int, depth: int) -> tuple[Inline | None, int]:
        """Read `[…]`: a citation, a reference, a span; (None, …) when it is text. Returns the position behind it."""
        text = self.text
        simple = _SIMPLE.match(text, at)
        if simple:
            label, locator, suffix = split_locator(simple[2]) if simple[2] else ("", "", "")
            place = self.locate(at)
            self.allow_citation(at, depth)
            return Citation((CitedWork(simple[1], "", label, locator, suffix, place),), place), simple.end()
        reference = _REFERENCE.match(text, at)
        if reference:
            if not self.references:
                hint = "write the reference into a claim or a judgment, or \\[ if it is text"
                self.fault("prose.reference-here", at, f"{reference[0]} cannot stand in this field", hint)
            return SeeClaim(reference[1], self.locate(at)), reference.end()
        close = self.pairs().get(at)
        if close is None:
            return None, at + 1
        span = _LANGUAGE.match(text, close + 1)
        if span:
            return self.span(at, close, span, depth)
        if _ALMOST_LANGUAGE.match(text, close + 1):
            hint = "write [words]{lang=fa}, without spaces or quotation marks"
            self.fault("prose.language", close + 1, "not a language span", hint)
            return None, at + 1
        if self.has_key(at, close):
            return self.citation(at, close, depth), close + 1
        return None, at + 1

    def has_key(self, start: int, end: int) -> bool:
        """Tell whether a citation key stands between two offsets; the keys of the text are looked for once."""
        if self.keys is None:
            self.keys = [match.start() for match in _KEY.finditer(self.text)] if "@" in self.text else []
        at = bisect_right(self.keys, start)
        return at < len(self.keys) and self.keys[at] < end

    def span(self, at: int, close: int, tag: re.Match[str], depth: int) -> tuple[Inline | None, int]:
        """Read `[words]{lang=fa}`."""
        if depth >= _DEPTH:
            self.fault("prose.nesting", at, f"spans are nested deeper than {_DEPTH} levels", "take some out")
            return None, tag.end()
        children = self.inlines(at + 1, close, tag[1], depth + 1)
        if not children:
            self.fault("prose.language", at, "the language span is empty", "write [words]{lang=fa}")
        return InLanguage(children, tag[1]), tag.end()

    def allow_citation(self, at: int, depth: int) -> None:
        """Report a citation where none may stand."""
        if not self.citations:
            hint = "cite in the text, a variant or `shows` of a claim, or write \\@ if it is text"
            self.fault("prose.citation-here", at, "a citation cannot stand in this field", hint)
        elif depth:
            hint = "put the citation behind the span"
            self.fault("prose.citation-inside", at, "a citation cannot stand inside a language span", hint)

    def citation(self, at: int, close: int, depth: int) -> Inline:
        """Read the works between the brackets, parted by semicolons."""
        text = self.text
        self.allow_citation(at, depth)
        works: list[CitedWork] = []
        start = at + 1
        while start <= close:
            end = self.part_end(start, close)
            key = _KEY.search(text, start, end)
            if key is None:
                first = start + len(text[start:end]) - len(text[start:end].lstrip())
                hint = "write [@source], or put further words behind a comma"
                self.fault("prose.no-source", min(first, close), "this part of the citation names no source", hint)
            elif text[key.start() - 1] == "-" and not text[start : key.start() - 1].strip():
                hint = f"write the author into the sentence and [@{key[1]}] behind it"
                message = f"[-@{key[1]}] (without author) is not known here"
                self.fault("prose.suppressed-author", key.start() - 1, message, hint)
            else:
                other = _KEY.search(text, key.end(), end)
                if other:
                    message = f"two sources in one part of a citation: @{key[1]} and @{other[1]}"
                    self.fault("prose.two-sources", other.start(), message, "part them by a semicolon")
                works.append(self.work(start, key, end))
            start = end + 1
        return Citation(tuple(works), self.locate(at))

    def part_end(self, start: int, close: int) -> int:
        """Return where one work ends: at the closing bracket or a semicolon.

        A semicolon inside further words (`[@a, p. 3, one thing; another]`) does not end it: the words behind it name
        no source and are more than one word, which might be a source without its @.
        """
        end = self.semicolon(start, close)
        while end < close and "," in self.text[start:end]:
            after = self.semicolon(end + 1, close)
            if _KEY.search(self.text, end + 1, after) or len(self.text[end + 1 : after].split()) < 2:
                break
            end = after
        return end

    def semicolon(self, start: int, close: int) -> int:
        """Return the next semicolon outside braces and brackets, or the closing bracket."""
        depth = 0
        for match in _PUNCTUATION.finditer(self.text, start, close):
            char = match.group()
            if char == ";" and depth <= 0:
                return match.start()
            depth += (char in "[{") - (char in "]}")
        return close

    def work(self, start: int, key: re.Match[str], end: int) -> CitedWork:
        """Read one work around its key."""
        prefix = _clean(self.text[start : key.start()]).strip()
        rest = _FOLD.sub(" ", self.text[key.end() : end])
        label, locator, suffix = split_locator(rest) if rest.strip() else ("", "", "")
        return CitedWork(key[1], prefix, _clean(label), _clean(locator), _clean(suffix), self.locate(key.start()))

    def emphasise(self, items: list[_Item], start: int) -> list[Inline]:
        """Pair runs of stars; what stays unpaired is literal.

        `bottom` remembers, for each kind of closing run, how far back no opener was found: this keeps it linear.
        """
        bottom: dict[tuple[int, bool], int] = {}
        index = 0
        while index < len(items):
            closer = items[index]
            if not isinstance(closer, _Stars) or not closer.can_close or not closer.count:
                index += 1
                continue
            kind = (closer.length % 3, closer.can_open)
            opener_at = self.opener(items, index, bottom.get(kind, -1))
            if opener_at < 0:
                bottom[kind] = index - 1
                index += 1
                continue
            opener = items[opener_at]
            assert isinstance(opener, _Stars)
            width = 2 if opener.count > 1 and closer.count > 1 else 1
            inner = tuple(_literal(items[opener_at + 1 : index]))
            opener.count -= width
            closer.count -= width
            node: Inline = Strong(inner) if width == 2 else Emphasis(inner)
            items[opener_at + 1 : index] = [node]
            index = opener_at + 2
            if not opener.count:
                del items[opener_at]
                index -= 1
            bottom = {k: min(v, opener_at) for k, v in bottom.items()}
        whole = _literal(items)
        self.check_emphasis(whole, start, 0)
        return whole

    @staticmethod
    def opener(items: list[_Item], closer_at: int, bottom: int) -> int:
        """Return the place of the nearest run that the closing run can pair with, or -1."""
        closer = items[closer_at]
        assert isinstance(closer, _Stars)
        for at in range(closer_at - 1, bottom, -1):
            item = items[at]
            if isinstance(item, _Stars) and item.can_open and item.count:
                both = item.can_close or closer.can_open
                if both and (item.length + closer.length) % 3 == 0 and (item.length % 3 or closer.length % 3):
                    continue
                return at
        return -1

    def check_emphasis(self, inlines: list[Inline], start: int, depth: int) -> None:
        """Report citations inside emphasis, and nesting that is too deep."""
        for inline in inlines:
            if isinstance(inline, (Emphasis, Strong)):
                if depth >= _DEPTH:
                    message = f"emphasis is nested deeper than {_DEPTH} levels"
                    self.fault("prose.nesting", start, message, "take some stars out, or write \\*")
                    return
                self.check_emphasis(list(inline.children), start, depth + 1)
            elif isinstance(inline, Citation) and depth:
                message = "a citation cannot stand inside emphasis"
                hint = "put the citation behind the closing star"
                self.problems.append(bad_input("prose.citation-inside", inline.origin, message, hint))


def _clean(text: str) -> str:
    """Resolve escapes and fold line ends."""
    if "\\" in text:
        text = _UNESCAPE.sub(r"\1", text)
    return _FOLD.sub(" ", text) if "\n" in text else text


def _literal(items: list[_Item]) -> list[Inline]:
    """Turn leftover stars into text, and join neighbouring words."""
    result: list[Inline] = []
    for item in items:
        if isinstance(item, _Stars):
            node: Inline = Words("*" * item.count)
            if not item.count:
                continue
        else:
            node = item
        last = result[-1] if result else None
        if isinstance(node, Words) and isinstance(last, Words):
            result[-1] = Words(last.text + node.text)
        else:
            result.append(node)
    return result
