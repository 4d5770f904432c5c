"""Finds tables whose headings say nothing that is known, by the codes of firms in them."""

from __future__ import annotations

from collections.abc import Sequence

from desktop_app.domain.identifiers import is_id_card, is_uscc
from desktop_app.domain.texts import fold
from desktop_app.importing.layout.headings import ColumnHead, Heading, cell_text, heads_of
from desktop_app.sheets.table import Row, is_filled

_LOOKED_AT = 80
_SHARE = 0.6
_LEAST_HEADS = 2


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
