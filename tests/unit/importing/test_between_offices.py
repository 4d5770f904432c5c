"""Sheets of firms between offices: units by row, sums of trades, sheets of a year before."""

from __future__ import annotations

import pytest

NAME, CODE = "宁波示例甲有限公司", "91330203MA2TE5T1XB"
OTHER, OTHER_CODE = "宁波示例乙有限公司", "91330205MA2TE5T288"


def by_period(found, form, field):
    records = found.records(form)
    return sorted(
        (one["period"], one["fields"][field]) for one in records if field in one["fields"]
    )


def test_that_each_amount_has_the_unit_behind_it(sheet):
    rows = [
        ["年度", "企业名称", "信用代码", "研发费用", "单位", "营业收入", "单位"],
        [2015, NAME, CODE, 1350, "千元", 6000, "万元"],
        [2016, NAME, CODE, 1500000, "元", 0.7, "亿元"],
    ]
    found = sheet(rows)
    assert by_period(found, "rd_activity", "rd_total") == [("2015", "1350"), ("2016", "1500")]
    assert by_period(found, "firm_period", "revenue") == [("2015", "60000"), ("2016", "70000")]


def test_that_units_may_stand_before_their_amounts(sheet):
    rows = [
        ["2015年企业情况"],
        ["企业名称", "信用代码", "单位", "研发费用", "单位", "营业收入"],
        [NAME, CODE, "千元", 1350, "万元", 6000],
    ]
    found = sheet(rows)
    assert by_period(found, "rd_activity", "rd_total") == [("2015", "1350")]
    assert by_period(found, "firm_period", "revenue") == [("2015", "60000")]


@pytest.mark.parametrize("said", ["14年", "'14", "14年度", "二〇一四年"])
def test_that_a_column_of_years_may_cut_them_short(sheet, said):
    rows = [["年度", "企业名称", "信用代码", "研发费用（万元）"], [said, NAME, CODE, 120]]
    assert by_period(sheet(rows), "rd_activity", "rd_total") == [("2014", "1200")]


@pytest.mark.parametrize("year", ["二O二二年", "二０二二年", "二○二二年", "二◯二二年"])
def test_that_any_round_sign_is_the_nought_of_a_year(sheet, year):
    rows = [
        [f"{year}企业研发情况"],
        ["企业名称", "信用代码", "研发费用（万元）"],
        [NAME, CODE, 120],
    ]
    assert by_period(sheet(rows), "rd_activity", "rd_total") == [("2022", "1200")]


@pytest.mark.parametrize(
    "over", ["近三年研发费用", "历年研发费用", "研发费用（近三年）", "前三年的研发费用"]
)
def test_that_a_figure_of_several_years_is_that_of_each(sheet, over):
    rows = [
        ["2023年高企重新认定企业情况表（万元）"],
        ["企业名称", "信用代码", over, "", "", ""],
        ["", "", "2020年", "2021年", "2022年", "三年合计"],
        [NAME, CODE, 200, 230.5, 260, 690.5],
    ]
    assert by_period(sheet(rows), "rd_activity", "rd_total") == [
        ("2020", "2000"), ("2021", "2305"), ("2022", "2600")
    ]  # fmt: skip


@pytest.mark.parametrize("said", ["合并", "合并报表", "母公司口径", "单体"])
def test_that_how_a_group_counts_is_no_part_of_its_name(sheet, said):
    rows = [
        ["2021年研发统计（万元）"],
        ["公司", "信用代码", "研发费用"],
        [f"{NAME}（{said}）", CODE, 5600],
    ]
    found = sheet(rows)
    assert [firm["name"] for firm in found.fields("firm")] == [NAME]
    assert "remark_in_cell" in found.flags[3]


def test_that_a_row_of_how_to_fill_in_is_none(sheet):
    rows = [
        ["2023年度企业研发活动摸底表"],
        ["序号", "企业名称", "信用代码", "研发费用（万元）", "研发人员"],
        ["自动编号", "与营业执照一致", "18位", "数字，万元", "整数"],
        [1, NAME, CODE, 88.8, 9],
        ["联系人：陈工", "", "电话：87654321"],
    ]
    found = sheet(rows)
    assert not found.rejected
    assert found.skipped == {3: "note", 5: "sign_off"}


def test_that_trades_among_firms_are_sums_of_theirs(sheet):
    rows = [
        ["2020年规上企业研发费用分行业情况（千元）"],
        ["行业/企业", "信用代码", "研发费用"],
        ["汽车制造业（1家）", "", 2000],
        [NAME, CODE, 2000],
        ["软件和信息技术服务业（1家）", "", 900],
        [OTHER, OTHER_CODE, 800],
        ["总计（2家）", "", 2800],
    ]
    found = sheet(rows)
    assert by_period(found, "rd_activity", "rd_total") == [("2020", "2000"), ("2020", "800")]
    assert found.skipped == {3: "total", 5: "total", 7: "total"}
    assert found.flags == {5: {"sum_differs"}}


