"""A static table over lines that are made when they are painted."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Protocol, runtime_checkable

from desktop_app.ui.grid.lines import LinesModel


@runtime_checkable
class Findable(Protocol):
    """Lines that know where a key stands without making every line."""

    def find(self, key: object) -> int:
        """Return the place of the line with a key, or -1."""


class LazyModel(LinesModel):
    """Asks its lines where a key stands: a hundred thousand of them are not made for it."""

    def find(self, key: object) -> int:
        """Return the place of the line with a key, or -1."""
        shown: Sequence[object] = self._shown
        return shown.find(key) if isinstance(shown, Findable) else super().find(key)
