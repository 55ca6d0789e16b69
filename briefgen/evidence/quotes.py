"""Rules about quotations: a `Case` and its snapshots in, diagnostics and the grade of each match out. Codes: quote.*."""

import unicodedata
from collections.abc import Iterator
from typing import Final

from briefgen.diagnostics import Diagnostic, finding, warning
from briefgen.evidence.matching import GRADES, Match, fold, match_quotation
from briefgen.evidence.snapshots import Snapshots
from briefgen.evidence.support import Case
from briefgen.evidence.wording import quoted_passages
from briefgen.records.model import ClaimRecord, QuoteRecord

__all__ = ["quote_rules"]

_WORDS_AT_MOST: Final = 100
_WORDS_UNREGISTERED: Final = 4
_LETTERS_ENOUGH: Final = 120


def quote_rules(case: Case, snapshots: Snapshots, matches: dict[str, Match]) -> Iterator[Diagnostic]:
    """Check every quotation; `matches` receives the grade of each by its id."""
    records = case.records
    language = _primary(records.brief.language)
    script = _script(records.brief.title)
    for claim in records.claims.values():
        for quote in claim.quotes:
            matches[quote.id] = match = _match(case, snapshots, quote)
            yield from _verdict(quote, match)
            if _primary(quote.language) != language and not quote.translation:
                message = f"{quote.id} is in another language ({quote.language}), without a translation"
                yield finding("quote.translation", quote.where("text"), message, "add translation: …")
            if not quote.transliteration and _script(" ".join(quote.text)) not in (script, ""):
                message = f"{quote.id} is in another script, without a transliteration"
                yield warning("quote.transliteration", quote.where("text"), message, "add transliteration: …")
            count = sum(len(paragraph.split()) for paragraph in quote.text)
            if count > _WORDS_AT_MOST:
                message = f"{quote.id} has {count} words; more than {_WORDS_AT_MOST} are seldom read"
                yield warning("quote.long", quote.where("text"), message, "shorten it with […], or sum it up")
    yield from _unregistered(case, snapshots)


def _match(case: Case, snapshots: Snapshots, quote: QuoteRecord) -> Match:
    """Return the best match among the copies of the quotation's source."""
    source = case.records.sources.get(quote.source)
    texts, reason = snapshots.of(source) if source is not None else ([], "its source is not in the records")
    found = [match_quotation(quote.text, text) for text in texts]
    return min(found, key=lambda m: GRADES.index(m.grade)) if found else Match("unchecked", reason=reason)


def _verdict(quote: QuoteRecord, match: Match) -> Iterator[Diagnostic]:
    if match.grade == "unchecked":
        message = f"{quote.id} was not compared with its source: {match.reason}"
        hint = "keep a copy of the source (.txt, .html or .pdf) and name it under preserved:"
        yield warning("quote.unchecked", quote.where("text"), message, hint)
    elif match.grade == "not-found":
        message = f"{quote.id} does not stand in {match.path}"
        message += f"; nearest: “{match.nearest}”" if match.nearest else ""
        hint = f"the quotation has {match.differences}" if match.differences else "copy the words from the source"
        yield finding("quote.not-found", quote.where("text"), message, hint)


def _unregistered(case: Case, snapshots: Snapshots) -> Iterator[Diagnostic]:
    """Find longer passages between quotation marks that nothing vouches for."""
    registered: list[str] | None = None
    for claim in case.records.claims.values():
        raw = claim.text.raw
        for offset, passage in quoted_passages(raw):
            if len(passage.split()) < _WORDS_UNREGISTERED:
                continue
            if registered is None:
                quotes = (q for c in case.records.claims.values() for q in c.quotes)
                registered = [fold(" ".join(part)) for q in quotes for part in (q.text, q.translation)]
            if not _stands(passage, registered) and not _in_snapshot(case, snapshots, claim, passage):
                inside = getattr(claim.places, "inside", None)
                where = inside("text", offset) if inside is not None else claim.where("text")
                message = f"{claim.id} quotes “{_short(passage)}”, which no quotation and no saved copy has"
                hint = "enter the passage under quotes:, or keep a copy of the source"
                yield warning("quote.unregistered", where, message, hint)


def _stands(passage: str, texts: list[str]) -> bool:
    """Tell whether a passage is part of a text, the comma or full stop before the mark aside."""
    wanted = fold(_plain(passage)).strip(' ,.;:!?"')
    return any(wanted in text for text in texts)


def _in_snapshot(case: Case, snapshots: Snapshots, claim: ClaimRecord, passage: str) -> bool:
    for name in dict.fromkeys(link.source for link in case.links[claim.id]):
        source = case.records.sources.get(name)
        texts = snapshots.of(source)[0] if source is not None else ()
        if any(match_quotation((_plain(passage).strip(" ,.;:!?"),), text).grade != "not-found" for text in texts):
            return True
    return False


def _plain(passage: str) -> str:
    """Take the markup out of a passage: stars and escapes."""
    return passage.replace("\\", "").replace("*", "")


def _short(passage: str) -> str:
    words = passage.split()
    return " ".join(words[:8]) + (" …" if len(words) > 8 else "")


def _primary(language: str) -> str:
    return language.split("-", maxsplit=1)[0].lower()


def _script(text: str) -> str:
    """Return the script of most letters, as their Unicode names begin: LATIN, ARABIC, …; "" without letters.

    The beginning of a text decides.
    """
    text = text[:_LETTERS_ENOUGH]
    if text.isascii():
        return "LATIN" if any(map(str.isalpha, text)) else ""
    count: dict[str, int] = {}
    for char in text:
        if char.isalpha():
            name = unicodedata.name(char, "").split(" ", 1)[0]
            count[name] = count.get(name, 0) + 1
    return max(count, key=lambda name: count[name]) if count else ""
