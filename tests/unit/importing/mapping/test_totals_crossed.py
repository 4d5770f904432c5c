"""Totals below places and periods, named by their row or by the title."""

from __future__ import annotations

import pytest

TOTAL = "技术合同成交额"


def totals(found):
    return sorted(
        (one["period"], one["fields"]["indicator"], one["fields"]["value"])
        for one in found.records("unit_total")
    )


@pytest.mark.parametrize("corner", ["区县", "单位", "地区", ""])
@pytest.mark.parametrize(
    "title", ["全市{}统计表", "宁波市{}", "各区（县、市）{}情况表", "一、{}", "2023年度各区县{}"]
)
def test_that_the_title_names_the_total_of_places_and_years(sheet, corner, title):
    title = title.format(f"{TOTAL}（万元）")
    rows = [["江北区", 10000, 20110], ["海曙区", 20000, 20210], ["前湾新区", 2011, 2022]]
    found = sheet([[title], [corner, "2021年", "2022年"], *rows, ["合计", 32011, 42342]])
    assert totals(found) == [("2021", "T5-1", "2"), ("2022", "T5-1", "2.021")]
    assert found.rejected == {}
    assert found.skipped == {3: "other_unit", 5: "other_unit", 6: "total"}


def test_that_years_or_months_may_stand_down_and_places_across(sheet):
    rows = [["1-3月", 1, 2, 3], ["全年", 4, 5, 9]]
    heads = ["时间", "江北区", "海曙区", "合计"]
    found = sheet([["2022年高新技术企业数"], heads, *rows])
    assert totals(found) == [("2022", "H1", "5"), ("2022M01-03", "H1", "2")]
    found = sheet([["高新技术企业数"], ["年份", "江北区", "海曙区"], [2021, 3, 2011]])
    assert totals(found) == [("2021", "H1", "2011")]


@pytest.mark.parametrize("by_year", [True, False])
def test_that_places_may_stand_over_years_or_below_them(sheet, by_year):
    over, under = ["海曙区", "江北区"], ["2021年", "2022年"]
    upper, lower = (under, over) if by_year else (over, under)
    heads = [["指标", "单位", upper[0], "", upper[1], ""], ["", "", *lower, *lower]]
    figures = [1, 9, 2, 9] if by_year else [1, 2, 9, 9]
    found = sheet([["宁波市科技指标"], *heads, [TOTAL, "亿元", *figures]])
    assert totals(found) == [("2021", "T5-1", "1"), ("2022", "T5-1", "2")]
    assert not found.flags


def test_that_a_total_holds_for_the_places_below_it(sheet):
    rows = [["高新技术企业数", "江北区", 1, 2], ["", "海曙区", 3, 4]]
    rows += [["高新技术产业增加值占规上工业增加值比重", "江北区", 51, 52], ["", "海曙区", 53, 54]]
    found = sheet([["科技指标"], ["指标", "单位", "2021年", "2022年"], *rows])
    assert totals(found) == [
        ("2021", "H1", "3"), ("2021", "H3", "53"), ("2022", "H1", "4"), ("2022", "H3", "54"),
    ]  # fmt: skip


def test_that_tables_below_each_other_are_each_of_the_total_above_it(sheet):
    heads = ["区县", "2021年", "2022年"]
    first = [["一、高企净增数（家）"], heads, ["江北区", 1, 2], ["海曙区", 3, 4]]
    again = [["二、高新技术企业数"], heads, ["海曙区", 2012, 2005], heads, ["江北区", 7, 8]]
    found = sheet([["海曙区科技指标"], *first, [], *again])
    assert totals(found) == [
        ("2021", "A1", "3"), ("2021", "H1", "2012"), ("2022", "A1", "4"), ("2022", "H1", "2005"),
    ]  # fmt: skip
    assert not found.flags


@pytest.mark.parametrize(
    ("title", "heads"),
    [
        ("高新技术企业数", ["区县", "2021年", "2022年目标"]),
        ("规上工业企业数", ["区县", "2021年", "2022年"]),
        ("高企申报和认定情况", ["区县", "2021年", "2022年"]),
    ],
)
def test_that_aims_and_what_is_no_total_are_none(sheet, title, heads):
    found = sheet([[title], heads, ["江北区", 1, 2], ["海曙区", 3, 4]])
    assert ("2022", "H1", "4") not in totals(found)
    assert all(period == "2021" for period, _code, _value in totals(found))


def test_that_rows_of_one_place_with_names_of_firms_are_none(sheet):
    rows = [["海曙区", "宁波示例甲有限公司", 1, 2], ["海曙区", "宁波示例乙有限公司", 3, 4]]
    found = sheet([["高新技术企业数"], ["区县", "企业", "2021年", "2022年"], *rows])
    assert totals(found) == []
