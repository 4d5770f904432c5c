"""The fields of a form as a list, from which one is dragged onto a column of a sheet."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from PySide6.QtCore import QMimeData, QPoint, QRect, Qt, QTimer, Signal
from PySide6.QtGui import (
    QDragEnterEvent,
    QDragLeaveEvent,
    QDragMoveEvent,
    QDropEvent,
    QPainter,
    QPen,
)
from PySide6.QtWidgets import QAbstractItemView, QListWidget, QListWidgetItem

from desktop_app.catalogue.model import Form
from desktop_app.i18n import _, label_of, told
from desktop_app.importing.model import Choice
from desktop_app.ui import theme
from desktop_app.ui.grid.list import ListTable

FIELD_DRAG = "application/x-shuangbei-field"
SHOWN = 9


class FieldList(QListWidget):
    """The fields of a form; those that no column has yet come first.

    Attributes:
        form: Code of the form.

    Signals:
        chosen: Code of a field that was double-clicked or entered, for the column at hand.
    """

    chosen = Signal(str)

    def __init__(self) -> None:
        super().__init__()
        self.form = ""
        self.setProperty("framed", "true")
        self.setAccessibleName(_("字段"))
        self.setDragEnabled(True)
        self.setDragDropMode(QAbstractItemView.DragDropMode.DragOnly)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setTextElideMode(Qt.TextElideMode.ElideRight)
        self.setFixedHeight(SHOWN * theme.row_height("standard"))
        self.itemActivated.connect(lambda item: self.chosen.emit(_code(item)))

    def offer(self, form: Form, taken: Mapping[str, str]) -> None:
        """Offer the fields of a form; `taken` has the column that each has already."""
        self.form = form.code
        self.clear()
        for field in sorted(form.typed, key=lambda one: one.code in taken):
            label = label_of(field)
            heading = taken.get(field.code)
            item = QListWidgetItem(told(label, heading) if heading else label)
            item.setData(Qt.ItemDataRole.UserRole, field.code)
            item.setToolTip(_("已配：{heading}").format(heading=heading) if heading else label)
            if heading:
                item.setForeground(theme.colour("text3"))
            self.addItem(item)

    def mimeTypes(self) -> list[str]:
        """Say what is dragged."""
        return [FIELD_DRAG]

    def mimeData(self, items: Sequence[QListWidgetItem]) -> QMimeData:
        """Give the field that is dragged."""
        data = QMimeData()
        if items:
            data.setData(FIELD_DRAG, f"{self.form} {_code(items[0])}".encode())
        return data


def _code(item: QListWidgetItem) -> str:
    return str(item.data(Qt.ItemDataRole.UserRole))


class ColumnTable(ListTable):
    """The columns of a sheet, one a line; a field can be dropped on each.

    Signals:
        field_dropped: Place of the column and the Choice of the field dropped on it.
    """

    field_dropped = Signal(int, object)
    _over = -1

    def accept_fields(self) -> None:
        """Take fields that are dragged here."""
        self.setAcceptDrops(True)
        self.viewport().setAcceptDrops(True)

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        """Take a field, and nothing else."""
        if event.mimeData().hasFormat(FIELD_DRAG):
            event.acceptProposedAction()
        else:
            event.ignore()

    def dragMoveEvent(self, event: QDragMoveEvent) -> None:
        """Show which column would get it."""
        if not event.mimeData().hasFormat(FIELD_DRAG):
            event.ignore()
            return
        self._show_over(self._row_at(event))
        if self._over >= 0:
            event.acceptProposedAction()
        else:
            event.ignore()

    def dragLeaveEvent(self, _event: QDragLeaveEvent) -> None:
        """Show no column any more."""
        self._show_over(-1)

    def dropEvent(self, event: QDropEvent) -> None:
        """Tell which column got which field."""
        place = self._row_at(event)
        self._show_over(-1)
        if place < 0 or not event.mimeData().hasFormat(FIELD_DRAG):
            event.ignore()
            return
        form, _gap, field = event.mimeData().data(FIELD_DRAG).toStdString().partition(" ")
        event.acceptProposedAction()
        # Once the drag is over: what is told makes the list anew from which it began.
        QTimer.singleShot(0, self, lambda: self.field_dropped.emit(place, Choice(form, field)))

    def paintEvent(self, event: object) -> None:
        """Draw a box around the column that would get the field."""
        super().paintEvent(event)
        if self._over >= 0:
            painter = QPainter(self.viewport())
            painter.setPen(QPen(theme.colour("accent"), 2))
            first = self.visualRect(self.model().index(self._over, 0))
            box = QRect(0, first.top(), self.viewport().width(), first.height())
            painter.drawRect(box.adjusted(1, 1, -1, -1))

    def _row_at(self, event: QDropEvent) -> int:
        where: QPoint = event.position().toPoint()
        return self.rowAt(where.y())

    def _show_over(self, place: int) -> None:
        if place != self._over:
            self._over = place
            self.viewport().update()
