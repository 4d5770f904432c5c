"""Tables that do not stand alone, do not stand upright, or hold more than records."""

from __future__ import annotations

from pathlib import Path

from golden_sheets.cases import case
from golden_sheets.grid import grid
from golden_sheets.write_ods import ods
from golden_sheets.write_xls import xls
from golden_sheets.write_xlsx import xlsx


@case("双栏.xlsx")
def two_blocks_side_by_side(path: Path) -> None:
    """A list in two columns, to save paper."""
    rows = grid("""
海曙区科技企业名单
序号 | 企业名称 | 统一社会信用代码 |  | 序号 | 企业名称 | 统一社会信用代码
=1 | {甲} | {A} |  | =4 | {丁} | {D}
=2 | {乙} | {B} |  | =5 | {戊} | {E}
=3 | {丙} | {C}
""")
    xlsx(path, {"名单": rows})


@case("上下两表.xls")
def two_tables_below_each_other(path: Path) -> None:
    """Two tables with headings and titles of their own on one sheet."""
    rows = grid("""
一、2023年度企业研发投入（单位：万元）
企业名称 | 信用代码 | 研发费用合计 | 研发人员
{甲} | {A} | =100 | =10
{乙} | {B} | =200 | =20
合计 | | =300 | =30
.
二、企业研发机构
企业名称 | 信用代码 | 机构名称 | 机构类别 | 级别
{甲} | {A} | 示例研究院 | 企业研究院 | 省级
{乙} | {B} | 示例技术中心 | 企业技术中心 | 市级
""")
    xls(path, {"汇总": rows})


@case("一年一表.xlsx")
def a_sheet_a_year(path: Path) -> None:
    """One sheet a year; the year stands on the tab alone."""
    head = "企业名称 | 信用代码 | 营业收入（万元） | 研发费用（万元）\n"
    tabs = {
        "2021年": grid(head + "{甲} | {A} | =1000 | =50\n{乙} | {B} | =200 | =10"),
        "2022": grid(head + "{甲} | {A} | =1100 | =55\n{乙} | {B} | =210 | =11"),
        "23年": grid(head + "{甲} | {A} | =1200 | =60\n{丙} | {C} | =80 | =4"),
    }
    xlsx(path, tabs)


@case("一镇一表.xls")
def a_sheet_a_town(path: Path) -> None:
    """One sheet a town, and one that sums them up."""
    head = "海曙区2024年科技企业统计表\n序号 | 企业名称 | 信用代码 | 从业人员数\n"
    tabs = {
        "示例街道": grid(head + "=1 | {甲} | {A} | =120\n=2 | {乙} | {B} | =60\n小计 | | | =180"),
        "示例镇": grid(head + "=1 | {丙} | {C} | =30\n小计 | | | =30"),
        "汇总": grid("""
海曙区2024年科技企业汇总表
镇街道 | 企业数 | 从业人员数
示例街道 | =2 | =180
示例镇 | =1 | =30
合计 | =3 | =210
"""),
    }
    xls(path, tabs)


@case("分区名单.xlsx")
def districts_as_headlines(path: Path) -> None:
    """Several districts in one sheet, each under a line of its own, with sums between."""
    rows = grid("""
宁波市2023年度高新技术企业名单
序号 | 企业名称 | 统一社会信用代码 | 证书编号
一、海曙区（2家） | < | < | <
=1 | {甲} | {A} | GR202333100001
=2 | {乙} | {B} | GR202333100002
小计：2家
二、江北区（1家） | < | < | <
=3 | {丙} | {C} | GR202333100003
三、鄞州区 | < | < | <
=4 | {丁} | {D} | GR202333100004
合计 | 4家
""")
    xlsx(path, {"名单": rows})


@case("合并区名.ods")
def merged_district_cells(path: Path) -> None:
    """The district stands once, in a cell that reaches over all its rows."""
    rows = grid("""
2024年度众创空间、孵化器名录
区县（市） | 众创空间名称 | 运营主体名称 | 级别 | 使用面积（亩）
海曙区 | 示例空间一 | {甲} | 市级 | =3
^ | 示例空间二 | {乙} | 国家级 | =1.5
江北区 | 示例空间三 | {丙} | 省级 | 2000平方米
""")
    ods(path, {"众创空间": rows})


@case("转置.xlsx")
def firms_as_columns(path: Path) -> None:
    """A sheet that lies on its side: a firm is a column."""
    rows = grid("""
2023年重点企业研发情况（单位：万元）
企业名称 | {甲} | {乙} | {丙}
统一社会信用代码 | {A} | {B} | {C}
研发费用合计 | =100 | =200 | =50.5
研发人员 | =10 | =20 | =5
期末有效发明专利数 | =3 | =0 | —
""")
    xlsx(path, {"重点": rows})


