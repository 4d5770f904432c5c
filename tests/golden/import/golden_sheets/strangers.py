"""Sheets of offices that no other sheet here is like: what titles say, months over months."""

from __future__ import annotations

from pathlib import Path

from golden_sheets.cases import case
from golden_sheets.grid import grid
from golden_sheets.write_text import text
from golden_sheets.write_xls import xls
from golden_sheets.write_xlsx import xlsx


@case("名单在题.xlsx")
def lists_named_by_their_titles(path: Path) -> None:
    """Lists of firms of which the title alone says what they have, one of them in two halves."""
    giants = grid("""
2021年第三批国家级专精特新“小巨人”企业名单
序号 | 企业名称 | 统一社会信用代码 | 所在区县
=1 | {甲} | {A} | 海曙区
=2 | {乙} | {B} | 江北区
""")
    special = grid("""
2022年度浙江省专精特新中小企业名单
序号 | 企业名称 | 统一社会信用代码
=1 | {丙} | {C}
""")
    halves = grid("""
2020年浙江省科技型中小企业认定名单（宁波）
序号 | 企业名称 | 信用代码 | 序号 | 企业名称 | 信用代码
=1 | {甲} | {A} | =3 | {丙} | {C}
=2 | {乙} | {B} | | |
""")
    figures = grid("""
2022年度专精特新企业名单及研发投入（万元）
企业名称 | 统一社会信用代码 | 研发费用
{甲} | {A} | =120
""")
    xlsx(path, {"小巨人": giants, "省专精特新": special, "省科小": halves, "投入": figures})


@case("月下累计.xls")
def months_over_to_date(path: Path) -> None:
    """A group of columns for each month, with the month alone and all until then."""
    rows = grid("""
重点企业2023年工业总产值（单位：万元）
企业名称 | 信用代码 | 1月 | < | 2月 | < | 3月 | <
^ | ^ | 本月 | 累计 | 本月 | 累计 | 本月 | 累计
{甲} | {A} | =500 | =500 | =400 | =900 | =700 | =1600
{乙} | {B} | =2500 | =2500 | =2600 | =5100 | =2400 | =7500
""")
    xls(path, {"产值": rows})


@case("续页表头齐全.xls")
def whole_head_on_every_page(path: Path) -> None:
    """A form of projects that prints its whole head again, offices and codes included."""
    head = """
研究开发项目情况
| | | | 表    号：107-1表
统一社会信用代码：{A} | | | | 制定机关：国家统计局
单位详细名称：{甲} | | 2022年
序号 | 项  目  名  称 | 项目来源 | 项目研究开发人员（人） | 项目经费支出（千元）
"""
    rows = grid(f"""{head}甲 | 乙 | =1 | =2 | =3
01 | 高速电主轴研发 | 1.本企业自选项目 | =12 | 1,500
02 | 五轴联动控制系统 | =2 | =20 | =3200{head}03 | 机床热变形补偿 | 1 | 5人 | 六百
04 | | | |
合  计 | | | =37 | =5300
分管领导：示某 | | 审核人：示某 | | 制表人：示某
""")
    xls(path, {"107-1": rows})


@case("题中级别.xlsx")
def levels_in_titles(path: Path) -> None:
    """The title or the line above the heading says of which level the centres are."""
    centres = grid("""
宁波市企业研发机构一览表（截至2023年底）
一、省级企业研究院
序号 | 依托单位 | 信用代码 | 研发机构名称 | 认定时间
=1 | {甲} | {A} | 浙江省示例甲研究院 | =2018-11-01
二、市级企业工程（技术）中心
=1 | {乙} | {B} | 示例乙工程技术中心 | =2015-06-01
""")
    above = grid("""
宁波市省级以上企业研究院一览表
依托单位 | 信用代码 | 研发机构名称
{丙} | {C} | 示例丙研究院
""")
    xlsx(path, {"分级": centres, "以上": above})


