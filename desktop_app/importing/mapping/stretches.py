"""Finds the columns that give both ends of a stretch of time: 起止时间, 实施期限."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from desktop_app.importing.layout.layout_words import layout_words
from desktop_app.importing.mapping.normal import heading_key
from desktop_app.importing.model import JOINT, Column
from desktop_app.importing.stretch import Stretch

_ENDS = {("rd_project", "start_month"): "end_month", ("former_name", "from_date"): "to_date"}
"""The field of the last time, by form and field of the first."""


def with_ends(columns: Sequence[Column], width: int) -> tuple[list[Column], tuple[Stretch, ...]]:
    """Return the columns, with one more for the end of each stretch, and what parts these.

    Args:
        columns: The columns as they were matched.
        width: Number of columns of the table.
    """
    found = list(columns)
    stretches: list[Stretch] = []
    given = {(column.form, column.field) for column in columns}
    for column in columns:
        end = _ENDS.get((column.form, column.field))
        name = heading_key(column.heading.rsplit(JOINT, 1)[-1]).plain
        if end is None or (column.form, end) in given:
            continue
        if layout_words().stretches.fullmatch(name):
            place = width + len(stretches)
            found.append(replace(column, index=place, field=end, at=column.index))
            stretches.append(Stretch(column.index, place))
    return found, tuple(stretches)
