"""Sheets that a person reads the same: begun further right, with figures as texts, signed."""

from __future__ import annotations

import pytest

NAME, CODE = "宁波示例甲有限公司", "91330203MA2TE5T1XB"
OTHER, OTHER_CODE = "宁波示例乙有限公司", "91330205MA2TE5T288"

SHEETS = {
    "years across": [
        ["海曙区科技指标"],
        ["指标", "2021年", "2022年", "2023年"],
        ["高新技术企业数（家）", 512, 520, 540],
        ["技术合同交易额（亿元）", 20.5, 31.2, 33],
    ],
    "places down": [
        ["2023年各区县（市）科技指标"],
        ["区县", "高新技术企业数", "技术合同交易额（亿元）"],
        ["海曙区", 512, 20.5],
        ["江北区", 402, 18.4],
        ["鄞州区", 812, 40],
    ],
    "months down": [
        ["2023年海曙区技术合同情况"],
        ["时间", "技术合同交易额（亿元）"],
        ["1月", 5.1],
        ["1-2月", 6.2],
        ["1-3月", 9],
    ],
    "places and quarters": [
        ["区县", "时间", "高新技术企业数"],
        ["海曙区", "2023年1-6月", 402],
        ["", "2023年1-9月", 410],
        ["", "2023年", 438],
    ],
    "carriers": [
        ["2022年孵化器情况"],
        ["孵化器名称", "级别", "在孵企业数（家）"],
        ["甬创科技企业孵化器", "国家级", 61],
        ["古林科创园孵化器", "省级", 18],
    ],
    "firms": [
        ["2022年企业研发情况（万元）"],
        ["企业名称", "信用代码", "营业收入", "研发费用"],
        [NAME, CODE, 4100, 230],
        [OTHER, OTHER_CODE, 3100, 180],
    ],
    "groups of which none is merged": [
        ["2020年度专项审计情况（千元）"],
        ["企业名称", "信用代码", "销售收入", "", "", "研发费用", "", ""],
        ["", "", "账面数", "调整数", "审定数", "账面数", "调整数", "审定数"],
        [NAME, CODE, 900, -12, 888, 90, -2, 88],
        [OTHER, OTHER_CODE, 937, -12, 925, 91, -2, 89],
    ],
    "sums of trades among firms": [
        ["规模以上服务业企业主要指标（2021年）"],
        ["序号", "单位名称", "统一社会信用代码", "营业收入（千元）", "研发费用（千元）"],
        ["", "交通运输、仓储和邮政业", "", 161560, 2119],
        [1, NAME, CODE, 161560, 2119],
        ["", "信息传输、软件和信息技术服务业", "", 41040, 1018],
        [2, OTHER, OTHER_CODE, 41040, 1018],
    ],
    "years of filings": [
        ["海曙区科技企业培育情况"],
        ["企业名称", "信用代码", "高企（认定年份）", "省科技型中小企业（认定年份）"],
        [NAME, CODE, "2018、2021", 2017],
        [OTHER, OTHER_CODE, "", 2019],
    ],
    "quarters of years": [
        ["海曙区技术合同认定登记分季度情况（单位：万元）"],
        ["年份", "季度", "合同数", "成交额"],
        ["2022年", "一季度", 50, 65000],
        ["", "二季度", 51, 119000],
        ["2023年", "一季度", 50, 71000],
        ["", "二季度", 51, 123000],
    ],
    "prizes of two firms": [
        ["企业获科技奖励数量统计（项）"],
        ["企业名称", "国家级", "省部级", "市级", "合计"],
        [NAME, 0, 1, 2, 3],
        [OTHER, "", 2, 1, 3],
        ["合计", 0, 3, 3, 6],
    ],
    "lines of firms": [
        ["企业对比（万元）"],
        ["企业名称", "信用代码", "", "2021年", "2022年"],
        [NAME, CODE, "营收", 100, 120],
        ["", "", "研发投入", 6, 7],
        [OTHER, OTHER_CODE, "营收", 300, 330],
        ["", "", "研发投入", 20, 22],
    ],
    "one known heading": [
        ["2022年度加计扣除企业清单"],
        ["社会信用代码", "纳税人", "加计基数", "优惠额(万)", "享受季度"],
        [CODE, NAME, 5440000, 544, "汇缴"],
        [OTHER_CODE, OTHER, 860000, 86, "预缴"],
    ],
    "a unit at the foot": [
        ["重点企业研发投入情况", "", "", "2022年"],
        ["企业名称", "统一社会信用代码", "研发投入", "营业收入"],
        [NAME, CODE, 60, 1000],
        [OTHER, OTHER_CODE, 70, 2000],
        ["单位：万元"],
    ],
    "figures that look like years": [
        ["指标", "2021", "2022"],
        ["高新技术企业数", 2010, 2020],
        ["新认定高新技术企业数", 200, 2002],
    ],
}


