"""Workbooks of Excel: all ways of reading them say the same, and neither can be blown up."""

from __future__ import annotations

import datetime as dt
import io
import itertools
import time
import zipfile
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress

import openpyxl
import pytest
import xlsxwriter
from golden_sheets import CASES
from make_more_sheets import MAKERS

from desktop_app.sheets import caps
from desktop_app.sheets.read import read_file
from desktop_app.sheets.read_errors import BadFile, FileProblem
from desktop_app.sheets.table import Look
from desktop_app.sheets.xlsx import read as read_xlsx
from desktop_app.sheets.xlsx import read_xml
from desktop_app.sheets.xlsx.stream import XlsxRows
from tests.processor_time import done_within

SPACE = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
WAYS = pytest.mark.parametrize("read_in", ["whole", "pieces", "rows"])


def plain(rows):
    """Return rows without the blanks behind their last cell, told apart by type."""
    found = []
    for row in rows:
        cells = [(type(cell), cell) for cell in row]
        while cells and cells[-1][1] == "":
            cells.pop()
        found.append(cells)
    while found and not found[-1]:
        found.pop()
    return found


@pytest.fixture
def book(tmp_path):
    """Make a workbook by XlsxWriter, and read its first sheet."""
    path = tmp_path / "表.xlsx"

    def make(write, **options):
        with xlsxwriter.Workbook(str(path), options) as out:
            write(out, out.add_worksheet("企业"))
        return path

    return make


@pytest.fixture
def part(tmp_path, book):
    """Put XML in the place of a workbook's first sheet, and read it."""

    def read(xml, **parts):
        path = book(lambda _out, sheet: sheet.write(0, 0, "甲"))
        change(path, {"xl/worksheets/sheet1.xml": xml.encode(), **parts})
        return read_file(path).sheets[0].read()

    return read


def change(path, parts):
    with zipfile.ZipFile(path) as archive:
        known = {name: archive.read(name) for name in archive.namelist()}
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in (known | parts).items():
            if data is not None:
                archive.writestr(name, data)


def sheet_xml(rows, before="", after=""):
    return f'<worksheet xmlns="{SPACE}">{before}<sheetData>{rows}</sheetData>{after}</worksheet>'


def go(monkeypatch, read_in):
    """Let sheets be read as a whole, in pieces of a few rows, or row by row."""
    monkeypatch.setattr(caps, "MAX_AT_ONCE", 0 if read_in == "rows" else 4_000_000)
    is_cut = read_in == "pieces"
    monkeypatch.setattr(caps, "PIECE", 0 if is_cut else 8 * 1024 * 1024)
    monkeypatch.setattr(caps, "WINDOW", 1000 if is_cut else 1024 * 1024)
    monkeypatch.setattr(read_xlsx, "TIMES", 0 if is_cut else 2)


@pytest.fixture
def way(monkeypatch, read_in):
    go(monkeypatch, read_in)


ALL = {**MAKERS, **CASES}


@pytest.mark.parametrize("name", sorted(ALL))
def test_that_all_ways_say_the_same_of_a_golden_workbook(name, tmp_path, monkeypatch):
    ALL[name](tmp_path / name if name in MAKERS else tmp_path)
    for path in sorted(tmp_path.rglob("*")):
        if not path.is_file() or not zipfile.is_zipfile(path):
            continue
        read = []
        for read_in in ("whole", "pieces", "rows"):
            go(monkeypatch, read_in)
            try:
                sheets = read_file(path).sheets
                read.append([plain(sheet.read().rows) for sheet in sheets])
            except BadFile as refused:
                read.append(refused.problem)
        assert read[0] == read[1] == read[2]


@WAYS
def test_that_every_kind_of_cell_is_what_it_was(book, way):
    def write(out, sheet):
        day = out.add_format({"num_format": "yyyy-mm-dd"})
        span = out.add_format({"num_format": "[h]:mm"})
        sheet.write_row(0, 1, ["甲 & <乙>\n丙", 12, 1.25, True, ' "x" ', "_x000D_"])
        sheet.write(1, 0, 44260, day)
        sheet.write(1, 1, 44260.75, day)
        sheet.write(1, 2, 0.5, day)
        sheet.write(1, 3, 1.5, span)
        sheet.write(1, 4, 2958466, day)
        sheet.write_rich_string(2, 0, "宁波", out.add_format({"bold": True}), "示例")
        sheet.write_formula(2, 1, "=1+1", None, 2)
        sheet.write_formula(2, 2, '="甲"', None, "甲")

    rows = list(read_file(book(write)).sheets[0].read().rows)
    assert plain(rows) == plain(
        [
            ["", "甲 & <乙>\n丙", 12.0, 1.25, True, ' "x" ', "_x000D_"],
            [
                dt.date(2021, 3, 5),
                dt.datetime.fromisoformat("2021-03-05T18:00"),
                dt.time(12),
                dt.timedelta(hours=36),
                2958466.0,
            ],
            ["宁波示例", 2.0, "甲"],
        ]
    )


