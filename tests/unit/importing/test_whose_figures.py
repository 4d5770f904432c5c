"""Whose a figure is that names neither its owner nor its period."""

from __future__ import annotations

import pytest
from golden_sheets.grid import CODES

NAME, CODE = "宁波示例甲有限公司", CODES["A"]
FIRM = ["企业名称", "信用代码"]

THINGS = {
    "rd_project": ("2023年企业研发项目登记表", "项目名称", "高速电机控制研究"),
    "rd_institution": ("2023年企业研发机构名单", "机构名称", "示例省级企业研究院"),
    "achievement": ("2023年科技成果登记名单", "成果名称", "高速电机控制"),
}


@pytest.mark.parametrize("form", THINGS)
@pytest.mark.parametrize("figure", ["人数", "研发费用（万元）", "研发投入", "研发人员"])
def test_that_bare_figures_of_things_are_none_of_their_firm(sheet, form, figure):
    title, head, thing = THINGS[form]
    got = sheet([[title], [*FIRM, head, figure], [NAME, CODE, thing, 12]])
    assert got.records(form)
    assert not got.records("firm_period")
    assert not got.records("rd_activity")


@pytest.mark.parametrize("form", THINGS)
def test_that_figures_beside_those_of_the_firm_are_its_own(sheet, form):
    title, head, thing = THINGS[form]
    heading = [*FIRM, head, "营业收入（万元）", "研发费用（万元）", "从业人员期末人数"]
    got = sheet([[title], heading, [NAME, CODE, thing, 900, 30, 12]])
    assert [one["rd_total"] for one in got.fields("rd_activity")] == ["300"]
    assert got.fields("firm_period") == [{"revenue": "9000", "staff_end": "12"}]


@pytest.mark.parametrize(
    ("title", "period"),
    [
        ("在孵企业名单（2023年12月）", "2023"),
        ("规上企业台账（2023年第四季度）", "2023"),
        ("在孵企业名单（2023年6月）", "2023M06"),
        ("2023年12月工业企业月报表", "2023M12"),
    ],
)
def test_that_the_month_of_a_list_splits_no_figures_of_the_year(sheet, title, period):
    heading = [*FIRM, "从业人数", "2023年营业收入（万元）"]
    got = sheet([[title], heading, [NAME, CODE, 12, 80]])
    of_staff = [one["period"] for one in got.records("firm_period") if "staff_end" in one["fields"]]
    assert of_staff == [period]
    assert got.flags == ({3: {"period_assumed"}} if period == "2023" else {})


def test_that_a_kind_that_names_told_says_so(sheet):
    rows = [["2023年企业研发机构名单"], [*FIRM, "机构名称"], [NAME, CODE, "示例省级企业研究院"]]
    columns = sheet(rows).preview.sheets[0].mapping.columns
    assert [one.reason for one in columns if one.field == "kind"] == ["names"]
    columns = sheet(
        [rows[0], [*FIRM, "机构类别", "机构名称"], [NAME, CODE, "省级企业研究院", "甲"]]
    )
    columns = columns.preview.sheets[0].mapping.columns
    assert [one.reason for one in columns if one.field == "kind"] == ["values"]


@pytest.mark.parametrize(
    ("file", "form", "fields"),
    [
        ("高企.xlsx", "hte_cert", {"issue_date": "2021-12-10", "expire_date": "2024-12-09"}),
        ("2021年专精特新.xlsx", "label", {"label": "2", "year": "2021", "valid_to": "2024-12-09"}),
    ],
)
def test_that_a_file_is_called_after_what_was_recognised(read, workbook, file, form, fields):
    rows = [[*FIRM, "认定日期", "有效期至"], [NAME, CODE, "2021-12-10", "2024-12-09"]]
    got = read(workbook(file, Sheet1=rows))
    assert got.fields(form) == [fields]
    assert "form_from_file" in got.flags[2]
    assert not read(workbook("名单.xlsx", Sheet1=rows)).records(form)
    got = read(
        workbook("高企.xlsx", Sheet1=[["企业名称", "信用代码", "地址"], [NAME, CODE, "示例路"]])
    )
    assert not got.flags


@pytest.mark.parametrize("head", ["研发费用（归集）", "归集研发费用", "研发费用归集额"])
def test_that_expenses_that_are_brought_together_are_asked_about(sheet, head):
    rows = [["2023年企业情况（千元）"], [*FIRM, head], [NAME, CODE, 300]]
    got = sheet(rows)
    assert got.fields("rd_activity") == [{"rd_total": "300"}]
    assert got.flags == {3: {"guessed_heading"}}
    got = sheet([rows[0], [*FIRM, head, "研发费用合计"], [NAME, CODE, 300, 400]])
    assert got.fields("rd_activity") == [{"rd_total": "400"}]


