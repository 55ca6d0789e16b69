"""The keys of claims, entities and the brief."""

from pathlib import Path

import pytest

from briefgen.records.prose import plain_text
from tests.records.topics import codes, load, problems


def a_claim(extra: str, text: str = "Words [@a].") -> dict[str, str | bytes]:
    """Return a topic whose claim has further lines."""
    lines = "".join(f"    {line}\n" for line in extra.split("\n"))
    return {"c.yaml": f"claims:\n  - id: c1\n    section: s1\n    text: {text}\n{lines}"}


FULL = """heading: H
kind: denial
variants: {short: 'Short [@a].', plain: Plain}
asserted-by: p
asserted-on: 2021-01-12
about: 2015/..
evidence:
  - {source: a, locator: 017, relation: quotes, credibility: 3, shows: 'That [@a].'}
quotes:
  - {source: a, text: One, translation: Two, translator: T}
  - {source: a, text: Three, id: special, language: de}
figure: {file: figures/m.png, alt: A map, caption: 'A *map*', credit: X}
relations: [{to: c2, kind: denies}]
likelihood: very likely
confidence: high
handling: TLP:GREEN
audiences: [analyst]
rank: deprecated
deprecated-reason: See [#c2]."""
SECOND = "claims:\n  - {id: c2, section: s1, text: 'Other [@a]'}\nentities:\n  - {id: p, name: P, kind: person, role: R, names: {fa: پی}}\n"


def test_a_full_claim(tmp_path: Path) -> None:
    """Every key of a claim reaches its record."""
    records = load(tmp_path, {**a_claim(FULL), "d.yaml": SECOND, "figures/m.png": b"x"})
    claim = records.claims["c1"]
    assert (claim.heading, claim.kind, claim.asserted_by, claim.rank) == ("H", "denial", "p", "deprecated")
    assert plain_text(claim.variants["short"].paragraphs[0]) == "Short ."
    assert claim.evidence[0].locator == "017"
    assert [quote.id for quote in claim.quotes] == ["c1-q1", "special"]
    assert [quote.language for quote in claim.quotes] == ["en", "de"]
    assert claim.figure is not None
    assert claim.figure.alt == "A map"
    assert claim.about is not None
    assert claim.about.is_open
    assert claim.audiences == ("analyst",)
    assert records.entities["p"].names["fa"] == "پی"
    assert records.figures == ("figures/m.png",)


def test_a_quotation_takes_the_language_of_its_source(tmp_path: Path) -> None:
    """Whatever file the source stands in, its quotations speak its language, joiners included."""
    files = {
        **a_claim("quotes: [{source: z, text: می\u200cرود}]"),
        "z.yaml": "sources:\n  - {id: z, type: book, title: T, language: fa}\n",
    }
    (quote,) = load(tmp_path, files).claims["c1"].quotes
    assert quote.language == "fa"


def test_paragraphs_of_a_quotation(tmp_path: Path) -> None:
    """Line ends fold and a blank line parts paragraphs; markup in a quotation is text."""
    files = a_claim("quotes:\n  - source: a\n    text: |\n      one *x*\n      [@a]\n\n      two\n")
    (quote,) = load(tmp_path, files).claims["c1"].quotes
    assert quote.text == ("one *x* [@a]", "two")


