"""Paints a cell: ground, selection, glyph, text, box, lines, in this order and from one role."""

from __future__ import annotations

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QPoint, QRect, QRectF, Qt
from PySide6.QtGui import QColor, QFont, QFontMetrics, QPainter, QPen
from PySide6.QtWidgets import (
    QAbstractItemView,
    QStyledItemDelegate,
    QStyleOptionViewItem,
)

from desktop_app.ui import glyphs, icons, theme
from desktop_app.ui.components.cards import paint_bar
from desktop_app.ui.glyphs import Sign
from desktop_app.ui.grid.cells import CELL, EMPTY, Cell

Index = QModelIndex | QPersistentModelIndex
LEFT = int(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
RIGHT = int(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
SELECTED_SHARE = 0.12
PADDING = 8
TOO_NARROW = "####"


class CellDelegate(QStyledItemDelegate):
    """Draws `Cell`s.

    Args:
        view: The table it paints for.
        rows: Whole rows are selected (lists); else single cells and ranges (grids).
        vertical: Whether there are lines between columns.
        margin: Left padding of the first column (24 where a table is as wide as its page).
    """

    def __init__(
        self, view: QAbstractItemView, *, rows: bool, vertical: bool, margin: int = PADDING
    ) -> None:
        super().__init__(view)
        self._view = view
        self._rows = rows
        self._vertical = vertical
        self._margin = margin
        self._fonts: tuple[QFont, QFont] = (theme.font(), theme.font(bold=True))
        self._metrics = (QFontMetrics(self._fonts[0]), QFontMetrics(self._fonts[1]))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Draw one cell."""
        cell: Cell = index.data(CELL) or EMPTY
        box: QRect = option.rect  # type: ignore[attr-defined]  # missing in the stubs
        # Not by the option's state: Python makes an enumeration of its flags for each cell.
        selected = self._view.selectionModel().isSelected(index)
        current = not self._rows and index == self._view.currentIndex()
        # The current cell is boxed and keeps its own ground, so that its state can be read.
        tinted = selected and not current
        self._paint_ground(painter, box, cell, selected=tinted, first=index.column() == 0)
        left = box.left() + (self._margin if index.column() == 0 else PADDING)
        if cell.share is None:
            left = self._paint_sign(painter, box, cell, left)
            self._paint_text(painter, box, cell, left + cell.indent, selected=selected)
        else:
            self._paint_share(painter, box, cell)
        self._paint_marks(painter, box, cell)
        self._paint_lines(painter, box)
        if current:
            self._paint_box(painter, box)

    def _paint_ground(
        self, painter: QPainter, box: QRect, cell: Cell, *, selected: bool, first: bool
    ) -> None:
        if selected and self._rows:
            painter.fillRect(box, theme.colour("accent_soft"))
            if first:
                painter.fillRect(box.x(), box.y(), 3, box.height(), theme.colour("accent"))
            if cell.ground not in {"", "sunken"}:
                painter.fillRect(box, theme.colour(cell.ground))
            return
        # Always filled: the view has painted its own idea of a selection already.
        painter.fillRect(box, theme.colour(cell.ground or "surface"))
        if selected:
            tint = QColor(theme.colour("accent"))
            tint.setAlphaF(SELECTED_SHARE)
            painter.fillRect(box, tint)

    def _paint_sign(self, painter: QPainter, box: QRect, cell: Cell, left: int) -> int:
        """Draw the glyph or icon; return where the text of a left-aligned cell begins."""
        if cell.sign is not Sign.NONE:
            glyphs.draw(painter, left, box.top() + (box.height() - 12) // 2, cell.sign)
            return left + 18
        if cell.icon:
            ratio = painter.device().devicePixelRatio()
            picture = icons.cached(cell.icon, 16, "text2", ratio)
            painter.drawPixmap(QPoint(left, box.top() + (box.height() - 16) // 2), picture)
            return left + 24
        return left

    def _paint_text(
        self, painter: QPainter, box: QRect, cell: Cell, left: int, *, selected: bool
    ) -> None:
        if not cell.text:
            return
        bold = cell.bold
        painter.setFont(self._fonts[bold])
        tone = "text2" if selected and cell.tone == "text3" else cell.tone
        painter.setPen(theme.colour(tone))
        room = box.right() - left - PADDING + 1
        metrics = self._metrics[bold]
        text = cell.text
        if len(text) * 14 > room and metrics.horizontalAdvance(text) > room:
            if cell.wrap:
                self._paint_wrapped(painter, QRect(left, box.top(), room, box.height() - 1), text)
                return
            # Half a figure would be another figure.
            text = TOO_NARROW if cell.right else _elided(metrics, text, room)
        area = QRect(left, box.top(), room, box.height() - 1)
        painter.drawText(area, RIGHT if cell.right else LEFT, text)

    def _paint_wrapped(self, painter: QPainter, area: QRect, text: str) -> None:
        """Draw a text in two lines, cut where they end."""
        metrics = painter.fontMetrics()
        # A code has no place to break at.
        breaks = Qt.TextFlag.TextWordWrap if " " in text else Qt.TextFlag.TextWrapAnywhere
        flags = LEFT | breaks
        shown, room = text, 2 * area.width()
        while metrics.boundingRect(area, int(flags), shown).height() > area.height():
            # Words leave the ends of lines free, so how much goes in is found by trying.
            room -= metrics.averageCharWidth() * 2
            shown = _elided(metrics, text, room)
        painter.drawText(area, flags, shown)

    def _paint_share(self, painter: QPainter, box: QRect, cell: Cell) -> None:
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        room = QRectF(box).adjusted(PADDING, 0, -PADDING, 0)
        line = QRectF(room.left(), box.center().y() - 3, room.width(), 6)
        paint_bar(painter, line, cell.share or 0.0, cell.target)
        painter.restore()

    def _paint_marks(self, painter: QPainter, box: QRect, cell: Cell) -> None:
        if cell.bar:
            painter.fillRect(box.x(), box.y(), 3, box.height() - 1, theme.colour("accent"))
        if cell.corner:
            painter.save()
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            glyphs.paint_corner(painter, QRectF(box.x(), box.y(), box.width(), box.height()))
            painter.restore()

    def _paint_lines(self, painter: QPainter, box: QRect) -> None:
        # A cosmetic pen: 1 device pixel everywhere, where a width of 1 is 1 and 2 in turn.
        painter.setPen(theme.hairline("line"))
        # One pixel further than the cell: at 125 % its last pixel is more than one of the screen.
        right, bottom = box.right(), box.bottom()
        painter.drawLine(box.left(), bottom, right + 1, bottom)
        if self._vertical:
            painter.drawLine(right, box.top(), right, bottom + 1)

    def _paint_box(self, painter: QPainter, box: QRect) -> None:
        focused = self._view.hasFocus() or self._view.property("entered")
        painter.setBrush(Qt.BrushStyle.NoBrush)
        if focused:
            painter.setPen(QPen(theme.colour("accent"), 2, j=Qt.PenJoinStyle.MiterJoin))
            painter.drawRect(QRectF(box).adjusted(1, 1, -1.5, -1.5))
        else:
            painter.setPen(QPen(theme.colour("input"), 0))
            painter.drawRect(box.adjusted(0, 0, -1, -1))


def _elided(metrics: QFontMetrics, text: str, room: int) -> str:
    return metrics.elidedText(text, Qt.TextElideMode.ElideRight, room)
