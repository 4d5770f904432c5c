"""Finds the lines of a long table that say the same figure twice, alike or otherwise."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence

from desktop_app.domain.plans import Stored
from desktop_app.importing.records.collect import Collector
from desktop_app.importing.records.sheet_rows import SheetRows

Key = tuple[str, str, str]


def tell_said_twice(
    sheet: SheetRows,
    links: Mapping[tuple[str, str], Sequence[int]],
    collectors: Mapping[str, Collector],
) -> None:
    """Flag lines that give a figure which another line gives too.

    All lines of a firm and a year are of one record, so that rows of the same record say nothing
    of this; where a figure stands twice otherwise, all its lines are asked about.

    Args:
        sheet: The lines.
        links: The record that each line gave, by form and period of its columns.
        collectors: The records of each form.
    """
    moved = frozenset(sheet.table.at)
    for (form, group), places in links.items():
        collector = collectors[form]
        for key, values in sheet.table.values.items():
            if key[0] == form and key[2] == group:
                column = sheet.table.sources[key]
                said = _by_record(places, values)
                _tell_column(sheet, column, said, values, is_figure=column in moved)
                _tell_others(sheet, column, key, collector, places)


def _by_record(places: Sequence[int], values: Sequence[Stored]) -> dict[int, list[int]]:
    said: dict[int, list[int]] = defaultdict(list)
    for row, (place, value) in enumerate(zip(places, values, strict=True)):
        if place >= 0 and value is not None:
            said[place].append(row)
    return said


def _tell_column(
    sheet: SheetRows,
    column: int,
    said: Mapping[int, Sequence[int]],
    values: Sequence[Stored],
    *,
    is_figure: bool,
) -> None:
    for rows in said.values():
        if len(rows) > 1 and is_figure:
            is_one = len({values[row] for row in rows}) == 1
            for row in rows[1:] if is_one else rows:
                sheet.remark(row, "doubled" if is_one else "contradictory", column)


def _tell_others(
    sheet: SheetRows, column: int, key: Key, collector: Collector, places: Sequence[int]
) -> None:
    """Flag the lines whose value is not the last word on a record, for which others speak too."""
    said, found = collector.contradicted, collector.found
    if not said or key[1] not in found.columns:
        return
    at, values = found.columns.index(key[1]), sheet.table.values[key]
    for row, place in enumerate(places):
        value = values[row]
        if place in said and value not in {None, found.values[place][at]}:
            told = sheet.table.remarks.get(row, ())
            if all((one.code, one.column) != ("contradictory", column) for one in told):
                sheet.remark(row, "contradictory", column)
