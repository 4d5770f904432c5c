"""Reads what people noted on the cells of an .xlsb."""

from __future__ import annotations

import struct
from zipfile import ZipFile

from desktop_app.sheets import caps
from desktop_app.sheets.read_errors import RefusedError
from desktop_app.sheets.xlsb.biff12 import records, rich_text
from desktop_app.sheets.xlsx.ooxml import Package

_COMMENT, _TEXT = 635, 637
_PLACE = struct.Struct("<5I")
_LAST_ROW = 1_048_576


def comments_of(archive: ZipFile, part: str) -> dict[tuple[int, int], str]:
    """Return the comments of a sheet by (row, column); damaged ones cost no cell.

    Args:
        archive: The workbook.
        part: Name of the sheet's part.
    """
    package = Package(archive)
    found: dict[tuple[int, int], str] = {}
    try:
        for relation in package.relations(part).values():
            if relation.kind == "comments" and relation.part:
                found |= _comments(package.read(relation.part))
    except (RefusedError, caps.OverCapError, EOFError, IndexError, struct.error):
        return {}
    return found


def _comments(data: bytes) -> dict[tuple[int, int], str]:
    found: dict[tuple[int, int], str] = {}
    at: tuple[int, int] | None = None
    for kind, body in records(data):
        if kind == _COMMENT:
            _author, row, _last_row, column, _last_column = _PLACE.unpack_from(body)
            at = (row + 1, column) if row < _LAST_ROW else None
        elif kind == _TEXT and at is not None:
            found[at] = rich_text(body, 0).text
    return found
