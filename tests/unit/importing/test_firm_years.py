"""Figures of firms by year and by correction, however a sheet tells them apart."""

from __future__ import annotations

import datetime as dt

import pytest

NAME, CODE = "宁波示例甲有限公司", "91330203MA2TE5T1XB"
OTHER, OTHER_CODE = "宁波示例乙有限公司", "91330205MA2TE5T288"


def by_period(found, form, field):
    records = found.records(form)
    return sorted(
        (one["period"], one["fields"][field]) for one in records if field in one["fields"]
    )


@pytest.mark.parametrize("over", ["年度", ""])
def test_that_years_beside_labels_are_those_of_their_lines(sheet, over):
    rows = [
        ["三年指标对照表"],
        ["指标", over, "单位", NAME, OTHER],
        ["统一社会信用代码", "", "", CODE, OTHER_CODE],
        ["营业收入", "2020年", "万元", 1000, 2000],
        ["", "2021年", "万元", 1100, 2100],
        ["从业人员", "2021年", "人", 30, 40],
    ]
    found = sheet(rows)
    assert by_period(found, "firm_period", "revenue") == [
        ("2020", "10000"), ("2020", "20000"), ("2021", "11000"), ("2021", "21000")
    ]  # fmt: skip
    assert by_period(found, "firm_period", "staff_end") == [("2021", "30"), ("2021", "40")]
    assert not found.rejected


def test_that_a_year_before_labels_holds_for_the_lines_below_it(sheet):
    rows = [
        ["年度", "指标", NAME, OTHER],
        ["", "统一社会信用代码", CODE, OTHER_CODE],
        [2020, "营业收入（万元）", 1000, 2000],
        ["", "研发费用（万元）", 50, 60],
        [2021, "营业收入（万元）", 1100, 2100],
    ]
    found = sheet(rows)
    assert by_period(found, "rd_activity", "rd_total") == [("2020", "500"), ("2020", "600")]
    assert len(by_period(found, "firm_period", "revenue")) == 4


def test_that_of_a_list_of_corrections_the_value_after_is_taken(sheet):
    rows = [
        ["2022年度数据更正汇总表（万元）"],
        ["企业名称", "信用代码", "更正指标", "修改前", "修改后", "更正原因"],
        [NAME, CODE, "营业收入", 15200.5, 1520.05, "单位填错"],
        [OTHER, OTHER_CODE, "研发费用合计", 0, 320, "漏填"],
    ]
    found = sheet(rows)
    assert by_period(found, "firm_period", "revenue") == [("2022", "15200.5")]
    assert by_period(found, "rd_activity", "rd_total") == [("2022", "3200")]


def test_that_a_note_may_say_that_quarters_are_to_date(sheet):
    rows = [
        ["2022年规上企业分季度经营情况"],
        ["注：各季度数据均为年初至季末累计数，单位：万元"],
        ["企业名称", "信用代码", "一季度", "二季度"],
        ["", "", "营业收入", "营业收入"],
        [NAME, CODE, 100, 210],
    ]
    found = sheet(rows)
    assert by_period(found, "firm_period", "revenue") == [
        ("2022M01-03", "1000"), ("2022M01-06", "2100")
    ]  # fmt: skip
    assert not found.flags


@pytest.mark.parametrize("note", [
    "注：1.营业收入按财务口径；2.研发投入为研发费用加计扣除口径。", "说明：研发投入按税务口径填报"
])  # fmt: skip
def test_that_a_note_says_how_expenses_are_counted(sheet, note):
    rows = [
        ["2022年监测表（万元）"],
        ["企业名称", "信用代码", "营业收入", "研发投入"],
        [NAME, CODE, 1100, 11],
        [note],
    ]
    found = sheet(rows)
    assert by_period(found, "super_deduction", "amount_rd") == [("2022", "110000")]
    assert not found.records("rd_activity")


