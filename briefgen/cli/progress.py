"""A progress bar on a terminal; nothing anywhere else."""

import sys
from types import TracebackType
from typing import Final, Self

__all__ = ["Progress"]

_WIDTH: Final = 24


class Progress:
    """Shows how many of `total` steps are done. Writes to stderr, and only when that is a terminal."""

    def __init__(self, total: int, *, quiet: bool = False) -> None:
        """Prepare a bar of `total` steps; `quiet` shows nothing at all."""
        self._total = max(total, 1)
        self._done = 0
        self._on = not quiet and total > 1 and sys.stderr.isatty()

    def step(self, what: str) -> None:
        """Show that `what` is being worked at."""
        if self._on:
            filled = _WIDTH * self._done // self._total
            bar = "█" * filled + "·" * (_WIDTH - filled)
            sys.stderr.write(f"\r\x1b[K{bar} {self._done}/{self._total} {what}")
            sys.stderr.flush()
        self._done += 1

    def clear(self) -> None:
        """Wipe the bar, so that messages stand on lines of their own."""
        if self._on:
            sys.stderr.write("\r\x1b[K")
            sys.stderr.flush()

    def __enter__(self) -> Self:
        """Begin."""
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """Wipe the bar, whatever happened."""
        self.clear()
