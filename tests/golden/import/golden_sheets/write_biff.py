"""Writes drawn sheets as .xls of Excel 5/95 (BIFF5), and older ones (BIFF4) as a bare stream."""

from __future__ import annotations

import datetime as dt
import struct
from collections.abc import Mapping
from pathlib import Path

from golden_sheets.grid import ERRORS, Fault, Grid, Value
from golden_sheets.write_ole import ole

_EPOCH = dt.date(1899, 12, 30)
_PLAIN, _DAY = 0, 1
_CODEPAGE = 936


def biff5(path: Path, tabs: Mapping[str, Grid]) -> None:
    """Write sheets as a Chinese Excel 95 did: texts in GBK and no merged cells."""
    sheets = [_record(0x0809, "<4H", 0x0500, 0x0010, 0, 0x07CC) + _cells(grid) + _record(0x000A)
              for grid in tabs.values()]  # fmt: skip
    head = _record(0x0809, "<4H", 0x0500, 0x0005, 0, 0x07CC) + _record(0x0042, "<H", _CODEPAGE)
    head += _fonts() + _formats()
    # The offsets stand within the records whose length they depend on.
    length = len(head) + sum(11 + len(name.encode("gbk")) for name in tabs) + 4
    for name, grid, sheet in zip(tabs, tabs.values(), sheets, strict=True):
        title = name.encode("gbk")
        head += _record(0x0085, "<IHB", length, int(grid.hidden), len(title), tail=title)
        length += len(sheet)
    ole(path, {"Book": head + _record(0x000A) + b"".join(sheets)})


def biff4(path: Path, drawn: Grid) -> None:
    """Write a sheet as Excel 4 did: one stream without a folder around it."""
    path.write_bytes(_record(0x0409, "<3H", 0, 0x0010, 0) + _cells(drawn) + _record(0x000A))


def _record(kind: int, layout: str = "", *values: float, tail: bytes = b"") -> bytes:
    body = struct.pack(layout, *values) + tail
    return struct.pack("<HH", kind, len(body)) + body


def _fonts() -> bytes:
    return _record(0x0031, "<5HBBBxB", 200, 0, 0x7FFF, 400, 0, 0, 0, 134, 5, tail=b"Arial")


def _formats() -> bytes:
    """Return the format of days, and one cell style with and one without it."""
    text = b"yyyy\\-mm\\-dd"
    formats = _record(0x041E, "<HB", 164, len(text), tail=text)
    styles = (_record(0x00E0, "<8H", 0, number, 1, 0x20, 0, 0, 0, 0) for number in (0, 164))
    return formats + b"".join(styles)


def _cells(drawn: Grid) -> bytes:
    width = max(map(len, drawn.rows), default=0)
    parts = [_record(0x0200, "<5H", 0, len(drawn.rows), 0, width, 0)]
    parts += [_record(0x007D, "<5Hxx", c, c, 2340, _PLAIN, 1) for c in drawn.hidden_columns]
    parts += [
        _record(0x0208, "<4H4xHH", row, 0, width, 255, 0x0120, 0) for row in drawn.hidden_rows
    ]
    for row, cells in enumerate(drawn.rows):
        parts += [_cell(row, column, cell) for column, cell in enumerate(cells)]
    return b"".join(parts)


def _cell(row: int, column: int, cell: Value) -> bytes:
    if isinstance(cell, str):
        said = cell.encode("gbk")
        return _record(0x0204, "<4H", row, column, _PLAIN, len(said), tail=said)
    if isinstance(cell, Fault):
        return _record(0x0205, "<3HBB", row, column, _PLAIN, ERRORS[cell.text], 1)
    if isinstance(cell, bool):
        return _record(0x0205, "<3HBB", row, column, _PLAIN, int(cell), 0)
    if isinstance(cell, dt.date):
        return _record(0x0203, "<3Hd", row, column, _DAY, (cell - _EPOCH).days)
    if isinstance(cell, float):
        return _record(0x0203, "<3Hd", row, column, _PLAIN, cell)
    return b""
