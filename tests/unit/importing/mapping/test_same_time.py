"""去年同期 is a year before what the figure beside it names, wherever a monthly sheet puts it."""

from __future__ import annotations

import pytest
from golden_sheets.grid import CODES

FIRM = ("宁波示例甲有限公司", CODES["A"])
MONTHLY = "海曙区科技指标月报（2023年6月）"
TO_DATE = {"2023M01-06": "9", "2022M01-06": "7"}


def totals(sheet, title, heads, values):
    """Return the figures of one indicator by period, and what is told of its row."""
    result = sheet([[title], ["指标", "单位", *heads], ["技术合同交易额", "亿元", *values]])
    found = {r["period"]: r["fields"]["value"] for r in result.records("unit_total")}
    return found, result.flags.get(3, set())


@pytest.mark.parametrize(
    ("title", "heads"),
    [
        (MONTHLY, ["累计", "上年同期"]),
        (MONTHLY, ["本月止累计", "去年同期"]),
        (MONTHLY, ["1-6月", "同期"]),
        (MONTHLY, ["2023年1-6月", "2022年同期"]),
        ("海曙区科技指标（2023年）", ["上半年", "上年同期数"]),
    ],
)
def test_that_the_same_time_is_that_of_the_figures_beside_it(sheet, title, heads):
    assert totals(sheet, title, heads, [9, 7]) == (TO_DATE, set())


def test_that_each_figure_may_have_its_own_same_time(sheet):
    heads = ["本月", "去年同期", "累计", "去年同期"]
    months = {"2023M06": "2", "2022M06": "1"}
    assert totals(sheet, MONTHLY, heads, [2, 1, 9, 7]) == ({**months, **TO_DATE}, set())


def test_that_one_same_time_behind_two_figures_is_the_nearers_and_told(sheet):
    found, told = totals(sheet, MONTHLY, ["本月", "累计", "去年同期"], [2, 9, 7])
    assert (found, told) == ({"2023M06": "2", **TO_DATE}, {"period_assumed"})


@pytest.mark.parametrize(
    ("title", "heads"),
    [
        ("2023年1-6月规上企业产值（万元）", ["产值", "2022年同期产值"]),
        ("规上企业（万元）", ["2023年1-6月产值", "2022年同期"]),
        ("规上企业（万元）", ["2023年1-6月产值", "2022年同期产值"]),
        ("2023年6月规上企业（万元）", ["产值累计", "去年同期产值"]),
    ],
)
def test_that_the_year_of_the_same_time_is_its_own(sheet, title, heads):
    result = sheet([[title], ["企业名称", "信用代码", *heads], [*FIRM, 0.9, 0.7]])
    found = {r["period"]: r["fields"] for r in result.records("firm_period")}
    assert found == {period: {"industrial_output": value} for period, value in TO_DATE.items()}


def test_that_a_row_says_of_what_time_the_same_time_is(sheet):
    heads = ["企业名称", "信用代码", "月份", "产值累计（万元）", "去年同期"]
    result = sheet([["2023年规上企业"], heads, [*FIRM, "6月", 0.9, 0.7]])
    found = {r["period"]: r["fields"]["industrial_output"] for r in result.records("firm_period")}
    assert found == TO_DATE


@pytest.mark.parametrize("heads", [["1-6月", "去年1-6月"], ["上半年", "上年上半年"]])
def test_that_a_part_of_the_year_before_is_of_that_year(sheet, heads):
    assert totals(sheet, MONTHLY, heads, [9, 7]) == (TO_DATE, set())
    assert totals(sheet, MONTHLY, heads[1:], [7])[0] == {"2022M01-06": "7"}


def test_that_the_whole_of_the_year_before_is_no_figure_of_this_year(sheet):
    found, told = totals(sheet, MONTHLY, ["本年累计", "上年全年", "前年全年"], [9, 7, 5])
    assert (found, told) == ({"2023M01-06": "9", "2022": "7", "2021": "5"}, set())


def test_that_a_row_may_be_of_a_part_of_the_year_before(sheet):
    rows = [[*FIRM, "去年上半年", 0.7], [*FIRM, "上半年", 0.9]]
    result = sheet([["2023年产值"], ["企业名称", "信用代码", "期别", "产值（万元）"], *rows])
    found = {r["period"]: r["fields"]["industrial_output"] for r in result.records("firm_period")}
    assert found == TO_DATE


