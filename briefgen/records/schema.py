"""The checks of single values: a raw node in, a typed value out, every problem collected in the `Checker`.

A check is a function of (checker, key, node). One that finds a fault notes it and returns a neutral value, so that the
rest of the record is still looked at; the record itself is then not built.
"""

import re
from collections.abc import Callable
from collections.abc import Mapping as MappingView
from functools import cache
from typing import Any, Final

from briefgen import limits
from briefgen.diagnostics import Diagnostic, Span, bad_input, limit, warning
from briefgen.errors import LimitError, RecordError
from briefgen.records.dateparts import DATE_KEYS, csl_date
from briefgen.records.dates import Edtf, EdtfError
from briefgen.records.links import link_problem
from briefgen.records.markup import parse
from briefgen.records.prose import Prose
from briefgen.records.read import Mapping, Node, Scalar, Sequence
from briefgen.records.scales import SCALES, Scale
from briefgen.records.text import misplaced_joiner, mixed_script_words, name_of

__all__ = [
    "HANDLING",
    "Check",
    "Checker",
    "Fields",
    "choice",
    "closest",
    "date",
    "date_in",
    "defines",
    "identifier",
    "is_language",
    "language",
    "likelihood",
    "link",
    "name",
    "paragraphs",
    "prose",
    "scalar",
    "sequence",
    "text",
]

HANDLING: Final = ("TLP:CLEAR", "TLP:GREEN", "TLP:AMBER", "TLP:AMBER+STRICT", "TLP:RED")
"""Handling labels of TLP 2.0 from low to high."""

_ID: Final = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")
_ID_AT_MOST: Final = 64
# The look-behind keeps a long run of spaces from being tried again at each of them.
_LINE_END: Final = re.compile(r"(?<! )[ ]*\n\s*")
_HINTS_AT_MOST: Final = 100
_PARAGRAPH: Final = re.compile(r"\n[ ]*(?:\n[ ]*)+")
_WORD_AT_MOST: Final = limits.value("word")

Check = Callable[["Checker", str, Node], Any]
Fields = MappingView[str, Check]


class Checker:
    """What is known while records are checked: problems and warnings so far, ids with their places, the brief's words.

    `languages` holds the language of each source by id; quotations take theirs from it.
    `claim` is the id of the claim at hand. `has_joiners` says whether the file at hand holds U+200C or U+200D: only then are languages looked at.
    """

    __slots__ = (
        "_hints",
        "brief_language",
        "claim",
        "has_joiners",
        "ids",
        "language",
        "languages",
        "problems",
        "scale",
        "warnings",
    )

    def __init__(self) -> None:
        self.problems: list[Diagnostic] = []
        self.warnings: list[Diagnostic] = []
        self.ids: dict[str, dict[str, Span]] = {"source": {}, "claim": {}, "entity": {}, "section": {}, "quote": {}}
        self.languages: dict[str, str] = {}
        self._hints = _HINTS_AT_MOST
        self.claim = ""
        self.brief_language = "en"
        self.language = "en"
        self.has_joiners = False
        self.scale: Scale = SCALES["icd203"]

    def fault(self, code: str, where: Span, message: str, hint: str = "") -> None:
        """Note bad input."""
        self.problems.append(bad_input(code, where, message, hint))

    def fields(self, node: Node, fields: Fields, required: tuple[str, ...], what: str) -> dict[str, Any] | None:
        """Check a mapping against a table; None when it has a fault, else its values by key.

        `what` names the record in messages ("a claim").
        """
        if type(node) is not Mapping:
            self.fault("schema.type", node.span(), f"{what} must be a mapping, not {_kind(node)}", "write KEY: value")
            return None
        before = len(self.problems)
        entries = node.entries
        values: dict[str, Any] = {}
        for key, value in entries.items():
            check = fields.get(key)
            if check is None:
                self.unknown_key(node, key, fields, what)
            else:
                values[key] = check(self, key, value)
        for key in required:
            if key not in entries:
                self.fault("schema.missing", node.span(), f"{what} has no {key}", f"add {key}: …")
        return values if len(self.problems) == before else None

    def near(self, word: str, known: "MappingView[str, Any] | tuple[str, ...]") -> str:
        """Return the known word that was probably meant, or ""; looking is dear, and stops after a hundred times."""
        self._hints -= 1
        return closest(word, known) if self._hints >= 0 and len(word) <= _ID_AT_MOST else ""

    def unknown_key(self, node: Mapping, key: str, known: MappingView[str, Any], what: str) -> None:
        """Note a key that nobody reads, with the one that was probably meant."""
        near = self.near(key, known)
        hint = f"did you mean {near}?" if near else "known keys: " + ", ".join(sorted(known)[:40])
        self.fault("schema.unknown-key", node.key_span(key), f"unknown key {key} in {what}", hint)

    def joiners(self, node: Node, key: str, language: str) -> None:
        """Check that joiners stand only in values whose language has them."""
        if type(node) is Scalar:
            offset = misplaced_joiner(node.text, language)
            if offset >= 0:
                message = (
                    f"{name_of(node.text[offset])} has no place in {key}, whose language is {language or 'not given'}"
                )
                self.fault("text.joiner", node.at(offset), message, "delete it, or give the record its language")
        elif type(node) is Sequence:
            for item in node.items:
                self.joiners(item, key, language)
        elif type(node) is Mapping:
            for inner, value in node.entries.items():
                self.joiners(value, inner, language)

    def long_paragraph(self, node: Scalar, length: int) -> None:
        """Note a paragraph that is too long."""
        most = limits.value("paragraph")
        if length > most:
            message = f"a paragraph of {length} characters; at most {most} are allowed"
            self.problems.append(limit("paragraph", node.span(), message, "shorten it, or divide it by a blank line"))

    def long_word(self, node: Scalar) -> None:
        """Note a word that no line can break."""
        longest = max(node.text.split(), key=len)
        if len(longest) > _WORD_AT_MOST:
            message = f"a word of {len(longest)} characters; at most {_WORD_AT_MOST} are allowed"
            self.problems.append(limit("word", node.at(node.text.index(longest)), message, "part it by a space"))

    def mixed(self, node: Scalar, *, is_name: bool) -> None:
        """Note words of mixed scripts: an error in a name, a warning elsewhere."""
        for offset, word in mixed_script_words(node.text):
            message = f"the word {word} mixes scripts"
            hint = "a look-alike letter? retype the word in one script"
            if is_name:
                self.fault("text.mixed-script", node.at(offset), message, hint)
            else:
                self.warnings.append(warning("text.mixed-script", node.at(offset), message, hint))


