"""The records behind a figure, and the totals of the annexes as printed and as they add up."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QScrollArea, QVBoxLayout, QWidget

from desktop_app.i18n import _, language, unit_word
from desktop_app.indicators import Figure, FigureRow, SummaryTable, figure_rows, summary
from desktop_app.indicators.summary import name_of, target_text
from desktop_app.ui.components.dialogs import Question
from desktop_app.ui.components.texts import text
from desktop_app.ui.desk import Desk
from desktop_app.ui.grid.cells import Cell, Heading, Line
from desktop_app.ui.grid.lines import LinesModel
from desktop_app.ui.grid.list import ListTable
from desktop_app.ui.pages.places import show_record

ROWS_SHOWN = 2000
SIZE = (620, 380)
SUMS_HEIGHT = 460


class FigureDialog(Question):
    """What a figure is made of: its records add up to it; each can be opened."""

    def __init__(self, parent: QWidget, desk: Desk, figure: Figure) -> None:
        super().__init__(parent, name_of(figure.indicator, language()), _line_of(figure))
        self._desk = desk
        headings = (
            Heading(_("名称"), stretch=True),
            Heading(_("明细"), width=120),
            Heading(unit_word(figure.indicator.unit) or _("数值"), width=110, right=True),
        )
        self.model = LinesModel(headings)
        self.list = ListTable(
            self.model, headings, name_of(figure.indicator, language()), margin=8, framed=True
        )
        self.setMinimumWidth(SIZE[0] + 40)
        self.list.setFixedHeight(SIZE[1])
        self.list.row_opened.connect(self._open)
        self.body.addWidget(self.list)
        notes = figure.indicator.notes_en if language() == "en" else figure.indicator.notes
        self.body.addWidget(text("\n".join(notes), "caption", wrap=True))
        self.add_safe(_("关闭"))
        ws, period = desk.ws, desk.period
        desk.operations.run(
            lambda: figure_rows(ws.store, ws.catalogue, ws.unit, figure.indicator.id, period),
            self._show,
        )

    def _show(self, rows: Sequence[FigureRow]) -> None:
        self.model.set_lines(
            [
                Line(
                    (
                        Cell(row.name),
                        Cell(row.detail, tone="text2"),
                        Cell(_number(row.amount), right=True),
                    ),
                    key=row,
                )
                for row in rows[:ROWS_SHOWN]
            ]
        )

    def _open(self, place: int) -> None:
        row = self.model.line(place).key
        if isinstance(row, FigureRow):
            self.accept()
            show_record(self._desk, row.form, row.uid)


class SumsDialog(Question):
    """The tables of the annexes with both city totals and the notes on their differences."""

    def __init__(self, parent: QWidget, desk: Desk) -> None:
        super().__init__(
            parent,
            _("附件合计核对"),
            _("原文合计与分项相加不一致的地方照列，两边都不改。"),
        )
        self._area = QScrollArea()
        self._area.setWidgetResizable(True)
        self._area.setFixedSize(SIZE[0] + 140, SUMS_HEIGHT)
        self._area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.body.addWidget(self._area)
        self.add_safe(_("关闭"))
        ws, period = desk.ws, desk.period
        tongue = language()
        desk.operations.run(
            lambda: summary(ws.store, ws.catalogue, ws.unit, period, language=tongue)[1:],
            self._show,
        )

    def _show(self, tables: Sequence[SummaryTable]) -> None:
        inside = QWidget()
        inside.setProperty("k", "scrolled")
        column = QVBoxLayout(inside)
        column.setContentsMargins(0, 0, 10, 0)
        column.setSpacing(8)
        for table in tables:
            column.addWidget(text(table.title, "strong"))
            column.addWidget(_summary_list(table, inside))
            column.addWidget(text("\n".join(table.notes), "caption", wrap=True))
            column.addSpacing(8)
        column.addStretch(1)
        self._area.setWidget(inside)


def _summary_list(table: SummaryTable, parent: QWidget) -> ListTable:
    headings = tuple(
        Heading(name, width=64, right=True) if place else Heading(name, stretch=True)
        for place, name in enumerate(table.columns)
    )
    model = LinesModel(headings, parent)
    model.set_lines(
        [
            Line(tuple(Cell(cell_text(v), right=place > 0) for place, v in enumerate(row)))
            for row in table.rows
        ]
    )
    shown = ListTable(model, headings, table.title, margin=8, framed=True, density="compact")
    shown.fit_height(14)
    return shown


def cell_text(value: str | int | Decimal | None) -> str:
    """Return a value of a summary table as it is shown."""
    if value is None:
        return ""
    return value if isinstance(value, str) else _number(Decimal(value))


def _number(amount: Decimal) -> str:
    shown = f"{amount:,f}"
    if "." in shown:
        shown = f"{round(amount, 4):,f}".rstrip("0").rstrip(".")
    return shown.replace("-", "−")


def _line_of(figure: Figure) -> str:
    unit = unit_word(figure.indicator.unit)
    value = "—" if figure.shown is None else f"{figure.shown:,} {unit}".strip()
    return _("{value}，目标：{target}").format(value=value, target=target_text(figure, language()))
