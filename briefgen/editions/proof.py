"""The finished bytes of a brief read back: what was left out is absent, what was printed is whole, nothing acts.

In: the PDF's bytes, the selection that it was made for, and which claims, quotations and notes it prints. Out: findings.
The reader is `pdfread`, which shares no code with the writer. It looks into page text, structure text and alternative
texts, outline, page labels, document information, XMP and attachments.

Texts are compared as words, sentence by sentence; a sentence of fewer than five words proves nothing alone and is
looked for only where it would stand alone: as a heading or an entry of the outline. Words that a shown record holds too
are no leak.
"""

import re
import unicodedata
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Final

from briefgen.diagnostics import Diagnostic, Span, finding
from briefgen.errors import BriefgenError
from briefgen.pdfread import FinishedPdf, Node, open_pdf
from briefgen.records.comparable import spoken
from briefgen.records.model import ClaimRecord, EntityRecord, JudgmentRecord, SourceRecord
from briefgen.records.prose import Inline, Prose, SeeClaim
from briefgen.records.read import Mapping as YamlMapping
from briefgen.records.read import Node as YamlNode
from briefgen.records.read import Scalar, read
from briefgen.records.read import Sequence as YamlSequence
from briefgen.selection.selection import Selection

__all__ = ["Printed", "prove"]

_LEAST: Final = 5  # words that make a text recognisable
_WORD: Final = re.compile(r"[^\W_]+")
_SENTENCE: Final = re.compile(r"(?<=[.!?…؟])\s+|\n+")
_MENTION: Final = re.compile(r"(?<!\\)([@#])([a-z0-9]+(?:-[a-z0-9]+)*)")
_NOTES: Final = frozenset({"Note", "Reference"})
_PARAGRAPHS: Final = frozenset(
    {"P", "H", "H1", "H2", "H3", "H4", "H5", "H6", "Caption", "TD", "TH", "LBody", "BibEntry"}
)
_LINKS: Final = frozenset({"http", "https", "mailto", "doi"})
# Keys of an embedded record whose values are ids, and the name space of each.
_IDS: Final = {"source": "source", "derived-from": "source", "to": "claim", "asserted-by": "entity", "claims": "claim"}
_LISTS: Final = {"claims": "claim", "sources": "source", "entities": "entity"}


class Printed:
    """What a brief prints: ids of claims and of quotations, and the text of each note, paragraph by paragraph."""

    __slots__ = ("claims", "notes", "quotes")

    def __init__(self, claims: Iterable[str], quotes: Iterable[str], notes: Sequence[str]) -> None:
        self.claims: Final = frozenset(claims)
        self.quotes: Final = frozenset(quotes)
        self.notes: Final = tuple(notes)


def prove(data: bytes, selection: Selection, printed: Printed, where: Span) -> list[Diagnostic]:
    """Read a brief back; return a finding for every text that leaked, is not whole, or acts.

    Codes: `audience.leak`, `proof.missing`, `proof.action`. Raises UsageError when the file cannot be read.
    """
    pdf = open_pdf(data, where)
    structure = pdf.structure()
    problems = list(_leaks(pdf, structure, selection, where))
    problems += _missing(structure, selection, printed, where)
    problems += _acting(pdf, where)
    return problems


# --- texts -----------------------------------------------------------------------------------------


def _words(text: str) -> tuple[str, ...]:
    """Return the words of a text; a soft hyphen at a line's end does not part them."""
    return tuple(_WORD.findall(unicodedata.normalize("NFC", text).replace("\u00ad", "").replace("\u200c", "")))


def _paragraphs(prose: Prose | None) -> Iterator[str]:
    """Yield the words of each paragraph, in pieces where a reference prints a heading instead."""
    for paragraph in prose.paragraphs if prose is not None else ():
        piece: list[Inline] = []
        for inline in paragraph:
            if isinstance(inline, SeeClaim):
                yield spoken(piece)
                piece = []
            else:
                piece.append(inline)
        yield spoken(piece)


