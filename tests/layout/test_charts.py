"""Timelines and profiles on pages: labels apart, everything drawn once, cut over pages, mirrored, tagged."""

from collections.abc import Iterator

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from briefgen.document import nodes as n
from briefgen.document.walk import words
from briefgen.figures import Disc, Polygon, Rect, bounds
from briefgen.layout import Pages, lay_out
from briefgen.layout.frames import ARTIFACT, DRAWING, TEXT, TURNED, TURNED_ARTIFACT
from tests.layout.squares import FACES, a_brief, a_style, artifacts, spoken

PART = "Part {part} of {parts}, from {first} to {last}."
TICKS = (n.Tick(0, "1900"), n.Tick(5000, "1950"), n.Tick(10000, "2000"))


def a_track(label: str, day: int = 100) -> n.Track:
    """A track with an event that lasted and a later statement."""
    event = n.Moment("event", "interval", day, day + 2000)
    return n.Track((n.Text(label),), (event, n.Moment("statement", "date", day + 4000, day + 4000)))


def a_timeline(*labels: str, legend: tuple[n.Track, ...] = ()) -> n.Timeline:
    tracks = tuple(a_track(label, 20 * place % 6000) for place, label in enumerate(labels))
    return n.Timeline(legend, tracks, TICKS, (n.Text("Caption"),), "Alt.", PART, "chart")


def a_profile(*counts: int, label: str = "bar") -> n.Profile:
    bars = tuple(n.Bar((n.Text(f"{label} {count}"),), count) for count in counts)
    return n.Profile((n.Bars((n.Text("Title"),), bars),), (n.Text("Bars"),), "Bars.", PART)


def set_blocks(*blocks: n.Block, language: str = "en", columns: int = 1) -> Pages:
    return lay_out(a_brief(*blocks, language=language), a_style(columns), FACES, {})


def labels(pages: Pages) -> Iterator[tuple[int, str, tuple[float, float, float, float]]]:
    """Yield page and box of every line of text inside a Figure, with its Figure."""
    elements = pages.elements
    for number, page in enumerate(pages.pages):
        for item in page.items:
            if item[0] == TEXT and elements.tag[elements.parent[item[4][0]]] == "Figure":
                _, x, y, line, owners = item
                for _, dx, width, ascent, descent, _ in line:
                    box = (x + dx + min(width, 0), y - descent, x + dx + max(width, 0), y + ascent)
                    yield number, elements.alt[elements.parent[owners[0]]], box


def figures(pages: Pages) -> list[str]:
    """Return the alternative texts of all Figures."""
    elements = pages.elements
    return [alt for tag, alt in zip(elements.tag, elements.alt, strict=True) if tag == "Figure"]


def drawn(pages: Pages) -> list[list[tuple[float, float, object]]]:
    """Return the shapes of each page with their places."""
    return [
        [(item[1], item[2], shape) for item in page.items if item[0] == DRAWING for shape in item[3]]
        for page in pages.pages
    ]


WORDS = st.lists(st.text("abcdefg", min_size=1, max_size=12), min_size=1, max_size=14).map(" ".join)


@given(st.lists(WORDS, min_size=1, max_size=70), st.sampled_from([1, 2]), st.sampled_from(["en", "fa"]))
@settings(max_examples=40, deadline=None)
def test_labels_never_overlap(texts: list[str], columns: int, language: str) -> None:
    """No two lines of labels share ink, whatever their number and length, and none leaves the page's text area."""
    style = a_style(columns)
    pages = set_blocks(a_timeline(*texts), language=language, columns=columns)
    by_page: dict[int, list[tuple[float, float, float, float]]] = {}
    for page, _, box in labels(pages):
        by_page.setdefault(page, []).append(box)
        assert box[0] >= style.inner - 0.01
        assert box[2] <= style.width - style.outer + 0.01
        assert box[1] >= style.bottom - 1
    for boxes in by_page.values():
        for i, one in enumerate(boxes):
            for two in boxes[i + 1 :]:
                assert (
                    one[2] <= two[0] + 0.01 or two[2] <= one[0] + 0.01 or one[1] >= two[3] - 3 or two[1] >= one[3] - 3
                )


