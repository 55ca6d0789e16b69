"""The three editions of the sample: what `make editions` publishes."""

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from briefgen.cli.main import run
from briefgen.diagnostics import Span
from briefgen.pdfread import open_pdf

ROOT = Path(__file__).parents[2]
CUTOFFS = ("2020-11-16", "2021-01-13", "")


def test_three_editions_of_the_sample(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """They grow with the cut-off, say that they are retrospective, and are built again in another place, zone, locale."""
    desk = tmp_path / "desk"
    shutil.copytree(ROOT / "sources", desk / "sources")
    (desk / "briefgen.toml").write_text("")
    at = ["-C", str(desk)]
    for number, cutoff in enumerate(CUTOFFS, 1):
        words = ["publish", "al-qaeda-iran", "--date", "2026-11-22", "--note", f"Edition {number}.", *at]
        assert run([*words, "--cutoff", cutoff] if cutoff else words) == 0
    capsys.readouterr()
    added = []
    for old, new in (("1", "2"), ("2", "3"), ("3", "records")):
        run(["diff", "al-qaeda-iran", old, new, "--json", *at])
        told = json.loads(capsys.readouterr().out)
        added.append(told["added"])
        assert not told["withdrawn"]
    assert "c01" in added[0]
    assert added[1]
    assert added[2] == []
    archive = desk / "output/editions/al-qaeda-iran"
    for number, cutoff in enumerate(CUTOFFS, 1):
        name = f"{number:04d}"
        data = (archive / name / f"data/briefs/al-qaeda-iran-{name}-policymaker.pdf").read_bytes()
        text = open_pdf(data, Span(name)).structure().text
        assert ("Retrospective" in text) is bool(cutoff)
        assert ("first edition" in text) is (number == 1)
        assert f"AQI-{name}" in text
    other = tmp_path / "elsewhere"
    shutil.copytree(desk / "output", other / "output")
    (other / "briefgen.toml").write_text("")
    environment = os.environ | {"TZ": "Asia/Tehran", "LC_ALL": "tr_TR.UTF-8", "XDG_STATE_HOME": str(tmp_path / "state")}
    words = [sys.executable, "-m", "briefgen", "verify", "--rebuild", "-C", str(other)]
    done = subprocess.run(words, check=False, capture_output=True, text=True, env=environment, cwd=ROOT)
    assert done.returncode == 0, done.stderr
    assert done.stdout.count("built again, 3 PDFs, the same bytes") == 3
    print("rebuilt: 3 editions, 9 PDFs, the same bytes in another folder, time zone and locale")