def test_that_this_year_is_until_the_month_and_the_year_before_is_asked_about(sheet):
    found, told = totals(sheet, MONTHLY, ["本月", "本年", "上年"], [2, 9, 7])
    assert (found, told) == ({"2023M06": "2", **TO_DATE}, {"period_assumed"})
    yearly = totals(sheet, "海曙区2023年科技指标", ["本年", "上年"], [9, 7])
    assert yearly == ({"2023": "9", "2022": "7"}, set())


@pytest.mark.parametrize(
    "heads",
    [
        ["本月实绩", "当月同期", "累计实绩", "累计同期"],
        ["当月实绩", "本月去年同期", "本年实绩", "上年同期累计数"],
    ],
)
def test_that_what_was_done_and_its_same_time_are_known(sheet, heads):
    months = {"2023M06": "2", "2022M06": "1"}
    assert totals(sheet, MONTHLY, heads, [2, 1, 9, 7]) == ({**months, **TO_DATE}, set())


def test_that_a_figure_of_this_year_is_until_the_month_of_its_sheet(sheet):
    heads = ["企业名称", "信用代码", "本月研发费用（千元）", "本年研发费用（千元）"]
    result = sheet([["2023年9月企业研发情况"], heads, [*FIRM, 20, 50]])
    found = {r["period"]: r["fields"]["rd_total"] for r in result.records("rd_activity")}
    assert found == {"2023M09": "20", "2023M01-09": "50"}


LAST_YEAR = ["上年营业收入", "去年研发投入", "上年研发费用", "上年度营业收入（千元）"]


def firms(sheet, title, heads, values):
    """Return the figures of one firm by period, whatever they are, and what is told of its row."""
    result = sheet([[title], ["企业名称", "信用代码", *heads], [*FIRM, *values]])
    records = [*result.records("firm_period"), *result.records("rd_activity")]
    found = {one["period"]: list(one["fields"].values()) for one in records}
    return found, result.flags.get(3, set())


@pytest.mark.parametrize("head", LAST_YEAR)
def test_that_a_figure_of_last_year_is_of_all_of_it_in_a_sheet_of_a_month(sheet, head):
    figure = head.removeprefix("上年").removeprefix("度").removeprefix("去年")
    title = "2023年5月规上企业（单位：千元）"
    found, told = firms(sheet, title, [figure, head], [3e5, 4e6])
    assert sorted(found) == ["2022", "2023M05"]
    assert told == {"period_assumed"}
    assert sorted(firms(sheet, title, [head], [4e6])[0]) == ["2022"]
    assert firms(sheet, "2023年规上企业（单位：千元）", [figure, head], [3e6, 4e6])[1] == set()


@pytest.mark.parametrize("head", ["上年同期营业收入", "去年同期研发费用", "上年同期研发费用"])
def test_that_the_same_time_of_last_year_is_that_month(sheet, head):
    title = "2023年5月规上企业（单位：千元）"
    figure = head[4:]
    assert sorted(firms(sheet, title, [figure, head], [3e5, 4e5])[0]) == ["2022M05", "2023M05"]
    assert not firms(sheet, title, [figure, head], [3e5, 4e5])[1]


@pytest.mark.parametrize("head", LAST_YEAR)
def test_that_last_year_is_told_where_rows_name_months(sheet, head):
    rows = [["规上企业（单位：千元）"], ["企业名称", "信用代码", "月份", head]]
    by_month = sheet([*rows, [*FIRM, "2023年5月", 4e6]])
    by_year = sheet([*rows, [*FIRM, "2023", 4e6]])
    for result in (by_month, by_year):
        records = [*result.records("firm_period"), *result.records("rd_activity")]
        assert [(one["period"], *one["fields"].values()) for one in records] == [
            ("2022", "4000000")
        ]
    assert by_month.flags[3] == {"period_assumed"}
    assert not by_year.flags


def test_that_last_year_beside_this_year_until_a_month_is_until_that_month(sheet):
    title = "2023年5月规上企业（单位：千元）"
    heads = ["本年研发费用", "上年研发费用"]
    found, told = firms(sheet, title, heads, [3e5, 4e5])
    assert sorted(found) == ["2022M01-05", "2023M01-05"]
    assert told == {"period_assumed"}


def test_that_a_figure_of_last_year_is_a_label_of_a_form(sheet):
    rows = [
        ["2023年企业情况（千元）"],
        ["企业名称", FIRM[0], "统一社会信用代码", FIRM[1]],
        ["营业收入", 3e6, "上年营业收入", 4e6],
    ]
    found = {one["period"]: one["fields"] for one in sheet(rows).records("firm_period")}
    assert found == {"2023": {"revenue": "3000000"}, "2022": {"revenue": "4000000"}}
