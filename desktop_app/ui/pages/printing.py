"""Printing the rows of a grid, or the overview: on a printer, or as PDF."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import datetime
from decimal import Decimal
from pathlib import Path

from PySide6.QtCore import QPoint, QRectF, Qt
from PySide6.QtGui import QFontMetricsF, QPagedPaintDevice, QPainter, QPdfWriter
from PySide6.QtWidgets import QFileDialog, QMenu, QWidget

from desktop_app.catalogue.model import Form
from desktop_app.domain.errors import UserError
from desktop_app.domain.values import FieldType
from desktop_app.i18n import _, label_of, language, period_label, plural, short_of, told
from desktop_app.indicators import SummaryTable, summary
from desktop_app.ui import theme
from desktop_app.ui.charts import BarChart
from desktop_app.ui.components.texts import facts
from desktop_app.ui.desk import Desk
from desktop_app.ui.glyphs import Sign
from desktop_app.ui.grid.cells import EMPTY, Cell
from desktop_app.ui.grid.columns import Column, Part, field_heading, line_code
from desktop_app.ui.grid.model import GridModel
from desktop_app.ui.pages.form.views import counted, unit_of
from desktop_app.ui.pages.overview.figure_dialog import cell_text
from desktop_app.ui.paper.chart import paint_chart
from desktop_app.ui.paper.output import ask_and_print, layout, page_size, write_pdf
from desktop_app.ui.paper.sheet import PaperColumn, Sheet, SheetPainter
from desktop_app.work.report.reporting import report_of

SUMMED = {FieldType.MONEY, FieldType.COUNT}
SIGNERS = ("head", "statistician", "filler", "phone", "report_date")
WIDEST = 230.0
PADDING = 14.0
MEASURED = 120
"""Rows that the width of a column is measured by."""

RESOLUTION = 1200


def print_sheet(button: QWidget, desk: Desk, model: GridModel, form: Form) -> None:
    """Ask where to print the rows of a form: on a printer, or into a PDF."""
    name = f"{desk.ws.unit_label} {short_of(form)} {desk.period}.pdf"

    def told(pages: int) -> None:
        desk.toast(plural("已送打印 {n} 页", pages))

    _offer(
        button,
        lambda: ask_and_print(button, make_sheet(desk, model, form), told),
        lambda path: write_pdf(make_sheet(desk, model, form), path),
        (desk, name),
    )


def print_summary(button: QWidget, desk: Desk, charts: Sequence[BarChart]) -> None:
    """Save figures, annexes and charts of the overview as PDF."""
    name = _("{unit} 汇总 {period}.pdf").format(unit=desk.ws.unit_label, period=desk.period)
    _save_as(button, desk, name, lambda path: write_summary(desk, charts, path))


def _offer(
    button: QWidget,
    on_printer: Callable[[], object],
    as_pdf: Callable[[Path], int],
    about: tuple[Desk, str],
) -> None:
    desk, name = about
    menu = QMenu(button)
    menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    menu.addAction(_("用打印机"), on_printer)
    menu.addAction(_("存为 PDF"), lambda: _save_as(button, desk, name, as_pdf))
    menu.popup(button.mapToGlobal(QPoint(0, button.height() + 2)))


def _save_as(parent: QWidget, desk: Desk, name: str, write: Callable[[Path], int]) -> None:
    chosen, _kind = QFileDialog.getSaveFileName(parent, _("存为 PDF"), name, "PDF (*.pdf)")
    if not chosen:
        return
    try:
        pages = write(Path(chosen))
    except UserError as error:
        desk.operations.failed.emit(error)
        return
    desk.toast(plural("已存 PDF，{n} 页", pages))


# A form's rows


def make_sheet(desk: Desk, model: GridModel, form: Form) -> Sheet:
    """Return the rows that a model shows as a sheet of paper."""
    report = report_of(desk.ws, desk.period)
    columns = [column for column in model.columns if column.part is not Part.STATE]
    rows = [_row(model, place, columns) for place in range(model.rowCount())]
    labels = desk.ws.catalogue.form("report").by_code
    names = {code: label_of(labels[code]) for code in SIGNERS}
    signers = [told(names[code], str(report.values.get(code) or "")) for code in SIGNERS]
    total = [
        EMPTY,
        Cell(_("合计（{n}）").format(n=counted(form, len(rows)))),
        *_totals(model, columns[1:]),
    ]
    heads = [("", _("序号"), False), *(_heading(column) for column in columns)]
    return Sheet(
        title=label_of(form),
        period=period_label(desk.period) if form.periodic else "",
        office=_("填报单位：{name}").format(name=desk.ws.unit_label),
        facts=_facts(form),
        columns=[_paper(heads[place], place, rows) for place in range(len(heads))],
        rows=rows,
        total=total,
        sign_off=signers if form.periodic else (),
        foot=_foot(desk, report.revision, str(report.values.get("package_digest") or "")),
    )


def _row(model: GridModel, place: int, columns: Sequence[Column]) -> list[Cell]:
    record = model.row(place)
    lock = Sign.LOCKED if record.sign is Sign.LOCKED else Sign.NONE
    number = Cell(str(place + 1), sign=lock)
    return [number, *(model.cell(record, column) for column in columns)]


def _heading(column: Column) -> tuple[str, str, bool]:
    """Return second line, first line and side of a column's heading."""
    field = column.field
    if field is None:
        return "", column.title, False
    title = field_heading(field) if column.part is Part.NOW else column.title
    unit = field.unit if column.part is not Part.CHANGE else ""
    return facts(line_code(field), unit), title, column.right


