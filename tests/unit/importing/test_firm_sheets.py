"""Sheets of firms' figures: exports with codes, books, tax forms, periods named by others."""

from __future__ import annotations

import pytest

NAME, CODE = "宁波示例甲有限公司", "91330203MA2TE5T1XB"
OTHER, OTHER_CODE = "宁波示例乙有限公司", "91330205MA2TE5T288"
FIRM, SECOND = [NAME, CODE], [OTHER, OTHER_CODE]
HEADS = ["企业名称", "信用代码"]


def by_period(found, form, field):
    return [(one["period"], one["fields"][field]) for one in found.records(form)]


def test_that_names_of_a_data_base_below_a_heading_are_a_part_of_it(sheet):
    names = ["qymc", "xydm", "qc05_0", "L07"]
    heads = [*HEADS, "营业收入", "研发费用"]
    units = ["-", "-", "千元", "千元"]
    found = sheet([["2022年企业快报"], heads, names, units, [*FIRM, 80000, 3200]])
    assert not found.rejected
    assert not found.flags
    assert by_period(found, "firm_period", "revenue") == [("2022", "80000")]


def test_that_a_record_of_dashes_is_no_part_of_a_heading(sheet):
    found = sheet([["2022年快报（千元）"], [*HEADS, "研发费用"], ["-", "—", "/"], [*FIRM, 3200]])
    assert by_period(found, "rd_activity", "rd_total") == [("2022", "3200")]


def test_that_single_entries_of_books_are_passed_over(sheet):
    heads = ["日期", "凭证字号", "摘要", "借方金额", "人员人工费用", "直接投入费用"]
    rows = [
        ["2022-01-31", "记-15", "计提工资", 85, 85, ""],
        ["2022-01-31", "记-18", "领料", 32, "", 32],
    ]
    found = sheet([["研发支出辅助账"], ["企业名称：" + NAME, "", "所属年度：2022年"], heads, *rows])
    assert not found.records("rd_activity")
    assert set(found.skipped.values()) == {"vouchers"}


def test_that_parts_beside_a_deduction_are_not_those_of_the_statistics(sheet):
    heads = [*HEADS, "人员人工费用", "可加计扣除的研发费用", "加计扣除额"]
    found = sheet([["2022年度研发费用加计扣除归集表（元）"], heads, [*FIRM, 150, 320, 320]])
    assert not found.records("rd_activity")
    assert [one["fields"]["amount_add"] for one in found.records("super_deduction")] == ["320"]


def test_that_parts_beside_their_whole_are_those_of_the_statistics(sheet):
    heads = [*HEADS, "研发费用合计", "人员人工费用", "加计扣除额"]
    found = sheet([["2022年企业研发投入（千元）"], heads, [*FIRM, 320, 150, 320]])
    assert [one["fields"] for one in found.records("rd_activity")] == [
        {"rd_total": "320", "staff_cost": "150"}
    ]


def test_that_numbers_of_several_years_are_a_record_each(sheet):
    heads = [*HEADS, "2022年入库登记编号", "2023年入库登记编号"]
    row = [*FIRM, "202233020300000102", "202333020300000103"]
    found = sheet([["国家科技型中小企业历年入库登记编号"], heads, row])
    assert [(one["year"], one["reg_no"]) for one in found.fields("tech_sme")] == [
        ("2022", "202233020300000102"),
        ("2023", "202333020300000103"),
    ]


@pytest.mark.parametrize(
    ("title", "word", "period"),
    [
        ("2023年5月产值（千元）", "上月", "2023M04"),
        ("2023年1月产值（千元）", "上月", "2022M12"),
        ("2023年三季度产值（千元）", "上季度", "2023Q2"),
        ("2023年一季度产值（千元）", "上季", "2022Q4"),
    ],
)
def test_that_the_month_or_quarter_before_is_known(sheet, title, word, period):
    found = sheet([[title], [*HEADS, f"{word}产值"], [*FIRM, 690]])
    assert by_period(found, "firm_period", "industrial_output") == [(period, "690")]


def test_that_the_quarter_before_is_left_out_where_the_sheet_ends_within_one(sheet):
    found = sheet([["2023年5月产值（千元）"], [*HEADS, "产值", "上季产值"], [*FIRM, 9, 690]])
    assert by_period(found, "firm_period", "industrial_output") == [("2023M05", "9")]


