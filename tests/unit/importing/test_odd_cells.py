"""What a sheet holds in odd places, or damaged: told, and never in the way."""

from __future__ import annotations

import pytest
from golden_sheets.grid import CODES

from desktop_app.importing.model import Outcome

TABLE = f"企业名称,信用代码,研发费用\n宁波示例甲有限公司,{CODES['A']},1\n"


def test_that_a_cell_far_to_the_right_is_told_of_its_row(sheet):
    row = ["宁波示例甲有限公司", CODES["A"], *[""] * 1500, "顺手写的"]
    result = sheet([["企业名称", "信用代码"], row, ["宁波示例乙有限公司", CODES["B"]]])
    assert [entry["flags"] for entry in result.records("firm")] == [["far_cell"], []]


def test_that_what_strayed_far_below_a_table_leaves_no_blank_rows(sheet):
    gap = [[] for _row in range(20_000)]
    rows = ["宁波示例甲有限公司", CODES["A"]], [], ["宁波示例乙有限公司", CODES["B"]]
    result = sheet([["企业名称", "信用代码"], *rows, *gap, ["", "", "", 7]])
    table = result.preview.sheets[0].table
    assert len(result.records("firm")) == 2
    assert [number for number, _why in table.skipped] == [3, 20_005]


@pytest.mark.parametrize("place", ["甲", "费"])
def test_that_a_damaged_letter_is_questioned_where_it_is_taken(tmp_path, read, place):
    text = (TABLE + f"宁波示例乙有限公司,{CODES['B']},2\n" * 3).encode()
    path = tmp_path / "坏.csv"
    path.write_bytes(text.replace(place.encode(), b"\xff", 1))
    result = read(path, period="2023")
    outcomes = result.preview.sheets[0].outcomes
    assert (outcomes[0] is Outcome.QUESTIONED) == (place == "甲")
    flags = result.records("firm")[0]["flags"]
    assert ("broken_text" in flags) == (place == "甲")


def test_that_a_formula_without_its_result_is_told_alike_of_every_kind_of_cell(table, sheet):
    """A text file has the formula itself; a workbook has it where somebody typed it as a text."""
    heads = ["企业名称", "信用代码", "联系人", "联系电话", "注册资本(万元)", "成立日期", "行业代码"]
    row = ["宁波示例甲有限公司", CODES["A"], *["=1+1"] * 5]
    for result in (table([heads, row]), sheet([heads, row])):
        [record] = result.records("firm")
        assert set(record["fields"]) == {"name", "uscc", "reporting_unit"}
        told = [(one["flag"], one["cell"], one["read"]) for one in record["remarks"]]
        assert told == [("no_value", f"{column}2", "=1+1") for column in "CDEFG"]
        key = ["宁波示例甲有限公司", "=B1", *row[2:]]
        assert sheet([heads, key]).rejected == {2: "error_in_key"}


def test_that_an_amount_that_is_flagged_keeps_the_unit_of_its_cell(sheet):
    """What is said of an amount besides never hides in which unit it stood."""
    cells = ["计1200000元", "近120万元", "1,2000千元", '"120"', "-5万元"]
    rows = [[f"宁波示例{n}号有限公司", cell] for n, cell in enumerate(cells)]
    result = sheet([["企业名录"], ["企业名称", "注册资本（万元）"], *rows])
    units = [entry["source_unit"].get("reg_capital") for entry in result.records("firm")]
    assert units == ["元", "万元", "千元", "万元", "万元"]
    assert [f["reg_capital"] for f in result.fields("firm")] == ["120", "120", "1200", "120", "-5"]
    assumed = sheet(
        [["企业名录"], ["企业名称", "注册资本"], [rows[0][0], "约80万元"], [rows[1][0], "80"]]
    )
    assert "unit_assumed" not in assumed.flags[3]
    assert "unit_assumed" in assumed.flags[4]