def _paper(
    heading: tuple[str, str, bool], place: int, rows: Sequence[Sequence[Cell]]
) -> PaperColumn:
    detail, title, right = heading
    plain, bold = (QFontMetricsF(theme.font("caption", bold=heavy)) for heavy in (False, True))
    widest = max(bold.horizontalAdvance(title), plain.horizontalAdvance(detail))
    for row in rows[:: max(1, len(rows) // MEASURED)]:
        glyph = 18 if row[place].sign is not Sign.NONE else 0
        widest = max(widest, bold.horizontalAdvance(row[place].text) + glyph)
    return PaperColumn(title, detail, min(widest, WIDEST) + PADDING, right)


def _totals(model: GridModel, columns: Sequence[Column]) -> list[Cell]:
    return [
        Cell(_sum(model, column), right=True)
        if column.field is not None and column.field.type in SUMMED and column.part is Part.NOW
        else EMPTY
        for column in columns
    ]


def _sum(model: GridModel, column: Column) -> str:
    numbers = [
        number
        for place in range(model.rowCount())
        if (number := model.number(model.row(place), column)) is not None
    ]
    return f"{sum(numbers, Decimal(0)):,f}".replace("-", "−") if numbers else ""


def _facts(form: Form) -> list[str]:
    lines = []
    if form.official:
        lines.append(_("表号：{n} 表").format(n=form.official))
    if form.made_by:
        lines.append(_("制定机关：{name}").format(name=form.made_by))
    if unit_of(form):
        lines.append(_("计量单位：{unit}（另注的除外）").format(unit=unit_of(form)))
    return lines


def _foot(desk: Desk, revision: int, digest: str) -> str:
    grouped = " ".join(digest[start : start + 4] for start in range(0, min(len(digest), 16), 4))
    shown = _("内容摘要 {digest}").format(digest=grouped) if digest else _("草稿，未上报")
    now = datetime.now().astimezone()
    printed = _("打印 {time}").format(time=f"{now:%Y-%m-%d %H:%M}")
    return facts(desk.ws.unit_label, _("第 {n} 版").format(n=revision), shown, printed)


# The overview


def write_summary(desk: Desk, charts: Sequence[BarChart], path: Path) -> int:
    """Write figures and annexes as PDF, the charts on a page of their own; return the pages.

    Raises:
        UserError: The file cannot be written.
    """
    first, *rest = summary_sheets(desk)
    # Tells why a file cannot be written, before anything is painted.
    write_pdf(first, path)
    writer = QPdfWriter(str(path))
    writer.setPageLayout(layout())
    writer.setResolution(RESOLUTION)
    return _paint((first, *rest), charts, writer)


def summary_sheets(desk: Desk) -> list[Sheet]:
    """Return figures and annexes as sheets of paper."""
    ws = desk.ws
    found = summary(ws.store, ws.catalogue, ws.unit, desk.period, language=language())
    return [_summary_sheet(desk, table) for table in found]


def _summary_sheet(desk: Desk, table: SummaryTable) -> Sheet:
    rows = [
        [Cell(cell_text(value), right=place > 0) for place, value in enumerate(row)]
        for row in table.rows
    ]
    heads = [("", title, place > 0) for place, title in enumerate(table.columns)]
    return Sheet(
        title=table.title,
        period=period_label(desk.period),
        office=_("填报单位：{name}").format(name=desk.ws.unit_label),
        facts=(),
        columns=[_paper(heads[place], place, rows) for place in range(len(heads))],
        rows=rows,
        foot=_foot(desk, report_of(desk.ws, desk.period).revision, ""),
        kept=1,
    )


def _paint(sheets: Sequence[Sheet], charts: Sequence[BarChart], device: QPagedPaintDevice) -> int:
    size = page_size()
    painter = QPainter(device)
    painter.scale(device.width() / size.width(), device.width() / size.width())
    pages = 0
    for sheet in sheets:
        drawn = SheetPainter(sheet, size)
        for number in range(len(drawn.parts)):
            if pages:
                device.newPage()
            drawn.paint(painter, number)
            pages += 1
    if charts:
        device.newPage()
        pages += 1
        height = (size.height() - 120) / len(charts)
        for place, chart in enumerate(charts):
            box = QRectF(60, 50 + place * height, size.width() - 120, height - 20)
            paint_chart(painter, box, chart)
    painter.end()
    return pages
