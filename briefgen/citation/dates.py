"""CSL-JSON dates in, pieces out: date parts, localised forms, ranges, seasons, eras (CSL 1.0.2, Date)."""

from typing import TYPE_CHECKING, Final

from briefgen.citation.numbers import ordinal
from briefgen.citation.text import AFFIX, FIELD, finisher, formatter, parse_field, recase

if TYPE_CHECKING:
    from collections.abc import Callable

    from briefgen.citation.cite import Cite
    from briefgen.citation.text import Piece
    from briefgen.citation.tree import Element

__all__ = ["compile_date", "has_parts", "parse_date", "sort_text"]

# Year, month, day; 0 where unknown. Months 21 to 24 are seasons.
Day = tuple[int, int, int]
_WIDTH: Final = {"year": 0, "month": 1, "day": 2}
_NO_DAY: Final = (0, 0, 0)
_MONTHS: Final = {
    name: number
    for number, name in enumerate(["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"], 1)
}  # fmt: skip
_SEASONS: Final = {"spr": 21, "sum": 22, "fal": 23, "aut": 23, "win": 24}


def _number(value: object) -> int:
    try:
        return int(str(value).strip() or 0)
    except ValueError:
        return 0


def _day(parts: object) -> Day:
    if not isinstance(parts, list | tuple):
        return _NO_DAY
    numbers = [_number(part) for part in parts[:3]]
    numbers += [0] * (3 - len(numbers))
    year, month, day = numbers
    if 13 <= month <= 20:
        month = 21 + (month - 13) % 4
    if not (1 <= month <= 12 or 21 <= month <= 24):
        month = 0
    if not 1 <= day <= 31 or not month:
        day = 0
    return year, month, day


def parse_date(value: object) -> tuple[Day, Day | None, str]:
    """Read a CSL-JSON date: first day, last day (None unless a range), literal text."""
    if not isinstance(value, dict):
        return _NO_DAY, None, str(value) if isinstance(value, str) else ""
    literal = str(value.get("literal") or "")
    parts = value.get("date-parts")
    if not parts and value.get("raw"):
        return _raw(str(value["raw"]))
    if not isinstance(parts, list | tuple) or not parts:
        return _NO_DAY, None, literal
    first = _day(parts[0])
    season = value.get("season")
    if season and not first[1]:
        number = _number(season)
        first = (first[0], 20 + number, 0) if 1 <= number <= 4 else first
    last = _day(parts[1]) if len(parts) > 1 else None
    return first, last, literal


def _raw(text: str) -> tuple[Day, Day | None, str]:
    """Read the loose forms of `raw`: ISO days and intervals, "Jan 2003", "12/8/2003"; else literal."""
    ends = text.strip().split("/")
    if len(ends) == 3 or (len(ends) == 2 and not all(_iso(end) for end in ends)):
        ends = [text.strip()]
    days = [_iso(end) or _wordy(end) for end in ends]
    if len(ends) == 1:
        exact = _iso(ends[0])
        if exact is None or not exact[1]:
            days = _dashed_days(text) or days
    if any(day is None for day in days):
        return _NO_DAY, None, text
    first = days[0] or _NO_DAY
    return first, days[1] if len(days) > 1 else None, ""


def _dashed_days(text: str) -> list[Day | None] | None:
    """Read "1999-2001", "Jan-Feb 2003" and "Spring 1999–Fall 2000" as ranges; None if it is none."""
    left, dash, right = text.replace("–", "-").partition("-")
    end = _wordy(right)
    if not dash or end is None:
        return None
    start = _wordy(left) or _wordy(f"{left} {end[0]}")
    return None if start is None else [start, end]


def _iso(text: str) -> Day | None:
    sign = -1 if text.startswith("-") else 1
    parts = text.lstrip("-").split("-")
    if not all(part.isdecimal() for part in parts) or len(parts[0]) < 4 or len(parts) > 3:
        return None
    year, month, day = _day(parts)
    return sign * year, month, day


def _wordy(text: str) -> Day | None:
    if text.count("/") == 2:
        return _day([text.split("/")[i] for i in (2, 0, 1)])
    year = month = day = 0
    for word in text.replace(",", " ").split():
        key = word[:3].lower()
        if word.isdecimal() and len(word) < 6:
            if len(word) > 2:
                year = int(word)
            else:
                day = int(word)
        elif key in _MONTHS or key in _SEASONS:
            month = _MONTHS.get(key) or _SEASONS[key]
        else:
            return None
    return (year, month, day) if year else None


