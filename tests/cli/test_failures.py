"""What the machine may do to us: full and read-only disks, closed pipes, files that are no files."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.build import a_brief, a_claim, a_topic, write
from tests.command import briefgen, environment
from tests.conftest import Workspace

# Runs the command with one call of the operating system failing for the files below output/.
_FAULT = """
import os, sys
name, number, arguments = sys.argv[1], int(sys.argv[2]), sys.argv[3:]
real, opened = os.open, set()
def broken_open(path, flags, *rest, **options):
    ours = "output" in str(path) and flags & os.O_CREAT
    if ours and name == "open":
        raise OSError(number, os.strerror(number))
    handle = real(path, flags, *rest, **options)
    if ours:
        opened.add(handle)
    return handle
real_write = os.write
def broken_write(handle, data):
    if handle in opened and name == "write":
        real_write(handle, bytes(data)[:100])
        raise OSError(number, os.strerror(number))
    return real_write(handle, data)
os.open, os.write = broken_open, broken_write
from briefgen.__main__ import main
sys.argv[1:] = arguments
sys.exit(main())
"""


def with_fault(call: str, number: int, *arguments: str, folder: Path) -> "subprocess.CompletedProcess[str]":
    """Run a command with `open` or `write` of output files failing with an error number."""
    command = [sys.executable, "-P", "-c", _FAULT, call, str(number), *arguments]
    return subprocess.run(command, cwd=folder, env=environment(), capture_output=True, text=True, check=False)


def drafts(folder: Path) -> list[str]:
    """Return the names of everything in output/drafts, hidden files too."""
    return sorted(os.listdir(folder / "output" / "drafts"))


@pytest.mark.parametrize(("call", "number"), [("write", 28), ("write", 5), ("open", 30), ("open", 13)])
def test_a_disk_that_refuses_leaves_the_old_draft(workspace: Workspace, call: str, number: int) -> None:
    """On a full, broken or read-only disk: one line, exit 2, the old PDF as it was and no other file."""
    folder = workspace(a_topic())
    assert briefgen("build", "-a", "analyst", folder=folder).returncode == 0
    old = (folder / "output/drafts/topic-analyst.pdf").read_bytes()
    write(folder, a_topic([a_claim(text="The lamp was out [@report-2020, p. 4].")]))
    run = with_fault(call, number, "build", "-a", "analyst", folder=folder)
    assert run.returncode == 2
    assert run.stdout == ""
    (line,) = run.stderr.splitlines()
    assert "output/drafts/topic-analyst.pdf:1:1: error[path.write]: " in line
    assert os.strerror(number).lower() in line.lower()
    assert drafts(folder) == ["topic-analyst.pdf"]
    assert (folder / "output/drafts/topic-analyst.pdf").read_bytes() == old


def test_output_that_is_a_file_is_reported(workspace: Workspace) -> None:
    """Where the drafts folder cannot be made, one line says so."""
    folder = workspace(a_topic() | {"output": "in the way"})
    run = briefgen("build", "-a", "analyst", folder=folder)
    assert run.returncode == 2
    (line,) = run.stderr.splitlines()
    assert "error[path.write]" in line
    assert (folder / "output").read_text() == "in the way"


@pytest.mark.parametrize("arguments", [("explain",), ("fonts",), ("limits",), ("check",)])
def test_a_closed_stdout_is_no_fault_of_ours(workspace: Workspace, arguments: tuple[str, ...]) -> None:
    """Whoever reads one line and goes away gets neither a traceback nor the exit code of a bug."""
    claims = [a_claim(f"c{n:03d}", "Nobody said this.") for n in range(400)]
    folder = workspace(a_topic(claims))
    command = [sys.executable, "-P", "-m", "briefgen", *arguments]
    process = subprocess.Popen(command, cwd=folder, env=environment(), stdout=subprocess.PIPE, stderr=subprocess.PIPE)
    assert process.stdout is not None
    assert process.stderr is not None
    assert process.stdout.readline()
    process.stdout.close()
    errors = process.stderr.read().decode()
    process.stderr.close()
    process.wait()
    assert errors == ""
    assert process.returncode in {0, 1, 2}


def test_a_stdout_that_is_full_is_reported(workspace: Workspace) -> None:
    """What cannot be printed because the device is full ends with one line, not with the exit code of a bug."""
    folder = workspace(a_topic())
    command = [sys.executable, "-P", "-m", "briefgen", "explain"]
    with open("/dev/full", "w", encoding="utf-8") as full:
        run = subprocess.run(
            command, cwd=folder, env=environment(), stdout=full, stderr=subprocess.PIPE, text=True, check=False
        )
    assert run.returncode == 2
    assert len(run.stderr.splitlines()) == 1
    assert "Traceback" not in run.stderr


@pytest.mark.parametrize("kind", ["fifo", "folder", "link", "device"])
def test_a_record_file_that_is_no_plain_file_is_refused(workspace: Workspace, kind: str, tmp_path: Path) -> None:
    """A pipe, folder, link or device in the place of a record file is named, and nothing waits for it."""
    folder = workspace(a_topic())
    file = folder / "sources/topic/claims.yaml"
    text = file.read_bytes()
    file.unlink()
    if kind == "fifo":
        os.mkfifo(file)
    elif kind == "folder":
        file.mkdir()
    elif kind == "link":
        write(tmp_path, {"elsewhere.yaml": text})
        file.symlink_to(tmp_path / "elsewhere.yaml")
    else:
        file.symlink_to("/dev/zero")
    run = briefgen("build", "-a", "analyst", folder=folder)
    assert run.returncode == 2
    assert run.stderr.startswith("sources/topic/claims.yaml:1:1: error[path.")
    assert not (folder / "output").exists()


@pytest.mark.skipif(hasattr(os, "geteuid") and os.geteuid() == 0, reason="root may read everything")
def test_a_record_file_that_may_not_be_read_is_named(workspace: Workspace) -> None:
    """A record file without read permission is one line."""
    folder = workspace(a_topic())
    (folder / "sources/topic/claims.yaml").chmod(0)
    run = briefgen("check", folder=folder)
    assert run.returncode == 2
    assert run.stdout.startswith("sources/topic/claims.yaml:1:1: error[path.")


def test_a_build_in_the_sandbox_gives_the_same_bytes(workspace: Workspace) -> None:
    """`--sandbox` changes who does the work, not what comes out."""
    folder = workspace(a_topic())
    plain = briefgen("build", "-a", "analyst", folder=folder)
    data = (folder / "output/drafts/topic-analyst.pdf").read_bytes()
    (folder / "output/drafts/topic-analyst.pdf").unlink()
    limited = briefgen("build", "-a", "analyst", "--sandbox", folder=folder)
    assert (limited.returncode, limited.stdout, limited.stderr) == (0, plain.stdout, plain.stderr)
    assert (folder / "output/drafts/topic-analyst.pdf").read_bytes() == data


def test_a_theme_is_told_where_it_is_wrong(workspace: Workspace) -> None:
    """Fonts that nobody has and colours that nobody can read are named at their place in audience.yaml."""
    files = a_topic()
    names = "theme:\n  body-font: Sourse Serif\n  accent: '#1f3a5f'\n  heading-font: No Such Face\n"
    files["templates/desk/audience.yaml"] = "title: Desk\nextends: analyst\n" + names
    # What a parent names is told at the parent.
    files["templates/child/audience.yaml"] = "title: Child\nextends: desk\ntheme: {heading-font: Source Sans}\n"
    files["templates/pale/audience.yaml"] = "title: Pale\nextends: analyst\ntheme:\n  accent: '#999999'\n"
    folder = workspace(files)
    run = briefgen("build", "-a", "desk", folder=folder)
    assert run.returncode == 2
    path = "templates/desk/audience.yaml"
    family = "error[font.unknown-family]: theme"
    assert f"{path}:4:14: {family}.body-font: there is no font family 'Sourse Serif'" in run.stderr
    assert "did you mean Source Serif" in run.stderr
    assert f"{path}:6:17: {family}.heading-font: there is no font family 'No Such Face'" in run.stderr
    child = briefgen("build", "-a", "child", folder=folder)
    assert child.stderr.count("font.unknown-family") == 1
    assert f"{path}:4:14: {family}.body-font" in child.stderr
    pale = briefgen("build", "-a", "pale", folder=folder)
    assert pale.returncode == 2
    assert (
        "templates/pale/audience.yaml:4:11: error[template.value]: theme.accent #999999 has a contrast of"
        in pale.stderr
    )


def test_the_sandbox_hands_on_the_exit_code(workspace: Workspace) -> None:
    """A finding in the sandbox is a finding outside."""
    folder = workspace(a_topic([a_claim(text="Nobody said this.")]))
    run = briefgen("check", "--sandbox", folder=folder)
    assert run.returncode == 1
    assert "claim.uncited" in run.stdout


def test_sarif_has_the_shape_of_the_standard(workspace: Workspace) -> None:
    """SARIF 2.1.0: one run, a rule for each code used, addresses relative to the workspace from wherever it is called."""
    folder = workspace(a_topic([a_claim(text="Nobody said this.")]))
    outside = folder.parent
    logs = [
        json.loads(briefgen("check", "--format", "sarif", folder=folder).stdout),
        json.loads(briefgen("check", "--format", "sarif", "-C", str(folder), folder=outside).stdout),
        json.loads(briefgen("check", "--format", "sarif", folder=folder / "sources" / "topic").stdout),
    ]
    assert logs[0] == logs[1] == logs[2]
    log = logs[0]
    assert log["version"] == "2.1.0"
    (run,) = log["runs"]
    assert run["tool"]["driver"]["name"] == "briefgen"
    rules = [rule["id"] for rule in run["tool"]["driver"]["rules"]]
    assert rules == sorted({result["ruleId"] for result in run["results"]})
    assert "claim.uncited" in rules
    for result in run["results"]:
        (location,) = result["locations"]
        place = location["physicalLocation"]
        assert place["artifactLocation"]["uri"] in {"sources/topic/claims.yaml", "sources/topic/sources.yaml"}
        assert place["region"]["startLine"] >= 1
        assert result["level"] in {"error", "warning"}
        assert result["message"]["text"]


def test_the_gravest_exit_code_wins(workspace: Workspace) -> None:
    """Of several bad topics the first of 3, 2, 1 is the exit code, and the good topic is built."""
    bad = {"finding": a_claim(text="Nobody said this."), "input": a_claim(quoet="x")}
    files = a_topic()
    for name, claim in bad.items():
        files |= a_topic([claim], name=name)
    files |= a_topic(name="limit") | {"sources/limit/more.yaml": "#" * (1024 * 1024 + 1)}
    folder = workspace(files)
    for names, code in (
        (("topic",), 0),
        (("topic", "finding"), 1),
        (("finding", "input"), 2),
        (("input", "limit", "finding", "topic"), 3),
    ):
        run = briefgen("build", "-a", "analyst", *names, folder=folder)
        assert run.returncode == code, run.stderr
        assert run.stdout.splitlines() == (["output/drafts/topic-analyst.pdf"] if "topic" in names else [])


def test_a_topic_of_another_script_says_which_letter_is_missing(workspace: Workspace) -> None:
    """A title in a script that no font has names each letter once, with the place in the record."""
    brief = a_brief(title="The 𓀀 lamp")
    folder = workspace(a_topic(brief=brief))
    run = briefgen("build", "-a", "analyst", folder=folder)
    assert run.returncode == 2
    assert "sources/topic/brief.yaml:1:" in run.stderr
    assert "font.missing-glyph" in run.stderr
    assert "U+13000" in run.stderr
