"""Pack folders."""

from collections.abc import Callable, Mapping
from pathlib import Path

import pytest

from briefgen.diagnostics import Diagnostic, Span
from briefgen.errors import BriefgenError, LimitError, TemplateError
from briefgen.files import Folder
from briefgen.selection.pack import PackRoot, list_packs, load_pack
from briefgen.selection.words import WORDS

Files = Mapping[str, str | bytes]
MakeRoots = Callable[..., list[PackRoot]]

BASE: dict[str, str | bytes] = {
    "base/audience.yaml": "title: Base\nshow: [judgments]\npage: {size: A5}\nselect: {at-most: {a: 1, b: 2}}\n"
    'theme: {accent: "#000000", body-size: 9pt}\nwords: {draft: Entwurf, page: "S. {page}"}\n',
    "base/brief.xml.j2": "<brief>base</brief>",
    "base/part.xml.j2": "part",
    "base/house.csl": b"<style/>",
    "base/README.md": "words",
    "base/LICENSE": "words",
    "base/.hidden": "words",
}


@pytest.fixture
def roots(tmp_path: Path) -> MakeRoots:
    """Return a function that writes packs into a workspace and a shipped folder."""

    def make(own: Files, shipped: Files = BASE) -> list[PackRoot]:
        for place, files in (("workspace/templates", own), ("shipped", shipped)):
            (tmp_path / place).mkdir(parents=True, exist_ok=True)
            for name, content in files.items():
                path = tmp_path / place / name
                path.parent.mkdir(parents=True, exist_ok=True)
                path.write_bytes(content if isinstance(content, bytes) else content.encode())
        return [
            (Folder(str(tmp_path / "workspace"), ""), "templates"),
            (Folder(str(tmp_path / "shipped"), "shipped"), ""),
        ]

    return make


def faults(id: str, roots: list[PackRoot]) -> list[Diagnostic]:
    """What is wrong with a pack."""
    with pytest.raises(BriefgenError) as caught:
        load_pack(id, roots, Span("command", 1, 1))
    return [problem for problem in caught.value.problems if isinstance(problem, Diagnostic)]


def test_a_pack_lies_over_its_parent(roots: MakeRoots) -> None:
    """Settings merge key by key, lists are replaced, and the nearest file of a name wins."""
    own: Files = {
        "own/audience.yaml": "title: Own\nextends: base\nshow: []\npage: {columns: 2}\nstyle: house.csl\n"
        "select: {at-most: {b: 3}}\ntheme: {body-size: 11pt}\nwords: {draft: Brouillon}\n",
        "own/brief.xml.j2": "<brief>own</brief>",
    }
    pack = load_pack("own", roots(own))
    assert (pack.id, pack.title, pack.lineage) == ("own", "Own", ("own", "base"))
    assert (pack.page.size, pack.page.columns) == ("A5", 2)
    assert (pack.notes.at, pack.notes.number) == ("page", "document")
    assert pack.show == ()
    assert dict(pack.select.at_most) == {"a": 1, "b": 3}
    assert pack.select.rank == ("preferred", "normal")
    assert pack.theme == {"accent": "#000000", "body-size": "11pt"}
    assert (pack.words["draft"], pack.words["page"]) == ("Brouillon", "S. {page}")
    assert set(pack.words) == set(WORDS)
    assert (pack.style, pack.csl, pack.style_path) == ("house.csl", b"<style/>", "shipped/base/house.csl")
    assert pack.files["brief.xml.j2"].text == "<brief>own</brief>"
    assert pack.files["base/brief.xml.j2"].text == "<brief>base</brief>"
    assert pack.files["part.xml.j2"].path == "shipped/base/part.xml.j2"
    assert pack.files["own/brief.xml.j2"].path == "templates/own/brief.xml.j2"
    assert "base/README.md" not in pack.raw
    assert pack.raw["base/house.csl"] == b"<style/>"


@pytest.mark.parametrize(
    ("rest", "told"),
    [("at: end", "notes.at: end"), ("at: section", "notes.at: section"), ("repeat: mark", "repeat: mark")],
)
def test_numbers_of_a_page_stay_on_their_page(roots: MakeRoots, rest: str, told: str) -> None:
    """Notes counted on each page cannot stand elsewhere, nor be marked from elsewhere; the number's place is named."""
    own: Files = {"own/audience.yaml": f"title: Own\nextends: base\nnotes: {{number: page, {rest}}}\n"}
    (fault,) = faults("own", roots(own))
    assert fault.code == "template.value"
    assert told in fault.message
    assert (fault.where.line, fault.where.column) == (3, 17)


