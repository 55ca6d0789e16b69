"""Theme settings of a pack: text values in, what is wrong with them out.

Colours are `#rrggbb`, sizes are points such as `10.5pt`, fonts are family names: a pack names a font and never
carries one. Contrast after WCAG 2.2, 1.4.3: text needs 4.5:1, and the accent colours headings and links, on white and
on the ground of boxes, which is white with a breath of the accent.
"""

import re
from collections.abc import Mapping
from types import MappingProxyType
from typing import Final

__all__ = ["FAMILIES", "THEME", "contrast", "contrast_with_white", "theme_fault", "tint"]

# Each key of `theme` with the kind of its value.
THEME: Final[Mapping[str, str]] = MappingProxyType(
    {
        "accent": "text colour",
        "body-font": "family",
        "heading-font": "family",
        "body-size": "size",
        "density": "density",
        "figures": "figures",
    }
)

# The keys that name a font family.
FAMILIES: Final = tuple(key for key, kind in THEME.items() if kind == "family")

# How close lines of different blocks stand, and how wide the margins are.
DENSITIES: Final = ("regular", "compact")

# How digits look in running text; in tables, notes, headings and page numbers they are lining.
FIGURES: Final = ("old-style", "lining")

_CHOICES: Final = MappingProxyType({"density": DENSITIES, "figures": FIGURES})

_COLOUR: Final = re.compile(r"#[0-9A-Fa-f]{6}")
_SIZE: Final = re.compile(r"([0-9]{1,2}(?:\.[0-9]{1,2})?)pt")
_FAMILY: Final = re.compile(r"[A-Za-z0-9]+(?:[ -][A-Za-z0-9]+){0,9}")
_SMALLEST: Final = 4.0
_LARGEST: Final = 72.0
_CONTRAST: Final = 4.5


def theme_fault(key: str, value: str) -> tuple[str, str]:
    """Return message and hint for a wrong value of a known key, two empty texts for a right one.

    >>> theme_fault("body-size", "3pt")
    ('body-size is 3pt', 'sizes go from 4pt to 72pt')
    """
    kind = THEME[key]
    if kind == "size":
        found = _SIZE.fullmatch(value)
        if found is None:
            return f"{key} is not a size: {value[:40]}", "write points, such as 10.5pt"
        if not _SMALLEST <= float(found.group(1)) <= _LARGEST:
            return f"{key} is {value}", "sizes go from 4pt to 72pt"
    elif kind in _CHOICES:
        if value not in _CHOICES[kind]:
            return f"{key} cannot be {value[:40]}", f"choose from: {', '.join(_CHOICES[kind])}"
    elif kind == "family":
        if not _FAMILY.fullmatch(value):
            return f"{key} is not the name of a font family: {value[:40]}", "write it as `briefgen fonts` prints it"
    elif not _COLOUR.fullmatch(value):
        return f"{key} is not a colour: {value[:40]}", 'write "#rrggbb", between quotation marks'
    else:
        for ground, name in (("#ffffff", "white"), (tint(value), f"{tint(value)}, the ground of boxes")):
            ratio = contrast(value, ground)
            if ratio < _CONTRAST:
                # Rounded down, so that 4.49 never reads as enough.
                shown = int(ratio * 100) / 100
                message = f"{key} {value} has a contrast of {shown:.2f}:1 with {name}; text needs 4.5:1"
                return message, "take a darker colour"
    return "", ""


def tint(accent: str) -> str:
    """Return the ground of boxes for an accent colour.

    >>> tint("#1f3a5f")
    '#f5f6f8'
    """
    return "#" + "".join(f"{round(255 * 0.955 + int(accent[at : at + 2], 16) * 0.045):02x}" for at in (1, 3, 5))


def contrast(one: str, other: str) -> float:
    """Return the contrast ratio of two colours `#rrggbb` (WCAG 2.2, contrast ratio).

    >>> round(contrast("#ffffff", "#767676"), 2)
    4.54
    """
    light, dark = sorted((_luminance(one), _luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def contrast_with_white(colour: str) -> float:
    """Return the contrast ratio of `#rrggbb` with white.

    >>> contrast_with_white("#000000")
    21.0
    """
    return contrast("#ffffff", colour)


def _luminance(colour: str) -> float:
    """Return the relative luminance of `#rrggbb` (WCAG 2.2)."""
    channels = [int(colour[start : start + 2], 16) / 255 for start in (1, 3, 5)]
    # The threshold of sRGB itself; WCAG prints an older 0.03928, which no 8-bit value can tell apart.
    linear = [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in channels]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]
