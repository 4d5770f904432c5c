"""What notes, headings and titles say of when and of what figures and lists are."""

from __future__ import annotations

import pytest
from golden_sheets.grid import CODES

FIRMS = [("宁波示例甲有限公司", CODES["A"]), ("宁波示例乙有限公司", CODES["B"])]
FIRM = FIRMS[0]


@pytest.mark.parametrize("note", ["注：营业收入为1-2月累计", "说明：1.营业收入按2022年口径"])
def test_that_a_figure_of_which_a_note_names_another_time_is_asked_about(sheet, note):
    heads = ["企业名称", "统一社会信用代码", "营业收入", "利润总额"]
    found = sheet([["2023年3月企业情况（单位：万元）"], heads, [*FIRM, 1200, 33], [note]])
    assert found.fields("firm_period") == [{"revenue": "12000", "total_profit": "330"}]
    assert [one["period"] for one in found.records("firm_period")] == ["2023M03"]
    assert found.flags == {3: {"comment_differs"}}


def test_that_a_note_that_names_the_same_time_asks_nothing(sheet):
    heads = ["企业名称", "统一社会信用代码", "营业收入"]
    rows = [*FIRM, 1200], ["注：营业收入为3月数据"]
    found = sheet([["2023年3月企业情况（单位：万元）"], heads, *rows])
    assert not found.flags


def test_that_a_total_of_which_a_note_names_another_time_is_asked_about(sheet):
    rows = [["指标", "单位", "数值"], ["技术合同成交额", "亿元", 3]]
    found = sheet([["海曙区2023年3月科技指标"], *rows, ["注：技术合同成交额为1-2月累计"]])
    assert found.flags == {3: {"comment_differs"}}


@pytest.mark.parametrize("month", ["1月", "2023年1月"])
def test_that_the_year_before_beside_rows_of_months_is_told(sheet, month):
    heads = ["企业名称", "统一社会信用代码", "月份", "营业收入（万元）", "营业收入（上年）（万元）"]
    found = sheet([["2023年企业情况"], heads, [*FIRM, month, 1200, 1000]])
    assert {one["period"] for one in found.records("firm_period")} == {"2023M01", "2022M01"}
    assert found.flags == {3: {"period_assumed"}}


def test_that_the_year_before_beside_rows_of_years_is_plain(sheet):
    heads = ["企业名称", "统一社会信用代码", "年份", "营业收入（万元）", "营业收入（上年）（万元）"]
    found = sheet([["企业情况"], heads, [*FIRM, "2023年", 1200, 1000]])
    assert {one["period"] for one in found.records("firm_period")} == {"2023", "2022"}
    assert not found.flags


def test_that_a_heading_repeated_above_figures_like_years_heads_no_years(sheet):
    heads = ["指标", "鄞州区", "海曙区", "江北区"]
    rows = [heads, ["发明专利授权量", 304, 300, 73], heads, ["高新技术企业数", 2018, 895, 1601],
            ["PCT专利申请量", 12, 13, 14]]  # fmt: skip
    found = sheet([["科技创新指标"], *rows], tab="2022年")
    values = [(one["period"], one["fields"]["value"]) for one in found.records("unit_total")]
    assert values == [("2022", "300"), ("2022", "895"), ("2022", "13")]


@pytest.mark.parametrize(
    ("title", "line", "scheme"),
    [
        ("科技型中小企业入库名单", "2022年", "CN"),
        ("浙江省科技型中小企业名单", "2022年认定", "ZJ"),
        ("2022年科技型中小企业入库登记名单", "一、望春街道", "CN"),
    ],
)
def test_that_title_and_line_say_what_filings_are(sheet, title, line, scheme):
    found = sheet([[title], ["企业名称", "统一社会信用代码"], [line], *map(list, FIRMS)])
    assert found.fields("tech_sme") == 2 * [{"scheme": scheme, "year": "2022"}]
    assert not found.flags


@pytest.mark.parametrize("title", ["2022年科技型中小企业名单", "企业研发机构名单"])
def test_that_a_list_that_does_not_say_all_of_what_its_firms_have_is_told(sheet, title):
    found = sheet([[title], ["企业名称", "统一社会信用代码"], *map(list, FIRMS)])
    assert {one["form"] for one in found.entries} == {"firm"}
    assert found.flags == {3: {"firm_alone"}, 4: {"firm_alone"}}
