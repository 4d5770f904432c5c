"""Reads the lines of a long table, of which each names the figure that it gives."""

from __future__ import annotations

from collections.abc import Sequence

from desktop_app.importing.cells.texts import is_said
from desktop_app.importing.model import Remark, SheetMapping, shortened
from desktop_app.importing.moves.spread import Spread
from desktop_app.importing.records.table import Table
from desktop_app.sheets.table import Cell


class FigureLines:
    """The lines of one table.

    Args:
        mapping: How the table is understood; it has a `spread`.
        table: The lines that are taken.
    """

    def __init__(self, mapping: SheetMapping, table: Table) -> None:
        self._spread = mapping.spread or Spread(-1, ())
        self._table = table
        unknown = (c.index for c in mapping.columns if c.at >= 0 and not c.form)
        self._unknown = (*self._spread.values, *unknown)

    def refuse_unknown(self, columns: Sequence[Sequence[Cell]], base: int) -> None:
        """Refuse lines whose figure is not known: nothing would be left of what they say.

        Args:
            columns: The cells of some lines, column by column.
            base: Place of the first of these lines.
        """
        names = columns[self._spread.names] if self._spread.names < len(columns) else ()
        for index in self._unknown:
            for place, cell in enumerate(columns[index] if index < len(columns) else ()):
                if is_said(cell):
                    name = names[place] if place < len(names) else ""
                    remark = Remark("unknown_figure", self._spread.names, shortened(name))
                    if remark not in self._table.rejects[base + place]:
                        self._table.rejects[base + place].append(remark)