def test_note_settings_are_inherited_one_by_one(roots: MakeRoots) -> None:
    """A pack changes one note setting and keeps its parent's others."""
    own: Files = {
        "mid/audience.yaml": "title: Mid\nextends: base\nnotes: {repeat: mark, first: section, backlinks: yes}\n",
        "own/audience.yaml": "title: Own\nextends: mid\nnotes: {backlinks: no}\n",
    }
    notes = load_pack("own", roots(own)).notes
    assert (notes.at, notes.number, notes.repeat, notes.first) == ("page", "document", "mark", "section")
    assert load_pack("mid", roots(own)).notes.backlinks
    assert not notes.backlinks


def test_the_workspace_comes_before_what_ships(roots: MakeRoots) -> None:
    """A pack of the workspace stands in for a shipped one of the same name."""
    pack = load_pack("base", roots({"base/audience.yaml": "title: Mine\n", "base/brief.xml.j2": "<brief/>"}))
    assert pack.title == "Mine"
    assert list_packs(roots({})) == ("base",)


def test_a_workspace_without_templates_is_fine(tmp_path: Path) -> None:
    """A root that does not exist has no packs, and the error for a missing pack names those that there are."""
    (tmp_path / "shipped" / "base").mkdir(parents=True)
    (tmp_path / "shipped" / "base" / "audience.yaml").write_text("title: B")
    both = [(Folder(str(tmp_path)), "templates"), (Folder(str(tmp_path / "shipped")), "")]
    assert list_packs(both) == ("base",)
    problem = faults("bas", both)[0]
    assert (problem.code, problem.hint) == ("template.unknown-pack", "did you mean base?")
    assert "base" in faults("zzz", both)[0].hint


@pytest.mark.parametrize(("extends", "names"), [("x", ["x", "x"]), ("y", ["x", "y", "x"])], ids=["of itself", "of two"])
def test_a_circle_of_packs_is_named(roots: MakeRoots, extends: str, names: list[str]) -> None:
    """A pack that extends itself, alone or over another, is an error that names the circle."""
    own = {"x/audience.yaml": f"title: X\nextends: {extends}\n", "y/audience.yaml": "title: Y\nextends: x\n"}
    problem = faults("x", roots(own))[0]
    assert problem.code == "template.circle"
    assert problem.message.endswith(", which extends ".join(names))
    assert problem.where.line == 2


@pytest.mark.parametrize(
    "name", ["logo.svg", "x.ttf", "x.py", "reportlab_settings.py", "reportlab_mods.py", "audience.yml", "brief.j2"]
)
def test_foreign_files_are_refused(roots: MakeRoots, name: str) -> None:
    """Whatever is not audience.yaml, a template or a style is an error that names the file."""
    problem = faults("own", roots({"own/audience.yaml": "title: X\nextends: base\n", f"own/{name}": "x"}))[0]
    assert (problem.code, problem.where.file, problem.status) == ("template.file", f"templates/own/{name}", 2)


@pytest.mark.parametrize(
    "name", ["{bad}.xml.j2", "%s.xml.j2", "a\nb.xml.j2", "a\u202eb.xml.j2", "A.xml.j2", "con.xml.j2"]
)
def test_odd_file_names_are_refused(roots: MakeRoots, name: str) -> None:
    """A template whose name is no plain name is an error, printed without raw control characters."""
    problem = faults("own", roots({"own/audience.yaml": "title: X\nextends: base\n", f"own/{name}": "x"}))[0]
    assert problem.code == "path.name"
    assert "\u202e" not in problem.line()
    assert "\n" not in problem.line()


def test_links_and_folders_are_refused(roots: MakeRoots, tmp_path: Path) -> None:
    """A pack holds regular files: a link to a template and a folder are errors."""
    both = roots({"own/audience.yaml": "title: X\nextends: base\n", "own/styles/a.csl": "x"})
    (tmp_path / "workspace/templates/own/link.xml.j2").symlink_to("/etc/passwd")
    assert [one.code for one in faults("own", both)] == ["template.file", "template.file"]


