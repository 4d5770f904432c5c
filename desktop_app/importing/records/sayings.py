"""What odd cells say of their rows."""

from __future__ import annotations

from desktop_app.domain.identifiers import holds_id_card
from desktop_app.importing.cells.texts import PERSON
from desktop_app.importing.model import Column, Read, Remark, shortened
from desktop_app.importing.records.table import Table
from desktop_app.sheets.table import Cell

_Said = tuple[Remark | None, Remark | None, str]


class Sayings:
    """Notes what odd cells say; equal cells share one remark.

    Args:
        table: The rows that it is said of.
    """

    def __init__(self, table: Table) -> None:
        self._table = table
        self._said: dict[tuple[int, Cell], tuple[Read, _Said]] = {}

    def say(self, place: int, column: Column, cell: Cell, read: Read) -> None:
        """Note what a cell says of the row at a place."""
        key = (column.index, cell)
        said = self._said.get(key)
        # Equal cells are mostly read alike, and comparing them is quicker than a longer key.
        if said is None or not (said[0] is read or said[0] == read):
            said = self._said[key] = (read, _remarks(column.index, cell, read))
        flag, reject, kept = said[1]
        if reject is not None:
            self._table.rejects[place].append(reject)
        if flag is not None:
            self._table.remarks[place].append(flag)
        if kept:
            self._table.kept[place, column.index] = (kept, read.flag)


def _remarks(column: int, cell: Cell, read: Read) -> _Said:
    """Return what a cell's flag and its reason for refusal say of the row, and the text to keep."""
    if read.kept and holds_id_card(read.kept):
        read = PERSON
    quoted = "" if "id_card" in {read.flag, read.reject} else shortened(cell)
    return (
        Remark(read.flag, column, quoted, read.other) if read.flag else None,
        Remark(read.reject, column, quoted, read.other) if read.reject else None,
        read.kept,
    )
