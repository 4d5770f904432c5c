"""The error workbook of an .xls has the look of its sheet."""

from __future__ import annotations

import datetime as dt

import openpyxl
import pytest
import xlwt

from desktop_app.work.importing.errors import count_problems, write_errors
from desktop_app.work.importing.files import import_files, preview_files

A, B = "91330203MA2TE5T1XB", "91330205MA2TE5T288"
TITLE = xlwt.easyxf(
    "font: name 黑体, height 400, bold on, colour red; align: horiz center, vert center"
)
CELL = xlwt.easyxf(
    "pattern: pattern solid, fore_colour yellow; borders: bottom double, bottom_colour green;"
    "align: wrap on"
)
SHOWN = 'yyyy"年"m"月"d"日"'
DAY = xlwt.easyxf("font: italic on, underline single", num_format_str=SHOWN)


@pytest.fixture
def source(tmp_path):
    book = xlwt.Workbook()
    book.set_colour_RGB(xlwt.Style.colour_map["yellow"], 255, 250, 205)
    tab = book.add_sheet("名录")
    tab.write_merge(0, 0, 0, 3, "海曙区企业名录", TITLE)
    tab.row(0).height_mismatch, tab.row(0).height = True, 800
    for column, heading in enumerate(("企业名称", "信用代码", "成立日期", "注册资本（万元）")):
        tab.write(1, column, heading)
    for number, (name, code) in enumerate((("甲", A), ("乙", B[:17])), start=2):
        tab.write(number, 0, f"宁波示例{name}有限公司", CELL)
        tab.write(number, 1, code, CELL)
        tab.write(number, 2, dt.date(2019, 3, 1), DAY)
        tab.write(number, 3, 12.5, xlwt.easyxf(num_format_str="#,##0.00"))
    # As Excel saves a row that it fitted to its letters itself.
    tab.row(1).height_mismatch, tab.row(1).height = False, 420
    tab.col(0).width = 33 * 256
    tab.set_panes_frozen(True)
    tab.set_horz_split_pos(2)
    book.save(str(tmp_path / "名录.xls"))
    return tmp_path / "名录.xls"


def test_that_fonts_grounds_borders_formats_and_heights_are_kept(ws, source, tmp_path):
    errors = tmp_path / "问题行.xlsx"
    assert write_errors(ws, preview_files(ws, [source]), errors) == 1
    tab = openpyxl.load_workbook(errors).worksheets[0]
    title, name, code, day, amount = tab["B1"], tab["B3"], tab["C3"], tab["D3"], tab["E3"]
    assert (title.font.name, title.font.sz, title.font.b) == ("黑体", 20, True)
    assert title.font.color.rgb == "FFFF0000"
    assert (title.alignment.horizontal, title.alignment.vertical) == ("center", "center")
    assert name.fill.fgColor.rgb == "FFFFFACD"
    assert (name.border.bottom.style, name.border.bottom.color.rgb) == ("double", "FF008000")
    assert name.border.top.style is None
    assert name.alignment.wrap_text
    assert code.fill.fgColor.rgb == "FFFFC7CE"
    assert (day.number_format, day.value.date()) == (SHOWN, dt.date(2019, 3, 1))
    assert (day.font.i, day.font.u) == (True, "single")
    assert (amount.number_format, amount.value) == ("#,##0.00", 12.5)
    assert (tab.row_dimensions[1].height, round(tab.column_dimensions["B"].width)) == (40, 33)
    assert tab.row_dimensions[2].height == 21
    assert tab.freeze_panes == "B3"


def test_that_it_comes_back_as_it_was_understood(ws, source, tmp_path):
    errors = tmp_path / "问题行.xlsx"
    import_files(ws, [source], errors=errors)
    book = openpyxl.load_workbook(errors)
    book.worksheets[0]["C3"] = B
    book.save(errors)
    assert import_files(ws, [errors]).counts == {"new": 1, "skipped": 0}
    kept = ws.store.rows("firm", ("uscc", "found_date", "reg_capital"))
    assert {row[2:] for row in kept} == {
        (A, "2019-03-01", 12_500_000),
        (B, "2019-03-01", 12_500_000),
    }


@pytest.mark.parametrize("place", range(0, 4096, 509))
def test_that_a_damaged_look_takes_nothing_but_the_look(ws, source, tmp_path, place):
    data = bytearray(source.read_bytes())
    at = data.find(b"\xe0\x00\x14\x00") + place
    data[at : at + 4] = b"\xff\xff\xff\x7f"
    source.write_bytes(data)
    preview = preview_files(ws, [source])
    if preview.problems or not preview.sheets or not preview.sheets[0].mapping.main:
        return
    assert write_errors(ws, preview, tmp_path / "问题行.xlsx") == count_problems(preview) > 0
