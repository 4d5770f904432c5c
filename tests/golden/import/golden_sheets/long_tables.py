"""Tables with a line for each figure, as a database gives them: firm, year, what, how much."""

from __future__ import annotations

from pathlib import Path

from golden_sheets.cases import case
from golden_sheets.grid import grid
from golden_sheets.write_marked import html
from golden_sheets.write_text import text
from golden_sheets.write_xls import xls
from golden_sheets.write_xlsx import xlsx


@case("长表.xlsx")
def a_line_a_figure(path: Path) -> None:
    """A unit and a year in each line, a figure twice, one that is not known, one without a name."""
    rows = grid("""
海曙区企业指标明细
序号 | 企业名称 | 统一社会信用代码 | 年份 | 指标名称 | 计量单位 | 数值
=1 | {甲} | {A} | =2022 | 研发费用合计 | 万元 | =100
=2 | {甲} | {A} | =2022 | 研发人员 | 人 | =10
=3 | {甲} | {A} | =2023 | 研发费用合计 | 千元 | =1200
=4 | {甲} | {A} | 2023年 | 研发人员 | 人 | 12人
=5 | {乙} | {B} | =2023 | 研发费用合计 | 万元 | =200
=6 | {乙} | {B} | =2023 | 研发费用合计 | 万元 | =250
=7 | {乙} | {B} | =2023 | 绿化面积 | 平方米 | =5000
=8 | {乙} | {B} | =2023 | 研发人员 | 人 | 无
=9 | {乙} | {B} | =2023 | | 万元 | =77
=10 | {乙} | {B} | =2023 | 其中：人员人工费用 | 万元 | 约80
=11 | {甲} | {A} | =2022 | 研发人员 | 人 | =10
合计 | | | | | |
注：本表为示例
""")
    xlsx(path, {"明细": rows})


@case("长表多年.xls")
def a_line_a_figure_and_years_across(path: Path) -> None:
    """Firms merged down over their figures, a unit in each line, a column a year."""
    rows = grid("""
企业主要指标 | < | < | < | < | < | <
企业名称 | 信用代码 | 指标 | 单位 | 2021年 | 2022年 | 2023年
{甲} | {A} | 营业收入 | 万元 | =1000 | =1100 | =1200
^ | ^ | 研发费用 | 万元 | =50 | =55 | =60
^ | ^ | 期末从业人员 | 人 | =20 | =21 | =22
{乙} | {B} | 营业收入 | 亿元 | =0.15 | | =0.17
^ | ^ | 研发费用 | 万元 | =10 | =11 | —
^ | ^ | 同比增长 | % | =10 | =11 | =12
""")
    xls(path, {"指标": rows})


@case("长表导出.csv")
def an_export_in_long_form(path: Path) -> None:
    """Quarters in the lines, the unit in the heading of the values, no title, columns in disorder."""
    rows = grid("""
指标值（万元） | 项目 | 期间 | 单位名称
100 | 研发费用 | 2023年一季度 | {甲}
12 | 研发人员 | 2023年一季度 | {甲}
"1,250" | 研发费用 | 2023年二季度 | {甲}
90 | 研发费用 | 2023年三季度 | {甲}
30千元 | 研发费用 | 2023年一季度 | 宁波查无此名有限公司
""")
    names = grid("企业名称 | 信用代码\n{甲} | {A}")
    text(path, rows, encoding="gb18030")
    text(path.with_name("1名录.csv"), names, encoding="gb18030")


@case("长表网页.xls")
def a_web_page_in_long_form(path: Path) -> None:
    """The firm named once above its figures, the year in the title."""
    rows = grid("""
2023年规上企业研发指标（单位：千元） | < | < | <
企业名称 | 信用代码 | 指标 | 金额
{甲} | {A} | 研发费用合计 | =1000
 | | 其中：人员人工费用 | =400
 | | 当年专利申请数 | =3
{乙} | {B} | 研发费用合计 | =500
 | | 当年专利申请数 | 3.5
小计 | | | =1904.5
""")
    html(path, {"研发": rows})


@case("长表一企.xlsx")
def the_long_form_of_one_firm(path: Path) -> None:
    """A tab a firm, which the title names; the years stand in the lines."""
    line = "宁波示例{}有限公司主要指标\n年度 | 指标名称 | 数值 | 单位\n"
    tabs = {
        "甲": grid(
            line.format("甲")
            + "=2022 | 营业收入 | =1000 | 万元\n=2022 | 研发费用 | =50 | 万元\n"
            + "=2023 | 营业收入 | =1200 | 万元\n=2023 | 研发费用 | =66 | 万元"
        ),
        "名录": grid("企业名录\n企业名称 | 信用代码\n{甲} | {A}"),
    }
    xlsx(path, tabs)
