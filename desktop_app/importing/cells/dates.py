"""Dates, months and years as cells hold them: true dates, serial numbers, numbers and texts."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Callable

from desktop_app.domain.texts import fold, plain_width
from desktop_app.domain.values import FieldType
from desktop_app.importing.cells.date_text import (
    NONE,
    When,
    century,
    day_among_words,
    holds_several,
    read_span,
    read_when,
)
from desktop_app.importing.cells.texts import blank_or_error, says_none_yet
from desktop_app.importing.model import Read
from desktop_app.importing.words import words
from desktop_app.sheets.table import Cell

ENDLESS = "9999-12-31"
"""Valid without end."""

_EPOCH = dt.date(1899, 12, 30)
_SINCE_1904 = 1462
_FIRST_SERIAL, _LAST_SERIAL = 10_000, 73_050
_SERIAL_TEXT = re.compile(r"([1-7]\d{4})(?:\.\d+)?")
_FLOAT_TEXT = re.compile(r"(\d{4}|\d{6}|\d{8})\.0")
_NO_DAY = re.compile(
    r"0|1900[-./年]0?1[-./月]0?0日?|0?0:00(?::00)?|1899[-./]12[-./]3[01]"
    r"|0000([-./年]?)0?0(?:\1|月)0?0日?(?:0?0:00(?::00)?)?"
)
_YEARS = re.compile(r"[1-9]|10")
"""How long a certificate is valid, where the heading says that it is in years."""
_DURATION = re.compile(
    r"(?:有效期限?[:为]?)?(?:\d{1,2}|[一二两三四五六七八九十壹贰叁肆伍]+)(?:周?年|个?月)"
)
_LASTS = re.compile(
    r"(?<![\d〇一二三四五六七八九])(?:[1-9]|10|[一二两三四五六七八九十])(?:周?年|个月)"
)
"""How long something lasts, beside the day on which it begins."""

_SHORT_YEAR = re.compile(r"'?(\d{2})")
_YEAR_AND_WORDS = re.compile(
    r"(?:FY)?((?:19|20)\d{2})[^\d./-](?!.*(?:19|20)\d{2}).*|FY((?:19|20)\d{2})"
)
_LONGEST_KEPT = 60
_EARLIEST, _LONGEST_VALID = 1930, 60
"""Years that dates are seldom before: 2019 that is shown as a date is of 1905; and how long
something may be valid from now on."""

_AS_BLANK = Read(None, "zero_for_blank")


def date_reader(
    kind: FieldType,
    *,
    is_end: bool,
    has_begin: bool = False,
    is_1904: bool = False,
    is_day_first: bool = False,
    this_year: int = 0,
) -> Callable[[Cell], Read]:
    """Return what reads the cells of a date, month or year column.

    Args:
        kind: DATE, MONTH or YEAR.
        is_end: Whether the field is a last day, so that of a range the end is meant.
        has_begin: Whether the begin of a range is kept as well, so that its loss is told.
        is_1904: Whether bare numbers count their days from 1904.
        is_day_first: Whether 5/3/2021 is the fifth of March, as far as its column tells.
        this_year: The year that it is now, beside which others are far; the clock's if 0.
    """
    reader = _DateReader(kind, is_1904=is_1904, is_day_first=is_day_first)
    reader.is_end, reader.has_begin = is_end, has_begin
    now = this_year or dt.date.today().year  # noqa: DTZ011 - the day on the clerk's wall
    latest = now + (_LONGEST_VALID if is_end else 1)

    def read(cell: Cell) -> Read:
        found = reader.read(cell)
        if found.value is None or found.flag or found.value == ENDLESS:
            return found
        is_near = _EARLIEST <= int(str(found.value)[:4]) <= latest
        return found if is_near else found._replace(flag="far_date")

    return read


class _DateReader:
    def __init__(self, kind: FieldType, *, is_1904: bool, is_day_first: bool) -> None:
        self._kind = kind
        self.is_end = self.has_begin = False
        self._shift = _SINCE_1904 if is_1904 else 0
        self._is_day_first = is_day_first
        self._stored = {FieldType.YEAR: _year, FieldType.MONTH: _month}.get(kind, _date)

    def read(self, cell: Cell) -> Read:
        """Return what one cell says."""
        if isinstance(cell, dt.date):
            return self._of_day(cell.date() if isinstance(cell, dt.datetime) else cell)
        if isinstance(cell, bool | dt.time | dt.timedelta):
            return _AS_BLANK if cell == dt.time() else self._none("not_a_date")
        text = str(int(cell)) if isinstance(cell, float) and cell.is_integer() else str(cell)
        core = fold(text).lstrip("'")
        empty = blank_or_error(core)
        if empty is not None:
            return empty
        if _NO_DAY.fullmatch(core):
            # What a spreadsheet shows of a reference to a blank cell.
            return _AS_BLANK
        return self._of_text(text, core, cell)

    def _of_text(self, text: str, core: str, cell: Cell) -> Read:
        serial = _SERIAL_TEXT.fullmatch(plain_width(text).lstrip("'"))
        if serial and _FIRST_SERIAL <= int(serial[1]) <= _LAST_SERIAL:
            day = _EPOCH + dt.timedelta(days=int(serial[1]) + self._shift)
            return self._stored(When(day.year, day.month, day.day, "date_serial"))
        if self.is_end and core in words().endless:
            return Read(ENDLESS) if self._kind is FieldType.DATE else self._kept(text, "not_a_date")
        if self.is_end and (_DURATION.fullmatch(core) or _YEARS.fullmatch(core)):
            return self._kept(text, "duration")
        number = _FLOAT_TEXT.fullmatch(core)
        when = read_when(number[1] if number else text, is_day_first=self._is_day_first)
        return self._of_none(text, core, when) if when.reject else self._of_when(text, when, cell)

    def _of_none(self, text: str, core: str, when: When) -> Read:
        """Return what a text means that names no single time."""
        if says_none_yet(core):
            return Read(None, "remark_in_cell")
        span = self._of_span(text, core)
        day = day_among_words(text)
        if span is None and not day.reject:
            lasts = self.is_end and _LASTS.search(core)
            return self._kept(text, "duration") if lasts else self._stored(day)
        return span or self._other(text, core, when.reject)

    def _of_when(self, text: str, when: When, cell: Cell) -> Read:
        if when.flag in {"since", "until"}:
            is_meant = self.is_end == (when.flag == "until")
            when = When(when.year, when.month, when.day, "" if is_meant else "range")
        if isinstance(cell, float) and text.endswith(".1"):
            # 2021.1 in a number cell is January, or October that lost its zero.
            if self._kind is FieldType.DATE:
                return self._kept(text, "partial_date")
            when = When(when.year, when.month, 0, "ambiguous_date")
        return self._stored(when)

    def _of_day(self, day: dt.date) -> Read:
        """Return a true date; those near day 0 are numbers that were formatted as dates."""
        first = dt.date(1904, 1, 1) if self._shift else _EPOCH
        if first <= day <= first + dt.timedelta(days=1 if not self._shift else 0):
            return _AS_BLANK
        if day < dt.date(1900, 3, 1):
            return self._none("not_a_date")
        return self._stored(When(day.year, day.month, day.day))

    def _of_span(self, text: str, core: str) -> Read | None:
        """Return an end of a stretch of time; of a validity the last day is what is asked for."""
        for word in words().endless:
            if core.endswith(word) and len(core) > len(word):
                return self._of_endless(text[: -len(word)].rstrip("-至到—~ "))
        span = read_span(text)
        if span is None:
            return None
        read = self._stored(span[1] if self.is_end else span[0])
        is_whole = self.is_end and not self.has_begin
        return read if read.reject or is_whole else read._replace(flag="range")

    def _of_endless(self, lead: str) -> Read | None:
        if self.is_end and self._kind is FieldType.DATE:
            return Read(ENDLESS, "range" if self.has_begin else "")
        when = read_when(lead)
        return None if when.reject else self._stored(When(when.year, when.month, when.day, "range"))

    def _other(self, text: str, core: str, reason: str) -> Read:
        """Return a year that a column of years writes in its own way, or why there is none."""
        if holds_several(text):
            return self._none("several_values")
        if self._kind is not FieldType.YEAR:
            return self._none(reason)
        short = _SHORT_YEAR.fullmatch(core)
        if short:
            return Read(century(short[1]), "two_digit_year")
        found = _YEAR_AND_WORDS.fullmatch(core)
        if found:
            return Read(int(found[1] or found[2]), "remark_in_cell")
        return self._none(reason)

    def _none(self, reason: str) -> Read:
        if reason in {NONE.reject, "no_such_day"}:
            names = {FieldType.MONTH: "not_a_month", FieldType.YEAR: "not_a_year"}
            reason = names.get(self._kind, reason)
        return Read(None, reject=reason)

    @staticmethod
    def _kept(text: str, flag: str) -> Read:
        return Read(None, flag, kept=fold(text)[:_LONGEST_KEPT])


def _date(when: When) -> Read:
    if when.precision == 3:
        return Read(when.iso, when.flag)
    return Read(None, "range" if when.flag == "range" else "partial_date", kept=when.iso)


def _month(when: When) -> Read:
    if not when.month:
        return Read(None, "partial_date", kept=when.iso)
    # 三月底 is a day that is not exact, and the month all the same.
    return Read(when.iso[:7], "" if when.flag == "approximate" else when.flag)


def _year(when: When) -> Read:
    return Read(when.year, "" if when.flag == "approximate" else when.flag)
