"""Columns beside a thing that need not be the firm's: 负责人 of a project, 地址 of an institute."""

from __future__ import annotations

import pytest

FIRM, CODE = "宁波示例甲有限公司", "91330203MA2TE5T1XB"
WHO = {"name", "uscc", "reporting_unit"}


def said_of_firms(found):
    """Return what the records of firms say besides who they are."""
    firms = found.fields("firm")
    return {name: one[name] for one in firms for name in one if name not in WHO}


@pytest.mark.parametrize(
    "heads",
    [
        ["项目名称", "承担单位", "统一社会信用代码", "负责人", "联系电话"],
        ["合同名称", "企业名称", "统一社会信用代码", "负责人", "联系电话"],
        ["平台名称", "依托单位", "统一社会信用代码", "负责人", "联系电话"],
    ],
)
def test_that_who_leads_a_thing_leads_no_firm(sheet, heads):
    found = sheet([["清单"], heads, ["伺服研发", FIRM, CODE, "赵六", "13800000001"]])
    assert not said_of_firms(found)


@pytest.mark.parametrize("head", ["地址", "建设地点", "成立时间", "登记日期"])
def test_that_where_and_since_when_an_institute_is_says_nothing_of_its_firm(sheet, head):
    heads = ["研究院名称", "依托企业", "统一社会信用代码", head]
    row = ["甲省级企业研究院", FIRM, CODE, "2019-03-05" if head[-1] in "间期" else "望春路1号"]
    found = sheet([["企业研究院一览"], heads, row])
    assert not said_of_firms(found)
    assert len(found.fields("rd_institution")) == 1


def test_that_a_carrier_stands_elsewhere_than_who_runs_it(sheet):
    heads = ["孵化器名称", "运营单位", "统一社会信用代码", "地址", "成立时间", "法定代表人"]
    row = ["甬创科技企业孵化器", FIRM, CODE, "丽园北路1号", "2015-06-01", "周某"]
    found = sheet([["海曙区孵化器名录"], heads, row])
    assert said_of_firms(found) == {"legal_rep": "周某"}


def test_that_what_goes_on_with_a_firm_is_the_firms(sheet):
    heads = ["企业名称", "统一社会信用代码", "地址", "负责人", "联系电话", "研究院名称", "级别"]
    row = [FIRM, CODE, "望春路1号", "赵六", "0574-87654321", "甲省级企业研究院", "省级"]
    found = sheet([["企业情况"], heads, row])
    said = {"address": "望春路1号", "legal_rep": "赵六", "phone": "0574-87654321"}
    assert said_of_firms(found) == said


@pytest.mark.parametrize(
    ("rest", "is_firms"),
    [(["问题", "处理结果"], False), (["服务内容", "券面额"], False), (["地址"], True), ([], True)],
)
def test_that_events_have_persons_of_their_own(sheet, rest, is_firms):
    heads = ["企业名称", "统一社会信用代码", "负责人", *rest]
    found = sheet([["台账"], heads, [FIRM, CODE, "张三", *("某路1号" for _head in rest)]])
    assert ("legal_rep" in said_of_firms(found)) is is_firms


def test_that_the_field_of_a_talent_is_none_of_the_firm(sheet):
    heads = ["姓名", "单位", "统一社会信用代码", "人才称号", "领域", "地址"]
    row = ["张三", FIRM, CODE, "甬江人才", "先进制造与自动化", "望春路1号"]
    found = sheet([["高层次人才汇总"], heads, row])
    assert "hitech_field" not in said_of_firms(found)


def test_that_papers_of_a_laboratory_are_none_of_its_firm(sheet):
    heads = ["实验室名称", "依托单位", "统一社会信用代码", "论文数"]
    found = sheet([["2022年重点实验室考核"], heads, ["宁波市高分子重点实验室", FIRM, CODE, 12]])
    assert not found.records("rd_activity")


@pytest.mark.parametrize(
    ("title", "is_asked"),
    [
        ("2023年首版次软件申报表", True),
        ("2023年首版次软件推荐名单", True),
        ("2023年首版次软件申报认定结果", False),
        ("2023年首版次软件认定名单", False),
    ],
)
def test_that_what_was_applied_for_is_asked_about(sheet, title, is_asked):
    heads = ["软件名称", "企业名称", "统一社会信用代码"]
    found = sheet([[title], heads, ["排产系统", FIRM, CODE]])
    assert [one["kind"] for one in found.fields("achievement")] == ["4"]
    assert ("title_differs" in found.flags.get(3, set())) is is_asked


def test_that_how_a_firm_took_part_is_no_kind_of_a_standard(sheet):
    heads = ["企业名称", "统一社会信用代码", "标准名称", "标准号", "类型"]
    row = [FIRM, CODE, "滚动轴承", "GB/T 1-2020", "制定"]
    found = sheet([["标准制修订情况"], heads, row])
    assert [one["kind"] for one in found.fields("achievement")] == ["7"]


def test_that_what_stands_between_a_team_and_its_firm_is_the_teams(sheet):
    heads = ["团队名称", "负责人", "电话", "人数", "企业名称", "统一社会信用代码"]
    rows = [["星火团队", "王五", "13800000003", 5, FIRM, CODE]]
    found = sheet([["2023年创客空间入驻团队名册"], heads, *rows])
    assert not said_of_firms(found)
    assert not found.records("firm_period")


def test_that_where_a_filing_stands_is_no_state_of_its_firm(sheet):
    heads = ["企业名称", "统一社会信用代码", "入库登记编号", "状态"]
    found = sheet(
        [["2023年科技型中小企业评价"], heads, [FIRM, CODE, "202333020308001234", "已入库"]]
    )
    assert not said_of_firms(found)
