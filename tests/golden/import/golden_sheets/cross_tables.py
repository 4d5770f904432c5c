"""Tables with what is measured down the side, and years, firms or places across."""

from __future__ import annotations

from pathlib import Path

from golden_sheets.cases import case
from golden_sheets.grid import grid
from golden_sheets.write_marked import xml_2003
from golden_sheets.write_ods import ods
from golden_sheets.write_xls import xls
from golden_sheets.write_xlsx import xlsx

_REGISTER = "企业名录\n企业名称 | 信用代码\n{甲} | {A}\n{乙} | {B}"


@case("指标年份.xlsx")
def figures_by_year(path: Path) -> None:
    """Nothing but 指标 and years in the heading; the units stand behind the names."""
    rows = grid("""
海曙区主要科技指标
指标 | 2021年 | 2022年 | 2023年
技术合同交易额（亿元） | =12 | =13 | =14.5
年度发明专利授权量（件） | =300 | =200 | —
全社会用电量（亿千瓦时） | =1 | =2 | =3
""")
    xlsx(path, {"指标": rows})


@case("数字年份.xls")
def years_that_are_numbers(path: Path) -> None:
    """A firm's figures under years that are numbers, the firm in the title."""
    tabs = {
        "名录": grid(_REGISTER),
        "指标": grid("""
宁波示例甲有限公司主要指标（单位：万元）
指标名称 | =2021 | =2022 | =2023
营业收入 | =1000 | =1100 | =1200
研发费用 | =50 | | =60
从业人员期末人数（人） | =20 | =21 | =22
"""),
    }
    xls(path, tabs)


@case("两企指标.xls")
def firms_below_each_other(path: Path) -> None:
    """Years across and figures down for one firm after the other, each under its name."""
    tabs = {
        "名录": grid(_REGISTER),
        "指标": grid("""
{甲}
指标 | 2022年 | 2023年
营业收入（万元） | =1200 | =1300
研发费用（万元） | =30 | =20
.
{乙}
指标 | 2022年 | 2023年
营业收入（万元） | =1120 | =1130
研发费用（万元） | =13 | =12
"""),
    }
    xml_2003(path, tabs)


@case("区县指标.ods")
def figures_by_district(path: Path) -> None:
    """Figures of all districts side by side: those of the own one are taken."""
    rows = grid("""
2023年各区县主要科技指标
指标 | 计量单位 | 全市 | 海曙区 | 江北区 | 鄞州区
技术合同交易额 | 亿元 | =39 | =12 | =13 | =14
年度发明专利授权量 | 件 | =900 | =300 | =200 | =400
""")
    ods(path, {"指标": rows})


@case("企业年份两层.xlsx")
def firms_over_years(path: Path) -> None:
    """Firms across, each over its years."""
    rows = grid("""
重点企业指标对比（万元）
指标 | {甲} | < | {乙} | <
^ | 2022年 | 2023年 | 2022年 | 2023年
营业收入 | =1000 | =1100 | =2000 | =2100
研发费用 | =50 | =55 | =60 | =65
""")
    xlsx(path, {"名录": grid(_REGISTER), "对比": rows})


@case("区县为行.xlsx")
def districts_down(path: Path) -> None:
    """Indicators across and districts down: one's own row counts, in a year or in several."""
    tabs = {
        "一年": grid("""
2023年各区县科技创新主要指标
区县 | 技术合同交易额（亿元） | 年度发明专利授权量（件） | 研发投入强度 | 同比增长
海曙区 | =12 | =300 | =2.5 | =0.1
江北区 | =22 | =310 | =2.6 | =0.2
合计 | =34 | =610 | |
注：数据来自市统计局
"""),
        "两年": grid("""
各区县科技创新指标
区县/指标 | 技术合同交易额（亿元） | < | 企业研发机构数量 | <
^ | 2021年 | 2022年 | 2021年 | 2022年
江北区 | =12 | =13 | =5 | =6
海曙区 | =22 | =23 | =7 | =8
"""),
        "逐年": grid("""
区县 | 年份 | 技术合同交易额（万元） | PCT国际发明专利申请数
海曙区 | 2019 | =120000 | =5
^ | 2020 | =220000 | =7
江北区 | 2019 | =12 | =5
^ | 2020 | =22 | =7
"""),
        "单位行": grid("""
2018年各区县科技创新主要指标
指标 | 技术合同交易额 | 企业研发机构数量
计量单位 | 亿元 | 家
海曙区 | =3 | =20
江北区 | =4 | =21
"""),
        "无指标": grid("""
2023年各区县企业数
区县 | 企业数 | 个体户数
海曙区 | =12 | =300
江北区 | =22 | =310
"""),
    }
    xlsx(path, tabs)


