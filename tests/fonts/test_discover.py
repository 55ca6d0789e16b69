"""discover.py and fallback.py: packaged families, system folders, what `briefgen fonts` shows."""

import subprocess
import sys
from hashlib import sha256
from pathlib import Path

import pytest
from fontTools.ttLib import TTFont

from briefgen.errors import FontError
from briefgen.fonts import Faces, available
from briefgen.fonts.discover import CATALOGUE, FAMILIES, closest, font_path, installed
from tests.fonts.square import square_font


def test_every_catalogued_file_is_there() -> None:
    """Each style of the three families is a file of an installed package, and its name is the font's own."""
    for file in CATALOGUE:
        assert Path(file.path()).is_file(), file
        if file.variations is None:
            assert TTFont(file.path())["name"].getDebugName(6) == file.name
    assert [file.family for file in CATALOGUE] == [name for name, places in FAMILIES.items() for _ in places]


def test_package_is_found_but_not_imported() -> None:
    """Looking for a file imports no font package, and loading the room loads no HarfBuzz."""
    code = (
        "import sys; import briefgen.fonts; from briefgen.fonts.discover import CATALOGUE\n"
        "assert 'uharfbuzz' not in sys.modules\n"
        "[file.path() for file in CATALOGUE]\n"
        "assert not [m for m in sys.modules if m.startswith(('font_source', 'justmytype', 'fontTools', 'numpy'))]\n"
    )
    subprocess.run([sys.executable, "-c", code], check=True, cwd=Path(__file__).parents[2])


def test_package_that_is_not_there() -> None:
    """A missing font package is an error with a cure, not a traceback."""
    with pytest.raises(FontError, match=r"font\.not-installed"):
        font_path("font_that_is_not_there", "x.ttf")


def test_closest_style() -> None:
    """Slant counts before weight, and of two weights equally far the heavier is taken."""
    serif = CATALOGUE[:12]
    chosen = {
        (weight, italic): serif[closest(serif, weight, italic)].name
        for weight in (400, 500, 650)
        for italic in (False, True)
    }
    assert chosen[400, False] == "SourceSerifPro-Regular"
    assert chosen[400, True] == "SourceSerifPro-It"
    assert chosen[500, False] == "SourceSerifPro-Semibold"
    assert chosen[650, True] == "SourceSerifPro-BoldIt"
    noto = CATALOGUE[24:]
    assert noto[closest(noto, 700, italic=True)].variations == {"wght": 700.0, "wdth": 100.0}


def test_unknown_family_names_close_ones() -> None:
    """A misspelt family is an error whose hint names families that come close."""
    with pytest.raises(FontError, match=r"font\.unknown-family") as caught:
        Faces(folders=()).chain("Sorce Serif", 400, italic=False)
    assert "Source Serif" in caught.value.problems[0].hint  # type: ignore[attr-defined]
    with pytest.raises(FontError) as caught:
        Faces(folders=()).chain("Zapfino", 400, italic=False)
    assert "briefgen fonts" in caught.value.problems[0].hint  # type: ignore[attr-defined]