@case("样表在前.xlsx")
def samples_before_the_sheet(path: Path) -> None:
    """A sheet of notes, a filled sample, code lists, and last the sheet itself."""
    head = "序号 | 企业名称 | 统一社会信用代码 | 成立时间 | 注册资本（万元） | 登记注册类型\n"
    tabs = {
        "填表须知": grid("填表须知\n1.本表由企业填写\n2.请勿改动表头\n3.示例见“样表”"),
        "样表": grid(
            "企业信息表（样表）\n" + head + "=1 | 宁波某某科技有限公司 | 91330200MA0000000X"
            " | 2015-01-01 | 1000 | 私营有限责任公司"
        ),
        "代码表": grid(
            "登记注册类型 | 代码\n国有企业 | =110\n集体企业 | =120\n私营有限责任公司 | =173"
        ),
        "填报": grid(
            "企业信息表\n" + head + "=1 | {甲} | {A} | 2015-06-18 | 1000 | 私营有限责任公司\n"
            "=2 | {乙} | {B} | 2016.3.5 | 500 | 160\n=3\n=4\n=5"
        ),
        "Sheet3": grid("."),
    }
    xlsx(path, tabs)


@case("签字之后.xlsx")
def rows_after_the_signature(path: Path) -> None:
    """A firm added below the sign-off lines, and scribbles that are none."""
    rows = grid("""
2024年上半年企业经济运行情况
填报单位（盖章）：海曙区示例街道 | | | | 单位：万元
企业名称 | 信用代码 | 营业收入 | 利润总额 | 从业人员期末人数
{甲} | {A} | =1000 | =50 | =100
{乙} | {B} | =200 | =-5 | =40
单位负责人：示某 | | 统计负责人：示某 | | 填表人：示某
联系电话：0574-80000001 | | | | 报出日期：2024年7月5日
{丙} | {C} | =80 | =1 | =12
补报企业见附件
注：数据为初步数
""")
    xlsx(path, {"上半年": rows})


@case("空行与样例.xlsx")
def blanks_and_an_example(path: Path) -> None:
    """An example row, blank rows between records, and numbers that wait for names."""
    rows = grid("""
科技型中小企业入库申报汇总（2024年国家评价）
序号 | 企业名称 | 统一社会信用代码 | 职工总数 | 科技人员数 | 上年度销售收入（万元） | 研发费用总额（万元）
例 | 哇哈哈有限公司 | 91330000XXXXXXXXXX | =100 | =20 | =1000 | =60
=1 | {甲} | {A} | =80 | =12 | =900.5 | =54
.
=2 | {乙} | {B} | =30 | =5 | =300 | =20
=3
=4 | ␣ | | | |
.
=5 | {丙} | {C} | 10人 | 3人 | 100 | 10
=6
=7
""")
    xlsx(path, {"申报": rows})


@case("左右不同.xlsx")
def two_kinds_side_by_side(path: Path) -> None:
    """Figures of firms at the left under a group that names them, patents at the right."""
    rows = grid("""
企业研发费用（万元） | < | < |  | 企业专利 | <
企业名称 | 信用代码 | 2023年 |  | 专利号 | 专利名称
{甲} | {A} | =100 |  | 202110100001.3 | 示例一
{乙} | {B} | =200 |  | 202110100002.8 | 示例二
{丙} | {C} | =300
""")
    xlsx(path, {"Sheet1": rows})


@case("三表相连.xls")
def three_tables_without_a_gap(path: Path) -> None:
    """Three tables with titles of their own and no blank row between them."""
    rows = grid("""
表1 企业名单
企业名称 | 信用代码
{甲} | {A}
{乙} | {B}
表2 2023年研发费用（万元）
企业名称 | 研发费用
{甲} | =100
{乙} | =200
表3 2022年研发费用（千元）
企业名称 | 研发费用
{甲} | =90
{乙} | =190
""")
    xls(path, {"Sheet1": rows})


@case("旁注.xlsx")
def notes_at_the_side(path: Path) -> None:
    """Year and unit in notes at the right of the table."""
    rows = grid("""
企业名称 | 信用代码 | 研发费用 |  | 说明：
{甲} | {A} | =100 |  | 1.本表为2023年数
{乙} | {B} | =200 |  | 2.金额单位：万元
{丙} | {C} | =300 |  | 3.填至小数后两位
""")
    xlsx(path, {"Sheet1": rows})
