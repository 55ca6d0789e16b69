"""A page of notes for each shipped style, one work of every type: read by eye against the style guides, then kept.

`python -m tests.citation.test_golden_notes` writes the pages anew; read the difference before you commit.
Italics stand between asterisks, small capitals between carets.
"""

from pathlib import Path

import pytest

from briefgen.citation import ITALIC, SMALL_CAPS, Citation, CiteItem, Engine, Run, Style
from tests.citation.build import DATA, shipped_locale
from tests.citation.golden_items import ITEMS

HERE = Path(__file__).parent
STYLES = ("chicago-notes", "icd206", "oscola")


def words(runs: tuple[Run, ...]) -> str:
    """Return runs as text with its emphasis marked."""
    out = ""
    for text, form, *_ in runs:
        mark = "*" if form & ITALIC else "^" if form & SMALL_CAPS else ""
        out += f"{mark}{text}{mark}"
    return out.replace("**", "")


def page(name: str) -> str:
    """Return the page of a style: for each type the full note, a later one, and the entry of the bibliography.

    Between the two notes of a work stands one of another work, so that nothing is `ibid`.
    """
    style = Style.parse((DATA / f"styles/{name}.csl").read_bytes(), file=f"{name}.csl")
    engine = Engine(style, "en", {item["id"]: item for *_, item in ITEMS}, shipped_locale)
    firsts = [Citation((CiteItem(kind),), number) for number, (kind, *_) in enumerate(ITEMS, 1)]
    laters = [
        Citation((CiteItem(kind, locator, label),), number)
        for number, (kind, locator, label, _) in enumerate(ITEMS, len(ITEMS) + 1)
    ]
    notes = [words(runs) for runs in engine.notes([*firsts, *laters])]
    entries = {ident: words(runs) for ident, runs in engine.bibliography()}
    parts = [f"{style.title}\n"]
    for number, (kind, *_) in enumerate(ITEMS):
        entry = entries.get(kind, "not in the bibliography")
        parts.append(f"{kind}\n  first  {notes[number]}\n  later  {notes[number + len(ITEMS)]}\n  entry  {entry}\n")
    return "\n".join(parts)


@pytest.mark.parametrize("name", STYLES)
def test_the_page_of_notes_is_the_one_that_was_read(name: str) -> None:
    """Every type prints in each shipped style what was found right by eye."""
    assert page(name) == (HERE / f"golden_notes_{name}.txt").read_text(encoding="utf-8")


if __name__ == "__main__":
    for each in STYLES:
        (HERE / f"golden_notes_{each}.txt").write_text(page(each), encoding="utf-8")
