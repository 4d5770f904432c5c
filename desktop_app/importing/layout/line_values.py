"""Tells the values of lines from their units, line codes and remarks, column by column."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Sequence
from dataclasses import replace
from itertools import pairwise

from desktop_app.domain.texts import fold
from desktop_app.importing.cells.texts import plain_text
from desktop_app.importing.layout.column_heads import head_of
from desktop_app.importing.layout.form_lines import Line, SheetLines, Value
from desktop_app.importing.layout.headings import cell_text
from desktop_app.importing.layout.line_roles import is_dash, role_beside
from desktop_app.importing.layout.line_times import (
    is_period,
    leads_figures,
)
from desktop_app.importing.mapping.lexicon import Lexicon
from desktop_app.importing.mapping.normal import heading_key, unit_of
from desktop_app.importing.words import words
from desktop_app.sheets.table import Cell


def tell_values(
    found: SheetLines, labels: Collection[int], several: Collection[int], known: Lexicon
) -> None:
    """Tell units and line codes from values, column by column; the lines are changed.

    Args:
        found: The sheet, of whose lines only `cells` are known.
        labels: The columns that hold names of fields.
        several: The columns of a line that names several firms, each with its figures below.
        known: The headings that are known.
    """
    found.lines = [one for line in found.lines for one in _by_time(line, several, known)]
    beside: dict[int, list[Cell]] = defaultdict(list)
    for line in found.lines:
        for value in line.cells:
            if not _is_above_head(value, line, found, known):
                beside[value.at.column].append(value.cell)
    roles = {column: role_beside(found.over(column), cells) for column, cells in beside.items()}
    for label in {line.at.column for line in found.lines}:
        _keep_values(_own_columns(label, labels, beside), roles, found)
    for line in found.lines:
        for before, value in pairwise([Value(line.at, ""), *line.cells]):
            role = "value" if _is_above_head(value, line, found, known) else roles[value.at.column]
            if role == "unit" or _is_unit_behind(before.cell, value.cell):
                line.unit = cell_text(value.cell)
            elif role == "code":
                line.code = plain_text(value.cell).strip()
            elif role == "value" and not is_dash(value.cell):
                line.values.append(value._replace(head=line.time or value.head))


def _by_time(line: Line, several: Collection[int], known: Lexicon) -> list[Line]:
    """Return a line for each year that stands before a figure: 营业收入 | 2022年 | 100."""
    places = enumerate(line.cells)
    dated = [(place, value) for place, value in places if is_period(value.cell)]
    first = [n for n, one in dated if not one.head and one.at.column not in several]
    runs = [line.cells[one:end] for one, end in pairwise([*first, len(line.cells)])]
    is_led = first[:1] == [0] and all(leads_figures([v.cell for v in run]) for run in runs)
    if not is_led or line.time or not any(map(known.counts, head_of((line.label,)).keys)):
        return [line]
    return [replace(line, cells=run[1:], time=cell_text(run[0].cell), values=[]) for run in runs]


def _is_above_head(value: Value, line: Line, found: SheetLines, known: Lexicon) -> bool:
    """Whether a value stands in a form's head: the firm, above a column of line codes."""
    head = found.heads.get(value.at.column)
    is_key = known.is_key(heading_key(line.label))
    # Below 填写说明 stands how to fill in, beside a name as beside a figure.
    is_remarked = bool(value.head) and fold(value.head) in words().remark
    return head is not None and not is_remarked and (is_key or not value.head)


def _own_columns(label: int, labels: Collection[int], beside: Collection[int]) -> list[int]:
    """Return the columns between a column of labels and the next one."""
    last = max(beside, default=0) + 1
    until = min((column for column in labels if column > label), default=last)
    return [column for column in beside if label < column < until]


def _keep_values(own: Sequence[int], roles: dict[int, str], found: SheetLines) -> None:
    """Take numbers that rise for values after all where no others stand beside a label."""
    if all(roles[column] != "value" for column in own):
        roles |= {c: "value" for c in own if roles[c] == "code" and not found.over(c)}


def _is_unit_behind(number: Cell, cell: Cell) -> bool:
    """Whether a cell is no more than the unit of the number before it, whatever stands below."""
    is_number = isinstance(number, int | float)
    return is_number and isinstance(cell, str) and unit_of(cell) is not None
