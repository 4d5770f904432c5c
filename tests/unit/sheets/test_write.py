from __future__ import annotations

import errno
import zipfile

import openpyxl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from desktop_app.domain.errors import UserError
from desktop_app.sheets import write_file
from desktop_app.sheets.writing.cells import Column, Look
from desktop_app.sheets.writing.plain import table, write_book, write_table
from desktop_app.sheets.writing.reread import NotOurs, read_cells, read_chunks
from desktop_app.sheets.writing.shell import Drawn, Line, Shown

COLUMNS = (
    Column("统一社会信用代码", Look.CODE, width=20),
    Column("名称", Look.TEXT, width=30),
    Column("行业", Look.CODED, labels={"C26": "化学原料"}),
    Column("研发费用合计", Look.AMOUNT, "L07 千元", digits=5),
    Column("面积", Look.AMOUNT, "平方米", digits=2, fixed=2),
    Column("人数", Look.WHOLE, "人"),
    Column("年份", Look.YEAR),
    Column("日期", Look.DATE),
    Column("是否", Look.FLAG),
)
ROW = ("0133", "甲", "C26", 1_548_000_000, 1050, 12, 2024, "2024-12-31", 1)

texts = st.none() | st.text(
    st.characters(exclude_categories=("Cc", "Cs"), exclude_characters="\ufffe\uffff")
    | st.sampled_from("=+-@ \n\t\r_x0041&<>\"'𠮷廸😀"),
    min_size=1,
    max_size=12,
)
numbers = st.none() | st.integers(-(10**15), 10**15)
dates = st.none() | st.dates().map(lambda day: day.isoformat())
stored_rows = st.lists(
    st.tuples(
        texts,
        texts,
        texts,
        numbers,
        numbers,
        numbers,
        numbers,
        dates,
        st.sampled_from([None, 0, 1]),
    ),
    max_size=5,
)


@settings(max_examples=60, deadline=None)
@given(stored_rows)
def test_that_rows_are_read_back_as_they_were_stored(round_trip, rows):
    assert round_trip(COLUMNS, rows) == rows


def test_that_blank_and_zero_stay_two_things(round_trip):
    columns = COLUMNS[3:6]
    rows = [(0, None, 0), (None, 0, None)]
    assert round_trip(columns, rows) == rows


def test_that_many_chunks_keep_their_order(round_trip):
    rows = [(f"{n:05}",) for n in range(4_500)]
    assert round_trip((Column("代码", Look.CODE),), rows) == rows


@pytest.mark.parametrize("text", ["=1+1", "+86", "-5", "@x"])
def test_that_a_formula_like_text_stays_text(tmp_path, text):
    write_table(tmp_path / "t.xlsx", "表", COLUMNS[1:2], [(text,)])
    cell = openpyxl.load_workbook(tmp_path / "t.xlsx")["表"]["A5"]
    assert (cell.value, cell.data_type) == (text, "s")
    assert cell.quotePrefix


def test_that_a_code_keeps_its_zeros_and_the_text_format(tmp_path):
    write_table(tmp_path / "t.xlsx", "表", COLUMNS, [ROW])
    cell = openpyxl.load_workbook(tmp_path / "t.xlsx")["表"]["A5"]
    assert (cell.value, cell.number_format) == ("0133", "@")


def test_that_amounts_stand_in_their_display_unit(tmp_path):
    write_table(tmp_path / "t.xlsx", "表", COLUMNS, [ROW])
    sheet = openpyxl.load_workbook(tmp_path / "t.xlsx")["表"]
    assert sheet["D5"].value == 15480
    assert sheet["D5"].number_format == "#,##0;[Red]-#,##0"
    assert (sheet["E5"].value, sheet["E5"].number_format[:8]) == (10.5, "#,##0.00")
    assert sheet["H5"].is_date


def test_that_a_control_character_is_refused_and_no_file_is_left(tmp_path):
    rows = [("A", "好"), ("B", "坏\x07")]
    with pytest.raises(UserError, match=r"“表”的 B6"):
        write_table(tmp_path / "t.xlsx", "表", COLUMNS[:2], rows)
    assert list(tmp_path.iterdir()) == []


