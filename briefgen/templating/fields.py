"""The names that a template may use: context names, fields, filters and tests, as data.

`context.py` fills exactly these fields, `lint.py` refuses all others, the README lists them.
"""

from collections.abc import Mapping
from types import MappingProxyType
from typing import Final

__all__ = ["CONTEXT", "FIELDS", "FILTERS", "LOOP", "NAMES", "TESTS"]

# For each thing that a template sees, the fields it has.
CONTEXT: Final[Mapping[str, tuple[str, ...]]] = MappingProxyType(
    {
        "brief": (
            "title", "subtitle", "series", "language", "direction", "scale", "cutoff", "question", "scope", "contact",
            "disclaimer", "handling",
        ),
        "sections": ("id", "title", "about", "claims"),
        "claims": (
            "id", "section", "heading", "kind", "rank", "asserted_by", "asserted_on", "about", "confidence",
            "likelihood", "handling", "sources", "quotes", "relations", "disputes", "figure",
        ),
        "sources": (
            "id", "type", "title", "title_translated", "language", "issued", "accessed", "status", "reliability",
            "handling",
        ),
        "entities": ("id", "name", "kind", "role"),
        "judgments": ("number", "confidence", "likelihood", "claims"),
        "relations": ("kind", "to"),
        "audience": ("id", "title", "show", "variant", "language"),
        "words": (),
    }
)  # fmt: skip

# `relations` are a field of claims, not a name of their own.
NAMES: Final = tuple(name for name in CONTEXT if name != "relations")

FIELDS: Final = frozenset(field for fields in CONTEXT.values() for field in fields)

LOOP: Final = frozenset(("index", "index0", "revindex", "revindex0", "first", "last", "length", "previtem", "nextitem"))

# Filters with the arguments that each takes, in order; `word` also takes what its holes are named after.
FILTERS: Final[Mapping[str, tuple[str, ...]]] = MappingProxyType(
    {
        "default": ("value", "boolean"),
        "join": ("separator", "attribute"),
        "length": (),
        "first": (),
        "last": (),
        "sort": ("reverse", "case_sensitive", "attribute"),
        "map": ("attribute",),
        "selectattr": ("attribute", "test", "value"),
        "rejectattr": ("attribute", "test", "value"),
        "groupby": ("attribute",),
        "upper": (),
        "lower": (),
        "title": (),
        "trim": (),
        "date": (),
        "names": (),
        "word": ("group",),
    }
)

TESTS: Final = frozenset(
    (
        "defined", "undefined", "none", "true", "false", "eq", "equalto", "ne", "lt", "le", "gt", "ge", "in", "odd",
        "even", "divisibleby", "string", "==", "!=",
    )
)  # fmt: skip
