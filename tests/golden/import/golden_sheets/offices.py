"""Whole workbooks as single offices keep them, with all their habits at once."""

from __future__ import annotations

from pathlib import Path

from golden_sheets.cases import case
from golden_sheets.grid import grid
from golden_sheets.write_text import text
from golden_sheets.write_xls import xls
from golden_sheets.write_xlsx import xlsx


@case("海曙高企研发汇总.xlsx")
def summary_of_a_district(path: Path) -> None:
    """Annex, title, units of three kinds, three heading rows, towns merged, sums by town, notes."""
    main = grid(
        """
附件2
海曙区2023年度高新技术企业研发投入及产出情况汇总表 | < | < | < | < | < | < | < | < | < | < | < | < | <
填报单位（盖章）：海曙区科技局 | | | | | | | | 单位：万元、人、件
序号 | 镇乡（街道） | 企业名称 | 统一社会信用代码 | 是否⏎规上 | 人员情况 | < | 研发投入 | < | < | 知识产权 | < | < | 备注
^ | ^ | ^ | ^ | ^ | 从业人员⏎期末人数 | 其中：⏎研发人员 | 研发费用⏎合计 | 其中 | < | 期末有效⏎发明专利数 | 当年专利⏎申请数 | 其中：⏎发明专利 | ^
^ | ^ | ^ | ^ | ^ | ^ | ^ | ^ | 人员人工⏎费用 | 委托外部⏎研发费用 | ^ | ^ | ^ | ^
=1 | 示例街道 | {甲} | {A} | 是 | =120 | =25 | =812.35 | =400 | =10 | =30 | =12 | =5 |
=2 | ^ | 宁波示例　乙⏎有限公司 | 91330205ma2te5t288 | √ | =60 | =12 | 150 | — | | =2 | =3 | =0 | 已核
=3 | ^ | {丙} | 91330206MA2TE5T36A | 否 | =30 | =5 | =70 | =30 | | =1 | =1 | =1 | 代码待查
 | 小　计 | | | | =210 | =42 | =1032.35 | =430 | =10 | =33 | =16 | =6 |
=4 | 示例镇 | {丁} | {D} | 是 | 约80 | =10 | 1,200.5 | =600 | =#REF! | =5 | =4 | =2 |
=5 | ^ | {戊} | {E} | 否 | =12 | =3 | =0 | =0 | =0 | 无 | 无 | 无 | 零申报
=6 | | | | | | | | | | | | |
 | 小　计 | | | | =92 | =13 | =1200.5 | =600 | =0 | =5 | =4 | =2 |
合　　计 | < | | | | =302 | =55 | =2232.85 | =1030 | =10 | =38 | =20 | =8 |
.
注：1.研发费用按107-2表口径填报；
2.“零申报”企业须另附说明。
单位负责人：示某 | | | 统计负责人：示某 | | | 填表人：示某 | | | 联系电话：0574-80000001 | | | 报出日期：2024年3月20日
""",
        hidden_columns=(13,),
    )
    tabs = {
        "填报说明": grid("填报说明\n一、统计范围：有效期内高新技术企业\n二、请于3月20日前报送"),
        "汇总表": main,
        "各镇街": grid(
            "镇乡（街道） | 企业数 | 研发费用（万元）\n示例街道 | =3 | =1032.35\n示例镇 | =2 | =1200.5"
        ),
        "参数": grid("是否 | 级别\n是 | 国家级\n否 | 省级", hidden=True),
    }
    xlsx(path, tabs)


@case("企业总台账.xls")
def everything_in_one_list(path: Path) -> None:
    """Firm, certificate, figures of two years and contacts in one row."""
    rows = grid("""
科技企业总台账
序号 | 企业名称 | 社会信用代码 | 成立时间 | 注册资金（万） | 高新技术企业证书编号 | 高企发证时间 | 2023年营收（万元） | 2023年研发费用（万元） | 2024年营收（万元） | 2024年研发费用（万元） | 2024年末从业人员 | 联系人 | 手机
=1 | {甲} | {A} | =2015-06-18 | =1000 | GR202333100001 | =2023-12-08 | =5000 | =300 | =5500.5 | =330 | =120 | 示甲 | 13800000000
=2 | {乙} | {B} | 2016.3.5 | 500万元 | 无 | | =800 | =40 | | | =60 | 示乙 | =13800000001
=3 | {丙} | {C} | 2018年1月 | =50 | | | 停产 | =0 | =10 | =1 | =3 | 示丙 | 无
""")
    xls(path, {"台账": rows})


@case("创业载体.xlsx")
def carriers_of_both_kinds(path: Path) -> None:
    """Incubators and makerspaces in one list, told apart by a column."""
    rows = grid("""
海曙区创业孵化载体名录（2024年）
序号 | 载体名称 | 类别 | 级别 | 运营单位 | 认定时间 | 类型
=1 | 示例科创园 | 科技企业孵化器 | 国家级 | {甲} | =2018-12-01 | 综合
=2 | 示例空间 | 众创空间 | 市级 | {乙} | 2020.5.1 |
=3 | 示例农场 | 星创天地 | 省级 | {丙} | 2021年6月 |
=4 | 示例加速 | 加速器 | 市级 | {丁} | 2022-1-1 |
=5 | 示例科创园 | 众创空间 | 区级 | {甲} | 2022-1-1 | 专业型
""")
    xlsx(path, {"载体": rows})


