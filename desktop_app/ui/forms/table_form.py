"""An official sheet of one record: name, 行码, unit, 本期, 上期, ±%; keys move as in the grid."""

from __future__ import annotations

from typing import cast

from PySide6.QtCore import (
    QAbstractTableModel,
    QEvent,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    Qt,
    Signal,
)
from PySide6.QtGui import QInputMethodEvent, QKeyEvent, QKeySequence, QResizeEvent
from PySide6.QtWidgets import QAbstractItemView, QFrame, QHeaderView, QTableView, QWidget

from desktop_app.catalogue.model import Form
from desktop_app.i18n import _, label_of, unit_word
from desktop_app.ui import theme
from desktop_app.ui.forms.lines import FormLine, form_lines
from desktop_app.ui.glyphs import Sign
from desktop_app.ui.grid import clipboard
from desktop_app.ui.grid.cells import CELL, EMPTY, Cell, Editing, Heading
from desktop_app.ui.grid.editor import EntryDelegate, open_editor, put_at_end
from desktop_app.ui.grid.list import ListHeader
from desktop_app.ui.grid.model import GridModel, is_editable
from desktop_app.ui.grid.source import Row, Typed

Index = QModelIndex | QPersistentModelIndex
Role = Qt.ItemDataRole
NAME, CODE, UNIT, NOW, BEFORE, CHANGE = range(6)
WIDTHS = {CODE: 52, UNIT: 60, NOW: 128, BEFORE: 96, CHANGE: 73}
LEAST_NAME = 220
ROLES = {Role.DisplayRole, Role.EditRole, Role.AccessibleTextRole, Role.ToolTipRole, CELL}


class FormModel(QAbstractTableModel):
    """The lines of a form for one row of a `GridModel`, which saves and marks what is typed."""

    def __init__(self, form: Form, rows: GridModel, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.rows = rows
        self.lines: list[FormLine] = form_lines(form, rows.source)
        self.place = -1
        self._uid = ""
        rows.dataChanged.connect(self._on_data_changed)
        rows.modelReset.connect(self._on_reset)

    def show_place(self, place: int) -> None:
        """Show the row at a place; -1 shows an empty form."""
        self.place = place
        row = self.row
        self._uid = row.uid if row else ""
        self._repaint()

    @property
    def row(self) -> Row | None:
        """The row that is shown."""
        if 0 <= self.place < self.rows.rowCount():
            return self.rows.row(self.place)
        return None

    def line_of(self, field: str) -> int:
        """Return the line of a field, or -1."""
        for place, line in enumerate(self.lines):
            if line.field is not None and line.field.code == field:
                return place
        return -1

    def editing(self, index: Index) -> Editing:
        """Return how a figure is edited."""
        now = self.lines[index.row()].now
        return self.rows.editing_of(now) if now else Editing("")

    def can_type(self, place: int) -> bool:
        """Whether a figure can be typed in a line."""
        now, row = self.lines[place].now, self.row
        return now is not None and row is not None and is_editable(row, now)

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 - Qt's own default
        """Return how many lines there are."""
        return 0 if parent.isValid() else len(self.lines)

    def columnCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 - Qt's own default
        """Return the six columns."""
        return 0 if parent.isValid() else CHANGE + 1

    def flags(self, index: Index) -> Qt.ItemFlag:
        """Only figures of this period can be typed, and only where nothing locks them."""
        if not index.isValid():
            return Qt.ItemFlag.NoItemFlags
        flags = Qt.ItemFlag.ItemIsSelectable | Qt.ItemFlag.ItemIsEnabled
        if index.column() == NOW and self.can_type(index.row()):
            flags |= Qt.ItemFlag.ItemIsEditable
        return flags

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Role.DisplayRole
    ) -> object:
        """Give the headings."""
        if orientation == Qt.Orientation.Horizontal and role == Role.DisplayRole:
            return headings()[section].text
        return None

    def data(self, index: Index, role: int = Role.DisplayRole) -> object:
        """Give the painted cell, the text to edit, what is said and shown as a tip."""
        if not index.isValid() or role not in ROLES:
            return None
        line = self.lines[index.row()]
        row, now = self.row, line.now
        if index.column() == NOW and row is not None and now is not None:
            if role == Role.EditRole:
                return self.rows.edit_text(row, now)
            if role == Role.AccessibleTextRole:
                return self.rows.spoken(row, now)
            if role == Role.ToolTipRole:
                return self.rows.tip(row, now)
        cell = self._cell(line, row, index.column())
        return cell if role == CELL else cell.text

    def setData(self, index: Index, value: object, role: int = Role.EditRole) -> bool:
        """Save a typed figure."""
        now = self.lines[index.row()].now
        if role != Role.EditRole or now is None or index.column() != NOW or self.place < 0:
            return False
        return self.rows.type_text(self.place, now, str(value))

    def _cell(self, line: FormLine, row: Row | None, column: int) -> Cell:
        field = line.field
        if field is None:
            return Cell(line.text if column == NAME else "", bold=True, ground="header")
        if column == NAME:
            return Cell(line.text, indent=line.indent, tip=field.help)
        if column in {CODE, UNIT}:
            return Cell(line.code if column == CODE else unit_word(field.unit), tone="text2")
        shown = {NOW: line.now, BEFORE: line.before, CHANGE: line.change}[column]
        if row is None or shown is None:
            return EMPTY
        cell = self.rows.cell(row, shown)
        if shown.computed and cell.sign is Sign.NONE and cell.text:
            # The column is not wholly computed, so each computed cell says so itself.
            return Cell(cell.text, cell.right, cell.tone, ground="sunken", sign=Sign.COMPUTED)
        return cell

    def _on_data_changed(self, first: QModelIndex, last: QModelIndex) -> None:
        if first.row() <= self.place <= last.row():
            self._repaint()

    def _on_reset(self) -> None:
        self.show_place(self.rows.find(self._uid) if self._uid else -1)

    def _repaint(self) -> None:
        self.dataChanged.emit(self.index(0, 0), self.index(len(self.lines) - 1, CHANGE))