def test_that_columns_that_take_turns_are_one(sheet):
    other = ["宁波示例乙有限公司", CODES["B"]]
    title, heading = ["2023年企业情况（千元）"], [*FIRM, "研发费用", "研发投入", "地址", "通讯地址"]
    rows = [[NAME, CODE, 300, "", "示例路1号", ""], [*other, "", 50, "", "示例路2号"]]
    got = sheet([title, heading, *rows])
    assert got.fields("rd_activity") == [{"rd_total": "300"}, {"rd_total": "50"}]
    assert [one["address"] for one in got.fields("firm")] == ["示例路1号", "示例路2号"]
    assert not got.flags
    got = sheet([title, heading, [NAME, CODE, 300, 20, "示例路1号", "示例路1号"], rows[1]])
    assert got.fields("rd_activity") == [{"rd_total": "300"}]
    assert got.flags[3] == {"doubled_column"}


@pytest.mark.parametrize("words", [("计划", "完成"), ("年度目标", "实际完成数"), ("预计", "实际")])
def test_that_rows_of_what_is_planned_give_no_figures(sheet, words):
    plan, done = words
    title, heading = ["2023年研发投入情况（千元）"], [*FIRM, "项目", "研发费用", "营业收入"]
    rows = [[NAME, CODE, plan, 300, 4000], ["", "", done, 200, 3500]]
    got = sheet([title, heading, *rows])
    assert got.fields("rd_activity") == [{"rd_total": "200"}]
    assert got.skipped == {3: "no_figure"}
    assert got.flags == {4: {"from_above"}}


@pytest.mark.parametrize("corner", ["指标（万元）", "项目（单位：万元）"])
def test_that_a_unit_over_labels_is_that_of_amounts(sheet, corner):
    firm = [["2023年企业情况"], ["企业名称", NAME], ["信用代码", CODE]]
    figures = [["营业收入", 200], ["利润总额", 20], ["从业人员期末人数", 30]]
    got = sheet([*firm, [corner, "数值"], *figures])
    assert got.fields("firm_period") == [
        {"revenue": "2000", "total_profit": "200", "staff_end": "30"}
    ]
    assert not got.flags


@pytest.mark.parametrize("name", ["最高", "最低", "最大", "中位值", "标准差", "平均"])
def test_that_what_is_counted_of_all_firms_is_no_firm(sheet, name):
    heading = [*FIRM, "营业收入（千元）"]
    got = sheet([["2023年企业情况"], heading, [NAME, CODE, 1200], [name, "", 1200]])
    assert len(got.records("firm_period")) == 1
    assert got.skipped.keys() == {4}


@pytest.mark.parametrize("head", ["备注（单位：万元）", "序号（单位：万元）"])
def test_that_a_unit_beside_remarks_is_that_of_all(sheet, head):
    got = sheet([["2023年企业情况"], [*FIRM, "营业收入", head], [NAME, CODE, 1200, ""]])
    assert got.fields("firm_period") == [{"revenue": "12000"}]
    assert not got.flags


@pytest.mark.parametrize("head", ["申请号及申请日", "专利申请号/申请日期", "申请号（申请日）"])
@pytest.mark.parametrize("cell", ["202310123456.6 2023-02-03", "ZL202310123456.6（2023.2.3）"])
def test_that_number_and_day_of_a_patent_share_a_cell(sheet, head, cell):
    got = sheet([["2023年专利清单"], [*FIRM, "专利名称", head], [NAME, CODE, "一种电机", cell]])
    assert [(one["app_no"], one["app_date"]) for one in got.fields("patent")] == [
        ("202310123456.6", "2023-02-03")
    ]
    assert not got.flags


def test_that_a_second_name_says_no_kind_of_the_first(sheet):
    heading = [*FIRM, "平台名称", "级别", "平台名称", "级别"]
    row = [NAME, CODE, "示例检测中心", "市级", "示例省级企业研究院", "省级"]
    got = sheet([["2023年创新平台名单"], heading, row])
    assert not [one for one in got.fields("rd_institution") if one.get("kind") == "03"]


def test_that_an_aim_names_the_firm_of_what_was_done_below_it(sheet):
    other = ["宁波示例乙有限公司", CODES["B"]]
    title, heading = ["2023年研发投入情况（千元）"], [*FIRM, "项目", "研发费用"]
    rows = [[NAME, CODE, "完成", 30], [*other, "计划", 400], ["", "", "完成", 350]]
    got = sheet([title, heading, *rows])
    assert [one["uscc"] for one in got.fields("firm")] == [CODES["A"], CODES["B"]]
    assert [one["rd_total"] for one in got.fields("rd_activity")] == ["30", "350"]
    assert got.flags == {5: {"from_above"}}


