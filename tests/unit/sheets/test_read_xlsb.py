"""Excel's binary workbooks, told in the same words as every other format."""

from __future__ import annotations

import datetime as dt
import struct
import zipfile

import pytest
from golden_sheets.grid import grid
from golden_sheets.write_xlsb import xlsb

from desktop_app.sheets.read import read_file
from desktop_app.sheets.read_errors import BadFile, FileProblem
from desktop_app.sheets.table import Look


def record(kind, body=b""):
    lead = bytes([kind]) if kind < 128 else bytes([kind & 0x7F | 0x80, kind >> 7])
    size, length = len(body), b""
    while size > 127:
        length, size = length + bytes([size & 0x7F | 0x80]), size >> 7
    return lead + length + bytes([size]) + body


def wide(text):
    return struct.pack("<I", len(text)) + text.encode("utf-16-le")


def number(column, style, value):
    return record(5, struct.pack("<IId", column, style, value))


def row(place, *cells, flags=0, height=300):
    return record(0, struct.pack("<IIHBBB", place, 0, height, 0, flags, 0)) + b"".join(cells)


def changed(path, name, change):
    """Change one part of a zipped file."""
    with zipfile.ZipFile(path) as archive:
        parts = {part: archive.read(part) for part in archive.namelist()}
    parts[name] = change(parts.get(name, b""))
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for part, data in parts.items():
            archive.writestr(part, data)


@pytest.fixture
def path(tmp_path):
    file = tmp_path / "名录.xlsb"
    xlsb(file, {"名录": grid("企业名称 | 人数\n{甲} | =12"), "暗": grid("甲", hidden=True)})
    return file


@pytest.fixture
def content(path):
    def read(*rows, before=b"", after=b""):
        sheet = record(129) + before + record(145) + b"".join(rows) + record(146) + after
        changed(path, "xl/worksheets/sheet1.bin", lambda _old: sheet + record(130))
        return read_file(path).sheets[0].read()

    return read


def test_that_cells_hidden_things_and_merges_are_read(tmp_path):
    shown = grid(
        """
海曙区企业名录（2023年） | < | < | <
企业名称 | 人数 | 成立日期 | 规上
{甲} | =12 | =2015-06-18 | =TRUE
.
{乙} | =#REF! |  | =FALSE
""",
        hidden_rows=(5,),
        hidden_columns=(2,),
    )
    path = tmp_path / "名录.xlsb"
    xlsb(path, {"名录": shown, "暗": grid("甲", hidden=True)})
    file = read_file(path)
    content = file.sheets[0].read()
    assert [(sheet.name, sheet.hidden) for sheet in file.sheets] == [("名录", False), ("暗", True)]
    assert list(content.rows)[2:] == [
        ["宁波示例甲有限公司", 12.0, dt.date(2015, 6, 18), True],
        [],
        ["宁波示例乙有限公司", "", "", False],
    ]
    assert content.merges == ((1, 0, 1, 3),)
    assert content.marks.hidden_rows == {5}
    assert content.marks.hidden_columns == {2}
    assert content.marks.errors == {(5, 1): "#REF!"}


def test_that_every_kind_of_record_is_read(content, path):
    changed(path, "xl/sharedStrings.bin", lambda _old: record(19, b"\0" + wide("共用")))
    relation = b'<Relationship Id="rIdS" Type="x/sharedStrings" Target="sharedStrings.bin"/>'
    changed(
        path,
        "xl/_rels/workbook.bin.rels",
        lambda old: old.replace(b"</Relationships>", relation + b"</Relationships>"),
    )
    head = struct.pack("<II", 0, 0)
    found = content(
        row(0, record(7, head + struct.pack("<I", 0)), record(2, struct.pack("<IIi", 1, 0, 50))),
        row(1, record(2, struct.pack("<IIi", 0, 0, (1234 << 2) | 3))),
        row(2, record(62, head + b"\0" + wide("富文本"))),
        row(3, record(8, head + wide("果") + bytes(6)), record(10, struct.pack("<IIB", 1, 0, 1))),
        row(4, record(11, head + b"\x07"), record(1, struct.pack("<II", 1, 0))),
    )
    assert list(found.rows) == [["共用", 12], [12.34], ["富文本"], ["果", True], []]
    assert found.marks.errors == {(5, 0): "#DIV/0!"}


