"""Finds tables whose headings say nothing that is known, by codes of firms or names of totals."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from desktop_app.domain.identifiers import is_id_card, is_uscc
from desktop_app.domain.texts import fold
from desktop_app.importing.cells.number_text import is_figure
from desktop_app.importing.firm_names import firm_in
from desktop_app.importing.layout.column_heads import head_of, heads_of
from desktop_app.importing.layout.headings import ColumnHead, Heading, cell_text
from desktop_app.importing.mapping.lexicon import Lexicon
from desktop_app.importing.mapping.normal import unit_of
from desktop_app.sheets.table import Cell, Row, is_filled

_LOOKED_AT = 80
_SHARE = 0.6
_LEAST_HEADS = _LEAST_TOTALS = 2


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
    """Return the blank heading of totals that nothing stands over: 高新技术企业数 | 120.

    Args:
        rows: The first rows of a sheet.
        known: The headings that are known.
    """
    looked = rows[:_LOOKED_AT]
    first = next((place for place, row in enumerate(looked) if _names_total(row, known)), None)
    if first is None or any(map(_may_head, looked[max(first - 1, 0) : first])):
        return None
    above = (cell for row in looked[:first] for cell in row if isinstance(cell, str))
    below = [row for row in looked[first:] if any(map(is_figure, row))]
    column = next(c for c, cell in enumerate(looked[first]) if _calls(cell, known))
    names = [cell_text(row[column]) for row in below if column < len(row)]
    places = {tuple(_values(row, column)) for row in below}
    is_sure = sum(map(known.calls_total, names)) >= _LEAST_TOTALS and known.lists_totals(names)
    if not is_sure or len(places) != 1 or any(map(known.is_of_carriers, names)):
        return None
    values = places.pop()
    if len(values) != 1 or any(map(firm_in, above)):
        return None
    width = max(map(len, below))
    units = [c for c in range(column + 1, width) if _are_units(below, c)]
    said = {column: "指标", values[0]: "数值", **dict.fromkeys(units[:1], "计量单位")}
    return Heading(first, first, tuple(_silent(said.get(c, "")) for c in range(width)))


def _are_units(rows: Sequence[Row], column: int) -> bool:
    cells = [row[column] for row in rows if column < len(row) and is_filled(row[column])]
    return bool(cells) and all(isinstance(c, str) and unit_of(c) is not None for c in cells)


def _silent(name: str) -> ColumnHead:
    """Return a heading that means something though nothing stands there."""
    return replace(head_of((name,)), text="") if name else ColumnHead()


def _names_total(row: Row, known: Lexicon) -> bool:
    place = next((c for c, cell in enumerate(row) if _calls(cell, known)), -1)
    return place >= 0 and bool(_values(row, place))


def _calls(cell: Cell, known: Lexicon) -> bool:
    return isinstance(cell, str) and known.calls_total(cell)


def _values(row: Row, column: int) -> list[int]:
    """Return the columns behind one in which figures stand."""
    return [c for c in range(column + 1, len(row)) if is_figure(row[c])]


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
