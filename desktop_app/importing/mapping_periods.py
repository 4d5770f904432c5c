"""Which period the figures of a column belong to."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from desktop_app.domain.periods import parse_period
from desktop_app.importing.model import Column, ImportOptions, SheetName
from desktop_app.importing.period_text import YEAR_TO_DATE, completed, find_period, is_open
from desktop_app.importing.sheet_title import TitleFacts


def period_of_sheet(title: TitleFacts, name: SheetName, options: ImportOptions) -> tuple[str, str]:
    """Return the period of rows that name none, and where it stands."""
    if title.period:
        return title.period, title.period_from
    if options.period:
        return options.period, "option"
    found = find_period(name.file.rsplit(".", 1)[0])
    if found and found.code:
        return found.code, "file"
    return "", ""


def dated(columns: Sequence[Column], period: str) -> list[Column]:
    """Complete the periods that headings name without their year, or by another.

    Where rows name their own, each row completes them.
    """
    is_by_row = any(column.field == "period" and not column.form for column in columns)
    base = "" if is_by_row else period
    found = [replace(column, period=completed(column.period, base)) for column in columns]
    found = [_until(column, said, found) for column, said in zip(found, columns, strict=True)]
    return _once(found)


def _until(column: Column, said: Column, columns: Sequence[Column]) -> Column:
    """Let 累计 beside single months or quarters reach to the last of them."""
    if said.period != YEAR_TO_DATE or not column.form or is_open(column.period):
        return column
    parts = [
        parse_period(other.period)
        for other in columns
        if other is not column
        and (other.form, other.field) == (column.form, column.field)
        and other.period[4:5] in {"M", "Q"}
    ]
    if not parts:
        return column
    last = max(parts, key=lambda part: (part.year, part.last_month))
    return replace(column, period=completed(YEAR_TO_DATE, last.code))


def _once(columns: Sequence[Column]) -> list[Column]:
    """Take a field of a period once; the second of two columns for it is doubled."""
    taken: set[tuple[str, str, str]] = set()
    found = []
    for column in columns:
        where = (column.form, column.field, column.period)
        if column.form and where in taken:
            found.append(replace(column, form="", field="", reason="doubled", near=where[:2]))
            continue
        taken.add(where)
        found.append(column)
    return found
