"""Tables as people lay them out: gaps, groups, blocks, years over figures and under them."""

from __future__ import annotations

from pathlib import Path

from golden_sheets.cases import case
from golden_sheets.grid import grid
from golden_sheets.write_xls import xls
from golden_sheets.write_xlsx import xlsx


@case("空列相间.xls")
def blank_columns_between(path: Path) -> None:
    """Blank columns between the columns of one table."""
    rows = grid("""
企业名称 |  | 统一社会信用代码 |  |  | 成立日期 |  | 注册资本（万元）
{甲} |  | {A} |  |  | 2001.3.5 |  | =500
{乙} |  | {B} |  |  | 2010.12.1 |  | =1000
""")
    xls(path, {"Sheet1": rows})


@case("街道小计.xlsx")
def sums_of_towns(path: Path) -> None:
    """A town merged over its firms, sums of towns, the unit in the title beside another bracket."""
    rows = grid("""
海曙区各镇（街道）2023年研发投入（万元）
镇（街道） | 企业名称 | 信用代码 | 研发费用
石碶街道 | {甲} | {A} | =100
^ | {乙} | {B} | =200
石碶街道小计 | | | =300
古林镇 | {丙} | {C} | =50
古林镇 小计 | | | =50
全区合计 | | | =350
""")
    xlsx(path, {"Sheet1": rows})


@case("年份未并.xls")
def years_above_not_merged(path: Path) -> None:
    """Years over two figures each, though nothing is merged."""
    rows = grid("""
企业名称 | 信用代码 | 2022年 |  | 2023年 |
 |  | 营业收入（万元） | 研发费用（万元） | 营业收入（万元） | 研发费用（万元）
{甲} | {A} | =1000 | =50 | =1100 | =55
{乙} | {B} | =2000 | =70 | =2100 | =77
""")
    xls(path, {"Sheet1": rows})


@case("一行三层.xlsx")
def one_row_under_three(path: Path) -> None:
    """Three rows of headings over a single row."""
    rows = grid("""
企业名称 | 信用代码 | 研发情况 | < | < | <
^ | ^ | 2022年 | < | 2023年 | <
^ | ^ | 研发费用（万元） | 研发人员（人） | 研发费用（万元） | 研发人员（人）
{甲} | {A} | =50 | =5 | =55 | =6
""")
    xlsx(path, {"Sheet1": rows})


@case("左右标题.xls")
def titles_over_each_block(path: Path) -> None:
    """Two lists side by side, each under its own merged title."""
    rows = grid("""
孵化器名单 | < |  | 众创空间名单 | <
孵化器名称 | 级别 |  | 众创空间名称 | 级别
示例孵化器一 | 国家级 |  | 示例空间二 | 省级
""")
    xls(path, {"Sheet1": rows})


@case("指标在上.xlsx")
def figures_over_years(path: Path) -> None:
    """Figures over the years, which are numbers."""
    rows = grid("""
企业名称 | 信用代码 | 营业收入（万元） | < | < | 研发费用（万元） | < | <
^ | ^ | 2021 | 2022 | 2023 | 2021 | 2022 | 2023
{甲} | {A} | =100 | =200 | =300 | =10 | =20 | =30
""")
    xlsx(path, {"Sheet1": rows})


@case("会议在上.xlsx")
def another_table_above(path: Path) -> None:
    """A table of something else above the one that is wanted."""
    rows = grid("""
2024年会议签到表
姓名 | 单位职务 | 签名
示某 | 海曙区科技局 科长 |
示某某 | 江北区科技局 |
2023年高企名单
企业名称 | 信用代码 | 证书编号
{甲} | {A} | GR202333100001
""")
    xlsx(path, {"Sheet1": rows})


@case("企业写一次.xls")
def firm_named_once(path: Path) -> None:
    """A firm named at the first of its projects alone, with a sum after them."""
    rows = grid("""
2023年企业研发项目汇总表（千元）
序号 | 企业名称 | 信用代码 | 项目名称 | 起止时间 | 项目经费支出
=1 | {甲} | {A} | 示例项目一 | 2023.1-2023.12 | =300
 | | | 示例项目二 | 2022.6-2024.5 | =500
 | 小计 | | | | =800
=2 | {乙} | {B} | 示例项目三 | 2023.3-2023.9 | =100
""")
    xls(path, {"Sheet1": rows})


@case("右侧汇总.xlsx")
def summary_at_the_right(path: Path) -> None:
    """A summary beside the list, as long as the list."""
    rows = grid("""
企业名称 | 信用代码 | 所属街道 |  | 街道 | 企业数
{甲} | {A} | 石碶街道 |  | 石碶街道 | =2
{乙} | {B} | 石碶街道 |  | 古林镇 | =1
{丙} | {C} | 古林镇 |  | 合计 | =3
""")
    xlsx(path, {"Sheet1": rows})


@case("代码在字里.xls")
def code_among_words(path: Path) -> None:
    """Credit codes among words, under a heading that says nothing."""
    rows = grid("""
企业名称 | 企业信息 | 研发费用（2023年，万元）
{甲} | 统一社会信用代码：{A} | =100
{乙} | 信用代码 {B} | =200
""")
    xls(path, {"Sheet1": rows})


@case("历年一企.xlsx")
def years_of_one_firm(path: Path) -> None:
    """A row a year; the firm and its code stand in the title."""
    rows = grid("""
{甲}历年研发情况（信用代码：{A}，单位：万元）
年度 | 营业收入 | 研发费用 | 研发人员（人）
2021 | =1000 | =50 | =5
2022 | =1100 | =55 | =6
2023 | =1200 | =60 | =7
""")
    xlsx(path, {"Sheet1": rows})


@case("卡片两张.xls")
def two_cards(path: Path) -> None:
    """Two cards below each other."""
    rows = grid("""
企业基本情况表
企业名称 | {甲} | 信用代码 | {A}
法定代表人 | 示某 | 成立日期 | 2001-3-5
注册资本（万元） | =500 | 从业人员 |
.
企业基本情况表
企业名称 | {乙} | 信用代码 | {B}
法定代表人 | 示某甲 | 成立日期 | 2002-3-5
注册资本（万元） | =600 | 从业人员 |
""")
    xls(path, {"Sheet1": rows})


@case("转置单位列.xlsx")
def firms_across_with_units(path: Path) -> None:
    """Firms across, with a column of units."""
    rows = grid("""
2023年度重点企业研发情况
指标 | 计量单位 | {甲} | {乙}
统一社会信用代码 | — | {A} | {B}
研发费用合计 | 万元 | =100 | =200
研发人员 | 人 | =10 | =20
营业收入 | 万元 | =1000 | =3000
""")
    xlsx(path, {"Sheet1": rows})


@case("两种名单.xls")
def two_kinds_below(path: Path) -> None:
    """Two lists of different kinds, one below the other."""
    rows = grid("""
表一 2023年高新技术企业名单
序号 | 企业名称 | 信用代码 | 证书编号 | 发证时间
=1 | {甲} | {A} | GR202333100001 | 2023-12-08
=2 | {乙} | {B} | GR202333100002 | 2023-12-08
表二 2023年科技型中小企业入库名单
序号 | 企业名称 | 信用代码 | 入库登记编号 | 年度
=1 | {丙} | {C} | 202333020308000123 | 2023
=2 | {丁} | {D} | 202333020308000124 | 2023
""")
    xls(path, {"Sheet1": rows})
