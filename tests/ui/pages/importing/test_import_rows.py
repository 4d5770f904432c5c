"""The rows of a file beside what is taken of them."""

from __future__ import annotations

import datetime as dt
from types import SimpleNamespace

import xlsxwriter

from desktop_app.importing.model import SheetMapping
from desktop_app.importing.moves.spread import Spread
from desktop_app.importing.sheet_preview import FilePreview
from desktop_app.ui.pages.importing.rows import RawRows, raw_text


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
    table = SimpleNamespace(turned=None)
    sheet = SimpleNamespace(file="表.xlsx", name="名录", table=table, mapping=SheetMapping())
    raw = RawRows([FilePreview(path)], "")
    for row in (raw.row(sheet, 2), raw.sample(sheet, [2])[0]):
        texts = [raw_text(row, column) for column in range(6)]
        assert texts == ["5.23%", "001234", "2021-03-05", "是", "12", ""]


def test_that_the_value_of_a_line_stands_in_the_column_of_its_figure(tmp_path):
    path = tmp_path / "表.xlsx"
    with xlsxwriter.Workbook(str(path)) as book:
        tab = book.add_worksheet("明细")
        tab.write_row(0, 0, ["企业名称", "指标", "数值"])
        tab.write_row(1, 0, ["甲", "研发费用", 12])
    mapping = SheetMapping(spread=Spread(1, (2,), {("研发费用", 2): 3}))
    table = SimpleNamespace(turned=None)
    sheet = SimpleNamespace(file="表.xlsx", name="明细", table=table, mapping=mapping)
    raw = RawRows([FilePreview(path)], "")
    for row in (raw.row(sheet, 2), raw.sample(sheet, [2])[0]):
        assert [raw_text(row, column) for column in range(4)] == ["甲", "研发费用", "", "12"]
