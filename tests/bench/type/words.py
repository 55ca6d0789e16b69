"""The sample's own prose as any number of words: sentences of its records, dealt into paragraphs of 40 to 120 words.

The same count gives the same words. Sentences come in a shuffled order; when all are dealt they are shuffled again.
"""

import random
import re
import unicodedata
from pathlib import Path

from briefgen.files import Folder
from briefgen.records.prose import Prose, plain_text
from briefgen.records.store import RecordSet, load_topic

__all__ = ["SHORTEST", "paragraphs_of"]

_ROOT = Path(__file__).resolve().parents[3]
_TOPIC = "al-qaeda-iran"
_LENGTHS = (40, 120)
SHORTEST = 5  # words; less is a label, not a sentence
_FULL_STOP = re.compile(r"(?<=[a-z0-9)’”][.?!]) +(?=[A-Z“])")
_GAP_LEFT = re.compile(r"\s+(?=[.,;:!?)])")  # where a citation or a reference stood


def paragraphs_of(words: int) -> list[str]:
    """Return paragraphs of plain text that hold this many words, the last one cut there."""
    with Folder(str(_ROOT)) as folder:
        sentences = _sentences(load_topic(folder, _TOPIC, "sources"))
    dice = random.Random(1)
    paragraphs: list[str] = []
    pile: list[str] = []
    left = words
    while left:
        room = min(dice.randint(*_LENGTHS), left)
        taken: list[str] = []
        while len(taken) < room:
            if not pile:
                pile = sentences.copy()
                dice.shuffle(pile)
            taken += pile.pop().split()
        # A paragraph ends with its sentence unless that would make it too long.
        taken = taken[: min(left, _LENGTHS[1])]
        paragraphs.append(" ".join(taken))
        left -= len(taken)
    return paragraphs


def _sentences(records: RecordSet) -> list[str]:
    brief = records.brief
    prose = [brief.question, brief.scope]
    prose += [section.about for section in brief.sections]
    prose += [judgment.text for judgment in brief.judgments]
    for claim in records.claims.values():
        prose += [claim.text, *claim.variants.values()]
    prose += [source.descriptor for source in records.sources.values()]
    found: dict[str, None] = {}
    for field in prose:
        for text in _texts(field):
            for sentence in _FULL_STOP.split(text):
                if len(sentence.split()) >= SHORTEST and _is_plain(sentence):
                    found[sentence] = None
    return list(found)


def _texts(field: Prose | None) -> list[str]:
    if field is None:
        return []
    texts = (" ".join(plain_text(paragraph).split()) for paragraph in field.paragraphs)
    return [_GAP_LEFT.sub("", text).replace("'", "’") for text in texts]


def _is_plain(sentence: str) -> bool:
    """Tell whether a sentence is Latin throughout and holds nothing that an engine would read as markup of its own."""
    return '"' not in sentence and all(not c.isalpha() or unicodedata.name(c, "").startswith("LATIN") for c in sentence)
