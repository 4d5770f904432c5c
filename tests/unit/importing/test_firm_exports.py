"""Sheets of firms from tax offices, questionnaires and address books. All firms are made up."""

from __future__ import annotations

import datetime as dt

import pytest

NAME, CODE = "宁波示例甲有限公司", "91330203MA2TE5T1XB"
OTHER, OTHER_CODE = "宁波示例乙有限公司", "91330205MA2TE5T288"
FIRM, SECOND = [NAME, CODE], [OTHER, OTHER_CODE]
HEADS = ["企业名称", "信用代码"]


def periods(found, form="firm_period"):
    return [one["period"] for one in found.records(form)]


@pytest.mark.parametrize(
    ("begin", "end", "period"),
    [
        ("2022-01-01", "2022-12-31", "2022"),
        (dt.date(2023, 1, 1), dt.date(2023, 6, 30), "2023M01-06"),
        ("20230701", "20230930", "2023Q3"),
        ("2023年1月1日", "2023年3月31日", "2023M01-03"),
    ],
)
def test_that_the_days_of_a_row_make_its_period(sheet, begin, end, period):
    heads = ["纳税人识别号", "纳税人名称", "所属期起", "所属期止", "营业收入（元）"]
    found = sheet([heads, [CODE, NAME, begin, end, 5000000]])
    assert not found.rejected
    assert periods(found) == [period]


@pytest.mark.parametrize("end", ["", "2022-11-15"])
def test_that_days_that_make_no_period_refuse_their_row(sheet, end):
    heads = ["纳税人识别号", "纳税人名称", "所属期起", "所属期止", "营业收入（元）"]
    found = sheet([heads, [CODE, NAME, "2022-01-01", end, 5000000]])
    assert found.rejected == {2: "bad_period"}


def test_that_a_last_day_alone_is_no_period(sheet):
    heads = [*HEADS, "所属期止", "营业收入（元）"]
    found = sheet([["2022年企业营收"], heads, [*FIRM, "2022-12-31", 5000000]])
    assert periods(found) == ["2022"]


def test_that_the_same_months_of_the_year_before_are_theirs(sheet):
    heads = [[*HEADS, "营业收入", ""], ["", "", "1-本月", "上年同期1-本月"]]
    found = sheet([["2023年6月  单位：千元"], *heads, [*FIRM, 900, 800]])
    assert sorted(periods(found)) == ["2022M01-06", "2023M01-06"]


def test_that_whom_a_question_is_put_to_is_no_part_of_it(sheet):
    heads = [*HEADS, "3、贵企业2022年营业收入（万元）", "4、贵公司2022年研发投入（万元）"]
    found = sheet([heads, [*FIRM, "2000", "90"]])
    assert [one["fields"] for one in found.records("firm_period")] == [{"revenue": "20000"}]
    assert [one["fields"] for one in found.records("rd_activity")] == [{"rd_total": "900"}]
    assert not found.flags


def test_that_an_address_book_names_whom_to_call(sheet):
    heads = [*HEADS, "姓名", "职务", "办公电话", "手机"]
    row = [*FIRM, "王建国", "总经理", "88421040", "13905741040"]
    found = sheet([["海曙区科技企业通讯录"], heads, row])
    [firm] = found.fields("firm")
    assert (firm["contact"], firm["phone"], firm["mobile"]) == (
        "王建国",
        "88421040",
        "13905741040",
    )


def test_that_persons_elsewhere_keep_their_telephones(sheet):
    heads = [*HEADS, "姓名", "职务", "手机"]
    found = sheet([["海曙区领军人才名单"], heads, [*FIRM, "王建国", "总经理", "13905741040"]])
    [firm] = found.fields("firm")
    assert "mobile" not in firm


def test_that_a_firm_that_moved_is_where_it_went(sheet):
    heads = [*HEADS, "迁出地", "迁入地", "迁移时间"]
    rows = [[*FIRM, "鄞州区", "海曙区", "2022-04-10"], [*SECOND, "海曙区", "余姚市", "2022-05-10"]]
    found = sheet([["2022年度高新技术企业整体迁移情况表"], heads, *rows])
    assert [one["reporting_unit"] for one in found.fields("firm")] == ["330203", "330281"]


def test_that_costs_of_projects_are_none_of_the_firm(sheet):
    heads = ["序号", "项目编号", "项目名称", "人员人工费用", "直接投入费用", "合计"]
    rows = [[1, "RD01", "轴承静音", 300, 200, 500], [2, "RD02", "电机控制", 200, 100, 300]]
    head = ["纳税人识别号：" + CODE, "", "纳税人名称：" + NAME]
    above = [["研发支出辅助账汇总表"], head, ["属期：2022年", "", "", "金额单位：元"]]
    found = sheet([*above, heads, *rows])
    assert not found.records("rd_activity")
    assert [one["name"] for one in found.fields("rd_project")] == ["轴承静音", "电机控制"]