def _texts(record: object) -> Iterator[str]:
    """Yield every text that a record could print."""
    if isinstance(record, ClaimRecord):
        yield record.heading
        for prose in (record.text, *record.variants.values(), record.deprecated_reason):
            yield from _paragraphs(prose)
        for entry in record.evidence:
            yield from _paragraphs(entry.shows)
        for quote in record.quotes:
            yield from (*quote.text, *quote.transliteration, *quote.translation)
        if record.figure is not None:
            yield from (record.figure.alt, record.figure.credit)
            yield from _paragraphs(record.figure.caption)
    elif isinstance(record, SourceRecord):
        yield from (record.title, record.title_translated, record.title_transliterated)
        yield from _paragraphs(record.descriptor)
        yield from record.variables.values()
    elif isinstance(record, EntityRecord):
        yield from (record.name, record.role)
    elif isinstance(record, JudgmentRecord):
        yield from _paragraphs(record.text)


def _left_out(selection: Selection) -> Iterator[tuple[str, object]]:
    """Yield every record that this audience does not read, with its name for messages."""
    records = selection.records
    claims = {claim.id for claim in selection.claims}
    yield from ((f"claim {ident}", claim) for ident, claim in records.claims.items() if ident not in claims)
    yield from ((f"source {i}", source) for i, source in records.sources.items() if i not in selection.sources)
    yield from ((f"entity {i}", entity) for i, entity in records.entities.items() if i not in selection.entities)
    for number, judgment in enumerate(records.brief.judgments, 1):
        if judgment not in selection.judgments:
            yield f"judgment {number}", judgment


def _shown(selection: Selection) -> Iterator[str]:
    """Yield every text of what this audience reads."""
    brief = selection.brief
    yield from (brief.title, brief.subtitle, brief.contact)
    for prose in (brief.question, brief.scope, brief.disclaimer):
        yield from _paragraphs(prose)
    for section in selection.sections:
        yield section.record.title
        yield from _paragraphs(section.record.about)
    groups = (selection.claims, selection.sources.values(), selection.entities.values(), selection.judgments)
    for group in groups:
        for record in group:
            yield from _texts(record)
    yield from selection.pack.words.values()


class _Grams:
    """Texts in which runs of words can be looked up: a cheap test of five words first, then the whole run."""

    def __init__(self, texts: Iterable[str]) -> None:
        self._runs: Final = [f" {' '.join(words)} " for words in map(_words, texts) if words]
        self._grams: Final[set[int]] = set()
        for run in self._runs:
            words = run.split()
            self._grams.update(hash(tuple(words[at : at + _LEAST])) for at in range(len(words) - _LEAST + 1))

    def has(self, words: tuple[str, ...]) -> bool:
        """Tell whether some text holds these words one after another; at least five."""
        if hash(words[:_LEAST]) not in self._grams or hash(words[-_LEAST:]) not in self._grams:
            return False
        run = f" {' '.join(words)} "
        return any(run in text for text in self._runs)


# --- leaks -------------------------------------------------------------------------------------------


def _leaks(pdf: FinishedPdf, structure: Node, selection: Selection, where: Span) -> Iterator[Diagnostic]:
    records = list(_left_out(selection))
    if not records:
        return
    shown_texts = list(_shown(selection))
    shown = _Grams(shown_texts)
    short = {_words(text) for text in shown_texts}
    files = [(a.name, a.content.decode("utf-8", "replace"), a.description) for a in pdf.attachments()]
    places = {place: _Grams(texts) for place, texts in _places(pdf, structure, files).items()}
    alone = {_words(title) for _, title, _ in pdf.outline()} | {_words(text) for text in _alone(structure)}
    for name, record in records:
        found = _place_of(record, places, shown)
        heading = _words(record.heading) if isinstance(record, ClaimRecord) else ()
        if not found and heading and heading in alone and heading not in short:
            found = "a heading"
        if found:
            yield _leak(name, found, where)
    yield from _leaked_ids(selection, structure, files, where)