@pytest.mark.parametrize("heads", [("", ""), ("企业名称", ""), ("", "指标")])
def test_that_firms_and_figures_beside_years_need_no_heading(read, workbook, heads):
    rows = [
        ["企业情况（千元）"],
        [*heads, "2021年", "2022年"],
        [NAME, "研发费用", 100, 200],
        ["", "营业收入", 1000, 2000],
    ]
    got = read(workbook("表.xlsx", 企业=[FIRM, [NAME, CODE]], 数=rows))
    assert [(one["period"], one["fields"]["revenue"]) for one in got.records("firm_period")] == [
        ("2021", "1000"),
        ("2022", "2000"),
    ]
    assert len(got.records("rd_activity")) == 2


def test_that_a_cover_says_of_when_the_sheets_behind_it_are(read, workbook):
    cover = [["科技统计报表"], ["报告期：2023年"], ["填报日期：2024年3月5日"]]
    rows = [[*FIRM, "营业收入（千元）"], [NAME, CODE, 1200]]
    got = read(workbook("表.xlsx", 封面=cover, 表1=rows, 表2=[["2022年企业情况"], *rows]))
    assert [one["period"] for one in got.records("firm_period")] == ["2023", "2022"]
    assert got.flags == {2: {"period_from_cover"}}
    signed = [*cover, ["单位负责人：张三　　填表人：李四"]]
    got = read(workbook("表.xlsx", 封面=signed, 表1=rows))
    assert [one["period"] for one in got.records("firm_period")] == ["2023"]
    got = read(workbook("表.xlsx", 封面=[["报告期", "2023年"]], 表1=rows))
    assert [one["period"] for one in got.records("firm_period")] == ["2023"]
    got = read(workbook("表.xlsx", 封面=cover, 表1=rows), period="2021")
    assert [one["period"] for one in got.records("firm_period")] == ["2021"]
    assert not read(workbook("表.xlsx", 表1=rows, 封面=cover)).records("firm_period")


def test_that_values_below_periods_are_of_the_label_above_them(sheet):
    firm = [["企业研发情况"], ["企业名称", NAME], ["信用代码", CODE]]
    figures = [["研发费用（万元）"], ["年份", 2021, 2022, 2023], ["", 10, 20, 30]]
    got = sheet([*firm, *figures])
    assert [(one["period"], one["fields"]) for one in got.records("rd_activity")] == [
        ("2021", {"rd_total": "100"}),
        ("2022", {"rd_total": "200"}),
        ("2023", {"rd_total": "300"}),
    ]


def test_that_a_list_of_a_month_beside_several_years_is_of_its_own(sheet):
    heading = [*FIRM, "人数", "2022年营业收入（千元）", "2023年营业收入（千元）"]
    got = sheet([["2023年12月在孵企业清单"], heading, [NAME, CODE, 12, 200, 300]])
    assert [(one["period"], one["fields"]) for one in got.records("firm_period")] == [
        ("2022", {"revenue": "200"}),
        ("2023", {"staff_end": "12", "revenue": "300"}),
    ]


@pytest.mark.parametrize("others", ["宁波示例乙有限公司", "2022年"])
def test_that_figures_in_letters_below_firms_or_years_may_look_like_years(sheet, stock, others):
    stock.put("firm", "f1", name=NAME, name_key=NAME, uscc=CODE)
    stock.put("firm", "f2", name="宁波示例乙有限公司", name_key="宁波示例乙有限公司")
    heads = ["指标名称", NAME if "公司" in others else "2021年", others]
    rows = [["营业收入（万元）", "2309", "2005"], ["利润总额（万元）", 2004, "2011"]]
    found = sheet([[f"{NAME}2021年企业指标"], heads, *rows], existing=stock)
    values = [(one["total_profit"], one["revenue"]) for one in found.fields("firm_period")]
    assert sorted(values) == [("20040", "23090"), ("20110", "20050")]


@pytest.mark.parametrize("corner", ["指标", "时间", ""])
def test_that_figures_in_letters_below_names_side_by_side_may_look_like_years(sheet, corner):
    heads = [corner, "甬创科技企业孵化器", "云谷孵化器"]
    rows = [["在孵企业总收入（千元）", "1993", "2,728"], ["在孵企业从业人员", 999, "2005"]]
    found = sheet([["2022年孵化器情况"], heads, *rows])
    said = [(one["period"], one["fields"]) for one in found.records("incubator")]
    assert said == [
        ("2022", {"tenant_income": "1993", "tenant_staff": "999"}),
        ("2022", {"tenant_income": "2728", "tenant_staff": "2005"}),
    ]


@pytest.mark.parametrize(
    ("line", "period"), [("2024年第二季度", "2024Q2"), ("2024年", "2024"), ("2024年3月", "")]
)
def test_that_a_period_alone_on_a_cover_is_that_of_the_workbook(read, workbook, line, period):
    cover = [["科技快报"], [line], ["编制：科技局规划科"]]
    rows = [["指标", "单位", "数值"], ["有效高企数", "家", 402]]
    got = read(workbook("表.xlsx", 封面=cover, 表1=rows))
    assert [one["period"] for one in got.records("unit_total")] == ([period] if period else [])
