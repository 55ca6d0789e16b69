"""The text of a saved web page, for comparing quotations: bytes in, UTF-8 out. It runs in the limited child.

Text is what a reader of the page could see: no scripts, styles, templates, comments or attributes. Blocks stand on lines
of their own; inline elements part no words. The encoding is found as the HTML standard has it (13.2.3.2): byte order
mark, a declaration in the first 1024 bytes, else UTF-8, else windows-1252.
"""

import re
from html.parser import HTMLParser
from typing import Final

__all__ = ["read_text"]

_HIDDEN: Final = frozenset(("script", "style", "template", "iframe", "object", "svg", "math", "textarea", "select"))
_INLINE: Final = frozenset(
    [
        "a",
        "abbr",
        "acronym",
        "b",
        "bdi",
        "bdo",
        "big",
        "cite",
        "code",
        "data",
        "del",
        "dfn",
        "em",
        "font",
        "i",
        "ins",
        "kbd",
        "label",
        "mark",
        "nobr",
        "q",
        "rp",
        "rt",
        "ruby",
        "s",
        "samp",
        "small",
        "span",
        "strike",
        "strong",
        "sub",
        "sup",
        "time",
        "tt",
        "u",
        "var",
        "wbr",
    ]
)
_DECLARED: Final = re.compile(rb"<meta[^>]{0,200}?charset\s*=\s*[\"']?\s*([a-zA-Z0-9_.:-]{1,40})", re.IGNORECASE)
_MARKS: Final = ((b"\xef\xbb\xbf", "utf-8-sig"), (b"\xff\xfe", "utf-16"), (b"\xfe\xff", "utf-16"))


def read_text(data: bytes) -> bytes:
    """Return the visible text, soft hyphens left out."""
    page = _Page()
    page.feed(_decoded(data))
    page.close()
    return "".join(page.parts).replace("\u00ad", "").encode("utf-8", "replace")


def _decoded(data: bytes) -> str:
    for mark, name in _MARKS:
        if data.startswith(mark):
            return data.decode(name, "replace")
    declared = _DECLARED.search(data, 0, 1024)
    for name in ([declared[1].decode()] if declared else []) + ["utf-8"]:
        try:
            return data.decode(_WEB_NAMES.get(name.lower(), name))
        except (LookupError, UnicodeDecodeError):
            continue
    return data.decode("windows-1252", "replace")


# What pages call by these names is, on the web, the larger set (Encoding standard, 4.2).
_WEB_NAMES: Final = {
    "iso-8859-1": "windows-1252",
    "latin1": "windows-1252",
    "us-ascii": "windows-1252",
    "ascii": "windows-1252",
}


class _Page(HTMLParser):
    """Gathers text; hidden elements are counted, so that one that never ends hides what follows, as in a browser."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.parts: Final[list[str]] = []
        self._hidden: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Part blocks; look away at what nobody sees."""
        del attrs
        if tag in _HIDDEN:
            self._hidden.append(tag)
        elif tag not in _INLINE:
            self.parts.append("\n")

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Take <br/> as <br>: what is hidden and closed at once hides nothing."""
        del attrs
        if tag not in _INLINE and tag not in _HIDDEN:
            self.parts.append("\n")

    def handle_endtag(self, tag: str) -> None:
        """Part blocks; look again when what was hidden ends."""
        if tag in self._hidden:
            while self._hidden.pop() != tag:
                pass
        elif tag not in _INLINE:
            self.parts.append("\n")

    def handle_data(self, data: str) -> None:
        """Keep what can be seen."""
        if not self._hidden:
            self.parts.append(data)