def test_that_a_questionnaire_may_leave_a_gap_for_the_figure(sheet):
    heads = ["企业名称", "信用代码", "4、2022年研发费用投入为____万元"]
    found = sheet([heads, [NAME, CODE, 180]])
    assert by_period(found, "rd_activity", "rd_total") == [("2022", "1800")]


def test_that_a_firm_is_found_and_renamed_by_what_it_was_called(sheet, stock):
    stock.put("firm", "F1", name=OTHER, uscc=CODE, reporting_unit="330203")
    rows = [
        ["2023年第一批高新技术企业更名名单"],
        ["序号", "高新技术企业证书编号", "原企业名称", "变更后企业名称", "变更时间"],
        [1, "GR202133100111", OTHER, "宁波示例新名装备有限公司", "2023.2.8"],
        [2, "GR202133100112", "宁波示例无此有限公司", "宁波示例亦无有限公司", "2023.2.8"],
    ]
    found = sheet(rows, existing=stock)
    assert found.rejected == {4: "firm_unknown"}
    assert found.flags[3] == {"by_name"}
    assert found.fields("firm")[0]["name"] == "宁波示例新名装备有限公司"
    assert found.fields("former_name")[0]["name"] == OTHER


def test_that_the_number_of_a_filing_says_its_year(sheet):
    rows = [
        ["企业名称", "信用代码", "入库登记编号", "职工总数"],
        [NAME, CODE, "202233020308000123", 45],
    ]
    assert sheet(rows).fields("tech_sme")[0]["year"] == "2022"
    rows = [[*rows[0], "入库年度"], [*rows[1], 2021]]
    assert sheet(rows).flags == {2: {"year_differs"}}


def test_that_a_hidden_part_of_a_telephone_number_is_no_example(sheet):
    rows = [
        ["企业名称", "信用代码", "主要产品", "手机"],
        [NAME, CODE, "螺丝", "13600000001（备用138XXXX5678）"],
        ["宁波XXXX有限公司", "", "螺丝", "13800000000"],
    ]
    found = sheet(rows)
    assert found.fields("firm")[0]["main_business"] == "螺丝"
    assert found.skipped == {3: "example"}


def test_that_before_and_after_below_headings_are_a_part_of_them(sheet, stock):
    stock.put("firm", "F1", name=NAME, uscc=CODE, reporting_unit="330203")
    rows = [
        ["变更登记表"],
        ["企业名称", "", "法定代表人", "", "变更时间", "信用代码"],
        ["变更前", "变更后", "变更前", "变更后", "", ""],
        [NAME, "宁波示例新名有限公司", "张某", "王某", "2023.2.3", CODE],
        [NAME, "宁波示例新名有限公司", "张某", "王某", "2023.2.3", CODE],
    ]
    found = sheet(rows, existing=stock)
    assert {one["legal_rep"] for one in found.fields("firm")} == {"王某"}
    assert found.fields("firm")[0]["name"] == "宁波示例新名有限公司"
    assert found.fields("former_name")[0]["name"] == NAME


def test_that_towns_below_a_heading_of_districts_are_towns(sheet):
    rows = [["企业名称", "信用代码", "属地"], [NAME, CODE, "古林镇"]]
    assert sheet(rows).fields("firm")[0]["town"] == "古林镇"
    rows = [*rows, [OTHER, OTHER_CODE, "江北区"]]
    assert sheet(rows).fields("firm")[1]["reporting_unit"] == "330205"


def test_that_a_unit_alone_above_a_table_is_that_of_its_amounts(sheet):
    rows = [
        ["2022年企业数据", "", "万元"],
        ["企业名称", "信用代码", "营业收入", "现有职工数"],
        [NAME, CODE, 1000, 20],
    ]
    found = sheet(rows)
    assert by_period(found, "firm_period", "revenue") == [("2022", "10000")]
    assert by_period(found, "firm_period", "staff_end") == [("2022", "20")]
    assert not found.flags


