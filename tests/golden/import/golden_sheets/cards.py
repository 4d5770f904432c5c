"""Forms with labels beside their values: 107-2 old and new, cards of firms, firms as columns."""

from __future__ import annotations

from pathlib import Path

from golden_sheets.cases import case
from golden_sheets.grid import grid
from golden_sheets.write_text import text
from golden_sheets.write_xls import xls
from golden_sheets.write_xlsx import xlsx


@case("107-2表.xlsx")
def form_of_2021(path: Path) -> None:
    """Form 107-2 as firms fill it: two halves, units that slipped by a line, notes below."""
    rows = grid("""
企业研究开发活动及相关情况（107-2表） | < | < | < | < | <
单位详细名称：{甲} | | 统一社会信用代码：{A} | | 2023年
指标名称 | 计量单位 | 数量 | 指标名称 | 计量单位 | 数量
一、研究开发人员情况 | — | | 六、企业办研究开发机构（境内）情况 | — |
 研究开发人员合计 | 人 | =25 |   期末机构数 | 个 | =1
   其中：管理和服务人员 | 人 | =3 |   机构研究开发人员 | 人 | =15
其中：女性 | 人 | =8 |     其中：博士毕业 | 人 | =1
   其中：全职人员 | 人 | =20 |           硕士毕业 | 人 | =4
   其中：本科毕业及以上人员 | 人 | =18 | 机构研究开发费用 | 千元 | =5000
   其中：外聘人员 | 人 | =0 |   期末仪器和设备原价 | 千元 | =1200
二、研究开发费用情况 | — | | 七、研究开发产出及相关情况 | — |
 研究开发费用合计 | 千元 | =8123 | (一)专利情况 | — |
   1.人员人工费用 | 千元 | =4000 |     当年专利申请数 | 件 | =12
   2.直接投入费用 | 千元 | =3005 |       其中：发明专利 | 件 | =5
   3.折旧费用与长期待摊费用 | 千元 | =500 |     期末有效发明专利数 | 件 | =30
   4.无形资产摊销费用 | 千元 | — |       其中：已被实施 | 件 | =20
   7.委托外部研究开发费用 | 千元 | =600 |    专利所有权转让及许可数 | 件 |
       ①委托境内研究机构 | 千元 | =100 |    专利所有权转让及许可收入 | 千元 |
       ②委托境内高等学校 | 千元 | =500 | (二)新产品情况 | — |
     ③委托境内企业 | 千元 | |    *新产品销售收入 | 千元 | =20000
④委托境外机构 | 千元 | |      *其中：出口 | 千元 | =1000
   8.其他费用 | 千元 | =18 | 发表科技论文 | 篇 | =2
四、研究开发支出资金来源 | 	— | | 八、其他相关情况 | — |
1.来自企业自筹 | 千元 | =8000 |    技术改造经费支出 | 千元 | =0
2.来自政府部门 | 千元 | =123 | 期末企业在境外设立的研究开发机构数 | 个 |
   5.来自其他渠道 | — | =0
五、相关政策落实情况 | 千元
申报加计扣除减免税的研究开发支出 | 千元 | =7000
加计扣除减免税金额 | 千元 | =1050
高新技术企业减免税金额 | | =300
单位负责人：示某 | | 统计负责人：示某 | | 填表人：示某 | 报出日期：2024年2月10日
填表注意事项：
加计扣除减免税金额：指报告期内企业按有关政策和税法规定税前加计扣除的研究开发活动费用所得税。
""")
    xlsx(path, {"企业研发活动相关情况表": rows})


