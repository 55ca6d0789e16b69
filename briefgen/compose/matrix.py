"""Who says what: claims against parties, from `asserted-by` and the relations between claims.

A row is a claim that somebody asserts; one that only denies a claim shown is a cell of that claim's row. A cell
holds a sign for each thing that the party does with the claim. A few parties have columns wide enough for the word
beside the sign; many have narrow columns under heads that read upwards, the signs being explained in the corner of
the head, where they are repeated on every page; those who speak least share a last column, by name.
"""

from collections.abc import Mapping
from typing import Final

from briefgen.compose.claims import ClaimWriter
from briefgen.compose.wording import Wording
from briefgen.document import nodes as n
from briefgen.selection.selection import Selection

__all__ = ["matrix"]

# So many parties have columns wide enough for words.
PARTIES_WITH_WORDS: Final = 5
# So many have a column of their own, on a page of one column and on a narrow one.
PARTIES_AT_MOST: Final = 10
PARTIES_IF_NARROW: Final = 4

# What the speaker of the other claim does to this one, by the relation of this claim to it.
_BY_RELATION: Final = {
    "denied-by": "denied",
    "contradicts": "contradicted",
    "qualified-by": "qualified",
    "corroborates": "corroborated",
    "answered-by": "answered",
}
STANCES: Final = ("asserted", "denied", "contradicted", "qualified", "corroborated", "answered")

_Stances = Mapping[str, set[str]]  # of one claim, by party


def matrix(selection: Selection, writer: ClaimWriter) -> tuple[n.Block, ...]:
    """Return claims against parties: asserts, denies, qualifies, … or silent, as signs and words."""
    wording = writer.wording
    stances = _stances(selection)
    spoken = {party for of in stances.values() for party in of}
    # In the order in which they first assert something: the parties of a section stand together.
    parties = [party for party in dict.fromkeys(claim.asserted_by for claim in selection.claims) if party in spoken]
    if not parties:
        return ()
    names = {party: wording.name(selection.entities[party]) for party in parties}
    caption = (n.Text(wording.word("matrix-caption")),)
    if len(parties) <= PARTIES_WITH_WORDS:
        head = [n.Cell(_p(n.Text(wording.word("matrix-claim"))), "column")]
        head += [n.Cell(_p(*names[party]), "column") for party in parties]
        rows = tuple(
            n.Row((_claim(writer, ident), *(_with_words(wording, of.get(party, ())) for party in parties)))
            for ident, of in stances.items()
        )
        summary = wording.word("matrix-summary")
        return (n.Table((n.Row(tuple(head)),), rows, caption, summary, "table.matrix"),)
    own = _speaking_most(parties, stances, _room(selection))
    others = [party for party in parties if party not in own]
    head = [n.Cell((*_p(n.Text(wording.word("matrix-claim"))), *_legend(wording, stances)), "column")]
    head += [n.Cell(_p(*names[party]), "column", direction="up") for party in own]
    if others:
        head.append(n.Cell(_p(n.Text(wording.word("matrix-others"))), "column"))
    rows = tuple(
        n.Row(
            (
                _claim(writer, ident),
                *(_signs(wording, of.get(party, ())) for party in own),
                *((_named(wording, of, others, names),) if others else ()),
            )
        )
        for ident, of in stances.items()
    )
    summary = wording.word("matrix-summary-signs")
    return (n.Table((n.Row(tuple(head)),), rows, caption, summary, "table.matrix"),)


def _stances(selection: Selection) -> dict[str, dict[str, set[str]]]:
    """Return for each claim that has a row what each party says of it."""
    speaker = {claim.id: claim.asserted_by for claim in selection.claims if claim.asserted_by in selection.entities}
    found: dict[str, dict[str, set[str]]] = {ident: {by: {"asserted"}} for ident, by in speaker.items()}
    answers: set[str] = set()
    for one, kind, other in selection.relations:
        stance = _BY_RELATION.get(kind)
        if stance is None or one not in found or other not in speaker:
            continue
        found[one].setdefault(speaker[other], set()).add(stance)
        if kind == "denied-by":
            answers.add(other)
    return {ident: of for ident, of in found.items() if ident not in answers}


def _room(selection: Selection) -> int:
    """Return how many parties may have a column."""
    page = selection.pack.page
    return PARTIES_AT_MOST if page.columns == 1 and page.size != "A5" else PARTIES_IF_NARROW


def _speaking_most(parties: list[str], stances: Mapping[str, _Stances], room: int) -> list[str]:
    """Return the parties that say something of most claims, in the order in which they first speak."""
    if len(parties) <= room:
        return parties
    said = {party: sum(party in of for of in stances.values()) for party in parties}
    most = set(sorted(parties, key=lambda party: -said[party])[:room])
    return [party for party in parties if party in most]


def _p(*inlines: n.Inline) -> tuple[n.Block, ...]:
    return (n.Paragraph(inlines),)


def _claim(writer: ClaimWriter, ident: str) -> n.Cell:
    return n.Cell(_p(writer.refer(ident)), "row")


def _legend(wording: Wording, stances: Mapping[str, _Stances]) -> tuple[n.Block, ...]:
    """Return the signs that occur, and that of silence, each with its word."""
    used = {stance for of in stances.values() for said in of.values() for stance in said}
    signs = [stance for stance in STANCES if stance in used] + ["silent"]
    return tuple(n.Marked(stance, "", (n.Text(wording.word(f"matrix-{stance}")),)) for stance in signs)


def _with_words(wording: Wording, said: "set[str] | tuple[()]") -> n.Cell:
    """Return a cell with what a party says of a claim, the word beside each sign."""
    if not said:
        return n.Cell(_p(n.Text(wording.word("matrix-silent"))))
    words = [stance for stance in STANCES if stance in said]
    return n.Cell(tuple(n.Marked(stance, "", (n.Text(wording.word(f"matrix-{stance}")),)) for stance in words))


def _signs(wording: Wording, said: "set[str] | tuple[()]") -> n.Cell:
    """Return a cell with signs alone, in words for those who cannot see them."""
    if not said:
        return n.Cell(_p(n.Text(wording.word("matrix-nobody"))))
    return n.Cell(tuple(n.Marked(stance, wording.word(f"matrix-{stance}")) for stance in STANCES if stance in said))


def _named(wording: Wording, of: _Stances, others: list[str], names: Mapping[str, n.Inlines]) -> n.Cell:
    """Return the last cell of a row: each sign once, before the names of the other parties that it stands for."""
    blocks: list[n.Block] = []
    for stance in STANCES:
        who = [names[party] for party in others if stance in of.get(party, ())]
        if who:
            blocks.append(n.Marked(stance, wording.word(f"matrix-{stance}"), wording.listed(who)))
    return n.Cell(tuple(blocks) or _p(n.Text(wording.word("matrix-nobody"))))
