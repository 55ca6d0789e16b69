"""One CSL-JSON name in, its parts out: particles, initials, order, and what a form shows of it."""

import re
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Mapping

    from briefgen.citation.cite import Cite

__all__ = ["Person", "initials", "people", "stands_apart", "tidy_initials"]

_EAST: Final = r"[\u1100-\u11ff\u2e80-\u9fff\uac00-\ud7af\uf900-\ufaff]"
_WEST: Final = r"[A-Za-z\u00c0-\u052f\u0590-\u06ff]"
_LOWER_WORD: Final = r"['’]?[^\W\d_]+['’]?"


class Person:
    """The parts of a name, as text."""

    __slots__ = (
        "comma_dropping",
        "comma_suffix",
        "dropping",
        "east",
        "family",
        "given",
        "letters",
        "literal",
        "non_dropping",
        "static_order",
        "suffix",
    )

    def __init__(self, name: "Mapping[str, object]") -> None:
        self.literal = str(name.get("literal") or "")
        self.family = str(name.get("family") or "")
        self.given = str(name.get("given") or "")
        self.dropping = str(name.get("dropping-particle") or "")
        self.non_dropping = str(name.get("non-dropping-particle") or "")
        self.suffix = str(name.get("suffix") or "")
        self.comma_dropping = False
        self.comma_suffix = bool(name.get("comma-suffix"))
        self.static_order = bool(name.get("static-ordering"))
        if not self.family and self.given and not self.literal:
            self.family, self.given = self.given, ""
        elif name.get("isInstitution") and not self.literal and not self.given:
            self.literal = self.family
        if not self.literal and name.get("parse-names") is not False:
            self._parse_particles(name)
            if self.given.endswith(","):
                self.given = self.given.rstrip(",")
                self.comma_dropping = bool(self.dropping)  # "François Hédelin, abbé d'"
            elif ("," in self.given and not self.suffix) and (", " in self.given or ",!" in self.given):
                given, _, suffix = self.given.rpartition(",")
                suffix = suffix.strip()
                self.comma_suffix = suffix.startswith("!")
                self.given = given.rstrip(",")
                if _is_low(suffix) and not self.dropping:
                    self.dropping, self.comma_dropping = suffix, True  # "François Hédelin, abbé d'"
                else:
                    self.suffix = suffix.lstrip("! ")
        words = self.family + self.given + self.literal
        # Bare initials, by which persons of one family name are told apart.
        self.letters: Final = initials(self.given, "", hyphen=True) if self.given else ""
        self.east: Final = bool(re.search(_EAST, words)) and not re.search(_WEST, words)

    def _parse_particles(self, name: "Mapping[str, object]") -> None:
        """Find particles typed into the family name (before it) or the given name (after it)."""
        if self.family[:1] == '"' and self.family[-1:] == '"' and len(self.family) > 1:
            self.family = self.family[1:-1]
            return
        if not self.non_dropping and "non-dropping-particle" not in name and not self.dropping:
            self.non_dropping, self.family = _split_particle(self.family)
        if not self.dropping and "dropping-particle" not in name:
            words = self.given.split(" ")
            cut = len(words)
            while cut > 1 and words[cut - 1].islower() and re.fullmatch(_LOWER_WORD, words[cut - 1]):
                cut -= 1
            if cut < len(words):
                self.given = " ".join(words[:cut])
                self.dropping = " ".join(words[cut:])

    def key(self) -> tuple[str, ...]:
        """Return what tells this name from another one in print."""
        return self.literal, self.family, self.given, self.dropping, self.non_dropping, self.suffix


def people(cite: "Cite", variable: str) -> list[Person]:
    """Return the persons of a name variable of the item, parsed once."""
    known = cite.persons
    key = (cite.item_id, variable)
    found = known.get(key)
    if found is None:
        value = cite.item.get(variable)
        names = value if isinstance(value, list | tuple) else ()
        found = [Person(name) for name in names if isinstance(name, dict)]
        found = [p for p in found if p.family or p.literal]
        known[key] = found
    return found


def stands_apart(term: str) -> bool:
    """Say whether a term is set off by spaces; terms in Chinese characters and the Hebrew "and" are not."""
    return not re.match(_EAST, term) and term[:1] != "\u05d5"


