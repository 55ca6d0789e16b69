"""Which sources are one stream: copies, translations and reports of each other, or of one group.

Two sources of one `independence` group are one stream, and so are a source and what it is
`derived-from`, through any number of steps. The stream of a source is named by its first
member in record order, so that the outcome does not depend on how the links were typed.
"""

from collections.abc import Mapping

from briefgen.records.model import SourceRecord

__all__ = ["streams"]


def streams(sources: Mapping[str, SourceRecord]) -> dict[str, str]:
    """Return for each source the id of its stream: the first source of it, in record order."""
    parent: dict[str, str] = {}

    def root(name: str) -> str:
        parent.setdefault(name, name)
        while parent[name] != name:
            parent[name] = parent[parent[name]]
            name = parent[name]
        return name

    for ident, source in sources.items():
        # A group and an id share no name: ids hold no space.
        for other in (*source.derived_from, *((f"group {source.independence}",) if source.independence else ())):
            parent[root(other)] = root(ident)
    first: dict[str, str] = {}
    return {ident: first.setdefault(root(ident), ident) for ident in sources}
