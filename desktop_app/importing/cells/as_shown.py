"""Brings numbers into the form in which a person saw them: 5.23 % of 0.0523, 1.2万 of 12,345.6."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Iterator, Sequence

from desktop_app.importing.mapping.normal import unit_of
from desktop_app.sheets.table import Cell, Look, Marks, Row

_DIGITS = 15
Spot = tuple[int, int]
"""Number of a row as Excel shows it, and column from 0."""


def show(rows: Sequence[Row], first: int, marks: Marks, columns: Collection[int]) -> set[Spot]:
    """Put numbers that are shown otherwise than they are as they are shown.

    Args:
        rows: Some rows; their cells are replaced.
        first: Number of the first of them.
        marks: How the sheet shows its numbers.
        columns: The columns that are read.

    Returns:
        Cells of which a person must say what is meant: scaled by their format, shown in several
        ways, or days without their year.
    """
    doubtful: set[Spot] = set()
    for index in columns:
        for number, look in _looks(marks, index, first, first + len(rows) - 1):
            row = rows[number - first]
            if index < len(row) and row[index] != "":
                cell = row[index]
                row[index] = _as_shown(cell, look)
                if _is_doubtful(cell, look):
                    doubtful.add((number, index))
    return doubtful


def struck(rows: Sequence[Row], first: int, marks: Marks, columns: Collection[int]) -> set[Spot]:
    """Return the cells that are struck through and hold something; see `show`."""
    return {
        (number, index)
        for index in columns
        for number, look in _looks(marks, index, first, first + len(rows) - 1)
        if look.struck and index < len(row := rows[number - first]) and row[index] != ""
    }


def _looks(marks: Marks, column: int, first: int, last: int) -> Iterator[tuple[int, Look]]:
    for begin, end, look in marks.looks.get(column, ()):
        for number in range(max(begin, first), min(end, last) + 1):
            yield number, look


def _as_shown(cell: Cell, look: Look) -> Cell:
    if isinstance(cell, dt.date):
        return _day(cell, look)
    if isinstance(cell, bool) or not isinstance(cell, int | float):
        return cell
    if look.percent:
        return f"{cell * 100:.{_DIGITS}g}%"
    number = cell / look.divisor if look.divisor > 1 else cell
    if look.unit and unit_of(look.unit) is not None:
        return f"{number:.{_DIGITS}g}{look.unit}"
    if look.digits and number == int(number) and number >= 0:
        return str(int(number)).zfill(look.digits)
    return float(f"{number:.{_DIGITS}g}") if number is not cell else cell


def _day(cell: dt.date, look: Look) -> Cell:
    """Return a day of which only the month or the year is shown as these."""
    if look.date == "ym":
        return f"{cell.year}年{cell.month}月"
    return f"{cell.year}年" if look.date == "y" else cell


def _is_doubtful(cell: Cell, look: Look) -> bool:
    if isinstance(cell, dt.date):
        return look.date == "md"
    is_number = isinstance(cell, int | float) and not isinstance(cell, bool)
    is_scaled = look.divisor > 1 and unit_of(look.unit) is None
    return is_number and (is_scaled or look.varies)
