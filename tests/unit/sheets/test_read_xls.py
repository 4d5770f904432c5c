"""Record streams of Excel 2 to 2003, told in the same words as every other format."""

from __future__ import annotations

import datetime as dt
import io
import struct

import pytest
import xlwt
from golden_sheets.grid import Merge, grid
from golden_sheets.write_biff import biff4, biff5
from golden_sheets.write_ole import ole

from desktop_app.sheets.read import read_file
from desktop_app.sheets.read_errors import BadFile, FileProblem
from desktop_app.sheets.table import Look

DRAWN = """
海曙区企业名录（2023年） | < | < | <
企业名称 | 信用代码 | 研发费用 | 成立日期
{甲} | {A} | =812.35 | =2015-06-18
{乙} | {B} | 约300 | =2016-03-05
"""


@pytest.fixture
def book():
    return xlwt.Workbook()


@pytest.fixture
def saved(book, tmp_path):
    def read():
        path = tmp_path / "表.xls"
        book.save(str(path))
        return read_file(path)

    return read


def record(kind, layout="", *values, tail=b""):
    body = struct.pack(layout, *values) + tail
    return struct.pack("<HH", kind, len(body)) + body


def test_that_every_kind_of_cell_is_what_it_was(book, saved):
    sheet = book.add_sheet("企业")
    day = xlwt.easyxf(num_format_str="yyyy-mm-dd")
    moment = xlwt.easyxf(num_format_str="yyyy/m/d h:mm")
    for column, value in enumerate(["甲", 12, 1.25, -3, 1e20, True, 536870911, 0.01]):
        sheet.write(0, column, value)
    sheet.write(1, 0, 44260, day)
    sheet.write(1, 1, 44260.75, moment)
    sheet.write(1, 2, 9133020312345678)
    sheet.row(1).set_cell_error(3, "#REF!")
    content = saved().sheets[0].read()
    assert list(content.rows) == [
        ["甲", 12, 1.25, -3, 1e20, True, 536870911, 0.01],
        [dt.date(2021, 3, 5), dt.datetime.fromisoformat("2021-03-05T18:00"), 9133020312345678.0],
    ]
    assert content.marks.errors == {(2, 3): "#REF!"}


def test_that_hidden_things_and_merges_are_told(book, saved):
    sheet = book.add_sheet("企业")
    sheet.write_merge(0, 1, 0, 2, "合并")
    for row in range(2, 5):
        sheet.write(row, 0, row)
    sheet.row(2).hidden = True
    sheet.row(3).height = 0
    sheet.row(3).height_mismatch = True
    sheet.col(1).hidden = True
    sheet.col(2).width = 0
    gone = book.add_sheet("旧表")
    gone.visibility = 2
    file = saved()
    content = file.sheets[0].read()
    assert content.merges == ((1, 0, 2, 2),)
    assert content.marks.hidden_rows == {3, 4}
    assert content.marks.hidden_columns == {1, 2}
    assert [sheet.hidden for sheet in file.sheets] == [False, True]


def test_that_a_formula_of_a_program_that_works_nothing_out_has_no_value(book, saved):
    book.add_sheet("企业").write(1, 1, xlwt.Formula("1+1"))
    content = saved().sheets[0].read()
    assert list(content.rows) == [[], []]
    assert content.marks.no_value == {(2, 1)}


def test_that_formats_tell_what_a_person_sees(book, saved):
    sheet = book.add_sheet("企业")
    for row in range(3):
        sheet.write(row, 0, 0.0523, xlwt.easyxf(num_format_str="0.00%"))
    sheet.write(3, 0, 12345.6, xlwt.easyxf(num_format_str="0!.0,"))
    sheet.write(3, 1, 44260, xlwt.easyxf(num_format_str='yyyy"年"m"月"'))
    marks = saved().sheets[0].read().marks
    assert marks.looks == {
        0: [(1, 3, Look(percent=True)), (4, 4, Look(divisor=10_000))],
        1: [(4, 4, Look(date="ym"))],
    }


def test_that_the_1904_dates_of_old_macs_are_the_same_days(book, saved):
    book.dates_1904 = True
    sheet = book.add_sheet("企业")
    sheet.write(0, 0, dt.date(2021, 3, 5), xlwt.easyxf(num_format_str="yyyy-mm-dd"))
    content = saved().sheets[0].read()
    assert list(content.rows) == [[dt.date(2021, 3, 5)]]
    assert content.marks.is_1904


def test_that_texts_longer_than_a_record_come_in_whole(book, saved):
    sheet = book.add_sheet("企业")
    texts = [letter * 5000 for letter in "甲乙a丙"] + ["丁" * 32767]
    for row, text in enumerate(texts):
        sheet.write(row, 0, text)
    assert [row[0] for row in saved().sheets[0].read().rows] == texts


