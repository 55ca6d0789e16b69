"""Hostile records: the inputs 1 to 49 of the trust tests, as far as reading decides them.

Each input must give one of: bad input (exit 2), a limit (exit 3), a warning, or the text exactly as typed. Nothing else
may happen: no other exception, no program, no file, and an answer in about a second.
"""

import os
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from briefgen.diagnostics import Diagnostic
from briefgen.errors import BriefgenError
from briefgen.evidence import check
from briefgen.files import Folder
from briefgen.records.csljson import to_csl_json
from briefgen.records.prose import plain_text
from briefgen.records.store import RecordSet, load_topic
from tests.records.topics import CLAIM, SOURCE, load, write

Files = dict[str, str | bytes]


def a_source(extra: str) -> Files:
    """Return a topic with a line added to its source, in block form."""
    return {"a.yaml": f"sources:\n  - id: a\n    type: book\n    title: A book\n    {extra}\n"}


def a_title(title: str) -> Files:
    """Return a topic with this title for its source."""
    return {"a.yaml": f"sources:\n  - id: a\n    type: book\n    title: {title}\n"}


def a_claim(text: str) -> Files:
    """Return a topic with this text for its claim, in a literal block."""
    return {"c.yaml": f"claims:\n  - id: c1\n    section: s1\n    text: |\n      {text} [@a, p. 1].\n"}


def a_quote(text: str) -> Files:
    """Return a topic with this quotation, in Persian."""
    return {"c.yaml": CLAIM + f"    quotes:\n      - source: a\n        language: fa\n        text: {text}\n"}


def whole(text: str | bytes) -> Files:
    """Return a topic with one more file."""
    return {"z.yaml": text}


def refused(root: Path, files: Files) -> list[Diagnostic]:
    """Return the problems of a topic that must be refused, soon and by our own error."""
    folder = write(root, files)
    started = time.process_time()
    with pytest.raises(BriefgenError) as caught:
        load_topic(folder, "t")
    assert time.process_time() - started < 3
    found = [p for p in caught.value.problems if isinstance(p, Diagnostic)]
    assert found
    assert all(p.where.line >= 1 and p.where.column >= 1 and "\n" not in p.line() for p in found)
    return found


BOMB = "".join(
    f"{n}: &{n} [{', '.join([f'*{m}'] * 9 if m else ['x'] * 9)}]\n"
    for n, m in zip("bcdefghijk", " bcdefghij", strict=True)
)
NESTED = "? " * 50 + "a\n"

