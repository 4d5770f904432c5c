"""The field that opens in a cell; keys in it move as in Excel."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import (
    QAbstractItemModel,
    QEvent,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    QRect,
    Qt,
    Signal,
)
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QCompleter,
    QLineEdit,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QWidget,
)

from desktop_app.ui.grid.cells import Editing
from desktop_app.ui.grid.delegate import CellDelegate

Index = QModelIndex | QPersistentModelIndex
ARROWS = {
    Qt.Key.Key_Up: (-1, 0),
    Qt.Key.Key_Down: (1, 0),
    Qt.Key.Key_Left: (0, -1),
    Qt.Key.Key_Right: (0, 1),
}


class CellEditor(QLineEdit):
    """A line in a cell.

    Begun by typing, arrows save and go on to the next cell; begun by F2 or a double click, they
    move in the text.

    Attributes:
        typing: Whether it was begun by typing.
    """

    def __init__(self, parent: QWidget, choices: Sequence[str] = ()) -> None:
        super().__init__(parent)
        self.typing = False
        self._choices = choices
        self.setProperty("k", "cell")
        self.setFrame(False)
        if choices:
            completer = QCompleter(list(choices), self)
            completer.setFilterMode(Qt.MatchFlag.MatchContains)
            completer.setCaseSensitivity(Qt.CaseSensitivity.CaseInsensitive)
            completer.setCompletionMode(QCompleter.CompletionMode.PopupCompletion)
            completer.popup().setProperty("k", "popup")
            self.setCompleter(completer)

    def value(self) -> str:
        """Return the text, or the one choice that it can only mean; a typed code is left alone."""
        text = self.text().strip()
        if not self._choices or not text or text.isascii() or text in self._choices:
            return text
        meant = [choice for choice in self._choices if text in choice]
        return meant[0] if len(meant) == 1 else text

    def choosing(self) -> bool:
        """Whether the list of choices is open."""
        completer = self.completer()
        return bool(completer and completer.popup().isVisible())


def open_editor(view: QAbstractItemView) -> CellEditor | None:
    """Return the editor that is open in a view; one that was just closed may still be there."""
    children: list[QObject] = view.viewport().children()
    for editor in children:
        if isinstance(editor, CellEditor) and editor.isVisible():
            return editor
    return None


def put_at_end(view: QAbstractItemView) -> None:
    """Let what is typed after F2 go on where the text ends, as in Excel; Qt marks all of it."""
    editor = open_editor(view)
    if editor is not None:
        editor.end(False)  # noqa: FBT003 - Qt takes it by position


class EntryDelegate(CellDelegate):
    """Paints the cells of a grid and edits them.

    Signals:
        moved: Rows and columns to go after the editor was closed; "tab" steps go to typed cells.
    """

    moved = Signal(int, int)
    tabbed = Signal(int)

    def __init__(self, view: QAbstractItemView) -> None:
        super().__init__(view, rows=False, vertical=True)
        self.typing = False

    def createEditor(self, parent: QWidget, _option: QStyleOptionViewItem, index: Index) -> QWidget:
        """Make the line, with the choices of the field's code list."""
        editing: Editing = index.model().editing(index)  # type: ignore[attr-defined]  # both models of typed cells have it
        editor = CellEditor(parent, editing.choices)
        editor.typing = self.typing
        editor.setAccessibleName(editing.name)
        if editing.right:
            editor.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        return editor

    def setEditorData(self, editor: QWidget, index: Index) -> None:
        """Begin with the stored text, without commas."""
        if isinstance(editor, CellEditor) and not editor.isModified():
            editor.setText(str(index.data(Qt.ItemDataRole.EditRole) or ""))

    def setModelData(self, editor: QWidget, model: QAbstractItemModel, index: Index) -> None:
        """Save what was typed."""
        if isinstance(editor, CellEditor):
            model.setData(index, editor.value())

    def updateEditorGeometry(
        self, editor: QWidget, option: QStyleOptionViewItem, _index: Index
    ) -> None:
        """Cover the cell, line included."""
        box: QRect = option.rect  # type: ignore[attr-defined]  # missing in the stubs
        editor.setGeometry(box.adjusted(0, 0, 0, -1))

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Take the keys that leave the cell."""
        if (
            isinstance(watched, CellEditor)
            and event.type() == QEvent.Type.KeyPress
            and isinstance(event, QKeyEvent)
            and self._leave(watched, event)
        ):
            return True
        return super().eventFilter(watched, event)

    def _leave(self, editor: CellEditor, event: QKeyEvent) -> bool:
        key = Qt.Key(event.key())
        shift = bool(event.modifiers() & Qt.KeyboardModifier.ShiftModifier)
        if key in {Qt.Key.Key_Return, Qt.Key.Key_Enter}:
            self._finish(editor)
            self.moved.emit(-1 if shift else 1, 0)
            return True
        if key in {Qt.Key.Key_Tab, Qt.Key.Key_Backtab}:
            self._finish(editor)
            self.tabbed.emit(-1 if key == Qt.Key.Key_Backtab or shift else 1)
            return True
        if key in ARROWS and (editor.typing or key in {Qt.Key.Key_Up, Qt.Key.Key_Down}):
            if editor.choosing() or event.modifiers() & Qt.KeyboardModifier.ShiftModifier:
                return False
            self._finish(editor)
            self.moved.emit(*ARROWS[key])
            return True
        return False

    def _finish(self, editor: CellEditor) -> None:
        self.commitData.emit(editor)
        self.closeEditor.emit(editor, QStyledItemDelegate.EndEditHint.NoHint)