def test_that_a_separator_of_our_own_is_refused_like_any_control_character(tmp_path):
    with pytest.raises(UserError, match="B5"):
        write_table(tmp_path / "t.xlsx", "表", COLUMNS[:2], [("A", "a\0b")])


def test_that_a_control_character_in_a_code_is_refused(tmp_path):
    with pytest.raises(UserError, match="A5"):
        write_table(tmp_path / "t.xlsx", "表", COLUMNS[2:3], [("A\x1f",)])


def test_that_the_filter_reaches_the_last_row(tmp_path, sheet_xml):
    write_table(tmp_path / "t.xlsx", "表", COLUMNS[:2], [("A", "a")] * 7)
    assert '<autoFilter ref="A4:B11"/>' in sheet_xml(tmp_path / "t.xlsx")
    with zipfile.ZipFile(tmp_path / "t.xlsx") as book:
        names = book.read("xl/workbook.xml").decode()
    assert "'表'!$A$4:$B$11</definedName>" in names


def test_that_headings_stay_in_view_and_on_each_printed_page(tmp_path):
    write_table(tmp_path / "t.xlsx", "表", COLUMNS, [ROW], kept=2)
    sheet = openpyxl.load_workbook(tmp_path / "t.xlsx")["表"]
    assert sheet.freeze_panes == "C5"
    assert (sheet.print_title_rows, sheet.print_title_cols) == ("$3:$4", "$A:$B")
    assert sheet.page_setup.orientation == "landscape"
    assert sheet.page_setup.paperSize == 9
    assert "第 &P 页，共 &N 页" in sheet.oddFooter.right.text


def test_that_every_used_style_has_a_name_of_ours(tmp_path):
    write_table(tmp_path / "t.xlsx", "表", COLUMNS, [ROW])
    book = openpyxl.load_workbook(tmp_path / "t.xlsx")
    styles = {cell.style for row in book["表"].iter_rows() for cell in row if cell.value}
    assert styles
    assert all(style.startswith("双倍增 ") for style in styles)


def test_that_a_drawn_sheet_shows_texts_as_texts(tmp_path):
    lines = (Line((Shown("=A1", "value"), Shown(None, "value"))), Line((Shown(3, "whole", 2),)))
    write_book(tmp_path / "t.xlsx", (Drawn("封面", (20, 20), lines),))
    sheet = openpyxl.load_workbook(tmp_path / "t.xlsx")["封面"]
    assert (sheet["A1"].value, sheet["A1"].data_type) == ("=A1", "s")
    assert sheet["A2"].value == 3
    assert [str(area) for area in sheet.merged_cells.ranges] == ["A2:B2"]


def test_that_a_later_sheet_may_tell_of_the_rows_of_an_earlier_one(tmp_path):
    seen = []
    rows = (seen.append(n) or (str(n),) for n in range(3))
    first = table("一", COLUMNS[:1], rows)
    second = table("二", COLUMNS[5:6], ((len(seen),) for _ in range(1)))
    write_book(tmp_path / "t.xlsx", (first, second))
    assert openpyxl.load_workbook(tmp_path / "t.xlsx")["二"]["A5"].value == 3


def test_that_a_title_becomes_a_name_that_a_tab_can_have(tmp_path):
    title = "出错说明: [海曙区] 2024/Q1 'a' " + "长" * 40
    write_table(tmp_path / "t.xlsx", title, COLUMNS[:2], [("A", "a")], kept=1)
    sheet = openpyxl.load_workbook(tmp_path / "t.xlsx").worksheets[0]
    assert sheet.title == ("出错说明   海曙区  2024 Q1  a  " + "长" * 40)[:31]
    assert sheet["A1"].value == title
    assert sheet.print_title_cols == "$A:$A"


def test_that_a_failure_leaves_the_old_file_as_it_was(tmp_path):
    path = tmp_path / "t.xlsx"
    path.write_bytes(b"old")

    def rows():
        yield ROW
        raise RuntimeError

    with pytest.raises(RuntimeError):
        write_table(path, "表", COLUMNS, rows())
    assert path.read_bytes() == b"old"
    assert list(tmp_path.iterdir()) == [path]


