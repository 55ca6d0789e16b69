"""The stress topic before the judges, in every pack: standards, words, notes, lines."""

import functools
from collections import Counter
from pathlib import Path
from tempfile import mkdtemp

import pytest

from briefgen.diagnostics import NOWHERE
from briefgen.document import nodes as n
from briefgen.document import words
from briefgen.document.walk import find, walk
from briefgen.layout.frames import TEXT
from briefgen.layout.protrusion import HEADS, TAILS
from briefgen.layout.style import style_from
from briefgen.pdfread import open_pdf
from briefgen.project import find_project
from briefgen.templating.vocabulary import ELEMENTS
from tests.build import Made, build, write
from tests.conformance.judge import assert_conforms
from tests.layout.page_rules import Lines, notes_run_on_without_gaps
from tests.spoken import spoken
from tests.stress.prose import PROSE
from tests.stress.topic import CLAIMS, EVENTS, PACKS, ROWS, TOPIC, files


@functools.cache
def workspace() -> Path:
    """Write the topic, once in a process."""
    return write(Path(mkdtemp(prefix="briefgen-stress-")), files())


@functools.cache
def brief(audience: str) -> Made:
    """Build the topic for a pack, once in a process."""
    return build(workspace(), audience, TOPIC)


def test_the_topic_has_everything() -> None:
    """Every element of the vocabulary is printed, every language, and as much of each as is promised."""
    template = files()["templates/everything/brief.xml.j2"]
    assert isinstance(template, str)
    assert not [name for name in ELEMENTS if f"<{name}" not in template and name not in {"brief", "figure", "row"}]
    made = brief("everything").brief
    languages = {getattr(node, "language", "") for node in walk(made)}
    assert {*PROSE} <= languages
    tables = {len(table.rows) for table in find(made, n.Table)}
    assert {ROWS + 1, EVENTS} <= tables
    assert len(list(find(made, n.Claim))) == CLAIMS
    assert next(iter(find(made, n.Figure))).alt


@pytest.mark.parametrize("audience", PACKS)
def test_both_standards_hold(audience: str) -> None:
    """The file is PDF/UA-1 and PDF/A-3a, is read aloud without an error, and qpdf finds its syntax whole."""
    assert_conforms(brief(audience).data)


@pytest.mark.parametrize("audience", PACKS)
def test_words_out_are_words_in(audience: str) -> None:
    """The structure tree says the words of the document tree, letter for letter and in order."""
    made = brief(audience)
    said = [line.strip(" ") for line in spoken(open_pdf(made.data, NOWHERE).structure())]
    assert said == words(made.brief, marks=True)


@pytest.mark.parametrize("audience", PACKS)
def test_notes_stand_with_their_marks(audience: str) -> None:
    """Every note is set, begins on the page of its mark, and runs on without a gap; some are longer than a page."""
    made = brief(audience)
    lines = Lines(made.pages)
    notes = [note.ident for note in find(made.brief, n.Note)]
    set_notes = [ident for tag, ident in zip(lines.tags, made.pages.elements.ident, strict=True) if tag == "Note"]
    assert Counter(notes) == Counter(set_notes)
    notes_run_on_without_gaps(lines)
    if audience != "arabic":  # whose notes stand at the end of each section
        targets = made.pages.targets
        assert not [ident for ident in notes if targets[f"mark:{ident}"][0] != targets[f"note:{ident}"][0]]
    assert max(len({page for page, _ in places}) for places in lines.notes.values()) > 2


@pytest.mark.parametrize("audience", PACKS)
def test_no_line_is_overfull(audience: str) -> None:
    """Every line stands inside its column but for a sign that hangs out, between head and foot."""
    pages = brief(audience).pages
    project = find_project(str(workspace()))
    from briefgen.inputs import open_pack

    pack = open_pack(project, audience)
    style = style_from(pack.theme, pack.page.size, pack.page.columns)
    hang = max(*HEADS.values(), *TAILS.values()) / 1000 * style.text["body"].size + 0.01
    lefts = [style.inner + k * (style.measure + style.column_gap) for k in range(style.columns)]
    seen = set()
    for number, page in enumerate(pages.pages, 1):
        for item in page.items:
            if item[0] != TEXT:
                continue
            _, x, y, line, _ = item
            low = min(x + dx + min(width, 0.0) for _, dx, width, *_ in line)
            high = max(x + dx + max(width, 0.0) for _, dx, width, *_ in line)
            column = [k for k, left in enumerate(lefts) if left - hang <= low and high <= left + style.measure + hang]
            assert column, f"page {number}: a line from {low:.1f} to {high:.1f} at {y:.1f} is in no column"
            assert style.bottom - 0.01 <= y <= style.height - style.top
            seen.update(column)
    assert seen == set(range(style.columns))
