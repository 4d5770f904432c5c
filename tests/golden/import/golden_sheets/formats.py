"""The same kind of sheet in every format that is met, named rightly and wrongly."""

from __future__ import annotations

from pathlib import Path

import olefile

from golden_sheets.cases import case
from golden_sheets.grid import grid
from golden_sheets.write_biff import biff4, biff5
from golden_sheets.write_marked import html, xml_2003
from golden_sheets.write_ods import ods
from golden_sheets.write_ole import ole
from golden_sheets.write_xls import xls
from golden_sheets.write_xlsb import xlsb
from golden_sheets.write_xlsx import change_parts, xlsx


@case("宏表.xlsm")
def with_macros(path: Path) -> None:
    """A workbook with macros, which are nothing to us."""
    rows = grid("""
海曙区规上企业名录（2024年） | < | < | < | < | < | <
序号 | 企业名称 | 统一社会信用代码 | 所属街道 | 行业代码 | 从业人员期末人数（人） | 营业收入（万元）
=1 | {甲} | {A} | 示例街道 | C3962 | =120 | =5000.5
=2 | {乙} | {B} | 示例街道 | 3962 | =60 | =812
""")
    xlsx(path, {"名录": rows})

    def as_macro_book(name: str, data: bytes) -> bytes:
        if name != "[Content_Types].xml":
            return data
        plain = b"application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"
        return data.replace(plain, b"application/vnd.ms-excel.sheet.macroEnabled.main+xml")

    change_parts(path, as_macro_book, {"xl/vbaProject.bin": b"Attribute VB_Name" * 40})


@case("二进制.xlsb")
def binary_book(path: Path) -> None:
    """Years over figures in a binary workbook, with an error and a hidden row."""
    rows = grid(
        """
企业主要经济指标（单位：万元） | < | < | < | < | <
企业名称 | 信用代码 | 2022年 | < | 2023年 | <
^ | ^ | 营业收入 | 利润总额 | 营业收入 | 利润总额
{甲} | {A} | =1000 | =-12.5 | =1200 | =30
{乙} | {B} | =#DIV/0! | =1 | =500 | =2
{丙} | {C} | =70 | =7 | =80 | =8
""",
        hidden_rows=(6,),
    )
    xlsb(path, {"指标": rows})


@case("九五年.xls")
def excel_95(path: Path) -> None:
    """Excel 95, as old accounting programs still write it."""
    rows = grid("""
2019年度企业研发投入情况
单位：千元
企业名称 | 信用代码 | 研发费用合计 | 研发人员 | 填报日期
{甲} | {A} | =812 | =25 | =2020-02-28
{乙} | {B} | 1,500 | １２ | =2020-03-01
合计 | | =2312 | =37
""")
    biff5(path, {"研发": rows, "说明": grid("填表说明\n一、本表由企业填报")})


@case("九二年.xls")
def excel_4(path: Path) -> None:
    """Excel 4, which still turns up on old disks."""
    biff4(path, grid("企业名称 | 信用代码\n{甲} | {A}"))


@case("金山.et")
def wps_book(path: Path) -> None:
    """A workbook of WPS: an .xls by content, with a stream of its own beside."""
    rows = grid("""
高新技术企业证书台账 | < | < | < | <
序号 | 企业名称 | 统一社会信用代码 | 证书编号 | 发证日期
=1 | {甲} | {A} | GR202333100001 | =2023-12-08
=2 | {乙} | {B} | gr202333100002 | 2023年12月8日
=3 | {丙} | {C} | GR2023331O0003 | 45268
""")
    xls(path, {"台账": rows})
    with olefile.OleFileIO(str(path)) as book:
        stream = book.openstream("Workbook").read()
    ole(path, {"Workbook": stream, "ETExtData": b"WPS Office"})


