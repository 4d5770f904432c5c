"""The named cell styles of every workbook that the program writes."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from openpyxl import Workbook
    from openpyxl.styles import NamedStyle

    from desktop_app.sheets.writing.cells import Styles

_SONG = "宋体"
_HEI = "黑体"
_LINE = "FFC5CCD5"
_RULE = "FF1B2026"
_QUIET = "FF5E6874"
_HEAD_GROUND = "FFF7F8FA"
_NEGATIVE_RED = "[Red]"


@dataclass(frozen=True, slots=True)
class _Look:
    """One named style; `name` is what the style list of a spreadsheet program shows."""

    name: str
    number_format: str = "General"
    size: float = 10
    bold: bool = False
    font: str = _SONG
    color: str = _RULE
    across: str = "left"
    up: str = "center"
    wrap: bool = False
    ground: str = ""
    line: str = "hair"
    indent: int = 0
    quoted: bool = False


def _number(name: str, digits: str) -> _Look:
    return _Look(name, f"#,##0{digits};{_NEGATIVE_RED}-#,##0{digits}", across="right")


STYLES = {
    "title": _Look("双倍增 标题", size=16, bold=True, font=_HEI, across="center", line=""),
    "subtitle": _Look("双倍增 副标题", size=12, across="center", line=""),
    "heading": _Look("双倍增 表名", size=14, bold=True, font=_HEI, line=""),
    "section": _Look("双倍增 小标题", size=12, bold=True, font=_HEI, line=""),
    "info": _Look("双倍增 表头说明", color=_QUIET, line=""),
    "note": _Look("双倍增 注", color=_QUIET, up="top", wrap=True, line=""),
    "prose": _Look("双倍增 正文", size=11, up="top", wrap=True, line=""),
    "head": _Look(
        "双倍增 表头", bold=True, across="center", wrap=True, ground=_HEAD_GROUND, line="top"
    ),
    "table_head": _Look(
        "双倍增 小表表头", bold=True, across="center", wrap=True, ground=_HEAD_GROUND, line="both"
    ),
    "unit": _Look(
        "双倍增 表头单位", size=9, color=_QUIET, across="center", ground=_HEAD_GROUND, line="bottom"
    ),
    "row_head": _Look("双倍增 分节表头", bold=True, ground=_HEAD_GROUND, line="thin"),
    "label": _Look("双倍增 栏目", "@", bold=True, ground=_HEAD_GROUND, line="thin", indent=1),
    "value": _Look("双倍增 内容", "@", wrap=True, line="thin", indent=1),
    "text": _Look("双倍增 文字"),
    "quoted": _Look("双倍增 文字（照原样）", quoted=True),
    "wrapped": _Look("双倍增 长文字", "@", up="top", wrap=True),
    "code": _Look("双倍增 代码", "@"),
    "whole": _number("双倍增 整数", ""),
    "broken": _number("双倍增 小数", ".0#####"),
    "fixed1": _number("双倍增 一位小数", ".0"),
    "fixed2": _number("双倍增 两位小数", ".00"),
    "fixed3": _number("双倍增 三位小数", ".000"),
    "fixed4": _number("双倍增 四位小数", ".0000"),
    "year": _Look("双倍增 年份", "0", across="center"),
    "date": _Look("双倍增 日期", "yyyy-mm-dd", across="center"),
}
"""Every style by the word that the writers use for it."""


def add_styles(workbook: Workbook) -> Styles:
    """Register all styles in `workbook`; returns the number that cells refer to each by."""
    from openpyxl.styles import NamedStyle

    sheet = workbook.create_sheet()
    numbers: dict[str, int] = {}
    for index, (word, look) in enumerate(STYLES.items(), 1):
        style = NamedStyle(look.name)
        _fill_in(style, look)
        workbook.add_named_style(style)
        cell = sheet.cell(index, 1)
        cell.style = look.name
        if look.quoted:
            cell.quotePrefix = True
        numbers[word] = cell.style_id
    workbook.remove(sheet)
    return numbers


def _fill_in(style: NamedStyle, look: _Look) -> None:
    from openpyxl.styles import Alignment, Border, Font, PatternFill, Side

    hair, thin = Side("hair", _LINE), Side("thin", _LINE)
    rule = Side("medium", _RULE)
    lines = {
        "": Border(),
        "hair": Border(bottom=hair),
        "thin": Border(left=thin, right=thin, top=thin, bottom=thin),
        "top": Border(top=rule),
        "bottom": Border(bottom=rule),
        "both": Border(top=rule, bottom=Side("thin", _RULE)),
    }
    style.font = Font(look.font, look.size, bold=look.bold, color=look.color)
    style.number_format = look.number_format
    style.alignment = Alignment(look.across, look.up, wrap_text=look.wrap, indent=look.indent)
    style.border = lines[look.line]
    if look.ground:
        style.fill = PatternFill("solid", look.ground)
