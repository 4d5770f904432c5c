"""A column that scrolls when it is higher than its place, and is never squashed."""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt
from PySide6.QtWidgets import QFrame, QScrollArea, QVBoxLayout, QWidget


class ScrollColumn(QScrollArea):
    """A vertical scroll area; parts go into `column`."""

    def __init__(self) -> None:
        super().__init__()
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        inside = _Inside()
        # Not an alignment at the top: it would hold wrapped texts to the height of their hint.
        outer = QVBoxLayout(inside)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.setSpacing(0)
        self.column = QVBoxLayout()
        outer.addLayout(self.column)
        outer.addStretch(1)
        self.setWidget(inside)


class _Inside(QWidget):
    """Says how high it is at the width that it has, not how high it could become."""

    def __init__(self) -> None:
        super().__init__()
        self.setProperty("k", "scrolled")

    def minimumSizeHint(self) -> QSize:
        """Leave the height to `heightForWidth` where texts wrap: they ask for far too much."""
        layout = self.layout()
        if layout is not None and layout.hasHeightForWidth():
            return QSize(100, 0)
        return super().minimumSizeHint()
