"""Reads .xlsb, the binary workbooks of Excel: parts of records in a zip."""

from __future__ import annotations

import struct
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path

from desktop_app.sheets import caps
from desktop_app.sheets.formats import BUILT_IN, GENERAL, Format, understood
from desktop_app.sheets.grid import Grid, short_number
from desktop_app.sheets.ooxml import Package
from desktop_app.sheets.read_errors import FileProblem, RefusedError
from desktop_app.sheets.read_xls import ERRORS
from desktop_app.sheets.reading import reading
from desktop_app.sheets.table import Content, Sheet

_ROW, _BLANK, _RK, _ERROR, _TRUTH, _REAL, _TEXT, _SHARED = range(8)
_FORMULA_TEXT, _FORMULA_NUMBER, _FORMULA_TRUTH, _FORMULA_ERROR = range(8, 12)
_ITEM, _FORMAT, _CELL_FORMAT, _COLUMNS, _RICH = 19, 44, 47, 60, 62
_BOOK, _SHEET, _CALCULATION, _MERGED = 153, 156, 157, 176
_FORMATS_BEGIN, _FORMATS_END, _SHEET_END = 617, 618, 130
_HIDDEN_ROW, _HIDDEN_COLUMN, _IS_1904, _ALL_ON_LOAD = 0x10, 0x01, 0x01, 0x01
_CALCULATION_FLAGS = 24
_LAST_ROW = 1_048_576
_U32 = struct.Struct("<I")
_I32 = struct.Struct("<i")
_PLACE = struct.Struct("<II")
_DOUBLE = struct.Struct("<d")


@dataclass(slots=True)
class _Book:
    """What a workbook says of itself: its sheets, texts and cell formats."""

    data: bytes
    sheets: list[tuple[str, bool, str]] = field(default_factory=list)
    texts: list[str] = field(default_factory=list)
    looks: list[Format] = field(default_factory=list)
    is_1904: bool = False
    is_due: bool = False
    """Whether formulas are still to be worked out, so that a 0 is none."""

    def part(self, name: str) -> bytes:
        """Return a part of the file."""
        with caps.check_zip(self.data) as archive:
            return caps.read_part(archive, name)


def xlsb_sheets(path: Path, data: bytes) -> tuple[Sheet, ...]:
    """Return the sheets of an .xlsb; each is read when asked for.

    Raises:
        RefusedError: It is damaged.
        OverCapError: Its parts are too large.
    """
    book = _opened(data)
    if not book.sheets:
        raise RefusedError(FileProblem.CORRUPT)
    return tuple(
        Sheet(name, hidden, reading(path, partial(_content, book, part)))
        for name, hidden, part in book.sheets
    )


def _opened(data: bytes) -> _Book:
    book = _Book(data)
    with caps.check_zip(data) as archive:
        package = Package(archive)
        main = package.workbook()
        relations = package.relations(main)
        for kind, body in _records(package.read(main)):
            if kind == _SHEET:
                state = _U32.unpack_from(body)[0]
                identity, place = _wide(body, 8)
                name = _wide(body, place)[0]
                relation = relations.get(identity)
                if relation and relation.part and relation.kind == "worksheet":
                    book.sheets.append((name, bool(state), relation.part))
            elif kind == _BOOK:
                book.is_1904 = bool(body[0] & _IS_1904)
            elif kind == _CALCULATION and len(body) > _CALCULATION_FLAGS:
                book.is_due = bool(body[_CALCULATION_FLAGS] & _ALL_ON_LOAD)
        parts = {relation.kind: relation.part for relation in relations.values()}
        book.texts = _texts(book.part(parts.get("sharedStrings", "")))
        book.looks = _looks(book.part(parts.get("styles", "")))
    return book


def _records(data: bytes) -> Iterator[tuple[int, bytes]]:
    """Yield the records of a part: kinds and sizes are numbers of seven bits a byte."""
    place, last = 0, len(data)
    while place < last:
        kind = data[place]
        place += 1
        if kind & 0x80:
            kind = (kind & 0x7F) | (data[place] & 0x7F) << 7
            place += 1
        size = shift = 0
        while True:
            byte = data[place]
            place += 1
            size |= (byte & 0x7F) << shift
            shift += 7
            if byte < 0x80 or shift > 21:
                break
        if place + size > last:
            raise EOFError
        yield kind, data[place : place + size]
        place += size


def _wide(body: bytes, place: int) -> tuple[str, int]:
    """Return a text, and the place behind it."""
    length = _U32.unpack_from(body, place)[0]
    if length == 0xFFFFFFFF:
        return "", place + 4
    end = place + 4 + 2 * length
    if end > len(body):
        raise EOFError
    return body[place + 4 : end].decode("utf-16-le", "replace"), end


