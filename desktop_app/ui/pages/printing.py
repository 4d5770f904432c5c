"""Printing the rows of a grid, or saving them as PDF."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from pathlib import Path

from PySide6.QtCore import QMarginsF, QPoint, Qt
from PySide6.QtGui import QPageLayout, QPageSize, QPainter
from PySide6.QtPrintSupport import QPrintDialog, QPrinter
from PySide6.QtWidgets import QFileDialog, QMenu, QWidget

from desktop_app.catalogue.model import Form
from desktop_app.domain.errors import UserError
from desktop_app.domain.values import FieldType
from desktop_app.i18n import _, language, period_label
from desktop_app.reports import SummaryTable, summary
from desktop_app.ui.components.texts import facts
from desktop_app.ui.desk import Desk
from desktop_app.ui.glyphs import Sign
from desktop_app.ui.grid.columns import Column, Part, field_heading, line_code
from desktop_app.ui.grid.model import GridModel
from desktop_app.ui.pages.figure_dialog import cell_text
from desktop_app.ui.pages.form_views import unit_of
from desktop_app.ui.pages.paper import PaperCell, PaperColumn, PaperTable, draw_page, lay_out
from desktop_app.work.reporting import report_of

MARGIN_MILLIMETRES = 14
PIXELS_PER_INCH = 96
SUMMED = {FieldType.MONEY, FieldType.COUNT}
SIGNERS = ("head", "statistician", "filler", "phone")


Make = Callable[[], Sequence[PaperTable]]


def print_sheet(button: QWidget, desk: Desk, model: GridModel, form: Form) -> None:
    """Ask where to print the rows of a form: on a printer, or into a PDF."""
    name = f"{desk.ws.unit_label} {form.short} {desk.period}.pdf"
    _offer(button, desk, lambda: [make_table(desk, model, form)], name)


def print_summary(button: QWidget, desk: Desk) -> None:
    """Ask where to print the figures and annexes of the overview."""
    name = _("{unit} 汇总 {period}.pdf").format(unit=desk.ws.unit_label, period=desk.period)
    _offer(button, desk, lambda: summary_tables(desk), name)


def _offer(button: QWidget, desk: Desk, make: Make, name: str) -> None:
    menu = QMenu(button)
    menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    menu.addAction(_("用打印机"), lambda: _on_printer(button, desk, make))
    menu.addAction(_("存为 PDF"), lambda: _as_pdf(button, desk, make, name))
    menu.popup(button.mapToGlobal(QPoint(0, button.height() + 2)))


def summary_tables(desk: Desk) -> list[PaperTable]:
    """Return figures and annexes as tables on paper."""
    ws = desk.ws
    foot = _foot(desk, 1, "")
    found = summary(ws.store, ws.catalogue, ws.unit, desk.period, language=language())
    return [
        PaperTable(
            table.title,
            period_label(desk.period),
            _("填报单位：{name}").format(name=ws.unit_label),
            (),
            [PaperColumn(_("序号"), right=True), *_summary_columns(table)],
            len(table.rows),
            lambda place, rows=table.rows: [  # type: ignore[misc]  # bound to this table
                PaperCell(str(place + 1)),
                *(PaperCell(cell_text(value)) for value in rows[place]),
            ],
            foot=foot,
        )
        for table in found
    ]


def _summary_columns(table: SummaryTable) -> list[PaperColumn]:
    return [PaperColumn(name, right=place > 0) for place, name in enumerate(table.columns)]


def make_table(desk: Desk, model: GridModel, form: Form) -> PaperTable:
    """Return the rows that a model shows as a table on paper."""
    report = report_of(desk.ws, desk.period)
    columns = [column for column in model.columns if column.part is not Part.STATE]
    numbered = PaperColumn(_("序号"), right=True)
    heads = [_paper_column(model, column) for column in columns]

    def row(place: int) -> Sequence[PaperCell]:
        record = model.row(place)
        lock = Sign.LOCKED if record.sign is Sign.LOCKED else Sign.NONE
        cells = [PaperCell(str(place + 1), lock)]
        for column in columns:
            cell = model.cell(record, column)
            sign = Sign.REMARK if cell.corner and cell.sign is Sign.NONE else cell.sign
            cells.append(PaperCell(cell.text, sign))
        return cells

    values = {code: str(report.values.get(code) or "") for code in (*SIGNERS, "report_date")}
    labels = desk.ws.catalogue.form("report").by_code
    signers = [
        f"{labels[code].label_en if language() == 'en' else labels[code].label}：{values[code]}"
        for code in (*SIGNERS, "report_date")
    ]
    return PaperTable(
        form.label_en if language() == "en" else form.label,
        period_label(desk.period) if form.periodic else "",
        _("填报单位：{name}").format(name=desk.ws.unit_label),
        _head_lines(form),
        [numbered, *heads],
        model.rowCount(),
        row,
        signers if form.periodic else (),
        _foot(desk, report.revision, str(report.values.get("package_digest") or "")),
    )


def draw(tables: Sequence[PaperTable], device: QPrinter) -> int:
    """Print tables, each from a new page on; return the number of pages."""
    box = device.pageLayout().paintRectPixels(device.resolution())
    scale = device.resolution() / PIXELS_PER_INCH
    painter = QPainter(device)
    pages = 0
    try:
        painter.scale(scale, scale)
        for table in tables:
            layout = lay_out(table, box.width() / scale, box.height() / scale)
            for number in range(len(layout.pages)):
                if pages:
                    device.newPage()
                draw_page(painter, table, layout, number)
                pages += 1
    finally:
        painter.end()
    return pages


def make_printer() -> QPrinter:
    """Return a printer set to A4 across."""
    printer = QPrinter(QPrinter.PrinterMode.HighResolution)
    margin = MARGIN_MILLIMETRES
    printer.setPageLayout(
        QPageLayout(
            QPageSize(QPageSize.PageSizeId.A4),
            QPageLayout.Orientation.Landscape,
            QMarginsF(margin, margin, margin, margin),
            QPageLayout.Unit.Millimeter,
        )
    )
    return printer


def write_pdf(tables: Sequence[PaperTable], path: Path) -> int:
    """Write tables as PDF; return the number of pages.

    Raises:
        UserError: The file cannot be written.
    """
    try:
        path.open("ab").close()
    except OSError as error:
        raise UserError(
            _("PDF 写不了：{cause}。").format(cause=error.strerror),
            _("数据未动。换一个文件夹，或先关闭打开着的同名文件。"),
        ) from error
    printer = make_printer()
    printer.setOutputFormat(QPrinter.OutputFormat.PdfFormat)
    printer.setOutputFileName(str(path))
    return draw(tables, printer)


def _on_printer(parent: QWidget, desk: Desk, make: Make) -> None:
    printer = make_printer()
    # Native dialogs of printers can only be run, not opened.
    if QPrintDialog(printer, parent).exec():
        desk.toast(_("已送打印 {n} 页").format(n=draw(make(), printer)))


def _as_pdf(parent: QWidget, desk: Desk, make: Make, name: str) -> None:
    chosen, _kind = QFileDialog.getSaveFileName(parent, _("存为 PDF"), name, "PDF (*.pdf)")
    if not chosen:
        return
    try:
        pages = write_pdf(make(), Path(chosen))
    except UserError as error:
        desk.operations.failed.emit(error)
        return
    desk.toast(_("已存 PDF，{n} 页").format(n=pages))


@dataclass(slots=True)
class _Sum:
    total: Decimal = Decimal(0)
    any: bool = False


def _paper_column(model: GridModel, column: Column) -> PaperColumn:
    field = column.field
    if field is None:
        return PaperColumn(column.title)
    title = field_heading(field) if column.part is Part.NOW else column.title
    unit = field.unit if column.part is not Part.CHANGE else ""
    return PaperColumn(
        title,
        facts(line_code(field), unit),
        right=column.right,
        total=_total(model, column) if field.type in SUMMED and column.part is Part.NOW else "",
    )


def _total(model: GridModel, column: Column) -> str:
    found = _Sum()
    for place in range(model.rowCount()):
        number = model.number(model.row(place), column)
        if number is not None:
            found.total += number
            found.any = True
    if not found.any:
        return ""
    return f"{found.total:,f}".replace("-", "−")


def _head_lines(form: Form) -> list[str]:
    lines = []
    if form.official:
        lines.append(_("表    号：{n} 表").format(n=form.official))
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
