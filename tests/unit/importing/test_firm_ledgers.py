"""Ledgers of firms and their figures as districts keep them."""

from __future__ import annotations

import pytest

NAME, CODE = "宁波示例甲有限公司", "91330203MA2TE5T1XB"
OTHER, OTHER_CODE = "宁波示例乙有限公司", "91330205MA2TE5T288"
FIRM, SECOND = [NAME, CODE], [OTHER, OTHER_CODE]
HEADS = ["企业名称", "信用代码"]
FIGURES = [*HEADS, "营业收入（万元）", "研发费用（万元）"]


@pytest.mark.parametrize("place", ["海曙区", "石碶街道", "古林镇", "望春工业园区"])
def test_that_a_place_with_figures_among_firms_is_their_sum(sheet, place):
    found = sheet([["2022年研发投入"], FIGURES, [place, "", 9, 5], [*FIRM, 4, 3], [*SECOND, 5, 2]])
    assert found.skipped == {3: "total"}
    assert not found.rejected
    assert len(found.fields("rd_activity")) == 2


def test_that_a_place_where_the_number_of_a_row_stands_is_the_sum_of_those_above(sheet):
    heads = ["序号", *FIGURES]
    rows = [
        [1, *FIRM, 4, 3],
        [2, *SECOND, 5, 2],
        ["石碶街道", "", "", 9, 5],
        ["总计", "", "", 9, 5],
    ]
    found = sheet([["2022年研发投入"], heads, *rows])
    assert found.skipped == {5: "total", 6: "total"}
    assert not found.rejected
    assert not found.flags


@pytest.mark.parametrize(
    "line", ["【装备制造】2家，671万元", "【软件】", "新材料产业链", "高端装备 3家", "规上企业："]
)
def test_that_a_line_over_a_group_of_firms_is_no_firm(sheet, line):
    found = sheet([["2022年研发投入"], FIGURES, [line], [*FIRM, 4, 3], [*SECOND, 5, 2]])
    assert found.skipped == {3: "note"}
    assert not found.rejected


def test_that_a_line_in_brackets_names_the_town_of_the_firms_below(sheet):
    found = sheet([["2022年研发投入"], FIGURES, ["【石碶街道】2家"], [*FIRM, 4, 3]])
    assert [one["town"] for one in found.fields("firm")] == ["石碶街道"]


def test_that_a_sum_under_a_firm_that_stands_over_it_is_no_project(sheet):
    heads = [*HEADS, "项目名称", "项目经费支出（千元）"]
    rows = [[*FIRM, "高速主轴研发", 30], [*FIRM, "小计", 30]]
    found = sheet([["2022年研发项目情况"], heads, *rows])
    assert [one["name"] for one in found.fields("rd_project")] == ["高速主轴研发"]
    assert found.skipped == {4: "total"}


def test_that_figures_of_an_unknown_name_wait_though_the_title_speaks_of_firms(sheet):
    found = sheet([["2022年度企业研发费用（千元）"], ["企业名称", "研发费用"], [NAME, 3200]])
    assert found.rejected == {3: "firm_unknown"}


def test_that_of_which_before_a_name_is_no_part_of_it(sheet):
    found = sheet([["2022年研发投入"], FIGURES, [f"其中：{NAME}", CODE, 4, 3]])
    assert [one["name"] for one in found.fields("firm")] == [NAME]


def test_that_ticks_below_the_name_of_an_amount_are_no_amounts(sheet):
    heads = [*HEADS, "研发费用加计扣除", "研发费用（万元）"]
    rows = [[*FIRM, "√", 3], [*SECOND, "未享受", 2]]
    found = sheet([["2022年政策享受情况"], heads, *rows])
    assert not found.rejected
    assert [one["rd_total"] for one in found.fields("rd_activity")] == ["30", "20"]
    assert not found.fields("super_deduction")


def test_that_amounts_among_ticks_are_asked_about(sheet):
    heads = [*HEADS, "加计扣除金额（元）"]
    found = sheet([["2022年加计扣除"], heads, [*FIRM, "√"], [*SECOND, 20]])
    assert found.rejected == {3: "not_a_number"}


@pytest.mark.parametrize("head", ["时期", "项目", ""])
def test_that_rows_of_this_time_and_the_last_are_of_their_periods(sheet, head):
    heads = [*HEADS, head, "营业收入（万元）"]
    rows = [[*FIRM, "本期", 6], [*FIRM, "上年同期", 5], [*FIRM, "增减%", 20]]
    found = sheet([["2023年1-9月企业运行情况"], heads, *rows])
    said = {one["period"]: one["fields"]["revenue"] for one in found.records("firm_period")}
    assert said == {"2023M01-09": "60", "2022M01-09": "50"}
    assert found.skipped == {5: "total"}


