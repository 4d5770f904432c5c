"""Workbooks of other programs than Excel, and cells of which Excel shows more than they hold."""

from __future__ import annotations

import re
from pathlib import Path

import openpyxl
from openpyxl.styles import PatternFill

from golden_sheets.cases import case
from golden_sheets.grid import CODES, grid, spelled
from golden_sheets.write_xls import xls
from golden_sheets.write_xlsx import change_parts, xlsx

_HEAD = "企业名称 | 统一社会信用代码 | 年度 | 研发费用合计（千元）\n"


@case("无坐标.xlsx")
def cells_without_places(path: Path) -> None:
    """Rows and cells that do not say where they stand, which the standard allows."""
    xlsx(path, {"研发": grid(_HEAD + "{甲} | {A} | =2023 | =100\n{乙} | {B} | =2023 | =200")})

    def without_places(name: str, data: bytes) -> bytes:
        if not name.startswith("xl/worksheets/"):
            return data
        return re.sub(rb'<(row|c) r="[A-Z]*\d+"', rb"<\1", data)

    change_parts(path, without_places)


@case("带前缀.xlsx")
def prefixed_elements(path: Path) -> None:
    """Elements with a prefix, as some libraries write them, and one hidden row."""
    drawn = grid(_HEAD + "{甲} | {A} | =2023 | =100\n{乙} | {B} | =2023 | =#N/A", hidden_rows=(2,))
    xlsx(path, {"研发": drawn})

    def with_prefix(name: str, data: bytes) -> bytes:
        if not re.match(r"xl/(worksheets/|sharedStrings|workbook\.xml)", name):
            return data
        data = re.sub(rb"<(/?)([a-zA-Z])", rb"<\1x:\2", data)
        return data.replace(b" xmlns=", b" xmlns:x=")

    change_parts(path, with_prefix)


@case("拼音.xlsx")
def phonetic_and_rich_texts(path: Path) -> None:
    """Texts in several runs, and with the reading of their characters beside, which is no text."""
    xlsx(path, {"研发": grid(_HEAD + "{甲} | {A} | =2023 | =100\n{乙} | {B} | =2023 | =200")})
    plain = spelled("<si><t>{甲}</t></si>").encode()
    spoken = spelled(
        "<si><r><rPr><b/></rPr><t>宁波示例</t></r><r><t>甲有限公司</t></r>"
        '<rPh sb="0" eb="2"><t>ningbo</t></rPh><phoneticPr fontId="1"/></si>'
    ).encode()

    def with_readings(name: str, data: bytes) -> bytes:
        return data.replace(plain, spoken) if name == "xl/sharedStrings.xml" else data

    change_parts(path, with_readings)


@case("内联.xlsx")
def inline_texts(path: Path) -> None:
    """Texts within the cells, as streaming programs write them."""
    xlsx(path, {"研发": grid(_HEAD + "{甲} | {A} | =2023 | =100\n{乙} | {B} | =2023 | 约200")})
    texts: list[bytes] = []

    def inline(name: str, data: bytes) -> bytes:
        if name == "xl/sharedStrings.xml":
            texts.extend(re.findall(rb"<t[^>]*>(.*?)</t>", data))
        return data

    change_parts(path, inline)

    def into_cells(name: str, data: bytes) -> bytes:
        if not name.startswith("xl/worksheets/"):
            return data
        return re.sub(
            rb' t="s"><v>(\d+)</v>',
            lambda found: b' t="inlineStr"><is><t>' + texts[int(found[1])] + b"</t></is>",
            data,
        )

    change_parts(path, into_cells)


@case("公式.xlsx")
def formulas(path: Path) -> None:
    """Formulas without result, with one, with an error, and into a book that is not here."""
    drawn = grid("""
2023年度研发情况（千元）
企业名称 | 信用代码 | 研发费用合计 | 人员人工费用 | 研发人员
{甲} | {A} | ==D3+50→150 | =100 | ==COUNTA(F:F)
==VLOOKUP(B4,Sheet2!A:B,2,0)→{乙} | {B} | =#REF! | ==[1]来源!$B$2→80 | =12
{丙} | ==Sheet2!A9 | =70 | =30 | =5
==CONCAT("宁波","示例") | {D} | =60 | ==[2]去年!C3→#REF! | =4
合计 | | ==SUM(C3:C6) | ==SUM(D3:D6)→210 | ==SUM(E3:E6)→21
""")
    xlsx(path, {"研发": drawn})


