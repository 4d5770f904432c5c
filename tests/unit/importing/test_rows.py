"""Rows that are no records, and firms whose names begin or end like such rows."""

import pytest

HEADING = ["序号", "企业名称", "研发费用（千元）", "备注"]
TITLE = ["海曙区2023年度研发费用"]


def read(sheet, *rows):
    return sheet([TITLE, HEADING, [1, "宁波示例甲有限公司", 100, ""], *rows])


@pytest.mark.parametrize(
    ("row", "reason"),
    [
        (["合 计", "", 300, ""], "total"),
        (["", "海曙区 小计", 300, ""], "total"),
        (["", "5家", 300, ""], None),
        (["承前页", "", 300, ""], "total"),
        (["", "其中：规上企业", 200, ""], "total"),
        (["", "同比增长（%）", 12.5, ""], "total"),
        (["", "占全市比重", 3, ""], "total"),
        (["制表：张三", "", "", ""], "sign_off"),
        (["填表人 张三", "", "统计负责人：李四", ""], "sign_off"),
        (["审核关系：", "", "", ""], "note"),
        (["示例", "宁波示例乙有限公司", 5, ""], "example"),
        ([7, "", "", ""], "blank"),
    ],
)
def test_that_a_row_is_told_from_records(sheet, row, reason):
    assert read(sheet, row).skipped.get(4) == reason


@pytest.mark.parametrize(
    "row",
    [
        [2, "签字笔制造（宁波）有限公司", 90, ""],
        [2, "审核通管理咨询有限公司", 90, ""],
        [2, "宁波示例乙有限公司", 90, "合计：5项"],
        [2, "其中：宁波示例乙有限公司", 90, ""],
    ],
)
def test_that_a_firm_is_no_total_and_no_sign_off(sheet, row):
    result = read(sheet, row, [3, "宁波示例丁有限公司", 80, ""])
    assert result.skipped == {}


def test_that_numbered_rows_at_the_end_are_blank_and_empty_ones_are_none(sheet):
    result = read(sheet, [2, "", "", ""], [3, "", "", ""], ["", "", "", ""])
    assert result.skipped == {4: "blank", 5: "blank"}


@pytest.mark.parametrize(
    ("tab", "title"),
    [("样表", "企业信息表"), ("Sheet1", "企业信息表（样表）"), ("填写示例", "企业信息表")],
)
def test_that_a_sheet_that_shows_how_one_fills_in_is_passed_over(sheet, tab, title):
    rows = [[title], ["企业名称", "信用代码"], ["某某有限公司", "91330200XXXXXXXXXX"]]
    result = sheet(rows, tab=tab)
    assert result.entries == []
    assert set(result.skipped.values()) == {"example"}