@pytest.mark.parametrize(
    ("extra", "code"),
    [
        ("quoet: x", "schema.unknown-key"),
        ("kind: fact", "schema.choice"),
        ("section2: x", "schema.unknown-key"),
        ("asserted-by: nobody", "id.dangling"),
        ("asserted-by: 'No Body'", "id.form"),
        ("evidence: [{relation: supports}]", "schema.missing"),
        ("evidence: [{source: nope}]", "id.dangling"),
        ("evidence: [{source: a, credibility: 7}]", "schema.choice"),
        ("evidence: [{source: a, relation: proves}]", "schema.choice"),
        ("evidence: {source: a}", "schema.type"),
        ("evidence: [x]", "schema.type"),
        ("evidence: [{source: a, shows: '[@nope]'}]", "id.dangling"),
        ("quotes: [{source: nope, text: x}]", "id.dangling"),
        ("quotes: [{source: a}]", "schema.missing"),
        ("quotes: {source: a}", "schema.type"),
        ("quotes: [x]", "schema.type"),
        ("quotes: [{source: a, text: x, id: q}, {source: a, text: y, id: q}]", "id.duplicate"),
        ("quotes: [{source: a, text: می\u200cرود}]", "text.joiner"),
        ("figure: {file: figures/x.png}", "schema.missing"),
        ("figure: {file: figures/x.png, alt: x}", "path.missing"),
        ("figure: {file: /x.png, alt: x}", "path.outside"),
        ("figure: x", "schema.type"),
        ("relations: [{to: c1, kind: denies}]", "relation.self"),
        ("relations: [{to: c9, kind: denies}]", "id.dangling"),
        ("relations: [{to: c9}]", "schema.missing"),
        ("relations: [{to: c1, kind: likes}]", "schema.choice"),
        ("likelihood: perhaps", "schema.choice"),
        ("confidence: medium", "schema.choice"),
        ("audiences: [Analyst]", "path.name"),
        ("audiences: [con]", "path.name"),
        ("audiences: [[x]]", "schema.type"),
        ("variants: x", "schema.type"),
        ("variants: {Short Form: x}", "id.form"),
        ("variants: {short: '[@nope]'}", "id.dangling"),
        ("variants: {short: ''}", "schema.empty"),
        ("about: 1990s~", "date.form"),
        ("rank: best", "schema.choice"),
        ("deprecated-reason: '[@a]'", "prose.citation-here"),
        ("text: again", "yaml.duplicate-key"),
        ("heading: می\u200cرود", "text.joiner"),
        ("figure: {alt: می\u200cرود, file: figures/x.png}", "text.joiner"),
    ],
)
def test_what_is_wrong(tmp_path: Path, extra: str, code: str) -> None:
    """Each fault of a claim has its code, first among what is reported."""
    assert codes(tmp_path, a_claim(extra))[0] == code


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("It is so [@nope].", "id.dangling"),
        ("See [#nope].", "id.dangling"),
        ("See *that [#nope]*.", "id.dangling"),
        ("As @a says.", "prose.bare-citation"),
        ("'می\u200cرود [@a]'", "text.joiner"),
        ("''", "schema.empty"),
        ("[x]", "schema.type"),
    ],
)
def test_what_is_wrong_with_the_text(tmp_path: Path, text: str, code: str) -> None:
    """Each fault of the text of a claim has its code."""
    assert codes(tmp_path, a_claim("heading: H", text)) == [code]


def test_all_problems_are_reported_in_file_order(tmp_path: Path) -> None:
    """One run reports every fault of every file, ordered by place."""
    found = problems(
        tmp_path,
        {
            "a.yaml": "sources:\n  - {id: a, type: bok, titel: T}\n",
            "c.yaml": "claims:\n  - {id: C, section: s9, text: '@a'}\n  - {id: c2, section: s9, text: '[@zz]'}\n",
        },
    )
    assert [p.code for p in found] == [
        "schema.missing",
        "schema.choice",
        "schema.unknown-key",
        "id.form",
        "prose.bare-citation",
        "id.dangling",
        "id.dangling",
    ]
    assert [p.where.key() for p in found] == sorted(p.where.key() for p in found)


def test_a_faulty_record_is_still_known_by_its_id(tmp_path: Path) -> None:
    """A fault in a source does not make its citations dangle."""
    assert codes(tmp_path, {"a.yaml": "sources:\n  - {id: a, type: nonsense, title: T}\n"}) == ["schema.choice"]


def test_an_unknown_key_is_shown_its_likeness(tmp_path: Path) -> None:
    """The hint of an unknown key names the one that was probably meant."""
    (problem,) = problems(tmp_path, a_claim("quoet: []"))
    assert problem.hint == "did you mean quotes?"
    assert (problem.where.line, problem.where.column) == (5, 5)


@pytest.mark.parametrize(
    ("entity", "code"),
    [
        ("{id: p, name: P}", "schema.missing"),
        ("{id: p, name: P, kind: organization}", "schema.choice"),
        ("{id: p, name: P, kind: person, names: [x]}", "schema.type"),
        ("{id: p, name: P, kind: person, names: {'f a': x}}", "schema.language"),
        ("{id: p, name: P, kind: person, names: {en: می\u200cرود}}", "text.joiner"),
        ("{id: p, name: می\u200cرود, kind: person}", "text.joiner"),
        ("{id: p, name: P\u0430x, kind: person}", "text.mixed-script"),
        ("[x]", "schema.type"),
    ],
)
def test_what_is_wrong_with_an_entity(tmp_path: Path, entity: str, code: str) -> None:
    """Each fault of an entity has its code."""
    assert codes(tmp_path, {"e.yaml": f"entities:\n  - {entity}\n"}) == [code]