@given(st.lists(WORDS, min_size=1, max_size=120))
@settings(max_examples=20, deadline=None)
def test_every_track_is_drawn_once(texts: list[str]) -> None:
    """Each label is content once, in order, and each date has one mark."""
    timeline = a_timeline(*texts)
    pages = set_blocks(timeline)
    said = "".join(text for tag, text in spoken(pages) if tag == "Span")
    assert "".join(said.replace("\u00ad", "").split()) == "".join("".join(text.split()) for text in texts)
    shapes = [shape for page in drawn(pages) for _, _, shape in page]
    assert sum(isinstance(shape, Rect) for shape in shapes) == len(texts)
    assert sum(isinstance(shape, Disc) for shape in shapes) == len(texts)


def test_four_hundred_tracks_go_over_pages() -> None:
    """A long timeline is cut into parts, each a Figure that says which part it is, each under the same axis."""
    texts = [f"event {k}" for k in range(400)]
    pages = set_blocks(a_timeline(*texts))
    alts = figures(pages)
    assert len(alts) == len(pages.pages) > 4
    assert alts[0].startswith(f"Alt. Part 1 of {len(alts)}, from event 0 to event ")
    assert alts[-1].endswith("to event 399.")
    for shown in artifacts(pages):
        assert [text for text in shown if text in {"1900", "1950", "2000"}] == ["1900", "1950", "2000"]
    assert [text for text in words(a_brief(a_timeline(*texts))) if text.startswith("event")] == texts


def test_a_short_timeline_is_one_figure() -> None:
    """What fits on a page is one Figure with the alternative text as it is."""
    assert figures(set_blocks(a_timeline("one", "two"))) == ["Alt."]


def test_a_label_with_braces_is_not_looked_into() -> None:
    """A label that looks like a hole stays as it is in the alternative text."""
    pages = set_blocks(a_timeline("{last}", *[f"event {k}" for k in range(80)]))
    assert "from {last} to event" in figures(pages)[0]


def test_the_legend_explains_the_marks() -> None:
    """Samples stand above the axis with their words, on as many lines as they need."""
    sample = n.Moment("event", "interval", 0, 100)
    legend = tuple(n.Track((n.Text(f"a sort of mark {k}"),), (sample,)) for k in range(9))
    pages = set_blocks(a_timeline("track", legend=legend))
    said = [text for tag, text in spoken(pages) if tag == "Span"]
    assert said[:9] == [f"a sort of mark {k}" for k in range(9)]
    rows = {round(box[1]) for _, _, box in labels(pages)}
    assert len(rows) >= 3


def test_ticks_that_would_meet_are_not_all_named() -> None:
    """Names of ticks stand apart: where there is no room, every second or third is named, and the axis keeps its lines."""
    ticks = tuple(n.Tick(200 * k, f"January {1900 + k}") for k in range(13))
    timeline = a_timeline("track")
    crowded = n.Timeline((), timeline.tracks, ticks, timeline.caption, "Alt.", PART)
    (shown,) = artifacts(set_blocks(crowded, columns=2))
    named = [text for text in shown if text.startswith("January")]
    assert 1 <= len(named) < 13
    assert named[0] == "January 1900"


def test_a_page_from_right_to_left_is_mirrored() -> None:
    """In a Persian brief labels stand on the right, and time runs to the left."""
    left = set_blocks(a_timeline("one"))
    right = set_blocks(a_timeline("one"), language="fa")
    ((_, _, box),) = labels(left)
    ((_, _, other),) = labels(right)
    style = a_style()
    assert box[0] == pytest.approx(style.inner)
    assert other[2] == pytest.approx(style.width - style.outer)

    def x(pages: Pages, kind: type) -> float:
        (place,) = [x + sum(bounds(s)[::2]) / 2 for x, _, s in drawn(pages)[0] if isinstance(s, kind)]  # type: ignore[arg-type]
        return place

    assert x(left, Rect) < x(left, Disc)
    assert x(right, Rect) > x(right, Disc)
    assert x(right, Disc) == pytest.approx(style.width - x(left, Disc))


def test_a_profile_draws_every_count() -> None:
    """Each bar has a length in proportion, and its label beside it."""
    pages = set_blocks(a_profile(8, 4, 0))
    bars = [shape for _, _, shape in drawn(pages)[0] if isinstance(shape, Rect)]
    assert bars[0].width == pytest.approx(2 * bars[1].width)
    assert bars[2].width == 0
    assert [text for tag, text in spoken(pages) if tag == "Span"] == ["Title", "bar 8", "bar 4", "bar 0"]
    assert figures(pages) == ["Bars."]


