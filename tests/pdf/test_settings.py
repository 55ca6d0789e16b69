"""The guard before ReportLab: nothing that somebody left lying about runs."""

import ast
import os
import subprocess
import sys
from pathlib import Path
from types import ModuleType, SimpleNamespace

import pytest

from briefgen.pdf import settings

ROOT = Path(__file__).resolve().parents[2]
TRAP = "open({!r}, 'w').close()\n"


def run(code: str, folder: Path, **environment: str) -> subprocess.CompletedProcess[str]:
    """Run code in a new interpreter, in a folder and with a home that may be hostile."""
    clean = {"PATH": os.environ["PATH"], "HOME": str(folder), "PYTHONPATH": f"{folder}:{ROOT}"} | environment
    return subprocess.run(
        [sys.executable, "-c", code], cwd=folder, env=clean, capture_output=True, text=True, check=False, timeout=60
    )


@pytest.fixture
def trapped(tmp_path: Path) -> Path:
    """A folder with all the modules and dot-files that ReportLab would run, each of which leaves a mark."""
    for name in ("reportlab_mods.py", "reportlab_settings.py", ".reportlab_mods", ".reportlab_settings"):
        (tmp_path / name).write_text(TRAP.format(str(tmp_path / "SPRUNG")))
    return tmp_path


def test_hostile_folder_runs_nothing(trapped: Path) -> None:
    """Modules on the path, dot-files at home and RL_ variables do nothing, and the variables are still there."""
    code = "import os, briefgen.pdf.settings as s; print(s.pdfdoc.rl_config.useA85, os.environ['RL_useA85'])"
    done = run(code, trapped, RL_useA85="0", RL_toColorCanUse="rl_safe_eval", RL_pdfComments="1")
    assert done.returncode == 0, done.stderr
    assert done.stdout.split() == ["1", "0"]
    assert not (trapped / "SPRUNG").exists()


@pytest.mark.parametrize(
    "name", ["reportlab_mods.py", "reportlab_settings.py", ".reportlab_mods", ".reportlab_settings"]
)
def test_canary_reportlab_runs_what_it_finds(trapped: Path, name: str) -> None:
    """Without the guard ReportLab still runs each of them: when this fails, a door can be left out."""
    for other in trapped.iterdir():
        if other.name != name:
            other.unlink()
    done = run("import reportlab.rl_config", trapped)
    assert done.returncode == 0, done.stderr
    assert (trapped / "SPRUNG").exists()


def test_canary_reportlab_reads_variables(tmp_path: Path) -> None:
    """Without the guard a variable still chooses the evaluator behind colours."""
    done = run(
        "from reportlab import rl_config; print(rl_config.toColorCanUse)", tmp_path, RL_toColorCanUse="rl_safe_eval"
    )
    assert done.stdout.strip() == "rl_safe_eval"


def test_dangerous_parts_are_absent(tmp_path: Path) -> None:
    """After a file is written, neither Platypus nor graphics nor the font finder nor an evaluator is loaded."""
    code = (
        "import sys; from tests.pdf.make import simple; from briefgen.pdf import write_pdf\n"
        "assert 'reportlab' not in sys.modules\n"
        "write_pdf(simple().done(), [], producer='x')\n"
        "bad = ('reportlab.platypus', 'reportlab.graphics', 'reportlab.lib.fontfinder', 'PIL', 'pypdf', 'urllib.request')\n"
        "print([name for name in sys.modules if name.startswith(bad)])\n"
        "from reportlab.lib.utils import rl_safe_eval\n"
        "try:\n    rl_safe_eval('1')\nexcept RuntimeError:\n    print('shut')"
    )
    done = run(code, tmp_path)
    assert done.stdout.splitlines() == ["[]", "shut"], done.stderr


def test_pillow_works_afterwards(tmp_path: Path) -> None:
    """Hiding Pillow from ReportLab leaves it to everybody else."""
    done = run("import briefgen.pdf.settings; from PIL import Image; print(Image.new('L', (1, 1)).size)", tmp_path)
    assert done.stdout.strip() == "(1, 1)", done.stderr


def test_changed_setting_is_refused(tmp_path: Path) -> None:
    """A setting that somebody changed before us ends the program, and is named."""
    code = "from reportlab import rl_config; rl_config.pdfComments = 1; import briefgen.pdf.settings"
    done = run(code, tmp_path)
    assert done.returncode != 0
    assert "pdfComments" in done.stderr


def test_differences_names_what_changed() -> None:
    """The comparison sees a changed and a missing setting, and nothing else."""
    same = dict(settings.SETTINGS)
    assert settings.differences(SimpleNamespace(**same)) == []
    del same["verbose"]
    assert settings.differences(SimpleNamespace(**same | {"invariant": 1})) == ["invariant", "verbose"]


def test_colours_have_no_evaluator() -> None:
    """The switch behind ReportLab's toColor is off."""
    assert settings.pdfdoc.rl_config.toColorCanUse is None


def test_only_the_guard_imports_reportlab() -> None:
    """No other module of ours names ReportLab in an import."""
    importers = set()
    for path in (ROOT / "briefgen").rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text())):
            names = [alias.name for alias in node.names] if isinstance(node, ast.Import) else []
            names += [node.module or ""] if isinstance(node, ast.ImportFrom) else []
            if any(name.partition(".")[0] == "reportlab" for name in names):
                importers.add(path.relative_to(ROOT).as_posix())
    assert importers == {"briefgen/pdf/settings.py"}


def test_environment_comes_back(monkeypatch: pytest.MonkeyPatch) -> None:
    """What is taken out of the environment is back afterwards, even after an error."""
    monkeypatch.setenv("RL_X", "1")
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "nonsense")

    def fail() -> None:
        with settings.clear_environment():
            assert not {"RL_X", "SOURCE_DATE_EPOCH"} & set(os.environ)
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        fail()
    assert os.environ["RL_X"] == "1"
    assert os.environ["SOURCE_DATE_EPOCH"] == "nonsense"


def test_pillow_is_hidden_only_where_nobody_has_it(monkeypatch: pytest.MonkeyPatch) -> None:
    """Pillow is hidden while ReportLab loads, comes back after an error, and is left alone where it is in use."""
    for name in [name for name in sys.modules if name.partition(".")[0] == "PIL" or name == "reportlab.lib.utils"]:
        monkeypatch.delitem(sys.modules, name)

    def fail() -> None:
        with settings._without_pillow():
            assert sys.modules["PIL"].Image is None
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        fail()
    assert "PIL" not in sys.modules
    in_use = ModuleType("PIL")
    monkeypatch.setitem(sys.modules, "PIL", in_use)
    with settings._without_pillow():
        assert sys.modules["PIL"] is in_use


def test_doors_stay_shut() -> None:
    """What ReportLab would ask for is entered, and refuses to work."""
    assert set(settings.DOORS) <= set(sys.modules)
    with pytest.raises(RuntimeError, match="shut"):
        settings._refuse("1 + 1")


def test_changed_settings_stop_the_import(monkeypatch: pytest.MonkeyPatch) -> None:
    """The comparison runs at import, and its error names the setting."""
    monkeypatch.setattr(settings.pdfdoc.rl_config, "verbose", 1)
    with pytest.raises(RuntimeError, match="verbose"):
        settings._import()
