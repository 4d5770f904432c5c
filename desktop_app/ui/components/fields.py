"""A field with its label above and its help, or what is wrong, below."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QLineEdit, QSizePolicy, QVBoxLayout, QWidget

from desktop_app.ui.components.texts import restyle, text


class LabelledField(QWidget):
    """Label, editor, help; an error replaces the help and tints the editor."""

    def __init__(self, label: str, editor: QWidget | None = None, help_text: str = "") -> None:
        super().__init__()
        self.editor = editor or QLineEdit()
        self.editor.setAccessibleName(label)
        self._help = help_text
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(4)
        column.setAlignment(Qt.AlignmentFlag.AlignTop)
        self.label: QLabel = text(label, "label")
        self.label.setBuddy(self.editor)
        column.addWidget(self.label)
        column.addWidget(self.editor)
        self.note: QLabel = text(help_text, "caption", wrap=True)
        self.note.setVisible(bool(help_text))
        column.addWidget(self.note)

    def set_error(self, words: str) -> None:
        """Say under the field what is wrong and the way out; "" shows the help again."""
        self.note.setText(words or self._help)
        self.note.setVisible(bool(words or self._help))
        self.note.setProperty("k", "error" if words else "caption")
        self.editor.setProperty("wrong", bool(words))
        self.editor.setAccessibleDescription(words)
        restyle(self.note)
        restyle(self.editor)

    def set_note(self, words: str, tone: str) -> None:
        """Say something under the field in a tone that is no error."""
        self.note.setText(words)
        self.note.setVisible(bool(words))
        self.note.setProperty("k", "caption")
        self.note.setProperty("tone", tone)
        restyle(self.note)
