"""Numbers that stand where a column only asks whether there is one: 是否高企 with GR2022… below."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from desktop_app.domain.texts import fold
from desktop_app.importing.layout.layout_words import layout_words
from desktop_app.importing.moves.move import Move, clear, put
from desktop_app.sheets.table import Cell, Row


@dataclass(frozen=True, slots=True)
class Claimed(Move):
    """A column of such numbers.

    Attributes:
        form: Form that holds them.
        column: Where they stand, among 是 and 否.
        place: The column that they are read in, behind all that the sheet has.
        year: The column that the years are read in that they begin with, or -1.
    """

    form: str
    column: int
    place: int
    year: int = -1

    def apply(self, rows: Iterable[Row]) -> None:
        """Bring the numbers to where they are read; what else is said stays."""
        for row in rows:
            number = number_claimed(self.form, row[self.column] if self.column < len(row) else "")
            parts = [(self.place, number), (self.year, number[:4])]
            for place, text in parts if self.year >= 0 else parts[:1]:
                clear(row, place)
                if text:
                    put(row, place, text)


def number_claimed(form: str, cell: Cell) -> str:
    """Return the number in a cell that claims, all of the cell where it holds several, or ""."""
    pattern = layout_words().claimed_numbers.get(form)
    if pattern is None or not isinstance(cell, str):
        return ""
    found = [one[0] for one in pattern.finditer(fold(cell))]
    return found[0] if len(set(found)) == 1 else (cell if found else "")
