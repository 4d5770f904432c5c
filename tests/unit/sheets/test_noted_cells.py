"""Comments and lines through the text, in the formats that tell of them."""

from __future__ import annotations

import struct
import zipfile

import pytest
import xlsxwriter
import xlwt
from golden_sheets.grid import grid
from golden_sheets.write_marked import xml_2003
from golden_sheets.write_ods import ods
from golden_sheets.write_xlsb import xlsb

from desktop_app.sheets import caps
from desktop_app.sheets.read import read_file
from desktop_app.sheets.xls.book import BiffBook
from desktop_app.sheets.xls.comments import comments_of

STRUCK = {(1, 0), (2, 1)}
"""A text and a number."""


def struck_cells(path):
    (sheet,) = read_file(path).sheets
    content = sheet.read()
    rows = list(content.rows)
    looks = content.marks.looks
    return {
        (number, column)
        for column, runs in looks.items()
        for first, last, look in runs
        for number in range(first, last + 1)
        if look.struck and rows[number - 1][column] != ""
    }


def test_that_struck_cells_of_an_xls_are_found(tmp_path):
    book = xlwt.Workbook()
    tab, line = book.add_sheet("表"), xlwt.easyxf("font: struck_out on")
    for row, cells in enumerate([["甲", 1.5], ["乙", 2.5]]):
        for column, cell in enumerate(cells):
            is_struck = (row + 1, column) in STRUCK
            tab.write(row, column, cell, *([line] if is_struck else []))
    book.save(str(tmp_path / "表.xls"))
    assert struck_cells(tmp_path / "表.xls") == STRUCK


def test_that_struck_cells_of_an_ods_are_found(tmp_path):
    path = tmp_path / "表.ods"
    ods(path, {"表": grid("甲 | =1.5\n乙 | =2.5")})
    style = (
        '<style:style style:name="gone" style:family="table-cell"><style:text-properties '
        'style:text-line-through-style="solid"/></style:style>'
    )
    with zipfile.ZipFile(path) as old:
        parts = {name: old.read(name).decode("utf-8") for name in old.namelist()}
    content = parts["content.xml"]
    content = content.replace("</office:automatic-styles>", style + "</office:automatic-styles>")
    for text in ("甲", "2.50"):
        lead, tail = content.split(f"<text:p>{text}<", 1)
        start = lead.rindex("<table:table-cell")
        own = lead[start:].replace("table-cell", 'table-cell table:style-name="gone"', 1)
        content = f"{lead[:start]}{own}<text:p>{text}<{tail}"
    with zipfile.ZipFile(path, "w") as new:
        for name, part in {**parts, "content.xml": content}.items():
            new.writestr(name, part)
    assert struck_cells(path) == STRUCK


def test_that_struck_cells_of_an_xml_spreadsheet_are_found(tmp_path):
    path = tmp_path / "表.xml"
    xml_2003(path, {"表": grid("甲 | =1.5\n乙 | =2.5")})
    text = path.read_text("utf-8")
    style = '<Style ss:ID="gone"><Font ss:StrikeThrough="1"/></Style></Styles>'
    text = text.replace("</Styles>", style)
    for cell in ('<Data ss:Type="String">甲', '<Data ss:Type="Number">2.5'):
        text = text.replace(f">{cell}", f' ss:StyleID="gone">{cell}')
    path.write_text(text, "utf-8")
    assert struck_cells(path) == STRUCK


def test_that_struck_cells_of_an_xlsb_are_found(tmp_path):
    path = tmp_path / "表.xlsb"
    xlsb(path, {"表": grid("甲 | =1.5\n乙 | =2.5", struck=("A1", "B2"))})
    assert struck_cells(path) == STRUCK


@pytest.mark.parametrize("said", ["已注销", "only latin"])
def test_that_comments_of_an_xls_are_found(said):
    text = said.encode("utf-16-le")
    body = [
        (0x0809, struct.pack("<HHHHII", 0x0600, 0x0010, 0, 0, 0, 0)),
        (0x005D, struct.pack("<HHHH", 0x15, 0x12, 0x19, 7)),
        (0x01B6, struct.pack("<HHHHHHHH", 0, 0, 0, 0, 0, len(said), 16, 0)),
        (0x003C, b"\1" + text),
        (0x003C, b"\0" * 16),
        (0x001C, struct.pack("<HHHH", 3, 2, 0, 7) + b"\0\0\0"),
        (0x000A, b""),
    ]
    stream = b"".join(struct.pack("<HH", kind, len(data)) + data for kind, data in body)
    assert comments_of(BiffBook(stream), 0) == {(4, 2): said}


def test_that_comments_of_excel_95_are_found():
    said = "单位：万元".encode("gb18030")
    body = [
        (0x0809, struct.pack("<HHHH", 0x0500, 0x0010, 0, 0)),
        (0x001C, struct.pack("<HHH", 1, 2, len(said)) + said),
        (0x000A, b""),
    ]
    stream = b"".join(struct.pack("<HH", kind, len(data)) + data for kind, data in body)
    assert comments_of(BiffBook(stream, version=5), 0) == {(2, 2): "单位：万元"}


