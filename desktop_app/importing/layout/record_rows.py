"""Tells the rows by which columns may be judged from those that say nothing of them."""

from __future__ import annotations

from collections.abc import Sequence

from desktop_app.domain.identifiers import is_uscc
from desktop_app.importing.layout.headings import ColumnHead
from desktop_app.importing.layout.rows import RowSieve
from desktop_app.sheets.table import Cell, Row

_FEW = 3
_CODE_LENGTH = 18
_LOOKED_AT = 200
"""Rows among which a few others change what their columns seem to hold."""


def records_among(below: Sequence[Row], heads: Sequence[ColumnHead]) -> Sequence[Row]:
    """Return the rows below a heading without those that are no records, whatever is taken of them.

    A line of column numbers, a heading said again or a line to sign says nothing of the columns.
    Rows far down are returned as they are.

    Args:
        below: The rows below the heading.
        heads: The headings of the columns.
    """
    named = [column for column, head in enumerate(heads) if head.text]
    if len(named) < _FEW:
        return below
    sieve = RowSieve([heads[column].text for column in named], named, (), _groups_nothing)
    near = below[:_LOOKED_AT]
    return [*(row for row in near if _is_coded(row) or not sieve.reason(row)), *below[_LOOKED_AT:]]


def _groups_nothing(_text: str) -> bool:
    return False


def _is_coded(row: Sequence[Cell]) -> bool:
    return any(isinstance(one, str) and len(one) == _CODE_LENGTH and is_uscc(one) for one in row)
