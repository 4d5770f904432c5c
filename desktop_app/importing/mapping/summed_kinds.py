"""Takes the sum of totals by kind for that of the unit: 合同类别 over kinds and 合计."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from desktop_app.domain.texts import fold
from desktop_app.importing.cells.number_text import is_figure
from desktop_app.importing.layout.heading_rows import LOOKED_AT
from desktop_app.importing.layout.headings import cell_text
from desktop_app.importing.layout.layout_words import layout_words
from desktop_app.importing.mapping.totals_known import TotalsKnown, left_cells
from desktop_app.importing.words import words
from desktop_app.sheets.table import Row, is_filled

_KINDS = 2


def with_sum_of_kinds(rows: Sequence[Row], known: TotalsKnown) -> tuple[Sequence[Row], TotalsKnown]:
    """Return rows in which the sum of all kinds is called after the unit, and what kinds there are.

    Args:
        rows: The rows of a sheet, its heading among them.
        known: What cells are compared with.
    """
    for number, row in enumerate(rows[:LOOKED_AT]):
        for column, cell in left_cells(row):
            if layout_words().kinds_of_totals.fullmatch(fold(cell_text(cell))):
                return _called(rows, number, column, known)
    return rows, known


def _called(
    rows: Sequence[Row], number: int, column: int, known: TotalsKnown
) -> tuple[Sequence[Row], TotalsKnown]:
    below = [row for row in rows[number + 1 :] if _has_figures(row, column)]
    sums = [row for row in below if _is_sum(row, column)]
    kinds = [cell_text(row[column]) for row in below if row not in sums]
    own = next((name for name, code in known.places.items() if code == known.unit), "")
    is_parted = len(kinds) >= _KINDS and len(set(kinds)) == len(kinds) and all(kinds)
    if not is_parted or len(sums) != 1 or any(map(known.place, below)):
        return rows, known
    named = [*sums[0]]
    named[column] = own
    summed = [named if row is sums[0] else row for row in rows]
    return summed, replace(known, kinds=frozenset(kinds))


def _has_figures(row: Row, column: int) -> bool:
    return any(map(is_figure, row[column + 1 :]))


def _is_sum(row: Row, column: int) -> bool:
    labels = {fold(cell_text(cell)) for cell in row[: column + 1] if is_filled(cell)}
    return bool(labels & {*words().totals, *words().lone_totals})