@case("拖到底.xlsx")
def formats_to_the_last_row(path: Path) -> None:
    """Colours down to the last row and across to the last column, and two records."""
    book = openpyxl.Workbook()
    tab = book.active
    tab.title = "名录"
    for row in (
        ["企业名称", "统一社会信用代码", "联系电话"],
        [spelled("{甲}"), CODES["A"], "0574-80000001"],
        [spelled("{乙}"), CODES["B"], "0574-80000002"],
    ):
        tab.append(row)
    yellow = PatternFill("solid", fgColor="FFFF00")
    for row, column in ((1_048_576, 1), (1_048_576, 16_384), (1, 16_384), (65_536, 3)):
        tab.cell(row, column).fill = yellow
    book.save(path)


@case("金山另存.xlsx")
def saved_by_wps(path: Path) -> None:
    """WPS: its name in the properties, and a picture in a cell that is a formula to it."""
    drawn = grid("""
企业名称 | 统一社会信用代码 | 营业执照照片 | 注册资金（万元）
{甲} | {A} | ==DISPIMG("ID_1",1)→\\=DISPIMG("ID_1",1) | =1000
{乙} | {B} | | 500
""")
    xlsx(path, {"名录": drawn})

    def by_wps(name: str, data: bytes) -> bytes:
        return data.replace(b"Microsoft Excel", b"WPS Office") if name.endswith("app.xml") else data

    change_parts(path, by_wps)


@case("加保护.xlsx")
def protected_sheets(path: Path) -> None:
    """Sheets protected against changes can be read."""
    drawn = grid(_HEAD + "{甲} | {A} | =2023 | =100")
    xlsx(path, {"研发": drawn}, protect=True)


@case("藏三处.xls")
def hidden_in_three_ways(path: Path) -> None:
    """A hidden column, a hidden row and a hidden tab in one old workbook."""
    drawn = grid(
        """
2023年企业研发情况
企业名称 | 信用代码 | 研发费用合计（千元） | 研发人员 | 人员人工费用（千元）
{甲} | {A} | =100 | =10 | =50
{乙} | {B} | =200 | =20 |
{丙} | {C} | =300 | =30 | =150
""",
        hidden_rows=(4,),
        hidden_columns=(4,),
    )
    xls(path, {"研发": drawn, "旧": grid("企业名称 | 信用代码\n{丁} | {D}", hidden=True)})


@case("深藏.xlsx")
def very_hidden_tab(path: Path) -> None:
    """A tab that only a macro can show, and hidden columns that hold the codes."""
    drawn = grid("企业名称 | 信用代码 | 所属街道\n{甲} | {A} | 示例街道", hidden_columns=(1,))
    deep = grid("企业名称 | 信用代码\n{乙} | {B}", hidden=True)
    xlsx(path, {"名录": drawn, "底稿": deep})

    def deeper(name: str, data: bytes) -> bytes:
        return data.replace(b'"hidden"', b'"veryHidden"') if name == "xl/workbook.xml" else data

    change_parts(path, deeper)


@case("合并企业.xlsx")
def merged_firms(path: Path) -> None:
    """A firm that stands once for all its projects, in merged cells; ditto marks for another."""
    drawn = grid("""
2023年企业研究开发项目汇总（107-1）
企业名称 | 信用代码 | 项目名称 | 项目来源 | 项目起始日期 | 项目完成日期 | 项目经费支出（千元）
{甲} | {A} | 示例泵 | 1 | 202301 | 202312 | =100
^ | ^ | 示例阀 | 2 | 202303 | 202406 | =200
^ | ^ | 示例管 | 1 | 202301 | 202312 | =300
{乙} | {B} | 示例软件 | 1 | 202305 | 202312 | =50
同上 | 同上 | 示例算法 | 同上 | 202306 | 202312 | =60
〃 | 〃 | 示例模型 | 3 | ″ | ″ | =70
""")
    xlsx(path, {"项目": drawn})


@case("远角.xlsx")
def a_stray_cell_in_the_last_corner(path: Path) -> None:
    """One stray letter in the last cell of all: as a range, half a terabyte of cells."""
    book = openpyxl.Workbook()
    tab = book.active
    tab.title = "名录"
    for row in (["企业名称", "统一社会信用代码"], [spelled("{甲}"), CODES["A"]]):
        tab.append(row)
    tab.cell(1_048_576, 16_384).value = "x"
    book.save(path)
