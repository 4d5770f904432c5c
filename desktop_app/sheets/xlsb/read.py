"""Reads .xlsb, the binary workbooks of Excel: parts of records in a zip."""

from __future__ import annotations

import struct
from collections.abc import Callable
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path

from desktop_app.sheets import caps
from desktop_app.sheets.formats import BUILT_IN, GENERAL, Format, struck, understood
from desktop_app.sheets.grid import Grid, short_number
from desktop_app.sheets.read_errors import FileProblem, RefusedError
from desktop_app.sheets.reading import reading
from desktop_app.sheets.struck import runs_of, without_struck
from desktop_app.sheets.table import STRUCK, Content, Sheet
from desktop_app.sheets.xls.read import ERRORS
from desktop_app.sheets.xlsb.biff12 import RichText, records, rich_text, wide_text
from desktop_app.sheets.xlsb.comments import comments_of
from desktop_app.sheets.xlsx.ooxml import Package

_ROW, _BLANK, _RK, _ERROR, _TRUTH, _REAL, _TEXT, _SHARED = range(8)
_FORMULA_TEXT, _FORMULA_NUMBER, _FORMULA_TRUTH, _FORMULA_ERROR = range(8, 12)
_ITEM, _FONT, _FORMAT, _CELL_FORMAT, _COLUMNS, _RICH = 19, 43, 44, 47, 60, 62
_BOOK, _SHEET, _CALCULATION, _MERGED = 153, 156, 157, 176
_FORMATS_BEGIN, _FORMATS_END, _SHEET_END = 617, 618, 130
_HIDDEN_ROW, _HIDDEN_COLUMN, _IS_1904, _ALL_ON_LOAD = 0x10, 0x01, 0x01, 0x01
_CALCULATION_FLAGS = 24
_FONTS_BEGIN, _FONTS_END, _STRUCK = 611, 612, 0x08
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
    struck_fonts: frozenset[int] = frozenset()
    """Fonts with a line through the letters."""
    struck_texts: frozenset[int] = frozenset()
    """Shared texts of which letters have such a font, which are left out."""
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


def sheet_parts(data: bytes) -> dict[str, str]:
    """Return the names of the parts of the sheets of an .xlsb, by tab."""
    return {name: part for name, _hidden, part in reversed(_opened(data).sheets)}


def _opened(data: bytes) -> _Book:
    book = _Book(data)
    with caps.check_zip(data) as archive:
        package = Package(archive)
        main = package.workbook()
        relations = package.relations(main)
        for kind, body in records(package.read(main)):
            if kind == _SHEET:
                state = _U32.unpack_from(body)[0]
                identity, place = wide_text(body, 8)
                name = wide_text(body, place)[0]
                relation = relations.get(identity)
                if relation and relation.part and relation.kind == "worksheet":
                    book.sheets.append((name, bool(state), relation.part))
            elif kind == _BOOK:
                book.is_1904 = bool(body[0] & _IS_1904)
            elif kind == _CALCULATION and len(body) > _CALCULATION_FLAGS:
                book.is_due = bool(body[_CALCULATION_FLAGS] & _ALL_ON_LOAD)
        parts = {relation.kind: relation.part for relation in relations.values()}
        styles = book.part(parts.get("styles", ""))
        book.struck_fonts = _struck_fonts(styles)
        book.looks = _looks(styles, book.struck_fonts)
        _take_texts(book, book.part(parts.get("sharedStrings", "")))
    return book


def _take_texts(book: _Book, data: bytes) -> None:
    marked: set[int] = set()
    for kind, body in records(data):
        if kind == _ITEM:
            text, left = _read_as(rich_text(body, 0), book)
            if left is not None:
                marked.add(len(book.texts))
            book.texts.append(text if left is None else left)
    book.struck_texts = frozenset(marked)


def _read_as(said: RichText, book: _Book) -> tuple[str, str | None]:
    """Return a text, and how it reads if letters of it are struck through."""
    if not (said.fonts and book.struck_fonts):
        return said.text, None
    return said.text, without_struck(runs_of(*said, book.struck_fonts))


def _struck_fonts(data: bytes) -> frozenset[int]:
    found: set[int] = set()
    number, is_inside = 0, False
    for kind, body in records(data):
        if kind in {_FONTS_BEGIN, _FONTS_END}:
            is_inside = kind == _FONTS_BEGIN
        elif kind == _FONT and is_inside:
            if body[2] & _STRUCK:
                found.add(number)
            number += 1
    return frozenset(found)


def _looks(data: bytes, struck_fonts: frozenset[int]) -> list[Format]:
    codes: dict[int, str] = {}
    looks: list[Format] = []
    is_inside = False
    for kind, body in records(data):
        if kind == _FORMAT:
            codes[int.from_bytes(body[:2], "little")] = wide_text(body, 2)[0]
        elif kind in {_FORMATS_BEGIN, _FORMATS_END}:
            is_inside = kind == _FORMATS_BEGIN
        elif kind == _CELL_FORMAT and is_inside:
            number = int.from_bytes(body[2:4], "little")
            code = codes.get(number) or BUILT_IN.get(number)
            look = understood(code) if code else GENERAL
            is_struck = int.from_bytes(body[4:6], "little") in struck_fonts
            looks.append(struck(look) if is_struck else look)
    return looks


def _content(book: _Book, part: str) -> Content:
    cells = _Cells(book)
    cells.run(book.part(part))
    with caps.check_zip(book.data) as archive:
        cells.grid.marks.comments = comments_of(archive, part)
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
        for kind, body in records(data):
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
        number = _U32.unpack_from(body, 8)[0]
        self._put(body, self._book.texts[number], is_struck=number in self._book.struck_texts)

    def _take_text(self, body: bytes) -> None:
        self._put(body, wide_text(body, 8)[0])

    def _take_rich(self, body: bytes) -> None:
        text, left = _read_as(rich_text(body, 8), self._book)
        self._put(body, text if left is None else left, is_struck=left is not None)

    def _put(self, body: bytes, text: str, *, is_struck: bool = False) -> None:
        column, style = _PLACE.unpack_from(body)
        is_struck |= bool(self._book.struck_fonts) and self._look(style).look.struck
        if is_struck and text and column < caps.WIDEST:
            self.grid.marks.note_look(self._row, column, STRUCK)
        self.grid.put(self._row, column, text)

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
