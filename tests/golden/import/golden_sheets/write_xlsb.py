"""Writes drawn sheets as .xlsb, the binary workbook of Excel (BIFF12)."""

from __future__ import annotations

import datetime as dt
import struct
from collections.abc import Mapping
from pathlib import Path

from golden_sheets.grid import ERRORS, Fault, Formula, Grid, Value
from golden_sheets.write_xlsx import write_zip

_EPOCH = dt.date(1899, 12, 30)
_PLAIN, _DAY, _STRUCK = 0, 1, 2
_TYPES = """<?xml version="1.0" encoding="UTF-8" standalone="yes"?>
<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">
<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>
<Default Extension="bin" ContentType="application/vnd.ms-excel.sheet.binary.macroEnabled.main"/>
<Override PartName="/xl/styles.bin" ContentType="application/vnd.ms-excel.styles"/>
{sheets}</Types>"""
_COMMENTS_TYPE = (
    '<Override PartName="/xl/comments{n}.bin" ContentType="application/vnd.ms-excel.comments"/>'
)
_SHEET_TYPE = (
    '<Override PartName="/xl/worksheets/sheet{n}.bin"'
    ' ContentType="application/vnd.ms-excel.worksheet"/>'
)
_RELATIONS = (
    '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>'
    '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">{}'
    "</Relationships>"
)
_RELATION = '<Relationship Id="{id}" Type="{kind}/{what}" Target="{target}"/>'
_KIND = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"


def xlsb(path: Path, tabs: Mapping[str, Grid]) -> None:
    """Write sheets as Excel's binary workbook."""
    numbers = range(1, len(tabs) + 1)
    book = _relation("rId1", "officeDocument", "xl/workbook.bin")
    own = "".join(_relation(f"rId{n}", "worksheet", f"worksheets/sheet{n}.bin") for n in numbers)
    own += _relation("rId99", "styles", "styles.bin")
    noted = {n for n, drawn in zip(numbers, tabs.values(), strict=True) if drawn.comments}
    sheets = "".join(_SHEET_TYPE.format(n=n) for n in numbers)
    sheets += "".join(_COMMENTS_TYPE.format(n=n) for n in noted)
    parts: dict[str, bytes | str] = {
        "[Content_Types].xml": _TYPES.format(sheets=sheets),
        "_rels/.rels": _RELATIONS.format(book),
        "xl/workbook.bin": _workbook(tabs),
        "xl/_rels/workbook.bin.rels": _RELATIONS.format(own),
        "xl/styles.bin": _styles(),
    }
    for number, drawn in zip(numbers, tabs.values(), strict=True):
        parts[f"xl/worksheets/sheet{number}.bin"] = _sheet(drawn)
        if number in noted:
            link = _relation("rId1", "comments", f"../comments{number}.bin")
            parts[f"xl/worksheets/_rels/sheet{number}.bin.rels"] = _RELATIONS.format(link)
            parts[f"xl/comments{number}.bin"] = _comments(drawn)
    write_zip(path, parts)


def _relation(identity: str, what: str, target: str) -> str:
    return _RELATION.format(id=identity, kind=_KIND, what=what, target=target)


def _record(kind: int, body: bytes = b"") -> bytes:
    lead = bytes([kind]) if kind < 128 else bytes([kind & 0x7F | 0x80, kind >> 7])
    size, length = len(body), b""
    while size > 127:
        length, size = length + bytes([size & 0x7F | 0x80]), size >> 7
    return lead + length + bytes([size]) + body


