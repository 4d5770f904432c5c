"""Rows that look like what they are not: firms called like sums, sums called like firms."""

from __future__ import annotations

from pathlib import Path

from golden_sheets.cases import case
from golden_sheets.grid import grid
from golden_sheets.write_text import text
from golden_sheets.write_xlsx import xlsx


@case("数在字里.csv")
def numbers_that_are_texts(path: Path) -> None:
    """Numbers in columns of texts, and texts that Excel would make dates of."""
    rows = grid("""
企业名称 | 统一社会信用代码 | 详细地址 | 邮政编码 | 主要产品 | 证券代码 | 联系人
{甲} | {A} | 3-1-201 | 031500 | 2,4-D | 000001 | 8号客服
{乙} | {B} | 12/3 | 315000 | 1E5 | 600000 | 无名
{丙} | {C} | 0 | 31500 | 36524 | 832000 | 空军
""")
    text(path, rows, encoding="gb18030")


@case("少一列.xlsx")
def rows_that_slipped(path: Path) -> None:
    """Rows whose cells slipped by one column: what was typed does not fit where it stands."""
    rows = grid("""
2023年企业研发情况
企业名称 | 信用代码 | 成立日期 | 研发费用合计（千元） | 研发人员
{甲} | {A} | =2015-06-18 | =100 | =10
{乙} | =2016-03-05 | {B} | =200 | =20
{C} | {丙} | =2018-01-02 | =300 | =30
{丁} | {D} | =300 | 2019-01-01 | =40
""")
    xlsx(path, {"研发": rows})


@case("重名企业.xlsx")
def two_firms_of_one_name(path: Path) -> None:
    """A name that two firms have: by the name alone neither is meant."""
    tabs = {
        "名录": grid("企业名称 | 信用代码\n{甲} | {A}\n{甲} | {B}\n{乙} | {C}"),
        "研发2023": grid("企业名称 | 研发费用（万元）\n{甲} | =100\n{乙} | =200"),
    }
    xlsx(path, tabs)


@case("仓库导出.csv")
def warehouse_names(path: Path) -> None:
    """Columns called as in the city's warehouse, codes in small letters."""
    rows = grid("""
uniqueid | comp_nm | creditcode | org_id | high_tech_doc | issue_dt | award_cert | area_nm | cogn_basis
1001 | {甲} | 91330203ma2te5t1xb | 91330203ma2te5t1xb | gr202333100001 | 2023-12-08 | 浙江省科学技术厅 | 海曙区 | 国科火字[2023]201号
1002 | {乙} | 91330205ma2te5t288 | MA2TE5T28 | gr202333100002 | 20231208 | | 海曙区 | null
""")
    text(path, rows, encoding="utf-8")