@case("年份为行.xls")
def years_down(path: Path) -> None:
    """Indicators across and years down, of the unit; and the same of a firm, which is its form."""
    tabs = {
        "指标": grid("""
海曙区主要科技指标
年份 | 技术合同交易额（亿元） | 年度发明专利授权量（件） | 增长率
=2021 | =12 | =300 | =20
=2022 | =22 | | =21
2023年 | =23 | =311 | =22
平均 | =23 | =311 | =22
填表人：张某　　联系电话：0574-80000001
"""),
        "名录": grid(_REGISTER),
        "企业": grid("""
{甲}近两年情况
年份 | 研究开发费用合计（万元） | 营业收入（万元） | 从业人员
2021年 | =120 | =3000 | =50
2022年 | =220 | =3100 | =60
"""),
    }
    xls(path, tabs)


@case("角上写指标.xlsx")
def indicators_named_in_the_corner(path: Path) -> None:
    """指标 in the corner above firms, districts behind a number, quarters of the title's year."""
    tabs = {
        "名录": grid(_REGISTER),
        "企业": grid("""
2023年重点企业指标
指标 | 研发费用（万元） | 营业收入（万元） | 从业人员
{甲} | =120 | =3000 | =50
{乙} | =130 | =3100 | =60
合计 | =250 | =6100 | =110
"""),
        "一览": grid("""
2022年全市各区县（市）科技指标一览表
序号 | 区县（市） | 技术合同交易额（亿元） | 排名 | 年度发明专利授权量 | 比上年增长%
=1 | 海曙区 | =12 | =3 | =300 | =5
=2 | 江北区 | =22 | =1 | =310 | =6
 | 全市 | =34 | | =610 |
"""),
        "季度": grid("""
海曙区2021年各季度指标
季度 | 技术合同交易额（亿元） | 年度发明专利授权量
一季度 | =1 | =3
二季度 | =2 | =4
"""),
    }
    xlsx(path, tabs)


@case("指标异名.xlsx")
def indicators_by_other_names(path: Path) -> None:
    """Indicators as offices call them, and names of two figures, down and across, in groups."""
    tabs = {
        "清单": grid("""
2023年海曙区主要科技指标
序号 | 指标 | 计量单位 | 数值
=1 | 高企数 | 家 | =320
=2 | 科技型中小企业数 | 家 | =900
=3 | 技术合同成交额 | 万元 | =120000
=4 | 技术交易额 | 亿元 | =11
=5 | 吸纳技术合同成交额 | 亿元 | =20
=6 | 省科小数 | 家 | =880
=7 | 技术合同成交额增速 | % | =15.3
=8 | 新增高新技术企业数 | 家 | =30
=9 | 其中：首次认定 | 家 | =20
"""),
        "分类": grid("""
2022年海曙区科技指标
类别 | 指标 | 数值
存量 | 高新技术企业数量 | =300
新增 | 科技型中小企业 | =90
^ | 高企 | =25
累计 | 科小数 | =880
"""),
        "各区": grid("""
2021年各区县创新主体
区县 | 新增 | < | 累计 | <
^ | 高企数 | 科小数 | 高企数 | 科小数
海曙区 | =12 | =90 | =290 | =790
江北区 | =11 | =80 | =280 | =700
"""),
        "目标": grid("""
2024年科技指标任务分解表
指标 | 数值
高企数 | =350
"""),
        "无值列": grid("""
2020年海曙区科技指标
指标 | 本年新增
高企数 | =35
"""),
    }
    xlsx(path, tabs)