@case("更名前后.xlsx")
def names_before_and_after(path: Path) -> None:
    """Firms that were renamed, with the names of both sides."""
    rows = grid("""
2023年高新技术企业更名情况一览表
序号 | 统一社会信用代码 | 变更前企业名称 | 变更后企业名称 | 更名时间 | 核准文号
=1 | {A} | 宁波示例甲模具厂 | {甲} | =2019-07-01 | 甬市监名变〔2019〕12号
""")
    xlsx(path, {"更名": rows})


@case("卡中填表人.csv")
def card_with_its_filler(path: Path) -> None:
    """A card of one firm whose year stands beside the name of who filled it in."""
    rows = grid("""
企业研发情况登记卡
企业名称 | {甲} | 统一社会信用代码 | {A}
所属年度 | 2023年 | 填表人 | 示某
研发费用（万元） | 560.5 | 研发人员（人） | 45
营业收入（万元） | 9,800 | 从业人员期末人数 | 210
""")
    text(path, rows, encoding="gb18030")


@case("分类汇总.xls")
def sums_of_a_spreadsheet(path: Path) -> None:
    """Districts with the sums that 分类汇总 puts below each, one firm in two tables, a unit row."""
    districts = grid("""
2023年各区县企业研发投入（万元）
区县 | 企业名称 | 统一社会信用代码 | 研发投入 | 2023年研发投入占营业收入比重
海曙区 | {甲} | {A} | =10 | =3.2
 | {乙} | {B} | =20 | =4.1
海曙区 汇总 | | | =30 |
余姚市 | {丙} | {C} | =5 | 0.5
余姚市 汇总 | | | =5 |
总计 | | | =35 |
平均 | | | =11.7 |
""")
    staff = grid("""
2022年企业人员情况（千元、人）
企业名称 | 信用代码 | 从业人员 | 研发人员
甲 | 乙 | 1 | 2
/ | / | 人 | 人
{甲} | {A} | =120 | =20
.
表二：2022年企业研发费用
企业名称 | 信用代码 | 研发费用
{甲} | {A} | =3000
""")
    xls(path, {"透视": districts, "人员": staff})


@case("红头文件.xlsx")
def list_of_a_notice(path: Path) -> None:
    """A notice of the city with a list of institutes, the district as 所在地 or on the tab."""
    notice = grid("""
宁波市科学技术局文件
甬科高〔2023〕15号
关于公布2022年度宁波市企业研究院名单的通知
序号 | 企业研究院名称 | 依托单位 | 信用代码 | 所在地
=1 | 示例甲研究院 | {甲} | {A} | 海曙区
=2 | 示例乙研究院 | {乙} | {B} | 江北区
宁波市科学技术局
2023年3月1日
""")
    certificates = grid("""
2023年高新技术企业认定情况
企业名称 | 信用代码 | 证书编号 | 发证日期
{丙} | {C} | GR202333100104 | 2023.12.8
""")
    filings = grid("""
2022年度科技型中小企业评价信息表
企业名称 | 信用代码 | 入库登记编号 | 职工总数
{丙} | {C} | 202233021208000011 | =35
""")
    xlsx(path, {"通知": notice, "鄞州": certificates, "评价": filings})


@case("指标与单位.xlsx")
def indicators_beside_their_units(path: Path) -> None:
    """Indicators down and years across, with their units in a column called 单位 as firms are."""
    rows = grid("""
海曙区“双倍增”指标完成情况
指标名称 | 单位 | 2022年 | 2023年
高新技术企业数（有效期内） | 家 | =390 | =470
技术合同交易额 | 亿元 | 22.3 | =30
""")
    xlsx(path, {"指标": rows})


@case("监测表.xls")
def figures_of_a_part_beside_others(path: Path) -> None:
    """Figures under 1-6月 beside one that names no part of the year: one record a firm."""
    rows = grid("""
宁波市高新技术企业运行监测表
监测期：2023年1-6月 | | | | | 金额单位：万元
企业名称 | 社会信用代码 | 营业收入 | < | 研发费用 | < | 期末用工人数
^ | ^ | 1-6月 | 同比增长（%） | 1-6月 | 占营收比重（%） | ^
{甲} | {A} | 1,234.5 | =12.3 | 78.9 | =6.4 | =101
平均 | | =1234.5 | =12.3 | =78.9 | =6.4 | =101
""")
    xls(path, {"监测": rows})
