"""Reads workbooks (.xlsx .xlsm .xlsb .ods) through calamine, and what it leaves out."""

from __future__ import annotations

import io
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar
from zipfile import BadZipFile

from desktop_app.sheets import caps, read_xml
from desktop_app.sheets.read_errors import BadFile, FileProblem, RefusedError
from desktop_app.sheets.table import Content, Marks, Row, Sheet

if TYPE_CHECKING:
    from python_calamine import CalamineSheet, CalamineWorkbook

T = TypeVar("T")


def book_sheets(path: Path, data: bytes, kind: str) -> tuple[Sheet, ...]:
    """Return the sheets of a workbook; each is parsed when it is read.

    Raises:
        RefusedError: The bytes are damaged.
        OverCapError: The parts are too large.
    """
    from python_calamine import CalamineWorkbook, SheetTypeEnum, SheetVisibleEnum

    caps.check_zip(data).close()
    book = _guarded(lambda: CalamineWorkbook.from_filelike(io.BytesIO(data)))
    return tuple(
        Sheet(
            name=about.name,
            hidden=about.visible is not SheetVisibleEnum.Visible,
            read=_reader(path, data, kind, book, about.name),
        )
        for about in book.sheets_metadata
        if about.typ is SheetTypeEnum.WorkSheet
    )


def _reader(
    path: Path, data: bytes, kind: str, book: CalamineWorkbook, name: str
) -> Callable[[], Content]:
    def read() -> Content:
        try:
            return _content(data, kind, book, name)
        except RefusedError as refused:
            raise BadFile(path, refused.problem) from refused
        except caps.OverCapError as error:
            raise BadFile(path, FileProblem.TOO_LARGE) from error
        except BadZipFile as error:
            raise BadFile(path, FileProblem.CORRUPT) from error

    return read


def _content(data: bytes, kind: str, book: CalamineWorkbook, name: str) -> Content:
    # calamine lets go of the interpreter while it parses, so the second look costs no time.
    with ThreadPoolExecutor(1) as beside:
        marks = beside.submit(_marks, data, kind, name)
        sheet = _guarded(lambda: book.get_sheet_by_name(name))
        found = marks.result()
    if (sheet.total_height + 1) * sheet.width > caps.MAX_CELLS:
        raise caps.OverCapError
    merges = tuple(
        (r1 + 1, c1, r2 + 1, c2) for (r1, c1), (r2, c2) in sheet.merged_cell_ranges or ()
    )
    return Content(_rows(sheet), sheet.total_height + 1, found, merges)


def _rows(sheet: CalamineSheet) -> Iterator[Row]:
    start = sheet.start
    rows: Iterator[Row] = sheet.iter_rows()
    if not start or not start[1]:
        return rows
    lead: Row = [""] * start[1]
    return (lead + row for row in rows)


def _marks(data: bytes, kind: str, name: str) -> Marks:
    if kind == "xlsx":
        with caps.check_zip(data) as archive:
            return read_xml.marks(archive, name)
    return Marks()


def _guarded(act: Callable[[], T]) -> T:
    """Run something of calamine; whatever it stumbles over means damaged bytes.

    A panic of the library is no Exception, yet must not end the program.
    """
    from python_calamine import CalamineError, PasswordError

    try:
        return act()
    except PasswordError as error:
        raise RefusedError(FileProblem.PASSWORD) from error
    except (CalamineError, ValueError, OSError) as error:
        raise RefusedError(FileProblem.CORRUPT) from error
    except BaseException as error:
        if type(error).__name__ == "PanicException":
            raise RefusedError(FileProblem.CORRUPT) from error
        raise