def test_that_ends_of_months_over_columns_are_these_months(sheet):
    days = [dt.date(2023, 1, 31), dt.date(2023, 2, 28), dt.date(2023, 3, 31)]
    rows = [["月度产值跟踪（万元）"], ["企业名称", "信用代码", *days], [NAME, CODE, 100, 90, 120]]
    assert by_period(sheet(rows), "firm_period", "industrial_output") == [
        ("2023M01", "1000"), ("2023M02", "900"), ("2023M03", "1200")
    ]  # fmt: skip


def test_that_totals_above_a_list_of_firms_are_the_offices(sheet):
    rows = [
        ["海曙区2022年科技指标报表"],
        ["一、总量指标"],
        ["指标", "单位", "数值"],
        ["高新技术企业数", "家", 402],
        ["发明专利授权量", "件", 1023],
        ["二、重点企业"],
        ["企业名称", "信用代码", "营业收入（万元）"],
        [NAME, CODE, 1000],
    ]
    found = sheet(rows)
    assert [one["value"] for one in found.fields("unit_total")] == ["402", "1023"]
    assert by_period(found, "firm_period", "revenue") == [("2022", "10000")]


def test_that_a_list_of_revoked_certificates_gives_their_state(sheet):
    rows = [
        ["关于取消2023年第一批高新技术企业资格的名单"],
        ["企业名称", "信用代码", "证书编号", "取消原因", "取消起始时间"],
        [NAME, CODE, "GR202133100720", "未填报年度情况", "2022-01-01"],
    ]
    record = sheet(rows).fields("hte_cert")[0]
    assert (record["status"], record["revoke_date"]) == ("3", "2022-01-01")


def test_that_lists_of_lost_labels_and_filings_are_asked_about(sheet):
    rows = [
        ["撤销科技型中小企业入库登记编号企业名单"],
        ["企业名称", "信用代码", "入库登记编号"],
        [NAME, CODE, "202233020308000123"],
    ]
    assert "title_revokes" in sheet(rows).flags[3]
    rows[0] = ["科技型中小企业入库登记编号企业名单"]
    assert not sheet(rows).flags


def test_that_expenses_in_a_list_of_projects_are_those_of_each(sheet):
    rows = [
        ["企业研发项目汇总表（元）"],
        ["企业名称：" + NAME, "", "统一社会信用代码：" + CODE, "", "所属年度：2022年"],
        ["序号", "项目名称", "起止时间", "项目研发人员数", "研发费用合计", "其中：人员人工"],
        [1, "高速贴标机研发", "202201-202212", 5, 800000, 500000],
        [2, "智能码垛系统", "202103-202306", 8, 1200000, 700000],
    ]
    found = sheet(rows)
    assert by_period(found, "rd_project", "cost") == [("2022", "1200"), ("2022", "800")]
    assert not found.records("rd_activity")
    assert found.flags == {4: {"guessed_heading"}, 5: {"guessed_heading"}}


def test_that_until_the_end_of_a_quarter_is_from_january_on(sheet):
    rows = [
        ["科技型企业三项指标（截至2023年三季度末）"],
        ["企业名称", "信用代码", "营业收入（万元）"],
        [NAME, CODE, 105],
    ]
    assert by_period(sheet(rows), "firm_period", "revenue") == [("2023M01-09", "1050")]


def test_that_a_line_of_a_total_by_name_is_a_figure(sheet):
    rows = [
        ["2022年研发情况（千元）"],
        ["单位名称", "信用代码", "指标", "本年"],
        [NAME, CODE, "研究开发人员合计", 20],
        ["", "", "研究开发费用合计", 3000],
        ["合计", "", "", 3020],
    ]
    found = sheet(rows)
    assert by_period(found, "rd_activity", "rd_total") == [("2022", "3000")]
    assert found.skipped == {5: "total"}


def test_that_a_former_name_stands_behind_one_where_the_heading_says_so(sheet):
    rows = [["企业名称（曾用名）", "信用代码"], [NAME + "（宁波示例老五金厂）", CODE]]
    found = sheet(rows)
    assert found.fields("firm")[0]["name"] == NAME
    assert found.flags == {2: {"remark_in_cell"}}


