"""What audience.yaml may say."""

import pytest

from briefgen.diagnostics import Diagnostic
from briefgen.records.read import read
from briefgen.selection.audience import SHOWABLE
from briefgen.selection.settings import Settings, read_settings
from briefgen.selection.words import WORDS


def reading(text: str) -> tuple[Settings, list[Diagnostic]]:
    """Read one file."""
    problems: list[Diagnostic] = []
    return read_settings(read(text.encode(), "templates/x/audience.yaml"), problems), problems


def test_everything_of_the_contract_is_read() -> None:
    """All keys of the contract's example are taken as they are written."""
    settings, problems = reading(
        """\
title: Policymakers
extends: analyst
template: brief.xml.j2
style: chicago-notes
language: fa
page: {size: Letter, columns: 2, aim: 2, facing: yes, sections: odd-page}
notes: {at: section, number: page, repeat: mark, first: section, backlinks: no}
show: [summary, judgments, contents, glossary]
select:
  variant: short
  handling: TLP:AMBER+STRICT
  kinds: [allegation, denial]
  at-most: {us-official: 5, "*": 3}
  rank: [preferred]
theme: {accent: "#1f3a5f", body-font: Noto Serif, body-size: 10.5pt}
words: {footnote-heading: یادداشت‌ها, list-separator: "، "}
"""
    )
    assert problems == []
    assert settings.extends == "analyst"
    assert settings.values == {
        "title": "Policymakers",
        "template": "brief.xml.j2",
        "style": "chicago-notes",
        "language": "fa",
    }
    assert settings.tables == {
        "page": {"size": "Letter", "columns": 2, "aim": 2, "facing": True, "sections": "odd-page"},
        "notes": {"at": "section", "number": "page", "repeat": "mark", "first": "section", "backlinks": False},
        "show": {"show": ("summary", "judgments", "contents", "glossary")},
        "select": {
            "variant": "short",
            "handling": "TLP:AMBER+STRICT",
            "kinds": ("allegation", "denial"),
            "at-most": {"us-official": 5, "*": 3},
            "rank": ("preferred",),
        },
        "theme": {"accent": "#1f3a5f", "body-font": "Noto Serif", "body-size": "10.5pt"},
        "words": {"footnote-heading": "یادداشت‌ها", "list-separator": "، "},
    }


@pytest.mark.parametrize(
    ("line", "code", "column"),
    [
        ("shwo: [summary]", "schema.unknown-key", 1),
        ("show: [sumary]", "schema.choice", 8),
        ("show: summary", "schema.type", 7),
        ("show: [summary, summary]", "schema.twice", 17),
        ("page: {size: A3}", "schema.choice", 14),
        ("page: {columns: 3}", "template.value", 17),
        ("page: {columns: two}", "template.value", 17),
        ("page: {aim: 0}", "template.value", 13),
        ("page: {facing: true}", "schema.choice", 16),
        ("page: {sections: right}", "schema.choice", 18),
        ("page: {colour: red}", "schema.unknown-key", 8),
        ("page: A4", "schema.type", 7),
        ("notes: {at: margin}", "schema.choice", 13),
        ("notes: {number: chapter}", "schema.choice", 17),
        ("notes: {repeat: always}", "schema.choice", 17),
        ("notes: {first: page}", "schema.choice", 16),
        ("notes: {backlinks: perhaps}", "schema.choice", 20),
        ("select: {handling: TLP:WHITE}", "schema.choice", 20),
        ("select: {handling: tlp:green}", "schema.choice", 20),
        ("select: {kinds: [rumour]}", "schema.choice", 18),
        ("select: {kinds: []}", "schema.empty", 17),
        ("select: {rank: deprecated}", "schema.type", 16),
        ("select: {variant: Not A Slug}", "template.value", 19),
        ("select: {at-most: {a: -1}}", "template.value", 23),
        ("select: {at-most: {a: many}}", "template.value", 23),
        ("select: {at-most: {A B: 1}}", "schema.unknown-key", 20),
        ("select: {at-most: [1]}", "schema.type", 19),
        ("select: {atmost: {a: 1}}", "schema.unknown-key", 10),
        ('theme: {accent: "#777777"}', "template.value", 17),
        ("theme: {accent: red}", "template.value", 17),
        ("theme: {logo: x.svg}", "schema.unknown-key", 9),
        ("theme: {body-size: 3pt}", "template.value", 20),
        ("theme: {body-size: [3pt]}", "schema.type", 20),
        ("words: {footnote-headings: x}", "schema.unknown-key", 9),
        ("words: {page: 'Seite {seite}'}", "template.value", 15),
        ("words: {page: ''}", "template.value", 15),
        ("words: {page: [a]}", "schema.type", 15),
        ("template: ../brief.xml.j2", "template.value", 11),
        ("template: brief.html", "template.value", 11),
        ("style: ../x.csl", "path.outside", 8),
        ("style: /etc/x.csl", "path.outside", 8),
        ("style: a/../../b.csl", "path.outside", 8),
        ("style: 'a\\b.csl'", "path.outside", 8),
        ("style: C:x.csl", "path.outside", 8),
        ("style: Chicago Notes", "template.value", 8),
        ("language: 'no such tag'", "schema.language", 11),
        ("template: ''", "schema.empty", 11),
        ("template: {a: b}", "schema.type", 11),
    ],
)
def test_each_wrong_value_is_an_error_at_its_place(line: str, code: str, column: int) -> None:
    """An unknown key or a wrong value is one error with line and column, and nothing of it is kept."""
    settings, problems = reading("title: X\n" + line + "\n")
    assert [(one.code, one.where.line, one.where.column, one.status) for one in problems] == [(code, 2, column, 2)]
    assert settings.values == {"title": "X"}


def test_all_faults_are_told_together() -> None:
    """One run tells of every fault in the file, a missing title too."""
    _, problems = reading("page: {size: A3}\nshow: [x]\nfoo: bar\n")
    assert [one.code for one in problems] == ["schema.missing", "schema.choice", "schema.choice", "schema.unknown-key"]


def test_a_long_title_is_refused() -> None:
    """A title is at most 200 characters."""
    assert [one.code for one in reading("title: " + "a" * 201)[1]] == ["template.value"]


def test_joiners_need_a_language_that_has_them() -> None:
    """U+200C passes in the words of a Persian pack, and not in those of an English one."""
    text = "title: X\nlanguage: {}\nwords: {{footnote-heading: یادداشت‌ها}}\n"
    assert reading(text.format("fa"))[1] == []
    assert [one.code for one in reading(text.format("en"))[1]] == ["text.joiner"]


def test_every_word_can_be_set_to_its_default() -> None:
    """The whole table, written out, is a valid `words` section."""
    lines = "".join(f"  {key}: '{text}'\n" for key, text in WORDS.items())
    settings, problems = reading(f"title: X\nwords:\n{lines}")
    assert problems == []
    assert settings.tables["words"] == dict(WORDS)


def test_show_knows_the_eleven_parts() -> None:
    """The nine of the contract, contents and glossary; an empty list is fine."""
    assert len(SHOWABLE) == 11
    settings, problems = reading("title: X\nshow: [" + ", ".join(SHOWABLE) + "]\n")
    assert problems == []
    assert settings.tables["show"]["show"] == SHOWABLE
    assert reading("title: X\nshow: []\n")[0].tables["show"] == {"show": ()}
