"""Ledgers and forms of offices whose headings say less, or more, than their columns hold."""

from __future__ import annotations

from pathlib import Path

from golden_sheets.cases import case
from golden_sheets.grid import grid
from golden_sheets.write_xls import xls
from golden_sheets.write_xlsx import xlsx


@case("数据页报告期.xlsx")
def periods_in_a_tab_called_figures(path: Path) -> None:
    """A tab called 数据 names no figure for the column of periods in it."""
    rows = grid("""
企业名称 | 信用代码 | 报告期 | 营业收入(千元)
{甲} | {A} | 2022年 | =1000
{甲} | {A} | 2023年1-6月 | =600
{甲} | {A} | =202309 | =320
{甲} | {A} | 二〇二一年 | =900
{乙} | {B} | | =1
""")
    xlsx(path, {"数据": rows})


@case("代码列指标表.xls")
def codes_beside_figures(path: Path) -> None:
    """Official codes stand between the names of figures and their values."""
    rows = grid("""
企业主要经济指标
统一社会信用代码：{A} | | | 表号：GQ-002
单位详细名称：{甲} | | | 2022年
指标名称 | 计量单位 | 代码 | 数量
甲 | 乙 | 丙 | 1
工业总产值（当年价格） | 千元 | qc02 | =56000
营业收入 | 千元 | qc05_0 | 60,000
␣␣其中：主营业务收入 | 千元 | qc55 | =59000
净利润 | 千元 | qc12 | -1,200
从业人员期末人数 | 人 | qd01 | =210
""")
    xls(path, {"GQ-002": rows})


@case("三种名单并排.xlsx")
def lists_of_several_kinds_side_by_side(path: Path) -> None:
    """Each kind has numbers and firms of its own, and its name stands over both."""
    rows = grid("""
2022年海曙区各类科技企业名单 | < | < | < | < | < | < | < | <
高新技术企业 | < | < | 创新型中小企业 | < | < | 省专精特新 | < | <
序号 | 企业名称 | 信用代码 | 序号 | 企业名称 | 信用代码 | 序号 | 企业名称 | 信用代码
=1 | {甲} | {A} | =1 | {乙} | {B} | =1 | {丙} | {C}
=2 | {丁} | {D} | =2 | {戊} | {E} | | |
""")
    xlsx(path, {"名单": rows})


@case("企业画像.xlsx")
def figures_behind_a_claim(path: Path) -> None:
    """研发费用 behind 是否科小 is a figure of the firm, whether or not it has filed."""
    rows = grid("""
2023年海曙区科技企业画像
企业名称 | 统一社会信用代码 | 是否高企 | 高企证书编号 | 是否科小 | 入库编号 | 研发费用（万元）
{甲} | {A} | 是 | GR202133100555 | √ | 202333020308001111 | =100
{乙} | {B} | 否 | | | | =50
""")
    xlsx(path, {"画像": rows})


@case("科技奖励.xlsx")
def awards_of_firms(path: Path) -> None:
    """Results that a firm and a university got an award for, of a kind that the title names."""
    rows = grid("""
2020年度海曙区企业获省部级以上科技奖励情况
序号 | 成果名称 | 完成单位 | 奖励级别 | 获奖时间 | 信用代码
=1 | 示例轴承技术 | {甲}、示例大学 | 省级 | 2020年11月5日 | {A}
=2 | 示例膜材料 | {乙} | 国家级 | 2021年1月10日 | {B}
""")
    xlsx(path, {"奖励": rows})


@case("勾选登记表.xlsx")
def a_card_with_boxes(path: Path) -> None:
    """A card whose choices have a box each in one cell, and whose contact has a number beside."""
    rows = grid("""
海曙区科技型中小企业基本情况登记表
企业名称：{甲}　　统一社会信用代码：{A}
法定代表人：林某　　联系电话：0574-81112222
所属技术领域：□电子信息 ☑新材料 □生物与新医药
企业规模：大型□ 中型□ 小型√ 微型□
联系人：示某（13800000001）
""")
    xlsx(path, {"登记": rows})


@case("分机号.xlsx")
def eight_digits_that_are_no_patents(path: Path) -> None:
    """Eight digits below a heading that nobody knows are no numbers of old patents."""
    rows = grid("""
企业名称 | 统一社会信用代码 | 员工热线 | 镇街
{甲} | {A} | 87111111 | 示例镇
{乙} | {B} | 87111112 | 示例镇
{丙} | {C} | 87111113 | 示例镇
""")
    xlsx(path, {"名录": rows})


@case("日期表头.xlsx")
def months_as_days_of_the_calendar(path: Path) -> None:
    """Months that head columns are days to a spreadsheet."""
    rows = grid("""
规上企业工业总产值（千元）
企业名称 | 信用代码 | =2023-01-01 | =2023-02-01 | =2023-03-01
{甲} | {A} | =100 | =90 | =120
{乙} | {B} | =50 | =60 | =40
""")
    years = grid("""
规上企业工业总产值（千元）
企业名称 | 信用代码 | =2021-01-01 | =2022-01-01 | =2023-01-01
{甲} | {A} | =1000 | =900 | =1200
""")
    xlsx(path, {"月": rows, "年": years})


