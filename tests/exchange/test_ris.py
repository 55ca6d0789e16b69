"""RIS in."""

from typing import Any

import pytest

from tests.exchange.shelf import brought, only, refused, warned

LIBRARY = """\ufeffTY  - JOUR
ID  - Key2
AU  - Doe, Jane, Jr.
AU  - Dam Board
A2  - Itor, Ed
TI  - A long title
  that continues
PY  - 2020
DA  - 2020/05/17/
Y2  - 2021/01/02
T2  - Journal of Tides
JA  - J. Tides
VL  - 3
IS  - 4
SP  - 1
EP  - 9
KW  - a
KW  - b
N1  - One.
N1  - Two.
DO  - https://doi.org/10.1000/182
SN  - 1234-5678
LA  - eng
ER  -

TY  - BOOK
TI  -Cafe\u0301
SN  - 978-3-16-148410-0
EP  - 300
CY  - Bonn
PB  - P
ER  - \r
"""


def test_a_library_comes_in() -> None:
    """Names, continued lines, dates, pages and lists are understood, whatever stands behind the hyphen."""
    article, book = brought(LIBRARY, "a.ris")
    assert (article.id, article.type, article.title) == ("key2", "article-journal", "A long title that continues")
    assert [dict(person) for person in article.names["author"]] == [
        {"family": "Doe", "given": "Jane", "suffix": "Jr."},
        {"literal": "Dam Board"},
    ]
    assert dict(article.names["editor"][0]) == {"family": "Itor", "given": "Ed"}
    assert {key: date.raw for key, date in article.dates.items()} == {"issued": "2020-05-17", "accessed": "2021-01-02"}
    assert article.language == "en"
    assert dict(article.variables) == {
        "container-title": "Journal of Tides",
        "container-title-short": "J. Tides",
        "volume": "3",
        "issue": "4",
        "page": "1-9",
        "keyword": "a, b",
        "note": "One. Two.",
        "DOI": "10.1000/182",
        "ISSN": "1234-5678",
        "citation-key": "Key2",
    }
    assert (book.id, book.title, book.variables["ISBN"]) == ("cafe", "Café", "978-3-16-148410-0")
    assert book.variables["number-of-pages"] == "300"
    assert not warned(LIBRARY, "a.ris")


@pytest.mark.parametrize(
    ("lines", "more"),
    [
        (["TY  - RPRT", "IS  - 7"], {"type": "report", "number": "7"}),
        (["TY  - ODD"], {"type": "document", "note": "TY: ODD"}),
        (["TY  - BOOK", "XX  - odd"], {"note": "XX: odd"}),
        (["TY  - BOOK", "UR  - https://a.example", "UR  - https://b.example"], {"note": "UR: https://b.example"}),
        (["TY  - BOOK", "PY  - 2019", "DA  - 2020/05"], {"issued": "2020-05", "note": "PY: 2019"}),
        (["TY  - BOOK", "DA  - 2020/05/17/Spring issue"], {"issued": "2020-05-17", "note": "DA (other): Spring issue"}),
        (["TY  - BOOK", "PY  - 2020///"], {"issued": "2020"}),
        (["TY  - BOOK", "PY  - n.d."], {"issued": "n.d."}),
        (["TY  - BOOK", "LA  - Elvish"], {"note": "LA: Elvish"}),
        (["TY  - BOOK", "AU  - Plato,"], {"author": [{"literal": "Plato"}]}),
        (["TY  - BOOK", "AB  - One", "C=  - two"], {"abstract": "One C=  - two"}),
        (["TY  - BOOK", "SP  - 3-9", "EP  - 9"], {"page": "3-9"}),
        (["TY  - BOOK", "SP  - 3", "SP  - 5"], {"page": "3", "note": "SP: 5"}),
    ],
)
def test_types_and_tags(lines: list[str], more: dict[str, Any]) -> None:
    """Each type and tag has its CSL counterpart; what has none is in the note, and is told."""
    text = "\n".join([*lines, "TI  - T", "ER  - "])
    found = only(text, "a.ris")
    assert found | more == found
    assert len(warned(text, "a.ris")) == ("note" in more)


@pytest.mark.parametrize(
    ("text", "line"),
    [
        ("TY  - BOOK\nTI  - T\n", 1),
        ("TY  - BOOK\nTI  - T\nTY  - BOOK\nER  - \n", 3),
        ("hello\nTY  - BOOK\nTI  - T\nER  - \n", 1),
        ("TY  - BOOK\nTI  - T\nER  - \nAU  - A\n", 4),
        ("TY  - BOOK\nno tag\nER  - \n", 2),
    ],
)
def test_a_work_begins_and_ends(text: str, line: int) -> None:
    """A work that does not end, words outside a work and a line without a tag are errors: nothing would be left out."""
    (problem,) = refused(text, "a.ris")
    assert (problem.code, problem.where.line) == ("exchange.syntax", line)
