"""Amounts in the units that sheets name, in none, and in foreign money."""

from __future__ import annotations

from desktop_app.importing.model import Outcome

A = "91330203MA2TE5T1XB"


def test_that_values_keep_their_exact_amount_in_another_unit(sheet):
    result = sheet(
        [
            ["2024年研发投入，单位：万元"],
            ["企业名称", "信用代码", "研发费用合计", "人员人工费用"],
            ["宁波示例甲科技有限公司", A, 123.456, "1,234.5元"],
        ]
    )
    assert result.fields("rd_activity") == [{"rd_total": "1234.56", "staff_cost": "1.2345"}]
    assert result.flags == {3: {"unit_in_cell", "not_whole"}}
    assert result.records("rd_activity")[0]["source_unit"] == {
        "rd_total": "万元",
        "staff_cost": "元",
    }


def test_that_an_amount_that_is_not_whole_is_told_and_asks_nothing(sheet):
    heads = [
        "企业名称",
        "信用代码",
        "注册资本（万元）",
        "研发费用合计（万元）",
        "人员人工费用（万元）",
    ]
    result = sheet([["2024年"], heads, ["宁波示例甲科技有限公司", A, 1.23, 123.45, 1.23]])
    [firm], [spending] = result.records("firm"), result.records("rd_activity")
    assert spending["fields"] == {"rd_total": "1234.5", "staff_cost": "12.3"}
    assert (spending["flags"], spending["outcome"]) == (["not_whole"], "new")
    assert firm["flags"] == []
    assert result.count(Outcome.NEW) == 1
    whole = sheet([["2024年"], heads, ["宁波示例甲科技有限公司", A, 1.23, 123.4, 1.2]])
    assert whole.flags == {}


def test_that_an_amount_without_any_unit_is_questioned(sheet):
    result = sheet([["企业名称", "信用代码", "注册资本"], ["宁波示例甲科技有限公司", A, 100]])
    assert result.fields("firm")[0]["reg_capital"] == "100"
    assert result.flags == {2: {"unit_assumed"}}
    assert result.count(Outcome.QUESTIONED) == 1


def test_that_foreign_money_is_not_converted(sheet):
    result = sheet(
        [["企业名称", "信用代码", "注册资本（万美元）"], ["宁波示例甲科技有限公司", A, 100]]
    )
    assert result.fields("firm")[0]["reg_capital"] == "100万美元"
    assert result.records("firm")[0]["source_unit"] == {"reg_capital": "万美元"}
    assert result.flags == {2: {"foreign_currency"}}
    waiting = next(block for block in result.plan.blocks if block.form == "raw_text")
    assert waiting.rows[0][4:] == ("reg_capital", "100万美元", "not_a_number")


def test_that_money_of_ours_in_a_column_of_foreign_money_is_taken(sheet):
    heads = ["企业名称", "信用代码", "注册资本（万美元）"]
    result = sheet([heads, ["宁波示例甲科技有限公司", A, "500万元"]])
    assert result.fields("firm")[0]["reg_capital"] == "500"


def test_that_a_rows_own_unit_goes_before_foreign_money_in_the_title(sheet):
    heads = ["企业名称", "信用代码", "研发费用合计", "计量单位"]
    row = ["宁波示例甲科技有限公司", A, 500, "万元"]
    result = sheet([["2024年研发投入，单位：万美元"], heads, row])
    assert result.fields("rd_activity") == [{"rd_total": "5000"}]


def test_that_the_column_in_money_of_ours_is_taken_where_there_are_two(sheet):
    heads = ["企业名称", "信用代码", "注册资本（万美元）", "注册资本（万元）"]
    result = sheet([heads, ["宁波示例甲科技有限公司", A, 100, 700]])
    assert result.fields("firm")[0]["reg_capital"] == "700"
