"""The year for which firms apply is not that of their figures."""

from __future__ import annotations

import pytest
from golden_sheets.grid import CODES

NAME, CODE = "宁波示例甲有限公司", CODES["A"]
FIRM = ["企业名称", "信用代码"]


@pytest.mark.parametrize(
    "title",
    [
        "拟申报2024年高新技术企业名单",
        "2024年度拟认定高新技术企业培育名单",
        "2024年计划申报省级企业研发机构汇总表",
        "2024年高新技术企业申报企业基本情况表",
        "2024年度宁波市专精特新中小企业推荐汇总表",
        "2024年高企申报意向摸底表",
        "2024年到期重新认定高企名单",
    ],
)
def test_that_figures_are_not_of_the_year_for_which_firms_apply(sheet, title):
    got = sheet([[title], [*FIRM, "营业收入（万元）"], [NAME, CODE, 1200]])
    assert got.rejected == {3: "no_period"}
    heading = [*FIRM, "营业收入（万元）", "2022年研发费用（万元）"]
    got = sheet([[title], heading, [NAME, CODE, 1200, 80]])
    assert [one["period"] for one in got.records("firm_period")] == ["2022"]
    assert got.flags == {3: {"period_assumed"}}


@pytest.mark.parametrize(
    "title",
    ["2023年度研发费用加计扣除申报情况表", "2023年高新技术企业情况表", "2023年规上企业名录"],
)
def test_that_other_titles_give_figures_their_year(sheet, title):
    got = sheet([[title], [*FIRM, "营业收入（万元）"], [NAME, CODE, 1200]])
    assert [one["period"] for one in got.records("firm_period")] == ["2023"]
    assert not got.flags


def test_that_a_label_is_of_the_year_for_which_firms_apply(sheet):
    title = ["2024年度宁波市专精特新中小企业拟认定名单"]
    got = sheet([title, [*FIRM, "批次"], [NAME, CODE, "第一批"]])
    assert [one["year"] for one in got.fields("label")] == ["2024"]


def test_that_tab_note_and_option_say_of_when_the_figures_of_applicants_are(read, workbook):
    rows = [["拟申报2024年高新技术企业名单"], [*FIRM, "营业收入（万元）"], [NAME, CODE, 1200]]

    def periods(got):
        return [one["period"] for one in got.records("firm_period")]

    assert periods(read(workbook("表.xlsx", **{"2023年": rows}))) == ["2023"]
    assert periods(read(workbook("表.xlsx", 表=[*rows, ["注：财务数据为2022年度数据"]]))) == [
        "2022"
    ]
    assert periods(read(workbook("表.xlsx", 表=rows), period="2021")) == ["2021"]
    assert not periods(read(workbook("2024年.xlsx", **{"2024年": rows})))
    bare = [["企业名单"], *rows[1:]]
    assert not periods(read(workbook("2024年拟申报高企名单.xlsx", 表=bare)))


def test_that_a_year_before_that_of_an_application_is_known(sheet):
    heading = [*FIRM, "上年营业收入（万元）"]
    got = sheet([["2024年高企申报意向表"], heading, [NAME, CODE, 1200]])
    assert [one["period"] for one in got.records("firm_period")] == ["2023"]
    assert not got.flags


def test_that_this_year_is_that_of_the_application(sheet):
    heading = [*FIRM, "本年营业收入（千元）", "上年营业收入（千元）"]
    got = sheet([["2024年高企申报企业情况表"], heading, [NAME, CODE, 1300, 1200]])
    assert {one["period"]: one["fields"] for one in got.records("firm_period")} == {
        "2023": {"revenue": "1200"},
        "2024": {"revenue": "1300"},
    }
    assert not got.flags
