"""The rows of totals whose indicators stand across the top: their labels and figures."""

from __future__ import annotations

from collections.abc import Sequence

from desktop_app.domain.texts import fold
from desktop_app.importing.cells.number_text import is_figure
from desktop_app.importing.cells.texts import is_said
from desktop_app.importing.layout.blocks import Spot
from desktop_app.importing.layout.headings import cell_text
from desktop_app.importing.mapping.total_columns import FigureColumn
from desktop_app.importing.mapping.totals_grid import (
    Labels,
    Laid,
    is_aimed,
    is_period,
    passed_over,
    period_of,
    when_said,
)
from desktop_app.importing.mapping.totals_known import HEADED, TotalsKnown
from desktop_app.sheets.table import Cell, Row, is_filled


def is_labelled(row: Row, known: TotalsKnown) -> bool:
    """Whether a row says a place or a period at its left, and figures beside it."""
    if known.place(row):
        # 2011 beside a place is a figure, though it looks like a year.
        return any(map(is_figure, row[1:]))
    # So it is beside the name of a total.
    first = next(filter(is_filled, row), "")
    is_named = isinstance(first, str) and known.is_indicator(first)
    figures = [column for column, cell in enumerate(row) if is_named and _is_bare(cell)]
    is_labelled = bool(period_of(row, figures)) or is_aimed(row, known)
    return has_figures(row) and is_labelled


def are_below_totals(grid: Sequence[Row], place: int, known: TotalsKnown) -> bool:
    """Whether figures that look like years stand beside a period, right below names of totals."""
    row, above = grid[place], grid[place - 1] if place else []
    pairs = zip(row, above, strict=False)
    # 2020年 is more of the heading.
    figures = [(c, text) for c, (cell, text) in enumerate(pairs) if c and _is_bare(cell)]
    named = [c for c, text in figures if isinstance(text, str) and known.is_indicator(text)]
    return bool(named) and bool(period_of(row, named))


def _is_bare(cell: Cell) -> bool:
    return fold(cell).isdecimal() if isinstance(cell, str) else is_figure(cell)


def has_figures(row: Row) -> bool:
    """Whether figures stand in a row; 2022年 | 2023年 are more of the heading."""
    return any(is_figure(cell) and not is_period(cell_text(cell)) for cell in row[1:])


def rows_taken(
    grid: Sequence[Row], first: int, figures: Sequence[FigureColumn], known: TotalsKnown
) -> Laid | None:
    """Return what the rows give, or None where some are not labelled as such a table's are."""
    laid, seen = Laid(), set[tuple[str, str]]()
    own = {one.column for one in figures}
    has_places, said = any(map(known.place, grid[first:])), Labels()
    for row in grid[max(first - HEADED, 0) : first]:
        said.line(row)
    for number in range(first, len(grid)):
        row = grid[number]
        if not any(map(is_filled, row)):
            continue
        said.line(row)
        place, period = said.of(row, known, own)
        reason = passed_over(row, place if has_places else None, known, period)
        if reason is None:
            return None
        if reason:
            laid.passes(row, number, reason)
            continue
        if (place, period) in seen:
            # Several rows of a place and time are those of firms, or of towns.
            return None
        seen.add((place, period))
        _put(row, number, figures, period, laid)
    return laid


def _put(row: Row, number: int, figures: Sequence[FigureColumn], period: str, laid: Laid) -> None:
    said = next((c for c, text in enumerate(map(cell_text, row)) if text == period), 0)
    for one in figures:
        cell = row[one.column] if one.column < len(row) else ""
        if is_said(cell):
            at = Spot(one.at.row + 1, one.column) if one.period else Spot(number, said)
            when = (when_said(period, one.period), at)
            laid.put(cell, Spot(number, one.column), (one.name, one.at), when)