@pytest.fixture(scope="module")
def system(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a folder with two fonts that can be used, and many that cannot."""
    folder = tmp_path_factory.mktemp("system")
    square_font(folder, "Beta")
    inner = folder / "inner"
    inner.mkdir()
    square_font(inner, "Alpha")
    restricted = TTFont(square_font(folder, "Restricted"))
    restricted["OS/2"].fsType = 2
    restricted.save(folder / "Restricted.ttf")
    (folder / "broken.ttf").write_bytes(b"\0\1\0\0 this is not a font")
    (folder / "empty.ttf").write_bytes(b"")
    (folder / "notes.txt").write_text("no font")
    (folder / "gone.ttf").symlink_to(folder / "nowhere")
    (folder / "folder.ttf").mkdir()
    ideograph = TTFont(square_font(folder, "Han"))
    for table in ideograph["cmap"].tables:
        table.cmap[0x4E2D] = "uni0061"
        table.cmap[0x05D0] = "uni0062"
    ideograph.save(folder / "Han.ttf")
    return folder


def test_system_fonts_in_fixed_order(system: Path) -> None:
    """Fonts are found below a folder, in the order of their names; what cannot be embedded or read is passed over."""
    assert [file.family for file, _ in installed([str(system)])] == ["Alpha", "Beta", "Han"]
    assert installed([str(system / "nowhere")]) == []
    assert [file.family for file, _ in installed([str(system / "inner"), str(system)])] == [
        "Alpha",
        "Alpha",
        "Beta",
        "Han",
    ]


def test_variable_system_font(tmp_path: Path) -> None:
    """A variable font of the system offers regular and bold."""
    (tmp_path / "noto.ttf").write_bytes(Path(CATALOGUE[24].path()).read_bytes())
    found = [file for file, _ in installed([str(tmp_path)])]
    assert [(file.weight, (file.variations or {})["wght"]) for file in found] == [(400, 400.0), (700, 700.0)]


def test_system_family_by_name(system: Path) -> None:
    """A theme can name a family of the system; its chain goes on with the packaged families."""
    faces = Faces(folders=[str(system)])
    chain = faces.chain("Beta", 400, italic=False)
    assert faces.chain_faces(chain).name == "Beta-Regular"
    session = faces.session()
    assert [session.face(part[0]).name for part in session.word("aḥ", chain, "en", rtl=False)[1]] == [
        "Beta-Regular",
        "SourceSerifPro-Regular",
    ]
    with pytest.raises(FontError, match="unknown-family"):
        faces.chain("Gamma", 400, italic=False)


def test_system_font_fills_a_gap(system: Path) -> None:
    """A letter that the packages lack comes from the first system font that has it, in any order of asking."""
    words = ("a中中b", "中", "אא\u200cא", "אx")
    results = []
    for order in (words, words[::-1]):
        faces = Faces(folders=[str(system)])
        chain = faces.chain("Source Serif", 400, italic=True)
        session = faces.session()
        shaped = {word: session.word(word, chain, "en", rtl="אא" in word) for word in order}
        results.append({word: [(session.face(i).name, width) for i, _, width in shaped[word][1]] for word in words})
    assert results[0] == results[1]
    assert [name for name, _ in results[0]["a中中b"]] == ["SourceSerifPro-It", "Han-Regular", "SourceSerifPro-It"]
    assert results[0]["אא\u200cא"] == [("Han-Regular", 1500)]
    with pytest.raises(FontError, match=r"U\+570B"):
        faces.session().word("中國", chain, "zh", rtl=False)


def test_two_fonts_of_one_name(system: Path, tmp_path: Path) -> None:
    """Of two system fonts with one name the first counts: pages select faces by name."""
    square_font(tmp_path, "Beta", 250)
    faces = Faces(folders=[str(tmp_path), str(system)])
    assert faces.session().word("a", faces.chain("Beta", 400, italic=False), "en", rtl=False)[0] == 250


def test_available(system: Path) -> None:
    """`available` shows every family with files, digests, origin and the scripts that it covers."""
    found = {family.family: family for family in available([str(system)])}
    assert list(found) == ["Source Serif", "Source Sans", "Noto Sans Arabic", "Alpha", "Beta", "Han"]
    assert found["Alpha"].origin == "system"
    serif = found["Source Serif"]
    assert serif.origin == "package"
    assert "transliteration (upright only)" in serif.coverage
    assert "Persian" in found["Noto Sans Arabic"].coverage
    assert "Persian" not in serif.coverage
    style = serif.styles[0]
    assert sha256(Path(style.file).read_bytes()).hexdigest() == style.sha256
    assert (style.name, style.weight, style.italic) == ("ExtraLight", 200, False)
