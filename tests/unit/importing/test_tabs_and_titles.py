"""A tab that names another time than its title: the title has the word, and the rows are asked."""

from __future__ import annotations

import pytest
from golden_sheets.grid import CODES

FIRM = ["宁波示例甲有限公司", CODES["A"]]
HEADS = ["企业名称", "信用代码", "研发费用（万元）"]


def told(sheet, title, tab, **options):
    """Return the periods that a sheet's figures are of, and what is told of its row."""
    found = sheet([[title], HEADS, [*FIRM, 100]], tab=tab, **options)
    return [one["period"] for one in found.records("rd_activity")], found.flags.get(3, set())


@pytest.mark.parametrize(
    ("title", "tab", "period"),
    [
        ("2021年企业研发情况表", "2022年", "2021"),
        ("2021年度企业研发情况表", "2022", "2021"),
        ("2021年企业研发情况表", "2022年研发", "2021"),
        ("2021年企业研发情况表", "22年", "2021"),
        ("2021年1-6月企业研发情况", "2022年1-6月", "2021M01-06"),
        ("2021年1-6月企业研发情况", "9月", "2021M01-06"),
    ],
)
def test_that_a_tab_of_another_time_is_asked_about(sheet, title, tab, period):
    assert told(sheet, title, tab) == ([period], {"tab_differs"})


@pytest.mark.parametrize(
    ("title", "tab", "period"),
    [
        ("2021年企业研发情况表", "2022年申报", "2021"),
        ("2021年企业研发情况表", "2021-2022年", "2021"),
        ("2021年1-6月企业研发情况", "6月", "2021M01-06"),
        ("2021年第三季度企业研发情况", "9月", "2021Q3"),
        ("2021年度企业研发情况", "6月", "2021"),
        ("拟申报2022年高企研发情况", "2021年", "2021"),
    ],
)
def test_that_a_tab_which_may_say_the_same_is_not(sheet, title, tab, period):
    assert told(sheet, title, tab) == ([period], set())


def test_that_a_person_or_a_row_decides(sheet):
    assert told(sheet, "2021年研发情况表", "2022年", period="2021") == (["2021"], set())
    assert told(sheet, "2021年研发情况表", "2022年", period="2022")[1] == {"tab_differs"}
    rows = [["2021年研发情况表"], [*HEADS, "年度"], [*FIRM, 100, "2020年"]]
    found = sheet(rows, tab="2022年")
    assert [one["period"] for one in found.records("rd_activity")] == ["2020"]
    assert not found.flags


@pytest.mark.parametrize("tab", ["23.11", "23-11", "23.11月"])
def test_that_a_tab_of_two_digits_and_a_month_is_that_month(sheet, tab):
    heads = [*HEADS[:2], "研发费用1-11月（万元）", "本月研发费用（万元）"]
    found = sheet([["规上企业研发费用"], heads, [*FIRM, 1100, 90]], tab=tab)
    got = {one["period"]: one["fields"]["rd_total"] for one in found.records("rd_activity")}
    assert got == {"2023M01-11": "11000", "2023M11": "900"}
    assert found.flags == {3: {"two_digit_year"}}
    assert told(sheet, "2022年研发费用", "3.1") == (["2022"], set())


@pytest.mark.parametrize(
    "titles",
    [
        ["拟申报2024年高新技术企业名单（2023年数据）"],
        ["拟申报2024年高新技术企业名单（以2023年数据为准，单位：万元）"],
        ["2024年拟申报高企情况表", "（2023年度数据，单位：万元）"],
        ["2024年高企申报企业2023年情况"],
    ],
)
def test_that_a_list_of_applicants_may_say_of_when_its_figures_are(sheet, titles):
    found = sheet([*([title] for title in titles), HEADS, [*FIRM, 100]])
    assert [one["period"] for one in found.records("rd_activity")] == ["2023"]
    assert not found.rejected


def test_that_labels_of_applicants_are_of_the_year_that_they_apply_for(sheet):
    title = "2024年专精特新企业申报名单（2023年度数据）"
    heads = [*HEADS, "称号", "级别"]
    found = sheet([[title], heads, [*FIRM, 100, "专精特新中小企业", "省级"]])
    assert [one["period"] for one in found.records("rd_activity")] == ["2023"]
    assert {one["year"] for one in found.fields("label")} <= {"2024"}


def test_that_labels_of_a_list_are_of_its_year_and_not_of_its_figures(sheet):
    title = "2024年第一批省级专精特新中小企业认定名单（财务数据为2023年度）"
    found = sheet([[title], HEADS, [*FIRM, 100]])
    assert [one["period"] for one in found.records("rd_activity")] == ["2023"]
    assert {one["year"] for one in found.fields("label")} <= {"2024"}


@pytest.mark.parametrize(
    "title",
    [
        "海曙区2023年企业研发情况表（2024年3月填）",
        "海曙区2023年企业研发情况表（2024年2月28日更新）",
        "2024年报送2023年企业研发情况",
        "2024年填报（2023年度）企业研发情况",
    ],
)
def test_that_when_figures_were_handed_in_is_not_when_they_are_of(sheet, title):
    found = sheet([[title], HEADS, [*FIRM, 100]])
    assert [one["period"] for one in found.records("rd_activity")] == ["2023"]
    assert not found.rejected


def test_that_a_tab_may_be_a_quarter_of_a_year_of_two_digits(sheet):
    assert told(sheet, "企业研发情况", "23Q3") == (["2023Q3"], {"two_digit_year"})


@pytest.mark.parametrize(
    ("note", "period"),
    [
        ("（数据为2023年度，金额单位：万元）", "2023"),
        ("财务数据：2023年度", "2023"),
        ("数据为2023年1-9月", "2023M01-09"),
    ],
)
def test_that_a_line_which_says_of_when_figures_are_has_the_word(sheet, note, period):
    rows = [["2024年高企培育库企业名单"], [note], HEADS, [*FIRM, 100]]
    assert [one["period"] for one in sheet(rows).records("rd_activity")] == [period]
