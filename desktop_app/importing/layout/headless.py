"""Finds tables whose headings say nothing that is known, by the codes of firms in them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from desktop_app.domain.identifiers import is_id_card, is_uscc
from desktop_app.domain.texts import fold
from desktop_app.importing.cells.number_text import is_figure
from desktop_app.importing.layout.headings import (
    ColumnHead,
    Heading,
    cell_text,
    head_of,
    heads_of,
)
from desktop_app.importing.mapping.lexicon import Lexicon
from desktop_app.importing.mapping.normal import unit_of
from desktop_app.sheets.table import Cell, Row, is_filled

_LOOKED_AT = 80
_SHARE = 0.6
_LEAST_HEADS = 2
_LEFT = 3


def heading_of_codes(rows: Sequence[Row]) -> Heading | None:
    """Return what stands over a column of credit codes, be it nothing; None where there is none.

    Args:
        rows: The first rows of a sheet.
    """
    looked = rows[:_LOOKED_AT]
    coded = [place for place, row in enumerate(looked) if any(map(_is_code, row))]
    if not coded:
        return None
    first = coded[0]
    filled = [place for place in range(first, len(looked)) if any(map(is_filled, looked[place]))]
    if len(coded) < _SHARE * len(filled):
        return None
    if first and _may_head(looked[first - 1]):
        return Heading(first, first, heads_of([looked[first - 1]]))
    width = max(len(row) for row in looked[first:])
    return Heading(first, first, (ColumnHead(),) * width)


def heading_of_totals(rows: Sequence[Row], known: Lexicon) -> Heading | None:
    """Return what a list of totals goes without: 高企数 | 家 | 320 in each row, nothing above.

    Args:
        rows: The first rows of a sheet.
        known: The headings that are known.
    """
    looked = rows[:_LOOKED_AT]
    for column in range(_LEFT):
        named = [
            n for n, row in enumerate(looked) if column < len(row) and _calls(row[column], known)
        ]
        if len(named) >= _LEAST_HEADS:
            # Names further right are those of a second list, whose values would be lost.
            lines = [looked[n][column + 1 :] for n in named]
            return _over_lines(lines, column, named[0]) if _are_alone(lines, known) else None
    return None


def _are_alone(lines: Sequence[Row], known: Lexicon) -> bool:
    """Whether nothing but a value, a unit and remarks stand behind names of totals."""
    return not any(_calls(cell, known) for line in lines for cell in line)


def _over_lines(lines: Sequence[Row], column: int, first: int) -> Heading | None:
    """Return what would stand over lines of one value each; None where they have several."""
    cells = [(place, cell) for line in lines for place, cell in enumerate(line, start=column + 1)]
    values = {place for place, cell in cells if is_figure(cell)}
    units = {p for p, cell in cells if isinstance(cell, str) and unit_of(cell) is not None}
    if len(values) != 1:
        return None
    roles = {column: "指标", **dict.fromkeys(units, "计量单位"), **dict.fromkeys(values, "数值")}
    heads = (
        replace(head_of((roles[place],)), text="") if place in roles else ColumnHead()
        for place in range(max(roles) + 1)
    )
    return Heading(first, first, tuple(heads))


def _calls(cell: Cell, known: Lexicon) -> bool:
    return isinstance(cell, str) and known.calls_total(cell)


def heading_of_texts(rows: Sequence[Row]) -> Heading | None:
    """Return the first row of several texts, which a person may say heads a table, or None."""
    for place, row in enumerate(rows[:_LOOKED_AT]):
        if _may_head(row):
            return Heading(place + 1, place + 1, heads_of([row]))
    return None


def _is_code(cell: object) -> bool:
    return isinstance(cell, str) and is_uscc(fold(cell)) and not is_id_card(fold(cell))


def _may_head(row: Row) -> bool:
    cells = [cell for cell in row if is_filled(cell)]
    texts = {cell_text(cell) for cell in cells}
    return len(texts) >= _LEAST_HEADS and "" not in texts and not any(map(_is_code, cells))