def _leak(name: str, place: str, where: Span) -> Diagnostic:
    message = f"{name} was left out for this audience, and {place} tells of it"
    return finding("audience.leak", where, message, "look for its words in the pack's templates and words")


def _place_of(record: object, places: Mapping[str, _Grams], shown: _Grams) -> str:
    """Return where a text of a record stands that no shown record holds; empty when nowhere."""
    for text in _texts(record):
        for sentence in _SENTENCE.split(text):
            words = _words(sentence)
            if len(words) >= _LEAST and not shown.has(words):
                found = next((place for place, grams in places.items() if grams.has(words)), "")
                if found:
                    return found
    return ""


def _places(pdf: FinishedPdf, structure: Node, files: Sequence[tuple[str, str, str]]) -> dict[str, list[str]]:
    """Return every text of the file, by what a message calls its place."""
    nodes = list(structure.walk())
    spoken_texts = [text for node in nodes for text in (node.alt, *node.attributes.values())]
    return {
        "the text of a page": [*_body(structure), *(node.text for node in nodes if node.tag in _NOTES), *pdf.shown()],
        "an alternative text": spoken_texts,
        "the outline": [title for _, title, _ in pdf.outline()],
        "the metadata": [*pdf.metadata().values(), re.sub(r"<[^>]*>", "\n", pdf.xmp()), *pdf.page_labels()],
        "an attachment": [part for name, text, about in files for part in (name, about, *_values(name, text))],
    }


def _values(name: str, text: str) -> list[str]:
    """Return the texts of an attachment: its keys and scalars, or all of it when it is neither YAML nor JSON."""
    if name.endswith(".json"):
        pairs = _json_pairs(text)
        return [part for pair in pairs for part in pair] if pairs else [text]
    return [scalar.text for _, _, scalar in _scalars(text)] or [text]


def _json_pairs(text: str) -> list[tuple[str, str]]:
    """Return the scalars of a JSON document, each with the key that it stands under; keys without one alone."""
    import json

    try:
        pending = [("", json.loads(text))]
    except (ValueError, RecursionError):
        return []
    found: list[tuple[str, str]] = []
    while pending:
        key, part = pending.pop()
        if isinstance(part, dict):
            pending += part.items()
        elif isinstance(part, list):
            pending += ((key, item) for item in part)
        else:
            found.append((key, str(part)))
    return found


def _scalars(text: str) -> list[tuple[str, str, Scalar]]:
    """Return the scalars of a record file with the top-level list and the key that they stand in."""
    try:
        pending: list[tuple[str, str, YamlNode]] = [("", "", read(text.encode(), "records.yaml"))]
    except BriefgenError:
        return []
    found = []
    while pending:
        top, key, node = pending.pop()
        if isinstance(node, Scalar):
            found.append((top, key, node))
        elif isinstance(node, YamlSequence):
            pending.extend((top, key, item) for item in node.items)
        elif isinstance(node, YamlMapping):
            pending.extend((top or name, name, value) for name, value in node.entries.items())
    return found


def _leaked_ids(
    selection: Selection, structure: Node, files: Sequence[tuple[str, str, str]], where: Span
) -> Iterator[Diagnostic]:
    """Find ids of left-out records in attachments and in the ids of structure elements."""
    records = selection.records
    shown = {claim.id for claim in selection.claims}
    hidden = {
        "claim": records.claims.keys() - shown,
        "source": records.sources.keys() - selection.sources.keys(),
        "entity": records.entities.keys() - selection.entities.keys(),
    }
    found: dict[str, str] = {}
    for name, text, _ in files:
        for key, value in _json_pairs(text) if name.endswith(".json") else ():
            if value in hidden.get(_IDS.get(key, ""), ()):
                found[f"{_IDS[key]} {value}"] = f"the attachment {name}"
        for top, key, scalar in _scalars(text) if name.endswith(".yaml") else ():
            space = _LISTS.get(top, "") if key == "id" else _IDS.get(key, "")
            if scalar.text in hidden.get(space, ()):
                found[f"{space} {scalar.text}"] = f"the attachment {name}"
            for sign, ident in _MENTION.findall(scalar.text):
                space = "source" if sign == "@" else "claim"
                if ident in hidden[space]:
                    found[f"{space} {ident}"] = f"the attachment {name}"
    others = {section.record.id for section in selection.sections}
    for node in structure.walk():
        if node.ident in hidden["claim"] - others:
            found[f"claim {node.ident}"] = "the id of a structure element"
    for name, place in found.items():
        yield _leak(name, place, where)


