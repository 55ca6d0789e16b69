"""A number in, its digits as readers of a language expect them out.

Decimal digits after CLDR, `defaultNumberingSystem`, for the languages whose numbers we print ourselves. Arabic stays
with 0-9: its readers are divided between two sets, and both know these.
"""

from collections.abc import Mapping
from types import MappingProxyType
from typing import Final

__all__ = ["digits_of", "numeral"]

# U+06F0 to U+06F9, which UAX #9 counts as European numbers: they stand left to right in a right-to-left line.
_DIGITS: Final[Mapping[str, str]] = MappingProxyType({"fa": "۰۱۲۳۴۵۶۷۸۹"})


def digits_of(language: str) -> str:
    """Return the ten digits of a language tag, empty where they are 0-9.

    >>> digits_of("fa-IR")[1], digits_of("ar"), digits_of("fa-Latn")
    ('۱', '', '')
    """
    primary, _, rest = language.partition("-")
    return "" if "Latn" in rest else _DIGITS.get(primary.lower(), "")


def numeral(number: int, language: str) -> str:
    """Return a whole number in the digits of a language.

    >>> numeral(204, "fa"), numeral(204, "de")
    ('۲۰۴', '204')
    """
    digits = digits_of(language)
    plain = str(number)
    return "".join(digits[int(c)] if c.isdigit() else c for c in plain) if digits else plain