BRIEF = "title: T\nsections: [{id: s1, title: One}]\n"


def test_a_full_brief(tmp_path: Path) -> None:
    """Every key of brief.yaml reaches its record."""
    text = (
        "title: T\nsubtitle: S\nseries: AQI\nlanguage: en-GB\nscale: phia\ncutoff: 2026-11-22\nquestion: Q?\n"
        "scope: Sc\ncontact: desk@example.org\ndisclaimer: D\n"
        "sections: [{id: s1, title: One, about: 'A *b*', require: [asserted-by]}]\n"
        "judgments: [{text: 'J [#c1]', claims: [c1], confidence: low, likelihood: realistic possibility}]\n"
    )
    brief = load(tmp_path, {"brief.yaml": text}).brief
    assert (brief.title, brief.series, brief.scale, brief.language) == ("T", "AQI", "phia", "en-GB")
    assert brief.judgments[0].claims == ("c1",)
    assert brief.sections[0].require == ("asserted-by",)
    assert brief.cutoff is not None
    assert brief.cutoff.latest == (2026, 11, 22)


@pytest.mark.parametrize(
    ("line", "code"),
    [
        ("subtitel: x", "schema.unknown-key"),
        ("claims: []", "schema.unknown-key"),
        ("series: 'A Q'", "schema.series"),
        ("scale: icd204", "schema.choice"),
        ("cutoff: 2015/..", "date.form"),
        ("language: english!", "schema.language"),
        ("question: 'x [@a]'", "prose.citation-here"),
        ("scope: 'x [#c1]'", "prose.reference-here"),
        ("contact: 'mailto:a@example.org?subject=x%0ABcc:b@example.org'", "link.character"),
        ("contact: 'javascript:alert(1)'", "link.scheme"),
        ("subtitle: می\u200cرود", "text.joiner"),
        ("judgments: [{text: J}]", "schema.missing"),
        ("judgments: [x]", "schema.type"),
        ("judgments: [{text: J, claims: [c9]}]", "id.dangling"),
        ("judgments: [{text: 'J [#c9]', claims: [c1]}]", "id.dangling"),
        ("judgments: [{text: 'J [@a]', claims: [c1]}]", "prose.citation-here"),
        ("judgments: [{text: J, claims: [c1], likelihood: realistic possibility}]", "schema.choice"),
    ],
)
def test_what_is_wrong_with_the_brief(tmp_path: Path, line: str, code: str) -> None:
    """Each fault of brief.yaml has its code."""
    assert codes(tmp_path, {"brief.yaml": BRIEF + line + "\n"}) == [code]


@pytest.mark.parametrize(
    ("sections", "code"),
    [
        ("[{id: s1}]", "schema.missing"),
        ("[{id: s1, title: One}, {id: s1, title: Two}]", "id.duplicate"),
        ("[{id: s1, title: One, require: [asserted-bye]}]", "schema.choice"),
        ("[{id: s1, title: One, require: [[x]]}]", "schema.type"),
        ("[{id: s2, title: One}]", "id.dangling"),
        ("[x]", "schema.type"),
    ],
)
def test_what_is_wrong_with_a_section(tmp_path: Path, sections: str, code: str) -> None:
    """Each fault of a section has its code."""
    assert codes(tmp_path, {"brief.yaml": f"title: T\nsections: {sections}\n"})[0] == code


def test_a_scale_of_none_takes_any_term(tmp_path: Path) -> None:
    """Without a scale a likelihood is free text."""
    brief = f"{BRIEF}scale: none\njudgments: [{{text: J, claims: [c1], likelihood: one in three}}]\n"
    assert load(tmp_path, {"brief.yaml": brief}).brief.judgments[0].likelihood == "one in three"


def test_an_empty_section_is_a_warning(tmp_path: Path) -> None:
    """A section without claims is told, and does no harm."""
    brief = "title: T\nsections: [{id: s1, title: One}, {id: s2, title: Two}]\n"
    assert [w.code for w in load(tmp_path, {"brief.yaml": brief}).warnings] == ["schema.empty-section"]