@WAYS
@pytest.mark.parametrize("options", [{}, {"constant_memory": True}, {"date_1904": True}])
def test_that_dates_and_texts_are_the_same_however_they_are_kept(book, way, options):
    def write(out, sheet):
        day = out.add_format({"num_format": 'yyyy"年"m"月"d"日"'})
        sheet.write_datetime(0, 0, dt.date(2021, 3, 5), day)
        sheet.write(0, 1, "甲")

    content = read_file(book(write, **options)).sheets[0].read()
    assert list(content.rows) == [[dt.date(2021, 3, 5), "甲"]]
    assert content.marks.is_1904 == ("date_1904" in options)


@WAYS
def test_that_formats_tell_what_a_person_sees(book, way):
    codes = ["0.00%", "0!.0,", '0"万元"', "000000", 'yyyy"年"m"月"', "yyyy-mm-dd"]

    def write(out, sheet):
        for column, code in enumerate(codes):
            for row in range(2):
                sheet.write(row, column, 44260, out.add_format({"num_format": code}))

    assert read_file(book(write)).sheets[0].read().marks.looks == {
        0: [(1, 2, Look(percent=True))],
        1: [(1, 2, Look(divisor=10_000))],
        2: [(1, 2, Look(unit="万元"))],
        3: [(1, 2, Look(digits=6))],
        4: [(1, 2, Look(date="ym"))],
    }


def test_that_a_date_only_chinese_programs_know_is_one(book):
    def write(out, sheet):
        sheet.write(0, 0, 44260, out.add_format({"num_format": 'e"年"'}))

    assert list(read_file(book(write)).sheets[0].read().rows) == [[dt.date(2021, 3, 5)]]


def test_that_rows_and_columns_of_no_size_are_hidden(part):
    content = part(
        sheet_xml(
            '<row r="1" ht="0" customHeight="1"><c r="A1"><v>1</v></c></row>'
            '<row r="2" hidden="true"><c r="A2"><v>2</v></c></row>'
            '<row r="3" ht="20.5"><c r="A3"><v>3</v></c></row>',
            before='<cols><col min="2" max="3" width="0"/>'
            '<col min="5" max="16384" hidden="1"/></cols>',
        )
    )
    assert content.marks.hidden_rows == {1, 2}
    assert content.marks.hidden_columns == {1, 2, *range(4, caps.WIDEST)}


def test_that_an_empty_text_is_a_result_of_a_program_that_works_formulas_out(part):
    rows = (
        '<row r="1"><c r="A1" t="str"><f>IF(B1=1,"x","")</f><v></v></c>'
        '<c r="B1"><f>C1</f></c><c r="C1"><f t="shared" si="0"/><v/></c>'
        '<c r="D1"><f>0</f><v>0</v></c></row>'
    )
    content = part(sheet_xml(rows), **{"xl/workbook.xml": workbook('<calcPr calcId="191029"/>')})
    assert content.marks.no_value == {(1, 1), (1, 2)}
    assert plain(content.rows) == plain([["", "", "", 0.0]])


@WAYS
def test_that_a_book_still_to_be_worked_out_has_no_zero_results(part, way):
    rows = (
        '<row r="2"><c r="A2" t="str"><f>B1</f><v></v></c><c r="B2"><f>C1</f><v>0</v></c>'
        '<c r="C2"><v>0</v></c><c r="D2"><f>1+1</f><v>2</v></c></row>'
    )
    due = workbook('<calcPr fullCalcOnLoad="1"/>')
    content = part(sheet_xml(rows), **{"xl/workbook.xml": due})
    assert content.marks.no_value == {(2, 0), (2, 1)}
    assert plain(content.rows) == plain([[], ["", "", 0.0, 2.0]])


def workbook(inside):
    relation = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
    sheets = '<sheets><sheet name="企业" sheetId="1" r:id="rId1"/></sheets>'
    return f'<workbook xmlns="{SPACE}" xmlns:r="{relation}">{sheets}{inside}</workbook>'.encode()


