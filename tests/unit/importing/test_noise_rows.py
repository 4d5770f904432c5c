"""Rows and columns that say nothing of the records leave the understanding of the others alone."""

from __future__ import annotations

import pytest
from golden_sheets.grid import CODES

A, B = CODES["A"], CODES["B"]
TOTALS = [
    ["2022年统计公报指标"],
    ["指标", "单位", "本年", "上年", "增减（±%）"],
    ["高新技术企业数", "家", 536, 402, "33.3"],
    ["发明专利授权量", "件", "1,023", "850", "20.4"],
]
FIRMS = [
    ["2022年企业研发情况（千元）"],
    ["单位代码", "单位名称", "研究开发人员合计", "研究开发费用合计"],
    [A, "宁波示例甲有限公司", 12, 3201],
    [B, "宁波示例乙有限公司", 13, 3512],
]
NOISE = {
    "numbers": [["1", "2", "3", "4"]],
    "signed": [["制表：张三", "审核：李四", "", "2023年1月15日"]],
    "ended": [["以下空白"]],
    "closed": [["（完）"]],
    "dashes": [["————————"]],
}


def taken(result):
    return [
        {name: entry.get(name) for name in ("form", "period", "fields")}
        for entry in result.entries
        if "form" in entry
    ]


@pytest.mark.parametrize("noise", NOISE.values(), ids=NOISE)
@pytest.mark.parametrize("sheet", [TOTALS, FIRMS], ids=["totals", "firms"])
def test_that_a_row_that_is_no_record_changes_nothing(workbook, read, sheet, noise):
    at = 2 if noise is NOISE["numbers"] else len(sheet)
    changed = [*sheet[:at], *noise, *sheet[at:]]
    clean = read(workbook("清.xlsx", 表=sheet))
    noisy = read(workbook("杂.xlsx", 表=changed))
    assert taken(noisy) == taken(clean) != []
    assert noisy.rejected == {}


@pytest.mark.parametrize("sheet", [TOTALS, FIRMS], ids=["totals", "firms"])
def test_that_a_heading_said_again_changes_nothing(workbook, read, sheet):
    changed = [*sheet[:3], sheet[1], *sheet[3:]]
    clean = read(workbook("清.xlsx", 表=sheet))
    noisy = read(workbook("杂.xlsx", 表=changed))
    assert taken(noisy) == taken(clean) != []
    assert noisy.skipped == {4: "heading"}


def test_that_an_empty_template_of_totals_is_no_bug(workbook, read):
    result = read(workbook(**{"2022": TOTALS, "模板": TOTALS[:2]}))
    assert len(result.records("unit_total")) == 4


def test_that_the_rest_of_the_firms_is_no_kind_of_firm(sheet):
    rows = [*FIRMS[:3], ["二、其他企业"], FIRMS[3]]
    result = sheet(rows)
    assert [set(fields) & {"reg_type"} for fields in result.fields("firm")] == [set(), set()]


GAPS = {
    "name and code": [
        ["数据年份：", "", "2022", "操作员：", "管理员"],
        ["单位名称", "", "统一社会信用代码", "营业收入（千元）", "研发费用（千元）"],
        ["宁波示例甲有限公司", "", A, 80000, 3200],
        ["宁波示例乙有限公司", "", B, 87770, 3511],
    ],
    "name above years": [
        ["企业名称", "", "信用代码", "年度", "营业收入（万元）"],
        ["宁波示例甲有限公司", "", A, 2021, 1000],
        ["", "", "", 2022, 1100],
    ],
    "counts that are figures": [
        ["2024年孵化器情况（千元）"],
        ["孵化器名称", "", "级别", "总收入", "在孵企业数"],
        ["示例园", "", "市级", 1200, 35],
    ],
    "title of a patent": [
        ["专利号", "名称", "", "发明人", "所属企业"],
        ["202110345671.1", "甲", "", "张三", "宁波示例甲有限公司"],
    ],
}


@pytest.mark.parametrize("rows", GAPS.values(), ids=GAPS)
def test_that_an_empty_column_parts_no_table(sheet, rows):
    gap = 2 if rows is GAPS["title of a patent"] else 1
    clean = [[cell for column, cell in enumerate(row) if column != gap] for row in rows]
    assert taken(sheet(rows)) == taken(sheet(clean)) != []


def test_that_a_sum_right_below_the_heading_is_no_heading(sheet):
    rows = [
        ["2023年企业研究开发项目情况"],
        [f"单位详细名称：宁波示例甲有限公司  统一社会信用代码：{A}"],
        ["序号", "项目名称", "项目起始日期", "项目完成日期", "项目经费支出（千元）"],
        ["", "总 计", "", "", 2000],
        [1, "一种水泵的研发", "202301", "202412", 1200],
        [2, "新型阀门研究", "202206", "202312", 800],
    ]
    result = sheet(rows)
    assert [one["period"] for one in result.records("rd_project")] == ["2023", "2023"]
    assert result.skipped == {4: "total"}


