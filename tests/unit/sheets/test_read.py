from __future__ import annotations

import datetime as dt
import io
import zipfile

import msoffcrypto
import pytest
import xlsxwriter
import xlwt

from desktop_app.domain.errors import UserError
from desktop_app.sheets import caps
from desktop_app.sheets.read import is_lock_file, read_file
from desktop_app.sheets.read_errors import BadFile, FileProblem


def xlsx_bytes(*, date_1904=False):
    out = io.BytesIO()
    book = xlsxwriter.Workbook(out, {"in_memory": True, "date_1904": date_1904})
    sheet = book.add_worksheet("企业")
    day = book.add_format({"num_format": "yyyy-mm-dd"})
    sheet.write_row(1, 1, ["单位名称", "人数", "成立日期"])
    sheet.write(2, 1, "示例甲公司")
    sheet.write(2, 2, 12)
    sheet.write_datetime(2, 3, dt.date(2021, 3, 5), day)
    sheet.write(3, 1, "示例乙公司")
    sheet.write_formula(3, 2, "=1/0", None, "#DIV/0!")
    sheet.write_formula(3, 3, "=A1", None, "")
    sheet.set_row(3, None, None, {"hidden": True})
    sheet.set_column(3, 3, 10, None, {"hidden": True})
    sheet.merge_range(5, 1, 6, 2, "合并")
    hidden = book.add_worksheet("旧表")
    hidden.hide()
    hidden.write(0, 0, "x")
    sheet.activate()
    book.close()
    return out.getvalue()


def xls_bytes():
    book = xlwt.Workbook()
    sheet = book.add_sheet("企业")
    sheet.write(0, 0, "单位名称")
    sheet.write(1, 0, "示例甲公司")
    sheet.write(1, 1, 12)
    sheet.write(1, 2, dt.date(2021, 3, 5), xlwt.easyxf(num_format_str="yyyy-mm-dd"))
    sheet.row(1).hidden = True
    sheet.col(1).hidden = True
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


@pytest.fixture
def put(tmp_path):
    def write(name, data):
        path = tmp_path / name
        path.write_bytes(data)
        return path

    return write


def read_all(path, **options):
    for sheet in read_file(path, **options).sheets:
        list(sheet.read().rows)


def problem_of(path, **options):
    with pytest.raises(BadFile) as caught:
        read_all(path, **options)
    assert path.name in caught.value.message
    assert "数据未动" in caught.value.hint
    assert isinstance(caught.value, UserError)
    return caught.value.problem


@pytest.mark.parametrize("name", ["a.xlsx", "a.xls", "a.csv", "a.et", "a"])
def test_that_the_content_decides_and_not_the_extension(put, name):
    file = read_file(put(name, xlsx_bytes()))
    assert file.kind == "xlsx"
    rows = list(file.sheets[0].read().rows)
    assert rows[2] == ["", "示例甲公司", 12.0, dt.date(2021, 3, 5)]


def test_that_rows_and_columns_count_as_in_excel(put):
    content = read_file(put("a.xlsx", xlsx_bytes())).sheets[0].read()
    rows = list(content.rows)
    assert rows[0] == ["", "", "", ""]
    assert rows[1][1] == "单位名称"
    assert content.merges == ((6, 1, 7, 2),)


def test_that_hidden_and_broken_cells_are_found(put):
    file = read_file(put("a.xlsx", xlsx_bytes()))
    marks = file.sheets[0].read().marks
    assert marks.hidden_rows == {4}
    assert marks.hidden_columns == {3}
    assert marks.errors == {(4, 2): "#DIV/0!"}
    assert marks.no_value == {(4, 3)}
    assert [sheet.hidden for sheet in file.sheets] == [False, True]


def test_that_the_1904_dates_of_old_macs_are_the_same_days(put):
    rows = list(read_file(put("a.xlsx", xlsx_bytes(date_1904=True))).sheets[0].read().rows)
    assert rows[2][3] == dt.date(2021, 3, 5)


def test_that_an_old_xls_tells_what_it_hides(put):
    content = read_file(put("a.xls", xls_bytes())).sheets[0].read()
    assert list(content.rows)[1] == ["示例甲公司", 12, dt.date(2021, 3, 5)]
    assert content.marks.hidden_rows == {2}
    assert content.marks.hidden_columns == {1}


def test_that_stray_formats_far_below_cost_no_rows(put):
    out = io.BytesIO()
    book = xlsxwriter.Workbook(out, {"in_memory": True})
    sheet = book.add_worksheet()
    sheet.write(0, 0, "x")
    sheet.write_blank(1_000_000, 200, None, book.add_format({"bold": True}))
    book.close()
    assert len(list(read_file(put("a.xlsx", out.getvalue())).sheets[0].read().rows)) == 1


TABLE = "企业名称,信用代码\n示例甲公司,0012\n爱廸新能公司,\n"


