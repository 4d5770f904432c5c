"""What becomes of each row of a sheet, once all records of the import are known."""

from __future__ import annotations

from collections.abc import Mapping

from desktop_app.importing.mapping.period_of_title import DIFFERS
from desktop_app.importing.mapping.period_text import is_open
from desktop_app.importing.model import NOTES, Outcome, Remark
from desktop_app.importing.records.collect import Collected
from desktop_app.importing.records.table import Table
from desktop_app.importing.sheet_preview import UNLESS_GIVEN, SheetPreview

_DOUBTED = {
    "cover": "period_from_cover",
    "file": "period_from_file",
    "short": "two_digit_year",
    DIFFERS: "tab_differs",
}
_YEAR = "year"
_OF_STRENGTH = {-1: Outcome.SAME, 0: Outcome.SAME, 1: Outcome.CHANGED, 2: Outcome.NEW}


def outcomes_of(preview: SheetPreview, records: Mapping[str, Collected]) -> list[Outcome]:
    """Return what becomes of each row: what is wrong with it goes before what it changes."""
    table = preview.table
    _flag_periods(preview, records)
    height = len(table.numbers)
    strength = [-1] * height
    states = {form: found.states() for form, found in records.items()}
    for (form, _period), places in preview.links.places.items():
        own = states[form]
        strength = [
            own[place] if place >= 0 and own[place] > known else known
            for known, place in zip(strength, places, strict=True)
        ]
    for row, owners in preview.links.owners.items():
        strength[row] = max(strength[row], *(states["patent_owner"][place] for place in owners))
    found = [_OF_STRENGTH[known] for known in strength]
    for place in _questioned(table):
        found[place] = Outcome.QUESTIONED
    for place in table.rejects:
        found[place] = Outcome.REJECTED
    return found


def _flag_periods(preview: SheetPreview, records: Mapping[str, Collected]) -> None:
    """Say of each row with figures, or a label of the year, why their period is not sure."""
    flag = _DOUBTED.get(preview.mapping.period_from)
    if flag is None:
        return
    table = preview.table
    completed = {column.period for column in preview.mapping.columns if column.by_sheet}
    doubted: set[int] = set()
    for (form, group), places in preview.links.places.items():
        is_completed = group in completed
        is_dated = records[form].form.periodic or (form, _YEAR) in preview.mapping.constants
        if not is_dated or not (is_completed or not group or is_open(group)):
            continue
        doubted.update(
            row
            for row, place in enumerate(places)
            if place >= 0 and (is_completed or not _names_period(table, row))
        )
    for row in doubted:
        table.remarks[row].append(Remark(flag))


def _names_period(table: Table, row: int) -> bool:
    """Whether a row names its own period, with its year."""
    return bool(table.periods and table.periods[row]) and row not in table.by_sheet


def _questioned(table: Table) -> set[int]:
    if table.sheet_flags:
        return set(range(len(table.numbers)))
    asked = {
        place
        for place, remarks in table.remarks.items()
        for remark in remarks
        if remark.code not in NOTES
    }
    for key, column in table.sources.items():
        flags = table.column_flags.get(column)
        if not flags:
            continue
        free = _with_own_unit(table, column) if UNLESS_GIVEN.issuperset(flags) else frozenset()
        asked.update(
            place
            for place, value in enumerate(table.values[key])
            if value is not None and place not in free
        )
    return asked


def _with_own_unit(table: Table, column: int) -> frozenset[int]:
    """Return the rows whose cell names its unit itself, so that nothing was assumed."""
    return frozenset(
        place
        for place, remarks in table.remarks.items()
        if any(remark.names_unit and remark.column == column for remark in remarks)
    )
