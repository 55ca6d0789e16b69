"""CSL-JSON in."""

import json
from typing import Any

import pytest

from briefgen.exchange.csljson import plain_title
from tests.exchange.shelf import brought, only, refused, warned

ITEM = {"id": "doe-2020-tides", "type": "book", "title": "Tides"}


def item(**fields: Any) -> str:
    """Return an array of one item, with hyphens for underscores except where CSL has them."""
    return json.dumps([ITEM | {key.replace("__", "-"): value for key, value in fields.items()}], ensure_ascii=False)


def test_an_export_of_zotero_comes_in() -> None:
    """Names, dates, numbers and text stand under their own names; an address is no id."""
    found = only(
        json.dumps(
            {
                "id": "http://zotero.org/users/1/items/ABC",
                "type": "article-newspaper",
                "title": "The <i>Dam</i> at Harrow",
                "author": [{"family": "Berg", "given": "Jan", "non-dropping-particle": "van der"}],
                "issued": {"date-parts": [["2020", 5, 17]], "season": ""},
                "accessed": {"date-parts": [[2021, 1]]},
                "container-title": "Post",
                "volume": 3,
                "shortTitle": "Dam",
            }
        ),
        "library.json",
    )
    assert found == {
        "id": "berg-2020-dam",
        "type": "article-newspaper",
        "title": "The Dam at Harrow",
        "author": [{"family": "Berg", "given": "Jan", "non-dropping-particle": "van der"}],
        "issued": "2020-05-17",
        "accessed": "2021-01",
        "container-title": "Post",
        "title-short": "Dam",
        "volume": "3",
        "language": "en",
    }


def test_numbers_stay_as_typed() -> None:
    """A number is its digits: 3.10 is not 3.1, and 10^400 is no infinity."""
    text = '[{"id": "a", "type": "book", "title": "T", "volume": 3.10, "issue": 017e2, "page": 1}]'
    assert refused(text, "a.json")[0].code == "exchange.syntax"
    found = only(text.replace("017e2", "1" + "0" * 400), "a.json")
    assert (found["volume"], found["issue"], found["page"]) == ("3.10", "1" + "0" * 400, "1")


@pytest.mark.parametrize(
    ("typed", "stripped"),
    [
        ("<i>a</i> <b>b</b> x<sup>2</sup> y<sub>3</sub>", "a b x2 y3"),
        ('<span class="nocase">Iran</span> <span style="font-variant:small-caps;">un</span>', "Iran un"),
        ("a < b > c, <p>, <in>", "a < b > c, <p>, <in>"),
    ],
)
def test_the_five_tags_are_stripped(typed: str, stripped: str) -> None:
    """Rich text of CSL leaves titles, and what only looks like it stays."""
    assert plain_title(typed) == stripped
    assert only(item(title=typed), "a.json")["title"] == stripped


def test_status_moves_into_the_note() -> None:
    """CSL's status is not ours: it stands in the note behind what was there, without a warning."""
    text = item(status="in press", note="Seen.")
    assert only(text, "a.json")["note"] == "Seen. status: in press"
    assert not warned(text, "a.json")


@pytest.mark.parametrize(
    ("fields", "note"),
    [
        ({"mood": "odd"}, "mood: odd"),
        ({"custom": {"k": ["v", "w"]}}, 'custom: {"k": ["v", "w"]}'),
        ({"title": ["a"], "publisher": "P"}, None),
        ({"volume": True}, "volume: true"),
        ({"author": [{"family": "A", "affiliation": "U"}]}, "author affiliation: U"),
        ({"author": "Doe"}, "author: Doe"),
        ({"issued": {"date-parts": [[2020]], "dropped": "x"}}, "issued dropped: x"),
        ({"issued": {"date-parts": [[2020]], "literal": "then"}}, "issued literal: then"),
        ({"issued": {"date-parts": [[2020, 5]], "season": "mud"}}, "issued season: mud"),
        ({"issued": {"raw": "2020", "circa": True}}, "issued circa: true"),
        ({"issued": {"season": "2"}}, 'issued: {"season": "2"}'),
        ({"issued": [2020]}, 'issued: ["2020"]'),
        ({"language": "Klingonish"}, "language: Klingonish"),
        ({"type": "sculpture"}, "type: sculpture"),
        ({"title-short": "A", "shortTitle": "B"}, "shortTitle: B"),
    ],
)
def test_what_has_no_place_is_kept_and_told(fields: dict[str, Any], note: str | None) -> None:
    """A field, a part of a name or of a date that CSL does not know stands in the note, and a warning names it."""
    text = json.dumps([ITEM | fields])
    if note is None:  # a title that is no text leaves the work without one
        assert refused(text, "a.json")[0].code == "schema.missing"
        return
    assert only(text, "a.json")["note"] == note
    (line,) = warned(text, "a.json")
    assert note.partition(":")[0] in line
    assert "warning[exchange.kept]" in line


@pytest.mark.parametrize(
    ("date", "edtf"),
    [
        ({"date-parts": [[2021, 1, 12]]}, "2021-01-12"),
        ({"date-parts": [[2015], [2018]]}, "2015/2018"),
        ({"date-parts": [["1995"]], "circa": True}, "1995~"),
        ({"date-parts": [[1993]], "season": "autumn"}, "1993-23"),
        ({"raw": "17 May 2020"}, "2020-05-17"),
        ({"raw": "once upon a time"}, "once upon a time"),
        ({"literal": "2020"}, "2020"),
        ({"edtf": "199X"}, "199X"),
        ("2021-01?", "2021-01?"),
        ({"date-parts": [[-43]]}, "-0043"),
    ],
)
def test_dates_become_edtf(date: Any, edtf: str) -> None:
    """Every form of a CSL date is read, and what is no date is kept as the words that it is."""
    assert only(item(issued=date), "a.json")["issued"] == edtf


