"""The state of one cite while its style runs: the item, where it stands, and what happened so far.

Closures read and write it; nothing else is shared between them. `seen` counts variables for group
suppression: bit 0, one was called; bit 1, one had something to print.
"""

from typing import TYPE_CHECKING, Any, Final

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from briefgen.citation.locale import Lexicon
    from briefgen.citation.person import Person
    from briefgen.citation.substitution import Substituter

__all__ = ["BIBLIOGRAPHY", "CITATION", "FIRST", "IBID", "IBID_WITH_LOCATOR", "NEAR_NOTE", "SUBSEQUENT", "Cite", "Shape"]

CITATION: Final = 0
BIBLIOGRAPHY: Final = 1

# Positions, as a sum: a cite that is ibid-with-locator is also ibid and subsequent.
FIRST: Final = 1
SUBSEQUENT: Final = 2
IBID: Final = 4
IBID_WITH_LOCATOR: Final = 8
NEAR_NOTE: Final = 16
FAR_NOTE: Final = 32


class Shape:
    """What disambiguation decided for one item.

    `names[i]` is how many names the i-th list of names shows at least; `givens[i][j]` how much of the
    given name (0 as the style says, 1 initials, 2 all).
    """

    __slots__ = ("choose", "givens", "names", "year_suffix")

    def __init__(
        self,
        names: tuple[int, ...] = (),
        givens: tuple[tuple[int, ...], ...] = (),
        choose: int = 0,
        year_suffix: str = "",
    ) -> None:
        self.names = names
        self.givens = givens
        self.choose = choose
        self.year_suffix = year_suffix

    def key(self) -> tuple[tuple[int, ...], tuple[tuple[int, ...], ...], int, str]:
        """Return what a memo is keyed by."""
        return self.names, self.givens, self.choose, self.year_suffix


class Cite:
    """One item being rendered, once."""

    __slots__ = (
        "area",
        "capitals",
        "choices",
        "dash",
        "english",
        "explicit_suffix",
        "fields",
        "first_names",
        "first_note",
        "hide_author",
        "item",
        "item_id",
        "kind",
        "label",
        "lexicon",
        "locator",
        "nameset",
        "number",
        "page_format",
        "person_level",
        "persons",
        "position",
        "seen",
        "shape",
        "sort_names",
        "sorting",
        "started",
        "substituter",
        "substituting",
        "suffix_done",
        "suppressed",
        "trace",
        "turkic",
        "year_suffix",
    )

    def __init__(self, item: "Mapping[str, object]", lexicon: "Lexicon", fields: "Callable[..., object]") -> None:
        self.item = item
        self.item_id = str(item.get("id", ""))
        self.kind = item.get("type", "")
        self.lexicon = lexicon
        self.fields: Any = fields
        self.area = CITATION
        self.position = FIRST
        self.locator = ""
        self.label = ""
        self.number = 0
        self.first_note = 0
        self.shape: Shape | None = None
        self.year_suffix = ""
        self.explicit_suffix = False
        self.suffix_done = False
        self.seen = 0
        self.started = False
        self.sorting = False
        self.sort_names: tuple[str, str, str] | None = None
        self.suppressed: set[str] | None = None
        self.substituting = False
        self.nameset = 0
        self.trace: list[Any] | None = None
        self.person_level: Callable[..., int] | None = None
        self.hide_author = False
        self.first_names: str | None = None
        self.persons: dict[tuple[str, str], list[Person]] = {}
        self.substituter: Substituter | None = None
        self.english = True
        self.turkic = False
        self.capitals = False
        self.choices = 0
        self.dash = "–"
        self.page_format = ""

    def suppress(self, variable: str) -> None:
        """Print a variable no more in this cite: a substitute has printed it."""
        self.suppressed = {variable, *self.suppressed} if self.suppressed else {variable}

    def takes_year_suffix(self, variable: str) -> bool:
        """Say whether this date carries the year suffix: the first one, where the style places none itself."""
        if self.explicit_suffix or self.suffix_done or variable == "accessed":
            return False
        self.suffix_done = True
        return True
