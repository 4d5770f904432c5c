"""What a sheet's own marks say of the rows read from it: hidden, struck out, damaged, far away."""

from __future__ import annotations

from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterable, Sequence

from desktop_app.importing.cells.as_shown import Spot, show, struck
from desktop_app.importing.cells.texts import NO_VALUE
from desktop_app.importing.mapping.heading_comments import said_in
from desktop_app.importing.model import Remark, shortened
from desktop_app.importing.records.table import Table
from desktop_app.sheets.table import Marks, Row


class SheetMarks:
    """The marks of one sheet, and the rows of a table that they are told of.

    Args:
        marks: What the sheet hides or breaks.
        mapped: Columns that are read.
        table: The rows.
    """

    def __init__(self, marks: Marks, mapped: Sequence[int], table: Table) -> None:
        self._marks = marks
        self._mapped = mapped
        self._table = table
        self._broken = broken_cells(marks)
        self._spots: dict[str, set[Spot]] = {}

    def mend(self, chunk: Sequence[Row], first: int) -> None:
        """Put error values back into cells that came out blank.

        Args:
            chunk: Some rows.
            first: Number of the first of them.
        """
        if not self._broken:
            return
        for number, row in enumerate(chunk, start=first):
            mend(row, self._broken.get(number, ()))

    def show(self, chunk: Sequence[Row], first: int) -> None:
        """Put numbers as they are shown, and keep in mind what is to be told; see `mend`."""
        self._spots.clear()
        if self._marks.looks:
            self._spots["struck_out"] = struck(chunk, first, self._marks, self._mapped)
            self._spots["shown_otherwise"] = show(chunk, first, self._marks, self._mapped)

    def tell(self, base: int) -> None:
        """Note what is to be said of the rows taken since the place `base`."""
        self._tell_hidden(base)
        for flag in ("shown_otherwise", "struck_out"):
            self._tell_spots(flag, self._spots.get(flag, set()), base)
        self._tell_spots("broken_text", self._marks.broken, base)
        self._tell_far(base)
        self._tell_comments(base)

    def _tell_comments(self, base: int) -> None:
        """Note what people noted on cells of the rows."""
        for (number, column), text in sorted(self._marks.comments.items()):
            place = bisect_left(self._table.numbers, number, base)
            if place < len(self._table.numbers) and self._table.numbers[place] == number:
                said = shortened(said_in(text))
                self._table.remarks[place].append(Remark("comment", column, said))

    def _tell_hidden(self, base: int) -> None:
        hidden = self._marks.hidden_rows
        for place in range(base, len(self._table.numbers)) if hidden else ():
            if self._table.numbers[place] in hidden:
                self._table.remarks[place].append(Remark("hidden_row"))

    def _tell_far(self, base: int) -> None:
        """Note where a row goes on far to the right of the table, in cells that are left out."""
        for number, column in sorted(self._marks.far):
            place = bisect_left(self._table.numbers, number, base)
            if place < len(self._table.numbers) and self._table.numbers[place] == number:
                self._table.remarks[place].append(Remark("far_cell", column))

    def _tell_spots(self, flag: str, spots: set[Spot], base: int) -> None:
        """Note the cells of records about which there is something to say."""
        for place in range(base, len(self._table.numbers)) if spots else ():
            for column in self._mapped:
                if (self._table.numbers[place], column) in spots:
                    self._table.remarks[place].append(Remark(flag, column))


def broken_cells(marks: Marks) -> dict[int, list[tuple[int, str]]]:
    """Return what should stand in cells that came out blank, by row: (column, text)."""
    broken: dict[int, list[tuple[int, str]]] = defaultdict(list)
    for (row, column), text in marks.errors.items():
        broken[row].append((column, text))
    for row, column in marks.no_value:
        broken[row].append((column, NO_VALUE))
    return broken


def mend(row: Row, broken: Iterable[tuple[int, str]]) -> None:
    """Put back into the blank cells of a row what should stand there."""
    for column, text in broken:
        row.extend([""] * (column + 1 - len(row)))
        if row[column] == "":
            row[column] = text