@pytest.mark.parametrize("extends", ["../base", "a/b", "CON", "con", "base\\x"])
def test_a_parent_is_a_plain_name(roots: MakeRoots, extends: str) -> None:
    """`extends` cannot lead out of the folders of packs."""
    problem = faults("own", roots({"own/audience.yaml": f"title: X\nextends: '{extends}'\n"}))[0]
    assert (problem.code, problem.where.line, problem.where.column) == ("path.name", 2, 10)


def test_missing_files_are_named(roots: MakeRoots) -> None:
    """A pack without audience.yaml, a missing template and a missing style are errors."""
    assert faults("own", roots({"own/brief.xml.j2": "x"}))[0].code == "template.file"
    found = faults("own2", roots({"own2/audience.yaml": "title: X\ntemplate: no.xml.j2\nstyle: no.csl\n"}))
    assert [one.code for one in found] == ["template.missing", "template.missing"]
    assert [one.where.line for one in found] == [3, 2]


def test_a_style_lies_in_the_pack_that_names_it_or_a_parent(roots: MakeRoots) -> None:
    """A pack finds its parent's style; a parent does not find its child's."""
    own: Files = {"own/audience.yaml": "title: X\nextends: kin\n", "own/late.csl": "x"}
    shipped: Files = {**BASE, "kin/audience.yaml": "title: K\nextends: base\nstyle: late.csl\n"}
    assert [one.code for one in faults("own", roots(own, shipped))] == ["template.missing"]


def test_faults_of_the_whole_line_are_told_together(roots: MakeRoots) -> None:
    """Wrong settings of pack and parent, and broken YAML, are reported in one run."""
    shipped: Files = {"base/audience.yaml": "title: B\nshow: [x]\n", "base/evil.py": "x"}
    found = faults("own", roots({"own/audience.yaml": "title: X\nextends: base\npage: {size: A3}\n"}, shipped))
    assert [one.code for one in found] == ["schema.choice", "template.file", "schema.choice"]
    assert faults("two", roots({"two/audience.yaml": "title: &a X\n"}))[0].code == "yaml.anchor"


@pytest.mark.parametrize(
    ("content", "code", "line", "column"),
    [
        (b"<brief>\n\xff</brief>", "text.encoding", 2, 1),
        ("<brief>\n\ta\u200bb</brief>".encode(), "text.invisible", 2, 3),
        (b"<brief>\n\x1b[31m</brief>", "text.control", 2, 1),
    ],
)
def test_template_characters_are_those_of_records(
    roots: MakeRoots, content: bytes, code: str, line: int, column: int
) -> None:
    """A template is UTF-8 and holds only characters that a record may hold; tabs count as white space."""
    problem = faults("own", roots({"own/audience.yaml": "title: X\nextends: base\n", "own/brief.xml.j2": content}))[0]
    assert (problem.code, problem.where.line, problem.where.column) == (code, line, column)


def test_line_ends_do_not_matter(roots: MakeRoots) -> None:
    """A template with CRLF reads like one with LF."""
    own: Files = {"own/audience.yaml": b"title: X\r\nextends: base\r\n", "own/brief.xml.j2": b"<brief>\r\n\t</brief>"}
    assert load_pack("own", roots(own)).files["brief.xml.j2"].text == "<brief>\n\t</brief>"


@pytest.mark.parametrize(("extra", "fits"), [(0, True), (1, False), (400_000, False)])
def test_a_template_has_a_size_limit(roots: MakeRoots, extra: int, fits: bool) -> None:
    """256 KiB are read; a byte more is a limit (exit 3)."""
    own: Files = {"own/audience.yaml": "title: X\nextends: base\n", "own/brief.xml.j2": "a" * (256 * 1024 + extra)}
    if fits:
        assert load_pack("own", roots(own)).files["brief.xml.j2"].text
    else:
        with pytest.raises(LimitError) as caught:
            load_pack("own", roots(own))
        assert caught.value.problems[0].line().split("[")[1].startswith("limit.template")


def test_the_packs_that_ship_load() -> None:
    """analyst, policymaker and public load, the last two over the first."""
    shipped = [(Folder(str(Path(__file__).parents[2] / "templates"), "templates"), "")]
    assert set(list_packs(shipped)) >= {"analyst", "policymaker", "public"}
    assert load_pack("analyst", shipped).select.rank == ("preferred", "normal", "deprecated")
    for name in ("policymaker", "public"):
        assert load_pack(name, shipped).lineage == (name, "analyst")
    with pytest.raises(TemplateError):
        load_pack("nobody", shipped)
