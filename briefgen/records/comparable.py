"""A record in, nested tuples of text out: two records are the same exactly when their tuples are.

White space is folded. Texts are taken as parsed, words apart from citations. And for people: texts as words, and two
texts compared word by word. Not here: which difference is of which class (`compare.py`).
"""

from collections.abc import Iterable, Mapping
from typing import Any, Final

from briefgen.records.dates import Edtf
from briefgen.records.model import EntityRecord, EvidenceRecord, FigureRecord, QuoteRecord, SourceRecord
from briefgen.records.prose import Citation, Emphasis, InLanguage, Inline, Prose, SeeClaim, Strong, Words

__all__ = [
    "SOURCE_FIELDS",
    "Value",
    "date_form",
    "entity_form",
    "evidence_form",
    "figure_form",
    "flat",
    "folded",
    "marks_of",
    "prose_form",
    "quoted_form",
    "said",
    "source_form",
    "spoken",
    "word_changes",
    "wording",
]

_PAIRS_AT_MOST: Final = 2_000_000  # equal pairs of words that a word-level comparison may weigh

Value = Any
"""A record in comparable form: nested tuples of text."""


def folded(text: str) -> str:
    """Fold white space: that is no change."""
    return " ".join(text.split())


def _inlines(inlines: Iterable[Inline]) -> list[Any]:
    """Return inlines without citations, as text and (kind, children) pairs; text next to text is one."""
    out: list[Any] = [""]
    for inline in inlines:
        if isinstance(inline, Words):
            if isinstance(out[-1], str):
                out[-1] += inline.text
            else:
                out.append(inline.text)
        elif isinstance(inline, Citation):
            if isinstance(out[-1], str):
                out[-1] = out[-1].rstrip()  # the mark takes the space before it with it
        elif isinstance(inline, SeeClaim):
            out.append(("see", inline.claim))
        elif isinstance(inline, InLanguage):
            out.append((inline.language, *_inlines(inline.children)))
        else:
            out.append((type(inline).__name__, *_inlines(inline.children)))
    return [folded(part) if isinstance(part, str) else part for part in out]


def wording(prose: Prose | None) -> Value:
    """Return the words of a text and their marking up, citations left aside."""
    if prose is None:
        return ()
    return tuple(tuple(_inlines(paragraph)) for paragraph in prose.paragraphs)


def marks_of(prose: Prose | None) -> list[tuple[int, Value]]:
    """Return the citations of a text, each with the number of words before it."""
    found = []
    words = 0
    for paragraph in prose.paragraphs if prose is not None else ():
        for inline in paragraph:
            if isinstance(inline, Citation):
                works = tuple(
                    (w.source, w.label, folded(w.locator), folded(w.prefix), folded(w.suffix)) for w in inline.works
                )
                found.append((words, works))
            else:
                words += len(spoken((inline,)).split())
    return found


def spoken(inlines: Iterable[Inline]) -> str:
    """Return the words of inlines as an author would recognise them: emphasis and references stay, citations go."""
    out = ""
    for inline in inlines:
        match inline:
            case Words():
                out += inline.text
            case Citation():
                out = out.rstrip()
            case SeeClaim():
                out += f"[#{inline.claim}]"
            case Emphasis():
                out += f"*{spoken(inline.children)}*"
            case Strong():
                out += f"**{spoken(inline.children)}**"
            case InLanguage():
                out += spoken(inline.children)
    return out


def said(prose: Prose | None) -> str:
    """Return the words of a text, a blank line between paragraphs."""
    if prose is None:
        return ""
    return "\n\n".join(folded(spoken(paragraph)) for paragraph in prose.paragraphs)


def prose_form(prose: Prose | None) -> Value:
    """Return the words of a text and its citations."""
    return (wording(prose), tuple(marks_of(prose)))


def date_form(date: Edtf | None) -> Value:
    """Return a date as typed, with its calendar."""
    return () if date is None else (date.raw, date.kind, date.calendar)


