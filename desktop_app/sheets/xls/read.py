"""Reads .xls and .et of every age: the record streams of Excel 2 to 2003."""

from __future__ import annotations

import io
import struct
from collections.abc import Callable
from functools import partial
from pathlib import Path

from desktop_app.sheets import caps
from desktop_app.sheets.formats import Format
from desktop_app.sheets.grid import Grid, short_number
from desktop_app.sheets.read_errors import FileProblem, RefusedError
from desktop_app.sheets.reading import reading
from desktop_app.sheets.table import STRUCK, Content, Sheet
from desktop_app.sheets.xls.book import (
    BiffBook,
    BiffSheet,
    biff_book,
    has_password,
    sheet_records,
)
from desktop_app.sheets.xls.comments import comments_of

ERRORS = {
    0x00: "#NULL!",
    0x07: "#DIV/0!",
    0x0F: "#VALUE!",
    0x17: "#REF!",
    0x1D: "#NAME?",
    0x24: "#NUM!",
    0x2A: "#N/A",
}
_SHARED, _RK, _MANY_RK, _MERGED, _RICH_TEXT = 0x00FD, 0x027E, 0x00BD, 0x00E5, 0x00D6
_COLUMNS, _OLD_COLUMNS, _INTEGER, _ARRAY, _SHARED_FORMULA, _TABLE = (
    0x007D,
    0x0024,
    0x0002,
    0x0221,
    0x04BC,
    0x0236,
)
_NUMBERS = frozenset({0x0003, 0x0203})
_LABELS = frozenset({0x0004, 0x0204})
_TRUTHS = frozenset({0x0005, 0x0205})
_FORMULAS = frozenset({0x0006, 0x0206, 0x0406})
_TEXT_RESULTS = frozenset({0x0007, 0x0207})
_ROWS = frozenset({0x0008, 0x0208})
_BESIDES_FORMULAS = frozenset({_ARRAY, _SHARED_FORMULA, _TABLE, 0x0021, 0x003C, 0x00BC})
_HIDDEN_ROW, _HIDDEN_COLUMN, _ON_LOAD = 0x20, 0x0001, 0x0002
_PLACE = struct.Struct("<HHH")
_REAL = struct.Struct("<d")
_WHOLE = struct.Struct("<i")
_MANY = struct.Struct("<Hi")


def xls_sheets(path: Path, data: bytes) -> tuple[Sheet, ...]:
    """Return the sheets of an .xls; each is read when asked for.

    Raises:
        RefusedError: It is encrypted, damaged, or no workbook.
    """
    book = biff_book(records_of(data))
    return tuple(
        Sheet(one.name or path.stem, one.hidden, reading(path, partial(_content, book, one)))
        for one in book.sheets
    )


def is_encrypted(data: bytes) -> bool:
    """Whether the records of an .xls are encrypted."""
    return has_password(records_of(data))


def records_of(data: bytes) -> bytes:
    """Return the records, which the oldest files hold without a container."""
    import olefile  # type: ignore[import-untyped]

    if not data.startswith(olefile.MAGIC):
        return data
    try:
        with olefile.OleFileIO(io.BytesIO(data)) as ole:
            # A file for Excel 5 and 97 alike has both.
            name = "Workbook" if ole.exists("Workbook") else "Book"
            return bytes(ole.openstream(name).read())
    # The library raises whatever a damaged structure makes it stumble over.
    except Exception as error:
        raise RefusedError(FileProblem.CORRUPT) from error


def _content(book: BiffBook, sheet: BiffSheet) -> Content:
    reader = _Cells(book)
    reader.run(sheet.start)
    reader.grid.marks.comments = comments_of(book, sheet.start)
    return reader.grid.content()


