"""Headings in two rows: title and unit of a column, or the title of a group over its parts."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QRect, QSize, Qt
from PySide6.QtGui import QPainter, QPen
from PySide6.QtWidgets import QHeaderView, QWidget

from desktop_app.ui import theme
from desktop_app.ui.grid.columns import Column, Part
from desktop_app.ui.tokens import size

MIDDLE = Qt.AlignmentFlag.AlignVCenter
TOP_ROW = 28


class TwoRowHeader(QHeaderView):
    """Paints `Column`s.

    Each section paints its own slice of a group's title, clipped to itself; the slices meet
    because all of them place the title by the group's first visible column.
    """

    def __init__(self, columns: Sequence[Column], parent: QWidget | None = None) -> None:
        super().__init__(Qt.Orientation.Horizontal, parent)
        self._columns = columns
        self.setSectionsClickable(True)
        self.setHighlightSections(False)
        self.setFixedHeight(size("heading_rows"))
        self.setMinimumSectionSize(36)
        self.setSortIndicatorShown(False)

    def sizeHint(self) -> QSize:
        """Two rows."""
        return QSize(super().sizeHint().width(), size("heading_rows"))

    def setOffset(self, offset: int) -> None:
        """Paint all of it again: a group's title moves over the edge of its sections."""
        super().setOffset(offset)
        self.viewport().update()

    def paintSection(self, painter: QPainter, rect: QRect, logical: int) -> None:
        """Draw one section."""
        if not 0 <= logical < len(self._columns) or not rect.isValid():
            return
        column = self._columns[logical]
        painter.save()
        painter.setClipRect(rect)
        painter.fillRect(rect, theme.colour("header"))
        if column.group:
            self._paint_group(painter, rect, logical)
        elif column.detail:
            self._write(painter, rect.adjusted(0, 6, 0, -28), column.title, column)
            self._write(painter, rect.adjusted(0, 28, 0, -6), column.detail, column, small=True)
        elif column.part is not Part.STATE:
            self._write(painter, rect, column.title, column)
        self._paint_sort(painter, rect, column)
        painter.setPen(QPen(theme.colour("line"), 0))
        top = TOP_ROW if column.group and not self._is_last(logical) else rect.top()
        painter.drawLine(rect.right(), top, rect.right(), rect.bottom())
        painter.setPen(QPen(theme.colour("line2"), 0))
        painter.drawLine(rect.bottomLeft(), rect.bottomRight())
        painter.restore()

    def _write(
        self, painter: QPainter, box: QRect, words: str, column: Column, *, small: bool = False
    ) -> None:
        painter.setFont(theme.font("caption" if small else "body"))
        painter.setPen(theme.colour("text3" if small else "text2"))
        inner = box.adjusted(8, 0, -8, 0)
        side = Qt.AlignmentFlag.AlignRight if column.right else Qt.AlignmentFlag.AlignLeft
        shown = painter.fontMetrics().elidedText(
            words, Qt.TextElideMode.ElideRight, inner.width() + 2
        )
        painter.drawText(inner, side | MIDDLE, shown)

    def _paint_group(self, painter: QPainter, rect: QRect, logical: int) -> None:
        column = self._columns[logical]
        first, width = self._group_span(logical)
        painter.setFont(theme.font())
        painter.setPen(theme.colour("text2"))
        title = QRect(first + 8, rect.top(), width - 12, TOP_ROW)
        shown = painter.fontMetrics().elidedText(
            column.group, Qt.TextElideMode.ElideRight, title.width()
        )
        painter.drawText(title, MIDDLE | Qt.AlignmentFlag.AlignLeft, shown)
        painter.setPen(QPen(theme.colour("line"), 0))
        painter.drawLine(rect.left(), TOP_ROW, rect.right(), TOP_ROW)
        self._write(painter, rect.adjusted(0, TOP_ROW, 0, 0), column.title, column)

    def _group_span(self, logical: int) -> tuple[int, int]:
        """Return where the group of a section begins in this view, and how wide it is."""
        group = self._columns[logical].group
        visual = self.visualIndex(logical)
        while visual > 0 and self._grouped(visual - 1, group):
            visual -= 1
        first, width = visual, 0
        while visual < self.count() and self._grouped(visual, group):
            width += self.sectionSize(self.logicalIndex(visual))
            visual += 1
        return self.sectionViewportPosition(self._visible_from(first)), width

    def _visible_from(self, visual: int) -> int:
        while visual < self.count() - 1 and self.isSectionHidden(self.logicalIndex(visual)):
            visual += 1
        return self.logicalIndex(visual)

    def _grouped(self, visual: int, group: str) -> bool:
        logical = self.logicalIndex(visual)
        return 0 <= logical < len(self._columns) and self._columns[logical].group == group

    def _is_last(self, logical: int) -> bool:
        """Whether the next visible section belongs to another group."""
        visual = self.visualIndex(logical) + 1
        while visual < self.count() and self.isSectionHidden(self.logicalIndex(visual)):
            visual += 1
        group = self._columns[logical].group
        return visual >= self.count() or not self._grouped(visual, group)

    def _paint_sort(self, painter: QPainter, rect: QRect, column: Column) -> None:
        if self.sortIndicatorSection() < 0 or not self.isSortIndicatorShown():
            return
        if self._columns[self.sortIndicatorSection()] is not column:
            return
        arrow = "▲" if self.sortIndicatorOrder() == Qt.SortOrder.AscendingOrder else "▼"
        painter.setFont(theme.font("caption"))
        painter.setPen(theme.colour("accent"))
        box = QRect(rect.left() + 2, rect.top(), 12, rect.height())
        if not column.right:
            width = painter.fontMetrics().horizontalAdvance(column.title)
            box.moveLeft(rect.left() + 14 + width)
        painter.drawText(box, MIDDLE | Qt.AlignmentFlag.AlignHCenter, arrow)
