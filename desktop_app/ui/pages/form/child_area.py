"""The small table of what belongs to one record: certificates of a firm, owners of a patent."""

from __future__ import annotations

from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from desktop_app.catalogue.model import Form
from desktop_app.domain.plans import Applied
from desktop_app.i18n import _
from desktop_app.ui.components.buttons import secondary
from desktop_app.ui.components.texts import text
from desktop_app.ui.desk import Desk
from desktop_app.ui.grid.columns import Part
from desktop_app.ui.grid.source import Query
from desktop_app.ui.grid.view import EntryGrid
from desktop_app.ui.pages.form.sheet_source import SheetModel, SheetSource
from desktop_app.ui.pages.form.views import form_label
from desktop_app.work.edit import Edited, add_record, remove_records


class ChildArea(QWidget):
    """A grid of one parent's records with buttons to add and take away."""

    def __init__(self, desk: Desk, form: Form) -> None:
        super().__init__()
        self._desk = desk
        self.form = form
        self.parent_uid = ""
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(24, 8, 24, 8)
        self._column.setSpacing(8)
        row = QHBoxLayout()
        self._hint = text("", "fact")
        self.add = secondary(_("新增"), self._add, "plus")
        self.remove = secondary(_("清除"), self._remove, "trash")
        row.addWidget(self._hint, 1)
        row.addWidget(self.add)
        row.addWidget(self.remove)
        self._column.addLayout(row)
        self.model, self.grid = self._make("")
        self._column.addWidget(self.grid, 1)
        desk.operations.data_changed.connect(self._on_data_changed)

    def show_parent(self, uid: str) -> None:
        """Show the records of another parent."""
        if uid == self.parent_uid:
            return
        self.parent_uid = uid
        old = self.grid
        self.model, self.grid = self._make(uid)
        self._column.replaceWidget(old, self.grid)
        old.hide()
        old.deleteLater()
        self.load()

    def load(self) -> None:
        """Ask the store again."""
        self.model.load(Query())
        count = self.model.rowCount()
        self._hint.setText("" if count else _("还没有{form}").format(form=form_label(self.form)))
        self.add.setEnabled(bool(self.parent_uid))
        self.remove.setEnabled(count > 0)

    def _make(self, uid: str) -> tuple[SheetModel, EntryGrid]:
        columns = tuple(field.code for field in self.form.typed)
        source = SheetSource(self._desk, self.form, columns, parent=uid or "-")
        model = SheetModel(source, self)
        grid = EntryGrid(model)
        grid.setProperty("framed", "true")
        # All rows are of one parent: its name says nothing here.
        name = next(i for i, column in enumerate(model.columns) if column.part is Part.NAME)
        for view in (grid, grid.frozen):
            view.setColumnHidden(name, True)  # noqa: FBT003 - Qt takes it by position
        return model, grid

    def _add(self) -> None:
        ws, code, parent = self._desk.ws, self.form.code, self.parent_uid

        def tell(added: tuple[str, Edited]) -> None:
            self._desk.operations.announce(added[1])
            first = next((f.code for f in self.form.typed), "")
            self.grid.go_to(added[0], first)
            self.grid.setFocus()

        self._desk.operations.run(lambda: add_record(ws, code, {}, parent=parent), tell, asker=self)

    def _remove(self) -> None:
        current = self.grid.current()
        if current is None or not current[0].uid:
            return
        ws, code, uid = self._desk.ws, self.form.code, current[0].uid
        words = _("已清除 1 条{form}").format(form=form_label(self.form))
        self._desk.operations.run(
            lambda: remove_records(ws, code, [uid]),
            lambda _applied: self._desk.toast(words),
            asker=self,
        )

    def _on_data_changed(self, applied: Applied) -> None:
        if not applied.forms & {self.form.code, "raw_text", "explanation"}:
            return
        if self.model.source.saving:
            self.model.source.forget()
        elif self.parent_uid:
            self.grid.when_left(self.load)
