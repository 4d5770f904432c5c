"""The field that filters a list or searches as one types."""

from __future__ import annotations

from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QKeyEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QLineEdit

from desktop_app.ui import icons, theme


class FilterField(QLineEdit):
    """A field with a funnel or a magnifier at its left; Esc clears it."""

    def __init__(self, hint: str, *, icon: str = "filter", width: int = 168) -> None:
        super().__init__()
        self._icon_name = icon
        self.setProperty("k", "filter")
        self.setPlaceholderText(hint)
        self.setAccessibleName(hint)
        if width:
            self.setFixedWidth(width)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the icon into the room that the style sheet leaves."""
        super().paintEvent(event)
        painter = QPainter(self)
        picture = icons.pixmap(self._icon_name, 16, theme.colour("text2"), self.devicePixelRatioF())
        painter.drawPixmap(QPoint(9, (self.height() - 16) // 2), picture)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Clear on Esc, once there is something to clear."""
        if event.key() == Qt.Key.Key_Escape and self.text():
            self.clear()
            event.accept()
            return
        super().keyPressEvent(event)