@pytest.mark.parametrize(("tab", "title"), [
    ("同期", "主要指标（单位：万元）"),
    ("Sheet2", "上年同期数（单位：万元）"),
    ("上年", "指标表（上年同期）　单位：万元"),
])  # fmt: skip
def test_that_a_sheet_of_the_year_before_goes_by_the_one_before_it(read, workbook, tab, title):
    heading = ["企业名称", "信用代码", "营业收入"]
    now = [["2023年1-9月主要指标（万元）"], heading, [NAME, CODE, 5000]]
    sheets = {"本期": now, tab: [[title], heading, [NAME, CODE, 4600]]}
    found = read(workbook(**sheets))
    assert by_period(found, "firm_period", "revenue") == [
        ("2022M01-09", "46000"), ("2023M01-09", "50000")
    ]  # fmt: skip


def test_that_a_sheet_of_the_year_before_has_no_period_by_itself(read, workbook):
    rows = [["上年同期数（万元）"], ["企业名称", "信用代码", "营业收入"], [NAME, CODE, 4600]]
    assert read(workbook(同期=rows)).rejected == {3: "no_period"}
    found = read(workbook(同期=rows), period="2022M01-09")
    assert by_period(found, "firm_period", "revenue") == [("2022M01-09", "46000")]


def test_that_a_title_of_the_year_before_is_not_of_its_files_year(read, workbook):
    rows = [
        ["上年度企业研发费用统计（万元）"],
        ["企业名称", "信用代码", "研发费用"],
        [NAME, CODE, 100],
    ]
    found = read(workbook("2023年摸底.xlsx", 统计=rows))
    assert by_period(found, "rd_activity", "rd_total") == [("2022", "1000")]
    assert found.flags == {3: {"period_from_file"}}


def test_that_a_line_between_rows_names_their_unit(sheet):
    rows = [
        ["企业历年研发投入"],
        ["企业名称", "信用代码", "研发费用", "职工人数"],
        ["2020年（单位：万元）"],
        [NAME, CODE, 100, 30],
        ["2021年"],
        [NAME, CODE, 110, 33],
        ["2022年（单位：千元）"],
        [NAME, CODE, "1,300", 36],
    ]
    found = sheet(rows)
    assert by_period(found, "rd_activity", "rd_total") == [
        ("2020", "1000"), ("2021", "1100"), ("2022", "1300")
    ]  # fmt: skip
    assert not found.flags


@pytest.mark.parametrize(
    "behind", [" Ningbo Shili Tech Co., Ltd.", "（Ningbo Shili Tech Co.,Ltd.）"]
)
def test_that_english_behind_a_name_is_no_part_of_it(sheet, behind):
    rows = [["企业名称", "信用代码", "地址"], [NAME + behind, CODE, "海曙区甲路1号"]]
    found = sheet(rows)
    assert [firm["name"] for firm in found.fields("firm")] == [NAME]
    assert found.flags == {2: {"remark_in_cell"}}


def test_that_of_claimed_and_accepted_expenses_the_accepted_are_asked_about(sheet):
    rows = [
        ["2021年规上企业研发费用核定表（万元）"],
        ["企业名称", "信用代码", "申报数", "核定数", "核减数"],
        [NAME, CODE, 500, 450, 50],
    ]
    found = sheet(rows)
    assert by_period(found, "rd_activity", "rd_total") == [("2021", "4500")]
    assert found.flags == {3: {"guessed_heading"}}


@pytest.mark.parametrize(
    "corner", ["年份\\指标（万元）", "年度/项目（万元）", "指标/年份（单位：万元）"]
)
def test_that_years_down_have_a_corner_of_both(sheet, corner):
    rows = [
        ["三年主要经济指标"],
        [corner, "企业名称", "信用代码", "营业收入", "研发费用", "职工人数"],
        ["2018年", NAME, CODE, 5000, 250, 90],
        ["2019年（未审）", NAME, CODE, 5600, "300", 95],
        ["年均增长", "", "", "10.7%", "15%", "7%"],
    ]
    found = sheet(rows)
    assert by_period(found, "firm_period", "revenue") == [("2018", "50000"), ("2019", "56000")]
    assert by_period(found, "rd_activity", "rd_total") == [("2018", "2500"), ("2019", "3000")]
    assert found.skipped == {5: "total"}
    assert not found.flags


