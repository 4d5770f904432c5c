"""Parts under their wholes, tables far from the corner, groups that count themselves."""

from __future__ import annotations

from pathlib import Path

from golden_sheets.cases import case
from golden_sheets.grid import grid
from golden_sheets.write_xls import xls
from golden_sheets.write_xlsx import xlsx


@case("表头很深.xlsx")
def heading_far_down(path: Path) -> None:
    """Blank rows around title, heading and rows."""
    rows = grid("""
.
.
.
.
.
2023年度海曙区科技企业
.
.
企业名称 | 信用代码 | 成立日期
.
{甲} | {A} | 2001-3-5
""")
    xlsx(path, {"Sheet1": rows})


@case("表在右下.xls")
def table_far_right(path: Path) -> None:
    """A table that begins in the fifth column."""
    rows = grid("""
 |  |  |  | 2023年研发（单位：万元）
 |  |  |  | 企业名称 | 信用代码 | 研发费用
 |  |  |  | {甲} | {A} | =100
 |  |  |  | {乙} | {B} | =200
""")
    xls(path, {"Sheet1": rows})


@case("合计在前.xlsx")
def whole_before_its_parts(path: Path) -> None:
    """The whole and its parts under one group, without 其中."""
    rows = grid("""
企业名称 | 信用代码 | 研发费用（2023年，万元） | < | <
^ | ^ | 合计 | 人工费 | 直接投入
{甲} | {A} | =100 | =60 | =40
{乙} | {B} | =200 | =120 | =80
""")
    xlsx(path, {"Sheet1": rows})


@case("增幅排名.xls")
def growth_and_rank(path: Path) -> None:
    """Growth and rank beside two years."""
    rows = grid("""
企业名称 | 信用代码 | 2023年研发费用（万元） | 2022年研发费用（万元） | 同比±% | 排名
{甲} | {A} | =110 | =100 | =10 | =1
{乙} | {B} | =90 | =100 | =-10 | =2
""")
    xls(path, {"Sheet1": rows})


@case("目标在前.xlsx")
def target_beside_figure(path: Path) -> None:
    """What was aimed at beside what was done."""
    rows = grid("""
企业名称 | 信用代码 | 2024年研发费用目标（万元） | 2023年研发费用（万元）
{甲} | {A} | =130 | =110
""")
    xlsx(path, {"Sheet1": rows})


@case("年份合计.xls")
def years_and_their_sum(path: Path) -> None:
    """Years as headings, with their sum behind."""
    rows = grid("""
海曙区企业研发费用（单位：万元）
企业名称 | 信用代码 | 2021年 | 2022年 | 2023年 | 合计
{甲} | {A} | =80 | =90 | =100 | =270
""")
    xls(path, {"Sheet1": rows})


@case("单位有例外.xlsx")
def units_with_exceptions(path: Path) -> None:
    """A unit for all but the columns that name their own."""
    rows = grid("""
2023年企业指标（除注明外单位：万元）
企业名称 | 信用代码 | 营业收入 | 研发费用（千元） | 注册资本
{甲} | {A} | =1000 | =500 | =300
""")
    xlsx(path, {"Sheet1": rows})


@case("三栏名单.xls")
def three_columns_of_a_list(path: Path) -> None:
    """A list in three columns, the last one shorter."""
    rows = grid("""
企业名称 | 信用代码 | 企业名称 | 信用代码 | 企业名称 | 信用代码
{甲} | {A} | {乙} | {B} | {丙} | {C}
{丁} | {D} | {戊} | {E}
""")
    xls(path, {"Sheet1": rows})


@case("其中女性.xlsx")
def parts_of_two_wholes(path: Path) -> None:
    """其中：女性 of the staff, which no form keeps, and of the researchers."""
    rows = grid("""
企业名称 | 信用代码 | 从业人员 | 其中：女性 | 研发人员 | 其中：女性 | 年度
{甲} | {A} | =100 | =40 | =20 | =5 | 2023
""")
    xlsx(path, {"Sheet1": rows})


@case("组有家数.xls")
def groups_that_count(path: Path) -> None:
    """Districts as rows of number, name and count."""
    rows = grid("""
2023年高企名单
序号 | 企业名称 | 信用代码 | 证书编号
一 | 海曙区 | （2家）
=1 | {甲} | {A} | GR202333100001
=2 | {乙} | {B} | GR202333100002
二 | 江北区 | （1家）
=1 | {丙} | {C} | GR202333100003
""")
    xls(path, {"Sheet1": rows})


@case("企业合并.xlsx")
def firms_merged_over_patents(path: Path) -> None:
    """Name and code merged over a firm's patents."""
    rows = grid("""
2023年度
企业名称 | 信用代码 | 专利名称 | 专利号
{甲} | {A} | 一种示例装置 | 201710601862.3
^ | ^ | 一种示例方法 | 201310699744.2
{乙} | {B} | 一种示例系统 | 202110100001.3
""")
    xlsx(path, {"Sheet1": rows})


@case("合计在首.xls")
def sums_above(path: Path) -> None:
    """The sum, and a part of it, above the rows."""
    rows = grid("""
2023年研发投入（万元）
企业名称 | 信用代码 | 研发费用 | 研发人员
全区合计 | | =300 | =30
其中：石碶街道 | | =300 | =30
{甲} | {A} | =100 | =10
{乙} | {B} | =200 | =20
""")
    xls(path, {"Sheet1": rows})
