"""Reading CSL XML: places, refusals, foreign elements."""

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from briefgen.citation.tree import check_numbers, read_xml
from briefgen.errors import CitationError

CSL = "http://purl.org/net/xbiblio/csl"


def problem(data: bytes) -> Any:
    with pytest.raises(CitationError) as caught:
        read_xml(data, "x.csl")
    diagnostic: Any = caught.value.problems[0]
    return diagnostic.code, repr(diagnostic.where)


def test_an_element_knows_its_place() -> None:
    """Line and column point at the opening bracket, counted from 1."""
    root = read_xml(f'<style xmlns="{CSL}">\n  <info><title>T</title></info></style>'.encode(), "x.csl")
    info = root.find("info")
    assert info is not None
    assert repr(info.span()) == "x.csl:2:3"
    assert [child.text for child in info.all("title")] == ["T"]
    assert root.find("macro") is None


def test_foreign_elements_are_dropped_whole() -> None:
    """An element of another namespace goes, with all that it holds, CSL elements too."""
    root = read_xml(f'<style xmlns="{CSL}" xmlns:m="urn:m"><m:a>x<info/></m:a><macro/></style>'.encode(), "x.csl")
    assert [child.name for child in root.children] == ["macro"]
    assert root.text == ""


def test_xml_attributes_keep_their_prefix() -> None:
    """The language of a locale is read as xml:lang."""
    assert read_xml(b'<locale xml:lang="de-AT"/>', "x").get("xml:lang") == "de-AT"


@pytest.mark.parametrize(
    ("data", "code", "where"),
    [
        (b"", "style.xml", "x.csl:1:1"),
        (b"<style>\n <a></style>", "style.xml", "x.csl:2:7"),
        (b"<style>&nbsp;</style>", "style.xml", "x.csl:1:8"),
        (b"not xml", "style.xml", "x.csl:1:1"),
        (b'<?xml version="1.0" encoding="nonsense"?><style/>', "style.xml", "x.csl:1:31"),
        (b'<!DOCTYPE style [<!ENTITY a "b">]>\n<style>&a;</style>', "style.doctype", "x.csl:1:1"),
        (b'<!DOCTYPE style SYSTEM "file:///etc/passwd"><style/>', "style.doctype", "x.csl:1:1"),
        (b'<html xmlns="http://www.w3.org/1999/xhtml"/>', "style.root", "x.csl:1:1"),
        (b"<a>" * 101 + b"</a>" * 101, "style.invalid", "x.csl:1:301"),
    ],
)
def test_bad_xml_is_refused_with_its_place(data: Any, code: Any, where: Any) -> None:
    """Broken XML, a DOCTYPE, a wrong root and too deep nesting each give one error with a place."""
    found_code, found_where = problem(data)
    assert found_code == code
    assert found_where.rsplit(":", 1)[0] == where.rsplit(":", 1)[0]


def test_a_doctype_never_expands_entities() -> None:
    """The billion laughs end at the DOCTYPE."""
    laughs = "".join(f'<!ENTITY l{i} "{f"&l{i - 1};" * 10}">' for i in range(1, 10))
    code, _ = problem(f'<!DOCTYPE s [<!ENTITY l0 "ha">{laughs}]><style>&l9;</style>'.encode())
    assert code == "style.doctype"


@given(st.binary(max_size=200))
def test_any_bytes_give_a_tree_or_one_error(data: Any) -> None:
    """Whatever the bytes, the reader returns a tree or raises CitationError, nothing else."""
    try:
        root = read_xml(data, "x")
    except CitationError:
        return
    assert root.name


@pytest.mark.parametrize("value", ["many", "-1", "1.5", "9999999"])
def test_a_number_must_be_one(value: Any) -> None:
    """An et-al-min that is no number is an error, not a crash later."""
    root = read_xml(f'<style><citation et-al-min="{value}"/></style>'.encode(), "x")
    with pytest.raises(CitationError, match="not a number"):
        check_numbers(root)
