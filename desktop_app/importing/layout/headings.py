"""The headings of a table: where they stand, and what is known of the one of a column."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import NamedTuple

from desktop_app.importing.layout.named_times import with_times_named
from desktop_app.importing.mapping.normal import HeadingKey, Unit
from desktop_app.sheets.table import Cell, Row

Merges = Sequence[tuple[int, int, int, int]]


LONGEST = 80
"""Signs of a heading."""


TALLEST = 3
"""Rows of a heading."""


_SUMMED = re.compile(r"^\s*求和项[:：]\s*(?=\S)")
"""What a pivot table puts before the name of a figure that it sums."""


@dataclass(frozen=True, slots=True)
class ColumnHead:
    """The heading of one column.

    Attributes:
        text: Its rows, joined by " › ".
        keys: What to look up, the most telling first.
        unit: Unit that it names, or None.
        period: Code of the period that it names; "+M01-09" where the year is missing; or "".
        is_part: Whether it begins with 其中.
        above: Key of the row above the last, or None.
        meant: The form and field that an official line code gives, or None.
        is_short: Whether it writes a year with two digits.
        is_doubted: Whether what is noted on it says otherwise.
        role: "figure" over the names of figures in a table with a line for each, "value" over
            their values, "other_unit" over the figures of another place; else "".
        at: Column of the sheet where the values stand that such a line names, or -1.
        summed: Key with 累计 where a part of a year stands before it, as in 上半年累计毕业企业数,
            or where it has a row of its own, which may be of the period and of the figure; or
            None.
    """

    text: str = ""
    keys: tuple[HeadingKey, ...] = ()
    unit: Unit | None = None
    period: str = ""
    is_part: bool = False
    above: HeadingKey | None = None
    meant: tuple[str, str] | None = None
    is_short: bool = False
    is_doubted: bool = False
    role: str = ""
    at: int = -1
    summed: HeadingKey | None = None


@dataclass(frozen=True, slots=True)
class Heading:
    """Where a table's heading stands, and what it says.

    Attributes:
        first_row: Its first and `last_row` its last row, from 1.
        last_row: See above.
        heads: One a column.
        has_rows: Whether rows that look like records stand below it.
        at: First and last row where it stands, if that is below its rows; then `last_row` is the
            row above the first of these.
    """

    first_row: int
    last_row: int
    heads: tuple[ColumnHead, ...]
    has_rows: bool = True
    at: tuple[int, int] | None = None

    @property
    def rows(self) -> tuple[int, int]:
        """First and last row where it stands."""
        return self.at or (self.first_row, self.last_row)

    def moved(self, rows: int, columns: int) -> Heading:
        """Return it so many rows further down and columns further to the right."""
        heads = (*[ColumnHead()] * columns, *self.heads) if self.heads else ()
        at = self.at and (self.at[0] + rows, self.at[1] + rows)
        first, last = self.first_row + rows, self.last_row + rows
        return replace(self, first_row=first, last_row=last, heads=heads, at=at)


NO_HEADING = Heading(0, 0, ())
"""Stands over rows that nothing heads."""


class Stretch(NamedTuple):
    """Some rows of a sheet, one below the other.

    Attributes:
        rows: The rows.
        merges: Merged ranges of the sheet.
        before: How many of its rows stand above them.
    """

    rows: Sequence[Row]
    merges: Merges = ()
    before: int = 0


def filled(stretch: Stretch) -> list[Row]:
    """Return rows with every cell of a merged range holding its value."""
    grid = [list(row) for row in stretch.rows]
    for top, left, bottom, right in stretch.merges:
        first, last = top - 1 - stretch.before, bottom - stretch.before
        if not 0 <= first < len(grid) or left >= len(grid[first]):
            continue
        value = grid[first][left]
        for row in grid[first:last]:
            for place in range(left, min(right + 1, len(row))):
                row[place] = value
    return [with_times_named(row) for row in grid]


def is_summed(text: str) -> bool:
    """Whether a text is what a pivot table calls the figure that it sums: 求和项:营业收入."""
    return _SUMMED.match(text) is not None


@lru_cache(maxsize=20_000)
def cell_text(cell: Cell) -> str:
    """Return a cell of a heading or title as text; a number is one only where it is a year."""
    if isinstance(cell, str):
        return " ".join(_SUMMED.sub("", cell, count=1).split())
    if isinstance(cell, float | int) and not isinstance(cell, bool):
        return str(int(cell)) if float(cell).is_integer() and 1900 < cell < 2200 else ""
    return ""