def test_that_kinds_of_firms_by_their_titles_are_no_registration(sheet):
    rows = [
        ["科技型企业贷款需求表"],
        ["企业名称", "信用代码", "企业类型", "2023年销售收入（万元）"],
        [NAME, CODE, "高企", 5000],
        [OTHER, OTHER_CODE, "科小、规上", 800],
    ]
    found = sheet(rows)
    assert not found.flags
    assert all("reg_type" not in firm for firm in found.fields("firm"))


def test_that_a_final_account_counts_expenses_as_accounts_do(sheet):
    rows = [
        ["2019年度企业财务会计决算主要指标表", "", "", "金额单位：元"],
        ["企业名称", "信用代码", "研发费用", ""],
        ["", "", "本年数", "上年数"],
        [NAME, CODE, 560000, 430000],
    ]
    found = sheet(rows)
    assert by_period(found, "firm_period", "rd_expense") == [("2018", "430"), ("2019", "560")]


@pytest.mark.parametrize("title", [
    "2023年度省级研发中心推荐企业名单（2022年度数据） 单位：万元",
    "2023年第一批高新技术企业培育名单（财务数据为2022年度，单位：万元）",
])  # fmt: skip
def test_that_a_title_may_say_of_which_year_its_figures_are(sheet, title):
    rows = [[title], ["企业名称", "信用代码", "营业收入"], [NAME, CODE, 3000]]
    assert by_period(sheet(rows), "firm_period", "revenue") == [("2022", "30000")]


def test_that_figures_before_the_audit_give_way(sheet):
    rows = [
        ["企业经营数据（千元）"],
        ["企业名称", "信用代码", "净利润", ""],
        ["", "", "2022年（审计前）", "2022年（审计后）"],
        [NAME, CODE, 50, "(45)"],
    ]
    found = sheet(rows)
    assert by_period(found, "firm_period", "net_profit") == [("2022", "-45")]
    assert not found.flags


def test_that_a_group_of_expected_figures_asks_nothing(sheet):
    rows = [
        ["2023年监测表（万元）"],
        ["企业名称", "信用代码", "2022年", "", "2023年（预计）", ""],
        ["", "", "营业收入", "研发费用", "营业收入", "研发费用"],
        [NAME, CODE, 1000, 50, 1200, 66],
    ]
    found = sheet(rows)
    assert by_period(found, "firm_period", "revenue") == [("2022", "10000")]
    assert not found.flags


@pytest.mark.parametrize("heading", ["FY2021研发费用", "2021FY研发费用", "研发费用（FY21）"])
def test_that_the_years_of_books_are_years(sheet, heading):
    rows = [["外资企业研发情况（千元）"], ["企业名称", "信用代码", heading], [NAME, CODE, 900]]
    assert by_period(sheet(rows), "rd_activity", "rd_total") == [("2021", "900")]


def test_that_kinds_of_firms_below_a_list_are_sums(sheet):
    rows = [
        ["2022年规上企业研发费用（万元）"],
        ["企业名称", "信用代码", "研发费用"],
        [NAME, CODE, 100],
        ["其中：高新技术企业1家", "", 100],
        ["　　　专精特新企业1家", "", 100],
    ]
    assert sheet(rows).skipped == {4: "total", 5: "total"}


@pytest.mark.parametrize(("time", "is_day"), [("10:22:33", False), ("00:00:00", True)])
def test_that_when_somebody_signed_up_no_firm_was_founded(sheet, time, is_day):
    rows = [
        ["企业名称", "信用代码", "联系人", "注册时间", "状态"],
        [NAME, CODE, "高洁", f"2021-05-06 {time}", "启用"],
        [OTHER, OTHER_CODE, "唐明", f"2022-11-16 {time}", "锁定"],
    ]
    found = sheet(rows)
    assert not found.flags
    firms = found.fields("firm")
    assert all("op_status" not in firm for firm in firms)
    assert ["found_date" in firm for firm in firms] == [is_day, is_day]


def test_that_a_year_may_stand_over_the_middle_of_its_columns(sheet):
    rows = [
        ["规上企业研发情况（万元）"],
        ["企业名称", "信用代码", "", "2021年", "", "", "2022年", ""],
        ["", "", "营业收入", "研发费用", "研发人员", "营业收入", "研发费用", "研发人员"],
        [NAME, CODE, 100, 10, 3, 110, 11, 4],
    ]
    found = sheet(rows)
    assert by_period(found, "firm_period", "revenue") == [("2021", "1000"), ("2022", "1100")]
    assert by_period(found, "rd_activity", "rd_total") == [("2021", "100"), ("2022", "110")]
    assert not found.flags


