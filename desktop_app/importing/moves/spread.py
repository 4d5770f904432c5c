"""Where the values of a long table belong, which has a line for each figure."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from desktop_app.domain.texts import fold
from desktop_app.importing.moves.move import Move, put
from desktop_app.sheets.table import Row, is_filled


@dataclass(frozen=True, slots=True)
class Spread(Move):
    """How the lines of a long table are brought into columns, one a figure.

    Attributes:
        names: Column of the names of figures.
        values: Columns of their values.
        places: The column that a value is read in, behind all that the sheet has, by the folded
            name of its figure and the column where it stands.
    """

    names: int
    values: tuple[int, ...]
    places: Mapping[tuple[str, int], int] = field(default_factory=dict)

    def apply(self, rows: Iterable[Row]) -> None:
        """Move the values of some rows to where they are read."""
        for row in rows:
            name = self.name(row)
            for value in self.values if name else ():
                place = self.places.get((name, value))
                if place is not None and value < len(row) and is_filled(row[value]):
                    put(row, place, row[value])
                    row[value] = ""

    def name(self, row: Row) -> str:
        """Return the folded name of a row's figure, or ""."""
        cell = row[self.names] if self.names < len(row) else ""
        return fold(cell) if isinstance(cell, str) else ""

    def moved(self, columns: int) -> Spread:
        """Return it for lines that stand so many columns further to the right."""
        places = {(name, at + columns): to + columns for (name, at), to in self.places.items()}
        return Spread(self.names + columns, tuple(v + columns for v in self.values), places)