@pytest.mark.parametrize(
    ("encoding", "said"),
    [
        ("utf-8", "utf-8"),
        ("utf-8-sig", "utf-8"),
        ("utf-16", "utf-16"),
        ("gbk", "gb18030"),
        ("gb18030", "gb18030"),
    ],
)
@pytest.mark.parametrize("separator", [",", "\t", ";"])
def test_that_texts_are_read_in_every_encoding_and_separator(put, encoding, said, separator):
    file = read_file(put("a.csv", TABLE.replace(",", separator).encode(encoding)))
    assert (file.kind, file.encoding) == ("text", said)
    assert list(file.sheets[0].read().rows) == [
        ["企业名称", "信用代码"],
        ["示例甲公司", "0012"],
        ["爱廸新能公司", ""],
    ]


def test_that_four_byte_characters_of_gb18030_survive(put):
    file = read_file(put("a.csv", "名称\n𠮷祥公司\n".encode("gb18030")))
    assert list(file.sheets[0].read().rows)[1] == ["𠮷祥公司"]


def test_that_quoted_line_breaks_stay_in_their_cell(put):
    file = read_file(put("a.csv", '甲,"乙\n丙"\n'.encode()))
    assert list(file.sheets[0].read().rows) == [["甲", "乙\n丙"]]


def test_that_a_text_cut_within_a_letter_is_called_damaged(put):
    assert problem_of(put("a.csv", TABLE.encode()[:-15])) is FileProblem.CORRUPT


@pytest.mark.parametrize(
    ("data", "problem"),
    [
        (b"", FileProblem.EMPTY),
        (b"\0" * 4096, FileProblem.EMPTY),
        (b"\xef\xbb\xbf\r\n", FileProblem.EMPTY),
        (b"%PDF-1.7 ...", FileProblem.UNSUPPORTED),
        (b"\x89PNG\r\n\x1a\n....", FileProblem.UNSUPPORTED),
        (b"\x09\x04\x06\x00\x00\x00\x10\x00", FileProblem.CORRUPT),
        (bytes(range(256)) * 8, FileProblem.UNSUPPORTED),
        (xlsx_bytes()[:3000], FileProblem.CORRUPT),
        (xls_bytes()[:2000], FileProblem.CORRUPT),
    ],
)
def test_that_what_is_no_table_is_refused_by_name(put, data, problem):
    assert problem_of(put("坏.xlsx", data)) is problem


def test_that_a_missing_file_is_named(tmp_path):
    assert problem_of(tmp_path / "没有.xlsx") is FileProblem.MISSING


def test_that_a_folder_is_no_readable_file(tmp_path):
    assert problem_of(tmp_path) is FileProblem.UNREADABLE


def test_that_a_word_document_is_called_so(put):
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        archive.writestr("word/document.xml", "<w/>")
    with pytest.raises(BadFile, match="Word"):
        read_file(put("a.docx", out.getvalue()))


def test_that_an_encrypted_workbook_asks_for_its_password(put):
    plain = put("a.xlsx", xlsx_bytes())
    out = io.BytesIO()
    with plain.open("rb") as file:
        msoffcrypto.OfficeFile(file).encrypt("开门", out)
    locked = put("锁.xlsx", out.getvalue())
    assert problem_of(locked) is FileProblem.PASSWORD
    assert problem_of(locked, password="错") is FileProblem.PASSWORD
    assert len(read_file(locked, password="开门").sheets) == 2


def test_that_too_large_a_file_is_refused_unread(put, monkeypatch):
    monkeypatch.setattr(caps, "MAX_FILE", 100)
    assert problem_of(put("大.xlsx", xlsx_bytes())) is FileProblem.TOO_LARGE


def test_that_parts_that_would_grow_too_large_are_refused(put, monkeypatch):
    monkeypatch.setattr(caps, "MAX_INFLATED", 1000)
    assert problem_of(put("炸.xlsx", xlsx_bytes())) is FileProblem.TOO_LARGE


def test_that_a_damaged_sheet_part_names_the_file(put):
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(xlsx_bytes())) as good, zipfile.ZipFile(out, "w") as bad:
        for info in good.infolist():
            data = good.read(info)
            bad.writestr(info.filename, data[:400] if "sheet1" in info.filename else data)
    assert problem_of(put("坏.xlsx", out.getvalue())) is FileProblem.CORRUPT


def test_that_an_external_entity_is_never_followed(put):
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(xlsx_bytes())) as good, zipfile.ZipFile(out, "w") as bad:
        for info in good.infolist():
            data = good.read(info)
            if info.filename == "xl/workbook.xml":
                start = data.index(b"<workbook")
                kind = b'<!DOCTYPE workbook [<!ENTITY x SYSTEM "file:///etc/hostname">]>'
                data = data[:start] + kind + data[start:]
            bad.writestr(info.filename, data)
    assert problem_of(put("坏.xlsx", out.getvalue())) is FileProblem.CORRUPT


@pytest.mark.parametrize("name", ["~$企业.xlsx", ".~企业.et"])
def test_that_lock_files_are_known(tmp_path, name):
    assert is_lock_file(tmp_path / name)
    assert not is_lock_file(tmp_path / "企业.xlsx")
