"""The panel beside a ranking: one unit year by year; and the records that its figure is made of."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtWidgets import QWidget

from desktop_app.i18n import _, language, plural
from desktop_app.indicators.annexes import Annex
from desktop_app.indicators.asking import CITY, FigureRow
from desktop_app.indicators.ranking import Rank, Ranking, Standings
from desktop_app.indicators.summary import name_of
from desktop_app.ui.charts import Bar, BarChart, ChartCard
from desktop_app.ui.components.buttons import secondary
from desktop_app.ui.components.dialogs import Question
from desktop_app.ui.components.side_panel import SidePanel
from desktop_app.ui.components.texts import FactRow, facts, text
from desktop_app.ui.desk import Desk
from desktop_app.ui.grid.cells import Cell, Heading, Line
from desktop_app.ui.grid.lines import LinesModel
from desktop_app.ui.grid.list import ListTable
from desktop_app.ui.pages.ranking.rows import gap_text, rate_text
from desktop_app.work.city.ranking import rows_behind, span_text
from desktop_app.work.overview_texts import pace_sentence
from desktop_app.work.workspace import Workspace

CHART_HEIGHT = 320
SHOWN_AT_MOST = 5000
SIZE = (700, 400)


class RankPanel(SidePanel):
    """Shows one unit: its place, its figures, its years.

    Args:
        open_records: Shows the records behind the figure.
    """

    def __init__(self, open_records: Callable[[], object]) -> None:
        super().__init__()
        self.chart: ChartCard | None = None
        self.set_foot(secondary(_("看记录"), open_records, "table"), text("", "label"))

    def show_rank(self, ws: Workspace, rank: Rank, found: Ranking, known: Standings) -> None:
        """Show a unit, or the whole city."""
        self.clear()
        self.chart = None
        is_city = rank.unit == CITY
        name = _("全市") if is_city else ws.catalogue.unit_name(rank.unit)
        place = "" if is_city else _("第 {n} 名").format(n=rank.place)
        self.add_heading(name, facts(place, span_text(found)))
        self.add_rule()
        self.add(FactRow(_("完成"), _("{n} 家").format(n=f"{rank.done:,}"), bold=True))
        self.add(FactRow(_("应到"), _("{n} 家").format(n=f"{rank.due:,}")))
        self.add(FactRow(_("完成率"), rate_text(rank) + ("%" if rank.rate is not None else "")))
        self.add(FactRow(_("差额"), gap_text(rank)))
        self.add(FactRow(_("2025 年目标"), _("{n} 家").format(n=f"{rank.total:,}")))
        if not is_city and found.years:
            self.chart = ChartCard(_chart(known.of(found.annex, rank.unit), found.way))
            self.chart.setFixedHeight(CHART_HEIGHT)
            self.add(self.chart)
        self.body.addStretch(1)


def _chart(annex: Annex, way: str) -> BarChart:
    """Return a unit's years as a chart; the panel has room for the bare years only."""
    place = [reading.indicator.id for reading in annex.readings].index(way)
    done = annex.readings[place].cumulative
    bars = [
        Bar(f"{year}", made, due)
        for year, made, due in zip(annex.years, done, annex.cumulative, strict=True)
    ]
    return BarChart(_("历年累计（家）"), bars, sentence=pace_sentence(annex, place), narrow=True)


class RecordsDialog(Question):
    """The records that a unit's figure is made of; they add up to it."""

    def __init__(self, parent: QWidget | None, desk: Desk, rank: Rank, found: Ranking) -> None:
        ws = desk.ws
        self._city = rank.unit == CITY
        name = _("全市") if self._city else ws.catalogue.unit_name(rank.unit)
        indicator = ws.catalogue.indicators[found.way]
        done = _("{n} 家").format(n=f"{rank.done:,}")
        super().__init__(
            parent,
            facts(name, name_of(indicator, language())),
            facts(span_text(found), done, _("各条之和即完成数，负数为减少")),
        )
        self._ws = ws
        headings = [
            Heading(_("企业"), stretch=True),
            Heading(_("单位"), 110),
            Heading(_("日期"), 110),
            Heading(_("年度"), 72, right=True),
            Heading(_("数"), 64, right=True),
        ]
        self.model = LinesModel(headings, self)
        self.list = ListTable(
            self.model, headings, name_of(indicator, language()), margin=8, framed=True
        )
        self.list.setFixedHeight(SIZE[1])
        self.setMinimumWidth(SIZE[0] + 40)
        self.count = text("", "label")
        self.body.addWidget(self.list)
        self.body.addWidget(self.count)
        self.add_safe(_("关闭"))
        desk.operations.run(lambda: rows_behind(ws, rank.unit, found), self._show)

    def _show(self, rows: Sequence[tuple[int, FigureRow]]) -> None:
        shown = rows[:SHOWN_AT_MOST]
        self.model.set_lines([self._line(year, row) for year, row in shown])
        words = plural("{n} 条", len(rows))
        if len(rows) > len(shown):
            words = _("{n} 条，只列前 {m} 条").format(n=f"{len(rows):,}", m=f"{len(shown):,}")
        self.count.setText(words)

    def _line(self, year: int, row: FigureRow) -> Line:
        cells = (
            Cell(row.name, tip=row.name),
            Cell(self._ws.catalogue.unit_name(row.unit), tone="text2"),
            Cell(row.detail, tone="text2"),
            Cell(f"{year}", right=True, tone="text2"),
            Cell(f"{row.amount:+}".replace("-", "−"), right=True),
        )
        return Line(cells, key=(year, row))
