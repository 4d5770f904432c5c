"""Reads whole columns at a time: good cells in one sweep, odd ones one by one and once each."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import partial
from itertools import repeat
from operator import itemgetter, mul, ne, truediv
from typing import Protocol

from desktop_app.catalogue.model import Catalogue, Field, Form
from desktop_app.domain.numerals import LIMIT
from desktop_app.domain.plans import Stored
from desktop_app.domain.values import FieldType
from desktop_app.importing.cells.choices import CodeReader, bool_reader
from desktop_app.importing.cells.codes import other_uscc_reader
from desktop_app.importing.cells.date_text import says_day_first
from desktop_app.importing.cells.dates import date_reader
from desktop_app.importing.cells.indicators import IndicatorReader
from desktop_app.importing.cells.names import CLEAN_NAME, carrier_reader, name_reader
from desktop_app.importing.cells.numbers import NumberReader
from desktop_app.importing.cells.owners import owner_codes_reader, owners_reader
from desktop_app.importing.cells.patents import cert_reader, patent_reader
from desktop_app.importing.cells.persons import CLEAN_PERSON, person_reader
from desktop_app.importing.cells.texts import (
    CLEAN_PHONE,
    CLEAN_TEXT,
    digits_reader,
    phone_reader,
    text_reader,
)
from desktop_app.importing.model import Column, Read
from desktop_app.importing.words import words
from desktop_app.sheets.table import Cell

_REMEMBERED = 60_000
_LIKE_NAMES = frozenset({("firm", "town"), ("carrier", "operator")})
"""Texts that have no gaps, as names have none."""
_NUMBERED = {FieldType.PATENT_NO: patent_reader, FieldType.CERT_NO: cert_reader}
_WITH_FIRM_NAMES = frozenset({"firm", "former_name", "patent_owner"})
_CARRIER = ("carrier", "name")
_FILING = ("tech_sme", "reg_no")
_PERSONS = frozenset({("firm", "contact"), ("firm", "legal_rep")})
_CODE = "代码"
_FORMER = "曾用名"
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
        self._same: dict[str, str] = {}

    def read(self, cells: Sequence[Cell]) -> tuple[list[Stored], list[Odd]]:
        """Return the stored values, and by place what is to be said of odd ones."""
        self.forget()
        known = self._known.get
        values: list[Stored]
        if self._clean is None:
            values = list(map(known, cells))
        else:
            fits, same = self._clean.fullmatch, self._same.setdefault
            values = [
                same(cell, cell) if type(cell) is str and fits(cell) else known(cell)
                for cell in cells
            ]
        odd: list[Odd] = []
        if None not in values:
            return values, odd
        for place, value in enumerate(values):
            if value is None and (cell := cells[place]) != "":
                read = self.read_one(cell)
                values[place] = read.value
                if read.flag or read.reject or read.kept or read.other:
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
        value = self._known.get(cell)
        if value is not None:
            # It came up in the same run of cells just before.
            return Read(value)
        read = self._read_one(cell)
        if read.value is None or read.flag or read.reject or read.other:
            self._odd[cell] = read
        else:
            self._known[cell] = read.value
        return read

    def forget(self) -> None:
        """Let go of cells when they are many; those that come again mostly stand close by."""
        if len(self._known) > _REMEMBERED:
            self._known = {"": None}
        if len(self._odd) > _REMEMBERED:
            self._odd.clear()
        if len(self._same) > _REMEMBERED:
            self._same.clear()


class DateColumn:
    """Reads days and months; 5/3/2021 is read as the other cells of the column are."""

    def __init__(self, entry: Field, *, is_1904: bool) -> None:
        make = partial(
            date_reader,
            entry.type,
            is_end=entry.last,
            has_begin=bool(entry.begin),
            is_1904=is_1904,
        )
        self._readers = {order: MemoReader(make(is_day_first=order)) for order in (False, True)}
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
        # Of percentages each is looked at: there may be shares among them.
        is_plain = reader.times.denominator == 1 and not reader.is_percent
        self._times = int(reader.times) if is_plain else 0
        self._least = -LIMIT if reader.signed else 0

    def read(self, cells: Sequence[Cell]) -> tuple[list[Stored], list[Odd]]:
        """Return the stored values, and by place what is to be said of odd ones."""
        self._memo.forget()
        if self._times and float in (kinds := set(map(type, cells))):
            return self._numbers(cells, is_pure=kinds == {float})
        return self._memo.read(cells)

    def _numbers(self, cells: Sequence[Cell], *, is_pure: bool) -> tuple[list[Stored], list[Odd]]:
        times = float(self._times)
        numbers = [cell if type(cell) is float else 0.0 for cell in cells]
        try:
            scaled = list(map(float.__round__, map(mul, numbers, repeat(times))))
        except (ValueError, OverflowError):
            return self._memo.read(cells)
        values: list[Stored] = list(scaled)
        odd: list[Odd] = []
        # A number that was typed with few decimals is the one nearest to its scaled self.
        least = min(scaled)
        is_large = least <= -LIMIT or max(scaled) >= LIMIT
        again = map(truediv, scaled, repeat(times))
        if least < self._least or is_large or any(map(ne, again, numbers)):
            for place, number in enumerate(scaled):
                is_far = number >= LIMIT or number <= -LIMIT or number < self._least
                if is_far or number / times != numbers[place]:
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


@dataclass(frozen=True, slots=True)
class Known:
    """What is known of the cells of a sheet besides what they are taken for.

    Attributes:
        is_1904: Whether bare numbers count their days from 1904.
        words: Code that a word means, by (form, field, folded text).
    """

    is_1904: bool = False
    words: Mapping[tuple[str, str, str], str] = field(default_factory=dict)

    def taught(self, form: str, name: str) -> dict[str, str]:
        """Return the code that a word of one field means, by folded text."""
        return {
            text: code
            for (own, one, text), code in self.words.items()
            if (own, one) == (form, name)
        }


NOTHING_KNOWN = Known()


def column_reader(
    column: Column, form: Form, catalogue: Catalogue, known: Known = NOTHING_KNOWN
) -> ColumnReader:
    """Return what reads a column as its field stores it."""
    entry = form.by_code[column.field]
    if entry.is_number:
        return NumberColumn(NumberReader(entry, column))
    if entry.type in {FieldType.DATE, FieldType.MONTH, FieldType.YEAR}:
        return DateColumn(entry, is_1904=known.is_1904)
    clean = CLEAN_TEXT if entry.type is FieldType.TEXT else None
    if _is_firm_name(entry, form):
        clean = CLEAN_NAME
    if _digits(entry, form):
        clean = None
    if (form.code, entry.code) in _PERSONS:
        clean = CLEAN_PERSON
    if entry.type is FieldType.PHONE:
        clean = CLEAN_PHONE
    taught = known.taught(form.code, entry.code)
    if _is_firm_name(entry, form):
        names = name_reader(
            is_key=_is_key(entry, form),
            with_code=_CODE in column.heading,
            with_former=_FORMER in column.heading,
        )
        read = owners_reader(names) if form.code == "patent_owner" else names
        return MemoReader(read, clean)
    read = _cell_reader(entry, form, catalogue, taught)
    if (form.code, entry.code) == _CARRIER:
        return MemoReader(carrier_reader(read), None)
    return MemoReader(read, clean)


def _digits(field: Field, form: Form) -> Callable[[Cell], Read] | None:
    """Return what reads a field whose texts are so many digits, or None for other fields."""
    name = f"{form.code}.{field.code}"
    for counts, is_filled in ((words().filled, True), (words().counted, False)):
        if name in counts:
            return digits_reader(counts[name], is_filled=is_filled)
    return None


def _is_key(field: Field, form: Form) -> bool:
    return field.code in {part for way in form.identity for part in way.split("+")}


def _is_firm_name(field: Field, form: Form) -> bool:
    return field.code == "name" and form.code in _WITH_FIRM_NAMES


def _cell_reader(
    field: Field, form: Form, catalogue: Catalogue, taught: Mapping[str, str]
) -> Callable[[Cell], Read]:
    is_key = _is_key(field, form)
    if field.type is FieldType.CODE:
        codes = catalogue.codes[field.codes]
        own = IndicatorReader if codes.doubts else CodeReader
        return own(field, codes, is_key=is_key, taught=taught).read
    if field.type is FieldType.TEXT:
        if (form.code, field.code) in _PERSONS:
            return person_reader()
        is_name = field.code == form.name_field or is_key or (form.code, field.code) in _LIKE_NAMES
        is_number = (form.code, field.code) == _FILING
        return _digits(field, form) or text_reader(
            is_name=is_name, is_key=is_key, is_number=is_number
        )
    if field.type is FieldType.BOOL:
        return bool_reader(field, taught)
    if field.type is FieldType.USCC:
        other = other_uscc_reader(field)
        return owner_codes_reader(other) if form.code == "patent_owner" else other
    return _NUMBERED.get(field.type) or phone_reader(field)
