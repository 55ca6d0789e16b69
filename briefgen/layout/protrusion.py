"""How far signs hang out of the measure: optical margins, as a table by character.

A line that ends in a full stop or begins with a quotation mark looks indented when its sign stands flush with the
letters of the other lines. So part of the sign stands in the margin (Hàn Thế Thành, *Micro-typographic extensions to
the TeX typesetting system*, 2000, chapter 2, calls it margin kerning). Only positions change, never the text.
Values are thousandths of the em: more than half of a small sign, less of a large one.
"""

from typing import Final

__all__ = ["HEADS", "TAILS"]

HEADS: Final = {
    **dict.fromkeys("‘‚‹'", 120.0),
    **dict.fromkeys('“„«"', 180.0),
    **dict.fromkeys("([", 50.0),
}
"""What hangs out to the left when a line begins with it."""

TAILS: Final = {
    **dict.fromkeys(".,", 180.0),
    **dict.fromkeys(":;·", 110.0),
    **dict.fromkeys("!?", 50.0),
    **dict.fromkeys("-\u00ad\u2010\u2011", 180.0),
    **dict.fromkeys("–—", 150.0),
    **dict.fromkeys("’›'", 120.0),
    **dict.fromkeys('”»"', 180.0),
    **dict.fromkeys(")]", 50.0),
}
"""What hangs out to the right when a line ends with it."""
