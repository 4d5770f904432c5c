"""A field with its label above and its help, or what is wrong, below."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QCoreApplication, QEvent, QObject, Qt
from PySide6.QtGui import QKeyEvent, QWheelEvent
from PySide6.QtWidgets import (
    QComboBox,
    QLabel,
    QLineEdit,
    QSizePolicy,
    QSpacerItem,
    QVBoxLayout,
    QWidget,
)

from desktop_app.ui.components.texts import restyle, text

GOING_THROUGH = {Qt.Key.Key_Up, Qt.Key.Key_Down, Qt.Key.Key_PageUp, Qt.Key.Key_PageDown}


class ChoiceBox(QComboBox):
    """A box with a blank and the choices; a text that is none of them stands in it all the same.

    Args:
        choices: What can be chosen.
        blank: What the box says while nothing is chosen.
    """

    def __init__(self, choices: Sequence[str], blank: str = "") -> None:
        super().__init__()
        self._choices = [blank, *choices]
        self._opened = False
        self.addItems(self._choices)
        self.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.setMinimumContentsLength(8)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)

    def text(self) -> str:
        """Return what is chosen, "" for nothing."""
        return self.currentText() if self.currentIndex() else ""

    def set_text(self, words: str) -> None:
        """Show a choice, or a text that is none."""
        if self.count() > len(self._choices):
            self.removeItem(self.count() - 1)
        if not words:
            self.setCurrentIndex(0)
            return
        if words not in self._choices:
            self.addItem(words)
        self.setCurrentText(words)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Open the list by a key that goes through it: unseen, it would store what it passes.

        The key goes on in the list at once, so that three times Down is the third choice.
        """
        if event.key() in GOING_THROUGH and not event.modifiers():
            self.showPopup()
            QCoreApplication.sendEvent(self.view(), event)
        elif event.key() in GOING_THROUGH | {Qt.Key.Key_Home, Qt.Key.Key_End}:
            event.ignore()
        else:
            super().keyPressEvent(event)

    def showPopup(self) -> None:
        """Open the list, in which Tab takes what it stands on, as Enter does."""
        if not self._opened:
            self._opened = True
            self.view().installEventFilter(self)
        super().showPopup()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Take the choice with Tab and go on to the next field."""
        if isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress:
            step = {Qt.Key.Key_Tab: True, Qt.Key.Key_Backtab: False}.get(Qt.Key(event.key()))
            if step is not None and watched is self.view():
                place = self.view().currentIndex().row()
                self.hidePopup()
                self.setCurrentIndex(place)
                self.activated.emit(place)
                self.focusNextPrevChild(step)
                return True
        return super().eventFilter(watched, event)

    def wheelEvent(self, event: QWheelEvent) -> None:
        """Let the page scroll: a wheel must not change what is stored."""
        event.ignore()


class LabelledField(QWidget):
    """Label, editor, help; an error replaces the help and tints the editor.

    Args:
        label: What it is called.
        editor: What is typed into, or None for a plain line.
        help_text: What stands under it while nothing is wrong.
        steady: Keep the line under it when there is nothing to say, so that nothing moves.
    """

    def __init__(
        self,
        label: str,
        editor: QWidget | None = None,
        help_text: str = "",
        *,
        steady: bool = False,
    ) -> None:
        super().__init__()
        self.editor = editor or QLineEdit()
        self.editor.setAccessibleName(label)
        self._help = help_text
        self._steady = steady
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(4)
        self.label: QLabel = text(label, "label")
        self.label.setBuddy(self.editor)
        self.label.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        column.addWidget(self.label)
        column.addWidget(self.editor)
        self.note: QLabel = text(help_text, "caption", wrap=True)
        if steady:
            self.note.setMinimumHeight(text("—", "caption", wrap=True).sizeHint().height())
        self.note.setVisible(steady or bool(help_text))
        self.note.setAlignment(Qt.AlignmentFlag.AlignTop)
        column.addWidget(self.note)
        # Takes the height that a neighbour needs, but asks for none.
        column.addItem(QSpacerItem(0, 0, vData=QSizePolicy.Policy.Preferred))

    def set_label(self, label: str) -> None:
        """Call it something else."""
        self.label.setText(label)
        self.editor.setAccessibleName(label)

    def set_help(self, words: str) -> None:
        """Say something else under it while nothing is wrong."""
        if self.note.text() == self._help:
            self.note.setText(words)
        self._help = words

    def set_error(self, words: str) -> None:
        """Say under the field what is wrong and the way out; "" shows the help again."""
        self.note.setText(words or self._help)
        self.note.setVisible(self._steady or bool(words or self._help))
        self.note.setProperty("k", "error" if words else "caption")
        self.note.setProperty("tone", "")
        self.editor.setProperty("wrong", bool(words))
        self.editor.setAccessibleDescription(words)
        restyle(self.note)
        restyle(self.editor)

    def set_note(self, words: str, tone: str) -> None:
        """Say something under the field in a tone that is no error."""
        self.note.setText(words)
        self.note.setVisible(self._steady or bool(words))
        self.note.setProperty("k", "caption")
        self.note.setProperty("tone", tone)
        restyle(self.note)