BAD: list[tuple[str, Files, str]] = [
    ("1 alias bomb", whole(BOMB), "yaml.anchor"),
    ("5 nested keys", whole(NESTED), "yaml.key"),
    ("5 list as key", whole("? [a]\n: b\n"), "yaml.key"),
    ("5 mapping as key", whole("{a: b}: c\n"), "yaml.key"),
    ("6 self alias", whole("sources: &a [*a]\n"), "yaml.anchor"),
    ("7 python object", whole('sources: !!python/object/apply:os.system ["touch PWNED"]\n'), "yaml.tag"),
    ("8 binary", a_title("!!binary aGk="), "yaml.tag"),
    ("9 int tag", a_source("number: !!int " + "9" * 5000), "yaml.tag"),
    ("11 no such day", a_source("issued: 2024-02-30"), "date.day"),
    ("16 title twice", a_source("title: Again"), "yaml.duplicate-key"),
    ("16 id twice", {"c.yaml": CLAIM + "    id: c2\n"}, "yaml.duplicate-key"),
    ("17 quoet", {"c.yaml": CLAIM + "    quoet: []\n"}, "schema.unknown-key"),
    ("18 __class__", a_source("__class__: x"), "schema.unknown-key"),
    ("18 constructor", a_source("constructor: x"), "schema.unknown-key"),
    ("18 merge", a_source("<<: {a: b}"), "yaml.merge"),
    ("19 empty", whole(""), "yaml.empty"),
    ("19 comments", whole("# a\n# b\n"), "yaml.empty"),
    ("19 one scalar", whole("hello\n"), "yaml.not-a-mapping"),
    ("20 UTF-16 with BOM", whole("sources: []\n".encode("utf-16")), "text.encoding"),
    ("20 UTF-16 without BOM", whole("sources: []\n".encode("utf-16-be")), "text.encoding"),
    ("21 BOM", whole(b"\xef\xbb\xbfsources: []\n"), "text.encoding"),
    ("21 BOM in the middle", a_title("A\ufeffB"), "text.invisible"),
    ("22 tab indentation", whole("sources:\n\t- id: a\n"), "text.tab"),
    ("22 tab in a value", a_title("A\tB"), "text.tab"),
    ("27 NUL escape", a_title('"a\\0b"'), "text.control"),
    ("27 control escape", a_title('"\\x01"'), "text.control"),
    ("28 raw escape", a_title("\x1b[31mred"), "text.control"),
    ("28 written escape", a_title('"\\e[31m"'), "text.control"),
    ("29 isolate open", a_quote("\u2066متن"), "text.bidi"),
    ("29 isolate closed first", a_quote("\u2069متن"), "text.bidi"),
    ("30 zero width space", a_source("author: [{family: Pom\u200bpeo}]"), "text.invisible"),
    ("31 soft hyphen", a_claim("so\u00adft"), "text.invisible"),
    ("32 private use", a_claim("\ue000"), "text.private"),
    ("32 private use, end of the plane", a_claim("\uf8ff"), "text.private"),
    ("32 private use, plane 16", a_claim("\U0010fffd"), "text.private"),
    ("33 unassigned", a_claim("\u0378"), "text.unassigned"),
    ("34 noncharacter FFFE", a_claim("\ufffe"), "text.noncharacter"),
    ("34 noncharacter FFFF", a_claim("\uffff"), "text.noncharacter"),
    ("34 noncharacter FDD0", a_claim("\ufdd0"), "text.noncharacter"),
    ("34 replacement", a_claim("\ufffd"), "text.replacement"),
    ("35 decomposed", a_claim("cafe\u0301"), "text.not-nfc"),
    ("36 look-alike host", a_source("URL: https://p\u0430ypal.example/"), "text.mixed-script"),
    ("37 family emoji", a_claim("👨\u200d👩\u200d👧"), "text.joiner"),
    ("38 line separator", a_claim("a\u2028b"), "text.control"),
    ("38 next line", a_claim("a\u0085b"), "text.control"),
    ("38 line separator, written", a_title('"a\\u2028b"'), "text.control"),
    ("38 next line, written", a_title('"a\\Nb"'), "text.control"),
    ("41 file", a_source("URL: file:///etc/passwd"), "link.scheme"),
    ("42 data", a_source("URL: data:text/html,<b>x</b>"), "link.character"),
    ("43 UNC", a_source("URL: \\\\evil\\share"), "link.character"),
    ("43 other host", a_source("URL: //evil/share"), "link.scheme"),
    ("44 password", a_source("URL: https://user:pw@example.org/"), "link.user-info"),
    ("45 mail header", a_source("URL: mailto:a@example.org?subject=x%0ABcc:b@example.org"), "link.character"),
    ("48 dangling citation", a_claim("x [@nope]"), "id.dangling"),
    ("48 dangling source", {"c.yaml": CLAIM + "    evidence: [{source: nope}]\n"}, "id.dangling"),
    ("48 dangling entity", {"c.yaml": CLAIM + "    asserted-by: nope\n"}, "id.dangling"),
    ("48 dangling reference", a_claim("see [#nope]"), "id.dangling"),
    (
        "49 circle",
        whole(
            "sources:\n"
            + "".join(f"  - {{id: {a}, type: book, title: T, derived-from: [{b}]}}\n" for a, b in ("xy", "yz", "zx"))
        ),
        "id.circle",
    ),
    ("49 self", {"c.yaml": CLAIM + "    relations: [{to: c1, kind: answers}]\n"}, "relation.self"),
    ("key of 2,000 letters", whole("x" * 2_000 + ": y\n"), "yaml.syntax"),
    ("deep but closed", whole("sources: " + "[" * 31 + "]" * 31), "schema.type"),
]


