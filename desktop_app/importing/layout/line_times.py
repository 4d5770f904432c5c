"""Tells when the figures of a form's lines are, where that stands in their rows."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Sequence
from itertools import pairwise

from desktop_app.domain.texts import fold
from desktop_app.importing.cells.number_text import is_figure
from desktop_app.importing.layout.heading_periods import period_said
from desktop_app.importing.layout.headings import cell_text
from desktop_app.importing.layout.labels import LONGEST_LABEL
from desktop_app.importing.mapping.normal import unit_of
from desktop_app.importing.mapping.period_text import find_period
from desktop_app.sheets.table import Cell, Row, is_filled

_ENDS = "年末底"
"""What is left of 2022年末, the end of which says no more than the year."""


def columns_of_times(rows: Sequence[Row], labels: Collection[int]) -> frozenset[int]:
    """Return the columns in which 2020年 2021年 stand before figures, whatever heads them."""
    said: dict[int, set[str]] = defaultdict(set)
    others: set[int] = set()
    for row in rows:
        cells = [(column, cell) for column, cell in enumerate(row) if is_filled(cell)]
        for (column, cell), (right, figure) in pairwise([*cells, (0, "")]):
            is_text = isinstance(figure, str) and unit_of(figure) is None
            if not is_period(cell) or right in labels or is_text:
                others.add(column)
            else:
                said[column].add(fold(cell_text(cell)))
    return frozenset(c for c in said.keys() - others - set(labels) if len(said[c]) > 1)


def is_period(cell: Cell) -> bool:
    """Whether a cell names a period and nothing else: 2022年, 2022年末."""
    found = find_period(cell) if isinstance(cell, str) and len(cell) <= LONGEST_LABEL else None
    return found is not None and bool(found.code) and len(found.rest.strip(_ENDS)) <= 1


def are_periods(texts: Sequence[str]) -> bool:
    """Whether texts are several periods and nothing else: 2022年 2021年 below names of carriers."""
    return len(set(texts)) > 1 and all(period_said(text) is not None for text in texts)


def leads_figures(cells: Sequence[Cell]) -> bool:
    """Whether a period stands before figures and their unit: 2022年 | 100."""
    when, *rest = cells or [""]
    figures = sum(map(is_figure, rest))
    units = sum(1 for cell in rest if isinstance(cell, str) and unit_of(cell) is not None)
    return is_period(when) and figures == 1 and figures + units == len(rest)
