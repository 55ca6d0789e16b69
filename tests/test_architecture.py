"""The shape of the house: directions, owners, names, codes, and what the wheel carries."""

import ast
import functools
import importlib
import os
import re
import subprocess
import sys
import zipfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from briefgen.codes import codes
from briefgen.limits import LIMITS
from tests.build import a_topic, write
from tests.command import ROOT, environment

PACKAGE = ROOT / "briefgen"

# Foreign packages, and the only place that may import them.
OWNERS = {
    "yaml": "records/read.py",
    "jinja2": "templating/",
    "markupsafe": "templating/",
    "reportlab": "pdf/",
    "uharfbuzz": "fonts/",
    "pyphen": "layout/hyphenate.py",
    "PIL": "images.py",
    "pypdf": "pdfread/",
    "bibtexparser": "exchange/bibtex.py",
    "rispy": "exchange/ris.py",
    "pyhanko": "editions/",
    "pyhanko_certvalidator": "editions/certificates.py",
    "asn1crypto": "editions/",
    "fsspec": "editions/remote.py",
    "watchfiles": "cli/watch.py",
}

# Never, anywhere: doors that open on code, networks or caches of strangers.
BANNED_MODULES = ("reportlab.platypus", "reportlab.graphics", "reportlab.lib.fontfinder", "xml.sax", "pickle", "socket")
BANNED_NAMES = ("yaml.load", "yaml.safe_load", "datetime.now", "date.today", "datetime.utcnow", "markupsafe.Markup")
BANNED_CALLS = ("eval", "exec", "compile", "__import__")

DRAWERS = {"utils", "util", "common", "misc", "base", "manager", "handler", "core", "helpers"}

# A code in the source, and whether an f-string makes only its first part.
_CODE = re.compile(r"[a-z]+(?:-[a-z]+)*\.[a-z0-9]+(?:-[a-z0-9]+)*")


@functools.cache
def trees() -> dict[str, ast.Module]:
    """Return the syntax tree of every module, by its path below the package."""
    files = sorted(PACKAGE.rglob("*.py"))
    return {str(file.relative_to(PACKAGE)): ast.parse(file.read_text(encoding="utf-8")) for file in files}


def imports(tree: ast.Module) -> Iterator[str]:
    """Yield the full name of every module that a tree imports, in functions too."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module:
            yield node.module
            yield from (f"{node.module}.{alias.name}" for alias in node.names)


def test_the_contracts_hold() -> None:
    """import-linter finds every import to point downwards."""
    program = Path(sys.executable).with_name("lint-imports")
    run = subprocess.run([program, "--no-cache"], cwd=ROOT, capture_output=True, text=True, check=False)
    assert run.returncode == 0, run.stdout + run.stderr
    assert "0 broken" in run.stdout


def test_foreign_packages_have_one_owner() -> None:
    """Each foreign package is imported by its owner alone, and there are no others."""
    strangers = []
    for path, tree in trees().items():
        for name in imports(tree):
            top = name.partition(".")[0]
            if top == "briefgen" or top in sys.stdlib_module_names:
                continue
            owner = OWNERS.get(top)
            if owner is None or not path.startswith(owner):
                strangers.append(f"{path}: {name}")
    assert not strangers


def test_every_owner_needs_what_it_owns() -> None:
    """No package stands in the table that nobody imports; of pyphen the pattern files alone are read, by their path."""
    imported = {name.partition(".")[0] for tree in trees().values() for name in imports(tree)}
    assert set(OWNERS) - {"markupsafe", "pyphen"} <= imported


def test_nothing_banned_is_imported_or_called() -> None:
    """No door to code, network or clock stands open in the source."""
    found = []
    for path, tree in trees().items():
        found += [f"{path}: {name}" for name in imports(tree) if name.startswith(BANNED_MODULES)]
        for node in ast.walk(tree):
            if isinstance(node, ast.Attribute) and ast.unparse(node) in BANNED_NAMES:
                found.append(f"{path}:{node.lineno}: {ast.unparse(node)}")
            elif isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id in BANNED_CALLS:
                found.append(f"{path}:{node.lineno}: {node.func.id}()")
    assert not found


def test_one_module_reads_the_clock() -> None:
    """`project.py` alone asks what time it is; the sandbox's timeout is no question of the day."""
    asking = {
        path
        for path, tree in trees().items()
        for node in ast.walk(tree)
        if isinstance(node, ast.Attribute) and ast.unparse(node) in {"time.time", "time.localtime", "time.gmtime"}
    }
    assert asking <= {"project.py", "fastpath.py"}