@pytest.mark.parametrize("prefix", ["", "x:"])
def test_that_errors_are_told_in_whatever_dress(part, prefix):
    cells = '<c r="A1" t="e"><v>#N/A</v></c><c r="B1" t="e"><f>1/0</f><v>#DIV/0!</v></c>'
    cells = cells.replace("<c ", f"<{prefix}c ").replace("</c>", f"</{prefix}c>")
    xml = sheet_xml(f'<row r="1">{cells}</row>').replace(
        "<worksheet", f'<worksheet xmlns:x="{SPACE}"'
    )
    assert part(xml).marks.errors == {(1, 0): "#N/A", (1, 1): "#DIV/0!"}


@WAYS
@pytest.mark.parametrize(
    "rows",
    [
        "<row r='1'><c r='A1' t='inlineStr'><is><t>甲</t></is></c><c r='B1'><v>1</v></c></row>",
        '<row r="1"><c t="inlineStr" r="A1"><is><r><t>甲</t></r></is></c>{}</row>'.format(
            '<c s="0" r="B1"><v>1</v></c>'
        ),
        '<row r="1">\n <c r="A1" t="str">\n  <v>甲</v>\n </c>\n <c r="B1"><v>1</v></c>\n</row>',
        '<row><c t="str"><v>甲</v></c><c><v>1</v></c></row>',
        '<row r="1"><c r="A1" t="str"><v><![CDATA[甲]]></v></c><c r="B1"><v>1</v></c></row>',
        '<row r="1"><c r="A1" t="inlineStr"><is><t xml:space="preserve">甲</t></is></c>{}'.format(
            '<c r="B1"><v>1</v></c></row>'
        ),
    ],
    ids=["quotes", "order", "gaps", "no places", "cdata", "space"],
)
def test_that_unusual_xml_says_the_same(part, way, rows):
    assert plain(part(sheet_xml(rows)).rows) == plain([["甲", 1.0]])


def test_that_rows_out_of_order_are_put_in_order(part):
    rows = '<row r="3"><c r="A3"><v>3</v></c></row><row r="1"><c r="A1"><v>1</v></c></row>'
    for _way in range(2):
        assert plain(part(sheet_xml(rows)).rows) == plain([[1.0], [], [3.0]])


@WAYS
def test_that_a_prefixed_sheet_is_read(part, way):
    xml = (
        f'<x:worksheet xmlns:x="{SPACE}"><x:sheetData><x:row r="1" hidden="1"><x:c r="A1" t="str">'
        '<x:v>甲</x:v></x:c></x:row></x:sheetData><x:mergeCells><x:mergeCell ref="A1:B2"/>'
        "</x:mergeCells></x:worksheet>"
    )
    content = part(xml)
    assert plain(content.rows) == plain([["甲"]])
    assert content.merges == ((1, 0, 2, 1),)
    assert content.marks.hidden_rows == {1}


@pytest.mark.parametrize("place", ["XFD1048576", "IV1048576", "A1048576", "XFD1"])
@pytest.mark.parametrize("quote", ['"', "'"])
def test_that_a_stray_cell_in_the_last_corner_costs_nothing(part, place, quote):
    row = int(place.lstrip("ABCDEFGHIJKLMNOPQRSTUVWXYZ"))
    stray = f'<c r="{place}"><v>9</v></c>'.replace('"', quote)
    first = '<c r="A1"><v>1</v></c><c r="B1"><v>2</v></c>'
    rows = f'<row r="1">{first}{stray if row == 1 else ""}</row>'
    rows += f'<row r="{row}">{stray}</row>' if row > 1 else ""
    content = part(sheet_xml(rows, before='<dimension ref="A1:B1"/>'))
    found = list(content.rows)
    assert found[0] == [1.0, 2.0]
    assert len(found) in {1, row}
    assert len(content.marks.far) == ("XFD" in place)


def test_that_formatted_rows_down_to_the_last_cost_no_rows(part):
    rows = '<row r="1"><c r="A1"><v>1</v></c></row>'
    rows += "".join(f'<row r="{n}" s="1" customFormat="1"/>' for n in range(2, 50_000))
    content = part(sheet_xml(rows))
    assert content.height == 1
    assert plain(content.rows) == plain([[1.0]])


@pytest.mark.parametrize(
    "rows",
    [
        '<row r="1"><c r="A1"><v>1</v></c></row><row r="2"><c r="A2"><v>1</v</c></row>',
        '<row r="1"><c r="A1"><v>1</v></c></row><rw r="2"><c r="A2"><v>2</v></c></rw>',
        '<row r="1"><c r="A1" t="s"><v>99</v></c></row>',
        '<row r="1"><c r="A1"><v>eins</v></c></row>',
        '<row r="0"><c r="A0"><v>1</v></c></row>',
        '<row r="1"><c r="A1" t="x"><v>1</v></c></row>',
    ],
    ids=["tag", "row", "text", "number", "row 0", "type"],
)
def test_that_damage_within_the_rows_is_named(part, rows, monkeypatch):
    monkeypatch.setattr(caps, "MAX_AT_ONCE", 0)
    with pytest.raises(BadFile):
        list(part(sheet_xml(rows)).rows)