def has_parts(value: object) -> bool:
    """Say whether a date variable holds anything that prints."""
    first, _, literal = parse_date(value)
    return bool(first[0] or first[1] or literal or (isinstance(value, dict) and value.get("season")))


def sort_text(value: object, parts: str = "year-month-day") -> str:
    """Return text that sorts as the date does: era, year, month, day; dates before year 0 come first."""
    first, last, literal = parse_date(value)
    if first == _NO_DAY:
        return literal
    ends = []
    for end in (first, last) if last else (first,):
        year, month, day = end
        month = month if "month" in parts else 0
        day = day if "day" in parts else 0
        # Years before the era sort backwards: -100 before -99.
        ends.append(f"{'1' if year >= 0 else '0'}{year if year >= 0 else 100_000 + year:05d}{month:02d}{day:02d}")
    return "-".join(ends)


class _Part:
    """One date part as it will be printed."""

    __slots__ = ("case", "dash", "fmt", "form", "name", "prefix", "strip", "suffix")

    def __init__(self, own: "Element", over: "Element | None") -> None:
        merged = dict(own.attributes)
        if over is not None:
            merged.update({k: v for k, v in over.attributes.items() if k not in ("prefix", "suffix", "name")})
        source = type(own)(own.name, merged, own.file, own.line, own.column)
        self.name: Final = own.get("name")
        self.form: Final = source.get("form", "numeric" if self.name == "day" else "long")
        self.prefix: Final = own.get("prefix")
        self.suffix: Final = own.get("suffix")
        self.dash: Final = source.get("range-delimiter", "–")
        self.case: Final = source.get("text-case")
        self.strip: Final = source.get("strip-periods") == "true"
        self.fmt: Final = formatter(source)


def _part_text(part: _Part, day: Day, cite: "Cite") -> str:
    """Return the words of one date part without affixes; empty if the date lacks it."""
    lexicon = cite.lexicon
    value = day[_WIDTH[part.name]]
    if not value:
        return ""
    if part.name == "year":
        text = str(abs(value))
        if part.form == "short" and len(text) == 4:
            text = text[2:]
        if value < 0:
            text += lexicon.term("bc") or ""
        elif value < 1000 and part.form != "short":
            text += lexicon.term("ad") or ""
        return text
    if part.name == "month":
        if value > 20:
            return lexicon.term(f"season-{value - 20:02d}") or ""
        if part.form == "numeric":
            return str(value)
        if part.form == "numeric-leading-zeros":
            return f"{value:02d}"
        return lexicon.term(f"month-{value:02d}", part.form) or ""
    if part.form == "numeric-leading-zeros":
        return f"{value:02d}"
    if part.form == "ordinal" and (value == 1 or not lexicon.is_on("limit-day-ordinals-to-day-1")):
        return ordinal(value, lexicon, lexicon.genders.get(f"month-{day[1]:02d}", ""))
    return str(value)


def _render_parts(
    parts: list[_Part], day: Day, cite: "Cite", fmt: int, variable: str, bare_start: bool, bare_end: bool
) -> "list[list[Piece]]":
    """Render parts in order; `bare_*` leaves out the outer affix where two days of a range meet."""
    out: list[list[Piece]] = []
    shown = [(part, text) for part in parts if (text := _part_text(part, day, cite))]
    for i, (part, text) in enumerate(shown):
        inner = part.fmt(fmt) if part.fmt else fmt
        if part.strip:
            text = text.replace(".", "")
        pieces: list[Piece] = [(text, inner, variable, FIELD)]
        if part.case:
            pieces = recase(pieces, part.case)
        if part.name == "year" and cite.year_suffix and cite.takes_year_suffix(variable):
            pieces.append((cite.year_suffix, inner, "year-suffix", FIELD))
        if part.prefix and not (bare_start and i == 0):
            pieces.insert(0, (part.prefix, fmt, "", AFFIX))
        if part.suffix and not (bare_end and i == len(shown) - 1):
            pieces.append((part.suffix, fmt, "", AFFIX))
        out.append(pieces)
    return out


def _differs(first: Day, last: Day) -> int:
    """Return the largest unit in which two days differ: 0 year, 1 month, 2 day, 3 none."""
    return next((i for i in range(3) if first[i] != last[i]), 3)


