"""The cites of one citation in, groups of pieces out: cite grouping and collapsing (CSL 1.0.2, Cite Collapsing).

A `Member` is one rendered cite. Output is a list of `(cite index, pieces)`; delimiters have index -1.
"""

from typing import TYPE_CHECKING, Final

from briefgen.citation.text import AFFIX, FIELD, plain

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from briefgen.citation.text import Piece

    Groups = list[tuple[int, list[Piece]]]

__all__ = ["Member", "join_members"]


class Member:
    """One cite of a citation: its pieces, its names, what stands around it."""

    __slots__ = ("after", "before", "index", "names", "number", "pieces", "plain_number", "short")

    def __init__(
        self,
        index: int,
        pieces: "list[Piece]",
        names: str,
        number: int,
        before: "list[Piece]",
        after: "list[Piece]",
        short: "Callable[[], list[Piece]]",
        plain_number: bool,
    ) -> None:
        self.index: Final = index
        self.pieces = pieces
        self.names: Final = names
        self.number: Final = number
        self.before: Final = before
        self.after: Final = after
        self.short: Final = short  # renders the cite without its names
        self.plain_number: Final = plain_number  # shows its number and no locator

    def out(self, pieces: "list[Piece]") -> "tuple[int, list[Piece]]":
        """Put prefix and suffix of the cite around its pieces."""
        return self.index, [*self.before, *pieces, *self.after]


def join_members(members: list[Member], options: "Mapping[str, str]", delimiter: str, fmt: int) -> "Groups":
    """Group, collapse and delimit the cites as the options of <citation> say."""
    collapse = options.get("collapse", "")
    if len(members) > 1:
        if collapse == "citation-number":
            return _numbers(members, options, delimiter, fmt)
        if collapse.startswith("year"):
            return _years(_grouped(members), options, delimiter, fmt, collapse)
        if "cite-group-delimiter" in options:
            return _years(_grouped(members), options, delimiter, fmt, "")
    out: Groups = []
    for member in members:
        _delimit(out, member, delimiter, fmt)
        out.append(member.out(member.pieces))
    return out


def _delimit(out: "Groups", member: Member, delimiter: str, fmt: int) -> None:
    """Add a delimiter, unless the cite brings its own mark in its prefix."""
    if not out or not delimiter or (member.before and plain(member.before).lstrip()[:1] in tuple(",.;:")):
        return
    if out[-1][0] >= 0 and out[-1][1] and out[-1][1][-1][0].endswith((",", ";")):
        delimiter = " "  # the suffix of the cite before has brought the mark
    out.append((-1, [(delimiter, fmt, "", AFFIX)]))


def _grouped(members: list[Member]) -> list[list[Member]]:
    """Bring cites with the same names together, at the place of the first of them."""
    groups: dict[str, list[Member]] = {}
    for i, member in enumerate(members):
        key = member.names or (stem if (stem := _stem(member.pieces)) is not None else f"\0{i}")
        groups.setdefault(key, []).append(member)
    return list(groups.values())


def _years(
    groups: list[list[Member]], options: "Mapping[str, str]", delimiter: str, fmt: int, collapse: str
) -> "Groups":
    # citeproc-js groups the years of one author with a comma in the text, and as the layout says in notes.
    inside = options.get("cite-group-delimiter", delimiter if options.get("class") == "note" else ", ")
    after = options.get("after-collapse-delimiter", delimiter)
    suffix_delimiter = options.get("year-suffix-delimiter", delimiter)
    if collapse in ("year-suffix", "year-suffix-ranged"):
        suffix_delimiter = options.get("year-suffix-delimiter", options.get("cite-group-delimiter", delimiter))
    out: Groups = []
    collapsed = False
    for group in groups:
        _delimit(out, group[0], after if collapsed else delimiter, fmt)
        collapsed = bool(collapse)
        out.append(group[0].out(group[0].pieces))
        stem = _stem(group[0].pieces)
        run: list[Member] = [group[0]]
        for member in group[1:]:
            if not collapse:
                _delimit(out, member, inside, fmt)
                out.append(member.out(member.pieces))
                continue
            short = [] if member.before else member.short()
            if not short and not member.before:
                continue  # it has nothing but the names that are printed already
            if not short:
                _delimit(out, member, inside, fmt)
                out.append(member.out(member.pieces))
                stem = _stem(member.pieces)
                run = [member]
                continue
            same = collapse.startswith("year-suffix") and stem == _stem(member.pieces) and not run[-1].after
            if same and stem is not None:
                run.append(member)
                if collapse == "year-suffix-ranged" and _follows(run):
                    out[-2:] = [(-1, [("–", fmt, "", AFFIX)])] if len(run) > 3 else out[-2:]
                    if len(run) == 3:
                        del out[-2:]
                        out.append((-1, [("–", fmt, "", AFFIX)]))
                    out.append(member.out(_suffix_of(member.pieces)))
                    continue
                if collapse == "year-suffix-ranged" and not _adjacent(run[-2], member):
                    run = [member]
                _delimit(out, member, suffix_delimiter, fmt)
                out.append(member.out(_suffix_of(member.pieces)))
                continue
            _delimit(out, member, inside if run[-1].plain_number and not run[-1].after else after, fmt)
            out.append(member.out(short))
            stem = _stem(member.pieces)
            run = [member]
    return out


def _stem(pieces: "list[Piece]") -> str | None:
    """Return the words without the year suffix; None if there is none."""
    if any(piece[2] == "year-suffix" for piece in pieces):
        return "".join(piece[0] for piece in pieces if piece[2] != "year-suffix")
    return None


def _suffix_of(pieces: "list[Piece]") -> "list[Piece]":
    return [piece for piece in pieces if piece[2] == "year-suffix"]


def _letter(member: Member) -> int:
    number = 0
    for char in plain(_suffix_of(member.pieces)):
        number = number * 26 + ord(char) - 96
    return number


def _adjacent(left: Member, right: Member) -> bool:
    return _letter(right) == _letter(left) + 1


def _follows(run: list[Member]) -> bool:
    """Say whether the last three cites of a run have consecutive suffixes."""
    return len(run) > 2 and _adjacent(run[-2], run[-1]) and _adjacent(run[-3], run[-2])


def _numbers(members: list[Member], options: "Mapping[str, str]", delimiter: str, fmt: int) -> "Groups":
    """Turn three or more consecutive citation numbers into a range."""
    after = options.get("after-collapse-delimiter", delimiter)
    out: Groups = []
    i = 0
    ranged = False
    while i < len(members):
        last = i
        while (
            last + 1 < len(members)
            and members[last + 1].number == members[last].number + 1
            and members[last].plain_number
            and members[last + 1].plain_number
            and not members[last].after
            and not members[last + 1].before
        ):
            last += 1
        _delimit(out, members[i], after if ranged else delimiter, fmt)
        ranged = last - i >= 2
        out.append(members[i].out(members[i].pieces))
        if ranged:
            out.append((-1, [("–", fmt, "", FIELD)]))
            out.append(members[last].out(members[last].pieces))
            i = last + 1
        else:
            i += 1
    return out
