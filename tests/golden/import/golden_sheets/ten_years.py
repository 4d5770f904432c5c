"""What a district's office has collected in ten years: headings of several things, lines between."""

from __future__ import annotations

from pathlib import Path

from golden_sheets.cases import case
from golden_sheets.grid import grid
from golden_sheets.write_text import text
from golden_sheets.write_xls import xls
from golden_sheets.write_xlsx import xlsx


@case("累计在前在后.xls")
def periods_within_headings(path: Path) -> None:
    """Of what time a figure is, said in one word before or behind it."""
    rows = grid("""
2023年9月规上企业主要指标（千元）
企业名称 | 信用代码 | 营业收入累计数 | 上年同期利润总额 | 本月工业总产值 | 研发费用上年同期累计 | 全年预计出口总额
{甲} | {A} | =9000 | =500 | =300 | =80 | =4000
""")
    xls(path, {"9月": rows})


@case("一月至本月.xlsx")
def from_january_on(path: Path) -> None:
    """1-本月 below a figure, and what firms did and what they mean to do beside each other."""
    tabs = {
        "9月": grid("""
2023年9月规上企业生产月报
企业名称 | 信用代码 | 工业总产值（千元） | < | <
^ | ^ | 本月 | 1-本月 | 去年同期累计
{甲} | {A} | =1200 | =10800 | =9900
"""),
        "计划": grid("""
企业研发投入计划（万元）
企业名称 | 信用代码 | 2022年实际研发费用 | 2023年预计研发费用 | 2024年计划研发费用
{乙} | {B} | =100 | =120 | =150
"""),
    }
    xlsx(path, tabs)


@case("两样在一格.xlsx")
def two_things_in_a_column(path: Path) -> None:
    """Names and codes in one cell, and old and new codes in one column."""
    tabs = {
        "研发": grid("""
2023年企业研发费用（万元）
序号 | 企业名称及统一社会信用代码 | 研发费用
=1 | {甲}⏎{A} | =100
=2 | {乙}（{B}） | =200
"""),
        "名录": grid("""
企业名称 | 组织机构代码/统一社会信用代码 | 法定代表人
{丙} | {C} | 示例甲
{丁} | 91330211MA2TE5T44A | 示例乙
{戊} | 9.13302E+17 | 示例丙
{己} | 330203000012343 | 示例丁
"""),
    }
    xlsx(path, tabs)


@case("号码认列.csv")
def columns_told_by_numbers(path: Path) -> None:
    """A number of grant that is the patents' own, and one that is none."""
    rows = grid("""
序号 | 知识产权名称 | 类别 | 授权号 | 权利人 | 获得方式
1 | 示例阀体 | 发明专利 | ZL201710601862.3 | 示例大学 | 自主研发
2 | 示例软件 | 软件著作权 | 2021SR0123456 | 示例大学 | 自主研发
3 | 示例气缸 | 实用新型 | ZL201920234567.3 | 示例大学 | 受让
""")
    text(path, rows)


@case("证书混写.xlsx")
def certificates_told_by_numbers(path: Path) -> None:
    """A list that nothing but its numbers says to be of certificates, some of them damaged."""
    rows = grid("""
企业名称 | 信用代码 | 证书编号 | 有效期
{甲} | {A} | GR202133100301 | 2021.12.10-2024.12.9
{乙} | {B} | GR202133100302 | 2021年12月10日至2024年12月9日
{丙} | {C} | GR 2021-3310-0304 | =2024-12-09
{丁} | {D} | — | =2024-12-09
{戊} | {E} | GR201133000305 | 2014-12-01
""")
    xlsx(path, {"证书": rows})


@case("单位在说明里.xlsx")
def units_within_notes(path: Path) -> None:
    """Units that stand within longer notes, above and below the rows."""
    tabs = {
        "上": grid("""
2023年企业研发情况填报表
填表说明：1.黑色字体为必填；2.金额单位统一为万元；3.请勿改动表头。
序号 | 企业名称 | 统一社会信用代码 | 研发费用
=1 | {甲} | {A} | =88
"""),
        "下": grid("""
企业研发统计
企业名称 | 信用代码 | 研发费用
{乙} | {B} | =400
注：以上为2022年全年数，金额单位万元。
"""),
    }
    xlsx(path, tabs)


