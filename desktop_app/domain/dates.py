"""Dates and months as ISO texts: reading what is typed, and counting."""

from __future__ import annotations

import re
from datetime import date

from desktop_app.domain.reasons import BadValue, Reason
from desktop_app.domain.texts import plain_width

FIRST_YEAR = 1900
LAST_YEAR = 2199
"""Years that are typed lie between these; dates may run to 9999 (valid without end)."""

_DATE = re.compile(
    r"(\d{4})([-./])(\d{1,2})\2(\d{1,2})|(\d{4})年(\d{1,2})月(\d{1,2})[日号]?|(\d{4})(\d{2})(\d{2})",
    re.ASCII,
)
_SHORT = re.compile(r"\d{2}([-./])\d{1,2}\1\d{1,2}|\d{2}年\d{1,2}月\d{1,2}[日号]?", re.ASCII)
_MIDNIGHT = re.compile(r"[ T]+0?0:00(:00)?(\.0+)?$")
_MONTH = re.compile(r"(\d{4})[-./](\d{1,2})|(\d{4})年(\d{1,2})月份?|(\d{4})(\d{2})", re.ASCII)
_YEAR = re.compile(r"(\d{4})(?:年度?)?", re.ASCII)
_FEBRUARY_29 = (2, 29)


def read_date(text: str) -> str | None:
    """Return a typed date as ISO text ("2024年3月5日" -> "2024-03-05"); None for a blank text.

    Raises:
        BadValue: not_a_date, no_such_day or short_year.
    """
    core = _close(_MIDNIGHT.sub("", plain_width(text)))
    if not core:
        return None
    found = _DATE.fullmatch(core)
    if not found:
        raise BadValue(Reason.SHORT_YEAR if _SHORT.fullmatch(core) else Reason.NOT_A_DATE)
    parts = [int(part) for part in found.groups() if part and part.isdigit()]
    try:
        day = date(*parts)
    except ValueError:
        raise BadValue(Reason.NO_SUCH_DAY) from None
    if day.year < FIRST_YEAR:
        raise BadValue(Reason.NOT_A_DATE)
    return day.isoformat()


def _close(text: str) -> str:
    return "".join(text.split())


def read_month(text: str) -> str | None:
    """Return a typed month as "2024-03"; None for a blank text.

    Raises:
        BadValue: not_a_month.
    """
    core = _close(plain_width(text))
    if not core:
        return None
    found = _MONTH.fullmatch(core)
    year, month = (int(part) for part in found.groups() if part) if found else (0, 0)
    if not (FIRST_YEAR <= year <= LAST_YEAR and 1 <= month <= 12):
        raise BadValue(Reason.NOT_A_MONTH)
    return f"{year}-{month:02}"


def read_year(text: str) -> int | None:
    """Return a typed year; None for a blank text.

    Raises:
        BadValue: not_a_year.
    """
    core = _close(plain_width(text))
    if not core:
        return None
    found = _YEAR.fullmatch(core)
    year = int(found[1]) if found else 0
    if not FIRST_YEAR <= year <= LAST_YEAR:
        raise BadValue(Reason.NOT_A_YEAR)
    return year


def add_years(iso: str, years: int) -> str:
    """Return the same day `years` later; 29 February becomes 28 where that year has none.

    Raises:
        ValueError: `iso` is no ISO date, or the result lies beyond the calendar.
    """
    day = date.fromisoformat(iso)
    try:
        return day.replace(year=day.year + years).isoformat()
    except ValueError:
        if (day.month, day.day) != _FEBRUARY_29:
            raise
        return day.replace(year=day.year + years, day=28).isoformat()


def months_between(first: str, last: str) -> int:
    """Return how many months `last` lies after `first` (ISO months or dates).

    Raises:
        ValueError: one of them begins with no month.
    """
    return _month_count(last) - _month_count(first)


def _month_count(iso: str) -> int:
    if iso[4:5] != "-" or not 1 <= int(iso[5:7]) <= 12:
        raise ValueError(iso)
    return int(iso[:4]) * 12 + int(iso[5:7])


def days_between(first: str, last: str) -> int:
    """Return how many days `last` lies after `first` (ISO dates).

    Raises:
        ValueError: one of them is no ISO date.
    """
    return (date.fromisoformat(last) - date.fromisoformat(first)).days
