"""Parses a long sheet of an .xlsx piece by piece, the next ones while a piece is looked at.

A piece is a sheet with some of the rows, in a workbook with as many pieces as make it worth reading
the texts that cells share. What calamine does not take of it, or should not, is read row by row.
"""

from __future__ import annotations

import re
from collections import deque
from collections.abc import Callable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from functools import partial
from itertools import compress, count
from typing import TYPE_CHECKING, TypeVar

from desktop_app.sheets import caps
from desktop_app.sheets.table import Marks, Row
from desktop_app.sheets.xlsx.book import XlsxBook, XlsxSheet
from desktop_app.sheets.xlsx.piece_book import PieceBook
from desktop_app.sheets.xlsx.read_xml import windows
from desktop_app.sheets.xlsx.stream import XlsxRows

if TYPE_CHECKING:
    from python_calamine import CalamineSheet, CalamineWorkbook

T = TypeVar("T")
Numbered = Iterator[tuple[int, Row]]
Piece = list[bytes]

_BEGIN = re.compile(rb"<((?:\w+:)?)sheetData\b[^<>]*>")

_TEXTS = 2
"""Times that the pieces of a workbook are as long as the texts that it is opened with, at least."""

_AHEAD = 10
"""Pieces that may wait: they are parsed while the sheet is looked at before its first row."""


class XlsxPieces:
    """The rows of one sheet; the first piece is parsed from the beginning on.

    Args:
        book: The workbook.
        sheet: The sheet, whose rows come in order and say their numbers.
    """

    def __init__(self, book: XlsxBook, sheet: XlsxSheet) -> None:
        self._book = book
        self._sheet = sheet
        self._head = self._tail = b""
        self._opened: Iterator[CalamineSheet | Piece] = iter(())
        # Nearly all of the parsing goes on without the interpreter, faster than rows are read.
        self._parser = ThreadPoolExecutor(1)
        self._cutter = ThreadPoolExecutor(1)
        self._batches = self._cut()
        self._batch = self._cutter.submit(next, self._batches, None)
        self._coming = deque(self._next() for _piece in range(_AHEAD))

    def close(self) -> None:
        """Parse no more."""
        self._parser.shutdown(cancel_futures=True)
        self._cutter.shutdown(cancel_futures=True)

    def numbered(self, marks: Marks) -> Numbered:
        """Yield the rows that have a value, with their numbers.

        Args:
            marks: What the sheet hides or breaks; cells far away are added to it.

        Raises:
            RefusedError: The part is damaged.
            OverCapError: It is too large.
        """
        slow = None
        try:
            while (piece := self._coming.popleft().result()) is not None:
                self._coming.append(self._next())
                if not isinstance(piece, list):
                    rows = _numbered(piece)
                    del piece
                    yield from rows
                    continue
                slow = slow or XlsxRows(self._book.texts(), self._book.looks, marks)
                yield from slow.numbered(iter(piece))
        finally:
            self.close()

    def _next(self) -> Future[CalamineSheet | Piece | None]:
        """Ask for the piece behind those that were asked for."""
        return self._parser.submit(self._parse)

    def _parse(self) -> CalamineSheet | Piece | None:
        """Return a piece, as XML where calamine does not take it; None behind the last."""
        piece = next(self._opened, None)
        if piece is None and (batch := self._batch.result()) is not None:
            self._batch = self._cutter.submit(next, self._batches, None)
            self._opened = self._parsed(batch)
            piece = next(self._opened, None)
        return piece

    def _parsed(self, batch: list[Piece]) -> Iterator[CalamineSheet | Piece]:
        """Yield pieces that are opened together."""
        is_small = [bool(self._head) and self._book.is_small(piece) for piece in batch]
        opened = self._open(list(compress(batch, is_small)))
        names = map(str, count(1))
        for piece, is_in in zip(batch, is_small, strict=True):
            name = next(names) if is_in else ""
            sheet = tried(partial(opened.get_sheet_by_name, name)) if opened and name else None
            yield sheet or piece

    def _open(self, pieces: list[Piece]) -> CalamineWorkbook | None:
        from python_calamine import CalamineWorkbook

        book = self._frame.of([self._whole(piece) for piece in pieces])
        return tried(partial(CalamineWorkbook.from_filelike, book))

    def _whole(self, piece: Piece) -> Piece:
        tail = () if any(b"sheetData" in window for window in piece) else (self._tail,)
        return [self._head, *piece, *tail]

    def _cut(self) -> Iterator[list[Piece]]:
        """Yield the pieces of the sheet that are opened together."""
        # Made once, before more than one thread asks for it.
        self._book.longest_text()
        self._frame = PieceBook(self._book)
        least = max(1, caps.PIECE, _TEXTS * self._book.texts_size())
        batch: list[Piece] = []
        size = 0
        for piece in self._pieces():
            batch.append(piece)
            size += sum(map(len, piece))
            if size >= least:
                yield batch
                batch, size = [], 0
        if batch:
            yield batch

    def _pieces(self) -> Iterator[Piece]:
        """Yield the sheet in pieces: windows that end with a whole row each."""
        with self._book.archive() as archive:
            held: Piece = []
            for window in windows(archive, self._sheet.part):
                held.append(window if self._head else self._without_head(window))
                if sum(map(len, held)) >= max(1, caps.PIECE):
                    yield held
                    held = []
            if held:
                yield held

    def _without_head(self, window: bytes) -> bytes:
        begin = _BEGIN.search(window)
        if begin is None:
            return window
        self._head, prefix = window[: begin.end()], begin[1]
        self._tail = b"</%bsheetData></%bworksheet>" % (prefix, prefix)
        return window[begin.end() :]


def _numbered(sheet: CalamineSheet) -> Numbered:
    """Return the rows of a sheet that calamine parsed, with their numbers; they hold no sheet."""
    if sheet.start is None:
        return iter(())
    above, left = sheet.start
    rows = sheet.to_python()
    rows.reverse()
    return _let_go(rows, above + 1, [""] * left)


def _let_go(rows: list[Row], number: int, lead: Row) -> Numbered:
    """Yield rows from the last to the first, which are not held any more then."""
    while rows:
        row = rows.pop()
        yield number, lead + row if lead else row
        number += 1


def tried(act: Callable[[], T]) -> T | None:
    """Run something of calamine; where it stumbles, our own reader says what is wrong.

    A panic of the library is no Exception, yet must not end the program.
    """
    try:
        return act()
    except BaseException as error:
        if isinstance(error, Exception) or type(error).__name__ == "PanicException":
            return None
        raise
