"""Columns of a field that another column gives already."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from desktop_app.domain.texts import fold
from desktop_app.importing.cells.owners import BETWEEN
from desktop_app.importing.layout.layout_words import layout_words
from desktop_app.importing.model import Column, SheetMapping
from desktop_app.importing.words import words
from desktop_app.sheets.table import Cell, is_filled

_NUMBERS = frozenset({("patent", "app_no"), ("hte_cert", "cert_no")})
"""Numbers that records are recognised by."""
_OWNER = ("patent_owner", "name")


def second_columns(mapping: SheetMapping, taken: Sequence[Column]) -> list[tuple[Column, Column]]:
    """Return each such column as it would be read, in its own unit, and the one that is taken."""
    first = {(column.form, column.field, column.period): column for column in taken}
    doubled = [
        c for c in mapping.columns if c.reason == "doubled" and c.near is not None and c.at < 0
    ]
    pairs = [(column, first.get((*(column.near or ("", "")), column.period))) for column in doubled]
    return [
        (
            replace(
                own,
                index=column.index,
                unit=column.unit or own.unit,
                heading=column.heading,
                near=column.near,
            ),
            own,
        )
        for column, own in pairs
        if own is not None
    ]


def is_further(second: Column) -> bool:
    """Whether a column names further owners, 共同权利人, rather than the same ones again."""
    return second.near == _OWNER and layout_words().joint.search(second.heading) is not None


def with_seconds_put(
    pairs: Sequence[tuple[Column, Column]], columns: Sequence[Sequence[Cell]]
) -> list[Sequence[Cell]]:
    """Return columns with what second ones add to them.

    Where no 申请号 stands in a row, its 专利号 says which patent it is; 共同权利人 are owners too.

    Args:
        pairs: Columns of a field that stands twice, and the ones that are taken.
        columns: The cells of some rows, by column.
    """
    found = list(columns)
    for second, first in pairs:
        if max(first.index, second.index) >= len(found):
            continue
        both = zip(found[first.index], found[second.index], strict=True)
        if (first.form, first.field) in _NUMBERS:
            found[first.index] = [own if _says(own) else other for own, other in both]
        elif is_further(second):
            found[first.index] = [_joined(own, other) for own, other in both]
    return found


def _joined(own: Cell, other: Cell) -> Cell:
    """Return owners with further ones behind them; / is nobody."""
    if not isinstance(other, str) or not _says(other):
        return own
    return f"{own}{BETWEEN}{other}" if _says(own) else other


def _says(cell: Cell) -> bool:
    """Whether anything stands in a cell but a mark such as / for nothing."""
    if not isinstance(cell, str):
        return is_filled(cell)
    return bool(cell.strip()) and fold(cell) not in words().missing