def test_that_a_firm_named_once_holds_for_its_lines_of_figures(sheet):
    heads = [*HEADS, "指标", "金额"]
    rows = [[*FIRM, "营业收入", 80000], ["", "", "其中：研发费用", 3200]]
    found = sheet([["2022年企业经营情况（千元）"], heads, *rows])
    assert by_period(found, "rd_activity", "rd_total") == [("2022", "3200")]
    assert found.flags == {4: {"from_above"}}


def test_that_the_year_before_over_lines_of_figures_is_that(sheet):
    heads = [*HEADS, "指标", "单位", "1-6月", "去年同期"]
    found = sheet([["2023年1-6月重点企业"], heads, [*FIRM, "营业收入", "千元", 41, 40]])
    assert sorted(by_period(found, "firm_period", "revenue")) == [
        ("2022M01-06", "40"),
        ("2023M01-06", "41"),
    ]


def test_that_lines_of_months_are_those_of_the_firm_over_their_own_heading(sheet):
    heads = ["月份", "工业总产值", "营业收入"]
    blocks = [[f"1.{NAME}（{CODE}）"], heads, ["1月", 60, 61], ["2月", 50, 51]]
    blocks += [[f"2.{OTHER}（{OTHER_CODE}）"], heads, ["1月", 70, 71], ["2月", 65, 66]]
    found = sheet([["2023年重点企业产值（千元）"], *blocks])
    parents = {one["uid"]: one["fields"]["uscc"] for one in found.records("firm")}
    said = [
        (parents[one["parent"]], one["fields"]["industrial_output"])
        for one in found.records("firm_period")
    ]
    assert said == [(CODE, "60"), (CODE, "50"), (OTHER_CODE, "70"), (OTHER_CODE, "65")]


@pytest.mark.parametrize("trade", ["专用设备制造业", "计算机、通信和其他电子设备制造业"])
def test_that_a_trade_with_figures_among_firms_is_their_sum(sheet, trade):
    heads = [*HEADS, "研发费用（千元）"]
    found = sheet([["2022年研发投入"], heads, [trade, "", 3], [*FIRM, 3]])
    assert found.skipped == {3: "total"}


def test_that_a_firm_called_like_a_trade_is_none(sheet):
    found = sheet([["2022年企业名录"], ["企业名称", "地址"], ["宁波示例实业", "示例路1号"]])
    assert [one["name"] for one in found.fields("firm")] == ["宁波示例实业"]


def test_that_a_day_until_which_reports_came_in_is_not_their_period(sheet):
    title = ["2022年度研发费用报送进度（截至3月10日）（千元）"]
    found = sheet([title, [*HEADS, "研发费用"], [*FIRM, 3200]])
    assert by_period(found, "rd_activity", "rd_total") == [("2022", "3200")]


def test_that_what_a_heading_explains_is_not_when_it_is_of(sheet):
    heads = [*HEADS, "2022年研发费用（千元）", "研发人员（人，全年从事研发工时占一半以上）"]
    found = sheet([["企业摸底表"], heads, [*FIRM, 3200, 12]])
    assert [one["fields"] for one in found.records("rd_activity")] == [
        {"rd_staff": "12", "rd_total": "3200"}
    ]


def test_that_the_telephone_of_an_agency_is_none_of_the_firms(sheet):
    heads = [*HEADS, "地址", "服务机构", "服务机构联系人", "联系电话"]
    row = [*FIRM, "示例路1号", "示例服务所", "赵代", "13700001111"]
    found = sheet([["2024年企业名录"], heads, row])
    assert "phone" not in found.fields("firm")[0]


def test_that_years_below_no_heading_are_periods(sheet):
    rows = [["2021年", *FIRM, 3], ["2022年", *FIRM, 4]]
    found = sheet([["企业研发费用（千元）"], ["", *HEADS, "研发费用"], *rows])
    assert sorted(by_period(found, "rd_activity", "rd_total")) == [("2021", "3"), ("2022", "4")]


def test_that_a_year_that_is_said_to_be_the_one_before_is_that_year(sheet):
    heads = [
        ["企业名称", "信用代码", "2022年（本年）", "2021年（上年）"],
        ["", "", *["研发费用"] * 2],
    ]
    found = sheet([["企业研发费用对比（千元）"], *heads, [*FIRM, 4, 3]])
    assert sorted(by_period(found, "rd_activity", "rd_total")) == [("2021", "3"), ("2022", "4")]


