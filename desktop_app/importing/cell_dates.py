"""Dates, months and years as cells hold them, in all their spellings."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Callable

from desktop_app.domain.dates import read_date, read_month, read_year
from desktop_app.domain.reasons import BadValue
from desktop_app.domain.texts import fold
from desktop_app.domain.values import FieldType
from desktop_app.importing.model import BLANK, Read
from desktop_app.importing.words import words
from desktop_app.sheets.table import Cell

ENDLESS = "9999-12-31"
"""Valid without end."""

_EPOCH = dt.date(1899, 12, 30)
_FIRST_SERIAL, _LAST_SERIAL = 10_000, 73_050
_PIVOT = 60
_TIME = re.compile(
    r"(?<=[\d日])[\sT]+\d{1,2}[:：]\d{2}(?:[:：]\d{2}(?:\.\d+)?)?\s*(?:[APap][Mm])?Z?$"
)
_WEEKDAY = re.compile(r"\(?(?:星期|周)[一二三四五六日天]\)?")
_LOOSE = re.compile(r"(\d{4})\D{1,2}(\d{1,2})\D{1,2}(\d{1,2})[日号]?")
_SHORT = re.compile(r"'?(\d{2})[-./年](\d{1,2})[-./月](\d{1,2})[日号]?")
_AMERICAN = re.compile(r"(\d{1,2})[/-](\d{1,2})[/-](\d{4})")
_MONTH_NAMES = re.compile(r"(\d{1,2})-([A-Z]{3})[A-Z]*-(\d{4}|\d{2})")
_NAMES = ("JAN", "FEB", "MAR", "APR", "MAY", "JUN", "JUL", "AUG", "SEP", "OCT", "NOV", "DEC")
_RANGE = re.compile(
    r"(\d{4}(?:[-./年]\d{1,2}(?:[-./月]\d{1,2})?)?[日号月年]?)[-~—–至到]+"
    r"(\d{4}(?:[-./年]\d{1,2}(?:[-./月]\d{1,2})?)?[日号月年]?)"
)
_DURATION = re.compile(r"(?:有效期)?(?:\d{1,2}|[一二两三四五六七八九十])(?:周?年|个?月)")
_HAN_DATE = re.compile(
    r"([〇零一二三四五六七八九\d]{4})年(?:(十?[一二三四五六七八九]|十)月"
    r"(?:((?:二?十|三十)?[一二三四五六七八九]|[二三]?十)[日号])?)?"
)
_HAN_DIGITS = {sign: str(number) for number, sign in enumerate("〇一二三四五六七八九")} | {
    "零": "0"
}
_MONTH_ONLY = re.compile(r"(\d{4})[-./年](\d{1,2})月?份?")
_YEAR_ONLY = re.compile(r"((?:19|20)\d{2})(?:年度?)?")
_SHORT_YEAR = re.compile(r"'?(\d{2})年度?")


def date_reader(kind: FieldType, *, is_end: bool) -> Callable[[Cell], Read]:
    """Return what reads the cells of a date, month or year column.

    Args:
        kind: DATE, MONTH or YEAR.
        is_end: Whether the field is a last day, so that of a range the end is meant.
    """
    if kind is FieldType.YEAR:
        return _year
    if kind is FieldType.MONTH:
        return _month
    return lambda cell: _date(cell, is_end=is_end)


def _date(cell: Cell, *, is_end: bool) -> Read:
    if isinstance(cell, dt.date):
        return _day(cell.date() if isinstance(cell, dt.datetime) else cell)
    text = _typed(cell)
    if isinstance(text, Read):
        return text
    number = _serial(cell)
    if number is not None:
        return _day(number, "date_serial")
    span = _RANGE.fullmatch(text)
    if span:
        return _of_range(span, is_end=is_end)
    if is_end and _DURATION.fullmatch(text):
        return Read(None, "duration", kept=text)
    return Read(ENDLESS) if text in words().endless else _date_text(text)


def _of_range(span: re.Match[str], *, is_end: bool) -> Read:
    read = _date_text(span[2 if is_end else 1])
    # Of a validity that is written as a range the end is what is asked for.
    return read if is_end or read.reject else Read(read.value, "range", kept=read.kept)


def _date_text(text: str) -> Read:
    core = _HAN_DATE.sub(_western, _WEEKDAY.sub("", text))
    try:
        return Read(read_date(core))
    except BadValue as bad:
        reason = bad.reason.value
    for pattern, make in (
        (_LOOSE, _loose),
        (_SHORT, _short),
        (_AMERICAN, _american),
        (_MONTH_NAMES, _named),
    ):
        found = pattern.fullmatch(core)
        if found:
            return make(found)
    partial = _partial(core)
    if partial:
        return Read(None, "partial_date", kept=partial)
    return Read(None, reject="not_a_date" if reason == "short_year" else reason)


def _western(found: re.Match[str]) -> str:
    """Return a date of Chinese numerals in digits."""
    year = "".join(_HAN_DIGITS.get(sign, sign) for sign in found[1])
    marks = zip(found.groups()[1:], "月日", strict=True)
    return f"{year}年" + "".join(f"{_below_100(part)}{mark}" for part, mark in marks if part)


def _below_100(numeral: str) -> int:
    tens, ten, ones = numeral.rpartition("十")
    digits = int(_HAN_DIGITS[ones]) if ones else 0
    return digits + (10 * int(_HAN_DIGITS.get(tens, "1")) if ten else 0)


def _loose(found: re.Match[str]) -> Read:
    return _parts(int(found[1]), int(found[2]), int(found[3]), "")


def _short(found: re.Match[str]) -> Read:
    return _parts(_century(found[1]), int(found[2]), int(found[3]), "two_digit_year")


def _american(found: re.Match[str]) -> Read:
    month, day, year = map(int, found.groups())
    if month > 12:
        month, day = day, month
    is_clear = day > 12 or day == month
    return _parts(year, month, day, "" if is_clear else "ambiguous_date")


def _named(found: re.Match[str]) -> Read:
    if found[2] not in _NAMES:
        return Read(None, reject="not_a_date")
    is_short = len(found[3]) == 2
    year = _century(found[3]) if is_short else int(found[3])
    flag = "two_digit_year" if is_short else ""
    return _parts(year, _NAMES.index(found[2]) + 1, int(found[1]), flag)


def _parts(year: int, month: int, day: int, flag: str) -> Read:
    try:
        return _day(dt.date(year, month, day), flag)
    except ValueError:
        return Read(None, reject="no_such_day")


def _day(day: dt.date, flag: str = "") -> Read:
    if day.year < 1900 or (day.year == 1900 and day.month < 3):
        # Serials near 0 are numbers that were formatted as dates.
        return Read(None, reject="not_a_date")
    return Read(day.isoformat(), flag)


def _partial(core: str) -> str:
    """Return a month or year that stands where a day belongs."""
    month = _MONTH_ONLY.fullmatch(core)
    if month is None and re.fullmatch(r"\d{6}", core):
        month = re.fullmatch(r"(\d{4})(\d{2})", core)
    if month and 1 <= int(month[2]) <= 12:
        return f"{month[1]}-{int(month[2]):02}"
    year = _YEAR_ONLY.fullmatch(core)
    return year[1] if year else ""


def _month(cell: Cell) -> Read:
    if isinstance(cell, dt.date):
        return Read(f"{cell.year}-{cell.month:02}")
    text = _typed(cell)
    if isinstance(text, Read):
        return text
    number = _serial(cell)
    if number is not None:
        return Read(number.isoformat()[:7], "date_serial")
    try:
        # 2021.1 in a number cell is January, or October that lost its zero.
        is_cut = isinstance(cell, float) and text.endswith(".1")
        return Read(read_month(text), "ambiguous_date" if is_cut else "")
    except BadValue:
        return _month_of_date(_date_text(text))


def _month_of_date(day: Read) -> Read:
    if isinstance(day.value, str):
        return Read(day.value[:7], day.flag)
    if day.kept:
        return Read(None, "partial_date", kept=day.kept)
    return Read(None, reject="not_a_month")


def _year(cell: Cell) -> Read:
    if isinstance(cell, dt.date):
        return Read(cell.year)
    text = _typed(cell)
    if isinstance(text, Read):
        return text
    try:
        return Read(read_year(text))
    except BadValue:
        pass
    short = _SHORT_YEAR.fullmatch(text)
    if short:
        return Read(_century(short[1]), "two_digit_year")
    whole = re.match(r"((?:19|20)\d{2})[-./年](?:\d{1,2}|$)", text)
    if whole:
        return Read(int(whole[1]))
    return Read(None, reject="not_a_year")


def _typed(cell: Cell) -> str | Read:
    """Return a cell as text, or what it is when that is clear already."""
    if isinstance(cell, bool | dt.time | dt.timedelta):
        return Read(None, reject="not_a_date")
    if isinstance(cell, float) and cell.is_integer():
        cell = int(cell)
    text = fold(_TIME.sub("", str(cell).strip())).lstrip("'")
    if not text or text in words().missing:
        return BLANK
    if text in words().errors:
        return Read(None, flag="error_cell")
    return text


def _serial(cell: Cell) -> dt.date | None:
    """Return the day of a date's serial number in a cell that lost its format."""
    if isinstance(cell, int | float) and _FIRST_SERIAL <= cell <= _LAST_SERIAL:
        return _EPOCH + dt.timedelta(days=int(cell))
    return None


def _century(two: str) -> int:
    return int(two) + (2000 if int(two) < _PIVOT else 1900)
