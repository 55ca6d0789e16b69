"""BibTeX and BibLaTeX in."""

import builtins
import sys
from typing import Any

import pytest

from briefgen.diagnostics import Diagnostic
from briefgen.errors import UsageError
from briefgen.exchange import import_works
from tests.exchange.shelf import brought, only, refused, warned

LIBRARY = r"""
A comment between entries.
@comment{jabref-meta: x}
@preamble{"\newcommand{\x}{y}"}
@string{jm = "Journal of " # {M{\"u}sic}}

@article{Smith_2020:a,
  title   = {The {NASA} Story: 50\% \& more --- {\'E}cole $\alpha$},
  author  = "van der Berg, Jan and {World Health Organization} and M{\"u}ller, Jr., Hans",
  journal = jm # { B}, year = 2020, month = 17 # "~" # may, volume = 3, number = {4},
  pages   = {12--19}, doi = {https://doi.org/10.1000/a\_b}, url = {https://example.org/a\_b%20c},
  langid  = {ngerman}, keywords = {tides, weirs}, issn = {1234-5678},
}

@InCollection(Doe:2,
  author = {Jane Doe}, title = "A chapter", subtitle = {In parts}, crossref = {book}, pages = 7)

@collection{book, title = {The Book}, editor = {Ed Itor}, date = {2019-05}, publisher = {P}, address = {Bonn},
  series = {S}, number = 12, url = {https://example.org/book}}
"""


def test_a_library_comes_in() -> None:
    """Names, strings, months, accents, pages, crossref and both kinds of brackets are understood."""
    article, chapter, book = brought(LIBRARY, "a.bib")
    assert (article.id, article.type) == ("smith-2020-a", "article-journal")
    assert article.title == "The NASA Story: 50% & more — École α"
    assert [dict(person) for person in article.names["author"]] == [
        {"family": "Berg", "given": "Jan", "non-dropping-particle": "van der"},
        {"literal": "World Health Organization"},
        {"family": "Müller", "given": "Hans", "suffix": "Jr."},
    ]
    assert article.dates["issued"].raw == "2020-05-17"
    assert article.language == "de"
    assert dict(article.variables) == {
        "container-title": "Journal of Müsic B",
        "volume": "3",
        "issue": "4",
        "page": "12-19",
        "DOI": "10.1000/a_b",
        "URL": "https://example.org/a_b%20c",
        "keyword": "tides, weirs",
        "ISSN": "1234-5678",
        "citation-key": "Smith_2020:a",
    }
    assert (chapter.title, chapter.type) == ("A chapter: In parts", "chapter")
    assert chapter.variables["container-title"] == "The Book"
    assert chapter.variables["collection-number"] == "12"
    assert dict(chapter.names["editor"][0]) == {"family": "Itor", "given": "Ed"}
    assert "URL" not in chapter.variables
    assert book.dates["issued"].raw == "2019-05"
    assert not warned(LIBRARY, "a.bib")


@pytest.mark.parametrize(
    ("entry", "type_", "more"),
    [
        ("@phdthesis{k, school={MIT}", "thesis", {"publisher": "MIT", "genre": "PhD thesis"}),
        ("@mastersthesis{k, type={Diplom}", "thesis", {"genre": "Diplom"}),
        ("@techreport{k, number={7}, institution={RAND}", "report", {"number": "7", "publisher": "RAND"}),
        ("@online{k, urldate={2021-01-12}, url={https://a.example}", "webpage", {"accessed": "2021-01-12"}),
        ("@misc{k, howpublished={\\url{https://a.example/x_y}}", "document", {"URL": "https://a.example/x_y"}),
        ("@misc{k, howpublished={Leaflet}", "document", {"medium": "Leaflet"}),
        ("@article{k, entrysubtype={newspaper}, journaltitle={Post}", "article-newspaper", {"container-title": "Post"}),
        ("@inproceedings{k, booktitle={Proc}, eventtitle={Conf}", "paper-conference", {"event-title": "Conf"}),
        ("@misc{k, eprint={2001.1}, archiveprefix={arXiv}", "document", {"archive": "arXiv"}),
        ("@book{k, date={2015/2018}", "book", {"issued": "2015/2018"}),
        ("@book{k, date={1990~}", "book", {"issued": "1990~"}),
        ("@book{k, year={in press}", "book", {"issued": "in press"}),
        ("@book{k, year=2020, month={Spring}", "book", {"issued": "2020-21"}),
        ("@book{k, year=2020, month=5, day=3", "book", {"issued": "2020-05-03"}),
        ("@book{k, author={others}", "book", {"note": "author: and others"}),
        ("@book{k, author={a, b, c, d}", "book", {"author": [{"literal": "a, b, c, d"}]}),
        ("@book{k, language={Elvish}", "book", {"note": "language: Elvish", "language": "en"}),
        ("@spell{k", "document", {"note": "entry type: spell"}),
        ("@book{k, file={a:b}", "book", {"note": "file: a:b"}),
        ("@book{k, crossref={none}", "book", {"note": "crossref: none"}),
        ("@book{k, publisher={A}, publisher={B}", "book", {"publisher": "A", "note": "publisher: B"}),
        ("@book{k, date={2020}, year={2019}", "book", {"issued": "2020", "note": "year: 2019"}),
        ("@book{k, date={2020}, month={5}", "book", {"issued": "2020", "note": "month: 5"}),
        ("@book{k, publisher=nobody", "book", {"publisher": "nobody"}),
    ],
)
def test_types_and_fields(entry: str, type_: str, more: dict[str, Any]) -> None:
    """Each entry type and field has its CSL counterpart; what has none is in the note."""
    found = only(f"{entry}, title={{T}}}}", "a.bib")
    assert found["type"] == type_
    assert found | more == found


