"""A workbook of the rows that a person has to look at again, as that person's own sheets."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING, BinaryIO
from zipfile import ZIP_DEFLATED, ZipFile

from desktop_app.sheets.returned.sheet import ReturnedSheet, SheetParts
from desktop_app.sheets.writing import keepsake
from desktop_app.sheets.writing.palette import Palette

if TYPE_CHECKING:
    from openpyxl.comments.comment_sheet import CommentRecord
    from openpyxl.worksheet.worksheet import Worksheet

AUTHOR = "双倍增报送"
_LONGEST_NAME = 31
_NO_NAME = re.compile(r"[\[\]:*?/\\\x00-\x1f]+")
_LINE = 18
_WIDTH = 260


def tab_names(wanted: Iterable[str]) -> list[str]:
    """Return names that tabs may have, no two alike, as near to those wanted as can be."""
    taken: set[str] = set()
    names = []
    for text in wanted:
        base = _NO_NAME.sub(" ", text).strip(" '")[:_LONGEST_NAME] or "Sheet"
        name, turn = base, 1
        while name.casefold() in taken:
            turn += 1
            tail = f" ({turn})"
            name = base[: _LONGEST_NAME - len(tail)] + tail
        taken.add(name.casefold())
        names.append(name)
    return names


def write_returned(
    file: BinaryIO, sheets: Sequence[ReturnedSheet], heading: str, note: str = ""
) -> None:
    """Write a workbook of sheets that go back; their rows are streamed into it.

    Args:
        file: Where it is written to.
        sheets: The sheets; each has a tab of its own.
        heading: What stands above the reasons.
        note: Kept in the workbook for `keepsake.read`.
    """
    from openpyxl import Workbook
    from openpyxl.drawing.spreadsheet_drawing import SpreadsheetDrawing
    from openpyxl.packaging.relationship import RelationshipList
    from openpyxl.writer.excel import ExcelWriter

    book = Workbook()
    palette = Palette(book)
    book.remove(book.worksheets[0])
    for sheet in sheets:
        book.create_sheet(sheet.name)
    book.properties.creator = AUTHOR
    keepsake.put(book, note)
    waiting = iter(sheets)
    archive = ZipFile(file, "w", ZIP_DEFLATED)

    class Writer(ExcelWriter):
        """Streams the rows, where openpyxl would keep each sheet in a temporary file."""

        def write_worksheet(self, ws: Worksheet) -> None:
            made = SheetParts(next(waiting), palette, heading)
            with archive.open(ws.path[1:], "w") as entry:
                for part in made.parts():
                    entry.write(part.encode())
            comments = [_comment(where, said) for where, said in made.comments.items()]
            # What openpyxl's own writer of a sheet leaves for the parts that belong to it.
            left = {"_drawing": SpreadsheetDrawing(), "_rels": RelationshipList()}
            vars(ws).update(left, _comments=comments)
            self.manifest.append(ws)

    with archive:
        Writer(book, archive).write_data()


def _comment(where: str, said: str) -> CommentRecord:
    from openpyxl.comments.comment_sheet import CommentRecord

    lines = sum(1 + len(line) // 16 for line in said.splitlines())
    record = CommentRecord(ref=where, author=AUTHOR, height=_LINE * (lines + 1), width=_WIDTH)
    record.text.t = said
    return record
