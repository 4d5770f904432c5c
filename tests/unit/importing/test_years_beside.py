"""Firms, their years and their figures, wherever a sheet sets them: beside, above or below."""

from __future__ import annotations

import pytest

NAME, CODE = "宁波示例甲有限公司", "91330203MA2TE5T1XB"
OTHER, OTHER_CODE = "宁波示例乙有限公司", "91330205MA2TE5T288"


def by_period(found, form, field):
    records = found.records(form)
    return sorted(
        (one["period"], one["fields"][field]) for one in records if field in one["fields"]
    )


FIGURES = [("2023M01", "1000"), ("2023M01", "2000"), ("2023M02", "1100"), ("2023M02", "2100")]
CODES_OF_BOTH = ["信用代码", CODE, OTHER_CODE]
MONTHS = [["1月", 100, 200], ["2月", 110, 210]]


@pytest.mark.parametrize("rows", [
    [["2023年营业收入（万元）"], ["", NAME, OTHER], CODES_OF_BOTH, *MONTHS],
    [["2023年营业收入（万元）"], ["企业名称", NAME, OTHER], CODES_OF_BOTH, *MONTHS],
    [["2023年营业收入（万元）"], ["时间", f"{NAME}({CODE})", f"{OTHER}({OTHER_CODE})"], *MONTHS],
    [["2023年"], ["营业收入（万元）"], ["月份", NAME, OTHER, "合计"], CODES_OF_BOTH,
     ["1月", 100, 200, 300], ["2月", 110, 210, 320]],
    [["营业收入"], ["单位：万元"], ["月份", *CODES_OF_BOTH], ["", "企业名称", NAME, OTHER],
     ["2023年1月", "", 100, 200], ["2023年2月", "", 110, 210]],
])  # fmt: skip
def test_that_months_stand_below_firms_beside_each_other(sheet, rows):
    found = sheet(rows)
    assert by_period(found, "firm_period", "revenue") == FIGURES
    assert not found.rejected


def test_that_firms_in_two_columns_of_a_list_are_no_heads(sheet):
    rows = [
        ["股权投资与营业收入（万元）"],
        ["年份", "企业名称", "投资方", "营业收入"],
        *([year, NAME, OTHER, year - 2000] for year in (2021, 2022, 2023)),
    ]
    found = sheet(rows, existing=None)
    assert set(found.rejected.values()) == {"firm_unknown"}
    assert len(found.rejected) == 3


@pytest.mark.parametrize("head", [
    lambda name, code: [["企业名称", name, "统一社会信用代码", code]],
    lambda name, code: [["企业名称", name, "", "信用代码", code]],
    lambda name, code: [["单位名称", name], ["信用代码", code]],
    lambda name, code: [[f"企业名称：{name}　信用代码：{code}"]],
])  # fmt: skip
def test_that_each_of_stacked_tables_is_its_firms(sheet, head):
    heading = ["年份", "营业收入（万元）", "研发费用（万元）"]
    tables = [
        [*head(*firm), heading, ["2021年", value, 1], ["2022年", value + 1, 2]]
        for firm, value in (((NAME, CODE), 10), ((OTHER, OTHER_CODE), 20))
    ]
    found = sheet([row for table in tables for row in table])
    assert by_period(found, "firm_period", "revenue") == [
        ("2021", "100"), ("2021", "200"), ("2022", "110"), ("2022", "210")
    ]  # fmt: skip
    assert not found.rejected
    assert not found.flags
    owners = {one["parent"] for one in found.records("firm_period")}
    assert len(owners) == 2


YEARS_OVER = [["", "", "2021年", "2022年"], ["", "", "金额", "金额"], [NAME, CODE, 100, 120]]


@pytest.mark.parametrize("rows", [
    [["企业研发费用（万元）"], ["企业名称", "信用代码", "年份", ""], *YEARS_OVER],
    [["单位：万元"], ["企业名称", "信用代码", "研发费用", ""], *YEARS_OVER],
    [[f"{NAME}研发费用（万元）"], ["信用代码", CODE], ["年份", 2021, 2022], ["金额", 100, 120]],
])  # fmt: skip
def test_that_amounts_below_years_are_those_of_the_figure_above(sheet, rows):
    found = sheet(rows)
    assert by_period(found, "rd_activity", "rd_total") == [("2021", "1000"), ("2022", "1200")]
    assert not found.rejected


FORM = ["企业名称", NAME, "信用代码", CODE]
REVENUE, EXPENSES = ["营业收入（万元）", "2022年", 100], ["研发费用（万元）", "2022年", 20]


