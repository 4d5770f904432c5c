"""Numbers as cells hold them, in the unit of their column or their own, as a field stores them."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal
from fractions import Fraction

from desktop_app.catalogue.model import Field
from desktop_app.domain.numerals import LIMIT
from desktop_app.domain.texts import fold
from desktop_app.domain.values import FieldType
from desktop_app.importing.cells.number_text import (
    NumberText,
    meant_by_comma,
    read_number_text,
)
from desktop_app.importing.cells.texts import blank_or_error, plain_text, says_none_yet
from desktop_app.importing.mapping.normal import Unit, unit_of
from desktop_app.importing.model import Column, Read
from desktop_app.importing.words import words
from desktop_app.sheets.table import Cell

_DIGITS = 15
_DUST = Fraction(1, 1000)
"""Parts of a stored unit below which a number came out of binary sums and was not typed."""

_GIVEN = frozenset({"heading", "title", "form", "chosen", "remembered"})
"""Where the unit of a column comes from that need not be told of each cell."""

_LARGEST_SHARE = Fraction(3, 2)
_POINTS = "分"
"""Unit of scores, of which a register keeps whole ones though they have parts."""
_DAY = 24 * 60 * 60
_EPOCH = dt.datetime(1899, 12, 30)  # noqa: DTZ001 - cells have no time zone
_YUAN = Unit("元", "money")


class NumberReader:
    """Reads the cells of one column of numbers as the field stores them.

    Attributes:
        times: What one of the column is, as stored: a power of ten for money, 0 for foreign money.
        is_percent: Whether the field is a percentage.
        signed: Whether the field may be negative.
    """

    def __init__(self, field: Field, column: Column) -> None:
        self._field = field
        self._unit = column.unit
        self._is_foreign = column.unit is not None and column.unit.kind == "foreign"
        self._is_given = column.unit_from in _GIVEN
        self._scale = column.scale
        self.is_percent = field.unit == "%"
        self.signed = field.signed
        # Amounts of foreign money are not converted: no number of them can be stored.
        self.times = Fraction(0) if self._is_foreign else self._times(column.unit) * column.scale

    def read(self, cell: Cell) -> Read:
        """Return what one cell says."""
        if isinstance(cell, str):
            return self._text(cell)
        if self._is_foreign:
            return self._foreign(plain_text(cell), self._unit)
        if isinstance(cell, bool | dt.time | dt.timedelta):
            return Read(None, reject="not_a_number")
        if isinstance(cell, dt.date):
            # A number that was formatted as a date by mistake; its serial is what was typed.
            return self._stored(_serial(cell), self.times, "date_for_number")
        return self._of_number(cell)

    def _of_number(self, cell: float) -> Read:
        read = self._bare(Fraction(repr(cell)))
        if read.flag == "rounded" or read.reject == "not_whole":
            # A sum of binary fractions differs from what Excel shows beyond the 15th digit.
            read = self._bare(Fraction(f"{cell:.{_DIGITS}g}"))
        return self._unsigned(read)

    def _unsigned(self, read: Read) -> Read:
        """Ask about what is below nothing where nothing can be."""
        is_told = read.flag not in {"", "unit_given"}
        if self.signed or is_told or not isinstance(read.value, int) or read.value >= 0:
            return read
        return read._replace(flag="negative")

    def _bare(self, number: Fraction) -> Read:
        """Return a number without a unit of its own.

        Among percentages there may be shares of one, and the other way round.
        """
        if not self.is_percent:
            return self._stored(number, self.times, "")
        if self._scale != 1 and abs(number) > _LARGEST_SHARE:
            return self._stored(number, self.times / self._scale, "percent_or_share")
        if self._scale == 1 and 0 < abs(number) <= _LARGEST_SHARE:
            # 0.75 among 100 and 75%: hardly three quarters of a percent.
            return self._stored(number * 100, self.times, "percent_or_share")
        return self._stored(number, self.times, "")

    def _text(self, text: str) -> Read:
        empty = blank_or_error(text)
        if empty is not None:
            return empty
        found = read_number_text(text)
        if found.reject or found.number is None:
            if found.unit is not None and found.unit.kind == "foreign":
                return self._foreign(text, found.unit)
            if says_none_yet(fold(text)):
                return Read(None, "remark_in_cell")
            meant = meant_by_comma(text) if found.reject == "several_values" else ""
            return Read(None, reject=found.reject or "not_a_number", other=meant)
        return self._measured(found, found.number, text)

    def _measured(self, found: NumberText, number: Decimal, text: str) -> Read:
        """Return a number in its own unit, or in the column's."""
        unit = found.unit
        if unit is None and found.is_absolute and self._field.type is FieldType.MONEY:
            # 3千万 in a column of 千元 is as many 元.
            unit = _YUAN
        if unit is None and self._is_foreign:
            return self._foreign(text, self._unit)
        if unit is None:
            return self._flagged(found, self._bare(Fraction(number)))
        if unit.kind == "foreign" and self._field.type is FieldType.MONEY:
            return self._foreign(text, unit)
        if not self._fits(unit):
            return Read(None, reject="not_a_number")
        times = self._times(unit if unit.word != fold(self._field.unit) else None)
        is_other = times != self.times and number != 0
        flag = "unit_in_cell" if self._is_given and self._unit is not None and is_other else ""
        read = self._stored(Fraction(number), times, flag or "unit_given")
        return self._flagged(found, read._replace(other=found.word))

    def _flagged(self, found: NumberText, read: Read) -> Read:
        """Put what the text itself says before what its unit says."""
        if read.reject or read.flag == "rounded":
            return read
        flag = found.flag
        if not flag and found.is_odd_minus and not self.signed and read.value:
            flag = "odd_minus"
        return self._unsigned(read._replace(flag=flag or read.flag))

    def _foreign(self, text: str, unit: Unit | None) -> Read:
        """Keep an amount of foreign money as a text with its unit."""
        if self._field.type is not FieldType.MONEY or unit is None:
            return Read(None, reject="not_a_number")
        written = text.strip()
        # Of a bare 100 below 注册资本（万美元） nobody could tell later what it was.
        kept = (
            f"{written}{unit.text}" if written[-1:].isdecimal() and unit is self._unit else written
        )
        return Read(None, "foreign_currency", kept=kept, other=unit.text)

    def _fits(self, unit: Unit) -> bool:
        kind = self._field.type
        if kind is FieldType.MONEY:
            return unit.kind == "money"
        if unit.word in words().powers or unit.word == fold(self._field.unit):
            # 92分 of a score is no money.
            return True
        if kind is FieldType.COUNT:
            return unit.kind == "count"
        own = unit_of(self._field.unit)
        return own is None or own.kind == unit.kind

    def _times(self, unit: Unit | None) -> Fraction:
        """Return what one of `unit` is as stored."""
        known = words()
        if self._field.type is FieldType.MONEY:
            word = unit.word if unit is not None and unit.word in known.money else self._field.unit
            return Fraction(10 ** known.money[fold(word)])
        base = Fraction(self._field.format.factor)
        if unit is None:
            return base
        if unit.kind == "area":
            return base * known.area[unit.word]
        if unit.kind == "percent":
            return base * known.percent[unit.word]
        return base * (known.powers.get(unit.word) or known.counts.get(unit.word, 1))

    def _stored(self, number: Fraction, times: Fraction, flag: str) -> Read:
        product = number * times
        # Halves go away from zero, as people round.
        whole = int(abs(product) + Fraction(1, 2)) * (-1 if product < 0 else 1)
        if abs(whole) >= LIMIT:
            return Read(None, reject="too_large")
        if abs(whole - product) < _DUST:
            return Read(whole, flag)
        if self._field.type is FieldType.COUNT and self._field.unit != _POINTS:
            return Read(None, reject="not_whole")
        return Read(whole, "rounded")


def _serial(cell: dt.date) -> Fraction:
    moment = cell if isinstance(cell, dt.datetime) else dt.datetime(cell.year, cell.month, cell.day)  # noqa: DTZ001 - cells have no time zone
    passed = moment.replace(tzinfo=None) - _EPOCH
    return passed.days + Fraction(passed.seconds, _DAY)
