"""Sheets made to be printed: covers, pages, signatures, notes, codes under the headings."""

from __future__ import annotations

from pathlib import Path

from golden_sheets.cases import case
from golden_sheets.grid import grid
from golden_sheets.write_xls import xls
from golden_sheets.write_xlsx import xlsx


@case("封面表头.xls")
def cover_lines(path: Path) -> None:
    """An annex number, a line of form data, parts under 其中, codes, a line to sign."""
    rows = grid("""
附件2 | < | < | < | < | < | < | <
宁波市海曙区2023年度规模以上工业企业研发投入情况汇总表 | < | < | < | < | < | < | <
填报单位：海曙区科技局（盖章） | < | < | < | 报告期：2023年度 | < | 计量单位：万元、人 | <
序号 | 企业名称 | 企业代码 | 研发投入情况 | < | < | < | 备注
^ | ^ | ^ | 研发费用 | 其中： | < | 研发人员 | ^
^ | ^ | ^ | ^ | 人工费 | 直接投入费用 | ^ | ^
甲 | 乙 | 丙 | 1 | 2 | 3 | 4 | 丁
=1 | {甲} | {A} | =1200.5 | =600 | =400.5 | =32
=2 | {乙} | {B} | =350 | =120 | =80 | =11 | 新增
合计 | < | < | =1550.5 | =720 | =480.5 | =43
单位负责人：张三 | < | < | 统计负责人：李四 | < | 填表人：王五 | < | 报出日期：2024年3月1日
说明：1.研发费用按加计扣除口径填报。
2.研发人员指直接从事研发活动的人员。
""")
    xls(path, {"Sheet1": rows})


@case("竖写表头.xlsx")
def headings_written_downwards(path: Path) -> None:
    """Headings of one sign a line, their units too."""
    rows = grid("""
2023年企业情况
序⏎号 | 企⏎业⏎名⏎称 | 统⏎一⏎社⏎会⏎信⏎用⏎代⏎码 | 从⏎业⏎人⏎员⏎(人) | 研⏎发⏎费⏎用⏎(万⏎元)
=1 | {甲} | {A} | =120 | =300.5
=2 | {乙} | {B} | =60 | =100
""")
    xlsx(path, {"Sheet1": rows})


@case("脚注表头.xlsx")
def headings_with_footnotes(path: Path) -> None:
    """Headings with marks of notes, which stand below the table."""
    rows = grid("""
表3 2023年企业研发活动情况
企业名称① | 信用代码* | 研发费用合计②（万元） | 研发人员③/人 | 有效发明专利数[1]
{甲} | {A} | =100 | =10 | =3
{乙} | {B} | =200 | =20 | =4
①企业名称以营业执照为准
②含委托外部研发费用
③不含后勤人员
[1] 截至2023年12月31日
""")
    xlsx(path, {"Sheet1": rows})


@case("预编号.xls")
def numbered_in_advance(path: Path) -> None:
    """Rows that were numbered in advance and never filled in."""
    rows = grid("""
2023年专利授权统计
序号 | 企业名称 | 专利名称 | 专利号 | 授权日期
=1 | {甲} | 一种示例装置 | 201710601862.3 | 2019-5-7
=2 | {乙} | 一种示例方法 | 97101765.4 | 2000-6-8
=3
=4
=5
""")
    xls(path, {"Sheet1": rows})


@case("中间签字.xlsx")
def signed_in_the_middle(path: Path) -> None:
    """Two lists pasted together, the line to sign of the first one left in."""
    rows = grid("""
2023年度科技企业名录
企业名称 | 信用代码 | 法定代表人
{甲} | {A} | 示某
制表人：张三 审核：李四
{乙} | {B} | 示某
{丙} | {C} | 示某
填表人：王五 | 联系电话：0574-80000000
""")
    xlsx(path, {"Sheet1": rows})


@case("标题半宽.xls")
def title_over_half_the_sheet(path: Path) -> None:
    """A title that is merged over half the sheet, its unit beside."""
    rows = grid("""
2023年度海曙区企业研发费用一览表 | < | < | | 单位：千元
序号 | 企业名称 | 信用代码 | 研发费用合计 | 研发人员合计
=1 | {甲} | {A} | =1000 | =10
=2 | {乙} | {B} | =2000 | =20
""")
    xls(path, {"Sheet1": rows})


@case("中间夹注.xlsx")
def notes_between_the_rows(path: Path) -> None:
    """Notes between the rows, of which one names the place of those below."""
    rows = grid("""
2023年度企业研发投入（单位：万元）
企业名称 | 信用代码 | 研发费用
{甲} | {A} | =100
注：以下企业为新增规上企业
{乙} | {B} | =200
（以下为高新区企业）
{丙} | {C} | =300
""")
    xlsx(path, {"Sheet1": rows})


@case("表号在右.xls")
def official_lines_at_the_right(path: Path) -> None:
    """Number, issuer and validity of a form at its right, the year among them."""
    rows = grid("""
宁波市科技企业研发情况表
 |  |  | 表号：甬科统1表
 |  |  | 制定机关：宁波市科学技术局
 |  |  | 有效期至：2025年12月
综合机关名称：海曙区科技局 | | 2023年 | 计量单位：千元
企业名称 | 统一社会信用代码 | 研究开发费用合计 | 研究开发人员合计
甲 | 乙 | 1 | 2
{甲} | {A} | =1000 | =10
""")
    xls(path, {"Sheet1": rows})


@case("承前页.xls")
def sums_from_page_to_page(path: Path) -> None:
    """Sums of a page, carried to the next one, under a heading that comes again."""
    rows = grid("""
2023年研发费用台账（单位：元）
序号 | 企业名称 | 信用代码 | 研发费用
=1 | {甲} | {A} | =1000000
=2 | {乙} | {B} | =2000000
 | 本页小计 | | =3000000
 | 过次页 | | =3000000
序号 | 企业名称 | 信用代码 | 研发费用
 | 承前页 | | =3000000
=3 | {丙} | {C} | =3000000
 | 累计 | | =6000000
""")
    xls(path, {"Sheet1": rows})


@case("列码.xlsx")
def codes_under_units(path: Path) -> None:
    """Units, then letters and line codes, under the headings."""
    rows = grid("""
2023年企业研发情况
企业名称 | 统一社会信用代码 | 研究开发人员合计 | 研究开发费用合计
— | — | 人 | 千元
A | B | 1 | 7
{甲} | {A} | =10 | =1000
{乙} | {B} | =20 | =2000
""")
    xlsx(path, {"Sheet1": rows})


@case("藏行藏列.xlsx")
def hidden_row_and_column(path: Path) -> None:
    """A row and a column that Excel hides."""
    rows = grid(
        """
企业名称 | 信用代码 | 注册资本（万元） | 成立日期
{甲} | {A} | =100 | 2001-1-1
{乙} | {B} | =200 | 2002-1-1
{丙} | {C} | =300 | 2003-1-1
""",
        hidden_rows=(3,),
        hidden_columns=(2,),
    )
    xlsx(path, {"Sheet1": rows})