@pytest.mark.parametrize(("title", "is_asked"), [
    ("2023年度企业研发费用预算表（万元）", True),
    ("2023年企业研发投入预计情况调查（万元）", True),
    ("“十四五”研发投入目标（万元），2023年", True),
    ("2023年度研发费用预算执行情况（万元）", False),
    ("2023年目标企业研发费用（万元）", False),
])  # fmt: skip
def test_that_a_title_of_plans_is_asked_about(sheet, title, is_asked):
    rows = [[title], ["企业名称", "信用代码", "研发费用", "2022年研发费用"], [NAME, CODE, 100, 90]]
    found = sheet(rows)
    assert by_period(found, "rd_activity", "rd_total") == [("2022", "900"), ("2023", "1000")]
    assert found.flags == ({3: {"title_differs"}} if is_asked else {})


def test_that_a_heading_of_plans_and_what_was_done_asks_nothing(sheet):
    rows = [
        ["2023年重点企业研发投入目标分解表（万元）"],
        ["企业名称", "信用代码", "2023年目标", "2023年1-6月完成", "2022年实绩"],
        [NAME, CODE, 1000, 480, 900],
    ]
    assert not sheet(rows).flags


@pytest.mark.parametrize("heading", [
    "研发费用（不含人工）", "研发费用（自筹部分）", "研发投入（含技改）"
])  # fmt: skip
def test_that_a_part_or_more_than_the_expenses_is_none_of_them(sheet, heading):
    rows = [
        ["2022年企业研发（万元）"],
        ["企业名称", "信用代码", heading, "研发总投入"],
        [NAME, CODE, 60, 100],
    ]
    found = sheet(rows)
    assert by_period(found, "rd_activity", "rd_total") == [("2022", "1000")]
    assert not found.flags


def test_that_codes_of_three_kinds_share_a_column(sheet):
    rows = [
        ["2016年企业研发（万元）"],
        ["企业名称", "信用代码/组织机构代码/注册号", "研发费用"],
        [NAME, CODE, 10],
        [OTHER, "71000296-7", 20],
    ]
    found = sheet(rows)
    assert [(firm.get("uscc"), firm.get("org_code")) for firm in found.fields("firm")] == [
        (CODE, None), (None, "710002967")
    ]  # fmt: skip


def test_that_amounts_are_read_as_they_are_spoken(sheet):
    rows = [
        ["2021年企业走访数据"],
        ["企业名称", "信用代码", "营业收入", "研发费用", "员工"],
        [NAME, CODE, "1.5个亿", "300来万", 20],
    ]
    found = sheet(rows)
    assert by_period(found, "firm_period", "revenue") == [("2021", "150000")]
    assert by_period(found, "rd_activity", "rd_total") == [("2021", "3000")]
    assert "approximate" in found.flags[3]


def test_that_a_figure_may_stand_over_the_middle_of_its_years(sheet):
    rows = [
        ["企业三年指标（万元）"],
        ["企业名称", "信用代码", "", "营业收入", "", "", "研发费用", ""],
        ["", "", "2020年", "2021年", "2022年", "2020年", "2021年", "2022年"],
        [NAME, CODE, 100, 110, 120, 10, 11, 12],
    ]
    found = sheet(rows)
    assert by_period(found, "firm_period", "revenue") == [
        ("2020", "1000"), ("2021", "1100"), ("2022", "1200")
    ]  # fmt: skip
    assert by_period(found, "rd_activity", "rd_total") == [
        ("2020", "100"), ("2021", "110"), ("2022", "120")
    ]  # fmt: skip


def test_that_a_column_of_its_own_before_groups_is_none_of_theirs(sheet):
    rows = [
        ["企业指标（万元）"],
        ["企业名称", "信用代码", "", "2021年", "", "2022年", ""],
        ["", "", "成立日期", "营业收入", "研发费用", "营业收入", "研发费用"],
        [NAME, CODE, "2010-03-04", 100, 10, 110, 11],
    ]
    found = sheet(rows)
    assert [firm["found_date"] for firm in found.fields("firm")] == ["2010-03-04"]
    assert by_period(found, "rd_activity", "rd_total") == [("2021", "100"), ("2022", "110")]


def test_that_a_code_above_a_table_is_that_of_the_firm_of_its_tab(read, workbook):
    rows = [
        ["近三年主要指标", "", "单位：万元"],
        ["统一社会信用代码", CODE],
        ["年度", "营业收入", "研发费用"],
        [2021, 100, 10],
        [2022, 120, 12],
    ]
    found = read(workbook(**{NAME: rows}))
    assert {firm["name"] for firm in found.fields("firm")} == {NAME}
