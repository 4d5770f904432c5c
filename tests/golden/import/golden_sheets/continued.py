"""Tables that go on: with other columns, another order, another unit, or no heading at all."""

from __future__ import annotations

from pathlib import Path

from golden_sheets.cases import case
from golden_sheets.grid import grid
from golden_sheets.write_xls import xls
from golden_sheets.write_xlsx import xlsx


@case("名称折行.xls")
def name_in_two_rows(path: Path) -> None:
    """A name of which the end stands in a row of its own."""
    rows = grid("""
序号 | 企业名称 | 信用代码 | 成立日期
=1 | 宁波示例甲 | {A} | 2001-3-5
 | 有限公司
=2 | {乙} | {B} | 2002-3-5
""")
    xls(path, {"Sheet1": rows})


@case("续表换列.xlsx")
def other_columns_further_down(path: Path) -> None:
    """The same firms again under 续表, with other figures."""
    rows = grid("""
2023年企业主要指标（单位：万元）
序号 | 企业名称 | 信用代码 | 营业收入 | 利润总额
=1 | {甲} | {A} | =1000 | =50
=2 | {乙} | {B} | =2000 | =70
续表
序号 | 企业名称 | 信用代码 | 研发费用 | 研发人员（人）
=1 | {甲} | {A} | =100 | =10
=2 | {乙} | {B} | =200 | =20
""")
    xlsx(path, {"Sheet1": rows})


@case("续表换序.xls")
def other_order_further_down(path: Path) -> None:
    """The heading again, its columns in another order."""
    rows = grid("""
企业名称 | 信用代码 | 成立日期 | 注册资本（万元）
{甲} | {A} | 2001-3-5 | =500
信用代码 | 企业名称 | 注册资本（万元） | 成立日期
{B} | {乙} | =600 | 2002-3-5
""")
    xls(path, {"Sheet1": rows})


@case("各段单位.xlsx")
def another_unit_further_down(path: Path) -> None:
    """Two parts whose titles give different units."""
    rows = grid("""
2023年研发费用（单位：万元）
企业名称 | 信用代码 | 研发费用
{甲} | {A} | =100
2023年研发费用（单位：千元）
企业名称 | 信用代码 | 研发费用
{乙} | {B} | =2000
""")
    xlsx(path, {"Sheet1": rows})


@case("续页无头.xls")
def page_without_heading(path: Path) -> None:
    """A second page with its title and no heading."""
    rows = grid("""
2023年研发费用（单位：万元）
企业名称 | 信用代码 | 研发费用
{甲} | {A} | =100
第1页 共2页
.
2023年研发费用（单位：万元）
{乙} | {B} | =200
第2页 共2页
""")
    xls(path, {"Sheet1": rows})


@case("总计在左.xlsx")
def sum_in_the_column_of_numbers(path: Path) -> None:
    """A sum that names itself in the column of row numbers."""
    rows = grid("""
2023年研发（万元）
序号 | 企业名称 | 信用代码 | 研发费用
=1 | {甲} | {A} | =100
=2 | {乙} | {B} | =200
总 计 | 2家企业 | — | =300
""")
    xlsx(path, {"Sheet1": rows})


@case("平均占比.xls")
def means_and_shares(path: Path) -> None:
    """Mean, share and growth below the rows."""
    rows = grid("""
2023年研发（万元）
企业名称 | 信用代码 | 研发费用 | 研发人员
{甲} | {A} | =100 | =10
{乙} | {B} | =200 | =20
平均 | | =150 | =15
占比 | | 50% |
比上年增长% | | =12.5 |
""")
    xls(path, {"Sheet1": rows})


@case("两种计量.xlsx")
def unit_and_share_below(path: Path) -> None:
    """Unit and share below one heading."""
    rows = grid("""
企业名称 | 信用代码 | 2023年研发费用 | <
^ | ^ | 万元 | 占营收比重%
{甲} | {A} | =100 | =3.5
""")
    xlsx(path, {"Sheet1": rows})


@case("期间单列.xls")
def period_and_unit_beside_labels(path: Path) -> None:
    """Period and unit beside their labels, in cells of their own."""
    rows = grid("""
报告期 | 2023年 |  | 单位 | 万元
企业名称 | 信用代码 | 研发费用 | 研发人员
{甲} | {A} | =100 | =10
""")
    xls(path, {"Sheet1": rows})


@case("标题拆格.xlsx")
def title_in_pieces(path: Path) -> None:
    """A title in three cells."""
    rows = grid("""
2023 | 年 | 海曙区企业研发情况
企业名称 | 信用代码 | 研发费用（万元）
{甲} | {A} | =100
""")
    xlsx(path, {"Sheet1": rows})


@case("机构续行.xls")
def institutions_of_one_firm(path: Path) -> None:
    """A firm's second institution in a row that names no firm."""
    rows = grid("""
2023年企业研发机构情况
序号 | 企业名称 | 信用代码 | 机构名称 | 机构类别 | 级别 | 认定时间
=1 | {甲} | {A} | 示例研究院 | 企业研究院 | 省级 | 2021年
 |  |  | 示例技术中心 | 企业技术中心 | 市级 | 2019年
=2 | {乙} | {B} | 示例工程中心 | 企业工程（技术）中心 | 市级 | 2020年
""")
    xls(path, {"Sheet1": rows})


@case("本期上年.xlsx")
def this_year_and_the_one_before(path: Path) -> None:
    """Figures to date of this year and the one before."""
    rows = grid("""
2024年前三季度企业研发费用（万元）
企业名称 | 信用代码 | 本期累计 | 上年同期累计 | 增幅
{甲} | {A} | =300 | =280 | 7.1%
""")
    xlsx(path, {"Sheet1": rows})


@case("分组合计.xls")
def sums_of_sections(path: Path) -> None:
    """Sections with sums, of which one is wrong."""
    rows = grid("""
2023年研发（万元）
企业名称 | 信用代码 | 研发费用
一、电子信息
{甲} | {A} | =100
{乙} | {B} | =200
小计 | | =310
二、新材料
{丙} | {C} | =50
小计 | | =50
合计 | | =350
""")
    xls(path, {"Sheet1": rows})


@case("竖写类别.xlsx")
def kind_written_downwards(path: Path) -> None:
    """What the rows are, written downwards beside them."""
    rows = grid("""
类别 | 企业名称 | 信用代码 | 证书编号
高⏎新⏎技⏎术⏎企⏎业 | {甲} | {A} | GR202333100001
^ | {乙} | {B} | GR202333100002
""")
    xlsx(path, {"Sheet1": rows})


@case("行内说明.xls")
def remark_over_figures(path: Path) -> None:
    """A remark merged over the figures of a row."""
    rows = grid("""
2023年研发（万元）
企业名称 | 信用代码 | 研发费用 | 研发人员
{甲} | {A} | =100 | =10
{乙} | {B} | 该企业已注销，未报送 | <
{丙} | {C} | =30 | =3
""")
    xls(path, {"Sheet1": rows})