def test_that_headings_may_end_in_colons(sheet):
    rows = [
        ["2022年企业研发投入"],
        ["企业名称：", "信用代码：", "研发人员：", "研发费用（万元）："],
        ["宁波示例甲有限公司", A, 12, 320],
        ["宁波示例乙有限公司", B, 13, 351],
    ]
    assert [one["rd_total"] for one in sheet(rows).fields("rd_activity")] == [
        "3200",
        "3510",
    ]


def test_that_a_narrow_table_may_number_its_columns(sheet):
    rows = [["单位名称", "信用代码"], ["甲", "1"], ["宁波示例甲有限公司", A]]
    result = sheet(rows)
    assert result.skipped == {2: "numbering"}
    assert len(result.records("firm")) == 1


def test_that_an_empty_table_names_no_firm(workbook, read):
    empty = [["2021年研发投入"], ["企业名称", "统一社会信用代码", "研发费用（万元）"]]
    filled = [*empty, ["宁波示例甲有限公司", A, 10]]
    result = read(workbook(年报=filled, 模板=empty))
    assert [one["name"] for one in result.fields("firm")] == ["宁波示例甲有限公司"]


@pytest.mark.parametrize(
    ("heading", "capital"),
    [
        ("注册资本（万元人民币）", "500"),
        ("注册资本（万\n元人民币）", "500"),
        ("注册资本（万\n元）", "500"),
        ("注册资本 万\n元", "500"),
        ("注册资\n本（元）", "0.05"),
    ],
)
def test_that_a_line_may_end_within_a_unit(sheet, heading, capital):
    rows = [["企业名称", "信用代码", heading], ["宁波示例甲有限公司", A, 500]]
    assert sheet(rows).fields("firm")[0]["reg_capital"] == capital


def test_that_a_title_may_stand_in_the_middle(sheet):
    rows = [
        ["", "2022年（千元）"],
        ["编号", "企业名称", "信用代码", "研发人员", "从业人员平均人数", "研发费用"],
        ["001", "宁波示例甲有限公司", A, 9, 50, 5.5],
    ]
    result = sheet(rows)
    assert result.fields("rd_activity") == [{"rd_staff": "9", "rd_total": "5.5"}]
    assert result.fields("firm_period") == [{"staff_average": "50"}]


def test_that_an_example_may_stand_behind_other_texts(sheet):
    rows = [
        ["行业", "企业名称", "营业收入（千元）"],
        ["C", "示例：宁波某某有限公司", 80000],
        ["C", "宁波示例甲有限公司", 70000],
    ]
    result = sheet(rows, tab="2022年")
    assert result.skipped == {2: "example"}
    assert [one["name"] for one in result.fields("firm")] == ["宁波示例甲有限公司"]


@pytest.mark.parametrize(
    "example", [["", "填写示例", "示例路1号"], ["示例", "宁波某某有限公司", "示例路1号"]]
)
def test_that_a_sound_code_makes_no_firm_of_an_example(sheet, example):
    number, name, address = example
    rows = [
        ["序号", "企业名称", "信用代码", "地址"],
        [number, name, B, address],
        [1, "宁波示例甲有限公司", A, "示例路2号"],
    ]
    result = sheet(rows)
    assert [one["name"] for one in result.fields("firm")] == ["宁波示例甲有限公司"]
    assert result.skipped[2] == "example"


@pytest.mark.parametrize(
    "line",
    ["制造业", "A类", "纺织业（2家）", "共 2 家企业", "以上数据仅供参考", "此处空白", "记录数：2"],
)
def test_that_a_line_between_firms_is_none(workbook, read, line):
    clean = read(workbook("清.xlsx", 表=FIRMS))
    noisy = read(workbook("杂.xlsx", 表=[*FIRMS[:3], ["", line], *FIRMS[3:]]))
    assert taken(noisy) == taken(clean) != []
    assert noisy.rejected == {}
    assert list(noisy.skipped) == [4]


@pytest.mark.parametrize(
    "called",
    ["Subtotal", "Grand Total", "total:", "小  结", "总和", "合计金额", "全区汇总", "计", "Σ"],
)
def test_that_a_sum_is_one_whatever_it_is_called(workbook, read, called):
    summed = read(workbook("和.xlsx", 表=[*FIRMS, ["", called, 25, 6713]]))
    assert summed.rejected == {}
    assert summed.skipped == {5: "total"}
