"""The rows of a file beside what is taken of them."""

from __future__ import annotations

import datetime as dt
from types import SimpleNamespace

import xlsxwriter

from desktop_app.ui.pages.importing_rows import RawRows, raw_text


def test_that_cells_stand_there_as_a_person_sees_them(tmp_path):
    path = tmp_path / "表.xlsx"
    with xlsxwriter.Workbook(str(path)) as book:
        tab = book.add_worksheet("名录")
        tab.write_row(0, 0, ["a", "b", "c", "d", "e"])
        tab.write(1, 0, 0.0523, book.add_format({"num_format": "0.00%"}))
        tab.write(1, 1, 1234, book.add_format({"num_format": "000000"}))
        tab.write_datetime(1, 2, dt.date(2021, 3, 5), book.add_format({"num_format": "yyyy-mm-dd"}))
        tab.write_boolean(1, 3, True)
        tab.write(1, 4, 12.0)
    sheet = SimpleNamespace(file="表.xlsx", name="名录", table=SimpleNamespace(turned=None))
    raw = RawRows([path], "")
    for row in (raw.row(sheet, 2), raw.sample(sheet, [2])[0]):
        texts = [raw_text(row, column) for column in range(6)]
        assert texts == ["5.23%", "001234", "2021-03-05", "是", "12", ""]
