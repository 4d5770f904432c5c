"""Totals, incubators, patents and certificates as district offices keep them."""

from __future__ import annotations

from pathlib import Path

from golden_sheets.cases import case
from golden_sheets.grid import grid
from golden_sheets.write_text import text
from golden_sheets.write_xls import xls
from golden_sheets.write_xlsx import xlsx


@case("四位的数.xls")
def figures_like_years(path: Path) -> None:
    """Figures of four digits beside the years and places that head their rows."""
    tabs = {
        "历年": grid("""
年份 | 高企数（家） | 科技型中小企业累计数（家） | 技术合同成交额（亿元）
2020 | =310 | =1500 | =20.15
2021 | =402 | =1900 | =30.5
"""),
        "各区": grid("""
2023年各区县（市）科技指标
排名 | 区县（市） | 高企数（家） | 同比增长 | 发明专利授权量（件）
=1 | 鄞州区 | =1200 | 10% | =2300
=2 | 海曙区 | =2012 | 12% | =1023
"""),
    }
    xls(path, tabs)


@case("别区的数.xlsx")
def totals_of_others(path: Path) -> None:
    """Totals whose title is another district's, and one's own."""
    rows = "指标 | 单位 | 数值\n高企数 | 家 | ={}"
    tabs = {
        "江北": grid("江北区2022年科技指标\n" + rows.format(330)),
        "海曙": grid("海曙区2022年科技指标\n" + rows.format(536)),
        "载体": grid("""
宁波市市级以上孵化器名单
孵化器名称 | 级别 | 所在区县
甬创孵化器 | 国家级 | 海曙区
北岸创业园 | 省级 | 鄞州区
"""),
        "全市": grid("2021年宁波市科技指标统计表\n" + rows.format(540)),
    }
    xlsx(path, tabs)


@case("目标与完成.xlsx")
def aims_beside_figures(path: Path) -> None:
    """What was aimed at and what was done: of the unit, of an incubator; and codes of indicators."""
    tabs = {
        "孵化器": grid("""
2022年甬创孵化器目标任务完成情况
指标 | 单位 | 年度目标 | 实际完成 | 完成率 | 同比增长
在孵企业数 | 家 | =60 | =56 | 93.3% | 12%
孵化器总收入 | 万元 | =1200 | =1280.5 | 106.7% | 25%
"""),
        "编码": grid("""
指标代码 | 指标 | 2022年
H1 | 高新技术企业数 | =536
H7 | 国家级三类创新中心 | =0
A1 | 高企净增 | =98
"""),
        "月报": grid("""
2023年9月科技工作月报
指标名称 | 计量单位 | 本月 | 1-本月累计 | 上年同期累计 | 累计增长%
发明专利授权量 | 件 | =95 | =1023 | =850 | =20.4
"""),
        "分类": grid("""
2021年海曙区科技统计
类别 | 指标 | 数值
一、企业培育 | 高新技术企业数 | =536
^ | 科技型中小企业累计数 | =2412
"""),
    }
    xlsx(path, tabs)


@case("上下三表.xlsx")
def tables_of_one_row(path: Path) -> None:
    """Three tables of one row each, below each other; and names below 孵化器 alone."""
    tabs = {
        "三表": grid("""
2021年孵化器统计（千元）
孵化器名称 | 在孵企业数 | 总收入
甬创孵化器 | =50 | =10200

2022年孵化器统计（千元）
孵化器名称 | 在孵企业数 | 总收入
甬创孵化器 | =56 | =12805

2022年众创空间统计（千元）
众创空间名称 | 工位数 | 总收入
北岸众创空间 | =120 | =565
"""),
        "短名": grid("""
2022年孵化器运营情况（金额单位：千元）
孵化器 | 在孵企业数 | 总收入
北岸孵化器 | =57 | =12806
"""),
    }
    xlsx(path, tabs)


@case("知识产权目录.xls")
def rights_of_all_kinds(path: Path) -> None:
    """Numbers of grant that are those of patents, among software; codes behind owners' names."""
    tabs = {
        "目录": grid("""
企业知识产权目录（2021年）
序号 | 企业 | 信用代码 | 知识产权类别 | 知识产权名称 | 授权号 | 授权日期
=1 | {甲} | {A} | 发明专利 | 一种刀具 | ZL202110345671.1 | =2021-05-06
=2 | {甲} | {A} | 软件著作权 | 刀具管理系统 | 2021SR0987654 | =2021-06-06
=3 | {乙} | {B} | 商标 | 示例 | 第12345678号 | =2021-06-06
"""),
        "权利人": grid("""
权利人（信用代码） | 专利号 | 专利名称
{甲}（{A}） | 202110345671.1 | 一种刀具
{乙} {B}，示例大学 | 202120456782.5 | 刀柄
"""),
    }
    xls(path, tabs)


