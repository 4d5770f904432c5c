"""XML spreadsheets of Excel 2002 and 2003, mostly named .xls."""

from __future__ import annotations

import datetime as dt

import pytest
from golden_sheets.grid import grid
from golden_sheets.write_marked import xml_2003

from desktop_app.sheets.read import read_file
from desktop_app.sheets.read_errors import BadFile, FileProblem
from desktop_app.sheets.table import Look

HEAD = """<?xml version="1.0"?>
<?mso-application progid="Excel.Sheet"?>
<Workbook xmlns="urn:schemas-microsoft-com:office:spreadsheet"
 xmlns:ss="urn:schemas-microsoft-com:office:spreadsheet"
 xmlns:html="http://www.w3.org/TR/REC-html40">
 <Styles>
  <Style ss:ID="Default" ss:Name="Normal"/>
  <Style ss:ID="s1"><NumberFormat ss:Format="Percent"/></Style>
  <Style ss:ID="s2"><NumberFormat ss:Format="0!.0,"/></Style>
  <Style ss:ID="s3" ss:Parent="s1"/>
  <Style ss:ID="s4"><NumberFormat ss:Format="yyyy/m/d"/></Style>
 </Styles>
 <Worksheet ss:Name="名录"><Table>
"""
TAIL = "</Table></Worksheet></Workbook>"


@pytest.fixture
def content(tmp_path):
    def read(table, encoding="utf-8", head=HEAD):
        path = tmp_path / "表.xls"
        path.write_bytes((head + table + TAIL).encode(encoding))
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
    path = tmp_path / "名录.xls"
    xml_2003(path, {"名录": shown, "暗": grid("甲", hidden=True)})
    file = read_file(path)
    content = file.sheets[0].read()
    assert [(sheet.name, sheet.hidden) for sheet in file.sheets] == [("名录", False), ("暗", True)]
    assert list(content.rows) == [
        ["海曙区企业名录（2023年）"],
        ["企业名称", "人数", "成立日期", "规上"],
        ["宁波示例甲有限公司", 12.0, dt.date(2015, 6, 18), True],
        [],
        ["宁波示例乙有限公司", "", "", False],
    ]
    assert content.merges == ((1, 0, 1, 3),)
    assert content.marks.hidden_rows == {5}
    assert content.marks.hidden_columns == {2}
    assert content.marks.errors == {(5, 1): "#REF!"}


def test_that_formats_come_from_cell_row_column_and_parent(content):
    found = content("""
<Column ss:Index="2" ss:StyleID="s2"/>
<Row><Cell ss:StyleID="s1"><Data ss:Type="Number">0.05</Data></Cell>
 <Cell><Data ss:Type="Number">12345.6</Data></Cell></Row>
<Row ss:StyleID="s3"><Cell><Data ss:Type="Number">0.07</Data></Cell>
 <Cell ss:StyleID="s4"><Data ss:Type="Number">44260</Data></Cell></Row>
""")
    assert list(found.rows) == [[0.05, 12345.6], [0.07, dt.date(2021, 3, 5)]]
    assert found.marks.looks == {
        0: [(1, 2, Look(percent=True))],
        1: [(1, 1, Look(divisor=10_000))],
    }


def test_that_a_formula_without_a_result_is_told_and_an_empty_result_is_not(content):
    found = content("""
<Row><Cell ss:Formula="=R[1]C"/>
<Cell ss:Formula="=&quot;&quot;"><Data ss:Type="String"></Data></Cell>
<Cell ss:Formula="=1/0"><Data ss:Type="Error">#DIV/0!</Data></Cell></Row>
""")
    assert found.marks.no_value == {(1, 0)}
    assert found.marks.errors == {(1, 2): "#DIV/0!"}


def test_that_a_comment_is_no_part_of_its_cell_and_rich_text_is_text(content):
    found = content("""
<Row><Cell><ss:Data ss:Type="String"><html:B>宁波</html:B>示例</ss:Data>
<Comment><ss:Data>去年改名</ss:Data></Comment></Cell>
<Cell><Comment><ss:Data>只有批注</ss:Data></Comment></Cell></Row>
""")
    assert list(found.rows) == [["宁波示例"]]


def test_that_rows_of_no_height_and_spans_are_hidden(content):
    found = content("""
<Column ss:Width="0" ss:Span="1"/>
<Row ss:Height="0" ss:Span="1"/>
<Row><Cell><Data ss:Type="String">甲</Data></Cell></Row>
""")
    assert found.marks.hidden_columns == {0, 1}
    assert found.marks.hidden_rows == {1, 2}
    assert list(found.rows) == [[], [], ["甲"]]


def test_that_gbk_letters_under_gb2312_are_read(content):
    head = HEAD.replace('version="1.0"', 'version="1.0" encoding="gb2312"')
    cell = "<Row><Cell><Data ss:Type='String'>爱廸新能</Data></Cell></Row>"
    assert list(content(cell, "gb18030", head).rows) == [["爱廸新能"]]


@pytest.mark.parametrize(
    "change",
    [
        lambda xml: xml.replace("<Workbook", '<!DOCTYPE x [<!ENTITY a "b">]><Workbook', 1),
        lambda xml: xml[: len(xml) // 2],
        lambda xml: xml.replace("<Row>", '<Row ss:Index="0">'),
        lambda xml: xml.replace("<Row>", '<Row ss:Index="99999999999">'),
        lambda xml: xml.replace('"Number">1', '"Number">eins'),
    ],
    ids=["entity", "half", "row 0", "row beyond", "no number"],
)
def test_that_damage_is_named(tmp_path, change):
    cell = "<Row><Cell><Data ss:Type='Number'>1</Data></Cell></Row>".replace("'", '"')
    path = tmp_path / "坏.xls"
    path.write_text(change(HEAD + cell + TAIL), "utf-8")
    with pytest.raises(BadFile) as caught:
        list(read_file(path).sheets[0].read().rows)
    assert caught.value.problem is FileProblem.CORRUPT


def test_that_xml_of_another_kind_is_refused_by_name(tmp_path):
    path = tmp_path / "表.xml"
    path.write_text("<?xml version='1.0'?><order><line/></order>", "utf-8")
    with pytest.raises(BadFile, match="XML"):
        read_file(path)
