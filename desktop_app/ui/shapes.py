"""The drawings of the state glyphs (12 units wide) and of the verdict seals (48 units wide).

Each function draws with `ink`; what is cut out of a solid shape is drawn with `cut`, so that a
shape tells its state without its colour. They are drawn, not loaded: sharp from 12 pixels on.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPainterPath, QPen, QPolygonF

Drawing = Callable[[QPainter, QColor, QColor], None]
Points = Sequence[tuple[float, float]]


def _pen(colour: QColor, width: float) -> QPen:
    cap, join = Qt.PenCapStyle.RoundCap, Qt.PenJoinStyle.RoundJoin
    return QPen(colour, width, Qt.PenStyle.SolidLine, cap, join)


def _line(painter: QPainter, colour: QColor, width: float, points: Points) -> None:
    painter.setPen(_pen(colour, width))
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.drawPolyline(QPolygonF([QPointF(x, y) for x, y in points]))


def _solid(painter: QPainter, colour: QColor, points: Points, rounding: float = 0.0) -> None:
    painter.setPen(_pen(colour, rounding) if rounding else Qt.PenStyle.NoPen)
    painter.setBrush(colour)
    painter.drawPolygon(QPolygonF([QPointF(x, y) for x, y in points]))


def _disc(painter: QPainter, colour: QColor, x: float, y: float, radius: float) -> None:
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(colour)
    painter.drawEllipse(QPointF(x, y), radius, radius)


def _ring(painter: QPainter, pen: QPen, x: float, y: float, radius: float) -> None:
    painter.setPen(pen)
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.drawEllipse(QPointF(x, y), radius, radius)


def _dashed(colour: QColor, width: float, dashes: Sequence[float]) -> QPen:
    pen = QPen(colour, width, Qt.PenStyle.CustomDashLine, Qt.PenCapStyle.FlatCap)
    pen.setDashPattern([dash / width for dash in dashes])
    return pen


def octagon_cross(painter: QPainter, ink: QColor, cut: QColor) -> None:
    """Solid octagon with a cross: 强制, 拒收, 逾期."""
    edge = 3.4
    far = 12 - edge
    corners = [
        (edge, 0),
        (far, 0),
        (12, edge),
        (12, far),
        (far, 12),
        (edge, 12),
        (0, far),
        (0, edge),
    ]
    _solid(painter, ink, corners)
    _line(painter, cut, 1.8, [(4.1, 4.1), (7.9, 7.9)])
    _line(painter, cut, 1.8, [(7.9, 4.1), (4.1, 7.9)])


def triangle_mark(painter: QPainter, ink: QColor, cut: QColor) -> None:
    """Solid triangle with an exclamation mark: 核实, 存疑."""
    _solid(painter, ink, [(6, 1), (11.5, 11.2), (0.5, 11.2)], 1.0)
    _line(painter, cut, 1.5, [(6, 4.6), (6, 7.5)])
    _disc(painter, cut, 6, 9.6, 0.85)


def triangle_tick(painter: QPainter, ink: QColor, _cut: QColor) -> None:
    """Hollow triangle with a tick: 核实已说明."""
    _line(painter, ink, 1.25, [(6, 1.1), (11.3, 11), (0.7, 11), (6, 1.1)])
    _line(painter, ink, 1.2, [(3.9, 8.1), (5.4, 9.3), (7.9, 6.2)])


def circle_note(painter: QPainter, ink: QColor, _cut: QColor) -> None:
    """Hollow circle with an i: 提示."""
    _ring(painter, _pen(ink, 1.2), 6, 6, 5.3)
    _disc(painter, ink, 6, 3.6, 0.8)
    _line(painter, ink, 1.4, [(6, 5.7), (6, 8.7)])


def bubble(painter: QPainter, ink: QColor, cut: QColor) -> None:
    """Speech bubble: a remark of the city, 退回."""
    path = QPainterPath()
    path.addRoundedRect(QRectF(0.2, 0.8, 11.6, 8.2), 2, 2)
    tail = QPainterPath()
    tail.addPolygon(QPolygonF([QPointF(2.4, 8), QPointF(6.4, 8), QPointF(3.2, 11.8)]))
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(ink)
    painter.drawPath(path.united(tail))
    _line(painter, cut, 1.2, [(3, 3.7), (9, 3.7)])
    _line(painter, cut, 1.2, [(3, 6.2), (7, 6.2)])


def padlock(painter: QPainter, ink: QColor, _cut: QColor) -> None:
    """Closed padlock: 已锁定, 验收."""
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(ink)
    painter.drawRoundedRect(QRectF(1.3, 5, 9.4, 6.8), 1.4, 1.4)
    shackle = QPainterPath(QPointF(3.2, 5.4))
    shackle.lineTo(3.2, 3.6)
    shackle.arcTo(QRectF(3.2, 0.8, 5.6, 5.6), 180, -180)
    shackle.lineTo(8.8, 5.4)
    painter.setPen(_pen(ink, 1.4))
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.drawPath(shackle)


def sigma(painter: QPainter, ink: QColor, _cut: QColor) -> None:
    """Sum sign: 计算得出."""
    _line(
        painter,
        ink,
        1.5,
        [(9, 3.6), (9, 2.4), (3.2, 2.4), (6.4, 6), (3.2, 9.6), (9, 9.6), (9, 8.4)],
    )


def tick(painter: QPainter, ink: QColor, _cut: QColor) -> None:
    """Tick: complete and clean, 已审核, 已受理."""
    _line(painter, ink, 1.7, [(1.8, 6.4), (4.7, 9.2), (10.2, 3)])


def dotted_circle(painter: QPainter, ink: QColor, _cut: QColor) -> None:
    """Dotted circle: 未填, 未报, 草稿."""
    dash = 2 * 3.14159 * 5.3 / 18
    _ring(painter, _dashed(ink, 1.35, [dash * 1.1, dash * 0.9]), 6, 6, 5.3)


def square_plus(painter: QPainter, ink: QColor, cut: QColor) -> None:
    """Square with a plus: 新增."""
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(ink)
    painter.drawRoundedRect(QRectF(0, 0, 12, 12), 1.6, 1.6)
    _line(painter, cut, 1.8, [(3.2, 6), (8.8, 6)])
    _line(painter, cut, 1.8, [(6, 3.2), (6, 8.8)])


def diamond(painter: QPainter, ink: QColor, _cut: QColor) -> None:
    """Solid diamond: 有变动, 已上报, 更正."""
    _solid(painter, ink, [(6, 0.4), (11.6, 6), (6, 11.6), (0.4, 6)], 0.8)


def equals(painter: QPainter, ink: QColor, _cut: QColor) -> None:
    """Equals sign: 无变动."""
    _line(painter, ink, 1.5, [(2.4, 4.2), (9.6, 4.2)])
    _line(painter, ink, 1.5, [(2.4, 7.8), (9.6, 7.8)])


def struck_circle(painter: QPainter, ink: QColor, _cut: QColor) -> None:
    """Struck circle: 跳过."""
    _ring(painter, _pen(ink, 1.25), 6, 6, 5.3)
    _line(painter, ink, 1.25, [(2.4, 9.6), (9.6, 2.4)])


def left_bar(painter: QPainter, ink: QColor, _cut: QColor) -> None:
    """Bar at the left edge: 未保存."""
    painter.fillRect(QRectF(0, 0, 3, 12), ink)


def seal_valid(painter: QPainter, ink: QColor, cut: QColor) -> None:
    """Solid disc with a tick: 有效."""
    _disc(painter, ink, 24, 24, 21)
    _line(painter, cut, 4.2, [(14.5, 24.5), (21, 31), (33.5, 17.5)])


def seal_valid_note(painter: QPainter, ink: QColor, cut: QColor) -> None:
    """Hollow disc with a tick and a small i: 有效但有提示."""
    _ring(painter, _pen(ink, 3), 23, 23, 19.5)
    _line(painter, ink, 3.6, [(14.5, 23.5), (20.5, 29.5), (31.5, 17)])
    _disc(painter, cut, 38, 38, 9.6)
    _disc(painter, ink, 38, 38, 7.8)
    _disc(painter, cut, 38, 34.2, 1.5)
    _line(painter, cut, 2.6, [(38, 37.8), (38, 41.6)])


def seal_unknown(painter: QPainter, ink: QColor, cut: QColor) -> None:
    """Solid diamond with a question mark: 无法判定."""
    _solid(painter, ink, [(24, 1), (47, 24), (24, 47), (1, 24)], 1.0)
    path = QPainterPath(QPointF(18.6, 20))
    path.cubicTo(18.6, 12.4, 29.6, 12.4, 29.6, 19.4)
    path.cubicTo(29.6, 23.6, 24, 23.6, 24, 28.4)
    painter.setPen(_pen(cut, 3.8))
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.drawPath(path)
    _disc(painter, cut, 24, 34.6, 2.5)


def seal_invalid(painter: QPainter, ink: QColor, cut: QColor) -> None:
    """Solid octagon with a cross: 无效."""
    near, far = 15.3, 32.7
    corners = [
        (near, 3),
        (far, 3),
        (45, near),
        (45, far),
        (far, 45),
        (near, 45),
        (3, far),
        (3, near),
    ]
    _solid(painter, ink, corners)
    _line(painter, cut, 4.2, [(16.5, 16.5), (31.5, 31.5)])
    _line(painter, cut, 4.2, [(31.5, 16.5), (16.5, 31.5)])


def seal_unsigned(painter: QPainter, ink: QColor, _cut: QColor) -> None:
    """Dashed square with a stroke of a pen: 未签名."""
    painter.setPen(_dashed(ink, 2.8, [9, 4.2]))
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.drawRoundedRect(QRectF(4.5, 4.5, 39, 39), 6, 6)
    path = QPainterPath(QPointF(14, 30))
    path.cubicTo(22, 26, 23, 15, 19.5, 15)
    path.cubicTo(16, 15, 17, 31, 21, 31)
    path.cubicTo(24, 31, 23, 26, 25, 26)
    path.cubicTo(27, 26, 25, 31, 28, 31)
    path.cubicTo(30, 31, 29.6, 28, 31, 28)
    path.cubicTo(32.4, 28, 32, 31, 35, 30)
    painter.setPen(_pen(ink, 2.4))
    painter.drawPath(path)


def seal_too_new(painter: QPainter, ink: QColor, cut: QColor) -> None:
    """House shape with an arrow up: 版本过新."""
    _solid(painter, ink, [(24, 3), (44.4, 18.5), (44.4, 44.4), (3.6, 44.4), (3.6, 18.5)], 1.2)
    _line(painter, cut, 4, [(24, 36.5), (24, 18)])
    _line(painter, cut, 4, [(16.5, 24.5), (24, 17), (31.5, 24.5)])
