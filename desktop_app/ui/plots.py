"""The plots themselves; only `charts` imports this module, and with it pyqtgraph, when drawing."""

from __future__ import annotations

from collections.abc import Sequence

import pyqtgraph as pg
from PySide6.QtCore import QPointF, Qt
from PySide6.QtGui import QPen
from PySide6.QtWidgets import QFrame, QWidget

from desktop_app.ui import theme
from desktop_app.ui.charts import Bar, BarChart, pace_pen

BAR = 0.46
TICK = 0.76
HEADROOM = 1.17
STEPS = (1, 2, 2.5, 5, 10)
LINES_AT_MOST = 5
LOW = 0.16
"""Part of the height below which a bar has no room for its figure."""
EDGE, ROOMY_EDGE = -0.55, -0.85
"""Where the plot begins, in bars; the further one has room for a figure before the first bar."""


def make_bar_plot(chart: BarChart) -> QWidget:
    """Return a still picture of bars, target ticks and the needed pace."""
    plot = pg.PlotWidget(background=theme.colour("surface"))
    plot.setFrameShape(QFrame.Shape.NoFrame)
    plot.setMenuEnabled(False)
    plot.setMouseEnabled(x=False, y=False)
    plot.hideButtons()
    plot.setFocusPolicy(Qt.FocusPolicy.NoFocus)
    plot.setAccessibleName(chart.spoken)
    plot.viewport().setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
    highest = max((v for bar in chart.bars for v in (bar.done, bar.target) if v), default=1)
    _dress_axes(plot, chart.bars, highest)
    edge = ROOMY_EDGE if any(_is_low(bar, highest) for bar in chart.bars) else EDGE
    _add_grid(plot, highest, (edge, len(chart.bars) - 0.45))
    for place, bar in enumerate(chart.bars):
        _add_bar(plot, place, bar, highest)
    if chart.pace:
        _add_pace(plot, chart.bars)
    plot.setXRange(edge, len(chart.bars) - 0.45, padding=0)
    plot.setYRange(0, highest * HEADROOM, padding=0)
    return plot  # type: ignore[no-any-return]  # pyqtgraph carries no types


def ticks(highest: float) -> list[float]:
    """Return round steps of an axis from 0, at most five above it."""
    scale = 1.0
    while True:
        for step in STEPS:
            if highest / (step * scale) <= LINES_AT_MOST and step * scale >= 1:
                size = step * scale
                return [size * i for i in range(int(highest // size) + 1)]
        scale *= 10


def _dress_axes(plot: pg.PlotWidget, bars: Sequence[Bar], highest: float) -> None:
    labels = [[(place, bar.label) for place, bar in enumerate(bars)]]
    steps = [[(step, f"{step:,.0f}") for step in ticks(highest)]]
    for name, shown in (("bottom", labels), ("left", steps)):
        axis = plot.getAxis(name)
        axis.setStyle(tickLength=0, tickAlpha=0, tickFont=theme.font("caption"), tickTextOffset=8)
        axis.setPen(pg.mkPen(None))
        axis.setTextPen(theme.colour("text2"))
        axis.setTicks(shown)
    plot.getAxis("left").setWidth(46)
    plot.getAxis("bottom").setHeight(28)


def _add_grid(plot: pg.PlotWidget, highest: float, ends: tuple[float, float]) -> None:
    for step in ticks(highest):
        pen = QPen(theme.colour("line2" if step == 0 else "line"), 0)
        line = pg.PlotCurveItem(list(ends), [step, step], pen=pen)
        line.setZValue(-10)
        plot.addItem(line)


def _add_bar(plot: pg.PlotWidget, place: int, bar: Bar, highest: float) -> None:
    if bar.done is not None:
        plot.addItem(
            pg.BarGraphItem(
                x=[place],
                height=[bar.done],
                width=BAR,
                brush=theme.colour("accent"),
                pen=pg.mkPen(None),
            )
        )
        # A bar too low for its figure has it left of its foot: over it may stand the target, and
        # at its right begins the line of the needed pace.
        low = _is_low(bar, highest)
        at, tone = ((place - BAR / 2, 0), "text") if low else ((place, 0), "on_accent")
        anchor = (1.0, 1.0) if low else (0.5, 1.25)
        _add_text(plot, at, f"{bar.done:,}", tone=tone, bold=True, anchor=anchor)
    if bar.target is not None:
        _add_tick(plot, place, bar.target, over_bar=bar.done is not None)
        top = max(bar.target, bar.done or 0)
        _add_text(
            plot, (place, top), f"{bar.target:,}", tone="text", bold=False, anchor=(0.5, 1.15)
        )


def _is_low(bar: Bar, highest: float) -> bool:
    return bar.done is not None and bar.done < highest * HEADROOM * LOW


def _add_tick(plot: pg.PlotWidget, place: int, target: int, *, over_bar: bool) -> None:
    """Draw the tick; over a bar it stands in a gap, so that both can be told apart."""
    ends = [place - TICK / 2, place + TICK / 2]
    if over_bar:
        gap = QPen(theme.colour("surface"), 5.5)
        gap.setCosmetic(True)
        gap.setCapStyle(Qt.PenCapStyle.FlatCap)
        inner = [place - BAR / 2, place + BAR / 2]
        plot.addItem(pg.PlotCurveItem(inner, [target, target], pen=gap, antialias=True))
    pen = QPen(theme.colour("text"), 2.5)
    pen.setCosmetic(True)
    pen.setCapStyle(Qt.PenCapStyle.FlatCap)
    plot.addItem(pg.PlotCurveItem(ends, [target, target], pen=pen, antialias=True))


def _add_text(
    plot: pg.PlotWidget,
    at: tuple[float, float],
    words: str,
    *,
    tone: str,
    bold: bool,
    anchor: tuple[float, float],
) -> None:
    """Write at a place; `anchor` is the part of the text that stands there."""
    item = pg.TextItem(words, color=theme.colour(tone), anchor=anchor)
    item.setFont(theme.font("caption", bold=bold))
    item.setPos(QPointF(*at))
    plot.addItem(item, ignoreBounds=True)


def _add_pace(plot: pg.PlotWidget, bars: Sequence[Bar]) -> None:
    """Draw the line from what is done last to the last target."""
    known = [place for place, bar in enumerate(bars) if bar.done is not None]
    last = len(bars) - 1
    if not known or known[-1] >= last or bars[last].target is None:
        return
    start = known[-1]
    pen = pace_pen()
    pen.setCosmetic(True)
    xs = [start + BAR / 2, last - TICK / 2]
    plot.addItem(
        pg.PlotCurveItem(xs, [bars[start].done, bars[last].target], pen=pen, antialias=True)
    )
