"""How far a merge of packages is."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path

Progress = Callable[[int, int], None]

LOOKING, MERGING = 1, 4
"""How much of a package's work it is to judge it, and to merge it."""


class Told:
    """Tells how far the merge is: a package counts as much as its file is large."""

    def __init__(
        self,
        progress: Progress | None,
        stage: Callable[[str], None] | None,
        files: Sequence[Path],
    ) -> None:
        self._progress = progress
        self._stage = stage
        self._whole = sum(weight(path) for path in files) * (LOOKING + MERGING)
        self._done = 0
        self._part = 0

    def begin(self, path: Path, share: int) -> None:
        """Name the next file, and say how much it counts."""
        if self._stage is not None:
            self._stage(path.name)
        self._part = weight(path) * share
        self(0, 1)

    def next(self) -> None:
        """Say that a file is done."""
        self._done += self._part
        self._part = 0
        self(0, 1)

    def end(self) -> None:
        """Say that all is done."""
        self._done = self._whole
        self(0, 1)

    def __call__(self, done: int, whole: int) -> None:
        """Say how far the file at hand is."""
        if self._progress:
            self._progress(self._done + self._part * done // max(whole, 1), self._whole)


def weight(path: Path) -> int:
    """Return how much a file counts: its bytes, and a little where it has none."""
    try:
        return path.stat().st_size + 1
    except OSError:
        return 1
