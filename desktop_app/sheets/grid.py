"""Gathers the cells of a sheet in whatever order a reader comes upon them."""

from __future__ import annotations

import datetime as dt
import struct
from collections.abc import Iterator
from itertools import repeat

from desktop_app.sheets import caps
from desktop_app.sheets.formats import GENERAL, Format
from desktop_app.sheets.table import PLAIN, Cell, Content, Marks, Merge, Row

# Days of a sheet have no time zone.
_EPOCH_1900 = dt.datetime(1899, 12, 30)  # noqa: DTZ001
_EPOCH_1904 = dt.datetime(1904, 1, 1)  # noqa: DTZ001
_LEAP_BUG = 60
"""Below this serial Excel counts a day less, for it takes 1900 for a leap year."""
_LAST_SERIAL = 2_958_466
_MILLISECONDS = 86_400_000
_HALF = struct.Struct("<4xi")
_REAL = struct.Struct("<d")


class Grid:
    """A sheet being gathered; rows are counted from 1 and columns from 0.

    Attributes:
        marks: What its rows do not tell.
        merges: Its merged ranges.
    """

    def __init__(self) -> None:
        self.marks = Marks()
        self.merges: list[Merge] = []
        self._rows: dict[int, Row] = {}
        self._number = 0
        self._cells: Row = []
        self._count = 0

    def put(self, row: int, column: int, cell: Cell) -> None:
        """Put a cell in its place; a blank one costs nothing, wherever it stands."""
        if cell == "":
            return
        if column >= caps.WIDEST:
            self.marks.note_far(row, column)
            return
        if row != self._number:
            self._begin(row)
        cells = self._cells
        width = len(cells)
        if column == width:
            cells.append(cell)
        elif column < width:
            cells[column] = cell
        else:
            cells.extend(repeat("", column - width))
            cells.append(cell)

    def _begin(self, row: int) -> None:
        """Go to another row."""
        self._count += len(self._cells)
        if self._count > caps.MAX_HELD_CELLS:
            raise caps.OverCapError
        self._number = row
        self._cells = self._rows.setdefault(row, [])
        self._count -= len(self._cells)

    def number(self, row: int, column: int, number: float, shown: Format) -> None:
        """Put a number as what its format makes of it."""
        if shown is GENERAL:
            self.put(row, column, number)
            return
        if shown.look != PLAIN:
            self.marks.note_look(row, column, shown.look)
        if shown.is_date:
            self.put(row, column, moment(number, shown, is_1904=self.marks.is_1904))
        else:
            self.put(row, column, number)

    def error(self, row: int, column: int, text: str) -> None:
        """Note that a cell holds an error."""
        self.marks.errors[row, column] = text

    def merge(self, first_row: int, first_column: int, last_row: int, last_column: int) -> None:
        """Note a merged range of more than one cell."""
        if (first_row, first_column) != (last_row, last_column):
            self.merges.append((first_row, first_column, last_row, last_column))

    def repeat(self, first: int, last: int) -> None:
        """Put the rows after `first` up to `last`: they are the same as it."""
        cells = self._rows.get(first, [])
        self._count += len(cells) * (last - first)
        if self._count > caps.MAX_HELD_CELLS:
            raise caps.OverCapError
        rows = range(first + 1, last + 1)
        for row in rows:
            self._rows[row] = list(cells)
        for column in range(len(cells)):
            self._repeat_marks(first, rows, column)

    def _repeat_marks(self, first: int, rows: range, column: int) -> None:
        marks, place = self.marks, (first, column)
        if place in marks.errors:
            marks.errors |= {(row, column): marks.errors[place] for row in rows}
        if place in marks.no_value:
            marks.no_value.update((row, column) for row in rows)
        look = marks.look(first, column)
        if look != PLAIN:
            for row in rows:
                marks.note_look(row, column, look)

    def content(self) -> Content:
        """Return what was gathered; a row that holds but an error is a row too."""
        broken = {row for row, _column in (*self.marks.errors, *self.marks.no_value)}
        numbers = sorted(self._rows.keys() | broken)
        return Content(
            self._in_order(numbers), numbers[-1] if numbers else 0, self.marks, tuple(self.merges)
        )

    def _in_order(self, numbers: list[int]) -> Iterator[Row]:
        last = 0
        for number in numbers:
            for _gap in range(last + 1, number):
                yield []
            yield self._rows.pop(number, [])
            last = number


def moment(number: float, shown: Format, *, is_1904: bool = False) -> Cell:
    """Return the day, time or span that a number stands for; a number that is none stays one."""
    if not -_LAST_SERIAL < number < _LAST_SERIAL:
        return number
    if shown.is_span:
        return dt.timedelta(milliseconds=round(number * _MILLISECONDS))
    if number < 0:
        return number
    milliseconds = round(number * _MILLISECONDS)
    if milliseconds < _MILLISECONDS:
        return (_EPOCH_1904 + dt.timedelta(milliseconds=milliseconds)).time()
    epoch = _EPOCH_1904 if is_1904 else _EPOCH_1900
    if not is_1904 and number < _LEAP_BUG:
        milliseconds += _MILLISECONDS
    try:
        found = epoch + dt.timedelta(milliseconds=milliseconds)
    except OverflowError:
        return number
    return found if milliseconds % _MILLISECONDS else found.date()


def short_number(bits: int) -> float:
    """Return a number of four bytes: a whole one or half of a real one, or a hundredth of it."""
    if bits & 2:
        return bits >> 2 if not bits & 1 else (bits >> 2) / 100
    number: float = _REAL.unpack(_HALF.pack(bits & ~3))[0]
    return number / 100 if bits & 1 else number
