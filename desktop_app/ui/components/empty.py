"""A page without data says what is missing and what comes first."""

from __future__ import annotations

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from desktop_app.ui import theme
from desktop_app.ui.components.texts import text


class TableDrawing(QWidget):
    """A small line drawing of an empty table, 80 × 60."""

    def __init__(self) -> None:
        super().__init__()
        self.setFixedSize(82, 62)

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Draw frame, lines and one soft row."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.fillRect(QRectF(29, 17, 52, 13), theme.colour("accent_soft"))
        painter.setPen(QPen(theme.colour("line2"), 1))
        for y in (16.5, 28.5, 40.5, 50.5):
            painter.drawLine(1, round(y), 81, round(y))
        painter.drawLine(29, 1, 29, 61)
        painter.setPen(QPen(theme.colour("line2"), 1.6))
        painter.drawRoundedRect(QRectF(1, 1, 80, 60), 5, 5)


class EmptyPage(QWidget):
    """Drawing, what is missing, the fastest way first, a second way, one shortcut."""

    def __init__(self, title: str, words: str, *buttons: QWidget, shortcut: str = "") -> None:
        super().__init__()
        column = QVBoxLayout(self)
        column.setAlignment(Qt.AlignmentFlag.AlignCenter)
        column.setSpacing(6)
        middle = Qt.AlignmentFlag.AlignHCenter
        column.addWidget(TableDrawing(), 0, middle)
        column.addSpacing(12)
        column.addWidget(text(title, "section"), 0, middle)
        column.addWidget(text(words, "fact"), 0, middle)
        column.addSpacing(6)
        row = QHBoxLayout()
        row.setSpacing(8)
        row.setAlignment(middle)
        for button in buttons:
            row.addWidget(button)
        column.addLayout(row)
        if shortcut:
            column.addSpacing(6)
            column.addWidget(text(shortcut, "label"), 0, middle)
