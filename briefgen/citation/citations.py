"""What is asked of the engine: citations, and the works in them."""

from typing import Final

__all__ = ["Citation", "CiteItem"]


class CiteItem:
    """One work in one citation. `label` is a CSL locator label ("page", …), "" when there is no locator.

    A locator without a label may begin with one ("para. 3"); else it counts as a page.
    """

    __slots__ = ("id", "label", "locator", "prefix", "suffix")
    __match_args__ = ("id", "locator", "label", "prefix", "suffix")

    def __init__(
        self,
        id: str,
        locator: str = "",
        label: str = "",
        prefix: str = "",
        suffix: str = "",
    ) -> None:
        self.id: Final = id
        self.locator: Final = locator.strip()
        self.label: Final = label
        self.prefix: Final = prefix
        self.suffix: Final = suffix


class Citation:
    """One note: its works in the order typed, and the printed number of the note, from 1 (0: in the text)."""

    __slots__ = ("items", "note")
    __match_args__ = ("items", "note")

    def __init__(self, items: tuple[CiteItem, ...], note: int = 0) -> None:
        self.items: Final = items
        self.note: Final = note
