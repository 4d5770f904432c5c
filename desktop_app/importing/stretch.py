"""One column that says from when until when: 起止时间 with 2022.1-2023.12 below."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from desktop_app.importing.cells.date_text import read_span
from desktop_app.sheets.table import Cell, Row


@dataclass(frozen=True, slots=True)
class Stretch:
    """A column of stretches of time.

    Attributes:
        column: Where they stand; there the first of each is read.
        place: The column that the last of each is read in, behind all that the sheet has.
    """

    column: int
    place: int

    def apply(self, rows: Iterable[Row]) -> None:
        """Part each cell in two; what is no stretch stays, to be read as the first time."""
        for row in rows:
            # What strays there was beyond the table.
            row[self.place : self.place + 1] = [""] if self.place < len(row) else []
            cell = row[self.column] if self.column < len(row) else ""
            parted = _parted(cell)
            if parted is not None:
                row.extend([""] * (self.place + 1 - len(row)))
                row[self.column], row[self.place] = parted

    def of(self, row: Row) -> Row:
        """Return a copy of a row with the times of its stretch apart."""
        moved = list(row)
        self.apply([moved])
        return moved


def _parted(cell: Cell) -> tuple[str, str] | None:
    found = read_span(cell) if isinstance(cell, str) else None
    if found is None or any(one.flag for one in found):
        return None
    return found[0].iso, found[1].iso
