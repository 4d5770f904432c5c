"""Charts: done against the annexes; what draws them is imported when one is shown."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from importlib import import_module
from typing import TYPE_CHECKING

from PySide6.QtCore import QRectF, QSize, Qt, QTimer
from PySide6.QtGui import QFontMetricsF, QPainter, QPaintEvent, QPen, QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QStackedWidget, QVBoxLayout, QWidget

from desktop_app.i18n import _, joined
from desktop_app.ui import theme
from desktop_app.ui.components.buttons import link
from desktop_app.ui.components.cards import Card
from desktop_app.ui.components.texts import ElidedLabel, text

if TYPE_CHECKING:
    from desktop_app.ui.chart_table import ChartTable


@dataclass(frozen=True, slots=True)
class Bar:
    """One bar: its label, what is done, the target.

    Attributes:
        label: What stands under it (“2024 年”).
        done: What is done, None where it is still to come.
        target: The annex's figure, or None.
    """

    label: str
    done: int | None
    target: int | None


@dataclass(frozen=True, slots=True)
class BarChart:
    """Done against targets.

    Attributes:
        title: With annex and unit (“高新技术企业培育（附件 1，累计，家）”).
        bars: In time order.
        pace: Whether the pace that is still needed is drawn to the last target.
        sentence: Says the gap, under the chart.
        narrow: Whether it stands in a side panel.
        spoken: What screen readers say in place of the picture.
    """

    title: str
    bars: Sequence[Bar]
    pace: bool = True
    sentence: str = ""
    narrow: bool = False

    @property
    def spoken(self) -> str:
        """The chart as a sentence."""
        return _("{title}。{sentence}").format(title=self.title, sentence=self.sentence)


def prepare() -> None:
    """Import what draws charts, which takes a while the first time."""
    import_module("desktop_app.ui.plots")


class ChartLegend(QWidget):
    """Above the charts, at the left: bar, target tick, needed pace; below each other if need be."""

    _LINE, _GAP, _MARGIN = 22, 9, 22

    def __init__(self) -> None:
        super().__init__()
        self.setFixedHeight(self._LINE)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self._parts = (
            ("bar", _("累计完成（柱内数字）")),
            ("tick", _("附件累计目标（柱上数字）")),
            ("pace", _("达标所需进度")),
        )
        self.setAccessibleName(joined(words for _kind, words in self._parts))

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Take as many lines as the words need."""
        super().resizeEvent(event)
        lines = {box.top() for _kind, _words, box in self._boxes()}
        self.setFixedHeight(self._LINE * len(lines))

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Draw the three samples and their words."""
        painter = QPainter(self)
        painter.setFont(theme.font("caption"))
        for kind, words, box in self._boxes():
            _draw_sample(painter, kind, box)
            painter.setPen(theme.colour("text2"))
            room = box.adjusted(_sample_width(kind) + self._GAP, 0, 2, 0)
            painter.drawText(room, Qt.AlignmentFlag.AlignVCenter, words)

    def _boxes(self) -> Iterator[tuple[str, str, QRectF]]:
        """Yield where each sample stands with its words, in a further line where one is full."""
        metrics = QFontMetricsF(theme.font("caption"), self)
        left, top = 4.0, 0.0
        for kind, words in self._parts:
            width = _sample_width(kind) + self._GAP + metrics.horizontalAdvance(words)
            if left > self._MARGIN and left + width > self.width():
                left, top = 4.0, top + self._LINE
            yield kind, words, QRectF(left, top, width, self._LINE)
            left += width + self._MARGIN


def _sample_width(kind: str) -> int:
    return 11 if kind == "bar" else 20


def _draw_sample(painter: QPainter, kind: str, box: QRectF) -> None:
    middle, width = box.center().y(), _sample_width(kind)
    if kind == "bar":
        painter.fillRect(QRectF(box.left(), middle - 5.5, width, width), theme.colour("accent"))
        return
    painter.setPen(pace_pen() if kind == "pace" else QPen(theme.colour("text"), 2.5))
    painter.drawLine(int(box.left()), int(middle), int(box.left()) + width, int(middle))


def pace_pen() -> QPen:
    """Return the dashed amber line of the needed pace."""
    pen = QPen(theme.colour("amber"), 1.8, Qt.PenStyle.CustomDashLine)
    pen.setDashPattern([4, 2.4])
    return pen


class ChartCard(Card):
    """A chart with its title, its table, and the sentence that says the gap."""

    def __init__(self, chart: BarChart) -> None:
        super().__init__()
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self.setMinimumSize(260, 220)
        head = QHBoxLayout()
        self._title = ElidedLabel(chart.title, "section")
        self._switch = link(_("数据表"), self._toggle)
        head.addWidget(self._title, 1)
        head.addWidget(self._switch)
        self.body.addLayout(head)
        self._stack = QStackedWidget()
        self._stack.addWidget(QWidget())
        self.body.addWidget(self._stack, 1)
        self._sentence = text(chart.sentence, "label", wrap=True)
        self.body.addWidget(self._sentence)
        self.table: ChartTable | None = None
        self._plot: PlotFrame | None = None
        self._asked = False
        self.chart = chart
        theme.look().changed.connect(self._draw)
        self.show_chart(chart)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Ask for the plot once the page is painted: its library takes a moment on first use."""
        super().paintEvent(event)
        if not self._asked:
            self._asked = True
            QTimer.singleShot(0, self, self._make_plot)

    def sizeHint(self) -> QSize:
        """As in the overview of a 1440 pixel window."""
        return QSize(430, 410)

    def show_chart(self, chart: BarChart) -> None:
        """Show other figures."""
        self.chart = chart
        self._title.setText(chart.title)
        self._sentence.setText(chart.sentence)
        self._sentence.setVisible(bool(chart.sentence))
        self.setAccessibleName(chart.spoken)
        if self.table is not None:
            self.table.show_chart(chart)
        self._draw()

    def _make_plot(self) -> None:
        from desktop_app.ui.plots import make_bar_plot

        self._plot = PlotFrame(make_bar_plot)
        self._stack.addWidget(self._plot)
        self._stack.setCurrentWidget(self._plot)
        self._draw()

    def _draw(self) -> None:
        if self._plot is not None:
            self._plot.draw(self.chart)

    def _toggle(self) -> None:
        if self._plot is None:
            return
        if self._stack.currentWidget() is self.table:
            self._stack.setCurrentWidget(self._plot)
            self._switch.setText(_("数据表"))
            return
        if self.table is None:
            from desktop_app.ui.chart_table import ChartTable

            self.table = ChartTable()
            self.table.show_chart(self.chart)
            self._stack.addWidget(self.table)
        self._stack.setCurrentWidget(self.table)
        self._switch.setText(_("图"))


class PlotFrame(QWidget):
    """Holds the library's widget, which is made again when figures or colours change."""

    def __init__(self, make: Callable[[BarChart], QWidget]) -> None:
        super().__init__()
        self._make = make
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._widget: QWidget | None = None

    def sizeHint(self) -> QSize:
        """Take what the page has: the library's own wish is higher than a window."""
        return QSize(380, 220)

    def draw(self, chart: BarChart) -> None:
        """Draw a chart in place of the one before."""
        old, self._widget = self._widget, self._make(chart)
        self._column.addWidget(self._widget)
        if old is not None:
            self._column.removeWidget(old)
            old.deleteLater()