@case("透视表.xlsx")
def a_pivot_table(path: Path) -> None:
    """What a spreadsheet calls the firms and sums of a pivot table."""
    codes = grid("企业名称 | 统一社会信用代码\n{甲} | {A}\n{乙} | {B}")
    rows = grid("""
行标签 | 求和项:研发费用（万元） | 求和项:营业收入（万元）
{甲} | =10 | =100
{乙} | =20 | =300
总计 | =30 | =400
""")
    xlsx(path, {"名录": codes, "2022年": rows})


@case("季度看不懂.xls")
def years_and_quarters_in_columns(path: Path) -> None:
    """A quarter that nobody understands never makes its figures those of the year."""
    rows = grid("""
企业名称 | 信用代码 | 年份 | 季度 | 营业收入（千元）
{甲} | {A} | =2022 | =1 | =100
{甲} | {A} | 2022年 | 第三季度 | =120
{甲} | {A} | =2022 | 四 | =80
{甲} | {A} | =2022 | 五 | =70
""")
    merged = grid("""
2023年各企业分季度研发费用（千元）
企业名称 | 信用代码 | 季度 | 研发费用
{乙} | {B} | 一季度 | =10
^ | ^ | 二季度 | =8
^ | ^ | 小计 | =18
""")
    xls(path, {"季报": rows, "小计": merged})


@case("荣誉一览.xls")
def honours_of_firms(path: Path) -> None:
    """Honours, patents below the line of a firm, and a figure that no form has."""
    honours = grid("""
海曙区企业荣誉资质一览表
序号 | 企业名称 | 信用代码 | 荣誉名称 | 等级 | 获得年份 | 发文号
=1 | {甲} | {A} | 专精特新“小巨人”企业 | 国家级 | 2021 | 工信部企业函〔2021〕197号
""")
    patents = grid("""
2023年授权专利清单
序号 | 专利号 | 专利名称 | 授权日
一、{甲}（1件）
=1 | ZL201710601862.3 | 示例装置 | 2023-02-03
""")
    ledger = grid("""
企业名称 | 信用代码 | 2023年营业收入（万元） | 2023年利税总额（万元）
{乙} | {B} | =1100 | =90
""")
    xls(path, {"荣誉": honours, "专利": patents, "台账": ledger})


@case("签上写期.xls")
def parts_of_a_year_in_tabs(path: Path) -> None:
    """The title names the year and the tab its part, or the other way round."""
    rows = "企业名称 | 信用代码 | 营业收入\n{甲} | {A} | =%d"
    year, part = "2024年企业营业收入月报（千元）", "1-9月企业营业收入（千元）"
    tabs = {
        "1月": grid(f"{year}\n{rows % 100}"),
        "2月": grid(f"{year}\n{rows % 80}"),
        "三季度": grid(f"{year}\n{rows % 260}"),
        "下半年": grid(f"{year}\n{rows % 500}"),
        "2023年": grid(f"{part}\n{rows % 700}"),
        "3月": grid(f"2022年度企业营业收入（千元）\n{rows % 900}"),
    }
    xls(path, tabs)


@case("抬头写期.xlsx")
def a_period_behind_the_firm(path: Path) -> None:
    """The head of a form has the firm and the year in one merged cell."""
    rows = grid("""
企业研究开发活动及相关情况
单位详细名称：{甲}　　　　　　2023年
统一社会信用代码：{A}
指标名称 | 计量单位 | 代码 | 数量
研究开发人员合计 | 人 | =1 | =20
研究开发费用合计 | 千元 | =7 | =3000
当年专利申请数 | 件 | =29 | =6
""")
    xlsx(path, {"107-2": rows})


@case("季度分段.xlsx")
def quarters_as_lines_between(path: Path) -> None:
    """Lines between the rows say of which quarter those below are."""
    rows = grid("""
2023年企业营业收入（千元）
企业名称 | 信用代码 | 营业收入
一季度
{甲} | {A} | =100
{乙} | {B} | =200
二季度
{甲} | {A} | =90
{乙} | {B} | =210
""")
    xlsx(path, {"Sheet1": rows})


@case("单位负责人.xls")
def the_head_of_a_firm_in_a_card(path: Path) -> None:
    """法定代表人（单位负责人） is a label, and no line to sign."""
    rows = grid("""
单位基本情况
统一社会信用代码 | {A} | 单位详细名称 | {甲}
法定代表人（单位负责人） | 示某 | 开业（成立）时间 | 2008年5月
固定电话 | 0574-80000001 | 移动电话 | 13800000001
详细地址 | 示例路1号 | 邮政编码 | 315000
单位负责人： | 统计负责人： | 填表人： | 报出日期：2023年1月5日
""")
    xls(path, {"101-1": rows})


@case("题中万元.xls")
def totals_in_the_unit_of_the_title(path: Path) -> None:
    """The unit in the title is that of amounts, and not of counts."""
    rows = grid("""
2021年全市各区县（市）指标情况
单位：万元
地区 | 技术合同交易额 | 发明专利授权量（件）
海曙区 | =300000 | =650
江北区 | =200000 | =400
""")
    xls(path, {"汇总": rows})