def test_no_module_is_a_drawer() -> None:
    """No module or package has a name that says nothing about what it holds."""
    parts = {part.removesuffix(".py") for path in trees() for part in Path(path).parts}
    assert not parts & DRAWERS


def defined(tree: ast.Module) -> Iterator[str]:
    """Yield the public names that a module defines at its top: functions, classes, assigned names."""
    for node in tree.body:
        if isinstance(node, ast.FunctionDef | ast.ClassDef):
            names = [node.name]
        elif isinstance(node, ast.Assign):
            names = [target.id for target in node.targets if isinstance(target, ast.Name)]
        elif isinstance(node, ast.AnnAssign) and isinstance(node.target, ast.Name):
            names = [node.target.id]
        else:
            continue
        yield from (name for name in names if not name.startswith("_"))


def exported(tree: ast.Module) -> list[str] | None:
    """Return `__all__` of a module, None if it has none."""
    for node in tree.body:
        if isinstance(node, ast.Assign) and ast.unparse(node.targets[0]) == "__all__":
            return [str(name) for name in ast.literal_eval(node.value)]
    return None


@pytest.mark.parametrize("path", [path for path in trees() if not path.endswith("__main__.py")])
def test_what_is_public_is_in_all(path: str) -> None:
    """`__all__` names what a module has, sorted out by nobody else; a function or class without underscore is in it."""
    tree = trees()[path]
    names = exported(tree)
    module = "briefgen." + path.removesuffix(".py").replace("/", ".").removesuffix(".__init__")
    if path == "__init__.py":
        module = "briefgen"
    public = [
        name
        for name in defined(tree)
        if isinstance(getattr(importlib.import_module(module), name), type | type(test_what_is_public_is_in_all))
    ]
    if names is None:
        assert not public, f"{path} has no __all__"
        return
    assert len(names) == len(set(names))
    assert not [name for name in names if not hasattr(importlib.import_module(module), name)]
    assert not [name for name in names if name.startswith("_") and name != "__version__"]
    made_here = set(public) if not path.endswith("__init__.py") else set()
    assert made_here <= set(names), f"public, but not in __all__: {sorted(made_here - set(names))}"


def used_codes() -> set[str]:
    """Return every string of the source that has the form of a code of a known family."""
    families = {name.partition(".")[0] for name in codes()}
    found: set[str] = set()
    for tree in trees().values():
        for node in ast.walk(tree):
            if isinstance(node, ast.Constant) and isinstance(node.value, str) and _CODE.fullmatch(node.value):
                found.add(node.value)
            elif (
                isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == "limit" and node.args
            ):
                name = node.args[0]
                if isinstance(name, ast.Constant) and isinstance(name.value, str):
                    found.add(f"limit.{name.value}")
    return {code for code in found if code.partition(".")[0] in families | {"limit"}}


def made_codes() -> set[str]:
    """Return the first parts of codes that f-strings complete, such as `date.`."""
    found = set()
    for tree in trees().values():
        for node in ast.walk(tree):
            if isinstance(node, ast.JoinedStr) and isinstance(node.values[0], ast.Constant):
                start = str(node.values[0].value)
                if re.fullmatch(r"[a-z]+\.(?:[a-z-]+-)?", start):
                    found.add(start)
    return found


# Strings with the form of a code that are something else.
_NO_CODES = re.compile(r".*\.(?:py|toml|yaml|xml|csl|json|pdf|md|txt|html|jpeg|png)")


def test_every_code_is_explained() -> None:
    """A code that the source uses has an entry for `explain`."""
    known = set(codes())
    unknown = {code for code in used_codes() - known if not _NO_CODES.fullmatch(code)}
    assert not unknown


def test_no_code_is_dead() -> None:
    """An entry for `explain` belongs to a code that the source uses."""
    starts = tuple(made_codes())
    dead = {code for code in set(codes()) - used_codes() if "." in code and not code.startswith(starts or "\0")}
    assert not dead