@case("新旧证书.csv")
def earlier_numbers(path: Path) -> None:
    """The number of the certificate that a firm had before, and that of the one it has."""
    rows = grid("""
宁波市2014年复审高新技术企业名单
序号 | 企业名称 | 信用代码 | 原证书编号 | 新证书编号 | 发证日期
1 | {甲} | {A} | GR201133100011 | GF201433100021 | 2014-09-25
2 | {乙} | {B} | GR201133100012 | GF201433100022 | 2014.9.25
""")
    text(path, rows, encoding="gb18030")


@case("获评企业.xlsx")
def lists_below_each_other(path: Path) -> None:
    """Lists under their captions, whose year the sheet's title says; a year within the scheme."""
    tabs = {
        "获评": grid("""
海曙区2021年获评企业汇总
一、高新技术企业
序号 | 企业 | 信用代码 | 证书号 | 发证日期
=1 | {甲} | {A} | GR202133100051 | 2021-12-10
二、专精特新中小企业
序号 | 企业 | 信用代码
=1 | {乙} | {B}
三、科技型中小企业
序号 | 企业 | 信用代码 | 入库编号
=1 | {丙} | {C} | 202133020308000777
"""),
        "第一批": grid("""
浙江省2022年度第一批科技型中小企业认定（备案）名单
序号 | 企业名称 | 信用代码
=1 | {甲} | {A}
"""),
    }
    xlsx(path, tabs)


@case("几次认定.xlsx")
def records_beside_each_other(path: Path) -> None:
    """Groups with a record each behind the firm; joint owners; a telephone of nobody's firm."""
    tabs = {
        "证书": grid("""
企业名称 | 信用代码 | 首次认定 | < | 重新认定 | < | <
^ | ^ | 证书编号 | 发证日期 | 证书编号 | 发证日期 | 有效期至
{甲} | {A} | GR201833100011 | 2018-11-27 | GR202133100011 | 2021-12-10 | 2024-12-09
{乙} | {B} | GR201933100012 | 2019-11-27 | | |
"""),
        "专利": grid("""
企业名称 | 信用代码 | 发明专利 | < | 实用新型专利 | <
^ | ^ | 专利号 | 名称 | 专利号 | 名称
{甲} | {A} | 202110345671.1 | 刀具 | 202120456782.5 | 刀柄
"""),
        "权利人": grid("""
权利人 | < | 专利基本情况 | < | < | <
第一权利人 | 共同权利人 | 名称 | 种类 | 申请号 | 申请日
{甲} | 示例大学 | 轴承 | 发明 | 201910890126.3 | 2019-1-2
"""),
        "发明人": grid("""
企业名称 | 信用代码 | 专利号 | 专利名称 | 发明人 | 联系电话
{乙} | {B} | 202211678904.0 | 方法 | 示例人 | 13800000000
"""),
    }
    xlsx(path, tabs)


@case("首台套名单.xlsx")
def results_of_one_kind(path: Path) -> None:
    """What a list of 首台套 calls its results; and the same column in a list of firms."""
    tabs = {
        "首台套": grid("""
2021年度浙江省首台（套）装备认定名单
企业名称 | 信用代码 | 产品名称 | 认定日期
{甲} | {A} | 示例机床 | 2021-10-08
"""),
        "企业": grid("""
2021年企业名单
企业名称 | 信用代码 | 产品名称 | 联系人
{乙} | {B} | 轴承 | 示例
"""),
    }
    xlsx(path, tabs)


@case("年度在上.xlsx")
def years_over_columns_of_a_form(path: Path) -> None:
    """Years beside 年度 over a form's figures; one's own place among its parts; 申请号 and 专利号."""
    tabs = {
        "众创": grid("""
众创空间名称 | 北岸众创空间
年度 | 2021年 | 2022年
服务团队数 | 18支 | 20支
总收入 | 40.5万元 | 56.5万元
"""),
        "企业": grid("""
企业名称 | {甲}
信用代码 | {A}
年度 | 2021年 | 2022年
研发费用（万元） | =10 | =20
"""),
        "区下": grid("""
2022年指标
单位 | 高企数 | 发明专利授权量（件）
宁波市海曙区 | =536 | =1023
其中：石碶街道 | =60 | =100
"""),
        "公报": grid("""
2021年公报
指标 | 单位 | 绝对数 | 比上年增长(%)
高新技术企业数 | 家 | 402（+20%） | =33.3
"""),
        "专利": grid("""
序号 | 专利名称 | 申请号 | 专利号 | 权利人
=1 | 甲 | 202110345671.1 | | {甲}
=2 | 乙 | | ZL202120456782.5 | {甲}
"""),
    }
    xlsx(path, tabs)
