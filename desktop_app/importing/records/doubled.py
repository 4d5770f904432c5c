"""Columns of a field that another column gives already."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from desktop_app.importing.model import Column, SheetMapping
from desktop_app.sheets.table import Cell, is_filled

_NUMBERS = frozenset({("patent", "app_no"), ("hte_cert", "cert_no")})
"""Numbers that records are recognised by."""


def second_columns(mapping: SheetMapping, taken: Sequence[Column]) -> list[tuple[Column, Column]]:
    """Return each such column as it would be read, in its own unit, and the one that is taken."""
    first = {(column.form, column.field, column.period): column for column in taken}
    doubled = [
        c for c in mapping.columns if c.reason == "doubled" and c.near is not None and c.at < 0
    ]
    pairs = [(column, first.get((*(column.near or ("", "")), column.period))) for column in doubled]
    return [
        (replace(own, index=column.index, unit=column.unit or own.unit), own)
        for column, own in pairs
        if own is not None
    ]


def with_numbers_filled(
    pairs: Sequence[tuple[Column, Column]], columns: Sequence[Sequence[Cell]]
) -> list[Sequence[Cell]]:
    """Return columns; where no 申请号 stands in a row, its 专利号 says which patent it is.

    Args:
        pairs: Columns of a field that stands twice, and the ones that are taken.
        columns: The cells of some rows, by column.
    """
    found = list(columns)
    for second, first in pairs:
        if (first.form, first.field) in _NUMBERS and max(first.index, second.index) < len(found):
            both = zip(found[first.index], found[second.index], strict=True)
            found[first.index] = [own if is_filled(own) else other for own, other in both]
    return found
