"""A chart drawn again for paper: hatched bars, black ticks, dashed pace; no screen colours."""

from __future__ import annotations

from PySide6.QtCore import QLineF, QRectF, Qt
from PySide6.QtGui import QBrush, QColor, QPainter, QPen

from desktop_app.ui import theme
from desktop_app.ui.charts import BarChart
from desktop_app.ui.plots import BAR, HEADROOM, TICK, ticks

BLACK = QColor("black")
HAIR = QColor("#999999")
AXIS = 48.0
LABELS = 28.0
TITLE = 30.0
SENTENCE = 24.0


def paint_chart(painter: QPainter, box: QRectF, chart: BarChart) -> None:
    """Draw a chart into `box`, in pixels of 1/96 inch."""
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(BLACK)
    painter.setFont(theme.font("section", bold=True))
    painter.drawText(QRectF(box.left(), box.top(), box.width(), TITLE), chart.title)
    painter.setFont(theme.font("caption"))
    foot = QRectF(box.left(), box.bottom() - SENTENCE, box.width(), SENTENCE)
    painter.drawText(foot, Qt.AlignmentFlag.AlignVCenter, chart.sentence)
    area = box.adjusted(AXIS, TITLE, 0, -LABELS - SENTENCE)
    highest = max((v for bar in chart.bars for v in (bar.done, bar.target) if v), default=1)
    scale = area.height() / (highest * HEADROOM)
    _paint_lines(painter, area, scale, ticks(highest))
    step = area.width() / max(1, len(chart.bars))
    for place in range(len(chart.bars)):
        _paint_bar(painter, area, scale, chart, (place, step))
    painter.restore()


def _paint_lines(painter: QPainter, area: QRectF, scale: float, steps: list[float]) -> None:
    for step in steps:
        y = area.bottom() - step * scale
        painter.setPen(QPen(BLACK if step == 0 else HAIR, 0))
        painter.drawLine(QLineF(area.left(), y, area.right(), y))
        painter.setPen(BLACK)
        words = QRectF(area.left() - AXIS, y - 9, AXIS - 8, 18)
        painter.drawText(words, _RIGHT, f"{step:,.0f}")


def _paint_bar(
    painter: QPainter, area: QRectF, scale: float, chart: BarChart, at: tuple[int, float]
) -> None:
    place, step = at
    bar = chart.bars[place]
    middle = area.left() + step * (place + 0.5)
    if bar.done is not None:
        height = bar.done * scale
        body = QRectF(middle - step * BAR / 2, area.bottom() - height, step * BAR, height)
        painter.setPen(QPen(BLACK, 1))
        painter.fillRect(body, "white")
        painter.setBrush(QBrush(BLACK, Qt.BrushStyle.BDiagPattern))
        painter.drawRect(body)
        _paint_figure(painter, QRectF(middle - 26, area.bottom() - 20, 52, 16), f"{bar.done:,}")
    if bar.target is not None:
        y = area.bottom() - bar.target * scale
        painter.setPen(QPen(BLACK, 2.5))
        painter.drawLine(QLineF(middle - step * TICK / 2, y, middle + step * TICK / 2, y))
        top = area.bottom() - max(bar.target, bar.done or 0) * scale
        painter.setPen(BLACK)
        painter.drawText(QRectF(middle - 40, top - 22, 80, 18), _MIDDLE, f"{bar.target:,}")
        _paint_pace(painter, area, scale, chart, at)
    painter.setPen(BLACK)
    label = QRectF(middle - step / 2, area.bottom() + 4, step, LABELS - 6)
    painter.drawText(label, _MIDDLE, bar.label)


def _paint_figure(painter: QPainter, box: QRectF, words: str) -> None:
    """Write a figure on white: over hatching it could not be read."""
    room = painter.fontMetrics().horizontalAdvance(words) + 6
    painter.fillRect(QRectF(box.center().x() - room / 2, box.top(), room, box.height()), "white")
    painter.drawText(box, _MIDDLE, words)


def _paint_pace(
    painter: QPainter, area: QRectF, scale: float, chart: BarChart, at: tuple[int, float]
) -> None:
    place, step = at
    before = chart.bars[place - 1] if place else None
    last = place == len(chart.bars) - 1
    bar = chart.bars[place]
    if not chart.pace or not last or before is None or before.done is None or bar.done is not None:
        return
    pen = QPen(BLACK, 1.4, Qt.PenStyle.DashLine)
    painter.setPen(pen)
    start = area.left() + step * (place - 0.5 + BAR / 2)
    end = area.left() + step * (place + 0.5 - TICK / 2)
    y = area.bottom() - before.done * scale
    painter.drawLine(QLineF(start, y, end, area.bottom() - (bar.target or 0) * scale))


_MIDDLE = int(Qt.AlignmentFlag.AlignCenter)
_RIGHT = int(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