def closest(word: str, known: "MappingView[str, Any] | tuple[str, ...] | frozenset[str]") -> str:
    """Return the known word that looks most like another, or "".

    >>> closest("quoet", ("quotes", "text"))
    'quotes'
    """
    import difflib

    found = difflib.get_close_matches(word, list(known), 1, 0.6)
    return found[0] if found else ""


def _kind(node: Node) -> str:
    return "text" if type(node) is Scalar else "a list" if type(node) is Sequence else "a mapping"


def scalar(checker: Checker, key: str, node: Node) -> Scalar | None:
    """Return a node that is text and holds some, or note what it is instead."""
    if type(node) is not Scalar:
        checker.fault("schema.type", node.span(), f"{key} must be text, not {_kind(node)}", f"write {key}: words")
        return None
    if not node.text or node.text.isspace():
        checker.fault("schema.empty", node.span(), f"{key} has no value", "give it one, or delete the key")
        return None
    return node


def text(checker: Checker, key: str, node: Node) -> str:
    """Plain text in one paragraph; line ends fold."""
    found = scalar(checker, key, node)
    return _folded(checker, found, is_name=False) if found is not None else ""


def name(checker: Checker, key: str, node: Node) -> str:
    """Text that names somebody or something: one script a word."""
    found = scalar(checker, key, node)
    return _folded(checker, found, is_name=True) if found is not None else ""


def _folded(checker: Checker, node: Scalar, *, is_name: bool) -> str:
    value = node.text
    if len(value) > _WORD_AT_MOST:
        checker.long_word(node)
        checker.long_paragraph(node, len(value))
    if not value.isascii():
        checker.mixed(node, is_name=is_name)
    return _LINE_END.sub(" ", value.strip("\n")) if "\n" in value else value


def paragraphs(checker: Checker, key: str, node: Node) -> tuple[str, ...]:
    """Literal text (quotations): line ends fold, a blank line parts paragraphs."""
    found = scalar(checker, key, node)
    if found is None:
        return ()
    value = found.text.strip("\n ")
    parts = [value]
    if "\n" in value:
        parts = [_LINE_END.sub(" ", part.strip("\n ")) for part in _PARAGRAPH.split(value)]
    if len(value) > _WORD_AT_MOST:
        checker.long_word(found)
        checker.long_paragraph(found, max(map(len, parts)))
    if not value.isascii():
        checker.mixed(found, is_name=False)
    return tuple(parts)


def prose(*, citations: bool = False, references: bool = False) -> Check:
    """Make the check of a prose field."""

    def check(checker: Checker, key: str, node: Node) -> Prose | None:
        found = scalar(checker, key, node)
        if found is None:
            return None
        value = found.text
        if len(value) > _WORD_AT_MOST:
            checker.long_word(found)
        if not value.isascii():
            checker.mixed(found, is_name=False)
        language = checker.language if checker.has_joiners else ""
        try:
            return parse(value, found.at, citations=citations, references=references, language=language)
        except (RecordError, LimitError) as error:
            checker.problems.extend(p for p in error.problems if isinstance(p, Diagnostic))
            return None

    return check