def _mapping(mapping: Mapping[str, Any]) -> Value:
    return tuple(sorted((key, folded(value) if isinstance(value, str) else value) for key, value in mapping.items()))


SOURCE_FIELDS: Final = (
    "type", "title", "variables", "names", "dates", "language", "title-translated", "title-transliterated", "calendar",
    "descriptor", "reliability", "derived-from", "independence", "status", "ai-use", "handling", "preserved",
)  # fmt: skip


def source_form(source: SourceRecord) -> Value:
    """Return everything that a source says."""
    return (
        source.type,
        folded(source.title),
        _mapping(source.variables),
        tuple(sorted((key, tuple(_mapping(name) for name in names)) for key, names in source.names.items())),
        tuple(sorted((key, date_form(date)) for key, date in source.dates.items())),
        source.language,
        folded(source.title_translated),
        folded(source.title_transliterated),
        source.calendar,
        said(source.descriptor),
        source.reliability,
        source.derived_from,
        source.independence,
        source.status,
        tuple(_mapping(use) for use in source.ai_use),
        source.handling,
        tuple((copy.kind, copy.url, copy.path, copy.sha256, date_form(copy.captured)) for copy in source.preserved),
    )


def entity_form(entity: EntityRecord) -> Value:
    """Return everything that an entity says."""
    return (folded(entity.name), entity.kind, folded(entity.role), _mapping(entity.names))


def evidence_form(entry: EvidenceRecord) -> Value:
    """Return a link from a claim to a source."""
    return (entry.source, folded(entry.locator), entry.relation, entry.credibility, prose_form(entry.shows))


def quoted_form(quote: QuoteRecord) -> Value:
    """Return the words of a quotation; where it is from is a matter of sources."""
    texts = (quote.text, quote.transliteration, quote.translation)
    return (*(tuple(map(folded, text)) for text in texts), quote.language, folded(quote.translator))


def figure_form(figure: FigureRecord | None) -> Value:
    """Return what is said of a figure; its bytes are compared elsewhere."""
    if figure is None:
        return ()
    return (figure.file, folded(figure.alt), prose_form(figure.caption), folded(figure.credit))


def flat(value: Value) -> str:
    """Return a comparable form as text for people."""
    return value if isinstance(value, str) else ", ".join(filter(None, (flat(part) for part in value or ())))


def word_changes(old: str, new: str) -> list[tuple[str, str]]:
    """Return two texts word by word as (sign, words): " " kept, "-" gone, "+" come.

    >>> word_changes("the lamp was lit", "the lamp was not lit")
    [(' ', 'the lamp was'), ('+', 'not'), (' ', 'lit')]
    """
    one, other = old.split(), new.split()
    start = 0
    while start < min(len(one), len(other)) and one[start] == other[start]:
        start += 1
    end = 0
    while end < min(len(one), len(other)) - start and one[-1 - end] == other[-1 - end]:
        end += 1
    found = [(" ", one[:start])]
    found += _matched(one[start : len(one) - end], other[start : len(other) - end])
    found.append((" ", one[len(one) - end :]))
    return [(sign, " ".join(words)) for sign, words in found if words]


def _matched(one: list[str], other: list[str]) -> list[tuple[str, list[str]]]:
    """Compare the middle of two texts; words that repeat too often are taken as a whole."""
    counts: dict[str, int] = {}
    for word in other:
        counts[word] = counts.get(word, 0) + 1
    if sum(counts.get(word, 0) for word in one) > _PAIRS_AT_MOST:
        return [("-", one), ("+", other)]
    from difflib import SequenceMatcher

    found = []
    for _, i, j, k, m in SequenceMatcher(None, one, other, autojunk=False).get_opcodes():
        if one[i:j] == other[k:m]:
            found.append((" ", one[i:j]))
        else:
            found += [("-", one[i:j]), ("+", other[k:m])]
    return found
