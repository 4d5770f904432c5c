"""Where the period of a figure stands: over columns, in rows, on tabs, in names, or nowhere."""

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


@case("期别列.csv")
def periods_in_rows(path: Path) -> None:
    """A column that says the period of each row, in every way, and once not at all."""
    rows = grid("""
报告期,企业名称,统一社会信用代码,营业收入（千元）,从业人员期末人数
2023年,{甲},{A},1000,100
2024年1-6月,{甲},{A},510,101
2024年上半年,{乙},{B},200,20
2024年第三季度,{乙},{B},90,21
2024Q4,{乙},{B},95,21
2024年前三季度,{丙},{C},300,30
202409,{丁},{D},40,10
2024年9月,{戊},{E},41,11
2024年1-9月累计,{戊},{E},300,11
2024年9月累计,{己},{F},310,12
,{己},{F},20,12
见附件,{己},{F},20,12
2024-09,{庚},{G},42,13
二〇二四年,{庚},{G},500,13
""".replace(",", " | "))  # fmt: skip
    text(path, rows, encoding="utf-8-sig")


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


@case("无期别.xlsx")
def no_period(path: Path) -> None:
    """Figures that do not say of when: refused, and the firms with them."""
    rows = grid("""
企业研发费用统计表
企业名称 | 信用代码 | 研发费用合计（千元）
{甲} | {A} | =100
{乙} | {B} | =200
""")
    xlsx(path, {"研发": rows})


@case("由人定期.xlsx")
def period_told(path: Path) -> None:
    """The same, with the period that a person gives."""
    no_period(path)


@case("2023年度研发.xls")
def period_of_the_file(path: Path) -> None:
    """Only the name of the file says the year."""
    rows = grid("""
企业研发费用统计表
企业名称 | 信用代码 | 研发费用合计（千元）
{甲} | {A} | =100
{乙} | {B}
""")
    xls(path, {"Sheet1": rows})


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


@case("跨年标题.xlsx")
def two_years_above(path: Path) -> None:
    """A title of two years, rows that name theirs, and a document of another year."""
    rows = grid("""
2022-2023年度企业加计扣除情况（依据国科发〔2021〕12号）
企业名称 | 信用代码 | 年份 | 加计扣除额（万元）
{甲} | {A} | =2022 | =80
{甲} | {A} | =2023 | =95.5
{乙} | {B} | 2023年度 | =12
{乙} | {B} | | =11
""")
    xlsx(path, {"明细": rows})


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