@pytest.mark.parametrize(("files", "code"), [pytest.param(f, c, id=name) for name, f, c in BAD])
def test_bad_input(tmp_path: Path, files: Files, code: str) -> None:
    """The input is refused with exit 2 and its own code."""
    found = refused(tmp_path, files)
    assert found[0].code == code
    assert found[0].status == 2


LIMITS: list[tuple[str, Files, str]] = [
    ("2 brackets", whole("sources: " + "[" * 30_000), "depth"),
    ("3 braces", whole("{a: " * 200_000), "depth"),
    ("4 hyphens", whole("- " * 200_000), "depth"),
    ("10 digits", a_source("number: " + "9" * 5000), "word"),
    ("24 file", whole(b"# " + b"x" * (1 << 20)), "file"),
    ("25 nodes", whole("sources: [" + "a, " * 50_001 + "]"), "nodes"),
    ("26 comments", whole(b"#" * 80 + b"\n" + b"# words\n" * 1_300_000), "file"),
    ("46 address", a_source("URL: https://example.org/" + "a" * 1_981), "url"),
    ("value", a_source("note: " + "ab " * 22_000), "scalar"),
    ("paragraph", a_claim("ab " * 7_000), "paragraph"),
    ("paragraph of a quotation", a_quote("ab " * 7_000), "paragraph"),
    ("long title", a_title("ab " * 7_000), "paragraph"),
]


@pytest.mark.parametrize(("files", "name"), [pytest.param(f, n, id=i) for i, f, n in LIMITS])
def test_limits(tmp_path: Path, files: Files, name: str) -> None:
    """The input reaches a limit: exit 3, and the message names it."""
    found = refused(tmp_path, files)
    assert [p.code for p in found if p.status == 3] == [f"limit.{name}"]


def title(records: RecordSet) -> str:
    """Return the title of the source."""
    return records.sources["a"].title


def words(records: RecordSet) -> str:
    """Return the words of the claim."""
    return plain_text(records.claims["c1"].text.paragraphs[0])


BRACES = '{{ 7*7 }} {% include "x" %} {# c #}'
PERCENT = "%(id)s {0.__class__} ${HOME} $(id)"

KEPT: list[tuple[str, Files, Callable[[RecordSet], str], str]] = [
    ("10 digits", a_source("number: " + "9" * 400), lambda r: r.sources["a"].variables["number"], "9" * 400),
    (
        "12 far future",
        {"c.yaml": CLAIM + "    about: 9999-12-31\n"},
        lambda r: str(r.claims["c1"].about),
        "Edtf('9999-12-31')",
    ),
    ("13 Norway", a_source("publisher-place: NO"), lambda r: to_csl_json(r.sources["a"])["publisher-place"], "NO"),
    (
        "14 octal",
        {"c.yaml": CLAIM + "    evidence: [{source: a, locator: 017}]\n"},
        lambda r: r.claims["c1"].evidence[0].locator,
        "017",
    ),
    (
        "15 time",
        {"c.yaml": CLAIM + "    evidence: [{source: a, locator: 12:30:45}]\n"},
        lambda r: r.claims["c1"].evidence[0].locator,
        "12:30:45",
    ),
    ("39 braces in a title", a_title(f"'{BRACES}'"), title, BRACES),
    ("39 braces in a claim", a_claim(BRACES), words, f"{BRACES} ."),
    (
        "39 braces in a name",
        whole(f"entities:\n  - id: e\n    kind: person\n    name: '{BRACES}'\n"),
        lambda r: r.entities["e"].name,
        BRACES,
    ),
    ("40 formats in a title", a_title(f"'{PERCENT}'"), title, PERCENT),
    ("40 formats in a claim", a_claim(PERCENT), words, f"{PERCENT} ."),
    (
        "47 xn-- host",
        a_source("URL: https://xn--bcher-kva.example/"),
        lambda r: r.sources["a"].variables["URL"],
        "https://xn--bcher-kva.example/",
    ),
    ("markup of others", a_title("'<i>a</i> &amp; <script>'"), title, "<i>a</i> &amp; <script>"),
]


