"""Lines alone in their row that say of when the rows below them are."""

from __future__ import annotations

import pytest
from golden_sheets.grid import CODES

HEADS = ["企业名称", "信用代码", "研发费用（万元）"]
FIRST = ["宁波示例甲有限公司", CODES["A"], 1]
SECOND = ["宁波示例乙有限公司", CODES["B"], 2]


def periods(result):
    taken = {entry["row"]: entry["period"] for entry in result.records("rd_activity")}
    return taken | result.rejected


@pytest.mark.parametrize(
    "line", ["下半年", "（下半年）", "二、下半年", "下半年研发费用情况", "2024年下半年"]
)
@pytest.mark.parametrize("place", [0, 2])
def test_that_rows_below_a_part_of_a_year_that_is_no_period_are_refused(sheet, line, place):
    result = sheet([["2024年研发费用"], HEADS, ["上半年"], FIRST, [*[""] * place, line], SECOND])
    assert periods(result) == {4: "2024M01-06", 6: "bad_period"}
    assert result.skipped[5] == "note"


@pytest.mark.parametrize(
    ("line", "period"),
    [
        ("上年同期", "2023"),
        ("2023年", "2023"),
        ("2023", "2023"),
        (2023, "2023"),
        ("三季度", "2024Q3"),
        ("上半年完成情况", "2024M01-06"),
    ],
)
def test_that_a_line_of_a_time_holds_for_the_rows_below_it(sheet, line, period):
    result = sheet([["2024年研发费用"], HEADS, FIRST, [line], SECOND, ["本年"], FIRST])
    assert periods(result) == {3: "2024", 5: period, 7: "2024"}


def test_that_parts_of_the_time_of_a_sheet_are_of_its_year(sheet):
    result = sheet([["2024年1-9月研发费用"], HEADS, ["一季度"], FIRST, ["9月"], SECOND])
    assert periods(result) == {4: "2024Q1", 6: "2024M09"}


def test_that_rows_that_are_only_numbered_say_no_year(sheet, table):
    numbered = [[number] for number in range(1995, 2030)]
    rows = [[1, *FIRST], *numbered, [2030, *SECOND]]
    for read, heading in ((sheet, "序号"), (table, "序号"), (table, "")):
        result = read([["2024年研发费用"], [heading, *HEADS], *rows])
        assert set(periods(result).values()) == {"2024"}


def test_that_no_time_of_a_line_refuses_what_has_none(sheet):
    result = sheet([["企业名录"], HEADS[:2], FIRST[:2], ["下半年新增"], SECOND[:2]])
    assert [entry["row"] for entry in result.records("firm")] == [3, 5]
