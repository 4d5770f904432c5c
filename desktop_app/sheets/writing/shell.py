"""The shell of a workbook, made by openpyxl: styles, small sheets, headings, print set-up."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from io import BytesIO
from math import ceil
from typing import TYPE_CHECKING

from desktop_app.sheets.writing.cells import Column, Styles
from desktop_app.sheets.writing.stream import Streamed, letters_of
from desktop_app.sheets.writing.styles import STYLES, add_styles

if TYPE_CHECKING:
    from openpyxl import Workbook
    from openpyxl.worksheet.worksheet import Worksheet

DECLARATION = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
PAGE_WIDTH = 175
"""Characters across a printed page: A4 landscape at about 75 %."""
_ROW_HEIGHT = 17.0
HEAD_ROWS = 4
"""Rows above the data of a streamed sheet: title, facts, headings, units."""


@dataclass(frozen=True, slots=True)
class Shown:
    """One cell of a drawn sheet; `span` columns are merged for it."""

    value: str | int | Decimal | None
    style: str
    span: int = 1


@dataclass(frozen=True, slots=True)
class Line:
    """One row of a drawn sheet, from column A on; `height` in points, 0 for the usual height."""

    cells: tuple[Shown, ...] = ()
    height: float = 0


@dataclass(frozen=True, slots=True)
class Drawn:
    """A small sheet, drawn cell by cell."""

    name: str
    widths: tuple[float, ...]
    lines: Sequence[Line]
    footer: str = ""


Body = Callable[[Styles, Streamed], Iterator[bytes]]
"""Streams the rows of a sheet: `row_chunks` with the sheet's columns and rows."""


@dataclass(frozen=True, slots=True)
class Streaming:
    """A sheet whose rows are streamed.

    Attributes:
        name: Of its tab.
        title: Above the table.
        facts: Second line: unit, period, unit of amounts.
        columns: Its columns.
        body: What streams its rows; runs when its part is written.
        kept: Leading columns that stay in view and stand on each printed page.
        unprinted: Last columns, for programs only, that are left out on paper.
        footer: Left half of the printed footer.
        filtered: Whether its headings carry filter buttons.
    """

    name: str
    title: str
    facts: str
    columns: tuple[Column, ...]
    body: Body
    kept: int = 0
    unprinted: int = 0
    footer: str = ""
    filtered: bool = True


@dataclass(frozen=True, slots=True)
class Shell:
    """What openpyxl made.

    Attributes:
        styles: Number of each style.
        parts: XML of xl/workbook.xml, xl/styles.xml and xl/theme/theme1.xml.
        sheets: XML of each sheet.
    """

    styles: Styles
    parts: Mapping[str, str]
    sheets: tuple[str, ...]


def make_shell(sheets: Sequence[Drawn | Streaming]) -> Shell:
    """Return the shell of a workbook of `sheets`; the streamed ones have their headings only."""
    from openpyxl import Workbook

    workbook = Workbook()
    workbook.remove(workbook.worksheets[0])
    styles = add_styles(workbook)
    # Without this a spreadsheet program recalculates on opening and asks to save on closing.
    workbook.calculation.fullCalcOnLoad = False
    for sheet in sheets:
        tab = workbook.create_sheet(sheet.name)
        if isinstance(sheet, Drawn):
            _draw(tab, sheet)
        else:
            _lay_out(tab, sheet)
    parts, texts = _written(workbook)
    return Shell(styles, parts, texts)


def _written(workbook: Workbook) -> tuple[dict[str, str], tuple[str, ...]]:
    """Return the XML of the parts, and of the sheets, made in memory.

    `Workbook.save` would keep each sheet in a temporary file for a while; with a full disk that
    ends in an error of lxml's own.
    """
    from openpyxl.styles.stylesheet import write_stylesheet
    from openpyxl.workbook._writer import WorkbookWriter
    from openpyxl.worksheet._writer import WorksheetWriter
    from openpyxl.writer.theme import theme_xml
    from openpyxl.xml.functions import tostring

    sheets = []
    for tab in workbook.worksheets:
        writer = WorksheetWriter(tab, out=BytesIO())
        writer.write()
        sheets.append(_text(writer.read()))
    book = WorkbookWriter(workbook).write()  # type: ignore[no-untyped-call]  # missing in the stubs
    parts = {
        "xl/styles.xml": _text(tostring(write_stylesheet(workbook))),
        "xl/theme/theme1.xml": _text(theme_xml),
        "xl/workbook.xml": _text(book),
    }
    return parts, tuple(sheets)


def _text(made: bytes | str) -> str:
    text = made if isinstance(made, str) else made.decode()
    return DECLARATION + _readable(re.sub(r"^<\?xml[^>]*\?>\s*", "", text))