def _texts(data: bytes) -> list[str]:
    return [_wide(body, 1)[0] for kind, body in _records(data) if kind == _ITEM]


def _looks(data: bytes) -> list[Format]:
    codes: dict[int, str] = {}
    looks: list[Format] = []
    is_inside = False
    for kind, body in _records(data):
        if kind == _FORMAT:
            codes[int.from_bytes(body[:2], "little")] = _wide(body, 2)[0]
        elif kind in {_FORMATS_BEGIN, _FORMATS_END}:
            is_inside = kind == _FORMATS_BEGIN
        elif kind == _CELL_FORMAT and is_inside:
            number = int.from_bytes(body[2:4], "little")
            code = codes.get(number) or BUILT_IN.get(number)
            looks.append(understood(code) if code else GENERAL)
    return looks


def _content(book: _Book, part: str) -> Content:
    cells = _Cells(book)
    cells.run(book.part(part))
    return cells.grid.content()


class _Cells:
    """Runs through the records of one sheet."""

    def __init__(self, book: _Book) -> None:
        self.grid = Grid()
        self.grid.marks.is_1904 = book.is_1904
        self._book = book
        self._row = 0
        self._takers: dict[int, Callable[[bytes], None]] = {
            _ROW: self._take_row,
            _RK: self._take_short,
            _ERROR: self._take_error,
            _FORMULA_ERROR: self._take_error,
            _TRUTH: self._take_truth,
            _FORMULA_TRUTH: self._take_truth,
            _REAL: self._take_number,
            _FORMULA_NUMBER: self._take_result,
            _TEXT: self._take_text,
            _FORMULA_TEXT: self._take_text,
            _RICH: self._take_rich,
            _SHARED: self._take_shared,
            _COLUMNS: self._take_columns,
            _MERGED: self._take_merged,
        }

    def run(self, data: bytes) -> None:
        """Take the cells of a sheet."""
        takers, is_whole = self._takers, False
        for kind, body in _records(data):
            taker = takers.get(kind)
            if taker is not None:
                taker(body)
            is_whole |= kind == _SHEET_END
        if not is_whole:
            raise EOFError

    def _take_row(self, body: bytes) -> None:
        row = _U32.unpack_from(body)[0] + 1
        if row > _LAST_ROW:
            raise EOFError
        self._row = row
        if body[11] & _HIDDEN_ROW or body[8:10] == b"\0\0":
            self.grid.marks.hidden_rows.add(row)

    def _look(self, style: int) -> Format:
        looks, number = self._book.looks, style & 0xFFFFFF
        return looks[number] if number < len(looks) else GENERAL

    def _take_short(self, body: bytes) -> None:
        column, style = _PLACE.unpack_from(body)
        number = short_number(_I32.unpack_from(body, 8)[0])
        self.grid.number(self._row, column, number, self._look(style))

    def _take_number(self, body: bytes) -> None:
        column, style = _PLACE.unpack_from(body)
        number = _DOUBLE.unpack_from(body, 8)[0]
        self.grid.number(self._row, column, number, self._look(style))

    def _take_result(self, body: bytes) -> None:
        if self._book.is_due and body[8:16] == bytes(8):
            self.grid.marks.no_value.add((self._row, _U32.unpack_from(body)[0]))
        else:
            self._take_number(body)

    def _take_shared(self, body: bytes) -> None:
        column, _style = _PLACE.unpack_from(body)
        self.grid.put(self._row, column, self._book.texts[_U32.unpack_from(body, 8)[0]])

    def _take_text(self, body: bytes) -> None:
        self.grid.put(self._row, _U32.unpack_from(body)[0], _wide(body, 8)[0])

    def _take_rich(self, body: bytes) -> None:
        self.grid.put(self._row, _U32.unpack_from(body)[0], _wide(body, 9)[0])

    def _take_truth(self, body: bytes) -> None:
        self.grid.put(self._row, _U32.unpack_from(body)[0], bool(body[8]))

    def _take_error(self, body: bytes) -> None:
        self.grid.error(self._row, _U32.unpack_from(body)[0], ERRORS.get(body[8], "#N/A"))

    def _take_columns(self, body: bytes) -> None:
        first, last, width = struct.unpack_from("<III", body)
        if body[16] & _HIDDEN_COLUMN or width == 0:
            self.grid.marks.hidden_columns.update(range(first, min(last + 1, caps.WIDEST)))

    def _take_merged(self, body: bytes) -> None:
        top, bottom, left, right = struct.unpack_from("<IIII", body)
        self.grid.merge(top + 1, left, bottom + 1, right)