def test_that_letters_struck_through_within_a_text_are_not_read_and_told(content, path):
    plain, line = (record(43, struct.pack("<HH", 220, flags) + bytes(20)) for flags in (0, 8))
    fonts = record(611) + plain + line + record(612)
    styles = fonts + record(617) + record(47, bytes(16)) + record(618)
    changed(path, "xl/styles.bin", lambda _old: record(278) + styles + record(279))
    runs = struct.pack("<I4H", 2, 0, 1, 3, 0)
    found = content(
        row(0, record(62, struct.pack("<II", 0, 0) + b"\1" + wide("100120") + runs)),
        row(1, record(6, struct.pack("<II", 0, 0) + wide("120"))),
    )
    assert list(found.rows) == [["120"], ["120"]]
    assert found.marks.looks == {0: [(1, 1, Look(struck=True))]}


def test_that_rows_and_columns_of_no_size_are_hidden(content):
    column = record(60, struct.pack("<4IH", 3, 20_000_000, 0, 0, 0))
    found = content(row(0, number(0, 0, 1.0), height=0), row(1, number(0, 0, 2.0)), before=column)
    assert found.marks.hidden_rows == {1}
    assert min(found.marks.hidden_columns) == 3


def test_that_formats_tell_what_a_person_sees(content, path):
    codes = ["0.00%", "0!.0,", 'yyyy"年"m"月"']
    styles = record(615) + b"".join(
        record(44, struct.pack("<H", 164 + n) + wide(code)) for n, code in enumerate(codes)
    )
    styles += record(616) + record(617)
    styles += b"".join(record(47, struct.pack("<HH", 0, 164 + n) + bytes(12)) for n in range(3))
    changed(path, "xl/styles.bin", lambda _old: record(278) + styles + record(618) + record(279))
    found = content(row(0, number(0, 0, 0.05), number(1, 1, 12345.6), number(2, 2, 44260)))
    assert list(found.rows) == [[0.05, 12345.6, dt.date(2021, 3, 5)]]
    assert found.marks.looks == {
        0: [(1, 1, Look(percent=True))],
        1: [(1, 1, Look(divisor=10_000))],
        2: [(1, 1, Look(date="ym"))],
    }


def test_that_a_book_still_to_be_worked_out_has_no_zero_results(content, path):
    calculation = record(157, bytes(24) + b"\x01\x00")
    changed(path, "xl/workbook.bin", lambda old: old + calculation)
    results = [record(9, struct.pack("<IIdHI", n, 0, value, 0, 0)) for n, value in ((0, 0), (1, 5))]
    found = content(row(0, *results))
    assert list(found.rows) == [["", 5.0]]
    assert found.marks.no_value == {(1, 0)}


def test_that_a_cell_in_the_last_corner_costs_nothing(content):
    found = content(row(0, number(0, 0, 1.0)), row(1_048_575, number(16_383, 0, 2.0)))
    assert list(found.rows) == [[1.0]]
    assert found.marks.far == {(1_048_576, 16_383)}


@pytest.mark.parametrize(
    "change",
    [
        lambda old: old[:-3],
        lambda old: old[: len(old) // 2],
        lambda _old: b"",
        lambda old: old[:-3] + row(9_000_000, number(0, 0, 1.0)) + record(130),
    ],
    ids=["no end", "half", "empty", "row beyond"],
)
def test_that_damage_is_named(path, change):
    changed(path, "xl/worksheets/sheet1.bin", change)
    with pytest.raises(BadFile) as caught:
        list(read_file(path).sheets[0].read().rows)
    assert caught.value.problem is FileProblem.CORRUPT