def _split_particle(family: str) -> tuple[str, str]:
    """Split "de la Cruz", "al-Masri", "d'Aubignac" into particle and family name."""
    words = family.split(" ")
    count = 0
    while count < len(words) - 1 and _is_low(words[count]):
        count += 1
    rest = " ".join(words[count:])
    joint = next((i for i, char in enumerate(rest) if char in "'’-" and i), 0)
    if joint and _is_low(rest[:joint]) and rest[joint + 1 : joint + 2].isupper():
        return " ".join([*words[:count], rest[: joint + 1]]), rest[joint + 1 :]
    if not rest[:1].isalpha() or _is_low(rest):
        return "", family
    return " ".join(words[:count]), rest


def _is_low(word: str) -> bool:
    """Say whether the first letter is a small one."""
    return next((char.islower() for char in word if char.isalpha()), False)


def _is_initial(word: str) -> bool:
    bare = word.rstrip(".")
    return (word.endswith(".") and bool(bare)) or (len(bare) == 1 and bare.isalpha() and bare == bare.upper())


def _initial(bare: str, dotted: bool) -> str:
    """Return the initial of one name; abbreviations that somebody chose ("Ph.", "ME.") stay whole."""
    if dotted:
        return bare
    if bare[:2].isupper() and bare[2:3].islower():
        return bare[0] + bare[1].lower()  # TSerendorj: one letter in its own script
    return bare[0]


def initials(given: str, mark: str, hyphen: bool) -> str:
    """Reduce given names to initials, each followed by `mark`: "Jean-Luc K" with "." is "J.-L.K."."""
    if "<" in given and len(given) <= _LONGEST and re.search(_TAGGED, given):
        return _marked_initials(given, mark, hyphen)
    return _plain_initials(given, mark, hyphen)


def _plain_initials(given: str, mark: str, hyphen: bool) -> str:
    out = ""
    for word in given.replace("\u00a0", " ").replace(".", ". ").split():
        if word in (".", "-"):
            continue
        pieces = [piece for piece in re.split(r"([\-‐])", word) if piece not in ("-", "‐", "")]
        chunk = ""
        for i, piece in enumerate(pieces):
            bare = piece.rstrip(".")
            if not bare:
                continue
            if bare[0].islower() and i == 0:
                chunk = piece  # a particle or "dit": stays a word
                break
            if chunk:
                chunk = chunk.rstrip() + ("-" if hyphen else "")
            chunk += _initial(bare, piece.endswith(".")) + mark
        if not chunk:
            continue
        if chunk[0].islower():
            out = out.rstrip() + (" " if out else "") + chunk + " "
        else:
            out += chunk
    return out.strip()


# Markup in longer given names is left alone: the search for its partners takes the square of the length.
_LONGEST: Final = 200
_TAGGED: Final = r"((?:<[^<>]+>)+)([^<>]*)((?:</[^<>]+>)+)"


def _marked_initials(given: str, mark: str, hyphen: bool) -> str:
    """Make initials of names that hold markup: the markup goes around the initial."""
    held: list[tuple[str, str]] = []

    def hold(match: "re.Match[str]") -> str:
        held.append((match.group(1), match.group(3)))
        # A capital of the private use area stands for the name that is marked up.
        return chr(0xE100 + len(held) - 1) + match.group(2)[1:]

    letters = [match.group(2)[:1] for match in re.finditer(_TAGGED, given)]
    out = _plain_initials(re.sub(_TAGGED, hold, given), mark, hyphen)
    for i, (opening, closing) in enumerate(held):
        char = chr(0xE100 + i)
        end = mark.rstrip() if out[out.find(char) + 1 :].startswith(mark.rstrip()) else ""
        out = out.replace(char + end, opening + letters[i] + end + closing)
    return out


def tidy_initials(given: str, mark: str) -> str:
    """Keep full given names and set initials that were typed with the style's mark (initialize="false")."""
    out = ""
    after_initial = False
    for word in given.replace("\u00a0", " ").replace(".", ". ").split():
        if _is_initial(word):
            out = out if after_initial or not out or out.endswith(" ") else out + " "
            out += word.rstrip(".") + mark
            after_initial = True
        else:
            if out:
                out = out.rstrip() + " "
            out += word
            after_initial = False
    return out.strip()
