"""Cites that print alike get more names, more of given names, other wording or a year suffix.

CSL 1.0.2, Disambiguation. The order is fixed: names and given names step by step, then the style's
`disambiguate="true"` branches, then year suffixes. Invariant: a step that tells nobody apart is undone.
"""

from typing import TYPE_CHECKING, Final

from briefgen.citation.cite import Shape
from briefgen.citation.person import tidy_initials

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from briefgen.citation.naming import NameOptions
    from briefgen.citation.person import Person

    Trace = list[tuple[int, int, list[int], NameOptions, list[Person]]]
    Probe = Callable[[str, Shape], tuple[str, Trace]]

__all__ = ["Levels", "Resolver", "suffix_letters"]


def suffix_letters(number: int) -> str:
    """Return the letters for a number: a to z for 1 to 26, then aa, ab."""
    out = ""
    while number:
        number, rest = divmod(number - 1, 26)
        out = chr(97 + rest) + out
    return out


class Levels:
    """How much of each person's given name all cites show, for the rules that look at persons, not at cites."""

    def __init__(self, rule: str) -> None:
        """Take the givenname-disambiguation-rule."""
        self.primary_only: Final = rule.startswith("primary-name")
        self.initials_only: Final = rule.endswith("with-initials")
        self.families: Final[dict[str, dict[str, set[str]]]] = {}

    def learn(self, found: "Sequence[Person]") -> None:
        """Remember the persons of one list of names."""
        for person in found[:1] if self.primary_only else found:
            if not person.literal:
                given = tidy_initials(person.given, ".")
                self.families.setdefault(_family(person), {}).setdefault(person.letters, set()).add(given)

    def level(self, person: "Person", base: int, index: int, options: "NameOptions") -> int:
        """Return the least level that tells the person from all others of that family name."""
        if person.literal or not person.given or (self.primary_only and index):
            return base
        family = self.families.get(_family(person), {})
        level = base
        if len(family) > 1:
            level = max(level, 1)
        if len(family.get(person.letters, ())) > 1 and not self.initials_only:
            level = 2
        if level == 1 and options.initials is None:
            level = 2
        return level


def _family(person: "Person") -> str:
    return f"{person.non_dropping} {person.family}".strip()


class Resolver:
    """Finds the Shape of every cited item; `probe(id, shape)` renders a cite and tells its lists of names."""

    def __init__(self, options: "Mapping[str, str]", choices: int, probe: "Probe") -> None:
        """Take the options of <citation> and the number of `disambiguate` conditions that it reaches."""
        self.add_names: Final = options.get("disambiguate-add-names") == "true"
        rule = options.get("givenname-disambiguation-rule", "by-cite")
        self.add_givens: Final = options.get("disambiguate-add-givenname") == "true" and rule == "by-cite"
        self.add_suffix: Final = options.get("disambiguate-add-year-suffix") == "true"
        self.choices: Final = choices
        self.probe: Final = probe
        self.shapes: Final[dict[str, Shape]] = {}

    def run(self, ids: "Sequence[str]") -> dict[str, Shape]:
        """Return the shape of each item; `ids` in the order in which year suffixes are given."""
        if not (self.add_names or self.add_givens or self.add_suffix or self.choices):
            return {}
        rank = {name: i for i, name in enumerate(ids)}
        for group in self._classes(ids, Shape()):
            if len(group) > 1:
                self._resolve(group)
        if self.add_suffix:
            self._suffixes(sorted(self.shapes, key=rank.__getitem__))
        return self.shapes

    def _classes(self, ids: "Sequence[str]", shape: Shape) -> list[list[str]]:
        """Split items into those that print alike."""
        classes: dict[str, list[str]] = {}
        for name in ids:
            classes.setdefault(self.probe(name, shape)[0], []).append(name)
        return list(classes.values())

    def _resolve(self, group: list[str]) -> None:
        for name in group:
            self.shapes[name] = Shape()
        if self.add_names or self.add_givens:
            self._expand(group)
        if self.choices:
            self._choose(group)

    # names and given names

    def _expand(self, group: list[str]) -> None:
        traces = [self.probe(name, Shape())[1] for name in group]
        steps: list[tuple[int, int, int]] = []  # list of names, name, level (0: show the name itself)
        for k in range(max((len(trace) for trace in traces), default=0)):
            here = [trace[k] for trace in traces if k < len(trace)]
            for j in range(max(entry[0] for entry in here)):
                if self.add_names and j >= min(entry[1] for entry in here):
                    steps.append((k, j, 0))
                elif j >= max(entry[1] for entry in here):
                    break
                if self.add_givens:
                    steps += [(k, j, level) for level in (1, 2)]
        self._walk(group, steps, 0, Shape(), Shape())

    def _walk(
        self, group: list[str], steps: "Sequence[tuple[int, int, int]]", at: int, kept: Shape, tried: Shape
    ) -> None:
        """Take steps until the group falls apart; go on with each part from there."""
        for i in range(at, len(steps)):
            attempt = _stepped(tried, steps[i])
            classes = self._classes(group, attempt)
            if len(classes) > 1:
                better = _stepped(kept, steps[i])
                if steps[i][2]:
                    better = Shape(attempt.names, better.givens)
                for part in classes:
                    for name in part:
                        self.shapes[name] = better
                    if len(part) > 1:
                        self._walk(part, steps, i, better, better)
                return
            if not steps[i][2]:
                tried = attempt

    # disambiguate="true"

    def _choose(self, group: list[str]) -> None:
        for part in self._alike(group):
            left = part
            for choose in range(1, self.choices + 1):
                shapes = {name: _chosen(self.shapes[name], choose) for name in left}
                classes: dict[str, list[str]] = {}
                for name in left:
                    classes.setdefault(self.probe(name, shapes[name])[0], []).append(name)
                if len(classes) > 1 or left is not part:
                    self.shapes.update(shapes)
                    left = [name for names in classes.values() if len(names) > 1 for name in names]

    def _alike(self, group: "Sequence[str]") -> list[list[str]]:
        """Return the sets in a group that still print alike, each under its own shape."""
        classes: dict[str, list[str]] = {}
        for name in group:
            classes.setdefault(self.probe(name, self.shapes[name])[0], []).append(name)
        return [part for part in classes.values() if len(part) > 1]

    # year suffixes

    def _suffixes(self, ids: "Sequence[str]") -> None:
        for part in self._alike(ids):
            for number, name in enumerate(part, 1):
                old = self.shapes[name]
                self.shapes[name] = Shape(old.names, old.givens, old.choose, suffix_letters(number))


def _chosen(shape: Shape, choose: int) -> Shape:
    return Shape(shape.names, shape.givens, choose)


def _stepped(shape: Shape, step: tuple[int, int, int]) -> Shape:
    """Return a shape with one more name, or more of one given name."""
    k, j, level = step
    if level == 0:
        names = list(shape.names) + [0] * (k + 1 - len(shape.names))
        names[k] = max(names[k], j + 1)
        return Shape(tuple(names), shape.givens)
    givens = [list(row) for row in shape.givens] + [[] for _ in range(k + 1 - len(shape.givens))]
    givens[k] += [0] * (j + 1 - len(givens[k]))
    givens[k][j] = max(givens[k][j], level)
    return Shape(shape.names, tuple(tuple(row) for row in givens))