def _range(
    parts: list[_Part], first: Day, last: Day, cite: "Cite", fmt: int, variable: str, delimiter: str
) -> "list[list[Piece]]":
    """Render a range: parts larger than the largest differing one print once (CSL 1.0.2, Date-part)."""
    if last == _NO_DAY:  # open end
        days = _render_parts(parts, first, cite, fmt, variable, False, True)
        dash = next((part.dash for part in parts if part.name == "year"), "–")
        if days:
            days[-1] = [*days[-1], (dash, fmt, "", AFFIX)]
        return days
    unit = _differs(first, last)
    doubled = [i for i, part in enumerate(parts) if _WIDTH[part.name] >= unit]
    if not doubled:
        return _render_parts(parts, first, cite, fmt, variable, False, False)
    start, stop = doubled[0], doubled[-1] + 1
    dash = next((part.dash for part in parts if _WIDTH[part.name] == unit), parts[start].dash)
    head = _render_parts(parts[:start], first, cite, fmt, variable, False, False)
    one = _render_parts(parts[start:stop], first, cite, fmt, variable, False, True)
    two = _render_parts(parts[start:stop], last, cite, fmt, variable, True, False)
    tail = _render_parts(parts[stop:], last, cite, fmt, variable, False, False)
    if one and two:
        joined = [(dash, fmt, "", AFFIX)]
        middle = [*_join(one, delimiter, fmt), *joined, *_join(two, delimiter, fmt)]
        return [*head, middle, *tail]
    return [*head, *one, *two, *tail]


def _join(groups: "list[list[Piece]]", delimiter: str, fmt: int) -> "list[Piece]":
    out: list[Piece] = []
    for group in groups:
        if out and delimiter:
            out.append((delimiter, fmt, "", AFFIX))
        out += group
    return out


def _parts_of(element: "Element", cite: "Cite") -> tuple[list[_Part], "Element | None"]:
    """Find the parts to print: the element's own, or those of the locale's form, filtered and overridden."""
    form = element.get("form")
    if not form:
        return [_Part(child, None) for child in element.all("date-part")], None
    model = cite.lexicon.dates.get(form)
    if model is None:
        return [], None
    wanted = element.get("date-parts", "year-month-day")
    over = {child.get("name"): child for child in element.all("date-part")}
    return [
        _Part(child, over.get(child.get("name")))
        for child in model.all("date-part")
        if child.get("name") in wanted
    ], model  # fmt: skip


def compile_date(element: "Element") -> "Callable[[Cite, int], list[Piece] | None]":
    """Compile <date>: variable, localised or own parts, delimiter, affixes."""
    variable = element.get("variable")
    style = formatter(element)
    finish = finisher(element)
    case = element.get("text-case")
    wanted = element.get("date-parts", "year-month-day")

    def date(cite: "Cite", fmt: int) -> "list[Piece] | None":
        cite.seen |= 1
        value = cite.item.get(variable)
        if not value or (cite.suppressed and variable in cite.suppressed):
            return None
        first, last, literal = parse_date(value)
        if cite.sorting:
            own = "-".join(child.get("name") for child in element.all("date-part"))
            text = sort_text(value, wanted if element.get("form") else own)
            if text:
                cite.seen |= 2
            return [(text, 0, variable, FIELD)] if text else None
        parts, delimiter, model_style = _compiled(element, cite)
        inner = style(fmt) if style else fmt
        if model_style:
            inner = model_style(inner)
        if literal:
            pieces = [(t, inner | f, variable, k) for t, f, k in parse_field(literal, markup=False)]
        else:
            if last is None:
                groups = _render_parts(parts, first, cite, inner, variable, False, False)
            else:
                groups = _range(parts, first, last, cite, inner, variable, delimiter)
            pieces = _join(groups, delimiter, inner)
            pieces = _season_word(value, first, pieces, inner, variable)
        if not pieces:
            return None
        if case:
            pieces = recase(pieces, case)
        cite.seen |= 2
        cite.started = True
        if cite.substituting:
            cite.suppress(variable)
        return finish(pieces, fmt) if finish else pieces

    return date


def _compiled(element: "Element", cite: "Cite") -> "tuple[list[_Part], str, Callable[[int], int] | None]":
    """Return an element's parts for the language of the cite, compiled once for each lexicon."""
    memo = cite.lexicon.memo
    entry = memo.get(element)
    if entry is None:
        parts, model = _parts_of(element, cite)
        delimiter = element.get("delimiter") or (model.get("delimiter") if model else "")
        entry = memo[element] = (parts, delimiter, formatter(model) if model else None)
    return entry


def _season_word(value: object, first: Day, pieces: "list[Piece]", fmt: int, variable: str) -> "list[Piece]":
    """Put a season given in words before the year."""
    season = value.get("season") if isinstance(value, dict) else None
    if not season or first[1] or _number(season):
        return pieces
    word: Piece = (str(season), fmt, variable, FIELD)
    return [word, (" ", fmt, "", AFFIX), *pieces] if pieces else [word]