@pytest.mark.parametrize(
    ("entry", "code", "word"),
    [
        ("weird = {x}", "exchange.kept", "weird"),
        ("note = {a \\foo{b}}", "exchange.latex", "\\foo"),
        ("publisher = nobody", "exchange.undefined", "nobody"),
    ],
)
def test_what_is_odd_is_told(entry: str, code: str, word: str) -> None:
    """A field, a LaTeX command or a string that nobody knows is a warning at the line of its entry."""
    (line,) = warned(f"\n@book{{k, title = {{T}}, {entry}}}", "a.bib")
    assert line.startswith(f"a.bib:2:1: warning[{code}]")
    assert word in line


@pytest.mark.parametrize(
    ("text", "code", "line"),
    [
        ("\n@book{k, title={T", "exchange.syntax", 2),
        ("\n@book{k title={T}}", "exchange.syntax", 2),
        ("@book{k, title={T}}\n@book{k, title={U}}", "id.duplicate", 2),
        ("\n@string{a = a}\n@book{k, title = a}", "exchange.string", 2),
        ("@string{a = b}\n@string{b = a}\n@book{k, title = a}", "exchange.string", 1),
        ("@book{k, author={A}}", "schema.missing", 1),
        ("just words", "exchange.empty", 1),
        ("@book{k, title={a\x07}}", "text.control", 1),
    ],
)
def test_what_is_wrong_is_refused(text: str, code: str, line: int) -> None:
    """A broken entry, a doubled key, a string in a circle, a work without title: an error at its line."""
    problem = refused(text, "a.bib")[0]
    assert (problem.code, problem.where.line) == (code, line)


def test_a_string_may_be_given_anew() -> None:
    """A second @string of a name may use the first, as in BibTeX."""
    text = '@string{a = "x"}\n@string{a = a # "y"}\n@book{k, title = a}'
    assert only(text, "a.bib")["title"] == "xy"


def test_the_parser_prints_nothing(capfd: pytest.CaptureFixture[str]) -> None:
    """What the parser logs does not reach the terminal."""
    refused("@book{k title={T}}", "a.bib")
    assert capfd.readouterr() == ("", "")


@pytest.mark.parametrize(("name", "package"), [("a.bib", "bibtexparser"), ("a.ris", "rispy")])
def test_a_missing_extra_is_told(name: str, package: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """Without the parser's package there is one error that gives the pip command."""
    imported = builtins.__import__

    def without(module: str, *rest: Any) -> Any:
        if module.partition(".")[0] == package:
            raise ImportError(module)
        return imported(module, *rest)

    monkeypatch.delitem(sys.modules, package, raising=False)
    monkeypatch.setattr(builtins, "__import__", without)
    with pytest.raises(UsageError) as caught:
        import_works(b"x", name)
    (problem,) = caught.value.problems
    assert isinstance(problem, Diagnostic)
    assert problem.code == "exchange.extra"
    assert problem.hint == "pip install 'briefgen[import]'"