def _readable(text: str) -> str:
    """Write Chinese as itself and not as numbers of characters."""
    return re.sub(r"&#(\d{3,});", lambda found: chr(int(found.group(1))), text)


def _draw(tab: Worksheet, sheet: Drawn) -> None:
    for number, width in enumerate(sheet.widths, 1):
        tab.column_dimensions[letters_of(number)].width = width
    for row, line in enumerate(sheet.lines, 1):
        tab.row_dimensions[row].height = line.height or _ROW_HEIGHT
        column = 1
        for shown in line.cells:
            _show(tab, (row, column), shown)
            column += shown.span
    tab.sheet_view.showGridLines = False
    _page(tab, sum(sheet.widths), sheet.footer)


def _show(tab: Worksheet, place: tuple[int, int], shown: Shown) -> None:
    row, column = place
    for further in range(column, column + shown.span):
        tab.cell(row, further).style = STYLES[shown.style].name
    cell = tab.cell(row, column)
    cell.value = shown.value
    if isinstance(shown.value, str):
        # A text is a text, also where openpyxl would take it for a formula or an error.
        cell.data_type = "s"
    if shown.span > 1:
        last = column + shown.span - 1
        tab.merge_cells(start_row=row, end_row=row, start_column=column, end_column=last)


def _lay_out(tab: Worksheet, sheet: Streaming) -> None:
    _show(tab, (1, 1), Shown(sheet.title, "heading"))
    _show(tab, (2, 1), Shown(sheet.facts, "info"))
    for number, column in enumerate(sheet.columns, 1):
        _show(tab, (3, number), Shown(column.label or None, "head"))
        _show(tab, (4, number), Shown(column.note or None, "unit"))
        tab.column_dimensions[letters_of(number)].width = column.width
    tab.row_dimensions[1].height = 24
    tab.row_dimensions[2].height = 18
    tab.row_dimensions[3].height = 6 + 13 * max(_lines(c) for c in sheet.columns)
    tab.row_dimensions[4].height = 15
    tab.freeze_panes = f"{letters_of(sheet.kept + 1)}{HEAD_ROWS + 1}"
    if sheet.filtered:
        tab.auto_filter.ref = filter_range(sheet, HEAD_ROWS)
    tab.print_title_rows = f"3:{HEAD_ROWS}"
    if sheet.kept:
        tab.print_title_cols = f"A:{letters_of(sheet.kept)}"
    tab.print_area = print_range(sheet, HEAD_ROWS)
    # Streamed rows have no height of their own.
    tab.sheet_format.defaultRowHeight = _ROW_HEIGHT
    tab.sheet_format.customHeight = not any(column.wrapped for column in sheet.columns)
    printed = sheet.columns[: len(sheet.columns) - sheet.unprinted]
    _page(tab, sum(column.width for column in printed), sheet.footer)


def _lines(column: Column) -> int:
    return ceil(text_width(column.label) / max(1, column.width - 1))


def text_width(text: str) -> int:
    """Return how many columns of a fixed-width font `text` takes: two for a Chinese sign."""
    return sum(2 if ord(sign) > 0x2E7F else 1 for sign in text)


def filter_range(sheet: Streaming, last_row: int) -> str:
    """Return the range of headings and rows that the filter buttons of `sheet` work on."""
    return f"A{HEAD_ROWS}:{letters_of(len(sheet.columns))}{last_row}"


def print_range(sheet: Streaming, last_row: int) -> str:
    """Return the range of `sheet` that is printed."""
    return f"A1:{letters_of(len(sheet.columns) - sheet.unprinted)}{last_row}"


def _page(tab: Worksheet, width: float, footer: str) -> None:
    from openpyxl.worksheet.header_footer import HeaderFooter, HeaderFooterItem
    from openpyxl.worksheet.properties import PageSetupProperties

    tab.page_setup.orientation = "landscape"
    tab.page_setup.paperSize = 9  # A4
    tab.sheet_properties.pageSetUpPr = PageSetupProperties(fitToPage=True)
    tab.page_setup.fitToWidth = max(1, round(width / PAGE_WIDTH))
    tab.page_setup.fitToHeight = 0
    tab.print_options.horizontalCentered = True
    margins = tab.page_margins
    margins.left = margins.right = 0.4
    margins.top, margins.bottom, margins.header, margins.footer = 0.5, 0.6, 0.3, 0.3
    foot = HeaderFooterItem()
    foot.left.text = footer.replace("&", "&&")
    foot.right.text = "第 &P 页，共 &N 页"
    tab.HeaderFooter = HeaderFooter(oddFooter=foot)
