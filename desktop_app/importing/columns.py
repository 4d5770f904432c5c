"""Reads whole columns at a time: good cells in one sweep, odd ones one by one and once each."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from operator import itemgetter
from typing import Protocol

from desktop_app.catalogue.model import Catalogue, Field, Form
from desktop_app.domain.numerals import LIMIT
from desktop_app.domain.plans import Stored
from desktop_app.domain.values import FieldType
from desktop_app.importing.cell_codes import other_uscc_reader
from desktop_app.importing.cell_dates import date_reader
from desktop_app.importing.cell_numbers import NumberReader
from desktop_app.importing.cell_patents import cert_reader, patent_reader
from desktop_app.importing.cell_texts import (
    CLEAN_PHONE,
    CLEAN_TEXT,
    bool_reader,
    code_reader,
    plain_reader,
    text_reader,
)
from desktop_app.importing.date_text import says_day_first
from desktop_app.importing.model import Column, Read
from desktop_app.sheets.table import Cell

_REMEMBERED = 60_000
_ENDS = frozenset({"expire_date", "valid_to", "to_date", "end_month", "incub_out"})
"""Fields that are the end of a time, of which a stretch of time gives its last day."""

Odd = tuple[int, Read]


class ColumnReader(Protocol):
    """Reads the cells of one column."""

    def read(self, cells: Sequence[Cell]) -> tuple[list[Stored], list[Odd]]:
        """Return the stored values, and by place what is to be said of odd ones."""
        ...


class MemoReader:
    """Reads texts, codes and dates; each different cell is understood once.

    Args:
        read_one: Understands one cell.
        clean: What texts look like that are stored as they stand; most need no second look.
    """

    def __init__(
        self, read_one: Callable[[Cell], Read], clean: re.Pattern[str] | None = None
    ) -> None:
        self._read_one = read_one
        self._clean = clean
        self._known: dict[Cell, Stored] = {"": None}
        self._odd: dict[Cell, Read] = {}

    def read(self, cells: Sequence[Cell]) -> tuple[list[Stored], list[Odd]]:
        """Return the stored values, and by place what is to be said of odd ones."""
        known = self._known.get
        values: list[Stored]
        if self._clean is None:
            values = list(map(known, cells))
        else:
            fits = self._clean.fullmatch
            values = [cell if type(cell) is str and fits(cell) else known(cell) for cell in cells]
        odd: list[Odd] = []
        if None not in values:
            return values, odd
        for place, value in enumerate(values):
            if value is None and (cell := cells[place]) != "":
                read = self.read_one(cell)
                values[place] = read.value
                if read.flag or read.reject or read.kept:
                    odd.append((place, read))
        return values, odd

    def read_one(self, cell: Cell) -> Read:
        """Return what one cell says."""
        # True equals 1 as a key, so ticked boxes are read anew.
        if isinstance(cell, bool):
            return self._read_one(cell)
        found = self._odd.get(cell)
        if found is not None:
            return found
        read = self._read_one(cell)
        if read.value is None or read.flag or read.reject:
            if len(self._odd) < _REMEMBERED:
                self._odd[cell] = read
        elif len(self._known) < _REMEMBERED:
            self._known[cell] = read.value
        return read


class DateColumn:
    """Reads days and months; 5/3/2021 is read as the other cells of the column are."""

    def __init__(self, kind: FieldType, *, is_end: bool) -> None:
        self._readers = {
            order: MemoReader(date_reader(kind, is_end=is_end, is_day_first=order))
            for order in (False, True)
        }
        self._is_day_first: bool | None = None

    def read(self, cells: Sequence[Cell]) -> tuple[list[Stored], list[Odd]]:
        """Return the stored values, and by place what is to be said of odd ones."""
        if self._is_day_first is None and str in set(map(type, cells)):
            self._is_day_first = says_day_first(cells)
        return self._readers[bool(self._is_day_first)].read(cells)


class NumberColumn:
    """Reads numbers: whole runs of number cells at once, texts one by one."""

    def __init__(self, reader: NumberReader) -> None:
        self._reader = reader
        self._memo = MemoReader(reader.read)
        self._times = int(reader.times) if reader.times.denominator == 1 else 0

    def read(self, cells: Sequence[Cell]) -> tuple[list[Stored], list[Odd]]:
        """Return the stored values, and by place what is to be said of odd ones."""
        if self._times and float in (kinds := set(map(type, cells))):
            return self._numbers(cells, is_pure=kinds == {float})
        return self._memo.read(cells)

    def _numbers(self, cells: Sequence[Cell], *, is_pure: bool) -> tuple[list[Stored], list[Odd]]:
        times = self._times
        numbers = [cell if type(cell) is float else 0.0 for cell in cells]
        try:
            scaled = [round(number * times) for number in numbers]
        except (ValueError, OverflowError):
            return self._memo.read(cells)
        values: list[Stored] = list(scaled)
        odd: list[Odd] = []
        # A number that was typed with few decimals is the one nearest to its scaled self.
        if [number / times for number in scaled] != numbers or max(map(abs, scaled)) >= LIMIT:
            for place, number in enumerate(scaled):
                if number / times != numbers[place] or abs(number) >= LIMIT:
                    self._put(place, cells[place], values, odd)
        if not is_pure:
            for place, cell in enumerate(cells):
                if type(cell) is not float:
                    self._put(place, cell, values, odd)
            odd.sort(key=itemgetter(0))
        return values, odd

    def _put(self, place: int, cell: Cell, values: list[Stored], odd: list[Odd]) -> None:
        if cell == "":
            values[place] = None
            return
        read = self._memo.read_one(cell)
        values[place] = read.value
        if read.flag or read.reject or read.kept:
            odd.append((place, read))


def column_reader(column: Column, form: Form, catalogue: Catalogue) -> ColumnReader:
    """Return what reads a column as its field stores it."""
    field = form.by_code[column.field]
    if field.is_number:
        return NumberColumn(NumberReader(field, column))
    if field.type in {FieldType.DATE, FieldType.MONTH, FieldType.YEAR}:
        return DateColumn(field.type, is_end=field.code in _ENDS)
    clean = CLEAN_TEXT if field.type is FieldType.TEXT else None
    if field.type is FieldType.PHONE:
        clean = CLEAN_PHONE
    return MemoReader(_cell_reader(field, form, catalogue), clean)


def _cell_reader(field: Field, form: Form, catalogue: Catalogue) -> Callable[[Cell], Read]:
    parts = {part for way in form.identity for part in way.split("+")}
    kind = field.type
    if kind is FieldType.CODE:
        codes = catalogue.codes[field.codes].spellings
        return code_reader(field, codes, is_key=field.code in parts)
    if kind is FieldType.TEXT:
        return text_reader(is_name=field.code == form.name_field or field.code in parts)
    if kind is FieldType.PATENT_NO:
        return patent_reader
    if kind is FieldType.CERT_NO:
        return cert_reader
    make = {FieldType.BOOL: bool_reader, FieldType.USCC: other_uscc_reader}
    return make.get(kind, plain_reader)(field)
