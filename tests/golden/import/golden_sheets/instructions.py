"""Tables among words: letters, instructions, translations, groups that name firms."""

from __future__ import annotations

from pathlib import Path

from golden_sheets.cases import case
from golden_sheets.grid import grid
from golden_sheets.write_xls import xls
from golden_sheets.write_xlsx import xlsx


@case("空行之间.xls")
def blank_rows_between(path: Path) -> None:
    """Blank rows between records, and a count of them for a sum."""
    rows = grid("""
企业名称 | 信用代码 | 成立日期
.
{甲} | {A} | 2001-1-1
.
.
{乙} | {B} | 2002-1-1
.
合计2家
""")
    xls(path, {"Sheet1": rows})


@case("右侧说明.xlsx")
def instructions_at_the_right(path: Path) -> None:
    """Instructions in a column beside the table."""
    rows = grid("""
企业名称 | 信用代码 | 研发费用（2023年，千元） |  | 填表说明
{甲} | {A} | =100 |  | 1.研发费用取自财务报表
{乙} | {B} | =200 |  | 2.单位为千元
 |  |  |  | 3.请于3月前报送
""")
    xlsx(path, {"Sheet1": rows})


@case("年月两列.xls")
def year_and_month_apart(path: Path) -> None:
    """Year and month in columns of their own."""
    rows = grid("""
企业名称 | 信用代码 | 年 | 月 | 营业收入（万元）
{甲} | {A} | =2024 | =1 | =100
{甲} | {A} | =2024 | =2 | =110
""")
    xls(path, {"Sheet1": rows})


@case("年季两列.xlsx")
def year_and_quarter_apart(path: Path) -> None:
    """Year and quarter in columns of their own, the quarter written in three ways or not at all."""
    rows = grid("""
企业名称 | 信用代码 | 年度 | 季度 | 营业收入（万元）
{甲} | {A} | 2024 | 一季度 | =100
{甲} | {A} | 2024 | =2 | =110
{甲} | {A} | 2023 | 1-3季度 | =110
{甲} | {A} | 2023 |  | =310
""")
    xlsx(path, {"Sheet1": rows})


@case("期别相左.xls")
def periods_that_contradict(path: Path) -> None:
    """Two columns of periods that say the same, contradict each other, or a part of the other."""
    rows = grid("""
企业名称 | 信用代码 | 年度 | 报告期 | 营业收入（万元）
{甲} | {A} | 2024 | 2024年 | =100
{甲} | {A} | 2023 | 2022年 | =110
{甲} | {A} | 2021 | 2021年1-6月 | =110
""")
    xls(path, {"Sheet1": rows})


@case("月份数字.xlsx")
def months_as_numbers(path: Path) -> None:
    """The month a bare number, the year in the title."""
    rows = grid("""
2024年营业收入
企业名称 | 信用代码 | 月份 | 营业收入（万元）
{甲} | {A} | =1 | =100
{甲} | {A} | 2月 | =110
""")
    xlsx(path, {"Sheet1": rows})


@case("分组编号.xls")
def groups_numbered_anew(path: Path) -> None:
    """Groups that are numbered anew each."""
    rows = grid("""
2023年名单
序号 | 企业名称 | 信用代码 | 备注
（一）新认定
=1 | {甲} | {A}
=2 | {乙} | {B}
（二）重新认定
=1 | {丙} | {C}
""")
    xls(path, {"Sheet1": rows})


@case("中英表头.xlsx")
def headings_in_two_languages(path: Path) -> None:
    """Headings with their English behind them."""
    rows = grid("""
企业名称⏎Company Name | 统一社会信用代码⏎USCC | 研发费用（万元）⏎R&D Expenditure | 年度⏎Year
{甲} | {A} | =100 | 2023
""")
    xlsx(path, {"Sheet1": rows})


@case("冒号表头.xls")
def headings_with_colons(path: Path) -> None:
    """Headings that end in a colon, over rows."""
    rows = grid("""
企业名称： | 信用代码： | 注册资本(万元)： | 成立日期：
{甲} | {A} | =500 | 2001/3/5
{乙} | {B} | =600 | 2002/3/5
""")
    xls(path, {"Sheet1": rows})


@case("填写要求.xlsx")
def instructions_below_headings(path: Path) -> None:
    """How to fill in, in brackets below each heading."""
    rows = grid("""
企业名称 | 统一社会信用代码 | 成立日期 | 注册资本
（与营业执照一致） | （18位） | （格式：2024-01-01） | （万元）
{甲} | {A} | 2001-3-5 | =500
{乙} | {B} | 2002-3-5 | =600
""")
    xlsx(path, {"Sheet1": rows})


@case("必填行.xls")
def required_above_headings(path: Path) -> None:
    """What is required, above each heading."""
    rows = grid("""
必填 | 必填 | 选填 | 选填
企业名称 | 统一社会信用代码 | 成立日期 | 注册资本（万元）
{甲} | {A} | 2001-3-5 | =500
{乙} | {B} | 2002-3-5 | =600
""")
    xls(path, {"Sheet1": rows})


@case("信中之表.xlsx")
def table_in_a_letter(path: Path) -> None:
    """A table in a letter, with sender and day below it."""
    rows = grid("""
各有关企业：
根据工作安排，现将2023年度研发投入情况公布如下，请核对，如有异议请于3日内反馈。
企业名称 | 统一社会信用代码 | 研发费用（万元）
{甲} | {A} | =100
{乙} | {B} | =200
海曙区科技局
2024年3月5日
""")
    xlsx(path, {"Sheet1": rows})


@case("企业作标题.xlsx")
def firms_as_titles(path: Path) -> None:
    """Patents and years of firms, each firm in a line above the heading that comes again."""
    tabs = {
        "名录": grid("""
企业名称 | 信用代码
{甲} | {A}
{乙} | {B}
"""),
        "专利": grid("""
2023年授权发明专利清单
{甲}（2件）
序号 | 专利名称 | 专利号 | 授权日
1 | 一种示例装置 | 201710601862.3 | 2023.5.6
2 | 一种示例方法 | 201310699744.2 | 2023.6.7
{乙}（1件）
序号 | 专利名称 | 专利号 | 授权日
1 | 一种示例系统 | 202110100001.3 | 2023.7.8
"""),
        "研发": grid("""
{甲}
年度 | 研发费用（万元） | 研发人员
2022年 | =100 | =10
2023年 | =110 | =11
{乙}
年度 | 研发费用（万元） | 研发人员
2022年 | =200 | =20
2023年 | =210 | =21
"""),
        "逐年": grid("""
2020年度海曙区企业研发费用情况表（万元）
企业名称 | 信用代码 | 研发费用
{甲} | {A} | =100
2021年度海曙区企业研发费用情况表（万元）
{甲} | {A} | =110
"""),
    }
    xlsx(path, tabs)
