"""Names of totals behind which stands that their figures are to date: （累计）."""

from __future__ import annotations

import datetime as dt

import pytest

MONTHS = ["1月", "2月", "3月"]


def figures(found, indicator):
    records = found.records("unit_total")
    return {
        one["period"]: one["fields"]["value"]
        for one in records
        if one["fields"]["indicator"] == indicator
    }


@pytest.mark.parametrize("behind", ["（累计）", "（本年累计）", "（累计数）"])
@pytest.mark.parametrize("name", ["技术合同成交额", "技术合同交易额"])
def test_that_months_behind_such_a_name_are_from_january_on(sheet, name, behind):
    rows = [["指标", "单位", *MONTHS], [f"{name}{behind}", "亿元", 1, 2, 4]]
    rows += [["年度发明专利授权量", "件", 10, 9, 12]]
    found = sheet([["海曙区2023年科技指标月报"], *rows])
    assert figures(found, "T5-1") == {"2023M01": "1", "2023M01-02": "2", "2023M01-03": "4"}
    assert figures(found, "T4-2") == {"2023M01": "10", "2023M02": "9", "2023M03": "12"}
    assert not found.flags
    assert not found.rejected


def test_that_such_a_name_says_nothing_more_of_figures_to_date(sheet):
    rows = [["指标", "单位", "1-3月", "1-6月"], ["技术合同成交额（累计）（亿元）", "", 1, 2]]
    found = sheet([["海曙区2023年科技指标"], *rows])
    assert figures(found, "T5-1") == {"2023M01-03": "1", "2023M01-06": "2"}


def test_that_what_is_there_at_the_end_is_no_sum(sheet):
    rows = [["指标", "单位", *MONTHS], ["高新技术企业数（累计）", "家", 10, 21, 30]]
    rows += [
        ["科技型中小企业累计数", "家", 10, 21, 30],
        ["技术合同成交额（累计）", "亿元", 1, 2, 4],
    ]
    found = sheet([["海曙区2023年科技指标"], *rows])
    assert figures(found, "H1") == {"2023M01": "10", "2023M02": "21", "2023M03": "30"}
    assert found.flags == {3: {"near_word"}}


@pytest.mark.parametrize("days", [["2024-01-01", "2024-02-01"], ["2024-01-31", "2024-02-29"]])
def test_that_days_may_stand_for_the_months_that_they_begin_or_end(sheet, days):
    rows = [[dt.date.fromisoformat(day), "甲众创空间", 20] for day in days]
    found = sheet([["众创空间"], ["月份", "众创空间", "入驻团队数"], *rows])
    assert [one["period"] for one in found.records("makerspace")] == ["2024M01", "2024M02"]
    assert not found.rejected


def test_that_the_first_days_of_years_are_years(sheet):
    rows = [[dt.date(year, 1, 1), "甲众创空间", 20] for year in (2022, 2023)]
    found = sheet([["众创空间"], ["统计时间", "众创空间", "入驻团队数"], *rows])
    assert [one["period"] for one in found.records("makerspace")] == ["2022", "2023"]


def test_that_figures_of_both_kinds_of_carriers_have_one_sum(sheet):
    rows = [["甲孵化器", "孵化器", 300], ["乙众创空间", "众创空间", 20]]
    heads = ["名称", "类型", "总收入（万元）"]
    assert not sheet([["2023年"], heads, *rows, ["合计", "", 320]]).flags
    found = sheet([["2023年"], heads, *rows, ["合计", "", 330]])
    assert found.flags == {5: {"sum_differs"}}


def test_that_a_group_of_aims_over_totals_is_passed_over(sheet):
    heads = [["时间", "2022年", "", "2025年目标", ""], ["", *["有效高企数", "发明专利授权量"] * 2]]
    found = sheet([["海曙区指标"], *heads, ["全年", 5, 6, 7, 8]])
    assert [(one["period"], one["fields"]["value"]) for one in found.records("unit_total")] == [
        ("2022", "5"),
        ("2022", "6"),
    ]
    assert not found.rejected
