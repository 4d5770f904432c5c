"""Rows that look like what they are not: firms called like sums, sums called like firms."""

from __future__ import annotations

from pathlib import Path

from golden_sheets.cases import case
from golden_sheets.grid import grid
from golden_sheets.write_text import text
from golden_sheets.write_xls import xls
from golden_sheets.write_xlsx import xlsx


@case("像合计的企业.xlsx")
def firms_called_like_sums(path: Path) -> None:
    """Firms whose names hold the words of sums, notes, samples and sign-offs."""
    tabs = {
        "2023研发": grid("""
单位名称 | 项目情况 | 研发费用合计（万元）
宁波合计电子有限公司 | 3项 | =100
签字笔制造（宁波）有限公司 | 2项 | =200
审核通管理咨询有限公司 | 1项 | =300
{甲} | 共3项 | =400
注塑机（宁波）示例有限公司 | 合计：5项 | =500
例行检测示例有限公司 | — | =600
说明书印刷示例有限公司 | | =700
宁波小计量器具有限公司 | | =800
"""),
        "名录": grid("""
单位名称 | 信用代码
宁波合计电子有限公司 | {#01}
签字笔制造（宁波）有限公司 | {#02}
审核通管理咨询有限公司 | {#03}
{甲} | {A}
注塑机（宁波）示例有限公司 | {#05}
例行检测示例有限公司 | {#06}
说明书印刷示例有限公司 | {#07}
宁波小计量器具有限公司 | {#08}
"""),
    }
    xlsx(path, tabs)


@case("像企业的合计.xls")
def sums_called_like_firms(path: Path) -> None:
    """Sums, parts of sums, means and growth in the column of names."""
    rows = grid("""
2023年度海曙区企业研发投入（万元）
序号 | 企业名称 | 信用代码 | 研发费用合计 | 研发人员
 | 全区合计 | | =600 | =60
 | 其中：规上企业 | | =500 | =50
 | 　　　规下企业 | | =100 | =10
=1 | {甲} | {A} | =100 | =10
=2 | {乙} | {B} | =200 | =20
 | 示例街道小计（2家） | | =300 | =30
=3 | {丙} | {C} | =300 | =30
 | 示例镇小计 | | =300 | =30
 | 平均 | | =200 | =20
 | 同比增长（%） | | =12.5 | =3.1
 | 占全市比重 | | 5.2% | 4%
 | 合计：3家 | | =600 | =60
 | 上年同期 | | =533 | =58
""")
    xls(path, {"研发": rows})


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


@case("官方代码.xlsx")
def official_codes(path: Path) -> None:
    """The official codes of the Torch forms as headings, their names in the row above."""
    rows = grid("""
火炬统计导出（2023年）
企业名称 | 统一社会信用代码 | 工业总产值 | 营业收入 | 其中：技术收入 | 利润总额 | 从业人员期末人数
 | | QC02 | QC05_0 | QC06 | QC234 | QD01
{甲} | {A} | =1000 | =1200 | =100 | =-50 | =40
{乙} | {B} | =500 | =600 | | =30 | =20
""")
    xlsx(path, {"导出": rows})


@case("合计不符.xls")
def sums_that_do_not_add_up(path: Path) -> None:
    """Sums right, wrong, rounded, in another unit, and one that counts a refused row."""
    rows = grid("""
2023年企业研发投入（单位：万元）
序号 | 企业名称 | 信用代码 | 研发费用合计 | 研发人员
=1 | {甲} | {A} | =100 | =10
=2 | {乙} | {B} | =200.55 | =20
 | 示例街道小计 | | =300.55 | =31
=3 | {丙} | {C} | 50万元 | =5
=4 | {丁} | 91330211MA2TE5T44A | =70 | =7
 | 示例镇小计 | | =120 | =12
 | 总 计 | | 420.6 | =42
""")
    xls(path, {"研发": rows})