@pytest.mark.parametrize("rows", [
    [FORM[:2], FORM[2:], ["所属街道", "望春街道"], REVENUE, EXPENSES, ["联系人", "张敏"]],
    [FORM, ["营业收入", "2022年", "万元", 100], ["研发费用", "2022年末", "万元", 20]],
    [FORM, [*REVENUE, *EXPENSES]],
])  # fmt: skip
def test_that_a_year_may_stand_before_a_figure_of_a_form(sheet, rows):
    found = sheet(rows)
    assert by_period(found, "firm_period", "revenue") == [("2022", "1000")]
    assert by_period(found, "rd_activity", "rd_total") == [("2022", "200")]
    assert not found.rejected


@pytest.mark.parametrize("rows", [
    [[*REVENUE, "2023年", 120], ["联系人", "张敏"]],
    [REVENUE, ["", "2023年", 120], ["联系人", "张敏", "联系电话", "0574-87654321"]],
])  # fmt: skip
def test_that_further_years_may_stand_behind_or_below_it(sheet, rows):
    found = sheet([FORM, *rows])
    assert by_period(found, "firm_period", "revenue") == [("2022", "1000"), ("2023", "1200")]
    assert not found.rejected


@pytest.mark.parametrize(
    ("title", "heads", "periods"),
    [
        ("2022年情况表", ["营业收入（当年）", "营业收入（上一年度）"], ["2021", "2022"]),
        ("2022年情况表", ["营业收入", "上一年营业收入"], ["2021", "2022"]),
        ("2022年1-9月情况表", ["本月营收", "本月累计营收"], ["2022M01-09", "2022M09"]),
        ("2022年1-9月情况表", ["当月营收", "截止本月累计营收"], ["2022M01-09", "2022M09"]),
    ],
)
def test_that_a_heading_says_its_time_by_that_of_the_sheet(sheet, title, heads, periods):
    rows = [[title], ["单位：万元"], ["企业名称", "信用代码", *heads], [NAME, CODE, 100, 200]]
    found = sheet(rows)
    assert [period for period, _value in by_period(found, "firm_period", "revenue")] == periods
    assert not found.flags


@pytest.mark.parametrize(
    "head", ["截至2022年底资产总额", "截止2022年末资产总额", "2022年底资产总额"]
)
def test_that_a_stock_may_be_told_up_to_the_end_of_a_year(sheet, head):
    found = sheet([["情况表"], ["企业名称", "信用代码", head], [NAME, CODE, 100]])
    assert [one["period"] for one in found.records("firm_period")] == ["2022"]
    assert "total_assets" in found.fields("firm_period")[0]


@pytest.mark.parametrize(
    ("heads", "months"),
    [
        (["当月营业收入", "累计营业收入"], {"2023M02": "1100", "2023M01-02": "2100"}),
        (["本月营业收入", "期末人数"], {"2023M02": "1100"}),
    ],
)
def test_that_months_of_one_firm_may_stand_below_words_of_time(sheet, heads, months):
    rows = [[f"{NAME}2023年各月经营数据"], [f"统一社会信用代码：{CODE}", "", "单位：万元"],
            ["月份", *heads], ["1月", 100, 100], ["2月", 110, 210], ["3月", 90, 300]]  # fmt: skip
    found = by_period(sheet(rows), "firm_period", "revenue")
    assert {period: value for period, value in found if period.endswith("02")} == months


def test_that_values_of_several_times_are_not_told_as_left_out(sheet):
    rows = [["2023年三季度监测表（单位：万元）"],
            ["企业名称", "信用代码", "指标", "本季", "本年累计"],
            [NAME, CODE, "营业收入", 30, 90], [NAME, CODE, "研发费用", 3, 9]]  # fmt: skip
    found = sheet(rows)
    assert by_period(found, "firm_period", "revenue") == [("2023M01-09", "900"), ("2023Q3", "300")]
    [one] = found.preview.sheets
    assert not [c.heading for c in one.mapping.columns if not c.form and not c.field]


def test_that_figures_below_growth_tell_how_others_have_grown(sheet):
    rows = [
        ["2023年重点企业情况（单位：万元）"],
        ["企业名称", "信用代码", "1-9月", "1-9月", "同比增长", "同比增长"],
        ["", "", "营业收入", "研发费用", "营业收入", "研发费用"],
        [NAME, CODE, 3900, 230, "12%", "8.5%"],
        [OTHER, OTHER_CODE, 2400, 150, "-3%", 1],
    ]
    found = sheet(rows)
    assert by_period(found, "firm_period", "revenue") == [
        ("2023M01-09", "24000"),
        ("2023M01-09", "39000"),
    ]
    assert not found.rejected
