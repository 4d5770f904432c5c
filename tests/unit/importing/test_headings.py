"""What headings say: figures, periods, units, over several rows and in brackets."""

from __future__ import annotations

import pytest

A = "91330203MA2TE5T1XB"
B = "91330205MA2TE5T288"
FIRST, SECOND, THIRD = "宁波示例甲科技有限公司", "宁波示例乙机械有限公司", "宁波示例丙电子有限公司"


def said(result):
    """Return what each record says: sheet part, row, form, period and fields."""
    return [
        (e["row"], e["form"], e.get("period", ""), e["fields"])
        for e in result.entries
        if "form" in e
    ]


def figures(result, form="rd_activity"):
    return [(row, period, fields) for row, name, period, fields in said(result) if name == form]


def test_that_the_title_names_the_figure_of_columns_that_name_years(sheet):
    result = sheet(
        [
            ["海曙区规上企业研发费用（单位：万元）"],
            ["企业名称", "信用代码", "2022年", "2023年"],
            [FIRST, A, 10, 20],
        ]
    )
    assert figures(result) == [(3, "2022", {"rd_total": "100"}), (3, "2023", {"rd_total": "200"})]


def test_that_figures_of_which_nothing_says_what_they_are_are_asked_about(sheet):
    result = sheet([["企业名称", "信用代码", "2022年", "2023年"], [FIRST, A, 10, None]])
    assert result.flags == {2: {"figure_unknown"}}
    assert figures(result) == []


def test_that_indicators_down_and_years_across_are_totals_of_each_year(sheet):
    result = sheet(
        [
            ["指标名称", "计量单位", "2022年", "2023年", "数据来源"],
            ["高新技术企业数（有效期内）", "家", 320, 355, "科技局"],
            ["技术合同交易额", "亿元", None, "12.5", "市场处"],
        ]
    )
    assert [
        (p, f["value"], f["source_document"]) for _r, p, f in figures(result, "unit_total")
    ] == [
        ("2022", "320", "科技局"),
        ("2023", "355", "科技局"),
        ("2023", "12.5", "市场处"),
    ]


def test_that_a_figure_without_a_period_takes_that_of_all_others(sheet):
    heads = ["企业名称", "信用代码", "研发人员合计", "2023年研发费用合计（万元）"]
    result = sheet([heads, [FIRST, A, 5, 10]])
    assert figures(result) == [(2, "2023", {"rd_staff": "5", "rd_total": "100"})]
    assert result.flags == {2: {"period_assumed"}}
    several = sheet([[*heads, "2022年研发费用合计（万元）"], [FIRST, A, 5, 10, 20]])
    assert sorted(period for _row, period, _f in figures(several)) == ["2022", "2023"]
    assert several.flags == {2: {"left_out"}}


def test_that_rows_of_units_periods_and_codes_belong_to_the_heading(sheet):
    result = sheet(
        [
            ["2023年9月企业情况"],
            ["企业名称", "信用代码", "营业收入", None, None, "研发费用合计"],
            [None, None, "本月", "累计", "同比增长（%）", "本年累计"],
            [None, None, "万元", "万元", "%", "千元"],
            [FIRST, A, 10, 90, 5.5, 70],
        ]
    )
    assert figures(result, "firm_period") == [
        (5, "2023M01-09", {"revenue": "900"}),
        (5, "2023M09", {"revenue": "100"}),
    ]
    assert figures(result) == [(5, "2023M01-09", {"rd_total": "70"})]
    assert result.flags == {}


def test_that_the_year_before_never_lands_in_this_year(sheet):
    rows = [
        ["企业名称", "信用代码", "年度", "研发费用合计（千元）", "研发费用合计（千元）"],
        [None, None, None, "本年", "上年"],
        [FIRST, A, 2023, 20, 10],
        [SECOND, B, "2023年1-6月", 9, 8],
    ]
    result = sheet(rows)
    assert [(row, p, f["rd_total"]) for row, p, f in figures(result)] == [
        (3, "2023", "20"),
        (3, "2022", "10"),
        (4, "2023M01-06", "9"),
        (4, "2022M01-06", "8"),
    ]


