"""Small topics for the rules: a good one, and the codes that a change of it provokes."""

import re
from pathlib import Path

from briefgen.diagnostics import Diagnostic
from briefgen.evidence import examine
from briefgen.evidence.check import Examination
from tests.records.topics import load

BRIEF = """title: A brief
sections:
  - {id: s1, title: One}
judgments:
  - {text: This is likely., likelihood: likely, claims: [c1]}
"""
SOURCES = """sources:
  - {id: a, type: article-newspaper, title: A, issued: 2021-01-13, independence: one}
  - {id: b, type: report, title: B, issued: 2021-02}
"""
CLAIMS = """claims:
  - {id: c1, section: s1, kind: reported-fact, text: 'It is so [@a; @b, p. 3].'}
"""


def examined(root: Path, brief: str = BRIEF, sources: str = SOURCES, claims: str = CLAIMS, **more: str) -> Examination:
    """Examine a topic; `more` are further files, their names without dot and folder."""
    names = {"snapshot": "snapshots/a.txt", "page": "snapshots/a.html", "entities": "e.yaml"}
    files: dict[str, str | bytes] = {"brief.yaml": brief, "a.yaml": sources, "c.yaml": claims}
    files.update({names[name]: text for name, text in more.items()})
    return examine(
        load(root, files), (2026, 11, 22), shows=("source-summary", "grades") if "descriptor" in sources else ()
    )


def found(root: Path, **files: str) -> list[Diagnostic]:
    """Return what the rules find in a topic."""
    return list(examined(root, **files).diagnostics)


def codes(root: Path, **files: str) -> list[str]:
    """Return the codes of what the rules find."""
    return [d.code for d in found(root, **files)]


def claims(*lines: str) -> str:
    """Return claims in flow form, each with section and text unless given."""
    rows = []
    for number, line in enumerate(lines, 1):
        outside = re.sub(r"\[\{.*?\}\]", "", line)
        text = "" if "text:" in outside else ", text: 'It is so [@a; @b, p. 3].'"
        rows.append(f"  - {{id: c{number}, section: s1{text}{', ' if line else ''}{line}}}\n")
    return "claims:\n" + "".join(rows)


def sources(first: str = "", second: str = "") -> str:
    """Return the two sources, each with further keys in flow form."""
    return (
        f"sources:\n  - {{id: a, type: article-newspaper, title: A{', ' if first else ''}{first}}}\n"
        f"  - {{id: b, type: report, title: B{', ' if second else ''}{second}}}\n"
    )


def judgment(line: str, scale: str = "icd203") -> str:
    """Return a brief with one judgment in flow form."""
    return f"title: T\nscale: {scale}\nsections: [{{id: s1, title: One}}]\njudgments:\n  - {{{line}}}\n"