def test_that_a_row_of_one_month_is_not_of_the_whole_year(sheet):
    heads = [*HEADS, "统计口径", "营业收入（万元）"]
    found = sheet([["2023年企业运行情况"], heads, [*FIRM, "累计", 60], [*SECOND, "当月", 5]])
    assert [one["period"] for one in found.records("firm_period")] == ["2023"]
    assert found.rejected == {4: "bad_period"}


def test_that_a_share_among_lines_of_figures_is_passed_over(sheet):
    lines = ["营业收入（万元）", "研发费用（万元）", "研发费用占营业收入比重（%）"]
    rows = [[*FIRM, line, number] for line, number in zip(lines, (80, 4, 5), strict=True)]
    found = sheet([["近年情况"], [*HEADS, "指标", "2022年"], *rows])
    assert found.skipped == {5: "note"}
    assert not found.rejected


@pytest.mark.parametrize("word", ["企业选择不公示", "保密", "数据未出", "企业未提供", "拒报"])
def test_that_words_that_withhold_a_figure_leave_it_blank(sheet, word):
    found = sheet([["2022年研发投入"], FIGURES, [*FIRM, word, 3]])
    assert found.flags[3] == {"remark_in_cell"}
    assert not found.fields("firm_period")


def test_that_a_telephone_behind_a_person_of_the_office_is_not_the_firm_s(sheet):
    heads = [*HEADS, "联系人", "联系电话", "包联干部", "联系电话"]
    found = sheet([heads, [*FIRM, "张甲", "87651234", "李乙", "87654321"]])
    assert found.fields("firm")[0]["phone"] == "87651234"
    assert not found.flags


@pytest.mark.parametrize("person", ["镇街联系人", "走访人", "服务专员"])
def test_that_a_telephone_of_who_looks_after_a_firm_is_left_out(sheet, person):
    heads = [*HEADS, person, "联系电话"]
    found = sheet([heads, [*FIRM, "李乙", "87654321"]])
    assert "phone" not in found.fields("firm")[0]


def test_that_numbers_of_questions_are_no_quarters(sheet):
    heads = ["Q1_企业全称", "Q2_统一社会信用代码", "Q3_2022年营业收入（万元）"]
    found = sheet([heads, [*FIRM, 8]])
    assert [one["period"] for one in found.records("firm_period")] == ["2022"]


def test_that_quarters_of_one_figure_are_no_questions(sheet):
    heads = [*HEADS, *(f"Q{n}_营业收入" for n in (1, 2, 3, 4))]
    found = sheet([["2023年企业季报（千元）"], heads, [*FIRM, 70, 60, 80, 75]])
    said = [one["period"] for one in found.records("firm_period")]
    assert said == ["2023Q1", "2023Q2", "2023Q3", "2023Q4"]


def test_that_numbers_that_count_months_head_columns(sheet):
    found = sheet([["企业产值（千元）"], [*HEADS, 202301, 202302, 202303], [*FIRM, 7, 5, 8]])
    said = [one["period"] for one in found.records("firm_period")]
    assert said == ["2023M01", "2023M02", "2023M03"]


def test_that_the_senses_of_r_and_d_expenses_are_kept_apart(sheet):
    heads = [*HEADS, *(f"研发费用（{word}口径）" for word in ("财务", "税务", "统计"))]
    found = sheet([["2022年三口径比对"], ["单位：千元"], heads, [*FIRM, 3, 4, 5]])
    assert found.fields("firm_period")[0]["rd_expense"] == "3"
    assert found.fields("super_deduction")[0]["amount_rd"] == "4000"
    assert found.fields("rd_activity")[0]["rd_total"] == "5"


@pytest.mark.parametrize(
    "said",
    [
        "单位：万元（研发费用为千元）",
        "单位：万元，其中研发费用单位为千元",
        "单位：万元；研发费用以千元计",
    ],
)
def test_that_a_unit_of_one_figure_holds_for_it_alone(sheet, said):
    heads = [*HEADS, "营业收入", "研发费用"]
    found = sheet([["2022年企业情况"], [said], heads, [*FIRM, 800, 320]])
    assert found.fields("firm_period")[0]["revenue"] == "8000"
    assert found.fields("rd_activity")[0]["rd_total"] == "320"


def test_that_units_of_figures_may_stand_in_a_note_below(sheet):
    heads = [*HEADS, "营业收入②", "研发费用①"]
    note = ["注：①研发费用、②营业收入单位均为百万元。"]
    found = sheet([["2022年企业情况"], heads, [*FIRM, 8, 3], note])
    assert found.fields("rd_activity")[0]["rd_total"] == "3000"
    assert not found.flags


