"""One claim, with everything that is printed of it."""

from briefgen.compose.claims import ClaimWriter
from briefgen.compose.wording import Wording
from briefgen.document import nodes as n
from briefgen.document.walk import find, plain
from briefgen.selection.selection import Selection
from tests.compose.workshop import a_selection, details, texts

FULL = """
claims:
  - id: c01
    section: claims
    heading: A leak
    kind: allegation
    text: The dam leaks [@one].
    asserted-by: ada
    asserted-on: 2021-01-12
    about: 2020
    likelihood: likely
    confidence: low
    evidence: [{source: one, credibility: 3}]
    relations: [{to: c02, kind: denied-by}]
  - id: c02
    section: answers
    heading: No leak
    kind: denial
    text: It does not [@two].
    asserted-by: ben
"""


def write(selection: Selection, ident: str = "c01", **changes: str) -> n.Claim:
    """Write one claim."""
    return ClaimWriter(selection, Wording(selection), changes).claim(ident)


def test_details_say_who_what_and_when() -> None:
    """Kind, speaker and both dates stand in one line; likelihood and confidence each in a sentence of its own."""
    claim = write(a_selection(FULL))
    assert details(claim)[:2] == [
        "Allegation · by Ada Brook · said 12 January 2021 · on events of 2020",
        "Likelihood: likely. Confidence: low.",
    ]
    assert plain(claim.heading) == "A leak"
    assert texts(claim) == ["The dam leaks."]


def test_a_date_that_both_keys_give_is_told_once() -> None:
    """Where a statement is about the day on which it was made, the details give that day once."""
    claim = write(a_selection(FULL.replace("about: 2020", "about: 2021-01-12")))
    assert details(claim)[0] == "Allegation · by Ada Brook · said 12 January 2021"


def test_the_short_form_is_heading_and_text() -> None:
    """In the short form a claim has its heading and its cited text, and nothing else."""
    selection = a_selection(FULL)
    claim = ClaimWriter(selection, Wording(selection), {}).claim("c01", short=True)
    assert [type(block) for block in claim.blocks] == [n.Paragraph]
    assert texts(claim) == ["The dam leaks."]
    assert len(list(find(claim, n.Cite))) == 1


def test_relations_are_told_on_both_sides() -> None:
    """Both claims of a relation name the other one, with a reference to it."""
    selection = a_selection(FULL)
    assert details(write(selection))[-1] == "Denied: No leak"
    answer = write(selection, "c02")
    assert details(answer)[-1] == "Denies A leak"
    assert [see.target for see in find(answer, n.See)] == ["c01"]


def test_grades_have_words_and_show_only_where_the_pack_asks() -> None:
    """A grade stands with its words, the axes apart; several graded sources are told apart by title."""
    assert not any("reliable" in line for line in details(write(a_selection(FULL))))
    shown = {"show": ("grades",)}
    assert "Source B: usually reliable. Information 3: possibly true." in details(write(a_selection(FULL, pack=shown)))
    two = FULL.replace("{source: one, credibility: 3}", "{source: one}, {source: two, credibility: 6, shows: More.}")
    graded = details(write(a_selection(two, pack=shown)))
    assert "Source B: usually reliable. · First" in graded
    assert "Information 6: credibility cannot be judged. · Second page" in graded
    none = FULL.replace("[{source: one, credibility: 3}]", "[{source: two}]")
    assert not any("Source" in line for line in details(write(a_selection(none, pack=shown))))


def test_a_claim_without_heading_gets_one() -> None:
    """A missing heading is made of kind, speaker and date, or of the section; it is never empty."""
    claims = """
claims:
  - {id: c01, section: claims, kind: position, text: A., asserted-by: ada, asserted-on: 2021}
  - {id: c02, section: claims, text: B., asserted-by: ben}
  - {id: c03, section: claims, kind: reported-fact, text: C., about: 2019-22}
  - {id: c04, section: claims, kind: assumption, text: D.}
"""
    writer = ClaimWriter(selection := a_selection(claims), Wording(selection), {})
    assert [plain(writer.heading(f"c0{k}")) for k in (1, 2, 3, 4)] == [
        "Position by Ada Brook, 2021",
        "Claim by Ben Ford",
        "Reported fact, summer 2019",
        "Claims 4",
    ]


def test_unmarked_evidence_stands_at_the_end_of_the_text() -> None:
    """One citation of all entries without a mark ends the last paragraph of text, before the quotations."""
    claims = """
claims:
  - id: c01
    section: claims
    text: "First [@one].\\n\\nLast."
    evidence: [{source: two, shows: A page.}, {source: three, relation: disputes}, {source: one}]
    quotes: [{source: one, text: Its words.}]
"""
    claim = write(a_selection(claims))
    first, last, quote = claim.blocks
    assert isinstance(first, n.Paragraph)
    assert isinstance(last, n.Paragraph)
    assert isinstance(quote, n.Quote)
    assert [[w.source for w in c.works] for c in find(last, n.Cite)] == [["two", "three"]]
    assert isinstance(last.children[-1], n.Cite)
    assert [[w.source for w in c.works] for c in find(quote, n.Cite)] == [["one"]]