def test_that_a_unit_above_firms_side_by_side_is_that_of_all(sheet):
    rows = [
        ["107-2表主要指标（2022年）", "", "", "单位：千元、人"],
        ["指标名称", "代码", NAME, OTHER],
        ["统一社会信用代码", "", CODE, OTHER_CODE],
        ["研究开发人员合计", "01", 30, 31],
        ["研究开发费用合计", "07", 5000, 6000],
        ["当年专利申请数", "29", 8, 9],
    ]
    found = sheet(rows)
    assert [one["rd_total"] for one in found.fields("rd_activity")] == ["5000", "6000"]
    assert not found.flags


@pytest.mark.parametrize("group", ["2023年预计", "2023年（预计）", "年度目标", "2023年目标"])
def test_that_nothing_stands_below_what_is_expected(sheet, group):
    heads = [[*HEADS, "2022年", "", group, ""], ["", "", *["营业收入", "研发费用"] * 2]]
    found = sheet([["单位：千元"], *heads, [*FIRM, 5000, 150, 6000, 200]])
    assert [(one["period"], one["fields"]["revenue"]) for one in found.records("firm_period")] == [
        ("2022", "5000")
    ]
    assert periods(found, "rd_activity") == ["2022"]


def test_that_what_is_expected_below_a_figure_is_not_taken(sheet):
    heads = [[*HEADS, "2023年产值", "", "营业收入"], ["", "", "实际", "预计", ""]]
    found = sheet([["2023年企业生产（千元）"], *heads, [*FIRM, 900, 1000, 950]])
    assert all("1000" not in one.values() for one in found.fields("firm_period"))


def test_that_a_statement_of_profit_is_of_its_year_and_the_one_before(sheet, stock):
    rows = [
        ["利润表"],
        ["编制单位：" + NAME, "", "2022年12月", "单位：元"],
        ["项目", "行次", "本年累计金额", "上年金额"],
        ["一、营业收入", 1, 52345000, 48000000],
        ["减：营业成本", 2, 40000000, 37000000],
        ["研发费用", 6, 2600000, 2300000],
        ["加：营业外收入", 9, 10000, 20000],
        ["三、利润总额（亏损总额以“－”号填列）", 11, 6470000, 5629000],
        ["减：所得税费用", 12, 970000, 844000],
    ]
    stock.put("firm", "u1", name=NAME, uscc=CODE)
    found = sheet(rows, existing=stock)
    assert not found.records("rd_activity")
    before, now = (one["fields"] for one in found.records("firm_period"))
    assert periods(found) == ["2021", "2022"]
    assert (now["revenue"], now["income_tax"], now["rd_expense"]) == ("52345", "970", "2600")
    assert (before["revenue"], before["non_operating_income"]) == ("48000", "20")


def test_that_a_remark_is_no_period(sheet):
    heads = ["年", "季度", *HEADS, "营业收入（千元）", "备注"]
    rows = [[2022, quarter, *FIRM, 900 + quarter % 2, "单季"] for quarter in (1, 2, 3)]
    found = sheet([heads, *rows])
    assert periods(found) == ["2022Q1", "2022Q2", "2022Q3"]


def test_that_a_year_of_the_statistics_is_the_period_of_its_row(sheet):
    heads = [*HEADS, "统计年份", "乡级行政区划名称", "营业收入（千元）"]
    found = sheet([heads, [*FIRM, "2022", "石碶街道", 900]])
    assert periods(found) == ["2022"]
    assert found.fields("firm")[0]["town"] == "石碶街道"


@pytest.mark.parametrize("title", ["企业情况收集表", "2023年度企业情况表"])
def test_that_the_same_time_is_that_of_the_figure_beside_it(sheet, title):
    heads = [*HEADS, "2023年一季度营业收入（万元）", "去年同期营业收入（万元）"]
    found = sheet([[title], heads, [*FIRM, 800, 700]])
    assert sorted(periods(found)) == ["2022Q1", "2023Q1"]


def test_that_how_to_fill_in_is_no_second_firm(sheet):
    rows = [
        ["高新技术企业年度发展情况填报表（2022年度）"],
        ["指标名称", "填报内容", "填写说明"],
        ["企业名称", NAME, "与营业执照一致"],
        ["统一社会信用代码", CODE, "18位"],
        ["从业人员期末人数", 86, "含劳务派遣"],
        ["营业收入（万元）", "5,320.45", "保留两位小数"],
        ["研发费用（万元）", 300, ""],
    ]
    found = sheet(rows)
    assert not found.rejected
    assert found.fields("firm_period") == [{"staff_end": "86", "revenue": "53204.5"}]


