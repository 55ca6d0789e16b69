"""Sources that count once."""

from hypothesis import given
from hypothesis import strategies as st

from briefgen.compose.streams import streams
from tests.selection.factories import a_source

IDS = [f"s{k}" for k in range(8)]


def test_groups_and_derivation_join() -> None:
    """A group is one stream, a copy belongs to its original, through any number of steps; the first names the stream."""
    sources = [
        a_source("wire", independence="afp"),
        a_source("paper", derived_from=("agency",)),
        a_source("agency", independence="afp"),
        a_source("book"),
        a_source("copy", derived_from=("hidden",)),
        a_source("other-copy", derived_from=("hidden",)),
    ]
    found = streams({source.id: source for source in sources})
    assert found == {
        "wire": "wire", "paper": "wire", "agency": "wire", "book": "book", "copy": "copy", "other-copy": "copy",
    }  # fmt: skip


@given(st.lists(st.tuples(st.sampled_from(IDS), st.sampled_from(IDS)), max_size=10))
def test_streams_are_the_connected_parts(links: list[tuple[str, str]]) -> None:
    """Two sources are one stream exactly if derivations connect them, in whatever direction."""
    derived = {ident: tuple(b for a, b in links if a == ident and b != ident) for ident in IDS}
    found = streams({ident: a_source(ident, derived_from=derived[ident]) for ident in IDS})
    reached = {ident: {ident} for ident in IDS}
    for _ in IDS:
        for a, b in links:
            both = reached[a] | reached[b]
            for ident in both:
                reached[ident] = both
    assert all((found[a] == found[b]) == (b in reached[a]) for a in IDS for b in IDS)
