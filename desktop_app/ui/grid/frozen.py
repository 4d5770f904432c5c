"""The state and name columns, which stay while the others scroll: a second view over the first."""

from __future__ import annotations

from PySide6.QtCore import QModelIndex, Qt
from PySide6.QtGui import QMouseEvent, QWheelEvent
from PySide6.QtWidgets import QAbstractItemView, QFrame, QTableView

from desktop_app.ui.grid.columns import FROZEN
from desktop_app.ui.grid.delegate import CellDelegate
from desktop_app.ui.grid.header import TwoRowHeader
from desktop_app.ui.grid.model import GridModel


class FrozenColumns(QTableView):
    """Lies over the left of a grid; the grid keeps focus, selection and current cell."""

    def __init__(self, grid: QTableView, model: GridModel) -> None:
        super().__init__(grid)
        self._grid = grid
        # One header for both: it keeps a place for each row, and there may be a million.
        self.setVerticalHeader(grid.verticalHeader())
        self.setModel(model)
        self.setSelectionModel(grid.selectionModel())
        self.setHorizontalHeader(TwoRowHeader(model.columns, self))
        self.horizontalHeader().setSectionsClickable(True)
        self.setItemDelegate(CellDelegate(grid, rows=False, vertical=True, margin=22))
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setShowGrid(False)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setSelectionMode(grid.selectionMode())
        for column in range(FROZEN, model.columnCount()):
            self.setColumnHidden(column, True)  # noqa: FBT003 - Qt takes it by position
        own, lead = self.verticalScrollBar(), grid.verticalScrollBar()
        own.valueChanged.connect(self._lead)
        own.rangeChanged.connect(self._follow)
        lead.valueChanged.connect(self._follow)
        lead.rangeChanged.connect(self._follow)

    def fit(self) -> None:
        """Take the place over the grid's first columns."""
        grid = self._grid
        width = sum(grid.columnWidth(column) for column in range(FROZEN))
        for column in range(FROZEN):
            self.setColumnWidth(column, grid.columnWidth(column))
        height = grid.viewport().height() + grid.horizontalHeader().height()
        frame = grid.frameWidth()
        self.setGeometry(frame, frame, width, height)

    def _follow(self, *_range: int) -> None:
        """Take the grid's range and place.

        Both views lay themselves out when they find time. With a range of its own this one would
        stop short, and names would stand beside the figures of other rows.
        """
        own, grid = self.verticalScrollBar(), self._grid.verticalScrollBar()
        if own.maximum() != grid.maximum():
            own.setRange(grid.minimum(), grid.maximum())
        own.setValue(grid.value())

    def _lead(self, value: int) -> None:
        """Scroll the grid; not where this view's own range only stopped short."""
        grid = self._grid.verticalScrollBar()
        if self.verticalScrollBar().maximum() == grid.maximum():
            grid.setValue(value)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Let the grid have the focus."""
        self._grid.setFocus(Qt.FocusReason.MouseFocusReason)
        super().mousePressEvent(event)

    def wheelEvent(self, event: QWheelEvent) -> None:
        """Scroll the grid."""
        self._grid.wheelEvent(event)

    def scrollTo(
        self,
        _index: QModelIndex,  # type: ignore[override]  # Qt hands plain indexes here
        _hint: QAbstractItemView.ScrollHint = QAbstractItemView.ScrollHint.EnsureVisible,
    ) -> None:
        """Leave scrolling to the grid."""
