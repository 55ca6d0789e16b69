"""Two record sets compared claim by claim."""

import string

import pytest
from hypothesis import given
from hypothesis import strategies as st

from briefgen.records.comparable import word_changes
from briefgen.records.compare import Changes, compare
from tests.compose.workshop import BRIEF, WORKS, records

CLAIM = (
    'claims: [{id: c, section: claims, heading: The dam, text: "The *dam* holds [@one, p. 3], he said [#d].", '
    'variants: {short: "Holds [@one]."}, quotes: [{source: one, text: It holds., locator: p. 3}], '
    "evidence: [{source: one, locator: p. 3, relation: supports}]}, "
    '{id: d, section: answers, text: "It does not [@two].", relations: [{to: c, kind: denies}]}, '
    '{id: e, section: answers, text: "So it goes [@two]."}]'
)


def _changed(before: str, after: str, **files: str) -> Changes:
    assert before in CLAIM
    return compare(records(CLAIM), records(CLAIM.replace(before, after, 1), **files))


@pytest.mark.parametrize(
    ("before", "after", "classes"),
    [
        ("heading: The dam", "heading: A dam", ("reworded",)),
        ("The *dam* holds", "The *dam* still holds", ("reworded",)),
        ("The *dam* holds", "The dam holds", ("reworded",)),
        ("The *dam* holds", "The **dam** holds", ("reworded",)),
        ("he said [#d]", "he said [#e]", ("reworded",)),
        ("Holds [@one]", "Held [@one]", ("reworded",)),
        ('short: "Holds', 'plain: "Holds', ("reworded",)),
        ("text: It holds.", "text: It held.", ("reworded",)),
        ("[@one, p. 3], he said", "[@one, p. 4], he said", ("re-sourced",)),
        ("[@one, p. 3], he said", "[see @one, p. 3], he said", ("re-sourced",)),
        ("holds [@one, p. 3], he said", "holds, he said [@one, p. 3]", ("re-sourced",)),
        ("Holds [@one]", "Holds [@two]", ("re-sourced",)),
        ("evidence: [{source: one, locator: p. 3", "evidence: [{source: one, locator: p. 5", ("re-sourced",)),
        ("relation: supports", "relation: disputes", ("re-sourced",)),
        ("text: It holds., locator: p. 3", "text: It holds., locator: p. 9", ("re-sourced",)),
        ("id: c, section: claims", "id: c, section: answers", ("moved",)),
        ("id: c, section", "id: c, likelihood: likely, section", ("regraded",)),
        ("id: c, section", "id: c, confidence: low, section", ("regraded",)),
        ("id: c, section", "id: c, rank: preferred, section", ("regraded",)),
        ("id: c, section", 'id: c, handling: "TLP:RED", section', ("regraded",)),
        ("id: c, section", "id: c, audiences: [analyst], section", ("regraded",)),
        ("id: c, section", "id: c, asserted-by: ada, section", ("regraded",)),
        ("id: c, section", "id: c, about: 2015/.., section", ("regraded",)),
        ("id: c, section", "id: c, kind: denial, section", ("regraded",)),
        ("id: c, section", "id: c, relations: [{to: e, kind: answers}], section", ("regraded",)),
        ("id: c, section", "id: c, deprecated-reason: Too old., section", ("regraded",)),
        ("id: c, section", "id: c, figure: {file: figures/a.png, alt: A dam}, section", ("regraded",)),
        (
            "text: It holds., locator: p. 3",
            "text: It held., locator: p. 9",
            ("reworded", "re-sourced"),
        ),
    ],
)
def test_each_key_has_its_class(before: str, after: str, classes: tuple[str, ...]) -> None:
    """Every key of a claim counts for the class that the contract names, and a claim may be in several."""
    changes = _changed(before, after)
    assert {ident: change.kinds for ident, change in changes.claims.items()} == {"c": classes}
    assert not changes.added
    assert not changes.withdrawn


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("The *dam* holds", "The  *dam*\n\n   holds"),
        ("text: It holds.", "text: It   holds."),
        ("holds [@one", "holds   [@one"),
    ],
)
def test_white_space_is_no_change(before: str, after: str) -> None:
    """Folding lines and doubling spaces changes nothing."""
    after = after.replace("\n\n", "\n")
    assert _changed(before, after).is_empty


