"""Head of a page: title, one line of facts, secondary buttons, the primary one at the far right."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QWidget

from desktop_app.ui.components.progress import ProgressStrip
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
        self.progress = ProgressStrip(instead_of=self.facts)
        row.addWidget(self.progress, 1)
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

    def make_room(self, yielding: Sequence[QWidget]) -> None:
        """Hide as many of these actions, the first one first, as it takes to fit the others."""
        for button in yielding:
            if self._needed() <= self.width():
                return
            button.hide()

    def _needed(self) -> int:
        """Return the width that title and shown actions ask for."""
        row, actions = self.layout(), self._actions
        items = [actions.itemAt(place).widget() for place in range(actions.count())]
        shown = [button.sizeHint().width() for button in items if not button.isHidden()]
        margins = row.contentsMargins() if row is not None else self.contentsMargins()
        fixed = margins.left() + margins.right() + 20 + size("gap")
        return (
            fixed
            + self.title.sizeHint().width()
            + self.facts.minimumSizeHint().width()
            + sum(shown)
            + actions.spacing() * max(len(shown) - 1, 0)
        )