def test_that_a_sum_of_months_reaches_to_the_last_of_them(sheet):
    result = sheet(
        [
            ["2024年研发费用（单位：千元）"],
            ["企业名称", "信用代码", "1月", "2月", "3月", "累计"],
            [FIRST, A, 3, 1, 2, 6],
        ]
    )
    assert [(p, f["rd_total"]) for _row, p, f in figures(result)] == [
        ("2024M01", "3"),
        ("2024M01-03", "6"),
        ("2024M02", "1"),
        ("2024M03", "2"),
    ]


@pytest.mark.parametrize(
    ("heading", "unit", "period"),
    [
        ("研发费用（万元，保留两位小数）", "万元", "2023"),
        ("研发费用（万元/年）", "万元", "2023"),
        ("研发费用（不含税，万元）", "万元", "2023"),
        ("研发费用（2022年，万元）", "万元", "2022"),
        ("研发费用（上年，万元）", "万元", "2022"),
        ("研发费用（必填）（千元）", "千元", "2023"),
        ("23年研发费用（万元）", "万元", "2023"),
    ],
)
def test_that_brackets_of_a_heading_are_understood_word_by_word(sheet, heading, unit, period):
    result = sheet([["2023年企业情况"], ["企业名称", "信用代码", heading], [FIRST, A, 10]])
    [record] = result.records("rd_activity")
    assert (record["source_unit"]["rd_total"], record["period"]) == (unit, period)


@pytest.mark.parametrize("words", ["预计", "近三年合计", "计划数", "比上年增长"])
def test_that_brackets_may_make_another_figure_of_a_heading(sheet, words):
    heads = ["企业名称", "信用代码", f"研发费用（{words}，万元）"]
    result = sheet([["2023年企业情况"], heads, [FIRST, A, 10]])
    assert figures(result) == []


@pytest.mark.parametrize(
    "line",
    [
        "单位:人、万元", "单位：家、个、万元", "金额：万元", "单位：万元　币种：人民币",
        "计量单位：万元（保留两位小数）", "单位：人民币万元", "单位/万元", "单位:RMB万元",
        "本表金额以万元为单位", "金额均以人民币万元计", "填报单位：海曙区　单位：万元",
    ],
)  # fmt: skip
def test_that_a_title_says_its_unit_in_many_ways(sheet, line):
    heads = ["企业名称", "信用代码", "研发费用合计"]
    result = sheet([["2023年企业情况"], [line], heads, [FIRST, A, 10]])
    assert figures(result) == [(4, "2023", {"rd_total": "100"})]
    assert result.flags == {}


def test_that_the_unit_of_one_heading_reaches_its_marked_parts_alone(sheet):
    heads = ["企业名称", "信用代码", "研发费用合计/万元", "其中：人员人工费用", "研发人员合计"]
    result = sheet([["2023年（单位：元）"], heads, [FIRST, A, 10, 5, 3]])
    assert figures(result)[0][2] == {"rd_total": "100", "staff_cost": "50", "rd_staff": "3"}
    heads[3] = "直接投入费用"
    result = sheet([["2023年（单位：元）"], heads, [FIRST, A, 10, 70000, 3]])
    assert figures(result)[0][2] == {"rd_total": "100", "direct_input": "70", "rd_staff": "3"}


def test_that_periods_over_columns_that_are_not_merged_belong_to_the_heading(sheet):
    result = sheet(
        [
            ["海曙区规上企业研发费用（千元）"],
            [None, None, "2023年12月", None, "2022年12月", None],
            ["企业名称", "信用代码", "本月", "累计", "本月", "累计"],
            [FIRST, A, 10, 100, 9, 90],
        ]
    )
    assert {(p, f["rd_total"]) for _r, p, f in figures(result)} == {
        ("2023M12", "10"),
        ("2023", "100"),
        ("2022M12", "9"),
        ("2022", "90"),
    }