def records(found):
    """Return each record without the rows and cells that gave it."""
    keys = ("form", "period", "fields", "flags")
    return sorted(
        repr([entry.get(key) for key in keys]) for entry in found.entries if "fields" in entry
    )


def as_texts(rows, first):
    """Return rows whose figures are texts from one on, as other programs write them."""
    texts = [[cell if isinstance(cell, str) else str(cell) for cell in row] for row in rows]
    return [*rows[:first], *texts[first:]]


@pytest.mark.parametrize("name", SHEETS)
def test_that_a_table_may_begin_in_a_column_further_right(sheet, name):
    rows = SHEETS[name]
    assert records(sheet([["", "", "", *row] for row in rows])) == records(sheet(rows)) != []


@pytest.mark.parametrize("name", SHEETS)
def test_that_figures_may_be_kept_as_texts(sheet, name):
    rows = SHEETS[name]
    first = next(n for n, row in enumerate(rows) if any(type(cell) is not str for cell in row))
    assert records(sheet(as_texts(rows, first))) == records(sheet(rows)) != []


@pytest.mark.parametrize("name", SHEETS)
def test_that_lines_to_sign_make_no_form_of_a_list(sheet, name):
    rows = SHEETS[name]
    signed = [*rows, [], ["单位负责人：张 三", "", "填表人：李四    联系电话：0574-87651234"],
              ["报出日期：2024年1月15日（盖章）"]]  # fmt: skip
    assert records(sheet(signed)) == records(sheet(rows)) != []


@pytest.mark.parametrize("place", [2, 3])
def test_that_an_empty_column_parts_no_carriers_from_their_figures(sheet, place):
    rows = [
        ["2022年孵化器情况"],
        ["机构名称", "机构类别", "级别", "场地面积(平方米)", "在孵企业(家)"],
        ["甬创孵化器", "科技企业孵化器", "国家级", 12000, 50],
        ["古林孵化器", "科技企业孵化器", "省级", 5600, 18],
    ]
    parted = [[*row[:place], "", *row[place:]] for row in rows]
    assert records(sheet(parted)) == records(sheet(rows)) != []


@pytest.mark.parametrize(
    "notice",
    [
        "现将有关情况统计如下，请核对后于3月底前反馈。",
        "请各街道于2024年1月20日前报送区科技局。",
        "请在4月15日之前完成填报",
    ],
)
def test_that_a_day_until_which_a_sheet_is_wanted_is_no_time_of_figures(sheet, notice):
    rows = SHEETS["firms"]
    assert records(sheet([[notice], *rows])) == records(sheet(rows))


@pytest.mark.parametrize("row", [["甲", 1, 2], [1, 2, 3], ["全市合计", 1726, 78.9], []])
def test_that_rows_between_a_heading_and_places_hide_none_of_them(sheet, row):
    title, heading, *rows = SHEETS["places down"]
    assert records(sheet([title, heading, row, *rows])) == records(sheet([title, heading, *rows]))


@pytest.mark.parametrize("row", [[], ["甲", "乙", *range(1, 7)]])
def test_that_a_row_below_unmerged_groups_hides_none_of_their_columns(sheet, row):
    rows = SHEETS["groups of which none is merged"]
    assert records(sheet([*rows[:3], row, *rows[3:]])) == records(sheet(rows))
