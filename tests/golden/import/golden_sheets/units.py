"""Units in every place, and units that cannot be."""

from __future__ import annotations

from pathlib import Path

from golden_sheets.cases import case
from golden_sheets.grid import grid
from golden_sheets.write_xls import xls
from golden_sheets.write_xlsx import xlsx


@case("单位各处.xlsx")
def units_everywhere(path: Path) -> None:
    """The unit in the title, over a group, in a heading, and nowhere."""
    tabs = {
        "标题": grid("""
2023年度研发费用表（单位：万元）
企业名称 | 信用代码 | 研发费用合计
{甲} | {A} | =10
"""),
        "右上": grid("""
2023年度研发费用表
填报单位：海曙区 | | 金额单位：人民币万元
企业名称 | 信用代码 | 研发费用合计
{乙} | {B} | =10
"""),
        "组上": grid("""
2023年度研发费用表
企业名称 | 信用代码 | 研发费用（万元） | <
^ | ^ | 合计 | 人员人工费用
{丙} | {C} | =10 | =5
"""),
        "表头": grid("""
2023年度研发费用表（单位：元）
企业名称 | 信用代码 | 研发费用合计/万元 | 人员人工费用[千元] | 直接投入费用
{丁} | {D} | =10 | =5 | =70000
"""),
        "没有": grid("""
2023年度研发费用表
企业名称 | 信用代码 | 研发费用合计
{己} | {F} | =10
"""),
        "两种": grid("""
2023年度研发情况表（金额单位：万元、面积单位：平方米）
企业名称 | 信用代码 | 研发费用合计 | 其中：委托外部研究开发费用（元）
{庚} | {G} | =10 | =50000
"""),
    }
    xlsx(path, tabs)


@case("外币.xls")
def foreign_money(path: Path) -> None:
    """Dollars in a heading, in cells and in the title are not converted."""
    rows = grid("""
外商投资企业情况（2023年）
企业名称 | 信用代码 | 注册资本（万美元） | 营业收入（万元） | 出口总额
{甲} | {A} | =100 | =5000 | 300万美元
{乙} | {B} | =50 | =800 | 1,000千元
{丙} | {C} | | $500 | —
""")
    xls(path, {"外资": rows})


@case("比例.xlsx")
def shares(path: Path) -> None:
    """Percentages with and without their sign, and as shares of one."""
    rows = grid("""
2023年研发费用加计扣除台账（元）
企业名称 | 信用代码 | 加计扣除额 | 加计扣除比例（%）
{甲} | {A} | =1000 | =100
{乙} | {B} | =2000 | 75%
{丙} | {C} | =3000 | １００％
{丁} | {D} | =4000 | 百分之七十五
{戊} | {E} | =5000 | 无
""")
    xlsx(path, {"台账": rows})


@case("标题单位.xlsx")
def units_of_titles(path: Path) -> None:
    """The unit in the line above the heading, in every way to say it."""
    lines = """
单位：万元、%
单位:人、万元
单位：家、个、万元
金额：万元
单位：元　币种：人民币
计量单位：万元（保留两位小数）
单位：千元（不保留小数）
单位：人民币千元
单位/万元
金额单位为万元，人数单位为人
单位：百万元
单位:RMB万元
本表金额以千元为单位
除特别注明外，金额均以人民币万元计
填报单位：海曙区科技局　　单位：万元
2023年研发费用情况（单位：人）
单位：海曙区科技局
单位：万美元
"""
    tabs = {
        f"表{n:02}": grid(
            f"2023年研发情况\n{line}\n企业名称 | 信用代码 | 研发费用合计\n{{@{n:02}}} | {{#{n:02}}} | =100"
        )
        for n, line in enumerate(lines.strip("\n").splitlines(), start=1)
    }
    xlsx(path, tabs)


@case("表头括号.xlsx")
def brackets_of_headings(path: Path) -> None:
    """What stands in brackets behind a heading: a unit, a year, nothing of weight, or all of it."""
    headings = """
研发费用（万元，保留两位小数）
研发费用（万元/年）
研发费用（不含税，万元）
研发费用（2022年，万元）
研发费用（上年，万元）
研发费用（预计，万元）
研发费用（近三年合计，万元）
研发费用（单位：人民币万元）
研发费用_2022_万元
23年研发费用（万元）
研发费用（2023年1-6月）（千元）
研发费用（必填）（千元）
计划研发费用（千元）
研发费用增长（%）
"""
    tabs = {
        f"表{n:02}": grid(
            f"2023年研发情况\n企业名称 | 信用代码 | {heading}\n{{@{n:02}}} | {{#{n:02}}} | =100"
        )
        for n, heading in enumerate(headings.strip("\n").splitlines(), start=1)
    }
    xlsx(path, tabs)


@case("表下单位.xlsx")
def unit_below(path: Path) -> None:
    """The unit stands in a note below the rows."""
    rows = grid("""
2023年度研发费用表
企业名称 | 信用代码 | 研发费用合计
{戊} | {E} | =10
注：金额单位为万元。
""")
    xlsx(path, {"表下": rows})
