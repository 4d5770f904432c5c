"""Parses a long sheet of an .xlsx piece by piece, the next ones while a piece is looked at.

A piece is a workbook of its own with some of the rows. What calamine does not take of it, or should
not, is read row by row.
"""

from __future__ import annotations

import re
from collections import deque
from collections.abc import Callable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from typing import TYPE_CHECKING, TypeVar

from desktop_app.sheets import caps
from desktop_app.sheets.table import Marks, Row
from desktop_app.sheets.xlsx.book import XlsxBook, XlsxSheet
from desktop_app.sheets.xlsx.read_xml import windows
from desktop_app.sheets.xlsx.stream import XlsxRows

if TYPE_CHECKING:
    from python_calamine import CalamineSheet

T = TypeVar("T")
Numbered = Iterator[tuple[int, Row]]

_BEGIN = re.compile(rb"<((?:\w+:)?)sheetData\b[^<>]*>")

_TEXTS = 2
"""Times that a piece is as long as the texts that it is parsed with, at least."""

_LEAST_AHEAD, _MOST_AHEAD = 2, 10
"""Pieces that may wait: they are parsed while the sheet is looked at before its first row."""

_WAITING = 20 * 1024 * 1024
"""Bytes of pieces, as XML, that may wait where they are long."""


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
        # Each piece is parsed with all texts of its book.
        self._least = max(1, caps.PIECE, _TEXTS * book.texts_size())
        # Nearly all of the parsing goes on without the interpreter, faster than rows are read.
        self._parser = ThreadPoolExecutor(1)
        self._cutter = ThreadPoolExecutor(1)
        self._parts = self._cut()
        ahead = max(_LEAST_AHEAD, min(_MOST_AHEAD, _WAITING // self._least))
        self._coming = deque(self._next() for _piece in range(ahead))

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

    def _next(self) -> Future[CalamineSheet | list[bytes] | None]:
        """Ask for the piece behind those that were asked for."""
        part = self._cutter.submit(next, self._parts, None)
        return self._parser.submit(self._parse, part)

    def _parse(self, coming: Future[list[bytes] | None]) -> CalamineSheet | list[bytes] | None:
        """Return a piece, as XML where calamine does not take it; None behind the last."""
        part = coming.result()
        if not part:
            return None
        return self._parsed(part) or part

    def _parsed(self, part: list[bytes]) -> CalamineSheet | None:
        from python_calamine import CalamineWorkbook

        if not (self._head and self._book.is_small(part)):
            return None
        tail = () if any(b"sheetData" in window for window in part) else (self._tail,)
        xml = (self._head, *part, *tail)
        opened = tried(
            lambda: CalamineWorkbook.from_filelike(self._book.with_sheet(self._sheet, xml))
        )
        return tried(lambda: opened.get_sheet_by_name(self._sheet.name)) if opened else None

    def _cut(self) -> Iterator[list[bytes]]:
        """Yield the sheet in pieces: windows that end with a whole row each."""
        # Made once, before more than one thread asks for it.
        self._book.longest_text()
        self._book.frame_of_sheets()
        with self._book.archive() as archive:
            held: list[bytes] = []
            for window in windows(archive, self._sheet.part):
                held.append(window if self._head else self._without_head(window))
                if sum(map(len, held)) >= self._least:
                    yield held
                    held = []
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
