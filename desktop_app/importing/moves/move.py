"""What all moves have in common: they change rows in place, before their cells are read."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Iterable

from desktop_app.sheets.table import Cell, Row


class Move(ABC):
    """Brings cells of the rows of one table to the columns that they are read in.

    These are columns of the sheet, or further ones behind all that it has.
    """

    __slots__ = ()

    @abstractmethod
    def apply(self, rows: Iterable[Row]) -> None:
        """Move the cells of some rows."""

    def of(self, row: Row) -> Row:
        """Return a copy of a row with its cells where they are read."""
        moved = list(row)
        self.apply([moved])
        return moved


def clear(row: Row, place: int) -> None:
    """Empty a column behind all that the sheet has: what strays there was beyond the table."""
    if place < len(row):
        row[place] = ""


def put(row: Row, place: int, cell: Cell) -> None:
    """Write a cell, be the row as long as that or not."""
    row.extend([""] * (place + 1 - len(row)))
    row[place] = cell