@pytest.mark.parametrize(
    "parts",
    [
        {"xl/styles.xml": None},
        {"xl/sharedStrings.xml": None},
        {"xl/worksheets/sheet1.xml": None},
        {"xl/workbook.xml": b""},
        {"xl/_rels/workbook.xml.rels": None},
        {"xl/sharedStrings.xml": b"<!DOCTYPE x [<!ENTITY a 'b'>]><sst/>"},
        {"xl/styles.xml": b"<!DOCTYPE x [<!ENTITY a 'b'>]><styleSheet/>"},
        {"xl/worksheets/sheet1.xml": b"<!DOCTYPE x><worksheet><sheetData/></worksheet>"},
    ],
    ids=["no styles", "no texts", "no sheet", "no book", "no links", "texts", "styles", "sheet"],
)
def test_that_missing_and_declared_parts_are_damage(book, parts):
    path = book(lambda _out, sheet: sheet.write(0, 0, "甲"))
    change(path, parts)
    with pytest.raises(BadFile) as caught:
        list(read_file(path).sheets[0].read().rows)
    assert caught.value.problem is FileProblem.CORRUPT


def test_that_parts_named_in_other_letters_and_slashes_are_found(book, tmp_path):
    path = book(lambda _out, sheet: sheet.write(0, 0, "甲"))
    with zipfile.ZipFile(path) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        for name, data in parts.items():
            odd = name.replace("xl/workbook.xml", "xl/Workbook.xml").replace(
                "worksheets/", "Worksheets\\"
            )
            archive.writestr(odd, data)
    path.write_bytes(out.getvalue())
    assert plain(read_file(path).sheets[0].read().rows) == plain([["甲"]])


def test_that_a_part_packed_beyond_measure_is_too_large(book):
    path = book(lambda _out, sheet: sheet.write(0, 0, "甲"))
    change(path, {"xl/worksheets/sheet1.xml": b" " * (64 * 1024 * 1024)})
    with pytest.raises(BadFile) as caught:
        read_file(path)
    assert caught.value.problem is FileProblem.TOO_LARGE


def test_that_long_texts_shared_by_many_cells_are_not_copied_for_each(book, monkeypatch):
    monkeypatch.setattr(caps, "MAX_AT_ONCE_TEXT", 1_000)
    path = book(lambda _out, sheet: [sheet.write(row, 0, "长" * 3000) for row in range(50)])
    rows = list(read_file(path).sheets[0].read().rows)
    assert len({id(row[0]) for row in rows}) == 1


def test_that_a_chart_sheet_is_no_sheet_of_rows(tmp_path):
    path = tmp_path / "图.xlsx"
    with xlsxwriter.Workbook(str(path)) as out:
        sheet = out.add_worksheet("企业")
        sheet.write(0, 0, 1)
        chart = out.add_chart({"type": "line"})
        chart.add_series({"values": "=企业!$A$1:$A$1"})
        out.add_chartsheet("图").set_chart(chart)
    assert [sheet.name for sheet in read_file(path).sheets] == ["企业"]


def test_that_what_openpyxl_saves_is_read(tmp_path):
    path = tmp_path / "表.xlsx"
    out = openpyxl.Workbook()
    out.active.append(["甲", 1.5, dt.date(2021, 3, 5), None, "=A1"])
    out.active.sheet_state = "visible"
    out.create_sheet("暗").sheet_state = "veryHidden"
    out.save(path)
    file = read_file(path)
    content = file.sheets[0].read()
    assert plain(content.rows) == plain([["甲", 1.5, dt.date(2021, 3, 5)]])
    assert content.marks.no_value == {(1, 4)}
    assert [sheet.hidden for sheet in file.sheets] == [False, True]


