"""The same kind of sheet in every format that is met, named rightly and wrongly."""

from __future__ import annotations

from pathlib import Path

from golden_sheets.cases import case
from golden_sheets.grid import grid
from golden_sheets.write_biff import biff4
from golden_sheets.write_xls import xls
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


@case("九二年.xls")
def excel_4(path: Path) -> None:
    """Excel 4: a bare stream of records."""
    biff4(path, grid("企业名称 | 信用代码\n{甲} | {A}"))


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
