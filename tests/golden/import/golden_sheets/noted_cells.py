"""Cells that people noted something on."""

from __future__ import annotations

from pathlib import Path

from golden_sheets.cases import case
from golden_sheets.grid import Grid, grid, spelled
from golden_sheets.write_marked import xml_2003
from golden_sheets.write_ods import ods
from golden_sheets.write_xlsb import xlsb
from golden_sheets.write_xlsx import xlsx


def _rows() -> Grid:
    return grid(
        """
2023年研发投入情况
企业名称 | 信用代码 | 研发费用 | 研发人员 | 营业收入（千元） | 利润总额
{甲} | {A} | =100 | =10 | =5000 | =12
{乙} | {B} | =200 | =20 | =6000 | =13
{丙} | {C} | =300 | =30 | =7000 | =14
""",
        comments={
            "C2": "示某:\n单位：万元",
            "E2": "单位：万元",
            "F2": "千元",
            "B2": "18位，必填",
            "A4": "已注销",
            "D5": "含外聘",
        },
    )


@case("批注.xlsx")
def comments(path: Path) -> None:
    """Units noted on headings, one of them against what the heading says; remarks on cells."""
    xlsx(path, {"研发": _rows()})


@case("批注表.ods")
def comments_of_open_document(path: Path) -> None:
    """The same from LibreOffice."""
    ods(path, {"研发": _rows()})


@case("批注网表.xls")
def comments_of_excel_2003(path: Path) -> None:
    """The same as an XML spreadsheet."""
    xml_2003(path, {"研发": _rows()})


@case("批注新表.xlsb")
def comments_of_a_binary_workbook(path: Path) -> None:
    """The same as Excel's binary workbook."""
    xlsb(path, {"研发": _rows()})


@case("划线.xlsb")
def struck_cells(path: Path) -> None:
    """A firm and a figure that somebody struck through in Excel's binary workbook."""
    rows = grid(
        """
2023年研发投入情况（单位：万元）
企业名称 | 信用代码 | 研发费用
{甲} | {A} | =100
{乙} | {B} | =200
{丙} | {C} | =300
""",
        struck=("A3", "B3", "C3", "C5"),
    )
    xlsb(path, {"研发": rows})


@case("网页划线.xls")
def struck_letters_of_a_page(path: Path) -> None:
    """A web page in which names and figures are struck by tag, by style and by class."""
    cells = (
        (spelled("<s>宁波旧名有限公司</s>{甲}"), spelled("{A}"), '<font class="font5">1</font>120'),
        (spelled("{乙}"), spelled("<del>{B}</del>"), "200"),
        (spelled("{丙}"), spelled("{C}"), '<span style="text-decoration:line-through">300</span>'),
    )
    rows = "".join(f"<tr>{''.join(f'<td>{cell}</td>' for cell in row)}</tr>" for row in cells)
    page = (
        "<html><head><style><!-- .font5 {text-decoration:line-through;} --></style></head><body>"
        "<p>2023年研发投入情况（单位：万元）</p><table>"
        "<tr><td>企业名称</td><td>信用代码</td><td>研发费用</td></tr>"
        f"{rows}</table></body></html>"
    )
    path.write_text(page, "utf-8")


@case("编码提示.xlsx")
def hints_on_headings(path: Path) -> None:
    """A list of projects whose headings are noted with how to write months: no periods."""
    rows = grid(
        """
2023年企业研究开发项目情况
单位详细名称：{甲}　　统一社会信用代码：{A}
序号 | 项目名称 | 项目起始日期 | 项目完成日期 | 项目经费支出（千元）
=1 | 一种水泵的研发 | 202301 | 202412 | =1200
=2 | 新型阀门研究 | 202206 | 202312 | =800
""",
        comments={
            "C3": "六位编码，如202301.",
            "D3": "六位编码，如202312，项目未完成填预期完成时间。",
            "E3": "例：1200千元填1200",
        },
    )
    xlsx(path, {"项目": rows})
