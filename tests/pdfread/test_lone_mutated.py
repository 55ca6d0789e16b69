"""Damaged PDFs given to the reader behind `inspect` and `extract`."""

import random
from pathlib import Path

from briefgen.errors import BriefgenError
from briefgen.pdfread.lone import describe
from tests.build import a_topic, build, write

COUNT = 300


def test_damage_is_refused_or_read(tmp_path: Path) -> None:
    """Whatever byte is changed, cut out or doubled: an answer, or an error of ours; never another exception."""
    data = build(write(tmp_path, a_topic()), "public").data
    chance = random.Random(7)
    read = 0
    for _ in range(COUNT):
        damaged = bytearray(data)
        for _ in range(chance.choice((1, 3, 30))):
            at = chance.randrange(len(damaged))
            match chance.randrange(4):
                case 0:
                    damaged[at] ^= 1 << chance.randrange(8)
                case 1:
                    del damaged[at : at + chance.choice((1, 9, 900))]
                case 2:
                    damaged[at:at] = damaged[at : at + chance.choice((1, 9, 900))]
                case _:
                    damaged[at : at + 4] = chance.randbytes(4)
        try:
            read += bool(describe(bytes(damaged)))
        except BriefgenError:
            continue
    assert 0 < read < COUNT
    print(f"damaged PDFs: {COUNT}, read all the same: {read}")
