"""Random notes through the whole of layout, with the fonts that ship."""

import random

from hypothesis import Phase, given, settings
from hypothesis import strategies as st

from briefgen.diagnostics import NOWHERE
from briefgen.document import Brief, words
from briefgen.layout import Pages, Style, lay_out, style_from
from briefgen.pdf import write_pdf
from briefgen.pdfread import open_pdf
from tests.build import faces
from tests.layout.page_rules import all_rules
from tests.layout.random_brief import KINDS, Block, a_dossier, compose
from tests.spoken import spoken

# Explaining a failure would trace thousands of layouts.
PHASES = (Phase.explicit, Phase.reuse, Phase.generate, Phase.shrink)

BLOCKS = st.lists(
    st.tuples(st.sampled_from(KINDS), st.integers(60, 1500), st.lists(st.integers(30, 3000), max_size=5)),
    min_size=2,
    max_size=9,
)


def laid_out(brief: Brief) -> tuple[Pages, Style]:
    """Lay a brief out on A4 in one column."""
    style = style_from({}, "A4", 1)
    return lay_out(brief, style, faces(), {}), style


@given(BLOCKS, st.integers(0, 1000))
@settings(max_examples=25, deadline=None, phases=PHASES)
def test_random_notes_keep_the_rules(blocks: list[Block], seed: int) -> None:
    """Notes of 30 to 3,000 characters, none to five a block, wherever they are marked: every rule of the page holds."""
    pages, style = laid_out(compose(blocks, random.Random(seed)))
    all_rules(pages, style)


@given(BLOCKS, st.integers(0, 1000))
@settings(max_examples=8, deadline=None, phases=PHASES)
def test_random_notes_are_read_back_in_order(blocks: list[Block], seed: int) -> None:
    """No word is lost and none moves: the file's structure says the words of the tree, each note behind its block."""
    brief = compose(blocks, random.Random(seed))
    pages, _ = laid_out(brief)
    read = open_pdf(write_pdf(pages, (), producer="test"), NOWHERE).structure()
    assert spoken(read) == words(brief, marks=True)


def test_a_dossier_of_two_thousand_claims_keeps_the_rules() -> None:
    """A brief of hundreds of pages keeps every rule, and its file holds every note and every word in order."""
    brief = a_dossier(2000, seed=7)
    pages, style = laid_out(brief)
    assert len(pages.pages) > 200
    all_rules(pages, style)
    read = open_pdf(write_pdf(pages, (), producer="test"), NOWHERE).structure()
    assert spoken(read) == words(brief, marks=True)
