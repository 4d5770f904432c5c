"""Tables with what is measured down the side, and years, firms or places across."""

from __future__ import annotations

from pathlib import Path

from golden_sheets.cases import case
from golden_sheets.grid import grid
from golden_sheets.write_marked import xml_2003
from golden_sheets.write_ods import ods
from golden_sheets.write_xls import xls
from golden_sheets.write_xlsx import xlsx

_REGISTER = "企业名录\n企业名称 | 信用代码\n{甲} | {A}\n{乙} | {B}"


@case("指标年份.xlsx")
def figures_by_year(path: Path) -> None:
    """Nothing but 指标 and years in the heading; the units stand behind the names."""
    rows = grid("""
海曙区主要科技指标
指标 | 2021年 | 2022年 | 2023年
技术合同交易额（亿元） | =12 | =13 | =14.5
年度发明专利授权量（件） | =300 | =200 | —
全社会用电量（亿千瓦时） | =1 | =2 | =3
""")
    xlsx(path, {"指标": rows})


@case("数字年份.xls")
def years_that_are_numbers(path: Path) -> None:
    """A firm's figures under years that are numbers, the firm in the title."""
    tabs = {
        "名录": grid(_REGISTER),
        "指标": grid("""
宁波示例甲有限公司主要指标（单位：万元）
指标名称 | =2021 | =2022 | =2023
营业收入 | =1000 | =1100 | =1200
研发费用 | =50 | | =60
从业人员期末人数（人） | =20 | =21 | =22
"""),
    }
    xls(path, tabs)


@case("两企指标.xls")
def firms_below_each_other(path: Path) -> None:
    """Years across and figures down for one firm after the other, each under its name."""
    tabs = {
        "名录": grid(_REGISTER),
        "指标": grid("""
{甲}
指标 | 2022年 | 2023年
营业收入（万元） | =1200 | =1300
研发费用（万元） | =30 | =20
.
{乙}
指标 | 2022年 | 2023年
营业收入（万元） | =1120 | =1130
研发费用（万元） | =13 | =12
"""),
    }
    xml_2003(path, tabs)


@case("区县指标.ods")
def figures_by_district(path: Path) -> None:
    """Figures of all districts side by side: those of the own one are taken."""
    rows = grid("""
2023年各区县主要科技指标
指标 | 计量单位 | 全市 | 海曙区 | 江北区 | 鄞州区
技术合同交易额 | 亿元 | =39 | =12 | =13 | =14
年度发明专利授权量 | 件 | =900 | =300 | =200 | =400
""")
    ods(path, {"指标": rows})


@case("企业年份两层.xlsx")
def firms_over_years(path: Path) -> None:
    """Firms across, each over its years."""
    rows = grid("""
重点企业指标对比（万元）
指标 | {甲} | < | {乙} | <
^ | 2022年 | 2023年 | 2022年 | 2023年
营业收入 | =1000 | =1100 | =2000 | =2100
研发费用 | =50 | =55 | =60 | =65
""")
    xlsx(path, {"名录": grid(_REGISTER), "对比": rows})
