"""Codes that were damaged, names that were changed, and rows that say a thing twice."""

from __future__ import annotations

from pathlib import Path

from golden_sheets.cases import case
from golden_sheets.grid import grid
from golden_sheets.write_xls import xls


@case("新旧代码.xls")
def old_and_new_codes(path: Path) -> None:
    """A register of organisation codes and numbers, and figures by the credit codes since."""
    tabs = {
        "2014名录": grid("""
单位名称 | 组织机构代码 | 工商注册号 | 法人代表
{甲} | MA2TE5T1-X | 330203000012343 | 示甲
{乙} | ma2te5t28 | | 示乙
{丙} | | 370681018019402 | 示丙
"""),
        "2016研发": grid("""
2016年度规模以上企业研发情况（千元）
单位名称 | 信用代码 | 研究开发费用合计
{甲} | {A} | =100
宁波示例乙股份有限公司 | {B} | =200
{丙} | | =300
"""),
    }
    xls(path, tabs)
