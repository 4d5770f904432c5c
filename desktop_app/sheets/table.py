"""A sheet as the importer sees it: rows of cells, and what the rows alone do not tell."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field

Cell = str | int | float | bool | dt.date | dt.time | dt.timedelta
"""A cell; "" is a blank one. Numbers of a workbook may come as float."""

Row = list[Cell]


@dataclass(slots=True)
class Marks:
    """What a sheet hides or breaks; rows are counted from 1 and columns from 0, as in Excel.

    Attributes:
        hidden_rows: Rows that Excel does not show.
        hidden_columns: Columns that Excel does not show.
        errors: Cells that hold an error (#REF!), by (row, column).
        no_value: Formulas that were saved without their result, by (row, column).
    """

    hidden_rows: set[int] = field(default_factory=set)
    hidden_columns: set[int] = field(default_factory=set)
    errors: dict[tuple[int, int], str] = field(default_factory=dict)
    no_value: set[tuple[int, int]] = field(default_factory=set)


@dataclass(frozen=True, slots=True)
class Content:
    """What one sheet holds.

    Attributes:
        rows: Its rows from row 1 on, to be run through once; each begins in column A.
        height: Number of the last row.
        marks: What the rows do not tell.
        merges: Merged ranges as (first row, first column, last row, last column).
    """

    rows: Iterator[Row]
    height: int
    marks: Marks = field(default_factory=Marks)
    merges: tuple[tuple[int, int, int, int], ...] = ()


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