@case("607-2表.xls")
def form_of_2018(path: Path) -> None:
    """Form 607-2: head in cells beside each other, a column of line codes, and lines since gone."""
    rows = grid("""
企业研究开发活动及相关情况 | < | < | < | < | < | < | <
 | | | | 表    号：607-2 表
组织机构代码：MA2TE5T2-8 | | | | 制定机关：国家统计局
统一社会信用代码：{B} | | | | 文    号：国统字(2018)100号
单位详细名称：{乙} | | | 2019年 | 有效期至：2020年1月
指标名称 | 计量单位 | 代码 | 数量 | 指标名称 | 计量单位 | 代码 | 数量
甲 | 乙 | 丙 | =1 | 甲 | 乙 | 丙 | =1
一、研究开发人员情况 | — | — | — | 五、研发产出及相关情况 | — | — | —
 研究开发人员合计 | 人 | =1 | =12 | (一)专利情况 | — | — | —
   其中：女性 | 人 | =3 | =2 |   当年专利申请数 | 件 | =29 | =6
二、研究开发费用情况 | — | — | — |     其中：发明专利 | 件 | =30 | =2
 研究开发费用合计 | 千元 | =7 | 1,500 |     其中：PCT专利 | 件 | =31 | =1
   1.人员人工费用 | 千元 | =8 | =900 |   期末有效发明专利数 | 件 | =32 | =3
四、企业办研究开发机构（境内）情况 | — | — | — |     其中：已被实施 | 件 | =33 | =0
  期末机构数 | 个 | =22 | =1 |   软件著作权 | 个 | =42 | =4
  期末仪器和设备原价 | 千元 | =27 | =400 | (一)政府经费及相关政策落实情况 | — | — | —
    其中：进口 | 千元 | =28 | =100 |   来自政府部门的研究开发经费 | 千元 | =43 | =50
补充资料：
   上年研究开发费用合计 | 千元 | =51 | =1400 |      其中：已加计扣除的研究开发费用 | 千元 | =52 | =1300
单位负责人：示某　统计负责人：示某　填表人：示某　联系电话：0574-80000001　报出日期：2020年2月10日 | < | < | < | < | < | < | <
（602表）从业人员年平均人数 | 人 | - | =60
""")
    xls(path, {"607-2表": rows})


@case("企业情况卡.xlsx")
def card_of_a_firm(path: Path) -> None:
    """A card: labels and values in pairs, some over several columns."""
    rows = grid("""
企业基本情况表 | < | < | <
企业名称 | {甲} | 统一社会信用代码 | {A}
成立时间 | 2015年6月18日 | 注册资本（万元） | =1000
法定代表人 | 示甲 | 联系电话 | 0574-80000001
登记注册类型 | 私营有限责任公司 | 是否规上 | ■是 □否
详细地址 | 宁波市海曙区示例路1号 | < | <
主要产品 | 阀门、泵 | < | <
填表人：示某 | | 填表日期：2024年3月5日
""")
    xlsx(path, {"基本情况": rows})


@case("一户一页.xls")
def a_card_a_tab(path: Path) -> None:
    """A card a firm, each on its own tab."""
    card = """
高新技术企业信息表
企业名称 | {} | 信用代码 | {}
证书编号 | {} | 发证日期 | {}
所属技术领域 | {} | 有效期至 | {}
"""
    firms = {
        "甲": ("{甲}", "{A}", "GR202333100001", "2023年12月8日", "电子信息", "=2026-12-07"),
        "乙": ("{乙}", "{B}", "GR202333100002", "=2023-12-08", "新材料", "2026.12.7"),
    }
    xls(path, {name: grid(card.format(*cells)) for name, cells in firms.items()})


@case("卡片相连.xlsx")
def cards_below_each_other(path: Path) -> None:
    """Cards of several firms below each other on one sheet."""
    card = """
企业名称 | {} | 信用代码 | {}
研发费用合计（万元） | {} | 研发人员（人） | {}
.
"""
    drawn = "2023年企业研发情况" + "".join(
        card.rstrip("\n").format(*cells)
        for cells in (
            ("{甲}", "{A}", "=10", "=5"),
            ("{乙}", "{B}", "=20.5", "12人"),
            ("{丙}", "{C}", "约30", "无"),
        )
    )
    xlsx(path, {"2023": grid(drawn)})


