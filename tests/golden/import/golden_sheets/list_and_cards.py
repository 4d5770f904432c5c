"""Lists and cards in one sheet, and headings that stand below their rows."""

from __future__ import annotations

from pathlib import Path

from golden_sheets.cases import case
from golden_sheets.grid import grid
from golden_sheets.write_xls import xls
from golden_sheets.write_xlsx import xlsx


@case("表头在尾.xlsx")
def headings_at_the_foot(path: Path) -> None:
    """Rows that stand over their heading: with codes, without, and below a title."""
    tabs = {
        "甲": grid("""
{甲} | {A} | =100 | =5
{乙} | {B} | =200 | =6
{丙} | {C} | =300 | 无
企业名称 | 信用代码 | 2023年研发费用（万元） | 2023年研发人员
"""),
        "乙": grid("""
2023年研发情况
{甲} | =1100 | =15
{乙} | =1200 | =16
企业名称 | 营业收入（万元） | 从业人员
填表人：示某
"""),
    }
    xlsx(path, tabs)


@case("表头在尾长.xls")
def a_heading_at_the_foot_of_a_long_list(path: Path) -> None:
    """More rows than a heading is looked for in, and the heading below them."""
    rows = "\n".join(f"{{@{n:02}}} | {{#{n:02}}} | 示例街道 | ={n + 10}" for n in range(1, 96))
    xls(path, {"名录": grid(rows + "\n企业名称 | 信用代码 | 所属街道 | 注册资本（万元）")})


@case("名单附卡.xls")
def a_list_and_cards(path: Path) -> None:
    """A list, cards of other firms below it, and another list below these."""
    rows = grid("""
2023年高企名单
企业名称 | 信用代码 | 证书编号
{甲} | {A} | GR202333100001
.
{乙} | {B} | GR202333100002
.
企业基本信息表
企业名称 | {丙} | 信用代码 | {C}
法定代表人 | 示某 | 注册资本（万元） | =500
所属街道 | 示例街道 | |
.
企业基本信息表
企业名称 | {丁} | 信用代码 | {D}
法定代表人 | 示某某 | 注册资本（万元） | 约600
.
2023年研发投入情况表
企业名称 | 信用代码 | 研发费用（万元） | 研发人员
{甲} | {A} | =100 | =5
{丁} | {D} | =300 | =7
合计 | | =400 | =12
""")
    xls(path, {"汇总": rows})


@case("名单与指标.xlsx")
def list_above_figures(path: Path) -> None:
    """A narrow list of firms above figures of two of them, each under its name, and the unit's."""
    rows = grid("""
企业名单
企业名称 | 信用代码
{甲} | {A}
{乙} | {B}
{丙} | {C}
.
2023年{甲}主要指标
指标 | 数值
营业收入（万元） | =12000
研发费用（万元） | =300
.
{乙}2023年度情况
指标名称 | 计量单位 | 数值
营业收入 | 万元 | =13000
从业人员 | 人 | =30
.
2023年全区指标
指标 | 数值
技术合同交易额（亿元） | =12
""")
    xlsx(path, {"名单": rows})


@case("名单与无主指标.xls")
def list_above_figures_of_nobody(path: Path) -> None:
    """A narrow list of firms above figures that name no firm: those are nobody's of the list."""
    tabs = {
        "两栏": grid("""
2023年重点企业
企业名称 | 信用代码
{甲} | {A}
{乙} | {B}
主要指标
指标名称 | 数值
营业收入 | =12
研发费用 | =300
利润总额 | =30
从业人员 | =30
"""),
    }
    xls(path, tabs)


@case("一行名单附卡.xlsx")
def one_firm_above_the_form_of_another(path: Path) -> None:
    """A list of one firm, and below it the form of another, or of the same."""
    names = "2023年企业名录\n企业名称 | 信用代码 | 法定代表人"
    head = f"{names}\n{{甲}} | {{A}} | 张某\n.\n"
    tabs = {
        "另一家": grid(
            head
            + "企业名称 | {乙}\n统一社会信用代码 | {B}\n法定代表人 | 李某\n营业收入（千元） | =120"
        ),
        "同一家": grid(
            f"{names}\n{{丙}} | {{C}} | 王某\n.\n"
            "企业名称 | {丙}\n统一社会信用代码 | {C}\n研发费用（千元） | =12\n营业收入（千元） | =130"
        ),
        "指标": grid(
            f"{names}\n{{丁}} | {{D}} | 赵某\n.\n"
            "{乙}主要指标\n指标 | 数值\n利润总额（千元） | =12\n上缴税费总额（千元） | =13"
        ),
    }
    xlsx(path, tabs)
