"""总览: headline cards, both annexes, what is due before the deadline, the newest findings."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import (
    QFileDialog,
    QFrame,
    QGridLayout,
    QHBoxLayout,
    QScrollArea,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from desktop_app.domain.plans import Applied
from desktop_app.i18n import _, period_label, plural
from desktop_app.indicators import Annex, Standing
from desktop_app.ui.charts import Bar, BarChart, ChartCard, ChartLegend, prepare
from desktop_app.ui.components.buttons import link, primary, secondary
from desktop_app.ui.components.cards import Headline, HeadlineCard
from desktop_app.ui.components.empty import EmptyPage
from desktop_app.ui.components.filter_bar import Segment, Segments
from desktop_app.ui.desk import Desk
from desktop_app.ui.glyphs import Sign
from desktop_app.ui.page import Page
from desktop_app.ui.pages.overview.city_card import CityCard
from desktop_app.ui.pages.overview.due_card import DueCard
from desktop_app.ui.tokens import size
from desktop_app.work.checks import Checked, check
from desktop_app.work.overview import Card, Overview, has_firms, overview
from desktop_app.work.overview_texts import (
    annex_title,
    card_texts,
    pace_sentence,
    reading_label,
)

ACROSS = 3
STANDINGS = {
    Standing.REACHED: ("green", Sign.CLEAN),
    Standing.ON_TRACK: ("green", Sign.CLEAN),
    Standing.BEHIND: ("amber", Sign.VERIFY),
    Standing.NONE: ("", Sign.NONE),
}
LOW = 720
"""Height of the page below which it would have to scroll with all findings."""

LARGE, SHORT_MILLISECONDS = 20 << 20, 20
"""Bytes of a database whose figures take so long that the charts can be prepared meanwhile; and the
time in which its short questions are answered, which would have to wait for that."""

PAST_TARGET = 0.92
"""Place of the target tick on a bar: what is done may pass it."""


def make(desk: Desk) -> QWidget:
    """Return the page."""
    return OverviewPage(desk)


def headline(card: Card) -> Headline:
    """Return what a headline card says."""
    said = card_texts(card)
    now = card.figure
    tone, sign = STANDINGS[now.standing]
    share = None if now.progress is None else min(float(now.progress) * PAST_TARGET, 1.0)
    return Headline(
        said.name,
        said.value,
        said.unit,
        word=said.word,
        tone=tone,
        sign=sign,
        share=share,
        target=None if share is None else PAST_TARGET,
        foot=(said.target, said.gap),
        trend=[float(value) for _year, value in card.trend if value is not None],
    )


def chart_of(annex: Annex, reading: int) -> BarChart:
    """Return an annex as a chart, in one reading of what counts as done."""
    done = annex.readings[reading].cumulative if annex.readings else (None,) * len(annex.years)
    bars = [
        Bar(_("{year} 年").format(year=year), made, due)
        for year, made, due in zip(annex.years, done, annex.cumulative, strict=True)
    ]
    sentence = pace_sentence(annex, reading) if annex.readings else ""
    return BarChart(annex_title(annex), bars, sentence=sentence)


class OverviewPage(Page):
    """What stands where, and what is to be done next."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk, _("总览"))
        self.forms = frozenset(form.code for form in desk.ws.catalogue.forms)
        self._shown: Overview | None = None
        self._readings: list[int] = [0, 0]
        self.print = secondary(_("打印"), self._print, "printer")
        self.export = secondary(_("导出图表"), self._export, "download")
        self.header.add_action(self.print)
        self.header.add_action(self.export)
        self._cards: list[HeadlineCard] = []
        self._charts: list[ChartCard] = []
        self.due = CityCard(desk) if desk.ws.role == "city" else DueCard(desk)
        self.due.check.clicked.connect(self._check)
        self.stack = QStackedWidget()
        self.stack.addWidget(self._make_contents())
        self._empty: QWidget | None = None
        self.body.addWidget(self.stack, 1)
        if desk.ws.store.path.stat().st_size > LARGE:
            QTimer.singleShot(SHORT_MILLISECONDS, self, prepare)

    def first_focus(self) -> QWidget | None:
        """The first card."""
        return self._cards[0] if self._cards else None

    def reload(self) -> None:
        """Read the overview again."""
        ws, period = self.desk.ws, self.desk.period
        self.desk.operations.run(
            lambda: (overview(ws, period), has_firms(ws)),
            lambda told: self._show(told[0], firms=told[1]),
            asker=self,
        )

    def _on_data_changed(self, applied: Applied) -> None:
        if applied.forms & self.forms:
            self.mark_stale()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Show fewer findings where there is no room for them."""
        super().resizeEvent(event)
        self.due.set_low(low=self.height() < LOW)

    # Parts

    def _make_contents(self) -> QWidget:
        area = QScrollArea()
        area.setWidgetResizable(True)
        area.setFrameShape(QFrame.Shape.NoFrame)
        area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        inside = QWidget()
        inside.setProperty("k", "scrolled")
        column = QVBoxLayout(inside)
        margin = size("margin")
        column.setContentsMargins(margin, 12, margin, 14)
        column.setSpacing(12)
        self._grid = QGridLayout()
        self._grid.setSpacing(12)
        column.addLayout(self._grid)
        lower = QGridLayout()
        lower.setHorizontalSpacing(12)
        lower.setVerticalSpacing(6)
        lower.addLayout(self._legend_row(), 0, 0, 1, 2)
        self._chart_row = lower
        lower.addWidget(self.due, 0, 2, 2, 1)
        for place in range(ACROSS):
            lower.setColumnStretch(place, 1)
        lower.setRowStretch(1, 1)
        column.addLayout(lower, 1)
        area.setWidget(inside)
        return area

    def _legend_row(self) -> QHBoxLayout:
        row = QHBoxLayout()
        row.addWidget(ChartLegend(), 1)
        self.ways = Segments()
        self.ways.chosen.connect(self._on_way)
        row.addWidget(self.ways)
        self.sums = link(_("附件合计核对"), self._open_sums)
        row.addWidget(self.sums)
        return row

    # Showing

    def _show(self, found: Overview, *, firms: bool) -> None:
        self._shown = found
        self.header.set_facts(
            self.desk.ws.unit_label,
            _("{period}累计").format(period=period_label(found.period)),
            _("目标版本：征求意见稿"),
        )
        self._show_cards([headline(card) for card in found.cards])
        self._show_ways(found.annexes)
        self._show_charts(found.annexes)
        self.due.show_overview(found)
        if not firms and self._empty is None:
            self._empty = self._make_empty()
            self.stack.addWidget(self._empty)
        empty = self._empty if not firms else None
        self.stack.setCurrentWidget(empty or self.stack.widget(0))
        self.print.setVisible(firms)
        self.export.setVisible(firms)

    def _show_cards(self, headlines: Sequence[Headline]) -> None:
        across = 4 if len(headlines) % 4 == 0 else ACROSS
        for place, said in enumerate(headlines):
            if place < len(self._cards):
                self._cards[place].show_headline(said)
                continue
            card = HeadlineCard(said)
            card.clicked.connect(lambda _on=False, at=place: self._open_figure(at))
            self._cards.append(card)
            self._grid.addWidget(card, *divmod(place, across))
        for place in range(across):
            self._grid.setColumnStretch(place, 1)

    def _show_ways(self, annexes: Sequence[Annex]) -> None:
        """Offer both readings of the first annex, where it has two."""
        ways = annexes[0].readings if annexes else ()
        if len(ways) > 1 and not self.ways.current:
            labels = {0: _("附件 1：净增"), 1: _("附件 1：首次认定")}
            self.ways.set_segments(
                [
                    Segment(str(place), labels.get(place, reading_label(annexes[0], place)))
                    for place in range(len(ways))
                ]
            )
        self.ways.setVisible(len(ways) > 1)

    def _show_charts(self, annexes: Sequence[Annex]) -> None:
        for place, annex in enumerate(annexes):
            chart = chart_of(annex, self._readings[place])
            if place < len(self._charts):
                self._charts[place].show_chart(chart)
            else:
                card = ChartCard(chart)
                self._charts.append(card)
                self._chart_row.addWidget(card, 1, place)

    def _make_empty(self) -> QWidget:
        if self.desk.ws.role == "city":
            return EmptyPage(
                _("还没有数据"),
                _("把区县的报送包拖到窗口任意处，验证、合并后这里就有全市的数。"),
                primary(_("去收件"), lambda: self.desk.go("inbox"), "inbox"),
            )
        return EmptyPage(
            _("还没有数据"),
            _("从去年的表格导入最快；也可以一家一家新建。"),
            primary(_("去导入"), lambda: self.desk.go("importing"), "file-import"),
            secondary(_("新建企业"), lambda: self.desk.go("firms", {"add": True}), "plus"),
        )

    # Acts

    def _on_way(self, key: str) -> None:
        self._readings[0] = int(key)
        if self._shown is not None:
            self._show_charts(self._shown.annexes)

    def _open_figure(self, place: int) -> None:
        from desktop_app.ui.pages.overview.figure_dialog import FigureDialog

        if self._shown is not None:
            FigureDialog(self, self.desk, self._shown.cards[place].figure).open()

    def _open_sums(self) -> None:
        from desktop_app.ui.pages.overview.figure_dialog import SumsDialog

        SumsDialog(self, self.desk).open()

    def _check(self) -> None:
        ws, period = self.desk.ws, self.desk.period
        self.due.check.setEnabled(False)
        self.desk.status_told.emit(_("正在全审"))

        def tell(checked: Checked) -> None:
            self.due.check.setEnabled(True)
            self.desk.status_told.emit(plural("全审完毕，{n} 处要处理", checked.open))
            self.desk.reload_all()

        self.desk.operations.run(lambda: check(ws, period), tell, asker=self)

    def _print(self) -> None:
        from desktop_app.ui.pages.printing import print_summary

        print_summary(self.print, self.desk, [card.chart for card in self._charts])

    def _export(self) -> None:
        """Save the charts as one picture."""
        name = f"{self.desk.ws.unit_label} {self.desk.period}.png"
        chosen, _kind = QFileDialog.getSaveFileName(self, _("导出图表"), name, _("图片 (*.png)"))
        if chosen:
            self.save_charts(Path(chosen))

    def save_charts(self, path: Path) -> None:
        """Save both charts side by side as a picture."""
        first, last = self._charts[0], self._charts[-1]
        box = first.geometry().united(last.geometry())
        parent = first.parentWidget()
        if parent is not None and parent.grab(box).save(str(path)):
            self.desk.toast(_("已导出 {file}").format(file=path.name))
        else:
            from desktop_app.domain.errors import UserError

            self.desk.operations.failed.emit(
                UserError(
                    _("图片 {file} 写不了。").format(file=path.name),
                    _("数据未动。换一个文件夹再存。"),
                )
            )