@WAYS
@pytest.mark.parametrize(
    ("name", "xml"),
    [
        ("xl/sharedStrings.xml", "<sst>" + "<si><t>" * 200_000),
        ("xl/sharedStrings.xml", "<sst><si>" + "<rPh>" * 200_000 + "</si></sst>"),
        ("xl/worksheets/sheet1.xml", sheet_xml('<row r="1">' + '<c r="A1" ' * 200_000 + "</row>")),
        ("xl/worksheets/sheet1.xml", sheet_xml("<row " * 200_000)),
        ("xl/worksheets/sheet1.xml", sheet_xml('<row r="1"><c r="A1" t="e"/></row>' * 50_000)),
        ("xl/worksheets/sheet1.xml", sheet_xml('<row r="1">' + "<f>" * 300_000 + "</row>")),
        ("xl/workbook.xml", "<workbook>" + "<sheet " * 200_000),
        ("xl/styles.xml", "<styleSheet><cellXfs>" + "<xf>" * 200_000),
    ],
    ids=["texts", "sounds", "cells", "rows", "errors", "formulas", "book", "styles"],
)
def test_that_xml_made_to_be_slow_is_not(book, way, name, xml):
    path = book(lambda _out, sheet: sheet.write(0, 0, "甲"))
    change(path, {name: xml.encode()})

    def read():
        with suppress(BadFile):
            for sheet in read_file(path).sheets:
                list(sheet.read().rows)

    done_within(15, read)


@pytest.mark.parametrize(
    "rows",
    [
        '<row r="1"><c r="D99999999999999999999"><v>1</v></c></row>',
        '<row r="1"><c r="xfd1048576"><v>1</v></c></row>',
        '<row r="1"><c r="AAAAAAAAAA1"><v>1</v></c></row>',
        '<row r="4000000000"><c><v>1</v></c></row>',
        '<row r="1048576"><c><v>1</v></c><c r="XFD1048576"><v>1</v></c></row>',
        '<row r = "1"><c r = "XFD1048576"><v>1</v></c></row>',
        '<row r="1"><c\n r\n=\n"XFD1048576"><v>1</v></c></row>',
        '<row r="1"><c r="A1"><v>1</v></c><c r="XFD99999"><v>1</v></c></row>',
    ],
)
def test_that_no_place_makes_calamine_ask_for_all_memory(part, rows):
    with suppress(BadFile):
        assert sum(map(len, part(sheet_xml('<row r="1"/>' + rows)).rows)) < 10


def test_that_links_and_settings_of_a_sheet_do_not_make_it_slow(book, monkeypatch):
    path = book(lambda _out, sheet: [sheet.write_url(0, 0, "https://example.invalid"), sheet])
    streamed = []
    monkeypatch.setattr("desktop_app.sheets.xlsx.read._streamed", streamed.append)
    rows = list(read_file(path).sheets[0].read().rows)
    assert rows == [["https://example.invalid"]]
    assert streamed == []


def test_that_pieces_come_in_their_order_whichever_thread_is_first(book, monkeypatch):
    go(monkeypatch, "pieces")
    path = book(lambda _out, sheet: [sheet.write_row(row, 0, [row]) for row in range(200)])
    submitted = ThreadPoolExecutor.submit

    def late(pool, act, *arguments):
        # Of two threads that begin, the first is sometimes the later one.
        delay = 0.02 if next(turns) % 3 == 0 else 0.0
        return submitted(pool, lambda: time.sleep(delay) or act(*arguments))

    turns = itertools.count()
    monkeypatch.setattr(ThreadPoolExecutor, "submit", late)
    rows = read_file(path).sheets[0].read().rows
    assert [row[0] for row in rows] == [float(row) for row in range(200)]


def test_that_no_piece_of_a_long_sheet_is_read_row_by_row(book, monkeypatch):
    go(monkeypatch, "pieces")
    monkeypatch.setattr(XlsxRows, "numbered", None)
    path = book(lambda _out, sheet: [sheet.write_row(row, 1, ["甲", row]) for row in range(2, 200)])
    rows = read_file(path).sheets[0].read().rows
    assert plain(rows) == plain([[], [], *(["", "甲", float(row)] for row in range(2, 200))])


@pytest.mark.parametrize(
    ("cells", "corner"),
    [
        (['<c r="A99999"/>', '<c r="B100002"/>'], (4, 26)),
        (['<c r="A100001" s="1"/>', '<c r="AB100001"/>'], (1, 28)),
        (['<x:c r="A100001"/>', '<x:c r="B1048576"/>'], (948_576, 2)),
        (['<c s="1" r="C100001"/>', "<c r='A3'/>"], (99_999, 3)),
    ],
)
def test_that_the_extent_of_rows_far_down_is_told(cells, corner):
    assert read_xml.extent(["".join(cells).encode()]) == corner


def test_that_the_cells_of_a_window_cut_anywhere_are_read_as_usual_ones():
    cell = b'<c r="A1"><v>1</v></c>'
    for cut in range(len(cell)):
        assert read_xml._words(cell * 3 + cell[:cut]) is read_xml._Words
