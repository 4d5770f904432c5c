"""Periods that stand over columns: years, quarters, months, to date and the year before."""

from __future__ import annotations

from pathlib import Path

from golden_sheets.cases import case
from golden_sheets.grid import grid
from golden_sheets.write_text import text
from golden_sheets.write_xls import xls
from golden_sheets.write_xlsx import xlsx


@case("月累计.xlsx")
def months_to_date(path: Path) -> None:
    """Sums from January on, as the district's R&D reports are cut, beside those of last year."""
    rows = grid("""
2024年规上工业企业研发费用统计表（万元）
企业名称 | 统一社会信用代码 | 研发费用合计 | < | < | <
^ | ^ | 1-2月 | 1-5月 | 1-8月 | 1-11月
{甲} | {A} | =10 | =30.5 | =55 | =90
{乙} | {B} | =5 | =4 | =— | 无
""".replace("=—", "—"))  # fmt: skip
    xlsx(path, {"2024": rows})


@case("季度半年.xls")
def quarters_and_halves(path: Path) -> None:
    """A quarter alone, a half year, three quarters and the whole year."""
    rows = grid("""
2023年企业营业收入（单位：千元）
企业名称 | 信用代码 | 营业收入 | < | < | < | <
^ | ^ | 一季度 | 上半年 | 三季度 | 前三季度 | 全年
{甲} | {A} | =100 | =210 | =90 | =300 | =420
{乙} | {B} | =50 | =110 | =60 | =170 | =230
""")
    xls(path, {"收入": rows})


@case("年份为列.xlsx")
def years_alone(path: Path) -> None:
    """The title names the figure, the columns only years."""
    rows = grid("""
海曙区规上企业研发费用（单位：万元）
序号 | 企业名称 | 统一社会信用代码 | 2021年 | 2022年 | 2023年
=1 | {甲} | {A} | =100 | =110 | =120.5
=2 | {乙} | {B} | =50 | — | =60
合计 | | | =150 | =110 | =180.5
""")
    xlsx(path, {"研发费用": rows})


@case("本年上年.xlsx")
def this_year_and_last(path: Path) -> None:
    """Figures beside those of the year before and their growth."""
    rows = grid("""
2024年1-6月企业主要指标（千元）
企业名称 | 信用代码 | 营业收入 | < | < | 利润总额 | <
^ | ^ | 本年累计 | 上年同期 | 同比增长（%） | 本年累计 | 上年同期
{甲} | {A} | =110 | =100 | =10 | =12 | =10
{乙} | {B} | =220 | =200 | =10 | =-2 | =5
""")
    xlsx(path, {"指标": rows})


@case("金额增长.xlsx")
def amounts_and_growth(path: Path) -> None:
    """Group names that are not merged, over amounts with their unit and over growth."""
    rows = grid("""
企业名称 | 统一社会信用代码 | 营业收入 |  | 研发费用 |
 |  | 金额（万元） | 增长（%） | 金额（万元） | 增长（%）
{甲} | {A} | =100 | =5 | =10 | =3
{乙} | {B} | =50 | =8 | =4 | =-4
""")
    xlsx(path, {"2023年": rows})


@case("本月累计.xls")
def this_month_and_to_date(path: Path) -> None:
    """A month and the year to it, beside those of the year before."""
    rows = grid("""
海曙区2023年9月规上工业企业研发费用（千元）
企业名称 | 信用代码 | 2023年9月 | < | 2022年9月 | <
^ | ^ | 本月 | 累计 | 本月 | 累计
{甲} | {A} | =10 | =100 | =9 | =90
{乙} | {B} | =20 | =200 | =19 | =190
""")
    xls(path, {"9月": rows})


@case("本季累计.xlsx")
def this_quarter_and_to_date(path: Path) -> None:
    """A quarter alone and the year to its end; within a quarter, which one is not said."""
    heading = """
企业名称 | 信用代码 | 研发费用 | < | 上年研发费用 | <
^ | ^ | 本季 | 本年累计 | 上年同季 | 上年同期累计
{甲} | {A} | =30 | =90 | =20 | =70
"""
    xlsx(
        path,
        {
            "三季度": grid(f"2023年三季度企业研发投入（万元）{heading}"),
            "8月": grid(f"2023年8月企业研发投入（万元）{heading}"),
        },
    )


@case("邻列同期.csv")
def last_year_beside_its_figure(path: Path) -> None:
    """去年同期 where no title names a figure is that of the figure right before it alone."""
    rows = grid("""
2023年上半年企业经济指标
企业名称 | 信用代码 | 营业收入（万元） | 去年同期 | 利润总额（万元） | 增长 | 去年同期
{甲} | {A} | 30 | 20 | 7 | 5% | 6
""")
    text(path, rows)


