"""Numbers as cells hold them: with separators, units, signs, approximations, Chinese numerals."""

from __future__ import annotations

import datetime as dt
import re
from decimal import ROUND_HALF_UP, Decimal
from functools import lru_cache

from desktop_app.catalogue.model import Field
from desktop_app.domain.numerals import LIMIT
from desktop_app.domain.texts import fold
from desktop_app.domain.values import FieldType
from desktop_app.importing.model import BLANK, Column, Read
from desktop_app.importing.normal import Unit, unit_of
from desktop_app.importing.words import words
from desktop_app.sheets.table import Cell

_DIGITS = 15
_EPOCH = dt.date(1899, 12, 30)
_NUMBER = re.compile(r"[+-]?(?:\d{1,3}(?:,\d{3})+|\d+)?(?:\.\d*)?")
_SEVERAL = re.compile(r"\d[^\d.,]+[\d.]|\d,\d{1,2}(?!\d)|\d,\d{4}")
_POWER = re.compile(r"[+-]?\d+(?:\.\d*)?E[+-]?\d+")
_CURRENCY = re.compile(r"\(?(?:人民币|RMB|CNY)\)?")
_MINUS = str.maketrans(dict.fromkeys("−–—‐‑", "-"))
_HAN_DIGITS = {sign: number for number, sign in enumerate("〇一二三四五六七八九")} | {
    "零": 0, "两": 2, "壹": 1, "贰": 2, "叁": 3, "肆": 4, "伍": 5, "陆": 6, "柒": 7, "捌": 8,
    "玖": 9,
}  # fmt: skip
_HAN_TENS = {"十": 10, "拾": 10, "百": 100, "佰": 100, "千": 1000, "仟": 1000}
_HAN = re.compile(r"[〇零一二三四五六七八九十百千万亿两壹贰叁肆伍陆柒捌玖拾佰仟]+")


class NumberReader:
    """Reads the cells of one column of numbers as the field stores them.

    Attributes:
        times: What one of the column is, as stored; a power of ten for money.
    """

    def __init__(self, field: Field, column: Column) -> None:
        self._field = field
        self._unit = column.unit
        self._is_given = column.unit_from in {"heading", "title", "form", "chosen"}
        self._scale = column.scale
        self.times = self._times(column.unit) * column.scale

    def read(self, cell: Cell) -> Read:
        """Return what one cell says."""
        if isinstance(cell, str):
            return self._text(cell)
        if isinstance(cell, bool | dt.time | dt.timedelta):
            return Read(None, reject="not_a_number")
        if isinstance(cell, dt.date):
            # A number that was formatted as a date by mistake; its serial is what was typed.
            day = cell.date() if isinstance(cell, dt.datetime) else cell
            return self._stored(Decimal((day - _EPOCH).days), self.times, "date_for_number")
        if isinstance(cell, int):
            return self._stored(Decimal(cell), self.times, "")
        exact = self._stored(Decimal(repr(cell)), self.times, "")
        if exact.flag == "rounded" or exact.reject == "not_whole":
            # A sum of binary fractions differs from what Excel shows beyond the 15th digit.
            return self._stored(Decimal(f"{cell:.{_DIGITS}g}"), self.times, "")
        return exact

    def _text(self, text: str) -> Read:
        core = fold(text).translate(_MINUS)
        known = words()
        if not core or core in known.missing:
            return BLANK
        if core in known.errors:
            return Read(None, flag="error_cell")
        core, is_approximate = _approximate(core)
        core, unit = self._own_unit(core)
        times, flag = self.times, ""
        if unit is not None:
            if unit.kind == "foreign":
                return Read(None, flag="foreign_currency", kept=text.strip())
            times = self._times(unit)
            flag = "unit_given"
            if self._is_given and self._unit is not None and times != self.times:
                flag = "unit_in_cell"
        number = _number(core)
        if isinstance(number, str):
            return Read(None, reject=number)
        return self._stored(number, times, "approximate" if is_approximate else flag)

    def _own_unit(self, core: str) -> tuple[str, Unit | None]:
        core = _CURRENCY.sub("", core).removeprefix("¥")
        found = _tail_unit(core)
        if found is None:
            return core, None
        rest, unit = found
        if self._fits(unit) and rest:
            return rest, unit
        return core, None

    def _fits(self, unit: Unit) -> bool:
        kind = self._field.type
        if kind is FieldType.MONEY:
            return unit.kind in {"money", "foreign"}
        if kind is FieldType.COUNT:
            return unit.kind == "count" or unit.word == "万"
        own = unit_of(self._field.unit)
        return own is None or own.kind == unit.kind

    def _times(self, unit: Unit | None) -> Decimal:
        """Return what one of `unit` is as stored."""
        known = words()
        if self._field.type is FieldType.MONEY:
            word = unit.word if unit is not None and unit.word in known.money else self._field.unit
            return Decimal(10) ** known.money[fold(word)]
        base = Decimal(self._field.format.factor)
        if unit is None:
            return base
        if unit.kind == "area":
            return base * known.area[unit.word]
        if unit.kind == "percent":
            return base * known.percent[unit.word]
        return base * (10_000 if unit.word == "万" else known.counts.get(unit.word, 1))

    def _stored(self, number: Decimal, times: Decimal, flag: str) -> Read:
        product = number * times
        whole = product.to_integral_value(ROUND_HALF_UP)
        if abs(whole) >= LIMIT:
            return Read(None, reject="too_large")
        if whole == product:
            return Read(int(whole), flag)
        if self._field.type is FieldType.COUNT:
            return Read(None, reject="not_whole")
        return Read(int(whole), "rounded")


