"""A short list within a panel, as high as its lines."""

from __future__ import annotations

from collections.abc import Sequence

from desktop_app.ui.grid.cells import Heading, Line
from desktop_app.ui.grid.lines import LinesModel
from desktop_app.ui.grid.list import ListTable


def framed_list(headings: Sequence[Heading], lines: Sequence[Line], name: str) -> ListTable:
    """Return a framed list of some lines; `name` is its accessible name."""
    model = LinesModel(headings)
    model.set_lines(lines)
    table = ListTable(model, headings, name, margin=8, lines=True, density="standard", framed=True)
    model.setParent(table)
    table.fit_height()
    return table
