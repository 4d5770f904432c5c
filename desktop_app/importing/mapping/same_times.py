"""Figures of the year before, by those beside them: 去年同期, 上年, 2022年同期, 上年营业收入."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Collection, Sequence
from dataclasses import replace

from desktop_app.catalogue.model import Catalogue
from desktop_app.domain.periods import PeriodKind, parse_period
from desktop_app.importing.layout.layout_words import layout_words
from desktop_app.importing.mapping.normal import heading_key
from desktop_app.importing.mapping.period_text import (
    YEAR_TO_DATE,
    completed,
    is_none,
    is_open,
    period_of_cell,
)
from desktop_app.importing.model import JOINT, Column
from desktop_app.sheets.table import Cell

_EARLIER = "<"
"""Stands for the period a year before that of sheet or row."""

_YEAR_EARLIER = "<+year"
"""Stands for the whole of the year before that of sheet or row."""

_PREVIOUS = "previous_"
"""Begins the code of a field that holds what another held the year before."""

_SAME_TIME = "同期"
_YEAR = re.compile(r"\d{4}")
_ANY_YEAR = "2001"
_ASSUMED = "period_assumed"


def names_same_time(column: Column) -> bool:
    """Whether a heading says 去年同期, 上年 or 2022年同期: a year before the figure beside it."""
    is_year = _YEAR.fullmatch(column.period) is not None
    return column.period == _EARLIER or (is_year and _SAME_TIME in column.heading)


def are_in_parts(said: str, cells: Sequence[Cell]) -> bool:
    """Whether figures are of parts of a year.

    Args:
        said: The period of the sheet, or "".
        cells: The first cells of a column of periods, if there is one.
    """
    if cells:
        return any(len(period_of_cell(cell)) != len(_ANY_YEAR) for cell in dict.fromkeys(cells))
    return bool(said) and parse_period(said).kind is not PeriodKind.YEAR


def years_of(said: str, cells: Sequence[Cell]) -> frozenset[int]:
    """Return the years that figures are of, by the period of the sheet or a column of periods."""
    codes = [said, *map(period_of_cell, dict.fromkeys(cells))] if cells else [said]
    return frozenset(int(code[:4]) for code in codes if code)


def with_fields_of_now(
    columns: Sequence[Column], years: Collection[int], catalogue: Catalogue
) -> list[Column]:
    """Return 上年研发费用 as 研发费用 of the year before, where no form of `years` asks for it.

    So is it below 上年同期累计, where both say the same year before.
    """
    return [
        _of_now(column, years, catalogue)
        if column.form and column.field.startswith(_PREVIOUS)
        else column
        for column in columns
    ]


def _of_now(column: Column, years: Collection[int], catalogue: Catalogue) -> Column:
    fields = catalogue.form(column.form).by_code
    now = column.field.removeprefix(_PREVIOUS)
    is_dated = bool(column.period) and not is_open(column.period)
    asked = {parse_period(column.period).year} if is_dated else years
    is_said_twice = column.period.startswith(_EARLIER)
    is_asked_for = not asked or any(fields[column.field].in_version(year) for year in asked)
    if now not in fields or (is_asked_for and not is_said_twice):
        return column
    earlier = parse_period(column.period).previous if is_dated else f"{_EARLIER}{column.period}"
    return replace(column, field=now, period=column.period if is_said_twice else earlier)


def with_same_times(
    found: Sequence[Column], sayings: Sequence[Column], base: str, *, is_in_parts: bool
) -> list[Column]:
    """Give 去年同期 the period a year before the one that its figure has beside it.

    That is the nearest before it, which is told where others stand there too, as in 本月 | 累计 |
    去年同期. Where none is before it, it is the only one that there is, else that of the sheet.

    Args:
        found: The columns with the periods that they are of.
        sayings: The same columns as their headings say it.
        base: The period of the sheet, or "".
        is_in_parts: Whether figures are of parts of a year.
    """
    kept: list[Column] = []
    before: dict[tuple[str, str], list[str]] = defaultdict(list)
    pairs = list(zip(found, sayings, strict=True))
    every: dict[tuple[str, str], set[str]] = defaultdict(set)
    for column, said in pairs:
        if column.form and not _is_of_before(said):
            every[column.form, column.field].add(column.period)
    to_date = {(one.form, one.field) for one in sayings if one.period == YEAR_TO_DATE}
    for column, said in pairs:
        where = (column.form, column.field)
        if not names_same_time(said):
            kept.append(column)
            if column.form and not _is_of_before(said):
                before[where].append(column.period)
            continue
        beside = before.pop(where, None) or ([*every[where]] if len(every[where]) == 1 else [])
        near = [one or base for one in beside] or [base]
        if where not in to_date and _names_year_before(said):
            kept.append(_whole_year_before(column, near[-1], is_in_parts=is_in_parts))
        else:
            kept.append(_year_before(column, said.period, near, is_in_parts=is_in_parts))
    return kept


def _is_of_before(said: Column) -> bool:
    return said.period.startswith(_EARLIER) or names_same_time(said)


def _names_year_before(said: Column) -> bool:
    """Whether a heading says in one word whose year it is: 上年营业收入, and no 上年同期."""
    periods = layout_words().periods
    words = tuple(word for word, meant in periods.items() if meant == _EARLIER and "年" in word)
    parts = [heading_key(part).text for part in said.heading.split(JOINT)]
    return (
        said.period == _EARLIER
        and _SAME_TIME not in said.heading
        and any(part.startswith(words) and part not in periods for part in parts)
    )


def _whole_year_before(column: Column, near: str, *, is_in_parts: bool) -> Column:
    """Return a column as of the whole year before, which is told where figures are of parts."""
    if not column.form or is_none(near):
        return column
    is_known = bool(near) and not is_open(near)
    period = completed(_YEAR_EARLIER, near) if is_known else _YEAR_EARLIER
    is_part = parse_period(near).kind is not PeriodKind.YEAR if is_known else is_in_parts
    flags = (*column.flags, _ASSUMED) if is_part else column.flags
    return replace(column, period=period, flags=flags)


def _year_before(column: Column, said: str, beside: Sequence[str], *, is_in_parts: bool) -> Column:
    near = beside[-1]
    is_said = said != _EARLIER
    is_by_row = is_open(near) or not near
    if is_none(near) or not column.form or (is_said and is_by_row):
        return column
    if not near:
        period = said
    elif is_said:
        part = near.removeprefix(str(parse_period(near).year))
        period = completed(f"+{part}", said) if part else said
    else:
        period = f"{_EARLIER}{near}" if is_open(near) else completed(_EARLIER, near)
    # 上年 beside a part of this year may be that part, or the whole.
    is_whole = not is_in_parts if is_by_row else parse_period(period).kind is PeriodKind.YEAR
    is_sure = len(set(beside)) == 1 and (is_whole or _SAME_TIME in column.heading)
    flags = () if is_sure else (_ASSUMED,)
    return replace(column, period=period, flags=(*column.flags, *flags))