class _Cells:
    """Runs through the records of one sheet."""

    def __init__(self, book: BiffBook) -> None:
        self.grid = Grid()
        self.grid.marks.is_1904 = book.is_1904
        self._book = book
        self._stream = book.stream
        self._waiting: tuple[int, int] | None = None
        self._struck = {n for n, shown in enumerate(book.looks) if shown.look.struck}
        self._attributes = 3 if book.version == 2 else 2
        self._first = 4 + self._attributes
        self._others: dict[int, Callable[[int, int], None]] = {
            _MANY_RK: self._take_many,
            _RICH_TEXT: self._take_label,
            **dict.fromkeys(_LABELS, self._take_label),
            _INTEGER: self._take_integer,
            **dict.fromkeys(_TRUTHS, self._take_truth),
            **dict.fromkeys(_FORMULAS, self._take_formula),
            **dict.fromkeys(_TEXT_RESULTS, self._take_result),
            **dict.fromkeys(_ROWS, self._take_row),
            _COLUMNS: self._take_columns,
            _OLD_COLUMNS: self._take_old_columns,
            _MERGED: self._take_merged,
        }

    def run(self, start: int) -> None:
        """Take the cells of the sheet whose records begin at `start`."""
        for record in sheet_records(self._stream, start):
            self._take(*record)
        self._no_result()

    def _take(self, kind: int, place: int, size: int) -> None:
        if self._waiting and kind not in _BESIDES_FORMULAS and kind not in _TEXT_RESULTS:
            self._no_result()
        if kind == _SHARED:
            row, column, cell_format = _PLACE.unpack_from(self._stream, place)
            shared = _WHOLE.unpack_from(self._stream, place + 6)[0]
            if cell_format in self._struck or shared in self._book.struck_texts:
                self.grid.marks.note_look(row + 1, column, STRUCK)
            self.grid.put(row + 1, column, self._book.texts[shared])
        elif kind == _RK:
            row, column, cell_format = _PLACE.unpack_from(self._stream, place)
            number = short_number(_WHOLE.unpack_from(self._stream, place + 6)[0])
            self.grid.number(row + 1, column, number, self._book.look(cell_format))
        elif kind in _NUMBERS:
            row, column, look = self._place_of(place)
            number = _REAL.unpack_from(self._stream, place + self._first)[0]
            self.grid.number(row, column, number, look)
        elif kind in self._others:
            self._others[kind](place, size)

    def _place_of(self, place: int) -> tuple[int, int, Format]:
        row, column, cell_format = _PLACE.unpack_from(self._stream, place)
        if self._book.version == 2:
            # Three bytes of attributes; the second names the number format.
            return row + 1, column, self._book.look(cell_format & 0x3F)
        return row + 1, column, self._book.look(cell_format)

    def _take_many(self, place: int, size: int) -> None:
        row, column = struct.unpack_from("<HH", self._stream, place)
        body = memoryview(self._stream)[place + 4 : place + 4 + (size - 6) // 6 * 6]
        look, number = self._book.look, self.grid.number
        for cell_format, bits in _MANY.iter_unpack(body):
            number(row + 1, column, short_number(bits), look(cell_format))
            column += 1

    def _take_label(self, place: int, size: int) -> None:
        row, column, look = self._place_of(place)
        body = self._stream[place : place + size]
        if look.look.struck:
            self.grid.marks.note_look(row, column, STRUCK)
        self.grid.put(row, column, self._book.text(body, self._first))

    def _take_integer(self, place: int, _size: int) -> None:
        row, column, look = self._place_of(place)
        at = place + self._first
        self.grid.number(row, column, int.from_bytes(self._stream[at : at + 2], "little"), look)

    def _take_truth(self, place: int, _size: int) -> None:
        row, column, _look = self._place_of(place)
        value, is_error = self._stream[place + self._first : place + self._first + 2]
        self._put_truth(row, column, value, is_error=bool(is_error))

    def _put_truth(self, row: int, column: int, value: int, *, is_error: bool) -> None:
        if is_error:
            self.grid.error(row, column, ERRORS.get(value, "#N/A"))
        else:
            self.grid.put(row, column, bool(value))

    def _take_formula(self, place: int, _size: int) -> None:
        row, column, look = self._place_of(place)
        at = place + self._first
        result = self._stream[at : at + 8]
        if result[6:] != b"\xff\xff" or self._book.version == 2:
            number = _REAL.unpack(result)[0]
            is_due = self._stream[at + 8] & _ON_LOAD
            if number == 0 and is_due:
                self.grid.marks.no_value.add((row, column))
            else:
                self.grid.number(row, column, number, look)
        elif result[0] == 0:
            self._waiting = row, column
        elif result[0] in {1, 2}:
            self._put_truth(row, column, result[2], is_error=result[0] == 2)
        elif not self._book.is_calculated:
            # An empty text; of programs that work out nothing it is what every formula has.
            self.grid.marks.no_value.add((row, column))

    def _take_result(self, place: int, size: int) -> None:
        if self._waiting:
            body = self._stream[place : place + size]
            self.grid.put(*self._waiting, self._book.text(body, 0))
            self._waiting = None

    def _no_result(self) -> None:
        if self._waiting:
            self.grid.marks.no_value.add(self._waiting)
            self._waiting = None

    def _take_row(self, place: int, size: int) -> None:
        row, _first, _last, height = struct.unpack_from("<HHHH", self._stream, place)
        options = self._stream[place + 12] if size >= 16 else 0
        if options & _HIDDEN_ROW or height & 0x7FFF == 0:
            self.grid.marks.hidden_rows.add(row + 1)

    def _take_columns(self, place: int, _size: int) -> None:
        first, last, width, _format, options = struct.unpack_from("<HHHHH", self._stream, place)
        columns, marks = range(first, min(last + 1, caps.WIDEST)), self.grid.marks
        if options & _HIDDEN_COLUMN or width == 0:
            marks.hidden_columns.update(columns)
        marks.widths |= dict.fromkeys(columns, width / 256)

    def _take_old_columns(self, place: int, _size: int) -> None:
        first, last, width = struct.unpack_from("<BBH", self._stream, place)
        if width == 0:
            self.grid.marks.hidden_columns.update(range(first, last + 1))

    def _take_merged(self, place: int, size: int) -> None:
        for at in range(place + 2, place + size - 7, 8):
            top, bottom, left, right = struct.unpack_from("<HHHH", self._stream, at)
            self.grid.merge(top + 1, left, bottom + 1, right)
