"""Names the months and years that stand as days or digits over columns."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Sequence
from itertools import pairwise

from desktop_app.sheets.table import Cell, Row

_SERIES = 3
"""Days beside each other that head columns."""
_YEAR_OF_MONTHS = [str(month) for month in range(1, 13)]
_ENDS_OF_YEARS = frozenset({1, 12})
_MONTH = re.compile(r"(20\d{2})(0[1-9]|1[0-2])")


def with_times_named(row: Row) -> Row:
    """Return a row whose days head months or years, in equal steps, with these as texts."""
    of_digits = _months_of(row)
    if of_digits is not None:
        return of_digits
    days = [cell for cell in row if isinstance(cell, dt.date)]
    if len(days) < _SERIES or not (_are_days(days, 0) or _are_days(days, 1)):
        return row
    months = [12 * day.year + day.month for day in days]
    steps = {later - earlier for earlier, later in pairwise(months)}
    if len(steps) > 1 or steps <= {0} or any(isinstance(cell, int | float) for cell in row):
        return row
    is_years = steps == {12} and days[0].month in _ENDS_OF_YEARS
    return [
        f"{cell.year}年" + ("" if is_years else f"{cell.month}月")
        if isinstance(cell, dt.date)
        else cell
        for cell in row
    ]


def _are_days(days: Sequence[dt.date], later: int) -> bool:
    """Whether days are each the first of a month, or the day before it (`later` 1)."""
    return all((day + dt.timedelta(days=later)).day == 1 for day in days)


def _months_of(row: Row) -> Row | None:
    """Return a row with months in digits as texts, where its numbers are a series of them."""
    digits = list(map(_digits, row))
    if [text for text in digits if text] == _YEAR_OF_MONTHS and any(
        isinstance(cell, str) and len(cell) > 1 and not text
        for cell, text in zip(row, digits, strict=True)
    ):
        # 企业名称 | 1 | 2 … 12; a row that numbers columns has no names among its numbers.
        return [f"{text}月" if text else cell for cell, text in zip(row, digits, strict=True)]
    found = [_MONTH.fullmatch(text) for text in digits if text]
    months = [12 * int(one[1]) + int(one[2]) for one in found if one is not None]
    if len(months) < max(len(found), _SERIES):
        return None
    if {later - earlier for earlier, later in pairwise(months)} != {1}:
        return None
    return [
        f"{int(text[:4])}年{int(text[4:])}月" if text else cell
        for cell, text in zip(row, digits, strict=True)
    ]


def _digits(cell: Cell) -> str:
    """Return a number, or a text of digits alone, as text; "" for anything else."""
    if isinstance(cell, str):
        return cell.strip() if cell.strip().isdecimal() else ""
    return f"{cell:.15g}" if isinstance(cell, int | float) else ""
