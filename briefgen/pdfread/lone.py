"""The bytes of somebody's PDF in, what it says of itself and what it carries out: one JSON document, as bytes.

This is the function that runs in the limited child for `inspect` and `extract`. It knows what briefgen embeds
(`manifest.json`, `records.yaml`) and whether the digests still agree. Everything is text of bounded length; nothing
here is to be believed but the digests.
"""

import re
from typing import Any, Final

from briefgen.diagnostics import Span, bad_input, limit
from briefgen.errors import LimitError, UsageError
from briefgen.limits import value
from briefgen.pdfread.finished import Attached, open_pdf

__all__ = ["MANIFEST", "RECORDS", "describe"]

MANIFEST: Final = "manifest.json"
RECORDS: Final = "records.yaml"
_TEXT: Final = 2000  # characters kept of any text
_FILES: Final = 100
_CLAIM: Final = {
    "PDF/A": (r"pdfaid:part(?:>|=[\"'])\s*(\d)", r"pdfaid:conformance(?:>|=[\"'])\s*([A-Za-z])"),
    "PDF/UA": (r"pdfuaid:part(?:>|=[\"'])\s*(\d)", None),
}


def describe(data: bytes) -> bytes:
    """Return the JSON document. Raises UsageError (`pdf.unreadable`, `pdf.foreign`), LimitError."""
    import json

    where = Span("PDF")
    pdf = open_pdf(data, where)
    files = pdf.attachments()
    if len(files) > _FILES or sum(len(file.content) for file in files) > value("pdf"):
        raise LimitError(limit("pdf", where, "it carries too many or too large files"))
    manifest = _manifest(files)
    if manifest is None:
        raise UsageError(bad_input("pdf.foreign", where, "it carries no manifest of briefgen"))
    info = pdf.metadata()
    document = {
        "title": info.get("Title", "")[:_TEXT],
        "pages": pdf.page_count,
        "claims": _claims(pdf.xmp()),
        "attachments": [_attached(file) for file in files],
        "records": _records(files, manifest),
        **_told(manifest),
    }
    return json.dumps(document).encode()


def _manifest(files: list[Attached]) -> dict[str, Any] | None:
    """Return the manifest, None if there is none that briefgen could have written."""
    import json

    found = [file for file in files if file.name == MANIFEST]
    if len(found) != 1:
        return None
    try:
        manifest = json.loads(found[0].content)
    except (ValueError, RecursionError):
        return None
    tool = manifest.get("tool") if isinstance(manifest, dict) else None
    return manifest if isinstance(tool, dict) and tool.get("name") == "briefgen" else None


def _told(manifest: dict[str, Any]) -> dict[str, str]:
    """Return the manifest's own words: text, or empty where there is something else."""

    def text(*path: str) -> str:
        found: Any = manifest
        for key in path:
            found = found.get(key, "") if isinstance(found, dict) else ""
        return found[:_TEXT] if isinstance(found, str) else str(found)[:_TEXT] if isinstance(found, int) else ""

    return {
        "topic": text("topic"),
        "audience": text("audience", "id"),
        "edition": text("edition", "number"),
        "date": text("edition", "date"),
        "previous": text("edition", "previous"),
        "cutoff": text("brief", "cutoff"),
        "handling": text("handling"),
        "language": text("language"),
        "style": text("style"),
        "version": text("tool", "version"),
        "engine": text("tool", "engine"),
    }


def _claims(xmp: str) -> list[str]:
    """Return the standards that the file says it follows; what it says, not what it does."""
    found = []
    for name, (part, level) in _CLAIM.items():
        number = re.search(part, xmp)
        letter = re.search(level, xmp) if level else None
        if number:
            found.append(f"{name}-{number[1]}{letter[1].lower() if letter else ''}")
    return found


def _records(files: list[Attached], manifest: dict[str, Any]) -> str:
    """Say whether the embedded records are those of the manifest: match, differ or missing."""
    from hashlib import sha256

    found = [file for file in files if file.name == RECORDS]
    digests = manifest.get("digests")
    expected = digests.get(RECORDS) if isinstance(digests, dict) else None
    if len(found) != 1 or not isinstance(expected, str):
        return "missing"
    return "match" if sha256(found[0].content).hexdigest() == expected else "differ"


def _attached(file: Attached) -> dict[str, Any]:
    from base64 import b64encode
    from hashlib import sha256

    return {
        "name": file.name[:_TEXT],
        "media-type": file.media_type[:_TEXT],
        "relationship": file.relationship[:_TEXT],
        "description": file.description[:_TEXT],
        "bytes": len(file.content),
        "sha256": sha256(file.content).hexdigest(),
        "content": b64encode(file.content).decode(),
    }