def test_short_groups_stand_beside_each_other() -> None:
    """Groups with short labels share a strip in two columns; one with long labels has the whole width."""
    short, long = a_profile(3, 2, 1).groups[0], a_profile(1, label="a label as long as half the page is wide").groups[0]
    pages = set_blocks(n.Profile((short, short, long), (), "Bars.", PART))
    boxes = [box for _, _, box in labels(pages)]
    assert boxes[0][1] == boxes[4][1]
    assert boxes[4][0] > boxes[0][2]
    assert boxes[8][1] < min(box[1] for box in boxes[:8])
    assert boxes[8][0] == boxes[0][0]


def test_a_long_group_goes_on_in_the_next_column() -> None:
    """A group with more bars than a page holds is cut between bars, and each part says so."""
    pages = set_blocks(a_profile(*range(1, 90)))
    assert len(pages.pages) == 2
    assert figures(pages)[1].startswith("Bars. Part 2 of 2, from bar ")


def test_a_sign_stands_for_its_word_or_beside_it() -> None:
    """A sign with an alternative text is a Figure; one beside the word that says the same is an artifact."""
    pages = set_blocks(n.Marked("denied", "denies"), n.Marked("asserted", "", (n.Text("asserts"),)))
    items = [item for item in pages.pages[0].items if item[0] == DRAWING]
    assert [pages.elements.alt[item[4]] for item in items] == ["denies", ""]
    assert [item[4] == 0 for item in items] == [False, True]
    text = next(item for item in pages.pages[0].items if item[0] == TEXT)
    assert text[1] > items[1][1] + 5


def test_heads_read_upwards() -> None:
    """A head that reads upwards takes the width of its lines, stands on the foot of its row, and is repeated as it is."""
    head = n.Row(
        (
            n.Cell((n.Paragraph((n.Text("Claim"),)),), "column"),
            n.Cell((n.Paragraph((n.Text("a rather long name of a party"),)),), "column", direction="up"),
        )
    )
    cell = n.Cell((n.Marked("asserted", "asserts"),))
    rows = tuple(n.Row((n.Cell((n.Paragraph((n.Text(f"row {k}"),)),), "row"), cell)) for k in range(90))
    pages = set_blocks(n.Table((head,), rows, (n.Text("Caption"),), "Summary"))
    assert len(pages.pages) == 3
    first = [item for item in pages.pages[0].items if item[0] == TURNED]
    again = [item for item in pages.pages[1].items if item[0] == TURNED_ARTIFACT]
    assert len(first) == len(again) == 2  # lines
    assert len({item[2] for item in first}) == 1  # one foot
    assert first[1][1] - first[0][1] == pytest.approx(a_style().text["cell-head"].leading)
    said = "".join(text for tag, text in spoken_turned(pages))
    assert "a rather long name of a party" in said.replace("\u00ad", "")
    feet = [item[2] for item in pages.pages[0].items if item[0] == TEXT]
    assert first[0][2] > min(feet)


def spoken_turned(pages: Pages) -> list[tuple[str, str]]:
    """Return what `spoken` returns, of turned lines too."""
    turned = [
        type(page)(page.width, page.height, page.label, [(TEXT, *item[1:]) for item in page.items if item[0] == TURNED])
        for page in pages.pages
    ]
    whole, pages_ = pages.pages, pages
    object.__setattr__(pages_, "pages", turned)
    try:
        return spoken(pages_)
    finally:
        object.__setattr__(pages_, "pages", whole)


def test_polygons_and_discs_are_the_only_heads() -> None:
    """An open beginning has a head beyond the axis, on the side where time begins."""
    track = n.Track((n.Text("open"),), (n.Moment("event", "interval", 5000, 5000, "open", "known"),))
    pages = set_blocks(n.Timeline((), (track,), TICKS, (), "Alt.", PART))
    heads = [(x, shape) for x, _, shape in drawn(pages)[0] if isinstance(shape, Polygon)]
    assert len(heads) == 1
    names = [item[1] for item in pages.pages[0].items if item[0] == ARTIFACT and item[4] == "Layout"]
    assert heads[0][0] + bounds(heads[0][1])[0] < min(names) + 10


@pytest.mark.parametrize("count", [1, 2, 3, 5])
def test_a_chart_does_not_drag_along_what_follows(count: int) -> None:
    """The last strip of a chart may end a page: a chart of any length stands on the page where it fits."""
    timeline = a_timeline(*[f"event {k}" for k in range(count)])
    profile = a_profile(*range(1, count + 1), label="a label as long as half the page is wide")
    assert len(set_blocks(timeline).pages) == 1
    assert len(set_blocks(timeline, n.Paragraph((n.Text("end"),))).pages) == 1
    assert len(set_blocks(profile, timeline).pages) == 1
