"""Reads amounts whose unit or money stands in a column of its own: 计量单位, 币种."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import replace
from operator import itemgetter

from desktop_app.catalogue.model import Catalogue
from desktop_app.domain.plans import Stored
from desktop_app.domain.texts import fold
from desktop_app.domain.values import FieldType
from desktop_app.importing.cells.columns import ColumnReader, Odd, column_reader
from desktop_app.importing.cells.texts import plain_text
from desktop_app.importing.mapping.normal import Unit, unit_of
from desktop_app.importing.model import TOTALS, Column, Read, SheetMapping
from desktop_app.importing.words import words
from desktop_app.sheets.table import Cell

_HEADED = frozenset({"heading", "chosen", "remembered"})
_SEVERAL = 2


class RowUnits:
    """The units that a column of a sheet gives the amounts of each row."""

    def __init__(self, mapping: SheetMapping, catalogue: Catalogue) -> None:
        self._catalogue = catalogue
        self._columns = [c.index for c in mapping.columns if c.field == "unit" and not c.form]
        amounts = [c.index for c in mapping.columns if c.form and _is_amount(c, catalogue)]
        self._are_behind = self._columns[:1] > [next(iter(amounts), -1)]
        self._currencies = _beside(mapping, amounts)
        self._above: Sequence[Unit | None] = ()
        self._readers: dict[tuple[int, str], ColumnReader] = {}

    def told_above(self, units: Sequence[Unit | None]) -> None:
        """Take the units that lines above the next rows name, for want of such a column."""
        self._above = units if any(units) else ()

    def read(
        self,
        column: Column,
        cells: Sequence[Cell],
        reader: ColumnReader,
        columns: Sequence[Sequence[Cell]],
    ) -> tuple[list[Stored], list[Odd]]:
        """Read a column, in the unit of each row where its heading names none.

        Args:
            column: The column.
            cells: Its cells.
            reader: What reads it in its own unit.
            columns: All columns of the same rows.
        """
        units = self._units_of(column, columns)
        if not units:
            return reader.read(cells)
        values: list[Stored] = [None] * len(cells)
        odd: list[Odd] = []
        for unit, places in _by_unit(units, is_total=column.form == TOTALS).items():
            some = [cells[place] for place in places]
            got, said = (
                self._in_unit(column, unit, reader).read(some)
                if (unit is None or unit.kind != "foreign")
                else _foreign(some, unit)
            )
            told = dict(said)
            for number, place in enumerate(places):
                values[place] = got[number]
                read = told.get(number)
                if unit is not None and got[number] is not None:
                    read = _measured(read, got[number], unit)
                if read is not None:
                    odd.append((place, read))
        return values, sorted(odd, key=itemgetter(0))

    def _units_of(self, column: Column, columns: Sequence[Sequence[Cell]]) -> Sequence[Unit | None]:
        """Return the unit in which each row gives a column's amounts; nothing where none does."""
        is_free = self._is_free(column)
        paid_in = self._currencies.get(column.index, len(columns))
        if paid_in < len(columns):
            return [_money_in(cell, column, is_free=is_free) for cell in columns[paid_in]]
        if not is_free:
            return ()
        index = self._of(column.index)
        return [*map(_unit_in, columns[index])] if 0 <= index < len(columns) else self._above

    def _of(self, amount: int) -> int:
        """Return the column of units that is an amount's: of several the next, or -1."""
        if len(self._columns) < _SEVERAL:
            return next(iter(self._columns), -1)
        if self._are_behind:
            return next((index for index in self._columns if index > amount), -1)
        return next((index for index in reversed(self._columns) if index < amount), -1)

    def _is_free(self, column: Column) -> bool:
        return _is_amount(column, self._catalogue) and column.unit_from not in _HEADED

    def _in_unit(self, column: Column, unit: Unit | None, own: ColumnReader) -> ColumnReader:
        if unit is None:
            return own
        key = (column.index, unit.word)
        if key not in self._readers:
            measured = replace(column, unit=unit, unit_from="heading")
            form = self._catalogue.form(column.form)
            self._readers[key] = column_reader(measured, form, self._catalogue)
        return self._readers[key]


def _unit_in(cell: Cell) -> Unit | None:
    return unit_of(cell) if isinstance(cell, str) else None


def _beside(mapping: SheetMapping, amounts: Sequence[int]) -> dict[int, int]:
    """Return the column of the currency by that of the amount before it, else behind it."""
    named = [c.index for c in mapping.columns if c.field == "currency" and not c.form]
    before = {index - 1: index for index in named if index - 1 in amounts}
    left = (index for index in named if index - 1 not in amounts)
    return before | {index + 1: index for index in left if index + 1 not in before}


def _money_in(cell: Cell, column: Column, *, is_free: bool) -> Unit | None:
    """Return what a cell below 币种 says of the amount beside it: 万美元 of one in 万, by 美元.

    That it is ours says nothing; 万元人民币 does, where the heading of the amount names no unit.
    """
    said = _unit_in(cell)
    if said is None or said.word in words().own_money:
        return None
    if said.kind != "foreign":
        return said if is_free else None
    scale = column.unit.word[0] if column.unit is not None else ""
    return unit_of(f"{scale}{said.word}") or said


def _is_amount(column: Column, catalogue: Catalogue) -> bool:
    field = catalogue.form(column.form).by_code[column.field]
    return field.type is FieldType.MONEY or (field.is_number and column.form == TOTALS)


def _measured(read: Read | None, value: Stored, unit: Unit) -> Read:
    """Return what is said of an amount, in the unit of its row unless its cell names one."""
    if read is None:
        return Read(value, "unit_given", other=unit.text)
    return read if read.other else read._replace(other=unit.text)


def _by_unit(units: Iterable[Unit | None], *, is_total: bool) -> dict[Unit | None, list[int]]:
    """Return the rows by the unit that they name; units of counts are those of totals alone."""
    rows: dict[Unit | None, list[int]] = defaultdict(list)
    for place, unit in enumerate(units):
        is_meant = unit is not None and (is_total or unit.kind in {"money", "foreign"})
        rows[unit if is_meant else None].append(place)
    return rows


def _foreign(cells: Sequence[Cell], unit: Unit) -> tuple[list[Stored], list[Odd]]:
    """Keep amounts of foreign money as texts; they are not converted."""
    texts = [plain_text(cell).strip() for cell in cells]
    odd = [
        (place, Read(None, "foreign_currency", kept=f"{text}{unit.text}", other=unit.text))
        for place, text in enumerate(texts)
        if text and fold(text) not in words().missing
    ]
    return [None] * len(cells), odd
