"""Files that were made to do harm: one line, soon, and nothing comes in."""

import json
import time

import pytest

from briefgen import limits
from tests.exchange.shelf import refused

ITEM = '[{"id": "a", "type": "book", "title": "T"%s}]'
EQUAL = '{"type": "book", "title": "T"}'
DATE = ', "issued": {"date-parts": ' + "[" * 40 + "]" * 40 + "}"
DOUBLING = "@string{a0 = {xxxxxxxx}}\n" + "".join(f"@string{{a{n} = a{n - 1} # a{n - 1}}}\n" for n in range(1, 60))

BAD = [
    ("a million braces", "a.bib", "{" * 1_000_000, "limit.depth"),
    ("braces in a field", "a.bib", "@book{k, title={" + "{" * 1_000_000, "limit.depth"),
    ("entries that never end", "a.bib", "@a{" * 300_000, "limit.depth"),
    ("too many entries", "a.bib", "@a{k}\n" * 100_000, "limit.records"),
    ("too many fields", "a.bib", "@a{k," + "a=b," * 200_000 + "}", "limit.nodes"),
    ("a string that doubles", "a.bib", DOUBLING + "@book{k, title = a59}", "limit.scalar"),
    ("a string of itself", "a.bib", "@string{a = a # a}\n@book{k, title = a}", "exchange.string"),
    ("accents without letters", "a.bib", "@book{k, title={" + "\\'" * 31_000 + "}}", "limit.word"),
    ("nested lists", "a.json", "[" * 100_000, "limit.depth"),
    ("nested objects", "a.json", '[{"a":' * 100_000, "limit.depth"),
    ("a nested date", "a.json", ITEM % DATE, "date.form"),
    ("a number without end", "a.json", ITEM % (', "volume": ' + "9" * 5_000), "limit.word"),
    ("tags without end", "a.json", json.dumps([{"id": "a", "type": "book", "title": "<span " * 50_000}]), "limit.scalar"),
    ("too many items", "a.json", "[" + "1," * 400_000 + "1]", "limit.records"),
    ("equal works", "a.json", "[" + ",".join([EQUAL] * 12_000) + "]", "limit.nodes"),
    ("works that never end", "a.ris", "TY  - BOOK\n" * 90_000, "exchange.syntax"),
    ("too many names", "a.ris", "TY  - BOOK\nTI  - T\n" + "AU  - a, b\n" * 40_000 + "ER  - \n", "limit.file"),
    ("a control in a title", "a.ris", "TY  - BOOK\nTI  - a\x1b[31m\nER  - \n", "text.control"),
    ("a control in a title", "a.bib", "@book{k, title={a\x00}}", "text.control"),
    ("too large", "a.json", "x" * (limits.value("file") + 1), "limit.file"),
    ("a direction", "a.json", json.dumps([{"id": "a", "type": "book", "title": "\u202egpj"}]), "text.bidi"),
]  # fmt: skip


@pytest.mark.parametrize(("name", "text", "code"), [row[1:] for row in BAD], ids=[f"{row[0]} {row[1]}" for row in BAD])
def test_it_is_refused(name: str, text: str, code: str) -> None:
    """Each is an error or a limit, printable on one line, within a few seconds of computing."""
    started = time.process_time()
    found = refused(text, name)
    assert time.process_time() - started < 5
    assert code in {problem.code for problem in found} or (
        code == "exchange.syntax" and found[0].code == "limit.records"
    )
    for problem in found:
        assert problem.line().isprintable()
        assert problem.where.file == name


@pytest.mark.parametrize(
    ("data", "code"),
    [("[]".encode("utf-16"), "text.encoding"), (b"[{\x00", "text.encoding"), (b"\n\xff", "text.encoding"), (b"[]", "exchange.empty")],
)  # fmt: skip
def test_bytes_that_are_no_text(data: bytes, code: str) -> None:
    """Anything but UTF-8 is an error; a byte order mark is none."""
    assert refused(data, "a.json")[0].code == code
    assert refused(b"\xef\xbb\xbf[]", "a.json")[0].code == "exchange.empty"