@pytest.mark.parametrize(("files", "value", "kept"), [pytest.param(f, v, k, id=i) for i, f, v, k in KEPT])
def test_text_stays_as_typed(tmp_path: Path, files: Files, value: Callable[[RecordSet], str], kept: str) -> None:
    """The input is good, and its text reaches the record unchanged."""
    records = load(tmp_path, files)
    assert value(records) == kept
    assert all(d.status < 2 for d in check(records))


def test_crlf_and_lf_say_the_same(tmp_path: Path) -> None:
    """23: a topic with CRLF gives the same records as with LF."""
    crlf = load(tmp_path / "crlf", {"a.yaml": SOURCE.replace("\n", "\r\n"), "c.yaml": CLAIM.replace("\n", "\r\n")})
    lf = load(tmp_path / "lf")
    assert crlf.claims["c1"].text.raw == lf.claims["c1"].text.raw
    assert crlf.claims["c1"].origin == lf.claims["c1"].origin


def test_a_look_alike_in_prose_is_a_warning(tmp_path: Path) -> None:
    """36: the same word in a claim is a warning with its place."""
    (found,) = load(tmp_path, a_claim("p\u0430ypal")).warnings
    assert (found.code, found.where.line, found.where.column) == ("text.mixed-script", 5, 7)


def test_duplicate_keys_name_both_lines(tmp_path: Path) -> None:
    """16: the message names the first line and stands at the second."""
    (found,) = refused(tmp_path, a_source("title: Again"))
    assert (found.where.line, found.where.column) == (5, 5)
    assert "line 4" in found.message


def test_the_hint_of_a_slip(tmp_path: Path) -> None:
    """17: the hint names the key that was meant."""
    (found,) = refused(tmp_path, {"c.yaml": CLAIM + "    quoet: []\n"})
    assert found.hint == "did you mean quotes?"


def test_columns(tmp_path: Path) -> None:
    """11 and 22: the column is that of the value, or of the tab."""
    (day,) = refused(tmp_path / "day", a_source("issued: 2024-02-30"))
    assert (day.where.line, day.where.column) == (5, 21)
    (tab,) = refused(tmp_path / "tab", a_title("A\tB"))
    assert (tab.where.line, tab.where.column) == (4, 13)


def test_a_message_is_safe_to_print(tmp_path: Path) -> None:
    """28: controls are printed escaped, never raw."""
    (found,) = refused(tmp_path, {"c.yaml": CLAIM + '    "a\\u202ekind": x\n'})
    assert found.line().isprintable()


def test_a_password_is_not_printed(tmp_path: Path) -> None:
    """44: neither message nor hint repeats it."""
    (found,) = refused(tmp_path, a_source("URL: https://user:secret@example.org/"))
    assert "secret" not in found.line() + found.hint


def test_the_circle_is_named(tmp_path: Path) -> None:
    """49: all three works stand in the message."""
    text = "sources:\n" + "".join(
        f"  - {{id: {a}, type: book, title: T, derived-from: [{b}]}}\n" for a, b in ("xy", "yz", "zx")
    )
    (found,) = refused(tmp_path, whole(text))
    assert "x → y → z → x" in found.message


def test_the_composed_form_is_shown(tmp_path: Path) -> None:
    """35: the hint shows what to write."""
    (found,) = refused(tmp_path, a_claim("cafe\u0301"))
    assert "é (U+00E9)" in found.hint


