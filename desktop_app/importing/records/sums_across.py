"""Asks about 合计 behind quarters or months that these do not add up to."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import partial
from itertools import takewhile

from desktop_app.importing.layout.totals import shown, step_of, tolerance
from desktop_app.importing.mapping.normal import heading_key
from desktop_app.importing.model import JOINT, Column, Remark, SheetMapping
from desktop_app.importing.records.sheet_rows import SheetRows
from desktop_app.importing.words import words

FLAG = "sum_differs"
_LEAST = 2


def ask_about_sums_across(sheet: SheetRows) -> None:
    """Flag the rows whose figure of a whole time is not what its parts before it come to."""
    for whole, parts in _sums(sheet.mapping):
        field = sheet.form(whole.form).by_code[whole.field]
        columns = [sheet.table.values[one.form, one.field, one.period] for one in (whole, *parts)]
        step = step_of(whole, field)
        for place, row in enumerate(zip(*columns, strict=True)):
            said, *amounts = (value if isinstance(value, int) else None for value in row)
            known = [amount for amount in amounts if amount is not None]
            if said is None or not known:
                continue
            cell = shown(said, step)
            if abs(sum(known) - said) > tolerance(cell, whole, field, known):
                remark = Remark(FLAG, whole.place, cell, shown(sum(known), step))
                sheet.table.remarks[place].append(remark)


def _sums(mapping: SheetMapping) -> Iterator[tuple[Column, Sequence[Column]]]:
    """Yield the columns headed 合计 that have a period, with those of its parts."""
    columns = sorted(mapping.columns, key=lambda column: column.index)
    for number, whole in enumerate(columns):
        if not (whole.form and whole.period and _is_sum(whole)):
            continue
        parts = list(takewhile(partial(_is_part, whole), reversed(columns[:number])))
        if len(parts) >= _LEAST:
            yield whole, parts


def _is_part(whole: Column, one: Column) -> bool:
    is_same = (one.form, one.field) == (whole.form, whole.field)
    return is_same and bool(one.period) and not _is_sum(one)


def _is_sum(column: Column) -> bool:
    return heading_key(column.heading.rsplit(JOINT, 1)[-1]).text in words().totals
