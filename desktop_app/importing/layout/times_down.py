"""Names the figure of lines that only say when, below firms: 年份 | 甲公司 | 乙公司."""

from __future__ import annotations

from collections.abc import Sequence

from desktop_app.domain.texts import fold
from desktop_app.importing.layout.heading_rows import LOOKED_AT, is_firm_name
from desktop_app.importing.layout.headings import cell_text, period_said
from desktop_app.importing.layout.labels import is_period_label
from desktop_app.importing.mapping.lexicon import Lexicon
from desktop_app.importing.words import words
from desktop_app.sheets.table import Cell, Row, is_filled

_LEAST = 2
_YEAR = 4


def with_times_down(rows: Sequence[Row], known: Lexicon) -> Sequence[Row]:
    """Return rows whose years or months, below firms, name the figure of the title as well.

    Args:
        rows: The first rows of a sheet.
        known: The headings that are known.
    """
    for number, row in enumerate(rows[:LOOKED_AT]):
        column = _over_times(row)
        if column < 0:
            continue
        above = (fold(cell) for one in rows[:number] for cell in one if isinstance(cell, str))
        figure = max(map(known.figure_in, above), key=len, default="")
        if len(figure) < _LEAST:
            return rows
        below = (_named(one, column, figure) for one in rows[number + 1 :])
        return [*rows[: number + 1], *below]
    return rows


def _over_times(row: Row) -> int:
    """Return the column of 年份 in a row that names firms beside it and nothing else, or -1."""
    cells = [(column, cell_text(cell)) for column, cell in enumerate(row) if is_filled(cell)]
    beside = [fold(text) for _column, text in cells[1:]]
    firms = sum(map(is_firm_name, beside))
    others = sum(text in words().totals for text in beside)
    is_led = bool(cells) and is_period_label(cells[0][1])
    return cells[0][0] if is_led and firms >= _LEAST and firms + others == len(beside) else -1


def _named(row: Row, column: int, figure: str) -> Row:
    text = cell_text(row[column]) if column < len(row) else ""
    if not text or period_said(text) is None:
        return row
    when = f"{text}年" if text.isdecimal() and len(text) == _YEAR else text
    named: list[Cell] = [*row]
    named[column] = f"{when}{figure}"
    return named
