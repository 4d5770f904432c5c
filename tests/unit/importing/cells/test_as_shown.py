"""Numbers as their formats show them."""

from __future__ import annotations

import datetime as dt

import pytest
import xlsxwriter

from desktop_app.importing.cells.as_shown import show
from desktop_app.sheets.table import Look, Marks

A = "91330203MA2TE5T1XB"
B = "91330205MA2TE5T288"
NAME = "宁波示例甲科技有限公司"


@pytest.mark.parametrize(
    ("cell", "look", "shown", "is_doubtful"),
    [
        (0.0523, Look(percent=True), "5.23%", False),
        (1, Look(percent=True), "100%", False),
        (12345.6, Look(divisor=10_000, unit="万元"), "1.23456万元", False),
        (500, Look(unit="万元"), "500万元", False),
        (35.0, Look(unit="人"), "35人", False),
        (12345.6, Look(divisor=10_000), 1.23456, True),
        (1234.0, Look(digits=6), "001234", False),
        (12.5, Look(digits=6), 12.5, False),
        (5.0, Look(unit="左边"), 5.0, False),
        (5.0, Look(varies=True), 5.0, True),
        (dt.date(2021, 3, 1), Look(date="ym"), "2021年3月", False),
        (dt.date(2021, 1, 1), Look(date="y"), "2021年", False),
        (dt.date(2021, 3, 5), Look(date="md"), dt.date(2021, 3, 5), True),
        ("5%", Look(percent=True), "5%", False),
        (True, Look(percent=True), True, False),
        ("", Look(percent=True), "", False),
    ],
)
def test_that_a_cell_becomes_what_its_format_shows(cell, look, shown, is_doubtful):
    marks = Marks()
    marks.note_look(7, 1, look)
    rows = [["x", "y"], ["x", cell], ["x", "z"]]
    assert show(rows, 6, marks, {0, 1}) == ({(7, 1)} if is_doubtful else set())
    assert rows == [["x", "y"], ["x", shown], ["x", "z"]]


@pytest.fixture
def formatted(tmp_path, read):
    """Return what reads one sheet whose cells have formats: rows of cells or (cell, format)."""

    def run(rows, **options):
        book = xlsxwriter.Workbook(str(tmp_path / "表.xlsx"), options)
        sheet = book.add_worksheet("表")
        for number, row in enumerate(rows):
            for place, cell in enumerate(row):
                value, code = cell if isinstance(cell, tuple) else (cell, "")
                look = book.add_format({"num_format": code}) if code else None
                if isinstance(value, dt.date):
                    sheet.write_datetime(number, place, value, look)
                else:
                    sheet.write(number, place, value, look)
        book.close()
        return read(tmp_path / "表.xlsx")

    return run


def test_that_a_percentage_that_is_shown_as_one_asks_nothing(formatted):
    heads = ["企业名称", "信用代码", "年度", "加计比例"]
    rows = [heads, [NAME, A, 2023, (0.75, "0%")], ["宁波示例乙有限公司", B, 2023, (1, "0%")]]
    result = formatted(rows)
    assert [one["rate"] for one in result.fields("super_deduction")] == ["75", "100"]
    assert result.flags == {}


def test_that_a_unit_in_the_format_is_the_cells_own(formatted):
    heads = ["企业名称", "信用代码", "年度", "研发费用合计（千元）"]
    result = formatted([heads, [NAME, A, 2023, (500, '#,##0"万元"')]])
    assert result.fields("rd_activity") == [{"rd_total": "5000"}]
    assert result.flags == {2: {"unit_in_cell"}}


def test_that_zeros_that_the_format_shows_were_never_lost(formatted):
    heads = ["企业名称", "组织机构代码", "证券代码"]
    result = formatted([heads, [NAME, (58252008, "000000000"), (2, "000000")]])
    assert result.fields("firm")[0]["org_code"] == "058252008"
    assert result.fields("firm")[0]["stock_code"] == "000002"
    assert result.flags == {2: {"no_code"}}


def test_that_a_month_that_is_shown_alone_is_no_day(formatted):
    heads = ["企业名称", "信用代码", "成立日期"]
    rows = [heads, [NAME, A, (dt.date(2021, 3, 1), 'yyyy"年"m"月"')]]
    result = formatted(rows)
    assert result.fields("firm")[0]["found_date"] == "2021-03"
    assert result.flags == {2: {"partial_date"}}


def test_that_bare_numbers_of_a_book_from_1904_are_the_days_they_show(formatted):
    heads = ["企业名称", "信用代码", "成立日期"]
    rows = [heads, [NAME, A, 42798], ["宁波示例乙有限公司", B, (dt.date(2021, 3, 5), "yyyy-m-d")]]
    result = formatted(rows, date_1904=True)
    assert [one["found_date"] for one in result.fields("firm")] == ["2021-03-05", "2021-03-05"]
    assert result.flags == {2: {"date_serial"}}


def test_that_cells_that_are_struck_through_are_taken_and_asked_about(tmp_path, read):
    path = tmp_path / "表.xlsx"
    with xlsxwriter.Workbook(str(path)) as book:
        struck = {"font_strikeout": True}
        plain, percent = book.add_format(struck), book.add_format({**struck, "num_format": "0%"})
        tab = book.add_worksheet("名录")
        tab.write_row(0, 0, ["2023年企业研发情况（万元）"])
        tab.write_row(1, 0, ["企业名称", "信用代码", "研发费用", "增长"])
        tab.write_row(2, 0, ["宁波示例甲有限公司", "91330203MA2TE5T1XB", 100])
        tab.write_row(3, 0, ["宁波示例乙有限公司", "91330205MA2TE5T288"])
        tab.write(3, 2, 200, plain)
        tab.write(3, 3, 0.5, percent)
        tab.write_row(4, 0, ["宁波示例丙有限公司", "91330206MA2TE5T36H", 300])
        tab.write_blank(4, 3, None, plain)
    result = read(path)
    assert result.flags == {4: {"struck_out"}}
    assert [one["rd_total"] for one in result.fields("rd_activity")] == ["1000", "2000", "3000"]
    cells = {mark["cell"] for one in result.entries for mark in one.get("remarks", ())}
    assert cells == {"C4"}
