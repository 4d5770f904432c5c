"""Sheets that a person reads the same: begun further right, figures kept as text."""

from __future__ import annotations

import pytest

NAME, CODE = "宁波示例甲有限公司", "91330203MA2TE5T1XB"
OTHER, OTHER_CODE = "宁波示例乙有限公司", "91330205MA2TE5T288"

SHEETS = {
    "years across": [
        ["海曙区科技指标"],
        ["指标", "2021年", "2022年", "2023年"],
        ["高新技术企业数（家）", 512, 520, 540],
        ["技术合同交易额（亿元）", 20.5, 31.2, 33],
    ],
    "places down": [
        ["2023年各区县（市）科技指标"],
        ["区县", "高新技术企业数", "技术合同交易额（亿元）"],
        ["海曙区", 512, 20.5],
        ["江北区", 402, 18.4],
        ["鄞州区", 812, 40],
    ],
    "months down": [
        ["2023年海曙区技术合同情况"],
        ["时间", "技术合同交易额（亿元）"],
        ["1月", 5.1],
        ["1-2月", 6.2],
        ["1-3月", 9],
    ],
    "places and quarters": [
        ["区县", "时间", "高新技术企业数"],
        ["海曙区", "2023年1-6月", 402],
        ["", "2023年1-9月", 410],
        ["", "2023年", 438],
    ],
    "carriers": [
        ["2022年孵化器情况"],
        ["孵化器名称", "级别", "在孵企业数（家）"],
        ["甬创科技企业孵化器", "国家级", 61],
        ["古林科创园孵化器", "省级", 18],
    ],
    "firms": [
        ["2022年企业研发情况（万元）"],
        ["企业名称", "信用代码", "营业收入", "研发费用"],
        [NAME, CODE, 4100, 230],
        [OTHER, OTHER_CODE, 3100, 180],
    ],
}


def records(found):
    """Return each record without the rows and cells that gave it."""
    keys = ("form", "period", "fields", "flags")
    return sorted(
        repr([entry.get(key) for key in keys]) for entry in found.entries if "fields" in entry
    )


@pytest.mark.parametrize("name", SHEETS)
def test_that_a_table_may_begin_in_a_column_further_right(sheet, name):
    rows = SHEETS[name]
    assert records(sheet([["", "", "", *row] for row in rows])) == records(sheet(rows)) != []
