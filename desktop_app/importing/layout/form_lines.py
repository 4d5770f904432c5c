"""The lines of sheets that set the name of each field beside or above its value."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field
from typing import NamedTuple

from desktop_app.importing.layout.blocks import Spot
from desktop_app.importing.layout.headings import cell_text
from desktop_app.sheets.table import Cell, Row


class Value(NamedTuple):
    """A value, where it stands, and the heading of its column."""

    at: Spot
    cell: Cell
    head: str = ""


@dataclass(slots=True)
class Line:
    """A label and what stands beside it.

    Attributes:
        label: As written; `group` the caption above it that has no value.
        at: Where it stands; `over` what heads its column: 指标（万元）.
        cells: What stands at its right, up to the next label.
        unit: Unit of its values, as written; `code` its line code.
        time: What a column 年度 says of when its values are.
        values: Its values.
    """

    label: str
    at: Spot
    group: str = ""
    over: str = ""
    cells: list[Value] = field(default_factory=list)
    unit: str = ""
    code: str = ""
    time: str = ""
    values: list[Value] = field(default_factory=list)


@dataclass(slots=True)
class SheetLines:
    """A sheet, taken apart into labels and values.

    Attributes:
        lines: The labels in reading order.
        heads: What stands over columns of values, the last of it; `firms` the firms among it,
            also where each stands over several columns.
        loose: What belongs to no label, by row: titles, notes.
        reporter: The firm that says that it fills the sheet in, if any.
    """

    lines: list[Line] = field(default_factory=list)
    heads: dict[int, Value] = field(default_factory=dict)
    firms: dict[int, Value] = field(default_factory=dict)
    loose: dict[int, Row] = field(default_factory=lambda: defaultdict(list))
    reporter: Value | None = None

    def over(self, column: int) -> str:
        """Return what heads a column of values, or ""."""
        head = self.heads.get(column)
        return cell_text(head.cell) if head else ""