def test_that_a_state_of_the_title_is_that_of_the_certificate(sheet):
    heads = [*HEADS, "高企证书编号", "认定时间", "资格状态"]
    found = sheet([["高企复核名单"], heads, [*FIRM, "GR202033101234", "2020-12-01", "取消"]])
    assert found.fields("hte_cert")[0]["status"] == "3"


def test_that_ways_of_counting_are_those_of_what_the_title_names(sheet):
    heads = [*HEADS, "会计口径", "统计口径", "税务口径", "差异说明"]
    found = sheet([["2022年研发费用三口径比对表（万元）"], heads, [*FIRM, 100, 120, 90, "委外"]])
    assert found.fields("firm_period") == [{"rd_expense": "1000"}]
    assert found.fields("rd_activity") == [{"rd_total": "1200"}]
    assert [one["amount_rd"] for one in found.fields("super_deduction")] == ["900000"]


def test_that_a_way_of_counting_another_figure_is_that_figure(sheet):
    heads = [[*HEADS, "营业收入", ""], ["", "", "统计口径", "税务口径"]]
    found = sheet([["2022年企业研发投入与营收（万元）"], *heads, [*FIRM, 500, 480]])
    assert not found.records("rd_activity")
    assert not found.records("super_deduction")


def test_that_a_row_of_units_may_have_those_of_no_form(sheet):
    heads = [[*HEADS, "产值", "用电量", "税收"], ["", "", "万元", "万度", "万元"]]
    found = sheet([["2023年8月月报"], *heads, [*FIRM, 100, 5, 6.5]])
    assert not found.rejected
    assert found.fields("firm_period") == [{"industrial_output": "1000", "taxes_paid": "65"}]
    assert not found.flags


@pytest.mark.parametrize(
    ("heads", "cells", "kept"),
    [
        (["注册资本（万元）", "币种"], [500, "美元"], "500万美元"),
        (["币种", "注册资本"], ["万美元", 500], "500万美元"),
        (["注册资本", "币种"], [500, "欧元"], "500万欧元"),
    ],
)
def test_that_an_amount_in_the_money_beside_it_waits(sheet, heads, cells, kept):
    ours = [600 if cell == 500 else "人民币" for cell in cells]
    heads = ["企业名称", "信用代码", *heads, "主要产品"]
    rows = [[NAME, CODE, *cells, "轴承"], [OTHER, OTHER_CODE, *ours, "齿轮"]]
    found = sheet([["科技企业名录"], heads, *rows])
    assert [one["reg_capital"] for one in found.fields("firm")] == [kept, "600"]
    assert "foreign_currency" in found.flags[3]
    assert "foreign_currency" not in found.flags.get(4, ())


def test_that_a_currency_says_nothing_of_amounts_further_off(sheet):
    heads = ["企业名称", "信用代码", "营业收入（万元）", "注册资本（万元）", "币种"]
    found = sheet([["2022年科技企业情况"], heads, [NAME, CODE, 80, 500, "美元"]])
    assert found.fields("firm_period") == [{"revenue": "800"}]


@pytest.mark.parametrize(
    "below",
    [
        ["账面数", "调整数", "审定数"],
        ["企业申报数", "核减数", "审核后数"],
        ["自报", "核减", "核定"],
    ],
)
def test_that_what_an_audit_found_is_taken_and_what_the_books_said_is_not(sheet, below):
    heads = ["企业名称", "信用代码", "销售收入", "", "", "研发费用", "", ""]
    rows = [heads, ["", "", *below * 2], [NAME, CODE, 9000, -10, 8990, 900, -20, 880]]
    found = sheet([["2020年度专项审计情况（千元）"], *rows])
    assert found.fields("firm_period") == [{"revenue": "8990"}]
    assert found.fields("rd_activity") == [{"rd_total": "880"}]
    assert found.flags == {4: {"guessed_heading"}}
    assert not found.rejected


def test_that_a_row_of_words_below_unmerged_groups_names_their_columns(sheet):
    heads = ["企业名称", "信用代码", "营业收入", "", "职工人数"]
    rows = [heads, ["", "", "本部", "子公司", ""], [NAME, CODE, 700, 200, 30]]
    found = sheet([["2020年科技企业情况（千元）"], *rows])
    assert found.fields("firm_period") == [{"staff_end": "30"}]
    assert not found.rejected


def test_that_a_figure_of_the_year_before_may_be_called_the_firms(sheet):
    heads = ["企业名称", "信用代码", "企业上年营收（万元）"]
    found = sheet([["2019年度创新券兑现明细"], heads, [NAME, CODE, 80]])
    assert [(one["period"], one["fields"]) for one in found.records("firm_period")] == [
        ("2018", {"revenue": "800"})
    ]
