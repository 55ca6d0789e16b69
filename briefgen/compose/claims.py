"""One claim record in, one `Claim` of the tree out: details, text, quotations, figure, relations.

The words of the record pass through unchanged; what is added are fixed words of the pack. A
likelihood and a confidence never share a sentence (after ICD 203); a grade is
never printed as a bare code, and the two axes stand apart (domain page, section 3).
"""

from collections.abc import Mapping
from typing import Final

from briefgen.compose.prose import Joiner, paragraphs, plain_paragraphs
from briefgen.compose.wording import Wording, differs, primary, tagged
from briefgen.document import nodes as n
from briefgen.records.model import ClaimRecord, EvidenceRecord, FigureRecord, QuoteRecord, SourceRecord
from briefgen.selection.selection import Selection

__all__ = ["RELATIONS", "ClaimWriter", "estimates"]

# The order in which the relations of a claim are told; the fixed word of each is `line-` and its name.
RELATIONS: Final = (
    "denied-by", "contradicts", "answered-by", "qualified-by", "superseded-by",
    "denies", "answers", "qualifies", "corroborates", "supersedes",
)  # fmt: skip

# The label that needs no word: everybody may have the claim.
_OPEN_LABEL: Final = "TLP:CLEAR"
_NAMES_AT_MOST: Final = 3


