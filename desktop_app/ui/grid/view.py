"""The entry grid: types, moves, copies and pastes as Excel does; saves as one leaves a cell."""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal
from typing import cast

from PySide6.QtCore import QEvent, QItemSelectionModel, QModelIndex, Qt, Signal
from PySide6.QtGui import QInputMethodEvent, QKeyEvent, QKeySequence, QResizeEvent
from PySide6.QtWidgets import QAbstractItemView, QFrame, QHeaderView, QTableView, QWidget

from desktop_app.i18n import _, plural
from desktop_app.ui import theme
from desktop_app.ui.grid import clipboard
from desktop_app.ui.grid.columns import FROZEN, Part
from desktop_app.ui.grid.editor import EntryDelegate, open_editor, put_at_end
from desktop_app.ui.grid.frozen import FrozenColumns
from desktop_app.ui.grid.header import TwoRowHeader
from desktop_app.ui.grid.model import GridModel
from desktop_app.ui.grid.source import Query, Row, Typed

SUMMED_AT_MOST = 20_000
COPIED_AT_MOST = 200_000
FILLING = {Qt.Key.Key_D: (1, 0), Qt.Key.Key_R: (0, 1)}
"""Ctrl+D fills down, Ctrl+R to the right."""


class EntryGrid(QTableView):
    """A grid over a `GridModel`.

    Signals:
        cell_changed: The current cell: its row and the field's code ("" on state and name).
        selection_told: Facts of the selection for the status bar, as a tuple of texts.
        overflowed: Rows of a pasted block for which there was no record.
    """

    cell_changed = Signal(object, str)
    selection_told = Signal(object)
    overflowed = Signal(int)

    def __init__(self, model: GridModel, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.grid_model = model
        self.setModel(model)
        self.setAccessibleName(_("录入表格"))
        self.setHorizontalHeader(TwoRowHeader(model.columns, self))
        self._set_behaviour()
        self._owed: Callable[[], object] | None = None
        self._wanted = ("", "")
        self._entry = self._entry_delegate()
        self.setItemDelegate(self._entry)
        for place, column in enumerate(model.columns):
            self.setColumnWidth(place, column.width)
        self.frozen = FrozenColumns(self, model)
        self._follow(model)
        theme.look().changed.connect(self._on_look_changed)
        self._on_look_changed()

    def _set_behaviour(self) -> None:
        """Look and behave as the entry grid does, whatever it shows."""
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setShowGrid(False)
        self.setWordWrap(False)
        self.setTabKeyNavigation(False)
        self.setCornerButtonEnabled(False)
        self.verticalHeader().hide()
        self.verticalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        self.setSelectionMode(QAbstractItemView.SelectionMode.ContiguousSelection)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        triggers = QAbstractItemView.EditTrigger
        self.setEditTriggers(
            triggers.DoubleClicked | triggers.EditKeyPressed | triggers.AnyKeyPressed
        )

    def _entry_delegate(self) -> EntryDelegate:
        delegate = EntryDelegate(self)
        delegate.moved.connect(self.step)
        delegate.tabbed.connect(self.step_typed)
        return delegate

    def _follow(self, model: GridModel) -> None:
        """Listen to the rows, the headings and the cell that is being typed into."""
        # After the view has closed it, which it began to listen to first.
        self._entry.closeEditor.connect(self._on_left)
        self.horizontalHeader().sectionResized.connect(lambda *_sizes: self._fit())
        for header in (self.horizontalHeader(), self.frozen.horizontalHeader()):
            header.sectionClicked.connect(self._sort)
        self.horizontalScrollBar().valueChanged.connect(self._raise_frozen)
        model.modelAboutToBeReset.connect(self._save_open_cell)
        model.modelReset.connect(self._on_reset)
        self.selectionModel().currentChanged.connect(self._on_current_changed)
        self.selectionModel().selectionChanged.connect(self._on_selection_changed)

    # Where one is

    def go_to(self, uid: str, field: str = "") -> bool:
        """Make a cell current; return whether its record is shown."""
        place = self.grid_model.find(uid)
        if place < 0:
            return False
        # Rows that have just come are not laid out yet, and could not be scrolled to.
        self.executeDelayedItemsLayout()
        self.setCurrentIndex(self.grid_model.index(place, self.grid_model.column_of(field)))
        return True

    def keyboardSearch(self, _search: str) -> None:
        """Stay: a figure typed at a locked cell must not jump to a row that begins with it."""

    def current(self) -> tuple[Row, str] | None:
        """Return the current row and the code of the current field, or None."""
        index = self.currentIndex()
        if not index.isValid():
            return None
        field = self.grid_model.columns[index.column()].field
        return self.grid_model.row(index.row()), field.code if field else ""

    def step(self, rows: int, columns: int) -> None:
        """Move the current cell."""
        index = self.currentIndex()
        row = min(max(index.row() + rows, 0), self.grid_model.rowCount() - 1)
        column = index.column()
        while columns:
            column += columns
            if not 0 <= column < self.grid_model.columnCount():
                return
            if not self.isColumnHidden(column):
                break
        self.setCurrentIndex(self.grid_model.index(row, column))

    def step_typed(self, by: int) -> None:
        """Go to the next or previous cell that can be typed into, over the end of a row too."""
        index = self.currentIndex()
        width = self.grid_model.columnCount()
        place = index.row() * width + index.column()
        last = self.grid_model.rowCount() * width
        tried = 0
        while 0 <= (place := place + by) < last and tried < 50 * width:
            tried += 1
            row, column = divmod(place, width)
            if not self.isColumnHidden(column) and self.grid_model.is_editable(row, column):
                self.setCurrentIndex(self.grid_model.index(row, column))
                return

    def _on_current_changed(self) -> None:
        """Tell the page where one is; the name column shows the box too."""
        self.frozen.viewport().update()
        found = self.current()
        if found is not None:
            self._wanted = (found[0].uid, found[1])
            self.cell_changed.emit(*found)

    def _on_selection_changed(self) -> None:
        self.selection_told.emit(self.selection_facts())

    def selection_facts(self) -> tuple[str, ...]:
        """Return what the status bar says of the selection."""
        top, left, bottom, right = self._selected()
        count = (bottom - top + 1) * (right - left + 1)
        if count < 2 or count > SUMMED_AT_MOST:
            return ()
        model = self.grid_model
        numbers = [
            number
            for row in range(top, bottom + 1)
            for column in range(left, right + 1)
            if (number := model.number(model.row(row), model.columns[column])) is not None
        ]
        facts = [plural("已选 {n} 格", count)]
        if numbers:
            total = sum(numbers, Decimal(0))
            facts.append(_("合计 {n}").format(n=_shown(total)))
            facts.append(_("平均 {n}").format(n=_shown(total / len(numbers))))
            facts.append(_("最大 {n}").format(n=_shown(max(numbers))))
        return tuple(facts)

    def _selected(self) -> tuple[int, int, int, int]:
        """Return top, left, bottom, right of the selection; bottom < top if there is none."""
        selection = self.selectionModel().selection()
        ranges = [selection.at(place) for place in range(selection.count())]
        if not ranges:
            index = self.currentIndex()
            if not index.isValid():
                return 0, 0, -1, -1
            return index.row(), index.column(), index.row(), index.column()
        return (
            min(r.top() for r in ranges),
            min(r.left() for r in ranges),
            max(r.bottom() for r in ranges),
            max(r.right() for r in ranges),
        )

    def when_left(self, act: Callable[[], object]) -> None:
        """Do something that changes the rows as soon as no cell is being typed into.

        An editor closed in the middle of a figure would save half of it.
        """
        if open_editor(self) is None:
            act()
        else:
            self._owed = act

    def _on_left(self) -> None:
        act, self._owed = self._owed, None
        if act is not None:
            act()

    # Keys

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter, Tab, Delete, copy and paste; other keys begin to type."""
        key = Qt.Key(event.key())
        shift = bool(event.modifiers() & Qt.KeyboardModifier.ShiftModifier)
        if event.matches(QKeySequence.StandardKey.Copy):
            self.copy()
        elif event.matches(QKeySequence.StandardKey.Paste):
            self.paste()
        elif key in {Qt.Key.Key_Return, Qt.Key.Key_Enter}:
            self.step(-1 if shift else 1, 0)
        elif key in {Qt.Key.Key_Tab, Qt.Key.Key_Backtab}:
            self.step_typed(-1 if key == Qt.Key.Key_Backtab or shift else 1)
        elif key in {Qt.Key.Key_Delete, Qt.Key.Key_Backspace}:
            self.clear_selected()
        elif key in FILLING and event.modifiers() == Qt.KeyboardModifier.ControlModifier:
            self.fill(*FILLING[key])
        elif event.matches(QKeySequence.StandardKey.Undo) or event.matches(
            QKeySequence.StandardKey.Redo
        ):
            event.ignore()
        else:
            super().keyPressEvent(event)
        self.viewport().update()

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

    def inputMethodEvent(self, event: QInputMethodEvent) -> None:
        """Begin to type with an input method.

        Qt opens the editor on a composition and hands it on, but loses a text that comes whole, as
        full-width punctuation does.
        """
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

    # Copying and pasting

    def copy(self) -> None:
        """Copy the selection as text that Excel takes."""
        top, left, bottom, right = self._selected()
        columns = [c for c in range(left, right + 1) if not self.isColumnHidden(c)]
        if (bottom - top + 1) * len(columns) > COPIED_AT_MOST:
            return
        self._copy(range(top, bottom + 1), columns)

    def copy_all(self) -> int:
        """Copy all rows with their headings; return how many rows they are."""
        columns = [c for c in range(1, self.grid_model.columnCount()) if not self.isColumnHidden(c)]
        count = min(self.grid_model.rowCount(), COPIED_AT_MOST // max(1, len(columns)))
        self._copy(range(count), columns, heading=True)
        return count

    def _copy(self, rows: range, columns: list[int], *, heading: bool = False) -> None:
        model = self.grid_model
        block = [[str(model.index(row, column).data() or "") for column in columns] for row in rows]
        if heading:
            block.insert(0, [model.columns[column].spoken for column in columns])
        clipboard.copy(block, [model.columns[column].editable for column in columns])

    def paste(self) -> None:
        """Paste the clipboard's block from the top left of the selection, as one batch."""
        rows = clipboard.pasted()
        top, left, bottom, right = self._selected()
        if not rows or bottom < top:
            return
        if len(rows) == 1 and len(rows[0]) == 1:
            # One cell on the clipboard fills all that is selected, as in Excel.
            rows = [rows[0] * self._typed_between(left, right)] * (bottom - top + 1)
        self.paste_block(top, left, rows)

    def paste_block(self, top: int, left: int, rows: list[list[str]]) -> None:
        """Paste texts from a cell on; columns that cannot be typed into are passed over."""
        model = self.grid_model
        columns = [
            c
            for c in range(left, model.columnCount())
            if model.columns[c].editable and not self.isColumnHidden(c)
        ]
        typed: list[Typed] = []
        for offset, texts in enumerate(rows[: model.rowCount() - top]):
            row = model.row(top + offset)
            for column, text in zip(columns, texts, strict=False):
                field = model.columns[column].field
                if field is None or not model.is_editable(top + offset, column):
                    continue
                if text.strip() != model.edit_text(row, model.columns[column]):
                    typed.append(Typed(row.uid, field.code, text.strip()))
        model.paste(typed)
        spare = len(rows) - (model.rowCount() - top)
        if spare > 0:
            self.overflowed.emit(spare)

    def fill(self, down: int, right: int) -> None:
        """Fill the selection from its first row or column; a single cell from the one before."""
        top, left, bottom, right_end = self._selected()
        if down and top == bottom:
            top -= 1
        if right and left == right_end:
            left -= 1
        if top < 0 or left < FROZEN or bottom < top:
            return
        model = self.grid_model
        if right and not model.columns[left].editable:
            return
        typed = [
            Typed(model.row(row).uid, field.code, text)
            for row in range(top + down, bottom + 1)
            for column in range(left + right, right_end + 1)
            if (field := model.columns[column].field) is not None
            and model.is_editable(row, column)
            and not self.isColumnHidden(column)
            and (text := self._text_at(top if down else row, column if down else left))
            != self._text_at(row, column)
        ]
        if len(typed) <= COPIED_AT_MOST:
            model.paste(typed)

    def _text_at(self, row: int, column: int) -> str:
        return self.grid_model.edit_text(self.grid_model.row(row), self.grid_model.columns[column])

    def moveCursor(
        self,
        action: QAbstractItemView.CursorAction,
        modifiers: Qt.KeyboardModifier,
    ) -> QModelIndex:
        """Let Home lead to the first cell that holds a figure, not to the state of the row."""
        found = super().moveCursor(action, modifiers)
        if action == QAbstractItemView.CursorAction.MoveHome and found.isValid():
            return self.grid_model.index(found.row(), FROZEN)
        return found

    def clear_selected(self) -> None:
        """Make all selected cells blank, as one batch."""
        top, left, bottom, right = self._selected()
        count = self._typed_between(left, right)
        if count and bottom - top < COPIED_AT_MOST // count:
            self.paste_block(top, left, [[""] * count] * (bottom - top + 1))

    def _typed_between(self, left: int, right: int) -> int:
        columns = self.grid_model.columns[left : right + 1]
        return sum(
            1
            for place, column in enumerate(columns)
            if column.editable and not self.isColumnHidden(left + place)
        )

    # Frame

    def scrollTo(
        self,
        index: QModelIndex,  # type: ignore[override]  # Qt hands plain indexes here
        hint: QAbstractItemView.ScrollHint = QAbstractItemView.ScrollHint.EnsureVisible,
    ) -> None:
        """Never leave the current cell under the frozen columns."""
        if index.column() >= FROZEN or hint != QAbstractItemView.ScrollHint.EnsureVisible:
            super().scrollTo(index, hint)
        else:
            bar = self.horizontalScrollBar()
            kept = bar.value()
            super().scrollTo(index, hint)
            bar.setValue(kept)
        if index.column() >= FROZEN:
            hidden = self.frozen.width() - self.visualRect(index).left()
            if hidden > 0:
                bar = self.horizontalScrollBar()
                bar.setValue(bar.value() - hidden)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Keep the frozen columns over the grid."""
        super().resizeEvent(event)
        self._fit()

    def focusInEvent(self, event: object) -> None:
        """Take a first current cell; paint the box in the accent."""
        super().focusInEvent(event)  # type: ignore[arg-type]  # Qt hands a focus event
        if not self.currentIndex().isValid() and self.grid_model.rowCount():
            self.setCurrentIndex(self.grid_model.index(0, FROZEN))
        self._repaint()

    def focusOutEvent(self, event: object) -> None:
        """Paint the box thin."""
        super().focusOutEvent(event)  # type: ignore[arg-type]  # Qt hands a focus event
        self._repaint()

    def _repaint(self) -> None:
        self.viewport().update()
        self.frozen.viewport().update()

    def _fit(self) -> None:
        self.frozen.fit()

    def _raise_frozen(self, _value: int) -> None:
        self.frozen.raise_()

    def _save_open_cell(self) -> None:
        """Save what is being typed before the rows change under it."""
        editor = open_editor(self)
        if editor is not None:
            self.commitData(editor)
            self.closeEditor(editor, EntryDelegate.EndEditHint.NoHint)

    def _on_reset(self) -> None:
        uid, field = self._wanted
        self.frozen.fit()
        if uid and not self.go_to(uid, field):
            self.selectionModel().setCurrentIndex(
                QModelIndex(), QItemSelectionModel.SelectionFlag.Clear
            )

    def _on_look_changed(self) -> None:
        self.verticalHeader().setDefaultSectionSize(theme.row_height())
        self.frozen.fit()

    def _sort(self, section: int) -> None:
        """Sort by a column: up, down, and back to the usual order."""
        column = self.grid_model.columns[section]
        if column.part not in {Part.NAME, Part.NOW}:
            return
        key = column.field.code if column.field else "name"
        query = self.grid_model.query
        again = query.sort == key
        if again and query.descending:
            query = Query(query.text, query.segment)
        else:
            query = Query(query.text, query.segment, key, descending=again)
        for header in (self.horizontalHeader(), self.frozen.horizontalHeader()):
            header.setSortIndicatorShown(bool(query.sort))
            order = (
                Qt.SortOrder.DescendingOrder if query.descending else Qt.SortOrder.AscendingOrder
            )
            header.setSortIndicator(section, order)
        self.grid_model.load(query)


def _shown(number: Decimal) -> str:
    rounded = round(number, 2)
    text = f"{rounded:,.2f}".rstrip("0").rstrip(".")
    return text.replace("-", "−")
