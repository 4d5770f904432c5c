"""Keys that mean the same on every part of a page."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QKeyEvent, QKeySequence
from PySide6.QtWidgets import QAbstractButton, QLineEdit, QPlainTextEdit

_ENTER = {Qt.Key.Key_Return, Qt.Key.Key_Enter}


def press_by_enter(button: QAbstractButton, event: QKeyEvent) -> bool:
    """Press a button if the key is Enter, as by Space; return whether it was.

    Qt leaves it to the system's own theme whether Enter presses what has the focus.
    """
    if event.key() not in _ENTER or event.modifiers() & Qt.KeyboardModifier.ControlModifier:
        return False
    if not event.isAutoRepeat():
        button.click()
    return True


class UndoElsewhere(QObject):
    """Leaves Ctrl+Z to the window while there is nothing to take back in a field itself."""

    def __init__(self, field: QLineEdit | QPlainTextEdit) -> None:
        super().__init__(field)
        self._field = field
        field.installEventFilter(self)

    def eventFilter(self, _watched: QObject, event: QEvent) -> bool:
        """Let the key pass that the field would take without an effect."""
        if (
            isinstance(event, QKeyEvent)
            and event.type() == QEvent.Type.ShortcutOverride
            and event.matches(QKeySequence.StandardKey.Undo)
            and not self._can_undo()
        ):
            event.ignore()
            return True
        return False

    def _can_undo(self) -> bool:
        field = self._field
        if isinstance(field, QLineEdit):
            return field.isUndoAvailable()
        return field.document().isUndoAvailable()
