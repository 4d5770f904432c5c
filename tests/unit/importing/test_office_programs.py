"""Sheets of single programs: contracts by kind, self-evaluations, yearbooks, tables online."""

from __future__ import annotations

import pytest

FIRM, CODE = "宁波示例甲有限公司", "91330203MA2TE5T1XB"


def totals(found):
    return [
        (one["fields"]["indicator"], one["period"], one["fields"]["value"])
        for one in found.records("unit_total")
    ]


@pytest.mark.parametrize("corner", ["合同类别", "技术合同类型", "技术领域"])
def test_that_the_sum_of_all_kinds_is_that_of_the_office(sheet, corner):
    rows = [["技术开发", 12, 5000], ["技术转让", 3, 2500], ["合计", 15, 7500]]
    heads = [corner, "合同项数", "合同成交额（万元）"]
    found = sheet([["2023年1-6月海曙区技术合同认定登记统计表"], heads, *rows])
    assert totals(found) == [("T5-1", "2023M01-06", "0.75")]
    assert found.skipped == {3: "parts_of_unit", 4: "parts_of_unit"}


def test_that_kinds_without_a_sum_are_no_totals(sheet):
    rows = [["技术开发", 12, 5000], ["技术转让", 3, 2500]]
    heads = ["合同类别", "合同项数", "合同成交额（万元）"]
    found = sheet([["2023年1-6月海曙区技术合同认定登记统计表"], heads, *rows])
    assert not found.records("unit_total")


@pytest.mark.parametrize("wanted", ["年度指标值", "指标值", "年初指标值"])
def test_that_what_was_wanted_gives_way_to_what_was_reached(sheet, wanted):
    heads = ["一级指标", "三级指标", wanted, "实际完成值", "得分"]
    rows = [["产出指标", "市级以上孵化器（众创空间）数", "≥12家", "13家", 20]]
    rows += [["效益指标", "技术合同成交额", "≥35亿元", "40.1亿元", 20]]
    found = sheet([["2022年度项目支出绩效自评表"], heads, *rows])
    assert totals(found) == [("T8-1", "2022", "13"), ("T5-1", "2022", "40.1")]


def test_that_a_yearbook_says_all_in_english_as_well(sheet):
    heads = ["指标 Item", "单位 Unit", 2020, 2021, "2021年为2020年%"]
    rows = [["高新技术企业数 High-tech Enterprises", "个 unit", 205, 268, 130.7]]
    rows += [["技术合同成交额 Technical Contracts", "亿元 100 million yuan", 20.5, 31.2, 152.2]]
    found = sheet([["12-3 科技活动主要指标（2020-2021年）"], heads, *rows])
    assert totals(found) == [
        ("H1", "2020", "205"),
        ("H1", "2021", "268"),
        ("T5-1", "2020", "20.5"),
        ("T5-1", "2021", "31.2"),
    ]
    assert not found.flags


def test_that_a_base_year_is_that_year(sheet):
    heads = ["指标名称", "单位", "2020年（基期）", "2022年", "2025年目标"]
    found = sheet([["中期评估"], heads, ["有效高新技术企业数", "家", 205, 331, 450]])
    assert totals(found) == [("H1", "2020", "205"), ("H1", "2022", "331")]


def test_that_the_month_that_is_reported_is_that_of_the_figures(sheet):
    heads = ["审批编号", "载体名称", "报送月份", "在孵企业数", "在孵企业当月营业收入（万元）"]
    found = sheet(
        [["孵化器月报"], heads, ["2024040001", "甬创科技企业孵化器", "2024-03", 61, 1520]]
    )
    (one,) = found.records("incubator")
    assert one["period"] == "2024M03"
    assert one["fields"] == {"tenants": "61", "tenant_income": "15200"}


@pytest.mark.parametrize("length", ["有效期：三年", "叁年", "3年"])
def test_that_how_long_a_certificate_lasts_waits_as_a_text(sheet, length):
    heads = ["企业名称", "统一社会信用代码", "证书编号", "发证时间", "有效期"]
    rows = [[FIRM, CODE, "GR202133100121", "2021年12月10日", length]]
    found = sheet([["高新技术企业证书"], heads, *rows])
    assert [one["issue_date"] for one in found.fields("hte_cert")] == ["2021-12-10"]
    assert not found.rejected


def test_that_a_file_and_a_mention_are_no_values(sheet):
    heads = ["企业名称", "统一社会信用代码", "机构名称", "类别", "级别", "批文", "联系人"]
    name = "甲省级企业研究院"
    rows = [[FIRM, CODE, name, "企业研究院", "省级", "批文.pdf (https://x.cn/f/a)", "@王芳"]]
    found = sheet([["研发机构"], heads, *rows])
    assert found.fields("rd_institution") == [{"name": name, "kind": "03", "level": "2"}]
    assert [one["contact"] for one in found.fields("firm")] == ["王芳"]


def test_that_a_form_is_of_the_makers_workshop_in_its_title(sheet):
    rows = [["项目", "单位", "数值"], ["提供工位数", "个", 60], ["举办创新创业活动", "场次", 25]]
    rows += [["使用面积", "平方米", 900], ["当年服务的创业团队数量", "个", 22]]
    found = sheet([["鼓楼创客工坊2022年度运营情况表"], *rows])
    assert found.fields("carrier") == [{"name": "鼓楼创客工坊", "kind": "2"}]
    assert found.fields("makerspace") == [
        {"seats": "60", "events": "25", "area": "900", "teams": "22"}
    ]
