"""What a citation engine answered, kept between runs: a brief whose notes have not changed words none of them.

An engine's answer depends on what it was made of and on all that it was asked before. Each answer is therefore kept
under a digest that grows with every question, and the engine is made when one is not at hand; it is then asked
all earlier questions again, so that it stands where it would have stood. Invariant: with the cache or without, the
answers are equal.
"""

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, Any, Final

from briefgen import cache
from briefgen.citation import Run

if TYPE_CHECKING:
    from briefgen.citation import Citation, Engine

__all__ = ["Transcript"]

_KIND: Final = "notes"
Runs = tuple[Run, ...]


class Transcript:
    """An engine that is made when something is asked that it has not answered before.

    `key` names all that the engine is made of: the style with its locales, the language, the items. None says
    that nobody knows, and nothing is kept.
    """

    __slots__ = ("_engine", "_facts", "_facts_key", "_key", "_make", "_said")

    def __init__(self, key: bytes | None, make: "Callable[[], Engine]") -> None:
        self._key = key
        self._facts_key: Final = None if key is None else cache.digest(key, b"style")
        self._make: Final = make
        self._engine: Engine | None = None
        self._said: Final[list[Callable[[Engine], Any]]] = []
        self._facts: tuple[str, bool] | None = None

    @property
    def title(self) -> str:
        """Return the title of the style."""
        return self._style()[0]

    @property
    def prints_numbers(self) -> bool:
        """Say whether the style prints the number of a work's first note."""
        return self._style()[1]

    def enlist(self, ids: Sequence[str]) -> None:
        """Count items as cited, as `Engine.enlist` does."""
        self._grow("enlist", tuple(ids))
        self._say(lambda engine: engine.enlist(ids))

    def notes(self, citations: "Sequence[Citation]") -> list[Runs]:
        """Return the text of every citation, as `Engine.notes` does: equal citations as one object."""
        asked = [(c.note, [(i.id, i.label, i.locator, i.prefix, i.suffix) for i in c.items]) for c in citations]
        return self._answer("notes", asked, lambda engine: engine.notes(citations))

    def bibliography(self, ids: "Sequence[str] | None" = None) -> list[tuple[str, Runs]]:
        """Return the entries in the order of the style, as `Engine.bibliography` does."""
        names: list[str] = []

        def ask(engine: "Engine") -> list[Runs]:
            entries = engine.bibliography(ids)
            names[:] = [name for name, _ in entries]
            return [runs for _, runs in entries]

        found = self._answer("bibliography", None if ids is None else tuple(ids), ask, names)
        return list(zip(names, found, strict=True))

    def _answer(
        self, question: str, about: object, ask: "Callable[[Engine], list[Runs]]", names: list[str] | None = None
    ) -> list[Runs]:
        """Return an answer: the one kept, else the engine's. `names` are kept and given back with it."""
        self._grow(question, about)
        kept = self._load()
        if kept is not None:
            self._say(ask)
            table, order, kept_names = kept
            if names is not None:
                names[:] = kept_names
            known = [tuple(Run(*run) for run in runs) for runs in table]
            return [known[place] for place in order]
        found = ask(self._awake())
        places: dict[int, int] = {}
        order = [places.setdefault(id(runs), len(places)) for runs in found]
        distinct = {id(runs): runs for runs in found}
        table = [[tuple(run) for run in runs] for runs in distinct.values()]
        self._store((table, order, names or []))
        return found

    def _style(self) -> tuple[str, bool]:
        if self._facts is None:
            key = self._facts_key
            kept = None if key is None else cache.load(_KIND, key)
            if kept is None:
                style = self._awake().style
                kept = (style.title, style.shows_first_note)
                if key is not None:
                    cache.store(_KIND, key, kept)
            self._facts = kept  # type: ignore[assignment]  # as stored below the same key
        assert self._facts is not None
        return self._facts

    def _grow(self, question: str, about: object) -> None:
        if self._key is not None:
            self._key = cache.digest(self._key, question.encode(), repr(about).encode())

    def _load(self) -> Any:
        return None if self._key is None or self._engine is not None else cache.load(_KIND, self._key)

    def _store(self, value: object) -> None:
        if self._key is not None:
            cache.store(_KIND, self._key, value)

    def _say(self, ask: "Callable[[Engine], Any]") -> None:
        """Tell the engine; one that is not made yet hears it when it is."""
        if self._engine is not None:
            ask(self._engine)
        else:
            self._said.append(ask)

    def _awake(self) -> "Engine":
        if self._engine is None:
            self._engine = self._make()
            for ask in self._said:
                ask(self._engine)
            self._said.clear()
        return self._engine
