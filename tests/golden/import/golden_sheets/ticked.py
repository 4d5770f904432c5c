"""Columns of ticks: one choice over several columns, and claims that give no record."""

from __future__ import annotations

from pathlib import Path

from golden_sheets.cases import case
from golden_sheets.grid import grid
from golden_sheets.write_xls import xls
from golden_sheets.write_xlsx import xlsx


@case("勾选列.xlsx")
def columns_of_ticks(path: Path) -> None:
    """A size class ticked in one of four columns, and what firms are ticked to be."""
    tabs = {
        "规模": grid("""
企业名录
企业名称 | 信用代码 | 企业规模 | < | < | < | 电话
^ | ^ | 大型 | 中型 | 小型 | 微型 | ^
{甲} | {A} | √ | | | | 0574-80000001
{乙} | {B} | | × | ✔ | | 0574-80000002
{丙} | {C} | | √ | √ | | 0574-80000003
{丁} | {D} | | | | | 0574-80000004
"""),
        "资质": grid("""
科技企业资质登记表
企业名称 | 信用代码 | 高企 | 是否科小 | 专精特新 | 已上报
{甲} | {A} | √ | 否 | √ | √
{乙} | {B} | | 是 | | √
{丙} | {C} | | | × | √
"""),
    }
    xlsx(path, tabs)


@case("入库缺号.xls")
def filings_without_their_number(path: Path) -> None:
    """Firms of which the number of the filing or certificate is missing."""
    tabs = {
        "科小": grid("""
2023年科技型中小企业入库名单
企业名称 | 信用代码 | 入库登记编号
{甲} | {A} | 202333020300001234
{乙} | {B} |
"""),
        "高企": grid("""
高新技术企业名单
企业名称 | 信用代码 | 证书编号 | 发证日期
{丙} | {C} | GR202333100001 | 2023-12-08
{丁} | {D} | — |
"""),
    }
    xls(path, tabs)


@case("资质台账.xlsx")
def titles_ticked_with_their_facts(path: Path) -> None:
    """Ledgers that tick 高企 and 科小: number, day and year beside a tick are that title's."""
    tabs = {
        "编号": grid("""
企业基本情况台账
企业名称 | 信用代码 | 法定代表人 | 是否高新技术企业 | 认定日期 | 证书编号 | 是否科技型中小企业 | 入库登记编号 | 入库日期
{甲} | {A} | 张某 | 是 | =2022-12-01 | GR202233100001 | 是 | 202333020308000123 | =2023-05-01
{乙} | {B} | 李某 | 否 | | | 是 | 202333020308000124 |
{丙} | {C} | 王某 | 是 | | | √ | |
{丁} | {D} | 赵某 | 否 | =2020-12-01 | GR202033100009 | 否 | |
"""),
        "年份": grid("""
企业基本情况台账
企业名称 | 信用代码 | 法定代表人 | 高企 | 认定年份 | 科小 | 入库年份
{戊} | {E} | 张某 | √ | 2022 | √ | 2023
{己} | {F} | 李某 | | | √ | 2022
{庚} | {G} | 王某 | √ | 2021 | |
"""),
        "日期": grid("""
企业基本情况台账
企业名称 | 信用代码 | 法定代表人 | 是否高新技术企业 | 认定日期 | 联系电话
{辛} | {H} | 张某 | 是 | =2021-12-01 | 0574-80000001
{壬} | {I} | 李某 | 否 | | 0574-80000002
"""),
    }
    xlsx(path, tabs)


@case("是否带编号.xlsx")
def numbers_in_place_of_ticks(path: Path) -> None:
    """Numbers of certificates and filings among 是 and 否 of the columns that ask for these."""
    rows = grid("""
2023年企业名录
企业名称 | 信用代码 | 是否高企（证书编号） | 发证日期 | 是否科小（入库编号）
{甲} | {A} | GR202233100001 | =2022-12-01 | 202333020308000123
{乙} | {B} | 否 | | 无
{丙} | {C} | 是（GR202133100002） | =2021-12-01 | 否
{丁} | {D} | 是 | | √
""")
    xlsx(path, {"名录": rows})
