"""Reads amounts whose unit stands in a column of its own: 计量单位."""

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
        amounts = (c.index for c in mapping.columns if c.form and _is_amount(c, catalogue))
        self._are_behind = self._columns[:1] > [next(amounts, -1)]
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
        index = self._of(column.index)
        is_told = 0 <= index < len(columns)
        if not (is_told or self._above) or not self._is_free(column):
            return reader.read(cells)
        units = map(_unit_in, columns[index]) if is_told else self._above
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
