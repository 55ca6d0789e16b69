"""Repeated authors in a bibliography: the names of one entry compared with those of the entry before.

CSL 1.0.2, Reference Grouping: subsequent-author-substitute and its four rules.
"""

from typing import TYPE_CHECKING, Final

from briefgen.citation.text import FIELD, plain

if TYPE_CHECKING:
    from collections.abc import Mapping

    from briefgen.citation.text import Piece

__all__ = ["Substituter"]


class Substituter:
    """Replaces the names of the first <names> of an entry where they repeat the entry before."""

    __slots__ = ("before", "now", "open", "rule", "text")

    def __init__(self, text: str, rule: str) -> None:
        self.text: Final = text
        self.rule: Final = rule
        self.before: list[str] = []
        self.now: list[str] = []
        self.open = True

    @staticmethod
    def of(options: "Mapping[str, str]") -> "Substituter | None":
        """Make one if the options of <bibliography> ask for it."""
        text = options.get("subsequent-author-substitute")
        if text is None:
            return None
        return Substituter(text, options.get("subsequent-author-substitute-rule", "complete-all"))

    def begin(self) -> None:
        """Start an entry."""
        self.now = []
        self.open = True

    def end(self) -> None:
        """Finish an entry: its names are what the next one is compared with."""
        self.before = self.now

    def names(self, rendered: "list[list[Piece]]", fmt: int) -> "list[list[Piece]]":
        """Replace single names of a list, for the rules that look at names one by one."""
        if not self.open or self.rule == "complete-all":
            return rendered
        texts = [plain(pieces) for pieces in rendered]
        self.now = texts
        self.open = False
        mark: list[Piece] = [(self.text, fmt, "", FIELD)]
        same = 0
        for left, right in zip(self.before, texts, strict=False):
            if left != right:
                break
            same += 1
        if not same:
            return rendered
        if self.rule == "complete-each":
            return [list(mark) for _ in rendered] if texts == self.before else rendered
        if self.rule == "partial-first":
            same = 1
        return [list(mark) for _ in range(same)] + rendered[same:]

    def lists(
        self, rendered: "list[tuple[list[Piece], list[Piece]]]", fmt: int
    ) -> "list[tuple[list[Piece], list[Piece]]]":
        """Replace all names of the first <names>, but not the label behind them, if they repeat the entry before."""
        if not self.open or self.rule != "complete-all" or not rendered:
            return rendered
        self.open = False
        self.now = ["; ".join(plain(names) for names, _ in rendered)]
        if self.now == self.before:
            return [([(self.text, fmt, "", FIELD)], rendered[-1][1])]
        return rendered

    def whole(self, pieces: "list[Piece]", fmt: int) -> "list[Piece]":
        """Replace what stands for the names of the first <names> (a title), if it repeats the entry before."""
        if not self.open:
            return pieces
        self.open = False
        self.now = [plain(pieces)]
        if self.now == self.before:
            return [(self.text, fmt, "", FIELD)] if self.text else []
        return pieces
