"""Tables beside or below what is no part of them, and units in columns called like names."""

from __future__ import annotations

from pathlib import Path

from golden_sheets.cases import case
from golden_sheets.grid import grid
from golden_sheets.write_xls import xls
from golden_sheets.write_xlsx import xlsx


@case("表头在下.xlsx")
def heading_below_its_rows(path: Path) -> None:
    """The only heading stands below the rows."""
    rows = grid("""
{甲} | {A} | 2001-3-5
{乙} | {B} | 2002-3-5
企业名称 | 信用代码 | 成立日期
""")
    xlsx(path, {"Sheet1": rows})


@case("陌生表头.xls")
def unknown_heading_first(path: Path) -> None:
    """A firm under headings that say nothing, above a heading that is known."""
    rows = grid("""
单位基本信息 | 金额
{甲} | =100
企业名称 | 信用代码 | 2023年研发费用（万元）
{乙} | {B} | =200
""")
    xls(path, {"Sheet1": rows})


@case("右侧家数.xlsx")
def counts_at_the_right(path: Path) -> None:
    """Firms counted by industry beside the list, without a sum."""
    rows = grid("""
2023年研发（万元）
企业名称 | 信用代码 | 研发费用 |  | 行业 | 家数
{甲} | {A} | =100 |  | 制造业 | =2
{乙} | {B} | =200 |  | 软件业 | =1
{丙} | {C} | =300
""")
    xlsx(path, {"Sheet1": rows})


@case("收入不明.xls")
def figure_that_is_not_known(path: Path) -> None:
    """Years over figures of which one may be several."""
    rows = grid("""
企业名称 | 信用代码 | 2022年 | < | 2023年 | < | 备注
^ | ^ | 收入 | 研发费用 | 收入 | 研发费用 | ^
{甲} | {A} | =1000 | =50 | =1100 | =55 | 万元
""")
    xls(path, {"Sheet1": rows})


@case("母公司.xlsx")
def the_parent_beside(path: Path) -> None:
    """A firm's parent, with its code, beside it."""
    rows = grid("""
企业名称 | 信用代码 | 母公司名称 | 母公司信用代码 | 成立日期
{甲} | {A} | {乙} | {B} | 2001-3-5
""")
    xlsx(path, {"Sheet1": rows})


@case("负数写法.xls")
def negative_amounts(path: Path) -> None:
    """Losses in brackets and with a sign."""
    rows = grid("""
企业名称 | 信用代码 | 2023年利润总额（万元） | 2023年营业收入（万元）
{甲} | {A} | (120.5) | 1,000.00
{乙} | {B} | -35 | 2，000
""")
    xls(path, {"Sheet1": rows})


@case("两年标题.xlsx")
def title_of_two_years(path: Path) -> None:
    """A title of two years says of neither."""
    rows = grid("""
2023-2024年度企业研发费用（万元）
企业名称 | 信用代码 | 研发费用
{甲} | {A} | =100
""")
    xlsx(path, {"Sheet1": rows})


@case("单位末列.xls")
def units_in_the_last_column(path: Path) -> None:
    """The unit of each row in a column called 单位."""
    rows = grid("""
企业名称 | 信用代码 | 2023年营业收入 | 2023年研发费用 | 单位
{甲} | {A} | =1000 | =100 | 万元
{乙} | {B} | =20000 | =1000 | 千元
""")
    xls(path, {"Sheet1": rows})


@case("一企两页.xlsx")
def firm_on_two_pages(path: Path) -> None:
    """A firm whose row is finished on the next page."""
    rows = grid("""
企业名称 | 信用代码 | 成立日期 | 注册资本（万元）
{甲} | {A} |  |
第1页
企业名称 | 信用代码 | 成立日期 | 注册资本（万元）
{甲} | {A} | 2001-3-5 | =500
""")
    xlsx(path, {"Sheet1": rows})


@case("表头换年.xls")
def heading_of_another_year(path: Path) -> None:
    """The heading again, its figure of another year."""
    rows = grid("""
企业名称 | 信用代码 | 2022年研发费用（万元）
{甲} | {A} | =100
企业名称 | 信用代码 | 2023年研发费用（万元）
{甲} | {A} | =110
""")
    xls(path, {"Sheet1": rows})


@case("年份分隔.xlsx")
def years_between_rows(path: Path) -> None:
    """Years alone in a row, each for the rows below."""
    rows = grid("""
企业名称 | 信用代码 | 研发费用（万元）
2022年
{甲} | {A} | =100
2023年
{甲} | {A} | =110
""")
    xlsx(path, {"Sheet1": rows})
