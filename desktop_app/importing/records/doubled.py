"""Columns of a field that another column gives already."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from desktop_app.importing.model import Column, SheetMapping


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
