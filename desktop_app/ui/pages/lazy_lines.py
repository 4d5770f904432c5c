"""A static table over lines that are made when they are painted."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any, Protocol, overload, runtime_checkable

from desktop_app.ui.grid.cells import Line
from desktop_app.ui.grid.lines import LinesModel


@runtime_checkable
class Findable(Protocol):
    """Lines that know where a key stands without making every line."""

    def find(self, key: object) -> int:
        """Return the place of the line with a key, or -1."""


class MadeLines(Sequence[Line]):
    """Lines over the things that a list shows, each made by a function when it is painted.

    Args:
        things: What is listed.
        line: Makes the line of a thing.
        key: Returns what tells a thing apart.

    Attributes:
        things: What is listed.
    """

    def __init__(
        self,
        things: Sequence[Any],
        line: Callable[[Any], Line],
        key: Callable[[Any], object],
    ) -> None:
        self.things = things
        self._make = line
        self._key = key

    def __len__(self) -> int:
        """Return how many there are."""
        return len(self.things)

    def find(self, key: object) -> int:
        """Return the place of a thing, or -1."""
        return next((i for i, one in enumerate(self.things) if self._key(one) == key), -1)

    @overload
    def __getitem__(self, place: int) -> Line: ...

    @overload
    def __getitem__(self, place: slice) -> Sequence[Line]: ...

    def __getitem__(self, place: int | slice) -> Line | Sequence[Line]:
        """Make the line at a place."""
        if isinstance(place, slice):
            return [self._make(one) for one in self.things[place]]
        return self._make(self.things[place])


class LazyModel(LinesModel):
    """Asks its lines where a key stands: a hundred thousand of them are not made for it."""

    def find(self, key: object) -> int:
        """Return the place of the line with a key, or -1."""
        shown: Sequence[object] = self._shown
        return shown.find(key) if isinstance(shown, Findable) else super().find(key)
