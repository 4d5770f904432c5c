"""Titles, notes and headings of every build above a table."""

from __future__ import annotations

from pathlib import Path

from golden_sheets.cases import case
from golden_sheets.grid import grid
from golden_sheets.write_text import text
from golden_sheets.write_xls import xls
from golden_sheets.write_xlsx import xlsx


@case("附件说明.xlsx")
def notes_and_three_rows(path: Path) -> None:
    """An annex number, six notes, and three heading rows joined by meaning."""
    rows = grid("""
附件3
高新技术企业年度研发投入统计表 | < | < | < | < | < | < | <
注：1.黑色字体为必填项，红色字体为选填项。
2.金额单位：万元，保留两位小数；人员单位：人。
3.统计年度为2023年，数据应与年报一致。
4.企业名称须与营业执照一致，不得简写。
5.本表一式两份，加盖公章后报送。
6.联系人：示某，0574-80000001
.
序号 | 企业信息 | < | 研发人员 | < | 研发费用 | < | <
^ | 企业名称 | 统一社会⏎信用代码 | 合计 | 其中：⏎全职人员 | 合计 | 其中 | <
^ | ^ | ^ | ^ | ^ | ^ | 人员人工费用 | 直接投入费用
=1 | {甲} | {A} | =25 | =20 | =812.35 | =400 | =300.5
=2 | {乙} | {B} | 12人 | =10 | 1，200.5 | 六百 | －
""")
    xlsx(path, {"附件3": rows})


@case("年份在上.xls")
def years_above(path: Path) -> None:
    """Years over figures, each year with the same three."""
    rows = grid("""
海曙区规上工业企业三年主要指标 | < | < | < | < | < | < | <
企业名称 | 2021年（万元） | < | < | 2022年（万元） | < | < | 统一社会信用代码
^ | 营业收入 | 研发费用 | 资产总计 | 营业收入 | 研发费用 | 资产总计 | ^
{甲} | =1000 | =50 | =3000 | =1100 | =55.5 | =3100 | {A}
{乙} | =200 | — | =900 | 2 100 | =12 | 无 | {B}
""")
    xls(path, {"三年": rows})


@case("单位一行.xlsx")
def a_row_of_units(path: Path) -> None:
    """A heading row that holds nothing but units, and one of column letters."""
    rows = grid("""
规上企业2024年度研发情况
企业名称 | 信用代码 | 从业人员期末人数 | 营业收入 | 研发费用合计 | 期末有效发明专利数
 |  | 人 | 万元 | 千元 | 件
甲 | 乙 | 1 | 2 | 3 | 4
{甲} | {A} | =100 | =5000 | =812 | =3
{乙} | {B} | =50 | =100.5 | =90 | =0
""")
    xlsx(path, {"研发情况": rows})


@case("每页表头.xls")
def headings_on_every_page(path: Path) -> None:
    """A heading, page sums and carried sums on every printed page."""
    rows = grid("""
2023年海曙区高新技术企业研发投入情况表
单位：万元
序号 | 企业名称 | 信用代码 | 研发费用合计
=1 | {甲} | {A} | =100
=2 | {乙} | {B} | =200
本页小计 | | | =300
第1页，共2页
2023年海曙区高新技术企业研发投入情况表
单位：万元
序号 | 企业名称 | 信用代码 | 研发费用合计
承前页 | | | =300
=3 | {丙} | {C} | =50
本页合计 | | | =350
总  计 | | | =350
""")
    xls(path, {"研发": rows})


@case("列序乱.csv")
def columns_in_disorder(path: Path) -> None:
    """Columns in any order, one without a name, one twice, one of remarks in between."""
    rows = grid("""
备注 | 联系电话 | 研发人员数（人） | 法人代表 | | 企业全称 | 年度 | 研发投入（万元） | 联系电话 | 序
| 0574-80000001 | 25 | 示甲 | {A} | {甲} | 2023 | 812.35 | 0574-80000001 | 1
已核 | 13800000000 | 12 | 示乙 | {B} | {乙} | 2023年 | 150 | 0574-80000002 | 2
| — | 5 | 示丙 | {C} | {丙} | 2023年度 | 0 | | 3
""")
    text(path, rows, encoding="gb18030")


@case("表头错字.xlsx")
def misspelt_headings(path: Path) -> None:
    """Headings with a slip of the pen, other words and signs that mean nothing."""
    rows = grid("""
科技型企业信息采集表
★企业名称（全称） | *统一社会信用代码（18位） | 成立时间⏎（年/月/日） | 注册资本（万元人民币） | 所属街道（乡镇） | 主要产品（服务） | 单位联系人 | 是否规上（是/否）
{甲} | {A} | 2015/6/18 | 1000 | 示例街道 | 示例阀门 | 示某 | 是
{乙} | {B} | 2016.03.05 | 500万 | 示例镇 | 示例泵、示例管 | 示某某 | 否
""")
    xlsx(path, {"采集": rows})


@case("两级同名.xlsx")
def equal_names_below(path: Path) -> None:
    """Groups whose columns are called alike: only together do they mean something."""
    rows = grid("""
企业知识产权与研发机构情况（2023年）
单位名称 | 信用代码 | 专利申请数 | < | 期末有效发明专利数 | < | 机构情况 | <
^ | ^ | 合计 | 其中：发明专利 | 合计 | 其中：已被实施 | 机构数 | 机构人员
{甲} | {A} | =12 | =5 | =30 | =20 | =1 | =15
{乙} | {B} | =3 | =0 | =2 | =1 | =0 | =0
""")
    xlsx(path, {"Sheet1": rows})


@case("无标题.tsv")
def nothing_above(path: Path) -> None:
    """No title, no sheet name that helps; the firm columns speak for themselves."""
    rows = grid("""
企业名称 | 统一社会信用代码 | 所属地 | 行业代码 | 登记注册类型 | 单位规模 | 营业状态 | 是否纳统
{甲} | {A} | 海曙区 | C3962 | 有限责任公司 | 小型 | 在营（开业） | 是
{乙} | {B} | 海曙 | 3962智能车载设备制造 | 私营有限责任公司 | 大 | 存续 | 否
{丙} | {C} | 海曙区 | 光电子器件制造 | 170 | 4 | 注销 | Y
""")
    text(path, rows, encoding="utf-16", separator="\t")