def test_quotations_carry_languages_and_speakers() -> None:
    """Original, transliteration and translation have their languages; the speaker is the author of the work."""
    claims = """
claims:
  - id: c01
    section: claims
    text: A [@one].
    quotes:
      - {source: three, text: متن, transliteration: matn, translation: text, translator: Una Reed}
      - {source: one, text: "One.\\n\\nTwo.", locator: p. 3}
      - {source: two, text: Plain.}
"""
    claim = write(a_selection(claims))
    foreign, home, office = find(claim, n.Quote)
    assert (foreign.language, foreign.ident) == ("fa", "c01-q1")
    assert [p.language for p in (*foreign.blocks, *foreign.transliteration, *foreign.translation)] == [
        "fa",
        "fa-Latn",
        "en",
    ]
    assert plain(foreign.attribution) == "The Report · Translated by Una Reed"
    assert (home.language, [plain(p.children) for p in home.blocks]) == ("", ["One.", "Two."])
    assert plain(home.attribution) == "Una Reed"
    assert plain(office.attribution) == "The Office"
    (work,) = next(find(home, n.Cite)).works
    assert (work.source, work.locator) == ("one", "3")


def test_many_authors_are_shortened() -> None:
    """More than three authors are the first and others; a particle belongs to its name."""
    works = """
sources:
  - id: one
    type: book
    title: T
    author: [{family: Berg, given: A., non-dropping-particle: van den}, {family: B}, {family: C}, {family: D}]
"""
    claims = "claims: [{id: c01, section: claims, text: 'A [@one].', quotes: [{source: one, text: Q.}]}]"
    (quote,) = find(write(a_selection(claims, works=works)), n.Quote)
    assert plain(quote.attribution) == "A. van den Berg and others"


def test_a_withdrawn_claim_gives_its_reason() -> None:
    """A deprecated claim begins with the word for it and its reason, in as many paragraphs as that has."""
    claims = """
claims:
  - {id: c01, section: claims, text: 'A [@one].', rank: deprecated, deprecated-reason: "Wrong name.\\n\\nSee the report."}
  - {id: c02, section: claims, text: 'B [@one].', rank: deprecated}
"""
    selection = a_selection(claims, pack={"select": {"rank": ("deprecated",)}})
    withdrawn = [
        plain(b.children) for b in write(selection).blocks if isinstance(b, n.Paragraph) and b.role == "withdrawn"
    ]
    assert withdrawn == ["Withdrawn: Wrong name.", "See the report."]
    bare = write(selection, "c02").blocks[0]
    assert isinstance(bare, n.Paragraph)
    assert (bare.role, plain(bare.children)) == ("withdrawn", "Withdrawn")


def test_a_figure_has_alt_caption_and_credit() -> None:
    """The picture of a claim stands behind its text, with alternative text, caption and credit."""
    claims = """
claims:
  - {id: c01, section: claims, text: 'A [@one].', figure: {file: figures/a.png, alt: A map, caption: The *dam*., credit: Una Reed}}
"""
    figure = next(find(write(a_selection(claims)), n.Figure))
    assert (figure.image, figure.alt, figure.ident) == ("figures/a.png", "A map", "figure.c01")
    assert [(b.role, plain(b.children)) for b in figure.caption if isinstance(b, n.Paragraph)] == [
        ("small", "The dam."),
        ("credit", "Credit: Una Reed"),
    ]


def test_change_marks_and_labels_show() -> None:
    """A claim carries its change since the last edition, and a label above the lowest prints."""
    labelled = FULL.replace("    kind: allegation", "    kind: allegation\n    handling: TLP:GREEN")
    claim = write(a_selection(labelled), c01="changed")
    assert claim.change == "changed"
    assert details(claim)[0].endswith(" · Handling: TLP:GREEN · changed")


def test_a_reference_to_a_hidden_claim_names_nothing() -> None:
    """A claim that this audience does not read is not named by those that refer to it."""
    claims = """
claims:
  - {id: c01, section: claims, text: 'As in [#c02] [@one].'}
  - {id: c02, section: claims, heading: Secret, text: 'B [@one].', handling: TLP:RED}
"""
    claim = write(a_selection(claims, pack={"select": {"handling": "TLP:GREEN"}}))
    assert texts(claim) == ["As in a claim that is not shown here."]
    assert not list(find(claim, n.See))


def test_variants_bring_their_own_marks() -> None:
    """The wording that the pack asks for is printed, with the evidence joined to its marks."""
    claims = """
claims:
  - id: c01
    section: claims
    text: Long [@one].
    variants: {short: "Short [@two]."}
    evidence: [{source: one, shows: Said.}, {source: two, shows: Seen.}]
"""
    claim = write(a_selection(claims, pack={"select": {"variant": "short"}}))
    assert texts(claim) == ["Short."]
    marks = list(find(claim, n.Cite))
    assert [[(w.source, [plain(p) for p in w.shows]) for w in mark.works] for mark in marks] == [
        [("two", ["Seen."])],
        [("one", ["Said."])],
    ]
