"""Reads .xlsx and .xlsm: through calamine as long as that is safe, else row by row."""

from __future__ import annotations

import io
from collections.abc import Iterator, Mapping
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from desktop_app.sheets import caps
from desktop_app.sheets.grid import Grid
from desktop_app.sheets.read_errors import FileProblem, RefusedError
from desktop_app.sheets.reading import reading
from desktop_app.sheets.table import PLAIN, Content, Row, Sheet
from desktop_app.sheets.xlsx import read_xml
from desktop_app.sheets.xlsx.book import XlsxBook, XlsxSheet, xlsx_book
from desktop_app.sheets.xlsx.comments import comments_of
from desktop_app.sheets.xlsx.pieces import XlsxPieces, tried
from desktop_app.sheets.xlsx.read_xml import Scan
from desktop_app.sheets.xlsx.stream import XlsxRows

if TYPE_CHECKING:
    from python_calamine import CalamineSheet, CalamineWorkbook

TIMES = 2
"""Times that a sheet is as long as the texts of its book, for pieces of it to be worth while."""


def xlsx_sheets(path: Path, data: bytes) -> tuple[Sheet, ...]:
    """Return the sheets of an .xlsx; each is read when asked for.

    Raises:
        RefusedError: It is damaged.
        OverCapError: Its parts are too large.
    """
    book = xlsx_book(data)
    quick = _Quick(book)
    return tuple(
        Sheet(sheet.name, sheet.hidden, reading(path, partial(_content, book, quick, sheet)))
        for sheet in book.sheets
    )


def _content(book: XlsxBook, quick: _Quick, sheet: XlsxSheet) -> Content:
    looks = {number: shown.look for number, shown in enumerate(book.looks) if shown.look != PLAIN}
    struck = book.struck_texts()
    # calamine lets go of the interpreter while it parses, so looking here costs no time.
    with ThreadPoolExecutor(1) as beside, book.archive() as archive:
        pieces = taken = None
        size = archive.getinfo(sheet.part).file_size
        if book.has_odd_dates:
            pass
        elif size > max(caps.PIECE, TIMES * book.texts_size()):
            pieces = XlsxPieces(book, sheet)
        elif size <= caps.MAX_AT_ONCE_XML:
            beside.submit(quick.open)
            if book.is_small(list(read_xml.windows(archive, sheet.part))):
                taken = beside.submit(quick.rows, sheet.name)
        found = read_xml.scan(archive, sheet.part, looks, struck, is_due=book.is_due)
        found.marks.comments = comments_of(archive, sheet.part)
        rows = taken.result() if taken else None
    if not found.is_whole:
        raise RefusedError(FileProblem.CORRUPT)
    found.marks.is_1904 = book.is_1904
    if rows is None:
        rows = _placed(book, sheet, found, pieces)
    if found.zeros:
        rows = _without_zeros(rows, found.zeros)
    if found.struck:
        rows = _without_struck(rows, found.struck)
    return Content(rows, found.last_row, found.marks, tuple(found.merges))


def _placed(
    book: XlsxBook, sheet: XlsxSheet, found: Scan, pieces: XlsxPieces | None
) -> Iterator[Row]:
    """Yield the rows of a sheet that is not parsed at once, each at its place."""
    if not found.is_ordered:
        yield from _sorted(book, sheet, found)
        return
    broken = {row for row, _column in (*found.marks.errors, *found.marks.no_value)}
    rows = pieces.numbered(found.marks) if pieces else _streamed(book, sheet, found)
    yield from _filled(rows, max(broken, default=0))


def _streamed(book: XlsxBook, sheet: XlsxSheet, found: Scan) -> Iterator[tuple[int, Row]]:
    maker = XlsxRows(book.texts(), book.looks, found.marks)
    with book.archive() as archive:
        yield from maker.numbered(read_xml.windows(archive, sheet.part))


def _sorted(book: XlsxBook, sheet: XlsxSheet, found: Scan) -> Iterator[Row]:
    grid = Grid()
    for number, row in _streamed(book, sheet, found):
        for column, cell in enumerate(row):
            grid.put(number, column, cell)
    grid.marks = found.marks
    yield from grid.content().rows


def _filled(rows: Iterator[tuple[int, Row]], least: int) -> Iterator[Row]:
    """Yield the rows with blank ones in the gaps, and so many in all at least."""
    last = 0
    for number, row in rows:
        for _gap in range(last + 1, number):
            yield []
        yield row
        last = number
    for _gap in range(last + 1, least + 1):
        yield []


def _without_zeros(rows: Iterator[Row], zeros: Mapping[int, list[int]]) -> Iterator[Row]:
    """Yield the rows without results that are none."""
    for number, row in enumerate(rows, 1):
        for column in zeros.get(number, ()):
            if column < len(row) and row[column] == 0:
                row[column] = ""
        yield row


def _without_struck(rows: Iterator[Row], texts: Mapping[int, Mapping[int, str]]) -> Iterator[Row]:
    """Yield the rows without the letters that are struck through."""
    for number, row in enumerate(rows, 1):
        for column, text in texts.get(number, {}).items():
            if column < len(row):
                row[column] = text
        yield row


class _Quick:
    """calamine's view of a workbook, which is opened when first needed."""

    def __init__(self, book: XlsxBook) -> None:
        self._book = book
        self._opened: CalamineWorkbook | None = None

    def open(self) -> CalamineWorkbook | None:
        """Open the workbook, or return None where the library stumbles over it."""
        from python_calamine import CalamineWorkbook

        if self._opened is None:
            data = io.BytesIO(self._book.data)
            self._opened = tried(lambda: CalamineWorkbook.from_filelike(data))
        return self._opened

    def rows(self, name: str) -> Iterator[Row] | None:
        """Return the rows of a sheet, or None where the library stumbles over it."""
        opened = self.open()
        sheet = tried(lambda: opened.get_sheet_by_name(name)) if opened else None
        return _rows(sheet) if sheet else None


def _rows(sheet: CalamineSheet) -> Iterator[Row]:
    rows: Iterator[Row] = sheet.iter_rows()
    start = sheet.start
    if not start or not start[1]:
        return rows
    lead: Row = [""] * start[1]
    return (lead + row for row in rows)
