"""Sheets that are easily taken for something that they do not say."""

from __future__ import annotations

from pathlib import Path

from golden_sheets.cases import case
from golden_sheets.grid import grid
from golden_sheets.write_text import text
from golden_sheets.write_xls import xls
from golden_sheets.write_xlsx import xlsx

_TITLES = {
    "一": "2023H1企业研发情况（万元）",
    "二": "2023年Ⅲ季度企业研发情况（万元）",
    "三": "2023年一季度至三季度企业研发情况（万元）",
    "四": "2023年元-9月企业研发情况（万元）",
    "五": "截至2023年9月30日企业研发情况（万元）",
    "六": "2023年1月1日至6月30日企业研发情况（万元）",
    "七": "2023年半年度企业研发情况（万元）",
    "八": "2023年1、2月企业研发情况（万元）",
    "九": "2023年13月企业研发情况（万元）",
    "十": "2023H2企业研发情况（万元）",
    "甲": "2023年8大指标企业研发情况（万元）",
    "乙": "2023年首季企业研发情况（万元）",
}


@case("期别写法.xlsx")
def spellings_of_periods(path: Path) -> None:
    """A part of a year in the title of each tab, in spellings that are not quite usual."""
    rows = "企业名称 | 信用代码 | 研发费用\n{甲} | {A} | =120"
    xlsx(path, {tab: grid(f"{title}\n{rows}") for tab, title in _TITLES.items()})


@case("季度不降.xls")
def quarters_that_never_fall(path: Path) -> None:
    """Four quarters that grow and grow, and four beside their year that do so rightly."""
    head = "企业名称 | 信用代码 | 一季度 | 二季度 | 三季度 | 四季度"
    doubtful = grid(f"""
2023年企业研发费用（万元）
{head}
{{甲}} | {{A}} | =100 | =220 | =330 | =450
{{乙}} | {{B}} | =40  | =40  | =75  | =110
{{丙}} | {{C}} |      | =30  | =60  | =90
""")
    sure = grid(f"""
2022年企业研发费用（万元）
{head} | 全年
{{甲}} | {{A}} | =100 | =120 | =130 | =150 | =500
{{乙}} | {{B}} | =40  | =40  | =50  | =60  | =190
""")
    xls(path, {"2023": doubtful, "2022": sure})


@case("约数与负数.csv")
def rough_and_negative_counts(path: Path) -> None:
    """Heads that are said roughly, and what is less than nothing."""
    rows = grid("""
2023年度企业研发情况（单位：万元）
企业名称 | 信用代码 | 研发人员 | 研发费用
{@01} | {#01} | 近百人   | 1200
{@02} | {#02} | 上千人   | 12000
{@03} | {#03} | 百余人   | 1200
{@04} | {#04} | 几十人   | 1200
{@05} | {#05} | 30？     | 600
{@06} | {#06} | -5       | 600
{@07} | {#07} | 12       | (1,200)
{@08} | {#08} | 一百二   | 一千二
{@09} | {#09} | 大于30   | 1200,1300
{@10} | {#10} | 20       | 壹佰贰拾万元伍角
{@11} | {#11} | 20       | 80万元港币
""")
    text(path, rows, encoding="gb18030")


@case("差十倍.xlsx")
def ten_times_too_much(path: Path) -> None:
    """A first import whose pay and research come to ten times too little or too much by head."""
    pay = grid("""
2023年企业工资情况（单位：千元）
企业名称 | 信用代码 | 从业人员期末人数 | 应付职工薪酬
{甲} | {A} | =30 | =360
{乙} | {B} | =12 | =145
{丙} | {C} | =80 | =900
""")
    research = grid("""
2022年企业研发情况（单位：万元）
企业名称 | 信用代码 | 研发人员 | 研发费用
{甲} | {A} | =30 | =12000
{乙} | {B} | =12 | =9000
{丙} | {C} | =8  | =3500
""")
    fair = grid("""
2021年企业研发情况（单位：万元）
企业名称 | 信用代码 | 研发人员 | 研发费用
{甲} | {A} | =30 | =1200
{乙} | {B} | =12 | =900
{丙} | {C} | =8  | =350
""")
    xlsx(path, {"工资": pay, "研发": research, "正常": fair})


@case("本月无月.xlsx")
def months_of_no_month(path: Path) -> None:
    """本月 and 累计 where only the year is said, and the year before beside this one."""
    open_ = grid("""
2023年企业主要指标（万元）
企业名称 | 信用代码 | 营业收入 | <
^ | ^ | 本月 | 累计
{甲} | {A} | =100 | =900
""")
    before = grid("""
2022年企业研发情况（万元）
企业名称 | 信用代码 | 研发费用 | 上年研发费用
{甲} | {A} | =120 | =90
""")
    bare = grid("""
企业主要指标（万元）
企业名称 | 信用代码 | 2020年 | 2021年
{甲} | {A} | 1,000 | 约2000
""")
    xlsx(path, {"指标": open_, "研发": before, "光年份": bare})


@case("遮住的号码.xlsx")
def hidden_numbers(path: Path) -> None:
    """Telephones and codes of which a part is hidden, and an example that hides its code."""
    rows = grid("""
科技企业名录
企业名称 | 信用代码 | 联系电话 | 是否规上
{甲} | {A} | 138****1234 | 规上
{乙} |  | 138****1234 | 非规上
{丙} | 91330203****T36H |  | （√）
某某 | **** | 138****1234 | 是
XX公司 | 91330203XXXXXXXXXX |  | 否
""")
    xlsx(path, {"名录": rows})
