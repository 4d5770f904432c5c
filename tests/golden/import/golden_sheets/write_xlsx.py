"""Writes drawn sheets as .xlsx, by XlsxWriter, and changes the parts of a written file."""

from __future__ import annotations

import datetime as dt
import zipfile
from collections.abc import Callable, Mapping
from pathlib import Path
from types import MappingProxyType

import xlsxwriter
from xlsxwriter.format import Format
from xlsxwriter.worksheet import Worksheet

from golden_sheets.grid import Fault, Formula, Grid, Value

Tabs = Mapping[str, Grid]


def xlsx(path: Path, tabs: Tabs, *, date_1904: bool = False, protect: bool = False) -> None:
    """Write sheets as Excel does.

    Args:
        path: The file.
        tabs: Sheets by name.
        date_1904: Whether days are counted from 1904, as on old Macs.
        protect: Whether the sheets are protected against changes.
    """
    book = xlsxwriter.Workbook(str(path), {"date_1904": date_1904})
    day = book.add_format({"num_format": "yyyy-mm-dd"})
    for name, drawn in tabs.items():
        tab = book.add_worksheet(name)
        for row, cells in enumerate(drawn.rows):
            for column, cell in enumerate(cells):
                _write(tab, row, column, cell, day)
        for top, left, bottom, right in drawn.merges:
            tab.merge_range(top, left, bottom, right, "")
            _write(tab, top, left, drawn.rows[top][left], day)
        for where, said in drawn.comments.items():
            tab.write_comment(where, said)
        for row in drawn.hidden_rows:
            tab.set_row(row, None, None, {"hidden": True})
        for column in drawn.hidden_columns:
            tab.set_column(column, column, None, None, {"hidden": True})
        if drawn.hidden:
            tab.hide()
        if protect:
            tab.protect("示例")
    book.close()


def _write(tab: Worksheet, row: int, column: int, cell: Value, day: Format) -> None:
    if isinstance(cell, dt.date):
        tab.write_datetime(row, column, cell, day)
    elif isinstance(cell, str):
        tab.write_string(row, column, cell)
    elif isinstance(cell, Fault):
        tab.write_formula(row, column, f"={cell.text}", None, cell.text)
    elif isinstance(cell, Formula):
        tab.write_formula(row, column, cell.text, None, "" if cell.result is None else cell.result)
    elif isinstance(cell, bool):
        tab.write_boolean(row, column, cell)
    elif cell is not None:
        tab.write_number(row, column, cell)


def change_parts(
    path: Path,
    change: Callable[[str, bytes], bytes],
    more: Mapping[str, bytes] = MappingProxyType({}),
) -> None:
    """Rewrite a zipped file.

    Args:
        path: The file.
        change: Returns the new bytes of a part, given its name and bytes.
        more: Parts to add, by name.
    """
    with zipfile.ZipFile(path) as old:
        parts = {name: change(name, old.read(name)) for name in old.namelist()}
    write_zip(path, {**parts, **more})


def write_zip(path: Path, parts: Mapping[str, bytes | str]) -> None:
    """Write a zip of these parts, in their order."""
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as new:
        for name, data in parts.items():
            new.writestr(name, data)
