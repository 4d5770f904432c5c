"""The line at the foot of the window: what was saved at the left, figures at the right."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QWidget

from desktop_app.ui.components.texts import ElidedLabel, text
from desktop_app.ui.tokens import size


class StatusBar(QWidget):
    """A sentence at the left, facts at the right, 28 pixels high."""

    def __init__(self) -> None:
        super().__init__()
        self.setProperty("k", "status")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.setFixedHeight(size("status_bar"))
        row = QHBoxLayout(self)
        row.setContentsMargins(16, 0, 16, 0)
        row.setSpacing(24)
        self.words = ElidedLabel("", "small")
        row.addWidget(self.words, 1)
        self._facts = QHBoxLayout()
        self._facts.setSpacing(20)
        row.addLayout(self._facts)

    def tell(self, words: str) -> None:
        """Say what the data's state is."""
        self.words.setText(words)
        self.setAccessibleName(words)

    def set_facts(self, *parts: str) -> None:
        """Show figures of the selection or of the page at the right."""
        while self._facts.count() > len(parts):
            item = self._facts.takeAt(self._facts.count() - 1)
            widget = item.widget() if item is not None else None
            if widget is not None:
                widget.hide()
                widget.deleteLater()
        while self._facts.count() < len(parts):
            self._facts.addWidget(text("", "small"))
        for place, part in enumerate(parts):
            item = self._facts.itemAt(place)
            label = item.widget() if item is not None else None
            if label is not None:
                label.setText(part)  # type: ignore[attr-defined]  # all of them are labels made above
