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
