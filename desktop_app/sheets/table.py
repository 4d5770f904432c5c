"""A sheet as the importer sees it: rows of cells, and what the rows alone do not tell."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import NamedTuple

Cell = str | int | float | bool | dt.date | dt.time | dt.timedelta
"""A cell; "" is a blank one. Numbers of a workbook may come as float."""

Row = list[Cell]


Merge = tuple[int, int, int, int]
"""A merged range: first row, first column, last row, last column."""


class Look(NamedTuple):
    """How a cell is shown, where a person sees something else than the number it holds.

    Attributes:
        percent: It is shown a hundred times as large, with a percent sign.
        divisor: It is shown divided by this: 10,000 where 12345.6 is shown as 1.2.
        unit: Text that the format puts beside it ("万元", "人", "$"), or "".
        digits: It is filled up with zeros in front to so many digits, or 0.
        date: Parts of a date that are shown where the day is not: "y", "ym", "md", "t"; or "".
        varies: It is shown in several ways, depending on its size.
        struck: It is struck through, as any other cell may be.
    """

    percent: bool = False
    divisor: int = 1
    unit: str = ""
    digits: int = 0
    date: str = ""
    varies: bool = False
    struck: bool = False


PLAIN = Look()
"""A number, or a day, that is shown as it is."""

STRUCK = Look(struck=True)
"""A text that is struck through."""


_MOST_FAR = 1_000


@dataclass(slots=True)
class Marks:
    """What a sheet hides or breaks; rows are counted from 1 and columns from 0, as in Excel.

    Attributes:
        hidden_rows: Rows that Excel does not show: hidden, filtered, folded or of no height.
        hidden_columns: Columns that Excel does not show.
        errors: Cells that hold an error (#REF!), by (row, column).
        no_value: Formulas that were saved without their result, by (row, column).
        broken: Cells whose text was damaged before it came to us, by (row, column).
        looks: Runs of rows whose numbers are shown otherwise than they are, by column, in order:
            (first row, last row, look).
        is_1904: Whether day 0 of its dates is 1904-01-01; dates are right, bare numbers are not.
        far: Cells that stand far to the right of all others and are left out, by (row, column).
        widths: Widths of columns in characters, where the records of cells tell them.
        comments: What people noted on cells, by (row, column).
        own_column: Column that this program wrote, whose cells are blanked, or -1.
    """

    hidden_rows: set[int] = field(default_factory=set)
    hidden_columns: set[int] = field(default_factory=set)
    errors: dict[tuple[int, int], str] = field(default_factory=dict)
    no_value: set[tuple[int, int]] = field(default_factory=set)
    broken: set[tuple[int, int]] = field(default_factory=set)
    looks: dict[int, list[tuple[int, int, Look]]] = field(default_factory=dict)
    is_1904: bool = False
    far: set[tuple[int, int]] = field(default_factory=set)
    widths: dict[int, float] = field(default_factory=dict)
    comments: dict[tuple[int, int], str] = field(default_factory=dict)
    own_column: int = -1

    def note_look(self, row: int, column: int, look: Look) -> None:
        """Note how the number of a cell is shown; the cells of a column come from top to bottom."""
        runs = self.looks.setdefault(column, [])
        if runs and runs[-1][2] == look and runs[-1][1] == row - 1:
            runs[-1] = (runs[-1][0], row, look)
        else:
            runs.append((row, row, look))

    def note_far(self, row: int, column: int) -> None:
        """Note a cell that is left out; of very many a few tell as much."""
        if len(self.far) < _MOST_FAR:
            self.far.add((row, column))

    def look(self, row: int, column: int) -> Look:
        """Return how the number of one cell is shown."""
        for first, last, look in self.looks.get(column, ()):
            if first <= row <= last:
                return look
        return PLAIN


@dataclass(frozen=True, slots=True)
class Content:
    """What one sheet holds.

    Attributes:
        rows: Its rows from row 1 on, to be run through once; each begins in column A.
        height: Number of the last row.
        marks: What the rows do not tell.
        merges: Merged ranges.
    """

    rows: Iterator[Row]
    height: int
    marks: Marks = field(default_factory=Marks)
    merges: tuple[Merge, ...] = ()


@dataclass(frozen=True, slots=True)
class Sheet:
    """One sheet of a file, not read yet.

    Attributes:
        name: Its tab; the file's name for a text file.
        hidden: Whether Excel hides the tab.
        read: Reads it; each call begins anew.
        is_text: Whether every cell is text, because the file has nothing else.
    """

    name: str
    hidden: bool
    read: Callable[[], Content]
    is_text: bool = False


def is_filled(cell: Cell) -> bool:
    """Whether anything but spaces stands in a cell."""
    return cell != "" and not (isinstance(cell, str) and not cell.strip())


def column_name(index: int) -> str:
    """Return the letters of a column counted from 0 ("A", "AB")."""
    name = ""
    index += 1
    while index:
        index, rest = divmod(index - 1, 26)
        name = chr(65 + rest) + name
    return name


def column_index(name: str) -> int:
    """Return the column counted from 0 that has these letters."""
    index = 0
    for letter in name:
        index = index * 26 + ord(letter) - 64
    return index - 1