@case("其他也是一组.xls")
def lines_of_general_words(path: Path) -> None:
    """其他 between the rows is no district, and no answer of every list that ends so."""
    rows = grid("""
宁波市2023年研发投入前列企业（单位：万元）
序号 | 企业名称 | 信用代码 | 研发费用
一、海曙区（1家）
=1 | {甲} | {A} | =5000
二、鄞州区（1家）
=1 | {乙} | {B} | =2000
三、其他（1家）
=1 | {丙} | {C} | =1000
""")
    xls(path, {"研发": rows})


@case("名单逐年.xlsx")
def lists_year_by_year(path: Path) -> None:
    """A list of what its title names, whose years stand between the rows."""
    rows = grid("""
省级专精特新中小企业名单
序号 | 企业名称 | 信用代码 | 文号
2021年度
=1 | {甲} | {A} | 浙经信〔2021〕1号
2022年度
=1 | {乙} | {B} | 浙经信〔2022〕2号
""")
    xlsx(path, {"名单": rows})


@case("起止时间.xlsx")
def stretches_of_time(path: Path) -> None:
    """Projects whose first and last month stand in one column."""
    rows = grid("""
2023年度研发项目
企业名称 | 信用代码 | 项目名称 | 起止时间 | 经费支出（千元）
{甲} | {A} | 示例一 | 2022.1-2023.12 | =100
{甲} | {A} | 示例二 | 2023年3月—2024年6月 | =200
{甲} | {A} | 示例三 | 202301至202312 | =300
{甲} | {A} | 示例四 | 2023年5月 | =400
{甲} | {A} | 示例五 | 待定 | =500
""")
    xlsx(path, {"项目": rows})


@case("表头在代码列上.xls")
def a_head_above_line_codes(path: Path) -> None:
    """A form in two panels, whose firm stands above the column of line codes."""
    rows = grid("""
企业研究开发活动及相关情况
| | | | | 表号：607-2表
统一社会信用代码： | {A} | | | | 制定机关：国家统计局
单位详细名称： | {甲} | | 2019年 | | 计量单位：千元、人
指标名称 | 代码 | 本年 | 指标名称 | 代码 | 本年
甲 | 乙 | 1 | 甲 | 乙 | 1
一、研究开发人员情况 | — | — | 五、企业办研究开发机构（境内）情况 | — | —
研究开发人员合计 | 1 | =45 | 期末机构数 | 22 | =1
其中：女性 | 3 | =9 | 机构研究开发人员 | 23 | =30
二、研究开发费用情况 | — | — | 机构研究开发费用 | 26 | =3000
研究开发费用合计 | 7 | =5200 | 当年专利申请数 | 29 | =7
1.人员人工费用 | 8 | =3000 | 其中：发明专利 | 30 | =2
单位负责人： | | | 填表人：
""")
    xls(path, {"607-2": rows})


@case("分组尾行.xlsx")
def lines_below_the_sum(path: Path) -> None:
    """What stands below a sum, in the column of numbers: parts, means and shares of it."""
    rows = grid("""
2023年企业研发费用
序号 | 单位名称 | 信用代码 | 研发费用（千元） | 是否规上
=1 | {甲} | {A} | =100 | 规下
=2 | {乙} | {B} | =200 | 是
共计2家 | | | =300
平均值 | | | =150
其中：高企 | | | =200
占比 | | | 66.7%
""")
    xlsx(path, {"研发": rows})


@case("两证一行.xlsx")
def two_certificates_in_a_row(path: Path) -> None:
    """Columns that come again behind a firm are that firm's; the second is asked about."""
    rows = grid("""
企业名称 | 信用代码 | 高企证书编号 | 发证日期 | 高企证书编号 | 发证日期
{甲} | {A} | GR201533100123 | =2015-10-29 | GR201833100456 | =2018-11-27
{乙} | {B} | GR201533100124 | =2015-10-29
""")
    xlsx(path, {"高企": rows})


