"""Writes drawn sheets as .xls of Excel 97-2003 (BIFF8), by xlwt."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from pathlib import Path

import xlwt

from golden_sheets.grid import Fault, Formula, Grid, Value

_DAY = xlwt.easyxf(num_format_str="yyyy-mm-dd")
_PLAIN = xlwt.easyxf()


def xls(path: Path, tabs: Mapping[str, Grid]) -> None:
    """Write sheets as Excel 2003 does; formulas are left without their result."""
    book = xlwt.Workbook(encoding="utf-8")
    for name, drawn in tabs.items():
        tab = book.add_sheet(name)
        tops = {(top, left): (bottom, right) for top, left, bottom, right in drawn.merges}
        for row, cells in enumerate(drawn.rows):
            for column, cell in enumerate(cells):
                if isinstance(cell, Fault):
                    tab.row(row).set_cell_error(column, cell.text)
                    continue
                value, style = _as_written(cell)
                if (row, column) in tops:
                    bottom, right = tops[row, column]
                    tab.write_merge(row, bottom, column, right, value, style)
                elif value is not None and (row, column) not in drawn.covered():
                    tab.write(row, column, value, style)
        for row in drawn.hidden_rows:
            tab.row(row).hidden = True
        for column in drawn.hidden_columns:
            tab.col(column).hidden = True
        if drawn.hidden:
            tab.visibility = 1
    book.save(str(path))


def _as_written(cell: Value) -> tuple[object, xlwt.XFStyle]:
    if isinstance(cell, dt.date):
        return cell, _DAY
    if isinstance(cell, Formula):
        return xlwt.Formula(cell.text.lstrip("=")), _PLAIN
    return cell, _PLAIN
