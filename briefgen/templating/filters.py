"""The closed list of filters, written anew: each takes plain values and counts what it costs."""

from collections.abc import Callable, Iterable, Mapping
from typing import Any, Final, Protocol

from jinja2.runtime import Undefined

from briefgen.numerals import numeral
from briefgen.records.dateprint import printed
from briefgen.records.dates import Edtf, EdtfError
from briefgen.selection.words import fill
from briefgen.templating.context import DateText, Listing, View
from briefgen.templating.lint import JOINED

__all__ = ["Ledger", "Refused", "make_filters"]

_MISSING: Final = object()


class Refused(Exception):  # noqa: N818 - never leaves the room; the template's line is added on the way out
    """A template asked for something that cannot be; the message is meant for its author."""


class Ledger(Protocol):
    """Who keeps count while templates run."""

    def count(self, passes: int) -> None:
        """Add passes; refuse when the limit is reached."""

    def build(self, characters: int) -> None:
        """Add characters built on the way; refuse when the limit is reached."""

    def test(self, name: str, value: object, argument: object) -> bool:
        """Apply a test of the list."""


def make_filters(ledger: Ledger, words: Mapping[str, str], language: str) -> dict[str, Callable[..., Any]]:
    """Return the filters by name; they count on the ledger, and print dates in `language`."""

    def items(value: object) -> list[Any]:
        if isinstance(value, Undefined):
            str(value)
        if not isinstance(value, list | tuple | Listing | View):
            msg = "only a list can be filtered this way"
            raise Refused(msg)
        ledger.count(len(value))
        return list(value)

    def text(value: object) -> str:
        if type(value) is not str:
            str(value)
            msg = "only plain text can be changed this way"
            raise Refused(msg)
        ledger.build(len(value))
        return value

    def field(value: object, name: str) -> Any:
        found = value.get(name, _MISSING) if isinstance(value, View) else _MISSING
        if found is _MISSING:
            msg = f"what is listed here has no field '{name}'"
            raise Refused(msg)
        return found

    def default(value: object, instead: object = "", boolean: object = False) -> object:
        missing = isinstance(value, Undefined) or (boolean and not value)
        return instead if missing else value

    def join(value: object, separator: str = "", attribute: str = "") -> Any:
        parts = [field(one, attribute) if attribute else one for one in items(value)]
        return joined(parts, separator)

    def joined(parts: list[Any], separator: str = "") -> Any:
        for part in parts:
            if not isinstance(part, str) and type(part) is not int:
                str(part)
                msg = "only text can be joined"
                raise Refused(msg)
        ledger.build(sum(len(str(part)) + len(separator) for part in parts))
        safe = next((part for part in parts if hasattr(part, "__html__")), None)
        if safe is None:
            return separator.join(map(str, parts))
        return type(safe)("").join(type(safe).escape(part) for part in _between(parts, separator))

    def length(value: object) -> int:
        if isinstance(value, Undefined):
            str(value)
        if not isinstance(value, str | list | tuple | Listing | View):
            msg = "this has no length"
            raise Refused(msg)
        return len(value)

    def first(value: object) -> object:
        return _end(items(value), 0)

    def last(value: object) -> object:
        return _end(items(value), -1)

    def sort(value: object, reverse: object = False, case_sensitive: object = False, attribute: str = "") -> list[Any]:
        def key(one: object) -> Any:
            found = field(one, attribute) if attribute else one
            return found if case_sensitive or not isinstance(found, str) else found.lower()

        return sorted(items(value), key=key, reverse=bool(reverse))

    def map_(value: object, attribute: str) -> list[Any]:
        return [field(one, attribute) for one in items(value)]

    def keep(value: object, attribute: str, test: str, argument: object, wanted: bool) -> list[Any]:
        def holds(found: object) -> bool:
            return bool(ledger.test(test, found, argument) if test else found)

        return [one for one in items(value) if holds(field(one, attribute)) is wanted]

    def selectattr(value: object, attribute: str, test: str = "", value_: object = _MISSING) -> list[Any]:
        return keep(value, attribute, test, value_, wanted=True)

    def rejectattr(value: object, attribute: str, test: str = "", value_: object = _MISSING) -> list[Any]:
        return keep(value, attribute, test, value_, wanted=False)

    def groupby(value: object, attribute: str) -> list[tuple[object, tuple[Any, ...]]]:
        groups: dict[object, list[Any]] = {}
        for one in items(value):
            groups.setdefault(field(one, attribute), []).append(one)
        return [(key, tuple(group)) for key, group in groups.items()]

    def names(value: object) -> str:
        parts = [str(one["name"]) if isinstance(one, View) and "name" in one else text(one) for one in items(value)]
        if len(parts) < 2:
            return "".join(parts)
        last_one = words["list-last-of-many"] if len(parts) > 2 else words["list-last"]
        return words["list-separator"].join(parts[:-1]) + last_one + parts[-1]

    def word(value: object, group: str = "", **values: object) -> str:
        key = f"{group}-{value}" if group else str(value)
        found = words.get(key)
        if found is None:
            msg = f"there is no word '{key[:80]}'"
            raise Refused(msg)
        own = {name: numeral(one, language) if type(one) is int else str(one) for name, one in values.items()}
        filled = fill(found, **own)
        ledger.build(len(filled))
        return filled

    def date(value: object) -> str:
        if type(value) is DateText:
            return printed(value.date, language)
        typed = text(value)
        try:
            return printed(Edtf.parse(typed), language) if typed else ""
        except EdtfError as error:
            msg = f"'{typed[:40]}' is not a date: {error}"
            raise Refused(msg) from None

    return {
        "default": default,
        "join": join,
        JOINED: joined,
        "length": length,
        "first": first,
        "last": last,
        "sort": sort,
        "map": map_,
        "selectattr": selectattr,
        "rejectattr": rejectattr,
        "groupby": groupby,
        "upper": lambda value: text(value).upper(),
        "lower": lambda value: text(value).lower(),
        "title": lambda value: text(value).title(),
        "trim": lambda value: text(value).strip(),
        "date": date,
        "names": names,
        "word": word,
    }


def _end(values: list[Any], index: int) -> object:
    if not values:
        msg = "the list is empty"
        raise Refused(msg)
    return values[index]


def _between(parts: Iterable[Any], separator: str) -> Iterable[Any]:
    """Yield the parts with the separator between them."""
    for number, part in enumerate(parts):
        if number and separator:
            yield separator
        yield part