# --- wholeness ----------------------------------------------------------------------------------------


def _body(node: Node) -> Iterator[str]:
    """Yield the text of every paragraph, notes and their marks left aside."""
    pending = [node]
    while pending:
        part = pending.pop()
        if part.tag in _NOTES:
            continue
        if part.tag in _PARAGRAPHS:
            yield _plain(part)
        pending.extend(child for child in reversed(part.children) if isinstance(child, Node))


def _plain(node: Node) -> str:
    """Return the text of an element without notes and marks."""
    parts: list[str] = []
    pending: list[Node | str] = [node]
    while pending:
        part = pending.pop()
        if isinstance(part, str):
            parts.append(part)
        elif part.tag not in _NOTES:
            pending.extend(reversed(part.children))
    return "".join(parts)


def _alone(structure: Node) -> Iterator[str]:
    """Yield the text of each heading."""
    return (_plain(node) for node in structure.walk() if re.fullmatch(r"H[1-6]?", node.tag))


def _missing(structure: Node, selection: Selection, printed: Printed, where: Span) -> Iterator[Diagnostic]:
    body = _Whole(_body(structure))
    quoted = _Whole(text for quote in structure.find("BlockQuote") for text in _body(quote))
    notes = _Whole(_plain_note(note) for note in structure.find("Note"))
    for claim in selection.claims:
        if claim.id in printed.claims:
            for text in _paragraphs(selection.prose_of(claim)):
                if not body.has(text):
                    yield _lost(f"claim {claim.id}", text, where)
        for quote in claim.quotes:
            if quote.id in printed.quotes:
                for text in (*quote.text, *quote.transliteration, *quote.translation):
                    if not quoted.has(text):
                        yield _lost(f"quotation {quote.id}", text, where)
    for text in printed.notes:
        if not notes.has(text):
            yield _lost("a note", text, where)


class _Whole:
    """Texts without white space and marking up, each between bars: what is found in them is found whole.

    What is asked for mostly stands behind what was asked for before: the search begins there.
    """

    def __init__(self, texts: Iterable[str]) -> None:
        self._text: Final = "|".join(_bare(text) for text in texts)
        self._at = 0

    def has(self, text: str) -> bool:
        """Tell whether a text stands in one of the texts."""
        bare = _bare(text)
        at = self._text.find(bare, self._at)
        if at < 0:
            at = self._text.find(bare)
        self._at = max(at, 0)
        return at >= 0


def _plain_note(note: Node) -> str:
    return "\n".join(child.text if isinstance(child, Node) else child for child in note.children)


def _bare(text: str) -> str:
    folded = unicodedata.normalize("NFC", text).replace("\u00ad", "").replace("*", "").replace("|", "")
    return "".join(folded.split())


def _lost(name: str, text: str, where: Span) -> Diagnostic:
    beginning = " ".join(text.split()[:8])
    return finding("proof.missing", where, f"{name} is not found whole in the finished file: {beginning} …")


def _acting(pdf: FinishedPdf, where: Span) -> Iterator[Diagnostic]:
    for name in pdf.actions():
        yield finding("proof.action", where, f"the file holds the action {name}")
    for _, kind, target in pdf.links():
        plain = kind == "goto" or (kind == "uri" and target.partition(":")[0].lower() in _LINKS)
        if not plain:
            yield finding("proof.action", where, f"the file holds a link that is not plain: {kind} {target[:80]}")