@case("合计与发明.xls")
def parts_below_merged_headings(path: Path) -> None:
    """A second row of headings of which each alone says nothing, the parts of one that no form has."""
    rows = grid("""
2022年企业知识产权情况（件）
企业名称 | 信用代码 | 当年专利申请数 | < | 当年专利授权数 | < | 期末有效发明专利数
 | | 合计 | 其中：发明 | 合计 | 其中：发明
{甲} | {A} | =10 | =4 | =7 | =2 | =15
""")
    xls(path, {"专利": rows})


@case("同月无单位.xlsx")
def units_of_figures_beside(path: Path) -> None:
    """A column that only says when takes figure and unit of those beside it."""
    rows = grid("""
2023年3月份规上企业产值
企业名称 | 信用代码 | 当月产值(万元) | 累计产值(万元) | 上年同月
{甲} | {A} | =120 | =330 | =100
""")
    xlsx(path, {"3月": rows})


@case("英文一行.csv")
def headings_said_again_in_english(path: Path) -> None:
    """A second row that says the headings in English, and a date where there is no certificate."""
    rows = grid("""
2022年企业研发投入（千元）
企业名称 | 统一社会信用代码 | 研发费用合计 | 研发人员合计 | 高企认定时间
Company | USCC | R&D expenditure | R&D staff | Recognised on
{甲} | {A} | 500 | 10 | 2021-12-10
{乙} | {B} | 600 | 12 | 非高企
""")
    text(path, rows)


@case("附未报名单.xlsx")
def a_narrow_list_below(path: Path) -> None:
    """Below the rows a list of those that did not report, under a heading of its own."""
    rows = grid("""
2022年企业研发费用（万元）
企业名称 | 信用代码 | 研发费用
{甲} | {A} | =200
.
附：未报企业名单
企业名称 | 原因
{甲} | 只报了一半
""")
    xlsx(path, {"研发": rows})


@case("百分之零点八.xlsx")
def shares_beside_their_unit(path: Path) -> None:
    """Per cent in a column of its own does not say whether 0.823 is a share of one."""
    rows = grid("""
2023年指标完成情况
指标名称 | 单位 | 数值
规上工业企业研发活动覆盖率 | % | =0.823
规模以上工业企业研发经费支出占营业收入比重 | % | 0.9%
规模以上工业高新技术企业数量占比 | % | =45.6
""")
    xlsx(path, {"指标": rows})


@case("街道一组.xlsx")
def lines_that_name_towns(path: Path) -> None:
    """A town between the rows is where firms are, and not to whom they are subordinate."""
    rows = grid("""
2022年度企业研发费用加计扣除情况（单位：元）
序号 | 纳税人名称 | 纳税人识别号 | 加计扣除额
二、下应街道（1户）
=1 | {甲} | {A} | =1500000.5
""")
    xlsx(path, {"加计扣除": rows})


@case("年末与年初.xlsx")
def what_stood_at_the_start_of_a_year(path: Path) -> None:
    """年初数 beside 年末数 is of no period, and told as left out."""
    rows = grid("""
2023年企业资产情况（千元）
企业名称 | 信用代码 | 资产总计 | <
^ | ^ | 年末数 | 年初数
{甲} | {A} | =9000 | =8000
""")
    xlsx(path, {"资产": rows})


@case("金额向下合并.xlsx")
def an_amount_of_two_firms(path: Path) -> None:
    """An amount merged over two firms is the first one's, also in what goes back, and asked about."""
    rows = grid("""
2023年企业研发情况（万元）
企业名称 | 信用代码 | 研发费用 | 研发人员 | 联系电话
{甲} | {A} | =500 | =10 | 0574-8765
{乙} | {B} | ^ | =5 | 0574-8765
""")
    xlsx(path, {"研发": rows})


@case("本期金额.xls")
def amounts_of_this_and_the_last_period(path: Path) -> None:
    """The words of a profit account over a figure's two years."""
    rows = grid("""
2023年度利润表主要数据汇总（单位：元）
企业名称 | 信用代码 | 营业收入 | < | 利润总额 | <
^ | ^ | 本期金额 | 上期金额 | 本期金额 | 上期金额
{甲} | {A} | =9000000 | =8000000 | =-30000 | =20000
""")
    xls(path, {"利润表": rows})