def _wide(text: str) -> bytes:
    data = text.encode("utf-16-le")
    return struct.pack("<I", len(data) // 2) + data


def _workbook(tabs: Mapping[str, Grid]) -> bytes:
    sheets = b"".join(
        _record(156, struct.pack("<II", int(grid.hidden), n) + _wide(f"rId{n}") + _wide(name))
        for n, (name, grid) in enumerate(tabs.items(), start=1)
    )
    return _record(131) + _record(143) + sheets + _record(144) + _record(132)


def _comments(drawn: Grid) -> bytes:
    """Return what is noted on the cells, by an author without a name."""
    authors = _record(630) + _record(632, _wide("")) + _record(631)
    noted = b""
    for row, cells in enumerate(drawn.rows):
        for column in range(len(cells)):
            text = drawn.noted(row, column)
            if text:
                place = struct.pack("<5I", 0, row, row, column, column) + bytes(16)
                noted += _record(635, place) + _record(637, b"\0" + _wide(text)) + _record(636)
    return _record(628) + authors + _record(633) + noted + _record(634) + _record(629)


def _styles() -> bytes:
    """Return one cell style with and one without the format of days, and one struck through."""
    formats = _record(615, struct.pack("<I", 1))
    formats += _record(44, struct.pack("<H", 164) + _wide("yyyy-mm-dd")) + _record(616)
    fonts = _record(611, struct.pack("<I", 2))
    for line in (0, 8):
        look = struct.pack("<HHHHBBBB", 220, line, 400, 0, 0, 0, 134, 0)
        fonts += _record(43, look + bytes.fromhex("0701000000000000") + b"\2" + _wide("宋体"))
    styles = _record(617, struct.pack("<I", 3))
    styles += b"".join(
        _record(47, struct.pack("<5H2BHH", 0, number, font, 0, 0, 0, 0, 0x1010, 0x3F))
        for number, font in ((0, 0), (164, 0), (0, 1))
    )
    fonts += _record(612)
    return _record(278) + formats + fonts + styles + _record(618) + _record(279)


def _sheet(drawn: Grid) -> bytes:
    width = max(map(len, drawn.rows), default=1)
    size = struct.pack("<4I", 0, max(len(drawn.rows) - 1, 0), 0, width - 1)
    parts = [_record(129), _record(148, size), _columns(drawn), _record(145)]
    for row, cells in enumerate(drawn.rows):
        hidden = 0x10 if row in drawn.hidden_rows else 0
        head = struct.pack("<IIHBBBI", row, 0, 300, 0, hidden, 0, 1)
        parts.append(_record(0, head + struct.pack("<II", 0, width - 1)))
        for column, cell in enumerate(cells):
            look = _STRUCK if drawn.is_struck(row, column) else _PLAIN
            parts.append(_cell(column, cell, look))
    parts += [_record(146), _merges(drawn), _record(130)]
    return b"".join(parts)


def _columns(drawn: Grid) -> bytes:
    if not drawn.hidden_columns:
        return b""
    columns = (_record(60, struct.pack("<4IH", c, c, 2304, 0, 1)) for c in drawn.hidden_columns)
    return _record(390) + b"".join(columns) + _record(391)


def _merges(drawn: Grid) -> bytes:
    if not drawn.merges:
        return b""
    ranges = (
        _record(176, struct.pack("<4I", top, bottom, left, right))
        for top, left, bottom, right in drawn.merges
    )
    return _record(177, struct.pack("<I", len(drawn.merges))) + b"".join(ranges) + _record(178)


def _cell(column: int, cell: Value, look: int) -> bytes:
    plain = struct.pack("<II", column, look)
    if isinstance(cell, str):
        return _record(6, plain + _wide(cell))
    if isinstance(cell, Fault):
        return _record(3, plain + bytes([ERRORS[cell.text]]))
    if isinstance(cell, bool):
        return _record(4, plain + bytes([cell]))
    if isinstance(cell, dt.date):
        day = struct.pack("<II", column, _DAY)
        return _record(5, day + struct.pack("<d", (cell - _EPOCH).days))
    if isinstance(cell, Formula):
        result = cell.result if isinstance(cell.result, float) else 0.0
        return _record(9, plain + struct.pack("<dHII", result, 0, 0, 0))
    return _record(1, plain) if cell is None else _record(5, plain + struct.pack("<d", cell))
