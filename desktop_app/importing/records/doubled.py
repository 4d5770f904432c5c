"""Reads columns of a field that another column gives already."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from desktop_app.importing.cells.owners import BETWEEN
from desktop_app.importing.cells.texts import is_said
from desktop_app.importing.mapping.adding_columns import ADDS, HANDED_OVER, OWNER
from desktop_app.importing.model import Column, SheetMapping
from desktop_app.sheets.table import Cell

_SECOND = frozenset({"doubled", ADDS, HANDED_OVER})


def second_columns(mapping: SheetMapping, taken: Sequence[Column]) -> list[tuple[Column, Column]]:
    """Return each such column as it would be read, in its own unit, and the one that is taken."""
    first = {(column.form, column.field, column.period): column for column in taken}
    doubled = [
        column
        for column in mapping.columns
        if column.reason in _SECOND and column.near is not None and column.at < 0
    ]
    pairs = [(column, first.get((*(column.near or ("", "")), column.period))) for column in doubled]
    return [
        (
            replace(
                own,
                index=column.index,
                unit=column.unit or own.unit,
                reason=column.reason,
            ),
            own,
        )
        for column, own in pairs
        if own is not None
    ]


def is_further(second: Column) -> bool:
    """Whether a column names further owners, 共同权利人, rather than the same ones again."""
    return second.reason == ADDS and (second.form, second.field) == OWNER


def may_differ(second: Column) -> bool:
    """Whether what a column says otherwise than the one that is taken must be asked about."""
    return second.reason != HANDED_OVER and not is_further(second)


def with_seconds_put(
    pairs: Sequence[tuple[Column, Column]], columns: Sequence[Sequence[Cell]]
) -> list[Sequence[Cell]]:
    """Return columns with what second ones add to them.

    Where no 申请号 stands in a row, its 专利号 says which patent it is, where no 研发费用 does
    its 研发投入, and where no 受让人 does its 专利权人 whose it is; 共同权利人 are owners too.

    Args:
        pairs: Columns of a field that stands twice, and the ones that are taken.
        columns: The cells of some rows, by column.
    """
    found = list(columns)
    for second, first in pairs:
        if max(first.index, second.index) >= len(found):
            continue
        both = zip(found[first.index], found[second.index], strict=True)
        if second.reason in {ADDS, HANDED_OVER} and not is_further(second):
            found[first.index] = [own if is_said(own) else other for own, other in both]
        elif is_further(second):
            found[first.index] = [_joined(own, other) for own, other in both]
    return found


def _joined(own: Cell, other: Cell) -> Cell:
    """Return owners with further ones behind them; / is nobody."""
    if not isinstance(other, str) or not is_said(other):
        return own
    return f"{own}{BETWEEN}{other}" if is_said(own) else other
