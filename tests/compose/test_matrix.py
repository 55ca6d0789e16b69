"""Who says what."""

from briefgen.compose.claims import ClaimWriter
from briefgen.compose.matrix import PARTIES_AT_MOST, PARTIES_IF_NARROW, PARTIES_WITH_WORDS, matrix
from briefgen.compose.wording import Wording
from briefgen.document import nodes as n
from briefgen.document.walk import find, plain
from briefgen.selection.audience import PageSettings
from briefgen.selection.selection import Selection
from tests.compose.workshop import a_selection

CLAIMS = """
claims:
  - {id: c01, section: claims, heading: A leak, text: 'A [@one].', asserted-by: ada,
     relations: [{to: c02, kind: denied-by}, {to: c03, kind: qualifies}]}
  - {id: c02, section: answers, heading: No leak, kind: denial, text: 'B [@two].', asserted-by: ben}
  - {id: c03, section: answers, heading: A drip, text: 'C [@two].', asserted-by: ben}
  - {id: c04, section: answers, heading: Nobody's, text: 'D [@three].'}
"""


def table_of(selection: Selection) -> n.Table:
    (table,) = matrix(selection, ClaimWriter(selection, Wording(selection), {}))
    assert isinstance(table, n.Table)
    return table


def rows(table: n.Table) -> list[list[str]]:
    """Return the cells as text; a sign is written as `<sign>`, with its alternative text as `<sign|text>`."""
    return [
        [" ".join(_told(block) for block in cell.blocks) for cell in row.cells] for row in (*table.head, *table.rows)
    ]


def _told(block: n.Block) -> str:
    if isinstance(block, n.Marked):
        return f"<{block.sign}{'|' * bool(block.alt)}{block.alt}>{plain(block.children)}"
    assert isinstance(block, n.Paragraph)
    return plain(block.children)


def of_parties(count: int, **pack: object) -> n.Table:
    """Return the matrix of parties p0, p1, …, each with a claim of its own; p1 denies the first claim, p2 is named twice."""
    people = "entities:\n" + "".join(f"  - {{id: p{k}, name: Party {k}, kind: person}}\n" for k in range(count))
    claims = "claims:\n" + "".join(
        f"  - {{id: c{k}, section: claims, heading: H{k}, text: 'A [@one].', asserted-by: p{k}, "
        f"relations: [{'{to: c0, kind: denies}' if k == 1 else '{to: c3, kind: qualifies}' if k == count - 1 else ''}]}}\n"
        for k in range(count)
    )
    return table_of(a_selection(claims, people=people, pack=pack))


def test_the_matrix_sets_claims_against_parties() -> None:
    """Each row says, by sign and word, what each party does with the claim; a denial is a cell of the claim denied."""
    table = table_of(a_selection(CLAIMS))
    assert rows(table) == [
        ["Claim", "Ada Brook", "Ben Ford"],
        ["A leak", "<asserted>asserts", "<denied>denies"],
        ["A drip", "<qualified>qualifies", "<asserted>asserts"],
    ]
    assert [see.target for see in find(table, n.See)] == ["c01", "c03"]


def test_silence_is_said() -> None:
    """A party that says nothing of a claim is silent in words, and one that does two things has two signs."""
    claims = CLAIMS.replace("{to: c02, kind: denied-by}, {to: c03, kind: qualifies}", "{to: c03, kind: contradicts}")
    claims = claims.replace("text: 'C [@two].'", "text: 'C [@two].', relations: [{to: c02, kind: qualifies}]")
    assert rows(table_of(a_selection(claims)))[1:] == [
        ["A leak", "<asserted>asserts", "<contradicted>contradicts"],
        ["No leak", "silent", "<asserted>asserts <qualified>qualifies"],
        ["A drip", "<contradicted>contradicts", "<asserted>asserts"],
    ]


def test_many_parties_have_narrow_columns() -> None:
    """With more parties than words fit for, heads read upwards, and signs, explained in the corner, speak for themselves."""
    table = of_parties(PARTIES_WITH_WORDS + 1)
    found = rows(table)
    assert found[0][0] == "Claim <asserted>asserts <denied>denies <qualified>qualifies <silent>silent"
    assert found[0][1:] == [f"Party {k}" for k in range(PARTIES_WITH_WORDS + 1)]
    assert [cell.direction for cell in table.head[0].cells] == ["across"] + ["up"] * (PARTIES_WITH_WORDS + 1)
    assert found[1][:4] == ["H0", "<asserted|asserts>", "<denied|denies>", "–"]


def test_the_rest_is_named() -> None:
    """Parties that speak of fewer claims than fit share the last column, by name; nobody is left out."""
    count = PARTIES_AT_MOST + 3
    table = of_parties(count)
    found = rows(table)
    assert len(found[0]) == PARTIES_AT_MOST + 2
    assert found[0][1:4] == ["Party 0", "Party 1", "Party 2"]
    assert found[0][-2:] == [f"Party {count - 1}", "Others"]
    told = [cell for row in found for cell in row]
    for k in range(count):
        assert f"Party {k}" in told or f"<asserted|asserts>Party {k}" in told


def test_a_narrow_page_has_few_columns() -> None:
    """On a page of two columns fewer parties have one of their own."""
    table = of_parties(PARTIES_WITH_WORDS + 1, page=PageSettings(columns=2))
    assert len(table.head[0].cells) == PARTIES_IF_NARROW + 2


def test_no_party_no_matrix() -> None:
    """Claims that nobody asserts make no table."""
    selection = a_selection("claims: [{id: c01, section: claims, text: 'A [@one].'}]")
    assert matrix(selection, ClaimWriter(selection, Wording(selection), {})) == ()
