"""Periods of titles, rows, tabs and files, or of nothing at all."""

from __future__ import annotations

from pathlib import Path

from golden_sheets.cases import case
from golden_sheets.grid import grid
from golden_sheets.write_text import text
from golden_sheets.write_xls import xls
from golden_sheets.write_xlsx import xlsx


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


@case("标题期别.xlsx")
def periods_of_titles(path: Path) -> None:
    """Parts of a year in a title, in every way to say them; what has no period has none."""
    titles = """
2023年1—8月企业研发费用（千元）
2023年前8个月企业研发费用（千元）
2023年一至三季度企业研发费用（千元）
二〇二三年一至八月企业研发费用（千元）
2023.01-08企业研发费用（千元）
2023年4-6月企业研发费用（千元）
2023年下半年企业研发费用（千元）
2023年7-12月企业研发费用（千元）
截至2023年8月底企业研发费用（千元）
2023年三季度企业研发费用（千元）
2022年度至2023年度企业研发费用（千元）
2023年度企业研发费用（千元）（国统字〔2022〕100号）
"""
    lines = titles.strip("\n").splitlines()
    rows = "企业名称 | 信用代码 | 研发费用合计\n{{@{n:02}}} | {{#{n:02}}} | =100"
    tabs = {
        f"表{n:02}": grid(f"{title}\n{rows.format(n=n)}") for n, title in enumerate(lines, start=1)
    }
    xlsx(path, tabs)


@case("期别怪写.csv")
def odd_periods_in_rows(path: Path) -> None:
    """A column of periods as tax offices, banks and bureaux write them."""
    rows = grid("""
所属期 | 企业名称 | 信用代码 | 加计扣除额（元）
2023年前8个月 | {@01} | {#01} | 100000
2023年第一至三季度 | {@02} | {#02} | 100000
2023.1-6 | {@03} | {#03} | 100000
2023年4-6月 | {@04} | {#04} | 100000
2023年下半年 | {@05} | {#05} | 100000
2023年2月-4月 | {@06} | {#06} | 100000
202301-202309 | {@07} | {#07} | 100000
2023/1/1-2023/12/31 | {@08} | {#08} | 100000
2023年度 | {@09} | {#09} | 100000
2023Q2 | {@10} | {#10} | 100000
二季度2023 | {@11} | {#11} | 100000
2023-13 | {@12} | {#12} | 100000
去年 | {@13} | {#13} | 100000
2022年、2023年 | {@14} | {#14} | 100000
""")
    text(path, rows, encoding="gb18030")
