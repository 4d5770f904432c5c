"""Asks about 合计 behind quarters or months that these do not add up to, or cannot."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import partial
from itertools import takewhile

from desktop_app.catalogue.model import Catalogue, Field
from desktop_app.domain.periods import PeriodKind, parse_period
from desktop_app.importing.layout.layout_words import layout_words
from desktop_app.importing.layout.totals import shown, step_of, tolerance
from desktop_app.importing.mapping.normal import heading_key
from desktop_app.importing.mapping.period_text import is_open
from desktop_app.importing.model import JOINT, TOTALS, Column, Remark, SheetMapping
from desktop_app.importing.records.along_year import flows
from desktop_app.importing.records.sheet_rows import SheetRows
from desktop_app.importing.words import words

_LEAST = 2
_FLOW = "annual"
_ALONE = frozenset({PeriodKind.MONTH, PeriodKind.QUARTER})


def ask_about_sums_across(sheet: SheetRows, catalogue: Catalogue) -> None:
    """Flag the rows whose figure of a whole time is no sum of its parts before it."""
    for whole, parts in _sums(sheet.mapping):
        field = sheet.form(whole.form).by_code[whole.field]
        columns = [sheet.table.values[one.form, one.field, one.period] for one in (whole, *parts)]
        step = step_of(whole, field)
        add_up = _add_up(sheet, whole.form, field, catalogue)
        is_unfinished = _is_unfinished(columns)
        for place, row in enumerate(zip(*columns, strict=True)):
            said, *amounts = (value if isinstance(value, int) else None for value in row)
            known = [amount for amount in amounts if amount is not None]
            if said is None or not known:
                continue
            cell, total = shown(said, step), shown(sum(known), step)
            if abs(sum(known) - said) > tolerance(cell, whole, field, known):
                remark = Remark("sum_differs", whole.place, cell, total)
                sheet.table.remarks[place].append(remark)
            elif not add_up[place] and len(known) > 1:
                remark = Remark("sum_of_stocks", whole.place, cell)
                sheet.table.remarks[place].append(remark)
            elif is_unfinished and len(known) > 1:
                sheet.table.remarks[place].append(Remark("part_missing", whole.place, cell))


def _is_unfinished(columns: Sequence[Sequence[object]]) -> bool:
    """Whether nobody has a figure of the last part yet: 四季度 is blank, 全年 is what there is."""
    whole, last, *_others = columns
    return sum(one is not None for one in whole) >= _LEAST and all(one is None for one in last)


def _add_up(sheet: SheetRows, form: str, field: Field, catalogue: Catalogue) -> Sequence[bool]:
    """Return for each row whether its figure is made along a time, so that parts add up to it."""
    indicators = sheet.values(TOTALS, "indicator") if form == TOTALS else None
    if indicators is None:
        return [flows(field)] * sheet.height
    found = [catalogue.indicators.get(str(code)) for code in indicators]
    return [one is None or one.kind == _FLOW for one in found]


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
    is_alone = bool(one.period) and not is_open(one.period)
    return is_same and is_alone and parse_period(one.period).kind in _ALONE and not _is_sum(one)


def _is_sum(column: Column) -> bool:
    leaf = heading_key(column.heading.rsplit(JOINT, 1)[-1]).text
    return leaf in words().totals or leaf in layout_words().whole_years
