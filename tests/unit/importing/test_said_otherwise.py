"""What is dressed up otherwise says the same: numbers, English and line ends are no words."""

from __future__ import annotations

import pytest
from golden_sheets.grid import CODES

NAME, CODE = "宁波示例甲有限公司", CODES["A"]


@pytest.mark.parametrize("dress", ["{}.{}", "{}、{}", "({}) {}"])
def test_that_roman_numbers_before_headings_say_nothing(sheet, dress):
    heads = ["企业名称", "信用代码", "人员人工费用（千元）", "研发费用合计（千元）"]
    numbered = [dress.format(n, head) for n, head in zip("ⅠⅡⅢⅣ", heads, strict=True)]
    got = sheet([["2023年企业研发情况"], numbered, [NAME, CODE, 400, 900]])
    assert got.fields("rd_activity") == [{"staff_cost": "400", "rd_total": "900"}]
    assert not got.flags


@pytest.mark.parametrize("dress", ["{} ({})", "{}（{}）", "{}： {}", "{}\n({})"])
def test_that_english_beside_a_heading_says_nothing(sheet, dress):
    heads = {"企业名称": "Enterprise", "信用代码": "Credit Code", "年度": "Year",
             "研发费用合计": "R&D expenses", "计量单位": "Unit"}  # fmt: skip
    heading = [dress.format(own, english) for own, english in heads.items()]
    got = sheet([heading, [NAME, CODE, 2023, 90, "万元"]])
    assert [(one["period"], one["fields"]) for one in got.records("rd_activity")] == [
        ("2023", {"rd_total": "900"})
    ]
    assert "unit_assumed" not in got.flags.get(2, set())


def test_that_a_day_on_a_cover_is_not_the_year_of_the_title_below(sheet):
    table = [
        ["2023年度企业研发情况"],
        ["企业名称", "信用代码", "研发费用（千元）"],
        [NAME, CODE, 900],
    ]
    got = sheet([["统计资料汇编"], ["2025年6月"], *table])
    assert [one["period"] for one in got.records("rd_activity")] == ["2023"]
    got = sheet([["2023年6月"], *table])
    assert [one["period"] for one in got.records("rd_activity")] == ["2023M06"]


def test_that_the_name_of_who_runs_a_carrier_has_no_gaps(sheet):
    heading = ["孵化器名称", "运营主体名称", "级别", "使用总面积（㎡）", "在孵企业数"]
    row = ["示例科创园", "宁波示例\n甲有限公司", "市级", 8000, 35]
    got = sheet([["2023年科技企业孵化器情况统计表"], heading, row])
    assert [one["operator"] for one in got.fields("carrier")] == [NAME]


LABELS = [
    ["浙江省专精特新中小企业名单"],
    ["企业名称", "信用代码", "批次", "有效期至"],
    [NAME, CODE, "第一批", "2026-12-31"],
]


def test_that_labels_are_of_the_year_that_the_file_is_called_after(read, workbook):
    got = read(workbook("2023年专精特新.xlsx", Sheet1=LABELS))
    assert [(one["year"], one["batch"]) for one in got.fields("label")] == [("2023", "第一批")]
    assert got.flags == {3: {"period_from_file"}}
    rows = [["2022年度浙江省专精特新中小企业名单"], *LABELS[1:]]
    got = read(workbook("2023年专精特新.xlsx", Sheet1=rows))
    assert [one["year"] for one in got.fields("label")] == ["2022"]
    assert not got.flags


def test_that_filings_are_of_the_year_that_the_file_is_called_after(read, workbook):
    heading = ["企业名称", "信用代码", "入库登记编号"]
    rows = [["国家科技型中小企业入库名单"], heading, [NAME, CODE, "202333020308000001"]]
    got = read(workbook("2023年科小.xlsx", Sheet1=rows))
    assert [one["year"] for one in got.fields("tech_sme")] == ["2023"]
    assert got.flags == {3: {"period_from_file"}}


def test_that_one_number_that_fits_by_chance_is_no_credit_code(sheet):
    title, heading = (
        ["2023年度国家科技型中小企业入库名单"],
        ["企业名称", "信用代码", "入库登记编号"],
    )
    got = sheet([title, heading, [NAME, CODE, "202333020308000004"]])
    assert [one["reg_no"] for one in got.fields("tech_sme")] == ["202333020308000004"]
    assert not got.flags
