"""A workbook in the look that offices give to their sheets."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from pathlib import Path

import xlsxwriter

from samples import quirks

MADE = dt.datetime(2025, 1, 6, 9, 0)  # noqa: DTZ001 - a spreadsheet's date has no zone


class Book:
    """A workbook whose sheets have a title, notes, headings, rows and a foot."""

    def __init__(self, path: Path) -> None:
        self.book = xlsxwriter.Workbook(path)
        self.book.set_properties({"created": MADE, "comments": quirks.BANNER})
        font = {"font_name": "宋体", "font_size": 11}
        self.title = self.book.add_format(
            {"font_name": "黑体", "font_size": 16, "align": "center", "valign": "vcenter"}
        )
        self.note = self.book.add_format({**font, "font_color": "#666666"})
        self.head = self.book.add_format(
            {**font, "bold": True, "border": 1, "align": "center", "text_wrap": True}
        )
        self.cell = self.book.add_format({**font, "border": 1})
        self.date = self.book.add_format({**font, "border": 1, "num_format": "yyyy-mm-dd"})

    def sheet(
        self,
        name: str,
        title: str,
        notes: Sequence[str],
        heads: Sequence[Sequence[str]],
        rows: quirks.Rows,
    ) -> None:
        """Write a sheet: title and notes above, one or two heading rows, rows, and a foot."""
        sheet = self.book.add_worksheet(name)
        last = len(heads[-1]) - 1
        sheet.merge_range(0, 0, 0, last, title, self.title)
        sheet.set_row(0, 28)
        for number, note in enumerate((quirks.BANNER, *notes), 1):
            sheet.write_string(number, 0, note, self.note)
        top = len(notes) + 2
        self._heads(sheet, top, heads)
        for number, row in enumerate(rows, top + len(heads)):
            self._row(sheet, number, row)
        foot = top + len(heads) + len(rows) + 1
        sheet.write_string(foot, 0, quirks.foot(), self.note)
        sheet.freeze_panes(top + len(heads), 3)
        sheet.set_column(0, 0, 6)
        sheet.set_column(1, 1, 34)
        sheet.set_column(2, last, 14)

    def _heads(
        self, sheet: xlsxwriter.worksheet.Worksheet, top: int, heads: Sequence[Sequence[str]]
    ) -> None:
        for number, line in enumerate(heads[:-1]):
            start = 0
            for place in range(1, len(line) + 1):
                if place == len(line) or line[place] != line[start]:
                    self._span(sheet, top + number, start, place - 1, line[start])
                    start = place
        for place, text in enumerate(heads[-1]):
            sheet.write_string(top + len(heads) - 1, place, text, self.head)

    def _span(
        self, sheet: xlsxwriter.worksheet.Worksheet, row: int, first: int, last: int, text: str
    ) -> None:
        if first == last:
            sheet.write_string(row, first, text, self.head)
        else:
            sheet.merge_range(row, first, row, last, text, self.head)

    def _row(
        self, sheet: xlsxwriter.worksheet.Worksheet, number: int, row: list[quirks.Cell]
    ) -> None:
        for place, value in enumerate(row):
            if isinstance(value, dt.date):
                moment = dt.datetime.combine(value, dt.time())
                sheet.write_datetime(number, place, moment, self.date)
            elif isinstance(value, str):
                sheet.write_string(number, place, value, self.cell)
            elif value is None:
                sheet.write_blank(number, place, None, self.cell)
            else:
                sheet.write_number(number, place, value, self.cell)

    def close(self) -> None:
        """Write the file."""
        self.book.close()