def headings() -> tuple[Heading, ...]:
    """Return the headings of an official sheet."""
    return (
        Heading(_("指标名称"), stretch=True),
        Heading(_("行码")),
        Heading(_("单位")),
        Heading(_("本期"), right=True),
        Heading(_("上期"), right=True),
        Heading(_("±%"), right=True),
    )


class TableForm(QTableView):
    """The sheet of one record.

    Signals:
        field_changed: Code of the field that is current.
    """

    field_changed = Signal(str)

    def __init__(self, form: Form, rows: GridModel, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.form_model = FormModel(form, rows, self)
        self.setModel(self.form_model)
        self.setAccessibleName(label_of(form))
        header = ListHeader(headings(), 8, vertical=True)
        header.setSectionsClickable(False)
        self.setHorizontalHeader(header)
        self.verticalHeader().hide()
        self.verticalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        self.setProperty("framed", "true")
        self.setFrameShape(QFrame.Shape.StyledPanel)
        self.setShowGrid(False)
        self.setWordWrap(False)
        self.setTabKeyNavigation(False)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        triggers = QAbstractItemView.EditTrigger
        self.setEditTriggers(
            triggers.DoubleClicked | triggers.EditKeyPressed | triggers.AnyKeyPressed
        )
        self._entry = EntryDelegate(self)
        self._entry.moved.connect(lambda down, _right: self.step(down))
        self._entry.tabbed.connect(self.step)
        self.setItemDelegate(self._entry)
        for place, line in enumerate(self.form_model.lines):
            if line.field is None:
                self.setSpan(place, 0, 1, CHANGE + 1)
        self.selectionModel().currentChanged.connect(self._on_current_changed)
        theme.look().changed.connect(self._on_look_changed)
        self._on_look_changed()

    def show_place(self, place: int) -> None:
        """Show the record at a place of the rows; the current line stays."""
        self._drop_typing(place)
        self.form_model.show_place(place)
        if not self.currentIndex().isValid():
            self.go_to("")

    def _drop_typing(self, place: int) -> None:
        """Close what is open for a record that went away: it is not meant for the next one."""
        editor = open_editor(self)
        if editor is not None and self.form_model.row is None and place >= 0:
            self.closeEditor(editor, EntryDelegate.EndEditHint.RevertModelCache)

    def go_to(self, field: str) -> None:
        """Make a field current; "" the first that can be typed."""
        model = self.form_model
        place = model.line_of(field)
        if place < 0:
            place = next((i for i, line in enumerate(model.lines) if line.field is not None), 0)
        self.setCurrentIndex(model.index(place, NOW))
        self.scrollTo(model.index(place, NOW))

    def current_field(self) -> str:
        """Return the code of the current field, or ""."""
        index = self.currentIndex()
        field = self.form_model.lines[index.row()].field if index.isValid() else None
        return field.code if field else ""

    def step(self, by: int) -> None:
        """Go to the next or previous figure that can be typed."""
        place = self.currentIndex().row() + by
        while 0 <= place < len(self.form_model.lines):
            if self.form_model.can_type(place):
                self.setCurrentIndex(self.form_model.index(place, NOW))
                return
            place += by

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter, Tab, Delete, copy and paste; other keys begin to type."""
        key = Qt.Key(event.key())
        shift = bool(event.modifiers() & Qt.KeyboardModifier.ShiftModifier)
        if key in {Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Tab, Qt.Key.Key_Backtab}:
            self.step(-1 if shift or key == Qt.Key.Key_Backtab else 1)
        elif key in {Qt.Key.Key_Delete, Qt.Key.Key_Backspace}:
            self.form_model.setData(self.currentIndex(), "")
        elif event.matches(QKeySequence.StandardKey.Copy):
            clipboard.copy([[str(self.currentIndex().data() or "")]])
        elif event.matches(QKeySequence.StandardKey.Paste):
            self._paste()
        else:
            super().keyPressEvent(event)

    def inputMethodEvent(self, event: QInputMethodEvent) -> None:
        """Begin to type with an input method; a text that comes whole is kept, as in the grid."""
        whole = event.commitString()
        editing = self.state() == QAbstractItemView.State.EditingState
        if editing or not whole or event.preeditString():
            super().inputMethodEvent(event)
        elif self.edit(self.currentIndex(), QAbstractItemView.EditTrigger.AnyKeyPressed):
            editor = open_editor(self)
            if editor is not None:
                editor.setText(whole)
                editor.setModified(True)
            event.accept()

    def edit(  # type: ignore[override]  # the form of the two that Qt calls
        self,
        index: QModelIndex,
        trigger: QAbstractItemView.EditTrigger = QAbstractItemView.EditTrigger.AllEditTriggers,
        event: QEvent | None = None,
    ) -> bool:
        """Open the editor; remember whether typing opened it."""
        self._entry.typing = trigger == QAbstractItemView.EditTrigger.AnyKeyPressed
        opened = super().edit(index, trigger, cast(QEvent, event))
        if opened and not self._entry.typing:
            put_at_end(self)
        return opened

    def _paste(self) -> None:
        """Paste a column of figures downwards, as one batch."""
        model, row = self.form_model, self.form_model.row
        texts = [cells[0] for cells in clipboard.pasted()]
        typed: list[Typed] = []
        place = self.currentIndex().row()
        while row is not None and texts and place < len(model.lines):
            now = model.lines[place].now
            if now is not None and now.field is not None and model.can_type(place):
                text = texts.pop(0).strip()
                if text != model.rows.edit_text(row, now):
                    typed.append(Typed(row.uid, now.field.code, text))
            place += 1
        model.rows.paste(typed)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Give the names the room that is left."""
        super().resizeEvent(event)
        for column, width in WIDTHS.items():
            self.setColumnWidth(column, width)
        left = self.viewport().width() - sum(WIDTHS.values())
        self.setColumnWidth(NAME, max(left, LEAST_NAME))

    def focusInEvent(self, event: object) -> None:
        """Take the first figure; paint the box in the accent."""
        super().focusInEvent(event)  # type: ignore[arg-type]  # Qt hands a focus event
        if not self.currentIndex().isValid():
            self.go_to("")
        self.viewport().update()

    def _on_current_changed(self, current: QModelIndex, _previous: QModelIndex) -> None:
        self.viewport().update()
        if current.isValid():
            self.field_changed.emit(self.current_field())

    def _on_look_changed(self) -> None:
        self.verticalHeader().setDefaultSectionSize(theme.row_height())