def test_a_literal_stays_a_literal() -> None:
    """A literal date is not read as a date, even where it could be."""
    (record,) = brought(item(issued={"literal": "2020"}), "a.json")
    assert record.dates["issued"].kind == "literal"


@pytest.mark.parametrize(
    ("fields", "ident"),
    [
        ({"citation-key": "Doe_2020"}, "doe-2020"),
        ({"id": "Doe:2020/b", "issued": "2020", "author": [{"family": "Ødegård"}]}, "odegard-2020-tides"),
        ({"id": "ITEM-1"}, "item-1"),
        ({"id": "", "author": [{"literal": "Dam Board of the North"}]}, "dam-board-of-tides"),
        ({"id": "", "title": "Über die Flut", "editor": [{"given": "Ada"}]}, "ada-uber"),
        ({"id": "", "title": "پیام", "language": "fa"}, "source"),
        ({"id": "x" * 70}, "x" * 64),
        ({"id": "ab-" * 30}, "-".join(["ab"] * 21)),
    ],
)
def test_ids(fields: dict[str, Any], ident: str) -> None:
    """The id is the citation key, else family-year-word, in the form of our ids."""
    assert only(json.dumps([ITEM | fields]), "a.json")["id"] == ident


def test_a_key_that_does_not_fit_is_kept() -> None:
    """A citation key that became another id stands in the record as typed."""
    assert only(item(id="Doe_2020"), "a.json")["citation-key"] == "Doe_2020"
    assert "citation-key" not in only(item(), "a.json")


def test_made_ids_differ() -> None:
    """Works that would get one id are numbered, and one key twice is an error that names both places."""
    works = [{"type": "book", "title": "Tides"}] * 3
    assert [record.id for record in brought(json.dumps(works), "a.json")] == ["tides", "tides-2", "tides-3"]
    (problem,) = refused(json.dumps([ITEM, ITEM]).replace("}, ", "},\n "), "a.json")
    assert problem.code == "id.duplicate"
    assert problem.where.line == 2
    assert "a.json:1:2" in problem.message


def test_tabs_line_ends_and_decomposed_letters() -> None:
    """A tab is a space, CRLF is LF, and letters are composed."""
    found = only(item(title="Ca\tfe\u0301", abstract="a\r\nb"), "a.json")
    assert found["title"] == "Ca fé"
    assert found["abstract"] == "a b"


@pytest.mark.parametrize(
    ("fields", "code"),
    [
        ({"title": "a\u0007b"}, "text.control"),
        ({"title": "a\ud800b"}, "text.surrogate"),
        ({"title": "a\u202eb"}, "text.bidi"),
        ({"author": [{"family": "a\u200bb"}]}, "text.invisible"),
        ({"issued": {"literal": "a\u0000"}}, "text.control"),
        ({"mood": "a\u0001"}, "text.control"),
        ({"URL": "file:///etc/passwd"}, "link.scheme"),
        ({"DOI": "ten"}, "link.doi"),
        ({"issued": {"date-parts": [[2020, 13]]}}, "date.form"),
        ({"issued": {"date-parts": [[2021, 2, 30]]}}, "date.form"),
        ({"author": [{"family": "Pаul"}]}, "text.mixed-script"),
        ({"title": "x" * 501}, "limit.word"),
    ],
)
def test_our_own_rules_hold(fields: dict[str, Any], code: str) -> None:
    """What our reader would refuse is refused at the place of the item, and named."""
    text = json.dumps([{"id": "b", "type": "book", "title": "B"}, ITEM | fields]).replace("}, {", "},\n{")
    (problem,) = refused(text, "a.json")
    assert problem.code == code
    assert problem.where.line == 2
    assert "doe-2020-tides" in problem.message


@pytest.mark.parametrize(
    ("text", "column"),
    [("[", 2), ("[{}", 4), ("[{} {}]", 5), ("[] x", 4), ('[{"a": NaN}]', 2), ('[{"a": 1, "a": 2}]', 2), ("[1]", 2),
     ('"x"', 1), ("[{},]", 5)],
)  # fmt: skip
def test_json_that_is_none(text: str, column: int) -> None:
    """Broken JSON, a doubled key and an item that is no object are errors with line and column."""
    problem = refused("\n" + text, "a.json")[0]
    assert (problem.code, problem.where.line, problem.where.column) == ("exchange.syntax", 2, column)


def test_a_long_field_can_still_break() -> None:
    """What nobody reads is parted where a word would be too long for a line."""
    note = only(item(blob="x" * 1000), "a.json")["note"]
    assert note.replace(" ", "") == "blob:" + "x" * 1000


def test_joiners_belong_to_their_languages() -> None:
    """A Persian title may hold the joiner, an English one may not."""
    title = "می\u200cرود"
    assert only(item(title=title, language="fa"), "a.json")["title"] == title
    assert refused(item(title=title), "a.json")[0].code == "text.joiner"


def test_a_language_in_words() -> None:
    """A language written as a word or with an underscore becomes a tag; a tag stays as it is."""
    assert only(item(language="Persian"), "a.json")["language"] == "fa"
    assert only(item(language="en_US"), "a.json")["language"] == "en-US"
    assert only(item(language="eng"), "a.json")["language"] == "eng"


def test_a_doi_is_a_name() -> None:
    """The address of the resolver is taken off a DOI."""
    assert only(item(DOI="https://doi.org/10.1000/182"), "a.json")["DOI"] == "10.1000/182"
