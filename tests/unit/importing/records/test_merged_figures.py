"""Figures that are merged over several rows: asked about where the rows are not of one record."""

from __future__ import annotations

from html import escape

import pytest
from golden_sheets.grid import CODES

A, B = ("宁波示例甲有限公司", CODES["A"]), ("宁波示例乙有限公司", CODES["B"])
HEADS = ("企业名称", "信用代码", "年份", "营业收入", "研发费用")


@pytest.fixture
def page(tmp_path, read):
    """Return what reads a web page; (text, n) is a cell merged over n rows."""

    def run(*rows, **options):
        cells = "".join(f"<tr>{''.join(map(_cell, row))}</tr>" for row in rows)
        path = tmp_path / "表.html"
        path.write_text(f"<meta charset=utf-8><table>{cells}</table>", "utf-8")
        return read(path, **options)

    return run


def _cell(cell):
    text, tall = cell if isinstance(cell, tuple) else (cell, 1)
    return f"<td rowspan={tall}>{escape(str(text))}</td>"


def test_that_a_figure_over_two_firms_is_asked_about_on_both(page):
    rows = (*A, 2023, 100, (8, 2)), (*B, 2023, 200)
    result = page(HEADS, *rows)
    assert [f["rd_total"] for f in result.fields("rd_activity")] == ["8"]
    assert result.flags[2] >= {"merged_figure"} <= result.flags[3]


def test_that_a_figure_over_two_years_of_a_firm_is_asked_about(page):
    rows = ((A[0], 2), (A[1], 2), 2022, 100, (8, 2)), (2023, 200)
    flags = page(HEADS, *rows).flags
    assert "merged_figure" in flags[2] & flags[3]


def test_that_a_figure_over_the_projects_of_its_firm_is_the_firms(page):
    heads = ("企业名称", "信用代码", "项目编号", "项目名称", "项目经费支出", "营业收入")
    rows = (
        ((A[0], 2), (A[1], 2), "1", "永磁电机", 3, (8, 2)),
        ("2", "减速器", 4),
        (*B, "1", "轴承", 5, 6),
    )
    result = page(heads, *rows, period="2023")
    assert not any("merged_figure" in flags for flags in result.flags.values())
    assert {"8", "6"} == {f["revenue"] for f in result.fields("firm_period")}


def test_that_a_cost_over_two_projects_is_asked_about(page):
    heads = ("企业名称", "信用代码", "项目编号", "项目名称", "项目经费支出")
    rows = ((A[0], 2), (A[1], 2), "1", "永磁电机", (7, 2)), ("2", "减速器")
    flags = page(heads, *rows, period="2023").flags
    assert "merged_figure" in flags[2] & flags[3]


def test_that_blanks_and_words_that_are_merged_say_nothing(page):
    heads = ("企业名称", "信用代码", "乡镇街道", "研发费用")
    rows = (*A, ("石碶街道", 2), ("", 2)), B
    result = page(heads, *rows, period="2023")
    assert not any("merged_figure" in flags for flags in result.flags.values())
    assert [f["town"] for f in result.fields("firm")] == ["石碶街道", "石碶街道"]


def test_that_what_is_merged_down_fills_no_firm_of_a_turned_sheet(page):
    """A group beside the labels is merged in the sheet, not in the rows that its columns make."""
    rows = (
        (("基本情况", 4), "企业名称", A[0], "", "宁波示例丙有限公司"),
        ("信用代码", A[1], B[1], CODES["C"]),
        ("法定代表人", "张三", "李四", "王五"),
        ("乡镇街道", "石碶街道", "高桥镇", "横街镇"),
    )
    result = page(*rows)
    assert [f.get("name") for f in result.fields("firm")] == [A[0], None, "宁波示例丙有限公司"]