@pytest.mark.parametrize(
    ("number", "words"),
    [(errno.ENOSPC, "磁盘空间不够"), (errno.EACCES, "别的程序"), (errno.EIO, "写不进去")],
)
def test_that_a_disk_that_fails_is_told_in_words(tmp_path, monkeypatch, number, words):
    def fail(_file):
        raise OSError(number, "reason")

    monkeypatch.setattr(write_file, "settle", fail)
    with pytest.raises(UserError, match=words):
        write_table(tmp_path / "t.xlsx", "表", COLUMNS, [ROW])
    assert list(tmp_path.iterdir()) == []


def test_that_a_missing_folder_is_told_in_words(tmp_path):
    with pytest.raises(UserError, match="不存在"):
        write_table(tmp_path / "no" / "t.xlsx", "表", COLUMNS, [ROW])


def test_that_a_workbook_is_byte_for_byte_the_same_each_time(tmp_path):
    for name in ("a.xlsx", "b.xlsx"):
        write_table(tmp_path / name, "表", COLUMNS, [ROW])
    assert (tmp_path / "a.xlsx").read_bytes() == (tmp_path / "b.xlsx").read_bytes()


GOOD_ROW = '<row r="5"><c r="A5" s="1" t="inlineStr"><is><t>a</t></is></c></row>'


@pytest.mark.parametrize(
    "rows",
    [
        GOOD_ROW.replace("A5", "B5"),
        GOOD_ROW.replace("A5", "A6"),
        GOOD_ROW.replace("inlineStr", "s"),
        GOOD_ROW.replace("</row>", "<c/></row>"),
        GOOD_ROW.replace("<is>", "<f>1</f><is>"),
        GOOD_ROW + GOOD_ROW,
        GOOD_ROW + "<!-- -->",
        GOOD_ROW + GOOD_ROW.replace("5", "7"),
    ],
)
def test_that_a_row_we_would_not_have_written_is_refused(rows):
    blocks = [f"<sheetData>{rows}</sheetData>".encode()]
    with pytest.raises(NotOurs):
        list(read_chunks(blocks, (Column("甲", Look.CODE),), 5))


@pytest.mark.parametrize("text", ["", "<sheetData>", f"<sheetData>{GOOD_ROW}", "<sheetData>\udc80"])
def test_that_a_sheet_without_an_end_is_refused(text):
    blocks = [text.encode(errors="surrogateescape")]
    with pytest.raises(NotOurs):
        list(read_chunks(blocks, (Column("甲", Look.CODE),), 5))


def test_that_a_number_finer_than_its_column_is_refused():
    row = '<row r="5"><c r="A5" s="1"><v>0.001</v></c></row>'
    blocks = [f"<sheetData>{row}</sheetData>".encode()]
    with pytest.raises(NotOurs):
        list(read_chunks(blocks, (Column("甲", Look.AMOUNT, digits=2),), 5))


@pytest.mark.parametrize("text", ["a\x1eb", "a\rb", "_x0041_", "_xD800_"])
def test_that_a_text_we_would_not_have_written_is_refused(text):
    blocks = [f"<sheetData>{GOOD_ROW.replace('>a<', f'>{text}<')}</sheetData>".encode()]
    with pytest.raises(NotOurs):
        list(read_chunks(blocks, (Column("甲", Look.TEXT),), 5))
    with pytest.raises(NotOurs):
        list(read_cells(blocks))


def test_that_a_row_without_end_is_given_up():
    block = b"<sheetData>" + GOOD_ROW.encode()[:-20] + b"a" * 1024 * 1024
    endless = (block if n == 0 else b"a" * 1024 * 1024 for n in range(1000))
    with pytest.raises(NotOurs, match="without end"):
        list(read_chunks(endless, (Column("甲", Look.CODE),), 5))
    assert next(endless, None) is not None


def test_that_codes_of_digits_are_not_marked_as_mistakes(tmp_path, sheet_xml):
    write_table(tmp_path / "t.xlsx", "表", COLUMNS[:2], [("0133", "a")])
    assert 'sqref="A5:B5" numberStoredAsText="1"' in sheet_xml(tmp_path / "t.xlsx")


def test_that_a_small_sheet_with_a_formula_is_refused():
    text = '<sheetData><row r="1"><c r="A1" s="0"><f>1</f><v>1</v></c></row></sheetData>'
    with pytest.raises(NotOurs):
        list(read_cells([text.encode()]))
