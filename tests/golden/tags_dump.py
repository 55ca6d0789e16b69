"""The structure tree of a finished file as text: a tag a line, indented, with its attributes and its text."""

from briefgen.pdfread import Node

__all__ = ["tags_dump"]


def tags_dump(structure: Node) -> str:
    """Return the dump, ending in a line end."""
    out: list[str] = []
    for child in structure.children:
        _describe(child, 0, out)
    return "\n".join(out) + "\n"


def _describe(part: Node | str, depth: int, out: list[str]) -> None:
    pad = "  " * depth
    if isinstance(part, str):
        out.append(pad + '"' + "".join(c if c.isprintable() else f"\\u{{{ord(c):04X}}}" for c in part) + '"')
        return
    about = {"lang": part.language, "alt": part.alt, "id": part.ident, **part.attributes}
    words = [f"{key}={value}" for key, value in about.items() if value]
    out.append(pad + " ".join([part.tag, *words]))
    for child in part.children:
        _describe(child, depth + 1, out)
