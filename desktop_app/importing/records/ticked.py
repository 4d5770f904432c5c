"""Tells of ticks that claim what no record can be made of: 高企 √ without a certificate."""

from __future__ import annotations

from collections.abc import Container, Sequence

from desktop_app.catalogue.model import Catalogue
from desktop_app.domain.texts import fold
from desktop_app.importing.mapping.lexicon import lexicon
from desktop_app.importing.mapping.normal import heading_key
from desktop_app.importing.model import JOINT, Column, Remark, SheetMapping, shortened
from desktop_app.importing.records.table import Table
from desktop_app.importing.ticks import is_tick
from desktop_app.sheets.table import Cell

_LABELS = "label_kind"
_WHETHER = "是否"


class TickedColumns:
    """The columns of a table that are not taken, and that claim something of its firms.

    Args:
        mapping: How the table is understood.
        catalogue: Forms and code lists.
        table: The rows.
    """

    def __init__(self, mapping: SheetMapping, catalogue: Catalogue, table: Table) -> None:
        names = {name for name, _form in lexicon(catalogue).sheets}
        labels = catalogue.codes[_LABELS].spellings
        self._table = table
        self._columns = [
            column.index
            for column in mapping.columns
            if not column.form and not column.field and _claims(column, names, labels)
        ]

    def tell(self, columns: Sequence[Sequence[Cell]], base: int) -> None:
        """Note the ticks of the rows taken since the place `base`.

        Args:
            columns: Their cells, column by column.
            base: Place of the first of these rows.
        """
        for index in self._columns:
            for place, cell in enumerate(columns[index] if index < len(columns) else ()):
                if cell != "" and is_tick(cell):
                    remark = Remark("left_out", index, shortened(cell))
                    self._table.remarks[base + place].append(remark)


def _claims(column: Column, names: set[str], labels: Container[str]) -> bool:
    leaf = column.heading.rpartition(JOINT)[2].strip().removeprefix(_WHETHER)
    key = heading_key(leaf).text
    return bool(key) and (key in names or fold(leaf) in labels)
