"""Web pages that systems export and name .xls."""

from __future__ import annotations

import pytest

from desktop_app.sheets.read import read_file
from desktop_app.sheets.read_errors import BadFile, FileProblem
from desktop_app.sheets.table import Look


@pytest.fixture
def content(tmp_path):
    def read(page, encoding="utf-8"):
        path = tmp_path / "导出.xls"
        path.write_bytes(page.encode(encoding))
        file = read_file(path)
        assert file.kind == "html"
        return file.sheets[0].read()

    return read


def rows_of(content):
    return list(content.rows)


def test_that_tables_and_the_text_around_them_stand_one_below_the_other(content):
    page = """<html><head><title>x</title><style>td{}</style></head><body>
<h3>企业名录（2023年）</h3><p>单位：万元</p>
<table><caption>表一</caption><tr><th>名称</th><th>数</th></tr><tr><td>甲</td><td>1</td></tr></table>
<table><tr><td>名称</td></tr></table>填表人：张三</body></html>"""
    assert rows_of(content(page)) == [
        ["企业名录（2023年）"],
        ["单位：万元"],
        ["表一"],
        ["名称", "数"],
        ["甲", "1"],
        ["名称"],
        ["填表人：张三"],
    ]


@pytest.mark.parametrize("declared", ["gb2312", "utf-8", "gbk"])
@pytest.mark.parametrize("encoding", ["gb18030", "utf-8", "utf-8-sig", "utf-16"])
def test_that_the_bytes_tell_the_encoding_whatever_the_page_says(content, declared, encoding):
    page = f'<meta charset="{declared}"><table><tr><td>爱廸新能公司</td></tr></table>'
    assert rows_of(content(page, encoding)) == [["爱廸新能公司"]]


def test_that_spans_are_merges_and_push_cells_aside(content):
    found = content("""<table>
<tr><td rowspan=2>名称</td><td colspan=2>研发费用</td><td rowspan="2">数</td></tr>
<tr><td>2022</td><td>2023</td></tr>
<tr><td>甲</td><td>1</td><td>2</td><td>3</td></tr></table>""")
    assert found.merges == ((1, 0, 2, 0), (1, 1, 1, 2), (1, 3, 2, 3))
    assert rows_of(found) == [
        ["名称", "研发费用", "", "数"],
        ["", "2022", "2023"],
        ["甲", "1", "2", "3"],
    ]


def test_that_a_text_flowing_over_its_neighbours_is_no_merge(content):
    page = "<table><tr><td colspan=3 style='mso-ignore:colspan'>长标题</td></tr></table>"
    assert content(page).merges == ()


def test_that_breaks_gaps_and_entities_are_as_seen(content):
    page = (
        "<table><tr><td> 宁波&nbsp;示例<br>甲 \n 公司 </td><td>A&amp;B<p>二</p></td></tr></table>"
    )
    assert rows_of(content(page)) == [["宁波 示例\n甲 公司", "A&B\n二"]]


def test_that_hidden_rows_and_columns_are_told(content):
    found = content("""<table>
<col width=64><col width=0 style='display:none'><col span=2 style='display:none'>
<tr><td>名称</td></tr><tr style='height:15pt;display:none'><td>甲</td></tr>
<tr height=0><td>乙</td></tr></table>""")
    assert found.marks.hidden_rows == {2, 3}
    assert found.marks.hidden_columns == {1, 2, 3}


def test_that_a_number_behind_its_rounded_text_is_taken(content):
    found = content(r"""<table><tr>
<td x:num="12345.678">12,345.68</td><td x:num="0.0523" style="mso-number-format:'0\.00%'">5.23%</td>
<td x:num="44260">2021-3-5</td><td x:num>12</td><td x:str="'001">001</td><td sdval="7.25">7</td>
<td x:num="12345" style='mso-number-format:"0\!\.0\,"'>12345</td></tr></table>""")
    assert rows_of(found) == [[12345.678, "5.23%", "2021-3-5", "12", "001", 7.25, 12345.0]]
    assert found.marks.looks == {6: [(1, 1, Look(divisor=10_000))]}


def test_that_errors_and_formulas_without_result_are_told(content):
    found = content(
        '<table><tr><td x:err="#REF!">#REF!</td><td x:fmla="=A1"></td><td>甲</td></tr></table>'
    )
    assert found.marks.errors == {(1, 0): "#REF!"}
    assert found.marks.no_value == {(1, 1)}
    assert rows_of(found) == [["", "", "甲"]]


def test_that_a_table_within_a_table_is_the_table(content):
    page = "<table><tr><td><table><tr><td>甲</td><td>1</td></tr></table></td></tr></table>"
    assert [row for row in rows_of(content(page)) if row] == [["甲", "1"]]


def test_that_unclosed_tags_and_text_before_the_table_are_no_matter(content):
    page = "Warning: date in line 3<br><TABLE BORDER=1><TR><TD>甲<TD>1<TR><TD>乙<TD>2"
    assert rows_of(content(page)) == [["Warning: date in line 3"], ["甲", "1"], ["乙", "2"]]


def test_that_a_damaged_letter_is_told(content, tmp_path):
    page = ("<table><tr><td>宁波示例甲有限公司</td><td>好</td></tr></table>" * 20).encode()
    path = tmp_path / "坏.xls"
    path.write_bytes(page.replace("甲".encode(), b"\xff", 1))
    assert read_file(path).sheets[0].read().marks.broken == {(1, 0)}


def test_that_scripts_and_comments_are_not_seen(content):
    page = "<table><tr><td><!-- x --><script>var a='<td>'</script>甲</td></tr></table>"
    assert rows_of(content(page)) == [["甲"]]


def test_that_enormous_spans_cost_nothing(content):
    cell = '<td colspan="99999999" rowspan="99999999">甲</td>'
    assert len(rows_of(content(f"<table><tr>{cell * 2000}</tr><tr><td>乙</td></tr></table>"))) <= 2


def test_that_a_page_without_a_table_is_refused_by_name(tmp_path):
    path = tmp_path / "登录.xls"
    path.write_text("<!DOCTYPE html><html><body><p>请重新登录</p></body></html>", "utf-8")
    with pytest.raises(BadFile, match="HTML") as caught:
        read_file(path)
    assert caught.value.problem is FileProblem.UNSUPPORTED
