"""Names the figure of lines that only say when, below firms: 年份 | 甲公司 | 乙公司."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import NamedTuple

from desktop_app.domain.texts import fold
from desktop_app.importing.cells.number_text import is_figure
from desktop_app.importing.firm_names import is_firm_name
from desktop_app.importing.layout.corners import FIRM
from desktop_app.importing.layout.heading_periods import period_said
from desktop_app.importing.layout.heading_rows import LOOKED_AT
from desktop_app.importing.layout.headings import cell_text
from desktop_app.importing.layout.layout_words import layout_words
from desktop_app.importing.mapping.lexicon import Lexicon
from desktop_app.importing.mapping.normal import heading_key
from desktop_app.importing.words import words
from desktop_app.sheets.table import Cell, Row, is_filled

_LEAST = 2
_YEAR = 4
_CODE_BEHIND = re.compile(r"\([0-9A-Z-]{9,18}\)$")


class _Names(NamedTuple):
    """Where names of firms stand beside each other, and when their figures below are."""

    row: int
    column: int
    firms: Sequence[int]


def with_times_down(rows: Sequence[Row], known: Lexicon) -> Sequence[Row]:
    """Return rows whose years or months, below firms, name the figure of the title as well.

    Args:
        rows: The first rows of a sheet.
        known: The headings that are known.
    """
    found = next(
        filter(None, (_names(rows, number) for number in range(len(rows[:LOOKED_AT])))), None
    )
    if found is None:
        return rows
    above = (fold(cell) for one in rows[: found.row] for cell in one if isinstance(cell, str))
    figure = max(map(known.figure_in, above), key=len, default="")
    if len(figure) < _LEAST:
        return rows
    names = [*rows[found.row]]
    if not any(known.is_key(heading_key(cell_text(cell))) for cell in names[: found.firms[0]]):
        names[found.column] = FIRM
    below = (_named(one, found.column, figure) for one in rows[found.row + 1 :])
    return [*rows[: found.row], names, *below]


def _names(rows: Sequence[Row], number: int) -> _Names | None:
    """Return the firms that a row names beside each other, if years stand left of their figures."""
    row = rows[number]
    firms = [column for column, cell in enumerate(row) if _is_firm(cell)]
    if len(firms) < _LEAST or not all(_is_sum(cell) for cell in _beside(row, firms)):
        return None
    below = rows[number + 1 : number + 1 + LOOKED_AT]
    if below and sum(map(_is_firm, below[0])) >= _LEAST:
        # A list of what two firms have to do with each other.
        return None
    for column in range(firms[0]):
        timed = [one for one in below if _says_when(one, column)]
        values = [one[c] for one in timed for c in firms if c < len(one) and is_filled(one[c])]
        if len(timed) >= _LEAST and not _says_when(row, column) and all(map(_is_value, values)):
            return _Names(number, column, firms)
    return None


def _beside(row: Row, firms: Sequence[int]) -> list[Cell]:
    """Return what stands among firms and behind them."""
    cells = enumerate(row[firms[0] :], start=firms[0])
    return [cell for column, cell in cells if column not in firms and is_filled(cell)]


def _is_firm(cell: Cell) -> bool:
    return isinstance(cell, str) and is_firm_name(_CODE_BEHIND.sub("", fold(cell)))


def _is_sum(cell: Cell) -> bool:
    return fold(cell_text(cell)) in words().totals


def _is_value(cell: Cell) -> bool:
    return is_figure(cell) or fold(str(cell)) in layout_words().dashes


def _says_when(row: Row, column: int) -> bool:
    """Whether a cell names a period, and nothing else."""
    text = cell_text(row[column]) if column < len(row) else ""
    return bool(text) and period_said(text) is not None


def _named(row: Row, column: int, figure: str) -> Row:
    if not _says_when(row, column):
        return row
    text = cell_text(row[column])
    when = f"{text}年" if text.isdecimal() and len(text) == _YEAR else text
    named: list[Cell] = [*row]
    named[column] = f"{when}{figure}"
    return named
