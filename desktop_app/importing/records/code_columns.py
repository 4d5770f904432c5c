"""Reads the columns that hold the codes of firms, whichever code each of their cells is."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence

from desktop_app.importing.cells.codes import FIRM_CODES, firm_code
from desktop_app.importing.model import Column, Read, Remark, shortened
from desktop_app.importing.records.sayings import Sayings
from desktop_app.importing.records.table import Table
from desktop_app.sheets.table import Cell

REMEMBERED = 100_000
"""Different cells of a column that are kept in mind."""

Codes = Sequence[Sequence[tuple[str, Read]]]
"""By column and row, which code a cell is and what it reads."""


class CodeColumns:
    """The columns of codes of one table.

    Args:
        columns: These columns.
        table: The rows.
        sayings: Notes what odd codes say.
    """

    def __init__(self, columns: Sequence[Column], table: Table, sayings: Sayings) -> None:
        self._columns = columns
        self._table = table
        self._sayings = sayings
        self._memos: dict[int, dict[Cell, tuple[str, Read]]] = defaultdict(dict)
        for name in FIRM_CODES if columns else ():
            table.values.setdefault(("firm", name, ""), [])
            table.sources.setdefault(("firm", name, ""), columns[0].index)

    @property
    def first(self) -> int:
        """The first of them, or -1."""
        return self._columns[0].index if self._columns else -1

    def cells(self, columns: Sequence[Sequence[Cell]]) -> list[Sequence[Cell]]:
        """Return which of some columns' cells it reads."""
        return [columns[c.index] for c in self._columns if c.index < len(columns)]

    def read(self, columns: Sequence[Sequence[Cell]], count: int) -> Codes:
        """Return what the cells of some rows are.

        Args:
            columns: The cells, column by column.
            count: Number of rows.
        """
        found = []
        for column in self._columns:
            name, read, memo = column.field, [], self._memos[column.index]
            for cell in columns[column.index] if column.index < len(columns) else [""] * count:
                known = memo.get(cell)
                if known is None:
                    known = firm_code(cell, name)
                    if len(memo) >= REMEMBERED:
                        memo.clear()
                    memo[cell] = known
                read.append(known)
            found.append(read)
        return found

    def put(self, codes: Codes, columns: Sequence[Sequence[Cell]], base: int, count: int) -> None:
        """Give the rows taken since the place `base` their codes; see `read`."""
        if not self._columns:
            return
        table = self._table
        for name in FIRM_CODES:
            table.values["firm", name, ""] += [None] * count
        for column, found in zip(self._columns, codes, strict=True):
            for place, (name, read) in enumerate(found):
                values = table.values["firm", name, ""]
                if read.value is not None and not read.reject:
                    if values[base + place] is None:
                        values[base + place] = read.value
                    elif values[base + place] != read.value:
                        self._differ(base + place, column, columns[column.index][place])
                if read.flag or read.reject:
                    self._sayings.say(base + place, column, columns[column.index][place], read)
        if len(self._columns) > 1:
            self._compare(codes, columns, base)

    def _compare(self, codes: Codes, columns: Sequence[Sequence[Cell]], base: int) -> None:
        """Drop an organisation code that is not the one within the credit code beside it."""
        whole = self._table.values["firm", "uscc", ""]
        parts = self._table.values["firm", "org_code", ""]
        for column, found in zip(self._columns, codes, strict=True):
            for place, (name, _read) in enumerate(found, start=base):
                code, part = whole[place], parts[place]
                if name == "org_code" and code and part and str(code)[8:17] != part:
                    parts[place] = None
                    self._differ(place, column, columns[column.index][place - base])

    def _differ(self, place: int, column: Column, cell: Cell) -> None:
        self._table.remarks[place].append(Remark("codes_differ", column.index, shortened(cell)))
