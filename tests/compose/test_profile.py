"""The sources as counts: languages, years, kinds, streams."""

from briefgen.compose.profile import drawn, sentences
from briefgen.compose.streams import streams
from briefgen.compose.wording import Wording
from briefgen.document.walk import plain
from tests.compose.workshop import a_selection

KINDS = ("article", "bill", "book", "broadcast", "chapter", "dataset", "graphic", "hearing", "map", "report", "speech")


def groups(*works: str) -> dict[str, dict[str, int]]:
    """Return the counts of sources with these keys, by the title of their group."""
    lines = [f"  - {{id: s{k}, title: Work {k}, {keys}}}" for k, keys in enumerate(works)]
    marks = "; ".join(f"@s{k}" for k in range(len(works)))
    selection = a_selection(
        f"claims: [{{id: c1, section: claims, text: 'A [{marks}].'}}]", works="sources:\n" + "\n".join(lines)
    )
    profile = drawn(selection.sources, streams(selection.sources), Wording(selection))
    told = " ".join(plain(s) for s in sentences(selection.sources, streams(selection.sources), Wording(selection)))
    found = {}
    for group in profile.groups:
        bars = {plain(bar.label): bar.count for bar in group.bars}
        assert all(label.endswith(f" ({count})") for label, count in bars.items())
        assert all(label in told for label, count in bars.items() if count)
        found[plain(group.title)] = bars
    return found


def test_years_are_counted_in_equal_spans() -> None:
    """Spans are equal and none between the first and the last is left out; undated works come last."""
    found = groups("type: book, issued: '1998'", "type: book, issued: '2013-05'", "type: book")["Issued"]
    assert found == {
        "1998 to 1999 (1)": 1,
        **{f"{year} to {year + 1} (0)": 0 for year in range(2000, 2012, 2)},
        "2012 to 2013 (1)": 1,
        "not dated (1)": 1,
    }
    assert list(found)[-1] == "not dated (1)"
    assert sum(found.values()) == 3


def test_one_year_is_one_bar() -> None:
    """Sources of one year are one bar with the year's name."""
    assert groups("type: book, issued: '1998'", "type: map, issued: '1998-03-01'")["Issued"] == {"1998 (2)": 2}


def test_the_rarest_kinds_are_drawn_as_one() -> None:
    """A group has nine bars at most; what is left is counted together, and nothing is counted twice."""
    works = [f"type: {kind}" for kind in KINDS] + ["type: book"]
    found = groups(*works)["Kind"]
    assert len(found) == 9
    assert next(iter(found)) == "Books (2)"
    assert sum(found.values()) == len(works)
    assert list(found)[-1].startswith("others (")


def test_streams_are_named_by_their_first_work() -> None:
    """A stream of several works goes by the first; works that nobody shares stand on their own."""
    office = "type: report, independence: office"
    found = groups("type: book", office, office, "type: book, derived-from: [s1]", "type: map")["Stream"]
    assert found == {"Work 1 and related (3)": 3, "on their own (2)": 2}