class ClaimWriter:
    """Writes the claims of one selection; `changes` maps a claim id to added, changed or withdrawn."""

    __slots__ = ("_changes", "_claims", "_headings", "_relations", "selection", "wording")

    def __init__(self, selection: Selection, wording: Wording, changes: Mapping[str, str]) -> None:
        self.selection: Final = selection
        self.wording: Final = wording
        self._changes: Final = changes
        self._claims: Final = {claim.id: claim for claim in selection.claims}
        self._headings: Final[dict[str, n.Inlines]] = {}
        self._relations: Final[dict[str, dict[str, list[str]]]] = {}
        for one, kind, other in selection.relations:
            self._relations.setdefault(one, {}).setdefault(kind, []).append(other)

    # --- names of claims --------------------------------------------------------------------

    def heading(self, ident: str) -> n.Inlines:
        """Return the heading of a claim; one without gets one from its kind, speaker and date, or its section."""
        found = self._headings.get(ident)
        if found is None:
            claim = self._claims[ident]
            found = tagged(claim.heading) if claim.heading else self._made_heading(claim)
            self._headings[ident] = found
        return found

    def refer(self, ident: str) -> n.Inline:
        """Return a reference to a claim by its heading; a claim left out for this audience is not named."""
        if ident not in self._claims:
            return n.Text(self.wording.word("claim-not-shown"))
        return n.See(self.wording.filled("claim-reference", heading=self.heading(ident)), ident)

    def _made_heading(self, claim: ClaimRecord) -> n.Inlines:
        wording = self.wording
        kind = wording.word(f"kind-{claim.kind}") if claim.kind else wording.word("matrix-claim")
        speaker = self.selection.entities.get(claim.asserted_by)
        date = claim.asserted_on or claim.about
        if speaker is not None:
            parts = wording.filled("asserted-by", name=wording.name(speaker))
            when = (n.Text(wording.word("list-separator") + wording.date(date)),) if date else ()
            return (n.Text(kind + " "), *parts, *when)
        if claim.kind and date:
            return (n.Text(kind + wording.word("list-separator") + wording.date(date)),)
        for section in self.selection.sections:
            if section.record.id == claim.section:
                return (*tagged(section.record.title), n.Text(f" {section.claims.index(claim) + 1}"))
        return (n.Text(kind),)

    # --- the claim -----------------------------------------------------------------------------

    def claim(self, ident: str, *, short: bool = False) -> n.Claim:
        """Return a claim with everything that is printed of it; the short form is heading and text alone."""
        claim = self._claims[ident]
        joiner = Joiner(claim.evidence, self.refer)
        blocks: list[n.Block] = []
        if claim.rank == "deprecated":
            blocks += self._withdrawn(claim)
        if not short:
            blocks += self._details(claim)
        text = list(paragraphs(self.selection.prose_of(claim), self.refer, joiner.cite))
        quotes = [self._quote(quote, joiner, claim.asserted_by) for quote in claim.quotes]
        rest = joiner.rest((self.wording.word("evidence-disputes-first"), self.wording.word("evidence-disputes")))
        if rest is not None:
            text[-1:] = [(*text[-1], rest)] if text else [(rest,)]
        blocks += [n.Paragraph(inlines) for inlines in text]
        if not short:
            blocks += quotes
            if claim.figure is not None:
                blocks.append(self._figure(ident, claim.figure))
            blocks += self._related(ident)
        elif ident in self._changes:  # a bar in the margin never says it alone
            blocks.append(n.Paragraph(self._mark(ident), "relations"))
        form = "short" if short else "full"
        return n.Claim(ident, self.heading(ident), tuple(blocks), self._changes.get(ident, ""), form)

    def quote(self, ident: str) -> n.Quote:
        """Return one quotation by its id, for a template that places it alone."""
        for claim in self._claims.values():
            for quote in claim.quotes:
                if quote.id == ident:
                    return self._quote(quote, Joiner(claim.evidence, self.refer), claim.asserted_by)
        raise KeyError(ident)

    def figure(self, ident: str) -> n.Figure:
        """Return the figure of a claim, for a template that places it alone."""
        record = self._claims[ident].figure
        if record is None:
            raise KeyError(ident)
        return self._figure(ident, record)

    # --- its parts -------------------------------------------------------------------------------

    def _withdrawn(self, claim: ClaimRecord) -> list[n.Block]:
        reason = claim.deprecated_reason
        told = plain_paragraphs(reason, self.refer) if reason is not None else ()
        if not told:
            return [n.Paragraph((n.Text(self.wording.word("rank-deprecated")),), "withdrawn")]
        first = self.wording.filled("withdrawn-because", reason=told[0])
        return [n.Paragraph(inlines, "withdrawn") for inlines in (first, *told[1:])]

    def _details(self, claim: ClaimRecord) -> list[n.Block]:
        wording = self.wording
        parts: list[n.Inlines] = []
        if claim.kind:
            parts.append(_strong(wording.word(f"kind-{claim.kind}")))
        speaker = self.selection.entities.get(claim.asserted_by)
        if speaker is not None:
            parts.append(wording.filled("asserted-by", name=wording.name(speaker)))
        if claim.asserted_on is not None:
            parts.append(wording.filled("asserted-on", date=wording.date(claim.asserted_on)))
        if claim.about is not None and (claim.asserted_on is None or claim.about.raw != claim.asserted_on.raw):
            parts.append(wording.filled("about-date", date=wording.date(claim.about)))
        if claim.handling != _OPEN_LABEL:
            parts.append(wording.filled("handling", label=claim.handling))
        if claim.id in self._changes:
            parts.append(self._mark(claim.id))
        lines = [wording.details(parts)] if parts else []
        lines += estimates(wording, claim.likelihood, claim.confidence)
        if "grades" in wording.shown:
            lines += self._grades(claim)
        return [n.Paragraph(line, "details") for line in lines]

    def _mark(self, ident: str) -> n.Inlines:
        """Return the word for what happened to a claim since the edition before."""
        return (n.Text(self.wording.word(f"change-mark-{self._changes[ident]}")),)

    def _grades(self, claim: ClaimRecord) -> list[n.Inlines]:
        """Return a line for each grade that the claim's sources have, the sources named behind it."""
        graded: dict[tuple[str, str], tuple[n.Inlines, list[n.Inlines]]] = {}
        for entry in claim.evidence:
            source = self.selection.sources.get(entry.source)
            if entry.relation == "background" or source is None:
                continue
            line = self._grade(source, entry)
            if line:
                _, named = graded.setdefault((source.reliability, entry.credibility), (line, []))
                named.append(self.wording.title(source))
        if len(graded) == 1:
            return [line for line, _ in graded.values()]
        return [self.wording.details([line, self.wording.listed(named)]) for line, named in graded.values()]

    def _grade(self, source: SourceRecord, entry: EvidenceRecord) -> n.Inlines:
        """Return the grades of a source as used here, each with its words beside the code."""
        values = {}
        if source.reliability:
            values["reliability"] = source.reliability
            values["reliability_words"] = self.wording.word(f"reliability-{source.reliability}")
        if entry.credibility:
            values["credibility"] = entry.credibility
            values["credibility_words"] = self.wording.word(f"credibility-{entry.credibility}")
        if not values:
            return ()
        only = "" if len(values) > 2 else "-reliability" if source.reliability else "-credibility"
        return self.wording.filled("grade" + only, **values)

    def _quote(self, quote: QuoteRecord, joiner: Joiner, asserted_by: str) -> n.Quote:
        base = self.wording.language
        source = self.selection.sources.get(quote.source)
        language = quote.language or (source.language if source is not None else "")
        other = language if language and differs(language, base) else ""
        attribution: list[n.Inline] = []
        if source is not None:
            attribution += self._speaker(source, asserted_by)
        if quote.translator:
            if attribution:
                attribution.append(n.Text(self.wording.word("detail-separator")))
            attribution += self.wording.filled("quote-translated-by", name=tagged(quote.translator))
        return n.Quote(
            _literal(quote.text, other),
            other,
            _literal(quote.transliteration, f"{primary(language)}-Latn" if other else ""),
            _literal(quote.translation, base if other else ""),
            (*attribution, joiner.quote(quote)),
            quote.id,
        )

    def _speaker(self, source: SourceRecord, asserted_by: str) -> n.Inlines:
        """Return who is quoted, or, where the work is somebody else's, in whose words the quotation is known."""
        people = source.names.get("author") or source.names.get("interviewee") or ()
        names = [tagged(_full_name(parts), source.language) for parts in people[:_NAMES_AT_MOST]]
        if not names:
            given = self.wording.title(source)
        elif len(people) > _NAMES_AT_MOST:
            given = (*names[0], n.Text(self.wording.word("names-others")))
        else:
            given = self.wording.listed(names)
        speaker = self.selection.entities.get(asserted_by)
        if speaker is None or any(_is_named(parts, speaker.name) for parts in people):
            return given
        return self.wording.filled("quote-as-given-by", name=given)

    def _figure(self, ident: str, figure: FigureRecord) -> n.Figure:
        caption: list[n.Block] = []
        if figure.caption is not None:
            caption += [n.Paragraph(inlines, "small") for inlines in plain_paragraphs(figure.caption, self.refer)]
        if figure.credit:
            caption.append(n.Paragraph(self.wording.filled("figure-credit", credit=tagged(figure.credit)), "credit"))
        return n.Figure(figure.file, figure.alt, tuple(caption), f"figure.{ident}")

    def _related(self, ident: str) -> list[n.Block]:
        of = self._relations.get(ident)
        if not of:
            return []
        parts = [
            self.wording.filled(f"line-{kind}", claims=self.wording.listed([(self.refer(c),) for c in of[kind]]))
            for kind in RELATIONS
            if kind in of
        ]
        return [n.Paragraph(self.wording.details(parts), "relations")]