@case("开放.ods")
def open_document(path: Path) -> None:
    """LibreOffice: spanned cells, hidden rows, and a format that reaches down a million rows."""
    rows = grid(
        """
众创空间情况统计表（2024年） | < | < | < | <
填报单位：海曙区 | | | 单位：万元
众创空间名称 | 运营主体名称 | 运营主体信用代码 | 总收入 | 其中：⏎服务收入 | 提供工位数（个） | 备案时间
示例空间 | {甲} | {A} | =120.5 | =20 | =80 | =2019-06-01
示例工坊 | {乙} | {B} | =60 | =0 | 35个 | 2020.5.1
示例旧空间 | {丙} | {C} | =1 | =1 | =1 | =2018-01-01
""",
        hidden_rows=(6,),
    )
    ods(path, {"众创空间": rows}, stray_rows=1_048_570)


@case("〇三年.xls")
def xml_of_excel_2003(path: Path) -> None:
    """XML of Excel 2003 under the name of an .xls, with rows and cells that are counted over."""
    rows = grid(
        """
专精特新“小巨人”企业名单（第三批）
.
序号 | 企业名称 | 统一社会信用代码 | 认定年度 | 级别 | 有效期至
=1 | {甲} | {A} | =2021 | 国家级 | =2024-06-30
=2 | {乙} | {B} | 2021年 | 国家 | 2024/6/30
.
=3 | {丙} | {C} | =2021 | 省级 | =#REF!
""",
        hidden_rows=(5,),
    )
    xml_2003(path, {"名单": rows, "旧": grid("企业名称 | 信用代码\n{丁} | {D}", hidden=True)})


@case("导出网页.xls")
def web_page(path: Path) -> None:
    """A web page in GB18030 that a system exports and calls .xls."""
    rows = grid("""
加计扣除优惠明细（2023年度） | < | < | < | <
纳税人识别号 | 纳税人名称 | 加计扣除额（元） | 减免税额（元） | 享受时点
{A} | {甲} | 1,234,567.89 | 185185.18 | 汇缴享受
{B} | {乙} | 85000 | ⍽ | 预缴
合计 | | 1,319,567.89 | 185185.18
""")
    html(path, {"明细": rows}, encoding="gb18030")


@case("其实是新版.xls")
def xlsx_called_xls(path: Path) -> None:
    """An .xlsx that was named .xls, as two of three official templates are."""
    rows = grid("""
企业研发机构名单
企业名称 | 信用代码 | 研发机构名称 | 机构类别 | 级别 | 认定时间
{甲} | {A} | 示例研究院 | 03.企业研究院 | 省级 | 2022年5月6日
{乙} | {B} | 示例技术中心 | 企业技术中心 | 市级 | 20210701
""")
    xlsx(path, {"机构": rows})


@case("其实是旧版.xlsx")
def xls_called_xlsx(path: Path) -> None:
    """An .xls that was named .xlsx."""
    rows = grid("""
省科技型中小企业名单（2023年）
企业名称 | 信用代码 | 批次
{甲} | {A} | 第一批
{乙} | {B} | 第二批
""")
    xls(path, {"名单": rows})


SAME_SHEETS = {
    "研发": grid(
        """
2023年企业研发情况
单位：万元
企业名称 | 统一社会信用代码 | 成立日期 | 是否规上 | 研发费用合计 | 研发人员 | 人员人工费用
{甲} | {A} | =2015-06-18 | =TRUE | =812.35 | =25 | =400
宁波示例　乙⏎有限公司 | {B} | 2016.3.5 | =FALSE | 1，200 | １２ | =#DIV/0!
{丙} | =913302007195000067 | =2018-01-02 | 是 | =10 | =1
.
{丁} | {D} | =2019-12-31 | 否 | 约30 | =0 | =7.5
{戊} | {E} | =2020-02-29 | √ | — | =3
合　计 | | | | =2052.35 | =41 | =407.5
""",
        hidden_rows=(8,),
        hidden_columns=(6,),
    ),
    "底稿": grid("企业名称 | 信用代码\n{己} | {F}", hidden=True),
}
"""Two tabs that must come in alike in every format."""

WRITERS = {
    "xlsx": xlsx,
    "xlsb": xlsb,
    "ods": ods,
    "xls": xls,
    "old.xls": biff5,
    "xml.xls": xml_2003,
}
"""What writes them, by the end of the file's name."""