def test_nothing_is_run(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """7: no program runs, and no file appears."""
    monkeypatch.chdir(tmp_path)
    before = sorted(os.listdir(tmp_path))
    refused(tmp_path / "w", whole('sources: !!python/object/apply:os.system ["touch PWNED"]\n'))
    assert sorted(os.listdir(tmp_path)) == [*before, "w"]


@pytest.mark.parametrize("path", ["../x.txt", "/etc/passwd", "a/../../b", "a\\b", "C:x", '"a\\0b"'])
def test_paths_of_snapshots(tmp_path: Path, path: str) -> None:
    """52: the path of a saved copy stays inside the topic."""
    found = refused(tmp_path, a_source(f"preserved: [{{kind: file, path: {path}}}]"))
    assert found[0].code in {"path.outside", "path.name", "text.control"}


def test_a_file_that_changes_between_two_looks(tmp_path: Path) -> None:
    """53: the bytes that were read first are the bytes that stay."""
    files = {**a_source("preserved: [{kind: file, path: snapshots/a.txt}]"), "snapshots/a.txt": "said so"}
    files["c.yaml"] = CLAIM + "    quotes: [{source: a, text: said so}]\n"
    records = load(tmp_path, files)
    assert not [d for d in check(records) if d.code.startswith("quote.")]
    (tmp_path / "sources/t/snapshots/a.txt").write_text("something else")
    assert not [d for d in check(records) if d.code.startswith("quote.")]
    assert records.files_read()["snapshots/a.txt"] == b"said so"


def test_a_fifo_among_the_records_does_not_hang(tmp_path: Path) -> None:
    """A pipe where a record file or a snapshot is expected is refused at once."""
    write(tmp_path, a_source("preserved: [{kind: file, path: p.txt}]"))
    os.mkfifo(tmp_path / "sources/t/p.txt")
    records = load_topic(Folder(str(tmp_path)), "t")
    assert "source.snapshot" in {d.code for d in check(records)}
    os.mkfifo(tmp_path / "sources/t/z.yaml")
    with pytest.raises(BriefgenError) as caught:
        load_topic(Folder(str(tmp_path)), "t")
    assert [p.code for p in caught.value.problems if isinstance(p, Diagnostic)] == ["path.not-a-file"]


SLOW: list[tuple[str, Files]] = [
    ("unknown keys", a_source("\n    ".join(f"titel-{i}: x" for i in range(9_000)))),
    ("dangling ids", {"c.yaml": CLAIM + "    evidence:\n" + "".join(f"      - source: a{i}x\n" for i in range(9_000))}),
    ("spaces in prose", a_claim("x" + " " * 19_000 + "[@nope]")),
    ("spaces in a title", a_title('"x' + " " * 60_000 + '\\n y"\n    titel: x')),
    ("words of mixed scripts", {**a_claim("p\u0430y " * 4_000), **a_source("titel: x")}),
    ("refused characters", a_claim("\u200b" * 300_000)),
    ("marks", a_claim("\u0301" * 19_000)),
    ("joiners", a_claim("ب\u064e\u200c" * 6_000)),
    ("stops and brackets", a_claim("." * 9_000 + ")" * 9_000 + " [@@@ @nope")),
    ("at signs", a_claim("[" + "@" * 18_000 + " [@nope]")),
    ("semicolons", a_claim("[@a, x" + "; y z" * 3_500 + "; @nope]")),
    ("stars", a_claim("*a **b " * 2_500 + "[@nope]")),
    ("citations of one block", a_claim("[@nope]\n      " * 2_400)),
    ("nested brackets and mail", a_claim("[" * 9_000 + "a@b" + "]" * 9_000 + "[@nope]")),
]


@pytest.mark.parametrize("files", [pytest.param(f, id=name) for name, f in SLOW])
def test_no_input_is_slow(tmp_path: Path, files: Files) -> None:
    """Inputs near the limits, made to take quadratic time, are answered soon."""
    folder = write(tmp_path, files)
    started = time.process_time()
    with pytest.raises(BriefgenError):
        load_topic(folder, "t")
    assert time.process_time() - started < 1.5


def test_examining_is_not_slow_either(tmp_path: Path) -> None:
    """Long runs of quotation marks, stops and brackets cost the rules no quadratic time."""
    texts = (
        "“ " * 9_000,
        "‘a’ " * 4_000,
        '" ' * 9_001,
        ". " * 9_000,
        "[@ " * 6_000,
        "“a b c d e” " * 1_500,
        ". ) " * 4_000,
    )
    for number, text in enumerate(texts):
        records = load(tmp_path / str(number), a_claim(text))
        started = time.process_time()
        check(records)
        assert time.process_time() - started < 1.5
