"""排名: the units by how far they have come with an annex, each figure open down to its records."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from desktop_app.i18n import _, language, period_label
from desktop_app.indicators.ranking import Rank, Ranking, Standings
from desktop_app.indicators.summary import name_of
from desktop_app.ui import file_dialogs
from desktop_app.ui.components.buttons import secondary
from desktop_app.ui.components.filter_bar import Segment, Segments
from desktop_app.ui.components.texts import text
from desktop_app.ui.desk import Desk
from desktop_app.ui.grid.lines import LinesModel
from desktop_app.ui.grid.list import ListTable
from desktop_app.ui.page import Page
from desktop_app.ui.pages.ranking.rows import city_line, headings, line
from desktop_app.ui.pages.ranking.side import RankPanel, RecordsDialog
from desktop_app.ui.tokens import size
from desktop_app.work.city import ranking as acts

FORMS = frozenset({"firm", "hte_cert", "tech_sme"})
TOTAL, YEAR = "total", "year"


def make(desk: Desk) -> QWidget:
    """Return the page."""
    return RankingPage(desk)


class RankingPage(Page):
    """The ranking of one annex, and a panel for the unit that is chosen."""

    forms = FORMS

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk, _("排名"))
        self._found: Standings | None = None
        self._shown: Ranking | None = None
        # The figures are read while the rest of the page is made.
        self._read()
        self._read_ahead = True
        self.records = secondary(_("看记录"), self.open_records, "table")
        self.export = secondary(_("导出表格"), self._ask_target, "download")
        self.copying = secondary(_("复制到 Excel"), self._copy, "copy")
        for button in (self.records, self.copying, self.export):
            self.header.add_action(button)
        self._ways = acts.ways(desk.ws)
        self.ways = Segments([Segment(way.id, way_word(way.id)) for way in self._ways])
        self.spans = Segments([Segment(TOTAL, _("累计")), Segment(YEAR, _("当年"))])
        self.ways.chosen.connect(lambda _key: self._rank())
        self.spans.chosen.connect(lambda _key: self._rank())
        self.model = LinesModel(headings(), self)
        self.table = ListTable(self.model, headings(), _("排名"), density="compact")
        self.table.row_changed.connect(self._on_row)
        self.table.row_opened.connect(lambda _place: self.open_records())
        self.notes = text("", "label", wrap=True)
        self.notes.setContentsMargins(size("margin"), 8, size("margin"), 10)
        self._lay_out()
        self.panel = RankPanel(self.open_records)
        self.set_side(self.panel)

    def _lay_out(self) -> None:
        bar = QWidget()
        bar.setFixedHeight(size("filter_bar"))
        row = QHBoxLayout(bar)
        row.setContentsMargins(size("margin"), 0, size("margin"), 0)
        row.setSpacing(size("gap"))
        row.addWidget(self.ways)
        row.addStretch(1)
        row.addWidget(self.spans)
        column = QVBoxLayout()
        column.setSpacing(0)
        column.addWidget(self.table, 1)
        column.addWidget(self.notes)
        self.body.addWidget(bar)
        self.body.addLayout(column, 1)

    # Showing

    def reload(self) -> None:
        """Read both annexes of all units."""
        if not self._read_ahead:
            self._read()
        self._read_ahead = False

    def _read(self) -> None:
        ws, period = self.desk.ws, self.desk.period
        self.desk.operations.run(lambda: acts.load_standings(ws, period), self._show)

    def first_focus(self) -> QWidget | None:
        """Return the table."""
        return self.table

    def _show(self, found: Standings) -> None:
        if found.period != self.desk.period:
            return
        self._found = found
        self._rank()

    def _rank(self) -> None:
        if self._found is None:
            return
        ws, before = self.desk.ws, self._current()
        yearly = self.spans.current == YEAR
        shown = acts.ranked(ws, self._found, self.ways.current, yearly=yearly)
        self._shown = shown
        self.header.set_facts(
            name_of(ws.catalogue.indicators[shown.way], language()),
            acts.span_text(shown),
            _("截至 {period}").format(period=period_label(shown.period)),
            _("按完成率排名，并列按附件序号"),
        )
        lines = [line(ws, rank, shown) for rank in shown.ranks]
        for rank, name in zip(shown.city, acts.city_names(), strict=True):
            lines.append(city_line(rank, name, shown))
        self.model.set_lines(lines)
        self.notes.setText("\n".join(acts.notes(ws, shown)))
        for button in (self.records, self.copying, self.export):
            button.setEnabled(bool(shown.years))
        if before is None or not self.table.choose_key(before):
            self.table.choose(0)
        self.desk.tell(_("Enter 看一个单位的记录"))

    def _current(self) -> object:
        place = self.table.current_place()
        return self.model.line(place).key if 0 <= place < self.model.rowCount() else None

    def _rank_at(self, place: int) -> Rank | None:
        shown = self._shown
        if shown is None or place < 0:
            return None
        ranks = (*shown.ranks, *shown.city)
        return ranks[place] if place < len(ranks) else None

    def _on_row(self, place: int) -> None:
        rank = self._rank_at(place)
        if rank is not None and self._shown is not None and self._found is not None:
            self.panel.show_rank(self.desk.ws, rank, self._shown, self._found)

    # Acts

    def open_records(self) -> RecordsDialog | None:
        """Show the records that the chosen unit's figure is made of."""
        rank = self._rank_at(self.table.current_place())
        if rank is None or self._shown is None or not self._shown.years:
            return None
        dialog = RecordsDialog(self.window(), self.desk, rank, self._shown)
        dialog.open()
        return dialog

    def _copy(self) -> None:
        self.table.copy(everything=True)
        self.desk.toast(_("已复制，可粘贴到 Excel"))

    def _ask_target(self) -> None:
        name = _("排名_{period}.xlsx").format(period=self.desk.period)
        file_dialogs.ask_save(self, _("导出排名"), name, self.export_to)

    def export_to(self, path: Path) -> None:
        """Write the rankings in all readings as a workbook."""
        ws, found, yearly = self.desk.ws, self._found, self.spans.current == YEAR
        if found is None:
            return

        def tell(_count: int) -> None:
            words = _("已导出 {file}").format(file=path.name)
            self.desk.toast(words, (_("打开文件夹"), lambda: file_dialogs.show_folder(path)))

        self.desk.operations.run(
            lambda: acts.write_rankings(ws, found, path, yearly=yearly), tell, asker=self
        )


def way_word(way: str) -> str:
    """Return what a reading of an annex is called where several stand in a row."""
    return {
        "A1": _("附件 1：净增"),
        "A1-first": _("附件 1：首次认定"),
        "A2": _("附件 2：科技型中小企业"),
    }.get(way, way)
