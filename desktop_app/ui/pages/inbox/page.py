"""收件: fifteen units as tiles, what came from them, and merging it by one button."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from pathlib import Path
from typing import Any

from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QScrollArea,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from desktop_app.domain.states import ReportState
from desktop_app.i18n import _, period_label
from desktop_app.ui import file_dialogs
from desktop_app.ui.components.buttons import link, primary, secondary
from desktop_app.ui.components.filter_bar import Segment, Segments
from desktop_app.ui.components.progress import ProgressStrip
from desktop_app.ui.components.texts import ElidedLabel, text
from desktop_app.ui.components.unit_tiles import UnitTiles
from desktop_app.ui.desk import Desk
from desktop_app.ui.page import Page
from desktop_app.ui.pages.inbox.answers import Answers
from desktop_app.ui.pages.inbox.files import result_words
from desktop_app.ui.pages.inbox.lists import FileLists
from desktop_app.ui.pages.inbox.return_slip import Chosen, ReturnView
from desktop_app.ui.pages.inbox.run import MergeRun
from desktop_app.ui.pages.inbox.side import Acts, UnitPanel
from desktop_app.ui.pages.inbox.state import (
    ALL,
    MISSING,
    NO_PREVIEW,
    TO_DO,
    Face,
    Preview,
    PreviewFile,
    Shown,
    face,
    load,
    sum_words,
)
from desktop_app.work.city.arrivals import Arrival
from desktop_app.work.city.merge import Outcome
from desktop_app.work.city.merge_report import merged_for, write_report
from desktop_app.work.city.overlaps import overlaps


def make(desk: Desk) -> QWidget:
    """Return the page."""
    return InboxPage(desk)


class InboxPage(Page):
    """Tiles above, the files below, beside them the unit or the file that is chosen."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk, _("收件"))
        self.forms = frozenset(form.code for form in desk.ws.catalogue.forms)
        self.preview = NO_PREVIEW
        self._shown: Shown | None = None
        self._faces: dict[str, Face] = {}
        self._file: PreviewFile | None = None
        self._going_on = False
        self.list_facts = ElidedLabel("", "fact")
        self.progress = ProgressStrip(instead_of=self.list_facts)
        self.answers = Answers(desk, self, self.progress)
        self.run = MergeRun(
            desk,
            self,
            self.progress,
            key="inbox",
            changed=self._on_run,
            previewed=self._on_previewed,
            merged=self._on_merged,
        )
        self._add_actions()
        self.stack = QStackedWidget()
        self.stack.addWidget(self._make_desk())
        self.slip = ReturnView(desk, self._leave_slip, self._issue_slip)
        self.stack.addWidget(self.slip)
        self.body.addWidget(self.stack, 1)
        self.panel = UnitPanel(desk.ws, self._acts())
        self.set_side(self.panel)

    # Parts

    def _add_actions(self) -> None:
        self.report = secondary(_("合并报告"), self._ask_report, "file-spreadsheet")
        self.receipts = secondary("", self._on_receipts, "file-certificate")
        self.files = secondary(_("选文件"), self._ask_files, "file-import")
        self.folder = secondary(_("选文件夹"), self._ask_folder, "folder-open")
        self.act = primary("", self.merge_all, "git-merge")
        self._buttons = (self.report, self.receipts, self.files, self.folder, self.act)
        for button in self._buttons:
            self.header.add_action(button)
        for button in (self.report, self.files):
            button.setMinimumWidth(1)

    def _make_desk(self) -> QWidget:
        """Return tiles and files; in a window too low for both they scroll."""
        holder = QWidget()
        holder.setProperty("k", "scrolled")
        column = QVBoxLayout(holder)
        column.setContentsMargins(24, 10, 24, 0)
        column.setSpacing(8)
        column.addLayout(self._make_head())
        self.tiles = UnitTiles([unit.code for unit in self.desk.ws.catalogue.units])
        self.tiles.chosen.connect(self._on_unit)
        self.tiles.opened.connect(lambda _unit: self._open_drawer())
        column.addWidget(self.tiles)
        column.addLayout(self._make_list_head())
        column.addWidget(self._make_lists(), 1)
        area = QScrollArea()
        area.setWidgetResizable(True)
        area.setFrameShape(QFrame.Shape.NoFrame)
        area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        area.setWidget(holder)
        return area

    def _make_head(self) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setSpacing(12)
        row.addWidget(text(_("收件"), "section"))
        self.sums = ElidedLabel("", "fact")
        row.addWidget(self.sums, 1)
        self.segments = Segments(
            [
                Segment(ALL, _("全部")),
                Segment(TO_DO, _("待处理")),
                Segment(MISSING, _("未报")),
            ]
        )
        self.segments.chosen.connect(lambda _key: self._show_tiles())
        row.addWidget(self.segments)
        return row

    def _make_list_head(self) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setSpacing(12)
        self.list_title = text("", "section")
        self.put_away = link(_("收起预览"), self._put_away)
        row.addWidget(self.list_title)
        row.addWidget(self.list_facts, 1)
        row.addWidget(self.progress, 1)
        row.addWidget(self.put_away)
        return row

    def _make_lists(self) -> FileLists:
        self.lists = FileLists(self._ask_folder, self._ask_files)
        self.lists.file_changed.connect(self._on_file)
        self.lists.arrival_changed.connect(self._on_arrival)
        self.lists.opened.connect(self._open_drawer)
        return self.lists

    def _acts(self) -> Acts:
        return Acts(
            merge=lambda found: self.run.merge([found.path]),
            drop=self._drop,
            late=self._take_late,
            receipt=lambda package: self.answers.receipts([package]),
            accept=lambda package: self.answers.receipts([package], accept=True),
            give_back=self.begin_slip,
            look=lambda unit: self.desk.go("unit", {"unit": unit}),
            undo=lambda package: self.run.take_back([package.batch]),
            folder=lambda package: file_dialogs.show_folder(package.path),
            decide=lambda: self.desk.go("merging", {"kind": "chain"}),
        )

    @property
    def packages(self) -> list[Arrival]:
        """The packages that hold, in the order of the tiles."""
        if self._shown is None:
            return []
        found = [self._shown.traffic.standing(tile.unit) for tile in self._shown.inbox.tiles]
        return [one for one in found if one is not None]

    # Showing

    def reload(self) -> None:
        """Read where the units stand."""
        ws, period = self.desk.ws, self.desk.period
        self.desk.operations.run(lambda: load(ws, period), self._show)

    def first_focus(self) -> QWidget | None:
        """Return the chosen tile, or the list of a slip in the making."""
        if self.stack.currentWidget() is self.slip:
            return self.slip.first_focus()
        return self.tiles.tiles.get(self.tiles.current or self.desk.ws.catalogue.units[0].code)

    def show_target(self, target: Mapping[str, Any]) -> None:
        """Receive files (`paths`), or show a `unit`."""
        if paths := target.get("paths"):
            self.take(paths)
        if unit := target.get("unit"):
            self.tiles.choose(str(unit))

    def next_finding(self, step: int) -> None:
        """Choose the next or previous unit about which there is something to do."""
        order = list(self.tiles.tiles)
        wanted = [unit for unit in order if unit in self._faces and self._faces[unit].to_do]
        if not wanted:
            self.desk.toast(_("没有待处理的单位"))
            return
        here = order.index(self.tiles.current) if self.tiles.current else -1
        after = [unit for unit in wanted if (order.index(unit) - here) * step > 0]
        self.tiles.tiles[(after or wanted)[0 if step > 0 else -1]].setFocus()

    def _show(self, shown: Shown) -> None:
        if shown.inbox.period != self.desk.period:
            return
        self._shown = shown
        self._show_again()
        self._tell_how()

    def showEvent(self, event: QShowEvent) -> None:
        """Say at each visit how files are received."""
        super().showEvent(event)
        self._tell_how()

    def _tell_how(self) -> None:
        words = _("把文件或文件夹拖到窗口任意处即可收件　F8 下一个待处理的单位")
        QTimer.singleShot(0, self, lambda: self.desk.tell(words))

    def _show_again(self) -> None:
        """Show what is known, with the preview as it is now."""
        shown = self._shown
        if shown is None:
            return
        today = date.today()  # noqa: DTZ011 - the day on the officer's wall
        self._faces = {
            tile.unit: face(
                tile,
                self.preview.of(tile.unit, shown.inbox.period),
                shown.inbox.deadline,
                today,
            )
            for tile in shown.inbox.tiles
        }
        self.sums.setText(sum_words(shown.inbox.tiles))
        self._show_tiles()
        self._show_lists()
        self._show_panel()
        if self.stack.currentWidget() is not self.slip:
            self.header.set_facts(period_label(shown.inbox.period))
            self._show_actions()

    def _on_run(self) -> None:
        """A child process began or ended: what comes next takes the focus once it can be done."""
        self._show_again()
        if self._going_on and not self.run.running:
            self._going_on = False
            (self.act if self.act.isEnabled() else self.lists.preview).setFocus()

    def _show_tiles(self) -> None:
        faces = list(self._faces.values())
        groups = {
            ALL: frozenset(self._faces),
            TO_DO: frozenset(one.unit for one in faces if one.to_do),
            MISSING: frozenset(one.unit for one in faces if one.missing),
        }
        self.segments.set_counts({key: len(units) for key, units in groups.items()})
        self.tiles.show_faces(faces, groups[self.segments.current])
        if not self.tiles.current and faces:
            self.tiles.choose(faces[0].unit)

    def _show_lists(self) -> None:
        shown, ws = self._shown, self.desk.ws
        if shown is None:
            return
        previewing = bool(self.preview.files)
        self.put_away.setVisible(previewing)
        if previewing:
            self.list_title.setText(_("合并预览"))
            self.list_facts.setText(result_words(self.preview))
            self.lists.show_preview(ws, self.preview)
            return
        arrivals = shown.traffic.arrivals
        self.list_title.setText(_("收到的报送包") if arrivals else "")
        self.list_facts.setText("")
        self.lists.show_traffic(ws, shown.traffic)

    def _show_actions(self) -> None:
        count = len(self.preview.mergeable)
        busy = self.desk.at_work
        words = _("合并可并的 {n} 份").format(n=count) if count else _("合并")
        self.act.setText(words)
        self.act.setEnabled(bool(count) and not busy)
        for button in (self.files, self.folder):
            button.setEnabled(not busy)
        unanswered = self._unanswered()
        self.receipts.setText(_("出回执 {n} 份").format(n=len(unanswered)))
        self.receipts.setVisible(bool(unanswered))
        self.receipts.setEnabled(not busy)
        merged = self._shown is not None and any(t.digest for t in self._shown.inbox.tiles)
        self.report.setVisible(merged)
        for button in (self.files, self.folder, self.act):
            button.show()
        self.header.make_room((self.report, self.files))

    def _unanswered(self) -> list[Arrival]:
        """Return the packages that were merged and got no answer yet."""
        if self._shown is None:
            return []
        found = [
            self._shown.traffic.standing(tile.unit)
            for tile in self._shown.inbox.tiles
            if tile.state == ReportState.SENT.value
        ]
        return [one for one in found if one is not None]

    def _show_panel(self) -> None:
        shown, busy = self._shown, self.desk.at_work
        if shown is None:
            return
        if self._file is not None and self._file in self.preview.files:
            self.panel.show_file(self._file, self.preview, busy=busy)
            return
        self._file = None
        unit = self.tiles.current
        tile = next((one for one in shown.inbox.tiles if one.unit == unit), None)
        found = self.preview.of(unit, shown.inbox.period)
        if found is not None:
            self.panel.show_file(found, self.preview, busy=busy)
        elif tile is not None and unit in self._faces:
            self.panel.show_unit(self._faces[unit], tile, shown, busy=busy)
        else:
            self.panel.show_nothing()

    def _on_unit(self, _unit: str) -> None:
        self._file = None
        self._show_panel()

    def _on_file(self, place: int) -> None:
        if not 0 <= place < len(self.preview.files):
            return
        found = self.preview.files[place]
        if found.unit and found.period == self.desk.period:
            self.tiles.choose(found.unit)
        self._file = found
        self._show_panel()

    def _on_arrival(self, place: int) -> None:
        if self._shown is not None and 0 <= place < len(self._shown.traffic.arrivals):
            self.tiles.choose(self._shown.traffic.arrivals[place].unit)

    def _open_drawer(self) -> None:
        if self.narrow and not self.panel.isVisible():
            self.toggle_side()

    # Receiving

    def take(self, paths: Sequence[Path]) -> None:
        """Receive files or folders: verify them and tell what merging them would do."""
        self.stack.setCurrentIndex(0)
        self.run.preview(paths)

    def _ask_files(self) -> None:
        file_dialogs.ask_several(self, _("选报送包"), file_dialogs.packages(), self.take)

    def _ask_folder(self) -> None:
        file_dialogs.ask_folder(self, _("选放报送包的文件夹"), lambda path: self.take([path]))

    def _on_previewed(self, preview: Preview) -> None:
        waiting = [
            one
            for one in preview.files
            if one.outcome is Outcome.WAITING and one.path.parent == self.desk.ws.received
        ]
        preview = preview.without(waiting)
        known = {one.path for one in preview.files}
        # What was dropped before and not merged yet stays.
        kept = tuple(one for one in self.preview.files if one.path not in known)
        self.preview = Preview(
            (*preview.files, *kept), preview.shared, preview.first, preview.total
        )
        self._file = None
        self._go_where_packages_are(preview)
        self._show_again()
        first = next(iter(preview.files), None)
        if first is not None:
            self.lists.preview.choose_key(first.path)
            self._going_on = True

    def _go_where_packages_are(self, preview: Preview) -> None:
        periods = [one.period for one in preview.files if one.period]
        if periods and self.desk.period not in periods:
            self.desk.set_period(max(set(periods), key=periods.count))

    def merge_all(self) -> None:
        """Merge all that can be merged."""
        self.run.merge([one.path for one in self.preview.mergeable])

    def _on_merged(self, done: Preview) -> None:
        ended = {one.path for one in done.files if one.outcome is not Outcome.REFUSED}
        gone = [one for one in self.preview.files if one.path in ended]
        self.preview = self.preview.without(gone)
        failed = {one.path: one for one in done.files if one.outcome is Outcome.REFUSED}
        files = tuple(failed.get(one.path, one) for one in self.preview.files)
        self.preview = Preview(files, self.preview.shared, self.preview.first, self.preview.total)
        if not self.preview.files:
            self._put_away()
        self._show_again()

    def _take_late(self, found: PreviewFile) -> None:
        """Try a file again with its period named: it came after the closing day."""
        self.run.preview([found.path], period=found.period)

    def _drop(self, found: PreviewFile) -> None:
        self.preview = self.preview.without([found])
        if not self.preview.files:
            self._put_away()
        self._show_again()

    def _put_away(self) -> None:
        self.preview = NO_PREVIEW
        self.run.forget_password()
        self._show_again()

    # Answering

    def _on_receipts(self) -> None:
        self.answers.receipts(self._unanswered())

    def begin_slip(self, package: Arrival) -> None:
        """Choose what is wrong with a package."""
        unit = self.desk.ws.catalogue.unit_name(package.unit)
        version = _("第 {n} 版").format(n=package.revision)
        self.header.set_facts(_("做退回单"), unit, period_label(self.desk.period), version)
        self.panel.hide()
        for button in self._buttons:
            button.hide()
        self.stack.setCurrentWidget(self.slip)
        self.slip.show_package(package, self.desk.period)
        self.slip.first_focus().setFocus()

    def _leave_slip(self) -> None:
        self.stack.setCurrentIndex(0)
        self.panel.setVisible(not self.narrow)
        self._show_again()
        focus = self.first_focus()
        if focus is not None:
            focus.setFocus()

    def _issue_slip(self, package: Arrival, chosen: Chosen, said: str, day: str) -> None:
        self.answers.give_back(package, chosen, text=said, deadline=day, done=self._leave_slip)

    # The report

    def _ask_report(self) -> None:
        name = _("合并报告_{period}.xlsx").format(period=self.desk.period)
        file_dialogs.ask_save(self, _("合并报告存到哪里"), name, self.write_report_to)

    def write_report_to(self, path: Path) -> None:
        """Write what the merges of the period did as a workbook."""
        ws, period = self.desk.ws, self.desk.period

        def write() -> None:
            write_report(ws, merged_for(ws, period), overlaps(ws), path)

        def tell(_nothing: object) -> None:
            words = _("已写出合并报告 {file}").format(file=path.name)
            self.desk.toast(words, (_("打开文件夹"), lambda: file_dialogs.show_folder(path)))

        self.desk.operations.run(write, tell, asker=self)