def _approximate(core: str) -> tuple[str, bool]:
    known = words()
    found = False
    for word in known.approximate_before:
        if core.startswith(word):
            core, found = core.removeprefix(word), True
            break
    for word in known.approximate_after:
        stripped = core.removesuffix(word)
        # 300余人: the word may stand before the unit.
        if stripped != core and stripped:
            return stripped, True
    inner = re.fullmatch(r"([\d.,]+)(?:余|多)(\D{1,4})", core)
    if inner:
        return inner[1] + inner[2], True
    return core, found


@lru_cache(maxsize=4096)
def _tail_unit(core: str) -> tuple[str, Unit] | None:
    """Cut the unit off the end of a cell: 1,234.5万元, 12人, 75%."""
    tail = re.search(r"[^\d.,()+-]+\d?[^\d.,()+-]*$", core)
    if not tail or not tail.start():
        return None
    word = tail[0].strip("()")
    unit = unit_of(word)
    return (core[: tail.start()].rstrip("("), unit) if unit is not None else None


def _number(core: str) -> Decimal | str:
    """Return the number, or the reason why there is none."""
    if core.startswith("(") and core.endswith(")") and core[1:2] not in {"+", "-"}:
        core = "-" + core[1:-1]
    if core.endswith("-") and core[:1].isdigit():
        core = "-" + core[:-1]
    if _POWER.fullmatch(core):
        return "lost_digits"
    if _NUMBER.fullmatch(core) and any(map(str.isdigit, core)):
        return Decimal(core.replace(",", ""))
    if _HAN.fullmatch(core):
        return _chinese(core)
    return "several_values" if _SEVERAL.search(core) else "not_a_number"


def _chinese(core: str) -> Decimal:
    """Return a number written in Chinese numerals: 一百二十三, 三千五百万, 二〇."""
    if not any(sign in _HAN_TENS or sign in "万亿" for sign in core):
        return Decimal("".join(str(_HAN_DIGITS[sign]) for sign in core))
    total, section, digit = 0, 0, 0
    for sign in core:
        if sign in _HAN_DIGITS:
            digit = _HAN_DIGITS[sign]
        elif sign in _HAN_TENS:
            section += (digit or 1) * _HAN_TENS[sign]
            digit = 0
        else:
            power = 10_000 if sign == "万" else 100_000_000
            total = (total + section + digit or 1) * power
            section = digit = 0
    return Decimal(total + section + digit)
