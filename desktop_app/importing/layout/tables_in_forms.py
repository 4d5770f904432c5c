"""Reads tables of years that stand among the lines of a form: 年度 | 营业收入 | 研发费用."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Sequence
from typing import NamedTuple

from desktop_app.domain.texts import fold
from desktop_app.importing.cells.number_text import is_figure
from desktop_app.importing.layout.blocks import Spot
from desktop_app.importing.layout.form_lines import Line, SheetLines, Value
from desktop_app.importing.layout.heading_periods import period_said
from desktop_app.importing.layout.headings import cell_text
from desktop_app.importing.layout.labels import is_label, is_period_label, label_columns
from desktop_app.importing.layout.lines_beside import lines_beside
from desktop_app.importing.mapping.lexicon import Lexicon
from desktop_app.importing.words import words
from desktop_app.sheets.table import Row, is_filled

_FEW = 2
"""Names of fields beside 年度 that head a table, or years below one of them."""


class _Table(NamedTuple):
    """A table of years: the places of its rows, the column of years, and what it is called."""

    rows: range
    times: int
    title: str


def labels_of_form(rows: Sequence[Row], known: Lexicon) -> dict[int, int]:
    """Return the columns that hold names of fields, with how many, whatever tables stand there."""
    tables = list(_tables(rows, known))
    if not tables:
        return label_columns(rows, known)
    # What stands alone in its row titles others, and is no value.
    lines = [row for row in _without(rows, tables) if sum(map(is_filled, row)) > 1]
    return label_columns(lines, known)


def heads_years(rows: Sequence[Row], place: int, known: Lexicon) -> bool:
    """Whether a row heads a table of years."""
    return any(table.rows.start == place for table in _tables(rows, known))


def lines_of_form(
    rows: Sequence[Row], labels: Collection[int], known: Lexicon, first: int = 0
) -> SheetLines:
    """Return the labels of a form with the values at their right, or below them by year.

    Args:
        rows: Its rows; cells that a merged range covers are blank.
        labels: The columns that hold names of fields.
        known: The headings that are known.
        first: How many rows of the sheet stand before them.
    """
    tables = list(_tables(rows, known))
    if not tables:
        return lines_beside(rows, labels, known, first)
    found = lines_beside(_without(rows, tables), labels, known, first)
    for table in tables:
        found.lines += _lines(rows, table, first)
    found.lines.sort(key=lambda line: line.at.row)
    return found


def _without(rows: Sequence[Row], tables: Iterable[_Table]) -> list[Row]:
    taken = {place for table in tables for place in table.rows}
    return [[] if place in taken else row for place, row in enumerate(rows)]


def _tables(rows: Sequence[Row], known: Lexicon) -> Iterator[_Table]:
    place = 0
    while place < len(rows):
        end = place + 1
        times = _first_filled(rows[end]) if end < len(rows) else -1
        while times >= 0 and end < len(rows) and _is_of_a_time(rows[end], times):
            end += 1
        # One figure a year is told by several years.
        least = 1 if end - place > _FEW else _FEW
        if end > place + 1 and _names_figures(rows[place], times, least, known):
            yield _Table(range(place, end), times, _title(rows, place, times))
            place = end
        else:
            place += 1


def _first_filled(row: Row) -> int:
    return next((column for column, cell in enumerate(row) if is_filled(cell)), -1)


def _names_figures(row: Row, times: int, least: int, known: Lexicon) -> bool:
    """Whether a row names fields behind the column of years, at least so many.

    年度 stands over the years, or nothing that is known: 时间.
    """
    cells = [(column, cell) for column, cell in enumerate(row) if is_filled(cell)]
    texts = [(column, cell) for column, cell in cells if isinstance(cell, str)]
    behind = [text for column, text in texts if column > times]
    over = [text for column, text in texts if column == times]
    # A caption that is merged over the rows may stand before it.
    if len(texts) < len(cells) or len(texts) - len(behind) - len(over) > 1:
        return False
    named = sum(1 for text in behind if is_label(text, known) and not is_period_label(text))
    is_over = all(is_period_label(text) or not is_label(text, known) for text in over)
    return is_over and named >= least and 2 * named >= len(behind)


def _is_of_a_time(row: Row, times: int) -> bool:
    """Whether a row gives the figures of a year, or what they come to."""
    time = cell_text(row[times]) if times < len(row) else ""
    behind = [cell for cell in row[times + 1 :] if is_filled(cell)]
    is_led = not any(map(is_filled, row[:times]))
    is_time = bool(time) and period_said(time) is not None
    is_sum = fold(time) in words().totals
    return is_led and (is_time or is_sum) and all(map(is_figure, behind))


def _title(rows: Sequence[Row], place: int, times: int) -> str:
    """Return what stands before 年度, or alone in the row above it: 近三年指标（万元）."""
    before = [cell for cell in rows[place][:times] if is_filled(cell)]
    above = [cell for cell in rows[place - 1] if is_filled(cell)] if place else []
    said = before or (above if len(above) == 1 else [])
    return cell_text(said[0]) if said else ""


def _lines(rows: Sequence[Row], table: _Table, first: int) -> Iterator[Line]:
    """Yield a line for each figure, with a value for each year."""
    head, *below = table.rows
    for column, cell in enumerate(rows[head]):
        if column <= table.times or not is_filled(cell):
            continue
        line = Line(" ".join(cell_text(cell).split()), Spot(first + head, column), over=table.title)
        for place in below:
            row = rows[place]
            time = cell_text(row[table.times])
            if column < len(row) and is_filled(row[column]) and period_said(time):
                line.values.append(Value(Spot(first + place, column), row[column], time))
        yield line