def identifier(checker: Checker, key: str, node: Node) -> str:
    """Return an id: a-z, 0-9 and single hyphens, at most 64."""
    found = scalar(checker, key, node)
    if found is None:
        return ""
    if _ID.fullmatch(found.text) is None or len(found.text) > _ID_AT_MOST:
        hint = "use a-z, 0-9 and single hyphens between them, at most 64 characters"
        checker.fault("id.form", found.span(), f"{found.text[:80]!r} is not an id", hint)
        return ""
    return found.text


def defines(kind: str) -> Check:
    """Make the check of the key `id` that a record is found by, unique in its topic."""

    def check(checker: Checker, key: str, node: Node) -> str:
        found = identifier(checker, key, node)
        if not found:
            return ""
        place = node.span()
        first = checker.ids[kind].setdefault(found, place)
        if first is not place:
            message = f"the {kind} {found} stands twice, first at {first}"
            checker.fault("id.duplicate", place, message, "give one of the two another id")
        return found

    return check


def choice(*allowed: str, hints: MappingView[str, str] | None = None, otherwise: str = "") -> Check:
    """Make the check of one word out of a list."""
    words = frozenset(allowed)

    def check(checker: Checker, key: str, node: Node) -> str:
        found = scalar(checker, key, node)
        if found is None:
            return ""
        if found.text not in words:
            near = checker.near(found.text, allowed)
            hint = (hints or {}).get(found.text) or otherwise or (f"did you mean {near}?" if near else "")
            hint = hint or "one of " + ", ".join(allowed)
            checker.fault("schema.choice", found.span(), f"{key} cannot be {found.text[:80]!r}", hint)
            return ""
        return found.text

    return check


def likelihood(checker: Checker, key: str, node: Node) -> str:
    """Return a term of the brief's scale."""
    found = scalar(checker, key, node)
    if found is None:
        return ""
    if checker.scale.terms and checker.scale.find(found.text) is None:
        near = checker.near(found.text, checker.scale.words())
        terms = ", ".join(term.word for term in checker.scale.terms)
        message = f"{found.text[:80]!r} is not a term of the scale {checker.scale.name}"
        checker.fault("schema.choice", found.span(), message, f"did you mean {near}?" if near else f"one of {terms}")
    return found.text


def is_language(tag: str) -> bool:
    """Tell whether a text has the shape of a language tag (BCP 47)."""
    if len(tag) == 2 and tag.isascii() and tag.isalpha():
        return True
    return _language_tag().fullmatch(tag.lower()) is not None


@cache
def _language_tag() -> re.Pattern[str]:
    """Return the pattern of RFC 5646: language, script, region, variants, private use."""
    variants = r"(?:-(?:[a-z0-9]{5,8}|[0-9][a-z0-9]{3}))*"
    return re.compile(
        rf"[a-z]{{2,3}}(?:-[a-z]{{4}})?(?:-(?:[a-z]{{2}}|[0-9]{{3}}))?{variants}(?:-x(?:-[a-z0-9]{{1,8}})+)?"
    )


def language(checker: Checker, key: str, node: Node) -> str:
    """Return a language tag (BCP 47)."""
    found = scalar(checker, key, node)
    if found is None:
        return "en"
    if not is_language(found.text):
        message = f"{found.text[:80]!r} is not a language tag"
        checker.fault("schema.language", found.span(), message, "write en, fa, en-GB, zh-Hant (BCP 47)")
        return "en"
    return found.text


def link(checker: Checker, key: str, node: Node) -> str:
    """Return an address that may become a link."""
    found = scalar(checker, key, node)
    if found is None:
        return ""
    problem = link_problem(found.text, found.span())
    if problem:
        checker.problems.append(problem)
    return found.text


def date_in(calendar: str) -> Check:
    """Make the check of a date in a calendar."""

    def check(checker: Checker, key: str, node: Node) -> Edtf | None:
        if type(node) is Scalar:
            found = scalar(checker, key, node)
            if found is None:
                return None
            try:
                return Edtf.parse(found.text, calendar)
            except EdtfError as error:
                message = f"{found.text[:80]!r} is not a date: {error}"
                checker.fault(error.code, found.at(error.offset), message, error.hint)
                return None
        if type(node) is not Mapping:
            checker.fault("schema.type", node.span(), f"{key} must be a date, not a list", "write 2021-01-12")
            return None
        for inner in node.entries:
            if inner not in DATE_KEYS:
                checker.unknown_key(node, inner, dict.fromkeys(DATE_KEYS), "a date")
                return None
        read = csl_date(node, calendar)
        if isinstance(read, Diagnostic):
            checker.problems.append(read)
            return None
        return read

    return check


date: Final = date_in("gregorian")


def sequence(item: Check, what: str) -> Check:
    """Make the check of a list; its items are checked by `item`."""

    def check(checker: Checker, key: str, node: Node) -> tuple[Any, ...]:
        if type(node) is not Sequence:
            checker.fault("schema.type", node.span(), f"{key} must be a list, not {_kind(node)}", f"write [{what}]")
            return ()
        return tuple([item(checker, key, child) for child in node.items])

    return check