def test_that_actual_figures_beside_aims_are_what_the_title_names(sheet):
    rows = [
        ["2023年重点企业产值目标完成情况（亿元）"],
        ["企业名称", "信用代码", "2022年实绩", "2023年目标", "1-6月完成", "完成率"],
        [NAME, CODE, 1.2, 1.5, 0.8, "53%"],
    ]
    assert by_period(sheet(rows), "firm_period", "industrial_output") == [
        ("2022", "120000"), ("2023M01-06", "80000")
    ]  # fmt: skip


def test_that_what_one_product_brings_in_is_none_of_the_firms(sheet):
    rows = [
        ["2022年高新技术产品收入明细（万元）"],
        ["企业名称", "信用代码", "产品名称", "产品收入", "营业收入"],
        [NAME, CODE, "高强螺栓", 600, 1000],
    ]
    found = sheet(rows)
    assert found.fields("firm_period") == [{"revenue": "10000"}]


def test_that_a_choice_may_be_left_alone_with_its_tick(sheet):
    found = sheet([["企业名称", "信用代码", "企业规模"], [NAME, CODE, "☑中型"]])
    assert found.fields("firm")[0]["scale"] == "2"


@pytest.mark.parametrize("heading", ["2022年销售（万元）", "2022年销售额（万元）"])
def test_that_sales_are_revenue(sheet, heading):
    found = sheet([["企业名称", "信用代码", heading], [NAME, CODE, 600]])
    assert by_period(found, "firm_period", "revenue") == [("2022", "6000")]


@pytest.mark.parametrize(("over", "times"), [("年份", [2020, 2021]), ("月份", ["1月", "2月"])])
def test_that_lines_of_years_below_firms_are_of_the_titles_figure(sheet, over, times):
    rows = [
        ["2021年营业收入对比（单位：万元）"],
        [over, NAME, OTHER],
        ["统一社会信用代码", CODE, OTHER_CODE],
        [times[0], 1000, 2000],
        [times[1], 1100, 2100],
    ]
    found = sheet(rows)
    assert sorted(value for _period, value in by_period(found, "firm_period", "revenue")) == [
        "10000", "11000", "20000", "21000"
    ]  # fmt: skip
    assert len({one["period"] for one in found.records("firm_period")}) == 2


def test_that_two_former_names_in_a_cell_are_no_name(sheet):
    rows = [
        ["统一社会信用代码", "现名称", "曾用名"],
        [CODE, NAME, "宁波示例铸件厂;宁波示例机械厂"],
    ]
    assert sheet(rows).rejected == {2: "several_values"}


def test_that_an_estimate_is_no_figure_of_the_year(sheet):
    rows = [
        ["企业名称", "信用代码", "2022年研发费用（万元）", "2023年研发费用（预估）"],
        [NAME, CODE, 50, 55],
    ]
    assert by_period(sheet(rows), "rd_activity", "rd_total") == [("2022", "500")]


@pytest.mark.parametrize("left", [["2021年"], ["2020年", "2021年"]])
@pytest.mark.parametrize("head", [
    [["企业名称", NAME], ["统一社会信用代码", CODE]],
    [["企业名称", NAME, "统一社会信用代码", CODE]],
    [[f"企业名称：{NAME}"], [f"统一社会信用代码：{CODE}"]],
])  # fmt: skip
def test_that_figures_may_stand_left_of_their_labels(sheet, head, left):
    rows = [
        *head,
        [*left, "指标", "2022年"],
        [*(2000 + place for place in range(len(left))), "营业收入（万元）", 2010],
        [*(100 + place for place in range(len(left))), "研发费用（万元）", 110],
    ]
    found = sheet(rows)
    years = [*(one[:4] for one in left), "2022"]
    revenue = [20000 + 10 * place for place in range(len(left))] + [20100]
    assert by_period(found, "firm_period", "revenue") == [
        (year, str(value)) for year, value in zip(years, revenue, strict=True)
    ]
    assert [year for year, _value in by_period(found, "rd_activity", "rd_total")] == years
