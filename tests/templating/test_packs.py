"""The packs that ship."""

from pathlib import Path

import pytest

from briefgen.document import nodes as n
from briefgen.document.draft import Place
from briefgen.document.walk import find
from briefgen.files import Folder
from briefgen.records.dates import Edtf
from briefgen.records.store import RecordSet
from briefgen.selection.audience import Audience
from briefgen.selection.pack import load_pack
from briefgen.selection.select import Selection, select
from briefgen.templating.environment import check_templates, render
from briefgen.templating.parse import parse
from tests.selection.factories import a_brief, a_claim, a_source, a_topic, an_entity, an_entry
from tests.steps import steps

PACKS = ("analyst", "policymaker", "public")
SHIPPED = Path(__file__).parents[2] / "templates"


def shipped(name: str) -> Audience:
    """A pack that ships."""
    return load_pack(name, [(Folder(str(SHIPPED), "templates"), "")])


def a_full_topic(count: int = 6) -> RecordSet:
    """Two sections, the second empty, claims with everything that a template can ask about."""
    claims = [
        a_claim(
            f"c{number}",
            asserted_by="bob" if number % 2 else "ann",
            asserted_on=Edtf.parse("2021-01-12"),
            evidence=(an_entry("s1"),),
            relations=[("denied-by", f"c{number + 1}")] if number % 2 == 0 and number + 1 < count else [],
            rank="deprecated" if number == 5 else "normal",
        )
        for number in range(count)
    ]
    entities = [an_entity("bob", "Bob <&>"), an_entity("ann")]
    judgments = (["c0", "c1"],) if count > 1 else ()
    return a_topic(claims, a_brief(judgments=judgments), [a_source("s1")], entities)


def drafted(name: str, records: RecordSet) -> tuple[Selection, n.Brief]:
    """A selection and its draft."""
    pack = shipped(name)
    selection = select(records, pack)
    return selection, parse(render(pack, selection), selection, f"{name}.xml")


def kinds(draft: n.Brief) -> list[str]:
    """The kinds of all places, in order."""
    return [place.kind for place in find(draft, Place)]


@pytest.mark.parametrize("name", PACKS)
def test_every_pack_is_within_the_rules(name: str) -> None:
    """The templates that ship pass their own lint."""
    assert check_templates(shipped(name)) == ()


@pytest.mark.parametrize("name", PACKS)
@pytest.mark.parametrize("count", [0, 1, 6])
def test_every_pack_prints_every_topic(name: str, count: int) -> None:
    """Each pack makes a draft of an empty, a small and a full topic, with every selected claim placed once."""
    selection, draft = drafted(name, a_full_topic(count))
    placed = [place.ref for place in find(draft, Place) if place.kind == "claim"]
    assert placed == [claim.id for claim in selection.claims]
    sections = [section.ident for section in find(draft, n.Section)]
    assert [one for one in sections if one in ("section-one", "section-two")] == ["section-one", "section-two"]
    assert kinds(draft)[0] == "cover"
    assert kinds(draft)[-1] == "colophon"


def test_a_section_without_claims_says_so() -> None:
    """An empty section prints its title, what it is about, and a fixed word."""
    _, draft = drafted("analyst", a_full_topic())
    (section,) = [one for one in find(draft, n.Section) if one.ident == "section-two"]
    assert isinstance(section.blocks[0], Place)
    assert section.blocks[1:] == (n.Paragraph((n.Text("No claims are reported here."),), "details"),)


def test_the_three_readers_get_different_briefs() -> None:
    """Analysts get everything, policymakers the bottom line first, the public explanations and no grades."""
    analyst, policymaker, public = (drafted(name, a_full_topic(8)) for name in PACKS)
    assert kinds(analyst[1])[:2] == ["cover", "judgments"]
    assert "contents" in kinds(analyst[1])
    for kind in ("matrix", "timeline", "source-summary", "bibliography"):
        assert kind in kinds(analyst[1])
    assert kinds(policymaker[1])[:2] == ["cover", "judgments"]
    forms = {dict(place.options)["form"] for place in find(policymaker[1], Place) if place.kind == "claim"}
    assert forms == {"short"}
    assert "contents" not in kinds(policymaker[1])
    assert "bibliography" not in kinds(policymaker[1])
    assert "glossary" in kinds(public[1])
    assert "matrix" not in kinds(public[1])
    assert any(one.ident == "section-part.disputes" for one in find(public[1], n.Section))
    assert "c5" in {claim.id for claim in analyst[0].claims}
    assert "c5" not in {claim.id for claim in public[0].claims}
    assert len(policymaker[0].claims) == policymaker[0].pack.select.at_most["*"]
    assert [pack.pack.select.variant for pack, _ in (analyst, policymaker, public)] == ["", "short", "plain"]
    assert "grades" not in policymaker[0].pack.show + public[0].pack.show
    assert public[0].pack.theme["body-size"] == "12pt"


@pytest.mark.parametrize("name", PACKS)
def test_no_section_of_a_pack_is_empty(name: str) -> None:
    """No part is printed with a heading and nothing below it, even for a topic without dates and names."""
    bare = a_topic([a_claim("c0")], a_brief(question=None, scope=None))
    for records in (bare, a_topic([]), a_full_topic()):
        _, draft = drafted(name, records)
        for section in find(draft, n.Section):
            assert section.blocks, section.ident
        for place in find(draft, Place):
            assert place.kind != "timeline" or records is not bare


def test_a_section_of_the_records_may_have_any_id() -> None:
    """Ids such as scope or timeline in a brief meet no section of the templates."""
    ids = ("scope", "part", "matrix", "timeline", "bibliography", "disputes")
    for name in PACKS:
        _, draft = drafted(name, a_topic([], a_brief(ids)))
        idents = [section.ident for section in find(draft, n.Section)]
        assert len(idents) == len(set(idents))


def test_two_thousand_claims_are_no_burden() -> None:
    """Eight times the claims take some eight times the steps to render and read."""
    pack = shipped("analyst")
    few, many = (select(a_full_topic(count), pack) for count in (250, 2000))
    render(pack, few)
    least = steps(lambda: parse(render(pack, few), few, "x"))
    assert steps(lambda: parse(render(pack, many), many, "x")) < 12 * least