@case("机构分级.xlsx")
def lists_under_their_kinds(path: Path) -> None:
    """One heading; kind and level stand in lines between the rows."""
    rows = grid("""
海曙区企业研发机构名单
序号 | 企业名称 | 统一社会信用代码 | 研发机构名称 | 认定文号
一、省级企业研究院（2家） | < | < | < | <
=1 | {甲} | {A} | 示例甲研究院 | 浙科发高〔2022〕1号
=2 | {乙} | {B} | 示例乙研究院 | 浙科发高〔2022〕1号
二、市级企业工程（技术）中心（1家） | < | < | < | <
=1 | {丙} | {C} | 示例丙工程技术中心 | 甬科高〔2021〕9号
""")
    xlsx(path, {"机构": rows})


@case("专利件数.csv")
def counts_of_patents(path: Path) -> None:
    """Patents counted by firm: figures, and no patents."""
    rows = grid("""
2023年企业专利申请情况统计表（单位：件）
企业名称 | 信用代码 | 专利申请量 | 其中：发明专利 | 期末有效发明专利
{甲} | {A} | 12 | 5 | 30
{乙} | {B} | 3件 | 0 | 无
合计 | | 15 | 5 | 30
""")
    text(path, rows, encoding="gb18030")


@case("税务所属期.xls")
def tax_periods(path: Path) -> None:
    """Periods of the tax office: from month to month."""
    rows = grid("""
纳税人识别号 | 纳税人名称 | 税款所属期 | 加计扣除额 | 减免税额 | 计量单位
{A} | {甲} | 202301-202312 | =1234567.89 | =185185.18 | 元
{B} | {乙} | 2023-01-01至2023-06-30 | =80000 | =12000 | 元
{C} | {丙} | 2023年1月-9月 | =8.5 | =1.275 | 万元
{D} | {丁} | 2022年度 | =1000 | =150 | 元
{E} | {戊} | 202302-202304 | =1000 | =150 | 元
""")
    xls(path, {"优惠": rows})


@case("人才名单.xlsx")
def a_list_of_persons(path: Path) -> None:
    """Not ours: a list of persons, with their numbers."""
    rows = grid("""
海曙区高层次人才名单
序号 | 姓名 | 身份证号 | 学历 | 工作单位 | 联系电话
=1 | 示某 | 330203199001010014 | 博士 | {甲} | 13800000000
=2 | 示某某 | 330203199001020028 | 硕士 | {乙} | 13800000001
""")
    xlsx(path, {"人才": rows})


@case("市级科小.csv")
def municipal_filings(path: Path) -> None:
    """The city's own scheme, year by row, some firms without code."""
    rows = grid("""
宁波市科技型中小企业名单
序号,企业名称,统一社会信用代码,认定年份,所属区县
1,{甲},{A},2021,海曙区
2,{乙},,2022年,海曙区
3,{丙},{C},二〇二三年,海曙
""".replace(",", " | "))  # fmt: skip
    text(path, rows, encoding="utf-8")


@case("旧区划.xlsx")
def districts_of_old(path: Path) -> None:
    """Districts that are no more, zones under all their names, and a trap."""
    rows = grid("""
企业名称 | 信用代码 | 所属地
{甲} | {A} | 宁波市海曙区
{乙} | {B} | 江东区
{丙} | {C} | 宁波国家高新区
{丁} | {D} | 前湾新区
{戊} | {E} | 慈溪市
{己} | {F} | 北仑（开发区）
{庚} | {G} | 杭州
{辛} | {H} | 330212
""")
    xlsx(path, {"名录": rows})


@case("上市企业.xls")
def listed_firms(path: Path) -> None:
    """Stock codes that lost their zeros, boards in many words."""
    rows = grid("""
企业名称 | 统一社会信用代码 | 证券代码 | 上市情况 | 控股情况
{甲} | {A} | 000001 | 深交所主板 | 民营
{乙} | {B} | =2 | 深圳主板 | 国有控股
{丙} | {C} | =688001 | 科创板 | 外资
{丁} | {D} | 无 | 未上市 | 私人控股
{戊} | {E} | 300001.SZ | 创业板 | 集体
""")
    xls(path, {"上市": rows})


@case("减免税.xlsx")
def tax_savings(path: Path) -> None:
    """What two policies saved, under the short names that tax offices use."""
    rows = grid("""
2023年度高企减免税情况
企业名称 | 纳税人识别号 | 高企减免所得税（万元） | 研发加计扣除减免税（万元） | 研发费用加计扣除额（万元）
{甲} | {A} | =30 | =18.5 | =120
{乙} | {B} | — | =2 | =15
""")
    xlsx(path, {"减免": rows})


@case("在孵名单.xls")
def tenants_of_an_incubator(path: Path) -> None:
    """Firms as an incubator lists them: when they came, and when they left."""
    rows = grid("""
示例科创园在孵企业名单（截至2024年6月）
序号 | 在孵企业名称 | 统一社会信用代码 | 入驻时间 | 毕业时间 | 法人 | 注册资本（万元） | 主营业务
=1 | {甲} | {A} | 2021.5 | | 示甲 | =100 | 软件
=2 | {乙} | {B} | 2019年3月 | 2022年12月 | 示乙 | =50 | 电子
=3 | {丙} | {C} | =2023-01-15 | — | 示丙 | 30万 | 咨询
""")
    xls(path, {"在孵": rows})


@case("空号合并.xlsx")
def blank_row_below_a_merged_town(path: Path) -> None:
    """A number that waits for a firm, in a town that reaches down to it."""
    rows = grid("""
2023年企业研发情况（千元）
序号 | 镇街道 | 企业名称 | 信用代码 | 研发费用
=1 | 示例镇 | {甲} | {A} | =10
=2 | ^ | | |
""")
    xlsx(path, {"研发": rows})
