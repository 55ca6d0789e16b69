"""Two words in, whether a line may end between them out: what belongs together stays on one line.

Bound are a number and its unit or month (12 km, 12 January), a label and its number (p. 3, No. 5, § 7), initials and
titles and the name behind them (J. R. Smith, Dr. Price), a dash and the word before it, and punctuation that stands
apart, as in French (« oui » ; non !). The text is never changed: only a break is forbidden (*The Chicago Manual of
Style*, 17th edition, 7.36 and 7.90; *Lexique des règles typographiques en usage à l'Imprimerie nationale*, 1990).

The tables hold all languages that we know of together: a word of one that looks like a unit of another costs a line
end and harms nothing.
"""

from typing import Final

__all__ = ["ENDS", "bound", "clings", "is_bound", "may_bind"]


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


_UNITS: Final = _words(
    "% ‰ °C °F km m cm mm mi ft ha km² m² kg g mg t lb oz l ml kB MB GB TB Hz kHz MHz GHz W kW MW GW V kV h min s "
    "million billion trillion thousand Millionen Milliarden millions milliards millones milioni miljoen miljard "
    "euros dollars pounds rials tomans BC AD BCE CE a.m. p.m. Uhr €"
)
# Three letters where they tell enough: English, German, French, Spanish, Italian, Portuguese, Dutch.
_MONTHS: Final = _words(
    "jan feb mar apr may jun jul aug sep oct nov dec mär mai okt dez fév avr jui aoû déc ene abr dic mag giu lug ott "
    "fev mrt mei agosto gennaio outubro setembro settembre"
)
_LABELS: Final = _words(
    "p. pp. no. nos. vol. vols. para. paras. par. ch. chap. art. arts. sec. secs. fol. fols. fig. figs. n. nn. c. ca. "
    "col. cols. ed. bk. pt. s. bd. nr. abs. kap. t. f. l. ll. v. vv. § §§ № n°"
)
_TITLES: Final = _words("Mr. Mrs. Ms. Dr. Prof. St. Gen. Col. Capt. Lt. Maj. Sgt. Sen. Rep. Gov. Hon.")
_DASHES: Final = frozenset("–—")
_CLINGING: Final = frozenset(":;!?»…")
_OPENING: Final = "([“‘«„$£€¥"
_MARKS: Final = ",.;:)]”’»!?"
ENDS: Final = frozenset("0123456789.§№°" + _OPENING)
"""How a word ends that can be bound to the next."""
_LONGEST_LABEL: Final = 6
_LONGEST_DAY: Final = 2


def may_bind(word: str) -> bool:
    """Tell whether a word can be bound to the next: a number, a label, an initial, a title or an opening sign."""
    bare = word.lstrip(_OPENING)
    if word[-1] not in ENDS or not bare:
        return not bare
    if bare[0].isdigit():
        return bare[-1] != "." or len(bare) <= _LONGEST_DAY + 1
    return len(bare) <= _LONGEST_LABEL and (bare.lower() in _LABELS or bare in _TITLES or _is_initial(bare))


def clings(word: str) -> bool:
    """Tell whether a word is bound to the one before: a dash, or punctuation alone."""
    return word in _DASHES or _CLINGING.issuperset(word)


def bound(left: str, right: str) -> bool:
    """Tell whether no line may end between two words that a space parts."""
    return clings(right) or (may_bind(left) and is_bound(left, right))


def is_bound(left: str, right: str) -> bool:
    """Tell whether a word that may bind is bound to the next."""
    bare = left.lstrip(_OPENING)
    if not bare:
        return "«" in left or "„" in left
    if bare[0].isdigit():
        if bare[-1] == ".":  # German writes a point behind the day
            return len(bare) <= _LONGEST_DAY + 1 and _is_month(right)
        if right.rstrip(_MARKS) in _UNITS or right in _UNITS:
            return True
        return len(bare) <= _LONGEST_DAY and _is_month(right)
    if bare.lower() in _LABELS:
        return right[0].isdigit()
    return right[0].isupper()


def _is_month(word: str) -> bool:
    return word[:3].lower() in _MONTHS or word.rstrip(_MARKS) in _MONTHS


def _is_initial(word: str) -> bool:
    """Tell whether a word is J. or J.-P., but not U.S."""
    return word[-1:] == "." and all(len(part) == 2 and part[0].isupper() and part[1] == "." for part in word.split("-"))
