"""Looks into the records of an .xls for what its values alone do not tell."""

from __future__ import annotations

import io
import struct
from collections.abc import Iterator

from desktop_app.sheets.table import Marks

_BOUNDSHEET, _BOF, _EOF = 0x0085, 0x0809, 0x000A
_FORMULA, _BOOLERR, _ROW, _COLINFO = 0x0006, 0x0205, 0x0208, 0x007D
_BIFF8 = 0x0600
_HIDDEN_ROW, _HIDDEN_COLUMN = 0x20, 0x0001
_WIDEST = 256
_ERROR_RESULT = 2
_ERRORS = {
    0x00: "#NULL!",
    0x07: "#DIV/0!",
    0x0F: "#VALUE!",
    0x17: "#REF!",
    0x1D: "#NAME?",
    0x24: "#NUM!",
    0x2A: "#N/A",
}


def marks(data: bytes, name: str) -> Marks:
    """Return what the sheet named `name` hides or breaks; nothing where it is not found."""
    stream = _stream(data)
    start = _start_of(stream, name)
    found = Marks()
    if start is None:
        return found
    for kind, body in _records(stream, start):
        if kind == _EOF:
            break
        _look(kind, body, found)
    return found


def _stream(data: bytes) -> bytes:
    import olefile  # type: ignore[import-untyped]

    with olefile.OleFileIO(io.BytesIO(data)) as ole:
        for name in ("Workbook", "Book"):
            if ole.exists(name):
                return bytes(ole.openstream(name).read())
    return b""


def _records(stream: bytes, position: int) -> Iterator[tuple[int, bytes]]:
    while position + 4 <= len(stream):
        kind, size = struct.unpack_from("<HH", stream, position)
        yield kind, stream[position + 4 : position + 4 + size]
        position += 4 + size


def _start_of(stream: bytes, name: str) -> int | None:
    is_biff8 = True
    for kind, body in _records(stream, 0):
        if kind == _BOF and len(body) >= 2:
            is_biff8 = struct.unpack_from("<H", body)[0] == _BIFF8
        if kind == _EOF:
            break
        if kind == _BOUNDSHEET and len(body) >= 8 and _title(body, is_biff8=is_biff8) == name:
            return int(struct.unpack_from("<I", body)[0])
    return None


def _title(body: bytes, *, is_biff8: bool) -> str:
    length = body[6]
    if not is_biff8:
        return body[7 : 7 + length].decode("gbk", "replace")
    if body[7] & 1:
        return body[8 : 8 + 2 * length].decode("utf-16-le", "replace")
    return body[8 : 8 + length].decode("latin-1")


def _look(kind: int, body: bytes, found: Marks) -> None:
    if kind == _ROW and len(body) >= 16:
        if body[12] & _HIDDEN_ROW:
            found.hidden_rows.add(int.from_bytes(body[:2], "little") + 1)
    elif kind == _COLINFO and len(body) >= 10:
        first, last, _width, _format, options = struct.unpack_from("<HHHHH", body)
        if options & _HIDDEN_COLUMN:
            found.hidden_columns.update(range(first, min(last + 1, _WIDEST)))
    elif kind == _BOOLERR and len(body) >= 8:
        if body[7]:
            _put_error(body, body[6], found)
    elif (
        kind == _FORMULA
        and len(body) >= 14
        and body[6] == _ERROR_RESULT
        and body[12:14] == b"\xff\xff"
    ):
        _put_error(body, body[8], found)


def _put_error(body: bytes, code: int, found: Marks) -> None:
    row, column = struct.unpack_from("<HH", body)
    found.errors[row + 1, column] = _ERRORS.get(code, "#N/A")