def test_claims_come_and_go() -> None:
    """A claim of one side only was added or withdrawn, and does not move the others."""
    both, one = (
        records(CLAIM),
        records(
            CLAIM.replace("{id: c, section: claims, heading", "{id: z, section: claims, heading").replace(
                "to: c", "to: z"
            )
        ),
    )
    changes = compare(both, one)
    assert (changes.added, changes.withdrawn) == (("z",), ("c",))
    assert set(changes.claims) == {"d"}
    assert changes.of("regraded") == ("d",)


def test_the_fewest_claims_move() -> None:
    """One claim put elsewhere in its section is one that moved, however many it passed."""
    rows = [f'{{id: c{n}, section: claims, text: "Said [@one]."}}' for n in range(6)]
    before = records("claims: [" + ", ".join(rows) + "]")
    after = records("claims: [" + ", ".join([*rows[1:], rows[0]]) + "]")
    assert compare(before, after).of("moved") == ("c0",)


def test_a_changed_source_re_sources_its_claims() -> None:
    """What rests on a source that is retracted is re-sourced, and nothing else is."""
    changes = _changed(
        "id: c", "id: c", works=WORKS.replace("title: Second page,", "title: Second page, status: retracted,")
    )
    assert changes.sources == ("two",)
    assert changes.of("re-sourced") == ("d", "e")


def test_other_records_are_compared() -> None:
    """Judgments, entities and the brief's own words are told apart field by field."""
    judged = BRIEF + "judgments: [{text: It may hold., likelihood: likely, claims: [c]}, {text: Two., claims: [d]}]\n"
    other = judged.replace("likelihood: likely", "likelihood: unlikely").replace("Two.", "Three.").replace("[d]", "[e]")
    changes = compare(records(CLAIM, brief=judged), records(CLAIM, brief=other.replace("dam\n", "weir\n")))
    assert [(j.old is None, j.new is None, j.fields) for j in changes.judgments] == [
        (False, False, ("likelihood",)),
        (True, False, ()),
        (False, True, ()),
    ]
    assert [change.field for change in changes.brief] == ["subtitle"]
    swapped = BRIEF + "judgments: [{text: Two., claims: [d]}, {text: It may hold., likelihood: likely, claims: [c]}]\n"
    orders = compare(records(CLAIM, brief=judged), records(CLAIM, brief=swapped)).judgments
    assert [j.fields for j in orders] == [("order",), ("order",)]
    people = "entities: [{id: ada, name: Ada Brooke, kind: person}, {id: ben, name: Ben Ford, kind: person}]"
    assert compare(records(CLAIM), records(CLAIM, people=people)).entities == ("ada",)
    about = BRIEF.replace("What was said.", "What they said.").replace("cutoff: 2026-11-22", "cutoff: 2026-11-21")
    about = about.replace("title: Answers", "title: Replies, require: [heading]")
    fields = [change.field for change in compare(records(CLAIM), records(CLAIM, brief=about)).brief]
    assert fields == ["cutoff", "sections.claims.about", "sections.answers.title", "sections.answers.require"]


texts = st.lists(st.sampled_from([*string.ascii_lowercase[:5], "the"]), max_size=30).map(" ".join)


@given(texts, texts)
def test_word_changes_rebuild_both_texts(old: str, new: str) -> None:
    """The words kept and gone are the old text, those kept and come the new one."""
    found = word_changes(old, new)
    assert " ".join(words for sign, words in found if sign != "+") == old
    assert " ".join(words for sign, words in found if sign != "-") == new


def test_texts_of_one_word_are_not_weighed_for_ever() -> None:
    """Two long texts of one word in other company are compared as wholes, in no time."""
    found = word_changes("x " + "a " * 5000, "y " + "a " * 4000 + "z")
    assert [sign for sign, _ in found] == ["-", "+"]


@given(st.permutations(range(7)), st.permutations(range(7)))
def test_order_is_explained_by_the_claims_that_moved(one: list[int], other: list[int]) -> None:
    """Without the claims that moved, both sides have one order; the same order moves none."""
    before, after = (
        records("claims: [" + ", ".join(f'{{id: c{n}, section: claims, text: "S [@one]."}}' for n in order) + "]")
        for order in (one, other)
    )
    moved = compare(before, after).of("moved")
    assert [c for c in before.claims if c not in moved] == [c for c in after.claims if c not in moved]
    assert (not moved) == (one == other)
    assert compare(before, before).is_empty
