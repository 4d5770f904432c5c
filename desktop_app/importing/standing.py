"""Tells how the tables of a sheet stand to each other."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from desktop_app.importing.model import Column
from desktop_app.importing.sheet_preview import SheetPreview

_WIDEST = 16_384
"""Columns of a sheet."""


def own_columns(part: SheetPreview, sheets: Iterable[SheetPreview | None]) -> tuple[Column, ...]:
    """Return the columns of a table without those that others beside it stand in.

    Args:
        part: The table.
        sheets: Those of its sheet, maybe among others.
    """
    columns = part.mapping.columns
    parts = [one for one in sheets if one and (one.file, one.name) == (part.file, part.name)]
    beside = tables_beside(part, parts) if part.table.turned is None else []
    own = columns_between(part, beside) if beside else range(_WIDEST)
    return tuple(column for column in columns if column.place in own)


def tables_beside(part: SheetPreview, parts: Sequence[SheetPreview]) -> list[SheetPreview]:
    """Return the tables that stand beside one in columns of their own, each with its heading."""
    own, rows = named_columns(part), _rows(part)
    return [
        other
        for other in parts
        if own.isdisjoint(columns := _taken_columns(other)) and own and columns
        if rows.start < _rows(other).stop and _rows(other).start < rows.stop
    ]


def _taken_columns(part: SheetPreview) -> frozenset[int]:
    """Return the columns of the sheet that a table takes up, labels of a form among them."""
    turned = part.table.turned
    if turned is None:
        return named_columns(part)
    values = (spot.column for spots in turned.spots for spot in spots.values())
    return frozenset(column for value in values for column in (value - 1, value))


def _rows(part: SheetPreview) -> range:
    """Return the rows from the heading of a table to its last one."""
    turned = part.table.turned
    numbers = [part.mapping.first_row, *part.table.numbers]
    if turned is not None:
        numbers += [spot.row + 1 for spots in turned.spots for spot in spots.values()]
    numbers += [number for number, _why in part.table.skipped]
    return range(min(numbers), max(numbers) + 1)


def columns_between(part: SheetPreview, beside: Sequence[SheetPreview]) -> range:
    """Return the columns between the tables at the left and at the right of one."""
    first = min(named_columns(part))
    others = [_taken_columns(one) for one in beside]
    left = [max(one) + 1 for one in others if max(one) < first]
    right = [min(one) for one in others if min(one) > first]
    return range(max(left, default=0), min(right, default=_WIDEST))


def named_columns(part: SheetPreview) -> frozenset[int]:
    """Return the columns of a table that have a heading or are taken."""
    columns = part.mapping.columns
    return frozenset(column.place for column in columns if column.heading or column.form)