@case("竖排一企.csv")
def one_firm_downwards(path: Path) -> None:
    """Two columns: what it is, and what it says."""
    rows = grid("""
项目 | 内容
企业名称 | {甲}
统一社会信用代码 | {A}
年度 | 2023
营业收入（万元） | 5,000
研发费用合计（万元） | 300
研发人员数 | 25
""")
    text(path, rows, encoding="gb18030")


@case("企业为列.xlsx")
def firms_across(path: Path) -> None:
    """Lines of 107-2 downwards with their units, and a firm in every column."""
    rows = grid("""
2023年重点企业研发活动情况（107-2）
指标名称 | 计量单位 | 代码 | {甲} | {乙} | {丙} | 合计
统一社会信用代码 | — | — | {A} | {B} | {C} |
研究开发人员合计 | 人 | =1 | =25 | =12 | =5 | =42
其中：女性 | 人 | =3 | =8 | — | =1 | =9
研究开发费用合计 | 万元 | =7 | =812.3 | =150 | =0 | =962.3
当年专利申请数 | 件 | =29 | 12件 | =3 | 无 | =15
""")
    xlsx(path, {"重点": rows})


@case("企业调查表.xlsx")
def survey_of_a_firm(path: Path) -> None:
    """A survey in sections, with colons behind its labels and ticks between brackets."""
    rows = grid("""
2023年度企业研发情况调查表
企业名称： | {甲} | 统一社会信用代码： | {A}
所属镇街： | 示例街道 | 联系电话： | 0574-80000001
一、基本情况
从业人员期末人数（人） | =120 | 营业收入（万元） | =5000
其中：研发人员（人） | =25 | 利润总额（万元） | =-20
二、研发投入
研发费用合计（万元） | =300 | 其中：人员人工费用（万元） | =150
三、其他
是否规上企业 | 是（√） 否（ ） | 高企证书编号 | GR202333100001
填报人： | 示某 | 填报日期： | 2024年3月1日
""")
    xlsx(path, {"调查表": rows})


@case("多年指标卡.xls")
def cards_over_years(path: Path) -> None:
    """A tab a firm; fields down, years across."""
    card = """
单位名称 | {}
信用代码 | {}
指标 | 2022年 | 2023年
营业收入（万元） | {} | {}
研发费用（万元） | {} | {}
从业人员（人） | {} | {}
"""
    firms = {
        "甲": ("{甲}", "{A}", "=1000", "=1100", "=50", "=55", "=30", "=33"),
        "乙": ("{乙}", "{B}", "=10", "11.5", "", "=5", "3人", "无"),
    }
    xls(path, {name: grid(card.format(*cells)) for name, cells in firms.items()})


@case("孵化器卡.xlsx")
def card_of_an_incubator(path: Path) -> None:
    """An incubator's card, areas and amounts each in a unit of their own."""
    rows = grid("""
孵化器基本情况表（2023年） | < | < | <
孵化器名称 | 示例科创园 | 级别 | 国家级
运营单位 | {甲} | 使用总面积（万平方米） | =2.1
在孵企业数（家） | =60 | 当年毕业企业数 | 5家
孵化基金总额（万元） | 1,000 | 孵化器总收入（千元） | =1200
""")
    xlsx(path, {"孵化器": rows})


@case("对比表.xlsx")
def firms_side_by_side(path: Path) -> None:
    """Firms across under numbers of their own, fields down in units of their own."""
    rows = grid("""
2023年各企业指标对比表
项目 | 企业一 | 企业二 | 企业三
企业名称 | {甲} | {乙} | {丙}
信用代码 | {A} | {B} | 91330206MA2TE5T36A
营业收入（亿元） | =1.2 | =0.5 | =0.1
研发费用（万元） | =300 | 约100 | =10
成立时间 | =2015-06-18 | 2016.3.5 | 2018年
""")
    xlsx(path, {"对比": rows})