@case("增长佐证.xlsx")
def last_year_behind_growth(path: Path) -> None:
    """去年同期 behind 增长 is the figure's where it grew as is said, and asked about elsewhere."""
    heading = "企业名称 | 信用代码 | 营业收入（千元） | 同比增长% | 去年同期"
    tabs = {
        "相符": grid(f"""
2023年企业情况
{heading}
{{甲}} | {{A}} | =1200 | =9.1 | =1100
{{乙}} | {{B}} | 1,300 | 8.3% | =1200
"""),
        "增幅": grid(f"""
2023年企业情况
{heading}
{{甲}} | {{A}} | =1200 | =9.1 | =5.5
{{乙}} | {{B}} | =1300 | =8.3 | =4.1
"""),
    }
    xlsx(path, tabs)


@case("未合并年份.xlsx")
def years_that_are_not_merged(path: Path) -> None:
    """Months over their columns, centred by hand: the cells beside them are blank."""
    rows = grid("""
海曙区2023年12月规上工业企业研发费用（千元）
 | | 2023年12月 | | 2022年12月 |
企业名称 | 信用代码 | 本月 | 累计 | 本月 | 累计
{甲} | {A} | =10 | =100 | =9 | =90
{乙} | {B} | =20 | =200 | =19 | =190
""")
    xlsx(path, {"12月": rows})


@case("去年同期.xls")
def same_time_last_year(path: Path) -> None:
    """The period within the heading, and beside it what is only called last year's."""
    rows = grid("""
2024年1-5月规上服务业企业研发费用监测
企业名称 | 信用代码 | 1-5月研发费用（千元） | 去年同期（千元） | 增速
{甲} | {A} | =300 | =280 | 7.1%
{乙} | {B} | =50 | — | —
""")
    xls(path, {"监测": rows})


@case("一列无年.xlsx")
def one_column_without_a_year(path: Path) -> None:
    """Every figure names 2023 but one, which can only be of that year, and is asked about."""
    rows = grid("""
序号 | 企业名称 | 营业执照号 | 注册资金（万元） | 研发人员数 | 2023研发经费（万元） | 2023主营业务收入（万元） | 研发占比
=1 | {甲} | {A} | 1000 | =25 | =300 | =5000 | =0.06
=2 | {乙} | {B} | 500万 | 12人 | 约40 | =800 | 5%
""")
    xlsx(path, {"Sheet1": rows})


@case("附表三年.xls")
def three_years_of_two_figures(path: Path) -> None:
    """Bare years below two figures, a range of years in the title, the unit at the far right."""
    rows = grid("""
附表1
2021-2023年海曙区规上工业企业研发投入情况表 | < | < | < | < | < | < | < | <
 | | | | | | | | 单位：万元
序号 | 企业名称 | 统一社会信用代码 | 营业收入 | < | < | 研发费用 | < | <
^ | ^ | ^ | =2021 | =2022 | =2023 | =2021 | =2022 | =2023
=1 | {甲} | {A} | =1000 | =1100 | =1200 | =50 | =55 | =60
=2 | {乙} | {B} | =500 | =450 | =480 | =20 | =0 |
=3 | {丙} | {C} | | | =80 | | | =4
合计 | < | < | =1500 | =1550 | =1760 | =70 | =55 | =64
""")
    xls(path, {"表一": rows})


@case("按年续行.xlsx")
def years_below_each_other(path: Path) -> None:
    """A firm named once, and its years in the rows below it."""
    rows = grid("""
企业名称 | 信用代码 | 年度 | 营业收入（万元） | 研发费用（万元） | 从业人员
{甲} | {A} | =2021 | =1000 | =50 | =30
 | | =2022 | =1100 | =55 | =31
 | | =2023 | =1200 | =60 | =33
{乙} | {B} | =2021 | =10 | =5 | =3
 | | 2022年 | =11 | — | =3
""")
    xlsx(path, {"按年": rows})


@case("季度列.csv")
def quarters_as_columns(path: Path) -> None:
    """Four quarters and their sum, of which the title says what they are."""
    rows = grid("""
2023年企业营业收入（万元）
企业名称 | 信用代码 | Q1 | Q2 | Q3 | Q4 | 合计
{甲} | {A} | 100 | 110 | 90 | 120 | 420
{乙} | {B} | 10 | 20 | 15 | 40 | 85
""")
    text(path, rows, encoding="gb18030")
