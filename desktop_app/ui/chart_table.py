"""The figures of a chart as a table; made when somebody asks for it."""

from __future__ import annotations

from desktop_app.i18n import _
from desktop_app.ui.charts import Bar, BarChart
from desktop_app.ui.grid.cells import Cell, Heading, Line
from desktop_app.ui.grid.lines import LinesModel
from desktop_app.ui.grid.list import ListTable


class ChartTable(ListTable):
    """What a chart shows, year by year."""

    def __init__(self) -> None:
        self._lines = LinesModel(_headings())
        super().__init__(
            self._lines, _headings(), _("数据表"), margin=8, density="standard", lines=True
        )

    def show_chart(self, chart: BarChart) -> None:
        """Show the figures of a chart."""
        self._lines.set_lines([_line(bar) for bar in chart.bars])


def _headings() -> tuple[Heading, ...]:
    return (
        Heading(_("年度"), width=88),
        Heading(_("累计完成"), width=88, right=True),
        Heading(_("附件目标"), width=88, right=True),
        Heading(_("差额"), right=True, stretch=True, width=64),
    )


def _line(bar: Bar) -> Line:
    gap = None if bar.done is None or bar.target is None else bar.done - bar.target
    behind = gap is not None and gap < 0
    return Line(
        (
            Cell(bar.label),
            Cell(_shown(bar.done), right=True),
            Cell(_shown(bar.target), right=True, tone="text2"),
            Cell(_signed(gap), right=True, tone="red" if behind else "text"),
        )
    )


def _shown(number: int | None) -> str:
    return "" if number is None else f"{number:,}"


def _signed(number: int | None) -> str:
    if number is None:
        return ""
    return f"{number:+,}".replace("-", "−") if number else "0"
