"""The plots themselves; only `charts` imports this module, and with it pyqtgraph, when drawing.

A view with two axes and a few items: the library's plot widget brings menus and mouse modes that a
still picture has no use for, and they are most of what it costs.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from PySide6.QtCore import Qt
from PySide6.QtGui import QFont, QPen, QTransform
from PySide6.QtWidgets import QGraphicsSimpleTextItem, QWidget

from desktop_app.ui import theme
from desktop_app.ui.charts import Bar, BarChart, pace_pen
from desktop_app.ui.plotting import pg

BAR = 0.46
TICK = 0.76
WIDE_BAR, WIDE_TICK = 0.86, 0.96
"""The same where the plot is narrow or figures are long: they have to fit into their bars."""
LONG = 1000
"""The least figure that does not fit into a usual bar."""
HEADROOM = 1.17
STEPS = (1, 2, 2.5, 5, 10)
LINES_AT_MOST = 5
LOW = 0.16
"""Part of the height below which a bar has no room for its figure."""
EDGE, ROOMY_EDGE, END = -0.55, -0.85, -0.45
"""Where the plot begins and ends, in bars; the further beginning has room for a figure."""
AXES = (46, 28)
"""Pixels that the axis at the left is wide, and the one at the bottom high."""

Span = tuple[float, float]
Dash = tuple[Span, float]
"""A level line: from where to where, and how high."""


def make_bar_plot(chart: BarChart) -> QWidget:
    """Return a still picture of bars, target ticks and the needed pace."""
    plot = pg.GraphicsView(background=theme.colour("surface"))
    plot.setFocusPolicy(Qt.FocusPolicy.NoFocus)
    plot.setAccessibleName(chart.spoken)
    plot.viewport().setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
    bars = chart.bars
    wide = chart.narrow or any((one.done or 0) >= LONG for one in bars)
    bar, tick = (WIDE_BAR, WIDE_TICK) if wide else (BAR, TICK)
    highest = max((v for one in bars for v in (one.done, one.target) if v), default=1)
    beside = not wide and any(_is_low(one, highest) for one in bars)
    edge = ROOMY_EDGE if beside else EDGE
    across = (edge, len(bars) + END)
    box = pg.ViewBox(enableMouse=False, enableMenu=False)
    _add_axes(plot, box, bars, highest)
    box.setRange(xRange=across, yRange=(0, highest * HEADROOM), padding=0)
    _add_grid(box, highest, across)
    _add_bars(box, bars, bar)
    _add_ticks(box, bars, bar, tick)
    _add_figures(box, bars, highest, wide=wide)
    if chart.pace:
        _add_pace(box, bars, bar, tick)
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


def _add_axes(plot: pg.GraphicsView, box: pg.ViewBox, bars: Sequence[Bar], highest: float) -> None:
    labels = [(place, bar.label) for place, bar in enumerate(bars)]
    steps = [(step, f"{step:,.0f}") for step in ticks(highest)]
    left, bottom = (
        pg.AxisItem(side, pen=pg.mkPen(None), textPen=theme.colour("text2"), linkView=box)
        for side in ("left", "bottom")
    )
    for axis, shown in ((bottom, labels), (left, steps)):
        axis.setStyle(tickLength=0, tickAlpha=0, tickFont=theme.font("caption"), tickTextOffset=8)
        axis.setTicks([shown])
    left.setWidth(AXES[0])
    bottom.setHeight(AXES[1])
    layout = plot.centralLayout
    layout.setContentsMargins(1, 1, 1, 1)
    layout.setSpacing(0)
    for item, row, column in ((left, 0, 0), (box, 0, 1), (bottom, 1, 1)):
        layout.addItem(item, row, column)


def _add_grid(box: pg.ViewBox, highest: float, across: Span) -> None:
    base, *steps = ticks(highest)
    for colour, levels in (("line", steps), ("line2", [base])):
        pen = QPen(theme.colour(colour), 0)
        _add_dashes(box, [(across, level) for level in levels], pen, smooth=False)


def _add_bars(box: pg.ViewBox, bars: Sequence[Bar], width: float) -> None:
    done = {place: bar.done for place, bar in enumerate(bars) if bar.done is not None}
    box.addItem(
        pg.BarGraphItem(
            x=list(done),
            height=list(done.values()),
            width=width,
            brush=theme.colour("accent"),
            pen=pg.mkPen(None),
        )
    )


def _add_ticks(box: pg.ViewBox, bars: Sequence[Bar], width: float, tick: float) -> None:
    """Draw the targets; over a bar a tick stands in a gap, so that both can be told apart."""
    wanted = [(place, bar) for place, bar in enumerate(bars) if bar.target is not None]
    gaps = [_dash(place, width, bar) for place, bar in wanted if bar.done is not None]
    _add_dashes(box, gaps, _flat(QPen(theme.colour("surface"), 5.5)))
    dashes = [_dash(place, tick, bar) for place, bar in wanted]
    _add_dashes(box, dashes, _flat(QPen(theme.colour("text"), 2.5)))


def _dash(place: int, width: float, bar: Bar) -> Dash:
    return (place - width / 2, place + width / 2), bar.target or 0


def _flat(pen: QPen) -> QPen:
    pen.setCapStyle(Qt.PenCapStyle.FlatCap)
    pen.setCosmetic(True)
    return pen


def _add_dashes(box: pg.ViewBox, dashes: Iterable[Dash], pen: QPen, *, smooth: bool = True) -> None:
    xs = [x for ends, _level in dashes for x in ends]
    ys = [level for _ends, level in dashes for _end in range(2)]
    box.addItem(pg.PlotCurveItem(xs, ys, connect="pairs", pen=pen, antialias=smooth))


def _add_figures(box: pg.ViewBox, bars: Sequence[Bar], highest: float, *, wide: bool) -> None:
    """Write what is done into the bars, and the targets over their ticks."""
    inside, over = theme.font("caption", bold=True), theme.font("caption")
    for place, bar in enumerate(bars):
        top = max(bar.target or 0, bar.done or 0)
        if bar.done is not None:
            low = _is_low(bar, highest)
            figure = _Figure(f"{bar.done:,}", inside, "text" if low else "on_accent")
            if not low:
                figure.stand(box, place, 0, part=0.5, shift=(0, -10))
            elif wide:
                figure.stand(box, place, top, part=0.5, shift=(0, -22))
            else:
                # A bar too low for its figure has it left of its foot: over it may stand the
                # target, and at its right begins the line of the needed pace.
                figure.stand(box, place - BAR / 2, 0, part=1.0, shift=(-4, -4))
        if bar.target is not None:
            figure = _Figure(f"{bar.target:,}", over, "text")
            figure.stand(box, place, top, part=0.5, shift=(0, -8))


class _Figure(QGraphicsSimpleTextItem):
    """A number at a place of the plot: the library's own texts are whole documents."""

    def __init__(self, words: str, font: QFont, tone: str) -> None:
        super().__init__(words)
        self.setFont(font)
        self.setBrush(theme.colour(tone))
        self.setFlag(self.GraphicsItemFlag.ItemIgnoresTransformations)

    def stand(
        self, box: pg.ViewBox, x: float, y: float, *, part: float, shift: tuple[float, float]
    ) -> None:
        """Stand at a place with a part of its foot, shifted by some pixels."""
        room = self.boundingRect()
        self.setTransform(
            QTransform.fromTranslate(shift[0] - part * room.width(), shift[1] - room.height())
        )
        self.setPos(x, y)
        box.addItem(self, ignoreBounds=True)


def _is_low(bar: Bar, highest: float) -> bool:
    return bar.done is not None and bar.done < highest * HEADROOM * LOW


def _add_pace(box: pg.ViewBox, bars: Sequence[Bar], width: float, tick: float) -> None:
    """Draw the line from what is done last to the last target."""
    known = [place for place, bar in enumerate(bars) if bar.done is not None]
    last = len(bars) - 1
    if not known or known[-1] >= last or bars[last].target is None:
        return
    start = known[-1]
    pen = pace_pen()
    pen.setCosmetic(True)
    xs = [start + width / 2, last - tick / 2]
    box.addItem(
        pg.PlotCurveItem(xs, [bars[start].done, bars[last].target], pen=pen, antialias=True)
    )
