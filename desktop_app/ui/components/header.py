"""Head of a page: title, one line of facts, secondary buttons, the primary one at the far right."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QWidget

from desktop_app.ui.components.texts import ElidedLabel, facts, text
from desktop_app.ui.tokens import size


class PageHeader(QWidget):
    """Title, facts and actions of a page, 56 pixels high."""

    def __init__(self, title: str, *parts: str, lined: bool = True) -> None:
        super().__init__()
        self.setProperty("k", "bar-bottom" if lined else "bar")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.setFixedHeight(size("page_header"))
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        row = QHBoxLayout(self)
        row.setContentsMargins(size("margin"), 0, size("margin"), 0)
        row.setSpacing(0)
        self.title = text(title, "title")
        self.facts = ElidedLabel(facts(*parts), "fact")
        row.addWidget(self.title)
        row.addSpacing(20)
        row.addWidget(self.facts, 1)
        row.addSpacing(size("gap"))
        self._actions = QHBoxLayout()
        self._actions.setSpacing(size("inner"))
        row.addLayout(self._actions)

    def set_facts(self, *parts: str) -> None:
        """Say other facts; they are set apart by an em space."""
        self.facts.setText(facts(*parts))

    def add_action(self, button: QWidget) -> None:
        """Add a button at the right; the primary one comes last."""
        self._actions.addWidget(button)
