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

from desktop_app.catalogue.model import Field, Form
from desktop_app.domain.texts import fold
from desktop_app.i18n import _, label_of, short_of, told
from desktop_app.importing.model import Choice
from desktop_app.ui import theme
from desktop_app.ui.grid.list import ListTable

FIELD_DRAG = "application/x-shuangbei-field"
SHOWN = 9
_FORM = Qt.ItemDataRole.UserRole + 1


class FieldList(QListWidget):
    """The fields of a form, those that no column has yet first; or those that were looked for.

    Signals:
        chosen: Codes of form and field that were double-clicked or entered, for the column at hand.
    """

    chosen = Signal(str, str)

    def __init__(self) -> None:
        super().__init__()
        self.setProperty("framed", "true")
        self.setAccessibleName(_("字段"))
        self.setDragEnabled(True)
        self.setDragDropMode(QAbstractItemView.DragDropMode.DragOnly)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setTextElideMode(Qt.TextElideMode.ElideRight)
        self.setFixedHeight(SHOWN * theme.row_height("standard"))
        self.itemActivated.connect(lambda item: self.chosen.emit(*_codes(item)))

    def offer(self, form: Form, taken: Mapping[str, str]) -> None:
        """Offer the fields of a form; `taken` has the column that each has already."""
        self.clear()
        for field in sorted(form.typed, key=lambda one: one.code in taken):
            label = label_of(field)
            heading = taken.get(field.code)
            item = self._put(form, field, told(label, heading) if heading else label)
            item.setToolTip(_("已配：{heading}").format(heading=heading) if heading else label)
            if heading:
                item.setForeground(theme.colour("text3"))

    def offer_found(self, forms: Sequence[Form], wanted: str) -> None:
        """Offer the fields of all forms that a text or pinyin initials are found in."""
        self.clear()
        for form in forms:
            for field in form.typed:
                if _is_meant(field, wanted):
                    words = told(short_of(form), label_of(field))
                    self._put(form, field, words).setToolTip(words)

    def enter(self) -> None:
        """Go to the first field."""
        if self.count():
            self.setCurrentRow(0)
            self.setFocus()

    def _put(self, form: Form, field: Field, words: str) -> QListWidgetItem:
        item = QListWidgetItem(words)
        item.setData(Qt.ItemDataRole.UserRole, field.code)
        item.setData(_FORM, form.code)
        self.addItem(item)
        return item

    def mimeTypes(self) -> list[str]:
        """Say what is dragged."""
        return [FIELD_DRAG]

    def mimeData(self, items: Sequence[QListWidgetItem]) -> QMimeData:
        """Give the field that is dragged."""
        data = QMimeData()
        if items:
            data.setData(FIELD_DRAG, " ".join(_codes(items[0])).encode())
        return data


def _codes(item: QListWidgetItem) -> tuple[str, str]:
    return str(item.data(_FORM)), str(item.data(Qt.ItemDataRole.UserRole))


def _is_meant(field: Field, wanted: str) -> bool:
    """Whether a text is in a name of a field, or the pinyin initials that one begins with."""
    from desktop_app.store.derived import initials

    text = fold(wanted)
    names = {label_of(field), field.label, field.short, field.official, *field.aliases} - {""}
    if any(text in fold(name) for name in names):
        return True
    return text.isascii() and any(initials(name).startswith(text) for name in names)


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