def test_that_dates_that_are_periods_say_when_the_figures_are_of(sheet):
    rows = [["2022全年", *FIRM, 9], ["2023年前三季", *FIRM, 8], ["2023上半年", *FIRM, 5]]
    found = sheet([["企业数据流水"], ["日期", *HEADS, "营业收入（千元）"], *rows])
    assert by_period(found, "firm_period", "revenue") == [
        ("2022", "9"),
        ("2023M01-09", "8"),
        ("2023M01-06", "5"),
    ]


def test_that_a_name_that_is_called_a_sum_is_one(sheet):
    heads = [*HEADS, "研发费用"]
    rows = [["示例集团（合计）", "", 5], [*FIRM, 3], [*SECOND, 2]]
    found = sheet([["2022年集团企业研发费用（千元）"], heads, *rows])
    assert found.skipped == {3: "total"}
    assert not found.rejected


def test_that_the_state_of_a_report_is_none_of_the_firm(sheet):
    heads = [*HEADS, "营业收入（千元）", "状态"]
    found = sheet([["2022年企业快报"], heads, [*FIRM, 80000, "审核通过"], [*SECOND, 70000, "退回"]])
    assert not found.flags
    assert not any("op_status" in one for one in found.fields("firm"))


def test_that_the_twelve_months_in_digits_are_months(sheet):
    heads = [*HEADS, *range(1, 13), "全年"]
    found = sheet([["2022年研发费用（千元）"], heads, [*FIRM, *[10] * 12, 120]])
    periods = [period for period, _value in by_period(found, "rd_activity", "rd_total")]
    assert periods == ["2022", *(f"2022M{month:02}" for month in range(1, 13))]


def test_that_a_row_of_numbers_of_columns_names_no_months(sheet):
    heads = [*HEADS, *(f"说明{place}" for place in range(9)), "研发费用"]
    row = [*FIRM, *["无"] * 9, 3200]
    found = sheet([["2022年研发费用（千元）"], heads, [*range(1, 13)], row])
    assert by_period(found, "rd_activity", "rd_total") == [("2022", "3200")]


def test_that_months_over_the_costs_of_one_firm_are_their_periods(sheet):
    heads = ["费用类别", "1月", "2月", "3月"]
    rows = [["人员人工费用", 10, 11, 12], ["研发费用合计", 20, 21, 22]]
    title = [
        ["2022年研发费用归集表"],
        ["企业名称：" + NAME, "", "信用代码：" + CODE],
        ["单位：千元"],
    ]
    found = sheet([*title, heads, *rows])
    assert by_period(found, "rd_activity", "rd_total") == [
        ("2022M01", "20"),
        ("2022M02", "21"),
        ("2022M03", "22"),
    ]


def test_that_the_year_before_the_last_is_known(sheet):
    found = sheet([["2022年研发费用（千元）"], [*HEADS, "前年研发费用", "研发费用"], [*FIRM, 3, 4]])
    assert sorted(by_period(found, "rd_activity", "rd_total")) == [("2020", "3"), ("2022", "4")]


def test_that_what_months_are_called_above_them_names_no_figure(sheet):
    heads = [[*HEADS, "月份", "月份"], ["", "", "1月", "2月"]]
    found = sheet([["2022年研发费用（千元）"], *heads, [*FIRM, 10, 11], [*SECOND, 12, 9]])
    assert by_period(found, "rd_activity", "rd_total")[:2] == [("2022M01", "10"), ("2022M02", "11")]


def test_that_a_column_of_years_of_annual_reports_says_when_rows_are_of(sheet):
    rows = [[*FIRM, "2022年度", 80000], [*SECOND, "2021年度", 70000]]
    found = sheet([[*HEADS, "年报年度", "营业收入（千元）"], *rows])
    assert by_period(found, "firm_period", "revenue") == [("2022", "80000"), ("2021", "70000")]


def test_that_a_title_that_names_the_label_backs_columns_that_many_forms_have(sheet):
    heads = [*HEADS, "级别", "批次", "认定年度", "主营产品"]
    found = sheet([["制造业单项冠军企业名单"], heads, [*FIRM, "国家级", "第七批", "2022", "磨床"]])
    [label] = found.fields("label")
    assert label == {"label": "4", "level": "1", "batch": "第七批", "year": "2022"}