def test_that_a_cell_far_away_costs_no_memory_and_is_in_its_row(book, saved):
    sheet = book.add_sheet("企业")
    sheet.write(0, 0, "甲")
    sheet.write(65535, 255, 1)
    rows = list(saved().sheets[0].read().rows)
    assert len(rows) == 65536
    assert rows[1:-1] == [[]] * 65534
    assert rows[-1][255] == 1


def test_that_an_excel_95_file_is_read_with_its_code_page(tmp_path):
    path = tmp_path / "九五.xls"
    shown = grid(DRAWN, hidden_rows=(4,), hidden_columns=(2,))
    biff5(path, {"名录": shown, "暗": grid("甲", hidden=True)})
    file = read_file(path)
    content = file.sheets[0].read()
    rows = list(content.rows)
    assert [(sheet.name, sheet.hidden) for sheet in file.sheets] == [("名录", False), ("暗", True)]
    assert rows[2] == ["宁波示例甲有限公司", "91330203MA2TE5T1XB", 812.35, dt.date(2015, 6, 18)]
    assert content.marks.hidden_rows == {4}
    assert content.marks.hidden_columns == {2}
    assert shown.merges == (Merge(0, 0, 0, 3),)


def test_that_chinese_bytes_under_a_western_code_page_are_read_as_chinese(tmp_path):
    said = "企业名称".encode("gbk")
    sheet = record(0x0809, "<4H", 0x0500, 0x0010, 0, 0)
    sheet += record(0x0204, "<4H", 0, 0, 0, len(said), tail=said) + record(0x000A)
    head = record(0x0809, "<4H", 0x0500, 0x0005, 0, 0) + record(0x0042, "<H", 1252)
    name = b"Sheet1"
    start = len(head) + 11 + len(name) + 4
    head += record(0x0085, "<IHB", start, 0, len(name), tail=name) + record(0x000A)
    path = tmp_path / "西文.xls"
    ole(path, {"Book": head + sheet})
    assert list(read_file(path).sheets[0].read().rows) == [["企业名称"]]


def test_that_an_excel_4_file_without_a_container_is_read(tmp_path):
    path = tmp_path / "九二.xls"
    biff4(path, grid("企业名称 | 人数\n{甲} | =12"))
    (sheet,) = read_file(path).sheets
    assert (sheet.name, list(sheet.read().rows)[1]) == ("九二", ["宁波示例甲有限公司", 12.0])


def test_that_an_excel_2_file_is_read(tmp_path):
    said = "企业".encode("gbk")
    cell = "<HH3B"
    stream = record(0x0009, "<HH", 2, 0x0010) + record(0x001E, "<B", 7, tail=b"General")
    stream += record(0x001E, "<B", 2, tail=b"0%") + record(0x0043, "<4B", 0, 0, 1, 0)
    stream += record(0x0004, cell + "B", 0, 0, 0, 0, 0, len(said), tail=said)
    stream += record(0x0002, cell + "H", 0, 1, 0, 0, 0, 300)
    stream += record(0x0003, cell + "d", 1, 0, 0, 0, 0, 0.25)
    stream += record(0x0005, cell + "BB", 1, 1, 0, 0, 0, 1, 0)
    stream += record(0x0006, cell + "dB", 2, 1, 0, 0, 0, 2.5, 0)
    stream += record(0x0024, "<BBH", 1, 1, 0) + record(0x000A)
    path = tmp_path / "八七.xls"
    path.write_bytes(stream)
    content = read_file(path).sheets[0].read()
    assert list(content.rows) == [["企业", 300], [0.25, True], ["", 2.5]]
    assert content.marks.hidden_columns == {1}


def test_that_an_excel_4_workbook_is_refused_by_name(tmp_path):
    path = tmp_path / "九三.xls"
    path.write_bytes(record(0x0409, "<3H", 0, 0x0100, 0) + record(0x000A))
    with pytest.raises(BadFile, match="Excel 4"):
        read_file(path)


def test_that_a_sheet_cut_off_is_damaged(book, tmp_path):
    book.add_sheet("企业").write(0, 0, "甲")
    out = io.BytesIO()
    book.save(out)
    path = tmp_path / "半.xls"
    path.write_bytes(out.getvalue()[:2000])
    with pytest.raises(BadFile) as caught:
        list(read_file(path).sheets[0].read().rows)
    assert caught.value.problem is FileProblem.CORRUPT


def test_that_a_chart_within_a_sheet_does_not_end_it(tmp_path):
    stream = record(0x0409, "<3H", 0, 0x0010, 0)
    stream += record(0x0409, "<3H", 0, 0x0020, 0) + record(0x0203, "<3Hd", 5, 5, 0, 9.0)
    stream += record(0x000A) + record(0x0203, "<3Hd", 0, 0, 0, 1.5) + record(0x000A)
    path = tmp_path / "图.xls"
    path.write_bytes(stream)
    assert list(read_file(path).sheets[0].read().rows) == [[1.5]]
