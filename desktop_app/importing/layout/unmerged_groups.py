"""Tells the row that names the columns of groups whose names are merged over none of them."""

from __future__ import annotations

from collections.abc import Sequence

from desktop_app.importing.cells.number_text import is_number
from desktop_app.importing.layout.headings import cell_text
from desktop_app.sheets.table import Cell, Row, is_filled

_SEVERAL = 2


def names_members(row: Row, upper: Row, after: Row) -> bool:
    """Whether a row names each column of the groups above it, and no other: 账面数 | 审定数.

    A group is a name of the row above with columns at its right that have none. What stands
    before the groups is named above alone, and filled in the rows below.

    Args:
        row: The row.
        upper: The last row of the heading, above it.
        after: The row below it.
    """
    own = [column for column, cell in enumerate(row) if is_filled(cell)]
    texts = {text for column in own if (text := cell_text(row[column]))}
    if len(own) < _SEVERAL or len(texts) < _SEVERAL:
        return False
    return _are_grouped(own, row, upper) and _have_rows_beside(own, upper, after)


def _are_grouped(own: Sequence[int], row: Row, upper: Row) -> bool:
    """Whether all columns stand below a name with columns without one behind it, or are these."""

    def text(column: int) -> str:
        return cell_text(row[column])

    named = {column for column, cell in enumerate(upper) if is_filled(cell)}
    unnamed = [column for column in own if column not in named]
    begins = [column for column in own if column in named]
    are_reached = all(column - 1 in own for column in unnamed)
    within = {text(column) for column in (*unnamed, *(one - 1 for one in unnamed))}
    # 1-本季 over a figure alone is the time of that one, as it is among those of a group.
    are_several = all(column + 1 in unnamed or text(column) in within for column in begins)
    width = range(min(named, default=0), max(*named, own[-1]) + 1) if named else range(0)
    return bool(unnamed) and are_reached and are_several and set(width) <= {*named, *own}


def _is_text(cell: Cell) -> bool:
    return isinstance(cell, str) and not is_number(cell)


def _have_rows_beside(own: Sequence[int], upper: Row, after: Row) -> bool:
    """Whether the first column is named above alone, and the row below has both it and figures."""
    first = next((column for column, cell in enumerate(upper) if is_filled(cell)), own[0])
    figures = [cell for column, cell in enumerate(after) if column in own and is_filled(cell)]
    has_first = first < len(after) and is_filled(after[first])
    is_record = bool(figures) and not any(_is_text(cell) for cell in figures)
    return first < own[0] and has_first and is_record
