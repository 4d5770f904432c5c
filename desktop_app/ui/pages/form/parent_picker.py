"""Choosing the firm (incubator, patent) that a new record belongs to."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QWidget

from desktop_app.catalogue.model import Form
from desktop_app.i18n import _
from desktop_app.ui.components.dialogs import Question
from desktop_app.ui.components.filter_field import FilterField
from desktop_app.ui.desk import Desk
from desktop_app.ui.grid.cells import Cell, Heading
from desktop_app.ui.grid.list import ListTable, RowsModel
from desktop_app.ui.grid.source import Query, Row
from desktop_app.ui.pages.form.sheet_source import SheetModel, SheetSource
from desktop_app.ui.pages.form.views import form_label

SIZE = (460, 420)


class ParentPicker(Question):
    """A searchable list; choosing a row closes it."""

    def __init__(
        self, parent: QWidget, desk: Desk, form: Form, chosen: Callable[[str], object]
    ) -> None:
        owner = desk.ws.catalogue.form(form.parent)
        title = _("新增{form}：选{owner}").format(form=form_label(form), owner=form_label(owner))
        super().__init__(parent, title)
        self._chosen = chosen
        first = "app_no" if owner.code == "patent" else "uscc"
        columns = (first,) if first in owner.by_code else ()
        self.model = SheetModel(SheetSource(desk, owner, columns), self)
        self.field = FilterField(_("名称、拼音首字母、代码"), icon="search", width=0)
        self.field.textChanged.connect(self._on_text)
        headings = (Heading(_("名称"), stretch=True), Heading(_("代码"), width=170))
        self.list = ListTable(
            RowsModel(self.model, headings, _cells, self), headings, title, margin=8, framed=True
        )
        self.list.setMinimumSize(*SIZE)
        self.list.row_opened.connect(self._on_opened)
        self.body.addWidget(self.field)
        self.body.addWidget(self.list)
        self.add_safe(_("取消"))
        self.add_act(_("新增"), self._take)
        self._on_text("")
        self.field.setFocus()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Walk through the list from the field."""
        step = {Qt.Key.Key_Down: 1, Qt.Key.Key_Up: -1}.get(Qt.Key(event.key()), 0)
        if step:
            self.list.choose(self.list.current_place() + step)
            return
        super().keyPressEvent(event)

    def _on_text(self, words: str) -> None:
        self.model.load(Query(words.strip()))
        self.list.choose(0)

    def _on_opened(self, _place: int) -> None:
        self.accept()
        self._take()

    def _take(self) -> None:
        place = self.list.current_place()
        if place >= 0:
            self._chosen(self.model.row(place).uid)


def _cells(row: Row) -> Sequence[Cell]:
    code = str(row.values[0] or "") if row.values else ""
    return (Cell(row.name), Cell(code, tone="text2"))