def test_every_limit_can_be_explained() -> None:
    """`explain limit.NAME` answers for every limit."""
    assert {f"limit.{name}" for name in LIMITS} <= set(codes())


def test_entries_are_complete() -> None:
    """Every entry has a title, a meaning and a cure in sentences, and an exit code that exists."""
    for code in codes().values():
        assert code.exit in {0, 1, 2, 3, 4, 70}, code.name
        assert code.title, code.name
        assert not code.title.endswith("."), code.name
        assert code.meaning.strip().endswith((".", "!", "?", ")")), code.name
        assert code.cure.strip().endswith((".", ")")), code.name


def test_a_build_loads_no_banned_module(tmp_path: Path) -> None:
    """After a whole build, what may never be loaded is not in memory, and neither is what only reading back needs."""
    write(tmp_path, a_topic())
    program = (
        "import sys; from briefgen.cli.main import run; code = run(['build', '-a', 'analyst']); "
        "print(*sorted(sys.modules), file=sys.stderr); sys.exit(code)"
    )
    run = subprocess.run(
        [sys.executable, "-P", "-c", program],
        cwd=tmp_path, env=environment(), capture_output=True, text=True, check=True,
    )  # fmt: skip
    loaded = set(run.stderr.split())
    assert "reportlab.pdfbase.pdfdoc" in loaded
    banned = [*BANNED_MODULES[:4], "fontTools", "click", "importlib.metadata", "dataclasses", "pypdf", "PIL", "ssl"]
    assert not [name for name in loaded if name.startswith(tuple(banned))]


def test_importing_the_package_costs_nothing() -> None:
    """`import briefgen` loads the version and no other module of ours."""
    program = "import sys, briefgen; print(*(name for name in sys.modules if name.startswith('briefgen')))"
    run = subprocess.run(
        [sys.executable, "-P", "-c", program], env=environment(), capture_output=True, text=True, check=True
    )
    assert sorted(run.stdout.split()) == ["briefgen", "briefgen.version"]


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return the wheel, built without a network from this checkout."""
    folder = tmp_path_factory.mktemp("wheel")
    options = ["--no-deps", "--no-build-isolation", "--no-index", "--quiet", "--disable-pip-version-check"]
    subprocess.run(
        [sys.executable, "-m", "pip", "wheel", ROOT, *options, "-w", folder], check=True, capture_output=True
    )
    (file,) = folder.glob("*.whl")
    return file


def test_the_wheel_carries_its_data(wheel: Path) -> None:
    """Packs, sample, codes, styles and locales travel inside; tests, caches and output do not."""
    names = zipfile.ZipFile(wheel).namelist()
    inside = {name.removeprefix("briefgen/") for name in names if name.startswith("briefgen/")}
    for folder, target in (
        ("templates", "scaffold/templates"),
        ("sources/al-qaeda-iran", "scaffold/sample"),
        ("briefgen/data/codes", "data/codes"),
        ("briefgen/citation/data", "citation/data"),
    ):
        files = [file for file in (ROOT / folder).rglob("*") if file.is_file()]
        wanted = {f"{target}/{file.relative_to(ROOT / folder)}" for file in files if "__pycache__" not in file.parts}
        assert wanted, folder
        assert wanted <= inside
    assert {str(path) for path in trees()} <= inside
    assert "py.typed" in inside
    outside = [name for name in names if not name.startswith(("briefgen/", "briefgen-"))]
    assert not outside
    assert not [name for name in names if "__pycache__" in name or "/output/" in name]


def test_an_installed_package_builds_the_sample(wheel: Path, tmp_path: Path) -> None:
    """After an install away from the checkout, a new workspace builds its sample at once."""
    site = tmp_path / "site"
    with zipfile.ZipFile(wheel) as archive:
        archive.extractall(site)
    known = environment({"PYTHONPATH": str(site)})
    for words in (["new", "workspace", "desk"], ["build", "-C", "desk", "-a", "policymaker"]):
        run = subprocess.run(
            [sys.executable, "-P", "-m", "briefgen", *words],
            cwd=tmp_path, env=known, capture_output=True, text=True, check=False,
        )  # fmt: skip
        assert run.returncode == 0, run.stderr
    assert os.path.getsize(tmp_path / "desk/output/drafts/al-qaeda-iran-policymaker.pdf") > 10_000
