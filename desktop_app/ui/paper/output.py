"""Sheets to a printer or a PDF file."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QMarginsF, QSizeF
from PySide6.QtGui import QPagedPaintDevice, QPageLayout, QPageSize, QPainter, QPdfWriter
from PySide6.QtWidgets import QWidget

from desktop_app.domain.errors import UserError
from desktop_app.i18n import _
from desktop_app.ui.paper.sheet import Sheet, SheetPainter


def page_size(*, landscape: bool = True) -> QSizeF:
    """Return the size of A4 in pixels of 1/96 inch."""
    return QSizeF(1123, 794) if landscape else QSizeF(794, 1123)


def layout(*, landscape: bool = True) -> QPageLayout:
    """Return A4 without margins of the device: the sheet has its own."""
    turned = QPageLayout.Orientation.Landscape if landscape else QPageLayout.Orientation.Portrait
    return QPageLayout(QPageSize(QPageSize.PageSizeId.A4), turned, QMarginsF(0, 0, 0, 0))


def write_pdf(sheet: Sheet, path: Path, *, landscape: bool = True) -> int:
    """Write a sheet as PDF; return the number of pages.

    Raises:
        UserError: The file cannot be written.
    """
    try:
        path.open("ab").close()
    except OSError as error:
        raise UserError(
            _("{path} 写不了：{cause}。").format(path=path, cause=error.strerror),
            _("数据未动。换一个文件名或文件夹。"),
        ) from error
    writer = QPdfWriter(str(path))
    writer.setPageLayout(layout(landscape=landscape))
    writer.setResolution(1200)
    writer.setTitle(f"{sheet.title} {sheet.period}")
    return paint_sheet(sheet, writer, landscape=landscape)


def paint_sheet(sheet: Sheet, device: QPagedPaintDevice, *, landscape: bool = True) -> int:
    """Paint all pages of a sheet on a device; return how many they are."""
    pages = SheetPainter(sheet, page_size(landscape=landscape))
    painter = QPainter(device)
    scale = device.width() / page_size(landscape=landscape).width()
    painter.scale(scale, scale)
    for number in range(len(pages.parts)):
        if number:
            device.newPage()
        pages.paint(painter, number)
    painter.end()
    return len(pages.parts)


def ask_and_print(
    parent: QWidget, sheet: Sheet, told: Callable[[int], object], *, landscape: bool = True
) -> None:
    """Let a printer be chosen, print, and tell the number of pages."""
    # Here, not at the top: nothing of printing is needed before someone prints.
    from PySide6.QtPrintSupport import QPrintDialog, QPrinter

    printer = QPrinter(QPrinter.PrinterMode.HighResolution)
    printer.setPageLayout(layout(landscape=landscape))
    printer.setFullPage(True)
    dialog = QPrintDialog(printer, parent)
    dialog.accepted.connect(lambda: told(paint_sheet(sheet, printer, landscape=landscape)))
    dialog.setModal(True)
    dialog.show()