@case("载体为列.xlsx")
def carriers_across(path: Path) -> None:
    """Incubators and makerspaces side by side, what is measured down, their sum at the right."""
    tabs = {
        "孵化器": grid("""
2023年海曙区孵化器运营情况
序号 | 指标 | 单位 | 甬创孵化器 | 北岸科技企业孵化器 | 合计
=1 | 在孵企业数 | 家 | =20 | =30 | =50
=2 | 总面积 | 平方米 | =12000 | =9000 | =21000
=3 | 总收入 | 万元 | =100 | =200 | =300
"""),
        "两类": grid("""
2022年孵化器、众创空间运营情况
指标 | 甬创孵化器 | 北岸众创空间
总收入（千元） | =1200 | =3000
创业导师人数 | =6 | =7
"""),
        "无名": grid("""
甬创孵化器近两年情况
指标 | 2021年 | 2022年
在孵企业数（家） | =20 | =30
总面积（平方米） | =12000 | =9000
"""),
        "各区": grid("""
2023年各区县孵化器情况
指标 | 海曙区 | 江北区
在孵企业数（家） | =20 | =30
总面积（平方米） | =12000 | =9000
"""),
    }
    xlsx(path, tabs)


@case("按街道.xlsx")
def streets(path: Path) -> None:
    """Totals by street, town and park, down and across; and one's own among them."""
    tabs = {
        "街道": grid("""
2023年海曙区各街道科技指标
街道 | 高企数 | 技术合同成交额（亿元）
石碶街道 | =3 | =1.2
古林镇 | =4 | =0.3
合计 | =7 | =1.5
"""),
        "单位": grid("""
2023年海曙区各街道科技指标
序号 | 单位 | 高企数 | 技术合同成交额（亿元）
=1 | 石碶 | =3 | =1.2
=2 | 古林 | =4 | =0.3
"""),
        "横排": grid("""
2023年海曙区各园区科技指标
指标 | 望春工业园区 | 石碶产业园
高企数 | =3 | =4
用电量 | =3 | =4
"""),
        "含本区": grid("""
2023年科技指标
街道 | 高企数 | 技术合同成交额（亿元）
海曙区 | =7 | =1.5
石碶街道 | =3 | =1.2
"""),
        "横排含本区": grid("""
2022年科技指标
指标 | 海曙区 | 石碶街道 | 古林镇
高企数 | =7 | =3 | =4
"""),
        "名单": grid("""
2023年企业分布
街道 | 企业名称 | 信用代码
石碶街道 | {甲} | {A}
古林镇 | {乙} | {B}
"""),
    }
    xlsx(path, tabs)


@case("项目为指标.xlsx")
def totals_under_other_headings(path: Path) -> None:
    """Names of indicators under 项目, 主要指标名称 and 名称."""
    tabs = {
        "项目": grid("""
2022年海曙区科技工作情况
项目 | 单位 | 2022年
高新技术企业 | 家 | =320
科技型中小企业数 | 家 | =900
技术合同成交额 | 亿元 | =3
"""),
        "主要": grid("""
海曙区科技指标
序号 | 主要指标名称 | 计量单位 | 2021年 | 2020年 | 同比增长%
=1 | 高企总数 | 家 | =300 | =280 | =5
=2 | 技术合同成交金额 | 万元 | =20000 | =10000 | =100
"""),
        "名称": grid("""
2023年海曙区科技指标
名称 | 数量
高企数 | =350
"""),
        "企业": grid("""
{甲}2022年情况
项目 | 单位 | 2022年
营业收入 | 千元 | =320
研发费用 | 千元 | =32
"""),
    }
    xlsx(path, tabs)


@case("指标两层.xlsx")
def two_rows_of_indicators(path: Path) -> None:
    """总数 and 新增 below 高企, growth below others; and figures of others by such names."""
    tabs = {
        "两层": grid("""
2023年各区县指标
区县 | 高企（家） | < | 技术合同成交额（亿元） | <
^ | 总数 | 新增 | 金额 | 增长%
海曙区 | =320 | =30 | =15 | =2
江北区 | =300 | =20 | =10 | =3
"""),
        "两栏": grid("""
海曙区2021年科技指标
高企数 | =320 | 技术合同成交额（亿元） | =3.2
发明专利授权量 | =200 | PCT专利申请量 | =12
"""),
        "一企": grid("""
{甲}2022年专利情况
指标 | 数值
发明专利授权量 | =3
PCT专利申请量 | =1
"""),
        "一企营收": grid("""
{乙}2022年情况
指标 | 数值
营业收入（千元） | =300
研发费用（千元） | =30
发明专利授权量 | =3
"""),
        "孵化器": grid("""
甬创孵化器2022年情况
指标 | 数值
在孵企业数 | =30
高新技术企业数 | =3
"""),
    }
    xlsx(path, tabs)
