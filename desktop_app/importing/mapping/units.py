"""Which unit the numbers of a column are in."""

from __future__ import annotations

from dataclasses import replace

from desktop_app.catalogue.model import Field
from desktop_app.domain.texts import fold
from desktop_app.domain.values import FieldType
from desktop_app.importing.mapping.normal import Unit, heading_key, unit_of
from desktop_app.importing.mapping.sheet_title import TitleFacts
from desktop_app.importing.model import JOINT, Column

_FIT = {
    FieldType.MONEY: frozenset({"money", "foreign"}),
    FieldType.COUNT: frozenset({"count"}),
}


def with_unit(column: Column, field: Field, title: TitleFacts) -> Column:
    """Return a column with the unit of its numbers, or left out where that cannot be theirs."""
    if not field.is_number:
        return replace(column, unit=None, unit_from="")
    if column.unit is not None and not _fits(column.unit, field):
        return _left_out(column, "unit_unknown")
    if field.type is not FieldType.MONEY:
        return column
    told = title.units.get(heading_key(_leaf(column)).meaning) if title.units else None
    if column.unit is None and told is not None:
        column = replace(column, unit=told, unit_from="title")
    if column.unit is None and title.unit is not None:
        column = replace(column, unit=title.unit, unit_from="title")
    if column.unit is None:
        is_official = column.form in title.official or _gives_code(column, field)
        source = "form" if is_official else "assumed"
        column = replace(column, unit=unit_of(field.unit), unit_from=source)
    return column


def _leaf(column: Column) -> str:
    return column.heading.rsplit(JOINT, maxsplit=1)[-1]


def _gives_code(column: Column, field: Field) -> bool:
    """Whether a heading row gives the official code of the field."""
    return bool(field.official) and fold(field.official) in map(fold, column.heading.split(JOINT))


def _fits(unit: Unit, field: Field) -> bool:
    if field.type in _FIT:
        return unit.kind in _FIT[field.type]
    own = unit_of(field.unit)
    return own is None or own.kind == unit.kind


def _left_out(column: Column, reason: str) -> Column:
    return replace(
        column, form="", field="", reason=reason, near=(column.form, column.field), confidence=0.0
    )