def test_that_a_damaged_part_of_comments_costs_no_cell(tmp_path):
    path = tmp_path / "表.xlsx"
    book = xlsxwriter.Workbook(str(path))
    tab = book.add_worksheet("表")
    tab.write(0, 0, "甲")
    tab.write_comment("A1", "示例")
    book.close()
    with zipfile.ZipFile(path) as old:
        parts = {name: old.read(name) for name in old.namelist()}
    with zipfile.ZipFile(path, "w") as new:
        for name, data in parts.items():
            new.writestr(name, data[:40] if "comments" in name else data)
    (sheet,) = read_file(path).sheets
    content = sheet.read()
    assert list(content.rows) == [["甲"]]
    assert content.marks.comments == {}


def test_that_comments_of_an_xlsb_are_found(tmp_path):
    path = tmp_path / "表.xlsb"
    xlsb(path, {"表": grid("甲 | =1\n乙 | =2", comments={"B2": "含税\n示某"})})
    (sheet,) = read_file(path).sheets
    assert sheet.read().marks.comments == {(2, 1): "含税\n示某"}


@pytest.mark.parametrize("left", [5, 40, 60])
def test_that_comments_of_an_xlsb_that_break_off_cost_no_cell(tmp_path, left):
    path = tmp_path / "表.xlsb"
    xlsb(path, {"表": grid("甲", comments={"A1": "示例"})})
    with zipfile.ZipFile(path) as old:
        parts = {name: old.read(name) for name in old.namelist()}
    with zipfile.ZipFile(path, "w") as new:
        for name, data in parts.items():
            new.writestr(name, data[:left] if "comments" in name else data)
    content = read_file(path).sheets[0].read()
    assert (list(content.rows), content.marks.comments) == ([["甲"]], {})


def read_letters(path):
    (sheet,) = read_file(path).sheets
    return list(sheet.read().rows), struck_cells(path)


def rich_xlsx(path, options=None):
    book = xlsxwriter.Workbook(str(path), options)
    tab = book.add_worksheet("表")
    line, bold = book.add_format({"font_strikeout": True}), book.add_format({"bold": True})
    tab.write_rich_string("A1", line, "旧名", "新名")
    tab.write_rich_string("B1", bold, "加", "粗")
    tab.write_rich_string("A2", line, "100", bold, "120")
    tab.write_rich_string("B2", line, "全部", line, "划掉")
    tab.write_rich_string("A3", "余姚", line, "市甲", "乙 & 丙")
    tab.write("B3", "旧名新名")
    book.close()


READ = [["新名", "加粗"], ["120", "全部划掉"], ["余姚乙 & 丙", "旧名新名"]]


@pytest.mark.parametrize("options", [{}, {"constant_memory": True}], ids=["shared", "inline"])
def test_that_struck_letters_of_an_xlsx_are_not_read(tmp_path, options):
    rich_xlsx(tmp_path / "表.xlsx", options)
    assert read_letters(tmp_path / "表.xlsx") == (READ, {(1, 0), (2, 0), (2, 1), (3, 0)})


def test_that_struck_letters_are_not_read_where_every_row_is_taken_by_itself(tmp_path, monkeypatch):
    monkeypatch.setattr(caps, "MAX_AT_ONCE_XML", 0)
    rich_xlsx(tmp_path / "表.xlsx")
    assert read_letters(tmp_path / "表.xlsx")[0] == READ


def test_that_struck_letters_of_an_xls_are_not_read(tmp_path):
    book = xlwt.Workbook()
    tab = book.add_sheet("表")
    line, plain = xlwt.easyfont("struck_out on"), xlwt.easyfont("bold on")
    tab.write_rich_text(0, 0, [("旧名", line), ("新名", plain)])
    tab.write_rich_text(0, 1, [("加", plain), "粗"])
    tab.write_rich_text(1, 0, ["余姚", ("𠮷市", line), ("乙", plain)])
    tab.write(1, 1, "乙")
    book.save(str(tmp_path / "表.xls"))
    rows = [["新名", "加粗"], ["余姚乙", "乙"]]
    assert read_letters(tmp_path / "表.xls") == (rows, {(1, 0), (2, 0)})


def test_that_struck_letters_of_an_ods_are_not_read(tmp_path):
    path = tmp_path / "表.ods"
    ods(path, {"表": grid("甲 | 旧名新名\n乙 | 丙")})
    with zipfile.ZipFile(path) as old:
        parts = {name: old.read(name).decode("utf-8") for name in old.namelist()}
    style = (
        '<style:style style:name="gone" style:family="text"><style:text-properties '
        'style:text-line-through-style="solid"/></style:style></office:automatic-styles>'
    )
    content = parts["content.xml"].replace("</office:automatic-styles>", style)
    marked = '<text:span text:style-name="gone">旧名</text:span>新名'
    parts["content.xml"] = content.replace("旧名新名", marked)
    with zipfile.ZipFile(path, "w") as new:
        for name, part in parts.items():
            new.writestr(name, part)
    assert read_letters(path) == ([["甲", "新名"], ["乙", "丙"]], {(1, 1)})


def test_that_struck_letters_of_an_xml_spreadsheet_are_not_read(tmp_path):
    path = tmp_path / "表.xml"
    xml_2003(path, {"表": grid("甲 | 旧名新名\n乙 | 丙")})
    marked = '<S xmlns="http://www.w3.org/TR/REC-html40">旧名</S><B>新名</B>'
    path.write_text(path.read_text("utf-8").replace("旧名新名", marked), "utf-8")
    assert read_letters(path) == ([["甲", "新名"], ["乙", "丙"]], {(1, 1)})
