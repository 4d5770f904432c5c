"""Reads the period that rows name, in one column or in several: 2024 under 年, 3 under 月."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Sequence

from desktop_app.domain.texts import fold
from desktop_app.importing.cells.date_text import century
from desktop_app.importing.cells.texts import plain_text
from desktop_app.importing.layout.layout_words import layout_words
from desktop_app.importing.mapping.normal import heading_key
from desktop_app.importing.mapping.period_text import (
    HAN_NUMBERS,
    completed,
    find_period,
    period_of_cell,
    until_end,
)
from desktop_app.importing.model import Column, SheetMapping
from desktop_app.importing.words import words
from desktop_app.sheets.table import Cell

_SIGNS = {"年": 4, "月": 2, "季": 1}
"""What a heading calls a bare number below it, and how many digits that has at most."""

_BEGIN, _END = "起", "止"
"""Stand for headings of the first and the last day of a period."""

_DAY = re.compile(r"(20\d{2})(\d{2})(\d{2})")
"""A day without signs between its parts."""

_SHORT_YEAR = re.compile(r"['’‘`]?(\d{2})年?度?")
"""A year that is cut short, below a heading that calls it one: 14年, '16."""

_ANY_YEAR = "2001"
"""A year for cells that name a part of one alone."""


class RowPeriods:
    """The periods that the rows of a sheet name.

    Args:
        mapping: How the sheet is understood.

    Attributes:
        column: The first column of periods, or -1.
    """

    def __init__(self, mapping: SheetMapping) -> None:
        own = [column for column in mapping.columns if column.field == "period"]
        self.column = own[0].index if own else -1
        self._columns = [(column.index, _sign(column)) for column in own]
        self._sheet = mapping.period
        self._is_to_date = mapping.is_to_date
        self._memo: dict[object, str | None] = {"": ""}
        self._by_sheet: set[object] = set()
        self._is_by_month = False

    def read(
        self, columns: Sequence[Sequence[Cell]], count: int
    ) -> tuple[list[str | None], list[int]]:
        """Return the period of each row, and the rows of which the sheet's own completes it.

        It is "" where the row names none, None where it is wrong.

        Args:
            columns: The cells, column by column.
            count: Number of rows.
        """
        memo = self._memo
        self._is_by_month |= self._are_months(columns)
        parts = [
            columns[index] if index < len(columns) else [""] * count
            for index, _sign in self._columns
        ]
        cells: Sequence[object] = parts[0] if len(parts) == 1 else list(zip(*parts, strict=True))
        read = self._of_one if len(parts) == 1 else self._of_several
        found = []
        for cell in cells:
            if cell not in memo:
                said = read(cell, self._sheet)  # type: ignore[arg-type]
                memo[cell] = until_end(said) if said and self._is_to_date else said
                if said and said != read(cell, ""):  # type: ignore[arg-type]
                    self._by_sheet.add(cell)
            found.append(memo[cell])
        of_sheet = self._by_sheet
        return found, [n for n, cell in enumerate(cells) if cell in of_sheet] if of_sheet else []

    def _are_months(self, columns: Sequence[Sequence[Cell]]) -> bool:
        """Whether days stand for months: the first or last of each, in one column."""
        index, sign = self._columns[0] if len(self._columns) == 1 else (-1, "")
        cells = columns[index] if 0 <= index < len(columns) else ()
        days = {cell for cell in set(cells) if isinstance(cell, dt.date)}
        firsts = {day for day in days if day.day == 1}
        lasts = {day for day in days if (day + dt.timedelta(days=1)).day == 1}
        is_said = sign == "月" or any(day.month not in {1, 12} for day in days)
        return bool(days) and is_said and days in (firsts, lasts)

    def _of_one(self, cell: Cell, sheet: str) -> str | None:
        if self._is_by_month and isinstance(cell, dt.date):
            return f"{cell.year}M{cell.month:02}"
        if isinstance(cell, str) and fold(cell) in words().missing:
            return ""
        if _is_expected(cell):
            return None
        relative = layout_words().periods.get(heading_key(plain_text(cell)).text)
        if relative is not None:
            # 上年同期 beside 本期, of what the sheet is about; 当月 in one of a year is no period.
            said = completed(relative, sheet) if sheet else None
            return said or (None if relative else "")
        if layout_words().form_values.fullmatch(fold(plain_text(cell))):
            # 完成 beside 目标 says of which rows, and not of when.
            return ""
        sign = self._columns[0][1]
        said = period_of_cell(cell, sheet)
        return said or period_of_cell(_with_sign(cell, sign), sheet) or None

    def _of_several(self, cells: Sequence[Cell], sheet: str) -> str | None:
        """Return what year and month in columns of their own say together, else the one of them.

        Columns that name different periods contradict each other, and neither is taken.
        """
        if {sign for _index, sign in self._columns} == {_BEGIN, _END}:
            days = {sign: cell for cell, (_i, sign) in zip(cells, self._columns, strict=True)}
            return _between(days[_BEGIN], days[_END])
        said = [
            _with_sign(cell, sign)
            for cell, (_index, sign) in zip(cells, self._columns, strict=True)
            if cell != "" and fold(plain_text(cell)) not in words().missing
        ]
        if not said:
            return ""
        whole = period_of_cell("、".join(said)) or period_of_cell("".join(said), sheet)
        if whole:
            return whole
        if not all(period_of_cell(part, _ANY_YEAR) for part in said):
            # What is no period does not leave the other the whole of its year.
            return None
        alone = {period for part in said if (period := period_of_cell(part))}
        if len({period[:4] for period in alone}) == 1 < len(alone):
            # The year, and a part of it.
            alone -= {period[:4] for period in alone}
        return alone.pop() if len(alone) == 1 else None


def _between(begin: Cell, end: Cell) -> str | None:
    """Return the period between two days, which a row has both of or none."""
    days = [_DAY.sub(r"\1-\2-\3", plain_text(cell).strip()) for cell in (begin, end)]
    named = [day for day in days if day and fold(day) not in words().missing]
    if not named:
        return ""
    return period_of_cell("至".join(named)) or None if len(named) == len(days) else None


def _is_expected(cell: Cell) -> bool:
    """Whether figures are those of a period that nobody has yet: 2022年（预计）."""
    found = find_period(cell) if isinstance(cell, str) else None
    return found is not None and bool(layout_words().expected.fullmatch(found.rest.strip("()")))


def _sign(column: Column) -> str:
    text = heading_key(column.heading).text
    if text in words().period_from | words().period_to:
        return _BEGIN if text in words().period_from else _END
    return next((sign for sign in _SIGNS if sign in text), "")


def _with_sign(cell: Cell, sign: str) -> str:
    """Return a cell as text, a bare number with what its heading calls it: 3月."""
    text = plain_text(cell).strip()
    short = _SHORT_YEAR.fullmatch(text) if sign == "年" else None
    if short:
        return f"{century(short[1])}年"
    text = str(HAN_NUMBERS.get(text, text)) if sign else text
    is_bare = bool(sign) and text.isdecimal() and len(text) <= _SIGNS[sign]
    return f"{text}{'季度' if sign == '季' else sign}" if is_bare else text
