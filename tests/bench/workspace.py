"""The corpus as a briefgen workspace: records of the contract, written as YAML."""

import json
from pathlib import Path
from typing import Any

from tests.bench.corpus import SECTIONS, TITLE, Corpus, Mark, Source, Topic

__all__ = ["PLAIN", "TOPIC", "write_workspace"]

TOPIC = "vardane"
PLAIN = "plain"  # the pack that prints what the peer prints, and no more
_PER_FILE = 400


def _scalar(text: str) -> str:
    return json.dumps(text, ensure_ascii=False)


def _flow(value: Any) -> str:
    """Write a value in YAML's flow form; JSON strings are YAML strings."""
    if isinstance(value, dict):
        return "{" + ", ".join(f"{key}: {_flow(v)}" for key, v in value.items()) + "}"
    if isinstance(value, list):
        return "[" + ", ".join(map(_flow, value)) + "]"
    return _scalar(value)


def _records(key: str, rows: list[dict[str, Any]]) -> str:
    lines = [f"{key}:"]
    for row in rows:
        for place, (name, value) in enumerate(row.items()):
            lines.append(f"  {'- ' if place == 0 else '  '}{name}: {_flow(value)}")
    return "\n".join(lines) + "\n"


def _source(source: Source) -> dict[str, Any]:
    authors = [{"family": p.family, "given": p.given} if p.given else {"literal": p.family} for p in source.authors]
    row = {
        "id": source.ident,
        "type": source.kind,
        "title": source.title,
        "author": authors,
        "issued": source.issued,
        "container-title": source.container,
        "publisher": source.publisher,
        "URL": source.url,
        "accessed": source.accessed,
    }
    return {key: value for key, value in row.items() if value}


def _prose(claim: Topic) -> str:
    out = []
    for part in claim.prose:
        if isinstance(part, Mark):
            remark = f", {part.remark}." if part.remark else ""
            out.append(f" [@{part.source}, {part.locator}{remark}]")
        else:
            out.append(part)
    return "".join(out)


def _claim(claim: Topic) -> dict[str, Any]:
    row: dict[str, Any] = {
        "id": claim.ident,
        "section": claim.section,
        "heading": claim.heading,
        "kind": "reported-fact",
        "text": _prose(claim),
        "about": claim.about,
        "confidence": claim.confidence,
    }
    if claim.quoted is not None:
        row["quotes"] = [{"source": claim.quoted.source, "locator": claim.quoted.locator, "text": claim.quote}]
    return row


def write_workspace(corpus: Corpus, folder: Path) -> None:
    """Write the corpus as a workspace with one topic and a pack named `plain`."""
    topic = folder / "sources" / TOPIC
    topic.mkdir(parents=True)
    (folder / "briefgen.toml").write_text('default-audiences = ["analyst"]\n', encoding="utf-8")
    pack = folder / "templates" / PLAIN
    pack.mkdir(parents=True)
    (pack / "audience.yaml").write_text(
        "title: The peer's parts\nextends: analyst\nnotes: {backlinks: no}\nshow: [contents, bibliography]\n",
        encoding="utf-8",
    )
    sections = "".join(f"  - {{id: {key}, title: {_scalar(title)}}}\n" for key, title in SECTIONS.items())
    (topic / "brief.yaml").write_text(
        f"title: {_scalar(TITLE)}\nlanguage: en\ncutoff: 2026-01-01\nseries: VH\nsections:\n{sections}",
        encoding="utf-8",
    )
    for name, rows in (("sources", [*map(_source, corpus.sources)]), ("claims", [*map(_claim, corpus.claims)])):
        for start in range(0, len(rows), _PER_FILE):
            part = rows[start : start + _PER_FILE]
            (topic / f"{name}-{start // _PER_FILE + 1:02d}.yaml").write_text(_records(name, part), encoding="utf-8")