def test_that_what_is_marked_as_a_part_has_the_unit_of_its_whole(sheet):
    heads = [*HEADS, "研发费用（万元）", "其中：政府资金", "其中：企业资金"]
    found = sheet([["2022年研发统计"], heads, [*FIRM, 321, 20, 301]])
    (fields,) = found.fields("rd_activity")
    assert (fields["government_funds"], fields["self_funds"]) == ("200", "3010")
    assert not found.flags


def test_that_the_unit_may_stand_in_the_corner_over_the_names(sheet):
    heads = ["单位：万元", "信用代码", "营业收入", "研发费用"]
    found = sheet([["2022年重点企业"], heads, [*FIRM, 8, 3]])
    assert found.fields("firm_period")[0]["revenue"] == "80"


def test_that_period_and_unit_may_stand_in_one_cell_with_gaps_between(sheet):
    line = "表号：107-1表　　2022年　　计量单位：万元、人"
    found = sheet([["企业研发情况"], [line], [*HEADS, "营业收入"], [*FIRM, 8]])
    (record,) = found.records("firm_period")
    assert (record["period"], record["fields"]["revenue"]) == ("2022", "80")


def test_that_a_line_of_period_and_unit_heads_no_columns(sheet):
    line = ["2023年9月", "", "", "", "单位：万元"]
    heads = [*HEADS, "9月当月", "去年同月", "1-9月累计"]
    found = sheet([["企业产值快报表"], line, heads, [*FIRM, 7, 6, 60]])
    said = {one["period"] for one in found.records("firm_period")}
    assert said == {"2023M09", "2022M09", "2023M01-09"}


def test_that_a_sum_of_one_quarter_says_itself_of_what_time_it_is(sheet):
    heads = [*HEADS, "1月", "2月", "3月", "一季度合计"]
    found = sheet([["2023年企业产值（千元）"], heads, [*FIRM, 7, 5, 8, 20]])
    said = {one["period"]: one["fields"] for one in found.records("firm_period")}
    assert said["2023Q1"] == {"industrial_output": "20"}
    assert not found.flags


def test_that_the_sum_of_what_is_there_at_the_end_is_the_last(sheet):
    title = [["企业季度情况"], [f"企业名称：{NAME}", "", f"信用代码：{CODE}"], ["2022年"]]
    rows = [["一季度", 8000, 60], ["二季度", 7000, 61], ["合计", 15000, 61]]
    found = sheet([*title, ["季度", "营业收入（千元）", "期末人数"], *rows])
    assert found.skipped == {7: "total"}
    assert not found.flags


def test_that_a_figure_of_a_year_is_a_label_of_a_card(sheet):
    cards = [
        line
        for firm in (FIRM, SECOND)
        for line in (
            ["企业名称", firm[0], "统一社会信用代码", firm[1]],
            ["2022年营业收入（万元）", 8, "2022年研发费用（万元）", 3],
            ["2022年末职工人数", 60, "联系人", "张甲"],
            [],
        )
    ]
    found = sheet([["企业研发投入情况调查表"], *cards])
    assert [one["revenue"] for one in found.fields("firm_period")] == ["80", "80"]
    assert [one["staff_end"] for one in found.fields("firm_period")] == ["60", "60"]


def test_that_the_batch_of_the_tab_is_that_of_the_title(sheet):
    heads = [*HEADS, "入库登记编号"]
    title = ["2023年第1批入库科技型中小企业名单"]
    found = sheet([title, heads, [*FIRM, "202333020300000101"]], tab="第1批")
    assert found.fields("tech_sme")[0]["batch"] == "2023年第1批"


@pytest.mark.parametrize(("year", "flags"), [("2021", {3: {"year_differs"}}), ("2022", {})])
def test_that_a_filing_of_another_year_than_its_number_is_asked_about(sheet, year, flags):
    heads = ["企业名称", "统一社会信用代码", "入库登记编号", "入库年度"]
    found = sheet([["科技型中小企业名单"], heads, [NAME, CODE, "202233020300001234", year]])
    assert (found.flags, found.fields("tech_sme")[0]["year"]) == (flags, year)


@pytest.mark.parametrize(
    ("heads", "periods"),
    [
        ([202301, 202302, 202303], ["2023M01", "2023M02", "2023M03"]),
        (["202301", "202302", "202303"], ["2023M01", "2023M02", "2023M03"]),
        ([2021, 2022, 2023], ["2021", "2022", "2023"]),
    ],
)
def test_that_times_over_one_row_of_figures_are_no_firms(sheet, stock, heads, periods):
    stock.put("firm", "u1", uscc=CODE, name=NAME, reporting_unit="330203")
    found = sheet([["研发费用（万元）"], ["企业", *heads], [NAME, 3, 2, 1]], existing=stock)
    assert [one["period"] for one in found.records("rd_activity")] == periods
    assert [one["name"] for one in found.fields("firm")] == [NAME]
