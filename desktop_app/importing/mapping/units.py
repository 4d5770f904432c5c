"""Which unit the numbers of a column are in."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Sequence
from dataclasses import replace

from desktop_app.catalogue.model import Catalogue, Field
from desktop_app.domain.texts import fold
from desktop_app.domain.values import FieldType
from desktop_app.importing.cells.number_text import is_figure
from desktop_app.importing.mapping.fields import left_out
from desktop_app.importing.mapping.normal import Unit, heading_key, unit_of
from desktop_app.importing.mapping.sheet_title import TitleFacts
from desktop_app.importing.mapping.values import is_fraction, sample
from desktop_app.importing.model import JOINT, Column
from desktop_app.sheets.table import Row

_ASSUMED = "assumed"
_FIT = {
    FieldType.MONEY: frozenset({"money", "foreign"}),
    FieldType.COUNT: frozenset({"count"}),
}


def measured(
    columns: Sequence[Column], below: Sequence[Row], title: TitleFacts, catalogue: Catalogue
) -> list[Column]:
    """Return columns with the units of their numbers; some may be left out for theirs.

    Args:
        columns: The columns of a table.
        below: Its first rows.
        title: What is said of all rows.
        catalogue: Forms and code lists.
    """
    if title.unit is None:
        title = replace(title, unit=_unit_of_caption(columns, below))
    parts = _with_units_of_wholes(columns, title, catalogue)
    found = [_measured(column, below, title, catalogue) for column in parts]
    said: dict[tuple[str, str], set[Unit]] = defaultdict(set)
    for column in found:
        if column.unit is not None and column.unit_from != _ASSUMED:
            said[column.form, column.field].add(column.unit)
    return [_as_beside(column, said[column.form, column.field]) for column in found]


def _unit_of_caption(columns: Sequence[Column], below: Sequence[Row]) -> Unit | None:
    """Return the unit of amounts in a heading that no figures stand below: it captions others."""
    units = (
        column.unit
        for column in columns
        if not column.form and column.unit is not None and column.unit.kind == "money"
        if not any(map(is_figure, sample(below, column.place)))
    )
    return next(units, None)


def _with_units_of_wholes(
    columns: Sequence[Column], title: TitleFacts, catalogue: Catalogue
) -> list[Column]:
    """Give the parts behind a whole the unit that the heading of the whole names.

    Where the title names one, only what is marked as a part (其中：…) rather follows its whole.
    """
    found: list[Column] = []
    whole: Column | None = None
    is_within = False
    for column in columns:
        field = catalogue.form(column.form).by_code[column.field] if column.form else None
        is_part = _is_part(column)
        is_own = whole is not None and field is not None and field.part_of == whole.field
        is_within = is_own and (is_part or is_within or title.unit is None)
        if whole and is_part and field is not None and field.type is FieldType.MONEY:
            # 其中：政府资金 is a part, though the form has it elsewhere.
            is_own = is_within = True
        if is_within and whole is not None and column.unit is None:
            column = replace(column, unit=whole.unit, unit_from="heading")  # noqa: PLW2901 - whole
        elif field is not None and not is_own:
            whole = column if column.unit is not None and field.type is FieldType.MONEY else None
        found.append(column)
    return found


def _is_part(column: Column) -> bool:
    return any(part.lstrip("*# ").startswith("其中") for part in column.heading.split(JOINT))


def _as_beside(column: Column, said: Collection[Unit]) -> Column:
    """Return a column in the one unit of the same figure: 11月产值 | 12月产值（万元）.

    It stays one whose unit is assumed.
    """
    is_open = column.unit_from == _ASSUMED and len(said) == 1
    return replace(column, unit=next(iter(said))) if is_open else column


def _measured(
    column: Column, below: Sequence[Row], title: TitleFacts, catalogue: Catalogue
) -> Column:
    if not column.form:
        return column
    field = catalogue.form(column.form).by_code[column.field]
    if field.unit == "%" and is_fraction(sample(below, column.place)):
        column = replace(column, scale=100)
    return _with_unit(column, field, title)


def _with_unit(column: Column, field: Field, title: TitleFacts) -> Column:
    """Return a column with the unit of its numbers, or left out where that cannot be theirs."""
    if not field.is_number:
        return replace(column, unit=None, unit_from="")
    if column.unit is not None and not _fits(column.unit, field):
        return left_out(column, "unit_unknown")
    if field.type is not FieldType.MONEY:
        return column
    told = title.units.get(heading_key(_leaf(column)).meaning) if title.units else None
    if column.unit is None and told is not None:
        column = replace(column, unit=told, unit_from="title")
    if column.unit is None and title.unit is not None:
        column = replace(column, unit=title.unit, unit_from="title")
    if column.unit is None:
        is_official = column.form in title.official or _gives_code(column, field)
        source = "form" if is_official else _ASSUMED
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
