"""Titles that are named after one incubator or makerspace."""

from __future__ import annotations

import pytest

from desktop_app.importing.layout.corners import carrier_in

PLACES = ("海曙区", "海曙")


@pytest.mark.parametrize(
    ("title", "carrier"),
    [
        ("2023年甬创孵化器运行情况表", "甬创孵化器"),
        ("和丰创意孵化器运行情况表", "和丰创意孵化器"),
        ("海曙区科技企业孵化器情况表", ""),
        ("2023年海曙区创新平台及孵化器建设情况表", ""),
        ("海曙区创新载体和孵化器情况", ""),
        ("海曙区高新技术企业、孵化器情况", ""),
        ("2023年高新技术企业孵化器培育情况", ""),
    ],
)
def test_that_a_title_of_many_carriers_is_not_named_after_one(title, carrier):
    assert carrier_in(title, PLACES) == carrier


def test_that_a_carrier_may_have_a_word_of_aims_in_its_name(sheet):
    rows = [
        ["2023年孵化器情况表"],
        ["指标", "甬创孵化器", "火炬计划创业孵化器", "年度目标"],
        ["孵化器总收入（千元）", 1000, 2000, 3000],
        ["在孵企业数（家）", 30, 40, 80],
        ["当年毕业企业数（家）", 3, 4, 8],
    ]
    result = sheet(rows)
    names = [fields["name"] for fields in result.fields("carrier")]
    assert names == ["甬创孵化器", "火炬计划创业孵化器"]
    assert [one["income"] for one in result.fields("incubator")] == ["1000", "2000"]


def test_that_what_a_pivot_table_sums_titles_its_years(sheet):
    name, code = "宁波示例甲有限公司", "91330203MA2TE5T1XB"
    for over in (["", "", "年度"], ["", "", "列标签"]):
        rows = [
            ["求和项:加计扣除额（元）", *over[1:]],
            ["纳税人识别号", "纳税人名称", 2021, 2022, "总计"],
        ]
        found = sheet([*rows, [code, name, 120, 150, 270], ["总计", "", 120, 150, 270]])
        kept = [(one["period"], one["fields"]) for one in found.records("super_deduction")]
        assert kept == [("2021", {"amount_add": "120"}), ("2022", {"amount_add": "150"})]
