"""Sums behind their quarters or months."""

from __future__ import annotations

import pytest

FIRM = ["宁波示例甲有限公司", "91330203MA2TE5T1XB"]
FIRM_HEADS = ["企业名称", "信用代码"]
QUARTERS = [*FIRM_HEADS, "一季度", "二季度", "三季度", "四季度", "合计"]


@pytest.mark.parametrize(
    ("figures", "flags"),
    [
        ([10, 20, 15, 40, 85], set()),
        ([10, 20, 15, 40, 120], {"sum_differs"}),
        ([10, 20, 15, "", 45], set()),
        ([10, 20, 15, "", 50], {"sum_differs"}),
        (["", "", "", "", 50], set()),
        ([10.2, 20.1, 15.2, 40.1, 86], set()),
        ([10.2, 20.1, 15.2, 40.1, 87], {"sum_differs"}),
    ],
)
def test_that_a_sum_that_its_parts_do_not_come_to_is_asked_about(sheet, figures, flags):
    found = sheet([["2023年营业收入（万元）"], QUARTERS, [*FIRM, *figures]])
    assert found.flags.get(3, set()) == flags
    assert found.fields("firm_period")


def test_that_each_sum_is_of_the_parts_right_before_it(sheet):
    months = ["2022年1月", "2022年2月", "小计", "2023年1月", "2023年2月", "合计"]
    heads = [*FIRM_HEADS, *months]
    found = sheet([["营业收入（千元）"], heads, [*FIRM, 9, 2, 11, 4, 3, 8]])
    said = found.preview.sheets[0].table.remarks[0]
    (flag,) = [one for one in said if one.code == "sum_differs"]
    assert (flag.column, flag.read, flag.other) == (7, "8", "7")


@pytest.mark.parametrize(
    ("name", "figures", "flags"),
    [
        ("期末从业人员（人）", [10, 20, 15, 40, 85], {"sum_of_stocks"}),
        ("期末从业人员（人）", [10, 20, 15, 40, 40], {"sum_differs"}),
        ("期末从业人员（人）", [10, "", "", "", 10], set()),
        ("资产总计（千元）", [10, 20, 15, 40, 85], {"sum_of_stocks"}),
        ("专利申请数（件）", [1, 2, 1, 4, 8], set()),
    ],
)
def test_that_what_is_there_at_the_end_is_not_added_up(sheet, name, figures, flags):
    found = sheet([[f"2023年{name}"], QUARTERS, [*FIRM, *figures]])
    assert found.flags.get(3, set()) == flags


@pytest.mark.parametrize(
    ("name", "unit", "flags"),
    [("高企数", "家", {"sum_of_stocks"}), ("技术合同成交额", "亿元", set())],
)
def test_that_totals_add_up_where_they_are_of_a_year(sheet, name, unit, flags):
    heads = ["指标", "单位", *QUARTERS[2:]]
    found = sheet([["2023年科技指标"], heads, [name, unit, 1, 3, 2, 4, 10]])
    assert found.flags.get(3, set()) == flags
    assert len(found.fields("unit_total")) == 5


@pytest.mark.parametrize(
    ("last", "whole", "flags"),
    [("", 45, {"part_missing"}), (40, 85, set()), (40, 90, {"sum_differs"})],
)
def test_that_the_year_is_none_yet_where_nobody_has_its_last_quarter(sheet, last, whole, flags):
    heads = [*QUARTERS[:-1], "全年"]
    rows = [[*FIRM, 10, 20, 15, last, whole], ["宁波示例乙有限公司", "91330205MA2TE5T288", 1, 2, 3]]
    rows[1] += [last and 4, 10 if last else 6]
    found = sheet([["2024年研发费用（万元）"], heads, *rows])
    assert found.flags.get(3, set()) == flags