def estimates(wording: Wording, likelihood: str, confidence: str, *, strong: bool = False) -> list[n.Inlines]:
    """Return a line with a sentence for the likelihood and another for the confidence: never both in one."""
    dressed = _strong if strong else _plain
    sentences = []
    if likelihood:
        key = f"likelihood-{likelihood.replace(' ', '-')}"
        sentences.append(wording.filled("likelihood", term=dressed(wording.words.get(key, likelihood))))
    if confidence:
        sentences.append(wording.filled("confidence", level=dressed(wording.word(f"confidence-{confidence}"))))
    if not sentences:
        return []
    return [
        tuple(part for n_, sentence in enumerate(sentences) for part in (*((n.Text(" "),) if n_ else ()), *sentence))
    ]


def _strong(word: str) -> n.Inlines:
    return (n.Strong((n.Text(word),)),)


def _plain(word: str) -> n.Inlines:
    return (n.Text(word),)


def _literal(texts: tuple[str, ...], language: str) -> tuple[n.Paragraph, ...]:
    """Return paragraphs of literal text in one language."""
    return tuple(n.Paragraph((n.Text(text),) if language else tagged(text), language=language) for text in texts)


def _full_name(parts: Mapping[str, str]) -> str:
    """Return a CSL name as it is spoken."""
    if "literal" in parts:
        return parts["literal"]
    order = ("given", "dropping-particle", "non-dropping-particle", "family", "suffix")
    return " ".join(parts[key] for key in order if parts.get(key))


def _is_named(parts: Mapping[str, str], name: str) -> bool:
    """Tell whether a CSL name is likely that of an entity: its family name or literal is part of the entity's."""
    said = parts.get("family") or parts.get("literal", "")
    return bool(said) and (said in name or name in said)
