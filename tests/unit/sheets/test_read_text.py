"""Text files: every encoding and separator, and nothing that was lost passes in silence."""

from __future__ import annotations

import pytest

from desktop_app.sheets.read import read_file
from desktop_app.sheets.read_errors import BadFile, FileProblem
from desktop_app.sheets.text import read as read_text

TABLE = "企业名称,信用代码,人数\n示例甲公司,0012,1\n爱廸新能公司,0034,4\n示例乙公司,0056,6\n"
ROWS = [line.split(",") for line in TABLE.splitlines()]


@pytest.fixture
def text(tmp_path):
    def read(data):
        path = tmp_path / "表.csv"
        path.write_bytes(data if isinstance(data, bytes) else data.encode())
        content = read_file(path).sheets[0].read()
        return list(content.rows), content.marks

    return read


@pytest.fixture
def problem(text):
    def read(data):
        with pytest.raises(BadFile) as caught:
            text(data)
        return caught.value

    return read


@pytest.mark.parametrize(
    "data",
    [
        TABLE.encode("utf-16-le"),
        TABLE.encode("utf-16-be"),
        b"\xfe\xff" + TABLE.encode("utf-16-be"),
        TABLE.encode("utf-32"),
        TABLE.replace("\n", "\r").encode(),
        TABLE.replace(",", "，").encode("gb18030"),
        TABLE.replace(",", "|").encode(),
        ("sep=;\n" + TABLE.replace(",", ";")).encode(),
    ],
    ids=["utf-16-le", "utf-16-be", "marked", "utf-32", "mac", "full-width", "bar", "told"],
)
def test_that_less_common_texts_are_read_alike(text, data):
    rows, marks = text(data)
    assert rows == ROWS
    assert not marks.broken


def test_that_a_broken_byte_of_utf8_is_marked_and_the_rest_is_read(text):
    data = bytearray(TABLE.encode())
    data[TABLE.encode().index("示".encode())] = 0xFF
    rows, marks = text(bytes(data))
    assert "\ufffd" in rows[1][0]
    assert rows[2:] == ROWS[2:]
    assert marks.broken == {(2, 0)}


def test_that_a_broken_byte_of_gb18030_is_marked(text):
    data = bytearray((TABLE * 5).encode("gb18030"))
    data[data.index("示".encode("gbk")) + 1] = 0xFF
    rows, marks = text(bytes(data))
    assert rows[3:4] == ROWS[3:4]
    assert {row for row, _column in marks.broken} == {2}


@pytest.mark.parametrize(
    "lost",
    [
        TABLE.encode().decode("gbk", "replace").encode(),
        TABLE.encode().decode("latin-1").encode(),
        TABLE.encode("gbk").decode("latin-1").encode(),
        TABLE.encode("gbk").decode("utf-8", "replace").encode(),
        TABLE.encode("big5", "replace"),
    ],
    ids=["utf8-as-gbk", "utf8-as-latin", "gbk-as-latin", "gbk-as-utf8", "big5"],
)
def test_that_a_text_of_lost_letters_is_refused(problem, lost):
    refused = problem(lost)
    assert refused.problem is FileProblem.CORRUPT
    assert "乱码" in refused.message


@pytest.mark.parametrize(
    "data",
    [TABLE.encode()[:-10], TABLE.encode("gb18030")[:-9], TABLE.encode("utf-16")[:-1]],
    ids=["utf-8", "gb18030", "utf-16"],
)
def test_that_a_text_cut_within_a_letter_is_damaged(problem, data):
    assert problem(data).problem is FileProblem.CORRUPT


def test_that_a_last_row_that_breaks_off_is_marked(text):
    rows, marks = text(TABLE.encode()[:-5])
    assert rows[-1] == ["示例乙公司", "00"]
    assert {row for row, _column in marks.broken} == {4}


def test_that_a_sign_off_line_without_its_line_end_is_no_damage(text):
    _rows, marks = text(TABLE + "填表人：张三\n联系电话：1")
    assert not marks.broken


def test_that_a_quote_never_closed_swallows_no_rows(text):
    rows, marks = text('企业名称,信用代码,人数\n"示例甲公司,0012,1\n乙,0034,4\n丙,"一\n二",6\n')
    assert rows[1] == ['"示例甲公司', "0012", "1"]
    assert rows[2:] == [["乙", "0034", "4"], ["丙", "一\n二", "6"]]
    assert {row for row, _column in marks.broken} == {2}


def test_that_a_quote_open_until_the_end_swallows_no_rows(text):
    rows, marks = text(TABLE.replace("爱廸", '"爱廸'))
    assert [row[1] for row in rows] == ["信用代码", "0012", "0034", "0056"]
    assert {row for row, _column in marks.broken} == {3}


def test_that_quotes_around_a_part_of_a_name_are_no_damage(text):
    rows, marks = text('企业名称,人数\n宁波"示例"公司,1\n')
    assert rows[1] == ['宁波"示例"公司', "1"]
    assert not marks.broken


def test_that_a_code_written_as_a_formula_is_the_code(text):
    rows, marks = text('企业名称,代码\n甲,="0012"\n乙,"=""0034"""\n')
    assert [row[1] for row in rows[1:]] == ["0012", "0034"]
    assert not marks.errors


def test_that_a_formula_in_a_text_has_no_value(text):
    rows, marks = text("企业名称,人数\n甲,=SUM(A1:A3)\n乙,=B2*2\n丙,==\n")
    assert [row[1] for row in rows] == ["人数", "", "", "=="]
    assert marks.errors == {(2, 1): "=SUM(A1:A3)", (3, 1): "=B2*2"}


def test_that_a_cell_without_end_is_damage_and_no_fault(problem, monkeypatch):
    monkeypatch.setattr(read_text, "_LONGEST_CELL", 100)
    assert problem("甲,乙\n" + "长" * 200 + ",1\n").problem is FileProblem.CORRUPT


def test_that_a_comma_of_a_sentence_in_every_line_does_not_cut_the_cells(text):
    table = (
        "企业名称,经营范围，主营，兼营\n示例甲公司,模具，夹具，量具\n示例乙公司,软件，硬件，网络\n"
    )
    assert text(table)[0] == [line.split(",") for line in table.splitlines()]
